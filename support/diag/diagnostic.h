// What a diagnostic is, apart from how it is found, ordered or shown.
#pragma once

#include "support/source/span.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ochre {

/// An error code of the language (`E0382`), or `None` for errors that have no
/// code.
enum class DiagCode : uint16_t {
  None,
#define CODE(code) code,
#include "support/diag/codes.def"
};
/// "E0382"; empty for None.
llvm::StringRef to_string(DiagCode code);
/// The code that `text` names, or None.
DiagCode parse_diag_code(llvm::StringRef text);

enum class Level : uint8_t { Bug, Error, Warning, Note, Help, FailureNote };

struct Label {
  Span span;
  std::string text; ///< may be empty
  bool is_primary = false;
};

enum class Applicability : uint8_t {
  MachineApplicable,
  MaybeIncorrect,
  HasPlaceholders,
  Unspecified
};

/// Replace `span` by `replacement` (both may be empty, not at once).
struct SuggestionPart {
  Span span;
  std::string replacement;
};
struct Suggestion {
  std::string text;
  std::vector<SuggestionPart> parts;
  Applicability applicability = Applicability::Unspecified;
};

/// A note or help below the main message, with labels of its own or none.
struct SubDiagnostic {
  Level level = Level::Note;
  std::string text;
  std::vector<Label> labels;
};

struct Diagnostic {
  Level level = Level::Error;
  DiagCode code = DiagCode::None;
  std::string lint; ///< name of the lint that reports it, else empty:
                    ///< `unused_variables`
  std::string message;
  std::vector<Label> labels; ///< primary ones first
  std::vector<SubDiagnostic> children;
  std::vector<Suggestion> suggestions;

  /// The first primary span, or the dummy span.
  Span primary_span() const;
};

} // namespace ochre
