// Terminators, frames and the main loop.

#include "mir/interpret/arith.h"
#include "mir/interpret/call.h"
#include "mir/interpret/cast.h"
#include "mir/interpret/memory.h"
#include "mir/interpret/place.h"
#include "sema/traits/vtable.h"
#include "sema/ty/fold.h"
#include "sema/ty/print.h"

namespace ochre::mir::interpret {

namespace {

void go_to(Machine &m, BasicBlock block) {
  m.frame().block = block;
  m.frame().statement = 0;
}

void switch_int(Machine &m, const Terminator &term) {
  u128 bits = read_bits(m, eval_operand(m, term.operand));
  if (m.failed())
    return;
  for (const SwitchCase &c : m.frame().body->code->switch_cases(term))
    if ((u128(c.hi) << 64 | c.lo) == bits)
      return go_to(m, c.target);
  go_to(m, term.other);
}

/// `u8::MAX`, `-3_i32`: a number as messages show it.
std::string number(Machine &m, u128 bits, ty::Ty ty) {
  NumTy num = num_ty(m, ty);
  std::string name = ty::to_string(m.tcx, ty);
  bool is_signed = num.is_signed();
  u128 max = layout::unsigned_max(num.size) >> (is_signed ? 1 : 0);
  if (bits == max)
    return name + "::MAX";
  if (is_signed && bits == max + 1)
    return name + "::MIN";
  uint64_t words[2] = {static_cast<uint64_t>(bits), static_cast<uint64_t>(bits >> 64)};
  llvm::SmallString<40> text;
  llvm::APInt(num.size * 8, words).toString(text, 10, is_signed);
  return (text + "_" + name).str();
}

llvm::StringRef operator_of(BinOp op) {
  switch (op) {
  case BinOp::Add: return "+";
  case BinOp::Sub: return "-";
  case BinOp::Mul: return "*";
  case BinOp::Div: return "/";
  case BinOp::Rem: return "%";
  default: return "";
  }
}

std::string assert_message(Machine &m, const Terminator &term) {
  llvm::SmallVector<std::pair<u128, ty::Ty>, 2> ops;
  for (const Operand &operand : m.frame().body->code->list(term.operands)) {
    Value value = eval_operand(m, operand);
    ops.push_back({read_bits(m, value), value.ty()});
  }
  auto text = [&](size_t i) {
    return i < ops.size() ? number(m, ops[i].first, ops[i].second) : std::string("_");
  };
  auto plain = [&](size_t i) {
    return i < ops.size() ? llvm::utostr(static_cast<uint64_t>(ops[i].first)) : std::string("_");
  };
  switch (term.assert_kind) {
  case AssertKind::BoundsCheck:
    return "index out of bounds: the length is " + plain(0) + " but the index is " + plain(1);
  case AssertKind::Overflow:
    if (term.assert_op == BinOp::Shl)
      return "attempt to shift left by `" + text(1) + "`, which would overflow";
    if (term.assert_op == BinOp::Shr)
      return "attempt to shift right by `" + text(1) + "`, which would overflow";
    return "attempt to compute `" + text(0) + " " + operator_of(term.assert_op).str() + " " +
           text(1) + "`, which would overflow";
  case AssertKind::OverflowNeg: return "attempt to negate `" + text(0) + "`, which would overflow";
  case AssertKind::DivisionByZero: return "attempt to divide `" + text(0) + "` by zero";
  case AssertKind::RemainderByZero:
    return "attempt to calculate the remainder of `" + text(0) + "` with a divisor of zero";
  case AssertKind::ResumedAfterReturn: return "coroutine resumed after completion";
  case AssertKind::ResumedAfterPanic: return "coroutine resumed after panicking";
  case AssertKind::MisalignedPointerDereference: return "misaligned pointer dereference";
  case AssertKind::NullPointerDereference: return "null pointer dereference occurred";
  }
  return "";
}

void assert_(Machine &m, const Terminator &term) {
  bool cond = read_bits(m, eval_operand(m, term.operand)) != 0;
  if (m.failed())
    return;
  if (cond == term.flag)
    return go_to(m, term.target);
  std::string message = assert_message(m, term);
  fail(m, message);
}

/// A constant that a body names must have a value, even if it is never reached.
void require_constants(Machine &m, const Body &body) {
  for (const ConstOperand &ct : body.tables.consts) {
    if (ct.kind != ConstOperandKind::Unevaluated || ct.promoted.is_valid())
      continue;
    ty::ConstEvalResult result = m.tcx.const_eval({m.env, ct.def_id, ct.args, UINT32_MAX});
    if (!result.value && result.error == ty::EvalError::Reported)
      return fail_silently(m, result.error);
  }
}

BodyPlan &plan_of(Machine &m, const Body &body) {
  std::unique_ptr<BodyPlan> &plan = m.plans[&body];
  if (!plan) {
    plan = std::make_unique<BodyPlan>();
    for (Local local : body.code->locals.ids())
      plan->tys.push_back(body.local_ty(local));
    plan->layouts.resize(plan->tys.size());
    require_constants(m, body);
  }
  return *plan;
}

/// The last local of a rust-call function is the tuple of all further arguments.
void spread(Machine &m, Local tuple, llvm::ArrayRef<Value> rest) {
  MPlace mem = eval_memory_place(m, {tuple, {}});
  for (uint32_t i = 0; i < rest.size() && !m.failed(); ++i)
    write_memory(m, field_place(m, mem, *mem.layout, i, rest[i].ty()), rest[i]);
}

void return_(Machine &m) {
  if (m.stack.size() == 1) {
    m.stack.back().block = BasicBlock(); // done; the frame keeps the result
    return;
  }
  Value result = eval_place_value(m, {kReturnPlace, {}});
  Frame done = std::move(m.stack.back());
  m.stack.pop_back();
  const Frame &f = m.frame();
  const Terminator &term = (*f.body)[f.block].terminator;
  if (m.failed())
    return;
  if (term.kind == TerminatorKind::Call) {
    PlaceRef dest = eval_place(m, term.place);
    // Same type up to regions and subtyping.
    if (dest.mem.layout && result.layout())
      write_value(m, dest, result);
  }
  for (LocalState &local : done.locals)
    if (local.kind == LocalKind::Memory)
      deallocate(m, local.alloc);
  go_on(m, term);
}

const ty::Instance *fn_ptr_target(Machine &m, const Value &callee) {
  Val ptr = read_imm(m, callee).a;
  if (m.failed())
    return nullptr;
  if (ptr.has_prov() && !is_local_alloc(ptr.prov) && ptr.bits == 0) {
    const GlobalAlloc &global = alloc_table(m.tcx)[ptr.prov];
    if (global.kind == GlobalAllocKind::Function)
      return global.function;
  }
  fail(m, "using a pointer as function pointer but it does not point to a function");
  return nullptr;
}

/// The empty self of a closure that is called through a function pointer.
Value closure_self(Machine &m, const ty::Instance &closure) {
  ty::Ty ty = m.tcx.mk_closure(closure.def_id, closure.args);
  MPlace place = allocate_place(m, ty, layout_of(m, ty));
  if (ty::ClosureArgs::of(closure.args).kind() == ty::ClosureKind::FnOnce)
    return memory_value(place);
  ty::Ty ref = m.tcx.mk_ref(m.tcx.common.re_erased, ty, ty::Mutability::Mut);
  return imm_value(place_ptr(m, place), ref, layout_of(m, ref));
}

/// The fields of a tuple as values of their own.
void untuple(Machine &m, const Value &tuple, llvm::SmallVectorImpl<Value> &out) {
  if (!tuple.ty().is(ty::TyKind::Tuple)) {
    fail(m, "a rust-call function whose arguments are no tuple");
    return;
  }
  MPlace mem = tuple.mem;
  if (!tuple.in_memory) {
    mem = allocate_place(m, tuple.ty(), tuple.layout());
    write_memory(m, mem, tuple);
  }
  ty::TyList elems = tuple.ty().tuple_elems();
  for (uint32_t i = 0; i < elems.size() && !m.failed(); ++i)
    out.push_back(memory_value(field_place(m, mem, *mem.layout, i, elems[i])));
}

void call(Machine &m, const Terminator &term) {
  const Body &body = *m.frame().body;
  Value callee = eval_operand(m, term.operand);
  if (m.failed() || !callee.layout())
    return;
  ty::Ty fn_ty = callee.ty();
  bool is_rust_call = false;
  const ty::Instance *instance = nullptr;
  if (fn_ty.is(ty::TyKind::FnDef)) {
    instance = resolve_fn(m, fn_ty);
    is_rust_call =
        m.tcx.fn_sig(fn_ty.def_id()).skip_binder().skip_binder().abi == ty::Abi::RustCall;
  } else {
    instance = fn_ptr_target(m, callee);
  }
  llvm::SmallVector<Value, 8> args;
  if (fn_ty.is(ty::TyKind::FnPtr) && instance && instance->kind == ty::InstanceKind::Item &&
      m.tcx.is_closure_like(instance->def_id))
    args.push_back(closure_self(m, *instance));
  for (const Operand &operand : body.code->list(term.operands))
    args.push_back(eval_operand(m, operand));
  if (m.failed())
    return;
  if (is_rust_call && !args.empty()) {
    Value tuple = args.pop_back_val();
    untuple(m, tuple, args);
  }
  if (!m.failed())
    call_instance(m, instance, args, term);
}

/// Messages of panics: text that is known, without formatting.
std::optional<std::string> panic_text(Machine &m, DefId fn, llvm::ArrayRef<Value> args) {
  TyCtxt &tcx = m.tcx;
  bool plain = tcx.is_lang_item(fn, LangItem::Panic) ||
               tcx.is_lang_item(fn, LangItem::PanicNounwind) ||
               tcx.is_lang_item(fn, LangItem::BeginPanic);
  if (plain) {
    if (args.empty() || !args[0].ty().is_ref() || !args[0].ty().inner().is_str())
      return std::string("explicit panic");
    return read_str(m, read_imm(m, args[0]));
  }
  if (tcx.is_lang_item(fn, LangItem::PanicDisplay)) {
    if (args.empty() || !args[0].ty().is_ref())
      return std::string("explicit panic");
    MPlace inner = deref(m, args[0]);
    if (!inner.ty.is_ref() || !inner.ty.inner().is_str())
      return std::string("explicit panic");
    return read_str(m, read_imm(m, memory_value(inner)));
  }
  if (!tcx.is_lang_item(fn, LangItem::PanicFmt) && !tcx.is_lang_item(fn, LangItem::ConstPanicFmt))
    return std::nullopt;
  // `fmt::Arguments` of a text: its address, and twice its length plus one.
  if (args.empty() || !args[0].layout() || args[0].layout()->size != 2 * m.ptr_size)
    return std::string("explicit panic");
  MPlace mem = args[0].mem;
  if (!args[0].in_memory) {
    mem = allocate_place(m, args[0].ty(), args[0].layout());
    write_memory(m, mem, args[0]);
  }
  layout::Primitive ptr{layout::PrimitiveKind::Pointer, static_cast<uint8_t>(m.ptr_size), false};
  Val text = read_scalar(m, mem.alloc, mem.offset, ptr);
  Val len = read_scalar(m, mem.alloc, mem.offset + m.ptr_size, ptr);
  if (m.failed() || len.has_prov() || !len.init || len.bits % 2 == 0)
    return std::string("explicit panic");
  return read_str(m, Imm::two(text, usize_val(m, static_cast<uint64_t>(len.bits / 2))));
}

/// The code behind a slot of a vtable, and the receiver as a thin pointer.
const ty::Instance *virtual_target(Machine &m, const ty::Instance &instance, Value &self) {
  Imm ptr = read_imm(m, self);
  ty::Ty concrete = m.failed() ? ty::Ty() : vtable_ty(m, ptr.b);
  if (!concrete)
    return nullptr;
  const GlobalAlloc &vtable = alloc_table(m.tcx)[ptr.b.prov];
  for (const ty::PolyExistentialPredicate &p : vtable.predicates) {
    if (p.skip_binder().kind != ty::ExistentialKind::Trait)
      continue;
    ty::TraitRef ref = traits::object_trait_ref(m.tcx, p, concrete);
    std::vector<traits::VtblEntry> entries = traits::vtable_entries(m.tcx, ref);
    if (instance.index >= entries.size() ||
        entries[instance.index].kind != traits::VtblEntryKind::Method)
      break;
    const traits::VtblEntry &entry = entries[instance.index];
    self = imm_value(Imm::one(ptr.a), self.ty(), self.layout());
    return m.tcx.resolve_instance({m.env, entry.method, entry.args});
  }
  fail(m, "calling a method that the vtable does not have");
  return nullptr;
}

} // namespace

std::optional<std::string> read_str(Machine &m, const Imm &str) {
  auto bytes = read_bytes(m, str.a.prov, static_cast<uint64_t>(str.a.bits),
                          static_cast<uint64_t>(bits_of(m, str.b)));
  if (!bytes)
    return std::nullopt;
  return std::string(bytes->begin(), bytes->end());
}

void go_on(Machine &m, const Terminator &term) {
  if (m.failed())
    return;
  if (!term.target.is_valid())
    return fail(m, "entering unreachable code");
  go_to(m, term.target);
}

void call_instance(Machine &m, const ty::Instance *instance, llvm::ArrayRef<Value> args,
                   const Terminator &call) {
  if (m.failed() || !instance)
    return fail_silently(m, ty::EvalError::Reported);
  llvm::SmallVector<Value, 8> own(args.begin(), args.end());
  if (instance->kind == ty::InstanceKind::Virtual) {
    if (own.empty())
      return fail(m, "a virtual call without receiver");
    instance = virtual_target(m, *instance, own[0]);
    if (m.failed() || !instance)
      return fail_silently(m, ty::EvalError::Reported);
  }
  if (instance->kind == ty::InstanceKind::Intrinsic) {
    if (call_intrinsic(m, *instance, own, call))
      return;
    if (!m.tcx.is_mir_available(instance->def_id))
      return fail(m, "calling intrinsic `" + m.tcx.str(m.tcx.name(instance->def_id)) +
                         "` in a constant");
    ty::Instance body = *instance;
    body.kind = ty::InstanceKind::Item;
    instance = m.tcx.mk_instance(body);
  }
  if (instance->kind == ty::InstanceKind::DropGlue && !instance->ty)
    return go_on(m, call);
  if (instance->kind == ty::InstanceKind::Item) {
    if (auto text = panic_text(m, instance->def_id, own)) {
      m.failure.is_panic = true;
      return fail(m, "evaluation panicked: " + *text);
    }
    if (m.failed())
      return;
    DefId parent = m.tcx.parent(instance->def_id);
    if (parent.is_valid() && m.tcx.def_kind(parent) == DefKind::ForeignMod)
      return fail(m, "calling extern function `" + m.tcx.str(m.tcx.name(instance->def_id)) + "`");
  }
  const Body *body = m.tcx.instance_mir(instance);
  if (!body && !m.tcx.is_local(instance->def_id))
    return fail(m, "calling non-const function `" + m.tcx.str(m.tcx.name(instance->def_id)) + "`");
  if (!body || body->tainted_by_errors)
    return fail_silently(m, ty::EvalError::Reported);
  push_frame(m, *body, instance, own);
}

void drop_place(Machine &m, const MPlace &place, const Terminator &term) {
  if (m.failed() || !place.layout)
    return;
  ty::Ty ty = place.ty;
  if (ty.is_dyn()) {
    ty = vtable_ty(m, place.meta);
    if (!ty)
      return;
  }
  if (!m.tcx.needs_drop({m.env, ty}))
    return go_on(m, term);
  ty::Instance glue;
  glue.kind = ty::InstanceKind::DropGlue;
  glue.def_id = m.tcx.require_lang_item(LangItem::DropInPlace, term.source.span);
  if (!glue.def_id.is_valid())
    return fail_silently(m, ty::EvalError::Reported);
  glue.args = m.tcx.mk_args({ty::GenericArg(ty)});
  glue.ty = ty;
  ty::Ty ptr_ty = m.tcx.mk_ptr(ty, ty::Mutability::Mut);
  Imm ptr = place_ptr(m, place);
  if (place.ty.is_dyn())
    ptr.count = 1;
  call_instance(m, m.tcx.mk_instance(glue), imm_value(ptr, ptr_ty, layout_of(m, ptr_ty)), term);
}

void push_frame(Machine &m, const Body &body, const ty::Instance *instance,
                llvm::ArrayRef<Value> args) {
  if (m.stack.size() >= m.max_depth)
    return fail(m, "reached the configured maximum number of stack frames");
  m.stack.emplace_back();
  Frame &f = m.frame();
  f.body = &body;
  f.instance = instance;
  f.plan = &plan_of(m, body);
  f.locals.resize(body.code->locals.size());
  llvm::SmallVector<Value, 8> own(args.begin(), args.end());
  // A closure as a function pointer has no receiver: its environment is empty.
  if (!body.spread_arg && own.size() + 1 == body.arg_count && instance &&
      instance->kind == ty::InstanceKind::Item &&
      m.tcx.def_kind(instance->def_id) == DefKind::Closure) {
    ty::Ty self = f.plan->tys[1];
    Imm env = self.is_ref() ? Imm::one(Val::uint(1, m.ptr_size)) : Imm();
    own.insert(own.begin(), imm_value(env, self, layout_of(m, self)));
  }
  uint32_t direct = body.spread_arg ? body.arg_count - 1 : body.arg_count;
  if (own.size() < direct || (own.size() > direct && !body.spread_arg))
    return fail(m, "calling a function with " + llvm::Twine(own.size()) + " arguments that takes " +
                       llvm::Twine(body.arg_count));
  for (uint32_t i = 0; i < direct && !m.failed(); ++i) {
    Value arg = own[i];
    PlaceRef place = eval_place(m, {Local(i + 1), {}});
    if (m.failed())
      return;
    if (place.mem.layout && arg.layout() && place.mem.layout->size != arg.layout()->size &&
        arg.in_memory)
      return fail(m, "calling a function with an argument of another type");
    if (!arg.in_memory && place.in_local)
      write_imm(m, place, arg.imm);
    else
      write_value(m, place, arg);
  }
  if (body.spread_arg && !m.failed())
    spread(m, Local(body.arg_count), llvm::ArrayRef(own).drop_front(direct));
}

void eval_terminator(Machine &m, const Terminator &term) {
  switch (term.kind) {
  case TerminatorKind::Goto:
  case TerminatorKind::FalseEdge:
  case TerminatorKind::FalseUnwind: return go_to(m, term.target);
  case TerminatorKind::SwitchInt: return switch_int(m, term);
  case TerminatorKind::Return: return return_(m);
  case TerminatorKind::Unreachable: return fail(m, "entering unreachable code");
  case TerminatorKind::Drop: return drop_place(m, eval_memory_place(m, term.place), term);
  case TerminatorKind::Call: return call(m, term);
  case TerminatorKind::Assert: return assert_(m, term);
  case TerminatorKind::UnwindResume:
  case TerminatorKind::UnwindTerminate: return fail(m, "unwinding past the topmost frame");
  case TerminatorKind::Yield:
  case TerminatorKind::CoroutineDrop: return fail_unsupported(m, "coroutines in constants");
  case TerminatorKind::InlineAsm: return fail(m, "inline assembly is not supported in constants");
  }
}

void run(Machine &m, size_t depth) {
  while (!m.failed() && m.stack.size() > depth) {
    Frame &f = m.frame();
    if (!f.block.is_valid())
      return;
    const BasicBlockData &block = (*f.body)[f.block];
    if (f.statement < block.statements.size()) {
      eval_statement(m, block.statements[f.statement]);
      if (!m.failed())
        ++m.frame().statement;
      continue;
    }
    if (++m.steps > m.max_steps) {
      m.failure.is_timeout = true;
      return fail(m, "constant evaluation is taking a long time");
    }
    eval_terminator(m, block.terminator);
  }
}

} // namespace ochre::mir::interpret
