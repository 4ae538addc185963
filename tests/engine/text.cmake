# tests of engine/text
