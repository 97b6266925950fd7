# LLVM 19, from its static archives. Plain `19` is refused by the package's version file.
find_package(LLVM 19.1 REQUIRED CONFIG PATHS /usr/lib/llvm-19/lib/cmake/llvm)

add_library(ochre_llvm_headers INTERFACE)
target_include_directories(ochre_llvm_headers SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS})
separate_arguments(OCHRE_LLVM_DEFINITIONS NATIVE_COMMAND "${LLVM_DEFINITIONS}")
target_compile_definitions(ochre_llvm_headers INTERFACE ${OCHRE_LLVM_DEFINITIONS})

# ochre_link_llvm(TARGET COMPONENT...): links static archives, never the shared libLLVM.
function(ochre_link_llvm target)
  llvm_map_components_to_libnames(libs ${ARGN})
  target_link_libraries(${target} INTERFACE ${libs})
endfunction()

# ADT and Support serve every layer.
add_library(ochre_llvm_support INTERFACE)
target_link_libraries(ochre_llvm_support INTERFACE ochre_llvm_headers)
ochre_link_llvm(ochre_llvm_support support)

# Archive files, for metadata.
add_library(ochre_llvm_object INTERFACE)
ochre_link_llvm(ochre_llvm_object object support)

# Code generation.
add_library(ochre_llvm_codegen INTERFACE)
ochre_link_llvm(ochre_llvm_codegen
  core analysis bitreader bitwriter irreader irprinter linker passes lto codegen target
  targetparser transformutils x86codegen x86asmparser x86desc x86info
  webassemblycodegen webassemblydesc webassemblyinfo webassemblyutils)

# lld, in process. Its own CMake target would bring the shared libLLVM, a second LLVM in one
# process: the archives are named by path. codegen/link has what they miss of the absent targets.
add_library(ochre_lld INTERFACE)
target_link_libraries(ochre_lld INTERFACE
  ${LLVM_LIBRARY_DIR}/liblldELF.a ${LLVM_LIBRARY_DIR}/liblldWasm.a
  ${LLVM_LIBRARY_DIR}/liblldCommon.a
  ochre_llvm_codegen)
ochre_link_llvm(ochre_lld
  bitwriter codegentypes demangle debuginfodwarf lto option passes symbolize support)
target_link_libraries(ochre_lld INTERFACE z zstd)
