// The front end for one crate: text → expanded, resolved AST.
#pragma once

#include "frontend/ast/crate.h"
#include "frontend/resolve/resolver.h"
#include "frontend/resolve/source_crates.h"
#include "metadata/decode/crate_store.h"

#include <memory>

namespace ochre::driver {

/// The crate and all that its names depend on. Lives until lowering is done.
struct FrontEnd {
  explicit FrontEnd(Session &sess) : definitions(sess.interner) {}
  ast::Crate krate;
  resolve::SourceCrates library; ///< with --library-source
  Definitions definitions;
  std::unique_ptr<metadata::CrateStore> crates;
  resolve::Resolutions resolutions;
};

/// Parses, expands, resolves and validates. With `Extent::Expansion` names in bodies are left
/// alone. What is wrong is in the session's diagnostics.
std::unique_ptr<FrontEnd> run_front_end(Session &sess, FileId root, resolve::Extent extent);

} // namespace ochre::driver
