# tests of engine/token
deltapad_test(tst_pre_tokenizer LABELS unit SOURCES token/tst_pre_tokenizer.cpp LIBRARIES deltapad_token)
deltapad_test(tst_tokenizer LABELS unit SOURCES token/tst_tokenizer.cpp
    LIBRARIES deltapad_token nlohmann_json::nlohmann_json)
deltapad_test(tst_token_document LABELS unit SOURCES token/tst_token_document.cpp
    LIBRARIES deltapad_token nlohmann_json::nlohmann_json)
