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

/// Checks the invariants of body.h for the body's phase and that types agree; on a violation `bug`
/// names the pass `after`, the body and the place.
void validate(TyCtxt &tcx, const Body &body, llvm::StringRef after);

} // namespace ochre::mir
