#include "codegen/abi/abi.h"

#include "sema/ty/fold.h"
#include "support/session/target.h"

namespace ochre::abi {

namespace {

using layout::AbiClass;
using layout::Layout;

ty::TypingEnv mono_env() { return ty::TypingEnv::fully_monomorphized(); }

ty::Ty normalize(TyCtxt &tcx, ty::Ty ty) {
  return tcx.normalize_erasing_regions({mono_env(), ty::erase_regions(tcx, ty::GenericArg(ty))})
      .ty();
}

// --- Rust
// ------------------------------------------------------------------------------------------

void classify_rust(ArgAbi &arg, bool is_ret, unsigned pointer_size) {
  const Layout &l = *arg.layout;
  if (l.is_unsized) {
    arg.mode = PassMode::Indirect;
    return;
  }
  if (l.is_zst()) {
    arg.mode = PassMode::Ignore;
    return;
  }
  switch (l.abi) {
  case AbiClass::Scalar: arg.mode = PassMode::Direct; return;
  case AbiClass::ScalarPair: arg.mode = PassMode::Pair; return;
  case AbiClass::Vector:
  case AbiClass::Uninhabited:
  case AbiClass::Memory: break;
  }
  if (l.size <= pointer_size) {
    arg.mode = PassMode::Cast;
    arg.regs.push_back({RegKind::Int, static_cast<uint8_t>(l.size)});
  } else if (is_ret && l.size <= 2 * pointer_size) {
    arg.mode = PassMode::Cast;
    arg.regs.push_back({RegKind::Int, static_cast<uint8_t>(pointer_size)});
    arg.regs.push_back({RegKind::Int, static_cast<uint8_t>(l.size - pointer_size)});
  } else {
    arg.mode = PassMode::Indirect;
  }
}

bool is_c_abi(ty::Abi abi) {
  switch (abi) {
  case ty::Abi::Rust:
  case ty::Abi::RustCall:
  case ty::Abi::RustIntrinsic:
  case ty::Abi::RustCold: return false;
  case ty::Abi::C:
  case ty::Abi::CUnwind:
  case ty::Abi::System:
  case ty::Abi::SystemUnwind:
  case ty::Abi::Cdecl:
  case ty::Abi::Stdcall:
  case ty::Abi::Fastcall:
  case ty::Abi::Vectorcall:
  case ty::Abi::Thiscall:
  case ty::Abi::Win64:
  case ty::Abi::SysV64:
  case ty::Abi::Aapcs:
  case ty::Abi::EfiApi:
  case ty::Abi::Unadjusted: return true;
  }
  return false;
}

CallConv call_conv(TyCtxt &tcx, ty::Abi abi) {
  if (abi == ty::Abi::RustCold)
    return CallConv::Cold;
  if (abi == ty::Abi::SysV64)
    return CallConv::SysV64;
  // One convention serves all names where the target has none of its own.
  if (target_of(tcx.sess.opts).is_wasm())
    return CallConv::Platform;
  bool is_win = abi == ty::Abi::Win64 || abi == ty::Abi::EfiApi;
  return is_win ? CallConv::Win64 : CallConv::Platform;
}

const FnAbi *compute(TyCtxt &tcx, const ty::FnSig &sig, bool track_caller, bool no_unwind) {
  FnAbi out;
  out.is_c = is_c_abi(sig.abi);
  out.conv = call_conv(tcx, sig.abi);
  out.c_variadic = sig.c_variadic;
  out.is_rust_call = sig.abi == ty::Abi::RustCall;
  out.track_caller = track_caller;
  bool may_unwind = !out.is_c || sig.abi == ty::Abi::CUnwind || sig.abi == ty::Abi::SystemUnwind;
  out.can_unwind = may_unwind && !no_unwind && tcx.sess.opts.codegen.panic == PanicStrategy::Unwind;
  llvm::SmallVector<ty::Ty, 8> inputs;
  for (ty::Ty input : sig.inputs())
    inputs.push_back(normalize(tcx, input));
  if (out.is_rust_call && !inputs.empty() && inputs.back().is(ty::TyKind::Tuple)) {
    ty::Ty tuple = inputs.pop_back_val();
    inputs.append(tuple.tuple_elems().begin(), tuple.tuple_elems().end());
  }
  out.fixed_args = static_cast<uint32_t>(inputs.size());
  if (track_caller)
    inputs.push_back(caller_location_ty(tcx));
  auto make = [&](ty::Ty ty) {
    ArgAbi arg;
    arg.ty = ty;
    arg.layout = tcx.layout_of({mono_env(), ty}).layout;
    return arg;
  };
  out.ret = make(normalize(tcx, sig.output()));
  for (ty::Ty ty : inputs)
    out.args.push_back(make(ty));
  if (!out.ret.layout || llvm::any_of(out.args, [](const ArgAbi &a) { return !a.layout; }))
    return nullptr;
  out.diverges = out.ret.layout->is_uninhabited;
  unsigned pointer_size = tcx.pointer_bits / 8;
  if (out.is_c && target_of(tcx.sess.opts).is_wasm()) {
    classify_wasm(tcx, out);
  } else if (out.conv == CallConv::Win64) {
    classify_win64(out);
  } else if (out.is_c) {
    classify_sysv(tcx, out);
  } else {
    classify_rust(out.ret, true, pointer_size);
    for (ArgAbi &arg : out.args)
      classify_rust(arg, false, pointer_size);
  }
  return tcx.own<FnAbi>(std::move(out));
}

/// `Future::poll`, or `Coroutine::resume`, of a coroutine.
ty::FnSig coroutine_sig(TyCtxt &tcx, const ty::Instance &instance) {
  ty::Ty self = tcx.mk_coroutine(instance.def_id, instance.args);
  auto parts = ty::CoroutineArgs::of(instance.args);
  bool is_async = tcx.is_async_coroutine(self);
  ty::Region erased = tcx.common.re_erased;
  ty::Ty ref = tcx.mk_ref(erased, self, ty::Mutability::Mut);
  ty::Ty pin = tcx.mk_lang_adt(LangItem::Pin, {ty::GenericArg(ref)}, Span());
  ty::Ty argument = parts.resume_ty;
  ty::Ty output;
  if (is_async) {
    ty::Ty context = tcx.mk_lang_adt(LangItem::Context, {ty::GenericArg(erased)}, Span());
    argument = tcx.mk_ref(erased, context, ty::Mutability::Mut);
    output = tcx.mk_lang_adt(LangItem::Poll, {ty::GenericArg(parts.return_ty)}, Span());
  } else {
    ty::GenericArg args[] = {parts.yield_ty, parts.return_ty};
    output = tcx.mk_lang_adt(LangItem::CoroutineState, args, Span());
  }
  ty::FnSig sig;
  sig.inputs_and_output = tcx.mk_ty_list({pin, argument, output});
  return sig;
}

} // namespace

ty::Ty caller_location_ty(TyCtxt &tcx) {
  DefId id = tcx.lang_item(LangItem::PanicLocation);
  ty::Ty location = tcx.common.unit;
  if (id.is_valid())
    location = tcx.mk_adt(id, tcx.mk_args({ty::GenericArg(tcx.common.re_erased)}));
  return tcx.mk_ref(tcx.common.re_erased, location, ty::Mutability::Not);
}

ty::FnSig instance_sig(TyCtxt &tcx, const ty::Instance &instance) {
  using K = ty::InstanceKind;
  auto make = [&](llvm::ArrayRef<ty::Ty> inputs, ty::Ty output, ty::Abi abi) {
    ty::FnSig sig;
    llvm::SmallVector<ty::Ty, 8> io(inputs.begin(), inputs.end());
    io.push_back(output);
    sig.inputs_and_output = tcx.mk_ty_list(io);
    sig.abi = abi;
    return sig;
  };
  if (instance.kind == K::DropGlue)
    return make({tcx.mk_ptr(instance.args[0].ty(), ty::Mutability::Mut)}, tcx.common.unit,
                ty::Abi::Rust);
  if (instance.kind == K::CloneShim)
    return make({tcx.mk_ref(tcx.common.re_erased, instance.ty, ty::Mutability::Not)}, instance.ty,
                ty::Abi::Rust);
  if (instance.kind == K::Item && tcx.is_coroutine(instance.def_id))
    return coroutine_sig(tcx, instance);
  bool is_closure = instance.kind == K::Item && tcx.def_kind(instance.def_id) == DefKind::Closure;
  if (is_closure || instance.kind == K::ClosureOnceShim) {
    ty::GenericArgs closure_args = is_closure ? instance.args : instance.ty.args();
    DefId closure_id = is_closure ? instance.def_id : instance.ty.def_id();
    ty::ClosureArgs parts = ty::ClosureArgs::of(closure_args);
    ty::FnSig inner = ty::erase_late_bound_regions(tcx, parts.sig_as_fn_ptr.fn_ptr_sig());
    ty::Ty self = tcx.mk_closure(closure_id, closure_args);
    std::optional<ty::ClosureKind> kind = parts.kind();
    if (is_closure && kind != ty::ClosureKind::FnOnce)
      self = tcx.mk_ref(tcx.common.re_erased, self,
                        kind == ty::ClosureKind::FnMut ? ty::Mutability::Mut : ty::Mutability::Not);
    return make({self, inner.inputs()[0]}, inner.output(), ty::Abi::RustCall);
  }
  ty::PolyFnSig poly = ty::instantiate(tcx, tcx.fn_sig(instance.def_id), instance.args);
  ty::FnSig sig = ty::erase_late_bound_regions(tcx, poly);
  if (instance.kind == K::Virtual || instance.kind == K::VTableShim) {
    // The receiver is a pointer to the object and its vtable, whatever points to it.
    return sig;
  }
  return sig;
}

const FnAbi *of_instance(TyCtxt &tcx, const ty::Instance *instance) {
  bool track_caller = false;
  bool no_unwind = false;
  bool is_virtual = instance->kind == ty::InstanceKind::Virtual;
  bool is_item = instance->kind == ty::InstanceKind::Item;
  if (is_virtual || (is_item && !is_ctor(tcx.def_kind(instance->def_id)))) {
    const ty::CodegenFnAttrs *attrs = tcx.codegen_fn_attrs(instance->def_id);
    track_caller = attrs && attrs->track_caller;
    no_unwind = is_item && attrs && attrs->no_unwind;
  }
  return compute(tcx, instance_sig(tcx, *instance), track_caller, no_unwind);
}

const FnAbi *of_fn_ptr(TyCtxt &tcx, const ty::FnSig &sig) {
  return compute(tcx, sig, false, false);
}

} // namespace ochre::abi
