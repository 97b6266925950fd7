// What every phase is given: options, source text, names, hygiene, diagnostics.
//
// A Session outlives all IRs of its compilation. It holds tables, no logic.
#pragma once

#include "support/adt/symbol.h"
#include "support/diag/engine.h"
#include "support/session/options.h"
#include "support/source/hygiene.h"
#include "support/source/source_map.h"

#include <set>

namespace ochre {

class Session {
public:
  explicit Session(Options options);

  Options opts;
  Interner interner;
  SourceMap source_map;
  HygieneTable hygiene;
  DiagEngine diags;
  /// The active `cfg` names and values of the crate (built-in and --cfg), value
  /// empty for none.
  std::set<std::pair<std::string, std::optional<std::string>>> cfg;
  /// Environment variables that `env!` and `option_env!` asked for, for
  /// dep-info.
  std::set<std::string> env_dependencies;
  /// Files that were read but are no source text (`include_bytes!`), for dep-info.
  std::set<std::string> file_dependencies;

  llvm::StringRef str(Symbol symbol) const { return interner.str(symbol); }
  Symbol intern(llvm::StringRef text) { return interner.intern(text); }
  Edition edition(Span span) const { return hygiene.edition(span); }
};

} // namespace ochre
