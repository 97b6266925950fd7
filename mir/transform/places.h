// All places that a statement or terminator names, each with what is done there.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir::transform {

enum class PlaceUse : uint8_t {
  Read,   ///< copied, inspected, its discriminant or length taken
  Move,   ///< moved from
  Write,  ///< assigned
  Return, ///< assigned when a call returns or a coroutine is resumed
  Borrow, ///< its address is taken
  Drop,
};
using PlaceFn = llvm::function_ref<void(Place &, PlaceUse)>;

/// Operands are rows of `code`, and may be changed through the reference too.
void for_each_place(Code &code, Statement &statement, PlaceFn each);
void for_each_place(Code &code, Terminator &term, PlaceFn each);

/// Whether the place lies behind a pointer that its local holds.
inline bool is_indirect(const Code &code, Place place) {
  return llvm::any_of(code.projection(place),
                      [](const PlaceElem &e) { return e.kind == ProjectionKind::Deref; });
}

} // namespace ochre::mir::transform
