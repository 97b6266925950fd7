// A walk in evaluation order over adjusted expressions. Source: rustc-dev-guide, "Capture
// inference".
#include "sema/typeck/expr_use.h"

#include "sema/hir/walk.h"

#include "llvm/ADT/SmallBitVector.h"

namespace ochre::typeck {
namespace {

class UseWalker {
public:
  UseWalker(FnCtxt &fcx, const llvm::MapVector<hir::PatId, hir::ExprId> &upvars,
            const UseSink &sink)
      : fcx_(fcx), body_{fcx.nodes, fcx.results}, upvars_(upvars), sink_(sink) {}

  void walk_body(const hir::Body &body) {
    for (const hir::Param &param : body.params) {
      Place place;
      place.base_ty = resolve(fcx_, fcx_.results.pat_ty(param.pat));
      walk_pat(place, param.pat, body.value, false);
    }
    consume(body.value);
  }

private:
  Place place_at(ExprCursor cursor);
  Place place_of(hir::ExprId id) { return place_at(adjusted(body_, id)); }
  Place rvalue(Ty ty) {
    Place out;
    out.base_ty = resolve(fcx_, ty);
    return out;
  }
  Place project(Place place, Projection projection) {
    projection.ty = resolve(fcx_, projection.ty);
    place.projections.push_back(projection);
    return place;
  }
  Place deref(Place place, Ty ty) {
    Projection projection;
    projection.ty = ty;
    return project(std::move(place), projection);
  }

  void use_value(const Place &place, hir::ExprId id) {
    sink_.use(place, type_is_copy(fcx_, place.ty()) ? PlaceUse::Copy : PlaceUse::Move, id);
  }
  void consume(hir::ExprId id) {
    if (!id.is_valid())
      return;
    use_value(place_of(id), id);
    walk(id);
  }
  void consume_all(llvm::ArrayRef<hir::ExprId> ids) {
    for (hir::ExprId id : ids)
      consume(id);
  }
  void borrow(hir::ExprId id, PlaceUse use) {
    sink_.use(place_of(id), use, id);
    walk(id);
  }
  void mutate(hir::ExprId id) {
    sink_.use(place_of(id), PlaceUse::Assign, id);
    walk(id);
  }
  void walk(hir::ExprId id);
  void walk_adjustments(hir::ExprId id);
  void walk_block(hir::BlockId id);
  void walk_let(const hir::LetStmt &let);
  void walk_match(hir::ExprId id);
  void walk_struct(hir::ExprId id);
  void walk_nested_closure(hir::ExprId id);
  void walk_pat(const Place &place, hir::PatId pat, hir::ExprId at, bool has_guard);
  void walk_pat_step(const Place &place, PatCursor cursor, hir::ExprId at, bool has_guard);
  bool reads_scrutinee(hir::PatId pat);
  Ty step_ty(Ty ty) { return resolve(fcx_, ty); }

  FnCtxt &fcx_;
  TypedBody body_;
  const llvm::MapVector<hir::PatId, hir::ExprId> &upvars_;
  const UseSink &sink_;
};

Place UseWalker::place_at(ExprCursor cursor) {
  PlaceStep s = step(body_, cursor);
  if (!s.ty)
    return rvalue(fcx_.tcx.common.error);
  switch (s.kind) {
  case StepKind::Rvalue:
  case StepKind::AdjustedRvalue: return rvalue(s.ty);
  case StepKind::Local: {
    Place out = rvalue(local_ty(fcx_, s.local));
    out.base = upvars_.count(s.local) ? PlaceBaseKind::Upvar : PlaceBaseKind::Local;
    out.local = s.local;
    return out;
  }
  case StepKind::Static: {
    Place out = rvalue(s.ty);
    out.base = PlaceBaseKind::Static;
    return out;
  }
  case StepKind::Deref: return deref(place_at(s.base), s.ty);
  case StepKind::OverloadedDeref:
  case StepKind::OverloadedIndex:
    return deref(rvalue(fcx_.tcx.mk_ref(fcx_.tcx.common.re_erased, s.ty, s.mutbl)), s.ty);
  case StepKind::Field: {
    Projection projection;
    projection.kind = ProjectionKind::Field;
    projection.variant = ty::VariantIdx(0);
    projection.field = s.field;
    projection.ty = s.ty;
    return project(place_at(s.base), projection);
  }
  case StepKind::Index: {
    Projection projection;
    projection.kind = ProjectionKind::Index;
    projection.ty = s.ty;
    return project(place_at(s.base), projection);
  }
  }
  return rvalue(s.ty);
}

void UseWalker::walk_adjustments(hir::ExprId id) {
  llvm::ArrayRef<Adjustment> steps = fcx_.results.expr_adjustments(id);
  for (uint32_t i = 0; i < steps.size(); ++i) {
    const Adjustment &step = steps[i];
    bool is_mut = step.mutbl == Mutability::Mut;
    switch (step.kind) {
    case AdjustKind::NeverToAny:
    case AdjustKind::Pointer: use_value(place_at({id, i}), id); break;
    case AdjustKind::Deref: break;
    case AdjustKind::OverloadedDeref:
    case AdjustKind::BorrowRef:
    case AdjustKind::BorrowRawPtr:
      sink_.use(place_at({id, i}), is_mut ? PlaceUse::MutBorrow : PlaceUse::Borrow, id);
      break;
    }
  }
}

void UseWalker::walk(hir::ExprId id) {
  const hir::Expr &expr = fcx_.expr(id);
  walk_adjustments(id);
  switch (expr.kind) {
  case hir::ExprKind::Err:
  case hir::ExprKind::Lit:
  case hir::ExprKind::Path:
  case hir::ExprKind::ConstBlock:
  case hir::ExprKind::Continue:
  case hir::ExprKind::OffsetOf: break;
  case hir::ExprKind::Array:
  case hir::ExprKind::Tup: consume_all(fcx_.nodes.list(expr.elems())); break;
  case hir::ExprKind::Call:
  case hir::ExprKind::MethodCall:
    consume(expr.lhs());
    consume_all(fcx_.nodes.list(expr.args()));
    break;
  case hir::ExprKind::Binary:
    consume(expr.lhs());
    consume(expr.rhs());
    break;
  case hir::ExprKind::Unary:
    if (expr.un_op() == hir::UnOp::Deref)
      walk(expr.lhs());
    else
      consume(expr.lhs());
    break;
  case hir::ExprKind::Repeat:
  case hir::ExprKind::Cast:
  case hir::ExprKind::DropTemps:
  case hir::ExprKind::Yield: consume(hir::ExprId(expr.a)); break;
  case hir::ExprKind::Let: {
    hir::PatId pat(expr.a);
    hir::ExprId init(expr.b);
    Place place = place_of(init);
    sink_.fake_read(place, init, true);
    if (reads_scrutinee(pat))
      borrow(init, PlaceUse::Borrow);
    else
      walk(init);
    walk_pat(place, pat, init, false);
    break;
  }
  case hir::ExprKind::If:
    consume(hir::ExprId(expr.a));
    consume(hir::ExprId(expr.b));
    consume(hir::ExprId(expr.c));
    break;
  case hir::ExprKind::Loop:
  case hir::ExprKind::Block: walk_block(expr.block()); break;
  case hir::ExprKind::Match: walk_match(id); break;
  case hir::ExprKind::Closure: walk_nested_closure(id); break;
  case hir::ExprKind::Assign:
    mutate(expr.lhs());
    consume(expr.rhs());
    break;
  case hir::ExprKind::AssignOp:
    // With a method the receiver was borrowed by adjustment; scalars are assigned.
    if (fcx_.results.callee(id) && !resolve(fcx_, fcx_.results.expr_ty(expr.lhs())).is_scalar())
      consume(expr.lhs());
    else
      mutate(expr.lhs());
    consume(expr.rhs());
    break;
  case hir::ExprKind::Field: walk(expr.lhs()); break;
  case hir::ExprKind::Index:
    walk(expr.lhs());
    consume(expr.rhs());
    break;
  case hir::ExprKind::AddrOf: {
    bool is_mut = static_cast<hir::Mutability>(expr.small2) == hir::Mutability::Mut;
    borrow(expr.lhs(), is_mut ? PlaceUse::MutBorrow : PlaceUse::Borrow);
    break;
  }
  case hir::ExprKind::Break: consume(expr.value()); break;
  case hir::ExprKind::Ret: consume(hir::ExprId(expr.a)); break;
  case hir::ExprKind::Struct: walk_struct(id); break;
  case hir::ExprKind::InlineAsm:
    for (const hir::AsmOperand &operand : fcx_.nodes.asms[hir::AsmId(expr.a)].operands) {
      if (operand.in.is_valid() && operand.kind != hir::AsmOperandKind::InOut)
        consume(operand.in);
      else if (operand.in.is_valid())
        mutate(operand.in);
      if (operand.out.is_valid())
        mutate(operand.out);
      if (operand.label.is_valid())
        walk_block(operand.label);
    }
    break;
  case hir::ExprKind::FormatArgs:
    for (hir::ExprId arg : fcx_.nodes.format_args[hir::FormatArgsId(expr.a)].args)
      borrow(arg, PlaceUse::Borrow);
    break;
  }
}

void UseWalker::walk_block(hir::BlockId id) {
  const hir::Block &block = fcx_.nodes.blocks[id];
  for (hir::StmtId stmt_id : fcx_.nodes.list(block.stmts)) {
    const hir::Stmt &stmt = fcx_.nodes.stmts[stmt_id];
    switch (stmt.kind) {
    case hir::StmtKind::Item: break;
    case hir::StmtKind::Expr:
    case hir::StmtKind::Semi: consume(hir::ExprId(stmt.a)); break;
    case hir::StmtKind::Let: walk_let(fcx_.nodes.lets[hir::LetId(stmt.a)]); break;
    }
  }
  consume(block.tail);
}

void UseWalker::walk_let(const hir::LetStmt &let) {
  if (!let.init.is_valid())
    return;
  walk(let.init);
  Place place = place_of(let.init);
  if (let.else_block.is_valid()) {
    if (reads_scrutinee(let.pat))
      sink_.use(place, PlaceUse::Borrow, let.init);
    walk_block(let.else_block);
  }
  sink_.fake_read(place, let.init, false);
  walk_pat(place, let.pat, let.init, false);
}

void UseWalker::walk_match(hir::ExprId id) {
  const hir::Expr &expr = fcx_.expr(id);
  hir::ExprId scrutinee = expr.lhs();
  llvm::ArrayRef<hir::ArmId> arms = fcx_.nodes.list(expr.arms());
  Place place = place_of(scrutinee);
  bool reads = arms.empty();
  for (hir::ArmId arm : arms)
    reads |= reads_scrutinee(fcx_.nodes.arms[arm].pat);
  if (reads) {
    borrow(scrutinee, PlaceUse::Borrow);
  } else {
    sink_.fake_read(place, scrutinee, true);
    walk(scrutinee);
  }
  for (hir::ArmId arm_id : arms) {
    const hir::Arm &arm = fcx_.nodes.arms[arm_id];
    sink_.fake_read(place, scrutinee, true);
    walk_pat(place, arm.pat, scrutinee, arm.guard.is_valid());
    consume(arm.guard);
    consume(arm.body);
  }
}

/// Whether testing the pattern looks at the value.
bool UseWalker::reads_scrutinee(hir::PatId id) {
  llvm::SmallVector<hir::PatId, 8> stack{id};
  while (!stack.empty()) {
    hir::PatId at = stack.pop_back_val();
    const hir::Pat &pat = fcx_.pat(at);
    Ty ty =
        resolve(fcx_, fcx_.results.pat_ty(at) ? fcx_.results.pat_ty(at) : fcx_.tcx.common.error);
    switch (pat.kind) {
    case hir::PatKind::Binding:
      if (!pat.sub.is_valid())
        return true;
      break;
    case hir::PatKind::Lit:
    case hir::PatKind::ConstBlock:
    case hir::PatKind::Range:
    case hir::PatKind::Never: return true;
    case hir::PatKind::Path:
    case hir::PatKind::Struct:
    case hir::PatKind::TupleStruct: {
      if (!ty.is_adt())
        return true;
      const ty::AdtDef *adt = fcx_.tcx.adt_def(ty.def_id());
      if (adt->is_enum() &&
          (adt->variants.size() > 1 || (adt->is_non_exhaustive && !fcx_.tcx.is_local(adt->def_id))))
        return true;
      hir::Res res = fcx_.results.res_of(fcx_.nodes, pat.path);
      if (res.is_def(DefKind::Const) || res.is_def(DefKind::AssocConst))
        return true;
      break;
    }
    case hir::PatKind::Slice:
      if (!ty.is(ty::TyKind::Array))
        return true;
      break;
    case hir::PatKind::Err:
    case hir::PatKind::Wild:
    case hir::PatKind::Tuple:
    case hir::PatKind::Or:
    case hir::PatKind::Ref: break;
    }
    hir::Children children;
    hir::children_of(fcx_.nodes, at, children);
    stack.append(children.pats.begin(), children.pats.end());
  }
  return false;
}

void UseWalker::walk_pat(const Place &place, hir::PatId pat, hir::ExprId at, bool has_guard) {
  walk_pat_step(place, {pat, 0}, at, has_guard);
}

void UseWalker::walk_pat_step(const Place &place, PatCursor cursor, hir::ExprId at,
                              bool has_guard) {
  PatStep s = pat_step(fcx_.tcx, body_, cursor);
  auto field = [&](FieldStep f) {
    Projection projection;
    projection.kind = ProjectionKind::Field;
    projection.variant = s.variant;
    projection.field = f.field;
    llvm::ArrayRef<Ty> derefs = fcx_.results.pat_derefs(f.pat);
    projection.ty = derefs.empty() ? fcx_.results.pat_ty(f.pat) : derefs[0];
    if (projection.ty)
      walk_pat_step(project(place, projection), {f.pat, 0}, at, has_guard);
  };
  auto element = [&](hir::PatId pat, ProjectionKind kind) {
    Projection projection;
    projection.kind = kind;
    llvm::ArrayRef<Ty> derefs = fcx_.results.pat_derefs(pat);
    projection.ty = derefs.empty() ? fcx_.results.pat_ty(pat) : derefs[0];
    if (projection.ty)
      walk_pat_step(project(place, projection), {pat, 0}, at, has_guard);
  };
  switch (s.kind) {
  case PatStepKind::Err:
  case PatStepKind::Wild:
  case PatStepKind::Never:
  case PatStepKind::Const:
  case PatStepKind::Range: break;
  case PatStepKind::Binding:
    if (has_guard)
      sink_.use(place, PlaceUse::Borrow, at);
    if (s.mode.by_ref == hir::ByRef::No)
      use_value(place, at);
    else
      sink_.use(place, s.mode.by_ref == hir::ByRef::RefMut ? PlaceUse::MutBorrow : PlaceUse::Borrow,
                at);
    if (s.sub.pat.is_valid())
      walk_pat_step(place, s.sub, at, has_guard);
    break;
  case PatStepKind::Deref: {
    Ty pointer = step_ty(s.ty);
    Ty inner = pointer.is_ref() || pointer.is_raw_ptr() ? pointer.inner() : fcx_.tcx.common.error;
    walk_pat_step(deref(place, inner), s.sub, at, has_guard);
    break;
  }
  case PatStepKind::Leaf:
  case PatStepKind::Variant:
    for (FieldStep f : s.fields)
      field(f);
    break;
  case PatStepKind::Slice:
    for (hir::PatId pat : s.prefix)
      element(pat, ProjectionKind::Index);
    if (s.rest.is_valid())
      element(s.rest, ProjectionKind::Subslice);
    for (hir::PatId pat : s.suffix)
      element(pat, ProjectionKind::Index);
    break;
  case PatStepKind::Or:
    for (hir::PatId pat : s.alternatives)
      walk_pat_step(place, {pat, 0}, at, has_guard);
    break;
  }
}

void UseWalker::walk_struct(hir::ExprId id) {
  const hir::Expr &expr = fcx_.expr(id);
  for (hir::FieldExprId field : fcx_.nodes.list(expr.fields()))
    consume(fcx_.nodes.field_exprs[field].expr);
  if (static_cast<hir::StructBase>(expr.small) != hir::StructBase::Expr)
    return;
  // The fields that are not written come from the base, each for itself.
  Place base = place_of(expr.base());
  auto tys = fcx_.results.fru_tys.find(id);
  if (tys != fcx_.results.fru_tys.end()) {
    llvm::SmallBitVector named(static_cast<unsigned>(tys->second.size()));
    for (hir::FieldExprId field : fcx_.nodes.list(expr.fields())) {
      auto it = fcx_.results.field_expr_indices.find(field);
      if (it != fcx_.results.field_expr_indices.end())
        named.set(it->second.raw);
    }
    for (uint32_t i = 0; i < tys->second.size(); ++i) {
      if (named.test(i))
        continue;
      Projection projection;
      projection.kind = ProjectionKind::Field;
      projection.variant = ty::VariantIdx(0);
      projection.field = ty::FieldIdx(i);
      projection.ty = tys->second[i];
      use_value(project(base, projection), expr.base());
    }
  }
  walk(expr.base());
}

/// What an inner closure captures of the outer one's variables, the outer one uses.
void UseWalker::walk_nested_closure(hir::ExprId id) {
  const hir::Closure &closure = fcx_.nodes.closures[hir::ClosureId(fcx_.expr(id).a)];
  const ClosureInfo *info = fcx_.results.closure(closure.def_id);
  if (!info)
    return;
  for (const ClosureFakeRead &read : info->fake_reads) {
    Place place = read.place;
    place.base = upvars_.count(place.local) ? PlaceBaseKind::Upvar : PlaceBaseKind::Local;
    sink_.fake_read(place, read.expr, read.is_match);
  }
  for (const CapturedPlace &capture : info->captures) {
    Place place = capture.place;
    place.base = upvars_.count(place.local) ? PlaceBaseKind::Upvar : PlaceBaseKind::Local;
    switch (capture.kind) {
    case CaptureKind::ByValue:
    case CaptureKind::ByUse: use_value(place, capture.capture_expr); break;
    case CaptureKind::ByRef: sink_.use(place, PlaceUse::Borrow, capture.capture_expr); break;
    case CaptureKind::ByUniqueRef:
      sink_.use(place, PlaceUse::UniqueBorrow, capture.capture_expr);
      break;
    case CaptureKind::ByMutRef: sink_.use(place, PlaceUse::MutBorrow, capture.capture_expr); break;
    }
  }
}

} // namespace

void walk_uses(FnCtxt &fcx, const hir::Body &body,
               const llvm::MapVector<hir::PatId, hir::ExprId> &upvars, const UseSink &sink) {
  UseWalker(fcx, upvars, sink).walk_body(body);
}

} // namespace ochre::typeck
