#include "codegen/abi/abi.h"

#include "sema/ty/fold.h"

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

// --- C, System V x86-64
// ----------------------------------------------------------------------------

enum class EightByte : uint8_t { None, Sse, Int, Memory };

EightByte merge(EightByte a, EightByte b) { return std::max(a, b); }

/// Classifies the parts of a value that starts at `offset` into its eightbytes.
void classify(TyCtxt &tcx, ty::Ty ty, const Layout &l, uint64_t offset, EightByte (&parts)[2]) {
  if (l.is_zst())
    return;
  if (offset % l.align != 0) {
    parts[0] = EightByte::Memory;
    return;
  }
  auto scalar = [&](const layout::Scalar &s, uint64_t at) {
    bool is_float =
        s.prim.kind != layout::PrimitiveKind::Int && s.prim.kind != layout::PrimitiveKind::Pointer;
    EightByte cls = is_float ? EightByte::Sse : EightByte::Int;
    for (uint64_t byte = at / 8; byte <= (at + s.prim.size - 1) / 8 && byte < 2; ++byte)
      parts[byte] = merge(parts[byte], cls);
  };
  if (l.abi == AbiClass::Scalar)
    return scalar(l.scalar_a, offset);
  if (l.abi == AbiClass::ScalarPair) {
    scalar(l.scalar_a, offset);
    return scalar(l.scalar_b, offset + layout::pair_second_offset(l));
  }
  if (l.variants == layout::VariantsKind::Multiple) {
    scalar(l.tag, offset + l.tag_offset());
    for (uint32_t v = 0; v < l.variant_layouts.size(); ++v) {
      const Layout &variant = *l.variant_layouts[v];
      for (uint32_t i = 0; i < variant.field_offsets.size(); ++i) {
        ty::Ty field = layout::field_ty(tcx, mono_env(), ty, ty::VariantIdx(v), i);
        if (ty::LayoutResult fl = tcx.layout_of({mono_env(), field}))
          classify(tcx, field, *fl.layout, offset + variant.field_offset(i), parts);
      }
    }
    return;
  }
  uint64_t count = l.is_array ? l.array_count : l.field_offsets.size();
  for (uint64_t i = 0; i < count && i < 16; ++i) {
    ty::Ty field =
        layout::field_ty(tcx, mono_env(), ty, l.single_variant, static_cast<uint32_t>(i));
    if (ty::LayoutResult fl = tcx.layout_of({mono_env(), field}))
      classify(tcx, field, *fl.layout, offset + l.field_offset(static_cast<uint32_t>(i)), parts);
  }
}

void classify_c(TyCtxt &tcx, ArgAbi &arg, unsigned &int_regs, unsigned &sse_regs, bool is_ret) {
  const Layout &l = *arg.layout;
  if (l.is_zst()) {
    arg.mode = PassMode::Ignore;
    return;
  }
  if (l.abi == AbiClass::Scalar && l.size <= 8) {
    arg.mode = PassMode::Direct;
    bool is_float = l.scalar_a.prim.kind != layout::PrimitiveKind::Int &&
                    l.scalar_a.prim.kind != layout::PrimitiveKind::Pointer;
    unsigned &regs = is_float ? sse_regs : int_regs;
    regs -= regs > 0;
    return;
  }
  EightByte parts[2] = {EightByte::None, EightByte::None};
  if (l.size <= 16)
    classify(tcx, arg.ty, l, 0, parts);
  bool in_memory = l.size > 16 || parts[0] == EightByte::Memory || parts[1] == EightByte::Memory;
  unsigned ints = (parts[0] == EightByte::Int) + (parts[1] == EightByte::Int);
  unsigned sses = (parts[0] == EightByte::Sse) + (parts[1] == EightByte::Sse);
  // A value goes to registers as a whole or not at all.
  if (in_memory || (!is_ret && (ints > int_regs || sses > sse_regs))) {
    arg.mode = PassMode::Indirect;
    arg.by_val = !is_ret;
    return;
  }
  if (!is_ret) {
    int_regs -= ints;
    sse_regs -= sses;
  }
  arg.mode = PassMode::Cast;
  for (unsigned i = 0; i < 2; ++i) {
    if (l.size <= i * 8)
      break;
    auto size = static_cast<uint8_t>(std::min<uint64_t>(8, l.size - i * 8));
    if (parts[i] == EightByte::Sse)
      arg.regs.push_back({size <= 4 ? RegKind::F32 : RegKind::F64, size});
    else
      arg.regs.push_back({RegKind::Int, size});
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

const FnAbi *compute(TyCtxt &tcx, const ty::FnSig &sig, bool track_caller) {
  FnAbi out;
  out.is_c = is_c_abi(sig.abi);
  out.c_variadic = sig.c_variadic;
  out.is_rust_call = sig.abi == ty::Abi::RustCall;
  out.track_caller = track_caller;
  out.can_unwind = !out.is_c || sig.abi == ty::Abi::CUnwind || sig.abi == ty::Abi::SystemUnwind;
  if (tcx.sess.opts.codegen.panic != PanicStrategy::Unwind)
    out.can_unwind = false;
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
  unsigned int_regs = 6;
  unsigned sse_regs = 8;
  unsigned pointer_size = tcx.pointer_bits / 8;
  out.ret = make(normalize(tcx, sig.output()));
  if (!out.ret.layout)
    return nullptr;
  out.diverges = out.ret.ty.is_never();
  if (out.is_c)
    classify_c(tcx, out.ret, int_regs, sse_regs, true);
  else
    classify_rust(out.ret, true, pointer_size);
  if (out.is_c && out.ret.mode == PassMode::Indirect)
    --int_regs;
  for (ty::Ty ty : inputs) {
    ArgAbi arg = make(ty);
    if (!arg.layout)
      return nullptr;
    if (out.is_c)
      classify_c(tcx, arg, int_regs, sse_regs, false);
    else
      classify_rust(arg, false, pointer_size);
    out.args.push_back(std::move(arg));
  }
  return tcx.own<FnAbi>(std::move(out));
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
    return make({tcx.mk_ptr(instance.ty, ty::Mutability::Mut)}, tcx.common.unit, ty::Abi::Rust);
  if (instance.kind == K::CloneShim)
    return make({tcx.mk_ref(tcx.common.re_erased, instance.ty, ty::Mutability::Not)}, instance.ty,
                ty::Abi::Rust);
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
  if (instance->kind == ty::InstanceKind::Item && !is_ctor(tcx.def_kind(instance->def_id))) {
    const ty::CodegenFnAttrs *attrs = tcx.codegen_fn_attrs(instance->def_id);
    track_caller = attrs && attrs->track_caller;
  }
  return compute(tcx, instance_sig(tcx, *instance), track_caller);
}

const FnAbi *of_fn_ptr(TyCtxt &tcx, const ty::FnSig &sig) { return compute(tcx, sig, false); }

} // namespace ochre::abi
