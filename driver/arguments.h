// From words to options: response files, `--x=v`, `--x v`, `-xv`, `-x v`, by the table options.def.
#pragma once

#include "driver/invocation.h"

namespace ochre::driver {

enum class OptionId : uint8_t {
  Input, ///< a word that is no option
#define OPTION(id, long_name, short_name, form, value, help) id,
#include "driver/options.def"
};

struct Argument {
  OptionId id;
  std::string value;
};

/// Replaces `@PATH` by the lines of that file, one argument a line. Not recursive.
std::vector<std::string> expand_response_files(llvm::ArrayRef<std::string> arguments,
                                               std::vector<CommandError> &errors);

/// Splits words into options. Unknown ones, and missing values, are errors.
std::vector<Argument> split_arguments(llvm::ArrayRef<std::string> words,
                                      std::vector<CommandError> &errors);

} // namespace ochre::driver
