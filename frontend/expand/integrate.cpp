// Putting fragments where the invocations stood. Expressions, patterns and types are overwritten at
// once. Lists are rebuilt once, at the end, so that a block of ten thousand macro calls costs ten
// thousand steps and not their square.

#include "frontend/expand/attr_check.h"
#include "frontend/expand/state.h"

namespace ochre::expand {

namespace {

bool is_item_place(Place place) {
  return place != Place::Expr && place != Place::Pat && place != Place::Ty && place != Place::Stmts;
}

void overwrite(ExpandContext &ctx, const Invocation &invocation, Fragment &fragment) {
  ast::Crate &krate = ctx.krate;
  switch (invocation.place) {
  case Place::Expr: {
    ast::AttrsId attrs = krate[invocation.expr].attrs;
    krate[invocation.expr] = krate[fragment.expr];
    fragment.expr = invocation.expr;
    if (!attrs)
      return;
    llvm::SmallVector<ast::Attr, 4> all(krate[attrs]);
    all.append(krate[krate[fragment.expr].attrs].begin(), krate[krate[fragment.expr].attrs].end());
    krate[fragment.expr].attrs = krate.add_attrs(all);
    return;
  }
  case Place::Pat:
    krate[invocation.pat] = krate[fragment.pat];
    fragment.pat = invocation.pat;
    return;
  case Place::Ty:
    krate[invocation.ty] = krate[fragment.ty];
    fragment.ty = invocation.ty;
    return;
  case Place::Stmts:
  case Place::Items:
  case Place::TraitItems:
  case Place::ImplItems:
  case Place::TraitImplItems:
  case Place::ForeignItems: return;
  }
}

/// The list without placeholders. Nested ones are followed with a stack of what is to come.
ast::List<ast::ItemId> flatten_items(ExpandContext &ctx, ast::List<ast::ItemId> items) {
  llvm::SmallVector<ast::ItemId, 32> todo(llvm::reverse(items));
  llvm::SmallVector<ast::ItemId, 32> done;
  while (!todo.empty()) {
    ast::ItemId id = todo.pop_back_val();
    auto *call = ctx.krate[id].get_if<ast::MacCallItem>();
    auto splice = call ? ctx.state->splices.find(call->mac->id) : ctx.state->splices.end();
    if (splice == ctx.state->splices.end())
      done.push_back(id);
    else
      todo.append(splice->second.items.rbegin(), splice->second.items.rend());
  }
  return ctx.krate.list(done);
}

ast::Stmt item_stmt(ExpandContext &ctx, ast::ItemId item) {
  ast::Stmt stmt;
  stmt.kind = ast::StmtKind::Item;
  stmt.id = ctx.krate.new_node_id();
  stmt.span = ctx.krate[item].span;
  stmt.item = item;
  return stmt;
}

ast::List<ast::Stmt> flatten_stmts(ExpandContext &ctx, ast::List<ast::Stmt> stmts) {
  llvm::SmallVector<ast::Stmt, 32> todo(llvm::reverse(stmts));
  llvm::SmallVector<ast::Stmt, 32> done;
  auto &splices = ctx.state->splices;
  while (!todo.empty()) {
    ast::Stmt stmt = todo.pop_back_val();
    ast::NodeId node;
    if (stmt.kind == ast::StmtKind::MacCall)
      node = stmt.mac->id;
    else if (stmt.kind == ast::StmtKind::Item)
      if (auto *call = ctx.krate[stmt.item].get_if<ast::MacCallItem>())
        node = call->mac->id;
    auto splice = node ? splices.find(node) : splices.end();
    if (splice == splices.end()) {
      done.push_back(stmt);
      continue;
    }
    const Fragment &fragment = splice->second;
    todo.append(fragment.stmts.rbegin(), fragment.stmts.rend());
    for (ast::ItemId item : llvm::reverse(fragment.items))
      todo.push_back(item_stmt(ctx, item));
  }
  return ctx.krate.list(done);
}

void flatten_item_lists(ExpandContext &ctx, ast::ItemId id) {
  ast::Item &item = ctx.krate[id];
  if (auto *node = item.get_if<ast::ModItem>())
    node->items = flatten_items(ctx, node->items);
  else if (auto *node = item.get_if<ast::ForeignModItem>())
    node->items = flatten_items(ctx, node->items);
  else if (auto *node = item.get_if<ast::TraitItem>())
    node->items = flatten_items(ctx, node->items);
  else if (auto *node = item.get_if<ast::ImplItem>())
    node->items = flatten_items(ctx, node->items);
}

} // namespace

ExpandContext::ExpandContext(Session &sess, ast::Crate &krate)
    : sess(sess), krate(krate), state(std::make_unique<ExpandState>()) {}
ExpandContext::~ExpandContext() = default;

llvm::SmallVector<InvocationId, 0> integrate(ExpandContext &ctx, InvocationId id,
                                             Fragment &fragment) {
  const Invocation invocation = ctx.invocations[id];
  ctx.by_node.erase(invocation.node);
  overwrite(ctx, invocation, fragment);
  CollectFrom from;
  from.parent = id;
  from.expn = invocation.expn;
  from.depth = invocation.depth + 1;
  from.dir = invocation.dir;
  from.owner = invocation.owner;
  auto found = collect_fragment(ctx, from, fragment);
  if (is_item_place(invocation.place) || invocation.place == Place::Stmts) {
    ctx.state->splices[invocation.node] = fragment;
    ctx.state->owners.insert({static_cast<uint32_t>(invocation.owner.kind), invocation.owner.raw});
  }
  return found;
}

void finish(ExpandContext &ctx) {
  for (auto [kind, raw] : ctx.state->owners) {
    switch (static_cast<ListOwner::Kind>(kind)) {
    case ListOwner::Kind::None: break;
    case ListOwner::Kind::Crate: ctx.krate.items = flatten_items(ctx, ctx.krate.items); break;
    case ListOwner::Kind::Item: flatten_item_lists(ctx, ast::ItemId(raw)); break;
    case ListOwner::Kind::Block: {
      ast::Block &block = ctx.krate[ast::BlockId(raw)];
      block.stmts = flatten_stmts(ctx, block.stmts);
      break;
    }
    }
  }
  ctx.state->owners.clear();
  ctx.state->splices.clear();
  check_attributes(ctx.sess, ctx.krate);
}

Fragment make_error_fragment(ExpandContext &ctx, const Invocation &invocation,
                             ErrorGuaranteed guaranteed) {
  Fragment fragment;
  fragment.place = invocation.place;
  Span span = invocation.span;
  switch (invocation.place) {
  case Place::Expr: fragment.expr = ctx.krate.make(span, ast::ErrorExpr{guaranteed}); break;
  case Place::Pat: fragment.pat = ctx.krate.make(span, ast::ErrorPat{guaranteed}); break;
  case Place::Ty: fragment.ty = ctx.krate.make(span, ast::ErrorTy{guaranteed}); break;
  case Place::Stmts: {
    ast::Stmt stmt;
    stmt.kind = invocation.stmt_style == ast::MacStmtStyle::Semicolon ? ast::StmtKind::Semi
                                                                      : ast::StmtKind::Expr;
    stmt.id = ctx.krate.new_node_id();
    stmt.span = span;
    stmt.expr = ctx.krate.make(span, ast::ErrorExpr{guaranteed});
    fragment.stmts = ctx.krate.list(llvm::ArrayRef(stmt));
    break;
  }
  case Place::Items:
  case Place::TraitItems:
  case Place::ImplItems:
  case Place::TraitImplItems:
  case Place::ForeignItems:
    // The item below a bad attribute stays, so that its names are known.
    if (invocation.kind == InvocationKind::Attr)
      fragment.items = ctx.krate.list(llvm::ArrayRef(invocation.item));
    break;
  }
  return fragment;
}

} // namespace ochre::expand
