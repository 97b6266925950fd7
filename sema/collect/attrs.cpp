// Attributes of functions and items as data; names and visibility.
#include "sema/collect/item.h"
#include "sema/collect/js_boundary.h"

namespace ochre::collect {
namespace {

llvm::ArrayRef<hir::Attr> attrs(ty::TyCtxt &tcx, DefId id) {
  LocalDefId local = tcx.defs.expect_local(id);
  if (local.raw >= tcx.krate->attrs.size())
    return {};
  return tcx.krate->attrs[local];
}

/// `#[unsafe(no_mangle)]` stands for `#[no_mangle]`.
const hir::MetaItem &unwrap_unsafe(ty::TyCtxt &tcx, const hir::MetaItem &attr) {
  if (tcx.str(attr.path) == "unsafe" && attr.items.size() == 1)
    return attr.items[0];
  return attr;
}

ty::InlineAttr inline_attr(ty::TyCtxt &tcx, const hir::MetaItem &attr) {
  if (attr.items.empty())
    return ty::InlineAttr::Hint;
  llvm::StringRef how = tcx.str(attr.items[0].path);
  return how == "always"  ? ty::InlineAttr::Always
         : how == "never" ? ty::InlineAttr::Never
                          : ty::InlineAttr::Hint;
}

void add_features(ty::TyCtxt &tcx, const hir::MetaItem &attr, ty::CodegenFnAttrs &out) {
  for (const hir::MetaItem &item : attr.items) {
    if (tcx.str(item.path) != "enable" || item.kind != hir::MetaItem::NameValue)
      continue;
    llvm::SmallVector<llvm::StringRef, 4> names;
    tcx.str(item.value.text).split(names, ',', -1, false);
    for (llvm::StringRef name : names)
      out.target_features.push_back(tcx.sess.intern(name.trim()));
  }
}

void apply(ty::TyCtxt &tcx, const hir::MetaItem &written, ty::CodegenFnAttrs &out) {
  const hir::MetaItem &attr = unwrap_unsafe(tcx, written);
  llvm::StringRef name = tcx.str(attr.path);
  if (name == "inline")
    out.inline_attr = inline_attr(tcx, attr);
  else if (name == "cold")
    out.is_cold = true;
  else if (name == "naked")
    out.is_naked = true;
  else if (name == "no_mangle")
    out.no_mangle = true;
  else if (name == "track_caller")
    out.track_caller = true;
  else if (name == "used") {
    out.is_used = true;
    out.used_linker = attr.items.size() == 1 && tcx.str(attr.items[0].path) == "linker";
  } else if (name == "rustc_nounwind")
    out.no_unwind = true;
  else if (name == "rustc_promotable")
    out.is_promotable = true;
  else if (name == "rustc_deprecated_safe_2024")
    out.deprecated_safe = true;
  else if (name == "linkage")
    out.linkage = attr.value.text;
  else if (name == "rustc_allocator" || name == "rustc_allocator_zeroed" ||
           name == "rustc_deallocator" || name == "rustc_reallocator")
    out.is_allocator = true;
  else if (name == "rustc_std_internal_symbol")
    out.std_internal_symbol = true;
  else if (name == "thread_local")
    out.is_thread_local = true;
  else if (name == "export_name")
    out.export_name = attr.value.text;
  else if (name == "panic_handler" || (name == "lang" && attr.value.text.is_valid() &&
                                       tcx.str(attr.value.text) == to_string(LangItem::PanicImpl)))
    // Declared in core, defined in std or the user's crate: one symbol for both.
    out.export_name = tcx.sess.intern("rust_begin_unwind");
  else if (name == "lang" && attr.value.text.is_valid() &&
           tcx.str(attr.value.text) == to_string(LangItem::EhPersonality))
    // Named by the landing pads of crates that std is not known to.
    out.export_name = tcx.sess.intern("rust_eh_personality");
  else if (name == "link_name")
    out.link_name = attr.value.text;
  else if (name == "link_section")
    out.link_section = attr.value.text;
  else if (name == "target_feature")
    add_features(tcx, attr, out);
}

/// `#[link(wasm_import_module = "env")]` of the `extern` block around an item.
Symbol wasm_import_module(ty::TyCtxt &tcx, DefId id) {
  DefId parent = tcx.parent(id);
  if (!parent.is_valid() || tcx.def_kind(parent) != DefKind::ForeignMod)
    return Symbol();
  for (const hir::Attr &attr : attrs(tcx, parent)) {
    if (tcx.str(attr.path) != "link")
      continue;
    for (const hir::MetaItem &item : attr.items)
      if (tcx.str(item.path) == "wasm_import_module")
        return item.value.text;
  }
  return Symbol();
}

} // namespace

const ty::CodegenFnAttrs *codegen_fn_attrs(ty::TyCtxt &tcx, DefId id) {
  ty::CodegenFnAttrs out;
  out.wasm_import_module = wasm_import_module(tcx, id);
  for (const hir::Attr &attr : attrs(tcx, id))
    if (tcx.str(attr.path) == "js")
      apply_js(tcx, id, attr, out);
    else
      apply(tcx, attr, out);
  // A method of a trait impl is tracked if the trait says so.
  DefKind kind = tcx.def_kind(id);
  if (kind == DefKind::AssocFn && !out.track_caller) {
    ty::AssocItem item = tcx.associated_item(id);
    if (item.trait_item.is_valid())
      out.track_caller = tcx.codegen_fn_attrs(item.trait_item)->track_caller;
  }
  if (kind == DefKind::Closure && out.inline_attr == ty::InlineAttr::None)
    out.target_features = tcx.codegen_fn_attrs(tcx.typeck_root(id))->target_features;
  return tcx.own<ty::CodegenFnAttrs>(std::move(out));
}

Visibility visibility(ty::TyCtxt &tcx, DefId id) {
  LocalDefId local = tcx.defs.expect_local(id);
  return local.raw < tcx.krate->visibilities.size() ? tcx.krate->visibilities[local]
                                                    : Visibility::pub();
}

ty::StaticDef static_def(ty::TyCtxt &tcx, DefId id) {
  LocalNode node = local_node(tcx, id);
  ty::StaticDef out;
  if (!node.is(hir::DefNodeKind::Item) || node.item().kind != hir::ItemKind::Static)
    return out;
  out.is_mut = node.item().mutbl == hir::Mutability::Mut;
  out.is_foreign = node.item().context == hir::ItemContext::Foreign;
  out.is_safe = node.item().safety == hir::Safety::Safe;
  return out;
}

ty::Stability stability(ty::TyCtxt &tcx, DefId id) {
  ty::Stability out;
  for (DefId at = id; at.is_valid(); at = tcx.parent(at)) {
    for (const hir::Attr &attr : attrs(tcx, at)) {
      if (attr.path == sym::stable)
        return out;
      if (attr.path != sym::unstable)
        continue;
      out.is_unstable = true;
      for (const hir::MetaItem &item : attr.items) {
        llvm::StringRef name = tcx.str(item.path);
        if (name == "feature")
          out.feature = item.value.text;
        else if (name == "reason")
          out.reason = item.value.text;
        else if (name == "issue" && item.value.text.is_valid())
          tcx.str(item.value.text).getAsInteger(10, out.issue);
      }
      return out;
    }
  }
  return out;
}

bool is_const_fn(ty::TyCtxt &tcx, DefId id) {
  LocalNode node = local_node(tcx, id);
  if (node.is(hir::DefNodeKind::Ctor))
    return true;
  if (node.is(hir::DefNodeKind::Closure))
    return node.nodes->closures[hir::ClosureId(node.node.row)].constness == hir::Constness::Const;
  if (!node.is(hir::DefNodeKind::Item) || !node.item().fn_decl.is_valid())
    return false;
  const hir::FnDecl &decl = node.nodes->fn_decls[node.item().fn_decl];
  return decl.header.constness == hir::Constness::Const;
}

Symbol intrinsic_name(ty::TyCtxt &tcx, DefId id) {
  LocalNode node = local_node(tcx, id);
  if (!node.is(hir::DefNodeKind::Item) || node.item().kind != hir::ItemKind::Fn)
    return Symbol();
  return has_attr(tcx, id, "rustc_intrinsic") ? node.item().ident.name : Symbol();
}

const std::vector<Symbol> *fn_arg_names(ty::TyCtxt &tcx, DefId id) {
  std::vector<Symbol> out;
  LocalNode node = local_node(tcx, id);
  if (node.is(hir::DefNodeKind::Item) && node.item().fn_decl.is_valid()) {
    const hir::FnDecl &decl = node.nodes->fn_decls[node.item().fn_decl];
    if (node.item().body.is_valid()) {
      for (const hir::Param &param : node.nodes->bodies[node.item().body].params) {
        const hir::Pat &pat = node.nodes->pats[param.pat];
        out.push_back(pat.kind == hir::PatKind::Binding ? pat.ident.name : Symbol());
      }
    } else {
      for (const hir::Ident &ident : decl.param_names)
        out.push_back(ident.name);
    }
  }
  return tcx.own<std::vector<Symbol>>(std::move(out));
}

} // namespace ochre::collect
