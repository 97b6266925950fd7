// Const qualification: what the values of locals may hold, as far as the body tells more than
// types.
//
// `None::<Cell<u8>>` holds no cell though its type might. A qualification is a forward dataflow
// analysis over locals; a local has it where it may hold a value that has it. Source:
// rustc-dev-guide, "Const qualification".
#pragma once

#include "mir/ir/body.h"

#include "llvm/ADT/SmallBitVector.h"

namespace ochre::mir::transform {

enum class Qualif : uint8_t {
  HasMutInterior, ///< holds an UnsafeCell that is not behind a pointer
  NeedsDrop,      ///< dropping it runs code
};

class QualifAnalysis {
public:
  QualifAnalysis(TyCtxt &tcx, const Body &body, Qualif qualif);

  /// Whether the place may hold such a value before the statement.
  bool holds(Place place, Location at);
  /// Whether the returned value may; by type if the body does not return.
  bool return_holds();

private:
  struct State {
    llvm::SmallBitVector holds;
    llvm::SmallBitVector borrowed; ///< may be changed through a pointer
    bool join(const State &other);
  };
  bool by_type(ty::Ty ty) const;
  bool by_adt(DefId adt) const;
  bool in_place(const State &state, Place place) const;
  bool in_operand(const State &state, const Operand &operand) const;
  bool in_rvalue(const State &state, const Rvalue &rvalue) const;
  void assign(State &state, Place place, bool value) const;
  void move_out(State &state, const Operand &operand) const;
  void borrow(State &state, const Rvalue &rvalue) const;
  void apply(State &state, const Statement &statement) const;
  void apply_call(State &state, const Terminator &term) const;
  void solve();
  State state_at(Location at);

  TyCtxt &tcx_;
  const Body &body_;
  Qualif qualif_;
  ty::TypingEnv env_;
  IndexVec<BasicBlock, State> entry_;
  bool solved_ = false;
};

/// Whether a constant's value may have the quality: by its body, where that is at hand.
bool constant_holds(TyCtxt &tcx, ty::TypingEnv env, const ConstOperand &ct, Qualif qualif);

/// The last local-to-place step of a reborrow `*p`: the place of the reference `p`; none if the
/// place is not the target of a reference.
std::optional<Place> reborrowed_base(TyCtxt &tcx, const Body &body, Place place);

} // namespace ochre::mir::transform
