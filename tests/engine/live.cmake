# tests of engine/live
# The first four know no model and no oneTBB: these run under ThreadSanitizer.
foreach(subject running_window mailbox live_client fake_client)
    deltapad_test(tst_${subject} LABELS unit SOURCES live/tst_${subject}.cpp LIBRARIES deltapad_live_core)
    set_property(TEST tst_${subject} APPEND PROPERTY ENVIRONMENT
        "TSAN_OPTIONS=suppressions=${CMAKE_CURRENT_SOURCE_DIR}/live/tsan.supp")
endforeach()
deltapad_test(tst_session_backend LABELS unit SOURCES live/tst_session_backend.cpp LIBRARIES deltapad_live)
deltapad_test(tst_side_work LABELS unit SOURCES live/tst_side_work.cpp LIBRARIES deltapad_live)
