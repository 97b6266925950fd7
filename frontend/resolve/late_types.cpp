// Types, generic arguments and the constants in them.

#include "frontend/resolve/late_impl.h"

namespace ochre::resolve {

using ast::TyKind;

void Late::visit_ty(ast::TyId id) {
  ast::Ty &ty = krate[id];
  switch (ty.kind()) {
  case TyKind::Path: {
    auto &node = ty.as<ast::PathTy>();
    smart_resolve(ty.id, node.qself, node.path, PathSource::Type);
    break;
  }
  case TyKind::Ref: {
    auto &node = ty.as<ast::RefTy>();
    if (node.lifetime.is_valid())
      visit_lifetime(node.lifetime);
    else
      resolve_elided(ty.id, ty.span.shrink_to_lo(), true);
    visit_ty(node.inner);
    break;
  }
  case TyKind::ImplicitSelf: {
    RibLookup found =
        look_up({sym::kw_SelfUpper, ty.span.with_ctxt(kRootContext)}, Namespace::Type, true);
    record_path(ty.id, {found.is_res ? found.res : Res::err(), 0});
    break;
  }
  case TyKind::FnPtr: resolve_fn_ptr(ty); break;
  case TyKind::Array:
    visit_ty(ty.as<ast::ArrayTy>().elem);
    resolve_anon_const(ty.as<ast::ArrayTy>().len, RibKind::AnonConst);
    break;
  case TyKind::ImplTrait: resolve_impl_trait(ty.as<ast::ImplTraitTy>()); break;
  case TyKind::TraitObject:
    before_bounds("`dyn` type", [&] { visit_bounds(ty.as<ast::TraitObjectTy>().bounds); });
    break;
  case TyKind::UnsafeBinder:
    with_bound_params(ty.as<ast::UnsafeBinderTy>().bound_params,
                      [&] { visit_ty(ty.as<ast::UnsafeBinderTy>().inner); });
    break;
  case TyKind::Slice:
  case TyKind::Ptr:
  case TyKind::Never:
  case TyKind::Tup:
  case TyKind::Paren:
  case TyKind::Typeof:
  case TyKind::Infer:
  case TyKind::MacCall:
  case TyKind::CVarArgs:
  case TyKind::Error: walk_ty(id); break;
  }
}

template <class F>
void Late::before_bounds(llvm::StringRef place, F inside) {
  llvm::StringRef outer = for_place;
  for_place = place;
  inside();
  for_place = outer;
}

void Late::resolve_impl_trait(ast::ImplTraitTy &ty) {
  LocalDefId def = cx.out.def_of(ty.def_node);
  if (def)
    note_opaque_scope(ty.def_node);
  constexpr llvm::StringLiteral kPlace = "outer `impl Trait`";
  LifetimeRib rib;
  rib.kind = LifetimeRibKind::ImplTrait;
  if (def && cx.defs.local(def).kind == DefKind::OpaqueTy)
    rib.place = kPlace;
  with_lifetime_rib(rib, [&] { before_bounds(kPlace, [&] { visit_bounds(ty.bounds); }); });
}

void Late::resolve_fn_ptr(ast::Ty &ty) {
  auto &node = ty.as<ast::FnPtrTy>();
  before_bounds("`fn` pointer", [&] { push_bound_params(node.bound_params); });
  auto inside = [&] {
    LifetimeRib rib;
    rib.kind = LifetimeRibKind::CreateParam;
    rib.binder = ty.id;
    rib.binder_def = current_def;
    auto *outer = elision_candidates;
    elision_candidates = nullptr;
    resolve_fn_decl(node.decl, rib, false, {});
    elision_candidates = outer;
  };
  inside();
  pop_bound_params(node.bound_params);
}

void Late::visit_path(ast::Path &path, ast::NodeId id) {
  // Paths that are visited without being asked for are those of traits in `use<..>`.
  smart_resolve(id, nullptr, path, PathSource::Capture);
}

void Late::visit_segment(ast::PathSegment &segment) {
  if (!segment.args)
    return;
  if (segment.args->kind == ast::GenericArgsKind::Parenthesized)
    resolve_fn_sugar(segment);
  else
    visit_generic_args(*segment.args);
}

void Late::visit_generic_args(ast::GenericArgs &args) { walk_generic_args(args); }

void Late::visit_generic_arg(ast::GenericArg &arg) {
  switch (arg.kind) {
  case ast::GenericArgKind::Lifetime: visit_lifetime(arg.lifetime); break;
  case ast::GenericArgKind::Type:
    if (!resolve_as_const_arg(arg.ty))
      visit_ty(arg.ty);
    break;
  case ast::GenericArgKind::Const: resolve_anon_const(arg.constant, RibKind::AnonConst); break;
  }
}

/// `N` in `A<N>` where no type has the name, but a value has.
bool Late::resolve_as_const_arg(ast::TyId id) {
  ast::Ty &ty = krate[id];
  auto *node = ty.get_if<ast::PathTy>();
  if (!node || node->qself || node->path.segments.size() != 1 || node->path.segments[0].args)
    return false;
  Ident ident = node->path.segments[0].ident;
  if (is_path_keyword(ident.name))
    return false;
  RibLookup type = look_up(ident, Namespace::Type, false);
  if (type.is_res || type.binding || prim_ty_from_name(ident.name))
    return false;
  RibLookup value = look_up(ident, Namespace::Value, false);
  if (!value.is_res && !value.binding)
    return false;
  value_ribs.push_back({RibKind::AnonConst, true, {}, {}, {}});
  type_ribs.push_back({RibKind::AnonConst, true, {}, {}, {}});
  PartialRes res = smart_resolve(ty.id, nullptr, node->path, PathSource::Expr);
  value_ribs.pop_back();
  type_ribs.pop_back();
  if (!res.base.is_def(DefKind::ConstParam) && current_def) {
    LocalDefId def = cx.defs.create(current_def, DefKind::AnonConst, sym::empty, ty.span);
    cx.out.node_defs.ensure(ty.id) = def;
    cx.out.def_nodes.ensure(def) = ty.id;
    cx.out.visibilities.ensure(def) = Visibility::restricted(nearest_mod_def(cx, scope.module));
  }
  return true;
}

namespace {

/// `N`, `{ N }`: as a whole, a const parameter may stand here.
bool is_lone_path(const ast::Crate &krate, ast::ExprId id) {
  const ast::Expr *expr = &krate[id];
  for (unsigned depth = 0; depth < 8; ++depth) {
    auto *block = expr->get_if<ast::BlockExpr>();
    if (!block || block->label.is_valid())
      break;
    const ast::Block &body = krate[block->block];
    if (body.stmts.size() != 1 || body.stmts[0].kind != ast::StmtKind::Expr ||
        body.rules != ast::BlockRules::Default)
      return false;
    expr = &krate[body.stmts[0].expr];
  }
  auto *path = expr->get_if<ast::PathExpr>();
  return path && !path->qself && path->path.segments.size() == 1 && !path->path.segments[0].args;
}

} // namespace

void Late::visit_anon_const(ast::AnonConst &constant) {
  resolve_anon_const(constant, RibKind::AnonConst);
}

void Late::resolve_anon_const(ast::AnonConst &constant, RibKind kind) {
  bool is_trivial = kind == RibKind::AnonConst && is_lone_path(krate, constant.value);
  LocalDefId outer_def = current_def;
  if (LocalDefId def = cx.out.def_of(constant.id))
    current_def = def;
  value_ribs.push_back({kind, is_trivial, {}, {}, {}});
  type_ribs.push_back({kind, is_trivial, {}, {}, {}});
  auto *outer = elision_candidates;
  elision_candidates = nullptr;
  auto body = [&] {
    with_elided(LifetimeResKind::Infer,
                [&] { with_label_barrier([&] { visit_expr(constant.value); }); });
  };
  if (kind == RibKind::AnonConst || kind == RibKind::Discriminant) {
    LifetimeRib rib;
    rib.kind =
        kind == RibKind::AnonConst ? LifetimeRibKind::AnonConst : LifetimeRibKind::Discriminant;
    with_lifetime_rib(rib, body);
  } else {
    body();
  }
  elision_candidates = outer;
  value_ribs.pop_back();
  type_ribs.pop_back();
  current_def = outer_def;
}

void Late::resolve_const_param_ty(ast::GenericParam &param) {
  LifetimeRib rib;
  rib.kind = LifetimeRibKind::ConstParamTy;
  with_lifetime_rib(rib, [&] { with_ribs(RibKind::ConstParamTy, [&] { visit_ty(param.ty); }); });
}

} // namespace ochre::resolve
