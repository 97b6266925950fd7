// Small functions that the back end adds to a module when something in it needs them.
#pragma once

#include "codegen/wasm/cx.h"

namespace ochre::wasm {

/// (to, from, size): copies bytes that do not overlap. `memory.copy` is a call out of the engine's
/// code: what is small is copied by loads and stores.
FnDecl *copy_helper(ModuleCx &cx);
/// (i64, i64) -> i64: the high half of the unsigned product.
FnDecl *mul64_high_helper(ModuleCx &cx);
/// (i64, i64) -> i32: whether the product leaves 64 bits.
FnDecl *mul64_overflow_helper(ModuleCx &cx, bool is_signed);
/// (i128, i128) -> (i128, i32): the product and whether it left the type.
FnDecl *mul128_overflow_helper(ModuleCx &cx, bool is_signed);
/// (float) -> i128, saturating; NaN gives 0. By a function of the runtime library, which is null
/// if that has none.
FnDecl *float_to_wide_helper(ModuleCx &cx, ValTy from, bool is_signed);

} // namespace ochre::wasm
