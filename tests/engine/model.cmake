# tests of engine/model
include(${CMAKE_SOURCE_DIR}/tests/fuzz/seeds.cmake)

add_library(deltapad_model_files STATIC model/model_files.cpp model/model_files.h)
target_compile_definitions(deltapad_model_files PRIVATE DELTAPAD_TEST_DATA="${CMAKE_SOURCE_DIR}/tests/data")
target_link_libraries(deltapad_model_files PUBLIC deltapad_flags Qt6::Core nlohmann_json::nlohmann_json)

foreach(subject safetensors confidence model_config model_load)
    deltapad_test(tst_${subject} LABELS unit SOURCES model/tst_${subject}.cpp
        LIBRARIES deltapad_model_files deltapad_model)
endforeach()
deltapad_fuzz_seeds(safetensors LIBRARIES deltapad_model)
deltapad_fuzz_seeds(model_config LIBRARIES deltapad_model)
