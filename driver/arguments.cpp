#include "driver/arguments.h"

#include "llvm/Support/MemoryBuffer.h"

namespace ochre::driver {

namespace {

enum class Form : uint8_t { None, Value };

struct OptionInfo {
  OptionId id;
  llvm::StringLiteral long_name;
  char short_name;
  Form form;
};

constexpr OptionInfo kOptions[] = {
#define OPTION(id, long_name, short_name, form, value, help)                                       \
  {OptionId::id, llvm::StringLiteral(long_name), short_name, Form::form},
#include "driver/options.def"
};

const OptionInfo *find_long(llvm::StringRef name) {
  for (const OptionInfo &info : kOptions)
    if (!info.long_name.empty() && info.long_name == name)
      return &info;
  return nullptr;
}

const OptionInfo *find_short(char name) {
  for (const OptionInfo &info : kOptions)
    if (info.short_name != 0 && info.short_name == name)
      return &info;
  return nullptr;
}

class Splitter {
public:
  Splitter(llvm::ArrayRef<std::string> words, std::vector<CommandError> &errors)
      : words_(words), errors_(errors) {}

  std::vector<Argument> split() {
    bool only_inputs = false;
    while (at_ < words_.size()) {
      llvm::StringRef word = words_[at_++];
      if (only_inputs || word == "-" || !word.starts_with("-"))
        arguments_.push_back({OptionId::Input, word.str()});
      else if (word == "--")
        only_inputs = true;
      else if (word.consume_front("--"))
        split_long(word);
      else
        split_short(word.drop_front());
    }
    return std::move(arguments_);
  }

private:
  void fail(const llvm::Twine &message) { errors_.push_back({message.str(), {}}); }

  void take_value(const OptionInfo &info, llvm::StringRef shown) {
    if (at_ == words_.size()) {
      fail("Argument to option '" + shown + "' missing");
      return;
    }
    arguments_.push_back({info.id, words_[at_++]});
  }

  void split_long(llvm::StringRef word) {
    auto [name, value] = word.split('=');
    bool has_value = word.contains('=');
    const OptionInfo *info = find_long(name);
    if (!info) {
      fail("Unrecognized option: '" + name + "'");
      return;
    }
    if (info->form == Form::None) {
      if (has_value)
        fail("Option '" + name + "' does not take an argument");
      else
        arguments_.push_back({info->id, ""});
    } else if (has_value) {
      arguments_.push_back({info->id, value.str()});
    } else {
      take_value(*info, name);
    }
  }

  /// `-vV` is two options; the rest of the word behind one with a value is its value.
  void split_short(llvm::StringRef letters) {
    while (!letters.empty()) {
      const OptionInfo *info = find_short(letters.front());
      llvm::StringRef shown = letters.take_front();
      letters = letters.drop_front();
      if (!info) {
        if (shown == "Z")
          fail("the option `Z` is only accepted on the nightly compiler");
        else
          fail("Unrecognized option: '" + shown + "'");
        return;
      }
      if (info->form == Form::None) {
        arguments_.push_back({info->id, ""});
        continue;
      }
      letters.consume_front("=");
      if (letters.empty())
        take_value(*info, shown);
      else
        arguments_.push_back({info->id, letters.str()});
      return;
    }
  }

  llvm::ArrayRef<std::string> words_;
  std::vector<CommandError> &errors_;
  std::vector<Argument> arguments_;
  size_t at_ = 0;
};

} // namespace

std::vector<std::string> expand_response_files(llvm::ArrayRef<std::string> arguments,
                                               std::vector<CommandError> &errors) {
  std::vector<std::string> words;
  for (const std::string &argument : arguments) {
    if (!llvm::StringRef(argument).starts_with("@")) {
      words.push_back(argument);
      continue;
    }
    std::string path = argument.substr(1);
    auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false,
                                              /*RequiresNullTerminator=*/false);
    if (!buffer) {
      errors.push_back(
          {"failed to load argument file `" + path + "`: " + buffer.getError().message(), {}});
      continue;
    }
    llvm::StringRef rest = (*buffer)->getBuffer();
    while (!rest.empty()) {
      auto [line, more] = rest.split('\n');
      line.consume_back("\r");
      words.push_back(line.str());
      rest = more;
    }
  }
  return words;
}

std::vector<Argument> split_arguments(llvm::ArrayRef<std::string> words,
                                      std::vector<CommandError> &errors) {
  return Splitter(words, errors).split();
}

} // namespace ochre::driver
