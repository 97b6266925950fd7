// Enums: a tag beside the variants, or variants hidden in impossible values of the largest one.
#pragma once

#include "sema/layout/univariant.h"

namespace ochre::layout {

struct EnumInput {
  const ty::AdtDef *adt = nullptr;
  /// Layouts of the fields of each variant.
  llvm::ArrayRef<llvm::SmallVector<const Layout *, 4>> variants;
  /// Discriminant of each variant, sign-extended to 128 bits for signed types.
  llvm::ArrayRef<__int128> discriminants;
  unsigned pointer_size = 8;
};

/// Layout of an enum (or of a struct given as one variant). Variants' layouts are owned by `tcx`.
/// False: larger than the address space.
bool enum_layout(TyCtxt &tcx, const EnumInput &input, Layout &out);

} // namespace ochre::layout
