// Source: Reference, "Attributes", and the chapters it refers to. `repr` is read where types are
// collected.
#include "frontend/expand/attr_contents.h"

#include "frontend/expand/diags.h"
#include "frontend/expand/expand.h"
#include "frontend/expand/meta_item.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/StringSwitch.h"

namespace ochre::expand {

namespace {

class Contents {
public:
  Contents(Session &sess, const ast::Attr &attr, llvm::StringRef name, char target)
      : sess_(sess), attr_(attr), name_(name), target_(target) {}

  void check() {
    is_list_ = attr_.args_kind == ast::AttrArgsKind::Delimited;
    is_eq_ = attr_.args_kind == ast::AttrArgsKind::Eq;
    if (is_list_) {
      std::optional<std::vector<MetaItem>> items = parse_meta_items(sess_, attr_.tokens);
      if (!items)
        return malformed_tokens();
      items_ = std::move(*items);
    }
    if (is_lint_level())
      return check_lint_level();
    if (name_ == "link")
      return check_link();
    if (name_ == "deprecated")
      return check_deprecated();
    if (name_ == "target_feature")
      return check_target_feature();
    if (name_ == "should_panic" && is_list_)
      return check_should_panic();
    if (name_ == "export_name" || name_ == "link_section" || name_ == "link_name")
      return check_symbol();
    if (name_ == "js")
      return check_js();
    if (name_ == "must_use" && is_eq_)
      return check_string();
    if (name_ == "doc" && is_list_)
      return check_doc();
    if (name_ == "windows_subsystem")
      return check_subsystem();
    if (name_ == "instruction_set")
      return plain(attr_.span, "target `" + sess_.opts.target +
                                   "` does not support `#[instruction_set(arm::*)]`");
    check_valid_forms();
  }

private:
  void malformed() { error(sess_, attr_.span, diag::MalformedAttr, name_).emit(); }
  void plain(Span span, llvm::StringRef message) {
    error(sess_, span, diag::AttrPlain, message).emit();
  }
  void unstable(Span span, llvm::StringRef message) {
    if (!sess_.opts.allow_internal_features)
      error(sess_, span, diag::AttrGated, message).emit();
  }
  bool is_lint_level() const {
    return name_ == "allow" || name_ == "warn" || name_ == "deny" || name_ == "forbid" ||
           name_ == "expect";
  }
  /// Arguments that are no meta items.
  void malformed_tokens() {
    if (is_lint_level())
      error(sess_, attr_.span, diag::LintMalformed).emit();
    else if (name_ == "link" || name_ == "deprecated" || name_ == "target_feature")
      malformed();
  }

  void check_lint_level() {
    for (const MetaItem &item : items_) {
      bool is_reason = item.is(MetaItem::NameValue, "reason");
      bool is_last = &item == &items_.back();
      if (is_reason && is_last && item.str(sess_))
        continue;
      if (item.kind != MetaItem::Word)
        error(sess_, item.span, diag::LintMalformed).emit();
      else
        check_tool(item);
    }
  }
  void check_tool(const MetaItem &item) {
    auto [tool, lint] = llvm::StringRef(item.name).split("::");
    if (lint.empty())
      return;
    for (llvm::StringRef known :
         {"clippy", "rustc", "rustdoc", "miri", "rust_analyzer", "rustfmt", "diagnostic"})
      if (tool == known)
        return;
    error(sess_, item.span, diag::LintUnknownTool, tool, item.name).emit();
  }

  /// Whether all names differ; reports.
  bool check_distinct() {
    llvm::StringSet<> seen;
    for (const MetaItem &item : items_)
      if (!seen.insert(item.name).second) {
        error(sess_, attr_.span, diag::MalformedAttrTwice, name_).emit();
        return false;
      }
    return true;
  }

  void check_link();
  void check_link_kind(const MetaItem &item);
  void check_link_modifiers(const MetaItem &item, llvm::StringRef kind);

  void check_deprecated() {
    if (is_eq_)
      return check_string();
    for (const MetaItem &item : items_) {
      if (item.kind == MetaItem::Literal) {
        error(sess_, attr_.span, diag::AttrTakesNothing, name_).emit();
        return;
      }
      if (item.name == "suggestion")
        return plain(item.span, "suggestions on deprecated items are unstable");
      bool is_known = item.name == "since" || item.name == "note";
      if (!is_known || item.kind != MetaItem::NameValue || !item.str(sess_))
        return malformed();
    }
    check_distinct();
  }
  void check_target_feature() {
    for (const MetaItem &item : items_)
      if (!item.is(MetaItem::NameValue, "enable") || !item.str(sess_))
        return malformed();
  }
  void check_should_panic() {
    bool is_right =
        items_.size() == 1 && items_[0].is(MetaItem::NameValue, "expected") && items_[0].str(sess_);
    if (!is_right)
      malformed();
  }
  void check_string() {
    if (!attr_string(sess_, attr_))
      malformed();
  }
  void check_subsystem() {
    std::optional<std::string> text = attr_string(sess_, attr_);
    if (!text || (*text != "console" && *text != "windows"))
      malformed();
  }
  void check_doc() {
    for (const MetaItem &item : items_) {
      bool is_gated = llvm::StringSwitch<bool>(item.name)
                          .Cases("cfg", "auto_cfg", "masked", "notable_trait", true)
                          .Cases("keyword", "attribute", "fake_variadic", "search_unbox", true)
                          .Default(false);
      if (item.name == "rust_logo")
        unstable(attr_.span, "the `#[doc(rust_logo)]` attribute is used for Rust branding");
      else if (is_gated)
        unstable(attr_.span, "`#[doc(" + item.name + ")]` is experimental");
      else if (item.name == "alias")
        check_doc_alias(item);
    }
  }
  void check_doc_alias(const MetaItem &item) {
    if (item.kind == MetaItem::List) {
      for (const MetaItem &alias : item.items)
        check_doc_alias(alias);
      return;
    }
    std::optional<std::string> text = item.str(sess_);
    if (item.kind == MetaItem::Word || !text)
      return malformed();
    if (text->empty())
      plain(item.span, "`#[doc(alias = \"...\")]` attribute cannot have empty value");
    for (char c : *text)
      if (c == '"' || c == '\'' || (llvm::isSpace(c) && c != ' '))
        return plain(item.span, std::string("'\\") + c +
                                    "' character isn't allowed in `#[doc(alias = \"...\")]`");
    if (llvm::StringRef(*text).starts_with(" ") || llvm::StringRef(*text).ends_with(" "))
      plain(item.span, "`#[doc(alias = \"...\")]` cannot start or end with ' '");
  }
  /// A function of JavaScript's is imported, one with a body exported.
  void check_js() {
    bool is_import = target_ == 'F';
    bool is_right = items_.size() == 1 &&
                    (is_import ? items_[0].is(MetaItem::NameValue, "import") && items_[0].str(sess_)
                               : items_[0].is(MetaItem::Word, "export"));
    if (!is_right)
      plain(attr_.span, is_import ? "valid here is `#[js(import = \"path\")]`"
                                  : "valid here is `#[js(export)]`");
  }
  /// Symbols and sections end at a NUL for the linker.
  void check_symbol() {
    if (!is_eq_)
      return;
    std::optional<std::string> text = attr_string(sess_, attr_);
    if (!text)
      malformed();
    else if (text->find('\0') != std::string::npos)
      error(sess_, attr_.span, diag::AttrNul, name_).emit();
  }
  void check_valid_forms() {
    if (name_ == "inline" && is_eq_)
      plain(attr_.span, "valid forms for the attribute are `#[inline(always)]`, "
                        "`#[inline(never)]`, and `#[inline]`");
    else if (name_ == "ignore" && is_list_)
      plain(attr_.span,
            "valid forms for the attribute are `#[ignore = \"reason\"]` and `#[ignore]`");
    else if (name_ == "macro_export" && is_list_ && !is_local_inner_macros())
      plain(attr_.span, "valid forms for the attribute are "
                        "`#[macro_export(local_inner_macros)]` and `#[macro_export]`");
    else if (name_ == "macro_use" && is_list_ && target_ == 'm')
      plain(attr_.span, "arguments to `macro_use` are not allowed here");
  }
  bool is_local_inner_macros() const {
    return items_.size() == 1 && items_[0].is(MetaItem::Word, "local_inner_macros");
  }

  Session &sess_;
  const ast::Attr &attr_;
  llvm::StringRef name_;
  char target_;
  bool is_list_ = false;
  bool is_eq_ = false;
  std::vector<MetaItem> items_;
};

void Contents::check_link() {
  if (!is_list_ || !check_distinct())
    return;
  bool has_name = false;
  std::string kind;
  for (const MetaItem &item : items_)
    if (item.is(MetaItem::NameValue, "kind"))
      kind = item.str(sess_).value_or("");
  for (const MetaItem &item : items_) {
    bool is_string = item.kind == MetaItem::NameValue && item.str(sess_);
    bool is_known = llvm::StringSwitch<bool>(item.name)
                        .Cases("name", "kind", "modifiers", "wasm_import_module", true)
                        .Case("import_name_type", true)
                        .Default(false);
    if (item.is(MetaItem::List, "cfg")) {
      unstable(item.span, "link cfg is unstable");
      continue;
    }
    if (!is_known || !is_string)
      return malformed();
    if (item.name == "name" && item.str(sess_)->empty())
      error(sess_, item.span, diag::LinkNameEmpty).emit();
    has_name |= item.name == "name" || item.name == "wasm_import_module";
    if (item.name == "wasm_import_module" && items_.size() > 1)
      plain(item.span, "`wasm_import_module` is incompatible with other arguments in `#[link]` "
                       "attributes");
    if (item.name == "kind")
      check_link_kind(item);
    if (item.name == "modifiers")
      check_link_modifiers(item, kind);
  }
  if (!has_name)
    error(sess_, attr_.span, diag::LinkNameMissing).emit();
}

void Contents::check_link_kind(const MetaItem &item) {
  std::string kind = *item.str(sess_);
  if (kind == "static" || kind == "dylib")
    return;
  if (kind == "framework")
    error(sess_, item.span, diag::LinkKindElsewhere, kind, "Apple targets").emit();
  else if (kind == "raw-dylib")
    unstable(item.span, "link kind `raw-dylib` is unstable on ELF platforms");
  else if (kind == "link-arg")
    unstable(item.span, "link kind `link-arg` is unstable");
  else
    malformed();
}

void Contents::check_link_modifiers(const MetaItem &item, llvm::StringRef kind) {
  constexpr llvm::StringRef kKnown = "bundle, verbatim, whole-archive, as-needed, export-symbols";
  std::string text = *item.str(sess_);
  Span span = item.value->span;
  llvm::SmallVector<llvm::StringRef, 4> modifiers;
  llvm::StringRef(text).split(modifiers, ',');
  llvm::StringSet<> seen;
  for (llvm::StringRef modifier : modifiers) {
    if (!modifier.starts_with("+") && !modifier.starts_with("-"))
      return plain(span, ("invalid linking modifier syntax, expected '+' or '-' prefix before "
                          "one of: " +
                          kKnown)
                             .str());
    llvm::StringRef name = modifier.drop_front();
    if (name == "as-needed" || name == "export-symbols")
      unstable(span, ("linking modifier `" + name + "` is unstable").str());
    else if ((name == "bundle" || name == "whole-archive") && kind != "static")
      plain(
          span,
          ("linking modifier `" + name + "` is only compatible with `static` linking kind").str());
    else if (name != "bundle" && name != "whole-archive" && name != "verbatim")
      plain(span, ("unknown linking modifier `" + name + "`, expected one of: " + kKnown).str());
    else if (!seen.insert(name).second)
      plain(span, ("multiple `" + name + "` modifiers in a single `modifiers` argument").str());
  }
}

} // namespace

void check_attr_contents(Session &sess, const ast::Attr &attr, llvm::StringRef name, char target) {
  Contents(sess, attr, name, target).check();
}

} // namespace ochre::expand
