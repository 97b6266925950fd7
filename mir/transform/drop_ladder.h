// Drops of a value part by part.
//
// A ladder drops fields in order; if one drop unwinds, the rest are dropped on a second ladder of
// cleanup blocks. Used for partly moved values by drop elaboration, and for whole types by drop
// glue.
#pragma once

#include "mir/ir/body.h"

#include <functional>

namespace ochre::mir::transform {

/// Where control goes after the drops: normally, and if one of them unwinds.
struct DropExits {
  BasicBlock target;
  UnwindAction unwind; ///< in a cleanup block: terminate
  bool in_cleanup = false;
};

/// One part of a value. `make` emits its drop ahead of `exits.target` and gives the first block;
/// null: nothing to do for this part.
struct DropPart {
  Place place;
  std::function<BasicBlock(const DropExits &)> make;
};

class DropEmitter {
public:
  DropEmitter(TyCtxt &tcx, ty::TypingEnv env, Body &body) : tcx(tcx), env(env), body(body) {}

  TyCtxt &tcx;
  ty::TypingEnv env;
  Body &body;
  SourceInfo source;

  BasicBlock new_block(bool is_cleanup, TerminatorKind kind = TerminatorKind::Unreachable);
  BasicBlock drop(Place place, const DropExits &exits);
  BasicBlock go_to(const DropExits &exits);
  BasicBlock switch_on_flag(Local flag, BasicBlock then, const DropExits &exits);
  TyIdx ty_idx(ty::Ty ty);
  ty::Ty ty_of(Place place) { return place_ty(tcx, body, place).ty; }
  bool needs_drop(ty::Ty ty) { return tcx.needs_drop({env, ty}); }

  /// The parts of a struct, tuple, closure, or of one variant, as places.
  llvm::SmallVector<Place, 8> fields(Place place, ty::Ty ty, ty::VariantIdx variant);
  /// Drops the parts in order; `make(i, exits)` emits part i.
  BasicBlock ladder(size_t count, const DropExits &exits,
                    llvm::function_ref<BasicBlock(size_t, const DropExits &)> make);
  /// Frees a Box whose content is gone: calls its `Drop::drop`.
  BasicBlock call_drop_impl(Place place, ty::Ty ty, const DropExits &exits);
  /// `switch discriminant(place)`: variant i → `make(i, exits)` where that is not the plain target.
  BasicBlock switch_on_variant(Place place, const ty::AdtDef &adt, const DropExits &exits,
                               llvm::function_ref<BasicBlock(ty::VariantIdx)> make);
};

} // namespace ochre::mir::transform
