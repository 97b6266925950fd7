#include "driver/compile.h"

#include "driver/back_end.h"
#include "driver/front_end.h"
#include "driver/outputs.h"
#include "frontend/ast/print.h"
#include "frontend/expand/cfg.h"
#include "support/session/report.h"
#include "support/source/output_file.h"

#include "llvm/Support/MemoryBuffer.h"

#include <set>

namespace ochre::driver {

namespace {

/// The root of the crate as text, from a file or standard input.
std::optional<FileId> load_root(Session &sess) {
  if (sess.opts.input == "-") {
    auto buffer = llvm::MemoryBuffer::getSTDIN();
    if (!buffer) {
      make_diag(sess, Level::Error, {}, DiagCode::None,
                "couldn't read from stdin, as it did not contain valid UTF-8")
          .emit();
      return std::nullopt;
    }
    return sess.source_map.add_text("<anon>", (*buffer)->getBuffer());
  }
  llvm::Expected<FileId> file = sess.source_map.load_file(sess.opts.input);
  if (file)
    return *file;
  make_diag(sess, Level::Error, {}, DiagCode::None, llvm::toString(file.takeError())).emit();
  return std::nullopt;
}

std::string plural(unsigned count, const char *what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

/// "For more information about this error, try `ochre explain E0308`."
void add_codes(Session &sess, const std::set<DiagCode> &codes) {
  if (codes.empty())
    return;
  Diagnostic note;
  note.level = Level::FailureNote;
  std::string first = to_string(*codes.begin()).str();
  if (codes.size() == 1) {
    note.message = "For more information about this error, try `ochre explain " + first + "`.";
  } else {
    note.message = "Some errors have detailed explanations:";
    for (DiagCode code : codes)
      note.message += (code == *codes.begin() ? " " : ", ") + to_string(code).str();
    note.message += ".\nFor more information about an error, try `ochre explain " + first + "`.";
  }
  render(sess.source_map, sess.hygiene, note, sess.opts.render, llvm::errs());
}

/// "aborting due to 2 previous errors; 1 warning emitted"
void add_summary(Session &sess) {
  unsigned errors = sess.diags.error_count(), warnings = sess.diags.warning_count();
  Diagnostic summary;
  if (errors) {
    summary.message = "aborting due to " + plural(errors, "previous error");
    if (warnings)
      summary.message += "; " + plural(warnings, "warning") + " emitted";
  } else if (warnings) {
    summary.level = Level::Warning;
    summary.message = plural(warnings, "warning") + " emitted";
  } else {
    return;
  }
  render(sess.source_map, sess.hygiene, summary, sess.opts.render, llvm::errs());
}

} // namespace

void show_diagnostics(Session &sess, bool is_last) {
  std::set<DiagCode> codes;
  for (const Diagnostic &diagnostic : sess.diags.take_sorted()) {
    render(sess.source_map, sess.hygiene, diagnostic, sess.opts.render, llvm::errs());
    if (diagnostic.level == Level::Error && diagnostic.code != DiagCode::None)
      codes.insert(diagnostic.code);
  }
  if (!is_last)
    return;
  add_summary(sess);
  add_codes(sess, codes);
}

namespace {

/// `--emit=ast`: to the file asked for, else to standard output.
void emit_ast(Session &sess, const ast::Crate &krate) {
  auto write = [&](llvm::raw_ostream &out) { ast::print(sess.interner, krate, out); };
  bool to_stdout = sess.opts.output.empty() && sess.opts.emit[EmitKind::Ast].empty();
  std::string path = to_stdout ? "-"
                               : output_path(sess.opts, choose_crate_name(sess.opts), EmitKind::Ast,
                                             CrateType::Bin);
  if (llvm::Error failed = write_output_file(path, write))
    make_diag(sess, Level::Error, {}, DiagCode::None, llvm::toString(std::move(failed))).emit();
}

void run_phases(Session &sess, FileId root) {
  bool only_ast = sess.opts.emit.size() == 1 && sess.opts.emit.count(EmitKind::Ast) != 0;
  auto front =
      run_front_end(sess, root, only_ast ? resolve::Extent::Expansion : resolve::Extent::All);
  if (sess.diags.has_errors())
    return;
  if (only_ast)
    emit_ast(sess, front->krate);
  else
    run_back_end(sess, *front);
}

} // namespace

int compile(Options options) {
  Session sess(std::move(options));
  expand::add_default_cfgs(sess);
  if (std::optional<FileId> root = load_root(sess))
    run_phases(sess, *root);
  show_diagnostics(sess, /*is_last=*/true);
  return sess.diags.has_errors() ? 1 : 0;
}

} // namespace ochre::driver
