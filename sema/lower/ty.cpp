// Types, lifetimes, signatures, constant arguments.
#include "frontend/ast/walk.h"
#include "sema/lower/context.h"

namespace ochre::lower {

hir::LifetimeId OwnerLowering::add_lifetime(resolve::LifetimeRes res, hir::Ident ident) {
  hir::Lifetime lifetime;
  lifetime.ident = ident;
  switch (res.kind) {
  case LifetimeResKind::Param: {
    lifetime.res = hir::LifetimeRes::Param;
    auto copy = lifetime_copies_.find(res.param);
    lifetime.def_id = copy == lifetime_copies_.end() ? res.param : copy->second;
    break;
  }
  case LifetimeResKind::Static: lifetime.res = hir::LifetimeRes::Static; break;
  case LifetimeResKind::Infer: lifetime.res = hir::LifetimeRes::Infer; break;
  case LifetimeResKind::ImplicitObjectDefault:
    lifetime.res = hir::LifetimeRes::ImplicitObjectDefault;
    break;
  case LifetimeResKind::Error: lifetime.res = hir::LifetimeRes::Error; break;
  }
  return o.lifetimes.push(lifetime);
}

/// What resolution said about the node; without a word, inference decides.
hir::LifetimeId OwnerLowering::lifetime_at(ast::NodeId node, hir::Ident ident) {
  auto found = cx.res.lifetimes.find(node);
  return add_lifetime(found == cx.res.lifetimes.end()
                          ? resolve::LifetimeRes{LifetimeResKind::Infer, {}}
                          : found->second,
                      ident);
}

hir::LifetimeId OwnerLowering::lower_lifetime(const ast::Lifetime &lifetime) {
  return lifetime_at(lifetime.id, lower_ident(lifetime.ident));
}

hir::TyId OwnerLowering::lower_ty(ast::TyId id) {
  const ast::Ty &ty = krate[id];
  hir::Ty out;
  out.span = ty.span;
  switch (ty.kind()) {
  case ast::TyKind::Slice:
    out.kind = hir::TyKind::Slice;
    out.inner = lower_ty(ty.as<ast::SliceTy>().elem);
    break;
  case ast::TyKind::Array:
    out.kind = hir::TyKind::Array;
    out.inner = lower_ty(ty.as<ast::ArrayTy>().elem);
    out.len = lower_const_arg(ty.as<ast::ArrayTy>().len);
    break;
  case ast::TyKind::Ptr:
    out.kind = hir::TyKind::Ptr;
    out.mutbl = lower_mutability(ty.as<ast::PtrTy>().mutbl);
    out.inner = lower_ty(ty.as<ast::PtrTy>().inner);
    break;
  case ast::TyKind::Ref: return lower_ref_ty(ty, ty.as<ast::RefTy>());
  case ast::TyKind::FnPtr: return lower_fn_ptr(ty, ty.as<ast::FnPtrTy>());
  case ast::TyKind::UnsafeBinder: not_supported_yet(sess, ty.span, "unsafe binders"); break;
  case ast::TyKind::Never: out.kind = hir::TyKind::Never; break;
  case ast::TyKind::Tup: {
    llvm::SmallVector<hir::TyId, 8> elems;
    for (ast::TyId elem : ty.as<ast::TupTy>().elems)
      elems.push_back(lower_ty(elem));
    out.kind = hir::TyKind::Tup;
    out.elems = o.add_list<hir::TyId>(elems);
    break;
  }
  case ast::TyKind::Path: return lower_path_ty(ty, ty.as<ast::PathTy>());
  case ast::TyKind::TraitObject: {
    const auto &object = ty.as<ast::TraitObjectTy>();
    return lower_object(ty.span, object.bounds,
                        object.has_dyn ? hir::TraitObjectSyntax::Dyn
                                       : hir::TraitObjectSyntax::Bare);
  }
  case ast::TyKind::ImplTrait: return lower_impl_trait(ty, ty.as<ast::ImplTraitTy>());
  case ast::TyKind::Paren: return lower_ty(ty.as<ast::ParenTy>().inner);
  case ast::TyKind::Typeof: error(sess, ty.span, diag::TypeofReserved).emit(); break;
  case ast::TyKind::Infer: out.kind = hir::TyKind::Infer; break;
  case ast::TyKind::ImplicitSelf: out.kind = hir::TyKind::ImplicitSelf; break;
  case ast::TyKind::MacCall:
  case ast::TyKind::CVarArgs:
  case ast::TyKind::Error: break; // reported
  }
  return add_ty(out);
}

hir::TyId OwnerLowering::lower_ref_ty(const ast::Ty &ty, const ast::RefTy &ref) {
  hir::Ty out;
  out.kind = hir::TyKind::Ref;
  out.span = ty.span;
  out.mutbl = lower_mutability(ref.mutbl);
  if (ref.is_pin)
    not_supported_yet(sess, ty.span, "pinned references");
  out.lifetime = ref.lifetime.is_valid() ? lower_lifetime(ref.lifetime)
                                         : lifetime_at(ty.id, {sym::empty, ty.span});
  out.inner = lower_ty(ref.inner);
  return add_ty(out);
}

hir::TyId OwnerLowering::lower_path_ty(const ast::Ty &ty, const ast::PathTy &path) {
  const PartialRes *found = cx.res.path(ty.id);
  if (found && found->is_full() && !path.qself &&
      (found->base.is_def(DefKind::Trait) || found->base.is_def(DefKind::TraitAlias)))
    return lower_bare_object(ty, path);
  hir::Ty out;
  out.kind = hir::TyKind::Path;
  out.span = ty.span;
  out.path = lower_qpath(ty.id, path.qself, path.path, ParamMode::Explicit);
  return add_ty(out);
}

/// `Trait` as a type, without `dyn`.
hir::TyId OwnerLowering::lower_bare_object(const ast::Ty &ty, const ast::PathTy &path) {
  hir::Bound bound;
  bound.span = ty.span;
  ast::NodeId sugar = path.path.segments.empty() ? ast::NodeId() : path.path.segments.back().id;
  bound.bound_params = lower_binder({}, sugar);
  bound.trait_path = lower_path(lower_res(cx.res.path(ty.id)->base), path.path.segments,
                                path.path.span, ParamMode::Explicit);
  hir::Ty out;
  out.kind = hir::TyKind::TraitObject;
  out.syntax = hir::TraitObjectSyntax::Bare;
  out.span = ty.span;
  out.bounds = o.add_list<hir::BoundId>(o.bounds.push(std::move(bound)));
  out.lifetime = add_lifetime({LifetimeResKind::ImplicitObjectDefault, {}}, {sym::empty, ty.span});
  return add_ty(out);
}

hir::TyId OwnerLowering::lower_object(Span span, llvm::ArrayRef<ast::GenericBound> bounds,
                                      hir::TraitObjectSyntax syntax) {
  hir::Ty out;
  out.kind = hir::TyKind::TraitObject;
  out.syntax = syntax;
  out.span = span;
  llvm::SmallVector<hir::BoundId, 4> traits;
  for (const ast::GenericBound &bound : bounds) {
    if (bound.kind == ast::BoundKind::Trait)
      traits.push_back(lower_bound(bound));
    else if (bound.kind == ast::BoundKind::Outlives && !out.lifetime)
      out.lifetime = lower_lifetime(bound.lifetime);
  }
  out.bounds = o.add_list<hir::BoundId>(traits);
  if (!out.lifetime)
    out.lifetime = add_lifetime({LifetimeResKind::ImplicitObjectDefault, {}}, {sym::empty, span});
  return add_ty(out);
}

/// `impl Trait`: in an argument a parameter, in a result an opaque type. Resolution made the
/// definition that fits; without one it may not stand here.
hir::TyId OwnerLowering::lower_impl_trait(const ast::Ty &ty, const ast::ImplTraitTy &impl) {
  LocalDefId def = cx.res.def_of(impl.def_node);
  if (def && cx.defs.local(def).kind == DefKind::TyParam)
    return lower_universal(ty, impl, def);
  if (def && cx.defs.local(def).kind == DefKind::OpaqueTy)
    return lower_opaque(ty, impl, def);
  error(sess, ty.span, diag::ImplTraitNotAllowed, "this position")
      .note("`impl Trait` is only allowed in arguments and return types of functions and methods")
      .emit();
  hir::Ty out;
  out.span = ty.span;
  return add_ty(out);
}

hir::TyId OwnerLowering::lower_universal(const ast::Ty &ty, const ast::ImplTraitTy &impl,
                                         LocalDefId def) {
  hir::GenericParam param;
  param.def_id = def;
  param.ident = {cx.defs.local(def).name, ty.span};
  param.is_synthetic = true;
  param.span = ty.span;
  hir::GenericParamId id = o.generic_params.push(param);
  cx.set_node(def, hir::DefNodeKind::GenericParam, owner_def, id.raw);
  synthetic_.push_back(id);
  hir::WherePredicate predicate;
  predicate.origin = hir::WhereOrigin::ImplTrait;
  predicate.span = ty.span;
  predicate.ty = param_ty(def, param.ident, ty.span);
  predicate.bounds = lower_bounds(impl.bounds);
  predicates_.push_back(o.where_predicates.push(predicate));
  return param_ty(def, param.ident, ty.span);
}

namespace {

/// Lifetime parameters that the bounds of an `impl Trait` name.
struct UsedLifetimes : ast::Walker<UsedLifetimes> {
  const Resolutions &res;
  llvm::DenseSet<LocalDefId> used;
  // The walker serves expansion too, which changes what it sees; this one only looks.
  UsedLifetimes(const ast::Crate &krate, const Resolutions &res)
      : Walker(const_cast<ast::Crate &>(krate)), res(res) {}

  void note(ast::NodeId node) {
    auto found = res.lifetimes.find(node);
    if (found != res.lifetimes.end() && found->second.kind == LifetimeResKind::Param)
      used.insert(found->second.param);
  }
  void visit_lifetime(ast::Lifetime &lifetime) { note(lifetime.id); }
  void visit_ty(ast::TyId id) {
    note(krate[id].id);
    walk_ty(id);
  }
  void visit_segment(ast::PathSegment &segment) {
    auto hidden = res.hidden_lifetimes.find(segment.id);
    if (hidden != res.hidden_lifetimes.end())
      for (const resolve::LifetimeRes &lifetime : hidden->second)
        if (lifetime.kind == LifetimeResKind::Param)
          used.insert(lifetime.param);
    walk_segment(segment);
  }
};

} // namespace

hir::TyId OwnerLowering::lower_opaque(const ast::Ty &ty, const ast::ImplTraitTy &impl,
                                      LocalDefId def) {
  hir::OpaqueTy opaque;
  opaque.def_id = def;
  opaque.span = ty.span;
  // Before 2024 only what is named is captured, except in traits.
  bool captures_all = in_trait_or_trait_impl() || sess.edition(ty.span) >= Edition::E2024;
  for (const ast::GenericBound &bound : impl.bounds)
    captures_all &= bound.kind != ast::BoundKind::Use;
  UsedLifetimes uses(krate, cx.res);
  if (!captures_all)
    for (ast::GenericBound bound : impl.bounds)
      uses.visit_bound(bound);
  return add_opaque(
      std::move(opaque), impl.def_node,
      [&](LocalDefId lifetime) { return captures_all || uses.used.contains(lifetime); },
      [&](hir::OpaqueTy &out) { out.bounds = lower_bounds(impl.bounds); });
}

hir::TyId OwnerLowering::add_opaque(hir::OpaqueTy opaque, ast::NodeId node,
                                    llvm::function_ref<bool(LocalDefId)> is_captured,
                                    llvm::function_ref<void(hir::OpaqueTy &)> fill) {
  LocalDefId def = opaque.def_id;
  Span span = opaque.span;
  opaque.parent = owner_def;
  opaque.in_trait_or_impl = in_trait_or_trait_impl();
  llvm::SmallVector<hir::GenericParamId, 4> copies;
  llvm::DenseMap<LocalDefId, LocalDefId> outer_copies = lifetime_copies_;
  llvm::SmallVector<std::pair<LocalDefId, LocalDefId>, 4> made;
  auto scope = cx.res.opaque_scopes.find(node);
  if (scope != cx.res.opaque_scopes.end()) {
    for (LocalDefId lifetime : scope->second) {
      if (!is_captured(lifetime))
        continue;
      const DefData old = cx.defs.local(lifetime);
      LocalDefId copy = cx.defs.create(def, DefKind::LifetimeParam, old.name, old.span);
      copies.push_back(add_lifetime_param(copy, {old.name, old.span}, false, old.span));
      hir::LifetimeId original =
          add_lifetime({LifetimeResKind::Param, lifetime}, {old.name, old.span});
      opaque.captured_lifetimes.push_back({original, copy});
      made.push_back({lifetime, copy});
    }
  }
  for (auto [old, copy] : made)
    lifetime_copies_[old] = copy;
  opaque.generics = o.add_list<hir::GenericParamId>(copies);
  fill(opaque);
  lifetime_copies_ = std::move(outer_copies);
  // What an impl of the trait chooses is an associated type.
  if (o.item.context == hir::ItemContext::Trait)
    opaque.assoc =
        cx.defs.create(cx.defs.expect_local(cx.defs.parent(cx.defs.to_def_id(owner_def))),
                       DefKind::AssocTy, sym::empty, span);
  LocalDefId assoc = opaque.assoc;
  hir::OpaqueId id = o.opaques.push(std::move(opaque));
  cx.set_node(def, hir::DefNodeKind::Opaque, owner_def, id.raw);
  cx.set_node(assoc, hir::DefNodeKind::Opaque, owner_def, id.raw);
  hir::Ty out;
  out.kind = hir::TyKind::Opaque;
  out.span = span;
  out.opaque = id;
  return add_ty(out);
}

hir::TyId OwnerLowering::lower_fn_ptr(const ast::Ty &ty, const ast::FnPtrTy &fn) {
  hir::FnHeader header;
  header.safety = fn.safety == ast::Safety::Unsafe ? hir::Safety::Unsafe : hir::Safety::Safe;
  if (fn.ext.kind == ast::ExternKind::Explicit) {
    header.abi = fn.ext.abi;
    header.abi_span = fn.ext.abi_span;
  } else if (fn.ext.kind == ast::ExternKind::Implicit) {
    header.abi = sess.intern("C");
    header.abi_span = fn.ext.span;
  }
  hir::IdList<hir::GenericParamId> binder = lower_binder(fn.bound_params, ty.id);
  hir::FnDeclId decl = lower_fn_decl(fn.decl, header, ty.span, true);
  o.fn_decls[decl].bound_params = binder;
  hir::Ty out;
  out.kind = hir::TyKind::FnPtr;
  out.span = ty.span;
  out.fn_decl = decl;
  return add_ty(out);
}

hir::FnDeclId OwnerLowering::lower_fn_decl(const ast::FnDecl &node, hir::FnHeader header, Span span,
                                           bool names, const ast::FnHeader *async_header) {
  hir::FnDecl decl;
  decl.header = header;
  decl.span = span;
  decl.output_span = node.output_span;
  llvm::SmallVector<hir::TyId, 8> inputs;
  for (const ast::Param &param : node.inputs) {
    const ast::Ty &ty = krate[param.ty];
    if (ty.kind() == ast::TyKind::CVarArgs) {
      decl.c_variadic = true;
      continue;
    }
    if (names) {
      const auto *ident = krate[param.pat].get_if<ast::IdentPat>();
      decl.param_names.push_back(ident ? lower_ident(ident->ident)
                                       : hir::Ident{sym::empty, param.span});
    }
    inputs.push_back(lower_ty(param.ty));
  }
  if (node.has_self && !node.inputs.empty()) {
    const ast::Ty &ty = krate[node.inputs[0].ty];
    const auto *ref = ty.get_if<ast::RefTy>();
    const auto *pat = krate[node.inputs[0].pat].get_if<ast::IdentPat>();
    if (ty.kind() == ast::TyKind::ImplicitSelf)
      decl.implicit_self = pat && pat->mutbl == ast::Mutability::Mut ? hir::ImplicitSelf::Mut
                                                                     : hir::ImplicitSelf::Imm;
    else if (ref && krate[ref->inner].kind() == ast::TyKind::ImplicitSelf)
      decl.implicit_self = ref->mutbl == ast::Mutability::Mut ? hir::ImplicitSelf::RefMut
                                                              : hir::ImplicitSelf::RefImm;
  }
  decl.inputs = o.add_list<hir::TyId>(inputs);
  if (async_header)
    decl.output = lower_async_output(*async_header, node);
  else if (node.output)
    decl.output = lower_ty(node.output);
  return o.fn_decls.push(std::move(decl));
}

/// `N` or `{ N }`: the path expression that the constant is as a whole, or an invalid id.
ast::ExprId OwnerLowering::lone_path(ast::ExprId value) const {
  for (unsigned depth = 0; depth < 8; ++depth) {
    const ast::Expr &expr = krate[value];
    if (expr.kind() == ast::ExprKind::Path)
      return value;
    const auto *block = expr.get_if<ast::BlockExpr>();
    if (!block || block->label.is_valid())
      return {};
    const ast::Block &body = krate[block->block];
    if (body.stmts.size() != 1 || body.stmts[0].kind != ast::StmtKind::Expr ||
        body.rules != ast::BlockRules::Default)
      return {};
    value = body.stmts[0].expr;
  }
  return {};
}

hir::BodyId OwnerLowering::lower_anon_const(const ast::AnonConst &constant, hir::BodyKind kind) {
  LocalDefId def = cx.res.def_of(constant.id);
  hir::BodyId body = lower_const_body(constant.value, kind, def);
  cx.set_node(def,
              kind == hir::BodyKind::InlineConst ? hir::DefNodeKind::InlineConst
                                                 : hir::DefNodeKind::AnonConst,
              owner_def, body.raw);
  return body;
}

hir::ConstArgId OwnerLowering::lower_const_arg(const ast::AnonConst &constant) {
  hir::ConstArg arg;
  arg.span = krate[constant.value].span;
  if (krate[constant.value].kind() == ast::ExprKind::Underscore) {
    arg.kind = hir::ConstArgKind::Infer;
    return o.const_args.push(arg);
  }
  if (ast::ExprId lone = lone_path(constant.value)) {
    const PartialRes *found = cx.res.path(krate[lone].id);
    if (found && found->is_full() && found->base.is_def(DefKind::ConstParam)) {
      const auto &path = krate[lone].as<ast::PathExpr>();
      arg.kind = hir::ConstArgKind::Path;
      arg.qpath = lower_qpath(krate[lone].id, path.qself, path.path, ParamMode::Infer);
      return o.const_args.push(arg);
    }
  }
  arg.body = lower_anon_const(constant, hir::BodyKind::AnonConst);
  arg.def_id = cx.res.def_of(constant.id);
  return o.const_args.push(arg);
}

/// A generic argument that looks like a type, but names a constant; else an invalid id.
hir::ConstArgId OwnerLowering::lower_ty_as_const(ast::TyId id) {
  const ast::Ty &ty = krate[id];
  const auto *path = ty.get_if<ast::PathTy>();
  const PartialRes *found = path ? cx.res.path(ty.id) : nullptr;
  if (!found || !found->is_full())
    return {};
  const resolve::Res &base = found->base;
  bool is_value = base.is_def(DefKind::ConstParam) || base.is_def(DefKind::Const) ||
                  base.is_def(DefKind::Static) || base.is_def(DefKind::AssocConst) ||
                  base.is_def(DefKind::Fn) || base.kind == ResKind::Local ||
                  (base.kind == ResKind::Def && is_ctor(base.def_kind));
  if (!is_value)
    return {};
  hir::ConstArg arg;
  arg.span = ty.span;
  hir::QPathId qpath = lower_qpath(ty.id, path->qself, path->path, ParamMode::Infer);
  if (base.is_def(DefKind::ConstParam)) {
    arg.kind = hir::ConstArgKind::Path;
    arg.qpath = qpath;
    return o.const_args.push(arg);
  }
  hir::Body body;
  body.kind = hir::BodyKind::AnonConst;
  body.def_id = cx.res.def_of(ty.id);
  body.value = add_expr(hir::ExprKind::Path, ty.span, qpath.raw);
  arg.def_id = body.def_id;
  arg.body = o.bodies.push(std::move(body));
  cx.set_node(arg.def_id, hir::DefNodeKind::AnonConst, owner_def, arg.body.raw);
  return o.const_args.push(arg);
}

} // namespace ochre::lower
