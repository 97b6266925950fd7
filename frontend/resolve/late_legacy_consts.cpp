// `f(a, 3)` where the function has `#[rustc_legacy_const_generics(1)]` is `f::<3>(a)`: vector
// instructions with a constant in them were functions before const parameters existed.
#include "frontend/resolve/late_impl.h"

namespace ochre::resolve {

void Late::move_legacy_consts(ast::CallExpr &call) {
  auto *callee = krate[call.callee].get_if<ast::PathExpr>();
  const PartialRes *found = callee ? cx.out.path(krate[call.callee].id) : nullptr;
  if (!found || !found->is_full() || !found->base.is_def(DefKind::Fn) || !current_def)
    return;
  ast::PathSegment &segment = callee->path.segments[callee->path.segments.size() - 1];
  if (segment.args)
    return;
  DefId fn = found->base.def_id;
  std::vector<uint32_t> indices =
      cx.defs.is_local(fn) ? cx.out.legacy_const_args.lookup(fn) : cx.externs.legacy_const_args(fn);
  if (indices.empty() || indices.back() >= call.args.size())
    return;
  llvm::SmallVector<ast::ExprId, 4> rest;
  llvm::SmallVector<ast::GenericArg, 2> moved;
  for (uint32_t i = 0; i < call.args.size(); ++i) {
    if (!llvm::is_contained(indices, i)) {
      rest.push_back(call.args[i]);
      continue;
    }
    ast::GenericArg arg;
    arg.kind = ast::GenericArgKind::Const;
    arg.constant = {krate.new_node_id(), call.args[i]};
    LocalDefId def =
        cx.defs.create(current_def, DefKind::AnonConst, sym::empty, krate[call.args[i]].span);
    cx.out.node_defs.ensure(arg.constant.id) = def;
    cx.out.def_nodes.ensure(def) = arg.constant.id;
    cx.out.visibilities.ensure(def) = Visibility::restricted(nearest_mod_def(cx, scope.module));
    resolve_anon_const(arg.constant, RibKind::AnonConst);
    moved.push_back(arg);
  }
  ast::GenericArgs args;
  args.span = segment.ident.span;
  args.args = krate.list(moved);
  segment.args = krate.arena.make<ast::GenericArgs>(args);
  call.args = krate.list(rest);
}

} // namespace ochre::resolve
