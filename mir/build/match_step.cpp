// Pairs of place and pattern, one step at a time.
//
// A constant of a compound type matches as the pattern that shows its value would:
//
//   const ORIGIN: Point = Point { x: 0, y: 0 };      ORIGIN ⇒ Point { x: 0, y: 0 }
//
// Strings stay whole, to be compared by `PartialEq::eq`. That the types compare by structure is
// checked with the patterns (Reference, "Constant patterns").

#include "mir/build/match_tree.h"

#include "sema/ty/fold.h"

namespace ochre::mir::build {

namespace {

bool is_whole(ty::Ty ty) {
  return ty.is_bool() || ty.is_char() || ty.is_integral() || ty.is_floating_point() ||
         ty.is_raw_ptr() || ty.is(ty::TyKind::FnPtr) || (ty.is_ref() && ty.inner().is_str());
}

/// The children that stand for fields or elements.
llvm::ArrayRef<ty::ValTree> parts_of(const PatStep &s) {
  llvm::ArrayRef<ty::ValTree> children = s.value.valtree()->children;
  return s.kind == PatStepKind::Variant ? children.drop_front() : children;
}

MatchPair part(Builder &b, PlaceBuilder place, const PatStep &s, ty::Ty ty, ty::ValTree tree) {
  return {std::move(place), s.sub, b.tcx.mk_const_value(ty, tree)};
}

/// `value` as a pattern of its type.
PatStep const_step(Builder &b, PatCursor pat, ty::Const value, ty::Ty ty) {
  PatStep s;
  s.ty = ty;
  s.value = value;
  s.sub = pat;
  ty::ValTree tree = value.valtree();
  if (is_whole(ty)) {
    s.kind = PatStepKind::Const;
  } else if (ty.is_ref()) {
    s.kind = PatStepKind::Deref;
  } else if (tree->is_leaf) {
    s.kind = PatStepKind::Err;
  } else if (ty.is(ty::TyKind::Slice) || ty.is(ty::TyKind::Array)) {
    s.kind = PatStepKind::Slice;
  } else if (ty.is(ty::TyKind::Tuple)) {
    s.kind = PatStepKind::Leaf;
  } else if (ty.is_adt() && b.tcx.adt_def(ty.def_id())->is_enum()) {
    s.kind = PatStepKind::Variant;
    s.variant = ty::VariantIdx(static_cast<uint32_t>(tree->children[0]->lo));
  } else if (ty.is_adt()) {
    s.kind = PatStepKind::Leaf;
    s.variant = ty::VariantIdx(0);
  }
  return s;
}

/// Puts the value in place of a constant's name; nothing is known already.
bool evaluate(Builder &b, ty::Const &ct) {
  if (!ct || ct.is(ty::ConstKind::Value))
    return true;
  if (!ct.is(ty::ConstKind::Unevaluated))
    return false;
  ty::ConstEvalKey key;
  key.env = {b.env.param_env, ty::TypingMode::PostAnalysis};
  key.def_id = ct.def_id();
  key.args = ty::erase_regions(b.tcx, ct.args());
  ct = b.tcx.const_eval_valtree(key).value;
  return ct && ct.valtree();
}

ty::Ty field_ty(Builder &b, const PatStep &s, uint32_t index) {
  if (s.ty.is(ty::TyKind::Tuple))
    return s.ty.tuple_elems()[index];
  const ty::FieldDef &field =
      b.tcx.adt_def(s.ty.def_id())->variants[s.variant].fields[ty::FieldIdx(index)];
  return b.normalize(ty::instantiate(b.tcx, b.tcx.type_of(field.def_id), s.ty.args()));
}

PlaceElem constant_index(uint64_t offset, uint64_t min_length, bool from_end) {
  return {ProjectionKind::ConstantIndex, from_end, offset, min_length, {}};
}

} // namespace

PatStep step_of(Builder &b, const MatchPair &pair) {
  if (pair.value)
    return const_step(b, pair.pat, pair.value, pair.value.value_ty());
  PatStep s = typeck::pat_step(b.tcx, b.typed, pair.pat);
  bool is_known = true;
  if (s.kind == PatStepKind::Range) {
    is_known = evaluate(b, s.lo) && evaluate(b, s.hi);
  } else if (s.kind == PatStepKind::Const) {
    is_known = evaluate(b, s.value);
    if (is_known && !is_whole(s.ty)) // also literals: `b"bytes"`
      return const_step(b, pair.pat, s.value, s.ty);
  }
  if (!is_known)
    s.kind = PatStepKind::Err; // was reported with the check of patterns
  return s;
}

uint64_t slice_len(const PatStep &s) {
  return s.value ? parts_of(s).size() : s.prefix.size() + s.suffix.size();
}

void push_deref(Builder &b, const PlaceBuilder &base, const PatStep &s,
                llvm::SmallVectorImpl<MatchPair> &out) {
  if (s.value)
    out.push_back(part(b, base.deref(), s, s.ty.inner(), s.value.valtree()));
  else
    out.push_back({base.deref(), s.sub, {}});
}

void push_fields(Builder &b, const PlaceBuilder &base, const PatStep &s,
                 llvm::SmallVectorImpl<MatchPair> &out) {
  if (s.value) {
    llvm::ArrayRef<ty::ValTree> parts = parts_of(s);
    for (uint32_t i = 0; i < parts.size(); ++i) {
      ty::Ty ty = field_ty(b, s, i);
      out.push_back(part(b, base.field(i, b.ty_idx(ty)), s, ty, parts[i]));
    }
    return;
  }
  for (const typeck::FieldStep &f : s.fields) {
    ty::Ty field_ty = b.results.pat_ty(f.pat);
    // With default derefs the field's own type is the outermost reference.
    if (!b.results.pat_derefs(f.pat).empty())
      field_ty = b.results.pat_derefs(f.pat).front();
    out.push_back({base.field(f.field.raw, b.ty_idx(field_ty)), {f.pat, 0}, {}});
  }
}

void push_slice(Builder &b, const PlaceBuilder &base, const PatStep &s,
                llvm::SmallVectorImpl<MatchPair> &out) {
  if (s.value) {
    llvm::ArrayRef<ty::ValTree> parts = parts_of(s);
    for (size_t i = 0; i < parts.size(); ++i)
      out.push_back(
          part(b, base.project(constant_index(i, parts.size(), false)), s, s.ty.inner(), parts[i]));
    return;
  }
  uint64_t prefix = s.prefix.size();
  uint64_t suffix = s.suffix.size();
  bool is_array = s.ty.is(ty::TyKind::Array);
  uint64_t array_len = 0;
  if (is_array && s.ty.array_len().is(ty::ConstKind::Value))
    array_len = s.ty.array_len().valtree()->lo;
  uint64_t min_length = is_array ? array_len : prefix + suffix;
  for (uint64_t i = 0; i < prefix; ++i)
    out.push_back({base.project(constant_index(i, min_length, false)), {s.prefix[i], 0}, {}});
  if (s.has_rest && s.rest.is_valid()) {
    PlaceElem rest{
        ProjectionKind::Subslice, !is_array, prefix, is_array ? array_len - suffix : suffix, {}};
    out.push_back({base.project(rest), {s.rest, 0}, {}});
  }
  for (uint64_t i = 0; i < suffix; ++i) {
    // Arrays count from the start, slices from the end.
    PlaceElem elem = is_array ? constant_index(array_len - suffix + i, min_length, false)
                              : constant_index(suffix - i, min_length, true);
    out.push_back({base.project(elem), {s.suffix[i], 0}, {}});
  }
}

} // namespace ochre::mir::build
