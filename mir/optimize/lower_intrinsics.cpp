#include "mir/optimize/lower_intrinsics.h"

#include "mir/optimize/context.h"

#include "llvm/ADT/StringSwitch.h"

namespace ochre::mir::optimize {

namespace {

std::optional<BinOp> binary_operation(llvm::StringRef name) {
  return llvm::StringSwitch<std::optional<BinOp>>(name)
      .Case("add_with_overflow", BinOp::AddWithOverflow)
      .Case("sub_with_overflow", BinOp::SubWithOverflow)
      .Case("mul_with_overflow", BinOp::MulWithOverflow)
      .Case("three_way_compare", BinOp::Cmp)
      .Case("unchecked_add", BinOp::AddUnchecked)
      .Case("unchecked_sub", BinOp::SubUnchecked)
      .Case("unchecked_mul", BinOp::MulUnchecked)
      .Case("unchecked_shl", BinOp::ShlUnchecked)
      .Case("unchecked_shr", BinOp::ShrUnchecked)
      .Cases("unchecked_div", "exact_div", BinOp::Div)
      .Case("unchecked_rem", BinOp::Rem)
      .Case("wrapping_add", BinOp::Add)
      .Case("wrapping_sub", BinOp::Sub)
      .Case("wrapping_mul", BinOp::Mul)
      .Case("offset", BinOp::Offset)
      .Default(std::nullopt);
}

struct Lowering {
  TyCtxt &tcx;
  Body &body;
  Code &code;
  BasicBlock block;
  Terminator call;
  llvm::SmallVector<Operand, 4> args{};
  ty::GenericArgs generics;
  ty::Ty elem{}; ///< the first type argument

  void statement(const Statement &s) { code.blocks[block].statements.push_back(s); }
  Statement make(StatementKind kind) const {
    Statement s;
    s.kind = kind;
    s.source = call.source;
    return s;
  }
  void assign(Place to, const Rvalue &value) {
    Statement s = make(StatementKind::Assign);
    s.place = to;
    s.rvalue = value;
    statement(s);
  }
  static Rvalue use(const Operand &operand) {
    Rvalue r;
    r.a = operand;
    return r;
  }
  bool done() {
    Terminator &t = code.blocks[block].terminator;
    t = Terminator();
    t.source = call.source;
    if (call.target.is_valid()) {
      t.kind = TerminatorKind::Goto;
      t.target = call.target;
    }
    return true;
  }
  bool value(const Rvalue &r) {
    assign(call.place, r);
    return done();
  }
  bool constant(uint64_t lo) {
    return value(use(scalar_constant(tcx, body, place_ty(tcx, body, call.place).ty, lo)));
  }
  /// `*operand`; what is dereferenced is a local.
  Place behind(const Operand &pointer) {
    Place at = pointer.place;
    if (!pointer.is_place() || !at.is_local()) {
      at = {new_local(body, operand_ty(tcx, body, pointer), call.source), {}};
      assign(at, use(pointer));
    }
    return code.project(at, {});
  }
  TyIdx result_row() { return ty_row(body, place_ty(tcx, body, call.place).ty); }

  bool of_type(llvm::StringRef name);
  bool of_pointer(llvm::StringRef name);
  bool of_value(llvm::StringRef name);
  bool select_runtime();
  bool run(llvm::StringRef name);
};

bool Lowering::of_type(llvm::StringRef name) {
  if (!elem)
    return false;
  if (name == "needs_drop")
    return constant(tcx.needs_drop({mono_env(), elem}));
  const layout::Layout *layout = layout_of(tcx, elem);
  if (!layout)
    return false;
  if (name == "assert_inhabited")
    return !layout->is_uninhabited && done();
  bool of_value = name.consume_back("_val");
  if (of_value && layout->is_unsized)
    return false;
  if (name == "size_of")
    return constant(layout->size);
  if (name == "align_of" || name == "min_align_of")
    return constant(layout->align);
  return false;
}

bool Lowering::of_pointer(llvm::StringRef name) {
  if (name == "read_via_copy")
    return value(use(Operand::copy(behind(args[0]))));
  if (name == "write_via_move") {
    assign(behind(args[0]), use(args[1]));
    return done();
  }
  if (name == "copy_nonoverlapping") {
    Statement s = make(StatementKind::CopyNonOverlapping);
    s.rvalue.operands = code.add_operands(args);
    statement(s);
    return done();
  }
  Rvalue r;
  if (name == "discriminant_value") {
    r.kind = RvalueKind::Discriminant;
    r.place = behind(args[0]);
    r.ty = result_row();
    return value(r);
  }
  if (name == "ptr_metadata") {
    r.kind = RvalueKind::UnaryOp;
    r.op = static_cast<uint8_t>(UnOp::PtrMetadata);
    r.a = args[0];
    r.ty = result_row();
    return value(r);
  }
  if (name == "aggregate_raw_ptr") {
    r.kind = RvalueKind::Aggregate;
    r.op = static_cast<uint8_t>(AggregateKind::RawPtr);
    r.operands = code.add_operands(args);
    r.ty = result_row();
    return value(r);
  }
  return false;
}

bool Lowering::of_value(llvm::StringRef name) {
  if (name == "forget" || name == "cold_path")
    return done();
  if (name == "unreachable") {
    call.target = BasicBlock();
    return done();
  }
  if (name == "assume") {
    Statement s = make(StatementKind::Assume);
    s.rvalue.a = args[0];
    statement(s);
    return done();
  }
  if (name == "is_val_statically_known" || name == "contract_checks")
    return constant(0);
  if (name == "overflow_checks")
    return constant(tcx.sess.opts.overflow_checks());
  if (name == "panic_strategy")
    return constant(static_cast<uint64_t>(tcx.sess.opts.codegen.panic));
  if (name == "ub_checks")
    return constant(tcx.sess.opts.debug_assertions());
  if (name != "transmute" && name != "transmute_unchecked")
    return false;
  const layout::Layout *from = layout_of(tcx, operand_ty(tcx, body, args[0]));
  const layout::Layout *to = layout_of(tcx, place_ty(tcx, body, call.place).ty);
  if (!from || !to || from->size != to->size || from->is_uninhabited || to->is_uninhabited)
    return false;
  Rvalue r;
  r.kind = RvalueKind::Cast;
  r.op = static_cast<uint8_t>(CastKind::Transmute);
  r.a = args[0];
  r.ty = result_row();
  return value(r);
}

/// `const_eval_select((a, b), in_const, at_run_time)` is `at_run_time(a, b)`.
bool Lowering::select_runtime() {
  ty::Ty chosen = generics.size() > 2 ? generics[2].ty() : ty::Ty();
  if (!chosen || !chosen.is(ty::TyKind::FnDef))
    return false;
  ty::Ty tuple_ty = operand_ty(tcx, body, args[0]);
  Place whole = args[0].place;
  if (!args[0].is_place() || !whole.is_local()) {
    whole = {new_local(body, tuple_ty, call.source), {}};
    assign(whole, use(args[0]));
  }
  llvm::SmallVector<Operand, 4> parts;
  ty::TyList elems = tuple_ty.tuple_elems();
  for (uint32_t i = 0; i < elems.size(); ++i)
    parts.push_back(Operand::move(
        code.project(whole, {ProjectionKind::Field, false, i, 0, ty_row(body, elems[i])})));
  ConstOperand row;
  row.ty = chosen;
  row.span = call.fn_span;
  call.operand = Operand::constant(body.tables.consts.push(row));
  call.operands = code.add_operands(parts);
  code.blocks[block].terminator = call;
  return true;
}

bool Lowering::run(llvm::StringRef name) {
  if (std::optional<BinOp> op = binary_operation(name)) {
    Rvalue r;
    r.kind = RvalueKind::BinaryOp;
    r.op = static_cast<uint8_t>(*op);
    r.a = args[0];
    r.b = args[1];
    return value(r);
  }
  if (name == "const_eval_select")
    return select_runtime();
  return of_value(name) || of_pointer(name) || of_type(name);
}

} // namespace

void lower_intrinsics(TyCtxt &tcx, Body &body) {
  for (uint32_t i = 0; i < body.code->blocks.size(); ++i) {
    BasicBlock bb(i);
    const Terminator &term = body[bb].terminator;
    if (term.kind != TerminatorKind::Call || term.operand.is_place())
      continue;
    ty::Ty fn_ty = body.tables.consts[term.operand.ct].ty;
    if (!fn_ty.is(ty::TyKind::FnDef))
      continue;
    Symbol name = tcx.intrinsic_name(fn_ty.def_id());
    if (!name.is_valid())
      continue;
    Code &code = body.edit();
    Lowering lowering{tcx, body, code, bb, code.blocks[bb].terminator, {}, fn_ty.args(), {}};
    lowering.args.append(code.list(lowering.call.operands).begin(),
                         code.list(lowering.call.operands).end());
    for (ty::GenericArg arg : fn_ty.args())
      if (arg.is_ty() && !lowering.elem)
        lowering.elem = arg.ty();
    lowering.run(tcx.str(name));
  }
}

} // namespace ochre::mir::optimize
