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

bool null_op_value(const Session &sess, mir::NullOp op) {
  return op == mir::NullOp::OverflowChecks ? sess.opts.overflow_checks()
                                           : sess.opts.debug_assertions();
}

bool is_pointer_unsizing(ty::Ty from, ty::Ty to) {
  return (from.is_ref() || from.is_raw_ptr()) && (to.is_ref() || to.is_raw_ptr());
}

llvm::SmallVector<UnsizedField, 2> unsized_fields(TyCtxt &tcx, ty::Ty from, ty::Ty to) {
  llvm::SmallVector<UnsizedField, 2> out;
  if (!from.is_adt() || !to.is_adt())
    return out;
  ty::VariantIdx only(0);
  uint32_t count = layout::field_count(tcx, ty::TypingEnv::fully_monomorphized(), from, only);
  for (uint32_t i = 0; i < count; ++i)
    out.push_back({i, layout::field_ty(tcx, ty::TypingEnv::fully_monomorphized(), from, only, i),
                   layout::field_ty(tcx, ty::TypingEnv::fully_monomorphized(), to, only, i)});
  return out;
}

std::string CallerPosition::key() const {
  return (file + ":" + llvm::Twine(line) + ":" + llvm::Twine(column)).str();
}

CallerPosition caller_position(Session &sess, Span span) {
  Loc loc = sess.source_map.lookup(sess.hygiene.source_callsite(span).lo);
  return {loc.file ? loc.file->name : "<unknown>", loc.line, loc.column};
}

LocationLayout location_layout(TyCtxt &tcx, ty::Ty location, const layout::Layout &layout) {
  LocationLayout out;
  const ty::VariantDef &variant = tcx.adt_def(location.def_id())->non_enum_variant();
  for (ty::FieldIdx i : variant.fields.ids()) {
    llvm::StringRef name = tcx.str(variant.fields[i].name);
    uint64_t at = layout.field_offset(i.raw);
    if (name == "line")
      out.line = at;
    else if (name == "col")
      out.column = at;
    else if (layout::field_ty(tcx, ty::TypingEnv::fully_monomorphized(), location,
                              ty::VariantIdx(0), i.raw)
                 .is_ref())
      out.file = at;
  }
  return out;
}

Span fn_head_span(TyCtxt &tcx, DefId fn) {
  if (!tcx.is_local(fn) || tcx.def_kind(fn) == DefKind::Closure)
    return tcx.def_span(fn);
  const auto &owner = tcx.krate->owners[tcx.defs.expect_local(fn)];
  return owner ? owner->item.head_span : tcx.def_span(fn);
}

} // namespace ochre::codegen
