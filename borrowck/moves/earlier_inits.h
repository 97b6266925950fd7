// Whether a variable may have got its value before: `let x; if c { x = 1 } x = 2`.
//
// Asked at each assignment of a variable that is declared without a value. A walk back from each of
// them would take the square of their number; here a variable's assignments and storage markers are
// followed forwards once.
#pragma once

#include "borrowck/moves/body_cx.h"

#include "llvm/ADT/BitVector.h"

namespace ochre::borrowck {

class EarlierInits {
public:
  explicit EarlierInits(const BodyCx &cx) : cx_(cx) {}

  /// Whether control may come to `at` from an assignment of the whole local, or from the start of
  /// the body with an argument, and its storage is still the same.
  bool any_before(Local local, Location at);

private:
  struct Event {
    Location at;
    bool is_init; ///< else the storage begins or ends
  };
  struct Flow {
    std::vector<Event> events; ///< by block, then by statement
    llvm::BitVector at_entry;  ///< blocks that are reached from an assignment
  };
  void index_events();
  Flow &flow_of(Local local);

  const BodyCx &cx_;
  bool is_indexed_ = false;
  llvm::DenseMap<Local, Flow> flows_;
};

} // namespace ochre::borrowck
