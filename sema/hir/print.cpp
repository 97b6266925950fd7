#include "sema/hir/printer.h"

namespace ochre::hir {

void print(const Session &sess, const Definitions &defs, const Crate &krate,
           llvm::raw_ostream &out) {
  for (LocalDefId id : krate.items)
    Printer(sess, defs, krate, krate.owner(id), out).item();
}

void Printer::param(GenericParamId id) {
  const GenericParam &param = o_.generic_params[id];
  out_ << (param.is_synthetic ? "impl " : "")
       << (param.kind == GenericParamKind::Const ? "const " : "") << str(param.ident.name);
  if (param.is_elided)
    out_ << '#' << param.def_id.raw;
  if (param.kind == GenericParamKind::Const) {
    out_ << ": ";
    ty(param.ty);
    if (param.default_const) {
      out_ << " = ";
      const_arg(param.default_const);
    }
  } else if (param.ty) {
    out_ << " = ";
    ty(param.ty);
  }
}

void Printer::binder(IdList<GenericParamId> params) {
  if (params.empty())
    return;
  out_ << "for<";
  commas(o_.list(params), [&](GenericParamId id) { param(id); });
  out_ << "> ";
}

void Printer::where(IdList<WhereId> predicates) {
  if (predicates.empty())
    return;
  out_ << " where ";
  commas(o_.list(predicates), [&](WhereId id) {
    const WherePredicate &predicate = o_.where_predicates[id];
    binder(predicate.bound_params);
    if (predicate.kind == WhereKind::Region)
      lifetime(predicate.lifetime);
    else
      ty(predicate.ty);
    out_ << ": ";
    bounds(predicate.bounds);
  });
}

void Printer::generics(const Generics &generics) {
  if (generics.params.empty())
    return;
  out_ << '<';
  commas(o_.list(generics.params), [&](GenericParamId id) { param(id); });
  out_ << '>';
}

void Printer::variant(const Variant &variant) {
  if (variant.shape == VariantShape::Unit)
    return;
  bool tuple = variant.shape == VariantShape::Tuple;
  out_ << (tuple ? "(" : " { ");
  commas(variant.fields, [&](const FieldDef &field) {
    if (!tuple)
      out_ << str(field.ident.name) << ": ";
    ty(field.ty);
  });
  out_ << (tuple ? ")" : " }");
}

void Printer::signature(FnDeclId id) {
  const FnDecl &decl = o_.fn_decls[id];
  out_ << '(';
  commas(o_.list(decl.inputs), [&](TyId input) { ty(input); });
  out_ << (decl.c_variadic ? ", ...)" : ")");
  if (decl.output) {
    out_ << " -> ";
    ty(decl.output);
  }
}

void Printer::function_body(BodyId id) {
  if (!id)
    return;
  const Body &body = o_.bodies[id];
  out_ << " |";
  commas(body.params, [&](const Param &param) { pat(param.pat); });
  out_ << "| ";
  expr(body.value);
}

/// One line: kind, path, and what the kind has.
void Printer::item() {
  const Item &item = o_.item;
  std::string path = defs_.path_string(defs_.to_def_id(item.def_id));
  switch (item.kind) {
  case ItemKind::ExternCrate: out_ << "extern crate " << path; break;
  case ItemKind::Use: out_ << "use " << str(item.ident.name); break;
  case ItemKind::Static:
    out_ << (item.mutbl == Mutability::Mut ? "static mut " : "static ") << path << ": ";
    ty(item.ty);
    if (item.body) {
      out_ << " = ";
      expr(o_.bodies[item.body].value);
    }
    break;
  case ItemKind::Const:
    out_ << "const " << path << ": ";
    ty(item.ty);
    if (item.body) {
      out_ << " = ";
      expr(o_.bodies[item.body].value);
    }
    break;
  case ItemKind::Fn: {
    const FnHeader &header = o_.fn_decls[item.fn_decl].header;
    out_ << (header.constness == Constness::Const ? "const " : "")
         << (header.safety == Safety::Unsafe ? "unsafe " : "");
    if (header.abi.is_valid())
      out_ << "extern \"" << str(header.abi) << "\" ";
    out_ << "fn " << path;
    generics(item.generics);
    signature(item.fn_decl);
    where(item.generics.predicates);
    function_body(item.body);
    break;
  }
  case ItemKind::Mod: out_ << "mod " << path; break;
  case ItemKind::ForeignMod: out_ << "extern \"" << str(item.abi) << "\""; break;
  case ItemKind::GlobalAsm: out_ << "global_asm"; break;
  case ItemKind::TyAlias:
    out_ << "type " << path;
    generics(item.generics);
    if (!item.bounds.empty()) {
      out_ << ": ";
      bounds(item.bounds);
    }
    if (item.ty) {
      out_ << " = ";
      ty(item.ty);
    }
    where(item.generics.predicates);
    break;
  case ItemKind::ForeignTy: out_ << "extern type " << path; break;
  case ItemKind::Enum:
    out_ << "enum " << path;
    generics(item.generics);
    for (const Variant &each : item.variants) {
      out_ << " | " << str(each.ident.name);
      variant(each);
      if (each.discr) {
        out_ << " = ";
        expr(o_.bodies[each.discr].value);
      }
    }
    where(item.generics.predicates);
    break;
  case ItemKind::Struct:
  case ItemKind::Union:
    out_ << (item.kind == ItemKind::Struct ? "struct " : "union ") << path;
    generics(item.generics);
    for (const Variant &each : item.variants)
      variant(each);
    where(item.generics.predicates);
    break;
  case ItemKind::Trait:
  case ItemKind::TraitAlias:
    out_ << (item.safety == Safety::Unsafe ? "unsafe " : "") << (item.is_auto ? "auto " : "")
         << "trait " << path;
    generics(item.generics);
    if (!item.bounds.empty()) {
      out_ << ": ";
      bounds(item.bounds);
    }
    where(item.generics.predicates);
    break;
  case ItemKind::Impl:
    out_ << (item.safety == Safety::Unsafe ? "unsafe " : "") << "impl";
    generics(item.generics);
    out_ << ' ' << (item.polarity == ImplPolarity::Negative ? "!" : "");
    if (item.trait_path) {
      this->path(item.trait_path);
      out_ << " for ";
    }
    ty(item.ty);
    where(item.generics.predicates);
    break;
  case ItemKind::Macro: out_ << "macro " << path; break;
  }
  out_ << '\n';
}

} // namespace ochre::hir
