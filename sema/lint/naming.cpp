// Source: RFC 430; rustc book, "nonstandard-style".
#include "sema/lint/lint.h"

#include "llvm/ADT/StringExtras.h"

namespace ochre::lint {

using hir::ItemContext;
using hir::ItemKind;
using hir::Lint;

namespace {

// Other scripts have case too, but names in them are rare: what is not ASCII passes.
bool has_case(char c) { return llvm::isAlpha(c); }

bool is_camel_case(llvm::StringRef name) {
  name = name.trim('_');
  if (name.empty())
    return true;
  if (llvm::isLower(name.front()) || name.contains("__"))
    return false;
  for (size_t i = 0; i + 1 < name.size(); ++i)
    if ((has_case(name[i]) && name[i + 1] == '_') || (name[i] == '_' && has_case(name[i + 1])))
      return false;
  return true;
}
bool is_snake_case(llvm::StringRef name) {
  name.consume_front("'");
  name = name.trim('_');
  return !name.contains("__") && llvm::none_of(name, llvm::isUpper);
}
bool is_upper_case(llvm::StringRef name) { return llvm::none_of(name, llvm::isLower); }

class Names {
public:
  Names(TyCtxt &tcx, const hir::LintLevels &levels, const hir::Owner &owner)
      : tcx_(tcx), levels_(levels), owner_(owner), item_(owner.item) {}

  void run() {
    switch (item_.kind) {
    case ItemKind::Struct:
    case ItemKind::Enum:
    case ItemKind::Union:
      if (!is_repr_c())
        camel("type", item_.ident, item_.def_id);
      variants();
      break;
    case ItemKind::Trait: camel("trait", item_.ident, item_.def_id); break;
    case ItemKind::TyAlias:
      if (item_.context == ItemContext::Trait || item_.context == ItemContext::InherentImpl)
        camel("associated type", item_.ident, item_.def_id);
      else if (item_.context == ItemContext::Module)
        camel("type", item_.ident, item_.def_id);
      break;
    case ItemKind::Fn: function(); break;
    case ItemKind::Mod:
      if (item_.def_id != kCrateRoot)
        snake("module", item_.ident, item_.def_id);
      break;
    case ItemKind::Const:
      if (item_.context == ItemContext::Trait || item_.context == ItemContext::InherentImpl)
        upper("associated constant", item_.ident);
      else if (item_.context == ItemContext::Module && tcx_.str(item_.ident.name) != "_")
        upper("constant", item_.ident);
      break;
    case ItemKind::Static:
      if (item_.context == ItemContext::Module && !has_attr("no_mangle"))
        upper("static variable", item_.ident);
      break;
    case ItemKind::Impl:
    case ItemKind::ExternCrate:
    case ItemKind::Use:
    case ItemKind::ForeignMod:
    case ItemKind::GlobalAsm:
    case ItemKind::ForeignTy:
    case ItemKind::TraitAlias:
    case ItemKind::Macro: break;
    }
    if (item_.context != ItemContext::TraitImpl)
      params();
    bindings();
  }

private:
  bool has_attr(llvm::StringRef name) const {
    return hir::find_attr(*tcx_.krate, item_.def_id, tcx_.sess.intern(name)) != nullptr;
  }
  bool is_repr_c() const { return tcx_.adt_def(tcx_.defs.to_def_id(item_.def_id))->repr.is_c; }

  void report(Lint lint, LocalDefId def, const hir::Ident &ident, llvm::StringRef sort,
              llvm::StringRef form, llvm::StringRef help) {
    if (auto diag = hir::lint(tcx_.sess, levels_, lint, def, ident.span,
                              (sort + " `" + tcx_.str(ident.name) + "` should have " + form).str()))
      diag->primary_label(help).emit_any();
  }
  void camel(llvm::StringRef sort, const hir::Ident &ident, LocalDefId def) {
    if (!is_camel_case(tcx_.str(ident.name)))
      report(Lint::NonCamelCaseTypes, def, ident, sort, "an upper camel case name",
             "should have an UpperCamelCase name");
  }
  void snake(llvm::StringRef sort, const hir::Ident &ident, LocalDefId def) {
    if (!is_snake_case(tcx_.str(ident.name)))
      report(Lint::NonSnakeCase, def, ident, sort, "a snake case name",
             "should have a snake_case name");
  }
  void upper(llvm::StringRef sort, const hir::Ident &ident) {
    if (!is_upper_case(tcx_.str(ident.name)))
      report(Lint::NonUpperCaseGlobals, item_.def_id, ident, sort, "an upper case name",
             "should have an UPPER_CASE name");
  }

  void variants() {
    for (const hir::Variant &variant : item_.variants) {
      if (item_.kind == ItemKind::Enum)
        camel("variant", variant.ident, variant.def_id);
      if (variant.shape == hir::VariantShape::Struct)
        for (const hir::FieldDef &field : variant.fields)
          snake("structure field", field.ident, field.def_id);
    }
  }
  void function() {
    switch (item_.context) {
    case ItemContext::Module:
      if (!has_attr("no_mangle"))
        snake("function", item_.ident, item_.def_id);
      break;
    case ItemContext::InherentImpl:
      if (!has_attr("no_mangle"))
        snake(takes_self() ? "method" : "associated function", item_.ident, item_.def_id);
      break;
    case ItemContext::Trait: snake("trait method", item_.ident, item_.def_id); break;
    case ItemContext::TraitImpl:
    case ItemContext::Foreign: break;
    }
  }
  bool takes_self() const {
    return tcx_.associated_item(tcx_.defs.to_def_id(item_.def_id)).has_self_param;
  }
  void params() {
    for (hir::GenericParamId id : owner_.list(item_.generics.params)) {
      const hir::GenericParam &param = owner_.generic_params[id];
      switch (param.kind) {
      case hir::GenericParamKind::Lifetime:
        if (!param.is_elided)
          snake("lifetime", param.ident, item_.def_id);
        break;
      case hir::GenericParamKind::Type:
        if (!param.is_synthetic)
          camel("type parameter", param.ident, item_.def_id);
        break;
      case hir::GenericParamKind::Const:
        if (!is_upper_case(tcx_.str(param.ident.name)))
          report(Lint::NonUpperCaseGlobals, item_.def_id, param.ident, "const parameter",
                 "an upper case name", "should have an UPPER_CASE name");
        break;
      }
    }
  }
  /// Variables; a field's name in `S { a }` is not chosen here.
  void bindings() {
    llvm::DenseSet<hir::PatId> shorthands;
    for (const hir::FieldPat &field : owner_.field_pats)
      if (field.is_shorthand)
        shorthands.insert(field.pat);
    for (hir::PatId id : owner_.pats.ids()) {
      const hir::Pat &pat = owner_.pats[id];
      if (pat.kind == hir::PatKind::Binding && !shorthands.contains(id) &&
          !pat.ident.span.from_expansion())
        snake("variable", pat.ident, item_.def_id);
    }
  }

  TyCtxt &tcx_;
  const hir::LintLevels &levels_;
  const hir::Owner &owner_;
  const hir::Item &item_;
};

} // namespace

void check_names(TyCtxt &tcx, const hir::LintLevels &levels, const hir::Owner &owner) {
  Names(tcx, levels, owner).run();
}

} // namespace ochre::lint
