// What all checks of one body look at, computed once.
#pragma once

#include "borrowck/moves/places.h"
#include "mir/dataflow/dominators.h"
#include "mir/dataflow/init.h"

namespace ochre::borrowck {

using mir::BasicBlock;
using mir::Location;

struct BodyCx {
  TyCtxt &tcx;
  const mir::Body &body;
  ty::TypingEnv env;
  const mir::MoveData &moves;
  const mir::InitResults &inits;
  mir::Dominators dominators;
  IndexVec<BasicBlock, llvm::SmallVector<BasicBlock, 4>> predecessors;
  /// Locals that hold the address of a thread local.
  llvm::BitVector thread_local_refs;

  BodyCx(TyCtxt &tcx, const mir::Body &body, const mir::MoveData &moves,
         const mir::InitResults &inits);

  PlaceRef ref(Place place) const { return PlaceRef::of(body, place); }
  ty::Ty type_of(PlaceRef place) const { return borrowck::type_of(tcx, body, place).ty; }
  Span span(Location at) const { return body.source_info(at).span; }
  const mir::Statement *statement(Location at) const {
    const mir::BasicBlockData &data = body[at.block];
    return at.statement < data.statements.size() ? &data.statements[at.statement] : nullptr;
  }
  const mir::Terminator *terminator(Location at) const {
    return statement(at) ? nullptr : &body[at.block].terminator;
  }
  /// Calls `each` for the locations from which control comes to `at`.
  void for_each_predecessor(Location at, llvm::function_ref<void(Location)> each) const;
  /// Calls `each` for the locations to which control goes from `at`.
  void for_each_successor(Location at, llvm::function_ref<void(Location)> each) const;
};

} // namespace ochre::borrowck
