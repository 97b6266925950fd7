// Every mention of a local in a body.
#pragma once

#include "mir/ir/body.h"

namespace ochre::borrowck {

enum class LocalUse : uint8_t {
  Define,  ///< assigned as a whole
  Use,     ///< read, borrowed, or the base of a place
  Drop,    ///< dropped
  Storage, ///< its storage begins or ends
};

void for_each_local_use_at(const mir::Body &body, mir::Location at,
                           llvm::function_ref<void(mir::Local, LocalUse)> each);
/// The same for the whole body, block by block.
void for_each_local_use(const mir::Body &body,
                        llvm::function_ref<void(mir::Local, LocalUse, mir::Location)> each);

} // namespace ochre::borrowck
