// Unwinding by WebAssembly's exceptions (the legacy instructions): one tag, whose value is what the
// library throws. The Relooper knows no edges of unwinding, so that what may unwind is a statement
// which notes that it did,
//
//   try { r = call f(..) } catch __rust_exception { exception = pop; landed = 1 }
//
// and the block ends in an ordinary branch on `landed`. Cleanup never comes back to other code, so
// that nobody has to reset it. `resume` throws the exception again.

#include "codegen/wasm/cx.h"
#include "sema/ty/linker_symbol.h"

namespace ochre::wasm {

namespace {

constexpr const char *kTag = "__rust_exception";

/// `try { body } catch tag { caught } catch_all { foreign }`; null: no such part.
Expr try_expr(Ir &ir, Expr body, const char *tag, Expr caught, Expr foreign) {
  llvm::SmallVector<Expr, 2> handlers;
  if (caught)
    handlers.push_back(caught);
  if (foreign)
    handlers.push_back(foreign);
  return ir.api.Try(ir.module, nullptr, body, &tag, caught ? 1 : 0, handlers.data(),
                    static_cast<BinaryenIndex>(handlers.size()), nullptr);
}

Expr pop(Ir &ir) { return ir.api.Pop(ir.module, ir.kit.type(ValTy::I32)); }

Expr throw_expr(Ir &ir, const char *tag, Expr exception) {
  return ir.api.Throw(ir.module, tag, &exception, 1);
}

} // namespace

const char *ModuleCx::exception_tag() {
  if (!has_tag_)
    api.AddTag(module, kTag, api.TypeInt32, api.TypeNone);
  has_tag_ = true;
  return kTag;
}

/// Whether an exception may come out of a terminator, also after its cleanup.
bool ModuleCx::terminator_may_unwind(const mir::Body &body, const mir::Terminator &term) {
  mir::UnwindKind kind = term.unwind.kind;
  if (kind == mir::UnwindKind::Unreachable || kind == mir::UnwindKind::Terminate)
    return false;
  if (term.kind == mir::TerminatorKind::Assert)
    return !codegen::is_overflow_check(term) || overflow_checks;
  if (term.kind == mir::TerminatorKind::Drop) {
    ty::Ty ty = mir::place_ty(tcx, body, term.place).ty;
    const ty::Instance *glue = mono::drop_glue_instance(tcx, ty);
    return ty.is_dyn() || (glue && may_unwind(glue));
  }
  if (term.kind != mir::TerminatorKind::Call)
    return term.kind == mir::TerminatorKind::InlineAsm;
  const ty::Instance *callee =
      mono::callee_instance(tcx, mir::operand_ty(tcx, body, term.operand), term.source.span);
  if (!callee || callee->kind == ty::InstanceKind::Virtual)
    return true;
  if (callee->kind == ty::InstanceKind::DropGlue && !callee->ty)
    return false;
  if (callee->kind == ty::InstanceKind::Intrinsic) {
    codegen::IntrinsicId id = intrinsic_kind(callee->def_id).id;
    return id == codegen::IntrinsicId::Unknown || id == codegen::IntrinsicId::CatchUnwind;
  }
  return may_unwind(callee);
}

bool ModuleCx::may_unwind(const ty::Instance *instance) {
  // Recursion is taken for unwinding, and so are long chains of calls.
  constexpr unsigned kMaxDepth = 64;
  auto [it, fresh] = may_unwind_.try_emplace(instance, true);
  if (!fresh)
    return it->second;
  bool is_foreign =
      instance->kind == ty::InstanceKind::Item && ty::is_foreign_item(tcx, instance->def_id);
  if (!abi_of(instance)->can_unwind)
    return may_unwind_[instance] = false;
  if (is_foreign || unwind_depth_ >= kMaxDepth)
    return true;
  const mir::Body *body = tcx.codegen_mir(instance);
  if (!body)
    return true;
  ++unwind_depth_;
  bool result = llvm::any_of(body->code->blocks, [&](const mir::BasicBlockData &block) {
    return !block.is_cleanup && terminator_may_unwind(*body, block.terminator);
  });
  --unwind_depth_;
  return may_unwind_[instance] = result;
}

FnDecl *ModuleCx::try_helper() {
  const char *tag = exception_tag();
  uses_table = true;
  Signature sig{{ValTy::I32, ValTy::I32, ValTy::I32}, {ValTy::I32}};
  return helper("__rust_try", sig, [&](Ir &ir) {
    uint32_t stack = ir.new_local(ValTy::I32), exception = ir.new_local(ValTy::I32),
             landed = ir.new_local(ValTy::I32);
    auto call = [&](uint32_t fn, llvm::ArrayRef<uint32_t> locals) {
      llvm::SmallVector<Expr, 2> args;
      for (uint32_t local : locals)
        args.push_back(ir.use(ir.local(local, ValTy::I32)));
      auto count = static_cast<BinaryenIndex>(args.size());
      return api.CallIndirect(module, kTable, ir.use(ir.local(fn, ValTy::I32)), args.data(), count,
                              kit.tuple(ValTys(count, ValTy::I32)), api.TypeNone);
    };
    ir.emit(api.LocalSet(module, stack, api.GlobalGet(module, kStackPointer, api.TypeInt32)));
    Expr caught = ir.block([&] {
      ir.emit(api.LocalSet(module, exception, pop(ir)));
      ir.set(landed, ir.i32(1));
    });
    ir.emit(try_expr(ir, call(0, {1}), tag, caught, nullptr));
    ir.if_then(ir.local(landed, ValTy::I32), [&] {
      ir.emit(api.GlobalSet(module, kStackPointer, ir.use(ir.local(stack, ValTy::I32))));
      ir.emit(call(2, {1, exception}));
    });
    ir.emit(ir.use(ir.local(landed, ValTy::I32)));
  });
}

FnDecl *ModuleCx::caught_import(FnDecl *import) {
  const char *tag = exception_tag();
  FnDecl *fn = helper((import->name + llvm::Twine(".caught")).str(), import->sig, [&](Ir &ir) {
    llvm::SmallVector<Expr, 8> args;
    for (uint32_t i = 0; i < ir.param_tys.size(); ++i)
      args.push_back(ir.use(ir.param(i)));
    Expr call = api.Call(module, import->name, args.data(), static_cast<BinaryenIndex>(args.size()),
                         kit.tuple(import->sig.results));
    // One that comes from Rust, and went through others, stays what it is.
    Expr own = throw_expr(ir, tag, pop(ir));
    ir.emit(try_expr(ir, call, tag, own, throw_expr(ir, tag, ir.use(ir.i32(0)))));
  });
  fn->abi = import->abi;
  return fn;
}

Leaf FunctionCx::landed() {
  if (landed_ == kNoLocal)
    landed_ = ir.new_local(ValTy::I32);
  return ir.local(landed_, ValTy::I32);
}

bool FunctionCx::guarded(const mir::Terminator &term, llvm::function_ref<void()> emit) {
  mir::UnwindKind kind = term.unwind.kind;
  if (kind == mir::UnwindKind::Continue || kind == mir::UnwindKind::Unreachable) {
    emit();
    return false;
  }
  can_throw = false;
  is_guarding_ = true;
  std::vector<Expr> list;
  std::vector<Expr> *outer = ir.code;
  ir.code = &list;
  emit();
  ir.code = outer;
  is_guarding_ = false;
  if (!can_throw) {
    outer->insert(outer->end(), list.begin(), list.end());
    return false;
  }
  Expr body = ir.block_of(list);
  if (kind == mir::UnwindKind::Terminate) {
    bool ends = ends_here;
    Expr handler = ir.block(
        [&] { call_lang_fn(mono::terminate_lang_item(term.unwind.reason), {}, term.source); });
    ir.emit(try_expr(ir, body, nullptr, nullptr, handler));
    ends_here = ends;
    return false;
  }
  if (exception_ == kNoLocal)
    exception_ = ir.new_local(ValTy::I32);
  uint32_t landed_local = landed().local;
  Expr handler = ir.block([&] {
    ir.emit(ir.api.LocalSet(ir.module, exception_, pop(ir)));
    ir.set(landed_local, ir.i32(1));
    // Whoever was below has not given back its frame.
    ir.emit(ir.api.GlobalSet(ir.module, kStackPointer, ir.use(frame_pointer())));
  });
  ir.emit(try_expr(ir, body, cx.exception_tag(), handler, nullptr));
  return true;
}

void FunctionCx::throw_(const Leaf &exception) {
  ir.emit(throw_expr(ir, cx.exception_tag(), ir.use(exception)));
  can_throw = true;
  ends_here = true;
}

void FunctionCx::resume() {
  if (exception_ == kNoLocal) // no way leads here
    return unreachable();
  throw_(ir.local(exception_, ValTy::I32));
}

} // namespace ochre::wasm
