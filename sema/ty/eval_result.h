// Results of evaluation and layout queries whose values other layers define.
#pragma once

#include "sema/ty/ty.h"

namespace ochre {
namespace mir {
struct Body;
struct ConstValue; // mir/ir/const_value.h
struct Allocation; // mir/ir/allocation.h
} // namespace mir
namespace layout {
struct Layout; // sema/layout/layout.h
}
struct TypeckResults;   // sema/typeck/results.h
struct BorrowckResults; // mir/ir/borrowck_results.h
struct FnAbi;           // codegen/abi
} // namespace ochre

namespace ochre::ty {

enum class EvalError : uint8_t {
  None,
  TooGeneric, ///< depends on parameters: not an error yet
  Reported,   ///< an error was reported
  Unknown,    ///< layout: the type's size cannot be known (an alias that stays)
  TooBig,     ///< layout: larger than the address space
  Cycle,
};

struct LayoutResult {
  const layout::Layout *layout = nullptr;
  EvalError error = EvalError::Reported;
  explicit operator bool() const { return layout; }
};
struct ConstEvalResult {
  const mir::ConstValue *value = nullptr;
  EvalError error = EvalError::Reported;
  explicit operator bool() const { return value; }
};
struct ValTreeResult {
  Const value; ///< null if error
  EvalError error = EvalError::Reported;
};
struct AllocResult {
  const mir::Allocation *alloc = nullptr;
  EvalError error = EvalError::Reported;
};

} // namespace ochre::ty
