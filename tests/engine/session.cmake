# tests of engine/session
