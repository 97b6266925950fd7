// Types and predicates as text, the way a user writes them.
#pragma once

#include "sema/ty/context.h"

#include <string>

namespace ochre::ty {

/// `Vec<u8>`, `&'a mut T`, `impl Fn(i32) -> bool`, `{closure@f.rs:1:2: 1:5}`,
/// `_` for variables. Paths are as short as they are unique among what is
/// visible in the local crate: today the last segment for types of the prelude,
/// the full path otherwise, as in rustc's messages.
std::string to_string(TyCtxt &tcx, Ty ty);
/// `core::option::Option<&str>`: every path from its crate on, as `type_name` gives it.
std::string full_string(TyCtxt &tcx, Ty ty);
std::string to_string(TyCtxt &tcx, Region region);
std::string to_string(TyCtxt &tcx, Const ct);
std::string to_string(TyCtxt &tcx, GenericArg arg);
std::string to_string(TyCtxt &tcx, GenericArgs args);
std::string to_string(TyCtxt &tcx, const TraitRef &ref); ///< `<T as Trait<A>>`
std::string to_string(TyCtxt &tcx, const PolyFnSig &sig);
std::string to_string(TyCtxt &tcx, Predicate predicate);
/// `Trait<A>` without Self.
std::string trait_path_string(TyCtxt &tcx, const TraitRef &ref);
/// What `core::any::type_name` gives: full paths, lifetimes as `'_`. type_name.cpp
std::string type_name(TyCtxt &tcx, Ty ty);
/// `std::vec::Vec::<u8>::push`
std::string path_string(TyCtxt &tcx, DefId def_id, GenericArgs args);

} // namespace ochre::ty
