// Intrinsics: functions that the back end writes itself. Their meaning is in docs/std-internals.md.
// Here: floats and control. Integers, memory and types in files of their own.

#include "codegen/wasm/cx.h"

namespace ochre::wasm {

using codegen::FloatIntrinsic;
using codegen::IntrinsicId;

PlaceRef FunctionCx::dest_of(IntrinsicCall &call) {
  if (!call.dest)
    call.dest = temp_slot(call.ret_layout);
  return call.dest;
}

bool FunctionCx::call_intrinsic(const mir::Terminator &term, const ty::Instance &callee) {
  // Operands are asked for once: not before it is known who will.
  IntrinsicId id = cx.intrinsic_kind(callee.def_id).id;
  if (id == IntrinsicId::Unknown || id >= IntrinsicId::SimdAdd)
    return false;
  IntrinsicCall call{
      cx.intrinsic_kind(callee.def_id), callee, term.source, {}, {}, {}, {}, nullptr, {}, {}};
  for (const mir::Operand &op : code.list(term.operands)) {
    call.args.push_back(operand(op));
    call.arg_tys.push_back(operand_ty(op));
  }
  for (ty::GenericArg arg : callee.args)
    if (arg.is_ty() && !call.elem)
      call.elem = arg.ty();
  call.ret_ty = mir::place_ty(tcx, body, term.place).ty;
  call.ret_layout = layout_of(call.ret_ty);
  bool has_dest = term.target.is_valid();
  bool in_registers = is_register_place(term.place);
  if (has_dest && !in_registers)
    call.dest = stable(place(term.place));
  if (!intrinsic(call))
    return false;
  if (!has_dest) {
    unreachable();
    return true;
  }
  bool is_value = call.result.kind != Operand::Zst;
  if (is_value)
    call.result.layout = call.ret_layout;
  if (in_registers && is_value)
    write(term.place, call.result);
  else if (in_registers && call.dest)
    write(term.place, load(call.dest));
  else if (is_value)
    store(call.result, call.dest);
  return true;
}

// --- Floats
// --------------------------------------------------------------------------------------

namespace {

/// Functions of C's mathematical library, which for f32 end in `f`.
const char *library_name(FloatIntrinsic op) {
  switch (op) {
  case FloatIntrinsic::cos: return "cos";
  case FloatIntrinsic::exp: return "exp";
  case FloatIntrinsic::exp2: return "exp2";
  case FloatIntrinsic::fma: return "fma";
  case FloatIntrinsic::log: return "log";
  case FloatIntrinsic::log10: return "log10";
  case FloatIntrinsic::log2: return "log2";
  case FloatIntrinsic::pow: return "pow";
  case FloatIntrinsic::sin: return "sin";
  default: return nullptr;
  }
}

} // namespace

/// The greater or smaller one; a NaN loses.
Leaf FunctionCx::float_choice(FloatOp op, const Leaf &x, const Leaf &y) {
  Leaf a = ir.keep(x);
  Leaf b = ir.keep(y);
  Leaf chosen = ir.select(ir.binary(FloatOp::Ne, b, b), a, ir.binary(op, a, b));
  return ir.select(ir.binary(FloatOp::Ne, a, a), b, chosen);
}

/// Halves go away from zero. What is cut off is exact, so the test is too.
Leaf FunctionCx::float_round(const Leaf &given) {
  const binaryen::Api &api = ir.api;
  Leaf x = ir.keep(given);
  bool is_double = x.ty == ValTy::F64;
  auto number = [&](double value) {
    return is_double ? ir.constant(x.ty, llvm::bit_cast<uint64_t>(value))
                     : ir.constant(x.ty, llvm::bit_cast<uint32_t>(static_cast<float>(value)));
  };
  auto unary = [&](BinaryenOp wide, BinaryenOp narrow, const Leaf &v) {
    return ir.unary(is_double ? wide : narrow, x.ty, v);
  };
  Leaf cut = ir.keep(unary(api.TruncFloat64, api.TruncFloat32, x));
  Leaf rest = unary(api.AbsFloat64, api.AbsFloat32, ir.binary(FloatOp::Sub, x, cut));
  Leaf away = ir.binary(FloatOp::Add, cut, ir.binary(FloatOp::CopySign, number(1), x));
  return ir.select(ir.binary(FloatOp::Ge, rest, number(0.5)), away, cut);
}

bool FunctionCx::float_intrinsic(IntrinsicCall &call) {
  const binaryen::Api &api = ir.api;
  auto op = static_cast<FloatIntrinsic>(call.kind.op);
  if (!is_plain_float(call.arg_tys[0]))
    return true;
  llvm::SmallVector<Leaf, 3> v;
  for (const Operand &arg : call.args)
    v.push_back(in_register(arg).lo);
  ValTy ty = v[0].ty;
  bool is_double = ty == ValTy::F64;
  auto result = [&](const Leaf &value) {
    call.result = immediate(value, call.ret_layout);
    return true;
  };
  auto unary = [&](BinaryenOp wide, BinaryenOp narrow) {
    return result(ir.unary(is_double ? wide : narrow, ty, v[0]));
  };
  auto library = [&](std::string name, llvm::ArrayRef<ValTy> params) {
    return result(call_runtime(name, {ValTys(params.begin(), params.end()), {ty}}, v)[0]);
  };
  switch (op) {
  case FloatIntrinsic::ceil: return unary(api.CeilFloat64, api.CeilFloat32);
  case FloatIntrinsic::floor: return unary(api.FloorFloat64, api.FloorFloat32);
  case FloatIntrinsic::fabs: return unary(api.AbsFloat64, api.AbsFloat32);
  case FloatIntrinsic::sqrt: return unary(api.SqrtFloat64, api.SqrtFloat32);
  case FloatIntrinsic::trunc: return unary(api.TruncFloat64, api.TruncFloat32);
  case FloatIntrinsic::roundeven: return unary(api.NearestFloat64, api.NearestFloat32);
  case FloatIntrinsic::round: return result(float_round(v[0]));
  case FloatIntrinsic::copysign: return result(ir.binary(FloatOp::CopySign, v[0], v[1]));
  case FloatIntrinsic::maximum: return result(ir.binary(FloatOp::Max, v[0], v[1]));
  case FloatIntrinsic::minimum: return result(ir.binary(FloatOp::Min, v[0], v[1]));
  case FloatIntrinsic::maxnum: return result(float_choice(FloatOp::Max, v[0], v[1]));
  case FloatIntrinsic::minnum: return result(float_choice(FloatOp::Min, v[0], v[1]));
  case FloatIntrinsic::fmuladd: {
    Leaf product = ir.binary(FloatOp::Mul, v[0], v[1]);
    return result(ir.binary(FloatOp::Add, product, v[2]));
  }
  case FloatIntrinsic::powi:
    return library(is_double ? "__powidf2" : "__powisf2", {ty, ValTy::I32});
  case FloatIntrinsic::cos:
  case FloatIntrinsic::exp:
  case FloatIntrinsic::exp2:
  case FloatIntrinsic::fma:
  case FloatIntrinsic::log:
  case FloatIntrinsic::log10:
  case FloatIntrinsic::log2:
  case FloatIntrinsic::pow:
  case FloatIntrinsic::sin: break;
  }
  ValTys params(v.size(), ty);
  return library(library_name(op) + std::string(is_double ? "" : "f"), params);
}

// --- Control
// -------------------------------------------------------------------------------------

bool FunctionCx::catch_unwind(IntrinsicCall &call) {
  Leaf data = in_register(call.args[1]).lo;
  if (tcx.sess.opts.codegen.panic == PanicStrategy::Unwind) {
    Leaf caught = in_register(call.args[2]).lo;
    can_throw = true; // by catch_fn
    call.result =
        immediate(call_helper(cx.try_helper(), {in_register(call.args[0]).lo, data, caught})[0],
                  call.ret_layout);
    return true;
  }
  // Nothing unwinds: try_fn(data), and all is well.
  emit_call({nullptr, in_register(call.args[0]).lo, nullptr, {{ValTy::I32}, {}}}, {data});
  call.result = immediate(ir.i32(0), call.ret_layout);
  return true;
}

bool FunctionCx::select_value(IntrinsicCall &call) {
  Leaf test = ir.keep(in_register(call.args[0]).lo);
  const Operand &yes = call.args[1];
  const Operand &no = call.args[2];
  auto choose = [&](const Val &a, const Val &b) {
    Val out = ir.select(test, a.lo, b.lo);
    if (a.is_wide())
      out.hi = ir.select(test, a.hi, b.hi);
    return out;
  };
  switch (yes.kind) {
  case Operand::Zst: return true;
  case Operand::Immediate:
    call.result = immediate(choose(yes.a, no.a), call.ret_layout);
    return true;
  case Operand::Pair: {
    Val first = keep(choose(yes.a, no.a));
    call.result = pair(first, choose(yes.b, no.b), call.ret_layout);
    return true;
  }
  case Operand::Ref:
    call.result = yes;
    call.result.at = {ir.select(test, pointer(yes.at), pointer(in_memory(no).at)), 0};
    return true;
  }
  return false;
}

bool FunctionCx::control_intrinsic(IntrinsicCall &call) {
  auto flag = [&](bool on) {
    call.result = immediate(ir.i32(on), call.ret_layout);
    return true;
  };
  switch (call.kind.id) {
  case IntrinsicId::Abort:
  case IntrinsicId::Breakpoint:
  case IntrinsicId::Unreachable: ir.emit(ir.api.Unreachable(ir.module)); return true;
  case IntrinsicId::Assume:
  case IntrinsicId::ColdPath:
  case IntrinsicId::Forget: return true;
  case IntrinsicId::BlackBox:
    if (call.args[0].kind == Operand::Zst)
      return true;
    call.result = call.args[0];
    return true;
  case IntrinsicId::CallerLocation:
    call.result = immediate(location_arg(call.source), call.ret_layout);
    return true;
  case IntrinsicId::CatchUnwind: return catch_unwind(call);
  case IntrinsicId::SelectUnpredictable: return select_value(call);
  case IntrinsicId::Transmute:
  case IntrinsicId::TransmuteUnchecked:
    call.result = transmute(call.args[0], call.ret_ty);
    return true;
  case IntrinsicId::IsValStaticallyKnown:
  case IntrinsicId::ContractChecks: return flag(false);
  case IntrinsicId::OverflowChecks: return flag(tcx.sess.opts.overflow_checks());
  case IntrinsicId::UbChecks: return flag(tcx.sess.opts.debug_assertions());
  default: return false;
  }
}

bool FunctionCx::intrinsic(IntrinsicCall &call) {
  IntrinsicId id = call.kind.id;
  if (id == IntrinsicId::Unknown)
    return false;
  if (id == IntrinsicId::Float)
    return float_intrinsic(call);
  if (id == IntrinsicId::Binary) {
    call.result = binary(static_cast<mir::BinOp>(call.kind.op), call.args[0], call.args[1],
                         call.arg_tys[0], call.ret_ty);
    return true;
  }
  if (id == IntrinsicId::AtomicRmw ||
      (id >= IntrinsicId::AtomicCxchg && id <= IntrinsicId::AtomicStore))
    return atomic_intrinsic(call);
  if (id >= IntrinsicId::BitReverse && id <= IntrinsicId::SaturatingSub)
    return integer_intrinsic(call);
  if (id >= IntrinsicId::CompareBytes && id <= IntrinsicId::WriteViaMove)
    return memory_intrinsic(call);
  if (id >= IntrinsicId::AggregateRawPtr && id <= IntrinsicId::PtrOffsetFromUnsigned)
    return pointer_intrinsic(call);
  if (id >= IntrinsicId::AlignOf && id <= IntrinsicId::VtableSize)
    return type_intrinsic(call);
  if (id >= IntrinsicId::SimdAdd)
    return false;
  return control_intrinsic(call);
}

/// Functions that stand for instructions of the machine: `llvm.wasm.memory.grow` and kin.
bool FunctionCx::call_machine_intrinsic(const mir::Terminator &term, const ty::Instance &callee) {
  const ty::CodegenFnAttrs *attrs =
      is_ctor(tcx.def_kind(callee.def_id)) ? nullptr : tcx.codegen_fn_attrs(callee.def_id);
  if (!attrs || !attrs->link_name.is_valid())
    return false;
  llvm::StringRef name = tcx.str(attrs->link_name);
  if (!name.consume_front("llvm."))
    return false;
  llvm::SmallVector<Leaf, 2> args;
  for (const mir::Operand &op : code.list(term.operands))
    args.push_back(in_register(operand(op)).lo);
  auto result = [&](Expr value) {
    // Read before anything else happens.
    Leaf leaf = ir.keep(ir.node(value, ValTy::I32));
    write(term.place, immediate(leaf, layout_of(mir::place_ty(tcx, body, term.place).ty)));
    return true;
  };
  if (name.starts_with("wasm.memory.size"))
    return result(ir.api.MemorySize(ir.module));
  if (name.starts_with("wasm.memory.grow") && args.size() == 2)
    return result(ir.api.MemoryGrow(ir.module, ir.use(args[1])));
  if (name == "wasm.throw" && args.size() == 2) {
    throw_(args[1]);
    return true;
  }
  unsupported(term.source.span, ("the intrinsic `llvm." + name + "`").str());
  unreachable();
  return true;
}

} // namespace ochre::wasm
