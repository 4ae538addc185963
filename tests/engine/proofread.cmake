# tests of engine/proofread
deltapad_test(tst_proofread LABELS unit SOURCES proofread/tst_proofread.cpp LIBRARIES deltapad_spelling)
deltapad_test(tst_context_check LABELS unit SOURCES proofread/tst_context_check.cpp LIBRARIES deltapad_proofread)
