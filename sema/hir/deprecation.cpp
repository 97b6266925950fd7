#include "sema/hir/deprecation.h"

namespace ochre::hir {

std::optional<Symbol> deprecation(const Crate &krate, LocalDefId id, Session &sess) {
  const Attr *attr = find_attr(krate, id, sess.intern("deprecated"));
  if (!attr)
    return std::nullopt;
  if (attr->value.text.is_valid()) // #[deprecated = "note"]
    return attr->value.text;
  for (const MetaItem &item : attr->items)
    if (sess.str(item.path) == "note" && item.value.text.is_valid())
      return item.value.text;
  return sym::empty;
}

} // namespace ochre::hir
