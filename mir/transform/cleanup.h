// Small passes that every body goes through on its way to code generation.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir::transform {

/// Removes what only borrow checking needs: fake reads, place mentions, type ascriptions, fake
/// borrows, false edges; two-phase borrows become plain ones.
void remove_borrowck_only(TyCtxt &tcx, Body &body);

/// Regions in the tables become erased.
void erase_body_regions(TyCtxt &tcx, Body &body);

/// Whether bodies of this crate keep what unwinding does. In a program that is compiled as a whole
/// the final crate's `-C panic` decides for all, so that the others keep it in any case.
bool keeps_unwinding(const TyCtxt &tcx);

/// Where nothing may unwind (`extern "C"`, drops in cleanup), unwinding ends the program; with
/// -C panic=abort no edge is left.
void abort_unwinding_calls(TyCtxt &tcx, Body &body);

/// Threads gotos, merges blocks with one predecessor, removes unreachable ones and nops.
void simplify_cfg(TyCtxt &tcx, Body &body);

} // namespace ochre::mir::transform
