// Expressions as places: the cursor's steps become projections.

#include "mir/build/builder.h"

#include "mir/ir/alloc_table.h"

#include "llvm/Support/SaveAndRestore.h"

namespace ochre::mir::build {

using typeck::PlaceStep;
using typeck::StepKind;

namespace {

bool same_projection(const ochre::Projection &captured, const PlaceElem &elem) {
  if (captured.kind == ochre::ProjectionKind::Deref)
    return elem.kind == ProjectionKind::Deref;
  return captured.kind == ochre::ProjectionKind::Field && elem.kind == ProjectionKind::Field &&
         captured.field.raw == elem.a;
}

/// How many of `place`'s elements the capture covers, or none if it is another place.
std::optional<size_t> covered(const CapturedPlace &capture, const PlaceBuilder &place) {
  if (!(capture.place.local == place.upvar))
    return std::nullopt;
  size_t at = 0;
  for (const ochre::Projection &p : capture.place.projections) {
    // Downcasts are implied by the field.
    while (at < place.elems.size() && place.elems[at].kind == ProjectionKind::Downcast)
      ++at;
    if (at == place.elems.size() || !same_projection(p, place.elems[at]))
      return std::nullopt;
    ++at;
  }
  return at;
}

} // namespace

std::optional<uint32_t> Builder::capture_of(const PlaceBuilder &place) const {
  if (closure)
    for (uint32_t i = 0; i < closure->captures.size(); ++i)
      if (covered(closure->captures[i], place))
        return i;
  return std::nullopt;
}

std::optional<Place> Builder::try_to_place(const PlaceBuilder &place) {
  if (!place.is_upvar)
    return Place{place.local, code.intern_projection(place.elems)};
  if (!closure)
    return std::nullopt;
  for (uint32_t i = 0; i < closure->captures.size(); ++i) {
    const CapturedPlace &capture = closure->captures[i];
    std::optional<size_t> used = covered(capture, place);
    if (!used)
      continue;
    llvm::SmallVector<PlaceElem, 6> elems;
    ty::Ty self = body->local_ty(Local(1));
    if (self.is_ref())
      elems.push_back({ProjectionKind::Deref, false, 0, 0, {}});
    ty::Ty upvar_ty = ty::upvar_tys(closure_self_ty)[i];
    elems.push_back({ProjectionKind::Field, false, i, 0, ty_idx(upvar_ty)});
    bool by_ref = capture.kind != CaptureKind::ByValue && capture.kind != CaptureKind::ByUse;
    if (by_ref)
      elems.push_back({ProjectionKind::Deref, false, 0, 0, {}});
    elems.append(place.elems.begin() + *used, place.elems.end());
    return Place{Local(1), code.intern_projection(elems)};
  }
  return std::nullopt;
}

Place Builder::to_place(const PlaceBuilder &place) {
  if (std::optional<Place> out = try_to_place(place))
    return *out;
  // A place that no capture covers is only mentioned (`let _ = x`); its value is never used.
  unsupported(body->span, "use of a place that the closure does not capture");
  return {kReturnPlace, {}};
}

void Builder::bounds_check(BasicBlock &block, Place base, Local index, Span span) {
  SourceInfo at = source(span);
  Local len = new_temp(tcx.common.usize, span);
  Rvalue length;
  length.kind = RvalueKind::Len;
  length.place = base;
  assign(block, at, {len, {}}, length);
  Local less = new_temp(tcx.common.bool_, span);
  Rvalue cmp;
  cmp.kind = RvalueKind::BinaryOp;
  cmp.op = static_cast<uint8_t>(BinOp::Lt);
  cmp.a = Operand::copy({index, {}});
  cmp.b = Operand::copy({len, {}});
  assign(block, at, {less, {}}, cmp);
  Operand message[] = {Operand::move({len, {}}), Operand::copy({index, {}})};
  block = assert_(block, at, Operand::move({less, {}}), true, AssertKind::BoundsCheck, message);
}

Local Builder::index_local(BasicBlock &block, hir::ExprId index) {
  // A fresh copy: the index may be assigned again before the place is used.
  ExprCursor e = mirror(index);
  Local local = new_temp(ty_of(e), span_of(e));
  Statement live;
  live.kind = StatementKind::StorageLive;
  live.a = local.raw;
  live.source = source(span_of(e));
  push(block, live);
  into({local, {}}, block, e);
  schedule_drop(temp_scope(index), local, DropKind::Storage);
  return local;
}

namespace {

PlaceBuilder deref_of_call(Builder &b, BasicBlock &block, ExprCursor e, MethodCallee callee,
                           llvm::ArrayRef<Operand> args, ty::Ty place_ty, ty::Mutability mutbl) {
  Span span = b.span_of(e);
  ty::Ty ref = b.tcx.mk_ref(b.tcx.common.re_erased, place_ty, mutbl);
  Local temp = b.new_live_temp(block, ref, span, e.expr);
  Operand fn = b.fn_operand(callee.def_id, callee.args, span);
  block = b.call(block, b.source(span), fn, args, {temp, {}}, CallSource::OverloadedOperator);
  return PlaceBuilder::of(temp).deref();
}

/// `*Deref::deref(&base)` made by an adjustment.
PlaceBuilder overloaded_deref(Builder &b, BasicBlock &block, ExprCursor e, const PlaceStep &s) {
  Span span = b.span_of(e);
  if (s.callee) { // `*x`: typeck recorded the borrow as an adjustment of x
    Operand arg = b.as_operand(block, s.base);
    return deref_of_call(b, block, e, s.callee, arg, s.ty, s.mutbl);
  }
  Place base = b.to_place(b.as_place(block, s.base));
  ty::Ty base_ty = b.ty_of(s.base);
  Rvalue borrow;
  borrow.kind = RvalueKind::Ref;
  borrow.op =
      static_cast<uint8_t>(s.mutbl == ty::Mutability::Mut ? BorrowKind::Mut : BorrowKind::Shared);
  borrow.place = base;
  borrow.region = b.erased_region();
  Local ref =
      b.new_live_temp(block, b.tcx.mk_ref(b.tcx.common.re_erased, base_ty, s.mutbl), span, e.expr);
  b.assign(block, b.source(span), {ref, {}}, borrow);
  bool is_mut = s.mutbl == ty::Mutability::Mut;
  DefId trait = b.tcx.require_lang_item(is_mut ? LangItem::DerefMut : LangItem::Deref, span);
  const ty::AssocItems *items = trait.is_valid() ? b.tcx.associated_items(trait) : nullptr;
  const ty::AssocItem *method =
      items ? items->find(b.sess.intern(is_mut ? "deref_mut" : "deref"), ty::AssocKind::Fn)
            : nullptr;
  if (!method) {
    b.failed = true;
    return PlaceBuilder::of(ref).deref();
  }
  MethodCallee callee{method->def_id, b.tcx.mk_args({ty::GenericArg(base_ty)})};
  return deref_of_call(b, block, e, callee, Operand::move({ref, {}}), s.ty, s.mutbl);
}

PlaceBuilder static_place(Builder &b, BasicBlock &block, ExprCursor e, const PlaceStep &s) {
  Span span = b.span_of(e);
  const ty::CodegenFnAttrs *attrs = b.tcx.codegen_fn_attrs(s.def_id);
  ty::StaticDef def = b.tcx.static_def(s.def_id);
  bool is_mut_ptr = def.is_mut;
  ty::Ty ptr = is_mut_ptr || def.is_foreign
                   ? b.tcx.mk_ptr(s.ty, is_mut_ptr ? ty::Mutability::Mut : ty::Mutability::Not)
                   : b.tcx.mk_ref(b.tcx.common.re_erased, s.ty, ty::Mutability::Not);
  Local temp = b.new_temp(ptr, span, LocalInfo::StaticRef);
  b.code.locals[temp].name = b.tcx.name(s.def_id);
  ConstOperand ct;
  ct.ty = ptr;
  ct.span = span;
  ct.value.kind = ConstValueKind::Scalar;
  ct.value.scalar = Scalar::ptr(alloc_table(b.tcx).static_item(s.def_id), 0,
                                static_cast<uint8_t>(b.tcx.pointer_bits / 8));
  Rvalue value;
  bool thread_local_ = attrs && attrs->is_thread_local;
  value.kind = thread_local_ ? RvalueKind::ThreadLocalRef : RvalueKind::Use;
  if (thread_local_)
    value.ct = b.const_idx(ct);
  else
    value.a = b.const_operand(ct);
  b.assign(block, b.source(span), {temp, {}}, value);
  return PlaceBuilder::of(temp).deref();
}

/// The bounds of the slice `base` were checked: until it is indexed none of the pointers that lead
/// to it may change.
void borrow_pointers(Builder &b, BasicBlock block, const PlaceBuilder &base, Span span) {
  for (size_t i = base.elems.size(); i-- > 0;) {
    PlaceBuilder pointer = base;
    pointer.elems.truncate(i);
    Place place = b.to_place(pointer);
    if (base.elems[i].kind == ProjectionKind::Index && b.place_ty(place).is(ty::TyKind::Slice))
      return; // the index before this one has borrowed the others
    if (base.elems[i].kind != ProjectionKind::Deref)
      continue;
    Rvalue borrow;
    borrow.kind = RvalueKind::Ref;
    borrow.op = static_cast<uint8_t>(BorrowKind::FakeShallow);
    borrow.place = place;
    borrow.region = b.erased_region();
    ty::Ty ref = b.tcx.mk_ref(b.tcx.common.re_erased, b.place_ty(place), ty::Mutability::Not);
    Local temp = b.new_temp(ref, span, LocalInfo::FakeBorrow);
    b.assign(block, b.source(span), {temp, {}}, borrow);
    b.index_borrows->push_back(temp);
  }
}

PlaceBuilder builtin_index(Builder &b, BasicBlock &block, ExprCursor e, const PlaceStep &s) {
  Span span = b.span_of(e);
  std::vector<Local> own;
  std::vector<Local> *outer = b.index_borrows;
  b.index_borrows = outer ? outer : &own;
  PlaceBuilder base = b.as_place(block, s.base);
  b.index_borrows = nullptr;
  Local index = b.index_local(block, s.index);
  Place place = b.to_place(base);
  b.bounds_check(block, place, index, span);
  b.index_borrows = outer;
  if (outer && b.place_ty(place).is(ty::TyKind::Slice))
    borrow_pointers(b, block, base, span);
  for (Local temp : own)
    b.fake_read(block, b.source(span), FakeReadCause::ForIndex, {temp, {}});
  return base.project({ProjectionKind::Index, false, index.raw, 0, {}});
}

} // namespace

PlaceBuilder Builder::as_place(BasicBlock &block, ExprCursor e) {
  PlaceStep s = typeck::step(typed, e);
  // Only what is itself a place belongs to the place of the index around it.
  bool is_part =
      s.kind == StepKind::Deref || s.kind == StepKind::Field || s.kind == StepKind::Index;
  llvm::SaveAndRestore<std::vector<Local> *> saved(index_borrows,
                                                   is_part ? index_borrows : nullptr);
  Span span = span_of(e);
  switch (s.kind) {
  case StepKind::Local: {
    if (vars.count(s.local)) {
      const VarLocals &var = vars[s.local];
      if (in_guard && var.for_guard.is_valid())
        return PlaceBuilder::of(var.for_guard).deref();
      return PlaceBuilder::of(var.for_body);
    }
    PlaceBuilder place;
    place.is_upvar = true;
    place.upvar = s.local;
    return place;
  }
  case StepKind::Static: return static_place(*this, block, e, s);
  case StepKind::Deref: return as_place(block, s.base).deref();
  case StepKind::OverloadedDeref: return overloaded_deref(*this, block, e, s);
  case StepKind::Field: {
    PlaceBuilder base = as_place(block, s.base);
    return base.field(s.field.raw, ty_idx(s.ty));
  }
  case StepKind::Index: return builtin_index(*this, block, e, s);
  case StepKind::OverloadedIndex: {
    Operand args[2];
    args[0] = as_operand(block, s.base);
    args[1] = as_operand(block, mirror(s.index));
    BasicBlock at = block;
    PlaceBuilder place = deref_of_call(*this, block, e, s.callee, args, s.ty, s.mutbl);
    // The call is at the bracket.
    Span base = nodes.exprs[nodes.exprs[e.expr].lhs()].span;
    if (base.ctxt == span.ctxt && base.hi <= span.hi)
      code.blocks[at].terminator.fn_span = {base.hi, span.hi, span.ctxt};
    return place;
  }
  case StepKind::Rvalue:
  case StepKind::AdjustedRvalue: return PlaceBuilder::of(as_temp(block, e));
  }
  unsupported(span, "this place expression");
  return PlaceBuilder::of(kReturnPlace);
}

} // namespace ochre::mir::build
