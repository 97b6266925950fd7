// MIR as text, and back. The text is the interface of tests: `--emit=mir`, `.mir` files.
#pragma once

#include "mir/ir/body.h"

#include "llvm/Support/raw_ostream.h"

namespace ochre::mir {

/// Prints one body: signature, scopes with debug names, locals, blocks.
void print(TyCtxt &tcx, const Body &body, llvm::raw_ostream &out);
std::string to_string(TyCtxt &tcx, const Body &body, Place place);
std::string to_string(TyCtxt &tcx, const Body &body, const Operand &operand);
std::string to_string(TyCtxt &tcx, const Body &body, const Rvalue &rvalue);
std::string to_string(TyCtxt &tcx, const Body &body, const Statement &statement);
std::string to_string(TyCtxt &tcx, const Body &body, const Terminator &term);

} // namespace ochre::mir
