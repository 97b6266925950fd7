// Patterns one step at a time; literals as constants.
#include "sema/typeck/cursor.h"

#include "sema/ty/fold.h"

#include "llvm/ADT/APFloat.h"

namespace ochre::typeck {
namespace {

using ty::Const;
using ty::Ty;

/// Decimal digits to the bits of the nearest value.
Const float_const(ty::TyCtxt &tcx, llvm::StringRef digits, Ty ty, bool negate) {
  const llvm::fltSemantics *semantics = &llvm::APFloat::IEEEdouble();
  switch (ty.float_ty()) {
  case FloatTy::F16: semantics = &llvm::APFloat::IEEEhalf(); break;
  case FloatTy::F32: semantics = &llvm::APFloat::IEEEsingle(); break;
  case FloatTy::F64: semantics = &llvm::APFloat::IEEEdouble(); break;
  case FloatTy::F128: semantics = &llvm::APFloat::IEEEquad(); break;
  }
  std::string clean;
  for (char c : digits)
    if (c != '_')
      clean += c;
  llvm::APFloat value(*semantics);
  auto status = value.convertFromString(clean, llvm::APFloat::rmNearestTiesToEven);
  if (!status) {
    llvm::consumeError(status.takeError());
    return tcx.common.error_const;
  }
  if (negate)
    value.changeSign();
  llvm::APInt bits = value.bitcastToAPInt();
  uint64_t hi = bits.getBitWidth() > 64 ? bits.extractBitsAsZExtValue(64, 64) : 0;
  return tcx.mk_const_bits(ty,
                           bits.getLoBits(std::min(64u, bits.getBitWidth()))
                               .trunc(std::min(64u, bits.getBitWidth()))
                               .getZExtValue(),
                           hi);
}

Const bytes_const(ty::TyCtxt &tcx, llvm::StringRef bytes, Ty ty) {
  llvm::SmallVector<ty::ValTree, 16> leaves;
  for (char c : bytes)
    leaves.push_back(tcx.mk_valtree_leaf(1, static_cast<uint8_t>(c)));
  return tcx.mk_const_value(ty, tcx.mk_valtree_branch(leaves));
}

struct PatStepper {
  ty::TyCtxt &tcx;
  const TypedBody &body;
  PatCursor cursor;
  const hir::Pat &pat;
  PatStep out;

  void run();

private:
  void variant_or_leaf(hir::Res res);
  void tuple_fields(size_t arity);
  void path();
  Const value_of(hir::ExprId expr, Ty ty);
  Const const_path(hir::QPathId id, Ty ty);
};

Const PatStepper::const_path(hir::QPathId id, Ty ty) {
  hir::Res res = body.results.res_of(body.nodes, id);
  if (res.kind != ResKind::Def)
    return tcx.common.error_const;
  ty::GenericArgs args = body.results.path_args.lookup(id);
  (void)ty;
  return tcx.mk_const_unevaluated(res.def_id, args);
}

Const PatStepper::value_of(hir::ExprId id, Ty ty) {
  const hir::Expr *expr = &body.nodes.exprs[id];
  bool negate = false;
  if (expr->kind == hir::ExprKind::Unary && expr->un_op() == hir::UnOp::Neg) {
    negate = true;
    expr = &body.nodes.exprs[expr->lhs()];
  }
  if (expr->kind == hir::ExprKind::Lit) {
    const hir::Lit &lit = body.nodes.lits[expr->lit()];
    return lit_to_const(tcx, lit, ty, negate != lit.is_negated);
  }
  if (expr->kind == hir::ExprKind::Path)
    return const_path(expr->qpath(), ty);
  if (expr->kind == hir::ExprKind::ConstBlock) {
    DefId def_id = tcx.defs.to_def_id(body.nodes.bodies[hir::BodyId(expr->a)].def_id);
    return tcx.mk_const_unevaluated(def_id, ty::identity_args(tcx, def_id));
  }
  return tcx.common.error_const;
}

/// A path to a struct, union or variant; `out.ty` is the ADT.
void PatStepper::variant_or_leaf(hir::Res res) {
  if (!out.ty.is_adt())
    return;
  const ty::AdtDef *adt = tcx.adt_def(out.ty.def_id());
  out.args = out.ty.args();
  out.kind = PatStepKind::Leaf;
  out.variant = ty::VariantIdx(0);
  if (!adt->is_enum())
    return;
  out.kind = PatStepKind::Variant;
  out.variant = res.kind == ResKind::Def ? adt->variant_with_id(res.def_id) : ty::VariantIdx();
  if (!out.variant.is_valid())
    out.kind = PatStepKind::Err;
}

void PatStepper::tuple_fields(size_t arity) {
  llvm::ArrayRef<hir::PatId> elems = body.nodes.list(pat.elems);
  size_t before = pat.dots != hir::Pat::kNoDots ? pat.dots : elems.size();
  for (size_t i = 0; i < elems.size(); ++i) {
    size_t field = i < before ? i : arity - (elems.size() - i);
    out.fields.push_back({ty::FieldIdx(static_cast<uint32_t>(field)), elems[i]});
  }
}

void PatStepper::path() {
  hir::Res res = body.results.res_of(body.nodes, pat.path);
  if (res.is_def(DefKind::Const) || res.is_def(DefKind::AssocConst) ||
      res.is_def(DefKind::ConstParam)) {
    out.kind = PatStepKind::Const;
    out.value = const_path(pat.path, out.ty);
    return;
  }
  variant_or_leaf(res);
}

void PatStepper::run() {
  switch (pat.kind) {
  case hir::PatKind::Err: break;
  case hir::PatKind::Wild: out.kind = PatStepKind::Wild; break;
  case hir::PatKind::Never: out.kind = PatStepKind::Never; break;
  case hir::PatKind::Binding:
    out.kind = PatStepKind::Binding;
    out.local = pat.binding.is_valid() ? pat.binding : cursor.pat;
    out.mode = body.results.binding_mode(cursor.pat);
    if (pat.sub.is_valid())
      out.sub = {pat.sub, 0};
    break;
  case hir::PatKind::Struct:
    variant_or_leaf(body.results.res_of(body.nodes, pat.path));
    for (hir::FieldPatId id : body.nodes.list(pat.fields)) {
      auto it = body.results.field_pat_indices.find(id);
      if (it != body.results.field_pat_indices.end())
        out.fields.push_back({it->second, body.nodes.field_pats[id].pat});
    }
    break;
  case hir::PatKind::TupleStruct:
    variant_or_leaf(body.results.res_of(body.nodes, pat.path));
    if (out.kind != PatStepKind::Err)
      tuple_fields(tcx.adt_def(out.ty.def_id())->variants[out.variant].fields.size());
    break;
  case hir::PatKind::Path: path(); break;
  case hir::PatKind::Lit:
  case hir::PatKind::ConstBlock:
    out.kind = PatStepKind::Const;
    out.value = value_of(pat.lo, out.ty);
    break;
  case hir::PatKind::Range:
    out.kind = PatStepKind::Range;
    out.end = pat.range_end;
    if (pat.lo.is_valid())
      out.lo = value_of(pat.lo, out.ty);
    if (pat.hi.is_valid())
      out.hi = value_of(pat.hi, out.ty);
    break;
  case hir::PatKind::Tuple:
    if (!out.ty.is(ty::TyKind::Tuple))
      break;
    out.kind = PatStepKind::Leaf;
    out.variant = ty::VariantIdx(0);
    tuple_fields(out.ty.tuple_elems().size());
    break;
  case hir::PatKind::Or:
    out.kind = PatStepKind::Or;
    out.alternatives = body.nodes.list(pat.elems);
    break;
  case hir::PatKind::Ref:
    out.kind = PatStepKind::Deref;
    out.sub = {pat.sub, 0};
    break;
  case hir::PatKind::Slice: {
    llvm::ArrayRef<hir::PatId> elems = body.nodes.list(pat.elems);
    out.kind = PatStepKind::Slice;
    out.has_rest = pat.dots != hir::Pat::kNoDots;
    size_t before = out.has_rest ? pat.dots : elems.size();
    out.prefix = elems.take_front(before);
    out.suffix = elems.drop_front(before);
    out.rest = pat.slice_rest;
    break;
  }
  }
}

} // namespace

Const lit_to_const(ty::TyCtxt &tcx, const hir::Lit &lit, Ty ty, bool negate) {
  switch (lit.kind) {
  case hir::LitKind::Bool: return tcx.mk_const_bool(lit.lo != 0);
  case hir::LitKind::Char:
  case hir::LitKind::Byte: return tcx.mk_const_bits(ty, lit.lo);
  case hir::LitKind::Int: {
    if (ty.is(ty::TyKind::Float))
      return tcx.common.error_const;
    uint64_t lo = lit.lo, hi = lit.hi;
    if (negate) {
      lo = ~lo + 1;
      hi = ~hi + (lo == 0 ? 1 : 0);
    }
    return tcx.mk_const_bits(ty, lo, hi);
  }
  case hir::LitKind::Float:
    return ty.is(ty::TyKind::Float) ? float_const(tcx, tcx.str(lit.text), ty, negate)
                                    : tcx.common.error_const;
  case hir::LitKind::Str:
  case hir::LitKind::ByteStr:
  case hir::LitKind::CStr: return bytes_const(tcx, tcx.str(lit.text), ty);
  case hir::LitKind::Err: break;
  }
  return tcx.common.error_const;
}

PatStep pat_step(ty::TyCtxt &tcx, const TypedBody &body, PatCursor cursor) {
  llvm::ArrayRef<Ty> derefs = body.results.pat_derefs(cursor.pat);
  PatStepper stepper{tcx, body, cursor, body.nodes.pats[cursor.pat], {}};
  if (cursor.level < derefs.size()) {
    stepper.out.kind = PatStepKind::Deref;
    stepper.out.ty = derefs[cursor.level];
    stepper.out.sub = {cursor.pat, cursor.level + 1};
    return stepper.out;
  }
  stepper.out.ty = body.results.pat_ty(cursor.pat);
  if (!stepper.out.ty || stepper.out.ty.references_error())
    return stepper.out;
  stepper.run();
  return stepper.out;
}

} // namespace ochre::typeck
