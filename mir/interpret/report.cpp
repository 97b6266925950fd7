#include "mir/interpret/report.h"

#include "mir/interpret/diags.h"
#include "mir/interpret/place.h"
#include "sema/ty/fold.h"
#include "sema/ty/print.h"

#include "llvm/ADT/APInt.h"
#include "llvm/ADT/MapVector.h"

namespace ochre::mir::interpret {

namespace {

Span frame_span(const Frame &f) {
  if (!f.block.is_valid())
    return f.body->span;
  const BasicBlockData &block = (*f.body)[f.block];
  return f.statement < block.statements.size() ? block.statements[f.statement].source.span
                                               : block.terminator.source.span;
}

bool is_track_caller(TyCtxt &tcx, const Frame &f) {
  if (!f.instance || f.instance->kind != ty::InstanceKind::Item ||
      tcx.def_kind(f.instance->def_id) == DefKind::Closure)
    return false;
  const ty::CodegenFnAttrs *attrs = tcx.codegen_fn_attrs(f.instance->def_id);
  return attrs && attrs->track_caller;
}

std::string name_of(TyCtxt &tcx, DefId def_id, ty::GenericArgs args) {
  return ty::path_string(tcx, def_id, args);
}

} // namespace

ty::EvalError report_failure(Machine &m, DefId def_id, ty::GenericArgs args) {
  const Failure &failure = m.failure;
  if (failure.error != ty::EvalError::None)
    return failure.error;
  TyCtxt &tcx = m.tcx;
  // Frames that show the user's own code: callees that report at their caller are left out.
  llvm::SmallVector<const Frame *, 8> frames;
  for (const Frame &f : m.stack)
    if (frames.empty() || !is_track_caller(tcx, f))
      frames.push_back(&f);
    else
      break;
  Span span = frames.empty() ? tcx.def_span(def_id) : frame_span(*frames[0]);
  if (m.stack.size() == 1 && !m.stack[0].block.is_valid())
    span = tcx.def_span(def_id); // the value itself is at fault
  if (failure.is_unsupported) {
    not_supported_yet(tcx.sess, span, failure.message);
    return ty::EvalError::Reported;
  }
  if (failure.is_timeout) {
    error(tcx.sess, span, diag::TooLong).emit();
    return ty::EvalError::Reported;
  }
  DiagBuilder diag = error(tcx.sess, span, diag::EvalFailed, failure.message);
  std::string name = name_of(tcx, def_id, args);
  if (frames.size() <= 1) {
    diag.primary_label("evaluation of `" + name + "` failed here");
  } else {
    diag.primary_label("evaluation of `" + name + "` failed inside this call");
    // The innermost calls tell most.
    constexpr size_t kShown = 4;
    size_t first = frames.size() > kShown + 1 ? frames.size() - kShown : 1;
    if (first > 1)
      diag.note("[... " + std::to_string(first - 1) + " additional calls ...]");
    for (size_t i = first; i < frames.size(); ++i) {
      const ty::Instance *instance = frames[i]->instance;
      std::string callee = instance ? name_of(tcx, instance->def_id, instance->args) : name;
      diag.note_at(frame_span(*frames[i]), "inside `" + callee + "`");
    }
  }
  diag.emit();
  return ty::EvalError::Reported;
}

namespace {

/// The literal that a body consists of, and whether it has a minus.
const hir::Lit *literal_of(const hir::Owner &nodes, const hir::Body &body, bool &negate) {
  const hir::Expr *expr = &nodes.exprs[body.value];
  if (expr->kind == hir::ExprKind::Unary && expr->un_op() == hir::UnOp::Neg) {
    negate = true;
    expr = &nodes.exprs[expr->lhs()];
  }
  return expr->kind == hir::ExprKind::Lit ? &nodes.lits[expr->lit()] : nullptr;
}

} // namespace

std::optional<ConstValue> literal_value(TyCtxt &tcx, const ty::ConstEvalKey &key) {
  if (key.promoted != UINT32_MAX || !tcx.is_local(key.def_id) ||
      tcx.def_kind(key.def_id) != DefKind::AnonConst)
    return std::nullopt;
  LocalDefId local = tcx.defs.expect_local(key.def_id);
  hir::BodyId body = hir::body_of(*tcx.krate, local);
  if (!body.is_valid())
    return std::nullopt;
  const hir::Owner &nodes = tcx.krate->owner_of(local);
  bool negate = false;
  const hir::Lit *lit = literal_of(nodes, nodes.bodies[body], negate);
  if (!lit || lit->kind != hir::LitKind::Int)
    return std::nullopt;
  ty::Ty ty = tcx.type_of(key.def_id).instantiate_identity();
  if (!ty.is(ty::TyKind::Int) && !ty.is(ty::TyKind::Uint))
    return std::nullopt;
  bool is_signed = ty.is(ty::TyKind::Int);
  if ((lit->suffix && !(tcx.mk_prim(*lit->suffix) == ty)) || (negate && !is_signed))
    return std::nullopt;
  unsigned width = is_signed ? bit_width(ty.int_ty(), tcx.pointer_bits)
                             : bit_width(ty.uint_ty(), tcx.pointer_bits);
  u128 value = u128(lit->hi) << 64 | lit->lo;
  u128 max = layout::unsigned_max(width / 8) >> (is_signed ? 1 : 0);
  if (value > max + (negate ? 1 : 0))
    return std::nullopt; // out of range: the type checker's lint says so
  value = low_bits(negate ? -value : value, width / 8);
  ConstValue out;
  out.kind = ConstValueKind::Scalar;
  out.scalar = Scalar::from_uint(static_cast<uint64_t>(value), static_cast<uint8_t>(width / 8),
                                 static_cast<uint64_t>(value >> 64));
  return out;
}

namespace {

std::string discriminant_text(const ty::DiscrValue &value) {
  llvm::APInt bits(128, {value.lo, value.hi});
  bool is_signed = value.ty.is(ty::TyKind::Int);
  if (is_signed)
    bits = bits.trunc(bit_width(value.ty.int_ty(), 64)).sext(128);
  return llvm::toString(bits, 10, is_signed);
}

/// Each value that several variants have, once.
void report_equal_discriminants(TyCtxt &tcx, const ty::AdtDef &adt,
                                llvm::ArrayRef<ty::DiscrValue> values) {
  llvm::MapVector<std::pair<uint64_t, uint64_t>, llvm::SmallVector<DefId, 1>> variants;
  for (size_t i = 0; i < values.size(); ++i)
    variants[{values[i].hi, values[i].lo}].push_back(
        adt.variants[ty::VariantIdx(static_cast<uint32_t>(i))].def_id);
  for (auto &[bits, same] : variants) {
    if (same.size() < 2)
      continue;
    const hir::Item &item = tcx.krate->owner_of(tcx.defs.expect_local(adt.def_id)).item;
    std::string text = discriminant_text({bits.second, bits.first, values[0].ty});
    auto diag = error(tcx.sess, item.head_span, diag::EqualDiscriminants, text);
    for (DefId variant : same)
      diag.label(tcx.def_span(variant), "`" + text + "` assigned here");
    diag.emit();
  }
}

} // namespace

const std::vector<ty::DiscrValue> *adt_discriminants(TyCtxt &tcx, DefId def) {
  std::vector<ty::DiscrValue> out;
  const ty::AdtDef *adt = tcx.adt_def(def);
  if (!adt)
    return nullptr;
  ty::Ty ty = adt->repr.int_ty ? tcx.mk_prim(*adt->repr.int_ty) : tcx.common.isize;
  bool is_signed = ty.is(ty::TyKind::Int);
  unsigned width = is_signed ? bit_width(ty.int_ty(), tcx.pointer_bits)
                             : bit_width(ty.uint_ty(), tcx.pointer_bits);
  unsigned size = width / 8;
  u128 max = layout::unsigned_max(size) >> (is_signed ? 1 : 0);
  u128 next = 0;
  bool wrapped = false;
  for (const ty::VariantDef &variant : adt->variants) {
    if (variant.discr_expr.is_valid()) {
      ty::ConstEvalResult result =
          tcx.const_eval({ty::TypingEnv::fully_monomorphized(), variant.discr_expr, {}});
      // After an error the variants count on from what would be.
      if (result.value && result.value->kind == ConstValueKind::Scalar)
        next = low_bits(u128(result.value->scalar.hi) << 64 | result.value->scalar.lo, size);
    } else if (wrapped && tcx.is_local(def)) {
      error(tcx.sess, tcx.def_span(variant.def_id), diag::DiscriminantOverflow)
          .primary_label("overflowed on value after `" + ty::to_string(tcx, ty) + "::MAX`")
          .emit();
    }
    out.push_back({static_cast<uint64_t>(next), static_cast<uint64_t>(next >> 64), ty});
    wrapped = next == max;
    next = low_bits(next + 1, size);
  }
  if (tcx.is_local(def))
    report_equal_discriminants(tcx, *adt, out);
  return tcx.own<std::vector<ty::DiscrValue>>(std::move(out));
}

} // namespace ochre::mir::interpret
