// One function: parameters, statements.

#include "codegen/wasm/cfg.h"
#include "codegen/wasm/cx.h"

namespace ochre::wasm {

FunctionCx::FunctionCx(ModuleCx &cx, const FnDecl &decl, const mir::Body &body)
    : cx(cx), tcx(cx.tcx), decl(decl), body(body), code(*body.code), abi(*decl.abi), ir(cx.kit) {
  locals.resize(code.locals.size());
  ir.param_tys = decl.sig.params;
}

Operand FunctionCx::receive(const ArgAbi &arg, uint32_t &next) {
  auto scalar = [&](const layout::Scalar &s) {
    ValTys tys = leaves_of(s);
    Val out = ir.local(next++, tys[0]);
    if (tys.size() == 2)
      out.hi = ir.local(next++, tys[1]);
    return out;
  };
  switch (arg.mode) {
  case PassMode::Ignore: return zst(arg.layout);
  case PassMode::Direct: return immediate(scalar(arg.layout->scalar_a), arg.layout);
  case PassMode::Pair: {
    Val a = scalar(arg.layout->scalar_a);
    return pair(a, scalar(arg.layout->scalar_b), arg.layout);
  }
  case PassMode::Cast: {
    PlaceRef slot = new_slot(arg.layout);
    llvm::SmallVector<Leaf, 2> regs;
    for (const Reg &reg : arg.regs)
      regs.push_back(ir.local(next++, reg_ty(reg)));
    store_regs(arg, regs, slot.at);
    return load(slot);
  }
  case PassMode::Indirect: {
    Operand out;
    out.kind = Operand::Ref;
    out.layout = arg.layout;
    out.at.base = ir.local(next++, ValTy::I32);
    if (arg.layout->is_unsized)
      out.meta = ir.local(next++, ValTy::I32);
    return out;
  }
  }
  return {};
}

/// The parameters that an argument came in become its home.
void FunctionCx::bind(mir::Local local, const Operand &value) {
  LocalRef &ref = locals[local];
  if (ref.in_memory) {
    if (value.kind == Operand::Ref) {
      ref.place = {value.at, value.meta, value.layout, std::max<uint64_t>(value.layout->align, 1)};
      return;
    }
    ref.place = new_slot(ref.layout);
    return store(value, ref.place);
  }
  auto is_param = [](const Val &v) { return v.lo.kind == Leaf::Local; };
  bool in_params = (value.kind == Operand::Immediate && is_param(value.a)) ||
                   (value.kind == Operand::Pair && is_param(value.a) && is_param(value.b));
  if (!in_params)
    return set_local(local, value);
  auto take = [](uint32_t(&home)[2], const Val &v) {
    home[0] = v.lo.local;
    if (v.is_wide())
      home[1] = v.hi.local;
  };
  take(ref.a, value.a);
  if (value.kind == Operand::Pair)
    take(ref.b, value.b);
}

void FunctionCx::entry() {
  uint32_t in = 0;
  if (abi.ret.mode == PassMode::Indirect) {
    const Layout *layout = abi.ret.layout;
    locals[mir::kReturnPlace].in_memory = true;
    locals[mir::kReturnPlace].place = {{ir.local(in++, ValTy::I32), 0}, {}, layout, layout->align};
  }
  bool is_closure =
      tcx.def_kind(body.def_id) == DefKind::Closure && body.instance_kind == ty::InstanceKind::Item;
  bool spread = abi.is_rust_call && !is_closure;
  size_t next = 0;
  for (uint32_t i = 1; i <= body.arg_count; ++i) {
    mir::Local local(i);
    if (spread && i == body.arg_count) {
      // The parts of the tuple came one by one.
      ty::TyList elems = body.local_ty(local).tuple_elems();
      LocalRef &ref = locals[local];
      PlaceRef slot = new_slot(ref.layout);
      for (uint32_t e = 0; e < elems.size() && next < abi.args.size(); ++e)
        store(receive(abi.args[next++], in), field(slot, e, elems[e]));
      if (ref.in_memory)
        ref.place = slot;
      else
        set_local(local, load(slot));
      continue;
    }
    if (next < abi.args.size())
      bind(local, receive(abi.args[next++], in));
  }
  if (abi.track_caller && in < ir.param_tys.size())
    caller_location = ir.local(in, ValTy::I32);
}

void FunctionCx::copy_nonoverlapping(const mir::Statement &s) {
  llvm::ArrayRef<mir::Operand> ops = code.list(s.rvalue.operands);
  const Layout *elem = layout_of(operand_ty(ops[0]).inner());
  if (elem->is_zst())
    return;
  Leaf to = operand(ops[1]).a.lo;
  Leaf from = operand(ops[0]).a.lo;
  Leaf bytes = ir.mul(operand(ops[2]).a.lo, ir.i32(static_cast<uint32_t>(elem->size)));
  copy_bytes(to, from, bytes, elem->align);
}

void FunctionCx::statement(const mir::Statement &s) {
  switch (s.kind) {
  case mir::StatementKind::Assign:
    set_location(s.source);
    assign(s.place, s.rvalue, s.source.span);
    return end_statement();
  case mir::StatementKind::SetDiscriminant:
    set_discriminant(s.place, ty::VariantIdx(s.a));
    return end_statement();
  case mir::StatementKind::CopyNonOverlapping:
    set_location(s.source);
    copy_nonoverlapping(s);
    return end_statement();
  case mir::StatementKind::Assume:
  case mir::StatementKind::StorageLive:
  case mir::StatementKind::StorageDead:
  case mir::StatementKind::FakeRead:
  case mir::StatementKind::PlaceMention:
  case mir::StatementKind::AscribeUserType:
  case mir::StatementKind::Nop: return;
  }
}

Expr FunctionCx::run() {
  analyze_locals();
  ir.before_effect = [this](uint32_t set_local) { settle(set_local); };
  ir.before_branch = [this] { settle_all(); };
  begin_frame();
  std::vector<Expr> arguments;
  ir.code = &arguments;
  entry();
  end_statement();
  Cfg cfg(*this);
  cfg.translate();
  if (cx.failed)
    return ir.api.Unreachable(ir.module);
  std::vector<Expr> prologue;
  finish_frame(prologue);
  prologue.insert(prologue.end(), arguments.begin(), arguments.end());
  return cfg.render(prologue);
}

} // namespace ochre::wasm
