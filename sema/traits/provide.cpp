#include "sema/traits/provide.h"

#include "sema/traits/queries.h"

namespace ochre::traits {

void provide(ty::Providers &providers) {
  providers.needs_drop = needs_drop;
  providers.is_copy = is_copy;
  providers.is_sized = is_sized;
  providers.is_freeze = is_freeze;
  providers.is_unpin = is_unpin;
  providers.adt_destructor = adt_destructor;
  providers.codegen_select = codegen_select;
  providers.normalize_erasing_regions = normalize_erasing_regions;
  providers.dropck_constraint = dropck_constraint;
  providers.resolve_instance = resolve_instance;
}

} // namespace ochre::traits
