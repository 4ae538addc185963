# tests of engine/token
