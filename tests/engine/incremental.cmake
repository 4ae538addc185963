deltapad_test(tst_row_kernel LABELS unit SOURCES incremental/tst_row_kernel.cpp LIBRARIES deltapad_kernel)
deltapad_test(tst_batch_forward LABELS unit SOURCES incremental/tst_batch_forward.cpp
    LIBRARIES deltapad_incremental nlohmann_json::nlohmann_json)
deltapad_test(tst_incremental_engine LABELS unit SOURCES incremental/tst_incremental_engine.cpp
    LIBRARIES deltapad_incremental)
deltapad_test(tst_no_allocation LABELS unit SOURCES incremental/tst_no_allocation.cpp LIBRARIES deltapad_incremental)
deltapad_test(tst_branch LABELS unit SOURCES incremental/tst_branch.cpp LIBRARIES deltapad_incremental)
deltapad_test(tst_changed_rows LABELS unit SOURCES incremental/tst_changed_rows.cpp LIBRARIES deltapad_incremental)
deltapad_test(tst_position_labels LABELS unit SOURCES incremental/tst_position_labels.cpp LIBRARIES deltapad_incremental)
deltapad_test(tst_imported_models LABELS unit SOURCES incremental/tst_imported_models.cpp
    LIBRARIES deltapad_model_files deltapad_revisions nlohmann_json::nlohmann_json)
