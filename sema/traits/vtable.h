// Layout of vtables: which entry is where.
//
//   drop_in_place, size, align, then the entries of each trait: supertraits before the traits that
//   need them, so that the vtable of the first chain of supertraits is a prefix; every other
//   supertrait with methods is followed by a pointer to its own vtable.
//
// Source: rustc-dev-guide, "Dynamically sized types"; RFC 3324 (upcasting).
#pragma once

#include "sema/ty/context.h"

namespace ochre::traits {

enum class VtblEntryKind : uint8_t { DropInPlace, Size, Align, Vacant, Method, TraitVPtr };
struct VtblEntry {
  VtblEntryKind kind = VtblEntryKind::Vacant;
  DefId method;             ///< Method, Vacant: the trait's function
  ty::GenericArgs args;     ///< Method: of the function, Self first, regions erased
  ty::TraitRef super_trait; ///< TraitVPtr: with the same Self
};

inline constexpr uint32_t kVtableDrop = 0;
inline constexpr uint32_t kVtableSize = 1;
inline constexpr uint32_t kVtableAlign = 2;
inline constexpr uint32_t kVtableMetadataEntries = 3;

/// The trait of a part of a dyn type, implemented by `self_ty`; all regions erased, those of its
/// `for<..>` too.
ty::TraitRef object_trait_ref(TyCtxt &tcx, const ty::PolyExistentialPredicate &part,
                              ty::Ty self_ty);

/// The entries of the vtable for `trait_ref` (Self: any type, also the dyn type itself). Regions of
/// the trait ref are erased.
std::vector<VtblEntry> vtable_entries(TyCtxt &tcx, ty::TraitRef trait_ref);
/// The three entries that every vtable has, also that of a dyn without a principal trait.
std::vector<VtblEntry> metadata_entries();

/// The slot of `method` called through a dyn whose principal is `trait_ref`; none if not in it.
std::optional<uint32_t> vtable_slot(TyCtxt &tcx, ty::TraitRef trait_ref, DefId method,
                                    ty::TraitRef method_trait);
/// The slot of the pointer to the vtable of a supertrait; none: its vtable is a prefix.
std::optional<uint32_t> super_vptr_slot(TyCtxt &tcx, ty::TraitRef trait_ref,
                                        ty::TraitRef super_trait);

/// Whether a trait's function has a slot: it has a receiver, no type parameters of its own and no
/// `where Self: Sized`.
bool has_vtable_slot(TyCtxt &tcx, const ty::AssocItem &item);

} // namespace ochre::traits
