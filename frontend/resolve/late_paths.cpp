// Paths in types, expressions and patterns: looked for in the namespace that the place asks for,
// then in the others, to say what was found instead.

#include "frontend/resolve/late_impl.h"

namespace ochre::resolve {

Namespace namespace_of(PathSource source) {
  switch (source) {
  case PathSource::Type:
  case PathSource::Trait:
  case PathSource::Struct:
  case PathSource::AssocType:
  case PathSource::Capture: return Namespace::Type;
  case PathSource::Expr:
  case PathSource::Callee:
  case PathSource::Pat:
  case PathSource::TupleStruct:
  case PathSource::AssocValue: return Namespace::Value;
  }
  return Namespace::Type;
}

namespace {

bool is_const_ctor(const Res &res) {
  return res.is_def(DefKind::StructCtorConst) || res.is_def(DefKind::VariantCtorConst);
}
bool is_fn_ctor(const Res &res) {
  return res.is_def(DefKind::StructCtorFn) || res.is_def(DefKind::VariantCtorFn);
}

bool is_value(const Res &res) {
  if (res.kind == ResKind::Local || res.kind == ResKind::SelfCtor)
    return true;
  return is_const_ctor(res) || is_fn_ctor(res) || res.is_def(DefKind::Const) ||
         res.is_def(DefKind::Static) || res.is_def(DefKind::Fn) || res.is_def(DefKind::AssocFn) ||
         res.is_def(DefKind::AssocConst) || res.is_def(DefKind::ConstParam);
}

/// Whether what is left of a path may be left to type checking.
bool defers(PathSource source) {
  return source == PathSource::Type || source == PathSource::Expr || source == PathSource::Callee ||
         source == PathSource::Pat || source == PathSource::Struct ||
         source == PathSource::TupleStruct;
}

} // namespace

bool is_expected(PathSource source, const Res &res) {
  switch (source) {
  case PathSource::Type: return is_type_like(res);
  case PathSource::Trait: return res.is_def(DefKind::Trait) || res.is_def(DefKind::TraitAlias);
  case PathSource::Expr:
  case PathSource::Callee: return is_value(res);
  case PathSource::Pat:
    return is_const_ctor(res) || res.kind == ResKind::SelfCtor || res.is_def(DefKind::Const) ||
           res.is_def(DefKind::AssocConst) || res.is_def(DefKind::Static);
  case PathSource::TupleStruct: return is_fn_ctor(res) || res.kind == ResKind::SelfCtor;
  case PathSource::Struct:
    return res.is_def(DefKind::Struct) || res.is_def(DefKind::Union) ||
           res.is_def(DefKind::Variant) || res.is_def(DefKind::TyAlias) ||
           res.is_def(DefKind::AssocTy) || res.kind == ResKind::SelfTyParam ||
           res.kind == ResKind::SelfTyAlias;
  case PathSource::AssocType: return res.is_def(DefKind::AssocTy);
  case PathSource::AssocValue:
    return res.is_def(DefKind::AssocFn) || res.is_def(DefKind::AssocConst);
  case PathSource::Capture:
    return res.is_def(DefKind::TyParam) || res.is_def(DefKind::ConstParam) ||
           res.kind == ResKind::SelfTyParam || res.kind == ResKind::SelfTyAlias;
  }
  return false;
}

void Late::record_path(ast::NodeId id, const PartialRes &res) {
  uint32_t &row = cx.out.path_rows.ensure(id);
  if (row) {
    cx.out.paths[row - 1] = res;
    return;
  }
  cx.out.paths.push_back(res);
  row = static_cast<uint32_t>(cx.out.paths.size());
}

std::optional<PartialRes> Late::resolve_qpath(ast::QSelf *qself, llvm::ArrayRef<Segment> path,
                                              Namespace ns, ast::Path &whole,
                                              std::optional<PathResult> &failed) {
  uint32_t size = static_cast<uint32_t>(path.size());
  if (qself && qself->position == 0)
    return PartialRes{Res::def(DefKind::Mod, cx.modules[cx.root].def_id), size};
  if (qself) {
    // `<T as A::B>::C::D`: `A::B::C` is an item of a trait, the rest is left to type checking.
    uint32_t position = std::min(qself->position, size);
    if (position == size)
      return std::nullopt;
    bool is_whole = position + 1 == size;
    PathSource source =
        is_whole && ns == Namespace::Value ? PathSource::AssocValue : PathSource::AssocType;
    PartialRes res =
        resolve_segments(path.take_front(position + 1), whole, nullptr, source, ast::NodeId());
    res.unresolved_segments += size - position - 1;
    return res;
  }
  auto by_ribs = [&](Ident ident, Namespace wanted) { return look_up(ident, wanted, true); };
  RibResolver ribs_of = by_ribs;
  PathSearch how;
  how.ns = ns;
  how.ribs = &ribs_of;
  how.force = true;
  how.search.finalize = Finalize::Yes;
  PathResult found = resolve_path(cx, path, scope, how);
  bool may_be_prim = ns == Namespace::Type || size > 1;
  switch (found.status) {
  case PathStatus::NonModule: return found.res;
  case PathStatus::Module:
    if (found.root.is_module() && !cx.modules[found.root.module].is_mod())
      return found.res;
    if (may_be_prim && size > 1)
      return found.res;
    if (may_be_prim)
      if (auto prim = prim_ty_from_name(path[0].ident.name))
        return PartialRes{Res::prim(*prim), size - 1};
    return found.res;
  case PathStatus::Failed:
    // A module named like a primitive type does not hide the type's own items.
    if (may_be_prim)
      if (auto prim = prim_ty_from_name(path[0].ident.name))
        return PartialRes{Res::prim(*prim), size - 1};
    if (!found.is_last || found.is_not_module || found.code != DiagCode::E0433)
      failed = found;
    return std::nullopt;
  case PathStatus::Indeterminate: return std::nullopt;
  }
  return std::nullopt;
}

PartialRes Late::resolve_segments(llvm::ArrayRef<Segment> path, ast::Path &whole, ast::QSelf *qself,
                                  PathSource source, ast::NodeId id) {
  Namespace primary = namespace_of(source);
  std::optional<PartialRes> found;
  std::optional<PathResult> failed;
  constexpr Namespace kOthers[] = {Namespace::Type, Namespace::Value};
  found = resolve_qpath(qself, path, primary, whole, failed);
  if (!failed && !(found && (found->is_full() || defers(source)))) {
    for (Namespace ns : kOthers) {
      if (ns == primary || (found && found->is_full()))
        continue;
      std::optional<PathResult> ignored;
      auto other = resolve_qpath(qself, path, ns, whole, ignored);
      if (other && other->is_full()) {
        found = other;
        break;
      }
    }
  }
  if (!found && failed) {
    error(cx.sess, failed->span, diag::FailedToResolve, failed->label)
        .primary_label(failed->label)
        .emit();
    return {Res::err(), 0};
  }
  if (found && found->is_full()) {
    if (found->base.is_err() || is_expected(source, found->base))
      return *found;
    report_path(path, whole, source, found->base);
    return {Res::err(), 0};
  }
  if (found && defers(source)) {
    if (primary == Namespace::Value && id)
      note_method_traits(id, path.back().ident.name, Namespace::Value);
    else if (id)
      note_method_traits(id, path.back().ident.name, Namespace::Type);
    return *found;
  }
  report_path(path, whole, source, std::nullopt);
  return {Res::err(), 0};
}

PartialRes Late::smart_resolve(ast::NodeId id, ast::QSelf *qself, ast::Path &path,
                               PathSource source) {
  llvm::SmallVector<Segment, 4> segments;
  for (ast::PathSegment &segment : path.segments)
    segments.push_back({segment.ident, segment.id, segment.args != nullptr});
  PartialRes res{Res::err(), 0};
  if (qself)
    visit_ty(qself->ty);
  if (qself && qself->position > 0 && qself->position <= segments.size()) {
    llvm::ArrayRef<Segment> trait(segments.data(), qself->position);
    std::optional<PathResult> failed;
    PartialRes trait_res = resolve_segments(trait, path, nullptr, PathSource::Trait, ast::NodeId());
    if (!trait_res.base.is_err())
      res = resolve_segments(segments, path, qself, source, id);
    ast::Path trait_path{path.span, path.segments.take_front(qself->position)};
    resolve_hidden_lifetimes(trait_res, trait_path, PathSource::Trait);
  } else if (!segments.empty()) {
    res = resolve_segments(segments, path, qself, source, id);
    if (!qself)
      resolve_hidden_lifetimes(res, path, source);
  }
  record_path(id, res);
  for (ast::PathSegment &segment : path.segments)
    visit_segment(segment);
  return res;
}

} // namespace ochre::resolve
