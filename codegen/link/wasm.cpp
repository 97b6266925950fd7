// The stack lies first in memory and grows down, so that an overflow traps. What nothing defines is
// imported from the module "env".
#include "codegen/link/wasm.h"

#include "codegen/link/arguments.h"
#include "support/session/target.h"
#include "support/source/output_file.h"

#include "lld/Common/Driver.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

LLD_HAS_DRIVER(wasm)

namespace ochre::link {

namespace {

llvm::Error failure(const llvm::Twine &message) {
  return llvm::createStringError(std::errc::invalid_argument, message.str().c_str());
}

llvm::Error run_lld(const std::vector<std::string> &words) {
  std::vector<const char *> arguments;
  for (const std::string &word : words)
    arguments.push_back(word.c_str());
  std::string said;
  llvm::raw_string_ostream stream(said);
  lld::Result result = lld::lldMain(arguments, stream, stream, {{lld::Wasm, &lld::wasm::link}});
  if (result.retCode == 0)
    return llvm::Error::success();
  return failure("linking with lld failed\n" + llvm::StringRef(said).trim());
}

} // namespace

bool keeps_names(const Options &options) {
  OptLevel level = options.codegen.opt_level;
  return level != OptLevel::Os && level != OptLevel::Oz &&
         options.codegen.strip != StripKind::Symbols;
}

std::vector<std::string> wasm_arguments(const Options &options, const LinkJob &job) {
  std::vector<std::string> words = {"wasm-ld",
                                    "--stack-first",
                                    "-z",
                                    "stack-size=1048576",
                                    "--gc-sections",
                                    "--import-undefined",
                                    "--no-demangle",
                                    "-o",
                                    job.output};
  bool has_start = job.kind == LinkKind::Executable && target_of(options).is_wasi();
  if (!has_start)
    words.push_back("--no-entry");
  // What the name section calls the module must not depend on temporary files.
  words.push_back("--soname=" + options.crate_name + ".wasm");
  words.push_back(keeps_names(options) ? "--strip-debug" : "--strip-all");
  words.insert(words.end(), job.objects.begin(), job.objects.end());
  for (const std::string &path : job.search_paths)
    words.push_back("-L" + path);
  words.insert(words.end(), job.archives.begin(), job.archives.end());
  for (const NativeLib &library : job.native_libs)
    words.push_back("-l" + library.name);
  words.insert(words.end(), options.codegen.link_args.begin(), options.codegen.link_args.end());
  return words;
}

llvm::Error link_wasm(const Options &options, const LinkJob &job, WasmFinish finish) {
  llvm::SmallString<128> path;
  if (std::error_code error = llvm::sys::fs::createTemporaryFile("ochre-link", "wasm", path))
    return failure("cannot make a temporary file: " + error.message());
  auto remove = llvm::make_scope_exit([&] { llvm::sys::fs::remove(path); });
  LinkJob to_temporary = job;
  to_temporary.output = std::string(path);
  if (llvm::Error error = run_lld(wasm_arguments(options, to_temporary)))
    return error;
  auto linked = llvm::MemoryBuffer::getFile(path);
  if (!linked)
    return failure("cannot read `" + path + "`: " + linked.getError().message());
  llvm::StringRef bytes = (*linked)->getBuffer();
  llvm::Expected<std::vector<char>> finished = finish({bytes.data(), bytes.size()});
  if (!finished)
    return finished.takeError();
  return write_output_file(job.output, [&](llvm::raw_ostream &out) {
    out << llvm::StringRef(finished->data(), finished->size());
  });
}

} // namespace ochre::link
