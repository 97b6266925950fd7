// One walk over fresh AST: configures it, loads modules, and finds the invocations in source order.

#include "frontend/expand/cfg.h"
#include "frontend/expand/diags.h"
#include "frontend/expand/harness.h"
#include "frontend/expand/state.h"

#include "frontend/ast/walk.h"

#include "llvm/ADT/ScopeExit.h"

namespace ochre::expand {

namespace {

using ast::ItemKind;
using OwnerKind = ListOwner::Kind;

class Collector : public ast::Walker<Collector> {
public:
  Collector(ExpandContext &ctx, const CollectFrom &from, Place place)
      : Walker(ctx.krate), ctx_(ctx), from_(from), dir_(from.dir), owner_(from.owner),
        place_(place < Place::Items ? Place::Items : place) {}

  llvm::SmallVector<InvocationId, 0> found;

  void collect(Fragment &fragment);

  // Where lists lose what is not configured.
  void visit_item(ast::ItemId id, ast::ItemPlace place);
  void visit_block(ast::BlockId id);
  void visit_stmt(ast::Stmt &stmt);
  void visit_expr(ast::ExprId id);
  void visit_pat(ast::PatId id);
  void visit_ty(ast::TyId id);
  void visit_attrs(ast::AttrsId attrs);
  void visit_fn_decl(ast::FnDecl &decl) {
    configure_list(decl.inputs);
    walk_fn_decl(decl);
  }
  void visit_generics(ast::Generics &generics) {
    configure_list(generics.params);
    configure_list(generics.where_clause.predicates);
    walk_generics(generics);
  }
  void visit_poly_trait_ref(ast::PolyTraitRef &poly) {
    configure_list(poly.bound_params);
    walk_poly_trait_ref(poly);
  }
  void visit_variant_data(ast::VariantData &data) {
    configure_list(data.fields);
    walk_variant_data(data);
  }

private:
  bool configure(ast::AttrsId &attrs);
  bool configure(ast::ItemId id);
  bool configure(ast::Stmt &stmt);
  bool configure(ast::ExprId id) { return configure(krate[id].attrs); }
  template <class T>
    requires requires(T &element) { element.attrs; }
  bool configure(T &element) {
    return configure(element.attrs);
  }
  template <class T>
  void configure_list(ast::List<T> &list) {
    size_t kept = 0;
    for (T &element : list)
      if (configure(element))
        list[kept++] = element;
    list = list.take_front(kept);
  }

  InvocationId add(Invocation invocation, ExpnKind kind, Symbol name);
  void add_bang(Invocation invocation, ast::MacCall &mac);
  std::optional<uint32_t> find_macro_attr(ast::AttrsId attrs) const;
  void add_attr(ast::ItemId id, uint32_t index);
  void visit_item_list(ast::List<ast::ItemId> &items, OwnerKind kind, uint32_t raw, Place place);
  void visit_lists_of(ast::ItemId id);

  ExpandContext &ctx_;
  const CollectFrom &from_;
  ModuleDirId dir_;
  ListOwner owner_;
  Place place_;
};

bool Collector::configure(ast::AttrsId &attrs) {
  if (!attrs)
    return true;
  attrs = expand_cfg_attrs(ctx_.sess, krate, attrs);
  if (!find_attr(krate, attrs, sym::cfg))
    return true;
  if (!is_configured(ctx_.sess, krate, attrs))
    return false;
  llvm::SmallVector<ast::Attr, 8> rest;
  for (const ast::Attr &attr : krate[attrs])
    if (!attr.is(sym::cfg))
      rest.push_back(attr);
  attrs = krate.add_attrs(rest);
  return true;
}

bool Collector::configure(ast::ItemId id) {
  ast::Item &item = krate[id];
  if (!configure(item.attrs))
    return false;
  // A file's own attributes count, so it is read before the decision.
  auto *mod = item.get_if<ast::ModItem>();
  if (!mod || mod->is_loaded || find_macro_attr(item.attrs))
    return true;
  ctx_.state->module_dirs[id] = load_module(ctx_, dir_, id);
  return configure(item.attrs);
}

bool Collector::configure(ast::Stmt &stmt) {
  switch (stmt.kind) {
  case ast::StmtKind::Item: return configure(stmt.item);
  case ast::StmtKind::Expr:
  case ast::StmtKind::Semi: return configure(stmt.expr);
  case ast::StmtKind::Let:
  case ast::StmtKind::MacCall: return configure(stmt.attrs);
  case ast::StmtKind::Empty: return true;
  }
  return true;
}

InvocationId Collector::add(Invocation invocation, ExpnKind kind, Symbol name) {
  invocation.parent = from_.parent;
  invocation.depth = from_.depth;
  invocation.dir = dir_;
  ExpnData data;
  data.kind = kind;
  data.parent = from_.expn;
  data.call_site = invocation.span;
  data.macro_name = name;
  data.edition = ctx_.sess.edition(invocation.span);
  invocation.expn = ctx_.sess.hygiene.add_expn(data);
  InvocationId id = ctx_.invocations.push(invocation);
  ctx_.by_node[invocation.node] = id;
  found.push_back(id);
  return id;
}

Symbol last_name(const ast::Path &path) {
  return path.segments.empty() ? sym::empty : path.segments.back().ident.name;
}

void Collector::add_bang(Invocation invocation, ast::MacCall &mac) {
  invocation.kind = InvocationKind::Bang;
  invocation.mac = &mac;
  invocation.node = mac.id;
  invocation.path = &mac.path;
  invocation.span = mac.span();
  add(invocation, ExpnKind::Bang, last_name(mac.path));
}

std::optional<uint32_t> Collector::find_macro_attr(ast::AttrsId attrs) const {
  uint32_t index = 0;
  for (const ast::Attr &attr : krate[attrs]) {
    bool may_be_macro = !attr.is_doc_comment && !attr.is_inert && !attr.path.segments.empty();
    if (may_be_macro && (attr.path.segments.size() > 1 ||
                         !is_builtin_attr(ctx_.sess.str(attr.path.segments[0].ident.name))))
      return index;
    ++index;
  }
  return std::nullopt;
}

/// Attributes, doc comments apart, of an item with an attribute macro. Each macro looks at all that
/// follow it and is expanded in a round of its own, so that their number must be bounded.
constexpr size_t kMaxAttributes = 256;

void Collector::add_attr(ast::ItemId id, uint32_t index) {
  ast::Item &item = krate[id];
  llvm::SmallVector<ast::Attr, 8> kept;
  size_t count = 0;
  for (const ast::Attr &attr : krate[item.attrs]) {
    count += !attr.is_doc_comment;
    if (count == kMaxAttributes + 1 && !attr.is_doc_comment)
      error(ctx_.sess, attr.span, diag::TooManyAttributes, uint64_t(kMaxAttributes)).emit();
    if (attr.is_doc_comment || count <= kMaxAttributes)
      kept.push_back(attr);
  }
  if (count > kMaxAttributes)
    item.attrs = krate.add_attrs(kept);
  if (index >= kept.size())
    return; // the macro itself was beyond the bound
  auto *attr = krate.arena.make<ast::Attr>(krate[item.attrs][index]);
  llvm::SmallVector<ast::Attr, 8> rest(krate[item.attrs]);
  rest.erase(rest.begin() + index);
  item.attrs = krate.add_attrs(rest);

  auto *mac = krate.arena.make<ast::MacCall>();
  mac->path = attr->path;
  mac->id = krate.new_node_id();
  mac->open = mac->close = attr->span;
  ast::ItemId moved =
      krate.make(item.span, ast::AttrsId(), ast::Ident(), item.vis, ast::MacCallItem{mac});
  std::swap(krate[id], krate[moved]);

  Invocation invocation;
  invocation.kind = InvocationKind::Attr;
  invocation.place = place_;
  invocation.owner = owner_;
  invocation.node = mac->id;
  invocation.path = &mac->path;
  invocation.span = attr->span;
  invocation.attr = attr;
  invocation.attr_index = index;
  invocation.item = moved;
  add(invocation, ExpnKind::Attr, last_name(attr->path));
}

void Collector::visit_item_list(ast::List<ast::ItemId> &items, OwnerKind kind, uint32_t raw,
                                Place place) {
  auto restore = llvm::make_scope_exit(
      [this, owner = owner_, old_place = place_] { owner_ = owner, place_ = old_place; });
  owner_ = {kind, raw};
  place_ = place;
  configure_list(items);
  for (ast::ItemId id : items)
    visit_item(id, ast::ItemPlace::Module);
}

void Collector::visit_lists_of(ast::ItemId id) {
  ast::Item &item = krate[id];
  switch (item.kind()) {
  case ItemKind::Mod: {
    auto &mod = item.as<ast::ModItem>();
    auto known = ctx_.state->module_dirs.find(id);
    ModuleDirId outer = dir_;
    dir_ = known != ctx_.state->module_dirs.end() ? known->second
                                                  : enter_inline_module(ctx_, dir_, id);
    visit_item_list(mod.items, OwnerKind::Item, id.raw, Place::Items);
    dir_ = outer;
    return;
  }
  case ItemKind::ForeignMod:
    return visit_item_list(item.as<ast::ForeignModItem>().items, OwnerKind::Item, id.raw,
                           Place::ForeignItems);
  default: return;
  }
}

void Collector::visit_item(ast::ItemId id, ast::ItemPlace place) {
  ast::Item &item = krate[id];
  if (auto index = find_macro_attr(item.attrs))
    return add_attr(id, *index);
  if (auto *call = item.get_if<ast::MacCallItem>()) {
    Invocation invocation;
    invocation.place = place_;
    invocation.owner = owner_;
    return add_bang(invocation, *call->mac);
  }
  if (item.kind() == ItemKind::Mod || item.kind() == ItemKind::ForeignMod) {
    visit_attrs(item.attrs);
    return visit_lists_of(id);
  }
  auto restore = llvm::make_scope_exit(
      [this, owner = owner_, old_place = place_] { owner_ = owner, place_ = old_place; });
  if (auto *node = item.get_if<ast::TraitItem>()) {
    owner_ = {OwnerKind::Item, id.raw};
    place_ = Place::TraitItems;
    configure_list(node->items);
  } else if (auto *node = item.get_if<ast::ImplItem>()) {
    owner_ = {OwnerKind::Item, id.raw};
    place_ = node->has_trait ? Place::TraitImplItems : Place::ImplItems;
    configure_list(node->items);
  } else if (auto *node = item.get_if<ast::EnumItem>()) {
    configure_list(node->variants);
  }
  walk_item(id, place);
}

void Collector::visit_block(ast::BlockId id) {
  auto restore = llvm::make_scope_exit([this, owner = owner_, place = place_, dir = dir_] {
    owner_ = owner, place_ = place, dir_ = dir;
  });
  owner_ = {OwnerKind::Block, id.raw};
  place_ = Place::Items;
  dir_ = enter_block(ctx_, dir_);
  configure_list(krate[id].stmts);
  walk_block(id);
}

void Collector::visit_stmt(ast::Stmt &stmt) {
  if (stmt.kind != ast::StmtKind::MacCall)
    return walk_stmt(stmt);
  Invocation invocation;
  invocation.place = Place::Stmts;
  invocation.owner = owner_;
  invocation.stmt_style = stmt.mac_style;
  add_bang(invocation, *stmt.mac);
}

void Collector::visit_expr(ast::ExprId id) {
  ast::Expr &expr = krate[id];
  if (expr.attrs) {
    // Elsewhere than in lists nothing can be cut: lists are configured before they are walked.
    expr.attrs = expand_cfg_attrs(ctx_.sess, krate, expr.attrs);
    if (const ast::Attr *attr = find_attr(krate, expr.attrs, sym::cfg))
      error(ctx_.sess, attr->span, diag::CfgRemovedExpr).emit();
  }
  if (auto *call = expr.get_if<ast::MacCallExpr>()) {
    Invocation invocation;
    invocation.place = Place::Expr;
    invocation.expr = id;
    return add_bang(invocation, *call->mac);
  }
  if (auto *node = expr.get_if<ast::ArrayExpr>())
    configure_list(node->elems);
  else if (auto *node = expr.get_if<ast::CallExpr>())
    configure_list(node->args);
  else if (auto *node = expr.get_if<ast::MethodCallExpr>())
    configure_list(node->args);
  else if (auto *node = expr.get_if<ast::TupExpr>())
    configure_list(node->elems);
  else if (auto *node = expr.get_if<ast::MatchExpr>())
    configure_list(node->arms);
  else if (auto *node = expr.get_if<ast::StructExpr>())
    configure_list(node->fields);
  walk_expr(id);
}

void Collector::visit_pat(ast::PatId id) {
  ast::Pat &pat = krate[id];
  if (auto *call = pat.get_if<ast::MacCallPat>()) {
    Invocation invocation;
    invocation.place = Place::Pat;
    invocation.pat = id;
    return add_bang(invocation, *call->mac);
  }
  if (auto *node = pat.get_if<ast::StructPat>())
    configure_list(node->fields);
  walk_pat(id);
}

void Collector::visit_ty(ast::TyId id) {
  if (auto *call = krate[id].get_if<ast::MacCallTy>()) {
    Invocation invocation;
    invocation.place = Place::Ty;
    invocation.ty = id;
    return add_bang(invocation, *call->mac);
  }
  walk_ty(id);
}

void Collector::visit_attrs(ast::AttrsId attrs) {
  for (const ast::Attr &attr : krate[attrs])
    if (attr.args_kind == ast::AttrArgsKind::Eq && attr.value)
      visit_expr(attr.value);
}

void Collector::collect(Fragment &fragment) {
  switch (fragment.place) {
  case Place::Expr: return visit_expr(fragment.expr);
  case Place::Pat: return visit_pat(fragment.pat);
  case Place::Ty: return visit_ty(fragment.ty);
  case Place::Stmts:
    configure_list(fragment.stmts);
    for (ast::Stmt &stmt : fragment.stmts)
      visit_stmt(stmt);
    return;
  case Place::Items:
  case Place::TraitItems:
  case Place::ImplItems:
  case Place::TraitImplItems:
  case Place::ForeignItems:
    configure_list(fragment.items);
    for (ast::ItemId id : fragment.items)
      visit_item(id, ast::ItemPlace::Module);
    return;
  }
}

void read_recursion_limit(ExpandContext &ctx) {
  const ast::Attr *attr = find_attr(ctx.krate, ctx.krate.attrs, sym::recursion_limit);
  ctx.recursion_limit = ctx.sess.opts.recursion_limit;
  if (!attr)
    return;
  unsigned limit = 0;
  auto text = attr_string(ctx.sess, *attr);
  if (text && !llvm::StringRef(*text).getAsInteger(10, limit))
    ctx.recursion_limit = ctx.sess.opts.recursion_limit = limit;
  else
    error(ctx.sess, attr->span, diag::BadLimit).emit();
}

} // namespace

llvm::SmallVector<InvocationId, 0> collect_fragment(ExpandContext &ctx, const CollectFrom &from,
                                                    Fragment &fragment) {
  Collector collector(ctx, from, fragment.place);
  collector.collect(fragment);
  return std::move(collector.found);
}

CollectFrom inside_arguments_of(const ExpandContext &ctx, InvocationId id) {
  const Invocation &invocation = ctx.invocations[id];
  CollectFrom from;
  from.parent = invocation.parent;
  from.expn = ctx.sess.hygiene.expn(invocation.expn).parent;
  from.depth = invocation.depth + 1;
  from.dir = invocation.dir;
  from.owner = invocation.owner;
  return from;
}

llvm::SmallVector<InvocationId, 0> collect_crate(ExpandContext &ctx) {
  ast::Crate &krate = ctx.krate;
  krate.attrs = expand_cfg_attrs(ctx.sess, krate, krate.attrs);
  bool is_cut = !is_configured(ctx.sess, krate, krate.attrs);
  read_recursion_limit(ctx);
  CollectFrom from;
  from.dir = make_root_dir(ctx);
  from.owner = {OwnerKind::Crate, 0};
  if (is_cut)
    krate.items = {};
  inject_std(ctx);
  Fragment root;
  root.place = Place::Items;
  root.items = krate.items;
  // The crate's own attributes may hold calls, too: `#![doc = include_str!("…")]`.
  Collector collector(ctx, from, Place::Items);
  collector.visit_attrs(krate.attrs);
  collector.collect(root);
  krate.items = root.items;
  return std::move(collector.found);
}

} // namespace ochre::expand
