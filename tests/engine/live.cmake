# tests of engine/live
