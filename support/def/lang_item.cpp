#include "support/def/lang_item.h"

#include "llvm/ADT/StringSwitch.h"

namespace ochre {

llvm::StringRef to_string(LangItem item) {
  static constexpr const char *kTexts[] = {
#define LANG_ITEM(name, text) text,
#include "support/def/lang_items.def"
  };
  return kTexts[static_cast<unsigned>(item)];
}

std::optional<LangItem> lang_item_from_name(llvm::StringRef text) {
  return llvm::StringSwitch<std::optional<LangItem>>(text)
#define LANG_ITEM(name, text) .Case(text, LangItem::name)
#include "support/def/lang_items.def"
      .Default(std::nullopt);
}

} // namespace ochre
