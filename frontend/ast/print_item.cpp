#include "frontend/ast/printer.h"

namespace ochre::ast {

void print(const Interner &interner, const Crate &krate, llvm::raw_ostream &out) {
  Printer(interner, krate, out).items(krate.items);
}

void Printer::items(llvm::ArrayRef<ItemId> list) {
  for (ItemId id : list) {
    out_.indent(indent_ * 2);
    item(id);
  }
}

void Printer::nested_items(llvm::ArrayRef<ItemId> list) {
  out_ << '\n';
  ++indent_;
  items(list);
  --indent_;
}

void Printer::attrs(AttrsId id) {
  for (const Attr &attr : krate_[id]) {
    out_ << (attr.style == AttrStyle::Inner ? "#![" : "#[");
    if (attr.is_doc_comment) {
      out_ << "doc = \"";
      out_.write_escaped(str(attr.doc)) << "\"] ";
      continue;
    }
    out_ << (attr.is_unsafe ? "unsafe(" : "");
    path(nullptr, attr.path);
    if (attr.args_kind == AttrArgsKind::Delimited)
      out_ << lex::to_string(lex::open_kind(attr.delim)) << lex::to_string(interner_, attr.tokens)
           << lex::to_string(lex::close_kind(attr.delim));
    if (attr.args_kind == AttrArgsKind::Eq) {
      out_ << " = ";
      expr(attr.value);
    }
    out_ << (attr.is_unsafe ? ")] " : "] ");
  }
}

void Printer::visibility(const Visibility &vis) {
  switch (vis.kind) {
  case VisibilityKind::Inherited: return;
  case VisibilityKind::Public: out_ << "pub "; return;
  case VisibilityKind::Restricted:
    out_ << (vis.is_shorthand ? "pub(" : "pub(in ");
    path(nullptr, *vis.path);
    out_ << ") ";
  }
}

void Printer::use_tree(const UseTree &tree) {
  path(nullptr, tree.prefix);
  switch (tree.kind) {
  case UseTreeKind::Simple:
    if (tree.rename.is_valid()) {
      out_ << " as ";
      name(tree.rename);
    }
    return;
  case UseTreeKind::Glob: out_ << "::*"; return;
  case UseTreeKind::Nested:
    out_ << "::{";
    llvm::interleave(
        tree.nested, [&](const UseTree &nested) { use_tree(nested); }, [&] { out_ << ", "; });
    out_ << '}';
  }
}

void Printer::item_head(const Item &item) {
  attrs(item.attrs);
  visibility(item.vis);
}

void Printer::item(ItemId id) {
  const Item &item = krate_[id];
  item_head(item);
  switch (item.kind()) {
  case ItemKind::ExternCrate: {
    out_ << "extern crate ";
    const auto &krate = item.as<ExternCrateItem>();
    if (krate.orig.is_valid()) {
      name(krate.orig);
      out_ << " as ";
    }
    name(item.ident);
    break;
  }
  case ItemKind::Use:
    out_ << "use ";
    use_tree(item.as<UseItem>().tree);
    break;
  case ItemKind::Static: {
    const auto &node = item.as<StaticItem>();
    safety(node.safety);
    out_ << (node.mutbl == Mutability::Mut ? "static mut " : "static ");
    name(item.ident);
    out_ << ": ";
    ty(node.ty);
    if (node.value) {
      out_ << " = ";
      expr(node.value);
    }
    break;
  }
  case ItemKind::Const: {
    const auto &node = item.as<ConstItem>();
    out_ << (node.defaultness == Defaultness::Default ? "default const " : "const ");
    name(item.ident);
    generics(node.generics);
    out_ << ": ";
    ty(node.ty);
    if (node.value) {
      out_ << " = ";
      expr(node.value);
    }
    break;
  }
  case ItemKind::Fn: fn(item, item.as<FnItem>()); break;
  case ItemKind::Mod: {
    const auto &mod = item.as<ModItem>();
    out_ << "mod ";
    name(item.ident);
    if (!mod.is_loaded)
      break;
    return nested_items(mod.items);
  }
  case ItemKind::ForeignMod: {
    const auto &block = item.as<ForeignModItem>();
    safety(block.safety);
    ext(block.ext);
    out_ << "block";
    return nested_items(block.items);
  }
  case ItemKind::GlobalAsm: out_ << "global_asm"; break;
  case ItemKind::TyAlias: alias(item, item.as<TyAliasItem>()); break;
  case ItemKind::Enum: {
    const auto &node = item.as<EnumItem>();
    out_ << "enum ";
    name(item.ident);
    generics(node.generics);
    for (const Variant &each : node.variants)
      variant(each);
    where_clause(node.generics.where_clause);
    break;
  }
  case ItemKind::Struct: {
    const auto &node = item.as<StructItem>();
    out_ << "struct ";
    name(item.ident);
    generics(node.generics);
    variant_data(node.data);
    where_clause(node.generics.where_clause);
    break;
  }
  case ItemKind::Union: {
    const auto &node = item.as<UnionItem>();
    out_ << "union ";
    name(item.ident);
    generics(node.generics);
    variant_data(node.data);
    where_clause(node.generics.where_clause);
    break;
  }
  case ItemKind::Trait: {
    const auto &node = item.as<TraitItem>();
    out_ << (node.is_const ? "const " : "") << (node.is_unsafe ? "unsafe " : "")
         << (node.is_auto ? "auto " : "") << "trait ";
    name(item.ident);
    generics(node.generics);
    bounds(node.bounds);
    where_clause(node.generics.where_clause);
    return nested_items(node.items);
  }
  case ItemKind::TraitAlias: {
    const auto &node = item.as<TraitAliasItem>();
    out_ << "trait alias ";
    name(item.ident);
    generics(node.generics);
    bounds(node.bounds);
    where_clause(node.generics.where_clause);
    break;
  }
  case ItemKind::Impl: impl(item.as<ImplItem>()); return nested_items(item.as<ImplItem>().items);
  case ItemKind::MacCall: mac(*item.as<MacCallItem>().mac); break;
  case ItemKind::MacroDef: {
    const auto &def = item.as<MacroDefItem>();
    out_ << (def.is_macro_rules ? "macro_rules! " : "macro ");
    name(item.ident);
    out_ << " {" << lex::to_string(interner_, def.body) << '}';
    break;
  }
  case ItemKind::Error: out_ << "<error>"; break;
  }
  out_ << '\n';
}

void Printer::impl(const ImplItem &impl) {
  out_ << (impl.defaultness == Defaultness::Default ? "default " : "")
       << (impl.is_unsafe ? "unsafe " : "") << "impl";
  generics(impl.generics);
  out_ << ' ' << (impl.is_const ? "const " : "") << (impl.is_negative ? "!" : "");
  if (impl.has_trait) {
    path(nullptr, impl.trait_ref.path);
    out_ << " for ";
  }
  ty(impl.self_ty);
  where_clause(impl.generics.where_clause);
}

void Printer::alias(const Item &item, const TyAliasItem &alias) {
  out_ << (alias.defaultness == Defaultness::Default ? "default type " : "type ");
  name(item.ident);
  generics(alias.generics);
  bounds(alias.bounds);
  if (alias.ty) {
    out_ << " = ";
    ty(alias.ty);
  }
  where_clause(alias.generics.where_clause);
}

void Printer::fn(const Item &item, const FnItem &fn) {
  const FnHeader &header = fn.header;
  out_ << (fn.defaultness == Defaultness::Default ? "default " : "")
       << (header.is_const ? "const " : "");
  switch (header.coroutine) {
  case CoroutineKind::None: break;
  case CoroutineKind::Async: out_ << "async "; break;
  case CoroutineKind::Gen: out_ << "gen "; break;
  case CoroutineKind::AsyncGen: out_ << "async gen "; break;
  }
  safety(header.safety);
  ext(header.ext);
  out_ << "fn ";
  name(item.ident);
  generics(fn.generics);
  fn_decl(fn.decl);
  where_clause(fn.generics.where_clause);
  if (fn.body) {
    out_ << ' ';
    block(fn.body);
  }
}

void Printer::variant_data(const VariantData &data) {
  if (data.kind == VariantDataKind::Unit)
    return;
  bool tuple = data.kind == VariantDataKind::Tuple;
  out_ << (tuple ? "(" : " { ");
  llvm::interleave(
      data.fields,
      [&](const FieldDef &field) {
        attrs(field.attrs);
        visibility(field.vis);
        if (field.ident.is_valid()) {
          name(field.ident);
          out_ << ": ";
        }
        ty(field.ty);
        if (field.default_value.is_valid()) {
          out_ << " = ";
          expr(field.default_value.value);
        }
      },
      [&] { out_ << ", "; });
  out_ << (tuple ? ")" : " }");
}

void Printer::variant(const Variant &variant) {
  out_ << " | ";
  attrs(variant.attrs);
  visibility(variant.vis);
  name(variant.ident);
  variant_data(variant.data);
  if (variant.discriminant.is_valid()) {
    out_ << " = ";
    expr(variant.discriminant.value);
  }
}

void Printer::block(BlockId id) {
  const Block &block = krate_[id];
  out_ << (block.rules == BlockRules::Unsafe ? "unsafe {" : "{");
  for (const Stmt &each : block.stmts) {
    out_ << ' ';
    stmt(each);
  }
  out_ << " }";
}

void Printer::stmt(const Stmt &stmt) {
  attrs(stmt.attrs);
  switch (stmt.kind) {
  case StmtKind::Let:
    out_ << (stmt.let->is_super ? "super let " : "let ");
    pat(stmt.let->pat);
    if (stmt.let->ty) {
      out_ << ": ";
      ty(stmt.let->ty);
    }
    if (stmt.let->init) {
      out_ << " = ";
      expr(stmt.let->init);
    }
    if (stmt.let->els) {
      out_ << " else ";
      block(stmt.let->els);
    }
    out_ << ';';
    return;
  case StmtKind::Item: {
    unsigned outer = indent_;
    indent_ += 2;
    out_ << '\n';
    out_.indent(indent_ * 2);
    item(stmt.item);
    indent_ = outer;
    out_.indent(indent_ * 2);
    return;
  }
  case StmtKind::Expr: expr(stmt.expr); return;
  case StmtKind::Semi:
    expr(stmt.expr);
    out_ << ';';
    return;
  case StmtKind::Empty: out_ << ';'; return;
  case StmtKind::MacCall:
    mac(*stmt.mac);
    if (stmt.mac_style == MacStmtStyle::Semicolon)
      out_ << ';';
    return;
  }
}

} // namespace ochre::ast
