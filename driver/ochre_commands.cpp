// The sub-commands are put in terms of rustc's options, so that both faces go one way.
#include "driver/ochre_commands.h"

#include "driver/compile.h"
#include "driver/explain.h"
#include "driver/print_info.h"
#include "support/session/target.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Program.h"

#include <sys/wait.h>
#include <unistd.h>

namespace ochre::driver {

namespace {

std::vector<std::string> rustc_words(const OchreArguments &arguments, llvm::StringRef output) {
  std::vector<std::string> words = {"--edition=" + arguments.edition, "--color=" + arguments.color};
  auto add_all = [&](const char *option, llvm::ArrayRef<std::string> values) {
    for (const std::string &value : values)
      words.insert(words.end(), {option, value});
  };
  add_all("--cfg", arguments.cfgs);
  add_all("--extern", arguments.externs);
  add_all("-L", arguments.search_paths);
  if (!arguments.target.empty())
    words.push_back("--target=" + arguments.target);
  if (arguments.is_release)
    words.push_back("-O");
  else if (arguments.command != Command::Check)
    words.push_back("-g");
  add_all("-C", arguments.codegen);
  if (!arguments.crate_type.empty())
    words.push_back("--crate-type=" + arguments.crate_type);
  if (!arguments.emit.empty())
    words.push_back("--emit=" + arguments.emit);
  else if (arguments.command == Command::Check)
    words.push_back("--emit=metadata");
  if (arguments.command == Command::Test)
    words.push_back("--test");
  if (!output.empty())
    words.insert(words.end(), {"-o", output.str()});
  words.push_back(arguments.input);
  return words;
}

void show_progress(const OchreArguments &arguments, llvm::StringRef verb) {
  if (arguments.is_quiet || !llvm::sys::Process::StandardErrIsDisplayed())
    return;
  bool color = arguments.color != "never" && llvm::sys::Process::StandardErrHasColors();
  llvm::errs() << (color ? "\x1b[1m\x1b[92m" : "") << verb << (color ? "\x1b[0m" : "") << ' '
               << arguments.input << '\n';
}

int compile_to(const OchreArguments &arguments, llvm::StringRef output) {
  Invocation invocation = parse_rustc_arguments(rustc_words(arguments, output));
  for (const CommandError &error : invocation.errors)
    llvm::errs() << "error: " << error.message << '\n';
  if (!invocation.errors.empty())
    return 1;
  return compile(std::move(invocation.options));
}

/// The words that run the program, which may be for another machine than this; the first is empty
/// if nothing here can (reported).
std::vector<std::string> run_words(const OchreArguments &arguments, llvm::StringRef program) {
  const Target *target = find_target(arguments.target);
  if (!target || !target->is_wasm())
    return {program.str()};
  llvm::ErrorOr<std::string> node = llvm::sys::findProgramByName("node");
  if (!node) {
    llvm::errs() << "error: running a WebAssembly program needs Node.js, and `node` is not found\n";
    return {""};
  }
  Options options;
  return {*node, "--no-warnings", find_sysroot(options) + "/lib/ochre/run_wasm.mjs", program.str()};
}

/// Runs a program in the place of this process as far as anyone can see; returns its status, as a
/// shell would give it after a signal.
int run_program(const std::vector<std::string> &words) {
  const std::string &path = words.front();
  std::vector<char *> argv;
  for (const std::string &word : words)
    argv.push_back(const_cast<char *>(word.c_str()));
  argv.push_back(nullptr);
  pid_t child = fork();
  if (child == 0) {
    execv(path.c_str(), argv.data());
    _exit(127);
  }
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) < 0) {
    llvm::errs() << "error: cannot run `" << path << "`: " << std::strerror(errno) << '\n';
    return 1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int build_and_run(const OchreArguments &arguments) {
  llvm::SmallString<128> folder;
  if (std::error_code error = llvm::sys::fs::createUniqueDirectory("ochre-run", folder)) {
    llvm::errs() << "error: cannot make a temporary folder: " << error.message() << '\n';
    return 1;
  }
  llvm::SmallString<128> program = folder;
  const Target *target = find_target(arguments.target);
  llvm::sys::path::append(program, llvm::sys::path::stem(arguments.input) +
                                       (target && target->is_wasm() ? ".wasm" : ""));
  int status = compile_to(arguments, program);
  if (status == 0) {
    show_progress(arguments, "Running");
    std::vector<std::string> words = run_words(arguments, program);
    llvm::append_range(words, arguments.program_arguments);
    status = words.front().empty() ? 1 : run_program(words);
  }
  llvm::sys::fs::remove_directories(folder);
  return status;
}

/// `ochre check` writes nothing that the user sees.
int check(const OchreArguments &arguments) {
  show_progress(arguments, "Checking");
  std::string output = arguments.output;
  if (output.empty() && arguments.emit.empty())
    output = "/dev/null";
  return compile_to(arguments, output);
}

} // namespace

int run_command(const OchreArguments &arguments) {
  switch (arguments.command) {
  case Command::Explain: return explain(arguments.code);
  case Command::Check: return check(arguments);
  case Command::Build:
    show_progress(arguments, "Compiling");
    return compile_to(arguments, arguments.output);
  case Command::Run:
  case Command::Test: show_progress(arguments, "Compiling"); return build_and_run(arguments);
  }
  return 1;
}

} // namespace ochre::driver
