// Words for messages, and the search for names that look alike.

#include "frontend/resolve/names.h"

#include "llvm/ADT/StringExtras.h"

#include <algorithm>

namespace ochre::resolve {

std::string module_text(const Context &cx, PathRoot root) {
  if (!root.is_module())
    return "crate";
  std::string text;
  for (ModuleId at = root.module; at; at = cx.modules[at].parent) {
    const Module &module = cx.modules[at];
    if (module.kind == ModuleKind::Block || at == cx.root)
      continue;
    text = cx.sess.str(module.name).str() + (text.empty() ? "" : "::") + text;
  }
  return text.empty() ? "crate" : text;
}

std::string describe_res(const Context &cx, const Res &res) {
  switch (res.kind) {
  case ResKind::Def:
    // The root of a crate.
    if (res.def_kind == DefKind::Mod && !cx.defs.parent(res.def_id).is_valid())
      return "crate";
    return describe(res.def_kind).str();
  case ResKind::PrimTy: return "builtin type";
  case ResKind::SelfTyParam:
  case ResKind::SelfTyAlias: return "self type";
  case ResKind::SelfCtor: return "self constructor";
  case ResKind::Local: return "local variable";
  case ResKind::ToolMod: return "tool module";
  case ResKind::NonMacroAttr: return "attribute";
  case ResKind::Err: return "unresolved item";
  }
  return "item";
}

std::string article_of(const Res &res) {
  if (res.kind == ResKind::Def)
    return article(res.def_kind).str();
  return res.kind == ResKind::NonMacroAttr || res.kind == ResKind::Err ? "an" : "a";
}

namespace {

/// Edit distance with neighbours exchanged counting as one edit; more than `limit` counts as
/// limit + 1.
unsigned edit_distance(llvm::StringRef a, llvm::StringRef b, unsigned limit) {
  if (a.size() > b.size() + limit || b.size() > a.size() + limit)
    return limit + 1;
  std::vector<unsigned> before(b.size() + 1);
  std::vector<unsigned> last(b.size() + 1);
  std::vector<unsigned> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j)
    last[j] = static_cast<unsigned>(j);
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<unsigned>(i);
    for (size_t j = 1; j <= b.size(); ++j) {
      unsigned cost = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + cost});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

} // namespace

Symbol find_best_match(const Context &cx, llvm::ArrayRef<Symbol> candidates, Symbol name) {
  llvm::StringRef wanted = cx.sess.str(name);
  unsigned best_distance = std::max<unsigned>(static_cast<unsigned>(wanted.size()), 3) / 3 + 1;
  Symbol best;
  for (Symbol candidate : candidates) {
    llvm::StringRef text = cx.sess.str(candidate);
    if (candidate == name || text.empty())
      continue;
    if (text.equals_insensitive(wanted))
      return candidate;
    unsigned distance = edit_distance(wanted, text, best_distance);
    if (distance < best_distance ||
        (distance == best_distance && best && text < cx.sess.str(best) &&
         distance < std::max<size_t>(wanted.size(), 3) / 3 + 1)) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

std::string similar_in_module(Context &cx, ModuleId module, Symbol name, Namespace) {
  if (!module)
    return "";
  Module &row = populated(cx, module);
  std::vector<Symbol> names;
  for (CellId id : row.cells) {
    const Cell &cell = cx.cells[id];
    if (cell.binding && !cx.bindings[cell.binding].res.is_err())
      names.push_back(cell.key.name);
  }
  Symbol best = find_best_match(cx, names, name);
  return best ? ("a similar name exists in the module: `" + cx.sess.str(best) + "`").str() : "";
}

namespace {

bool is_extern_crate(const Context &cx, BindingId id) {
  const Binding &binding = cx.bindings[id];
  return binding.kind == BindingKind::Import && binding.import &&
         cx.imports[binding.import].kind == ImportKind::ExternCrate;
}

bool is_user_import(const Context &cx, BindingId id) {
  const Binding &binding = cx.bindings[id];
  return binding.kind == BindingKind::Import &&
         !(binding.import && cx.imports[binding.import].kind == ImportKind::MacroExport);
}

llvm::StringRef namespace_name(Namespace ns) {
  return ns == Namespace::Type ? "type" : ns == Namespace::Value ? "value" : "macro";
}

} // namespace

void report_conflict(Context &cx, ModuleId module, Ident ident, Namespace ns, BindingId old,
                     BindingId fresh) {
  if (cx.bindings[old].span.lo > cx.bindings[fresh].span.lo)
    std::swap(old, fresh);
  bool old_crate = is_extern_crate(cx, old);
  bool new_crate = is_extern_crate(cx, fresh);
  bool old_import = is_user_import(cx, old);
  bool new_import = is_user_import(cx, fresh);
  DiagCode code = DiagCode::E0255;
  if (old_crate && new_crate)
    code = DiagCode::E0259;
  else if (old_crate || new_crate)
    code = old_import && new_import ? DiagCode::E0254 : DiagCode::E0260;
  else if (!old_import && !new_import)
    code = DiagCode::E0428;
  else if (old_import && new_import)
    code = DiagCode::E0252;
  llvm::StringRef name = cx.sess.str(ident.name);
  const Module &row = cx.modules[module];
  std::string container = row.kind == ModuleKind::Block ? "block" : describe(row.def_kind).str();
  const Binding &first = cx.bindings[old];
  const Binding &second = cx.bindings[fresh];
  std::string what = old_crate    ? "extern crate"
                     : old_import ? "import of the " + describe_res(cx, first.res)
                                  : "definition of the " + describe_res(cx, first.res);
  auto builder = error(cx.sess, second.span, diag::DefinedTwice, ident.name);
  builder.code(code);
  builder.primary_label(
      ("`" + name + "` " + (new_import ? "reimported" : "redefined") + " here").str());
  builder.label(first.span, ("previous " + what + " `" + name + "` here").str());
  builder.note(("`" + name + "` must be defined only once in the " + namespace_name(ns) +
                " namespace of this " + container)
                   .str());
  builder.emit();
}

namespace {

/// A private constructor of a struct that is itself visible: the fields are what is private.
bool is_struct_ctor(const Res &res) {
  return res.kind == ResKind::Def &&
         (res.def_kind == DefKind::StructCtorFn || res.def_kind == DefKind::StructCtorConst);
}

} // namespace

void report_privacy_errors(Context &cx) {
  llvm::DenseSet<std::pair<uint32_t, uint32_t>> seen;
  for (const PrivacyError &found : cx.privacy_errors) {
    if (!seen.insert({found.ident.span.lo + 1, found.ident.span.hi}).second)
      continue;
    const Binding &binding = cx.bindings[found.binding];
    if (binding.res.is_err())
      continue;
    bool is_ctor = is_struct_ctor(binding.res) && binding.kind == BindingKind::Res;
    std::string what = describe_res(cx, binding.res);
    if (binding.kind == BindingKind::Import)
      what += " import";
    else if (is_ctor)
      what += " constructor";
    auto builder = error(cx.sess, found.ident.span, diag::Private, what, found.ident.name);
    builder.primary_label("private " + what);
    if (!binding.span.is_dummy())
      builder.note_at(
          binding.span,
          ("the " + what + " `" + cx.sess.str(found.ident.name) + "` is defined here").str());
    builder.emit();
  }
}

namespace {

llvm::StringRef why(AmbiguityKind kind) {
  switch (kind) {
  case AmbiguityKind::BuiltinAttr: return "a name conflict with a builtin attribute";
  case AmbiguityKind::DeriveHelper: return "a name conflict with a derive helper attribute";
  case AmbiguityKind::MacroRulesVsModularized:
    return "a conflict between a `macro_rules` name and a non-`macro_rules` name from another "
           "module";
  case AmbiguityKind::GlobVsOuter:
    return "a conflict between a name from a glob import and an outer scope during import or "
           "macro resolution";
  case AmbiguityKind::GlobVsGlob: return "multiple glob imports of a name in the same module";
  case AmbiguityKind::GlobVsExpanded:
    return "a conflict between a name from a glob import and a macro-expanded name in the same "
           "module during import or macro resolution";
  case AmbiguityKind::MoreExpandedVsOuter:
    return "a conflict between a macro-expanded name and a less macro-expanded name from outer "
           "scope during import or macro resolution";
  }
  return "";
}

} // namespace

void report_ambiguities(Context &cx) {
  for (const AmbiguityError &found : cx.ambiguities) {
    const Binding &first = cx.bindings[found.first];
    const Binding &second = cx.bindings[found.second];
    if (first.res.is_err() || second.res.is_err() || first.res == second.res)
      continue;
    if (found.kind == AmbiguityKind::GlobVsGlob && first.ambiguity_is_warning)
      continue; // accepted, with the lint `ambiguous_glob_imports`
    llvm::StringRef name = cx.sess.str(found.ident.name);
    auto builder = error(cx.sess, found.ident.span, diag::Ambiguous, found.ident.name);
    builder.primary_label("ambiguous name");
    builder.note(("ambiguous because of " + why(found.kind)).str());
    auto point = [&](const Binding &binding, llvm::StringRef how) {
      std::string text =
          ("`" + name + "` " + how + " refer to the " + describe_res(cx, binding.res) +
           (binding.kind == BindingKind::Import ? " imported here" : " defined here"))
              .str();
      if (binding.span.is_dummy())
        builder.note(text);
      else
        builder.note_at(binding.span, text);
    };
    point(first, "could");
    point(second, "could also");
    builder.emit();
  }
}

} // namespace ochre::resolve
