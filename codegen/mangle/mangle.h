// Symbol names by the v0 scheme (RFC 2603): `c++filt`, gdb and perf read them.
#pragma once

#include "sema/ty/context.h"

#include <string>

namespace ochre::mangle {

/// The linker symbol of an instance: its `#[no_mangle]`, `#[export_name]` or `#[link_name]` if it
/// has one, else the v0 name.
std::string symbol_name(TyCtxt &tcx, const ty::Instance &instance);
/// The symbol of a static.
std::string static_symbol_name(TyCtxt &tcx, DefId def_id);
/// `<T as Trait>` as a v0 path with the suffix `what`, for vtables and the like.
std::string vtable_symbol_name(TyCtxt &tcx, ty::Ty ty,
                               ty::List<ty::PolyExistentialPredicate> predicates);

} // namespace ochre::mangle
