// Facts about types that follow from traits: the queries of sema/traits.
#pragma once

#include "sema/ty/context.h"

namespace ochre::traits {

/// Sets needs_drop, is_copy, is_sized, is_freeze, is_unpin, codegen_select,
/// normalize_erasing_regions, resolve_instance, dropck_constraint and
/// adt_destructor.
void provide(ty::Providers &providers);

} // namespace ochre::traits
