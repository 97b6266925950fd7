// What to say about a path that means nothing, or not what the place wants.

#include "frontend/resolve/late_impl.h"

namespace ochre::resolve {
namespace {

llvm::StringRef describe_expected(PathSource source) {
  switch (source) {
  case PathSource::Type: return "type";
  case PathSource::Trait: return "trait";
  case PathSource::Expr: return "value";
  case PathSource::Callee: return "function";
  case PathSource::Pat: return "unit struct, unit variant or constant";
  case PathSource::TupleStruct: return "tuple struct or tuple variant";
  case PathSource::Struct: return "struct, variant or union type";
  case PathSource::AssocType: return "associated type";
  case PathSource::AssocValue: return "method or associated constant";
  case PathSource::Capture: return "type or const parameter";
  }
  return "item";
}

DiagCode code_of(PathSource source, bool found_other) {
  switch (source) {
  case PathSource::Type: return found_other ? DiagCode::E0573 : DiagCode::E0425;
  case PathSource::Trait: return found_other ? DiagCode::E0404 : DiagCode::E0405;
  case PathSource::Expr:
  case PathSource::Callee: return found_other ? DiagCode::E0423 : DiagCode::E0425;
  case PathSource::Pat:
  case PathSource::TupleStruct: return found_other ? DiagCode::E0532 : DiagCode::E0531;
  case PathSource::Struct: return found_other ? DiagCode::E0574 : DiagCode::E0422;
  case PathSource::AssocType:
  case PathSource::AssocValue: return found_other ? DiagCode::E0575 : DiagCode::E0576;
  case PathSource::Capture: return found_other ? DiagCode::E0799 : DiagCode::E0800;
  }
  return DiagCode::E0425;
}

std::string text_of(const Context &cx, llvm::ArrayRef<Segment> path) {
  std::string text;
  for (const Segment &segment : path) {
    if (segment.ident.name == sym::path_root)
      continue;
    text += (text.empty() ? "" : "::") + cx.sess.str(segment.ident.name).str();
  }
  return text;
}

} // namespace

static void collect_names(Late &late, Namespace ns, PathSource source, std::vector<Symbol> &names) {
  Context &cx = late.cx;
  for (const Rib &rib : late.ribs(ns))
    for (const RibEntry &entry : rib.entries)
      if (is_expected(source, entry.res))
        names.push_back(entry.name);
  auto add_module = [&](ModuleId module) {
    for (CellId id : populated(cx, module).cells) {
      const Cell &cell = cx.cells[id];
      if (cell.binding && cell.key.ns == ns && is_expected(source, cx.bindings[cell.binding].res))
        names.push_back(cell.key.name);
    }
  };
  for (ModuleId at = late.scope.module; at; at = cx.modules[at].parent) {
    add_module(at);
    if (cx.modules[at].is_mod())
      break;
  }
  if (cx.prelude)
    add_module(cx.prelude);
  if (ns == Namespace::Type)
    for (auto &[name, binding] : cx.builtin_types)
      if (is_expected(source, cx.bindings[binding].res))
        names.push_back(name);
}

/// The candidates of a path's last segment: a module's names, or those of the scopes.
static Symbol find_similar(Late &late, llvm::ArrayRef<Segment> path, PathSource source) {
  Context &cx = late.cx;
  std::vector<Symbol> names;
  Namespace ns = namespace_of(source);
  if (path.size() == 1) {
    collect_names(late, ns, source, names);
  } else {
    PathSearch how;
    how.force = true;
    auto by_ribs = [&](Ident ident, Namespace wanted) {
      return late.look_up(ident, wanted, false);
    };
    RibResolver ribs = by_ribs;
    how.ribs = &ribs;
    PathResult found = resolve_path(cx, path.drop_back(), late.scope, how);
    if (found.status == PathStatus::Module && found.root.is_module())
      for (CellId id : populated(cx, found.root.module).cells) {
        const Cell &cell = cx.cells[id];
        if (cell.binding && cell.key.ns == ns)
          names.push_back(cell.key.name);
      }
  }
  // The order of the tables must not decide.
  llvm::sort(names, [&](Symbol a, Symbol b) { return cx.sess.str(a) < cx.sess.str(b); });
  return find_best_match(cx, names, path.back().ident.name);
}

void Late::report_path(llvm::ArrayRef<Segment> path, ast::Path &whole, PathSource source,
                       const std::optional<Res> &found) {
  Symbol last = path.back().ident.name;
  Span span =
      path.size() == whole.segments.size() ? whole.span : whole.span.to(path.back().ident.span);
  std::string text = text_of(cx, path);
  if (found) {
    DiagCode code = code_of(source, true);
    std::string what = describe_res(cx, *found);
    bool is_self = path.size() == 1 && last == sym::kw_self;
    auto builder = error(
        cx.sess, path.size() > 1 ? span : whole.span, diag::ExpectedFound,
        source == PathSource::Callee && is_self ? "value" : describe_expected(source), what, text);
    if (is_self && (source == PathSource::Expr || source == PathSource::Callee)) {
      code = DiagCode::E0424;
      builder.primary_label(has_self_param || !in_fn
                                ? "`self` value is a keyword only available in methods with a "
                                  "`self` parameter"
                                : "`self` value is a keyword only available in methods with a "
                                  "`self` parameter");
    } else {
      builder.primary_label("not a " + describe_expected(source).str());
    }
    builder.code(code);
    if (found->kind == ResKind::Def && cx.defs.is_local(found->def_id))
      builder.label(cx.defs.local(cx.defs.expect_local(found->def_id)).span,
                    "`" + text + "` defined here");
    builder.emit();
    return;
  }
  Span at = path.back().ident.span;
  if (path.size() == 1 && last == sym::kw_SelfUpper && namespace_of(source) == Namespace::Type) {
    error(cx.sess, at, diag::SelfOutside)
        .primary_label("`Self` is only available in impls, traits, or type definitions")
        .emit();
    return;
  }
  std::string where = "this scope";
  if (path.size() > 1) {
    Symbol before = path[path.size() - 2].ident.name;
    if (before == sym::path_root || before == sym::kw_crate)
      where = "the crate root";
    else
      where = "`" + text_of(cx, path.drop_back()) + "`";
  }
  auto builder = error(cx.sess, at, diag::CannotFind, describe_expected(source), last, where);
  builder.code(code_of(source, false));
  builder.primary_label("not found in " + where);
  if (Symbol best = find_similar(*this, path, source))
    builder.suggest(at, cx.sess.str(best),
                    ("an item with a similar name exists: `" + cx.sess.str(best) + "`").str());
  builder.emit();
}

} // namespace ochre::resolve
