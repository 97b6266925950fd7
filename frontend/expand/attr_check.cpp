// One walk with a letter for the kind of place (attrs.def has the table).

#include "frontend/expand/attr_check.h"

#include "frontend/expand/attr_contents.h"
#include "frontend/expand/diags.h"
#include "frontend/expand/state.h"

#include "frontend/ast/walk.h"

#include "llvm/ADT/StringSwitch.h"

namespace ochre::expand {

namespace {

enum class Gate : uint8_t { Stable, Gated, Staged };

struct AttrRule {
  Gate gate;
  llvm::StringRef shapes;
  llvm::StringRef targets;
};

std::optional<AttrRule> find_rule(llvm::StringRef name) {
  using enum Gate;
  return llvm::StringSwitch<std::optional<AttrRule>>(name)
#define ATTR(text, gate, shapes, targets) .Case(text, AttrRule{gate, shapes, targets})
#include "frontend/expand/attrs.def"
      .Default(std::nullopt);
}

/// What stands at a letter, in the plural.
llvm::StringRef describe(char target) {
  switch (target) {
  case 'f': return "functions";
  case 'm': return "modules";
  case 's': return "structs";
  case 'e': return "enums";
  case 'u': return "unions";
  case 't': return "traits";
  case 'i': return "inherent impl blocks";
  case 'I': return "trait impl blocks";
  case 'M': return "methods";
  case 'r': return "required trait methods";
  case 'a': return "associated consts";
  case 'y': return "associated types";
  case 'A': return "type aliases";
  case 'S': return "statics";
  case 'c': return "constants";
  case 'U': return "use statements";
  case 'x': return "extern crates";
  case 'X': return "foreign modules";
  case 'F': return "foreign functions";
  case 'G': return "foreign statics";
  case 'R': return "macro defs";
  case 'v': return "enum variants";
  case 'd': return "struct fields";
  case 'g': return "type parameters";
  case 'h': return "match arms";
  case 'l': return "statements";
  case 'E': return "expressions";
  case 'K': return "crates";
  default: return "this";
  }
}

bool is_lint_level(llvm::StringRef name) {
  return name == "allow" || name == "warn" || name == "deny" || name == "forbid" ||
         name == "expect";
}

class AttrChecker : public ast::Walker<AttrChecker> {
public:
  AttrChecker(Session &sess, ast::Crate &krate)
      : Walker(krate), sess_(sess), is_internal_(sess.opts.allow_internal_features ||
                                                 find_attr(krate, krate.attrs, sym::no_core)) {}

  void check_crate() {
    check(krate.attrs, 'K');
    bool is_proc_macro = llvm::is_contained(sess_.opts.crate_types, CrateType::ProcMacro);
    for (ast::ItemId id : krate.items) {
      if (is_proc_macro)
        check_export(krate[id]);
      visit_item(id, ast::ItemPlace::Module);
    }
  }

  void visit_item(ast::ItemId id, ast::ItemPlace place) {
    check(krate[id].attrs, letter_of(krate[id], place));
    check_multiple(krate[id].attrs);
    check_no_mangle(krate[id]);
    walk_item(id, place);
  }
  void visit_stmt(ast::Stmt &stmt) {
    if (stmt.kind == ast::StmtKind::Let)
      check(stmt.attrs, 'l');
    walk_stmt(stmt);
  }
  void visit_expr(ast::ExprId id) {
    // Closures take what functions take.
    if (krate[id].kind() != ast::ExprKind::Closure)
      check(krate[id].attrs, 'E');
    walk_expr(id);
  }
  void visit_variant(ast::Variant &variant) {
    check(variant.attrs, 'v');
    walk_variant(variant);
  }
  void visit_field_def(ast::FieldDef &field) {
    check(field.attrs, 'd');
    walk_field_def(field);
  }
  void visit_generic_param(ast::GenericParam &param) {
    check(param.attrs, 'g');
    walk_generic_param(param);
  }
  void visit_arm(ast::Arm &arm) {
    check(arm.attrs, 'h');
    walk_arm(arm);
  }
  void visit_param(ast::Param &param) {
    for (const ast::Attr &attr : krate[param.attrs])
      check_param_attr(attr);
    walk_param(param);
  }

private:
  static char letter_of(const ast::Item &item, ast::ItemPlace place);
  void check(ast::AttrsId attrs, char target);
  void check_attr(const ast::Attr &attr, llvm::StringRef name, const AttrRule &rule, char target);
  void check_shape(const ast::Attr &attr, llvm::StringRef name, const AttrRule &rule, char target);
  void check_unsafety(const ast::Attr &attr, llvm::StringRef name);
  void check_multiple(ast::AttrsId attrs);
  void check_macro_attr(const ast::Attr &attr, llvm::StringRef name, char target);
  void check_export(const ast::Item &item);
  void check_no_mangle(const ast::Item &item);
  void check_inline(const ast::Attr &attr);
  void check_param_attr(const ast::Attr &attr);
  bool may_use_internal(Span span) const {
    if (is_internal_)
      return true;
    return span.from_expansion() &&
           sess_.hygiene.expn(sess_.hygiene.outer_expn(span.ctxt)).allow_internal_unstable;
  }

  Session &sess_;
  /// Our own library, or a crate that brings a core of its own, as tests do.
  bool is_internal_;
};

char AttrChecker::letter_of(const ast::Item &item, ast::ItemPlace place) {
  bool is_assoc = place == ast::ItemPlace::Trait || place == ast::ItemPlace::Impl;
  bool is_foreign = place == ast::ItemPlace::Foreign;
  switch (item.kind()) {
  case ast::ItemKind::ExternCrate: return 'x';
  case ast::ItemKind::Use: return 'U';
  case ast::ItemKind::Static: return is_foreign ? 'G' : 'S';
  case ast::ItemKind::Const: return is_assoc ? 'a' : 'c';
  case ast::ItemKind::Fn:
    if (is_foreign)
      return 'F';
    return !is_assoc ? 'f' : item.as<ast::FnItem>().body ? 'M' : 'r';
  case ast::ItemKind::Mod: return 'm';
  case ast::ItemKind::ForeignMod: return 'X';
  case ast::ItemKind::TyAlias: return is_assoc ? 'y' : 'A';
  case ast::ItemKind::Enum: return 'e';
  case ast::ItemKind::Struct: return 's';
  case ast::ItemKind::Union: return 'u';
  case ast::ItemKind::Trait: return 't';
  case ast::ItemKind::Impl: return item.as<ast::ImplItem>().has_trait ? 'I' : 'i';
  case ast::ItemKind::MacroDef: return 'R';
  case ast::ItemKind::TraitAlias:
  case ast::ItemKind::GlobalAsm:
  case ast::ItemKind::MacCall:
  case ast::ItemKind::Error: return 0;
  }
  return 0;
}

void AttrChecker::check_inline(const ast::Attr &attr) {
  size_t words = 0;
  bool is_known = true;
  for (const lex::Token &token : attr.tokens) {
    if (token.is(lex::TokenKind::Comma))
      continue;
    ++words;
    llvm::StringRef word = token.is_ident() ? sess_.str(token.symbol()) : llvm::StringRef();
    is_known &= word == "always" || word == "never";
  }
  if (words != 1)
    error(sess_, attr.span, diag::MalformedAttrArity, "inline").emit();
  else if (!is_known)
    error(sess_, attr.span, diag::MalformedAttr, "inline").emit();
}

void AttrChecker::check_shape(const ast::Attr &attr, llvm::StringRef name, const AttrRule &rule,
                              char target) {
  char shape = attr.args_kind == ast::AttrArgsKind::Empty       ? 'w'
               : attr.args_kind == ast::AttrArgsKind::Delimited ? 'l'
                                                                : 's';
  if (attr.args_kind == ast::AttrArgsKind::Delimited && attr.delim != ast::Delimiter::Paren) {
    error(sess_, attr.args_open.to(attr.args_close), diag::CfgDelimiters).emit();
    return;
  }
  if (rule.shapes.contains(shape)) {
    if (name == "inline" && shape == 'l')
      check_inline(attr);
    else
      check_attr_contents(sess_, attr, name, target);
    return;
  }
  if (is_lint_level(name))
    error(sess_, attr.span, diag::MalformedLintLevel, name).emit();
  else if (rule.shapes == "w")
    error(sess_, attr.span, diag::AttrTakesNothing, name)
        .primary_label("didn't expect any arguments here")
        .emit();
  else
    error(sess_, attr.span, diag::MalformedAttr, name).emit();
}

/// `unsafe(…)` goes with attributes whose misuse is undefined behaviour, and since 2024 it must.
void AttrChecker::check_unsafety(const ast::Attr &attr, llvm::StringRef name) {
  bool is_old = name == "no_mangle" || name == "export_name" || name == "link_section";
  bool is_unsafe = is_old || name == "naked" || name == "ffi_const" || name == "ffi_pure";
  if (attr.is_unsafe && !is_unsafe)
    error(sess_, attr.path.span, diag::NotUnsafeAttr, name).emit();
  else if (!attr.is_unsafe && is_unsafe &&
           (!is_old || sess_.edition(attr.path.span) >= Edition::E2024) &&
           !sess_.opts.allow_internal_features)
    error(sess_, attr.path.span, diag::UnsafeAttrNeeded).emit();
}

/// Attributes of which there can be one only.
void AttrChecker::check_multiple(ast::AttrsId attrs) {
  bool is_deprecated = false;
  for (const ast::Attr &attr : krate[attrs]) {
    if (attr.is_doc_comment || !attr.is(sym::deprecated))
      continue;
    if (is_deprecated)
      error(sess_, attr.span, diag::AttrPlain, "multiple `deprecated` attributes").emit();
    is_deprecated = true;
  }
}

/// Macros that are called as attributes of items, on what is none: they were not expanded.
void AttrChecker::check_macro_attr(const ast::Attr &attr, llvm::StringRef name, char target) {
  if (name != "derive" && name != "test" && name != "bench" && name != "global_allocator")
    return;
  if (target == 'K')
    error(sess_, attr.span, diag::AttrPlain,
          ("`" + name + "` attribute cannot be used at crate level").str())
        .emit();
  else if (target == 'g' || target == 'h')
    error(sess_, attr.path.span, diag::AttrPlain,
          ("expected non-macro attribute, found attribute macro `" + name + "`").str())
        .emit();
}

/// A crate of procedural macros has nothing else to offer.
void AttrChecker::check_export(const ast::Item &item) {
  if (item.span.from_expansion() || item.span.is_dummy())
    return;
  for (const ast::Attr &attr : krate[item.attrs]) {
    if (attr.is_doc_comment || attr.path.segments.size() != 1)
      continue;
    llvm::StringRef name = sess_.str(attr.path.segments[0].ident.name);
    if (name.starts_with("proc_macro"))
      return;
    if (name == "macro_export") {
      error(sess_, item.span, diag::AttrPlain,
            "cannot export macro_rules! macros from a `proc-macro` crate type currently")
          .emit();
      return;
    }
  }
  if (item.vis.kind == ast::VisibilityKind::Public)
    error(sess_, item.span, diag::AttrPlain,
          "`proc-macro` crate types currently cannot export any items other than functions tagged "
          "with `#[proc_macro]`, `#[proc_macro_derive]`, or `#[proc_macro_attribute]`")
        .emit();
}

void AttrChecker::check_no_mangle(const ast::Item &item) {
  bool is_ascii = !item.ident.is_valid() ||
                  llvm::all_of(sess_.str(item.ident.name), [](char c) { return c > 0; });
  for (const ast::Attr &attr : krate[item.attrs])
    if (!is_ascii && !attr.is_doc_comment && attr.is(sym::no_mangle))
      error(sess_, item.ident.span, diag::NoMangleAscii).emit();
}

void AttrChecker::check_attr(const ast::Attr &attr, llvm::StringRef name, const AttrRule &rule,
                             char target) {
  if (rule.gate != Gate::Stable && !may_use_internal(attr.span)) {
    if (rule.gate == Gate::Staged) {
      error(sess_, attr.span, diag::AttrStability).emit();
      return;
    }
    error(sess_, attr.span, diag::AttrUnstable, name).emit();
  }
  check_unsafety(attr, name);
  check_shape(attr, name, rule, target);
  if (name == "panic_handler" && target != 'f' && target != 0)
    error(sess_, attr.span, diag::LangItemTarget).emit();
  if (rule.targets == "*" || target == 0 || rule.targets.contains(target))
    return;
  if (name == "repr")
    error(sess_, attr.span, diag::ReprTarget).emit();
  else if (name == "inline" && target == 'R')
    error(sess_, attr.span, diag::InlineTarget).emit();
  else
    error(sess_, attr.span, diag::AttrTarget, name, describe(target)).emit();
}

void AttrChecker::check(ast::AttrsId attrs, char target) {
  for (const ast::Attr &attr : krate[attrs]) {
    if (attr.is_doc_comment || attr.path.segments.size() != 1)
      continue;
    llvm::StringRef name = sess_.str(attr.path.segments[0].ident.name);
    if (auto rule = find_rule(name))
      check_attr(attr, name, *rule, target);
    else
      check_macro_attr(attr, name, target);
    if (name.starts_with("rustc_") && !may_use_internal(attr.span))
      error(sess_, attr.span, diag::AttrInternal).emit();
  }
}

/// Parameters take lint levels and `cfg` alone.
void AttrChecker::check_param_attr(const ast::Attr &attr) {
  if (attr.is_doc_comment) {
    error(sess_, attr.span, diag::DocOnParam)
        .primary_label("doc comments are not allowed here")
        .emit();
    return;
  }
  if (attr.path.segments.size() != 1)
    return;
  llvm::StringRef name = sess_.str(attr.path.segments[0].ident.name);
  if (find_rule(name) && !is_lint_level(name) && name != "cfg" && name != "cfg_attr")
    error(sess_, attr.span, diag::AttrOnParam).emit();
}

} // namespace

void check_attributes(Session &sess, ast::Crate &krate) { AttrChecker(sess, krate).check_crate(); }

} // namespace ochre::expand
