// Intrinsics on memory. There is one thread: an atomic access is an access.

#include "codegen/wasm/cx.h"
#include "codegen/wasm/parts.h"

namespace ochre::wasm {

using codegen::AtomicIntrinsic;
using codegen::IntrinsicId;

Val FunctionCx::atomic_result(AtomicIntrinsic op, const Val &old, const Val &operand, ty::Ty ty) {
  auto choice = [&](mir::BinOp test, ty::Ty as) -> Val {
    Leaf takes_old = ir.keep(compare(test, old, operand, as));
    Leaf low = ir.select(takes_old, old.lo, operand.lo);
    return old.is_wide() ? Val(low, ir.select(takes_old, old.hi, operand.hi)) : Val(low);
  };
  switch (op) {
  case AtomicIntrinsic::Xchg: return operand;
  case AtomicIntrinsic::Add: return scalar_binary(mir::BinOp::Add, old, operand, ty);
  case AtomicIntrinsic::Sub: return scalar_binary(mir::BinOp::Sub, old, operand, ty);
  case AtomicIntrinsic::And: return scalar_binary(mir::BinOp::BitAnd, old, operand, ty);
  case AtomicIntrinsic::Or: return scalar_binary(mir::BinOp::BitOr, old, operand, ty);
  case AtomicIntrinsic::Xor: return scalar_binary(mir::BinOp::BitXor, old, operand, ty);
  case AtomicIntrinsic::Nand:
    return not_(keep(scalar_binary(mir::BinOp::BitAnd, old, operand, ty)), ty);
  case AtomicIntrinsic::Max:
  case AtomicIntrinsic::UMax: return choice(mir::BinOp::Gt, ty);
  case AtomicIntrinsic::Min:
  case AtomicIntrinsic::UMin: return choice(mir::BinOp::Lt, ty);
  }
  return operand;
}

bool FunctionCx::atomic_intrinsic(IntrinsicCall &call) {
  IntrinsicId id = call.kind.id;
  if (id == IntrinsicId::AtomicFence || id == IntrinsicId::AtomicSingleThreadFence)
    return true;
  const Layout *l = id == IntrinsicId::AtomicLoad ? call.ret_layout : call.args[1].layout;
  if (!l->is_scalar()) {
    unsupported(call.source.span, "an atomic operation on this type");
    return true;
  }
  PlaceRef at = stable({{in_register(call.args[0]).lo, 0}, {}, l, l->size});
  Val old = load_scalar(at.at, l->scalar_a, l->size);
  if (id == IntrinsicId::AtomicLoad) {
    call.result = immediate(keep(old), call.ret_layout);
    return true;
  }
  Val value = in_register(call.args[1]);
  if (id == IntrinsicId::AtomicStore) {
    store_scalar(value, at.at, l->scalar_a, l->size);
    return true;
  }
  old = keep(old);
  if (id == IntrinsicId::AtomicRmw) {
    // Pointers are changed as addresses, by a number of bytes.
    value = convert_bits(value, l->scalar_a, call.ret_layout->scalar_a);
    auto op = static_cast<AtomicIntrinsic>(call.kind.op);
    Val next = atomic_result(op, old, keep(value), call.ret_ty);
    store_scalar(next, at.at, l->scalar_a, l->size);
    call.result = immediate(old, call.ret_layout);
    return true;
  }
  // Compare and exchange: the old value, and whether it was the expected one.
  Leaf same = value.is_wide() ? wide_compare(mir::BinOp::Eq, old, value, false)
                              : ir.binary(IntOp::Eq, old.lo, value.lo);
  same = ir.keep(same);
  Val next = keep(in_register(call.args[2]));
  ir.if_then(same, [&] { store_scalar(next, at.at, l->scalar_a, l->size); });
  // Of `(u8, bool)` the flag lies first.
  bool flag_first = call.ret_layout->field_offset(0) != 0;
  call.result = flag_first ? pair(same, old, call.ret_layout) : pair(old, same, call.ret_layout);
  return true;
}

// --- Copies
// --------------------------------------------------------------------------------------

Leaf FunctionCx::compare_bytes(const Leaf &a, const Leaf &b, const Leaf &size) {
  return call_runtime("memcmp", {{ValTy::I32, ValTy::I32, ValTy::I32}, {ValTy::I32}},
                      {a, b, size})[0];
}

/// Small sizes as loads.
Leaf FunctionCx::bytes_equal(const Leaf &x, const Leaf &y, uint64_t size) {
  if (size == 0)
    return ir.i32(1);
  if (size > 16)
    return ir.eqz(compare_bytes(x, y, ir.i32(static_cast<uint32_t>(size))));
  Leaf a = ir.keep(x);
  Leaf b = ir.keep(y);
  Leaf differ;
  for (uint64_t at = 0; at < size;) {
    unsigned chunk = 8;
    while (chunk > size - at)
      chunk /= 2;
    ValTy ty = chunk == 8 ? ValTy::I64 : ValTy::I32;
    auto offset = static_cast<uint32_t>(at);
    Leaf left = ir.load(ty, chunk, a, offset, 1);
    Leaf part = ir.binary(IntOp::Ne, left, ir.load(ty, chunk, b, offset, 1));
    differ = differ ? ir.or_(differ, part) : part;
    at += chunk;
  }
  return ir.eqz(differ);
}

void FunctionCx::swap_values(const Leaf &x, const Leaf &y, const Layout *l) {
  if (l->is_zst())
    return;
  PlaceRef a{{ir.keep(x), 0}, {}, l, l->align};
  PlaceRef b{{ir.keep(y), 0}, {}, l, l->align};
  PlaceRef room = temp_slot(l);
  copy(room.at, a.at, l->size, l->align);
  copy(a.at, b.at, l->size, l->align);
  copy(b.at, room.at, l->size, l->align);
}

void FunctionCx::write_bytes(const Leaf &to, const Leaf &byte, const Leaf &size, uint64_t align) {
  if (byte.is_const() && size.is_const())
    fill_known({to, 0}, static_cast<uint8_t>(byte.bits), size.bits, align);
  else
    fill({to, 0}, byte, size);
}

bool FunctionCx::memory_intrinsic(IntrinsicCall &call) {
  const Layout *elem = call.elem ? layout_of(call.elem) : call.ret_layout;
  auto arg = [&](unsigned i) { return in_register(call.args[i]).lo; };
  auto bytes = [&] { return ir.mul(arg(2), ir.i32(static_cast<uint32_t>(elem->size))); };
  auto copy_elements = [&](unsigned to, unsigned from) {
    if (elem->is_zst())
      return true;
    Leaf size = bytes();
    // A known small size is cheaper as loads and stores, but only where nothing overlaps.
    if (call.kind.id == IntrinsicId::CopyNonoverlapping) {
      copy_bytes(arg(to), arg(from), size, elem->align);
      return true;
    }
    Expr target = ir.use(arg(to));
    Expr source = ir.use(arg(from));
    ir.emit(ir.api.MemoryCopy(ir.module, target, source, ir.use(size)));
    return true;
  };
  auto result = [&](const Leaf &value) {
    call.result = immediate(value, call.ret_layout);
    return true;
  };
  auto read = [&](uint64_t align) {
    PlaceRef from{{arg(0), 0}, {}, call.ret_layout, align};
    if (call.ret_layout->is_zst())
      return true;
    if (call.ret_layout->is_scalar() || call.ret_layout->is_scalar_pair()) {
      call.result = load(from);
      return true;
    }
    // What is read may change before it is used.
    copy(dest_of(call).at, from.at, call.ret_layout->size, align);
    return true;
  };
  auto write_value = [&](uint64_t align) {
    const Operand &value = call.args[1];
    store(value, {{arg(0), 0}, {}, value.layout, align});
    return true;
  };
  switch (call.kind.id) {
  case IntrinsicId::CopyNonoverlapping:
  case IntrinsicId::Copy: return copy_elements(1, 0);
  case IntrinsicId::VolatileCopyNonoverlapping:
  case IntrinsicId::VolatileCopy: return copy_elements(0, 1);
  case IntrinsicId::WriteBytes:
  case IntrinsicId::VolatileSet:
    if (!elem->is_zst())
      write_bytes(arg(0), arg(1), bytes(), elem->align);
    return true;
  case IntrinsicId::ReadViaCopy:
  case IntrinsicId::VolatileLoad: return read(std::max<uint64_t>(call.ret_layout->align, 1));
  case IntrinsicId::UnalignedVolatileLoad: return read(1);
  case IntrinsicId::WriteViaMove:
  case IntrinsicId::VolatileStore:
  case IntrinsicId::NontemporalStore:
    return write_value(std::max<uint64_t>(call.args[1].layout->align, 1));
  case IntrinsicId::UnalignedVolatileStore: return write_value(1);
  case IntrinsicId::CompareBytes: return result(compare_bytes(arg(0), arg(1), arg(2)));
  case IntrinsicId::RawEq: return result(bytes_equal(arg(0), arg(1), elem->size));
  case IntrinsicId::TypedSwap: swap_values(arg(0), arg(1), elem); return true;
  case IntrinsicId::PrefetchReadData:
  case IntrinsicId::PrefetchReadInstruction:
  case IntrinsicId::PrefetchWriteData:
  case IntrinsicId::PrefetchWriteInstruction: return true;
  default: return false;
  }
}

} // namespace ochre::wasm
