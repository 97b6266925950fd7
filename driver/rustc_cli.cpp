// rustc's command line, option by option.
#include "driver/arguments.h"
#include "driver/invocation.h"
#include "driver/outputs.h"
#include "support/session/target.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

namespace ochre::driver {

namespace {

struct Parser {
  Invocation &invocation;
  std::optional<llvm::StringRef> color;
  bool has_json_format = false;
  bool has_rendered_ansi = false;

  Options &options() { return invocation.options; }
  void fail(const llvm::Twine &message) { invocation.errors.push_back({message.str(), {}}); }
};

bool is_identifier(llvm::StringRef text) {
  if (text.empty() || llvm::isDigit(text.front()))
    return false;
  return llvm::all_of(text, [](char c) {
    return llvm::isAlnum(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
  });
}

std::optional<EmitKind> parse_emit_kind(llvm::StringRef text) {
  return llvm::StringSwitch<std::optional<EmitKind>>(text)
      .Case("ast", EmitKind::Ast)
      .Case("hir", EmitKind::Hir)
      .Case("mir", EmitKind::Mir)
      .Case("llvm-ir", EmitKind::LlvmIr)
      .Case("llvm-bc", EmitKind::LlvmBc)
      .Case("asm", EmitKind::Asm)
      .Case("obj", EmitKind::Obj)
      .Case("wasm", EmitKind::Wasm)
      .Case("wat", EmitKind::Wat)
      .Case("metadata", EmitKind::Metadata)
      .Case("dep-info", EmitKind::DepInfo)
      .Case("link", EmitKind::Link)
      .Default(std::nullopt);
}

std::optional<PrintKind> parse_print_kind(llvm::StringRef text) {
#define PRINT(id, name)                                                                            \
  if (text == name)                                                                                \
    return PrintKind::id;
#include "driver/options.def"
  return std::nullopt;
}

void parse_crate_types(Parser &parser, llvm::StringRef value) {
  for (llvm::StringRef name : llvm::split(value, ',')) {
    std::optional<CrateType> type = parse_crate_type(name);
    if (!type)
      return parser.fail("unknown crate type: `" + name +
                         "`, expected one of: `lib`, `rlib`, `staticlib`, `dylib`, `cdylib`, "
                         "`bin`, `proc-macro`");
    if (!llvm::is_contained(parser.options().crate_types, *type))
      parser.options().crate_types.push_back(*type);
  }
}

void parse_emit(Parser &parser, llvm::StringRef value) {
  for (llvm::StringRef entry : llvm::split(value, ',')) {
    auto [name, path] = entry.split('=');
    std::optional<EmitKind> kind = parse_emit_kind(name);
    if (!kind)
      return parser.fail("unknown emission type: `" + name +
                         "` - expected one of: `ast`, `hir`, `mir`, `asm`, `llvm-bc`, `llvm-ir`, "
                         "`obj`, `wasm`, `wat`, `metadata`, `dep-info`, `link`");
    parser.options().emit[*kind] = path.str();
  }
}

void parse_print(Parser &parser, llvm::StringRef value) {
  auto [name, file] = value.split('=');
  if (std::optional<PrintKind> kind = parse_print_kind(name)) {
    parser.invocation.prints.push_back({*kind, file.str()});
    return;
  }
  std::string known;
#define PRINT(id, name) known += known.empty() ? "`" name "`" : ", `" name "`";
#include "driver/options.def"
  parser.invocation.errors.push_back(
      {("unknown print request: `" + name + "`").str(), {"valid print requests are: " + known}});
}

void parse_edition(Parser &parser, llvm::StringRef value) {
  std::optional<Edition> edition = llvm::StringSwitch<std::optional<Edition>>(value)
                                       .Case("2015", Edition::E2015)
                                       .Case("2018", Edition::E2018)
                                       .Case("2021", Edition::E2021)
                                       .Case("2024", Edition::E2024)
                                       .Default(std::nullopt);
  if (edition)
    parser.options().edition = *edition;
  else
    parser.fail("argument for `--edition` must be one of: <2015|2018|2021|2024>. (instead was `" +
                value + "`)");
}

/// The text of a string literal `"..."` with its simple escapes; nothing if it is none.
std::optional<std::string> unquote(llvm::StringRef text) {
  if (text.size() < 2 || !text.consume_front("\"") || !text.consume_back("\""))
    return std::nullopt;
  std::string result;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"')
      return std::nullopt;
    if (text[i] != '\\') {
      result += text[i];
      continue;
    }
    if (++i == text.size())
      return std::nullopt;
    switch (text[i]) {
    case 'n': result += '\n'; break;
    case 't': result += '\t'; break;
    case 'r': result += '\r'; break;
    case '0': result += '\0'; break;
    case '\\':
    case '\'':
    case '"': result += text[i]; break;
    default: return std::nullopt;
    }
  }
  return result;
}

void parse_cfg(Parser &parser, llvm::StringRef value) {
  auto [key, raw] = value.split('=');
  key = key.trim();
  key.consume_front("r#");
  auto invalid = [&](const char *why) {
    parser.fail("invalid `--cfg` argument: `" + value + "` (" + why + ")");
  };
  if (key.empty() || !is_identifier(key))
    return invalid(key.contains("::") || key.empty() ? "argument key must be an identifier"
                                                     : "expected `key` or `key=\"value\"`");
  if (key == "true" || key == "false" || key == "crate" || key == "self" || key == "super")
    return invalid("argument key must be an identifier");
  if (!value.contains('=')) {
    parser.options().cfgs.emplace_back(key.str(), std::nullopt);
    return;
  }
  std::optional<std::string> text = unquote(raw.trim());
  if (!text) {
    raw = raw.trim();
    bool is_number = !raw.empty() && llvm::isDigit(raw.front());
    return invalid(is_number ? "argument value must be a string"
                             : "expected `key` or `key=\"value\"`");
  }
  parser.options().cfgs.emplace_back(key.str(), *text);
}

void parse_extern(Parser &parser, llvm::StringRef value) {
  ExternEntry entry;
  auto [left, path] = value.split('=');
  // `noprelude:name`, `priv,nounused:name`
  if (left.contains(':')) {
    auto [modifiers, name] = left.split(':');
    for (llvm::StringRef modifier : llvm::split(modifiers, ',')) {
      if (modifier == "noprelude")
        entry.is_noprelude = true;
      else if (modifier == "priv")
        entry.is_private = true;
      else if (modifier != "nounused" && modifier != "force")
        return parser.fail("unknown --extern option `" + modifier + "`");
    }
    left = name;
  }
  if (!is_identifier(left))
    return parser.fail("crate name `" + left +
                       "` passed to `--extern` is not a valid ASCII identifier");
  entry.name = left.str();
  std::vector<ExternEntry> &externs = parser.options().externs;
  auto known = llvm::find_if(externs, [&](const ExternEntry &e) { return e.name == entry.name; });
  if (known == externs.end()) {
    externs.push_back(std::move(entry));
    known = std::prev(externs.end());
  }
  if (!path.empty())
    known->paths.push_back(path.str());
}

void parse_search_path(Parser &parser, llvm::StringRef value) {
  auto [kind, path] = value.split('=');
  bool has_kind = llvm::StringSwitch<bool>(kind)
                      .Cases("dependency", "crate", "native", "framework", "all", true)
                      .Default(false) &&
                  value.contains('=');
  llvm::StringRef folder = has_kind ? path : value;
  if (folder.empty())
    return parser.fail("empty search path given via `-L`");
  parser.options().search_paths.push_back({has_kind ? kind.str() : "all", folder.str()});
}

void parse_library(Parser &parser, llvm::StringRef value) {
  NativeLib library;
  llvm::StringRef name = value;
  if (value.contains('=')) {
    auto [left, right] = value.split('=');
    auto [kind, modifiers] = left.split(':');
    if (kind != "static" && kind != "dylib" && kind != "framework")
      return parser.fail("unknown library kind `" + kind +
                         "`, expected one of: static, dylib, framework");
    library.kind = kind.str();
    for (llvm::StringRef modifier : llvm::split(modifiers, ','))
      if (!modifier.empty())
        library.modifiers.push_back(modifier.str());
    name = right;
  }
  auto [real, rename] = name.split(':');
  if (real.empty())
    return parser.fail("library name must not be empty");
  library.name = real.str();
  library.rename = rename.str();
  parser.options().native_libs.push_back(std::move(library));
}

std::optional<LintLevel> parse_lint_level(llvm::StringRef text) {
  return llvm::StringSwitch<std::optional<LintLevel>>(text)
      .Case("allow", LintLevel::Allow)
      .Case("warn", LintLevel::Warn)
      .Case("deny", LintLevel::Deny)
      .Case("forbid", LintLevel::Forbid)
      .Default(std::nullopt);
}

void add_lint(Parser &parser, LintLevel level, llvm::StringRef name) {
  std::string spelled = name.str();
  std::replace(spelled.begin(), spelled.end(), '-', '_');
  parser.options().lint_levels.emplace_back(level, std::move(spelled));
}

void parse_cap_lints(Parser &parser, llvm::StringRef value) {
  std::optional<LintLevel> level = parse_lint_level(value);
  if (!level)
    return parser.fail("unknown lint level: `" + value + "`");
  // The least of several caps holds.
  std::optional<LintLevel> &cap = parser.options().cap_lints;
  cap = cap ? std::min(*cap, *level) : *level;
}

void parse_error_format(Parser &parser, llvm::StringRef value) {
  std::optional<ErrorFormat> format = llvm::StringSwitch<std::optional<ErrorFormat>>(value)
                                          .Case("human", ErrorFormat::Human)
                                          .Case("short", ErrorFormat::Short)
                                          .Case("json", ErrorFormat::Json)
                                          .Default(std::nullopt);
  if (!format)
    return parser.fail("argument for `--error-format` must be `human`, `json` or `short` "
                       "(instead was `" +
                       value + "`)");
  parser.options().render.format = *format;
}

void parse_json_parts(Parser &parser, llvm::StringRef value) {
  parser.has_json_format = true;
  for (llvm::StringRef part : llvm::split(value, ',')) {
    if (part == "diagnostic-short")
      parser.options().render.short_rendered = true;
    else if (part == "diagnostic-rendered-ansi")
      parser.has_rendered_ansi = true;
    else if (part == "artifacts")
      parser.options().json_artifacts = true;
    else if (part != "future-incompat" && part != "unused-externs" &&
             part != "unused-externs-silent" && part != "timings" && part != "diagnostic-unicode")
      parser.fail("unknown `--json` option `" + part + "`");
  }
}

template <class Number>
void parse_number(Parser &parser, llvm::StringRef option, llvm::StringRef value, Number &place) {
  if (value.getAsInteger(10, place))
    parser.fail("argument for `--" + option + "` must be a number (instead was `" + value + "`)");
}

void parse_remap(Parser &parser, llvm::StringRef value) {
  // The new prefix may not hold a `=`, the old one may.
  auto [from, to] = value.rsplit('=');
  if (!value.contains('='))
    return parser.fail("--remap-path-prefix must contain '=' between FROM and TO");
  parser.options().remap_path_prefix.emplace_back(from.str(), to.str());
}

void parse_crate_name(Parser &parser, llvm::StringRef value) {
  std::string name = value.str();
  if (!is_identifier(name) && value != "___")
    return parser.fail("invalid character in crate name: `" + value + "`");
  parser.options().crate_name = std::move(name);
}

void parse_target(Parser &parser, llvm::StringRef value) {
  if (!find_target(value))
    return parser.fail("error loading target specification: could not find specification for "
                       "target \"" +
                       value + "\"");
  parser.options().target = value.str();
}

void parse_input(Parser &parser, llvm::StringRef value) {
  Options &options = parser.options();
  if (!options.input.empty())
    return parser.fail("multiple input filenames provided (first two filenames are `" +
                       options.input + "` and `" + value + "`)");
  options.input = value.str();
}

void apply(Parser &parser, const Argument &argument) {
  Invocation &invocation = parser.invocation;
  Options &options = parser.options();
  llvm::StringRef value = argument.value;
  switch (argument.id) {
  case OptionId::Input: return parse_input(parser, value);
  case OptionId::Help: invocation.action = Action::Help; return;
  case OptionId::Cfg: return parse_cfg(parser, value);
  case OptionId::CheckCfg: options.check_cfgs.push_back(value.str()); return;
  case OptionId::SearchPath: return parse_search_path(parser, value);
  case OptionId::Library: return parse_library(parser, value);
  case OptionId::CrateType: return parse_crate_types(parser, value);
  case OptionId::CrateName: return parse_crate_name(parser, value);
  case OptionId::Edition: return parse_edition(parser, value);
  case OptionId::Emit: return parse_emit(parser, value);
  case OptionId::After: options.emit_after = value.str(); return;
  case OptionId::Print: return parse_print(parser, value);
  case OptionId::Debug: options.codegen.debuginfo = DebugInfo::Full; return;
  case OptionId::Optimize: options.codegen.opt_level = OptLevel::O3; return;
  case OptionId::Output: options.output = value.str(); return;
  case OptionId::OutDir: options.out_dir = value.str(); return;
  case OptionId::Explain:
    invocation.action = Action::Explain;
    invocation.explain_code = value.str();
    return;
  case OptionId::Test: options.is_test = true; return;
  case OptionId::Target: return parse_target(parser, value);
  case OptionId::Allow: return add_lint(parser, LintLevel::Allow, value);
  case OptionId::Warn: return add_lint(parser, LintLevel::Warn, value);
  case OptionId::ForceWarn: return add_lint(parser, LintLevel::ForceWarn, value);
  case OptionId::Deny: return add_lint(parser, LintLevel::Deny, value);
  case OptionId::Forbid: return add_lint(parser, LintLevel::Forbid, value);
  case OptionId::CapLints: return parse_cap_lints(parser, value);
  case OptionId::Codegen: return parse_codegen_option(value, invocation);
  case OptionId::Version: invocation.action = Action::Version; return;
  case OptionId::Verbose: invocation.is_verbose = true; return;
  case OptionId::Extern: return parse_extern(parser, value);
  case OptionId::Sysroot: options.sysroot = value.str(); return;
  case OptionId::ErrorFormat: return parse_error_format(parser, value);
  case OptionId::Json: return parse_json_parts(parser, value);
  case OptionId::Color: parser.color = value; return;
  case OptionId::DiagnosticWidth:
    return parse_number(parser, "diagnostic-width", value, options.render.width);
  case OptionId::RemapPathPrefix: return parse_remap(parser, value);
  case OptionId::Threads: return parse_number(parser, "threads", value, options.threads);
  case OptionId::Verify: options.verify_diagnostics = true; return;
  case OptionId::SkipBorrowck: options.skip_borrowck = true; return;
  case OptionId::LibrarySource: options.library_source = value.str(); return;
  case OptionId::InternalFeatures: options.allow_internal_features = true; return;
  }
}

/// What depends on several options at once.
void finish(Parser &parser) {
  Options &options = parser.options();
  Invocation &invocation = parser.invocation;
  bool is_json = options.render.format == ErrorFormat::Json;
  if (parser.has_json_format && !is_json)
    parser.fail("using `--json` requires also using `--error-format=json`");
  const Target &target = target_of(options);
  // Where one process runs all tests it must outlive those that panic.
  if (!invocation.is_panic_given)
    options.codegen.panic = options.is_test ? PanicStrategy::Unwind : target.panic;
  if (is_json)
    options.render.color = parser.has_rendered_ansi;
  else if (parser.color && *parser.color != "always" && *parser.color != "never" &&
           *parser.color != "auto")
    parser.fail("argument for `--color` must be `auto`, `always` or `never` (instead was `" +
                *parser.color + "`)");
  else
    options.render.color =
        parser.color == "always" || (parser.color != "never" && llvm::errs().has_colors());
  if (invocation.action != Action::Compile || !invocation.errors.empty())
    return;
  if (!invocation.prints.empty() && options.emit.empty())
    invocation.action = Action::Print;
  else if (options.input.empty())
    parser.fail("no input filename given");
}

} // namespace

Invocation parse_rustc_arguments(llvm::ArrayRef<std::string> arguments) {
  Invocation invocation;
  Parser parser{invocation, std::nullopt};
  std::vector<std::string> words = expand_response_files(arguments, invocation.errors);
  std::vector<Argument> split = split_arguments(words, invocation.errors);
  for (const Argument &argument : split)
    apply(parser, argument);
  if (words.empty())
    invocation.action = Action::Help;
  finish(parser);
  return invocation;
}

std::string rustc_help() {
  std::string text = "Usage: ochrec [OPTIONS] INPUT\n\n"
                     "Ochre under rustc's command line. INPUT is a file, or - for standard input.\n"
                     "An argument @PATH is replaced by the lines of that file.\n\nOptions:\n";
  auto add = [&](llvm::StringRef long_name, char short_name, llvm::StringRef value,
                 llvm::StringRef help) {
    std::string line = "    ";
    line += short_name ? std::string("-") + short_name : "  ";
    if (!long_name.empty())
      line += (short_name ? ", --" : "  --") + long_name.str();
    if (!value.empty())
      line += " <" + value.str() + ">";
    if (line.size() > 32)
      line += "\n" + std::string(34, ' ');
    else
      line.resize(34, ' ');
    text += line + help.str() + "\n";
  };
#define OPTION(id, long_name, short_name, form, value, help)                                       \
  add(long_name, short_name, value, help);
#include "driver/options.def"
  return text + "\n    -C help shows the options of code generation.\n";
}

} // namespace ochre::driver
