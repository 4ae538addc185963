# tests of engine/incremental
