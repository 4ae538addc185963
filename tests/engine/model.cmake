# tests of engine/model
