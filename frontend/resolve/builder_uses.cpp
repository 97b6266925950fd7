// `use`, `extern crate` and macro definitions.
//
// A use tree becomes one import per leaf. In edition 2015 the path of an import starts at the root:
// it gets a `{{root}}` segment in front, once it has a first segment or ends in a glob.

#include "frontend/resolve/builder.h"
#include "frontend/resolve/imports.h"
#include "frontend/resolve/names.h"

namespace ochre::resolve {

using Segments = llvm::SmallVector<Segment, 4>;

namespace {

Segments full_prefix(const Context &cx, llvm::ArrayRef<Segment> outer, const ast::UseTree &tree) {
  Segments path(outer.begin(), outer.end());
  for (const ast::PathSegment &segment : tree.prefix.segments)
    path.push_back({segment.ident, segment.id, segment.args != nullptr});
  bool needs_root = path.empty() ? tree.kind == ast::UseTreeKind::Glob &&
                                       edition_of(cx, tree.span) == Edition::E2015
                                 : !is_path_keyword(path[0].ident.name) &&
                                       edition_of(cx, path[0].ident.span) == Edition::E2015;
  if (needs_root) {
    Span span = path.empty() ? tree.span.shrink_to_lo() : path[0].ident.span.shrink_to_lo();
    path.insert(path.begin(), {{sym::path_root, span}, tree.id, false});
  }
  return path;
}

/// Added by the compiler: `extern crate std`.
bool is_injected(const Context &cx, const ast::Item &item) {
  const HygieneTable &hygiene = cx.sess.hygiene;
  return hygiene.expn(hygiene.outer_expn(item.span.ctxt)).kind == ExpnKind::AstPass;
}

bool is_self_leaf(const ast::UseTree &tree) {
  return tree.kind == ast::UseTreeKind::Simple && tree.prefix.segments.size() == 1 &&
         tree.prefix.segments[0].ident.name == sym::kw_self;
}

/// Turns `a::{self}` into an import of `a`. False: reported.
bool adjust_self(Context &cx, const ast::UseTree &tree, bool is_nested, Import &import) {
  if (import.source.name != sym::kw_self)
    return true;
  bool has_module = !import.path.empty() &&
                    (import.path.size() > 1 || import.path[0].ident.name != sym::path_root);
  if (is_nested) {
    if (!has_module) {
      error(cx.sess, import.source.span, diag::SelfImportNeedsPrefix)
          .primary_label("can only appear in an import list with a non-empty prefix")
          .emit();
      return false;
    }
    import.type_ns_only = true;
  } else {
    if (!has_module)
      return true; // `use self as a`
    error(cx.sess, tree.span, diag::SelfImportOutsideList)
        .help("consider importing the module directly")
        .emit();
  }
  Segment module = import.path.pop_back_val();
  import.source = module.ident;
  if (!tree.rename.is_valid())
    import.target = module.ident;
  return true;
}

} // namespace

void Builder::visit_use(ast::Item &item, Visibility vis) {
  auto &tree = item.as<ast::UseItem>().tree;
  add_use_tree(item, tree, {}, vis, false);
}

void Builder::add_use_tree(ast::Item &item, ast::UseTree &tree, llvm::ArrayRef<Segment> prefix,
                           Visibility vis, bool is_nested) {
  Segments path = full_prefix(cx, prefix, tree);
  LocalDefId def = create(tree.id, DefKind::Use, sym::empty, tree.span, vis);
  Import import;
  import.id = tree.id;
  import.root_id = item.id;
  import.def = def;
  import.span = tree.span;
  import.root_span = item.span;
  import.scope = scope;
  import.vis = vis;
  import.is_nested = is_nested;
  import.has_attrs = item.attrs.is_valid();
  import.is_injected = is_injected(cx, item);
  switch (tree.kind) {
  case ast::UseTreeKind::Simple: {
    if (path.empty())
      return;
    Segment last = path.pop_back_val();
    import.path = path;
    import.source = last.ident;
    import.target = tree.rename.is_valid() ? tree.rename : last.ident;
    if (!adjust_self(cx, tree, is_nested, import))
      return;
    Symbol name = import.source.name;
    bool is_crate = name == sym::kw_crate || name == sym::dollar_crate;
    if (is_crate && import.path.empty() && !tree.rename.is_valid()) {
      error(cx.sess, tree.span, diag::CrateImportUnnamed).emit();
      return;
    }
    bool is_module_word = name == sym::kw_super || name == sym::kw_self;
    if (is_module_word && import.path.empty() && !tree.rename.is_valid()) {
      error(cx.sess, tree.span, diag::ImportUnnamed).emit();
      return;
    }
    add_import(cx, std::move(import));
    return;
  }
  case ast::UseTreeKind::Glob:
    import.kind = ImportKind::Glob;
    import.path = path;
    import.is_prelude =
        cx.prelude_import_symbol && find_attr(cx, item.attrs, cx.prelude_import_symbol);
    add_import(cx, std::move(import));
    return;
  case ast::UseTreeKind::Nested: break;
  }
  llvm::SmallVector<Span, 2> selfs;
  for (ast::UseTree &nested : tree.nested) {
    if (is_self_leaf(nested))
      selfs.push_back(nested.span);
    add_use_tree(item, nested, path, vis, true);
  }
  if (selfs.size() > 1) {
    auto builder = error(cx.sess, selfs[0], diag::SelfImportTwice);
    builder.primary_label("can only appear once in an import list");
    for (size_t i = 1; i < selfs.size(); ++i)
      builder.label(selfs[i], "another `self` import appears here");
    builder.emit();
  }
  // `use a::b::{}` still says that `a::b` exists.
  bool has_module = path.size() > 1 || (path.size() == 1 && !is_path_keyword(path[0].ident.name));
  if (tree.nested.empty() && has_module) {
    Segment last = path.pop_back_val();
    import.path = path;
    import.source = last.ident;
    import.target = {sym::kw_underscore, last.ident.span};
    import.type_ns_only = true;
    import.is_used = true;
    import.vis = Visibility::restricted(nearest_mod_def(cx, scope.module));
    add_import(cx, std::move(import));
  }
}

void Builder::visit_extern_crate(ast::Item &item, Visibility vis) {
  const Ident &orig = item.as<ast::ExternCrateItem>().orig;
  Ident name = orig.is_valid() ? orig : item.ident;
  LocalDefId def = create(item.id, DefKind::ExternCrate, item.ident.name, item.ident.span, vis);
  DefId crate_root;
  if (name.name == sym::kw_self) {
    if (!orig.is_valid()) {
      error(cx.sess, item.span, diag::ExternCrateSelf)
          .primary_label("`extern crate self;` requires renaming")
          .emit();
      return;
    }
    crate_root = cx.modules[cx.root].def_id;
    cx.out.extern_crates[def] = kLocalCrate;
  } else if (std::optional<CrateNum> crate = cx.externs.find(name.name)) {
    crate_root = cx.defs.crate_root(*crate);
    cx.out.extern_crates[def] = *crate;
  } else {
    error(cx.sess, item.span, diag::CrateNotFound, name.name)
        .primary_label("can't find crate")
        .emit();
  }
  Res res = crate_root ? Res::def(DefKind::Mod, crate_root) : Res::err();
  PerNs<Res> imported;
  imported.type = res;
  cx.out.imports[item.id] = imported;
  BindingId target =
      add_res_binding(cx, res, Visibility::pub(), item.ident.span, scope.expansion, scope.module);
  Import import;
  import.kind = ImportKind::ExternCrate;
  import.id = item.id;
  import.root_id = item.id;
  import.def = def;
  import.span = item.span;
  import.root_span = item.span;
  import.scope = scope;
  import.vis = vis;
  import.target = item.ident;
  import.is_injected = is_injected(cx, item);
  import.is_resolved = true;
  ImportId id = cx.imports.push(std::move(import));
  BindingId binding = import_binding(cx, id, target);
  cx.bindings[binding].vis = vis;
  if (item.ident.name != sym::kw_underscore) {
    BindingKey key = make_key(cx, item.ident, Namespace::Type);
    if (BindingId old = try_define(cx, scope.module, key, binding))
      report_conflict(cx, scope.module, item.ident, Namespace::Type, old, binding);
    // A name that the compiler made, as of `extern crate core` in `#![no_std]`, is no user's.
    bool is_plain = key.ctxt == kRootContext;
    if (scope.module == cx.root && crate_root && is_plain) {
      ExternPreludeEntry &entry = cx.extern_prelude[item.ident.name];
      entry.item = binding;
      entry.is_introduced_by_item |= orig.is_valid();
    }
  }
  if (crate_root && cx.defs.crate_of(crate_root) != kLocalCrate)
    add_macro_use(item, cx.defs.crate_of(crate_root));
}

void Builder::add_macro_use(ast::Item &item, CrateNum crate) {
  if (!find_attr(cx, item.attrs, sym::macro_use))
    return;
  if (scope.module != cx.root) {
    error(cx.sess, item.span, diag::MacroUseNotAtRoot).emit();
    return;
  }
  for (const ast::Attr &attr : static_cast<const ast::Crate &>(cx.krate)[item.attrs])
    if (!attr.is_doc_comment && attr.is(sym::macro_use))
      add_macro_use(attr, crate);
}

void Builder::add_macro_use(const ast::Attr &attr, CrateNum crate) {
  llvm::ArrayRef<ModChild> macros = cx.externs.macro_use_macros(crate);
  auto add = [&](const ModChild &macro) {
    BindingId binding =
        add_res_binding(cx, macro.res, Visibility::pub(), macro.span, kRootExpn, cx.root);
    cx.bindings[binding].is_prelude_macro = true;
    cx.macro_use_prelude[macro.name] = binding;
  };
  if (attr.args_kind != ast::AttrArgsKind::Delimited) {
    for (const ModChild &macro : macros)
      add(macro);
    return;
  }
  for (const lex::Token &token : attr.tokens) {
    if (!token.is_ident())
      continue;
    auto found = std::find_if(macros.begin(), macros.end(),
                              [&](const ModChild &macro) { return macro.name == token.symbol(); });
    if (found != macros.end())
      add(*found);
    else
      error(cx.sess, token.span, diag::MacroNotFoundInCrate).emit();
  }
}

namespace {

DefKind def_kind_of(expand::MacroKind kind) {
  switch (kind) {
  case expand::MacroKind::Bang: return DefKind::MacroBang;
  case expand::MacroKind::Attr: return DefKind::MacroAttr;
  case expand::MacroKind::Derive: return DefKind::MacroDerive;
  }
  return DefKind::MacroBang;
}

} // namespace

void Builder::visit_macro_def(ast::Item &item, ast::ItemId id, Visibility vis) {
  expand::MacroDef macro = expand::compile_macro(cx.sess, cx.krate, id);
  bool is_macro_rules = item.as<ast::MacroDefItem>().is_macro_rules;
  DefKind kind = def_kind_of(macro.kind);
  Visibility own = vis;
  if (is_macro_rules)
    own =
        macro.is_exported ? Visibility::pub() : Visibility::restricted(cx.modules[cx.root].def_id);
  LocalDefId def = create(item.id, kind, item.ident.name, item.ident.span, own);
  DefId def_id = cx.defs.to_def_id(def);
  macro.def_id = def_id;
  macro.module = nearest_mod_def(cx, scope.module);
  cx.out.macro_storage.push_back(macro);
  cx.out.macro_defs[def_id] = &cx.out.macro_storage.back();
  cx.out.macros.push_back(
      {def, id, is_macro_rules ? macro.is_exported : vis.is_public(), is_macro_rules});

  Res res = Res::def(kind, def_id);
  if (!is_macro_rules) {
    define(item.ident, Namespace::Macro, res, vis);
    return;
  }
  BindingId binding = add_res_binding(cx, res, own, item.ident.span, scope.expansion, scope.module);
  MacroScope row;
  row.kind = MacroScopeKind::Binding;
  row.parent = scope.macro_rules;
  row.ident = item.ident;
  row.binding = binding;
  scope.macro_rules = cx.macro_scopes.push(row);
  if (!macro.is_exported)
    return;
  Import import;
  import.kind = ImportKind::MacroExport;
  import.id = item.id;
  import.root_id = item.id;
  import.def = def;
  import.span = item.ident.span;
  import.root_span = item.span;
  import.scope = {cx.root, scope.expansion, scope.macro_rules};
  import.is_used = true;
  import.is_resolved = true;
  ImportId import_id = cx.imports.push(std::move(import));
  BindingId exported = import_binding(cx, import_id, binding);
  cx.bindings[exported].is_macro_export = true;
  cx.out.exported_macros.push_back(def);
  BindingKey key = make_key(cx, item.ident, Namespace::Macro);
  if (BindingId old = try_define(cx, cx.root, key, exported))
    report_conflict(cx, cx.root, item.ident, Namespace::Macro, old, exported);
}

} // namespace ochre::resolve
