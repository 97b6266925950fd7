// Lint levels: what `#[allow(..)]`, `-D` and the like say of each lint at each place.
//
// The innermost item or node around a place that names a lint (or a group of it) decides; then the
// command line, the last mention first; then the lint's own default. `warnings` stands for whatever
// would be a warning. `forbid` cannot be taken back inside. Source: Reference, "Diagnostic
// attributes"; rustc book, "Lint levels".
#pragma once

#include "sema/hir/hir.h"
#include "support/session/report.h"

namespace ochre::hir {

enum class Lint : uint16_t {
#define LINT(Enumerator, name, level) Enumerator,
#include "sema/hir/lints.def"
};
llvm::StringRef name_of(Lint lint);
std::optional<Lint> lint_from_name(llvm::StringRef name);

/// A level and who said it.
struct LevelSource {
  LintLevel level = LintLevel::Allow;
  enum Kind : uint8_t { Default, CommandLine, Attribute } kind = Default;
  Span span;        ///< Attribute: the lint's name in it
  std::string said; ///< the name used: the lint's own, a group's, `warnings`
};

class LintLevels {
public:
  /// Collects all attributes; reports levels that contradict a `forbid` (E0453) and unknown lints.
  LintLevels(Session &sess, const Definitions &defs, const Crate &krate);

  /// `def`: the definition that holds the place; `span`: the place.
  LevelSource at(Lint lint, LocalDefId def, Span span) const;
  /// Whether the compiler or a macro of another crate wrote the place.
  bool is_from_foreign_macro(Span span) const;

private:
  struct Said {
    Symbol name;
    LintLevel level;
    Span span;
  };
  struct NodeScope {
    Span span;
    std::vector<Said> said;
  };
  std::vector<Said> read(LocalDefId def, llvm::ArrayRef<Attr> attrs);
  void read_nodes(const Owner &owner);
  void check_forbidden(LocalDefId def, Span span, std::vector<Said> &said);
  void report_unknown();
  std::optional<LevelSource> find(Lint lint, LocalDefId def, Span span) const;
  std::optional<LevelSource> find_warnings(LocalDefId def, Span span) const;
  template <class Matches>
  std::optional<LevelSource> search(LocalDefId def, Span span, Matches matches) const;

  Session &sess_;
  const Definitions &defs_;
  const Crate &krate_;
  llvm::DenseMap<LocalDefId, std::vector<Said>> of_def_;
  llvm::DenseMap<LocalDefId, std::vector<NodeScope>> of_nodes_; ///< by owner
  std::vector<std::pair<LocalDefId, Said>> unknown_;
};

/// A message of a lint, at the level that it has there; none: allowed, or of no concern to the
/// user, whom another crate's macro spared the code.
std::optional<DiagBuilder> lint(Session &sess, const LintLevels &levels, Lint lint, LocalDefId def,
                                Span span, std::string message);

} // namespace ochre::hir
