// Definitions within bodies and signatures, blocks, macro calls.

#include "frontend/resolve/builder.h"

namespace ochre::resolve {

LocalDefId Builder::create(ast::NodeId node, DefKind kind, Symbol name, Span span) {
  return create(node, kind, name, span, Visibility::restricted(nearest_mod_def(cx, scope.module)));
}

LocalDefId Builder::create(ast::NodeId node, DefKind kind, Symbol name, Span span, Visibility vis) {
  LocalDefId def = cx.defs.create(parent, kind, name, span);
  cx.out.node_defs.ensure(node) = def;
  cx.out.def_nodes.ensure(def) = node;
  cx.out.visibilities.ensure(def) = vis;
  return def;
}

void Builder::add_invocation(ast::NodeId node, bool in_module) {
  expand::InvocationId id = cx.expander.invocation_of(node);
  if (!id)
    return; // expanded already, or broken
  InvocationInfo info;
  info.scope = scope;
  info.parent_def = parent;
  info.impl_trait = static_cast<uint8_t>(impl_trait);
  info.in_module = in_module;
  info.in_trait_impl = in_trait_impl;
  info.enclosing_vis = enclosing_vis;
  cx.invocations.ensure(id) = info;
  if (!in_module)
    return;
  ++cx.modules[scope.module].unexpanded;
  MacroScope row;
  row.kind = MacroScopeKind::Invocation;
  row.parent = scope.macro_rules;
  row.expansion = cx.expander.invocations[id].expn;
  scope.macro_rules = cx.macro_scopes.push(row);
}

void copy_invocation_scope(Context &cx, expand::InvocationId from, expand::InvocationId to) {
  InvocationInfo info = cx.invocations[from];
  info.in_module = false;
  cx.invocations.ensure(to) = info;
}

/// `#[doc = include_str!("…")]`
void Builder::visit_attrs(ast::AttrsId attrs) {
  if (!attrs)
    return;
  for (ast::Attr &attr : krate[attrs])
    if (attr.args_kind == ast::AttrArgsKind::Eq)
      maybe_expr(attr.value);
}

void Builder::visit_mac_call(ast::MacCall &mac) { add_invocation(mac.id, false); }

void Builder::visit_expr(ast::ExprId id) {
  ast::Expr &expr = krate[id];
  LocalDefId outer = parent;
  if (expr.kind() == ast::ExprKind::Closure) {
    visit_closure(expr);
  } else if (auto *block = expr.get_if<ast::ConstBlockExpr>()) {
    parent = create(block->body.id, DefKind::InlineConst, sym::empty, expr.span);
    visit_expr(block->body.value);
  } else {
    if (auto *gen = expr.get_if<ast::GenExpr>())
      parent = create(gen->coroutine_id, DefKind::Closure, sym::empty, expr.span);
    walk_expr(id);
  }
  parent = outer;
}

void Builder::visit_closure(ast::Expr &expr) {
  auto &closure = expr.as<ast::ClosureExpr>();
  parent = create(expr.id, DefKind::Closure, sym::empty, expr.span);
  visit_params(closure.bound_params);
  visit_fn_decl(closure.decl);
  if (closure.coroutine != ast::CoroutineKind::None && closure.coroutine_id)
    parent = create(closure.coroutine_id, DefKind::Closure, sym::empty, expr.span);
  visit_expr(closure.body);
}

void Builder::visit_fn_decl(ast::FnDecl &decl) { walk_fn_decl(decl); }

void Builder::visit_fn(ast::Item &item, LocalDefId def) {
  auto &fn = item.as<ast::FnItem>();
  LocalDefId outer = parent;
  parent = def;
  impl_trait = ImplTraitContext::Universal;
  visit_generics(fn.generics);
  for (ast::Param &param : fn.decl.inputs)
    visit_param(param);
  impl_trait = ImplTraitContext::Opaque;
  bool is_coroutine = fn.header.coroutine != ast::CoroutineKind::None;
  if (is_coroutine && fn.header.return_impl_id)
    create(fn.header.return_impl_id, DefKind::OpaqueTy, sym::empty, item.span);
  maybe_ty(fn.decl.output);
  if (is_coroutine && fn.body && fn.header.coroutine_id)
    parent = create(fn.header.coroutine_id, DefKind::Closure, sym::empty, item.span);
  maybe_block(fn.body);
  parent = outer;
}

void Builder::visit_ty(ast::TyId id) {
  ast::Ty &ty = krate[id];
  if (ty.kind() == ast::TyKind::ImplTrait) {
    auto &node = ty.as<ast::ImplTraitTy>();
    ImplTraitContext outer = impl_trait;
    if (impl_trait == ImplTraitContext::Universal) {
      Symbol name = cx.sess.intern(cx.sess.source_map.snippet(ty.span));
      create(node.def_node, DefKind::TyParam, name, ty.span);
    } else {
      LocalDefId outer_parent = parent;
      parent = create(node.def_node, DefKind::OpaqueTy, sym::empty, ty.span);
      walk_ty(id);
      parent = outer_parent;
      return;
    }
    walk_ty(id);
    impl_trait = outer;
    return;
  }
  walk_ty(id);
}

void Builder::visit_anon_const(ast::AnonConst &constant) {
  LocalDefId outer = parent;
  ImplTraitContext outer_context = impl_trait;
  impl_trait = ImplTraitContext::Opaque;
  parent = create(constant.id, DefKind::AnonConst, sym::empty, krate[constant.value].span);
  visit_expr(constant.value);
  parent = outer;
  impl_trait = outer_context;
}

void Builder::visit_generic_param(ast::GenericParam &param) {
  DefKind kind = param.kind == ast::GenericParamKind::Lifetime ? DefKind::LifetimeParam
                 : param.kind == ast::GenericParamKind::Type   ? DefKind::TyParam
                                                               : DefKind::ConstParam;
  create(param.id, kind, param.ident.name, param.ident.span);
  walk_generic_param(param);
}

void Builder::visit_field_def(ast::FieldDef &field) {
  Visibility vis = resolve_vis(field.vis);
  Symbol name = field.ident.is_valid() ? field.ident.name : sym::empty;
  create(field.id, DefKind::Field, name, field.ident.is_valid() ? field.ident.span : field.span,
         vis);
  walk_field_def(field);
}

void Builder::visit_block(ast::BlockId id) {
  ast::Block &block = krate[id];
  ParentScope outer = scope;
  bool has_names = false;
  for (const ast::Stmt &stmt : block.stmts)
    has_names |= stmt.kind == ast::StmtKind::Item || stmt.kind == ast::StmtKind::MacCall;
  if (has_names) {
    Module row;
    row.kind = ModuleKind::Block;
    row.parent = scope.module;
    row.nearest_mod = nearest_mod(cx, scope.module);
    row.block = block.id;
    row.name = sym::empty;
    row.expansion = scope.expansion;
    row.span = block.span;
    row.no_implicit_prelude = cx.modules[scope.module].no_implicit_prelude;
    scope.module = cx.modules.push(std::move(row));
    cx.block_modules[block.id] = scope.module;
  }
  walk_block(id);
  scope = outer;
}

void Builder::visit_stmt(ast::Stmt &stmt) {
  if (stmt.kind == ast::StmtKind::MacCall) {
    add_invocation(stmt.mac->id, true);
    return;
  }
  walk_stmt(stmt);
}

void build_crate(Context &cx) {
  Builder builder(cx, {cx.root, kRootExpn, cx.empty_macro_scope}, kCrateRoot);
  builder.walk_crate();
}

void build_root_fragment(Context &cx, const expand::Fragment &fragment) {
  Builder builder(cx, {cx.root, kRootExpn, cx.empty_macro_scope}, kCrateRoot);
  builder.visit_items(fragment.items, ast::ItemPlace::Module);
}

void build_fragment(Context &cx, expand::InvocationId id, const expand::Fragment &fragment) {
  InvocationInfo info = cx.invocations[id];
  ExpnId expn = cx.expander.invocations[id].expn;
  ParentScope scope = info.scope;
  scope.expansion = expn;
  if (info.in_module)
    --cx.modules[scope.module].unexpanded;
  Builder builder(cx, scope, info.parent_def);
  builder.impl_trait = static_cast<ImplTraitContext>(info.impl_trait);
  builder.in_trait_impl = info.in_trait_impl;
  builder.enclosing_vis = info.enclosing_vis;
  switch (fragment.place) {
  case expand::Place::Expr: builder.maybe_expr(fragment.expr); break;
  case expand::Place::Pat:
    if (fragment.pat)
      builder.visit_pat(fragment.pat);
    break;
  case expand::Place::Ty: builder.maybe_ty(fragment.ty); break;
  case expand::Place::Stmts:
    for (ast::Stmt &stmt : fragment.stmts)
      builder.visit_stmt(stmt);
    break;
  case expand::Place::Items:
    // In a block or module alike: the names go into the scope of the call.
    builder.visit_items(fragment.items, ast::ItemPlace::Module);
    break;
  case expand::Place::TraitItems: builder.visit_items(fragment.items, ast::ItemPlace::Trait); break;
  case expand::Place::ImplItems:
  case expand::Place::TraitImplItems:
    builder.visit_items(fragment.items, ast::ItemPlace::Impl);
    break;
  case expand::Place::ForeignItems:
    builder.visit_items(fragment.items, ast::ItemPlace::Foreign);
    break;
  }
  cx.expansion_outputs[expn] = builder.scope.macro_rules;
}

} // namespace ochre::resolve
