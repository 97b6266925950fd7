// Intrinsics on pointers and about types.

#include "codegen/llvm/cx.h"
#include "sema/ty/print.h"

#include "llvm/IR/Intrinsics.h"

namespace ochre::codegen {

bool FunctionCx::pointer_intrinsic(IntrinsicCall &call) {
  llvm::ArrayRef<Operand> args = call.args;
  auto word = [&](uint64_t n) { return llvm::ConstantInt::get(cx.isize, n); };
  auto result = [&](llvm::Value *value) {
    call.result = immediate(value, call.ret_layout);
    return true;
  };
  auto stride = [&](ty::Ty pointee) {
    return llvm::ArrayType::get(cx.i8, layout_of(pointee)->size);
  };
  switch (call.kind.id) {
  case IntrinsicId::Offset: {
    bool sign = call.arg_tys[1].is(ty::TyKind::Int);
    llvm::Value *index = ir.CreateIntCast(args[1].a, cx.isize, sign);
    return result(ir.CreateInBoundsGEP(stride(call.arg_tys[0].inner()), args[0].a, index));
  }
  case IntrinsicId::ArithOffset:
    return result(ir.CreateGEP(stride(call.elem), args[0].a, args[1].a));
  case IntrinsicId::PtrOffsetFrom:
  case IntrinsicId::PtrOffsetFromUnsigned: {
    llvm::Value *a = ir.CreatePtrToInt(args[0].a, cx.isize);
    llvm::Value *b = ir.CreatePtrToInt(args[1].a, cx.isize);
    llvm::Value *size = word(std::max<uint64_t>(layout_of(call.elem)->size, 1));
    if (call.kind.id == IntrinsicId::PtrOffsetFrom)
      return result(ir.CreateExactSDiv(ir.CreateSub(a, b), size));
    return result(ir.CreateExactUDiv(ir.CreateNUWSub(a, b), size));
  }
  case IntrinsicId::PtrMask:
    return result(ir.CreateCall(cx.intrinsic(llvm::Intrinsic::ptrmask, {cx.ptr, cx.isize}),
                                {args[0].a, args[1].a}));
  case IntrinsicId::PtrGuaranteedCmp:
    return result(ir.CreateZExt(ir.CreateICmpEQ(args[0].a, args[1].a), cx.i8));
  case IntrinsicId::AggregateRawPtr:
    if (!call.ret_layout->is_scalar_pair())
      return result(args[0].a);
    call.result = {Operand::Pair, args[0].a,
                   args[1].kind == Operand::Zst ? llvm::PoisonValue::get(cx.isize)
                                                : in_register(args[1]),
                   call.ret_layout};
    return true;
  case IntrinsicId::PtrMetadata:
    if (args[0].kind == Operand::Pair && !call.ret_layout->is_zst())
      return result(args[0].b);
    return true;
  default: return false;
  }
}

bool FunctionCx::type_intrinsic(IntrinsicCall &call) {
  auto word = [&](uint64_t n) { return llvm::ConstantInt::get(cx.isize, n); };
  auto result = [&](llvm::Value *value) {
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
    llvm::Value *meta = call.args[0].kind == Operand::Pair ? call.args[0].b : nullptr;
    auto [size, align] = size_and_align(call.elem, meta);
    return result(id == IntrinsicId::SizeOfVal ? size : align);
  }
  case IntrinsicId::VtableSize:
  case IntrinsicId::VtableAlign: {
    unsigned slot = id == IntrinsicId::VtableSize ? 1 : 2;
    return result(ir.CreateLoad(cx.isize, offset(call.args[0].a, slot * cx.pointer_size)));
  }
  case IntrinsicId::NeedsDrop: return result(ir.getInt1(tcx.needs_drop({mono_env(), call.elem})));
  case IntrinsicId::TypeName: {
    std::string text = ty::to_string(tcx, call.elem);
    call.result = {Operand::Pair, cx.bytes_global(text, 1), word(text.size()), call.ret_layout};
    return true;
  }
  case IntrinsicId::TypeId: {
    ty::Fingerprint fp = call.elem.fingerprint();
    uint64_t halves[2] = {fp.lo, fp.hi};
    llvm::StringRef bytes(reinterpret_cast<const char *>(halves), sizeof halves);
    PlaceRef to = dest_of(call);
    ir.CreateMemCpy(to.address, llvm::Align(to.align), cx.bytes_global(bytes, 16), llvm::Align(16),
                    std::min<uint64_t>(to.layout->size, sizeof halves));
    return true;
  }
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
    auto *variant = llvm::dyn_cast<llvm::ConstantInt>(call.args[0].a);
    auto *field = llvm::dyn_cast<llvm::ConstantInt>(call.args[1].a);
    if (!variant || !field)
      return false;
    const Layout &l = layout_of(call.elem)->variant(
        ty::VariantIdx(static_cast<uint32_t>(variant->getZExtValue())));
    return result(word(l.field_offset(static_cast<uint32_t>(field->getZExtValue()))));
  }
  case IntrinsicId::AssertInhabited:
  case IntrinsicId::AssertUninitValid:
  case IntrinsicId::AssertZeroValid:
    if (std::optional<std::string> problem = mono::validity_problem(tcx, call.callee)) {
      const Layout *str =
          layout_of(tcx.mk_ref(tcx.common.re_erased, tcx.common.str, ty::Mutability::Not));
      Operand text{Operand::Pair, cx.bytes_global(*problem, 1), word(problem->size()), str};
      call_lang_fn(LangItem::PanicNounwind, {text}, call.source, call.unwind, false);
      ir.SetInsertPoint(llvm::BasicBlock::Create(cx.context, "dead", fn));
    }
    return true;
  default: return false;
  }
}

} // namespace ochre::codegen
