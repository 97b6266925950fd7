// Which variant a value is, and how that is written down.

#include "codegen/common/layouts.h"
#include "codegen/wasm/cx.h"
#include "codegen/wasm/parts.h"

namespace ochre::wasm {

Val FunctionCx::bits_const(layout::u128 bits, const layout::Scalar &as) {
  return cx.scalar_const(mir::Scalar::from_uint(static_cast<uint64_t>(bits), as.prim.size,
                                                static_cast<uint64_t>(bits >> 64)),
                         as);
}

Val FunctionCx::discriminant(PlaceRef place, ty::Ty enum_ty, ty::Ty result_ty) {
  const Layout &layout = *place.layout;
  return discriminant_of_tag(layout, enum_ty, result_ty, [&] {
    return load_scalar(offset(place.at, layout.tag_offset()), layout.tag,
                       llvm::MinAlign(std::max<uint64_t>(place.align, 1), layout.tag_offset()));
  });
}

/// Bits of an integer of one type as those of another: cut, or extended.
Val FunctionCx::int_resized(const Val &value, const layout::Scalar &from, const layout::Scalar &to,
                            bool sign) {
  unsigned have = from.prim.size;
  unsigned want = to.prim.size;
  Leaf x = value.lo;
  if (want <= 4) {
    if (x.ty == ValTy::I64)
      x = ir.wrap(x);
    if (sign && have < want)
      x = ir.sign_extend(x, have);
    return want < have || (sign && have < want) ? ir.zero_extend(x, want) : x;
  }
  if (x.ty == ValTy::I32)
    x = sign ? ir.extend_s(ir.sign_extend(x, have)) : ir.extend_u(x);
  if (want == 8)
    return x;
  if (value.is_wide())
    return value;
  x = ir.keep(x);
  return {x, sign ? ir.shr_s(x, 63) : ir.i64(0)};
}

Val FunctionCx::discriminant_of_tag(const Layout &layout, ty::Ty enum_ty, ty::Ty result_ty,
                                    llvm::function_ref<Val()> get_tag) {
  const layout::Scalar &result = layout_of(result_ty)->scalar_a;
  auto discr_of = [&](uint32_t variant) {
    return bits_const(codegen::discriminant_bits(tcx, enum_ty, ty::VariantIdx(variant)), result);
  };
  if (layout.variants == layout::VariantsKind::Empty)
    return bits_const(0, result);
  if (layout.variants == layout::VariantsKind::Single)
    return discr_of(layout.single_variant.raw);
  Val tag = get_tag();
  if (layout.encoding == layout::TagEncoding::Direct)
    return int_resized(tag, layout.tag, result, layout.tag.prim.is_signed);
  // Niche: values from niche_start on mean the variants from niche_first on; all others the
  // untagged.
  uint32_t first = layout.niche_first.raw;
  uint32_t last = layout.niche_last.raw;
  Val untagged = discr_of(layout.niche_untagged.raw);
  Val start = bits_const(layout.niche_start, layout.tag);
  auto choose = [&](const Leaf &condition, const Val &yes, const Val &no) -> Val {
    Leaf test = yes.is_wide() ? ir.keep(condition) : condition;
    if (!yes.is_wide() && yes.lo.is_const(1) && no.lo.is_const(0) && yes.lo.ty == ValTy::I32)
      return test;
    if (!yes.is_wide() && yes.lo.is_const(1) && no.lo.is_const(0))
      return ir.extend_u(test);
    Leaf low = ir.select(test, yes.lo, no.lo);
    return yes.is_wide() ? Val(low, ir.select(test, yes.hi, no.hi)) : Val(low);
  };
  if (first == last) {
    if (tag.is_wide())
      return choose(wide_compare(mir::BinOp::Eq, tag, start, false), discr_of(first), untagged);
    if (is_float(layout.tag))
      return unsupported(body.span, "a niche in a float"), untagged;
    bool is_zero = start.lo.is_const(0);
    return choose(is_zero ? ir.eqz(tag.lo) : ir.binary(IntOp::Eq, tag.lo, start.lo),
                  discr_of(first), untagged);
  }
  if (tag.is_wide() || is_float(layout.tag))
    return unsupported(body.span, "this niche"), untagged;
  unsigned tag_bytes = std::min<unsigned>(layout.tag.prim.size, 8);
  Leaf relative = ir.sub(tag.lo, start.lo);
  relative = ir.keep(tag_bytes < 4 ? ir.zero_extend(relative, tag_bytes) : relative);
  Leaf is_niche = ir.binary(IntOp::LeU, relative, ir.constant(relative.ty, last - first));
  // Enums with data have the variant index as discriminant.
  Val wide = int_resized(relative, layout.tag, result, false);
  Val base = discr_of(first);
  Val value = wide.is_wide() ? wide_binary(mir::BinOp::Add, wide, base, false)
                             : Val(ir.add(wide.lo, base.lo));
  return choose(is_niche, value, untagged);
}

Val FunctionCx::read_discriminant(mir::Place from, ty::Ty result) {
  ty::Ty of = mir::place_ty(tcx, body, from).ty;
  if (!is_register_place(from))
    return discriminant(place(from), of, result);
  Operand value = copy_of(from);
  if (value.kind == Operand::Ref)
    return discriminant(in_memory(value), of, result);
  const Layout &layout = *value.layout;
  return discriminant_of_tag(layout, of, result, [&] {
    Layout tag;
    tag.abi = layout::AbiClass::Scalar;
    tag.scalar_a = layout.tag;
    tag.size = tag.align = layout.tag.prim.size;
    return extract_at(value, layout.tag_offset(), &tag).a;
  });
}

void FunctionCx::store_tag(PlaceRef place, ty::VariantIdx variant, ty::Ty enum_ty) {
  const Layout &layout = *place.layout;
  std::optional<layout::u128> bits = codegen::tag_bits(tcx, layout, variant, enum_ty);
  if (!bits)
    return;
  uint64_t at = layout.tag_offset();
  store_scalar(bits_const(*bits, layout.tag), offset(place.at, at), layout.tag,
               llvm::MinAlign(std::max<uint64_t>(place.align, 1), at));
}

void FunctionCx::set_discriminant(mir::Place dest, ty::VariantIdx variant) {
  ty::Ty ty = mir::place_ty(tcx, body, dest).ty;
  if (!dest.is_local() || locals[dest.local].in_memory)
    return store_tag(place(dest), variant, ty);
  const Layout &layout = *locals[dest.local].layout;
  std::optional<layout::u128> bits = codegen::tag_bits(tcx, layout, variant, ty);
  if (!bits)
    return;
  Operand home = local_home(dest.local);
  bool is_second = layout.tag_offset() != 0;
  const Val &part = is_second ? home.b : home.a;
  Val tag = bits_const(*bits, is_second ? layout.scalar_b : layout.scalar_a);
  ir.set(part.lo.local, tag.lo);
  if (part.is_wide())
    ir.set(part.hi.local, tag.hi);
}

} // namespace ochre::wasm
