// Paths: `a::b::c` from left to right, as far as modules, enums and traits lead.
//
//   std::vec::Vec::new    std, vec: modules; Vec: a type, `new` is left to type checking
//   self::E::A            the module, an enum, its variant

#include "frontend/resolve/lookup.h"

namespace ochre::resolve {

bool is_path_keyword(Symbol name) {
  return name == sym::kw_self || name == sym::kw_super || name == sym::kw_crate ||
         name == sym::dollar_crate || name == sym::path_root || name == sym::kw_SelfUpper;
}

Edition edition_of(const Context &cx, Span span) { return cx.sess.edition(span); }

Res res_of_module(const Module &module) {
  return module.kind == ModuleKind::Def ? Res::def(module.def_kind, module.def_id) : Res::err();
}

ModuleId module_at_expansion(Context &cx, ExpnId expansion) {
  uint32_t raw = cx.sess.hygiene.expn(expansion).parent_module;
  ModuleId module = raw == UINT32_MAX ? ModuleId() : module_of(cx, DefId(raw));
  return module ? module : cx.root;
}

namespace {

ModuleId crate_root_of(Context &cx, DefId def_id) {
  CrateNum crate = cx.defs.crate_of(def_id);
  return crate == kLocalCrate ? cx.root : module_of(cx, cx.defs.crate_root(crate));
}

/// The expansion whose macro wrote `$crate`: of the marks that count, the oldest.
ExpnId dollar_crate_mark(const Context &cx, SyntaxContext ctxt) {
  const HygieneTable &hygiene = cx.sess.hygiene;
  ctxt = hygiene.normalize_to_macro_rules(ctxt);
  ExpnId found;
  while (ctxt != kRootContext && hygiene.outer_transparency(ctxt) == Transparency::Opaque)
    found = hygiene.remove_mark(ctxt);
  while (ctxt != kRootContext && hygiene.outer_transparency(ctxt) == Transparency::SemiOpaque)
    found = hygiene.remove_mark(ctxt);
  return found;
}

} // namespace

ModuleId resolve_crate_root(Context &cx, Ident ident) {
  SyntaxContext ctxt = ident.span.ctxt;
  if (ctxt == kRootContext)
    return cx.root;
  ExpnId mark;
  if (ident.name == sym::dollar_crate) {
    mark = dollar_crate_mark(cx, ctxt);
  } else {
    ctxt = normalized(cx, ctxt);
    mark = cx.sess.hygiene.adjust(ctxt, kRootExpn);
  }
  if (!mark)
    return cx.root;
  uint32_t macro = cx.sess.hygiene.expn(mark).macro_def_id;
  return macro == UINT32_MAX ? cx.root : crate_root_of(cx, DefId(macro));
}

ModuleId resolve_self(Context &cx, SyntaxContext &ctxt, ModuleId from) {
  ModuleId module = nearest_mod(cx, from);
  if (ctxt != kRootContext) {
    ctxt = normalized(cx, ctxt);
    ExpnId mark = cx.sess.hygiene.adjust(ctxt, cx.modules[module].expansion);
    if (mark)
      module = nearest_mod(cx, module_at_expansion(cx, mark));
  }
  return module;
}

namespace {

struct PathWalk {
  Context &cx;
  llvm::ArrayRef<Segment> path;
  const ParentScope &scope;
  const PathSearch &how;
  PathRoot root;
  bool has_root = false; ///< `root` holds what the segments so far lead to
  Res last_res;
};

PathResult fail(const PathWalk &at, size_t i, std::string label, DiagCode code = DiagCode::E0433) {
  PathResult result;
  result.status = PathStatus::Failed;
  result.span = at.path[i].ident.span;
  result.label = std::move(label);
  result.code = code;
  result.is_last = i + 1 == at.path.size();
  result.segment = at.path[i];
  if (at.has_root && at.root.is_module())
    result.module = at.root.module;
  return result;
}

/// `self`, `super`, `crate`… at the start. True if the segment was one of them and is dealt with.
bool enter_keyword(PathWalk &at, size_t i, std::optional<PathResult> &failed) {
  Context &cx = at.cx;
  Ident ident = at.path[i].ident;
  Symbol name = ident.name;
  if (name == sym::kw_super) {
    SyntaxContext ctxt = ident.span.ctxt;
    ModuleId self = i == 0 || !at.has_root ? resolve_self(cx, ctxt, at.scope.module)
                    : at.root.is_module()  ? at.root.module
                                           : ModuleId();
    ModuleId parent = self ? cx.modules[self].parent : ModuleId();
    if (parent) {
      at.root = PathRoot::of(nearest_mod(cx, parent));
      at.has_root = true;
      return true;
    }
    failed = fail(at, i, "there are too many leading `super` keywords");
    return true;
  }
  if (i != 0)
    return false;
  if (name == sym::kw_self) {
    SyntaxContext ctxt = ident.span.ctxt;
    at.root = PathRoot::of(resolve_self(cx, ctxt, at.scope.module));
  } else if (name == sym::path_root) {
    Edition edition = edition_of(cx, at.path.size() > 1 ? at.path[1].ident.span : ident.span);
    if (at.path.size() > 1 && is_path_keyword(at.path[1].ident.name) == false)
      at.root = {edition == Edition::E2015 ? RootKind::CrateRootAndExternPrelude
                                           : RootKind::ExternPrelude,
                 {}};
    else if (edition == Edition::E2015 || at.path.size() > 1)
      at.root = {RootKind::CrateRootAndExternPrelude, {}};
    else
      at.root = {RootKind::ExternPrelude, {}};
  } else if (name == sym::kw_crate || name == sym::dollar_crate) {
    at.root = PathRoot::of(resolve_crate_root(cx, ident));
  } else {
    return false;
  }
  at.has_root = true;
  return true;
}

std::string keyword_misplaced(const PathWalk &at, size_t i) {
  llvm::StringRef name = at.cx.sess.str(at.path[i].ident.name);
  if (i == 1 && at.path[0].ident.name == sym::path_root)
    return ("global paths cannot start with `" + name + "`").str();
  return ("`" + name + "` in paths can only be used in start position").str();
}

struct SegmentLookup {
  Lookup lookup;
  bool is_res = false;
  Res res;
};

SegmentLookup look_up_segment(PathWalk &at, size_t i, Namespace ns) {
  Context &cx = at.cx;
  Ident ident = at.path[i].ident;
  if (at.has_root)
    return {resolve_in_module(cx, at.root, ident, ns, at.scope, at.how.search), false, {}};
  if (at.how.ribs) {
    RibLookup found = (*at.how.ribs)(ident, ns);
    if (found.is_res)
      return {{}, true, found.res};
    return {found.binding ? Lookup::found(found.binding) : Lookup(), false, {}};
  }
  ScopeSet set = ns == Namespace::Macro && at.how.is_macro_path ? ScopeSet::Macro : ScopeSet::All;
  ScopeRequest request{set, expand::MacroKind::Bang, at.how.force};
  return {resolve_lexically(cx, ident, ns, request, at.scope, at.how.search), false, {}};
}

std::string missing_label(const PathWalk &at, size_t i) {
  const Context &cx = at.cx;
  llvm::StringRef name = cx.sess.str(at.path[i].ident.name);
  bool first = i == 0 || (i == 1 && at.path[0].ident.name == sym::path_root);
  if (at.how.is_import && !first && i + 1 == at.path.size() && at.how.ns)
    return ("no `" + name + "` in the root").str();
  if (at.has_root && at.root.is_module()) {
    const Module &module = cx.modules[at.root.module];
    if (module.kind == ModuleKind::Def && !module.is_mod())
      return ("could not find `" + name + "` in `" + cx.sess.str(module.name) + "`").str();
    if (i > 0) {
      llvm::StringRef before = cx.sess.str(at.path[i - 1].ident.name);
      llvm::StringRef where =
          at.path[i - 1].ident.name == sym::kw_crate ? "the crate root" : before;
      if (at.path[i - 1].ident.name == sym::kw_crate)
        return ("unresolved module or unlinked crate `" + name + "`").str();
      return ("could not find `" + name + "` in `" + where + "`").str();
    }
  }
  if (!name.empty() && llvm::isUpper(name[0]))
    return ("use of undeclared type `" + name + "`").str();
  return ("use of unresolved module or unlinked crate `" + name + "`").str();
}

enum class Step : uint8_t { Next, Stop };

/// What was found for segment `i`: go on, or end with `result`.
Step enter_res(PathWalk &at, size_t i, const Res &res, ModuleId module, PathResult &result) {
  bool is_last = i + 1 == at.path.size();
  at.last_res = res;
  if (module) {
    at.root = PathRoot::of(module);
    at.has_root = true;
    return Step::Next;
  }
  result.status = PathStatus::NonModule;
  uint32_t left = static_cast<uint32_t>(at.path.size() - i - 1);
  if (res.kind == ResKind::ToolMod && !is_last && at.how.ns) {
    result.res = {Res::of_kind(ResKind::NonMacroAttr), 0};
    return Step::Stop;
  }
  if (res.is_err()) {
    result.res = {Res::err(), 0};
    return Step::Stop;
  }
  bool maybe_assoc = at.how.ns && *at.how.ns != Namespace::Macro && is_type_like(res);
  if (at.how.ns && (is_last || maybe_assoc)) {
    result.res = {res, left};
    return Step::Stop;
  }
  llvm::StringRef name = at.cx.sess.str(at.path[i].ident.name);
  std::string what = res.kind == ResKind::Def ? describe(res.def_kind).str() + " " : "";
  std::string label =
      "`" + name.str() + "` is " +
      (res.kind == ResKind::Def ? article(res.def_kind).str() + " " + what + "defined here, "
                                : "") +
      "not a module";
  if (res.kind == ResKind::Def)
    label = "`" + name.str() + "` is " + article(res.def_kind).str() + " " +
            describe(res.def_kind).str() + ", not a module";
  result = fail(at, i, label);
  result.is_not_module = true;
  return Step::Stop;
}

} // namespace

PathResult resolve_path(Context &cx, llvm::ArrayRef<Segment> path, const ParentScope &scope,
                        const PathSearch &how) {
  PathWalk at{cx, path, scope, how, {}, false, {}};
  bool may_go_up = true; // only `self` and `super` so far
  for (size_t i = 0; i < path.size(); ++i) {
    bool is_last = i + 1 == path.size();
    Namespace ns = is_last && how.ns ? *how.ns : Namespace::Type;
    Ident ident = path[i].ident;
    bool may_be_keyword = may_go_up;
    may_go_up = may_go_up && (ident.name == sym::kw_self || ident.name == sym::kw_super);
    if (ns == Namespace::Type && may_be_keyword) {
      std::optional<PathResult> failed;
      bool is_keyword = enter_keyword(at, i, failed);
      if (failed)
        return *failed;
      if (is_keyword) {
        if (at.root.is_module())
          at.last_res = res_of_module(cx.modules[at.root.module]);
        continue;
      }
    }
    if (is_path_keyword(ident.name) && path.size() > 1 && i != 0) {
      PathResult misplaced = fail(at, i, keyword_misplaced(at, i));
      misplaced.is_last = false; // no name that could be missing
      return misplaced;
    }

    SegmentLookup found = look_up_segment(at, i, ns);
    PathResult result;
    if (found.is_res) {
      result.status = PathStatus::NonModule;
      result.res = {found.res, static_cast<uint32_t>(path.size() - 1)};
      return result;
    }
    if (found.lookup.status == Lookup::Undetermined && !how.force)
      return {};
    if (found.lookup.is_found()) {
      const Binding &binding = cx.bindings[found.lookup.binding];
      if (enter_res(at, i, binding.res, module_of_res(cx, binding.res), result) == Step::Stop)
        return result;
      continue;
    }
    if (at.has_root && at.root.is_module() && how.ns && !cx.modules[at.root.module].is_mod()) {
      result.status = PathStatus::NonModule;
      result.res = {res_of_module(cx.modules[at.root.module]),
                    static_cast<uint32_t>(path.size() - i)};
      return result;
    }
    return fail(at, i, missing_label(at, i));
  }
  PathResult result;
  result.status = PathStatus::Module;
  result.root = at.root;
  result.res = {at.last_res, 0};
  return result;
}

} // namespace ochre::resolve
