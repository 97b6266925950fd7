#include "codegen/link/link.h"

#include "codegen/link/arguments.h"
#include "support/source/output_file.h"

#include "lld/Common/Driver.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Program.h"

LLD_HAS_DRIVER(elf)

namespace ochre::link {

namespace {

/// Lines of the linker's complaints that are repeated.
constexpr size_t kMaxLines = 20;

llvm::Error failure(const llvm::Twine &message) {
  return llvm::createStringError(std::errc::invalid_argument, message.str().c_str());
}

std::string first_lines(llvm::StringRef text) {
  llvm::SmallVector<llvm::StringRef, 32> lines;
  text.trim().split(lines, '\n');
  if (lines.size() > kMaxLines)
    lines.resize(kMaxLines);
  return llvm::join(lines, "\n");
}

bool runs_in_process(const Options &options) {
  llvm::StringRef name = llvm::sys::path::filename(options.codegen.linker);
  return name.empty() || name == "lld" || name == "ld.lld" || name == "rust-lld";
}

llvm::Error run_lld(const std::vector<std::string> &words) {
  std::vector<const char *> arguments;
  for (const std::string &word : words)
    arguments.push_back(word.c_str());
  std::string said;
  llvm::raw_string_ostream stream(said);
  lld::Result result = lld::lldMain(arguments, stream, stream, {{lld::Gnu, &lld::elf::link}});
  if (result.retCode == 0)
    return llvm::Error::success();
  return failure("linking with lld failed\n" + first_lines(said));
}

llvm::Error run_program(llvm::StringRef linker, const std::vector<std::string> &words) {
  llvm::ErrorOr<std::string> program =
      linker.contains('/') ? linker.str() : llvm::sys::findProgramByName(linker);
  if (!program || !llvm::sys::fs::can_execute(*program))
    return failure("linker `" + linker + "` not found");
  llvm::SmallString<128> log;
  if (std::error_code error = llvm::sys::fs::createTemporaryFile("ochre-link", "log", log))
    return failure("cannot make a temporary file: " + error.message());
  auto remove_log = llvm::make_scope_exit([&] { llvm::sys::fs::remove(log); });
  std::vector<llvm::StringRef> arguments = {*program};
  arguments.insert(arguments.end(), words.begin(), words.end());
  std::string why;
  int status = llvm::sys::ExecuteAndWait(
      *program, arguments, std::nullopt,
      {llvm::StringRef(), llvm::StringRef(log), llvm::StringRef(log)}, 0, 0, &why);
  if (status == 0)
    return llvm::Error::success();
  auto said = llvm::MemoryBuffer::getFile(log);
  std::string text = said ? first_lines((*said)->getBuffer()) : "";
  return failure("linking with `" + linker + "` failed: exit status: " + llvm::Twine(status) +
                 (why.empty() ? "" : " (" + why + ")") + "\n" + text);
}

std::string version_script_text(llvm::ArrayRef<std::string> exported) {
  std::string text = "{\n  global:\n";
  for (const std::string &symbol : exported)
    text += "    " + symbol + ";\n";
  return text + "  local:\n    *;\n};\n";
}

/// A name for the unfinished output: in the same folder, so that it can be renamed, or in the
/// temporary folder when the output is a device.
llvm::Expected<std::string> temporary_output(llvm::StringRef output) {
  llvm::SmallString<128> path;
  bool is_ordinary = !llvm::sys::fs::exists(output) || llvm::sys::fs::is_regular_file(output);
  if (llvm::sys::fs::is_directory(output))
    return failure("couldn't write `" + output + "`: Is a directory");
  std::error_code error;
  int descriptor = -1;
  if (is_ordinary)
    error = llvm::sys::fs::createUniqueFile(output + ".tmp-%%%%%%%%", descriptor, path);
  else
    error = llvm::sys::fs::createTemporaryFile("ochre-link", "out", descriptor, path);
  if (error)
    return failure("couldn't write `" + output + "`: " + error.message());
  llvm::sys::Process::SafelyCloseFileDescriptor(descriptor);
  return std::string(path);
}

llvm::Error run_linker(const Options &options, const LinkJob &job, llvm::StringRef version_script) {
  if (!runs_in_process(options))
    return run_program(options.codegen.linker, cc_arguments(options, job, version_script));
  llvm::Expected<SystemFiles> system = find_system_files("");
  if (!system)
    return system.takeError();
  return run_lld(lld_arguments(options, job, *system, version_script));
}

} // namespace

llvm::Error link(const Options &options, const LinkJob &job) {
  llvm::Expected<std::string> output = temporary_output(job.output);
  if (!output)
    return output.takeError();
  auto remove_output = llvm::make_scope_exit([&] { llvm::sys::fs::remove(*output); });
  LinkJob to_temporary = job;
  to_temporary.output = *output;

  std::string script;
  auto remove_script = llvm::make_scope_exit([&] {
    if (!script.empty())
      llvm::sys::fs::remove(script);
  });
  if (job.kind == LinkKind::SharedLibrary && !job.exported.empty()) {
    script = *output + ".map";
    if (llvm::Error error = write_output_file(
            script, [&](llvm::raw_ostream &out) { out << version_script_text(job.exported); }))
      return error;
  }
  if (llvm::Error error = run_linker(options, to_temporary, script))
    return error;
  return move_into_place(*output, job.output);
}

} // namespace ochre::link
