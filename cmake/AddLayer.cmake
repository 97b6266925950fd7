# add_layer(sema/lower DEPS sema/hir PRIVATE_DEPS frontend/ast [LLVM component-targets])
#
# One static library per leaf folder. A header `sema/hir/hir.h` is included as "sema/hir/hir.h", but
# each layer has an include root of its own, a folder of the build tree that holds a symlink to this
# one leaf only:
#
#   <build>/include/sema.hir/sema/hir -> <source>/sema/hir
#
# So the compiler finds exactly the headers in the closure of a layer's dependencies. DEPS are
# transitive; PRIVATE_DEPS are seen by the layer alone (their objects are still linked).

set_property(GLOBAL PROPERTY OCHRE_LAYERS "")

add_library(ochre_pch STATIC ${CMAKE_SOURCE_DIR}/cmake/pch.cpp)
target_link_libraries(ochre_pch PRIVATE ochre_llvm_headers)
target_precompile_headers(ochre_pch PRIVATE ${CMAKE_SOURCE_DIR}/cmake/pch.h)
# The precompiled header holds absolute paths, so it is built in each build tree and not cached;
# what is compiled with it is cached by this sum instead of its bytes.
set_target_properties(ochre_pch PROPERTIES CXX_COMPILER_LAUNCHER "")
file(SHA256 ${CMAKE_SOURCE_DIR}/cmake/pch.h ochre_pch_sum)
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/CMakeFiles/ochre_pch.dir/cmake_pch.hxx.pch.sum
     CONTENT "${ochre_pch_sum} ${LLVM_PACKAGE_VERSION} ${OCHRE_FLAVOUR}\n")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/cmake/pch.h)

# CMake's own REUSE_FROM names the header by an absolute path, which ccache cannot share between
# checkouts; ninja compiles in the build folder, so a relative one serves.
function(ochre_use_pch target)
  set(pch CMakeFiles/ochre_pch.dir/cmake_pch.hxx.pch)
  target_compile_options(${target} PRIVATE "SHELL:-include-pch ${pch}")
  add_dependencies(${target} ochre_pch)
  get_target_property(sources ${target} SOURCES)
  set_property(SOURCE ${sources} APPEND PROPERTY OBJECT_DEPENDS ${CMAKE_BINARY_DIR}/${pch})
endfunction()

# The target of a layer: sema/hir -> ochre_sema_hir.
function(ochre_layer_target out layer)
  string(REPLACE "/" "_" name "${layer}")
  set(${out} "ochre_${name}" PARENT_SCOPE)
endfunction()

function(ochre_layer_include_root out layer)
  string(REPLACE "/" "." name "${layer}")
  set(root "${CMAKE_BINARY_DIR}/include/${name}")
  get_filename_component(parent "${root}/${layer}" DIRECTORY)
  file(MAKE_DIRECTORY "${parent}")
  if(NOT IS_SYMLINK "${root}/${layer}")
    file(CREATE_LINK "${CMAKE_SOURCE_DIR}/${layer}" "${root}/${layer}" SYMBOLIC)
  endif()
  set(${out} "${root}" PARENT_SCOPE)
endfunction()

function(add_layer layer)
  cmake_parse_arguments(arg "" "" "DEPS;PRIVATE_DEPS;LLVM" ${ARGN})
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "add_layer(${layer}): unexpected '${arg_UNPARSED_ARGUMENTS}'")
  endif()
  ochre_layer_target(target ${layer})
  ochre_layer_include_root(root ${layer})

  foreach(kind DEPS PRIVATE_DEPS)
    set(${kind}_targets "")
    foreach(dep IN LISTS arg_${kind})
      ochre_layer_target(dep_target ${dep})
      if(NOT TARGET ${dep_target})
        message(FATAL_ERROR "add_layer(${layer}): ${dep} is not declared before it")
      endif()
      list(APPEND ${kind}_targets ${dep_target})
    endforeach()
  endforeach()

  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${layer}/*.cpp")
  if(sources)
    add_library(${target} STATIC ${sources})
    ochre_use_pch(${target})
    set(scope PUBLIC)
    target_link_libraries(${target} PRIVATE ${PRIVATE_DEPS_targets})
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(${target} ${scope} "${root}")
  target_link_libraries(${target} ${scope} ${DEPS_targets} ochre_llvm_support ${arg_LLVM})

  set_property(GLOBAL APPEND PROPERTY OCHRE_LAYERS ${layer})
  # What tools/lint.py reads: layer, its DEPS and PRIVATE_DEPS.
  set_property(GLOBAL APPEND_STRING PROPERTY OCHRE_LAYER_TABLE
    "${layer}|${arg_DEPS}|${arg_PRIVATE_DEPS}\n")
endfunction()
