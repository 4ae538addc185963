deltapad_test(tst_document_session LABELS unit SOURCES session/tst_document_session.cpp LIBRARIES deltapad_session)
deltapad_test(tst_document_cache LABELS unit SOURCES session/tst_document_cache.cpp LIBRARIES deltapad_session)
set_target_properties(tst_document_cache PROPERTIES AUTOMOC_MOC_OPTIONS "-D_GLIBCXX_CONCEPTS=1")
deltapad_test(tst_context_list LABELS unit SOURCES session/tst_context_list.cpp LIBRARIES deltapad_session)
deltapad_test(tst_long_document LABELS unit SOURCES session/tst_long_document.cpp LIBRARIES deltapad_session)
# Figures, not a test: documents of any length.
add_executable(long_document EXCLUDE_FROM_ALL ../benchmarks/long_document.cpp)
target_link_libraries(long_document PRIVATE deltapad_session)
