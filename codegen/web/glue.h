// The JavaScript side of a WebAssembly module: an ES module and its TypeScript declarations.
#pragma once

#include "codegen/web/module_interface.h"

namespace ochre::web {

/// An ES module that loads `file`, a URL relative to its own, gives it what it imports, calls its
/// `main` and exports what it exports. In browsers and under Node.js. Only what the interface needs
/// is in it.
///
/// Values of JavaScript's lie in one array, and Rust holds their indices: 0 to 3 are always
/// `undefined`, `null`, `true`, `false`; a list of free slots keeps the array short.
std::string write_es_module(const Interface &interface, llvm::StringRef file);

/// The `.d.ts` of that module.
std::string write_declarations(const Interface &interface);

} // namespace ochre::web
