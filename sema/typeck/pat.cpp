// Patterns: types, and binding modes.
//
// A pattern that is not a reference pattern looks through references of what it matches; from then
// on its bindings borrow ("default binding modes", RFC 2005). Edition 2024 allows no explicit `&`,
// `ref` or `mut` there (Reference "Binding modes").
#include "sema/typeck/pat.h"

#include "sema/hir/walk.h"
#include "sema/typeck/diags.h"

#include "sema/typeck/method.h"
#include "llvm/ADT/StringExtras.h"

namespace ochre::typeck {
namespace {

enum class Adjust : uint8_t { Peel, Reset, Pass };

bool is_edition_2024(const FnCtxt &fcx, Span span) {
  return fcx.tcx.sess.edition(span) >= Edition::E2024;
}

/// What a path pattern may name.
bool is_unit_like(DefKind kind) {
  return kind == DefKind::Const || kind == DefKind::AssocConst ||
         kind == DefKind::StructCtorConst || kind == DefKind::VariantCtorConst;
}

struct PatChecker {
  FnCtxt &fcx;
  Span expected_span;
  hir::ExprId init;
  bool is_plain_let = false; ///< `let P = e;`: P cannot fail

  void check(hir::PatId id, Ty expected, hir::ByRef mode);

private:
  void check_kind(hir::PatId id, Ty expected, hir::ByRef mode);
  bool is_tuple_with_names(const hir::Pat &pat, const ty::VariantDef &variant) const;
  Adjust adjust_of(hir::PatId id);
  Ty peel(hir::PatId id, Ty expected, hir::ByRef &mode);
  void binding(hir::PatId id, Ty expected, hir::ByRef mode);
  void tuple_struct(hir::PatId id, Ty expected, hir::ByRef mode);
  void struct_pat(hir::PatId id, Ty expected, hir::ByRef mode);
  void path(hir::PatId id, Ty expected);
  void lit(hir::PatId id, Ty expected);
  void range(hir::PatId id, Ty expected);
  void tuple(hir::PatId id, Ty expected, hir::ByRef mode);
  void reference(hir::PatId id, Ty expected, hir::ByRef mode);
  void slice(hir::PatId id, Ty expected, hir::ByRef mode);
  Ty slice_elem(const hir::Pat &pat, Ty expected, Ty &rest);
  void check_all_with_error(hir::PatId id);
  bool eq(Span span, Ty expected, Ty actual);
  void reserved_2024(Span span, llvm::StringRef what);
};

bool PatChecker::eq(Span span, Ty expected, Ty actual) {
  auto result = fcx.infcx.eq(fcx.cause(span), fcx.env, expected, actual);
  if (result) {
    register_obligations(fcx, result.obligations);
    return true;
  }
  report_pat_mismatch(fcx, span, expected, actual, expected_span, init);
  return false;
}

Adjust PatChecker::adjust_of(hir::PatId id) {
  const hir::Pat &pat = fcx.pat(id);
  switch (pat.kind) {
  case hir::PatKind::Struct:
  case hir::PatKind::TupleStruct:
  case hir::PatKind::Tuple:
  case hir::PatKind::Slice:
  case hir::PatKind::Range:
  case hir::PatKind::Never: return Adjust::Peel;
  case hir::PatKind::Lit: {
    // `"s"` is a reference itself.
    const hir::Expr &expr = fcx.expr(pat.lo);
    if (expr.kind != hir::ExprKind::Lit)
      return Adjust::Peel;
    hir::LitKind kind = fcx.nodes.lits[expr.lit()].kind;
    bool is_ref =
        kind == hir::LitKind::Str || kind == hir::LitKind::ByteStr || kind == hir::LitKind::CStr;
    return is_ref ? Adjust::Pass : Adjust::Peel;
  }
  case hir::PatKind::ConstBlock: return Adjust::Peel;
  case hir::PatKind::Path: {
    const hir::QPath &qpath = fcx.nodes.qpaths[pat.path];
    if (qpath.kind != hir::QPathKind::Resolved)
      return Adjust::Peel;
    const hir::Res &res = fcx.nodes.paths[qpath.path].res;
    // A constant may be of a reference type.
    return res.is_def(DefKind::Const) || res.is_def(DefKind::AssocConst) ? Adjust::Pass
                                                                         : Adjust::Peel;
  }
  case hir::PatKind::Ref: return Adjust::Reset;
  case hir::PatKind::Err:
  case hir::PatKind::Wild:
  case hir::PatKind::Binding:
  case hir::PatKind::Or: return Adjust::Pass;
  }
  return Adjust::Pass;
}

Ty PatChecker::peel(hir::PatId id, Ty expected, hir::ByRef &mode) {
  expected = try_structurally_resolve(fcx, fcx.pat(id).span, expected);
  while (expected.is_ref()) {
    fcx.results.pat_adjustments[id].push_back(expected);
    if (mode != hir::ByRef::Ref)
      mode = expected.mutbl() == Mutability::Mut ? hir::ByRef::RefMut : hir::ByRef::Ref;
    expected = try_structurally_resolve(fcx, fcx.pat(id).span, expected.inner());
  }
  return expected;
}

void PatChecker::check(hir::PatId id, Ty expected, hir::ByRef mode) {
  if (fcx.depth > 2000) {
    taint(fcx, error(fcx.tcx.sess, fcx.pat(id).span, diag::TooDeep).emit());
    fcx.results.pat_tys.set(id, fcx.tcx.common.error);
    return;
  }
  ++fcx.depth;
  switch (adjust_of(id)) {
  case Adjust::Peel: expected = peel(id, expected, mode); break;
  case Adjust::Reset:
    if (mode != hir::ByRef::No && is_edition_2024(fcx, fcx.pat(id).span))
      reserved_2024(fcx.pat(id).span,
                    "reference pattern not allowed under `ref` default binding mode");
    break;
  case Adjust::Pass: break;
  }
  fcx.results.pat_tys.set(id, expected);
  check_kind(id, expected, mode);
  --fcx.depth;
}

void PatChecker::check_kind(hir::PatId id, Ty expected, hir::ByRef mode) {
  const hir::Pat &pat = fcx.pat(id);
  switch (pat.kind) {
  case hir::PatKind::Err: check_all_with_error(id); break;
  case hir::PatKind::Wild: break;
  case hir::PatKind::Never: break;
  case hir::PatKind::Binding: binding(id, expected, mode); break;
  case hir::PatKind::Struct: struct_pat(id, expected, mode); break;
  case hir::PatKind::TupleStruct: tuple_struct(id, expected, mode); break;
  case hir::PatKind::Path: path(id, expected); break;
  case hir::PatKind::Lit:
  case hir::PatKind::ConstBlock: lit(id, expected); break;
  case hir::PatKind::Range: range(id, expected); break;
  case hir::PatKind::Tuple: tuple(id, expected, mode); break;
  case hir::PatKind::Or:
    for (hir::PatId alternative : fcx.nodes.list(pat.elems))
      check(alternative, expected, mode);
    break;
  case hir::PatKind::Ref: reference(id, expected, mode); break;
  case hir::PatKind::Slice: slice(id, expected, mode); break;
  }
}

void PatChecker::check_all_with_error(hir::PatId id) {
  hir::Children children;
  hir::children_of(fcx.nodes, id, children);
  for (hir::PatId child : children.pats)
    check(child, fcx.tcx.common.error, hir::ByRef::No);
}

void PatChecker::reserved_2024(Span span, llvm::StringRef what) {
  taint(fcx, error(fcx.tcx.sess, span, diag::PatReserved2024, what).emit());
}

void PatChecker::binding(hir::PatId id, Ty expected, hir::ByRef mode) {
  const hir::Pat &pat = fcx.pat(id);
  BindingMode bm;
  bm.mutbl = pat.mutbl;
  bm.by_ref = pat.by_ref;
  bool is_plain = pat.by_ref == hir::ByRef::No && pat.mutbl == hir::Mutability::Not;
  if (is_plain)
    bm.by_ref = mode;
  else if (mode != hir::ByRef::No && is_edition_2024(fcx, pat.span))
    reserved_2024(pat.span, pat.by_ref != hir::ByRef::No
                                ? "binding modifier not allowed under `ref` default binding mode"
                                : "binding cannot be both mutable and by-reference");
  fcx.results.binding_modes[id] = bm;
  Ty var_ty = expected;
  if (bm.by_ref != hir::ByRef::No) {
    ty::Region region = fcx.infcx.next_region_var(pat.span);
    var_ty = fcx.tcx.mk_ref(region, expected,
                            bm.by_ref == hir::ByRef::RefMut ? Mutability::Mut : Mutability::Not);
  }
  hir::PatId local = pat.binding.is_valid() ? pat.binding : id;
  Ty declared = local_ty(fcx, local);
  if (!declared.is_error())
    eq(pat.span, var_ty, declared);
  if (pat.sub.is_valid())
    check(pat.sub, expected, mode);
}

void PatChecker::path(hir::PatId id, Ty expected) {
  const hir::Pat &pat = fcx.pat(id);
  ValuePath found = check_value_path(fcx, pat.path, pat.span);
  if (found.ty.is_error())
    return;
  if (found.res.is_def(DefKind::ConstParam)) {
    taint(fcx, error(fcx.tcx.sess, pat.span, diag::ConstParamPat).emit());
    return;
  }
  if (found.res.kind == ResKind::Def && !is_unit_like(found.res.def_kind)) {
    std::string what = describe(found.res.def_kind).str();
    std::string name = fcx.tcx.defs.path_string(
        is_ctor(found.res.def_kind) ? fcx.tcx.parent(found.res.def_id) : found.res.def_id);
    taint(fcx, error(fcx.tcx.sess, pat.span, diag::ExpectedUnitPat, what, name)
                   .primary_label("not a unit struct, unit variant or constant")
                   .emit());
    return;
  }
  auto result = fcx.infcx.sub(fcx.cause(pat.span), fcx.env, found.ty, expected);
  if (result)
    register_obligations(fcx, result.obligations);
  else
    report_pat_mismatch(fcx, pat.span, expected, found.ty, expected_span, init);
}

void PatChecker::lit(hir::PatId id, Ty expected) {
  const hir::Pat &pat = fcx.pat(id);
  Ty ty = check_expr(fcx, pat.lo);
  const hir::Expr &expr = fcx.expr(pat.lo);
  bool is_bytes =
      expr.kind == hir::ExprKind::Lit && fcx.nodes.lits[expr.lit()].kind == hir::LitKind::ByteStr;
  if (is_bytes) {
    // `b"ab"` matches slices too.
    Ty wanted = try_structurally_resolve(fcx, pat.span, expected);
    if (wanted.is_ref() &&
        try_structurally_resolve(fcx, pat.span, wanted.inner()).is(ty::TyKind::Slice)) {
      ty = fcx.tcx.mk_ref(fcx.tcx.common.re_static, fcx.tcx.mk_slice(fcx.tcx.common.u8),
                          Mutability::Not);
      write_ty(fcx, pat.lo, ty);
    }
  }
  auto result = fcx.infcx.sub(fcx.cause(pat.span), fcx.env, ty, expected);
  if (result)
    register_obligations(fcx, result.obligations);
  else
    report_pat_mismatch(fcx, pat.span, expected, ty, expected_span, init);
}

void PatChecker::range(hir::PatId id, Ty expected) {
  const hir::Pat &pat = fcx.pat(id);
  for (hir::ExprId end : {pat.lo, pat.hi}) {
    if (!end.is_valid())
      continue;
    Ty ty = check_expr(fcx, end);
    Ty shown = try_structurally_resolve(fcx, fcx.span(end), ty);
    if (!shown.is_numeric() && !shown.is_char() && !shown.is_ty_var() &&
        !shown.references_error()) {
      taint(fcx, error(fcx.tcx.sess, fcx.span(end), diag::RangePatType)
                     .primary_label("this is of type `" + show(fcx, shown) +
                                    "` but it should be `char` or numeric")
                     .emit());
      return;
    }
    auto result = fcx.infcx.sub(fcx.cause(pat.span), fcx.env, ty, expected);
    if (result)
      register_obligations(fcx, result.obligations);
    else {
      report_pat_mismatch(fcx, fcx.span(end), expected, ty, expected_span, init);
      return;
    }
  }
}

void PatChecker::tuple(hir::PatId id, Ty expected, hir::ByRef mode) {
  const hir::Pat &pat = fcx.pat(id);
  llvm::ArrayRef<hir::PatId> elems = fcx.nodes.list(pat.elems);
  bool has_dots = pat.dots != hir::Pat::kNoDots;
  size_t arity = elems.size();
  Ty known = try_structurally_resolve(fcx, pat.span, expected);
  if (has_dots) {
    if (known.is_ty_var())
      known = structurally_resolve(fcx, pat.span, known);
    if (known.is(ty::TyKind::Tuple))
      arity = std::max<size_t>(arity, known.tuple_elems().size());
  }
  llvm::SmallVector<Ty, 8> vars;
  for (size_t i = 0; i < arity; ++i)
    vars.push_back(fcx.infcx.next_ty_var(pat.span));
  Ty pat_ty = fcx.tcx.mk_tuple(vars);
  bool ok = known.is_error() ? false : eq(pat.span, known, pat_ty);
  size_t before = has_dots ? pat.dots : elems.size();
  for (size_t i = 0; i < elems.size(); ++i) {
    size_t field = i < before ? i : arity - (elems.size() - i);
    check(elems[i], ok ? vars[field] : fcx.tcx.common.error, mode);
  }
}

void PatChecker::reference(hir::PatId id, Ty expected, hir::ByRef) {
  const hir::Pat &pat = fcx.pat(id);
  Mutability mutbl = pat.mutbl == hir::Mutability::Mut ? Mutability::Mut : Mutability::Not;
  Ty known = try_structurally_resolve(fcx, pat.span, expected);
  Ty inner;
  if (known.is_ref() && known.mutbl() == mutbl) {
    inner = known.inner();
  } else if (known.is_error()) {
    inner = known;
  } else {
    Ty var = fcx.infcx.next_ty_var(pat.span);
    Ty ref = fcx.tcx.mk_ref(fcx.infcx.next_region_var(pat.span), var, mutbl);
    inner = eq(pat.span, known, ref) ? var : fcx.tcx.common.error;
  }
  check(pat.sub, inner, hir::ByRef::No);
}

Ty PatChecker::slice_elem(const hir::Pat &pat, Ty expected, Ty &rest) {
  TyCtxt &tcx = fcx.tcx;
  bool has_dots = pat.dots != hir::Pat::kNoDots;
  uint64_t named = pat.elems.size();
  if (expected.is(ty::TyKind::Slice)) {
    rest = expected;
    return expected.inner();
  }
  if (expected.is_error()) {
    rest = expected;
    return expected;
  }
  if (!expected.is(ty::TyKind::Array)) {
    taint(fcx,
          error(tcx.sess, pat.span, diag::SlicePatType, show(fcx, expected))
              .primary_label("pattern cannot match with input type `" + show(fcx, expected) + "`")
              .emit());
    rest = tcx.common.error;
    return tcx.common.error;
  }
  rest = tcx.common.error;
  ty::Const len = fcx.infcx.shallow_resolve(expected.array_len());
  if (len.is(ty::ConstKind::Value)) {
    uint64_t length = len.valtree()->lo;
    std::string shown = std::to_string(length);
    if (!has_dots && named != length)
      taint(fcx, error(tcx.sess, pat.span, diag::ArrayPatLength, named,
                       llvm::StringRef(named == 1 ? "" : "s"), shown)
                     .primary_label("expected " + shown + " element" + (length == 1 ? "" : "s"))
                     .emit());
    else if (has_dots && named > length)
      taint(fcx, error(tcx.sess, pat.span, diag::ArrayPatMinLength, named,
                       llvm::StringRef(named == 1 ? "" : "s"), shown)
                     .primary_label("pattern cannot match array of " + shown + " element" +
                                    (length == 1 ? "" : "s"))
                     .emit());
    else if (has_dots)
      rest = tcx.mk_array(expected.inner(), length - named);
  } else if (!has_dots && len.is(ty::ConstKind::Infer)) {
    auto result = fcx.infcx.eq(fcx.cause(pat.span), fcx.env, len, tcx.mk_const_usize(named));
    register_obligations(fcx, result.obligations);
  } else if (!len.is(ty::ConstKind::Error)) {
    taint(fcx, error(tcx.sess, pat.span, diag::ArrayPatUnknownLength).emit());
  }
  return expected.inner();
}

void PatChecker::slice(hir::PatId id, Ty expected, hir::ByRef mode) {
  const hir::Pat &pat = fcx.pat(id);
  if (is_plain_let && pat.dots == hir::Pat::kNoDots) {
    // What cannot fail to have N elements is an array: `let [a, b] = x.into();`
    Ty var = try_structurally_resolve(fcx, pat.span, expected);
    if (var.is_ty_var())
      eq(pat.span, var, fcx.tcx.mk_array(fcx.infcx.next_ty_var(pat.span), pat.elems.size()));
  }
  Ty known = structurally_resolve(fcx, pat.span, expected);
  Ty rest;
  Ty elem = slice_elem(pat, known, rest);
  for (hir::PatId sub : fcx.nodes.list(pat.elems))
    check(sub, elem, mode);
  if (pat.slice_rest.is_valid())
    check(pat.slice_rest, rest, mode);
}

void PatChecker::tuple_struct(hir::PatId id, Ty expected, hir::ByRef mode) {
  TyCtxt &tcx = fcx.tcx;
  const hir::Pat &pat = fcx.pat(id);
  ValuePath path = check_value_path(fcx, pat.path, pat.span);
  if (path.ty.is_error())
    return check_all_with_error(id);
  bool is_tuple = path.res.kind == ResKind::Def && (path.res.def_kind == DefKind::StructCtorFn ||
                                                    path.res.def_kind == DefKind::VariantCtorFn);
  if (!is_tuple) {
    std::string what = path.res.kind == ResKind::Def ? describe(path.res.def_kind).str() : "value";
    std::string name =
        path.res.kind == ResKind::Def ? tcx.defs.path_string(path.res.def_id) : std::string();
    if (path.res.kind == ResKind::Def && is_ctor(path.res.def_kind))
      name = tcx.defs.path_string(tcx.parent(path.res.def_id));
    taint(fcx, error(tcx.sess, pat.span, diag::ExpectedTuplePat, what, name)
                   .primary_label("not a tuple struct or tuple variant")
                   .emit());
    return check_all_with_error(id);
  }
  DefId adt_id = tcx.parent(path.res.def_id);
  if (path.res.def_kind == DefKind::VariantCtorFn)
    adt_id = tcx.parent(adt_id);
  const ty::AdtDef *adt = tcx.adt_def(adt_id);
  const ty::VariantDef &variant = adt->variants[adt->variant_with_id(path.res.def_id)];
  Ty pat_ty = tcx.mk_adt(adt_id, path.args);
  if (expected.is_error() || !eq(pat.span, expected, pat_ty))
    return check_all_with_error(id);
  llvm::ArrayRef<hir::PatId> elems = fcx.nodes.list(pat.elems);
  bool has_dots = pat.dots != hir::Pat::kNoDots;
  size_t arity = variant.fields.size();
  if (has_dots ? elems.size() > arity : elems.size() != arity) {
    report_pat_arity(fcx, id, variant, path.res, elems.size());
    return check_all_with_error(id);
  }
  size_t before = has_dots ? pat.dots : elems.size();
  for (size_t i = 0; i < elems.size(); ++i) {
    ty::FieldIdx field(static_cast<uint32_t>(i < before ? i : arity - (elems.size() - i)));
    check(elems[i], field_ty(fcx, pat.span, variant.fields[field], path.args), mode);
  }
}

/// `T { a, .. }` for what is `T(..)`: its fields have numbers, and some are left out.
bool PatChecker::is_tuple_with_names(const hir::Pat &pat, const ty::VariantDef &variant) const {
  if (!variant.ctor_id.is_valid() || variant.ctor_kind != ty::CtorKind::Fn || pat.has_rest)
    return false;
  bool has_unknown = false;
  for (hir::FieldPatId id : fcx.nodes.list(pat.fields)) {
    llvm::StringRef name = fcx.str(fcx.nodes.field_pats[id].ident.name);
    has_unknown |= !llvm::all_of(name, llvm::isDigit);
  }
  return has_unknown;
}

void PatChecker::struct_pat(hir::PatId id, Ty expected, hir::ByRef mode) {
  const hir::Pat &pat = fcx.pat(id);
  VariantPath path = check_struct_path(fcx, pat.path, pat.span);
  if (!path.ty || expected.is_error() || !eq(pat.span, expected, path.ty))
    return check_all_with_error(id);
  const ty::AdtDef &adt = *fcx.tcx.adt_def(path.ty.def_id());
  if (is_tuple_with_names(pat, *path.variant)) {
    taint(fcx, error(fcx.tcx.sess, pat.span, diag::TupleVariantAsStruct,
                     fcx.tcx.defs.path_string(path.variant->def_id))
                   .emit());
    return check_all_with_error(id);
  }
  llvm::DenseMap<Symbol, Span> seen;
  bool had_error = false;
  for (hir::FieldPatId field_id : fcx.nodes.list(pat.fields)) {
    const hir::FieldPat &field = fcx.nodes.field_pats[field_id];
    ty::FieldIdx index;
    for (ty::FieldIdx i : path.variant->fields.ids())
      if (path.variant->fields[i].name == field.ident.name)
        index = i;
    Ty ty = fcx.tcx.common.error;
    auto [it, fresh] = seen.try_emplace(field.ident.name, field.span);
    if (!fresh) {
      taint(fcx, error(fcx.tcx.sess, field.span, diag::PatFieldTwice, field.ident.name)
                     .primary_label("multiple uses of `" + fcx.str(field.ident.name).str() +
                                    "` in pattern")
                     .label(it->second, "first use of `" + fcx.str(field.ident.name).str() + "`")
                     .emit());
      had_error = true;
    } else if (!index.is_valid()) {
      report_pat_no_field(fcx, path.ty, *path.variant, adt, field.ident);
      had_error = true;
    } else {
      fcx.results.field_pat_indices[field_id] = index;
      ty = field_ty(fcx, field.span, path.variant->fields[index], path.ty.args());
      if (!is_visible(fcx, path.variant->fields[index].visibility))
        taint(fcx, error(fcx.tcx.sess, field.ident.span, diag::PrivateField, field.ident.name,
                         llvm::StringRef(adt.is_union() ? "union" : "struct"),
                         fcx.tcx.defs.path_string(adt.def_id))
                       .primary_label("private field")
                       .emit());
    }
    check(field.pat, ty, mode);
  }
  if (adt.is_union()) {
    if (fcx.nodes.list(pat.fields).size() != 1)
      taint(fcx, error(fcx.tcx.sess, pat.span, diag::UnionPatOneField).emit());
    return;
  }
  bool non_exhaustive = path.variant->is_non_exhaustive && !fcx.tcx.is_local(adt.def_id);
  if (non_exhaustive && !pat.has_rest)
    taint(fcx, error(fcx.tcx.sess, pat.span, diag::NonExhaustivePat,
                     llvm::StringRef(adt.is_enum() ? "variant" : "struct"))
                   .emit());
  else if (!pat.has_rest && !had_error && seen.size() < path.variant->fields.size())
    report_pat_missing_fields(fcx, id, *path.variant, seen);
}

} // namespace

void check_pat_top(FnCtxt &fcx, hir::PatId id, Ty expected, Span expected_span, hir::ExprId init) {
  PatChecker{fcx, expected_span, init, false}.check(id, expected, hir::ByRef::No);
}

hir::ByRef explicit_ref_binding(const FnCtxt &fcx, hir::PatId id) {
  llvm::SmallVector<hir::PatId, 4> bindings;
  hir::bindings_of(fcx.nodes, id, bindings);
  hir::ByRef most = hir::ByRef::No;
  for (hir::PatId binding : bindings)
    most = std::max(most, fcx.pat(binding).by_ref);
  return most;
}

void declare_locals(FnCtxt &fcx, hir::PatId id) {
  llvm::SmallVector<hir::PatId, 4> bindings;
  hir::bindings_of(fcx.nodes, id, bindings);
  for (hir::PatId binding : bindings) {
    const hir::Pat &pat = fcx.pat(binding);
    hir::PatId local = pat.binding.is_valid() ? pat.binding : binding;
    if (fcx.results.local_tys.contains(local))
      continue;
    Ty var = fcx.infcx.next_ty_var(pat.span);
    fcx.results.local_tys[local] = var;
    require_sized_deferred(fcx, var, pat.span, CauseCode::SizedVariable);
  }
}

void check_let(FnCtxt &fcx, hir::LetId id) {
  const hir::LetStmt &let = fcx.nodes.lets[id];
  declare_locals(fcx, let.pat);
  Ty ty = let.ty.is_valid() ? lower_ty_checked(fcx, let.ty)
                            : fcx.infcx.next_ty_var(fcx.pat(let.pat).span);
  Span expected_span = let.ty.is_valid() ? fcx.nodes.tys[let.ty].span : Span();
  if (let.init.is_valid()) {
    hir::ByRef by_ref = explicit_ref_binding(fcx, let.pat);
    if (by_ref != hir::ByRef::No) {
      // `let ref mut x = e` must not borrow a copy.
      Ty init_ty = check_expr(fcx, let.init, Expectation::has_type(ty));
      if (init_ty.is_never())
        demand_coerce(fcx, let.init, init_ty, ty);
      else
        demand_eq(fcx, fcx.span(let.init), ty, init_ty);
      if (by_ref == hir::ByRef::RefMut)
        convert_place_derefs_to_mutable(fcx, let.init);
    } else {
      check_expr_coercible(fcx, let.init, ty);
    }
    if (expected_span.is_dummy())
      expected_span = fcx.span(let.init);
  }
  Diverges after_init = fcx.diverges;
  PatChecker{fcx, expected_span, let.init, !let.else_block.is_valid()}.check(let.pat, ty,
                                                                             hir::ByRef::No);
  if (let.else_block.is_valid()) {
    fcx.diverges = Diverges::Maybe;
    Ty else_ty = check_block(fcx, let.else_block, Expectation::none());
    else_ty = shallow(fcx, else_ty);
    if (!else_ty.is_never() && !else_ty.references_error() && fcx.diverges != Diverges::Always) {
      taint(fcx, error(fcx.tcx.sess, fcx.nodes.blocks[let.else_block].span, diag::Mismatch2,
                       llvm::StringRef("`else` clause of `let...else` does not diverge"))
                     .primary_label("expected `!`, found `" + show(fcx, else_ty) + "`")
                     .emit());
    }
    fcx.diverges = after_init;
  }
}

} // namespace ochre::typeck
