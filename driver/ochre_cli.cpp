// The one file that may use exceptions: CLI11 reports through them. None leaves it.
#include "driver/ochre_cli.h"

#include "driver/ochre_commands.h"
#include "driver/print_info.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <cstdio>
#include <iostream>

namespace ochre::driver {

namespace {

constexpr const char *kExamples = R"(Examples:
  ochre run hello.rs               compile and run
  ochre run -r sum.rs -- 1 2 3     optimised, with arguments for the program
  ochre build -r main.rs -o main   an optimised executable
  ochre check lib.rs --crate-type lib
  ochre test lib.rs -- parser      run the tests whose names contain `parser`
  ochre explain E0382              what an error code means

`ochrec` is the same compiler under rustc's command line: RUSTC=ochrec cargo build.)";

void add_compile_options(CLI::App &command, OchreArguments &arguments) {
  command.add_option("file", arguments.input, "the root file of the crate")->required();
  command.add_option("--edition", arguments.edition, "2015, 2018, 2021 or 2024")
      ->capture_default_str();
  command.add_flag("-r,--release,-O", arguments.is_release, "optimise");
  command.add_flag("-q,--quiet", arguments.is_quiet, "no progress");
  command.add_option("--color", arguments.color, "auto, always or never")->capture_default_str();
  command.add_option("--cfg", arguments.cfgs, "set a condition: NAME or NAME=\"VALUE\"")
      ->allow_extra_args(false);
  command.add_option("--extern", arguments.externs, "NAME=PATH of another crate")
      ->allow_extra_args(false);
  command.add_option("-L", arguments.search_paths, "search a folder for crates and libraries")
      ->allow_extra_args(false);
  command.add_option("--target", arguments.target, "the machine to compile for, as wasm32-wasip1");
  command.add_option("-C", arguments.codegen, "an option of code generation, as rustc's")
      ->allow_extra_args(false);
}

void add_output_options(CLI::App &command, OchreArguments &arguments) {
  command.add_option("-o,--output", arguments.output, "the file to write");
  command.add_option("--crate-type", arguments.crate_type, "bin, lib, cdylib, staticlib...");
  command.add_option("--emit", arguments.emit, "ast, hir, mir, llvm-ir, asm, obj, link...");
}

void add_program_arguments(CLI::App &command, OchreArguments &arguments) {
  command.add_option("arguments", arguments.program_arguments, "passed to the program");
  // What follows the file belongs to the program, options too.
  command.positionals_at_end(false);
  command.prefix_command(false);
}

int read_command_line(llvm::ArrayRef<std::string> words, OchreArguments &arguments) {
  CLI::App app("Ochre, a compiler for Rust", "ochre");
  app.footer(kExamples);
  app.require_subcommand(1);
  app.set_version_flag("-V,--version", [] { return "ochre 0.1.0, " + version_text(false); });

  CLI::App &build = *app.add_subcommand("build", "compile a crate");
  CLI::App &run = *app.add_subcommand("run", "compile a program and run it");
  CLI::App &check = *app.add_subcommand("check", "report errors, generate no code");
  CLI::App &test = *app.add_subcommand("test", "compile the tests of a crate and run them");
  CLI::App &explain = *app.add_subcommand("explain", "explain an error code");
  for (CLI::App *command : {&build, &run, &check, &test})
    add_compile_options(*command, arguments);
  for (CLI::App *command : {&build, &check})
    add_output_options(*command, arguments);
  for (CLI::App *command : {&run, &test})
    add_program_arguments(*command, arguments);
  explain.add_option("code", arguments.code, "for example E0382")->required();

  // CLI11 takes the words in reverse order.
  std::vector<std::string> reversed(words.rbegin(), words.rend());
  try {
    app.parse(reversed);
  } catch (const CLI::ParseError &error) {
    // --help and --version are reported this way too.
    if (error.get_exit_code() == 0)
      return app.exit(error);
    bool is_unknown = !words.empty() && words[0][0] != '-' && app.get_subcommands().empty();
    std::string why = is_unknown ? "no such command: `" + words[0] + "`" : error.what();
    std::fprintf(stderr, "error: %s\n\nfor more information, try `ochre --help`\n", why.c_str());
    return 1;
  } catch (const std::exception &error) {
    std::fprintf(stderr, "error: %s\n", error.what());
    return 1;
  }
  arguments.command = build.parsed()   ? Command::Build
                      : run.parsed()   ? Command::Run
                      : check.parsed() ? Command::Check
                      : test.parsed()  ? Command::Test
                                       : Command::Explain;
  return -1;
}

} // namespace

int run_ochre(llvm::ArrayRef<std::string> words) {
  OchreArguments arguments;
  int status = read_command_line(words, arguments);
  return status >= 0 ? status : run_command(arguments);
}

} // namespace ochre::driver
