// `format_args!`, `asm!`, `offset_of!`; deferred checks of repeat expressions.
#include "sema/ty/print.h"
#include "sema/typeck/diags.h"
#include "sema/typeck/fn_ctxt.h"

namespace ochre::typeck {
namespace {

/// `core::fmt::rt::Argument` has a constructor for each trait, which states the bound.
const char *constructor(hir::FormatArgs::Trait trait) {
  switch (trait) {
  case hir::FormatArgs::Trait::Display: return "new_display";
  case hir::FormatArgs::Trait::Debug: return "new_debug";
  case hir::FormatArgs::Trait::LowerHex: return "new_lower_hex";
  case hir::FormatArgs::Trait::UpperHex: return "new_upper_hex";
  case hir::FormatArgs::Trait::Octal: return "new_octal";
  case hir::FormatArgs::Trait::Binary: return "new_binary";
  case hir::FormatArgs::Trait::LowerExp: return "new_lower_exp";
  case hir::FormatArgs::Trait::UpperExp: return "new_upper_exp";
  case hir::FormatArgs::Trait::Pointer: return "new_pointer";
  }
  return "new_display";
}

DefId find_constructor(FnCtxt &fcx, DefId argument, llvm::StringRef name) {
  std::optional<ty::SimplifiedType> key =
      ty::simplify_type(fcx.tcx.type_of(argument).instantiate_identity(), ty::TreatParams::AsInfer);
  if (!key)
    return DefId();
  for (DefId impl_id : *fcx.tcx.inherent_impls(*key))
    if (const ty::AssocItem *item =
            fcx.tcx.associated_items(impl_id)->find(fcx.tcx.sess.intern(name), ty::AssocKind::Fn))
      return item->def_id;
  return DefId();
}

/// The bounds of the constructor on the argument's type.
void require_format_trait(FnCtxt &fcx, DefId argument, hir::FormatArgs::Trait trait, Ty ty,
                          Span span) {
  DefId ctor = find_constructor(fcx, argument, constructor(trait));
  if (!ctor.is_valid()) {
    taint(fcx, not_supported_yet(fcx.tcx.sess, span,
                                 std::string("formatting without `") + constructor(trait) + "`"));
    return;
  }
  bool used = false;
  GenericArgs args = ty::make_args(
      fcx.tcx, ctor,
      [&](const ty::GenericParamDef &param, llvm::ArrayRef<GenericArg>) -> GenericArg {
        if (param.kind == ty::GenericParamKind::Type && !used) {
          used = true;
          return ty;
        }
        return fcx.infcx.var_for_param(param, span);
      });
  add_item_predicates(fcx, ctor, args, span);
}

/// An argument used as width or precision is a `usize`.
void check_count(FnCtxt &fcx, const hir::FormatArgs &format, const hir::FormatArgs::Count &count,
                 llvm::ArrayRef<Ty> tys) {
  if (count.kind != hir::FormatArgs::Count::Argument || count.value >= tys.size())
    return;
  Ty ty = try_structurally_resolve(fcx, fcx.span(format.args[count.value]), tys[count.value]);
  // The argument is taken by reference; `{:w$}` with w: &usize is an error.
  demand_eq(fcx, fcx.span(format.args[count.value]), fcx.tcx.common.usize, ty);
}

} // namespace

Ty check_format_args(FnCtxt &fcx, hir::ExprId id) {
  const hir::FormatArgs &format = fcx.nodes.format_args[hir::FormatArgsId(fcx.expr(id).a)];
  llvm::SmallVector<Ty, 8> tys;
  for (hir::ExprId arg : format.args)
    tys.push_back(check_expr(fcx, arg));
  DefId argument = format.placeholders.empty()
                       ? DefId()
                       : fcx.tcx.require_lang_item(LangItem::FormatArgument, fcx.span(id));
  for (const hir::FormatArgs::Placeholder &placeholder : format.placeholders) {
    if (placeholder.arg >= tys.size())
      continue;
    Ty ty = tys[placeholder.arg];
    Span span = fcx.span(format.args[placeholder.arg]);
    if (argument.is_valid() && !ty.references_error())
      require_format_trait(fcx, argument, placeholder.trait, ty, span);
    check_count(fcx, format, placeholder.width, tys);
    check_count(fcx, format, placeholder.precision, tys);
  }
  DefId arguments = fcx.tcx.require_lang_item(LangItem::FormatArguments, fcx.span(id));
  if (!arguments.is_valid())
    return fcx.tcx.common.error;
  return fcx.tcx.mk_adt(arguments, fcx.infcx.fresh_args_for_item(arguments, fcx.span(id)));
}

Ty check_inline_asm(FnCtxt &fcx, hir::ExprId id) {
  const hir::InlineAsm &inline_asm = fcx.nodes.asms[hir::AsmId(fcx.expr(id).a)];
  bool diverges = (inline_asm.options & (1u << 4)) != 0; // noreturn
  for (const hir::AsmOperand &operand : inline_asm.operands) {
    if (operand.in.is_valid()) {
      Ty ty = operand.kind == hir::AsmOperandKind::InOut ? check_expr_mut_place(fcx, operand.in)
                                                         : check_expr(fcx, operand.in);
      // A function item is passed as a pointer.
      Ty known = try_structurally_resolve(fcx, fcx.span(operand.in), ty);
      if (operand.kind != hir::AsmOperandKind::Sym && known.is(ty::TyKind::FnDef)) {
        ty::PolyFnSig sig = ty::instantiate(fcx.tcx, fcx.tcx.fn_sig(known.def_id()), known.args());
        demand_coerce(fcx, operand.in, known, fcx.tcx.mk_fn_ptr(sig));
      }
    }
    if (operand.out.is_valid())
      check_expr_mut_place(fcx, operand.out);
    if (operand.label.is_valid())
      check_block(fcx, operand.label, Expectation::has_type(fcx.tcx.common.unit));
  }
  return diverges ? fcx.tcx.common.never : fcx.tcx.common.unit;
}

Ty check_offset_of(FnCtxt &fcx, hir::ExprId id) {
  const hir::Expr &expr = fcx.expr(id);
  Ty current = lower_ty_checked(fcx, hir::TyId(expr.a));
  auto &out = fcx.results.offset_ofs[id];
  auto &containers = fcx.results.offset_of_tys[id];
  for (uint32_t row = 0; row < expr.c; ++row) {
    const hir::Ident &name = fcx.nodes.idents[expr.b + row];
    current = structurally_resolve(fcx, expr.span, current);
    if (current.references_error())
      return fcx.tcx.common.usize;
    bool found = false;
    uint32_t index = 0;
    containers.push_back(current);
    if (current.is_adt() && !fcx.tcx.adt_def(current.def_id())->is_enum()) {
      const ty::VariantDef &variant = fcx.tcx.adt_def(current.def_id())->non_enum_variant();
      for (ty::FieldIdx field : variant.fields.ids()) {
        if (variant.fields[field].name != name.name)
          continue;
        if (!is_visible(fcx, variant.fields[field].visibility))
          taint(fcx, error(fcx.tcx.sess, name.span, diag::PrivateField, name.name,
                           llvm::StringRef("struct"), fcx.tcx.defs.path_string(current.def_id()))
                         .emit());
        out.push_back({ty::VariantIdx(0), field});
        current = field_ty(fcx, expr.span, variant.fields[field], current.args());
        found = true;
        break;
      }
    } else if (current.is(ty::TyKind::Tuple) && !fcx.str(name.name).getAsInteger(10, index) &&
               index < current.tuple_elems().size()) {
      out.push_back({ty::VariantIdx(0), ty::FieldIdx(index)});
      current = current.tuple_elems()[index];
      found = true;
    }
    if (!found) {
      taint(fcx,
            error(fcx.tcx.sess, name.span, diag::NoField, name.name, show(fcx, current)).emit());
      return fcx.tcx.common.usize;
    }
  }
  return fcx.tcx.common.usize;
}

/// `[e; N]` with N > 1 copies e, unless e is a constant.
void check_deferred_repeats(FnCtxt &fcx) {
  std::vector<DeferredRepeat> repeats;
  std::swap(repeats, fcx.repeats);
  for (const DeferredRepeat &repeat : repeats) {
    const hir::Expr *elem = &fcx.expr(repeat.elem);
    if (elem->kind == hir::ExprKind::ConstBlock)
      continue;
    if (elem->kind == hir::ExprKind::Path) {
      hir::Res res = fcx.results.res_of(fcx.nodes, elem->qpath());
      if (res.is_def(DefKind::Const) || res.is_def(DefKind::AssocConst))
        continue;
    }
    ty::Const count = fcx.infcx.shallow_resolve(repeat.count);
    if (count.is(ty::ConstKind::Value) && count.valtree()->lo <= 1)
      continue;
    if (count.is(ty::ConstKind::Error))
      continue;
    register_bound(fcx, repeat.elem_ty, LangItem::Copy,
                   fcx.cause(elem->span, CauseCode::RepeatElementCopy));
  }
}

} // namespace ochre::typeck
