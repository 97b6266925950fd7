// Types as written, by kind; scopes of bound lifetimes.
#include "sema/collect/lower_ty.h"

#include "sema/collect/diags.h"
#include "sema/collect/item.h"
#include "sema/ty/fold.h"
#include "sema/ty/print.h"

#include "llvm/ADT/ScopeExit.h"

namespace ochre::collect {
namespace {
constexpr uint32_t kMaxTypeDepth = 500;

ty::Mutability mutability(hir::Mutability mutbl) {
  return mutbl == hir::Mutability::Mut ? ty::Mutability::Mut : ty::Mutability::Not;
}
} // namespace

// --- Scopes

void HirTyLowerer::push_scope(llvm::ArrayRef<hir::GenericParamId> params) {
  Scope scope;
  for (hir::GenericParamId id : params) {
    const hir::GenericParam &param = nodes_.generic_params[id];
    DefId def_id = tcx_.defs.to_def_id(param.def_id);
    scope.params.push_back(def_id);
    ty::BoundVarKind kind;
    kind.def_id = def_id;
    if (!param.is_elided)
      kind.name = param.ident.name;
    scope.vars.push_back(kind);
  }
  scopes_.push_back(std::move(scope));
}

void HirTyLowerer::extend_scope(hir::IdList<hir::GenericParamId> params) {
  push_scope(params);
  Scope more = scopes_.pop_back_val();
  scopes_.back().params.append(more.params);
  scopes_.back().vars.append(more.vars);
}

ty::BoundVars HirTyLowerer::scope_vars() { return tcx_.mk_bound_vars(scopes_.back().vars); }

ty::BoundVars HirTyLowerer::pop_scope() {
  ty::BoundVars vars = scope_vars();
  scopes_.pop_back();
  return vars;
}

// --- Lifetimes

ty::Region HirTyLowerer::lower_lifetime(hir::LifetimeId id, Span span) {
  if (!id.is_valid())
    return hooks_ ? hooks_->infer_region(nullptr, span) : tcx_.common.re_error;
  const hir::Lifetime &lifetime = nodes_.lifetimes[id];
  switch (lifetime.res) {
  case hir::LifetimeRes::Static: return tcx_.common.re_static;
  case hir::LifetimeRes::Error: return tcx_.common.re_error;
  case hir::LifetimeRes::Infer:
  case hir::LifetimeRes::ImplicitObjectDefault:
    if (hooks_)
      return hooks_->infer_region(nullptr, span);
    error(tcx_.sess, lifetime.ident.span.is_dummy() ? span : lifetime.ident.span,
          diag::MissingLifetime)
        .primary_label("expected named lifetime parameter")
        .emit();
    return tcx_.common.re_error;
  case hir::LifetimeRes::Param: break;
  }
  DefId def_id = tcx_.defs.to_def_id(lifetime.def_id);
  for (size_t i = scopes_.size(); i-- > 0;) {
    auto &params = scopes_[i].params;
    auto it = llvm::find(params, def_id);
    if (it != params.end())
      return tcx_.mk_re_bound(static_cast<uint32_t>(scopes_.size() - 1 - i),
                              ty::BoundVar(static_cast<uint32_t>(it - params.begin())), def_id);
  }
  DefId owner = tcx_.parent(def_id);
  const ty::Generics *generics = tcx_.generics_of(owner);
  auto early = generics->index_of.find(def_id);
  if (early != generics->index_of.end())
    return tcx_.mk_re_early_param(early->second, tcx_.name(def_id));
  return tcx_.mk_re_late_param(owner, def_id, tcx_.name(def_id));
}

// --- Types

ty::Ty HirTyLowerer::lower_infer(Span span) {
  if (hooks_)
    return hooks_->infer_ty(nullptr, span);
  error(tcx_.sess, span, diag::PlaceholderInSignature)
      .primary_label("not allowed in type signatures")
      .emit();
  return tcx_.common.error;
}

ty::Ty HirTyLowerer::lower_ty(hir::TyId id) {
  if (!id.is_valid())
    return tcx_.common.unit;
  const hir::Ty &ty = nodes_.tys[id];
  if (depth_ > kMaxTypeDepth) {
    error(tcx_.sess, ty.span, diag::RecursionTooDeep).emit();
    return tcx_.common.error;
  }
  ++depth_;
  // The default lifetime of a `dyn` reaches no deeper than the type right inside its container.
  std::optional<ty::Region> outer_default = object_default_;
  if (ty.kind != hir::TyKind::TraitObject)
    object_default_ = std::nullopt;
  ty::Ty result = lower_ty_inner(ty);
  object_default_ = outer_default;
  --depth_;
  if (hooks_ && hooks_->record_ty)
    hooks_->record_ty(id, result);
  return result;
}

ty::Ty HirTyLowerer::lower_ty_inner(const hir::Ty &ty) {
  switch (ty.kind) {
  case hir::TyKind::Err: return tcx_.common.error;
  case hir::TyKind::Infer: return lower_infer(ty.span);
  case hir::TyKind::Never: return tcx_.common.never;
  case hir::TyKind::Path: return lower_qpath(ty.path, ty.span);
  case hir::TyKind::Slice: return tcx_.mk_slice(lower_ty(ty.inner));
  case hir::TyKind::Array: {
    ty::Ty elem = lower_ty(ty.inner);
    return tcx_.mk_array(elem, lower_const_arg(ty.len, tcx_.common.usize));
  }
  case hir::TyKind::Ptr: {
    object_default_ = hooks_ ? std::nullopt : std::optional(tcx_.common.re_static);
    return tcx_.mk_ptr(lower_ty(ty.inner), mutability(ty.mutbl));
  }
  case hir::TyKind::Ref: return lower_ref(ty);
  case hir::TyKind::FnPtr: {
    const hir::FnDecl &decl = nodes_.fn_decls[ty.fn_decl];
    llvm::ArrayRef<hir::GenericParamId> binder = nodes_.list(decl.bound_params);
    ty::Abi abi = abi_from_name(tcx_, decl.header.abi, decl.header.abi_span);
    ty::PolyFnSig sig = lower_fn_sig(decl, binder, abi);
    if (decl.output.is_valid())
      check_fn_ptr_output(tcx_, sig, nodes_.tys[decl.output].span);
    return tcx_.mk_fn_ptr(sig);
  }
  case hir::TyKind::Tup: {
    llvm::SmallVector<ty::Ty, 8> elems;
    for (hir::TyId elem : nodes_.list(ty.elems))
      elems.push_back(lower_ty(elem));
    return tcx_.mk_tuple(elems);
  }
  case hir::TyKind::TraitObject: return lower_dyn(ty);
  case hir::TyKind::Opaque: return lower_opaque(ty.opaque);
  case hir::TyKind::ImplicitSelf: {
    // The function's trait or impl, also from a closure or constant inside of it.
    DefId item = item_;
    while (item.is_valid() && tcx_.def_kind(item) != DefKind::Trait &&
           tcx_.def_kind(item) != DefKind::Impl)
      item = tcx_.parent(item);
    if (!item.is_valid())
      return tcx_.common.error;
    return tcx_.def_kind(item) == DefKind::Trait ? self_param(tcx_)
                                                 : tcx_.type_of(item).instantiate_identity();
  }
  }
  return tcx_.common.error;
}

ty::Ty HirTyLowerer::lower_ref(const hir::Ty &ty) {
  ty::Region region = lower_lifetime(ty.lifetime, ty.span);
  object_default_ = region;
  ty::Ty inner = lower_ty(ty.inner);
  return tcx_.mk_ref(region, inner, mutability(ty.mutbl));
}

ty::PolyFnSig HirTyLowerer::lower_fn_sig(const hir::FnDecl &decl,
                                         llvm::ArrayRef<hir::GenericParamId> binder, ty::Abi abi) {
  push_scope(binder);
  llvm::SmallVector<ty::Ty, 8> tys;
  for (hir::TyId input : nodes_.list(decl.inputs))
    tys.push_back(lower_ty(input));
  tys.push_back(lower_ty(decl.output));
  ty::FnSig sig;
  sig.inputs_and_output = tcx_.mk_ty_list(tys);
  sig.c_variadic = decl.c_variadic;
  sig.safety = decl.header.safety == hir::Safety::Unsafe ? ty::Safety::Unsafe : ty::Safety::Safe;
  sig.abi = abi;
  return ty::PolyFnSig(sig, pop_scope());
}

ty::Ty HirTyLowerer::lower_opaque(hir::OpaqueId id) {
  const hir::OpaqueTy &opaque = nodes_.opaques[id];
  DefId def_id = tcx_.defs.to_def_id(opaque.def_id);
  const ty::Generics *generics = tcx_.generics_of(def_id);
  ty::GenericArgs parent = ty::identity_args(tcx_, generics->parent);
  llvm::SmallVector<ty::GenericArg, 8> args(parent.begin(), parent.end());
  for (const ty::GenericParamDef &param : generics->own) {
    ty::Region region = tcx_.common.re_static;
    for (auto &[original, copy] : opaque.captured_lifetimes)
      if (tcx_.defs.to_def_id(copy) == param.def_id)
        region = lower_lifetime(original, opaque.span);
    args.push_back(region);
  }
  if (opaque.assoc.is_valid())
    return tcx_.mk_projection(tcx_.defs.to_def_id(opaque.assoc), tcx_.mk_args(args));
  return tcx_.mk_alias(ty::AliasKind::Opaque, def_id, tcx_.mk_args(args));
}

ty::Abi abi_from_name(ty::TyCtxt &tcx, Symbol name, Span span) {
  if (!name.is_valid())
    return ty::Abi::Rust;
  std::optional<ty::Abi> abi = llvm::StringSwitch<std::optional<ty::Abi>>(tcx.str(name))
                                   .Case("Rust", ty::Abi::Rust)
                                   .Cases("C", "", ty::Abi::C)
                                   .Case("C-unwind", ty::Abi::CUnwind)
                                   .Case("system", ty::Abi::System)
                                   .Case("system-unwind", ty::Abi::SystemUnwind)
                                   .Cases("cdecl", "cdecl-unwind", ty::Abi::Cdecl)
                                   .Cases("stdcall", "stdcall-unwind", ty::Abi::Stdcall)
                                   .Cases("fastcall", "fastcall-unwind", ty::Abi::Fastcall)
                                   .Case("vectorcall", ty::Abi::Vectorcall)
                                   .Cases("thiscall", "thiscall-unwind", ty::Abi::Thiscall)
                                   .Cases("win64", "win64-unwind", ty::Abi::Win64)
                                   .Cases("sysv64", "sysv64-unwind", ty::Abi::SysV64)
                                   .Cases("aapcs", "aapcs-unwind", ty::Abi::Aapcs)
                                   .Case("efiapi", ty::Abi::EfiApi)
                                   .Case("rust-call", ty::Abi::RustCall)
                                   .Case("rust-cold", ty::Abi::RustCold)
                                   .Case("unadjusted", ty::Abi::Unadjusted)
                                   .Default(std::nullopt);
  if (abi)
    return *abi;
  error(tcx.sess, span, diag::UnknownAbi, name)
      .primary_label("invalid ABI")
      .note("invoke `rustc --print=calling-conventions` for a full list of supported calling "
            "conventions")
      .emit();
  return ty::Abi::Rust;
}

} // namespace ochre::collect
