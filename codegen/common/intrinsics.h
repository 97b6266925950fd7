// The intrinsics that code generation knows, whatever comes behind it.
#pragma once

#include "mir/ir/body.h"

namespace ochre::codegen {

/// Those of one kind share an enumerator.
enum class IntrinsicId : uint8_t {
  Unknown,
  Float,
  Binary,
  AtomicRmw,
#define INTRINSIC(id, name) id,
#include "codegen/common/intrinsics.def"
};
/// Named as LLVM's.
enum class FloatIntrinsic : uint8_t {
#define FLOAT(name, id) id,
#include "codegen/common/intrinsics.def"
};
enum class AtomicIntrinsic : uint8_t {
#define ATOMIC(name, op) op,
#include "codegen/common/intrinsics.def"
};
struct IntrinsicKind {
  IntrinsicId id = IntrinsicId::Unknown;
  unsigned op = 0; ///< Float: FloatIntrinsic; Binary: mir::BinOp; AtomicRmw: AtomicIntrinsic
};
IntrinsicKind intrinsic_kind(llvm::StringRef name);

} // namespace ochre::codegen
