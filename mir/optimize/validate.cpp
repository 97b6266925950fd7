#include "mir/optimize/validate.h"

#include "mir/ir/print.h"
#include "mir/ir/visit.h"
#include "mir/optimize/context.h"
#include "sema/ty/print.h"

namespace ochre::mir::optimize {

namespace {

struct Validator {
  TyCtxt &tcx;
  const Body &body;
  const Code &code;
  std::string problem{};

  void fail(const llvm::Twine &what, const std::string &where) {
    if (problem.empty())
      problem = (what + ": " + where).str();
  }
  /// Whether values of one type may be copied into places of the other as they are.
  bool same_form(ty::Ty a, ty::Ty b) const {
    if (a == b)
      return true;
    const layout::Layout *x = layout_of(tcx, a), *y = layout_of(tcx, b);
    return x && y && x->size == y->size && x->abi == y->abi && x->is_unsized == y->is_unsized;
  }
  bool step(PlaceTy at, const PlaceElem &elem) const;
  bool place(Place place);
  void types(const Statement &s);
  void statement(const Statement &s);
  void edges(BasicBlock from, const Terminator &t);
  void call(const Terminator &t);
  void terminator(const Terminator &t);
  void run();
};

bool Validator::step(PlaceTy at, const PlaceElem &elem) const {
  switch (elem.kind) {
  case ProjectionKind::Deref:
    return at.ty.is_ref() || at.ty.is_raw_ptr() ||
           (at.ty.is_adt() && tcx.adt_def(at.ty.def_id())->is_box);
  case ProjectionKind::Field: {
    if (at.ty.is(ty::TyKind::Coroutine))
      return true; // its fields are the captures, and in a variant what is saved
    bool has_fields =
        at.ty.is_adt() || at.ty.is(ty::TyKind::Tuple) || at.ty.is(ty::TyKind::Closure);
    if (!has_fields)
      return false;
    ty::VariantIdx variant = at.variant.is_valid() ? at.variant : ty::VariantIdx(0);
    return elem.a < layout::field_count(tcx, mono_env(), at.ty, variant) &&
           same_form(body.tables.tys[elem.ty], layout::field_ty(tcx, mono_env(), at.ty, variant,
                                                                static_cast<uint32_t>(elem.a)));
  }
  case ProjectionKind::Index:
    return (at.ty.is(ty::TyKind::Array) || at.ty.is(ty::TyKind::Slice)) &&
           elem.a < code.locals.size() &&
           body.local_ty(Local(static_cast<uint32_t>(elem.a))) == tcx.common.usize;
  case ProjectionKind::ConstantIndex:
  case ProjectionKind::Subslice: return at.ty.is(ty::TyKind::Array) || at.ty.is(ty::TyKind::Slice);
  case ProjectionKind::Downcast: return at.ty.is_adt() || at.ty.is(ty::TyKind::Coroutine);
  case ProjectionKind::OpaqueCast: return true;
  }
  return false;
}

bool Validator::place(Place place) {
  if (place.local.raw >= code.locals.size()) {
    fail("no such local", "_" + std::to_string(place.local.raw));
    return false;
  }
  PlaceTy at{body.local_ty(place.local), {}};
  for (const PlaceElem &elem : code.projection(place)) {
    if (!step(at, elem)) {
      fail("projection of " + ty::to_string(tcx, at.ty), to_string(tcx, body, place));
      return false;
    }
    at = project_ty(tcx, body, at, elem);
  }
  return true;
}

void Validator::types(const Statement &s) {
  if (s.kind != StatementKind::Assign)
    return;
  ty::Ty to = place_ty(tcx, body, s.place).ty, from = rvalue_ty(tcx, body, s.rvalue);
  if (!same_form(to, from))
    fail(ty::to_string(tcx, from) + " is assigned to " + ty::to_string(tcx, to),
         to_string(tcx, body, s));
  if (s.rvalue.kind != RvalueKind::Aggregate)
    return;
  ty::Ty made = body.tables.tys[s.rvalue.ty];
  bool is_whole = made.is_adt() && s.rvalue.active_field == UINT32_MAX;
  if (is_whole && s.rvalue.operands.count !=
                      layout::field_count(tcx, mono_env(), made, ty::VariantIdx(s.rvalue.variant)))
    fail("wrong number of fields", to_string(tcx, body, s));
}

void Validator::statement(const Statement &s) {
  bool is_good = true;
  for_each_place(code, s, [&](const Place &p, PlaceUse) { is_good &= place(p); });
  if (is_good)
    types(s);
}

/// Cleanup blocks are entered by unwinding and never left for others.
void Validator::edges(BasicBlock from, const Terminator &t) {
  bool in_cleanup = code.blocks[from].is_cleanup;
  for (BasicBlock to : successors(code, t)) {
    if (to.raw >= code.blocks.size()) {
      fail("no such block", to_string(tcx, body, t));
      return;
    }
    bool is_unwind = t.unwind.kind == UnwindKind::Cleanup && to == t.unwind.cleanup;
    if (code.blocks[to].is_cleanup != (in_cleanup || is_unwind))
      fail("edge between cleanup and other code", to_string(tcx, body, t));
  }
}

void Validator::call(const Terminator &t) {
  ty::Ty fn_ty = operand_ty(tcx, body, t.operand);
  if (!fn_ty.is(ty::TyKind::FnDef) && !fn_ty.is(ty::TyKind::FnPtr))
    return fail("call of a " + ty::to_string(tcx, fn_ty), to_string(tcx, body, t));
}

void Validator::terminator(const Terminator &t) {
  bool is_good = true;
  for_each_place(code, t, [&](const Place &p, PlaceUse) { is_good &= place(p); });
  if (!is_good)
    return;
  if (t.kind == TerminatorKind::Call)
    return call(t);
  if (t.kind == TerminatorKind::Assert && !operand_ty(tcx, body, t.operand).is_bool())
    fail("assertion of what is no bool", to_string(tcx, body, t));
  if (t.kind != TerminatorKind::SwitchInt)
    return;
  ty::Ty ty = operand_ty(tcx, body, t.operand);
  if (!ty.is_integral() && !ty.is_bool() && !ty.is_char())
    fail("switch over a " + ty::to_string(tcx, ty), to_string(tcx, body, t));
}

void Validator::run() {
  if (body.arg_count >= code.locals.size())
    return fail("arguments without locals", std::to_string(body.arg_count));
  for (BasicBlock bb : code.blocks.ids()) {
    for (const Statement &s : code.blocks[bb].statements)
      statement(s);
    edges(bb, code.blocks[bb].terminator);
    if (problem.empty())
      terminator(code.blocks[bb].terminator);
    if (!problem.empty()) {
      problem = "bb" + std::to_string(bb.raw) + ": " + problem;
      return;
    }
  }
}

} // namespace

std::string find_violation(TyCtxt &tcx, const Body &body) {
  Validator validator{tcx, body, *body.code};
  validator.run();
  return std::move(validator.problem);
}

} // namespace ochre::mir::optimize
