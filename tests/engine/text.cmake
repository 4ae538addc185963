# tests of engine/text
deltapad_test(tst_text_buffer LABELS unit SOURCES text/tst_text_buffer.cpp LIBRARIES deltapad_text)
deltapad_test(tst_unicode LABELS unit SOURCES text/tst_unicode.cpp LIBRARIES deltapad_text)
deltapad_test(tst_word_characters LABELS unit SOURCES text/tst_word_characters.cpp LIBRARIES deltapad_text)
