// What the compiler adds to a crate: the standard library's names, and the main function of tests.
#pragma once

#include "frontend/expand/expand.h"

namespace ochre::expand {

/// Puts `#[macro_use] extern crate std;` and `#[prelude_import] use std::prelude::rust_20xx::*;` at
/// the start of the root: `core` for `#![no_std]`, nothing for `#![no_core]`. Called by
/// collect_crate.
void inject_std(ExpandContext &ctx);

/// The generated main function of a test build.
struct TestHarness {
  Fragment items;   ///< at the end of the root module
  ast::NodeId main; ///< the function in which the program starts; invalid: no test build
  /// Paths within it, by their expression's node, and the node of the item that each means: tests
  /// lie in private modules, so resolution takes these as given.
  std::vector<std::pair<ast::NodeId, ast::NodeId>> paths;
};

/// With `--test`, after the fixpoint and before `finish`: `test::test_main_static(&[&a, &b…])`. The
/// items are appended to the root; resolution walks them like a fragment. Nothing without `--test`.
/// `#![reexport_test_harness_main = "name"]` names the function for the crate's own use.
TestHarness make_test_harness(ExpandContext &ctx);

} // namespace ochre::expand
