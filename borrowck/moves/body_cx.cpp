#include "borrowck/moves/body_cx.h"

namespace ochre::borrowck {

BodyCx::BodyCx(TyCtxt &tcx, const mir::Body &body, const mir::MoveData &moves,
               const mir::InitResults &inits)
    : tcx(tcx), body(body), env{tcx.param_env(body.def_id), ty::TypingMode::Analysis}, moves(moves),
      inits(inits), dominators(*body.code), predecessors(mir::predecessors(*body.code)),
      thread_local_refs(static_cast<unsigned>(body.code->locals.size())) {
  for (const mir::BasicBlockData &data : body.code->blocks)
    for (const mir::Statement &s : data.statements)
      if (s.kind == mir::StatementKind::Assign && s.place.is_local() &&
          s.rvalue.kind == mir::RvalueKind::ThreadLocalRef)
        thread_local_refs.set(s.place.local.raw);
}

void BodyCx::for_each_predecessor(Location at, llvm::function_ref<void(Location)> each) const {
  if (at.statement > 0)
    return each({at.block, at.statement - 1});
  for (BasicBlock pred : predecessors[at.block])
    each({pred, static_cast<uint32_t>(body[pred].statements.size())});
}

void BodyCx::for_each_successor(Location at, llvm::function_ref<void(Location)> each) const {
  const mir::BasicBlockData &data = body[at.block];
  if (at.statement < data.statements.size())
    return each({at.block, at.statement + 1});
  for (BasicBlock next : mir::successors(*body.code, data.terminator))
    each({next, 0});
}

} // namespace ochre::borrowck
