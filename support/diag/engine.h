// Reporting: templates with checked arguments, and the engine that collects what was reported.
//
// A leaf lists its messages in `<leaf>/diags.def`:
//   DIAG(UseOfMoved, E0382, "use of moved value: `{0}`", Symbol)
// and turns them into constants in `<leaf>/diags.h`:
//   namespace ochre::borrowck::diag {
//   #define DIAG(name, code, text, ...) \
//     inline constexpr DiagTemplate<__VA_ARGS__> name{DiagCode::code, text};
//   #include "borrowck/report/diags.def"
//   }
// To report (support/session/report.h):
//   `error(sess, span, diag::UseOfMoved, name).label(other, "moved here").emit();`
//
// Invariant: ErrorGuaranteed exists only after an error was added to the engine.
#pragma once

#include "support/diag/diagnostic.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/Support/raw_ostream.h"

#include <mutex>

namespace ochre {

/// Proof that an error was reported. Only the engine makes one.
class ErrorGuaranteed {
public:
  constexpr bool operator==(const ErrorGuaranteed &) const = default;

private:
  friend class DiagEngine;
  constexpr ErrorGuaranteed() = default;
};

/// A message with `{0}`, `{1}`… for the arguments (each: Symbol, text, or an integer).
template <class... Args>
struct DiagTemplate {
  DiagCode code;
  const char *text;
};

/// `text` with `{N}` replaced; `{{` and `}}` are braces.
std::string fill_template(llvm::StringRef text, llvm::ArrayRef<std::string> args);

/// Collects diagnostics from any thread and shows them in source order.
class DiagEngine {
public:
  /// Adds a diagnostic. An identical one at the same place is dropped.
  void add(Diagnostic diagnostic);
  ErrorGuaranteed add_error(Diagnostic diagnostic);
  bool has_errors() const;
  unsigned error_count() const;
  unsigned warning_count() const;
  /// Proof of an earlier error. Requires has_errors().
  ErrorGuaranteed guaranteed() const;
  /// Forgets all that was reported, counts too: it was about text that was read on trial.
  void forget();
  /// All that was added since the last call, ordered by primary span, then by time.
  std::vector<Diagnostic> take_sorted();

private:
  mutable std::mutex mutex_;
  std::vector<Diagnostic> pending_;
  llvm::DenseSet<uint64_t> seen_;
  unsigned errors_ = 0;
  unsigned warnings_ = 0;
};

/// A diagnostic being written. Nothing happens before `emit`.
class [[nodiscard]] DiagBuilder {
public:
  DiagBuilder(DiagEngine &engine, Diagnostic diagnostic)
      : engine_(&engine), diagnostic_(std::move(diagnostic)) {}

  /// Text at the primary span.
  DiagBuilder &primary_label(llvm::StringRef text);
  /// A further primary span.
  DiagBuilder &also_at(Span span, llvm::StringRef text = "");
  /// A secondary span.
  DiagBuilder &label(Span span, llvm::StringRef text);
  DiagBuilder &note(llvm::StringRef text);
  DiagBuilder &note_at(Span span, llvm::StringRef text);
  DiagBuilder &help(llvm::StringRef text);
  DiagBuilder &help_at(Span span, llvm::StringRef text);
  DiagBuilder &suggest(Span span, llvm::StringRef replacement, llvm::StringRef text,
                       Applicability applicability = Applicability::MaybeIncorrect);
  DiagBuilder &code(DiagCode code);
  /// Adds the error to the engine. Requires level Error.
  ErrorGuaranteed emit();
  /// Adds a diagnostic of any level.
  void emit_any();

private:
  DiagEngine *engine_;
  Diagnostic diagnostic_;
};

/// A compiler bug: says phase and item, then aborts. Never for bad input.
[[noreturn]] void bug(llvm::StringRef message);

} // namespace ochre
