// The layout of a crate file (`.rmeta`, and the member `lib.rmeta` of an `.rlib`).
//
//   magic, u32 version, u32 section count, (u32 offset, u32 size) of each section, sections
//
// Everything is found by position: a reader maps the file and decodes what it is asked for. Other
// crates' definitions are named as (number among the header's dependencies, index in that crate),
// which is sound because the header pins the exact build of each dependency by its hash.
#pragma once

#include "metadata/format/bytes.h"
#include "support/def/definitions.h"
#include "support/session/options.h"

namespace ochre::metadata {

inline constexpr char kMagic[] = "OCHREMD"; // with its terminator: 8 bytes
inline constexpr uint32_t kFormatVersion = 5;
/// In an .rlib the crate file lies inside an object, right behind its header.
inline constexpr uint16_t kObjectHeaderSize = 64;
/// Name of the metadata among the members of an .rlib.
inline constexpr char kMemberName[] = "lib.rmeta";

enum class Section : uint8_t {
#define SECTION(name) name,
#include "metadata/format/sections.def"
};
inline constexpr unsigned kSectionCount = 0
#define SECTION(name) +1
#include "metadata/format/sections.def"
    ;

enum class Table : uint8_t {
#define TABLE(name) name,
#include "metadata/format/tables.def"
};
inline constexpr unsigned kTableCount = 0
#define TABLE(name) +1
#include "metadata/format/tables.def"
    ;

enum class RowKind : uint8_t {
#define ROW(name) name,
#include "metadata/format/rows.def"
};
inline constexpr unsigned kRowKindCount = 0
#define ROW(name) +1
#include "metadata/format/rows.def"
    ;

/// A definition, `kDefRowSize` bytes: u32 parent (UINT32_MAX: none), u32 symbol (0: none), u32
/// disambiguator, u32 kind, u64 hash.
inline constexpr uint32_t kDefRowSize = 24;

/// A crate that a crate was built against.
struct Dependency {
  std::string name;
  uint64_t stable_id = 0;
  uint64_t hash = 0; ///< of its crate file
  std::string extra_filename;
};

/// What must be known of a crate before any of its items.
struct CrateHeader {
  std::string name;
  uint64_t stable_id = 0;
  uint64_t hash = 0; ///< of all that follows it in the file: names the exact build
  std::string extra_filename;
  Edition edition = Edition::E2015;
  bool is_proc_macro = false;
  bool is_no_std = false;
  bool needs_allocator = false;         ///< `#![needs_allocator]`: it calls the global allocator
  bool has_global_allocator = false;    ///< defines it
  bool has_default_allocator = false;   ///< `#![default_lib_allocator]`: has one to fall back on
  uint8_t panic_strategy = 0;           ///< PanicStrategy
  std::vector<Dependency> dependencies; ///< CrateNum 1 is the first in the file's numbering
  std::vector<NativeLib> native_libs;   ///< `#[link]` and -l: for the final link
};

} // namespace ochre::metadata
