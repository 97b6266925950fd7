// What the sub-commands of `ochre` do, once the command line is read.
#pragma once

#include "driver/invocation.h"

namespace ochre::driver {

enum class Command : uint8_t { Build, Run, Check, Test, Explain };

/// The command line of `ochre` as plain data.
struct OchreArguments {
  Command command = Command::Build;
  std::string input;
  std::string output;
  std::string edition = "2024";
  std::string crate_type;
  std::string target; ///< empty: this machine
  std::string emit;
  std::string color = "auto";
  std::string code; ///< of `explain`
  bool is_release = false;
  bool is_quiet = false;
  std::vector<std::string> cfgs;
  std::vector<std::string> externs;
  std::vector<std::string> search_paths;
  std::vector<std::string> codegen;
  std::vector<std::string> program_arguments;
};

/// Does what was asked for; returns the exit status, that of the program for `run` and `test`.
int run_command(const OchreArguments &arguments);

} // namespace ochre::driver
