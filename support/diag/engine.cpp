#include "support/diag/engine.h"

#include "llvm/ADT/Twine.h"
#include "llvm/Support/xxhash.h"

#include <numeric>
#include <tuple>

namespace ochre {

llvm::StringRef to_string(DiagCode code) {
  static constexpr const char *kTexts[] = {
      "",
#define CODE(code) #code,
#include "support/diag/codes.def"
  };
  return kTexts[static_cast<unsigned>(code)];
}

DiagCode parse_diag_code(llvm::StringRef text) {
#define CODE(code)                                                                                 \
  if (text == #code)                                                                               \
    return DiagCode::code;
#include "support/diag/codes.def"
  return DiagCode::None;
}

Span Diagnostic::primary_span() const {
  for (const Label &label : labels)
    if (label.is_primary)
      return label.span;
  return {};
}

std::string fill_template(llvm::StringRef text, llvm::ArrayRef<std::string> args) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    bool doubled = i + 1 < text.size() && text[i + 1] == c;
    if ((c == '{' || c == '}') && doubled) {
      out += c;
      ++i;
    } else if (c == '{') {
      size_t index = 0;
      for (++i; i < text.size() && text[i] != '}'; ++i)
        index = index * 10 + static_cast<size_t>(text[i] - '0');
      assert(index < args.size() && "a template names an argument it does not have");
      out += args[index];
    } else {
      out += c;
    }
  }
  return out;
}

void DiagEngine::add(Diagnostic diagnostic) {
  Span at = diagnostic.primary_span();
  std::string key =
      (llvm::Twine(at.lo) + ":" + llvm::Twine(at.hi) + ":" + llvm::Twine(at.ctxt.raw) + ":" +
       to_string(diagnostic.code) + ":" + diagnostic.message)
          .str();
  std::lock_guard<std::mutex> lock(mutex_);
  bool is_error = diagnostic.level == Level::Error || diagnostic.level == Level::Bug;
  // The two largest values are the set's own marks; both are as good as their
  // neighbour here.
  if (!at.is_dummy() && !seen_.insert(llvm::xxh3_64bits(key) >> 1).second)
    return;
  (is_error ? errors_ : warnings_) += is_error || diagnostic.level == Level::Warning ? 1u : 0u;
  pending_.push_back(std::move(diagnostic));
}

ErrorGuaranteed DiagEngine::add_error(Diagnostic diagnostic) {
  assert(diagnostic.level == Level::Error || diagnostic.level == Level::Bug);
  add(std::move(diagnostic));
  return ErrorGuaranteed();
}

bool DiagEngine::has_errors() const { return error_count() != 0; }

unsigned DiagEngine::error_count() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return errors_;
}

unsigned DiagEngine::warning_count() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return warnings_;
}

ErrorGuaranteed DiagEngine::guaranteed() const {
  assert(has_errors());
  return ErrorGuaranteed();
}

void DiagEngine::forget() {
  std::lock_guard<std::mutex> lock(mutex_);
  pending_.clear();
  seen_.clear();
  errors_ = warnings_ = 0;
}

std::vector<Diagnostic> DiagEngine::take_sorted() {
  std::lock_guard<std::mutex> lock(mutex_);
  std::vector<Diagnostic> found = std::move(pending_);
  pending_.clear();
  // What has no place (crate-level errors) comes last; ties stay in the order
  // of reporting.
  auto key = [&](uint32_t i) {
    Span at = found[i].primary_span();
    return std::tuple(at.is_dummy(), at.lo, at.hi, i);
  };
  std::vector<uint32_t> order(found.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return key(a) < key(b); });
  std::vector<Diagnostic> out;
  for (uint32_t i : order)
    out.push_back(std::move(found[i]));
  return out;
}

DiagBuilder &DiagBuilder::primary_label(llvm::StringRef text) {
  if (!diagnostic_.labels.empty())
    diagnostic_.labels.front().text = text.str();
  return *this;
}

DiagBuilder &DiagBuilder::also_at(Span span, llvm::StringRef text) {
  auto at = diagnostic_.labels.begin();
  while (at != diagnostic_.labels.end() && at->is_primary)
    ++at;
  diagnostic_.labels.insert(at, {span, text.str(), true});
  return *this;
}

DiagBuilder &DiagBuilder::label(Span span, llvm::StringRef text) {
  if (!span.is_dummy())
    diagnostic_.labels.push_back({span, text.str(), false});
  return *this;
}

DiagBuilder &DiagBuilder::note(llvm::StringRef text) {
  diagnostic_.children.push_back({Level::Note, text.str(), {}});
  return *this;
}

DiagBuilder &DiagBuilder::note_at(Span span, llvm::StringRef text) {
  diagnostic_.children.push_back({Level::Note, text.str(), {{span, "", true}}});
  return *this;
}

DiagBuilder &DiagBuilder::help(llvm::StringRef text) {
  diagnostic_.children.push_back({Level::Help, text.str(), {}});
  return *this;
}

DiagBuilder &DiagBuilder::help_at(Span span, llvm::StringRef text) {
  diagnostic_.children.push_back({Level::Help, text.str(), {{span, "", true}}});
  return *this;
}

DiagBuilder &DiagBuilder::suggest(Span span, llvm::StringRef replacement, llvm::StringRef text,
                                  Applicability applicability) {
  diagnostic_.suggestions.push_back({text.str(), {{span, replacement.str()}}, applicability});
  return *this;
}

DiagBuilder &DiagBuilder::code(DiagCode code) {
  diagnostic_.code = code;
  return *this;
}

ErrorGuaranteed DiagBuilder::emit() { return engine_->add_error(std::move(diagnostic_)); }

void DiagBuilder::emit_any() { engine_->add(std::move(diagnostic_)); }

void bug(llvm::StringRef message) {
  llvm::errs() << "internal compiler error: " << message << "\n";
  abort();
}

} // namespace ochre
