// Ochre under its two names: `ochre` for people, `ochrec` with rustc's command line.
#include "driver/compile.h"
#include "driver/explain.h"
#include "driver/ochre_cli.h"
#include "driver/print_info.h"
#include "driver/process.h"
#include "frontend/expand/cfg.h"

#include "llvm/Support/Path.h"

namespace {

using namespace ochre;
using namespace ochre::driver;

/// Errors in the command line look like all others, also as JSON.
int report_command_errors(Session &sess, const Invocation &invocation) {
  for (const CommandError &error : invocation.errors) {
    Diagnostic diagnostic;
    diagnostic.message = error.message;
    for (const std::string &help : error.helps)
      diagnostic.children.push_back({Level::Help, help, {}});
    render(sess.source_map, sess.hygiene, diagnostic, sess.opts.render, llvm::errs());
  }
  return 1;
}

int run_rustc(llvm::ArrayRef<std::string> arguments) {
  Invocation invocation = parse_rustc_arguments(arguments);
  if (!invocation.errors.empty()) {
    Session sess(std::move(invocation.options));
    return report_command_errors(sess, invocation);
  }
  switch (invocation.action) {
  case Action::Help: llvm::outs() << rustc_help(); return 0;
  case Action::CodegenHelp: llvm::outs() << codegen_help(); return 0;
  case Action::Version: llvm::outs() << version_text(invocation.is_verbose); return 0;
  case Action::Explain: return explain(invocation.explain_code);
  case Action::Print: {
    Session sess(std::move(invocation.options));
    expand::add_default_cfgs(sess);
    return answer_prints(sess, invocation.prints, llvm::outs()) ? 0 : 1;
  }
  case Action::Compile: return compile(std::move(invocation.options));
  }
  return 1;
}

/// Whether all that went to standard output arrived.
bool finish_output() {
  llvm::outs().flush();
  std::error_code error = llvm::outs().error();
  llvm::outs().clear_error();
  llvm::errs().clear_error();
  // Whoever closed the pipe does not want to hear more.
  if (error && error != std::errc::broken_pipe)
    llvm::errs() << "error: couldn't write to standard output: " << error.message() << '\n';
  return !error;
}

} // namespace

int main(int argc, char **argv) {
  std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
  llvm::StringRef name = argc > 0 ? llvm::sys::path::stem(argv[0]) : "ochrec";
  bool is_rustc = name.ends_with("ochrec") || name.starts_with("rustc");
  install_crash_handler();
  int status =
      call_with_large_stack([&] { return is_rustc ? run_rustc(arguments) : run_ochre(arguments); });
  return finish_output() ? status : std::max(status, 1);
}
