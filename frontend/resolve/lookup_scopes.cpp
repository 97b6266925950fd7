// A name in the scopes around an import or a macro call, from the inside out:
//
//   macros: derive helpers, textual macro_rules, modules up to the nearest `mod`, `#[macro_use]`
//           prelude, standard prelude, built-in attributes
//   types:  modules, extern prelude, tools, standard prelude, built-in types
//   values: modules, standard prelude
//
// Since macros may still bring names, a look-up takes the first thing found; at the end each is
// looked up once more through all scopes, and what could have been meant otherwise is an error.

#include "frontend/resolve/lookup.h"

namespace ochre::resolve {
namespace {

enum class ScopeSort : uint8_t { Helper, MacroRules, Module, Prelude, BuiltinAttr, Other };

struct ScopeSearch {
  Context &cx;
  Ident ident;
  Namespace ns;
  ScopeSet set;
  expand::MacroKind macro_kind;
  const ParentScope &scope;
  const Search &search;
  bool force;

  bool has_undetermined = false;
  BindingId innermost;
  ScopeSort innermost_sort = ScopeSort::Other;
  bool is_done = false;
  Lookup result;
};

bool is_builtin_attr_res(const Context &cx, BindingId id) {
  return cx.bindings[id].res.kind == ResKind::NonMacroAttr && !cx.bindings[id].module;
}

bool kind_matches(const ScopeSearch &at, BindingId id) {
  if (at.set != ScopeSet::Macro)
    return true;
  const Res &res = at.cx.bindings[id].res;
  bool wants_bang = at.macro_kind == expand::MacroKind::Bang;
  if (res.kind == ResKind::NonMacroAttr)
    return !wants_bang;
  if (res.kind != ResKind::Def)
    return true;
  return (res.def_kind == DefKind::MacroBang) == wants_bang;
}

/// Whether `inner` may have appeared only after the path at `expansion` could have meant `outer`.
bool may_appear_after(const Context &cx, BindingId inner, ExpnId expansion, BindingId outer) {
  ExpnId own = cx.bindings[inner].expansion;
  return !cx.sess.hygiene.is_descendant_of(cx.bindings[outer].expansion, own) &&
         !cx.sess.hygiene.is_descendant_of(expansion, own);
}

/// `macro_rules! m` and an exported `m` of an enclosing module: the textual one simply wins.
bool is_nested_in(const Context &cx, BindingId textual, BindingId modular) {
  ModuleId inner = cx.bindings[textual].module;
  ModuleId outer = cx.bindings[modular].module;
  if (!inner || !outer || nearest_mod(cx, inner) != nearest_mod(cx, outer))
    return false;
  for (; inner; inner = cx.modules[inner].parent)
    if (inner == outer)
      return true;
  return false;
}

std::optional<AmbiguityKind> find_ambiguity(const ScopeSearch &at, BindingId found,
                                            ScopeSort sort) {
  const Context &cx = at.cx;
  BindingId inner = at.innermost;
  if (cx.bindings[inner].res == cx.bindings[found].res)
    return std::nullopt;
  if (cx.bindings[inner].res.is_err() || cx.bindings[found].res.is_err())
    return std::nullopt;
  if (is_builtin_attr_res(cx, inner) || is_builtin_attr_res(cx, found))
    return AmbiguityKind::BuiltinAttr;
  if (at.innermost_sort == ScopeSort::MacroRules && sort == ScopeSort::Module &&
      !is_nested_in(cx, inner, found))
    return AmbiguityKind::MacroRulesVsModularized;
  if (cx.bindings[inner].is_glob)
    return AmbiguityKind::GlobVsOuter;
  if (may_appear_after(cx, inner, at.scope.expansion, found))
    return AmbiguityKind::MoreExpandedVsOuter;
  return std::nullopt;
}

/// Takes the result of one scope; `is_done` says that outer ones do not matter.
void take(ScopeSearch &at, const Lookup &lookup, ScopeSort sort) {
  if (lookup.status == Lookup::Undetermined) {
    at.has_undetermined = true;
    return;
  }
  if (!lookup.is_found() || !kind_matches(at, lookup.binding))
    return;
  if (at.search.finalize == Finalize::No || at.set == ScopeSet::Late) {
    at.is_done = true;
    at.result = lookup;
    return;
  }
  if (!at.innermost) {
    at.innermost = lookup.binding;
    at.innermost_sort = sort;
    return;
  }
  if (auto kind = find_ambiguity(at, lookup.binding, sort)) {
    at.cx.ambiguities.push_back({*kind, at.ident, at.innermost, lookup.binding});
    at.is_done = true;
    at.result = Lookup::found(at.innermost);
  }
}

void search_helpers(ScopeSearch &at) {
  for (ExpnId expn = at.scope.expansion; expn != kRootExpn;
       expn = at.cx.sess.hygiene.expn(expn).parent) {
    auto it = at.cx.derive_helpers.find(expn);
    if (it == at.cx.derive_helpers.end())
      continue;
    for (Symbol helper : it->second)
      if (helper == at.ident.name)
        return take(
            at,
            Lookup::found(add_res_binding(at.cx, Res::of_kind(ResKind::NonMacroAttr),
                                          Visibility::pub(), at.ident.span, kRootExpn, at.cx.root)),
            ScopeSort::Helper);
  }
}

void search_macro_rules(ScopeSearch &at) {
  Context &cx = at.cx;
  SyntaxContext ctxt = normalized(cx, at.ident.span.ctxt);
  for (MacroScopeId id = at.scope.macro_rules; id;) {
    const MacroScope &scope = cx.macro_scopes[id];
    switch (scope.kind) {
    case MacroScopeKind::Empty: return;
    case MacroScopeKind::Binding:
      if (scope.ident.name == at.ident.name && normalized(cx, scope.ident.span.ctxt) == ctxt)
        return take(at, Lookup::found(scope.binding), ScopeSort::MacroRules);
      id = scope.parent;
      break;
    case MacroScopeKind::Invocation: {
      auto output = cx.expansion_outputs.find(scope.expansion);
      if (output != cx.expansion_outputs.end()) {
        id = output->second; // its chain ends in this scope's parent
      } else {
        at.has_undetermined = true;
        id = scope.parent;
      }
      break;
    }
    }
  }
}

/// Enums and traits are no scopes: the module around them.
ModuleId nearest_item_scope(const Context &cx, ModuleId module) {
  while (cx.modules[module].kind == ModuleKind::Def && !cx.modules[module].is_mod())
    module = cx.modules[module].parent;
  return module;
}

/// The module around, as hygiene sees it: a block's enclosing one; for names of an opaque macro,
/// its own module after the nearest `mod` of the call.
ModuleId outer_module(Context &cx, ModuleId module, SyntaxContext &ctxt) {
  if (!cx.sess.hygiene.is_descendant_of(cx.modules[module].expansion,
                                        cx.sess.hygiene.outer_expn(ctxt))) {
    ExpnId mark = cx.sess.hygiene.remove_mark(ctxt);
    return module_at_expansion(cx, mark);
  }
  if (cx.modules[module].kind == ModuleKind::Block)
    return nearest_item_scope(cx, cx.modules[module].parent);
  return ModuleId();
}

void search_modules(ScopeSearch &at) {
  Context &cx = at.cx;
  SyntaxContext ctxt = normalized(cx, at.ident.span.ctxt);
  Ident ident = at.ident;
  ModuleId module = nearest_item_scope(cx, at.scope.module);
  for (; module && !at.is_done; module = outer_module(cx, module, ctxt)) {
    ParentScope scope = at.scope;
    SyntaxContext adjusted = ctxt;
    if (ctxt != kRootContext) {
      ExpnId mark = cx.sess.hygiene.adjust(adjusted, cx.modules[module].expansion);
      if (mark)
        scope.module = module_at_expansion(cx, mark);
    }
    ident.span.ctxt = adjusted;
    Search search = at.search;
    search.restricted_shadowing = at.set != ScopeSet::Late;
    if (search.finalize != Finalize::No && at.innermost)
      search.finalize = Finalize::Silent;
    Lookup found = resolve_in_module(cx, PathRoot::of(module), ident, at.ns, scope, search);
    if (found.status == Lookup::Undetermined && !found.weak) {
      at.is_done = true;
      at.result = at.force ? Lookup() : found;
      return;
    }
    take(at, found, ScopeSort::Module);
  }
}

void search_crate_root(ScopeSearch &at) {
  ModuleId root = resolve_crate_root(at.cx, at.ident);
  Search search = at.search;
  search.restricted_shadowing = true;
  Lookup found = resolve_in_module(at.cx, PathRoot::of(root), at.ident, at.ns, at.scope, search);
  if (found.status == Lookup::Undetermined && !found.weak) {
    at.is_done = true;
    at.result = at.force ? Lookup() : found;
    return;
  }
  take(at, found, ScopeSort::Module);
}

void take_from(ScopeSearch &at, const llvm::DenseMap<Symbol, BindingId> &table, ScopeSort sort) {
  auto it = table.find(at.ident.name);
  if (it != table.end())
    take(at, Lookup::found(it->second), sort);
}

BindingId builtin_attr_binding(Context &cx, Symbol name) {
  auto [it, is_new] = cx.builtin_attrs.try_emplace(name, BindingId());
  if (is_new && expand::is_builtin_attr(cx.sess.str(name)))
    it->second = add_res_binding(cx, Res::of_kind(ResKind::NonMacroAttr), Visibility::pub(), Span(),
                                 kRootExpn, ModuleId());
  return it->second;
}

void search_preludes(ScopeSearch &at) {
  Context &cx = at.cx;
  bool use_prelude = !cx.modules[nearest_mod(cx, at.scope.module)].no_implicit_prelude;
  if (at.ns == Namespace::Macro && !at.is_done) {
    auto it = cx.macro_use_prelude.find(at.ident.name);
    if (it != cx.macro_use_prelude.end() && use_prelude)
      take(at, Lookup::found(it->second), ScopeSort::Prelude);
  }
  if (at.ns == Namespace::Type && !at.is_done) {
    if (normalized(cx, at.ident.span.ctxt) == kRootContext)
      if (BindingId found = extern_prelude_binding(cx, at.ident, at.search.finalize))
        take(at, Lookup::found(found), ScopeSort::Other);
    if (!at.is_done)
      take_from(at, cx.tools, ScopeSort::Other);
  }
  if (!at.is_done) {
    take(at, resolve_in_std_prelude(cx, at.ident, at.ns, at.scope), ScopeSort::Prelude);
  }
  if (at.ns == Namespace::Macro && !at.is_done)
    if (BindingId found = builtin_attr_binding(cx, at.ident.name))
      take(at, Lookup::found(found), ScopeSort::BuiltinAttr);
  if (at.ns == Namespace::Type && !at.is_done)
    take_from(at, cx.builtin_types, ScopeSort::Other);
}

} // namespace

BindingId extern_prelude_binding(Context &cx, Ident ident, Finalize finalize) {
  auto it = cx.extern_prelude.find(ident.name);
  if (it == cx.extern_prelude.end())
    return {};
  ExternPreludeEntry &entry = it->second;
  if (entry.item) {
    if (finalize != Finalize::No)
      record_use(cx, entry.item, ident);
    return entry.item;
  }
  if (entry.is_internal) {
    const ExpnData &expn = cx.sess.hygiene.expn(cx.sess.hygiene.outer_expn(ident.span.ctxt));
    if (expn.kind != ExpnKind::AstPass && !expn.allow_internal_unstable)
      return {};
  }
  if (!entry.option && entry.is_option) {
    std::optional<CrateNum> crate = cx.externs.find(ident.name);
    if (!crate)
      return {};
    Res res = Res::def(DefKind::Mod, cx.defs.crate_root(*crate));
    entry.option = add_res_binding(cx, res, Visibility::pub(), Span(), kRootExpn, cx.root);
  }
  return entry.option;
}

Lookup resolve_in_std_prelude(Context &cx, Ident ident, Namespace ns, const ParentScope &scope) {
  if (!cx.prelude || cx.modules[nearest_mod(cx, scope.module)].no_implicit_prelude)
    return {};
  Search search;
  search.restricted_shadowing = true;
  Lookup found = resolve_in_module(cx, PathRoot::of(cx.prelude), ident, ns, scope, search);
  found.weak = true; // the crate may be the one that defines the prelude
  return found;
}

Lookup resolve_lexically(Context &cx, Ident ident, Namespace ns, const ScopeRequest &request,
                         const ParentScope &scope, const Search &search) {
  auto [set, macro_kind, force] = request;
  if (is_path_keyword(ident.name))
    return {};
  ScopeSearch at{cx, ident, ns, set, macro_kind, scope, search, force, {}, {}, {}, {}, {}};
  if (set == ScopeSet::Absolute) {
    search_crate_root(at);
    // In edition 2015 a crate must be an item of the root to be seen here.
    if (!at.is_done && ns == Namespace::Type && edition_of(cx, ident.span) != Edition::E2015)
      if (BindingId found = extern_prelude_binding(cx, ident, search.finalize))
        take(at, Lookup::found(found), ScopeSort::Other);
  } else {
    if (ns == Namespace::Macro) {
      search_helpers(at);
      if (!at.is_done)
        search_macro_rules(at);
    }
    if (!at.is_done)
      search_modules(at);
    if (!at.is_done)
      search_preludes(at);
  }
  if (at.is_done)
    return at.result;
  if (at.innermost)
    return Lookup::found(at.innermost);
  return at.has_undetermined && !force ? Lookup::undetermined(true) : Lookup();
}

} // namespace ochre::resolve
