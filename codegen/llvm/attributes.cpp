// What LLVM is told about functions, their parameters and results.

#include "codegen/llvm/cx.h"
#include "codegen/llvm/features.h"
#include "sema/layout/layout.h"
#include "support/session/target.h"

#include "llvm/IR/ConstantRange.h"

namespace ochre::codegen {

namespace {

using Attr = llvm::Attribute;

/// The pointer type at `offset` of a value: through structs, tuples and closures of one pointer.
ty::Ty pointer_at(UnitCx &cx, ty::Ty ty, uint64_t offset) {
  for (unsigned depth = 0; depth < 16; ++depth) {
    bool is_box = ty.is_adt() && cx.tcx.adt_def(ty.def_id())->is_box;
    if (ty.is_ref() || is_box)
      return offset == 0 ? ty : ty::Ty();
    bool is_struct = ty.is_adt() && cx.tcx.adt_def(ty.def_id())->is_struct();
    if (!is_struct && !ty.is(ty::TyKind::Tuple) && !ty.is(ty::TyKind::Closure))
      return {};
    const Layout *layout = cx.layout_of(ty);
    ty::Ty inside;
    uint32_t count = layout::field_count(cx.tcx, mono_env(), ty, ty::VariantIdx(0));
    for (uint32_t i = 0; i < count && !inside; ++i) {
      ty::Ty field = layout::field_ty(cx.tcx, mono_env(), ty, ty::VariantIdx(0), i);
      const Layout *part = cx.layout_of(field);
      uint64_t start = layout->field_offset(i);
      if (part->is_zst() || offset < start || offset >= start + part->size)
        continue;
      inside = field;
      offset -= start;
    }
    if (!inside)
      return {};
    ty = inside;
  }
  return {};
}

struct Position {
  bool is_ret = false;
  uint64_t offset = 0;
};

/// What a reference or Box promises about the memory behind it.
void pointee_attributes(UnitCx &cx, llvm::AttrBuilder &out, ty::Ty pointer, bool is_ret) {
  bool is_box = pointer.is_adt();
  ty::Ty pointee = is_box ? pointer.args()[0].ty() : pointer.inner();
  ty::TypingEnvAnd<ty::Ty> key{mono_env(), pointee};
  bool is_shared = !is_box && pointer.mutbl() == ty::Mutability::Not;
  bool freeze = is_shared && cx.tcx.is_freeze(key);
  bool unique = !is_shared && cx.tcx.is_unpin(key);
  if (!is_ret && (freeze || unique)) {
    out.addAttribute(Attr::NoAlias);
    if (freeze)
      out.addAttribute(Attr::ReadOnly);
  }
  if (!cx.tcx.is_sized(key))
    return;
  const Layout *l = cx.layout_of(pointee);
  out.addAlignmentAttr(l->align);
  // A Box may be freed while the function runs, so may what a cell or a pinned value is in.
  if (!is_box && l->size > 0 && (freeze || unique))
    out.addDereferenceableAttr(l->size);
}

void value_attributes(UnitCx &cx, llvm::AttrBuilder &out, const ArgAbi &arg,
                      const layout::Scalar &scalar, Position at) {
  if (scalar.uninit_allowed)
    return;
  out.addAttribute(Attr::NoUndef);
  bool optimise = cx.tcx.sess.opts.codegen.opt_level != OptLevel::O0;
  if (scalar.prim.kind == layout::PrimitiveKind::Pointer) {
    if (scalar.valid_start >= 1 && scalar.valid_start <= scalar.valid_end)
      out.addAttribute(Attr::NonNull);
    if (ty::Ty pointer = optimise ? pointer_at(cx, arg.ty, at.offset) : ty::Ty())
      pointee_attributes(cx, out, pointer, at.is_ret);
  } else if (optimise && scalar.prim.kind == layout::PrimitiveKind::Int && !scalar.is_bool() &&
             !scalar.is_always_valid()) {
    unsigned bits = scalar.prim.size * 8u;
    auto word = [&](layout::u128 v) {
      return llvm::APInt(128, {static_cast<uint64_t>(v), static_cast<uint64_t>(v >> 64)})
          .zextOrTrunc(bits);
    };
    out.addRangeAttr(llvm::ConstantRange(word(scalar.valid_start), word(scalar.valid_end) + 1));
  }
}

void c_extension(llvm::AttrBuilder &out, const ArgAbi &arg) {
  const layout::Scalar &s = arg.layout->scalar_a;
  if (s.prim.kind == layout::PrimitiveKind::Int && s.prim.size < 4)
    out.addAttribute(s.prim.is_signed ? Attr::SExt : Attr::ZExt);
}

/// A value behind a pointer that is no one else's.
void indirect_attributes(UnitCx &cx, llvm::AttrBuilder &out, const ArgAbi &arg) {
  out.addAttribute(Attr::NoUndef);
  auto *bytes = llvm::ArrayType::get(cx.i8, arg.layout->size);
  if (arg.by_val) {
    out.addByValAttr(bytes);
    out.addAlignmentAttr(std::max<uint64_t>(8, arg.layout->align));
    return;
  }
  out.addAlignmentAttr(arg.layout->align);
  if (arg.layout->is_unsized)
    return;
  out.addAttribute(Attr::NoAlias);
  out.addAttribute(Attr::NoCapture);
  out.addDereferenceableAttr(arg.layout->size);
}

struct ParamAttributes {
  UnitCx &cx;
  llvm::AttributeList list;
  unsigned index = 0;

  void add(const llvm::AttrBuilder &attrs) {
    list = list.addParamAttributes(cx.context, index++, attrs);
  }
  void arg(const FnAbi &abi, const ArgAbi &arg) {
    llvm::AttrBuilder attrs(cx.context);
    switch (arg.mode) {
    case PassMode::Ignore: break;
    case PassMode::Direct:
      value_attributes(cx, attrs, arg, arg.layout->scalar_a, {});
      if (abi.is_c)
        c_extension(attrs, arg);
      add(attrs);
      break;
    case PassMode::Pair: {
      uint64_t second_at = layout::pair_second_offset(*arg.layout);
      llvm::AttrBuilder second(cx.context);
      value_attributes(cx, attrs, arg, arg.layout->scalar_a, {});
      value_attributes(cx, second, arg, arg.layout->scalar_b, {false, second_at});
      add(attrs);
      add(second);
      break;
    }
    case PassMode::Cast: ++index; break;
    case PassMode::Indirect:
      indirect_attributes(cx, attrs, arg);
      add(attrs);
      index += arg.layout->is_unsized;
      break;
    }
  }
  void ret(const FnAbi &abi) {
    llvm::AttrBuilder attrs(cx.context);
    if (abi.ret.mode == PassMode::Indirect) {
      attrs.addStructRetAttr(llvm::ArrayType::get(cx.i8, abi.ret.layout->size));
      indirect_attributes(cx, attrs, abi.ret);
      add(attrs);
    } else if (abi.ret.mode == PassMode::Direct) {
      value_attributes(cx, attrs, abi.ret, abi.ret.layout->scalar_a, {true, 0});
      if (abi.is_c)
        c_extension(attrs, abi.ret);
      list = list.addRetAttributes(cx.context, attrs);
    }
  }
};

} // namespace

llvm::AttributeList UnitCx::call_attributes(const FnAbi &abi, bool is_virtual) {
  ParamAttributes out{*this, {}};
  out.ret(abi);
  for (size_t i = 0; i < abi.args.size(); ++i) {
    if (is_virtual && i == 0) {
      llvm::AttrBuilder object(context);
      object.addAttribute(Attr::NoUndef);
      out.add(object);
    } else {
      out.arg(abi, abi.args[i]);
    }
  }
  if (!abi.can_unwind)
    out.list = out.list.addFnAttribute(context, Attr::NoUnwind);
  if (abi.diverges)
    out.list = out.list.addFnAttribute(context, Attr::NoReturn);
  return out.list;
}

void UnitCx::apply_attributes(llvm::Function &fn, const FnAbi &abi) {
  fn.setAttributes(abi.ret.layout ? call_attributes(abi, false) : llvm::AttributeList());
  llvm::AttrBuilder attrs(context);
  const CodegenOptions &options = tcx.sess.opts.codegen;
  attrs.addAttribute("target-cpu", target_cpu(tcx.sess.opts));
  if (!target_of(tcx.sess.opts).is_wasm()) {
    attrs.addAttribute(Attr::NonLazyBind);
    attrs.addUWTableAttr(llvm::UWTableKind::Async);
    attrs.addAttribute("probe-stack", "inline-asm");
  }
  if (options.opt_level == OptLevel::Os || options.opt_level == OptLevel::Oz)
    attrs.addAttribute(Attr::OptimizeForSize);
  if (options.opt_level == OptLevel::Oz)
    attrs.addAttribute(Attr::MinSize);
  fn.addFnAttrs(attrs);
}

void UnitCx::apply_item_attributes(llvm::Function &fn, const ty::CodegenFnAttrs &attrs) {
  switch (attrs.inline_attr) {
  case ty::InlineAttr::None: break;
  case ty::InlineAttr::Hint: fn.addFnAttr(Attr::InlineHint); break;
  case ty::InlineAttr::Always: fn.addFnAttr(Attr::AlwaysInline); break;
  case ty::InlineAttr::Never: fn.addFnAttr(Attr::NoInline); break;
  }
  if (attrs.is_cold)
    fn.addFnAttr(Attr::Cold);
  if (attrs.is_naked) {
    fn.addFnAttr(Attr::Naked);
    fn.addFnAttr(Attr::NoInline);
  }
  if (attrs.wasm_import_module.is_valid()) {
    fn.addFnAttr("wasm-import-module", tcx.str(attrs.wasm_import_module));
    fn.addFnAttr("wasm-import-name", fn.getName());
  }
  if (attrs.no_builtins)
    fn.addFnAttr("no-builtins");
  std::string features = llvm_features(tcx.sess.opts);
  for (Symbol feature : attrs.target_features)
    features += (features.empty() ? "+" : ",+") + llvm_feature(tcx.str(feature)).str();
  if (!features.empty())
    fn.addFnAttr("target-features", features);
}

} // namespace ochre::codegen
