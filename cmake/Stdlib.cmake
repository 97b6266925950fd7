# The standard library, compiled by the compiler that was just built into lib/ochre/<target> of the
# build tree (which is laid out like an installation) and from there into the installation.

option(OCHRE_STDLIB "compile the standard library with Ochre" ON)

# ochre_stdlib_crate(NAME TARGET DEPS...): stdlib/NAME/src/lib.rs -> TARGET/libNAME.rlib. For
# WebAssembly a library holds MIR alone, which the program's compilation makes code of.
function(ochre_stdlib_crate name target)
  set(root ${CMAKE_SOURCE_DIR}/stdlib/${name}/src/lib.rs)
  if(NOT EXISTS ${root})
    return()
  endif()
  set(libdir ${CMAKE_BINARY_DIR}/lib/ochre/${target})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/stdlib/${name}/src/*.rs)
  set(output ${libdir}/lib${name}.rlib)
  list(TRANSFORM ARGN REPLACE "(.+)" "${libdir}/lib\\1.rlib" OUTPUT_VARIABLE dependencies)
  # The folder that a diagnostic and a panic name is the same on every machine.
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${libdir}
    COMMAND ${CMAKE_BINARY_DIR}/bin/ochrec --crate-name=${name} --crate-type=rlib --edition=2024
      --target=${target} --cfg ochre --allow-internal-features --cap-lints=allow
      -Copt-level=3 -Cmetadata=${name}
      --remap-path-prefix=${CMAKE_SOURCE_DIR}/stdlib=/ochre/stdlib
      -L ${libdir} ${root} -o ${output}
    DEPENDS ochre ${sources} ${dependencies}
    COMMENT "Compiling stdlib/${name} for ${target}"
    VERBATIM)
  set_property(GLOBAL APPEND PROPERTY OCHRE_RLIBS ${output})
  install(FILES ${output} DESTINATION lib/ochre/${target})
endfunction()

if(OCHRE_STDLIB)
  set(host x86_64-unknown-linux-gnu)
  ochre_stdlib_crate(core ${host})
  ochre_stdlib_crate(alloc ${host} core)
  ochre_stdlib_crate(std ${host} core alloc)
  ochre_stdlib_crate(proc_macro ${host} core alloc std)
  ochre_stdlib_crate(test ${host} core alloc std)
  foreach(target wasm32-wasip1 wasm32-unknown-unknown)
    ochre_stdlib_crate(core ${target})
    ochre_stdlib_crate(compiler_builtins ${target} core)
    ochre_stdlib_crate(alloc ${target} core)
    ochre_stdlib_crate(std ${target} core alloc compiler_builtins)
    ochre_stdlib_crate(test ${target} core alloc std)
  endforeach()
  get_property(rlibs GLOBAL PROPERTY OCHRE_RLIBS)
  add_custom_target(stdlib ALL DEPENDS ${rlibs})
endif()

# `ochre run --target wasm32-...` starts it in Node.js.
configure_file(${CMAKE_SOURCE_DIR}/runtime/run_wasm.mjs
               ${CMAKE_BINARY_DIR}/lib/ochre/run_wasm.mjs COPYONLY)
install(FILES ${CMAKE_SOURCE_DIR}/runtime/run_wasm.mjs DESTINATION lib/ochre)
