// Rows of the body's tables, blocks and statements: the small tools of building.

#include "mir/build/builder.h"

#include "mir/ir/alloc_table.h"
#include "sema/ty/fold.h"

namespace ochre::mir::build {

Span Builder::span_of(ExprCursor e) const {
  hir::ExprId id = e.expr;
  while (e.level > 0 && nodes.exprs[id].kind == hir::ExprKind::Block) {
    hir::ExprId tail = nodes.blocks[nodes.exprs[id].block()].tail;
    if (!tail.is_valid())
      break;
    id = tail;
  }
  return nodes.exprs[id].span;
}

TyIdx Builder::ty_idx(ty::Ty ty) {
  auto [it, fresh] = ty_rows.try_emplace(ty);
  if (fresh)
    it->second = body->tables.tys.push(ty);
  return it->second;
}

ConstIdx Builder::const_idx(const ConstOperand &ct) { return body->tables.consts.push(ct); }

RegionIdx Builder::erased_region() {
  if (!erased_row.is_valid())
    erased_row = body->tables.regions.push(tcx.common.re_erased);
  return erased_row;
}

UserTypeIdx Builder::user_type(const ochre::UserType &user, ty::Ty inferred, Span span) {
  UserType row;
  row.kind = user.kind == ochre::UserType::Type ? UserType::Ty : UserType::TypeOf;
  row.ty = user.ty;
  row.def_id = user.def_id;
  row.args = user.args;
  row.self_ty = user.self_ty;
  row.impl_id = user.self_impl;
  row.vars = user.vars;
  row.inferred_ty = inferred;
  row.span = span;
  return body->tables.user_types.push(row);
}

Operand Builder::scalar_operand(ty::Ty ty, uint64_t lo, Span span, uint64_t hi) {
  ConstOperand ct;
  ct.kind = ConstOperandKind::Ty;
  ct.ty = ty;
  ct.ct = tcx.mk_const_bits(ty, lo, hi);
  ct.span = span;
  return const_operand(ct);
}

Operand Builder::usize_operand(uint64_t value, Span span) {
  return scalar_operand(tcx.common.usize, value, span);
}

Operand Builder::unit_operand(Span span) {
  ConstOperand ct;
  ct.ty = tcx.common.unit;
  ct.span = span;
  return const_operand(ct);
}

Operand Builder::fn_operand(DefId def_id, ty::GenericArgs args, Span span) {
  ConstOperand ct;
  ct.ty = tcx.mk_fn_def(def_id, args);
  ct.span = span;
  return const_operand(ct);
}

Operand Builder::lang_fn_operand(LangItem item, llvm::ArrayRef<ty::GenericArg> args, Span span) {
  DefId def_id = tcx.require_lang_item(item, span);
  if (!def_id.is_valid()) {
    failed = true;
    return unit_operand(span);
  }
  return fn_operand(def_id, tcx.mk_args(args), span);
}

Operand Builder::str_operand(llvm::StringRef text, Span span) {
  ConstOperand ct;
  ct.ty = tcx.mk_ref(tcx.common.re_static, tcx.common.str, ty::Mutability::Not);
  ct.span = span;
  ct.value.kind = ConstValueKind::Slice;
  ct.value.alloc = intern_bytes(tcx, text);
  ct.value.meta = text.size();
  return const_operand(ct);
}

BasicBlock Builder::new_block() { return code.blocks.push(BasicBlockData()); }

void Builder::push(BasicBlock block, Statement statement) {
  code.blocks[block].statements.push_back(std::move(statement));
}

void Builder::assign(BasicBlock block, SourceInfo source, Place place, const Rvalue &rvalue) {
  Statement s;
  s.kind = StatementKind::Assign;
  s.place = place;
  s.rvalue = rvalue;
  s.source = source;
  push(block, s);
}

void Builder::assign_operand(BasicBlock block, SourceInfo source, Place place, Operand operand) {
  Rvalue rvalue;
  rvalue.kind = RvalueKind::Use;
  rvalue.a = operand;
  assign(block, source, place, rvalue);
}

void Builder::assign_unit(BasicBlock block, SourceInfo source, Place place) {
  assign_operand(block, source, place, unit_operand(source.span));
}

void Builder::fake_read(BasicBlock block, SourceInfo source, FakeReadCause cause, Place place) {
  Statement s;
  s.kind = StatementKind::FakeRead;
  s.sub = static_cast<uint8_t>(cause);
  s.place = place;
  s.source = source;
  push(block, s);
}

void Builder::terminate(BasicBlock block, SourceInfo source, Terminator term) {
  term.source = source;
  code.blocks[block].terminator = term;
}

void Builder::go_to(BasicBlock from, BasicBlock to, SourceInfo source) {
  Terminator term;
  term.kind = TerminatorKind::Goto;
  term.target = to;
  terminate(from, source, term);
}

BasicBlock Builder::call(BasicBlock block, SourceInfo source, Operand fn,
                         llvm::ArrayRef<Operand> args, Place destination, CallSource call_source,
                         bool diverges) {
  Terminator term;
  term.kind = TerminatorKind::Call;
  term.operand = fn;
  term.operands = code.add_operands(args);
  term.place = destination;
  term.call_source = call_source;
  term.fn_span = source.span;
  BasicBlock next = new_block();
  if (!diverges)
    term.target = next;
  terminate(block, source, term);
  record_unwind(block);
  return next;
}

BasicBlock Builder::assert_(BasicBlock block, SourceInfo source, Operand cond, bool expected,
                            AssertKind kind, llvm::ArrayRef<Operand> operands, BinOp op) {
  Terminator term;
  term.kind = TerminatorKind::Assert;
  term.operand = cond;
  term.flag = expected;
  term.assert_kind = kind;
  term.assert_op = op;
  term.operands = code.add_operands(operands);
  term.target = new_block();
  terminate(block, source, term);
  record_unwind(block);
  return term.target;
}

Local Builder::new_temp(ty::Ty ty, Span span, LocalInfo info) {
  LocalDecl decl;
  decl.ty = ty_idx(ty);
  decl.info = info;
  decl.source = source(span);
  return code.locals.push(decl);
}

Local Builder::new_live_temp(BasicBlock block, ty::Ty ty, Span span, hir::ExprId expr) {
  Local temp = new_temp(ty, span);
  Statement live;
  live.kind = StatementKind::StorageLive;
  live.a = temp.raw;
  live.source = source(span);
  push(block, live);
  schedule_drop(temp_scope(expr), temp, DropKind::Storage);
  return temp;
}

Operand Builder::consume(Place place, ty::Ty ty) {
  return is_copy(ty) ? Operand::copy(place) : Operand::move(place);
}

void Builder::unsupported(Span span, llvm::StringRef what) {
  not_supported_yet(sess, span, what);
  failed = true;
}

} // namespace ochre::mir::build
