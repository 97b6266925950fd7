// May this place be written? A write needs a root that is declared mutable, and a unique path to
// it.
//
//   let x = 0; x = 1;            // no: `x` is not `mut` (E0384, a second assignment)
//   let r = &mut v; *r = 1;      // yes: `r` itself stays as it is
//   fn f(r: &T) { r.a = 1; }     // no: behind `&` (E0594; a `&mut` borrow of it: E0596)
#pragma once

#include "borrowck/moves/accesses.h"
#include "borrowck/moves/body_cx.h"
#include "borrowck/moves/earlier_inits.h"

#include "llvm/ADT/SetVector.h"

namespace ochre::borrowck {

/// An access that the declarations do not allow.
struct PermissionError {
  Place place;
  size_t blamed = 0; ///< as many projections of `place` lead to what is not mutable
  Span span;
  Location at;
  bool is_borrow = false; ///< a mutable borrow, else an assignment
  /// A second assignment to a variable: row of MoveData::inits of an earlier one.
  std::optional<uint32_t> earlier_init = std::nullopt;
};

class Permissions {
public:
  explicit Permissions(const BodyCx &cx) : cx_(cx), earlier_inits_(cx) {}

  /// What is wrong with the access, if anything. `state`: before it.
  std::optional<PermissionError> check(const Access &access, Location at,
                                       const mir::InitState &state);
  /// Records that the closure made by the aggregate at `at` changes what it captures.
  void propagate_closure_upvar(const mir::Operand &operand, Location at,
                               const mir::InitState &state);

  /// Variables, and captures of a closure, whose `mut` was needed.
  llvm::SetVector<Local> used_mut;
  llvm::SetVector<uint32_t> used_mut_upvars;

private:
  std::optional<size_t> immutable_part(PlaceRef place, LocalMutation mutation, PlaceRef &root,
                                       LocalMutation &root_mutation) const;
  void add_used_mut(PlaceRef root, LocalMutation mutation, Location at, const Access &access,
                    const mir::InitState &state);

  const BodyCx &cx_;
  EarlierInits earlier_inits_;
};

} // namespace ochre::borrowck
