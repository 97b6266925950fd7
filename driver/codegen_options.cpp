// `-C name[=value]`.
#include "driver/invocation.h"

#include "llvm/ADT/StringSwitch.h"

namespace ochre::driver {

namespace {

enum class CodegenId : uint8_t {
#define CODEGEN(id, name, form, help) id,
#include "driver/options.def"
};
enum class Form : uint8_t { Value, Bool, Ignored };

struct CodegenInfo {
  CodegenId id;
  llvm::StringLiteral name;
  Form form;
  llvm::StringLiteral help;
};

constexpr CodegenInfo kCodegenOptions[] = {
#define CODEGEN(id, name, form, help)                                                              \
  {CodegenId::id, llvm::StringLiteral(name), Form::form, llvm::StringLiteral(help)},
#include "driver/options.def"
};

const CodegenInfo *find_option(llvm::StringRef name) {
  // `debug_assertions` is `debug-assertions`.
  std::string spelled = name.str();
  std::replace(spelled.begin(), spelled.end(), '_', '-');
  for (const CodegenInfo &info : kCodegenOptions)
    if (info.name == spelled)
      return &info;
  return nullptr;
}

std::optional<bool> parse_bool(llvm::StringRef value) {
  return llvm::StringSwitch<std::optional<bool>>(value)
      .Cases("y", "yes", "on", "true", true)
      .Cases("n", "no", "off", "false", false)
      .Default(std::nullopt);
}

std::optional<OptLevel> parse_opt_level(llvm::StringRef value) {
  return llvm::StringSwitch<std::optional<OptLevel>>(value)
      .Case("0", OptLevel::O0)
      .Case("1", OptLevel::O1)
      .Case("2", OptLevel::O2)
      .Case("3", OptLevel::O3)
      .Case("s", OptLevel::Os)
      .Case("z", OptLevel::Oz)
      .Default(std::nullopt);
}

std::optional<DebugInfo> parse_debuginfo(llvm::StringRef value) {
  return llvm::StringSwitch<std::optional<DebugInfo>>(value)
      .Cases("0", "none", DebugInfo::None)
      .Cases("line-tables-only", "line-directives-only", DebugInfo::LineTablesOnly)
      .Cases("1", "limited", DebugInfo::Limited)
      .Cases("2", "full", DebugInfo::Full)
      .Default(std::nullopt);
}

std::optional<StripKind> parse_strip(llvm::StringRef value) {
  return llvm::StringSwitch<std::optional<StripKind>>(value)
      .Case("none", StripKind::None)
      .Case("debuginfo", StripKind::DebugInfo)
      .Case("symbols", StripKind::Symbols)
      .Default(std::nullopt);
}

std::optional<PanicStrategy> parse_panic(llvm::StringRef value) {
  return llvm::StringSwitch<std::optional<PanicStrategy>>(value)
      .Case("unwind", PanicStrategy::Unwind)
      .Case("abort", PanicStrategy::Abort)
      .Cases("trap", "immediate-abort", PanicStrategy::Trap)
      .Default(std::nullopt);
}

std::optional<std::string> parse_lto(std::optional<llvm::StringRef> value) {
  if (!value)
    return "fat";
  return llvm::StringSwitch<std::optional<std::string>>(*value)
      .Cases("n", "no", "off", "false", "off")
      .Cases("y", "yes", "on", "true", "fat", "fat")
      .Case("thin", "thin")
      .Default(std::nullopt);
}

struct Problem {
  std::string expected; ///< what the value should have been; empty: no problem
};

/// Stores `parsed`, or says what was expected.
template <class T, class U>
Problem store(const std::optional<T> &parsed, U &place, const char *expected) {
  if (!parsed)
    return {expected};
  place = *parsed;
  return {};
}

Problem apply_bool(CodegenId id, std::optional<llvm::StringRef> value, CodegenOptions &options) {
  std::optional<bool> parsed = value ? parse_bool(*value) : std::optional<bool>(true);
  constexpr const char *kExpected = "one of: `y`, `yes`, `on`, `true`, `n`, `no`, `off` or `false`";
  switch (id) {
  case CodegenId::DebugAssertions: return store(parsed, options.debug_assertions, kExpected);
  case CodegenId::EmbedBitcode: return store(parsed, options.embed_bitcode, kExpected);
  case CodegenId::OverflowChecks: return store(parsed, options.overflow_checks, kExpected);
  case CodegenId::PreferDynamic: return store(parsed, options.prefer_dynamic, kExpected);
  case CodegenId::Rpath: return store(parsed, options.rpath, kExpected);
  default: return {};
  }
}

Problem apply_relro(llvm::StringRef value, CodegenOptions &options) {
  std::optional<bool> relro = llvm::StringSwitch<std::optional<bool>>(value)
                                  .Cases("full", "partial", true)
                                  .Case("off", false)
                                  .Default(std::nullopt);
  return store(relro, options.relro, "one of: `full`, `partial`, or `off`");
}

Problem apply_units(llvm::StringRef value, CodegenOptions &options) {
  unsigned count = 0;
  if (value.getAsInteger(10, count) || count == 0)
    return {"a number above 0"};
  options.codegen_units = count;
  return {};
}

void add_link_args(llvm::StringRef value, CodegenOptions &options) {
  llvm::SmallVector<llvm::StringRef, 8> words;
  value.split(words, ' ', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (llvm::StringRef word : words)
    options.link_args.push_back(word.str());
}

Problem apply_value(CodegenId id, llvm::StringRef value, CodegenOptions &options) {
  switch (id) {
  case CodegenId::CodegenUnits: return apply_units(value, options);
  case CodegenId::DebugInfo:
    return store(parse_debuginfo(value), options.debuginfo,
                 "either an integer (0, 1, 2), `none`, `line-directives-only`, "
                 "`line-tables-only`, `limited`, or `full`");
  case CodegenId::ExtraFilename: options.extra_filename = value.str(); return {};
  case CodegenId::Incremental: options.incremental = value.str(); return {};
  case CodegenId::LinkArg: options.link_args.push_back(value.str()); return {};
  case CodegenId::LinkArgs: add_link_args(value, options); return {};
  case CodegenId::Linker: options.linker = value.str(); return {};
  case CodegenId::Metadata: options.metadata += value.str(); return {};
  case CodegenId::OptLevel:
    return store(parse_opt_level(value), options.opt_level, "between 0-3, s or z");
  case CodegenId::Panic:
    return store(parse_panic(value), options.panic, "either `unwind`, `abort` or `trap`");
  case CodegenId::RelocationModel: options.relocation_model = value.str(); return {};
  case CodegenId::RelroLevel: return apply_relro(value, options);
  case CodegenId::Strip:
    return store(parse_strip(value), options.strip, "either `none`, `debuginfo`, or `symbols`");
  case CodegenId::SymbolMangling: options.symbol_mangling_version = value.str(); return {};
  case CodegenId::TargetCpu: options.target_cpu = value.str(); return {};
  case CodegenId::TargetFeature:
    options.target_features += (options.target_features.empty() ? "" : ",") + value.str();
    return {};
  default: return {};
  }
}

} // namespace

void parse_codegen_option(llvm::StringRef text, Invocation &invocation) {
  auto [name, rest] = text.split('=');
  std::optional<llvm::StringRef> value;
  if (text.contains('='))
    value = rest;
  const CodegenInfo *info = find_option(name);
  auto fail = [&](const llvm::Twine &message) { invocation.errors.push_back({message.str(), {}}); };
  if (!info)
    return fail("unknown codegen option: `" + name + "`");
  CodegenOptions &options = invocation.options.codegen;
  invocation.is_panic_given |= info->id == CodegenId::Panic;
  Problem problem;
  if (info->id == CodegenId::Help) {
    invocation.action = Action::CodegenHelp;
  } else if (info->id == CodegenId::Lto) {
    problem = store(parse_lto(value), options.lto, "either a boolean, `thin`, `fat`, or omitted");
  } else if (info->form == Form::Bool) {
    problem = apply_bool(info->id, value, options);
  } else if (info->form == Form::Value) {
    if (!value)
      return fail("codegen option `" + name + "` requires a value (-C " + name + "=<value>)");
    problem = apply_value(info->id, *value, options);
  }
  if (!problem.expected.empty())
    fail("incorrect value `" + value.value_or("") + "` for codegen option `" + info->name + "` - " +
         problem.expected + " was expected");
}

std::string codegen_help() {
  std::string text = "\nAvailable codegen options:\n\n";
  for (const CodegenInfo &info : kCodegenOptions) {
    std::string name = ("    -C " + info.name + "=val").str();
    name.resize(std::max<size_t>(name.size(), 38), ' ');
    text += name + " -- " + info.help.str() + "\n";
  }
  return text;
}

} // namespace ochre::driver
