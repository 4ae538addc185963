# deltapad_fuzz_seeds(name LIBRARIES x): runs tests/fuzz/fz_<name>.cpp over every file of tests/fuzz/seeds/<name> as an
# ordinary unit test, so that the targets are compiled and their seeds checked by every compiler.
include_guard()
function(deltapad_fuzz_seeds name)
    cmake_parse_arguments(ARG "" "" "LIBRARIES" ${ARGN})
    set(folder ${CMAKE_SOURCE_DIR}/tests/fuzz)
    add_executable(tst_seeds_${name} ${folder}/fz_${name}.cpp ${folder}/run_seeds.cpp)
    target_link_libraries(tst_seeds_${name} PRIVATE deltapad_flags ${ARG_LIBRARIES})
    add_test(NAME tst_seeds_${name} COMMAND tst_seeds_${name} ${folder}/seeds/${name})
    set_tests_properties(tst_seeds_${name} PROPERTIES LABELS unit TIMEOUT 300)
endfunction()
