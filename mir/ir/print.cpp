// The text of MIR, close to what people know from other Rust compilers:
//
//   fn f(_1: i32) -> i32 {
//       debug x => _1;
//       let mut _0: i32;
//
//       bb0: {
//           _2 = AddWithOverflow(copy _1, const 1_i32);
//           assert(!move (_2.1: bool), "attempt to add") -> [success: bb1, unwind continue];
//       }

#include "mir/ir/print.h"

#include "mir/ir/alloc_table.h"
#include "sema/ty/print.h"

namespace ochre::mir {

namespace {

llvm::StringRef name_of(BinOp op) {
  static constexpr const char *kNames[] = {
#define BIN_OP(name) #name,
#include "mir/ir/kinds.def"
  };
  return kNames[static_cast<unsigned>(op)];
}

llvm::StringRef name_of(CastKind kind) {
  static constexpr const char *kNames[] = {
#define CAST_KIND(name) #name,
#include "mir/ir/kinds.def"
  };
  return kNames[static_cast<unsigned>(kind)];
}

llvm::StringRef name_of(AssertKind kind) {
  static constexpr const char *kNames[] = {
#define ASSERT_KIND(name) #name,
#include "mir/ir/kinds.def"
  };
  return kNames[static_cast<unsigned>(kind)];
}

std::string local_name(Local local) { return "_" + std::to_string(local.raw); }
std::string block_name(BasicBlock bb) { return "bb" + std::to_string(bb.raw); }

struct Printer {
  TyCtxt &tcx;
  const Body &body;

  std::string ty(TyIdx idx) const { return ty::to_string(tcx, body.tables.tys[idx]); }
  std::string elem(std::string base, const PlaceElem &e, ty::Ty base_ty) const;
  std::string constant(ConstIdx idx) const;
  std::string value(const ConstValue &value, ty::Ty ty) const;
  std::string operands(ListRange range) const;
  std::string aggregate(const Rvalue &r) const;
  std::string unwind(const UnwindAction &action) const;
  std::string call(const Terminator &t) const;
};

std::string Printer::elem(std::string base, const PlaceElem &e, ty::Ty base_ty) const {
  switch (e.kind) {
  case ProjectionKind::Deref: return "(*" + base + ")";
  case ProjectionKind::Field: return "(" + base + "." + std::to_string(e.a) + ": " + ty(e.ty) + ")";
  case ProjectionKind::Index: return base + "[_" + std::to_string(e.a) + "]";
  case ProjectionKind::ConstantIndex:
    return base + "[" + (e.from_end ? "-" : "") + std::to_string(e.a) + " of " +
           std::to_string(e.b) + "]";
  case ProjectionKind::Subslice:
    return base + "[" + std::to_string(e.a) + ":" + (e.from_end ? "-" : "") + std::to_string(e.b) +
           "]";
  case ProjectionKind::Downcast: {
    std::string variant = "variant#" + std::to_string(e.a);
    if (base_ty.is_adt())
      variant = tcx.str(tcx.adt_def(base_ty.def_id())
                            ->variants[ty::VariantIdx(static_cast<uint32_t>(e.a))]
                            .name)
                    .str();
    return "(" + base + " as " + variant + ")";
  }
  case ProjectionKind::OpaqueCast: return "(" + base + " as " + ty(e.ty) + ")";
  }
  return base;
}

std::string escaped(llvm::StringRef bytes) {
  std::string out;
  llvm::raw_string_ostream stream(out);
  stream.write_escaped(bytes, /*UseHexEscapes=*/true);
  return out;
}

std::string Printer::value(const ConstValue &value, ty::Ty ty) const {
  std::string suffix = ": " + ty::to_string(tcx, ty);
  switch (value.kind) {
  case ConstValueKind::ZeroSized:
    if (ty.is_unit())
      return "()";
    return ty::to_string(tcx, ty);
  case ConstValueKind::Scalar:
    if (value.scalar.kind == ScalarKind::Ptr) {
      const GlobalAlloc &alloc = alloc_table(tcx)[value.scalar.alloc];
      if (alloc.kind == GlobalAllocKind::Static)
        return "{static " + tcx.defs.path_string(alloc.static_id) + suffix + "}";
      if (alloc.kind == GlobalAllocKind::Memory && alloc.memory && ty.is_ref() &&
          ty.inner().is(ty::TyKind::Array) && ty.inner().inner() == tcx.common.u8) {
        llvm::StringRef bytes(reinterpret_cast<const char *>(alloc.memory->bytes.data()),
                              alloc.memory->bytes.size());
        return "b\"" + escaped(bytes) + "\"";
      }
      return "{alloc+" + std::to_string(value.scalar.lo) + suffix + "}";
    }
    return std::to_string(value.scalar.lo) + suffix;
  case ConstValueKind::Slice: {
    const GlobalAlloc &alloc = alloc_table(tcx)[value.alloc];
    if (alloc.kind != GlobalAllocKind::Memory || !alloc.memory)
      return "{slice" + suffix + "}";
    llvm::StringRef bytes(reinterpret_cast<const char *>(alloc.memory->bytes.data()),
                          alloc.memory->bytes.size());
    return "\"" + escaped(bytes) + "\"";
  }
  case ConstValueKind::Indirect: return "{memory" + suffix + "}";
  }
  return "";
}

std::string Printer::constant(ConstIdx idx) const {
  const ConstOperand &ct = body.tables.consts[idx];
  switch (ct.kind) {
  case ConstOperandKind::Ty: return "const " + ty::to_string(tcx, ct.ct);
  case ConstOperandKind::Unevaluated: {
    std::string out = "const " + ty::path_string(tcx, ct.def_id, ct.args);
    if (ct.promoted.is_valid())
      out += "::promoted[" + std::to_string(ct.promoted.raw) + "]";
    return out;
  }
  case ConstOperandKind::Value: return "const " + value(ct.value, ct.ty);
  }
  return "";
}

std::string Printer::operands(ListRange range) const {
  std::string out;
  for (const Operand &operand : body.code->list(range))
    out += (out.empty() ? "" : ", ") + to_string(tcx, body, operand);
  return out;
}

std::string Printer::aggregate(const Rvalue &r) const {
  switch (r.aggregate_kind()) {
  case AggregateKind::Array: return "[" + operands(r.operands) + "]";
  case AggregateKind::Tuple:
    return "(" + operands(r.operands) + (r.operands.count == 1 ? ",)" : ")");
  case AggregateKind::Adt: {
    ty::Ty ty = body.tables.tys[r.ty];
    std::string out = ty::to_string(tcx, ty);
    const ty::AdtDef *adt = ty.is_adt() ? tcx.adt_def(ty.def_id()) : nullptr;
    if (adt && adt->is_enum())
      out += "::" + tcx.str(adt->variants[ty::VariantIdx(r.variant)].name).str();
    if (r.operands.count == 0)
      return out;
    return out + "(" + operands(r.operands) + ")";
  }
  case AggregateKind::Closure:
  case AggregateKind::Coroutine: return ty(r.ty) + " { " + operands(r.operands) + " }";
  case AggregateKind::RawPtr: return ty(r.ty) + " from (" + operands(r.operands) + ")";
  }
  return "";
}

std::string Printer::unwind(const UnwindAction &action) const {
  switch (action.kind) {
  case UnwindKind::Continue: return "unwind continue";
  case UnwindKind::Unreachable: return "unwind unreachable";
  case UnwindKind::Terminate:
    return action.reason == TerminateReason::Abi ? "unwind terminate(abi)"
                                                 : "unwind terminate(cleanup)";
  case UnwindKind::Cleanup: return "unwind: " + block_name(action.cleanup);
  }
  return "";
}

std::string Printer::call(const Terminator &t) const {
  std::string out = to_string(tcx, body, t.place) + " = " + to_string(tcx, body, t.operand) + "(" +
                    operands(t.operands) + ") -> ";
  if (!t.target.is_valid())
    return out + unwind(t.unwind);
  return out + "[return: " + block_name(t.target) + ", " + unwind(t.unwind) + "]";
}

llvm::StringRef borrow_text(BorrowKind kind) {
  switch (kind) {
  case BorrowKind::Shared: return "&";
  case BorrowKind::FakeShallow: return "&fake shallow ";
  case BorrowKind::FakeDeep: return "&fake ";
  case BorrowKind::Mut:
  case BorrowKind::MutClosure: return "&mut ";
  case BorrowKind::MutTwoPhase: return "&two_phase mut ";
  }
  return "";
}

llvm::StringRef raw_text(RawPtrKind kind) {
  switch (kind) {
  case RawPtrKind::Const: return "&raw const ";
  case RawPtrKind::Mut: return "&raw mut ";
  case RawPtrKind::FakeForPtrMetadata: return "&raw const (fake) ";
  }
  return "";
}

} // namespace

std::string to_string(TyCtxt &tcx, const Body &body, Place place) {
  Printer p{tcx, body};
  std::string out = local_name(place.local);
  PlaceTy at{body.local_ty(place.local), {}};
  for (const PlaceElem &elem : body.code->projection(place)) {
    out = p.elem(std::move(out), elem, at.ty);
    at = project_ty(tcx, body, at, elem);
  }
  return out;
}

std::string to_string(TyCtxt &tcx, const Body &body, const Operand &operand) {
  switch (operand.kind) {
  case OperandKind::Copy: return "copy " + to_string(tcx, body, operand.place);
  case OperandKind::Move: return "move " + to_string(tcx, body, operand.place);
  case OperandKind::Const: return Printer{tcx, body}.constant(operand.ct);
  }
  return "";
}

std::string to_string(TyCtxt &tcx, const Body &body, const Rvalue &r) {
  Printer p{tcx, body};
  auto operand = [&](const Operand &o) { return to_string(tcx, body, o); };
  switch (r.kind) {
  case RvalueKind::Use: return operand(r.a);
  case RvalueKind::Repeat:
    return "[" + operand(r.a) + "; " + ty::to_string(tcx, body.tables.consts[r.ct].ct) + "]";
  case RvalueKind::Ref: {
    ty::Region region = body.tables.regions[r.region];
    std::string name = region.is_erased() ? "" : ty::to_string(tcx, region) + " ";
    llvm::StringRef text = borrow_text(r.borrow_kind());
    return (name.empty() ? text.str() : "&" + name + text.drop_front(1).str()) +
           to_string(tcx, body, r.place);
  }
  case RvalueKind::RawPtr: return raw_text(r.raw_kind()).str() + to_string(tcx, body, r.place);
  case RvalueKind::ThreadLocalRef: return "&/*tls*/ " + p.constant(r.ct);
  case RvalueKind::Len: return "Len(" + to_string(tcx, body, r.place) + ")";
  case RvalueKind::Cast:
    return operand(r.a) + " as " + p.ty(r.ty) + " (" + name_of(r.cast_kind()).str() +
           (r.coercion_is_implicit ? ", Implicit)" : ")");
  case RvalueKind::BinaryOp:
    return name_of(r.bin_op()).str() + "(" + operand(r.a) + ", " + operand(r.b) + ")";
  case RvalueKind::UnaryOp: {
    static constexpr const char *kNames[] = {"Not", "Neg", "PtrMetadata"};
    return std::string(kNames[r.op]) + "(" + operand(r.a) + ")";
  }
  case RvalueKind::Discriminant: return "discriminant(" + to_string(tcx, body, r.place) + ")";
  case RvalueKind::Aggregate: return p.aggregate(r);
  case RvalueKind::CopyForDeref: return "deref_copy " + to_string(tcx, body, r.place);
  case RvalueKind::NullaryOp: {
    static constexpr const char *kNames[] = {"UbChecks", "ContractChecks", "OverflowChecks"};
    return std::string(kNames[r.op]) + "()";
  }
  }
  return "";
}

std::string to_string(TyCtxt &tcx, const Body &body, const Statement &s) {
  auto place = [&] { return to_string(tcx, body, s.place); };
  switch (s.kind) {
  case StatementKind::Assign: return place() + " = " + to_string(tcx, body, s.rvalue);
  case StatementKind::FakeRead: {
    static constexpr const char *kCauses[] = {"ForMatchGuard", "ForMatchedPlace", "ForGuardBinding",
                                              "ForLet", "ForIndex"};
    return std::string("FakeRead(") + kCauses[s.sub] + ", " + place() + ")";
  }
  case StatementKind::SetDiscriminant:
    return "discriminant(" + place() + ") = " + std::to_string(s.a);
  case StatementKind::StorageLive: return "StorageLive(" + local_name(s.local()) + ")";
  case StatementKind::StorageDead: return "StorageDead(" + local_name(s.local()) + ")";
  case StatementKind::PlaceMention: return "PlaceMention(" + place() + ")";
  case StatementKind::AscribeUserType:
    return "AscribeUserType(" + place() + ", UserType" + std::to_string(s.a) + ")";
  case StatementKind::Assume: return "assume(" + to_string(tcx, body, s.rvalue.a) + ")";
  case StatementKind::CopyNonOverlapping:
    return "copy_nonoverlapping(" + Printer{tcx, body}.operands(s.rvalue.operands) + ")";
  case StatementKind::Nop: return "nop";
  }
  return "";
}

std::string to_string(TyCtxt &tcx, const Body &body, const Terminator &t) {
  Printer p{tcx, body};
  switch (t.kind) {
  case TerminatorKind::Goto: return "goto -> " + block_name(t.target);
  case TerminatorKind::SwitchInt: {
    std::string out = "switchInt(" + to_string(tcx, body, t.operand) + ") -> [";
    for (const SwitchCase &c : body.code->switch_cases(t)) {
      llvm::APInt value(128, {c.lo, c.hi});
      out += llvm::toString(value, 10, false) + ": " + block_name(c.target) + ", ";
    }
    return out + "otherwise: " + block_name(t.other) + "]";
  }
  case TerminatorKind::UnwindResume: return "resume";
  case TerminatorKind::UnwindTerminate:
    return t.reason == TerminateReason::Abi ? "terminate(abi)" : "terminate(cleanup)";
  case TerminatorKind::Return: return "return";
  case TerminatorKind::Unreachable: return "unreachable";
  case TerminatorKind::Drop:
    return std::string(t.flag ? "drop_and_replace(" : "drop(") + to_string(tcx, body, t.place) +
           ") -> [return: " + block_name(t.target) + ", " + p.unwind(t.unwind) + "]";
  case TerminatorKind::Call: return p.call(t);
  case TerminatorKind::Assert: {
    std::string out = std::string("assert(") + (t.flag ? "" : "!") +
                      to_string(tcx, body, t.operand) + ", " + name_of(t.assert_kind).str();
    if (t.assert_kind == AssertKind::Overflow)
      out += "(" + name_of(t.assert_op).str() + ")";
    if (t.operands.count)
      out += ", " + p.operands(t.operands);
    return out + ") -> [success: " + block_name(t.target) + ", " + p.unwind(t.unwind) + "]";
  }
  case TerminatorKind::Yield:
    return to_string(tcx, body, t.place) + " = yield(" + to_string(tcx, body, t.operand) +
           ") -> [resume: " + block_name(t.target) +
           (t.other.is_valid() ? ", drop: " + block_name(t.other) : "") + "]";
  case TerminatorKind::CoroutineDrop: return "coroutine_drop";
  case TerminatorKind::FalseEdge:
    return "falseEdge -> [real: " + block_name(t.target) + ", imaginary: " + block_name(t.other) +
           "]";
  case TerminatorKind::FalseUnwind:
    return "falseUnwind -> [real: " + block_name(t.target) + ", " + p.unwind(t.unwind) + "]";
  case TerminatorKind::InlineAsm: return "asm!(..)";
  }
  return "";
}

namespace {

std::string header(TyCtxt &tcx, const Body &body) {
  std::string name = tcx.defs.path_string(body.def_id);
  DefKind kind = tcx.def_kind(body.def_id);
  bool is_fn = is_fn_like(kind);
  std::string out = is_fn ? "fn " + name + "(" : "const " + name + ": ";
  if (body.promoted.is_valid())
    out = "promoted[" + std::to_string(body.promoted.raw) + "] in " + name + ": ";
  else if (is_fn)
    for (uint32_t i = 1; i <= body.arg_count; ++i)
      out += (i > 1 ? ", _" : "_") + std::to_string(i) + ": " +
             ty::to_string(tcx, body.local_ty(Local(i)));
  std::string ret = ty::to_string(tcx, body.local_ty(kReturnPlace));
  return is_fn && !body.promoted.is_valid() ? out + ") -> " + ret + " {" : out + ret + " = {";
}

} // namespace

void print(TyCtxt &tcx, const Body &body, llvm::raw_ostream &out) {
  out << header(tcx, body) << "\n";
  for (const VarDebugInfo &info : body.code->var_debug_info)
    out << "    debug " << tcx.str(info.name) << " => "
        << (info.is_const ? Printer{tcx, body}.constant(info.ct) : to_string(tcx, body, info.place))
        << ";\n";
  for (Local local : body.code->locals.ids()) {
    if (local.raw >= 1 && local.raw <= body.arg_count)
      continue;
    bool is_mut = local == kReturnPlace || body[local].mutbl == ty::Mutability::Mut;
    out << "    let " << (is_mut ? "mut " : "") << local_name(local) << ": "
        << ty::to_string(tcx, body.local_ty(local)) << ";\n";
  }
  for (BasicBlock bb : body.code->blocks.ids()) {
    const BasicBlockData &data = body[bb];
    out << "\n    " << block_name(bb) << (data.is_cleanup ? " (cleanup)" : "") << ": {\n";
    for (const Statement &s : data.statements)
      out << "        " << to_string(tcx, body, s) << ";\n";
    out << "        " << to_string(tcx, body, data.terminator) << ";\n    }\n";
  }
  out << "}\n";
  for (const std::shared_ptr<Body> &promoted : body.promoteds) {
    out << "\n";
    print(tcx, *promoted, out);
  }
}

} // namespace ochre::mir
