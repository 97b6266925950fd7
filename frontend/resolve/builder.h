// One walk over each fragment of AST: makes its definitions, enters its names into the module graph
// and notes where its macro calls stand.
#pragma once

#include "frontend/ast/walk.h"
#include "frontend/resolve/lookup.h"

namespace ochre::resolve {

/// What `impl Trait` means at a place: a parameter of the function, or an opaque type.
enum class ImplTraitContext : uint8_t { Opaque, Universal };

/// Walks the whole crate as parsed.
void build_crate(Context &cx);
/// Walks what an invocation became. Names are entered where the call stood.
void build_fragment(Context &cx, expand::InvocationId id, const expand::Fragment &fragment);
/// Walks items that were added to the end of the root module.
void build_root_fragment(Context &cx, const expand::Fragment &fragment);
/// Gives an argument of a built-in macro the scope of the macro's call.
void copy_invocation_scope(Context &cx, expand::InvocationId from, expand::InvocationId to);

const ast::Attr *find_attr(const Context &cx, ast::AttrsId attrs, Symbol name);

struct Builder : ast::Walker<Builder> {
  Context &cx;
  ParentScope scope;
  LocalDefId parent;
  ImplTraitContext impl_trait = ImplTraitContext::Opaque;
  bool in_trait_impl = false;
  Visibility enclosing_vis; ///< of the trait or enum around

  Builder(Context &cx, ParentScope scope, LocalDefId parent)
      : Walker(cx.krate), cx(cx), scope(scope), parent(parent) {}

  // builder.cpp
  LocalDefId create(ast::NodeId node, DefKind kind, Symbol name, Span span);
  LocalDefId create(ast::NodeId node, DefKind kind, Symbol name, Span span, Visibility vis);
  void visit_expr(ast::ExprId id);
  void visit_ty(ast::TyId id);
  void visit_anon_const(ast::AnonConst &constant);
  void visit_generic_param(ast::GenericParam &param);
  void visit_field_def(ast::FieldDef &field);
  void visit_block(ast::BlockId id);
  void visit_stmt(ast::Stmt &stmt);
  void visit_mac_call(ast::MacCall &mac);
  void visit_vis(ast::Visibility &) {}
  void visit_use_tree(ast::UseTree &) {}
  void visit_attrs(ast::AttrsId attrs);
  void visit_closure(ast::Expr &expr);
  void visit_fn(ast::Item &item, LocalDefId def);
  void visit_fn_decl(ast::FnDecl &decl);
  void add_invocation(ast::NodeId node, bool in_module);

  // builder_items.cpp
  void visit_item(ast::ItemId id, ast::ItemPlace place);
  void visit_module_item(ast::Item &item, ast::ItemId id);
  void visit_assoc_item(ast::Item &item, ast::ItemPlace place);
  void visit_foreign_item(ast::Item &item);
  void define(Ident ident, Namespace ns, const Res &res, Visibility vis);
  Res define_def(ast::Item &item, DefKind kind, Visibility vis, LocalDefId &def);
  ModuleId add_module(LocalDefId def, DefKind kind, Symbol name, Span span);
  void walk_inside(ast::ItemId id, LocalDefId def);
  void visit_mod(ast::Item &item, ast::ItemId id, Visibility vis);
  void visit_adt(ast::Item &item, ast::ItemId id, Visibility vis);
  void visit_enum(ast::Item &item, ast::ItemId id, Visibility vis);
  void visit_variant(ast::Variant &variant);
  void visit_trait(ast::Item &item, ast::ItemId id, Visibility vis);
  void note_lifetimes(const ast::Generics &generics, LocalDefId def);
  void note_legacy_consts(const ast::Item &item, LocalDefId def);
  Visibility resolve_vis(const ast::Visibility &vis);

  // builder_uses.cpp
  void visit_use(ast::Item &item, Visibility vis);
  void add_use_tree(ast::Item &item, ast::UseTree &tree, llvm::ArrayRef<Segment> prefix,
                    Visibility vis, bool is_nested);
  void visit_extern_crate(ast::Item &item, Visibility vis);
  void add_macro_use(ast::Item &item, CrateNum crate);
  void add_macro_use(const ast::Attr &attr, CrateNum crate);
  void visit_macro_def(ast::Item &item, ast::ItemId id, Visibility vis);
};

} // namespace ochre::resolve
