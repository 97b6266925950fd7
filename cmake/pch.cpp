// Gives the precompiled header a library to belong to; see cmake/AddLayer.cmake.
