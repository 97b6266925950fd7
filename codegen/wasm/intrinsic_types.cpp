// Intrinsics on pointers and about types.

#include "codegen/common/layouts.h"
#include "codegen/wasm/cx.h"
#include "sema/ty/print.h"

namespace ochre::wasm {

using codegen::IntrinsicId;

bool FunctionCx::pointer_intrinsic(IntrinsicCall &call) {
  llvm::ArrayRef<Operand> args = call.args;
  auto result = [&](const Leaf &value) {
    call.result = immediate(value, call.ret_layout);
    return true;
  };
  auto arg = [&](unsigned i) { return in_register(args[i]).lo; };
  auto scaled = [&](const Leaf &index, ty::Ty pointee) {
    Leaf n = index.ty == ValTy::I64 ? ir.wrap(index) : index;
    return ir.mul(n, ir.i32(static_cast<uint32_t>(layout_of(pointee)->size)));
  };
  switch (call.kind.id) {
  case IntrinsicId::Offset:
  case IntrinsicId::ArithOffset: {
    ty::Ty pointee = call.kind.id == IntrinsicId::Offset ? call.arg_tys[0].inner() : call.elem;
    Leaf base = arg(0);
    return result(ir.add(base, scaled(arg(1), pointee)));
  }
  case IntrinsicId::PtrOffsetFrom:
  case IntrinsicId::PtrOffsetFromUnsigned: {
    auto size = static_cast<uint32_t>(std::max<uint64_t>(layout_of(call.elem)->size, 1));
    Leaf base = arg(0);
    Leaf bytes = ir.sub(base, arg(1));
    bool sign = call.kind.id == IntrinsicId::PtrOffsetFrom;
    if (llvm::isPowerOf2_32(size)) // nothing is left over
      return result(sign ? ir.shr_s(bytes, llvm::Log2_32(size))
                         : ir.shr_u(bytes, llvm::Log2_32(size)));
    return result(ir.binary(sign ? IntOp::DivS : IntOp::DivU, bytes, ir.i32(size)));
  }
  case IntrinsicId::PtrMask: {
    Leaf base = arg(0);
    return result(ir.and_(base, arg(1)));
  }
  case IntrinsicId::PtrGuaranteedCmp: {
    Leaf left = arg(0);
    return result(ir.binary(IntOp::Eq, left, arg(1)));
  }
  case IntrinsicId::AggregateRawPtr:
    if (!call.ret_layout->is_scalar_pair())
      return result(arg(0));
    call.result =
        pair(args[0].a, args[1].kind == Operand::Zst ? Val(ir.i32(0)) : in_register(args[1]),
             call.ret_layout);
    return true;
  case IntrinsicId::PtrMetadata:
    if (args[0].kind == Operand::Pair && !call.ret_layout->is_zst())
      return result(args[0].b.lo);
    return true;
  default: return false;
  }
}

bool FunctionCx::type_name(IntrinsicCall &call) {
  std::string text = ty::to_string(tcx, call.elem);
  call.result = pair(ir.i32(cx.bytes_address(text, 1)), ir.i32(static_cast<uint32_t>(text.size())),
                     call.ret_layout);
  return true;
}

bool FunctionCx::type_id(IntrinsicCall &call) {
  ty::Fingerprint fp = call.elem.fingerprint();
  uint64_t halves[2] = {fp.lo, fp.hi};
  llvm::StringRef bytes(reinterpret_cast<const char *>(halves), sizeof halves);
  PlaceRef to = dest_of(call);
  copy(to.at, {ir.i32(cx.bytes_address(bytes, 16)), 0},
       std::min<uint64_t>(call.ret_layout->size, sizeof halves), to.align);
  return true;
}

bool FunctionCx::assert_valid(IntrinsicCall &call) {
  std::optional<std::string> problem = mono::validity_problem(tcx, call.callee);
  if (!problem)
    return true;
  const Layout *str =
      layout_of(tcx.mk_ref(tcx.common.re_erased, tcx.common.str, ty::Mutability::Not));
  Operand text = pair(ir.i32(cx.bytes_address(*problem, 1)),
                      ir.i32(static_cast<uint32_t>(problem->size())), str);
  call_lang_fn(LangItem::PanicNounwind, {text}, call.source);
  return true;
}

bool FunctionCx::type_intrinsic(IntrinsicCall &call) {
  auto word = [&](uint64_t n) { return ir.i32(static_cast<uint32_t>(n)); };
  auto result = [&](const Val &value) {
    call.result = immediate(value, call.ret_layout);
    return true;
  };
  IntrinsicId id = call.kind.id;
  switch (id) {
  case IntrinsicId::SizeOf: return result(word(layout_of(call.elem)->size));
  case IntrinsicId::AlignOf:
  case IntrinsicId::MinAlignOf: return result(word(layout_of(call.elem)->align));
  case IntrinsicId::SizeOfVal:
  case IntrinsicId::AlignOfVal:
  case IntrinsicId::MinAlignOfVal: {
    Leaf meta = call.args[0].kind == Operand::Pair ? call.args[0].b.lo : Leaf();
    auto [size, align] = size_and_align(call.elem, meta);
    return result(id == IntrinsicId::SizeOfVal ? size : align);
  }
  case IntrinsicId::VtableSize:
  case IntrinsicId::VtableAlign: {
    unsigned slot = id == IntrinsicId::VtableSize ? 1 : 2;
    return result(ir.load(ValTy::I32, 4, in_register(call.args[0]).lo, slot * 4, 4));
  }
  case IntrinsicId::NeedsDrop: return result(word(tcx.needs_drop({mono_env(), call.elem})));
  case IntrinsicId::TypeName: return type_name(call);
  case IntrinsicId::TypeId: return type_id(call);
  case IntrinsicId::VariantCount: {
    bool is_enum = call.elem.is_adt() && tcx.adt_def(call.elem.def_id())->is_enum();
    return result(word(is_enum ? tcx.adt_def(call.elem.def_id())->variants.size() : 0));
  }
  case IntrinsicId::DiscriminantValue: {
    ty::Ty pointee = call.arg_tys[0].inner();
    if (call.ret_layout->is_zst())
      return true;
    return result(discriminant(deref(call.args[0], pointee), pointee, call.ret_ty));
  }
  case IntrinsicId::OffsetOf: {
    const Leaf &variant = call.args[0].a.lo;
    const Leaf &field = call.args[1].a.lo;
    if (!variant.is_const() || !field.is_const())
      return false;
    const Layout &l =
        layout_of(call.elem)->variant(ty::VariantIdx(static_cast<uint32_t>(variant.bits)));
    return result(word(l.field_offset(static_cast<uint32_t>(field.bits))));
  }
  case IntrinsicId::AssertInhabited:
  case IntrinsicId::AssertUninitValid:
  case IntrinsicId::AssertZeroValid: return assert_valid(call);
  default: return false;
  }
}

} // namespace ochre::wasm
