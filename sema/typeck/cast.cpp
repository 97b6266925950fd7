// `e as T`, decided at the end of the body, when types are known.
//
// A cast is a coercion if it can be one; else one of the built-in conversions between pointers,
// integers, floats, chars and field-less enums. Source: Reference "Type cast expressions".
#include "sema/ty/print.h"
#include "sema/typeck/diags.h"
#include "sema/typeck/fn_ctxt.h"

namespace ochre::typeck {
namespace {

/// What can be cast, apart from aggregates.
enum class Scalar : uint8_t { None, Int, U8, Bool, Char, Enum, Float, FnPtr, Ptr };

/// `A()` and `A {}` have no fields either, but where numbers are written, only units have any.
bool is_fieldless_enum(TyCtxt &tcx, Ty ty) {
  if (!ty.is_adt() || !tcx.adt_def(ty.def_id())->is_enum())
    return false;
  return llvm::all_of(tcx.adt_def(ty.def_id())->variants, [](const ty::VariantDef &variant) {
    bool is_unit = variant.ctor_id.is_valid() && variant.ctor_kind == ty::CtorKind::Const;
    return variant.fields.empty() && (is_unit || !variant.discr_expr.is_valid());
  });
}

Scalar classify(TyCtxt &tcx, Ty ty) {
  if (ty.is_integral())
    return ty.is(ty::TyKind::Uint) && ty.uint_ty() == UintTy::U8 ? Scalar::U8 : Scalar::Int;
  if (ty.is_floating_point())
    return Scalar::Float;
  if (ty.is_bool())
    return Scalar::Bool;
  if (ty.is_char())
    return Scalar::Char;
  if (ty.is_raw_ptr())
    return Scalar::Ptr;
  if (ty.is(ty::TyKind::FnPtr))
    return Scalar::FnPtr;
  if (is_fieldless_enum(tcx, ty))
    return Scalar::Enum;
  return Scalar::None;
}

/// What the second word of a pointer to the type holds.
struct PointerMeta {
  enum Kind : uint8_t { Thin, Length, VTable, OfParam, Unknown } kind = Unknown;
  Ty param;
  DefId principal;
};

PointerMeta meta_of(FnCtxt &fcx, Span span, Ty ty) {
  ty = try_structurally_resolve(fcx, span, ty);
  PointerMeta out;
  for (unsigned i = 0; i < 64; ++i) {
    if (is_sized(fcx, ty)) {
      out.kind = PointerMeta::Thin;
      return out;
    }
    if (ty.is(ty::TyKind::Slice) || ty.is_str()) {
      out.kind = PointerMeta::Length;
      return out;
    }
    if (ty.is_dyn()) {
      out.kind = PointerMeta::VTable;
      auto predicates = ty.dyn_predicates();
      if (!predicates.empty() && predicates[0].skip_binder().kind == ty::ExistentialKind::Trait)
        out.principal = predicates[0].skip_binder().def_id;
      return out;
    }
    if (ty.is(ty::TyKind::Foreign)) {
      out.kind = PointerMeta::Thin;
      return out;
    }
    if (ty.is_adt() && fcx.tcx.adt_def(ty.def_id())->is_struct() &&
        !fcx.tcx.adt_def(ty.def_id())->non_enum_variant().fields.empty()) {
      const auto &fields = fcx.tcx.adt_def(ty.def_id())->non_enum_variant().fields;
      ty::FieldIdx last(static_cast<uint32_t>(fields.size() - 1));
      ty = try_structurally_resolve(fcx, span, field_ty(fcx, span, fields[last], ty.args()));
      continue;
    }
    if (ty.is(ty::TyKind::Tuple) && !ty.tuple_elems().empty()) {
      ty = try_structurally_resolve(fcx, span, ty.tuple_elems().back());
      continue;
    }
    break;
  }
  if (ty.is_param() || ty.is_alias()) {
    out.kind = PointerMeta::OfParam;
    out.param = ty;
  }
  return out;
}

struct Caster {
  Caster(FnCtxt &fcx, const DeferredCast &cast) : fcx(fcx), cast(cast) {}
  void run();

private:
  FnCtxt &fcx;
  const DeferredCast &cast;
  Ty from, to;

  CastKind kind();
  CastKind ptr_ptr();
  CastKind ref_to_ptr();
  void fail(DiagBuilder builder) {
    failed = true;
    taint(fcx, builder.emit());
  }
  Span span() const { return fcx.span(cast.expr); }
  std::string show_from() { return show(fcx, from); }
  std::string show_to() { return show(fcx, to); }
  void non_primitive();
  void illegal();

  bool failed = false;
};

void Caster::non_primitive() {
  fail(error(fcx.tcx.sess, span(), diag::NonPrimitiveCast, show_from(), show_to())
           .primary_label(to.is_adt() || from.is_adt() || from.is_ref()
                              ? "an `as` expression can only be used to convert between primitive "
                                "types or to coerce to a specific trait object"
                              : "invalid cast"));
}
void Caster::illegal() {
  fail(error(fcx.tcx.sess, span(), diag::InvalidCast, show_from(), show_to()));
}

CastKind Caster::ptr_ptr() {
  PointerMeta a = meta_of(fcx, span(), from.inner());
  PointerMeta b = meta_of(fcx, span(), to.inner());
  if (b.kind == PointerMeta::Thin)
    return CastKind::PtrPtr;
  if (a.kind == PointerMeta::Thin) {
    fail(error(fcx.tcx.sess, span(), diag::ThinToFat, show_from(), show_to()));
    return CastKind::None;
  }
  if (a.kind == PointerMeta::Unknown || b.kind == PointerMeta::Unknown) {
    fail(error(fcx.tcx.sess, span(), diag::UnknownPointerCast,
               llvm::StringRef(a.kind == PointerMeta::Unknown ? "from" : "to")));
    return CastKind::None;
  }
  // Lifetimes do not change the metadata.
  auto erased = [&](Ty ty) { return ty ? ty::erase_regions(fcx.tcx, fcx.infcx.resolve(ty)) : ty; };
  bool same =
      a.kind == b.kind && (a.kind != PointerMeta::OfParam || erased(a.param) == erased(b.param)) &&
      (a.kind != PointerMeta::VTable || a.principal == b.principal || !b.principal.is_valid());
  if (same)
    return CastKind::PtrPtr;
  fail(error(fcx.tcx.sess, span(), diag::VTableMismatch, show_from(), show_to())
           .note("the pointers have different metadata"));
  return CastKind::None;
}

/// `&[T; N]` to `*const T`; other references become pointers by coercion.
CastKind Caster::ref_to_ptr() {
  Ty inner = try_structurally_resolve(fcx, span(), from.inner());
  if (inner.is(ty::TyKind::Array) && to.is_raw_ptr() &&
      (from.mutbl() == Mutability::Mut || to.mutbl() == Mutability::Not)) {
    auto result = fcx.infcx.eq(fcx.cause(span()), fcx.env, inner.inner(), to.inner());
    if (result) {
      register_obligations(fcx, result.obligations);
      return CastKind::ArrayPtr;
    }
  }
  Scalar target = classify(fcx.tcx, to);
  if (inner.is_numeric() && target != Scalar::None && target != Scalar::Ptr &&
      target != Scalar::FnPtr && !to.is_bool()) {
    fail(error(fcx.tcx.sess, span(), diag::NeedsDeref, show_from(), show_to())
             .primary_label("cannot cast `" + show_from() + "` as `" + show_to() + "`")
             .help("dereference the expression"));
    return CastKind::None;
  }
  if (target == Scalar::Char) {
    fail(error(fcx.tcx.sess, span(), diag::CharFromNonU8, show_from())
             .primary_label("invalid cast"));
    return CastKind::None;
  }
  if (target == Scalar::None || target == Scalar::Enum)
    non_primitive();
  else
    illegal();
  return CastKind::None;
}

CastKind Caster::kind() {
  if (from.is_ref())
    return ref_to_ptr();
  Scalar target = classify(fcx.tcx, to);
  Scalar source = classify(fcx.tcx, from);
  if (from.is(ty::TyKind::FnDef) && (target == Scalar::Ptr || target == Scalar::Int ||
                                     target == Scalar::U8 || target == Scalar::FnPtr)) {
    // The item becomes a pointer first.
    ty::PolyFnSig sig = ty::instantiate(fcx.tcx, fcx.tcx.fn_sig(from.def_id()), from.args());
    Ty pointer = fcx.tcx.mk_fn_ptr(normalize(fcx, span(), sig));
    if (try_coerce(fcx, cast.operand, from, pointer)) {
      from = pointer;
      source = Scalar::FnPtr;
    }
  }
  if (source == Scalar::None || target == Scalar::None || target == Scalar::Enum) {
    non_primitive();
    return CastKind::None;
  }
  if (target == Scalar::Bool) {
    fail(error(fcx.tcx.sess, span(), diag::CastToBool, show_from())
             .primary_label("unsupported cast"));
    return CastKind::None;
  }
  if (target == Scalar::Char) {
    if (source == Scalar::U8)
      return CastKind::U8Char;
    if (source == Scalar::Int && from.is_int_var()) {
      demand_eq(fcx, span(), fcx.tcx.common.u8, from);
      return CastKind::U8Char;
    }
    fail(error(fcx.tcx.sess, span(), diag::CharFromNonU8, show_from())
             .primary_label("invalid cast"));
    return CastKind::None;
  }
  bool target_int = target == Scalar::Int || target == Scalar::U8;
  bool source_int = source == Scalar::Int || source == Scalar::U8;
  if (target == Scalar::Float &&
      (source == Scalar::Bool || source == Scalar::Char || source == Scalar::Enum)) {
    illegal();
    return CastKind::None;
  }
  if (target == Scalar::FnPtr) {
    if (source == Scalar::FnPtr)
      return CastKind::FnPtrPtr;
    non_primitive();
    return CastKind::None;
  }
  if (source == Scalar::Ptr && target == Scalar::Ptr)
    return ptr_ptr();
  if (source == Scalar::Ptr && target_int) {
    if (meta_of(fcx, span(), from.inner()).kind == PointerMeta::Thin)
      return CastKind::PtrAddr;
    fail(error(fcx.tcx.sess, span(), diag::FatToThin, show_from(), show_to())
             .help("cast through a thin pointer first"));
    return CastKind::None;
  }
  if (source == Scalar::FnPtr && target_int)
    return CastKind::FnPtrAddr;
  if (source == Scalar::FnPtr && target == Scalar::Ptr) {
    if (meta_of(fcx, span(), to.inner()).kind == PointerMeta::Thin)
      return CastKind::FnPtrPtr;
    illegal();
    return CastKind::None;
  }
  if (source_int && target == Scalar::Ptr) {
    if (from.is_int_var())
      demand_eq(fcx, span(), fcx.tcx.common.usize, from);
    if (meta_of(fcx, span(), to.inner()).kind == PointerMeta::Thin)
      return CastKind::AddrPtr;
    fail(error(fcx.tcx.sess, span(), diag::IntToFat, show_from(), show_to()));
    return CastKind::None;
  }
  if (target_int) {
    if (source == Scalar::Enum)
      return CastKind::EnumInt;
    if (source == Scalar::Bool || source == Scalar::Char)
      return CastKind::PrimInt;
    if (source_int || source == Scalar::Float)
      return CastKind::Numeric;
  }
  if (target == Scalar::Float && (source_int || source == Scalar::Float))
    return CastKind::Numeric;
  illegal();
  return CastKind::None;
}

void Caster::run() {
  from = structurally_resolve(fcx, fcx.span(cast.operand), cast.from);
  to = structurally_resolve(fcx, cast.to_span, cast.to);
  if (from.references_error() || to.references_error())
    return;
  if (!is_sized(fcx, to)) {
    taint(fcx, error(fcx.tcx.sess, span(), diag::CastToUnsized, show_from(), show_to()).emit());
    return;
  }
  // Coercion first; a reference to a pointer with more mutability stays an error.
  if (try_coerce(fcx, cast.operand, from, to)) {
    fcx.results.casts[cast.expr] = CastKind::Coercion;
    return;
  }
  CastKind found = kind();
  if (!failed)
    fcx.results.casts[cast.expr] = found;
}

} // namespace

Ty check_cast(FnCtxt &fcx, hir::ExprId id) {
  const hir::Expr &expr = fcx.expr(id);
  Ty to = lower_ty_checked(fcx, hir::TyId(expr.b));
  to = resolve(fcx, to);
  Ty from = check_expr(fcx, expr.lhs(), Expectation::castable(to));
  from = resolve(fcx, from);
  if (from.references_error() || to.references_error())
    return to.references_error() ? fcx.tcx.common.error : to;
  fcx.casts.push_back({id, expr.lhs(), from, to, fcx.nodes.tys[hir::TyId(expr.b)].span});
  return to;
}

void check_deferred_casts(FnCtxt &fcx) {
  std::vector<DeferredCast> casts;
  std::swap(casts, fcx.casts);
  for (const DeferredCast &cast : casts)
    Caster(fcx, cast).run();
}

} // namespace ochre::typeck
