#include "mir/transform/shim.h"

#include "mir/transform/drop_ladder.h"
#include "sema/layout/layout.h"
#include "sema/ty/fold.h"
#include "sema/ty/print.h"

namespace ochre::mir::transform {

namespace {

struct ShimBuilder {
  TyCtxt &tcx;
  std::shared_ptr<Body> body = std::make_shared<Body>();
  ty::TypingEnv env = ty::TypingEnv::fully_monomorphized();
  SourceInfo source;

  ShimBuilder(TyCtxt &tcx, const ty::Instance &instance) : tcx(tcx) {
    body->code = std::make_shared<Code>();
    body->instance_kind = instance.kind;
    body->def_id = instance.def_id;
    body->phase = Phase::Runtime;
    body->code->scopes.push({source.span, {}, {}, {}, {}});
  }
  Code &code() { return *body->code; }
  ty::Ty normalize(ty::Ty ty) {
    return tcx.normalize_erasing_regions({env, ty::GenericArg(ty::erase_regions(tcx, ty))}).ty();
  }
  TyIdx ty_idx(ty::Ty ty) { return body->tables.tys.push(ty); }
  Local local(ty::Ty ty) {
    LocalDecl decl;
    decl.ty = ty_idx(ty);
    decl.source = source;
    return code().locals.push(decl);
  }
  BasicBlock block(bool is_cleanup = false, TerminatorKind kind = TerminatorKind::Return) {
    BasicBlockData data;
    data.is_cleanup = is_cleanup;
    data.terminator.kind = kind;
    return code().blocks.push(std::move(data));
  }
  Place field(Place base, uint32_t index, ty::Ty ty) {
    return code().project(base, {ProjectionKind::Field, false, index, 0, ty_idx(ty)});
  }
  Place deref(Place base) { return code().project(base, {ProjectionKind::Deref, false, 0, 0, {}}); }
  void assign(BasicBlock bb, Place place, const Rvalue &value) {
    Statement s;
    s.kind = StatementKind::Assign;
    s.place = place;
    s.rvalue = value;
    code().blocks[bb].statements.push_back(s);
  }
  void assign_operand(BasicBlock bb, Place place, Operand operand) {
    Rvalue value;
    value.kind = RvalueKind::Use;
    value.a = operand;
    assign(bb, place, value);
  }
  Rvalue ref_of(Place place, bool is_mut) {
    Rvalue value;
    value.kind = RvalueKind::Ref;
    value.op = static_cast<uint8_t>(is_mut ? BorrowKind::Mut : BorrowKind::Shared);
    value.place = place;
    value.region = body->tables.regions.push(tcx.common.re_erased);
    return value;
  }
  Operand fn(DefId def_id, ty::GenericArgs args) {
    ConstOperand ct;
    ct.ty = tcx.mk_fn_def(def_id, args);
    return Operand::constant(body->tables.consts.push(ct));
  }
  Operand usize(uint64_t value) {
    ConstOperand ct;
    ct.ty = tcx.common.usize;
    ct.value.kind = ConstValueKind::Scalar;
    ct.value.scalar = Scalar::from_uint(value, static_cast<uint8_t>(tcx.pointer_bits / 8));
    return Operand::constant(body->tables.consts.push(ct));
  }
  void call(BasicBlock bb, Operand callee, llvm::ArrayRef<Operand> args, Place dest,
            BasicBlock target, UnwindAction unwind = {}) {
    ListRange operands = code().add_operands(args);
    Terminator &term = code().blocks[bb].terminator;
    term = Terminator();
    term.kind = TerminatorKind::Call;
    term.operand = callee;
    term.operands = operands;
    term.place = dest;
    term.target = target;
    term.unwind = unwind;
    term.call_source = CallSource::Misc;
  }
  void go_to(BasicBlock from, BasicBlock to) {
    Terminator &term = code().blocks[from].terminator;
    term = Terminator();
    term.kind = TerminatorKind::Goto;
    term.target = to;
  }
  /// Ends `bb`: if copy(a) < copy(b) then `yes` else `no`.
  void branch_less(BasicBlock bb, Local a, Operand b, BasicBlock yes, BasicBlock no) {
    Local cond = local(tcx.common.bool_);
    Rvalue less;
    less.kind = RvalueKind::BinaryOp;
    less.op = static_cast<uint8_t>(BinOp::Lt);
    less.a = Operand::copy({a, {}});
    less.b = b;
    assign(bb, {cond, {}}, less);
    ListRange cases = code().add_cases(SwitchCase{0, 0, no});
    Terminator &term = code().blocks[bb].terminator;
    term = Terminator();
    term.kind = TerminatorKind::SwitchInt;
    term.operand = Operand::move({cond, {}});
    term.cases = cases;
    term.other = yes;
  }
  void increment(BasicBlock bb, Local index) {
    Rvalue next;
    next.kind = RvalueKind::BinaryOp;
    next.op = static_cast<uint8_t>(BinOp::Add);
    next.a = Operand::copy({index, {}});
    next.b = usize(1);
    assign(bb, {index, {}}, next);
  }
};

// --- Drop glue
// -------------------------------------------------------------------------------------

/// Drops the elements of the array or slice at `place` in order; if one unwinds, the rest too.
BasicBlock drop_elements(ShimBuilder &b, DropEmitter &emit, Place place, const DropExits &exits) {
  auto loop = [&](const DropExits &own, Local index, Local len) {
    BasicBlock head = b.block(own.in_cleanup);
    BasicBlock body = b.block(own.in_cleanup);
    b.branch_less(head, index, Operand::copy({len, {}}), body, own.target);
    Local at = b.local(b.tcx.common.usize);
    b.assign_operand(body, {at, {}}, Operand::copy({index, {}}));
    b.increment(body, index);
    Place elem = b.code().project(place, {ProjectionKind::Index, false, at.raw, 0, {}});
    DropExits each = own;
    each.target = head;
    BasicBlock drop = emit.drop(elem, each);
    b.go_to(body, drop);
    return head;
  };
  Local index = b.local(b.tcx.common.usize);
  Local len = b.local(b.tcx.common.usize);
  BasicBlock start = b.block(exits.in_cleanup);
  Rvalue length;
  length.kind = RvalueKind::Len;
  length.place = place;
  b.assign(start, {len, {}}, length);
  b.assign_operand(start, {index, {}}, b.usize(0));
  DropExits own = exits;
  if (!exits.in_cleanup) {
    DropExits cleanup;
    cleanup.in_cleanup = true;
    cleanup.unwind = {UnwindKind::Terminate, TerminateReason::InCleanup, {}};
    cleanup.target = exits.unwind.kind == UnwindKind::Cleanup
                         ? exits.unwind.cleanup
                         : b.block(true, TerminatorKind::UnwindResume);
    own.unwind = UnwindAction::to(loop(cleanup, index, len));
  }
  b.go_to(start, loop(own, index, len));
  return start;
}

BasicBlock drop_fields(DropEmitter &emit, llvm::ArrayRef<Place> fields, const DropExits &exits) {
  return emit.ladder(fields.size(), exits, [&](size_t i, const DropExits &own) {
    return emit.needs_drop(emit.ty_of(fields[i])) ? emit.drop(fields[i], own) : own.target;
  });
}

BasicBlock drop_adt_fields(DropEmitter &emit, Place place, ty::Ty ty, const ty::AdtDef &adt,
                           const DropExits &exits) {
  if (adt.is_union())
    return exits.target;
  if (adt.is_enum())
    return emit.switch_on_variant(place, adt, exits, [&](ty::VariantIdx v) {
      return drop_fields(emit, emit.fields(place, ty, v), exits);
    });
  return drop_fields(emit, emit.fields(place, ty, ty::VariantIdx(0)), exits);
}

BasicBlock drop_value(ShimBuilder &b, DropEmitter &emit, Place place, ty::Ty ty,
                      const DropExits &exits) {
  if (ty.is(ty::TyKind::Array) || ty.is(ty::TyKind::Slice))
    return drop_elements(b, emit, place, exits);
  if (ty.is(ty::TyKind::Tuple) || ty.is(ty::TyKind::Closure))
    return drop_fields(emit, emit.fields(place, ty, ty::VariantIdx(0)), exits);
  if (ty.is_dyn())
    return emit.drop(place, exits);
  if (!ty.is_adt())
    return exits.target;
  const ty::AdtDef *adt = b.tcx.adt_def(ty.def_id());
  bool has_dtor = b.tcx.adt_destructor(ty.def_id()).is_valid();
  if (adt->is_box) {
    Place content = b.deref(place);
    return emit.ladder(2, exits, [&](size_t i, const DropExits &own) {
      if (i == 1)
        return has_dtor ? emit.call_drop_impl(place, ty, own) : own.target;
      return emit.needs_drop(emit.ty_of(content)) ? emit.drop(content, own) : own.target;
    });
  }
  // The type's own Drop first, then its fields, whatever the first does.
  return emit.ladder(2, exits, [&](size_t i, const DropExits &own) {
    if (i == 0)
      return has_dtor ? emit.call_drop_impl(place, ty, own) : own.target;
    return drop_adt_fields(emit, place, ty, *adt, own);
  });
}

/// What the coroutine's body leaves to drop in each of its states.
std::shared_ptr<Body> coroutine_drop_glue(TyCtxt &tcx, const ty::Instance &instance) {
  const Body *generic = tcx.optimized_mir(instance.ty.def_id());
  if (!generic || !generic->coroutine || !generic->coroutine->drop_shim)
    return nullptr;
  std::shared_ptr<Body> body =
      monomorphize(tcx, *generic->coroutine->drop_shim, instance.ty.args());
  body->instance_kind = instance.kind;
  body->def_id = instance.def_id;
  return body;
}

std::shared_ptr<Body> drop_glue(TyCtxt &tcx, const ty::Instance &instance) {
  if (instance.ty && instance.ty.is(ty::TyKind::Coroutine))
    return coroutine_drop_glue(tcx, instance);
  ShimBuilder b(tcx, instance);
  b.local(tcx.common.unit);
  // Without a type there is nothing to drop: `drop_in_place::<u8>` called by name.
  Local ptr = b.local(tcx.mk_ptr(instance.args[0].ty(), ty::Mutability::Mut));
  b.body->arg_count = 1;
  BasicBlock start = b.block(false, TerminatorKind::Goto);
  BasicBlock end = b.block();
  BasicBlock first = end;
  if (instance.ty && tcx.needs_drop({b.env, instance.ty})) {
    DropEmitter emit(tcx, b.env, *b.body);
    first = drop_value(b, emit, b.deref({ptr, {}}), instance.ty, {end, {}, false});
  }
  b.go_to(start, first);
  return b.body;
}

// --- Clones
// ----------------------------------------------------------------------------------------

struct ClonedPart {
  Place dest;
  Place source;
  ty::Ty ty;
  DefId clone_fn;
};

/// `Clone::clone(&source)` into `dest`; `bb` goes on behind it.
void clone_part(ShimBuilder &b, BasicBlock &bb, const ClonedPart &part, UnwindAction unwind) {
  Local ref = b.local(b.tcx.mk_ref(b.tcx.common.re_erased, part.ty, ty::Mutability::Not));
  b.assign(bb, {ref, {}}, b.ref_of(part.source, false));
  BasicBlock next = b.block();
  b.call(bb, b.fn(part.clone_fn, b.tcx.mk_args({ty::GenericArg(part.ty)})),
         Operand::move({ref, {}}), part.dest, next, unwind);
  bb = next;
}

/// Parts cloned so far are dropped if the next clone unwinds.
void clone_fields(ShimBuilder &b, ty::Ty self, DefId clone_fn) {
  Place source = b.deref({Local(1), {}});
  uint32_t count = layout::field_count(b.tcx, b.env, self, ty::VariantIdx(0));
  BasicBlock bb(0);
  UnwindAction unwind;
  BasicBlock resume;
  for (uint32_t i = 0; i < count; ++i) {
    ty::Ty ty = layout::field_ty(b.tcx, b.env, self, ty::VariantIdx(0), i);
    Place dest = b.field({kReturnPlace, {}}, i, ty);
    clone_part(b, bb, {dest, b.field(source, i, ty), ty, clone_fn}, unwind);
    if (!b.tcx.needs_drop({b.env, ty}))
      continue;
    if (!resume.is_valid())
      resume = b.block(true, TerminatorKind::UnwindResume);
    BasicBlock drop = b.block(true, TerminatorKind::Drop);
    Terminator &term = b.code().blocks[drop].terminator;
    term.place = dest;
    term.target = unwind.kind == UnwindKind::Cleanup ? unwind.cleanup : resume;
    term.unwind = {UnwindKind::Terminate, TerminateReason::InCleanup, {}};
    unwind = UnwindAction::to(drop);
  }
}

void clone_array(ShimBuilder &b, ty::Ty self, DefId clone_fn) {
  ty::Ty elem = self.inner();
  Place source = b.deref({Local(1), {}});
  Local index = b.local(b.tcx.common.usize);
  Local len = b.local(b.tcx.common.usize);
  BasicBlock start(0);
  Rvalue length;
  length.kind = RvalueKind::Len;
  length.place = source;
  b.assign(start, {len, {}}, length);
  b.assign_operand(start, {index, {}}, b.usize(0));
  BasicBlock head = b.block();
  BasicBlock body = b.block();
  BasicBlock end = b.block();
  b.go_to(start, head);
  b.branch_less(head, index, Operand::copy({len, {}}), body, end);
  auto at = [&](Place base, Local i) {
    return b.code().project(base, {ProjectionKind::Index, false, i.raw, 0, {}});
  };
  UnwindAction unwind;
  if (b.tcx.needs_drop({b.env, elem})) {
    // On unwinding the elements before `index` are dropped.
    Local done = b.local(b.tcx.common.usize);
    BasicBlock clean_start = b.block(true);
    BasicBlock clean_head = b.block(true);
    BasicBlock clean_body = b.block(true);
    BasicBlock clean_drop = b.block(true, TerminatorKind::Drop);
    BasicBlock resume = b.block(true, TerminatorKind::UnwindResume);
    b.assign_operand(clean_start, {done, {}}, b.usize(0));
    b.go_to(clean_start, clean_head);
    b.branch_less(clean_head, done, Operand::copy({index, {}}), clean_body, resume);
    Local current = b.local(b.tcx.common.usize);
    b.assign_operand(clean_body, {current, {}}, Operand::copy({done, {}}));
    b.increment(clean_body, done);
    b.go_to(clean_body, clean_drop);
    Place target = at({kReturnPlace, {}}, current);
    Terminator &term = b.code().blocks[clean_drop].terminator;
    term.place = target;
    term.target = clean_head;
    term.unwind = {UnwindKind::Terminate, TerminateReason::InCleanup, {}};
    unwind = UnwindAction::to(clean_start);
  }
  clone_part(b, body, {at({kReturnPlace, {}}, index), at(source, index), elem, clone_fn}, unwind);
  b.increment(body, index);
  b.go_to(body, head);
}

std::shared_ptr<Body> clone_shim(TyCtxt &tcx, const ty::Instance &instance) {
  ShimBuilder b(tcx, instance);
  ty::Ty self = instance.ty;
  b.local(self);
  b.local(tcx.mk_ref(tcx.common.re_erased, self, ty::Mutability::Not));
  b.body->arg_count = 1;
  BasicBlock start = b.block();
  if (tcx.is_copy({b.env, self}))
    b.assign_operand(start, {kReturnPlace, {}}, Operand::copy(b.deref({Local(1), {}})));
  else if (self.is(ty::TyKind::Array))
    clone_array(b, self, instance.def_id);
  else
    clone_fields(b, self, instance.def_id);
  return b.body;
}

// --- Adapters between call forms
// -------------------------------------------------------------------

/// The parts of the argument tuple, moved out one by one.
llvm::SmallVector<Operand, 6> spread(ShimBuilder &b, Local tuple, ty::Ty tuple_ty) {
  llvm::SmallVector<Operand, 6> out;
  ty::TyList elems = tuple_ty.tuple_elems();
  for (uint32_t i = 0; i < elems.size(); ++i)
    out.push_back(Operand::move(b.field({tuple, {}}, i, elems[i])));
  return out;
}

/// `<fn(A) -> R as FnOnce<(A,)>>::call_once(f, (a,))`, and call, call_mut with `f` by reference.
std::shared_ptr<Body> fn_ptr_shim(TyCtxt &tcx, const ty::Instance &instance) {
  ShimBuilder b(tcx, instance);
  ty::Ty fn_ty = instance.ty;
  ty::PolyFnSig poly = fn_ty.is(ty::TyKind::FnPtr)
                           ? fn_ty.fn_ptr_sig()
                           : ty::instantiate(tcx, tcx.fn_sig(fn_ty.def_id()), fn_ty.args());
  ty::FnSig sig = ty::erase_late_bound_regions(tcx, poly);
  llvm::SmallVector<ty::Ty, 6> inputs;
  for (ty::Ty input : sig.inputs())
    inputs.push_back(b.normalize(input));
  ty::Ty output = b.normalize(sig.output());
  DefId trait = tcx.parent(instance.def_id);
  bool by_ref =
      !tcx.is_lang_item(trait, LangItem::FnOnce) && !tcx.is_lang_item(trait, LangItem::AsyncFnOnce);
  bool is_mut =
      tcx.is_lang_item(trait, LangItem::FnMut) || tcx.is_lang_item(trait, LangItem::AsyncFnMut);
  b.local(output);
  b.local(by_ref ? tcx.mk_ref(tcx.common.re_erased, fn_ty,
                              is_mut ? ty::Mutability::Mut : ty::Mutability::Not)
                 : fn_ty);
  ty::Ty tuple_ty = tcx.mk_tuple(inputs);
  Local tuple = b.local(tuple_ty);
  b.body->arg_count = 2;
  b.body->spread_arg = true;
  BasicBlock start = b.block();
  BasicBlock end = b.block();
  Place callee = by_ref ? b.deref({Local(1), {}}) : Place{Local(1), {}};
  b.call(start, Operand::copy(callee), spread(b, tuple, tuple_ty), {kReturnPlace, {}}, end);
  return b.body;
}

/// `<dyn Tr as Tr>::f` as a pointer: calls it, which goes through the vtable.
std::shared_ptr<Body> reify_shim(TyCtxt &tcx, const ty::Instance &instance) {
  ShimBuilder b(tcx, instance);
  ty::PolyFnSig poly = ty::instantiate(tcx, tcx.fn_sig(instance.def_id), instance.args);
  ty::FnSig sig = ty::erase_late_bound_regions(tcx, poly);
  b.local(b.normalize(sig.output()));
  llvm::SmallVector<Operand, 6> operands;
  for (ty::Ty input : sig.inputs())
    operands.push_back(Operand::move({b.local(b.normalize(input)), {}}));
  b.body->arg_count = static_cast<uint32_t>(operands.size());
  BasicBlock start = b.block();
  BasicBlock end = b.block();
  b.call(start, b.fn(instance.def_id, instance.args), operands, {kReturnPlace, {}}, end);
  return b.body;
}

/// `FnPtr::addr`
std::shared_ptr<Body> fn_ptr_addr_shim(TyCtxt &tcx, const ty::Instance &instance) {
  ShimBuilder b(tcx, instance);
  ty::Ty address = tcx.mk_ptr(tcx.common.unit, ty::Mutability::Not);
  b.local(address);
  Local self = b.local(instance.ty);
  b.body->arg_count = 1;
  BasicBlock start = b.block();
  Rvalue cast;
  cast.kind = RvalueKind::Cast;
  cast.op = static_cast<uint8_t>(CastKind::FnPtrToPtr);
  cast.a = Operand::copy({self, {}});
  cast.ty = b.ty_idx(address);
  b.assign(start, {kReturnPlace, {}}, cast);
  return b.body;
}

/// `FnOnce::call_once` of a closure that is called by reference: borrows it, then drops it.
std::shared_ptr<Body> closure_once_shim(TyCtxt &tcx, const ty::Instance &instance) {
  ShimBuilder b(tcx, instance);
  ty::Ty closure = tcx.mk_closure(instance.ty.def_id(), instance.ty.args());
  ty::ClosureArgs args = ty::ClosureArgs::of(closure.args());
  ty::FnSig sig = ty::erase_late_bound_regions(tcx, args.sig_as_fn_ptr.fn_ptr_sig());
  ty::Ty tuple_ty = b.normalize(sig.inputs()[0]);
  b.local(b.normalize(sig.output()));
  Local self = b.local(closure);
  Local tuple = b.local(tuple_ty);
  b.body->arg_count = 2;
  b.body->spread_arg = true;
  bool is_mut = args.kind() == ty::ClosureKind::FnMut;
  Local ref = b.local(tcx.mk_ref(tcx.common.re_erased, closure,
                                 is_mut ? ty::Mutability::Mut : ty::Mutability::Not));
  BasicBlock start = b.block();
  BasicBlock drop = b.block(false, TerminatorKind::Drop);
  BasicBlock end = b.block();
  BasicBlock cleanup = b.block(true, TerminatorKind::Drop);
  BasicBlock resume = b.block(true, TerminatorKind::UnwindResume);
  b.assign(start, {ref, {}}, b.ref_of({self, {}}, is_mut));
  // Called as the trait's method with the tuple: resolution finds the closure's body.
  DefId trait = tcx.require_lang_item(is_mut ? LangItem::FnMut : LangItem::Fn, Span());
  const ty::AssocItem *method =
      trait.is_valid() ? tcx.associated_items(trait)->find(
                             tcx.sess.intern(is_mut ? "call_mut" : "call"), ty::AssocKind::Fn)
                       : nullptr;
  if (!method)
    return nullptr;
  ty::GenericArg generic[] = {closure, tuple_ty};
  Operand operands[] = {Operand::move({ref, {}}), Operand::move({tuple, {}})};
  b.call(start, b.fn(method->def_id, tcx.mk_args(generic)), operands, {kReturnPlace, {}}, drop,
         UnwindAction::to(cleanup));
  Terminator &term = b.code().blocks[drop].terminator;
  term.place = {self, {}};
  term.target = end;
  Terminator &clean = b.code().blocks[cleanup].terminator;
  clean.place = {self, {}};
  clean.target = resume;
  clean.unwind = {UnwindKind::Terminate, TerminateReason::InCleanup, {}};
  return b.body;
}

} // namespace

std::shared_ptr<Body> build_ctor(TyCtxt &tcx, DefId ctor, ty::GenericArgs args) {
  ty::Instance instance;
  instance.def_id = ctor;
  instance.args = args;
  ShimBuilder b(tcx, instance);
  DefId variant = tcx.parent(ctor);
  bool is_struct = tcx.def_kind(ctor) == DefKind::StructCtorFn;
  DefId adt_id = is_struct ? variant : tcx.parent(variant);
  const ty::AdtDef *adt = tcx.adt_def(adt_id);
  ty::VariantIdx index = adt->variant_with_id(ctor);
  ty::Ty ty = b.normalize(tcx.mk_adt(adt_id, args));
  b.local(ty);
  llvm::SmallVector<Operand, 6> operands;
  for (const ty::FieldDef &field : adt->variants[index].fields) {
    ty::Ty field_ty = b.normalize(ty::instantiate(tcx, tcx.type_of(field.def_id), args));
    operands.push_back(Operand::move({b.local(field_ty), {}}));
  }
  b.body->arg_count = static_cast<uint32_t>(operands.size());
  BasicBlock start = b.block();
  Rvalue value;
  value.kind = RvalueKind::Aggregate;
  value.op = static_cast<uint8_t>(AggregateKind::Adt);
  value.ty = b.ty_idx(ty);
  value.variant = index.raw;
  value.operands = b.code().add_operands(operands);
  b.assign(start, {kReturnPlace, {}}, value);
  return b.body;
}

std::shared_ptr<Body> build_shim(TyCtxt &tcx, const ty::Instance &instance) {
  switch (instance.kind) {
  case ty::InstanceKind::DropGlue: return drop_glue(tcx, instance);
  case ty::InstanceKind::CloneShim: return clone_shim(tcx, instance);
  case ty::InstanceKind::FnPtrShim: return fn_ptr_shim(tcx, instance);
  case ty::InstanceKind::ClosureOnceShim: return closure_once_shim(tcx, instance);
  case ty::InstanceKind::FnPtrAddrShim: return fn_ptr_addr_shim(tcx, instance);
  case ty::InstanceKind::ReifyShim: return reify_shim(tcx, instance);
  // Code generation makes the first itself; thread locals are reached by name everywhere.
  case ty::InstanceKind::VTableShim:
  case ty::InstanceKind::ThreadLocalShim:
  case ty::InstanceKind::AsyncDropGlue:
    not_supported_yet(tcx.sess, tcx.def_span(instance.def_id), "this adapter function");
    return nullptr;
  case ty::InstanceKind::Item:
  case ty::InstanceKind::Intrinsic:
  case ty::InstanceKind::Virtual: return nullptr;
  }
  return nullptr;
}

} // namespace ochre::mir::transform
