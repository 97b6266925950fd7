// From a function and its arguments to the code that is called.
//
// A trait's function is looked up in the impl that satisfies the trait, or is
// its default body with Self known; built-in impls have shims. Source:
// rustc-dev-guide, "Monomorphization", instances.
#include "sema/traits/fulfill.h"
#include "sema/traits/queries.h"
#include "sema/traits/solver.h"
#include "sema/traits/vtable.h"

namespace ochre::traits {

using ty::Instance;
using ty::InstanceKind;
using ty::TyKind;

namespace {

class Resolver {
public:
  Resolver(TyCtxt &tcx, const ty::InstanceKey &key) : tcx_(tcx), env_(key.env), def_(key.def_id) {
    llvm::SmallVector<GenericArg, 8> args;
    for (GenericArg arg : ty::erase_regions(tcx, key.args))
      args.push_back(arg.has_flags(ty::kHasAlias) ? tcx.normalize_erasing_regions({env_, arg})
                                                  : arg);
    args_ = tcx.mk_args(args);
  }

  const Instance *run() {
    DefKind kind = tcx_.def_kind(def_);
    if (is_assoc(kind) && kind != DefKind::AssocTy) {
      DefId parent = tcx_.parent(def_);
      if (tcx_.def_kind(parent) == DefKind::Trait)
        return trait_item(parent);
    }
    if (tcx_.is_lang_item(def_, LangItem::DropInPlace))
      return drop_glue();
    if (is_fn_like(kind) && kind != DefKind::Closure && !is_ctor(kind) &&
        tcx_.intrinsic_name(def_).is_valid())
      return make(InstanceKind::Intrinsic, def_, args_);
    return make(InstanceKind::Item, def_, args_);
  }

private:
  const Instance *make(InstanceKind kind, DefId def_id, GenericArgs args, Ty ty = Ty()) {
    Instance instance;
    instance.kind = kind;
    instance.def_id = def_id;
    instance.args = args;
    instance.ty = ty;
    return tcx_.mk_instance(instance);
  }

  const Instance *drop_glue() {
    Ty ty = args_[0].ty();
    if (ty.has_flags(ty::kStillFurtherSpecializable) && (ty.is_param() || ty.is_alias()))
      return nullptr;
    return make(InstanceKind::DropGlue, def_, args_, tcx_.needs_drop({env_, ty}) ? ty : Ty());
  }

  const Instance *trait_item(DefId trait) {
    uint32_t own = static_cast<uint32_t>(tcx_.generics_of(def_)->own.size());
    ty::TraitRef ref{trait, tcx_.mk_args(args_.array().drop_back(own))};
    if (ref.self_ty().is_error())
      return nullptr;
    const ty::ImplSource *source = tcx_.codegen_select({env_, ref});
    if (!source)
      return nullptr;
    switch (source->kind) {
    case ty::ImplSourceKind::UserDefined: return from_impl(*source, own);
    case ty::ImplSourceKind::Param: return nullptr;
    case ty::ImplSourceKind::Object: return dynamic(ref);
    case ty::ImplSourceKind::Closure: return closure(ref);
    case ty::ImplSourceKind::FnPtr:
      return make(InstanceKind::FnPtrShim, def_, args_, ref.self_ty());
    case ty::ImplSourceKind::Coroutine:
      return make(InstanceKind::Item, ref.self_ty().def_id(), ref.self_ty().args());
    case ty::ImplSourceKind::AutoTrait: return make(InstanceKind::Item, def_, args_);
    case ty::ImplSourceKind::Builtin: return builtin(ref);
    }
    return nullptr;
  }

  const Instance *from_impl(const ty::ImplSource &source, uint32_t own) {
    const ty::ImplItemMap &map = *tcx_.impl_item_map(source.impl_id);
    auto it = map.items.find(def_);
    if (it == map.items.end() || it->second == def_)
      return make(InstanceKind::Item, def_, args_); // the trait's default
    llvm::SmallVector<GenericArg, 8> args(source.args.begin(), source.args.end());
    auto last = args_.array().take_back(own);
    args.append(last.begin(), last.end());
    return make(InstanceKind::Item, it->second, tcx_.mk_args(args));
  }

  const Instance *dynamic(const ty::TraitRef &ref) {
    const ty::AssocItem item = tcx_.associated_item(def_);
    auto predicates = ref.self_ty().dyn_predicates();
    if (!has_vtable_slot(tcx_, item) || predicates.empty() ||
        predicates[0].skip_binder().kind != ty::ExistentialKind::Trait)
      return make(InstanceKind::Item, def_, args_); // a default that needs no dispatch
    ty::TraitRef root = object_trait_ref(tcx_, predicates[0], ref.self_ty());
    std::optional<uint32_t> slot = vtable_slot(tcx_, root, def_, ref);
    if (!slot)
      return make(InstanceKind::Item, def_, args_);
    Instance instance;
    instance.kind = InstanceKind::Virtual;
    instance.def_id = def_;
    instance.args = args_;
    instance.index = *slot;
    return tcx_.mk_instance(instance);
  }

  /// Whether the future of a closure borrows from it.
  bool lends(Ty closure) {
    Ty sig = ty::ClosureArgs::of(closure.args()).sig_as_fn_ptr;
    Ty output = sig.is(TyKind::FnPtr) ? sig.fn_ptr_sig().skip_binder().output() : Ty();
    return output && output.is(TyKind::Coroutine) &&
           ty::future_lends(ty::CoroutineArgs::of(output.args()).kind_ty) == ty::Lends::Yes;
  }

  const Instance *closure(const ty::TraitRef &ref) {
    Ty self = ref.self_ty();
    std::optional<ty::ClosureKind> kind = ty::ClosureArgs::of(self.args()).kind();
    if (tcx_.is_lang_item(ref.def_id, LangItem::AsyncFnOnce) && lends(self)) {
      GenericArg args[] = {ref.args[0], ref.args[1]};
      return make(InstanceKind::Item, tcx_.lang_item(LangItem::AsyncCallOwned), tcx_.mk_args(args));
    }
    bool once = tcx_.is_lang_item(ref.def_id, LangItem::FnOnce) ||
                tcx_.is_lang_item(ref.def_id, LangItem::AsyncFnOnce);
    if (once && kind && *kind != ty::ClosureKind::FnOnce)
      return make(InstanceKind::ClosureOnceShim, def_, args_, self);
    return make(InstanceKind::Item, self.def_id(), self.args());
  }

  const Instance *builtin(const ty::TraitRef &ref) {
    bool has_default = tcx_.associated_item(def_).has_default;
    switch (SolverCache::of(tcx_).builtin(tcx_, ref.def_id)) {
    case BuiltinTrait::Clone:
      if (!has_default)
        return make(InstanceKind::CloneShim, def_, args_, ref.self_ty());
      break;
    case BuiltinTrait::FnPtr:
      if (!has_default)
        return make(InstanceKind::FnPtrAddrShim, def_, args_, ref.self_ty());
      break;
    case BuiltinTrait::None:
    case BuiltinTrait::Auto:
    case BuiltinTrait::Sized:
    case BuiltinTrait::MetaSized:
    case BuiltinTrait::PointeeSized:
    case BuiltinTrait::Copy:
    case BuiltinTrait::Fn:
    case BuiltinTrait::FnMut:
    case BuiltinTrait::FnOnce:
    case BuiltinTrait::AsyncFn:
    case BuiltinTrait::Tuple:
    case BuiltinTrait::DiscriminantKind:
    case BuiltinTrait::Pointee:
    case BuiltinTrait::Destruct:
    case BuiltinTrait::Unsize:
    case BuiltinTrait::Future:
    case BuiltinTrait::Coroutine: break;
    }
    return has_default ? make(InstanceKind::Item, def_, args_) : nullptr;
  }

  TyCtxt &tcx_;
  ty::TypingEnv env_;
  DefId def_;
  GenericArgs args_;
};

} // namespace

const Instance *resolve_instance(TyCtxt &tcx, ty::InstanceKey key) {
  return Resolver(tcx, key).run();
}

} // namespace ochre::traits
