#include "codegen/common/layouts.h"

#include "sema/traits/vtable.h"

namespace ochre::codegen {

namespace {

layout::u128 wide(const ty::DiscrValue &value) { return layout::u128(value.hi) << 64 | value.lo; }

std::optional<ty::PolyExistentialPredicate> principal(ty::Ty dyn) {
  for (const ty::PolyExistentialPredicate &p : dyn.dyn_predicates())
    if (p.skip_binder().kind == ty::ExistentialKind::Trait)
      return p;
  return std::nullopt;
}

} // namespace

layout::u128 discriminant_bits(TyCtxt &tcx, ty::Ty enum_ty, ty::VariantIdx variant) {
  if (enum_ty.is(ty::TyKind::Coroutine))
    return variant.raw;
  if (!enum_ty.is_adt() || !tcx.adt_def(enum_ty.def_id())->is_enum())
    return 0;
  return wide((*tcx.adt_discriminants(enum_ty.def_id()))[variant.raw]);
}

std::optional<layout::u128> tag_bits(TyCtxt &tcx, const layout::Layout &layout,
                                     ty::VariantIdx variant, ty::Ty enum_ty) {
  if (layout.variants != layout::VariantsKind::Multiple ||
      layout.variant_layouts[variant.raw]->is_uninhabited)
    return std::nullopt;
  if (layout.encoding == layout::TagEncoding::Direct)
    return discriminant_bits(tcx, enum_ty, variant);
  if (variant == layout.niche_untagged)
    return std::nullopt;
  return layout.niche_start + (variant.raw - layout.niche_first.raw);
}

uint64_t packed_to(TyCtxt &tcx, ty::Ty ty) {
  return ty && ty.is_adt() ? tcx.adt_def(ty.def_id())->repr.pack : 0;
}

std::optional<uint32_t> upcast_slot(TyCtxt &tcx, ty::Ty source, ty::Ty target) {
  auto a = principal(source);
  auto b = principal(target);
  if (!a || !b || a->skip_binder().def_id == b->skip_binder().def_id)
    return std::nullopt;
  return traits::super_vptr_slot(tcx, traits::object_trait_ref(tcx, *a, source),
                                 traits::object_trait_ref(tcx, *b, source));
}

bool is_overflow_check(const mir::Terminator &term) {
  if (term.assert_kind == mir::AssertKind::OverflowNeg)
    return true;
  return term.assert_kind == mir::AssertKind::Overflow && term.assert_op != mir::BinOp::Div &&
         term.assert_op != mir::BinOp::Rem;
}

Span fn_head_span(TyCtxt &tcx, DefId fn) {
  if (!tcx.is_local(fn) || tcx.def_kind(fn) == DefKind::Closure)
    return tcx.def_span(fn);
  const auto &owner = tcx.krate->owners[tcx.defs.expect_local(fn)];
  return owner ? owner->item.head_span : tcx.def_span(fn);
}

} // namespace ochre::codegen
