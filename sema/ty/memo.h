// Folds and walks that do each type once.
//
// Types are DAGs: `A = (B, B)`, `B = (C, C)`… has a few nodes, but 2ⁿ when written out. A folder
// with a member `TypeMemo memo`, whose result for a type depends on the type and `depth` alone,
// calls `memo_fold` instead of `super_fold`; a visitor for which a second visit of a type says
// nothing new calls `memo_visit`.
#pragma once

#include "sema/ty/fold.h"

namespace ochre::ty {

/// What became of the types met so far, by number of binders around them. Small types are not
/// worth the look-up: it starts late, which at most doubles the work.
class TypeMemo {
public:
  using Key = std::pair<const NodeData *, uint32_t>;

  /// `delay`: as many types are folded before the first is remembered.
  explicit TypeMemo(unsigned delay = 64) : delay_(delay) {}
  /// For folders of which only some may remember.
  static TypeMemo off() { return TypeMemo(UINT32_MAX); }
  bool is_due() {
    if (delay_ != 0 && delay_ != UINT32_MAX)
      --delay_;
    return delay_ == 0;
  }
  /// Null: not met.
  const NodeData *find(Key key) const { return known_.lookup(key); }
  void insert(Key key, const NodeData *result) { known_[key] = result; }

private:
  unsigned delay_;
  llvm::DenseMap<Key, const NodeData *> known_;
};

template <class F>
Ty memo_fold(F &f, Ty ty) {
  if (!f.memo.is_due())
    return super_fold(f, ty);
  TypeMemo::Key key(ty.raw(), f.depth);
  if (const NodeData *known = f.memo.find(key))
    return Ty(known);
  Ty result = super_fold(f, ty);
  f.memo.insert(key, result.raw());
  return result;
}

template <class V>
bool memo_visit(V &v, Ty ty) {
  if (v.memo.is_due()) {
    TypeMemo::Key key(ty.raw(), v.depth);
    if (v.memo.find(key))
      return false;
    v.memo.insert(key, ty.raw());
  }
  return super_visit(v, ty);
}

} // namespace ochre::ty
