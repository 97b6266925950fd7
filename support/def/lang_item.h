// Items that the language itself refers to.
#pragma once

#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <optional>

namespace ochre {

enum class LangItem : uint16_t {
#define LANG_ITEM(name, text) name,
#include "support/def/lang_items.def"
};
inline constexpr unsigned kLangItemCount = 0
#define LANG_ITEM(name, text) +1
#include "support/def/lang_items.def"
    ;

/// The value of its `#[lang = ".."]`.
llvm::StringRef to_string(LangItem item);
std::optional<LangItem> lang_item_from_name(llvm::StringRef text);

} // namespace ochre
