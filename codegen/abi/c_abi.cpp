// The C calling conventions of x86-64 and WebAssembly.
//
// System V (psABI 3.2.3): a value of up to 16 bytes falls into eightbytes; each has the class of
// the scalars in it (integer wins over float), and the value travels in one register per eightbyte,
// or, if it is larger, has an unaligned part, or too few registers are left, in memory.
//   struct { float x, y; int n; }  →  [Sse, Int]  →  a double and an i32
// Windows: what has 1, 2, 4 or 8 bytes is an integer, all else goes by reference.
// WebAssembly (tool-conventions, BasicCABI): a struct of one scalar is that scalar, all other
// aggregates go by reference.

#include "codegen/abi/abi.h"

namespace ochre::abi {

namespace {

using layout::AbiClass;
using layout::Layout;
using layout::PrimitiveKind;

/// Ascending: where two scalars share an eightbyte the greater class wins.
enum class EightByte : uint8_t { None, Sse, Int, Memory };
using Classes = EightByte[2];

bool is_float(const layout::Scalar &s) {
  return s.prim.kind != PrimitiveKind::Int && s.prim.kind != PrimitiveKind::Pointer;
}

bool is_aggregate(const Layout &l) {
  return l.abi != AbiClass::Scalar && l.abi != AbiClass::Vector;
}

struct Classifier {
  TyCtxt &tcx;
  Classes &parts;

  void add(uint64_t at, uint64_t size, EightByte cls) {
    for (uint64_t byte = at / 8; byte <= (at + size - 1) / 8 && byte < 2; ++byte)
      parts[byte] = std::max(parts[byte], cls);
  }

  void scalar(const layout::Scalar &s, uint64_t at) {
    add(at, s.prim.size, is_float(s) ? EightByte::Sse : EightByte::Int);
  }

  void fields(ty::Ty ty, ty::VariantIdx variant, const Layout &l, uint64_t offset) {
    uint64_t count = l.is_array ? l.array_count : l.field_offsets.size();
    ty::TypingEnv env = ty::TypingEnv::fully_monomorphized();
    for (uint32_t i = 0; i < count; ++i) {
      ty::Ty field = layout::field_ty(tcx, env, ty, variant, i);
      if (ty::LayoutResult part = tcx.layout_of({env, field}))
        value(field, *part.layout, offset + l.field_offset(i));
    }
  }

  /// The parts of a value that starts at `offset`.
  void value(ty::Ty ty, const Layout &l, uint64_t offset) {
    if (l.is_zst())
      return;
    if (offset % l.align != 0) {
      parts[0] = EightByte::Memory;
      return;
    }
    switch (l.abi) {
    case AbiClass::Scalar: return scalar(l.scalar_a, offset);
    case AbiClass::Vector: return add(offset, l.size, EightByte::Sse);
    case AbiClass::Uninhabited: return;
    case AbiClass::ScalarPair:
    case AbiClass::Memory: break;
    }
    if (l.variants != layout::VariantsKind::Multiple)
      return fields(ty, l.single_variant, l, offset);
    scalar(l.tag, offset + l.tag_offset());
    for (uint32_t v = 0; v < l.variant_layouts.size(); ++v)
      fields(ty, ty::VariantIdx(v), *l.variant_layouts[v], offset);
  }
};

struct Registers {
  unsigned ints = 6;
  unsigned sses = 8;

  bool take(const Classes &parts) {
    unsigned need_ints = (parts[0] == EightByte::Int) + (parts[1] == EightByte::Int);
    unsigned need_sses = (parts[0] == EightByte::Sse) + (parts[1] == EightByte::Sse);
    if (need_ints > ints || need_sses > sses)
      return false;
    ints -= need_ints;
    sses -= need_sses;
    return true;
  }
};

void cast_to_registers(ArgAbi &arg, const Classes &parts) {
  arg.mode = PassMode::Cast;
  for (unsigned i = 0; i < 2 && arg.layout->size > i * 8; ++i) {
    auto size = static_cast<uint8_t>(std::min<uint64_t>(8, arg.layout->size - i * 8));
    switch (parts[i]) {
    case EightByte::Sse: arg.regs.push_back({size <= 4 ? RegKind::F32 : RegKind::F64, size}); break;
    case EightByte::Int: arg.regs.push_back({RegKind::Int, size}); break;
    case EightByte::None: // padding alone
    case EightByte::Memory: return;
    }
  }
}

void classify_value(TyCtxt &tcx, ArgAbi &arg, Registers &registers, bool is_ret) {
  const Layout &l = *arg.layout;
  if (l.is_zst()) {
    arg.mode = PassMode::Ignore;
    return;
  }
  Classes parts = {EightByte::None, EightByte::None};
  if (l.size <= 16)
    Classifier{tcx, parts}.value(arg.ty, l, 0);
  bool in_memory = l.size > 16 || l.is_unsized || parts[0] == EightByte::Memory;
  // A value goes to registers as a whole or not at all. LLVM spills scalars by itself.
  bool fits = is_ret || in_memory || registers.take(parts);
  if (!is_aggregate(l)) {
    arg.mode = PassMode::Direct;
  } else if (in_memory || !fits) {
    arg.mode = PassMode::Indirect;
    arg.by_val = !is_ret;
    if (is_ret)
      --registers.ints; // holds the address
  } else {
    cast_to_registers(arg, parts);
    if (arg.regs.empty())
      arg.mode = PassMode::Ignore;
  }
}

/// The one scalar that an aggregate consists of, through structs and arrays of one field; null:
/// it is none.
const layout::Scalar *only_scalar(TyCtxt &tcx, ty::Ty ty, const Layout &l) {
  ty::TypingEnv env = ty::TypingEnv::fully_monomorphized();
  const Layout *at = &l;
  while (at->abi != AbiClass::Scalar) {
    uint64_t count = at->is_array ? at->array_count : at->field_offsets.size();
    if (at->variants == layout::VariantsKind::Multiple || count > 64)
      return nullptr;
    ty::Ty inner;
    for (uint32_t i = 0; i < count; ++i) {
      ty::Ty field = layout::field_ty(tcx, env, ty, at->single_variant, i);
      ty::LayoutResult part = tcx.layout_of({env, field});
      if (!part || (!part.layout->is_zst() && inner))
        return nullptr;
      if (!part.layout->is_zst())
        inner = field;
    }
    if (!inner)
      return nullptr;
    ty = inner;
    at = tcx.layout_of({env, ty}).layout;
  }
  return at->size == l.size ? &at->scalar_a : nullptr;
}

void classify_wasm_value(TyCtxt &tcx, ArgAbi &arg, bool is_ret) {
  const Layout &l = *arg.layout;
  if (l.is_zst()) {
    arg.mode = PassMode::Ignore;
    return;
  }
  if (!is_aggregate(l)) {
    arg.mode = PassMode::Direct;
    return;
  }
  const layout::Scalar *scalar = l.is_unsized ? nullptr : only_scalar(tcx, arg.ty, l);
  bool is_number = scalar && (!is_float(*scalar) || scalar->prim.kind == PrimitiveKind::F32 ||
                              scalar->prim.kind == PrimitiveKind::F64);
  if (!is_number) {
    arg.mode = PassMode::Indirect;
    arg.by_val = !is_ret;
    return;
  }
  RegKind kind = !is_float(*scalar)                        ? RegKind::Int
                 : scalar->prim.kind == PrimitiveKind::F32 ? RegKind::F32
                                                           : RegKind::F64;
  arg.mode = PassMode::Cast;
  // A register holds 64 bits.
  unsigned count = scalar->prim.size > 8 ? 2 : 1;
  arg.regs.append(count, {kind, static_cast<uint8_t>(scalar->prim.size / count)});
}

void classify_win64_value(ArgAbi &arg) {
  const Layout &l = *arg.layout;
  if (l.is_zst()) {
    arg.mode = PassMode::Ignore;
  } else if (!is_aggregate(l) && l.size <= 8) {
    arg.mode = PassMode::Direct;
  } else if (l.size <= 8 && llvm::isPowerOf2_64(l.size)) {
    arg.mode = PassMode::Cast;
    arg.regs.push_back({RegKind::Int, static_cast<uint8_t>(l.size)});
  } else {
    arg.mode = PassMode::Indirect;
  }
}

} // namespace

void classify_sysv(TyCtxt &tcx, FnAbi &abi) {
  Registers registers;
  classify_value(tcx, abi.ret, registers, true);
  for (ArgAbi &arg : abi.args)
    classify_value(tcx, arg, registers, false);
}

void classify_wasm(TyCtxt &tcx, FnAbi &abi) {
  classify_wasm_value(tcx, abi.ret, true);
  for (ArgAbi &arg : abi.args)
    classify_wasm_value(tcx, arg, false);
}

void classify_win64(FnAbi &abi) {
  classify_win64_value(abi.ret);
  for (ArgAbi &arg : abi.args)
    classify_win64_value(arg);
}

} // namespace ochre::abi
