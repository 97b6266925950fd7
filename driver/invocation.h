// What a command line asks for: options of the compilation, and what to do with them.
#pragma once

#include "support/session/options.h"

#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace ochre::driver {

enum class PrintKind : uint8_t {
#define PRINT(id, name) id,
#include "driver/options.def"
};

/// `--print=KIND[=FILE]`
struct PrintRequest {
  PrintKind kind;
  std::string file; ///< empty: standard output
};

enum class Action : uint8_t {
  Compile,
  Print, ///< only answer `prints`
  Help,
  CodegenHelp,
  Version,
  Explain,
};

/// Something wrong with the command line itself.
struct CommandError {
  std::string message;
  std::vector<std::string> helps;
};

struct Invocation {
  Action action = Action::Compile;
  Options options;
  std::vector<PrintRequest> prints;
  std::string explain_code;
  bool is_verbose = false;
  bool is_panic_given = false; ///< else the target tells
  std::vector<std::string> warnings;
  std::vector<CommandError> errors;
};

/// Reads rustc's command line, `arguments` without the program's name. Never fails: what is wrong
/// is in `errors`.
Invocation parse_rustc_arguments(llvm::ArrayRef<std::string> arguments);

/// Applies `-C text`. Also used for the options that `ochre` passes on.
void parse_codegen_option(llvm::StringRef text, Invocation &invocation);

/// The help of `ochrec`.
std::string rustc_help();
std::string codegen_help();

} // namespace ochre::driver
