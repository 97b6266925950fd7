// What the compiler adds to a crate: the standard library's names, and the main function of tests.
#pragma once

#include "frontend/expand/expand.h"

namespace ochre::expand {

/// Puts `#[macro_use] extern crate std;` and `#[prelude_import] use std::prelude::rust_20xx::*;` at
/// the start of the root: `core` for `#![no_std]`, nothing for `#![no_core]`. Called by
/// collect_crate.
void inject_std(ExpandContext &ctx);

/// With `--test`, after the fixpoint and before `finish`: gives the items of the test harness. They
/// take the end of the root module; resolution walks them like a fragment. Nothing without
/// `--test`.
Fragment make_test_harness(ExpandContext &ctx);

} // namespace ochre::expand
