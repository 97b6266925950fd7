// From typed patterns to constructors.
#include "sema/patterns/constructor.h"
#include "sema/patterns/diags.h"
#include "sema/traits/fulfill.h"
#include "sema/ty/fold.h"
#include "sema/ty/print.h"

namespace ochre::patterns {

using typeck::PatStepKind;

namespace {

Ctor opaque() {
  Ctor ctor;
  ctor.kind = CtorKind::Opaque;
  return ctor;
}
bool is_pointer_sized(Ty ty) {
  return (ty.is(ty::TyKind::Uint) && ty.uint_ty() == UintTy::Usize) ||
         (ty.is(ty::TyKind::Int) && ty.int_ty() == IntTy::Isize);
}
unsigned width(const ty::TyCtxt &tcx, Ty ty) {
  if (ty.is_char())
    return 32;
  return ty.is(ty::TyKind::Int) ? bit_width(ty.int_ty(), tcx.pointer_bits)
                                : bit_width(ty.uint_ty(), tcx.pointer_bits);
}
/// All exponent bits set and a fraction.
bool is_nan(Ty ty, u128 bits) {
  unsigned size = 0, fraction = 0;
  switch (ty.float_ty()) {
  case FloatTy::F16: size = 16, fraction = 10; break;
  case FloatTy::F32: size = 32, fraction = 23; break;
  case FloatTy::F64: size = 64, fraction = 52; break;
  case FloatTy::F128: size = 128, fraction = 112; break;
  }
  u128 infinity = ((u128(1) << (size - 1 - fraction)) - 1) << fraction;
  return (bits & ~(u128(1) << (size - 1))) > infinity;
}
u128 leaf(ty::ValTree tree) { return static_cast<u128>(tree->hi) << 64 | tree->lo; }

} // namespace

u128 int_position(const ty::TyCtxt &tcx, Ty ty, u128 bits) {
  if (!ty.is(ty::TyKind::Int))
    return bits;
  // Signed: shift the smallest value to 0; isize: to 1, after the open end.
  unsigned bit = width(tcx, ty) - 1;
  u128 mask = bit == 127 ? ~u128(0) : (u128(1) << (bit + 1)) - 1;
  u128 biased = (bits ^ (u128(1) << bit)) & mask;
  return is_pointer_sized(ty) ? biased + 1 : biased;
}

IntLine IntLine::of(const ty::TyCtxt &tcx, Ty ty) {
  if (ty.is_char())
    return {0, 0x10FFFF};
  unsigned bits = width(tcx, ty);
  u128 max = bits == 128 ? ~u128(0) : (u128(1) << bits) - 1;
  if (!is_pointer_sized(ty))
    return {0, max};
  return ty.is(ty::TyKind::Int) ? IntLine{0, max + 2} : IntLine{0, max + 1};
}

DPat *PatArena::make(Ctor ctor, Ty ty, Span span) {
  pats_.push_back(std::make_unique<DPat>());
  DPat *pat = pats_.back().get();
  pat->ctor = ctor;
  pat->ty = ty;
  pat->span = span;
  return pat;
}

DPat *PatArena::wild(Ty ty) { return make(Ctor(), ty, Span()); }

Ty PatArena::normalized(Ty ty) {
  if (!ty.has_flags(ty::kHasAlias))
    return ty;
  ty::GenericArg out =
      tcx.normalize_erasing_regions({{env, ty::TypingMode::Analysis}, ty::GenericArg(ty)});
  return out.is_ty() ? out.ty() : ty;
}

llvm::SmallVector<Ty, 4> PatArena::field_tys(const Ctor &ctor, Ty ty) {
  llvm::SmallVector<Ty, 4> out;
  switch (ctor.kind) {
  case CtorKind::Struct:
  case CtorKind::Variant: {
    if (ty.is(ty::TyKind::Tuple)) {
      out.append(ty.tuple_elems().begin(), ty.tuple_elems().end());
      break;
    }
    if (!ty.is_adt())
      break;
    const ty::AdtDef *adt = tcx.adt_def(ty.def_id());
    ty::VariantIdx variant = ctor.kind == CtorKind::Variant ? ctor.variant : ty::VariantIdx(0);
    for (const ty::FieldDef &field : adt->variants[variant].fields)
      out.push_back(normalized(ty::instantiate(tcx, tcx.type_of(field.def_id), ty.args())));
    break;
  }
  case CtorKind::Ref: out.push_back(ty.inner()); break;
  case CtorKind::Slice: out.assign(ctor.prefix + ctor.suffix, ty.inner()); break;
  case CtorKind::Bool:
  case CtorKind::IntRange:
  case CtorKind::Str:
  case CtorKind::Float:
  case CtorKind::Wildcard:
  case CtorKind::Opaque:
  case CtorKind::NonExhaustive:
  case CtorKind::Missing:
  case CtorKind::Never: break;
  }
  return out;
}

bool PatArena::is_empty_variant(Ty adt_ty, ty::VariantIdx variant, unsigned depth) {
  const ty::AdtDef *adt = tcx.adt_def(adt_ty.def_id());
  const ty::VariantDef &def = adt->variants[variant];
  bool is_local = tcx.is_local(adt->def_id);
  if (def.is_non_exhaustive && !is_local)
    return false;
  for (const ty::FieldDef &field : def.fields) {
    // A private field's emptiness is not to be known.
    if (!is_local && !field.visibility.is_public())
      continue;
    if (is_empty(normalized(ty::instantiate(tcx, tcx.type_of(field.def_id), adt_ty.args())),
                 depth + 1))
      return true;
  }
  return false;
}

bool PatArena::is_empty(Ty ty, unsigned depth) {
  if (depth > 16)
    return false;
  if (ty.is_never())
    return true;
  if (ty.is(ty::TyKind::Tuple))
    return llvm::any_of(ty.tuple_elems(), [&](Ty elem) { return is_empty(elem, depth + 1); });
  if (ty.is(ty::TyKind::Array)) {
    ty::Const len = ty.array_len();
    return len.is(ty::ConstKind::Value) && len.valtree()->lo != 0 &&
           is_empty(ty.inner(), depth + 1);
  }
  if (!ty.is_adt())
    return false;
  const ty::AdtDef *adt = tcx.adt_def(ty.def_id());
  if (adt->is_union() || (adt->is_non_exhaustive && !tcx.is_local(adt->def_id)))
    return false;
  for (ty::VariantIdx variant : adt->variants.ids())
    if (!is_empty_variant(ty, variant, depth))
      return false;
  return true;
}

std::optional<ty::Const> PatArena::evaluate(ty::Const value, Span span) {
  if (value.is(ty::ConstKind::Value))
    return value;
  if (value.is(ty::ConstKind::Param)) {
    error(tcx.sess, span, diag::ConstParamInPattern)
        .primary_label("`const` depends on a generic parameter")
        .emit();
    had_error = true;
    return std::nullopt;
  }
  if (!value.is(ty::ConstKind::Unevaluated)) {
    had_error = true;
    return std::nullopt;
  }
  if (!tcx.local_providers.const_eval_valtree) {
    not_supported_yet(tcx.sess, span, "constants in patterns");
    had_error = true;
    return std::nullopt;
  }
  ty::ConstEvalKey key;
  key.env = {env, ty::TypingMode::PostAnalysis};
  key.def_id = value.def_id();
  key.args = ty::erase_regions(tcx, value.args());
  ty::ValTreeResult result = tcx.const_eval_valtree(key);
  if (result.value)
    return result.value;
  if (result.error == ty::EvalError::TooGeneric)
    error(tcx.sess, span, diag::ConstParamInPattern)
        .primary_label("`const` depends on a generic parameter")
        .emit();
  if (result.error == ty::EvalError::Unknown)
    report_opaque_value(key, span);
  had_error = true;
  return std::nullopt;
}

/// The constant has a value, but one that no tree of scalars shows.
void PatArena::report_opaque_value(const ty::ConstEvalKey &key, Span span) {
  Ty ty = tcx.def_kind(key.def_id) == DefKind::InlineConst
              ? Ty()
              : normalized(ty::instantiate(tcx, tcx.type_of(key.def_id), key.args));
  if (ty && ty.is_adt() && tcx.adt_def(ty.def_id())->is_union())
    error(tcx.sess, span, diag::UnionConstPattern).emit();
  else if (ty && (ty.is_raw_ptr() || ty.is(ty::TyKind::FnPtr)))
    error(tcx.sess, span, diag::PointerConstPattern).emit();
  else
    error(tcx.sess, span, diag::OpaqueConstPattern)
        .primary_label("its value holds pointers, unions or is too large")
        .emit();
}

bool PatArena::implements(Ty ty, LangItem trait_item, bool takes_self) {
  DefId trait = tcx.lang_item(trait_item);
  if (!trait.is_valid())
    return true; // a library without that trait cannot derive it either
  traits::InferCtxt infcx(tcx);
  llvm::SmallVector<ty::GenericArg, 2> args(takes_self ? 2 : 1, ty::GenericArg(ty));
  return traits::type_implements_trait(infcx, env, trait, args);
}

DPat *PatArena::lower_const(ty::Const value, Ty ty, Span span) {
  std::optional<ty::Const> known = evaluate(value, span);
  if (!known || !known->valtree())
    return make(opaque(), ty, span);
  DPat *out = lower_valtree(known->valtree(), ty, span);
  if (!had_error && value.is(ty::ConstKind::Unevaluated) &&
      !implements(ty, LangItem::PartialEq, true)) {
    error(tcx.sess, span, diag::NonStructuralConst, ty::to_string(tcx, ty))
        .primary_label("constant of non-structural type")
        .emit();
    had_error = true;
  }
  return out;
}

DPat *PatArena::lower_valtree(ty::ValTree tree, Ty ty, Span span) {
  Ctor ctor;
  if (ty.is_bool()) {
    ctor.kind = CtorKind::Bool;
    ctor.value = leaf(tree) != 0;
    return make(ctor, ty, span);
  }
  if (ty.is_integral() || ty.is_char()) {
    ctor.kind = CtorKind::IntRange;
    ctor.lo = ctor.hi = int_position(tcx, ty, leaf(tree));
    return make(ctor, ty, span);
  }
  if (ty.is(ty::TyKind::Float) && is_nan(ty, leaf(tree))) {
    error(tcx.sess, span, diag::NanPattern).primary_label("evaluates to `NaN`").emit();
    had_error = true;
    return make(opaque(), ty, span);
  }
  if (ty.is(ty::TyKind::Float) || ty.is_str()) {
    ctor.kind = ty.is_str() ? CtorKind::Str : CtorKind::Float;
    ctor.constant = tcx.mk_const_value(ty, tree);
    return make(ctor, ty, span);
  }
  if (ty.is_ref()) {
    ctor.kind = CtorKind::Ref;
    DPat *out = make(ctor, ty, span);
    DPat *inner = lower_valtree(tree, ty.inner(), span);
    out->fields.push_back(inner);
    return out;
  }
  if (tree->is_leaf) // a pointer made from an integer
    return make(opaque(), ty, span);
  llvm::ArrayRef<ty::ValTree> children = tree->children;
  if (ty.is(ty::TyKind::Slice) || ty.is(ty::TyKind::Array)) {
    ctor.kind = CtorKind::Slice;
    ctor.prefix = static_cast<uint32_t>(children.size());
  } else if (ty.is_adt() && tcx.adt_def(ty.def_id())->is_enum()) {
    ctor.kind = CtorKind::Variant;
    ctor.variant = ty::VariantIdx(static_cast<uint32_t>(children[0]->lo));
    children = children.drop_front();
  } else if (ty.is_adt() || ty.is(ty::TyKind::Tuple)) {
    ctor.kind = CtorKind::Struct;
  } else {
    return make(opaque(), ty, span);
  }
  if (ty.is_adt() && !implements(ty, LangItem::StructuralPeq, false)) {
    error(tcx.sess, span, diag::NonStructuralConst, ty::to_string(tcx, ty))
        .primary_label("constant of non-structural type")
        .note("the type must be annotated with `#[derive(PartialEq)]`; a hand-written "
              "`impl PartialEq` is not enough")
        .emit();
    had_error = true;
    return make(opaque(), ty, span);
  }
  DPat *out = make(ctor, ty, span);
  llvm::SmallVector<Ty, 4> tys = field_tys(ctor, ty);
  for (size_t i = 0; i < tys.size(); ++i) {
    DPat *field = i < children.size() ? lower_valtree(children[i], tys[i], span) : wild(tys[i]);
    out->fields.push_back(field);
  }
  return out;
}

DPat *PatArena::lower_range(const typeck::PatStep &step, Span span) {
  Ty ty = step.ty;
  std::optional<ty::Const> lo = step.lo ? evaluate(step.lo, span) : std::nullopt;
  std::optional<ty::Const> hi = step.hi ? evaluate(step.hi, span) : std::nullopt;
  if ((step.lo && !lo) || (step.hi && !hi))
    return make(opaque(), ty, span);
  if (!ty.is_integral() && !ty.is_char())
    return make(opaque(), ty, span); // floats: no use for exhaustiveness
  IntLine line = IntLine::of(tcx, ty);
  Ctor ctor;
  ctor.kind = CtorKind::IntRange;
  ctor.lo = lo ? int_position(tcx, ty, leaf(lo->valtree())) : line.first;
  ctor.hi = hi ? int_position(tcx, ty, leaf(hi->valtree())) : line.last;
  bool excluded = hi && step.end == hir::RangeEnd::Excluded;
  if (ctor.lo > ctor.hi || (excluded && ctor.lo == ctor.hi)) {
    if (excluded)
      error(tcx.sess, span, diag::EmptyRangeExcluded).emit();
    else
      error(tcx.sess, span, diag::EmptyRange)
          .primary_label("lower bound larger than upper bound")
          .emit();
    had_error = true;
    return make(opaque(), ty, span);
  }
  if (excluded)
    --ctor.hi;
  return make(ctor, ty, span);
}

DPat *PatArena::lower_slice(const typeck::PatStep &step, Span span) {
  Ctor ctor;
  ctor.kind = CtorKind::Slice;
  ctor.prefix = static_cast<uint32_t>(step.prefix.size());
  ctor.suffix = static_cast<uint32_t>(step.suffix.size());
  ctor.is_var_len = step.has_rest;
  uint32_t gap = 0;
  if (step.ty.is(ty::TyKind::Array) && step.has_rest &&
      step.ty.array_len().is(ty::ConstKind::Value)) {
    // An array's length is known: the rest is that many wildcards.
    uint64_t length = step.ty.array_len().valtree()->lo;
    if (length <= 1000) {
      ctor.is_var_len = false;
      gap = static_cast<uint32_t>(length - ctor.prefix - ctor.suffix);
      ctor.prefix += gap;
    }
  }
  DPat *out = make(ctor, step.ty, span);
  for (hir::PatId pat : step.prefix) {
    DPat *field = lower(pat);
    out->fields.push_back(field);
  }
  for (uint32_t i = 0; i < gap; ++i)
    out->fields.push_back(wild(step.ty.inner()));
  for (hir::PatId pat : step.suffix) {
    DPat *field = lower(pat);
    out->fields.push_back(field);
  }
  return out;
}

DPat *PatArena::lower(typeck::PatCursor cursor) {
  typeck::PatStep step = typeck::pat_step(tcx, body, cursor);
  Span span = body.nodes.pats[cursor.pat].span;
  if (!step.ty || step.kind == PatStepKind::Err) {
    had_error = true;
    return make(Ctor(), step.ty ? step.ty : tcx.common.error, span);
  }
  Ctor ctor;
  switch (step.kind) {
  case PatStepKind::Err:
  case PatStepKind::Wild: break;
  case PatStepKind::Never: ctor.kind = CtorKind::Never; break;
  case PatStepKind::Binding:
    if (step.sub.pat.is_valid())
      return lower(step.sub);
    break;
  case PatStepKind::Deref: {
    ctor.kind = CtorKind::Ref;
    DPat *out = make(ctor, step.ty, span);
    DPat *inner = lower(step.sub);
    out->fields.push_back(inner);
    return out;
  }
  case PatStepKind::Leaf:
  case PatStepKind::Variant: {
    ctor.kind = step.kind == PatStepKind::Variant ? CtorKind::Variant : CtorKind::Struct;
    if (step.kind == PatStepKind::Variant)
      ctor.variant = step.variant;
    DPat *out = make(ctor, step.ty, span);
    for (Ty ty : field_tys(ctor, step.ty))
      out->fields.push_back(wild(ty));
    for (typeck::FieldStep field : step.fields) {
      DPat *sub = lower(field.pat);
      if (field.field.raw < out->fields.size())
        out->fields[field.field.raw] = sub;
    }
    return out;
  }
  case PatStepKind::Const: return lower_const(step.value, step.ty, span);
  case PatStepKind::Range: return lower_range(step, span);
  case PatStepKind::Slice: return lower_slice(step, span);
  case PatStepKind::Or: {
    DPat *out = make(ctor, step.ty, span);
    for (hir::PatId alternative : step.alternatives) {
      DPat *sub = lower(alternative);
      out->alternatives.push_back(sub);
    }
    return out;
  }
  }
  return make(ctor, step.ty, span);
}

} // namespace ochre::patterns
