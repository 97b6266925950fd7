#include "codegen/common/intrinsics.h"

#include "llvm/ADT/StringSwitch.h"

namespace ochre::codegen {

namespace {

std::optional<unsigned> float_operation(llvm::StringRef name) {
  for (llvm::StringRef suffix : {"f16", "f32", "f64", "f128"})
    if (name.consume_back(suffix)) {
      name.consume_back("_");
      return llvm::StringSwitch<std::optional<unsigned>>(name)
#define FLOAT(text, id) .Case(text, static_cast<unsigned>(FloatIntrinsic::id))
#include "codegen/common/intrinsics.def"
          .Default(std::nullopt);
    }
  return std::nullopt;
}

std::optional<unsigned> binary_operation(llvm::StringRef name) {
  return llvm::StringSwitch<std::optional<unsigned>>(name)
#define BINARY(text, op) .Case(text, static_cast<unsigned>(mir::BinOp::op))
#include "codegen/common/intrinsics.def"
      .Default(std::nullopt);
}

std::optional<unsigned> atomic_operation(llvm::StringRef name) {
  if (!name.consume_front("atomic_"))
    return std::nullopt;
  return llvm::StringSwitch<std::optional<unsigned>>(name)
#define ATOMIC(text, op) .Case(text, static_cast<unsigned>(AtomicIntrinsic::op))
#include "codegen/common/intrinsics.def"
      .Default(std::nullopt);
}

} // namespace

IntrinsicKind intrinsic_kind(llvm::StringRef name) {
  if (std::optional<unsigned> op = float_operation(name))
    return {IntrinsicId::Float, *op};
  if (std::optional<unsigned> op = binary_operation(name))
    return {IntrinsicId::Binary, *op};
  if (std::optional<unsigned> op = atomic_operation(name))
    return {IntrinsicId::AtomicRmw, *op};
  IntrinsicId id = llvm::StringSwitch<IntrinsicId>(name)
#define INTRINSIC(id, text) .Case(text, IntrinsicId::id)
#include "codegen/common/intrinsics.def"
                       .Default(IntrinsicId::Unknown);
  return {id, 0};
}

} // namespace ochre::codegen
