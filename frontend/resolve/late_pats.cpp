// Patterns: which identifiers bind, and which name a constant.
//
//   match x { None => .., y => .. }    // None: the variant of the prelude; y: a new variable
//   A(x) | B(x)                        // both x are one variable; all alternatives must bind it

#include "frontend/resolve/late_impl.h"

namespace ochre::resolve {

using ast::PatKind;

void Late::visit_pat(ast::PatId id) { resolve_top_pat(id, PatSource::Match); }

void Late::resolve_params(ast::List<ast::Param> params, bool with_patterns,
                          llvm::MutableArrayRef<LifetimeCandidates> candidates) {
  PatBindings bindings;
  bindings.levels.push_back({});
  auto *outer = elision_candidates;
  size_t index = 0;
  for (ast::Param &param : params) {
    visit_attrs(param.attrs);
    elision_candidates = nullptr;
    if (with_patterns) {
      // What is elided in a pattern is inferred, whatever it means in the types.
      with_elided(LifetimeResKind::Infer, [&] {
        resolve_pat(param.pat, PatSource::Param, bindings);
        check_consistent(param.pat);
      });
    }
    elision_candidates = index < candidates.size() ? &candidates[index] : nullptr;
    visit_ty(param.ty);
    ++index;
  }
  elision_candidates = outer;
}

void Late::resolve_top_pat(ast::PatId id, PatSource source) {
  PatBindings bindings;
  bindings.levels.push_back({});
  resolve_pat(id, source, bindings);
  check_consistent(id);
}

void Late::resolve_pats(ast::List<ast::PatId> ids, PatSource source, PatBindings &bindings) {
  for (ast::PatId id : ids)
    resolve_pat(id, source, bindings);
}

void Late::resolve_pat(ast::PatId id, PatSource source, PatBindings &bindings) {
  ast::Pat &pat = krate[id];
  switch (pat.kind()) {
  case PatKind::Ident: resolve_ident_pat(pat, source, bindings); break;
  case PatKind::TupleStruct: {
    auto &node = pat.as<ast::TupleStructPat>();
    smart_resolve(pat.id, node.qself, node.path, PathSource::TupleStruct);
    resolve_pats(node.elems, source, bindings);
    break;
  }
  case PatKind::Path: {
    auto &node = pat.as<ast::PathPat>();
    smart_resolve(pat.id, node.qself, node.path, PathSource::Pat);
    break;
  }
  case PatKind::Struct: {
    auto &node = pat.as<ast::StructPat>();
    smart_resolve(pat.id, node.qself, node.path, PathSource::Struct);
    for (ast::PatField &field : node.fields) {
      visit_attrs(field.attrs);
      resolve_pat(field.pat, source, bindings);
    }
    break;
  }
  case PatKind::Or: resolve_or_pat(pat.as<ast::OrPat>(), source, bindings); break;
  case PatKind::Tuple: resolve_pats(pat.as<ast::TuplePat>().elems, source, bindings); break;
  case PatKind::Slice: resolve_pats(pat.as<ast::SlicePat>().elems, source, bindings); break;
  case PatKind::Box: resolve_pat(pat.as<ast::BoxPat>().inner, source, bindings); break;
  case PatKind::Deref: resolve_pat(pat.as<ast::DerefPat>().inner, source, bindings); break;
  case PatKind::Ref: resolve_pat(pat.as<ast::RefPat>().inner, source, bindings); break;
  case PatKind::Paren: resolve_pat(pat.as<ast::ParenPat>().inner, source, bindings); break;
  case PatKind::Guard:
    resolve_pat(pat.as<ast::GuardPat>().inner, source, bindings);
    visit_expr(pat.as<ast::GuardPat>().cond);
    break;
  case PatKind::Expr: visit_expr(pat.as<ast::ExprPat>().expr); break;
  case PatKind::Range:
    maybe_expr(pat.as<ast::RangePat>().lo);
    maybe_expr(pat.as<ast::RangePat>().hi);
    break;
  case PatKind::Wild:
  case PatKind::Rest:
  case PatKind::Never:
  case PatKind::MacCall:
  case PatKind::Error: break;
  }
}

namespace {

llvm::StringRef describe_source(PatSource source) {
  switch (source) {
  case PatSource::Match: return "match binding";
  case PatSource::Let: return "let binding";
  case PatSource::For: return "for binding";
  case PatSource::Param: return "function parameter";
  }
  return "binding";
}

} // namespace

/// The constant or unit constructor that a lone identifier names; nothing: it binds.
std::optional<Res> Late::resolve_as_constant(ast::Pat &pat, PatSource source) {
  auto &node = pat.as<ast::IdentPat>();
  bool is_plain = !node.sub && !node.by_ref.is_ref && node.mutbl == ast::Mutability::Not;
  if (node.ident.name == sym::kw_SelfUpper) {
    RibLookup found = look_up(node.ident, Namespace::Value, true);
    return found.is_res ? std::optional(found.res) : std::nullopt;
  }
  RibLookup found = look_up(node.ident, Namespace::Value, false);
  if (found.is_res) {
    if (!found.res.is_def(DefKind::ConstParam))
      return std::nullopt;
    if (!is_plain) {
      error(cx.sess, node.ident.span, diag::ShadowsConstant, describe_source(source),
            "const parameters")
          .primary_label("cannot be named the same as a const parameter")
          .emit();
      return Res::err();
    }
    look_up(node.ident, Namespace::Value, true);
    return found.res;
  }
  if (!found.binding)
    return std::nullopt;
  const Res res = cx.bindings[found.binding].res;
  if (res.kind != ResKind::Def)
    return std::nullopt;
  bool is_unit = res.def_kind == DefKind::StructCtorConst ||
                 res.def_kind == DefKind::VariantCtorConst || res.def_kind == DefKind::Const;
  if (is_unit && is_plain) {
    look_up(node.ident, Namespace::Value, true);
    return res;
  }
  if (is_unit || is_ctor(res.def_kind) || res.def_kind == DefKind::Static ||
      res.def_kind == DefKind::AssocConst) {
    std::string what = describe_res(cx, res);
    std::string many = what == "unit struct" || what == "constant" ? what + "s" : what + "s";
    auto builder =
        error(cx.sess, node.ident.span, diag::ShadowsConstant, describe_source(source), many);
    builder.primary_label("cannot be named the same as " + article_of(res) + " " + what);
    Span at = cx.bindings[found.binding].span;
    bool is_import = cx.bindings[found.binding].kind == BindingKind::Import;
    builder.label(at, ("the " + what + " `" + cx.sess.str(node.ident.name) + "` is " +
                       (is_import ? "imported" : "defined") + " here")
                          .str());
    builder.emit();
    return Res::err();
  }
  return std::nullopt;
}

void Late::resolve_ident_pat(ast::Pat &pat, PatSource source, PatBindings &bindings) {
  auto &node = pat.as<ast::IdentPat>();
  if (node.ident.name == sym::empty) {
    record_path(pat.id, {Res::local_var(pat.id), 0});
  } else if (std::optional<Res> constant = resolve_as_constant(pat, source)) {
    record_path(pat.id, {*constant, 0});
  } else {
    record_path(pat.id, {fresh_binding(node.ident, pat.id, source, bindings), 0});
  }
  if (node.sub)
    resolve_pat(node.sub, source, bindings);
}

Res Late::fresh_binding(Ident ident, ast::NodeId node, PatSource source, PatBindings &bindings) {
  SyntaxContext ctxt = cx.sess.hygiene.normalize_to_macro_rules(ident.span.ctxt);
  auto same = [&](const Ident &other) {
    return other.name == ident.name &&
           cx.sess.hygiene.normalize_to_macro_rules(other.span.ctxt) == ctxt;
  };
  bool is_bound = false;
  bool is_bound_in_params = false;
  ast::NodeId earlier;
  for (size_t i = 0; i < bindings.levels.size(); ++i)
    for (auto &[other, other_node] : bindings.levels[i].names) {
      if (!same(other))
        continue;
      if (bindings.levels[i].is_or) {
        earlier = other_node;
      } else {
        is_bound = true;
        is_bound_in_params = source == PatSource::Param;
      }
    }
  if (is_bound) {
    if (is_bound_in_params)
      error(cx.sess, ident.span, diag::BoundTwiceInParams, ident.name)
          .primary_label("used as parameter more than once")
          .emit();
    else
      error(cx.sess, ident.span, diag::BoundTwiceInPattern, ident.name)
          .primary_label("used in a pattern more than once")
          .emit();
  }
  bindings.levels.back().names.push_back({ident, earlier ? earlier : node});
  if (earlier)
    return Res::local_var(earlier);
  Res res = Res::local_var(node);
  add_name(Namespace::Value, ident, res);
  return res;
}

void Late::resolve_or_pat(ast::OrPat &pat, PatSource source, PatBindings &bindings) {
  saw_or_pat = true;
  // Names bound by alternatives so far; in the next one they are the same variables.
  PatBindings::Level seen;
  seen.is_or = true;
  for (ast::PatId alt : pat.alts) {
    bindings.levels.push_back(seen);
    bindings.levels.push_back({});
    resolve_pat(alt, source, bindings);
    PatBindings::Level bound = bindings.levels.pop_back_val();
    bindings.levels.pop_back();
    for (auto &name : bound.names)
      seen.names.push_back(name);
  }
  auto &outer = bindings.levels.back().names;
  for (auto &[ident, node] : seen.names) {
    bool is_new = true;
    for (auto &[other, other_node] : outer)
      is_new &= other_node != node;
    if (is_new)
      outer.push_back({ident, node});
  }
}

/// What a pattern binds, by the first alternatives; checks those within on the way.
BindingMap Late::binding_map(ast::PatId id) {
  BindingMap map;
  ast::Pat &pat = krate[id];
  auto add = [&](ast::PatId inner) {
    for (auto &entry : binding_map(inner))
      map.insert(entry);
  };
  auto add_all = [&](ast::List<ast::PatId> ids) {
    for (ast::PatId inner : ids)
      add(inner);
  };
  switch (pat.kind()) {
  case PatKind::Ident: {
    auto &node = pat.as<ast::IdentPat>();
    const PartialRes *res = cx.out.path(pat.id);
    if (res && res->base.kind == ResKind::Local)
      map.insert({{node.ident.name, cx.sess.hygiene.normalize_to_macro_rules(node.ident.span.ctxt)},
                  {node.ident.span, node.by_ref.is_ref, node.by_ref.ref_mutbl}});
    if (node.sub)
      add(node.sub);
    break;
  }
  case PatKind::Struct:
    for (ast::PatField &field : pat.as<ast::StructPat>().fields)
      add(field.pat);
    break;
  case PatKind::TupleStruct: add_all(pat.as<ast::TupleStructPat>().elems); break;
  case PatKind::Tuple: add_all(pat.as<ast::TuplePat>().elems); break;
  case PatKind::Slice: add_all(pat.as<ast::SlicePat>().elems); break;
  case PatKind::Box: add(pat.as<ast::BoxPat>().inner); break;
  case PatKind::Deref: add(pat.as<ast::DerefPat>().inner); break;
  case PatKind::Ref: add(pat.as<ast::RefPat>().inner); break;
  case PatKind::Paren: add(pat.as<ast::ParenPat>().inner); break;
  case PatKind::Guard: add(pat.as<ast::GuardPat>().inner); break;
  case PatKind::Or: map = check_alternatives(pat.as<ast::OrPat>()); break;
  case PatKind::Wild:
  case PatKind::Path:
  case PatKind::Expr:
  case PatKind::Range:
  case PatKind::Rest:
  case PatKind::Never:
  case PatKind::MacCall:
  case PatKind::Error: break;
  }
  return map;
}

/// E0408 and E0409: each alternative binds the same names in the same way.
BindingMap Late::check_alternatives(ast::OrPat &pat) {
  std::vector<BindingMap> maps;
  llvm::SmallVector<ast::PatId, 4> alts;
  for (ast::PatId alt : pat.alts) {
    if (krate[alt].kind() == PatKind::Never)
      continue;
    alts.push_back(alt);
    maps.push_back(binding_map(alt));
  }
  BindingMap all;
  for (const BindingMap &map : maps)
    for (const auto &entry : map)
      all.insert(entry);
  for (const auto &[key, mode] : all) {
    Symbol name = key.first;
    for (size_t i = 0; i < maps.size(); ++i) {
      auto it = maps[i].find(key);
      if (it == maps[i].end()) {
        error(cx.sess, krate[alts[i]].span, diag::NotBoundInAll, name)
            .primary_label(("pattern doesn't bind `" + cx.sess.str(name) + "`").str())
            .label(mode.span, "variable not in all patterns")
            .emit();
        break;
      }
      if (!(it->second == mode)) {
        error(cx.sess, it->second.span, diag::BoundDifferently, name)
            .primary_label("bound in different ways")
            .label(mode.span, "first binding")
            .emit();
        break;
      }
    }
  }
  return all;
}

void Late::check_consistent(ast::PatId id) {
  if (saw_or_pat)
    binding_map(id);
  saw_or_pat = false;
}

} // namespace ochre::resolve
