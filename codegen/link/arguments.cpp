// Two dialects of one request: ld's, where start-up objects and libraries are named, and cc's,
// which adds them itself. Users write `-C link-arg` in cc's; for lld it is translated.
#include "codegen/link/arguments.h"

namespace ochre::link {

namespace {

using Words = std::vector<std::string>;

void add_all(Words &words, llvm::ArrayRef<std::string> more) {
  words.insert(words.end(), more.begin(), more.end());
}

bool is_static_model(const Options &options) {
  return options.codegen.relocation_model == "static";
}

/// What the user's arguments, in cc's dialect, mean to ld.
struct UserArguments {
  Words ld;
  bool no_start_files = false;
  bool no_default_libs = false;
};

void translate(llvm::StringRef word, UserArguments &user) {
  if (word.consume_front("-Wl,")) {
    for (llvm::StringRef part : llvm::split(word, ','))
      user.ld.push_back(part.str());
  } else if (word == "-nostartfiles") {
    user.no_start_files = true;
  } else if (word == "-nodefaultlibs") {
    user.no_default_libs = true;
  } else if (word == "-nostdlib") {
    user.no_start_files = user.no_default_libs = true;
  } else if (word == "-rdynamic") {
    user.ld.push_back("--export-dynamic");
  } else if (!word.starts_with("-fuse-ld") && word != "-pthread" && word != "-m64") {
    user.ld.push_back(word.str());
  }
}

UserArguments translate_all(const Options &options) {
  UserArguments user;
  bool is_for_linker = false;
  for (const std::string &word : options.codegen.link_args) {
    if (is_for_linker)
      user.ld.push_back(word);
    else if (word != "-Xlinker")
      translate(word, user);
    is_for_linker = !is_for_linker && word == "-Xlinker";
  }
  return user;
}

void add_native_library(Words &words, const NativeLib &library, bool is_cc) {
  auto ld = [&](const char *word) { words.push_back((is_cc ? "-Wl," : "") + std::string(word)); };
  bool is_whole = llvm::is_contained(library.modifiers, "+whole-archive");
  bool is_verbatim = llvm::is_contained(library.modifiers, "+verbatim");
  bool is_static = library.kind == "static";
  if (is_static)
    ld("-Bstatic");
  if (is_whole)
    ld("--whole-archive");
  words.push_back((is_verbatim ? "-l:" : "-l") + library.name);
  if (is_whole)
    ld("--no-whole-archive");
  if (is_static)
    ld("-Bdynamic");
}

/// What both dialects share: inputs, folders, libraries.
void add_inputs(Words &words, const LinkJob &job, bool is_cc) {
  add_all(words, job.objects);
  for (const std::string &path : job.search_paths)
    words.push_back("-L" + path);
  add_all(words, job.archives);
  for (const NativeLib &library : job.native_libs)
    add_native_library(words, library, is_cc);
}

/// Options of ld that do not depend on the dialect; cc gets them behind -Wl.
Words common_ld_options(const Options &options, const LinkJob &job,
                        llvm::StringRef version_script) {
  Words words = {"--gc-sections", "--eh-frame-hdr", "--as-needed", "-z", "noexecstack"};
  if (options.codegen.relro.value_or(true))
    words.insert(words.end(), {"-z", "relro", "-z", "now"});
  if (options.codegen.strip == StripKind::Symbols)
    words.push_back("--strip-all");
  else if (options.codegen.strip == StripKind::DebugInfo)
    words.push_back("--strip-debug");
  if (options.codegen.rpath)
    for (const std::string &path : job.search_paths)
      words.insert(words.end(), {"-rpath", path});
  for (const auto &[name, definition] : job.aliases)
    words.push_back("--defsym=" + name + "=" + definition);
  if (!version_script.empty())
    words.push_back("--version-script=" + version_script.str());
  return words;
}

} // namespace

std::vector<std::string> lld_arguments(const Options &options, const LinkJob &job,
                                       const SystemFiles &system, llvm::StringRef version_script) {
  bool is_shared = job.kind == LinkKind::SharedLibrary;
  bool is_static = is_static_model(options);
  UserArguments user = translate_all(options);
  Words words = {"ld.lld", "-m", "elf_x86_64", "--hash-style=gnu", "--build-id=none"};
  add_all(words, common_ld_options(options, job, version_script));
  if (is_shared)
    words.push_back("-shared");
  else
    words.insert(words.end(),
                 {is_static ? "-no-pie" : "-pie", "-dynamic-linker", system.dynamic_linker});
  words.insert(words.end(), {"-o", job.output});
  bool is_position_independent = is_shared || !is_static;
  if (!user.no_start_files) {
    if (!is_shared)
      words.push_back(system.libc_dir + (is_static ? "/crt1.o" : "/Scrt1.o"));
    words.push_back(system.libc_dir + "/crti.o");
    words.push_back(system.gcc_dir + (is_position_independent ? "/crtbeginS.o" : "/crtbegin.o"));
  }
  add_inputs(words, job, /*is_cc=*/false);
  for (const std::string &dir : system.lib_dirs)
    words.push_back("-L" + dir);
  add_all(words, user.ld);
  if (!user.no_default_libs)
    words.insert(words.end(),
                 {"-lgcc_s", "-lutil", "-lrt", "-lpthread", "-lm", "-ldl", "-lc", "-lgcc"});
  if (!user.no_start_files) {
    words.push_back(system.gcc_dir + (is_position_independent ? "/crtendS.o" : "/crtend.o"));
    words.push_back(system.libc_dir + "/crtn.o");
  }
  return words;
}

std::vector<std::string> cc_arguments(const Options &options, const LinkJob &job,
                                      llvm::StringRef version_script) {
  Words words = {"-m64"};
  if (job.kind == LinkKind::SharedLibrary)
    words.push_back("-shared");
  else
    words.push_back(is_static_model(options) ? "-no-pie" : "-pie");
  words.insert(words.end(), {"-o", job.output});
  for (const std::string &word : common_ld_options(options, job, version_script)) {
    words.push_back("-Xlinker");
    words.push_back(word);
  }
  add_inputs(words, job, /*is_cc=*/true);
  add_all(words, options.codegen.link_args);
  words.insert(words.end(), {"-lgcc_s", "-lutil", "-lrt", "-lpthread", "-lm", "-ldl", "-lc"});
  return words;
}

} // namespace ochre::link
