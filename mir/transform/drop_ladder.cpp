#include "mir/transform/drop_ladder.h"

#include "sema/layout/layout.h"
#include "sema/ty/fold.h"

namespace ochre::mir::transform {

BasicBlock DropEmitter::new_block(bool is_cleanup, TerminatorKind kind) {
  BasicBlockData data;
  data.is_cleanup = is_cleanup;
  data.terminator.kind = kind;
  data.terminator.source = source;
  return body.code->blocks.push(std::move(data));
}

BasicBlock DropEmitter::drop(Place place, const DropExits &exits) {
  BasicBlock bb = new_block(exits.in_cleanup, TerminatorKind::Drop);
  Terminator &term = body.code->blocks[bb].terminator;
  term.place = place;
  term.target = exits.target;
  term.unwind = exits.unwind;
  return bb;
}

BasicBlock DropEmitter::go_to(const DropExits &exits) {
  BasicBlock bb = new_block(exits.in_cleanup, TerminatorKind::Goto);
  body.code->blocks[bb].terminator.target = exits.target;
  return bb;
}

BasicBlock DropEmitter::switch_on_flag(Local flag, BasicBlock then, const DropExits &exits) {
  BasicBlock bb = new_block(exits.in_cleanup, TerminatorKind::SwitchInt);
  SwitchCase zero{0, 0, exits.target};
  ListRange cases = body.code->add_cases(zero);
  Terminator &term = body.code->blocks[bb].terminator;
  term.operand = Operand::copy({flag, {}});
  term.cases = cases;
  term.other = then;
  return bb;
}

TyIdx DropEmitter::ty_idx(ty::Ty ty) {
  for (TyIdx idx : body.tables.tys.ids())
    if (body.tables.tys[idx] == ty)
      return idx;
  return body.tables.tys.push(ty);
}

llvm::SmallVector<Place, 8> DropEmitter::fields(Place place, ty::Ty ty, ty::VariantIdx variant) {
  llvm::SmallVector<Place, 8> out;
  Place base = place;
  if (ty.is_adt() && tcx.adt_def(ty.def_id())->is_enum())
    base = body.code->project(place, {ProjectionKind::Downcast, false, variant.raw, 0, {}});
  uint32_t count = layout::field_count(tcx, env, ty, variant);
  for (uint32_t i = 0; i < count; ++i) {
    ty::Ty field = layout::field_ty(tcx, env, ty, variant, i);
    out.push_back(body.code->project(base, {ProjectionKind::Field, false, i, 0, ty_idx(field)}));
  }
  return out;
}

BasicBlock DropEmitter::ladder(size_t count, const DropExits &exits,
                               llvm::function_ref<BasicBlock(size_t, const DropExits &)> make) {
  // Built from the last part back, so that each knows what follows it.
  DropExits normal = exits;
  DropExits cleanup;
  cleanup.in_cleanup = true;
  cleanup.unwind = {UnwindKind::Terminate, TerminateReason::InCleanup, {}};
  bool has_cleanup = !exits.in_cleanup && exits.unwind.kind == UnwindKind::Cleanup;
  BasicBlock resume;
  if (has_cleanup) {
    cleanup.target = exits.unwind.cleanup;
  } else if (!exits.in_cleanup && exits.unwind.kind == UnwindKind::Continue && count > 1) {
    resume = new_block(true, TerminatorKind::UnwindResume);
    cleanup.target = resume;
    has_cleanup = true;
  }
  for (size_t i = count; i-- > 0;) {
    DropExits own = normal;
    if (has_cleanup && i + 1 < count)
      own.unwind = UnwindAction::to(cleanup.target);
    normal.target = make(i, own);
    // On the second ladder part i is dropped after an earlier one unwound.
    if (has_cleanup && i > 0)
      cleanup.target = make(i, cleanup);
  }
  return normal.target;
}

BasicBlock DropEmitter::call_drop_impl(Place place, ty::Ty ty, const DropExits &exits) {
  DefId dtor = tcx.adt_destructor(ty.def_id());
  ty::Ty ref_ty = tcx.mk_ref(tcx.common.re_erased, ty, ty::Mutability::Mut);
  TyIdx ref_row = ty_idx(ref_ty);
  LocalDecl ref_decl;
  ref_decl.ty = ref_row;
  ref_decl.source = source;
  Local ref = body.code->locals.push(ref_decl);
  LocalDecl unit_decl;
  unit_decl.ty = ty_idx(tcx.common.unit);
  unit_decl.source = source;
  Local unit = body.code->locals.push(unit_decl);

  BasicBlock bb = new_block(exits.in_cleanup, TerminatorKind::Call);
  Statement borrow;
  borrow.kind = StatementKind::Assign;
  borrow.place = {ref, {}};
  borrow.source = source;
  borrow.rvalue.kind = RvalueKind::Ref;
  borrow.rvalue.op = static_cast<uint8_t>(BorrowKind::Mut);
  borrow.rvalue.place = place;
  borrow.rvalue.region = body.tables.regions.push(tcx.common.re_erased);
  body.code->blocks[bb].statements.push_back(borrow);

  DefId method = dtor;
  ty::GenericArgs args = ty.args();
  // The trait's method with Self = ty: instance resolution finds the impl.
  DefId trait = tcx.lang_item(LangItem::Drop);
  if (trait.is_valid())
    if (const ty::AssocItem *drop =
            tcx.associated_items(trait)->find(tcx.sess.intern("drop"), ty::AssocKind::Fn)) {
      method = drop->def_id;
      args = tcx.mk_args({ty::GenericArg(ty)});
    }
  ConstOperand fn;
  fn.ty = tcx.mk_fn_def(method, args);
  fn.span = source.span;
  Operand callee = Operand::constant(body.tables.consts.push(fn));
  ListRange operands = body.code->add_operands(Operand::move({ref, {}}));
  Terminator &term = body.code->blocks[bb].terminator;
  term.operand = callee;
  term.operands = operands;
  term.place = {unit, {}};
  term.target = exits.target;
  term.unwind = exits.unwind;
  term.fn_span = source.span;
  term.call_source = CallSource::Misc;
  return bb;
}

BasicBlock DropEmitter::switch_on_variant(Place place, const ty::AdtDef &adt,
                                          const DropExits &exits,
                                          llvm::function_ref<BasicBlock(ty::VariantIdx)> make) {
  const std::vector<ty::DiscrValue> *discrs = tcx.adt_discriminants(adt.def_id);
  if (!discrs || discrs->empty())
    return go_to(exits);
  llvm::SmallVector<SwitchCase, 8> cases;
  for (ty::VariantIdx v : adt.variants.ids()) {
    BasicBlock to = make(v);
    if (!(to == exits.target))
      cases.push_back({(*discrs)[v.raw].lo, (*discrs)[v.raw].hi, to});
  }
  if (cases.empty())
    return go_to(exits);
  llvm::sort(cases, [](const SwitchCase &x, const SwitchCase &y) {
    return std::pair(x.hi, x.lo) < std::pair(y.hi, y.lo);
  });
  ty::Ty discr_ty = discrs->front().ty;
  LocalDecl decl;
  decl.ty = ty_idx(discr_ty);
  decl.source = source;
  Local discr = body.code->locals.push(decl);
  BasicBlock bb = new_block(exits.in_cleanup, TerminatorKind::SwitchInt);
  Statement read;
  read.kind = StatementKind::Assign;
  read.place = {discr, {}};
  read.source = source;
  read.rvalue.kind = RvalueKind::Discriminant;
  read.rvalue.place = place;
  read.rvalue.ty = decl.ty;
  body.code->blocks[bb].statements.push_back(read);
  ListRange rows = body.code->add_cases(cases);
  Terminator &term = body.code->blocks[bb].terminator;
  term.operand = Operand::move({discr, {}});
  term.cases = rows;
  term.other = exits.target;
  return bb;
}

} // namespace ochre::mir::transform
