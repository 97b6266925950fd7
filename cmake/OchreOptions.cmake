# Compiler flags of the three flavours, and ccache.
#
# Flags are set here once and for all targets: the precompiled header is shared by every layer,
# which needs the same flags everywhere. The one file that differs (it calls CLI11, which throws)
# does without the precompiled header.

set(OCHRE_FLAVOUR "dev" CACHE STRING "dev, release or asan")
set_property(CACHE OCHRE_FLAVOUR PROPERTY STRINGS dev release asan)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE OFF)
# Empty build type: the flavours below say everything.
set(CMAKE_BUILD_TYPE "" CACHE STRING "unused: see OCHRE_FLAVOUR" FORCE)

add_compile_options(
  -Wall -Wextra -Werror -Werror=switch
  # libstdc++'s own stable_sort uses what it deprecates.
  -Wno-deprecated-declarations
  -fno-exceptions -fno-rtti
  -fno-pie
  -ffunction-sections -fdata-sections
  -fvisibility=hidden -fvisibility-inlines-hidden
  # Paths in debug information and messages do not depend on where the tree lies.
  "-ffile-compilation-dir=."
  # A precompiled header is identified by content, which is what ccache needs.
  "SHELL:-Xclang -fno-pch-timestamp"
  -fcolor-diagnostics)
add_link_options(-fuse-ld=lld -no-pie -Wl,--gc-sections -Wl,--as-needed
                 # --version identifies the very executable by it.
                 -Wl,--build-id=sha1)

if(OCHRE_FLAVOUR STREQUAL "dev")
  add_compile_options(-O0 -gline-tables-only)
  add_compile_definitions(OCHRE_CHECKED=1)
elseif(OCHRE_FLAVOUR STREQUAL "release")
  add_compile_options(-O2)
  add_compile_definitions(NDEBUG=1)
  add_link_options(-Wl,-s)
elseif(OCHRE_FLAVOUR STREQUAL "asan")
  # vptr checks need RTTI.
  add_compile_options(-O1 -gline-tables-only -fsanitize=address,undefined -fno-sanitize=vptr
                      -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  add_compile_definitions(OCHRE_CHECKED=1)
  add_link_options(-fsanitize=address,undefined -fno-sanitize=vptr)
else()
  message(FATAL_ERROR "unknown OCHRE_FLAVOUR '${OCHRE_FLAVOUR}': use dev, release or asan")
endif()

find_program(OCHRE_CCACHE ccache)
if(OCHRE_CCACHE)
  # Objects are shared between checkouts: paths are hashed relative to the source tree, and the
  # precompiled header by the .sum file that cmake/pch.cmake writes.
  set(OCHRE_LAUNCHER
      ${CMAKE_COMMAND} -E env
      CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}
      CCACHE_NOHASHDIR=1
      CCACHE_PCH_EXTSUM=1
      CCACHE_SLOPPINESS=pch_defines,time_macros
      ${OCHRE_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${OCHRE_LAUNCHER})
  set(CMAKE_C_COMPILER_LAUNCHER ${OCHRE_LAUNCHER})
endif()
