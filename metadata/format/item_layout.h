// What is written of an item, field by field: one template for both directions.
//
// `io` is a Writer (encode) or a Reader (decode); `value` is const for the first. What a reader can
// make from other facts is left out and said so.
#pragma once

#include "sema/ty/instance.h"

namespace ochre::metadata {

template <class Io, class V>
void transfer_visibility(Io &io, V &visibility) {
  io.opt_def(visibility.module);
}

/// Without `index_of`.
template <class Io, class G>
void transfer_generics(Io &io, G &generics) {
  io.opt_def(generics.parent);
  io.num(generics.parent_count);
  io.flag(generics.has_self);
  io.optional(generics.has_late_bound_regions, [&](auto &span) { io.span(span); });
  io.list(generics.own, [&](auto &param) {
    io.symbol(param.name);
    io.opt_def(param.def_id);
    io.num(param.index);
    io.kind(param.kind);
    io.flags(param.has_default, param.is_synthetic, param.pure_wrt_drop);
  });
}

template <class Io, class P>
void transfer_predicates(Io &io, P &predicates) {
  io.opt_def(predicates.parent);
  io.list(predicates.own, [&](auto &spanned) {
    io.predicate(spanned.clause);
    io.span(spanned.span);
  });
}

template <class Io, class S>
void transfer_fn_sig(Io &io, S &sig) {
  io.ty_list(sig.inputs_and_output);
  io.flag(sig.c_variadic);
  io.kind(sig.safety);
  io.kind(sig.abi);
}

template <class Io, class V>
void transfer_variant(Io &io, V &variant) {
  io.def(variant.def_id);
  io.opt_def(variant.ctor_id);
  io.kind(variant.ctor_kind);
  io.symbol(variant.name);
  io.opt_def(variant.discr_expr);
  io.num(variant.discr_relative);
  io.flag(variant.is_non_exhaustive);
  io.list(variant.fields, [&](auto &field) {
    io.def(field.def_id);
    io.symbol(field.name);
    transfer_visibility(io, field.visibility);
  });
}

/// Halves of a number, so that neither side needs 128 bits.
template <class Io>
void transfer_wide(Io &io, const unsigned __int128 &value) {
  io.num(static_cast<uint64_t>(value));
  io.num(static_cast<uint64_t>(value >> 64));
}
template <class Io>
void transfer_wide(Io &io, unsigned __int128 &value) {
  uint64_t lo = 0, hi = 0;
  io.num(lo);
  io.num(hi);
  value = static_cast<unsigned __int128>(hi) << 64 | lo;
}

/// Without `def_id`.
template <class Io, class A>
void transfer_adt_def(Io &io, A &adt) {
  io.kind(adt.kind);
  io.flags(adt.repr.is_c, adt.repr.is_simd, adt.repr.is_transparent, adt.repr.is_linear, adt.is_box,
           adt.is_phantom_data, adt.is_manually_drop, adt.is_unsafe_cell, adt.is_unsafe_pinned,
           adt.is_pin, adt.is_fundamental, adt.is_non_exhaustive);
  io.optional(adt.repr.int_ty, [&](auto &prim) {
    io.kind(prim.kind);
    io.kind(prim.int_ty);
    io.kind(prim.uint_ty);
    io.kind(prim.float_ty);
  });
  io.num(adt.repr.align);
  io.num(adt.repr.pack);
  io.optional(adt.valid_range_start, [&](auto &value) { transfer_wide(io, value); });
  io.optional(adt.valid_range_end, [&](auto &value) { transfer_wide(io, value); });
  io.list(adt.variants, [&](auto &variant) { transfer_variant(io, variant); });
}

/// Without `def_id`.
template <class Io, class T>
void transfer_trait_def(Io &io, T &trait) {
  io.kind(trait.safety);
  io.flags(trait.is_auto, trait.is_marker, trait.is_fundamental, trait.has_paren_sugar,
           trait.is_coinductive, trait.must_not_be_implemented,
           trait.skip_array_during_method_dispatch, trait.skip_boxed_slice_during_method_dispatch);
}

/// Without `def_id`, `name` and `container_id`, which the definition tells.
template <class Io, class A>
void transfer_assoc_item(Io &io, A &item) {
  io.kind(item.kind);
  io.kind(item.container);
  io.opt_def(item.trait_item);
  io.flags(item.has_self_param, item.has_default, item.is_rpitit);
}

template <class Io, class A>
void transfer_codegen_attrs(Io &io, A &attrs) {
  io.kind(attrs.inline_attr);
  io.flags(attrs.is_cold, attrs.is_naked, attrs.no_mangle, attrs.track_caller, attrs.is_used,
           attrs.is_allocator, attrs.std_internal_symbol, attrs.is_thread_local,
           attrs.never_returns_twice, attrs.no_builtins, attrs.no_unwind, attrs.is_promotable,
           attrs.used_linker, attrs.deprecated_safe);
  io.symbol(attrs.linkage);
  io.symbol(attrs.export_name);
  io.symbol(attrs.link_name);
  io.symbol(attrs.wasm_import_module);
  io.symbol(attrs.link_section);
  io.list(attrs.target_features, [&](auto &feature) { io.symbol(feature); });
}

template <class Io, class L>
void transfer_coroutine_layout(Io &io, L &layout) {
  io.list(layout.field_tys, [&](auto &ty) { io.ty(ty); });
  io.list(layout.variant_fields,
          [&](auto &fields) { io.list(fields, [&](auto &field) { io.num(field); }); });
  io.list(layout.conflicts, [&](auto &bit) { io.num(bit); });
}

template <class Io, class S>
void transfer_stability(Io &io, S &stability) {
  io.flag(stability.is_unstable);
  io.symbol(stability.feature);
  io.symbol(stability.reason);
  io.num(stability.issue);
}

template <class Io, class S>
void transfer_static_def(Io &io, S &def) {
  io.flags(def.is_mut, def.is_foreign, def.is_safe);
}

} // namespace ochre::metadata
