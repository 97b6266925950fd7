// Calls.
#pragma once

#include "mir/interpret/machine.h"

namespace ochre::mir::interpret {

/// Calls an instance; its result goes to the calling terminator's place. A call that is done at
/// once (an intrinsic, glue without work) goes on at the terminator's target.
void call_instance(Machine &m, const ty::Instance *instance, llvm::ArrayRef<Value> args,
                   const Terminator &call);
/// Continues at the target of a call, drop…; a failure if it has none.
void go_on(Machine &m, const Terminator &term);
/// Calls the intrinsic; false: it has none of its own here, but perhaps a body.
bool call_intrinsic(Machine &m, const ty::Instance &instance, llvm::ArrayRef<Value> args,
                    const Terminator &call);
/// Drops the value at a place, then goes on.
void drop_place(Machine &m, const MPlace &place, const Terminator &term);
/// The text of a `&str` value.
std::optional<std::string> read_str(Machine &m, const Imm &str);

} // namespace ochre::mir::interpret
