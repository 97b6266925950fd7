// Statements and terminators.
#include "borrowck/regions/type_check.h"

namespace ochre::borrowck {

using mir::StatementKind;
using mir::TerminatorKind;

void TypeChecker::check_body() {
  if (!is_promoted_) {
    user_annotations();
    for (const mir::LocalDecl &decl : body_.code->locals)
      declared_types(decl);
  }
  for (mir::BasicBlock block : body_.code->blocks.ids()) {
    const mir::BasicBlockData &data = body_[block];
    for (uint32_t i = 0; i < data.statements.size(); ++i) {
      if (!is_promoted_)
        at_ = {block, i};
      span_ = data.statements[i].source.span;
      statement(data.statements[i]);
    }
    if (!is_promoted_)
      at_ = {block, static_cast<uint32_t>(data.statements.size())};
    span_ = data.terminator.source.span;
    terminator(data.terminator);
  }
  if (!is_promoted_)
    check_signature();
}

/// What the user wrote as the type of a variable.
void TypeChecker::declared_types(const mir::LocalDecl &decl) {
  Ty ty = body_.tables.tys[decl.ty];
  if (decl.by_ref != hir::ByRef::No && ty.is_ref())
    ty = ty.inner();
  for (mir::UserTypeIdx row : decl.user_tys) {
    const mir::UserType &user = body_.tables.user_types[row];
    Locus at{{}, user.span, ConstraintCategory::TypeAnnotation};
    rel_.eq(rel_.normalize(ty, at), rel_.normalize(user.inferred_ty, at), at);
  }
}

/// The types of the arguments and of the return place are those of the signature.
void TypeChecker::check_signature() {
  const UniversalRegions &universal = rel_.universal;
  if (universal.signature.empty())
    return;
  auto equate = [&](Ty declared, mir::Local local) {
    Locus at{{}, body_[local].source.span, ConstraintCategory::BoringNoLocation};
    rel_.eq(rel_.normalize(declared, at), rel_.normalize(body_.local_ty(local), at), at);
  };
  llvm::ArrayRef<Ty> inputs = llvm::ArrayRef(universal.signature).drop_back();
  for (uint32_t i = 0; i < inputs.size() && i < body_.arg_count; ++i)
    equate(inputs[i], mir::Local(i + 1));
  equate(universal.signature.back(), mir::kReturnPlace);
}

/// The value has the type that the user wrote. A constructor's arguments are those of its type.
Ty TypeChecker::written_type(Ty value, const mir::UserType &user) {
  Locus at = here(ConstraintCategory::TypeAnnotation);
  Ty written = rel_.normalize(user.inferred_ty, at);
  if (!written.is(ty::TyKind::FnDef) || !value.is_adt()) {
    rel_.sub(value, written, at);
    return written;
  }
  for (uint32_t i = 0; i < written.args().size() && i < value.args().size(); ++i)
    rel_.eq(value.args()[i], written.args()[i], at);
  return value;
}

ConstraintCategory TypeChecker::assign_category(mir::Place place) const {
  if (!place.is_local())
    return ConstraintCategory::Assignment;
  if (place.local == mir::kReturnPlace) {
    if (is_promoted_)
      return ConstraintCategory::Boring;
    DefKind kind = tcx_.def_kind(body_.def_id);
    if (kind == DefKind::Static)
      return ConstraintCategory::UseAsStatic;
    return is_fn_like(kind) || kind == DefKind::Closure ? ConstraintCategory::Return
                                                        : ConstraintCategory::UseAsConst;
  }
  switch (body_[place.local].info) {
  case mir::LocalInfo::AggregateTemp: return ConstraintCategory::Usage;
  case mir::LocalInfo::UserVar:
  case mir::LocalInfo::ImplicitSelf:
  case mir::LocalInfo::RefForGuard: return ConstraintCategory::Assignment;
  case mir::LocalInfo::Boring:
  case mir::LocalInfo::StaticRef:
  case mir::LocalInfo::ConstRef:
  case mir::LocalInfo::BlockTailTemp:
  case mir::LocalInfo::IfThenRescopeTemp:
  case mir::LocalInfo::FakeBorrow:
  case mir::LocalInfo::DerefTemp: return ConstraintCategory::Boring;
  }
  return ConstraintCategory::Boring;
}

Ty TypeChecker::operand(const mir::Operand &op) {
  if (!op.is_place())
    return constant(op.ct);
  Ty ty = place_ty(op.place);
  // An impl of Copy may hold for some regions only: `impl Copy for Wrapper<'static>`.
  bool may_depend = ty.is_adt() || ty.is_closure() || ty.is(ty::TyKind::Tuple) || ty.is_alias() ||
                    ty.is(ty::TyKind::Array);
  DefId copy = tcx_.lang_item(LangItem::Copy);
  if (op.kind == mir::OperandKind::Copy && may_depend && copy.is_valid() &&
      ty.has_flags(ty::kHasFreeRegions | ty::kHasTyParam | ty::kHasAlias))
    rel_.prove_trait(copy, {ty}, here(ConstraintCategory::CopyBound));
  return ty;
}

void TypeChecker::operands(mir::ListRange range) {
  for (const mir::Operand &op : body_.code->list(range))
    operand(op);
}

void TypeChecker::statement(const mir::Statement &s) {
  switch (s.kind) {
  case StatementKind::Assign: {
    Ty value = rvalue(s.rvalue);
    if (s.rvalue.user_ty.is_valid())
      value = written_type(value, body_.tables.user_types[s.rvalue.user_ty]);
    Ty target = place_ty(s.place);
    rel_.sub(value, target, here(assign_category(s.place)));
    // An associated type may be Sized for some regions only.
    DefId sized = tcx_.lang_item(LangItem::Sized);
    if (target.is_alias() && target.has_flags(ty::kHasFreeRegions) && sized.is_valid())
      rel_.prove_trait(sized, {target}, here(ConstraintCategory::SizedBound));
    break;
  }
  case StatementKind::AscribeUserType: {
    const mir::UserType &user = body_.tables.user_types[mir::UserTypeIdx(s.a)];
    Locus at{{}, span_, ConstraintCategory::TypeAnnotation};
    Ty annotated = user.inferred_ty;
    mir::PlaceTy projected{annotated, {}};
    for (uint32_t i = 0; i < s.projections.count; ++i)
      projected = project(projected, body_.code->elems[s.projections.begin + i]);
    rel_.relate(place_ty(s.place), rel_.normalize(projected.ty, at), static_cast<Variance>(s.sub),
                at);
    break;
  }
  case StatementKind::Assume: operand(s.rvalue.a); break;
  case StatementKind::CopyNonOverlapping: operands(s.rvalue.operands); break;
  case StatementKind::FakeRead:
  case StatementKind::SetDiscriminant:
  case StatementKind::PlaceMention:
  case StatementKind::StorageLive:
  case StatementKind::StorageDead:
  case StatementKind::Nop: break;
  }
}

void TypeChecker::terminator(const mir::Terminator &t) {
  switch (t.kind) {
  case TerminatorKind::SwitchInt: operand(t.operand); break;
  case TerminatorKind::Call: call(t); break;
  case TerminatorKind::Assert:
    operand(t.operand);
    operands(t.operands);
    break;
  case TerminatorKind::Yield: yield(t); break;
  case TerminatorKind::Drop: check_drop(t.place); break;
  case TerminatorKind::InlineAsm: inline_asm(body_.code->asms[t.asm_row]); break;
  case TerminatorKind::Goto:
  case TerminatorKind::UnwindResume:
  case TerminatorKind::UnwindTerminate:
  case TerminatorKind::Return:
  case TerminatorKind::Unreachable:
  case TerminatorKind::CoroutineDrop:
  case TerminatorKind::FalseEdge:
  case TerminatorKind::FalseUnwind: break;
  }
}

void TypeChecker::yield(const mir::Terminator &t) {
  Ty value = operand(t.operand);
  if (!rel_.universal.is_closure() || !rel_.universal.closure_ty.is(ty::TyKind::Coroutine))
    return;
  auto parts = ty::CoroutineArgs::of(rel_.universal.closure_ty.args());
  rel_.sub(value, parts.yield_ty, here(ConstraintCategory::Yield));
  rel_.sub(parts.resume_ty, place_ty(t.place), here(assign_category(t.place)));
}

void TypeChecker::inline_asm(const mir::InlineAsm &code) {
  for (const mir::AsmOperand &op : code.operands) {
    if (op.kind == hir::AsmOperandKind::In || op.kind == hir::AsmOperandKind::InOut)
      operand(op.in);
    if (op.ct.is_valid())
      constant(op.ct);
  }
}

/// A drop of `struct S<T>(T, Option<Box<S<fn(T)>>>)` looks at infinitely many types.
void TypeChecker::check_drop(mir::Place place) {
  constexpr unsigned kLimit = 128;
  Ty whole = place_ty(place);
  if (!checked_drops_.insert(ty::erase_regions(tcx_, whole)).second)
    return;
  llvm::SmallVector<Ty, 8> work{whole};
  llvm::DenseSet<Ty> seen;
  unsigned irregular = 0;
  while (!work.empty() && irregular < kLimit) {
    Ty part = work.pop_back_val();
    if (!seen.insert(part).second)
      continue;
    if (part.is(ty::TyKind::Array) || part.is(ty::TyKind::Slice)) {
      work.push_back(part.inner());
    } else if (part.is(ty::TyKind::Tuple)) {
      work.append(part.tuple_elems().begin(), part.tuple_elems().end());
    } else if (part.is_adt()) {
      for (Ty inner : tcx_.dropck_constraint(part.def_id())->dtorck) {
        // An ADT in here is one that is open already, with other arguments.
        irregular += inner.is_adt();
        work.push_back(ty::instantiate_ty(tcx_, inner, part.args()));
      }
    }
  }
  if (irregular >= kLimit)
    rel_.out.drop_overflows.push_back({whole, body_[place.local].source.span});
}

void TypeChecker::call(const mir::Terminator &t) {
  Ty callee = rel_.structurally(operand(t.operand), here());
  ty::PolyFnSig poly;
  if (callee.is(ty::TyKind::FnDef))
    poly = ty::instantiate(tcx_, tcx_.fn_sig(callee.def_id()), callee.args());
  else if (callee.is(ty::TyKind::FnPtr))
    poly = callee.fn_ptr_sig();
  else
    return;
  // Late-bound regions are new at each call, and alive there.
  uint32_t first = rel_.infcx.region_var_count();
  ty::FnSig sig = rel_.infcx.instantiate_with_fresh_vars(poly, span_);
  for (uint32_t i = first; i < rel_.infcx.region_var_count(); ++i)
    rel_.add_live(RegionVid(i), point());
  for (Ty ty : sig.inputs_and_output)
    rel_.prove_well_formed(ty, here());
  llvm::SmallVector<Ty, 8> normal;
  for (Ty ty : sig.inputs_and_output)
    normal.push_back(rel_.normalize(ty, here()));
  sig.inputs_and_output = tcx_.mk_ty_list(normal);
  call_output(t, sig);
  llvm::ArrayRef<mir::Operand> args = body_.code->list(t.operands);
  ConstraintCategory category = t.call_source == mir::CallSource::Normal
                                    ? ConstraintCategory::CallArgument
                                    : ConstraintCategory::Boring;
  for (size_t i = 0; i < args.size(); ++i) {
    Ty arg = operand(args[i]);
    if (i < sig.inputs().size())
      rel_.sub(arg, sig.inputs()[i], here(category));
  }
}

void TypeChecker::call_output(const mir::Terminator &t, const ty::FnSig &sig) {
  if (!t.target.is_valid() && sig.output().is_never())
    return;
  rel_.sub(sig.output(), place_ty(t.place), here(assign_category(t.place)));
}

} // namespace ochre::borrowck
