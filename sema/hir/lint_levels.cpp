#include "sema/hir/lint_levels.h"

#include "llvm/ADT/StringSwitch.h"

namespace ochre::hir {

namespace {

struct LintInfo {
  llvm::StringRef name;
  LintLevel level;
};
constexpr LintInfo kLints[] = {
#define LINT(Enumerator, name, level) {name, LintLevel::level},
#include "sema/hir/lints.def"
};
struct EditionLevel {
  Lint lint;
  Edition since;
  LintLevel level;
};
constexpr EditionLevel kEditionLevels[] = {
#define LINT_EDITION(Enumerator, edition, level)                                                   \
  {Lint::Enumerator, Edition::edition, LintLevel::level},
#include "sema/hir/lints.def"
};
struct RenamedLint {
  llvm::StringRef old;
  llvm::StringRef now; ///< empty: removed
};
constexpr RenamedLint kRenamed[] = {
#define LINT_RENAMED(old, now) {old, now},
#define LINT_REMOVED(name) {name, ""},
#include "sema/hir/lints.def"
};
const RenamedLint *find_renamed(llvm::StringRef name) {
  const RenamedLint *it =
      llvm::find_if(kRenamed, [&](const RenamedLint &entry) { return entry.old == name; });
  return it == std::end(kRenamed) ? nullptr : it;
}
struct GroupEntry {
  llvm::StringRef group;
  llvm::StringRef name;
};
constexpr GroupEntry kGroups[] = {
#define LINT_GROUP(group, name) {group, name},
#include "sema/hir/lints.def"
};

std::optional<LintLevel> level_from_name(llvm::StringRef name) {
  return llvm::StringSwitch<std::optional<LintLevel>>(name)
      .Case("allow", LintLevel::Allow)
      .Case("expect", LintLevel::Expect)
      .Case("warn", LintLevel::Warn)
      .Case("deny", LintLevel::Deny)
      .Case("forbid", LintLevel::Forbid)
      .Default(std::nullopt);
}
/// Whether the lint speaks up where another crate's macro wrote the code too: the user can mend it.
bool concerns_users_of_macros(Lint lint) {
  return lint == Lint::UnreachableCode || lint == Lint::UnusedMustUse;
}

LintLevel default_level(Lint lint, Edition edition) {
  for (const EditionLevel &entry : kEditionLevels)
    if (entry.lint == lint && edition >= entry.since)
      return entry.level;
  return kLints[static_cast<size_t>(lint)].level;
}

llvm::StringRef level_name(LintLevel level) {
  switch (level) {
  case LintLevel::Allow: return "allow";
  case LintLevel::Expect: return "expect";
  case LintLevel::Warn: return "warn";
  case LintLevel::ForceWarn: return "force-warn";
  case LintLevel::Deny: return "deny";
  case LintLevel::Forbid: return "forbid";
  }
  return "";
}

bool is_group(llvm::StringRef name) {
  return llvm::any_of(kGroups, [&](const GroupEntry &entry) { return entry.group == name; });
}
/// Whether `said` is the lint or a group that has it.
bool covers(llvm::StringRef said, llvm::StringRef lint) {
  return said == lint || llvm::any_of(kGroups, [&](const GroupEntry &entry) {
           return entry.name == lint && entry.group == said;
         });
}
/// Lints that a feature must turn on first.
bool is_unstable(llvm::StringRef name) {
  for (llvm::StringRef lint :
       {"test_unstable_lint", "must_not_suspend", "non_exhaustive_omitted_patterns",
        "multiple_supertrait_upcastable", "lossy_provenance_casts", "fuzzy_provenance_casts",
        "unqualified_local_imports"})
    if (name == lint)
      return true;
  return false;
}
bool is_known(llvm::StringRef name) {
  if (is_unstable(name))
    return false;
  // Names of tools' lints, and lints that only the library's own build has.
  return name == "warnings" || is_group(name) || lint_from_name(name) || name.contains("::");
}

/// Where the node stands; dummy for nodes without a span of their own.
Span span_of(const Owner &owner, NodeSort sort, uint32_t row) {
  switch (sort) {
  case NodeSort::Expr: return owner.exprs[ExprId(row)].span;
  case NodeSort::Stmt: return owner.stmts[StmtId(row)].span;
  case NodeSort::Arm: return owner.arms[ArmId(row)].span;
  case NodeSort::Pat: return owner.pats[PatId(row)].span;
  case NodeSort::FieldExpr: return owner.field_exprs[FieldExprId(row)].span;
  case NodeSort::FieldPat: return owner.field_pats[FieldPatId(row)].span;
  case NodeSort::Let: {
    const LetStmt &let = owner.lets[LetId(row)];
    Span span = owner.pats[let.pat].span;
    return let.init.is_valid() ? span.to(owner.exprs[let.init].span) : span;
  }
  case NodeSort::Param: return Span();
  }
  return Span();
}

} // namespace

llvm::StringRef name_of(Lint lint) { return kLints[static_cast<size_t>(lint)].name; }

std::optional<Lint> lint_from_name(llvm::StringRef name) {
  auto it = llvm::partition_point(kLints, [&](const LintInfo &info) { return info.name < name; });
  if (it == std::end(kLints) || it->name != name)
    return std::nullopt;
  return static_cast<Lint>(it - std::begin(kLints));
}

LintLevels::LintLevels(Session &sess, const Definitions &defs, const Crate &krate)
    : sess_(sess), defs_(defs), krate_(krate) {
  for (uint32_t i = 0; i < krate.attrs.size(); ++i) {
    LocalDefId def(i);
    std::vector<Said> said = read(def, krate.attrs[def]);
    if (said.empty())
      continue;
    // What is said around this definition is known: parents come first.
    if (i != 0)
      check_forbidden(LocalDefId(defs.as_local(defs.parent(defs.to_def_id(def)))), Span(), said);
    of_def_[def] = std::move(said);
  }
  for (LocalDefId id : krate.items)
    if (!krate.owner(id).node_attrs.empty())
      read_nodes(krate.owner(id));
  report_unknown();
}

std::vector<LintLevels::Said> LintLevels::read(LocalDefId def, llvm::ArrayRef<Attr> attrs) {
  std::vector<Said> out;
  for (const Attr &attr : attrs) {
    std::optional<LintLevel> level = level_from_name(sess_.str(attr.path));
    if (!level)
      continue;
    for (const MetaItem &item : attr.items) {
      if (item.kind != MetaItem::Word)
        continue;
      out.push_back({item.path, *level, item.span});
      if (const RenamedLint *renamed = find_renamed(sess_.str(item.path))) {
        unknown_.push_back({def, out.back()});
        out.back().name = sess_.intern(renamed->now);
      } else if (!is_known(sess_.str(item.path))) {
        unknown_.push_back({def, out.back()});
      }
    }
  }
  return out;
}

void LintLevels::read_nodes(const Owner &owner) {
  std::vector<NodeScope> scopes;
  for (const auto &[key, attrs] : owner.node_attrs) {
    Span span = span_of(owner, static_cast<NodeSort>(key.first), key.second);
    std::vector<Said> said = read(owner.item.def_id, attrs);
    if (!said.empty() && !span.is_dummy())
      scopes.push_back({span, std::move(said)});
  }
  // Inner ones first.
  llvm::sort(scopes, [](const NodeScope &a, const NodeScope &b) {
    return std::pair(a.span.hi - a.span.lo, a.span.lo) <
           std::pair(b.span.hi - b.span.lo, b.span.lo);
  });
  for (NodeScope &scope : scopes)
    check_forbidden(owner.item.def_id, scope.span, scope.said);
  if (!scopes.empty())
    of_nodes_[owner.item.def_id] = std::move(scopes);
}

void LintLevels::check_forbidden(LocalDefId def, Span span, std::vector<Said> &said) {
  auto forbidden = [&](const Said &inner) -> std::optional<LevelSource> {
    std::optional<Lint> lint = lint_from_name(sess_.str(inner.name));
    if (!lint || inner.level == LintLevel::Forbid)
      return std::nullopt;
    std::optional<LevelSource> outer = find(*lint, def, span);
    // A group that is forbidden may be allowed in part, with a warning, for old code's sake.
    bool is_forbidden = outer && outer->level == LintLevel::Forbid && outer->said == name_of(*lint);
    return is_forbidden ? outer : std::nullopt;
  };
  // `deny` asks for no less, and changes nothing.
  llvm::erase_if(
      said, [&](const Said &inner) { return inner.level == LintLevel::Deny && forbidden(inner); });
  for (const Said &inner : said) {
    std::optional<LevelSource> outer = forbidden(inner);
    if (!outer)
      continue;
    std::string name = sess_.str(inner.name).str();
    auto diag = make_diag(sess_, Level::Error, inner.span, DiagCode::E0453,
                          level_name(inner.level).str() + "(" + name +
                              ") incompatible with previous forbid");
    diag.primary_label("overruled by previous forbid");
    if (outer->kind == LevelSource::Attribute)
      diag.label(outer->span, "`forbid` level set here");
    diag.emit();
  }
}

template <class Matches>
std::optional<LevelSource> LintLevels::search(LocalDefId def, Span span, Matches matches) const {
  auto among = [&](const std::vector<Said> &said) -> std::optional<LevelSource> {
    for (const Said &one : llvm::reverse(said))
      if (matches(sess_.str(one.name)))
        return LevelSource{one.level, LevelSource::Attribute, one.span, sess_.str(one.name).str()};
    return std::nullopt;
  };
  LocalDefId owner = def.raw < krate_.def_nodes.size() ? krate_.def_nodes[def].owner : LocalDefId();
  auto nodes = owner.is_valid() ? of_nodes_.find(owner) : of_nodes_.end();
  if (nodes != of_nodes_.end() && !span.is_dummy())
    for (const NodeScope &scope : nodes->second)
      if (scope.span.contains(span))
        if (auto found = among(scope.said))
          return found;
  for (LocalDefId at = def; at.is_valid();) {
    if (auto it = of_def_.find(at); it != of_def_.end())
      if (auto found = among(it->second))
        return found;
    if (at == kCrateRoot)
      break;
    at = defs_.as_local(defs_.parent(defs_.to_def_id(at)));
  }
  for (const auto &[level, name] : llvm::reverse(sess_.opts.lint_levels)) {
    std::string spelled = name;
    std::replace(spelled.begin(), spelled.end(), '-', '_');
    if (const RenamedLint *renamed = find_renamed(spelled))
      spelled = renamed->now.str();
    if (matches(llvm::StringRef(spelled)))
      return LevelSource{level, LevelSource::CommandLine, Span(), spelled};
  }
  return std::nullopt;
}

std::optional<LevelSource> LintLevels::find(Lint lint, LocalDefId def, Span span) const {
  return search(def, span, [&](llvm::StringRef said) { return covers(said, name_of(lint)); });
}
std::optional<LevelSource> LintLevels::find_warnings(LocalDefId def, Span span) const {
  return search(def, span, [&](llvm::StringRef said) { return said == "warnings"; });
}

LevelSource LintLevels::at(Lint lint, LocalDefId def, Span span) const {
  LevelSource out{default_level(lint, sess_.opts.edition), LevelSource::Default, Span(),
                  name_of(lint).str()};
  if (std::optional<LevelSource> found = find(lint, def, span))
    out = *found;
  if (out.level == LintLevel::Warn)
    if (std::optional<LevelSource> warnings = find_warnings(def, span))
      out = *warnings;
  if (sess_.opts.cap_lints && *sess_.opts.cap_lints < out.level &&
      out.level != LintLevel::ForceWarn)
    out.level = *sess_.opts.cap_lints;
  return out;
}

void LintLevels::report_unknown() {
  for (const auto &[def, said] : unknown_) {
    std::string name = "`" + sess_.str(said.name).str() + "`";
    const RenamedLint *renamed = find_renamed(sess_.str(said.name));
    std::string message =
        !renamed ? "unknown lint: " + name
        : renamed->now.empty()
            ? "lint " + name + " has been removed"
            : ("lint " + name + " has been renamed to `" + renamed->now + "`").str();
    if (auto diag = lint(sess_, *this, renamed ? Lint::RenamedAndRemovedLints : Lint::UnknownLints,
                         def, said.span, message))
      diag->emit_any();
  }
}

bool LintLevels::is_from_foreign_macro(Span span) const {
  if (!span.from_expansion())
    return false;
  const ExpnData &expn = sess_.hygiene.expn(sess_.hygiene.outer_expn(span.ctxt));
  switch (expn.kind) {
  case ExpnKind::Root:
  case ExpnKind::Desugaring: return false;
  case ExpnKind::AstPass:
  case ExpnKind::Attr:
  case ExpnKind::Derive: return true;
  case ExpnKind::Bang:
    return expn.macro_def_id != UINT32_MAX && !defs_.as_local(DefId(expn.macro_def_id)).is_valid();
  }
}

std::optional<DiagBuilder> lint(Session &sess, const LintLevels &levels, Lint lint, LocalDefId def,
                                Span span, std::string message) {
  if (!concerns_users_of_macros(lint) && levels.is_from_foreign_macro(span))
    return std::nullopt;
  LevelSource source = levels.at(lint, def, span);
  if (source.level == LintLevel::Allow || source.level == LintLevel::Expect)
    return std::nullopt;
  bool is_error = source.level == LintLevel::Deny || source.level == LintLevel::Forbid;
  Diagnostic diagnostic;
  diagnostic.level = is_error ? Level::Error : Level::Warning;
  diagnostic.lint = name_of(lint).str();
  diagnostic.message = std::move(message);
  diagnostic.labels.push_back({span, "", /*is_primary=*/true});
  DiagBuilder diag(sess.diags, std::move(diagnostic));
  std::string level = level_name(source.level).str();
  switch (source.kind) {
  case LevelSource::Default:
    diag.note("`#[" + level + "(" + source.said + ")]` on by default");
    break;
  case LevelSource::CommandLine:
    diag.note("requested on the command line with `" +
              std::string(is_error ? source.level == LintLevel::Deny ? "-D " : "-F " : "-W ") +
              source.said + "`");
    break;
  case LevelSource::Attribute: diag.note_at(source.span, "the lint level is defined here"); break;
  }
  if (source.said != name_of(lint) && source.kind == LevelSource::Attribute)
    diag.note("`#[" + level + "(" + name_of(lint).str() + ")]` implied by `#[" + level + "(" +
              source.said + ")]`");
  return diag;
}

} // namespace ochre::hir
