// Rounds of: resolve imports; expand each macro call whose path is determined. What one expansion
// brings is worked off depth first. A round without progress is followed by a forced one, in which
// what is still open counts as not there.

#include "frontend/resolve/fixpoint.h"
#include "frontend/expand/harness.h"
#include "frontend/resolve/builder.h"
#include "frontend/resolve/imports.h"
#include "frontend/resolve/names.h"

namespace ochre::resolve {
namespace {

using expand::InvocationId;
using expand::MacroDef;
using expand::MacroKind;

llvm::SmallVector<Segment, 2> segments_of(const ast::Path &path) {
  llvm::SmallVector<Segment, 2> segments;
  for (const ast::PathSegment &segment : path.segments)
    segments.push_back({segment.ident, segment.id, segment.args != nullptr});
  return segments;
}

struct MacroLookup {
  enum Status : uint8_t { Found, Indeterminate, Failed } status = Failed;
  const MacroDef *macro = nullptr;
  Res res;
};

std::string path_text(const Context &cx, llvm::ArrayRef<Segment> path) {
  std::string text;
  for (const Segment &segment : path)
    if (segment.ident.name != sym::path_root)
      text += (text.empty() ? "" : "::") + cx.sess.str(segment.ident.name).str();
    else
      text = "";
  return text;
}

/// A macro of the compiler under its own name, where no library declares it.
const MacroDef *fallback_builtin(Context &cx, Symbol name, MacroKind kind) {
  auto key = std::pair{name, static_cast<unsigned>(kind)};
  auto [it, is_new] = cx.fallback_macros.try_emplace(key, nullptr);
  if (!is_new)
    return it->second;
  expand::Builtin builtin = expand::find_builtin(cx.sess.str(name));
  bool wants_bang = kind == MacroKind::Bang;
  if (builtin == expand::Builtin::None ||
      (expand::kind_of(builtin) == MacroKind::Bang) != wants_bang)
    return nullptr;
  MacroDef def;
  def.impl = expand::MacroImpl::Builtin;
  def.kind = expand::kind_of(builtin);
  def.builtin = builtin;
  def.name = name;
  def.edition = Edition::E2024;
  def.transparency = Transparency::Opaque;
  def.allow_internal_unstable = true;
  def.def_id = cx.modules[cx.root].def_id;
  def.module = def.def_id;
  cx.out.macro_storage.push_back(def);
  it = cx.fallback_macros.find(key);
  it->second = &cx.out.macro_storage.back();
  return it->second;
}

const MacroDef *store(Context &cx, MacroDef def) {
  cx.out.macro_storage.push_back(std::move(def));
  return &cx.out.macro_storage.back();
}

const MacroDef *macro_of_res(Context &cx, const Res &res, Symbol name, MacroKind kind) {
  if (res.kind == ResKind::NonMacroAttr)
    return store(cx, expand::non_macro_attr(name));
  if (res.kind != ResKind::Def)
    return res.is_err() ? store(cx, expand::error_macro(kind)) : nullptr;
  if (cx.defs.is_local(res.def_id)) {
    auto it = cx.out.macro_defs.find(res.def_id);
    return it == cx.out.macro_defs.end() ? nullptr : it->second;
  }
  return cx.externs.macro(res.def_id);
}

std::string article_of_macro(MacroKind kind) {
  return kind == MacroKind::Attr   ? "an attribute"
         : kind == MacroKind::Bang ? "a macro"
                                   : "a derive";
}

MacroLookup look_up_macro(Context &cx, llvm::ArrayRef<Segment> path, MacroKind kind,
                          const ParentScope &scope, bool force, Finalize finalize) {
  Search search;
  search.finalize = finalize;
  search.restricted_shadowing = true;
  Symbol name = path.back().ident.name;
  if (path.size() == 1) {
    Lookup found = resolve_lexically(cx, path[0].ident, Namespace::Macro,
                                     {ScopeSet::Macro, kind, force}, scope, search);
    if (found.status == Lookup::Undetermined)
      return {MacroLookup::Indeterminate, nullptr, {}};
    if (!found.is_found()) {
      const MacroDef *fallback = fallback_builtin(cx, name, kind);
      return {fallback ? MacroLookup::Found : MacroLookup::Failed, fallback, {}};
    }
    const Res &res = cx.bindings[found.binding].res;
    return {MacroLookup::Found, macro_of_res(cx, res, name, kind), res};
  }
  PathSearch how;
  how.ns = Namespace::Macro;
  how.search = search;
  how.is_macro_path = true;
  how.force = force;
  PathResult found = resolve_path(cx, path, scope, how);
  switch (found.status) {
  case PathStatus::Indeterminate: return {MacroLookup::Indeterminate, nullptr, {}};
  case PathStatus::NonModule:
    if (found.res.is_full())
      return {MacroLookup::Found, macro_of_res(cx, found.res.base, name, kind), found.res.base};
    if (finalize == Finalize::No && force) {
      std::string label = "partially resolved path in " + article_of_macro(kind);
      error(cx.sess, path.front().ident.span.to(path.back().ident.span), diag::FailedToResolve,
            label)
          .primary_label(label)
          .emit();
      return {MacroLookup::Failed, store(cx, expand::error_macro(kind)), {}};
    }
    break;
  case PathStatus::Failed:
    if (finalize == Finalize::No && force)
      error(cx.sess, found.span, diag::FailedToResolve, found.label)
          .primary_label(found.label)
          .emit();
    return {MacroLookup::Failed,
            force && finalize == Finalize::No ? store(cx, expand::error_macro(kind)) : nullptr,
            {}};
  case PathStatus::Module: break;
  }
  return {MacroLookup::Failed, nullptr, {}};
}

llvm::StringRef what_is(MacroKind kind) {
  switch (kind) {
  case MacroKind::Bang: return "macro";
  case MacroKind::Attr: return "attribute";
  case MacroKind::Derive: return "derive macro";
  }
  return "macro";
}

void collect_macro_names(Context &cx, const ParentScope &scope, std::vector<Symbol> &names) {
  for (MacroScopeId id = scope.macro_rules; id; id = cx.macro_scopes[id].parent)
    if (cx.macro_scopes[id].kind == MacroScopeKind::Binding)
      names.push_back(cx.macro_scopes[id].ident.name);
  for (ModuleId at = scope.module; at; at = cx.modules[at].parent) {
    for (CellId cell : cx.modules[at].cells)
      if (cx.cells[cell].key.ns == Namespace::Macro && cx.cells[cell].binding)
        names.push_back(cx.cells[cell].key.name);
    if (cx.modules[at].is_mod())
      break;
  }
  for (auto &[name, binding] : cx.macro_use_prelude)
    names.push_back(name);
}

const MacroDef *report_missing(Context &cx, llvm::ArrayRef<Segment> path, MacroKind kind,
                               const ParentScope &scope) {
  std::string text = path_text(cx, path);
  auto builder = error(cx.sess, path.back().ident.span, diag::MacroNotFound, what_is(kind), text);
  std::vector<Symbol> names;
  collect_macro_names(cx, scope, names);
  if (Symbol best = find_best_match(cx, names, path.back().ident.name))
    builder.suggest(path.back().ident.span, cx.sess.str(best),
                    ("a macro with a similar name exists: `" + cx.sess.str(best) + "`").str());
  builder.emit();
  return store(cx, expand::error_macro(kind));
}

/// The macro, or null while it is open. Reports what is missing or no macro once forced.
const MacroDef *resolve_macro(Context &cx, const ast::Path &written, MacroKind kind,
                              const ParentScope &scope, InvocationId invocation, bool force) {
  auto path = segments_of(written);
  if (path.empty())
    return store(cx, expand::error_macro(kind));
  // `#[macro_export(local_inner_macros)]`: as if written with `$crate::`.
  Span first = path[0].ident.span;
  if (kind == MacroKind::Bang && path.size() == 1 &&
      cx.sess.hygiene.expn(cx.sess.hygiene.outer_expn(first.ctxt)).local_inner_macros) {
    Segment root = path[0];
    root.ident = {sym::dollar_crate, first};
    path.insert(path.begin(), root);
  }
  MacroLookup found = look_up_macro(cx, path, kind, scope, false, Finalize::No);
  if (found.status == MacroLookup::Indeterminate) {
    if (!force)
      return nullptr;
    found = look_up_macro(cx, path, kind, scope, true, Finalize::No);
  } else if (found.status == MacroLookup::Failed && path.size() > 1) {
    found = look_up_macro(cx, path, kind, scope, true, Finalize::No);
  }
  if (found.status == MacroLookup::Failed) {
    if (found.macro)
      return found.macro;
    if (path.size() > 1) {
      std::string text = path_text(cx, path);
      error(cx.sess, written.span, diag::ExpectedMacro, what_is(kind), "module", text).emit();
      return store(cx, expand::error_macro(kind));
    }
    return report_missing(cx, path, kind, scope);
  }
  const MacroDef *macro = found.macro;
  bool is_inert = macro && macro->impl == expand::MacroImpl::NonMacroAttr;
  bool fits = macro && (macro->impl == expand::MacroImpl::Error || macro->kind == kind || is_inert);
  if (!fits && macro && found.res.kind == ResKind::Def) {
    std::string text = path_text(cx, path);
    std::string is = macro->kind == MacroKind::Bang   ? "macro"
                     : macro->kind == MacroKind::Attr ? "attribute macro"
                                                      : "derive macro";
    auto builder = error(cx.sess, written.span, diag::ExpectedMacro, what_is(kind), is, text);
    builder.primary_label(
        ("not " + llvm::StringRef(kind == MacroKind::Attr ? "an " : "a ") + what_is(kind)).str());
    builder.emit();
    return store(cx, expand::error_macro(kind));
  }
  if (!macro || (is_inert && kind != MacroKind::Attr)) {
    std::string is = !macro            ? describe_res(cx, found.res)
                     : path.size() > 1 ? "tool attribute"
                                       : "attribute";
    error(cx.sess, written.span, diag::ExpectedMacro, what_is(kind), is, path_text(cx, path))
        .emit();
    return store(cx, expand::error_macro(kind));
  }
  if (found.res.kind == ResKind::Def && cx.defs.is_local(found.res.def_id))
    cx.used_macros.insert(found.res.def_id);
  cx.macro_uses.push_back({std::move(path), kind, scope, written.span, found.res, invocation});
  return macro;
}

enum class Progress : uint8_t { Waits, Done };

struct Expander {
  explicit Expander(Context &cx) : cx(cx) {}
  Context &cx;
  std::vector<InvocationId> stack;
  std::vector<InvocationId> waiting;
  llvm::DenseMap<InvocationId, const MacroDef *> macros; ///< resolved, but blocked
  llvm::DenseMap<InvocationId, llvm::SmallVector<InvocationId, 2>> nested;
  llvm::DenseMap<InvocationId, llvm::SmallVector<ast::Path *, 4>> derives;
  llvm::DenseSet<InvocationId> done;

  void push(llvm::ArrayRef<InvocationId> more) {
    for (auto it = more.rbegin(); it != more.rend(); ++it)
      stack.push_back(*it);
  }
};

/// True if all derives of a list are known, and told to expansion.
bool resolve_derives(Expander &at, InvocationId id, bool force) {
  Context &cx = at.cx;
  auto it = at.derives.find(id);
  if (it == at.derives.end())
    return true;
  const ParentScope &scope = cx.invocations[id].scope;
  llvm::SmallVector<const MacroDef *, 4> found;
  size_t uses = cx.macro_uses.size();
  for (ast::Path *path : it->second) {
    const MacroDef *macro = resolve_macro(cx, *path, MacroKind::Derive, scope, id, force);
    if (!macro) {
      cx.macro_uses.resize(uses);
      return false;
    }
    found.push_back(macro);
  }
  llvm::SmallVector<Symbol, 2> helpers;
  for (const MacroDef *macro : found)
    helpers.append(macro->helpers.begin(), macro->helpers.end());
  const expand::Invocation &invocation = cx.expander.invocations[id];
  if (!helpers.empty()) {
    if (invocation.item) {
      auto &known = cx.item_helpers[cx.krate[invocation.item].id];
      known.append(helpers.begin(), helpers.end());
    }
    cx.derive_helpers[invocation.expn] = std::move(helpers);
  }
  expand::set_derives(cx.expander, id, found);
  at.derives.erase(id);
  return true;
}

/// An invocation in a place that holds no names (an attribute that is not walked) is at the root.
void note_unplaced(Context &cx, InvocationId id) {
  InvocationInfo &info = cx.invocations.ensure(id);
  if (info.scope.module)
    return;
  info.scope = {cx.root, kRootExpn, cx.empty_macro_scope};
  info.parent_def = kCrateRoot;
}

Progress expand_one(Expander &at, InvocationId id, bool force) {
  Context &cx = at.cx;
  note_unplaced(cx, id);
  for (InvocationId inner : at.nested.lookup(id))
    if (!at.done.contains(inner))
      return Progress::Waits;
  if (!resolve_derives(at, id, force))
    return Progress::Waits;
  const MacroDef *macro = at.macros.lookup(id);
  if (!macro) {
    const expand::Invocation &invocation = cx.expander.invocations[id];
    MacroKind kind =
        invocation.kind == expand::InvocationKind::Bang ? MacroKind::Bang : MacroKind::Attr;
    macro = resolve_macro(cx, *invocation.path, kind, cx.invocations[id].scope, id, force);
    if (!macro)
      return Progress::Waits;
  }
  for (;;) {
    expand::Expansion result = expand::expand(cx.expander, id, *macro);
    if (result.status == expand::ExpansionStatus::Done) {
      auto more = expand::integrate(cx.expander, id, result.fragment);
      build_fragment(cx, id, result.fragment);
      at.done.insert(id);
      at.macros.erase(id);
      at.nested.erase(id);
      at.push(more);
      return Progress::Done;
    }
    at.macros[id] = macro;
    if (!result.paths.empty()) {
      at.derives[id].assign(result.paths.begin(), result.paths.end());
      if (!resolve_derives(at, id, force))
        return Progress::Waits;
      continue;
    }
    if (result.nested.empty())
      continue;
    for (InvocationId inner : result.nested)
      copy_invocation_scope(cx, id, inner);
    at.nested[id].assign(result.nested.begin(), result.nested.end());
    at.stack.push_back(id);
    at.push(result.nested);
    return Progress::Done; // it comes again, after those it waits for
  }
}

} // namespace

void expand_crate(Context &cx, llvm::ArrayRef<InvocationId> first) {
  build_crate(cx);
  Expander at(cx);
  at.push(first);
  resolve_imports(cx);
  bool progress = true;
  bool force = false;
  for (;;) {
    if (at.stack.empty()) {
      progress |= resolve_imports(cx);
      if (at.waiting.empty())
        break;
      force = !progress;
      progress = false;
      at.stack.assign(at.waiting.rbegin(), at.waiting.rend());
      at.waiting.clear();
    }
    InvocationId id = at.stack.back();
    at.stack.pop_back();
    if (at.done.contains(id))
      continue;
    if (expand_one(at, id, force) == Progress::Done)
      progress = true;
    else
      at.waiting.push_back(id);
  }
  expand::TestHarness harness = expand::make_test_harness(cx.expander);
  build_root_fragment(cx, harness.items);
  for (auto [path, item] : harness.paths)
    cx.given_paths[path] = item;
  cx.test_main = harness.main;
  expand::finish(cx.expander);
  resolve_imports(cx);
}

void finalize_macros(Context &cx) {
  for (size_t i = 0; i < cx.macro_uses.size(); ++i) {
    MacroUse use = cx.macro_uses[i];
    look_up_macro(cx, use.path, use.kind, use.scope, true, Finalize::Yes);
  }
}

} // namespace ochre::resolve
