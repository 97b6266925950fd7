// Lifetimes: named, anonymous, left out.
//
// What an elided lifetime means depends on where it stands: in a parameter, a fresh lifetime
// parameter; in a result, the one lifetime of the parameters (that of `self` first); in a static,
// 'static; in a body, inference; elsewhere it must be written.
// Source: Reference, "Lifetime elision".

#include "frontend/resolve/late_impl.h"

namespace ochre::resolve {

void Late::record_lifetime(ast::NodeId node, LifetimeRes res) {
  cx.out.lifetimes[node] = res;
  if (elision_candidates &&
      (res.kind == LifetimeResKind::Param || res.kind == LifetimeResKind::Static))
    elision_candidates->push_back(res);
}

void Late::visit_lifetime(ast::Lifetime &lifetime) {
  Ident ident = lifetime.ident;
  if (ident.name == sym::kw_underscore_lifetime)
    return resolve_elided(lifetime.id, ident.span, false);
  if (ident.name == sym::kw_static_lifetime)
    return record_lifetime(lifetime.id, {LifetimeResKind::Static, {}});
  SyntaxContext ctxt = normalized(cx, ident.span.ctxt);
  std::vector<Symbol> names;
  bool is_stopped = false;
  for (size_t i = lifetime_ribs.size(); i-- > 0 && !is_stopped;) {
    const LifetimeRib &rib = lifetime_ribs[i];
    switch (rib.kind) {
    case LifetimeRibKind::Generics:
      for (auto &[param, def] : rib.params) {
        names.push_back(param.name);
        if (param.name == ident.name && normalized(cx, param.span.ctxt) == ctxt)
          return record_lifetime(lifetime.id, use_lifetime(i, ident, def));
      }
      break;
    case LifetimeRibKind::Item: is_stopped = true; break;
    case LifetimeRibKind::ConstParamTy:
      error(cx.sess, ident.span, diag::LifetimeInConstParamTy).emit();
      return record_lifetime(lifetime.id, {LifetimeResKind::Error, {}});
    case LifetimeRibKind::AnonConst:
    case LifetimeRibKind::Discriminant:
    case LifetimeRibKind::ImplTrait:
    case LifetimeRibKind::CreateParam:
    case LifetimeRibKind::ReportError:
    case LifetimeRibKind::Elided:
    case LifetimeRibKind::ElisionFailure: break;
    }
  }
  auto builder = error(cx.sess, ident.span, diag::UndeclaredLifetime, ident.name);
  builder.primary_label("undeclared lifetime");
  if (Symbol best = find_best_match(cx, names, ident.name))
    builder.suggest(ident.span, cx.sess.str(best), "a lifetime with a similar name exists");
  builder.emit();
  record_lifetime(lifetime.id, {LifetimeResKind::Error, {}});
}

LifetimeRes Late::use_lifetime(size_t binder, Ident ident, LocalDefId def) {
  if (report_out_of_reach(binder, ident))
    return {LifetimeResKind::Error, {}};
  LifetimeRes res{LifetimeResKind::Param, def};
  note_lifetime_use(binder, res);
  return res;
}

/// Between a lifetime's use and its binder may be a constant, which has no lifetimes, or an `impl
/// Trait`, which has those of the function or impl alone.
bool Late::report_out_of_reach(size_t binder, Ident ident) {
  llvm::StringRef place = lifetime_ribs[binder].place;
  for (const LifetimeRib &rib : llvm::drop_begin(lifetime_ribs, binder + 1)) {
    bool is_discriminant = rib.kind == LifetimeRibKind::Discriminant;
    if (is_discriminant || rib.kind == LifetimeRibKind::AnonConst) {
      auto diag = is_discriminant ? error(cx.sess, ident.span, diag::ParamInDiscriminant)
                                  : error(cx.sess, ident.span, diag::ParamInAnonConst);
      diag.primary_label("cannot perform const operation using `" + cx.sess.str(ident.name).str() +
                         "`");
      diag.emit();
      return true;
    }
    if (rib.kind == LifetimeRibKind::ImplTrait && !place.empty()) {
      if (rib.place.empty())
        error(cx.sess, ident.span, diag::LifetimeOfBinder).emit();
      else
        error(cx.sess, ident.span, diag::OpaqueCapturesBinder, place).emit();
      return true;
    }
  }
  return false;
}

/// A lifetime that is named once, where one left out would mean the same, need not be named.
void Late::note_lifetime_use(size_t binder, const LifetimeRes &res) {
  auto [it, is_new] = lifetime_uses.try_emplace(res.param, LifetimeUses::Many);
  if (!is_new) {
    it->second = LifetimeUses::Many;
    return;
  }
  for (size_t i = lifetime_ribs.size(); i-- > binder + 1;) {
    const LifetimeRib &rib = lifetime_ribs[i];
    if (rib.kind == LifetimeRibKind::Generics || rib.kind == LifetimeRibKind::AnonConst ||
        rib.kind == LifetimeRibKind::ImplTrait)
      continue;
    bool is_same = rib.kind == LifetimeRibKind::CreateParam ||
                   (rib.kind == LifetimeRibKind::Elided && rib.res == res);
    it->second = is_same ? LifetimeUses::One : LifetimeUses::Many;
    return;
  }
}

/// single_use_lifetimes, unused_lifetimes: for the parameters of a function, impl or `for<..>`.
void Late::report_lifetime_uses(llvm::ArrayRef<ast::GenericParam> params) {
  if (in_derived)
    return;
  for (const ast::GenericParam &param : params) {
    LocalDefId def = cx.out.def_of(param.id);
    if (param.kind != ast::GenericParamKind::Lifetime || !def || param.ident.span.from_expansion())
      continue;
    auto use = lifetime_uses.find(def);
    if (use != lifetime_uses.end() && use->second == LifetimeUses::Many)
      continue;
    bool is_unused = use == lifetime_uses.end();
    Diagnostic diagnostic;
    diagnostic.level = Level::Warning;
    diagnostic.lint = is_unused ? "unused_lifetimes" : "single_use_lifetimes";
    diagnostic.message = "lifetime parameter `" + cx.sess.str(param.ident.name).str() + "` " +
                         (is_unused ? "never used" : "only used once");
    diagnostic.labels.push_back({param.ident.span, "", true});
    cx.out.lints.push_back({is_unused ? "unused_lifetimes" : "single_use_lifetimes",
                            cx.out.def_nodes[current_def], std::move(diagnostic)});
  }
}

LifetimeRes Late::fresh_lifetime(const LifetimeRib &rib, Span span) {
  LocalDefId def =
      cx.defs.create(rib.binder_def, DefKind::LifetimeParam, sym::kw_underscore_lifetime, span);
  cx.out.visibilities.ensure(def) = Visibility::restricted(nearest_mod_def(cx, scope.module));
  cx.out.fresh_lifetimes[rib.binder].push_back({def, span});
  return {LifetimeResKind::Param, def};
}

void Late::report_missing_lifetime(Span span) {
  error(cx.sess, span, diag::MissingLifetime)
      .primary_label("expected named lifetime parameter")
      .emit();
}

void Late::resolve_elided(ast::NodeId node, Span span, bool is_ref) {
  for (size_t i = lifetime_ribs.size(); i-- > 0;) {
    const LifetimeRib &rib = lifetime_ribs[i];
    switch (rib.kind) {
    case LifetimeRibKind::CreateParam: return record_lifetime(node, fresh_lifetime(rib, span));
    case LifetimeRibKind::ReportError:
      if (is_ref)
        error(cx.sess, {span.lo, span.lo + 1, span.ctxt}, diag::RefWithoutLifetime)
            .primary_label("explicit lifetime name needed here")
            .emit();
      else
        error(cx.sess, span, diag::UnderscoreLifetime)
            .primary_label("`'_` is a reserved lifetime name")
            .emit();
      return record_lifetime(node, {LifetimeResKind::Error, {}});
    case LifetimeRibKind::Elided: return record_lifetime(node, rib.res);
    case LifetimeRibKind::ElisionFailure:
    case LifetimeRibKind::Item:
      report_missing_lifetime(is_ref ? Span{span.lo, span.lo + 1, span.ctxt} : span);
      return record_lifetime(node, {LifetimeResKind::Error, {}});
    case LifetimeRibKind::ConstParamTy:
      error(cx.sess, is_ref ? Span{span.lo, span.lo + 1, span.ctxt} : span,
            diag::LifetimeInConstParamTy)
          .emit();
      return record_lifetime(node, {LifetimeResKind::Error, {}});
    case LifetimeRibKind::Generics:
    case LifetimeRibKind::Discriminant:
    case LifetimeRibKind::ImplTrait:
    case LifetimeRibKind::AnonConst: break;
    }
  }
  report_missing_lifetime(span);
  record_lifetime(node, {LifetimeResKind::Error, {}});
}

unsigned Late::lifetime_count(const Res &res) {
  // Other kinds take no early bound lifetimes in a path.
  bool has_any = res.is_def(DefKind::Struct) || res.is_def(DefKind::Union) ||
                 res.is_def(DefKind::Enum) || res.is_def(DefKind::TyAlias) ||
                 res.is_def(DefKind::Trait) || res.is_def(DefKind::AssocTy);
  if (!has_any)
    return 0;
  return cx.defs.is_local(res.def_id) ? cx.out.lifetime_counts.lookup(res.def_id)
                                      : cx.externs.lifetime_param_count(res.def_id);
}

void Late::resolve_hidden_lifetimes(const PartialRes &res, ast::Path &path, PathSource source) {
  size_t known = path.segments.size() - res.unresolved_segments;
  if (known == 0)
    return;
  size_t index = known - 1;
  const Res &item = res.base; // a variant has no lifetimes here: lowering infers those of its enum
  unsigned count = lifetime_count(item);
  if (count == 0)
    return;
  ast::PathSegment &segment = path.segments[index];
  if (segment.args) {
    if (segment.args->kind != ast::GenericArgsKind::AngleBracketed)
      return;
    for (const ast::GenericArg &arg : segment.args->args)
      if (arg.kind == ast::GenericArgKind::Lifetime)
        return;
  }
  auto &out = cx.out.hidden_lifetimes[segment.id];
  if (!out.empty())
    return;
  auto fill = [&](LifetimeRes lifetime) {
    for (unsigned i = 0; i < count; ++i) {
      out.push_back(lifetime);
      if (elision_candidates &&
          (lifetime.kind == LifetimeResKind::Param || lifetime.kind == LifetimeResKind::Static))
        elision_candidates->push_back(lifetime);
    }
  };
  if (source != PathSource::Type && source != PathSource::Trait && source != PathSource::AssocType)
    return fill({LifetimeResKind::Infer, {}});
  Span span = segment.ident.span;
  for (size_t i = lifetime_ribs.size(); i-- > 0;) {
    const LifetimeRib &rib = lifetime_ribs[i];
    switch (rib.kind) {
    case LifetimeRibKind::CreateParam:
      if (rib.report_in_path) {
        error(cx.sess, path.span, diag::HiddenLifetime)
            .primary_label("expected lifetime parameter")
            .emit();
        return fill({LifetimeResKind::Error, {}});
      }
      for (unsigned k = 0; k < count; ++k) {
        LifetimeRes fresh = fresh_lifetime(rib, span);
        out.push_back(fresh);
        if (elision_candidates)
          elision_candidates->push_back(fresh);
      }
      return;
    case LifetimeRibKind::ReportError:
      error(cx.sess, path.span, diag::HiddenLifetime)
          .primary_label("expected lifetime parameter")
          .emit();
      return fill({LifetimeResKind::Error, {}});
    case LifetimeRibKind::Elided: return fill(rib.res);
    case LifetimeRibKind::ElisionFailure:
    case LifetimeRibKind::Item:
      report_missing_lifetime(span);
      return fill({LifetimeResKind::Error, {}});
    case LifetimeRibKind::ConstParamTy:
      error(cx.sess, span, diag::LifetimeInConstParamTy).emit();
      return fill({LifetimeResKind::Error, {}});
    case LifetimeRibKind::Generics:
    case LifetimeRibKind::Discriminant:
    case LifetimeRibKind::ImplTrait:
    case LifetimeRibKind::AnonConst: break;
    }
  }
  fill({LifetimeResKind::Error, {}});
}

namespace {

/// Whether a type is, or is made with, `Self` or the impl's own type.
struct SelfFinder : ast::Walker<SelfFinder> {
  Late &late;
  bool found = false;
  explicit SelfFinder(Late &late) : Walker(late.krate), late(late) {}

  bool is_self(ast::TyId id) {
    ast::Ty &ty = krate[id];
    if (ty.kind() == ast::TyKind::ImplicitSelf)
      return true;
    if (ty.kind() != ast::TyKind::Path)
      return false;
    const PartialRes *res = late.cx.out.path(ty.id);
    if (!res || !res->is_full())
      return false;
    if (res->base.kind == ResKind::SelfTyAlias || res->base.kind == ResKind::SelfTyParam)
      return true;
    if (!late.current_self_ty)
      return false;
    const PartialRes *own = late.cx.out.path(krate[late.current_self_ty].id);
    const Res &base = res->base;
    bool is_named = base.is_def(DefKind::Struct) || base.is_def(DefKind::Enum) ||
                    base.is_def(DefKind::Union) || base.kind == ResKind::PrimTy;
    return is_named && own && own->is_full() && own->base == base;
  }
  void visit_ty(ast::TyId id) {
    found |= is_self(id);
    if (!found)
      walk_ty(id);
  }
  void visit_anon_const(ast::AnonConst &) {}
};

/// The lifetimes of references to what contains `Self`.
struct SelfRefs : ast::Walker<SelfRefs> {
  Late &late;
  llvm::SmallVector<LifetimeRes, 2> found;
  explicit SelfRefs(Late &late) : Walker(late.krate), late(late) {}

  bool contains_self(ast::TyId id) {
    SelfFinder finder(late);
    finder.visit_ty(id);
    return finder.found;
  }
  void visit_ty(ast::TyId id) {
    ast::Ty &ty = krate[id];
    if (auto *ref = ty.get_if<ast::RefTy>(); ref && contains_self(ref->inner)) {
      ast::NodeId node = ref->lifetime.is_valid() ? ref->lifetime.id : ty.id;
      auto it = late.cx.out.lifetimes.find(node);
      if (it != late.cx.out.lifetimes.end()) {
        if (llvm::find(found, it->second) == found.end())
          found.push_back(it->second);
      }
    }
    walk_ty(id);
  }
  void visit_anon_const(ast::AnonConst &) {}
};

} // namespace

std::optional<LifetimeRes> Late::only_input_lifetime(llvm::ArrayRef<LifetimeCandidates> params) {
  std::optional<LifetimeRes> found;
  for (const LifetimeCandidates &param : params) {
    if (param.empty())
      continue;
    // One parameter, with one lifetime.
    if (found || llvm::any_of(param, [&](const LifetimeRes &res) { return !(res == param[0]); }))
      return std::nullopt;
    found = param[0];
  }
  return found;
}

std::optional<LifetimeRes> Late::elided_output(ast::FnDecl &decl,
                                               llvm::ArrayRef<LifetimeCandidates> params) {
  if (!decl.has_self || decl.inputs.empty())
    return only_input_lifetime(params);
  SelfRefs refs(*this);
  refs.visit_ty(decl.inputs[0].ty);
  if (refs.found.empty()) // lifetimes of `self` that are not those of references do not count
    return only_input_lifetime(params.drop_front());
  return refs.found.size() == 1 ? std::optional(refs.found[0]) : std::nullopt;
}

void Late::resolve_fn_decl(ast::FnDecl &decl, const LifetimeRib &inputs, bool with_patterns,
                           ast::NodeId opaque_scope) {
  auto *outer = elision_candidates;
  std::vector<LifetimeCandidates> params(decl.inputs.size());
  with_lifetime_rib(inputs, [&] { resolve_params(decl.inputs, with_patterns, params); });
  elision_candidates = outer;
  std::optional<LifetimeRes> elided = elided_output(decl, params);
  if (opaque_scope)
    note_opaque_scope(opaque_scope);
  if (!decl.output)
    return;
  LifetimeRib rib;
  rib.kind = elided ? LifetimeRibKind::Elided : LifetimeRibKind::ElisionFailure;
  if (elided)
    rib.res = *elided;
  elision_candidates = nullptr;
  with_lifetime_rib(rib, [&] { visit_ty(decl.output); });
  elision_candidates = outer;
}

void Late::resolve_fn_sugar(ast::PathSegment &segment) {
  ast::GenericArgs &args = *segment.args;
  LifetimeRib rib;
  rib.kind = LifetimeRibKind::CreateParam;
  rib.binder = segment.id;
  rib.binder_def = current_def;
  std::vector<LifetimeCandidates> params;
  auto *outer = elision_candidates;
  with_lifetime_rib(rib, [&] {
    for (ast::TyId input : args.inputs) {
      LifetimeCandidates candidates;
      elision_candidates = &candidates;
      visit_ty(input);
      params.push_back(std::move(candidates));
    }
  });
  elision_candidates = nullptr;
  std::optional<LifetimeRes> elided = only_input_lifetime(params);
  LifetimeRib output;
  output.kind = elided ? LifetimeRibKind::Elided : LifetimeRibKind::ElisionFailure;
  if (elided)
    output.res = *elided;
  with_lifetime_rib(output, [&] { maybe_ty(args.output); });
  elision_candidates = outer;
}

void Late::note_opaque_scope(ast::NodeId node) {
  std::vector<LocalDefId> all;
  for (size_t i = lifetime_ribs.size(); i-- > 0;) {
    const LifetimeRib &rib = lifetime_ribs[i];
    if (rib.kind == LifetimeRibKind::Item)
      break;
    if (rib.kind == LifetimeRibKind::Generics)
      for (size_t k = rib.params.size(); k-- > 0;)
        all.push_back(rib.params[k].second);
  }
  std::reverse(all.begin(), all.end());
  // Fresh ones of the function and of its impl come behind the named ones.
  for (ast::NodeId binder : fresh_binders) {
    auto it = cx.out.fresh_lifetimes.find(binder);
    if (it != cx.out.fresh_lifetimes.end())
      for (const FreshLifetime &fresh : it->second)
        all.push_back(fresh.def_id);
  }
  cx.out.opaque_scopes[node] = std::move(all);
}

} // namespace ochre::resolve
