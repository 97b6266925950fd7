// Expands a text without name resolution: macros are found by their last name, wherever they stand.
#pragma once

#include "frontend/expand/cfg.h"
#include "frontend/expand/expand.h"
#include "frontend/expand/harness.h"

#include "frontend/ast/print.h"
#include "frontend/ast/walk.h"

#include <deque>
#include <map>
#include <string>

namespace ochre::expand::test {

inline constexpr const char *kPrelude = R"(
#![no_core]
#[rustc_builtin_macro] macro_rules! line { () => {} }
#[rustc_builtin_macro] macro_rules! column { () => {} }
#[rustc_builtin_macro] macro_rules! file { () => {} }
#[rustc_builtin_macro] macro_rules! module_path { () => {} }
#[rustc_builtin_macro] macro_rules! cfg { () => {} }
#[rustc_builtin_macro] macro_rules! cfg_select { () => {} }
#[rustc_builtin_macro] macro_rules! env { () => {} }
#[rustc_builtin_macro] macro_rules! option_env { () => {} }
#[rustc_builtin_macro] macro_rules! include { () => {} }
#[rustc_builtin_macro] macro_rules! include_str { () => {} }
#[rustc_builtin_macro] macro_rules! include_bytes { () => {} }
#[rustc_builtin_macro] macro_rules! concat { () => {} }
#[rustc_builtin_macro] macro_rules! stringify { () => {} }
#[rustc_builtin_macro] macro_rules! compile_error { () => {} }
#[rustc_builtin_macro] macro_rules! format_args { () => {} }
#[rustc_builtin_macro] macro_rules! format_args_nl { () => {} }
#[rustc_builtin_macro] macro_rules! assert { () => {} }
#[rustc_builtin_macro(core_panic)] macro_rules! panic { () => {} }
#[rustc_builtin_macro] macro_rules! unreachable { () => {} }
#[rustc_builtin_macro] macro_rules! offset_of { () => {} }
#[rustc_builtin_macro] macro_rules! asm { () => {} }
#[rustc_builtin_macro] macro_rules! global_asm { () => {} }
#[rustc_builtin_macro] macro_rules! derive { () => {} }
#[rustc_builtin_macro] macro_rules! test { () => {} }
#[rustc_builtin_macro] macro_rules! global_allocator { () => {} }
#[rustc_builtin_macro] macro_rules! Clone { () => {} }
#[rustc_builtin_macro] macro_rules! Copy { () => {} }
#[rustc_builtin_macro] macro_rules! Debug { () => {} }
#[rustc_builtin_macro] macro_rules! Default { () => {} }
#[rustc_builtin_macro] macro_rules! Eq { () => {} }
#[rustc_builtin_macro] macro_rules! Hash { () => {} }
#[rustc_builtin_macro] macro_rules! Ord { () => {} }
#[rustc_builtin_macro] macro_rules! PartialEq { () => {} }
#[rustc_builtin_macro] macro_rules! PartialOrd { () => {} }
macro_rules! panic_2021 { ($($t:tt)*) => { panicked($($t)*) } }
macro_rules! panic_2015 { ($($t:tt)*) => { panicked_old($($t)*) } }
macro_rules! unreachable_2021 { ($($t:tt)*) => { unreached($($t)*) } }
)";

class Expander {
public:
  explicit Expander(Options options = {}) : sess_(std::move(options)), ctx_(sess_, krate_) {
    add_macros(sess_.source_map.add_text("prelude.rs", kPrelude));
  }
  /// Makes the macros that a file defines known.
  void add_macros(FileId file) {
    for (ast::ItemId item : parse::parse_file(sess_, krate_, file).items)
      define(item);
  }

  /// The expanded crate as text; `#![no_core]` is taken for granted.
  std::string expand_text(llvm::StringRef text) {
    return expand_file(sess_.source_map.add_text("main.rs", ("#![no_core]\n" + text).str()));
  }
  std::string expand_file(FileId file) {
    parse::parse_crate(sess_, krate_, file);
    add_default_cfgs(sess_);
    auto found = collect_crate(ctx_);
    find_macros(krate_.items);
    pending_.insert(pending_.end(), found.begin(), found.end());
    run();
    finish(ctx_);
    std::string out;
    llvm::raw_string_ostream stream(out);
    ast::print(sess_.interner, krate_, stream);
    return out;
  }
  /// `E0583 file not found…` of each error, in order, one a line.
  std::string errors() {
    std::string out;
    for (const Diagnostic &diagnostic : sess_.diags.take_sorted()) {
      if (diagnostic.code != DiagCode::None)
        out += to_string(diagnostic.code).str() + " ";
      out += diagnostic.message + "\n";
    }
    return out;
  }
  Session &session() { return sess_; }
  ExpandContext &context() { return ctx_; }

private:
  struct MacroFinder : ast::Walker<MacroFinder> {
    Expander &expander;
    MacroFinder(Expander &expander, ast::Crate &krate) : Walker(krate), expander(expander) {}
    void visit_item(ast::ItemId id, ast::ItemPlace place) {
      if (krate[id].kind() == ast::ItemKind::MacroDef)
        expander.define(id);
      else
        walk_item(id, place);
    }
  };

  void define(ast::ItemId item) {
    macros_[krate_[item].ident.name.raw] =
        std::make_unique<MacroDef>(compile_macro(sess_, krate_, item));
  }
  void find_macros(ast::List<ast::ItemId> items) {
    MacroFinder finder(*this, krate_);
    for (ast::ItemId item : items)
      finder.visit_item(item, ast::ItemPlace::Module);
  }
  void find_macros(const Fragment &fragment) {
    MacroFinder finder(*this, krate_);
    find_macros(fragment.items);
    for (ast::Stmt &stmt : fragment.stmts)
      finder.visit_stmt(stmt);
    if (fragment.expr)
      finder.visit_expr(fragment.expr);
  }
  const MacroDef *find(const ast::Path &path) {
    auto it = macros_.find(path.segments.back().ident.name.raw);
    return it == macros_.end() ? nullptr : it->second.get();
  }
  bool step(InvocationId id) {
    const Invocation &invocation = ctx_.invocations[id];
    const MacroDef *macro = find(*invocation.path);
    MacroDef inert = non_macro_attr(sym::empty);
    if (!macro && invocation.kind == InvocationKind::Attr)
      macro = &inert;
    if (!macro)
      return false;
    Expansion result = expand(ctx_, id, *macro);
    if (result.status == ExpansionStatus::Done) {
      auto more = integrate(ctx_, id, result.fragment);
      find_macros(result.fragment);
      pending_.insert(pending_.end(), more.begin(), more.end());
      return true;
    }
    if (!result.paths.empty()) {
      llvm::SmallVector<const MacroDef *, 4> derives;
      for (ast::Path *path : result.paths)
        derives.push_back(find(*path) ? find(*path) : &error_);
      set_derives(ctx_, id, derives);
    }
    if (result.nested.empty() && result.paths.empty())
      return false; // still waits for its arguments
    pending_.insert(pending_.end(), result.nested.begin(), result.nested.end());
    pending_.push_back(id);
    return true;
  }
  void run() {
    size_t idle = 0;
    while (!pending_.empty() && idle <= pending_.size()) {
      InvocationId id = pending_.front();
      pending_.pop_front();
      if (step(id)) {
        idle = 0;
        continue;
      }
      pending_.push_back(id);
      ++idle;
    }
  }

  Session sess_;
  ast::Crate krate_;
  ExpandContext ctx_;
  std::map<uint32_t, std::unique_ptr<MacroDef>> macros_;
  MacroDef error_ = error_macro(MacroKind::Derive);
  std::deque<InvocationId> pending_;
};

} // namespace ochre::expand::test
