#include "mir/transform/packed_drops.h"

#include "mir/ir/packing.h"
#include "sema/layout/layout.h"

namespace ochre::mir::transform {

namespace {

bool may_be_misaligned(TyCtxt &tcx, const Body &body, ty::TypingEnv env, Place place) {
  uint32_t pack = packing_around(tcx, body, place).pack;
  if (pack == 0)
    return false;
  ty::LayoutResult layout = tcx.layout_of({env, place_ty(tcx, body, place).ty});
  // What is not known yet may need any alignment; unsized fields of packed types need none.
  return !layout || (layout.layout->align > pack && !layout.layout->is_unsized);
}

} // namespace

void move_packed_drops(TyCtxt &tcx, ty::TypingEnv env, Body &body) {
  for (uint32_t i = 0, count = static_cast<uint32_t>(body.code->blocks.size()); i < count; ++i) {
    BasicBlock bb(i);
    if (body[bb].terminator.kind != TerminatorKind::Drop ||
        !may_be_misaligned(tcx, body, env, body[bb].terminator.place))
      continue;
    Code &code = body.edit();
    Terminator &drop = code.blocks[bb].terminator;
    LocalDecl decl;
    decl.ty = body.tables.tys.push(place_ty(tcx, body, drop.place).ty);
    decl.source = drop.source;
    Local temp = code.locals.push(decl);
    Statement mark;
    mark.a = temp.raw;
    mark.source = drop.source;
    mark.kind = StatementKind::StorageLive;
    code.blocks[bb].statements.push_back(mark);
    Statement take;
    take.kind = StatementKind::Assign;
    take.place = {temp, {}};
    take.rvalue.a = Operand::move(drop.place);
    take.source = drop.source;
    code.blocks[bb].statements.push_back(take);
    BasicBlockData after;
    mark.kind = StatementKind::StorageDead;
    after.statements.push_back(mark);
    after.is_cleanup = code.blocks[bb].is_cleanup;
    after.terminator.kind = TerminatorKind::Goto;
    after.terminator.target = drop.target;
    after.terminator.source = drop.source;
    drop.place = {temp, {}};
    BasicBlock next = code.blocks.push(std::move(after));
    code.blocks[bb].terminator.target = next;
  }
}

} // namespace ochre::mir::transform
