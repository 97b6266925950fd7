# The standard library, compiled by the compiler that was just built into lib/ochre/<target> of the
# build tree (which is laid out like an installation) and from there into the installation.

option(OCHRE_STDLIB "compile the standard library with Ochre" ON)

set(OCHRE_TARGET_TRIPLE x86_64-unknown-linux-gnu)
set(OCHRE_LIBDIR ${CMAKE_BINARY_DIR}/lib/ochre/${OCHRE_TARGET_TRIPLE})

# ochre_stdlib_crate(NAME DEPS...): stdlib/NAME/src/lib.rs -> libNAME.rlib
function(ochre_stdlib_crate name)
  set(root ${CMAKE_SOURCE_DIR}/stdlib/${name}/src/lib.rs)
  if(NOT EXISTS ${root})
    return()
  endif()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/stdlib/${name}/src/*.rs)
  set(output ${OCHRE_LIBDIR}/lib${name}.rlib)
  list(TRANSFORM ARGN REPLACE "(.+)" "${OCHRE_LIBDIR}/lib\\1.rlib" OUTPUT_VARIABLE dependencies)
  # The folder that a diagnostic and a panic name is the same on every machine.
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${OCHRE_LIBDIR}
    COMMAND ${CMAKE_BINARY_DIR}/bin/ochrec --crate-name=${name} --crate-type=rlib --edition=2024
      --cfg ochre --allow-internal-features --cap-lints=allow
      -Copt-level=3 -Cmetadata=${name}
      --remap-path-prefix=${CMAKE_SOURCE_DIR}/stdlib=/ochre/stdlib
      -L ${OCHRE_LIBDIR} ${root} -o ${output}
    DEPENDS ochre ${sources} ${dependencies}
    COMMENT "Compiling stdlib/${name}"
    VERBATIM)
  set_property(GLOBAL APPEND PROPERTY OCHRE_RLIBS ${output})
  install(FILES ${output} DESTINATION lib/ochre/${OCHRE_TARGET_TRIPLE})
endfunction()

if(OCHRE_STDLIB)
  ochre_stdlib_crate(core)
  ochre_stdlib_crate(alloc core)
  ochre_stdlib_crate(std core alloc)
  ochre_stdlib_crate(proc_macro core alloc std)
  ochre_stdlib_crate(test core alloc std)
  get_property(rlibs GLOBAL PROPERTY OCHRE_RLIBS)
  add_custom_target(stdlib ALL DEPENDS ${rlibs})
endif()
