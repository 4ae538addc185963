# tests of engine/assist
deltapad_test(tst_assist LABELS unit SOURCES assist/tst_assist.cpp LIBRARIES deltapad_assist)
