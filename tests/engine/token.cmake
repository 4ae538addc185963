# tests of engine/token
include(${CMAKE_SOURCE_DIR}/tests/fuzz/seeds.cmake)

foreach(subject pre_tokenizer tokenizer token_document)
    deltapad_test(tst_${subject} LABELS unit SOURCES token/tst_${subject}.cpp
        LIBRARIES deltapad_token nlohmann_json::nlohmann_json)
endforeach()
deltapad_fuzz_seeds(tokenizer LIBRARIES deltapad_token)
deltapad_fuzz_seeds(splice LIBRARIES deltapad_token nlohmann_json::nlohmann_json)
