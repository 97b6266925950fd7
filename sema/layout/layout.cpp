// `layout_of`: one function per sort of type; structs and enums in files of their own.

#include "sema/layout/layout.h"

#include "sema/layout/coroutine.h"
#include "sema/layout/enum.h"
#include "sema/ty/fold.h"
#include "sema/ty/print.h"

namespace ochre::layout {

namespace {

using ty::EvalError;
using ty::LayoutResult;
using ty::Ty;
using ty::TyKind;

struct Computer {
  TyCtxt &tcx;
  ty::TypingEnv env;

  unsigned pointer_size() const { return tcx.pointer_bits / 8; }
  LayoutResult done(Layout layout) { return {tcx.own<Layout>(std::move(layout)), EvalError::None}; }
  static LayoutResult fail(EvalError error) { return {nullptr, error}; }
  LayoutResult of(Ty ty) { return tcx.layout_of({env, ty}); }

  Scalar full_scalar(PrimitiveKind kind, unsigned size, bool is_signed = false) const {
    return {{kind, static_cast<uint8_t>(size), is_signed}, 0, unsigned_max(size), false};
  }
  Scalar pointer(bool non_null) const {
    Scalar s = full_scalar(PrimitiveKind::Pointer, pointer_size());
    s.valid_start = non_null ? 1 : 0;
    return s;
  }
  LayoutResult scalar(Ty ty, Scalar s);
  LayoutResult pair(Ty ty, Scalar a, Scalar b);
  LayoutResult pointer_to(Ty ty, Ty pointee, bool non_null);
  LayoutResult array(Ty ty);
  LayoutResult slice_like(Ty ty, Ty elem);
  LayoutResult tuple_like(Ty ty, llvm::ArrayRef<Ty> fields, StructKind kind);
  LayoutResult adt(Ty ty);
  LayoutResult vector(Ty ty);
  LayoutResult union_(Ty ty, const ty::AdtDef &def);
  LayoutResult enum_or_struct(Ty ty, const ty::AdtDef &def);
  LayoutResult coroutine(Ty ty);
  LayoutResult compute(Ty ty);
};

LayoutResult Computer::scalar(Ty ty, Scalar s) {
  Layout out;
  out.ty = ty;
  out.size = s.prim.size;
  out.align = align_of(s.prim);
  out.unadjusted_abi_align = out.align;
  out.abi = AbiClass::Scalar;
  out.scalar_a = s;
  out.largest_niche = {0, s};
  out.has_niche = out.largest_niche.available() > 0;
  return done(std::move(out));
}

LayoutResult Computer::pair(Ty ty, Scalar a, Scalar b) {
  Layout out;
  out.ty = ty;
  out.abi = AbiClass::ScalarPair;
  out.scalar_a = a;
  out.scalar_b = b;
  uint64_t second = pair_second_offset(out);
  out.align = std::max(align_of(a.prim), align_of(b.prim));
  out.unadjusted_abi_align = out.align;
  out.size = align_to(second + b.prim.size, out.align);
  out.field_offsets = {0, second};
  out.memory_order = {0, 1};
  Niche first{0, a};
  Niche last{second, b};
  out.largest_niche = last.available() > first.available() ? last : first;
  out.has_niche = out.largest_niche.available() > 0;
  return done(std::move(out));
}

LayoutResult Computer::pointer_to(Ty ty, Ty pointee, bool non_null) {
  Scalar data = pointer(non_null);
  if (tcx.is_sized({env, pointee}))
    return scalar(ty, data);
  Ty tail = struct_tail(tcx, env, pointee);
  switch (tail.kind()) {
  case TyKind::Slice:
  case TyKind::Str: return pair(ty, data, full_scalar(PrimitiveKind::Int, pointer_size()));
  case TyKind::Dynamic: return pair(ty, data, pointer(true));
  case TyKind::Foreign: return scalar(ty, data);
  case TyKind::Error: return fail(EvalError::Reported);
  default: return fail(tail.has_flags(ty::kHasError) ? EvalError::Reported : EvalError::TooGeneric);
  }
}

LayoutResult Computer::array(Ty ty) {
  ty::Const len = ty.array_len();
  if (!len.is(ty::ConstKind::Value))
    return fail(len.has_flags(ty::kHasError) ? EvalError::Reported : EvalError::TooGeneric);
  LayoutResult elem = of(ty.inner());
  if (!elem)
    return elem;
  uint64_t count = len.valtree()->lo;
  const Layout &e = *elem.layout;
  if (e.size != 0 && count >= kObjectSizeBound / e.size)
    return fail(EvalError::TooBig);
  Layout out;
  out.ty = ty;
  out.is_array = true;
  out.array_stride = e.size;
  out.array_count = count;
  out.size = e.size * count;
  out.align = e.align;
  out.unadjusted_abi_align = e.unadjusted_abi_align;
  out.max_repr_align = e.max_repr_align;
  out.is_uninhabited = count != 0 && e.is_uninhabited;
  if (count != 0 && e.has_niche) {
    out.has_niche = true;
    out.largest_niche = e.largest_niche;
  }
  return done(std::move(out));
}

LayoutResult Computer::slice_like(Ty ty, Ty elem_ty) {
  LayoutResult elem = of(elem_ty);
  if (!elem)
    return elem;
  Layout out;
  out.ty = ty;
  out.is_array = true;
  out.is_unsized = true;
  out.array_stride = elem.layout->size;
  out.align = elem.layout->align;
  out.unadjusted_abi_align = out.align;
  out.max_repr_align = elem.layout->max_repr_align;
  return done(std::move(out));
}

LayoutResult Computer::tuple_like(Ty ty, llvm::ArrayRef<Ty> fields, StructKind kind) {
  llvm::SmallVector<const Layout *, 8> layouts;
  for (Ty field : fields) {
    LayoutResult f = of(field);
    if (!f)
      return f;
    layouts.push_back(f.layout);
  }
  Layout out;
  out.ty = ty;
  ty::ReprOptions repr;
  if (!univariant({layouts, &repr, kind, 0, 1, false}, out))
    return fail(EvalError::TooBig);
  return done(std::move(out));
}

LayoutResult Computer::union_(Ty ty, const ty::AdtDef &def) {
  Layout out;
  out.ty = ty;
  out.is_union = true;
  const ty::VariantDef &variant = def.non_enum_variant();
  const Layout *only = nullptr;
  bool same_abi = !def.repr.is_c;
  for (ty::FieldIdx i : variant.fields.ids()) {
    LayoutResult f = of(field_ty(tcx, env, ty, ty::VariantIdx(0), i.raw));
    if (!f)
      return f;
    const Layout &l = *f.layout;
    uint64_t align = def.repr.pack ? std::min<uint64_t>(l.align, def.repr.pack) : l.align;
    out.align = std::max(out.align, align);
    out.size = std::max(out.size, l.size);
    out.max_repr_align = std::max(out.max_repr_align, l.max_repr_align);
    if (l.is_zst())
      continue;
    bool first = !only;
    if (first)
      only = &l;
    same_abi &= l.abi == only->abi && (l.is_scalar() || l.is_scalar_pair()) &&
                l.scalar_a.prim == only->scalar_a.prim &&
                (!l.is_scalar_pair() || l.scalar_b.prim == only->scalar_b.prim);
  }
  if (def.repr.align) {
    out.align = std::max<uint64_t>(out.align, def.repr.align);
    out.max_repr_align = std::max<uint64_t>(out.max_repr_align, def.repr.align);
  }
  out.unadjusted_abi_align = out.align;
  out.size = align_to(out.size, out.align);
  out.field_offsets.assign(variant.fields.size(), 0);
  for (uint32_t i = 0; i < variant.fields.size(); ++i)
    out.memory_order.push_back(i);
  // Fields that are all the same sort of scalar: passed like it, but any bits are allowed.
  if (only && same_abi && only->size == out.size && only->align == out.align) {
    out.abi = only->abi;
    out.scalar_a = only->scalar_a;
    out.scalar_b = only->scalar_b;
    for (Scalar *s : {&out.scalar_a, &out.scalar_b}) {
      s->uninit_allowed = true;
      s->valid_start = 0;
      s->valid_end = unsigned_max(s->prim.size);
    }
  }
  return done(std::move(out));
}

LayoutResult Computer::enum_or_struct(Ty ty, const ty::AdtDef &def) {
  llvm::SmallVector<llvm::SmallVector<const Layout *, 4>, 4> fields;
  for (ty::VariantIdx v : def.variants.ids()) {
    fields.emplace_back();
    for (ty::FieldIdx i : def.variants[v].fields.ids()) {
      LayoutResult f = of(field_ty(tcx, env, ty, v, i.raw));
      if (!f)
        return f;
      fields.back().push_back(f.layout);
    }
  }
  Layout out;
  out.ty = ty;
  if (def.is_enum()) {
    const std::vector<ty::DiscrValue> *values = tcx.adt_discriminants(def.def_id);
    if (!values || values->size() != def.variants.size())
      return fail(EvalError::Reported);
    llvm::SmallVector<__int128, 8> discriminants;
    for (const ty::DiscrValue &value : *values) {
      u128 bits = u128(value.hi) << 64 | value.lo;
      unsigned width = 128;
      if (value.ty.is(TyKind::Int))
        width = bit_width(value.ty.int_ty(), tcx.pointer_bits);
      else if (value.ty.is(TyKind::Uint))
        width = bit_width(value.ty.uint_ty(), tcx.pointer_bits);
      if (value.ty.is(TyKind::Int) && width < 128)
        bits = static_cast<u128>(static_cast<__int128>(bits << (128 - width)) >> (128 - width));
      discriminants.push_back(static_cast<__int128>(bits));
    }
    if (!enum_layout(tcx, {&def, fields, discriminants, pointer_size()}, out))
      return fail(EvalError::TooBig);
    return done(std::move(out));
  }
  bool maybe_unsized = !fields[0].empty() && fields[0].back()->is_unsized;
  StructKind kind = maybe_unsized ? StructKind::MaybeUnsized : StructKind::AlwaysSized;
  if (!fields[0].empty() && kind == StructKind::AlwaysSized &&
      !tcx.is_sized(
          {ty::TypingEnv{ty::ParamEnv(), env.mode},
           field_ty(tcx, env, ty, ty::VariantIdx(0), static_cast<uint32_t>(fields[0].size() - 1))}))
    kind = StructKind::MaybeUnsized;
  // A field that may be unsized for other arguments stays last here too, so that unsizing works.
  if (!fields[0].empty()) {
    DefId last = def.non_enum_variant().fields.raw().back().def_id;
    Ty generic = tcx.type_of(last).instantiate_identity();
    ty::TypingEnv generic_env{tcx.param_env(def.def_id), ty::TypingMode::PostAnalysis};
    if (!tcx.is_sized({generic_env, generic}))
      kind = StructKind::MaybeUnsized;
  }
  if (!univariant({fields[0], &def.repr, kind, 0, 1, false}, out))
    return fail(EvalError::TooBig);
  if (def.is_unsafe_cell || def.is_unsafe_pinned)
    out.has_niche = false; // what changes under a shared reference offers nothing
  if (def.is_unsafe_cell || def.is_unsafe_pinned) {
    for (Scalar *s : {&out.scalar_a, &out.scalar_b}) {
      s->valid_start = 0;
      s->valid_end = unsigned_max(s->prim.size);
    }
  }
  return done(std::move(out));
}

/// `#[repr(simd)] struct V([T; N])`: in memory the array, aligned to its size.
LayoutResult Computer::vector(Ty ty) {
  Ty lanes = field_ty(tcx, env, ty, ty::VariantIdx(0), 0);
  LayoutResult array = of(lanes);
  if (!array)
    return array;
  LayoutResult lane = lanes.is(TyKind::Array) ? of(lanes.inner()) : array;
  if (!lane)
    return lane;
  if (!lane.layout->is_scalar() || array.layout->size == 0)
    return fail(EvalError::TooGeneric);
  Layout out = *array.layout;
  out.ty = ty;
  out.align = llvm::PowerOf2Ceil(out.size);
  out.unadjusted_abi_align = out.align;
  out.size = align_to(out.size, out.align);
  out.abi = AbiClass::Memory;
  out.is_array = false;
  out.has_niche = false;
  out.field_offsets.assign(1, 0);
  out.memory_order.assign(1, 0);
  out.scalar_a = lane.layout->scalar_a;
  out.vector_lanes = lanes.is(TyKind::Array) ? array.layout->array_count : 1;
  return done(std::move(out));
}

LayoutResult Computer::coroutine(Ty ty) {
  const ty::CoroutineLayout *shape = tcx.coroutine_layout(ty.def_id());
  if (!shape)
    return fail(EvalError::Reported);
  if (!ty::CoroutineArgs::of(ty.args()).tupled_upvars.is(TyKind::Tuple))
    return fail(EvalError::TooGeneric);
  llvm::SmallVector<const Layout *, 8> upvars, saved;
  for (Ty upvar : ty::upvar_tys(ty)) {
    LayoutResult l = of(upvar);
    if (!l)
      return l;
    upvars.push_back(l.layout);
  }
  for (Ty field : shape->field_tys) {
    LayoutResult l = of(ty::instantiate_ty(tcx, field, ty.args()));
    if (!l)
      return l;
    saved.push_back(l.layout);
  }
  Layout out;
  out.ty = ty;
  if (!coroutine_layout(tcx, {upvars, saved, *shape}, out))
    return fail(EvalError::TooBig);
  return done(std::move(out));
}

LayoutResult Computer::adt(Ty ty) {
  const ty::AdtDef *def = tcx.adt_def(ty.def_id());
  if (!def)
    return fail(EvalError::Reported);
  if (def->repr.is_simd && def->is_struct() && def->non_enum_variant().fields.size() == 1)
    return vector(ty);
  LayoutResult result = def->is_union() ? union_(ty, *def) : enum_or_struct(ty, *def);
  if (!result || (!def->valid_range_start && !def->valid_range_end))
    return result;
  Layout out = *result.layout;
  if (out.is_scalar() || out.is_scalar_pair()) {
    if (def->valid_range_start)
      out.scalar_a.valid_start = *def->valid_range_start;
    if (def->valid_range_end)
      out.scalar_a.valid_end = *def->valid_range_end;
    Niche niche{0, out.scalar_a};
    if (!out.has_niche || niche.available() >= out.largest_niche.available()) {
      out.largest_niche = niche;
      out.has_niche = niche.available() > 0;
    }
  }
  return done(std::move(out));
}

LayoutResult Computer::compute(Ty ty) {
  switch (ty.kind()) {
  case TyKind::Bool: {
    Scalar s = full_scalar(PrimitiveKind::Int, 1);
    s.valid_end = 1;
    return scalar(ty, s);
  }
  case TyKind::Char: {
    Scalar s = full_scalar(PrimitiveKind::Int, 4);
    s.valid_end = 0x10FFFF;
    return scalar(ty, s);
  }
  case TyKind::Int:
    return scalar(
        ty, full_scalar(PrimitiveKind::Int, bit_width(ty.int_ty(), tcx.pointer_bits) / 8, true));
  case TyKind::Uint:
    return scalar(ty,
                  full_scalar(PrimitiveKind::Int, bit_width(ty.uint_ty(), tcx.pointer_bits) / 8));
  case TyKind::Float: {
    auto kind = static_cast<PrimitiveKind>(static_cast<unsigned>(PrimitiveKind::F16) +
                                           static_cast<unsigned>(ty.float_ty()));
    return scalar(ty, full_scalar(kind, bit_width(ty.float_ty()) / 8));
  }
  case TyKind::FnPtr: return scalar(ty, pointer(true));
  case TyKind::Never: {
    Layout out;
    out.ty = ty;
    out.is_uninhabited = true;
    return done(std::move(out));
  }
  case TyKind::Ref: return pointer_to(ty, ty.inner(), true);
  case TyKind::RawPtr: return pointer_to(ty, ty.inner(), false);
  case TyKind::Array: return array(ty);
  case TyKind::Slice: return slice_like(ty, ty.inner());
  case TyKind::Str: return slice_like(ty, tcx.common.u8);
  case TyKind::FnDef: return tuple_like(ty, {}, StructKind::AlwaysSized);
  case TyKind::Dynamic:
  case TyKind::Foreign: {
    Layout out;
    out.ty = ty;
    out.is_unsized = true;
    return done(std::move(out));
  }
  case TyKind::Closure: {
    Ty upvars = ty::ClosureArgs::of(ty.args()).tupled_upvars;
    if (!upvars.is(TyKind::Tuple))
      return fail(EvalError::TooGeneric);
    return tuple_like(ty, upvars.tuple_elems().array(), StructKind::AlwaysSized);
  }
  case TyKind::Tuple: {
    bool maybe_unsized = !ty.is_unit() && !tcx.is_sized({env, ty.tuple_elems().back()});
    return tuple_like(ty, ty.tuple_elems().array(),
                      maybe_unsized ? StructKind::MaybeUnsized : StructKind::AlwaysSized);
  }
  case TyKind::Adt: return adt(ty);
  case TyKind::Coroutine: return coroutine(ty);
  case TyKind::CoroutineWitness: return fail(EvalError::Reported);
  case TyKind::Error: return fail(EvalError::Reported);
  case TyKind::Alias:
  case TyKind::Param:
  case TyKind::Bound:
  case TyKind::Placeholder:
  case TyKind::Infer: return fail(EvalError::TooGeneric);
  }
  return fail(EvalError::Unknown);
}

} // namespace

LayoutResult layout_of(TyCtxt &tcx, ty::TypingEnvAnd<Ty> key) {
  if (key.value.has_flags(ty::kHasError))
    return {nullptr, EvalError::Reported};
  Ty normal = tcx.normalize_erasing_regions({key.env, ty::GenericArg(key.value)}).ty();
  if (!(normal == key.value))
    return tcx.layout_of({key.env, normal});
  return Computer{tcx, key.env}.compute(key.value);
}

Ty field_ty(TyCtxt &tcx, ty::TypingEnv env, Ty ty, ty::VariantIdx variant, uint32_t index) {
  auto normalized = [&](Ty field) {
    return tcx.normalize_erasing_regions({env, ty::GenericArg(field)}).ty();
  };
  switch (ty.kind()) {
  case TyKind::Adt: {
    const ty::VariantDef &v = tcx.adt_def(ty.def_id())->variants[variant];
    return normalized(
        ty::instantiate(tcx, tcx.type_of(v.fields[ty::FieldIdx(index)].def_id), ty.args()));
  }
  case TyKind::Tuple: return ty.tuple_elems()[index];
  case TyKind::Closure:
  case TyKind::Coroutine: return ty::upvar_tys(ty)[index];
  case TyKind::Array:
  case TyKind::Slice: return ty.inner();
  case TyKind::Str: return tcx.common.u8;
  case TyKind::Ref:
  case TyKind::RawPtr:
    return index == 0 ? tcx.mk_ptr(tcx.common.unit, ty::Mutability::Mut)
                      : ptr_metadata_ty(tcx, env, ty.inner());
  default: return tcx.common.error;
  }
}

uint32_t field_count(TyCtxt &tcx, ty::TypingEnv, Ty ty, ty::VariantIdx variant) {
  switch (ty.kind()) {
  case TyKind::Adt:
    return static_cast<uint32_t>(tcx.adt_def(ty.def_id())->variants[variant].fields.size());
  case TyKind::Tuple: return ty.tuple_elems().size();
  case TyKind::Closure:
  case TyKind::Coroutine: return ty::upvar_tys(ty).size();
  default: return 0;
  }
}

Ty ptr_metadata_ty(TyCtxt &tcx, ty::TypingEnv env, Ty pointee) {
  if (tcx.is_sized({env, pointee}))
    return tcx.common.unit;
  Ty tail = struct_tail(tcx, env, pointee);
  if (tail.is(TyKind::Slice) || tail.is(TyKind::Str))
    return tcx.common.usize;
  if (tail.is(TyKind::Dynamic))
    return tcx.mk_ptr(tcx.common.unit, ty::Mutability::Not);
  return tcx.common.unit;
}

/// As high as the recursion limit may go.
constexpr unsigned kMaxTailSteps = 4096;

Ty struct_tail(TyCtxt &tcx, ty::TypingEnv env, Ty ty) {
  // A type that holds itself last is an error found elsewhere; the walk is bounded all the same.
  unsigned limit = std::min(tcx.sess.opts.recursion_limit, kMaxTailSteps);
  for (unsigned depth = 0; depth < limit; ++depth) {
    if (ty.is_adt()) {
      const ty::AdtDef *def = tcx.adt_def(ty.def_id());
      if (!def || !def->is_struct() || def->non_enum_variant().fields.empty())
        return ty;
      uint32_t last = static_cast<uint32_t>(def->non_enum_variant().fields.size() - 1);
      ty = field_ty(tcx, env, ty, ty::VariantIdx(0), last);
    } else if (ty.is(TyKind::Tuple) && !ty.is_unit()) {
      ty = ty.tuple_elems().back();
    } else if (ty.is_alias()) {
      Ty normal = tcx.normalize_erasing_regions({env, ty::GenericArg(ty)}).ty();
      if (normal == ty)
        return ty;
      ty = normal;
    } else {
      return ty;
    }
  }
  return tcx.common.error;
}

} // namespace ochre::layout
