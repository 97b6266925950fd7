// What a finished WebAssembly module asks of JavaScript and gives to it.
//
// Functions under `#[js]` carry their signature in the name of their import or export (written by
// sema/collect/js_boundary.cpp). Read from the module's bytes, after everything that nobody uses
// has been removed, the interface holds what survived and no more.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace ochre::web {

/// A function at the boundary. Types are written as in Rust, `usize` as `u32`: `i32`, `u64`, `f32`,
/// `bool`, `&str`, `&[u8]`, `Js`, `&Js`.
struct Function {
  struct Parameter {
    std::string name; ///< of an export alone
    std::string type;
  };
  std::string symbol; ///< its name in the module
  /// An export's name; an import's path, as in `console.log`, `new Date`, `get .value`. Where it
  /// begins with `#`, the standard library's own.
  std::string path;
  std::vector<Parameter> parameters;
  std::string result; ///< empty: nothing
};

struct Interface {
  std::vector<Function> imports; ///< in the order of the module
  std::vector<Function> exports; ///< by name
  bool has_main = false;         ///< exports `main`, to be called at the start

  bool is_empty() const { return imports.empty() && exports.empty(); }
};

/// Reads the interface of a valid module; an error for bytes that are none.
llvm::Expected<Interface> read_interface(llvm::ArrayRef<char> module);

/// The module with the signatures taken out of its names: exports are called as in Rust, imports by
/// their number. Adapts `interface` to the new symbols. Offsets into the code change.
llvm::Expected<std::vector<char>> shorten_names(llvm::ArrayRef<char> module, Interface &interface);

} // namespace ochre::web
