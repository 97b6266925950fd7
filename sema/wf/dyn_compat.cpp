// Source: Reference, "Dyn compatibility".
#include "sema/wf/dyn_compat.h"

#include "sema/traits/elaborate.h"

namespace ochre::wf {

using ty::Predicate;
using ty::PredicateKind;
using ty::Ty;
using ty::TyKind;

namespace {

bool is_self(Ty ty) { return ty.is_param() && ty.param_index() == 0; }

/// `Self` anywhere but as the subject of an associated type of the trait or a
/// supertrait, which the dyn type names.
struct SelfFinder {
  TyCtxt &tcx;
  llvm::ArrayRef<ty::PolyTraitRef> supers;
  uint32_t depth = 0;

  bool visit_ty(Ty ty) {
    if (is_self(ty))
      return true;
    if (!ty.has_flags(ty::kHasTyParam))
      return false;
    if (ty.is_alias() && ty.alias_kind() == ty::AliasKind::Projection &&
        is_self(ty.args()[0].ty()) && is_of_super(ty)) {
      for (ty::GenericArg arg : ty.args().array().drop_front())
        if (ty::visit(*this, arg))
          return true;
      return false;
    }
    return ty::super_visit(*this, ty);
  }
  bool visit_region(ty::Region) { return false; }
  bool visit_const(ty::Const ct) { return ty::super_visit(*this, ct); }
  /// `Super<i32>` says nothing of `Super<u8>`.
  bool is_of_super(Ty projection) const {
    DefId trait = tcx.parent(projection.def_id());
    return llvm::any_of(supers, [&](const ty::PolyTraitRef &super) {
      llvm::ArrayRef<ty::GenericArg> known = super.skip_binder().args.array();
      return super.skip_binder().def_id == trait &&
             projection.args().array().take_front(known.size()) == known;
    });
  }
};

class Finder {
public:
  Finder(TyCtxt &tcx, DefId trait)
      : tcx_(tcx), trait_(trait), sized_(tcx.lang_item(LangItem::Sized)) {}

  std::vector<DynViolation> run() {
    for (DefId trait : traits::supertrait_def_ids(tcx_, trait_)) {
      ty::TraitRef self{trait, ty::identity_args(tcx_, trait)};
      supers_ = traits::supertraits(tcx_, ty::PolyTraitRef::dummy(self));
      own_bounds(trait);
      for (const ty::AssocItem &item : tcx_.associated_items(trait)->items)
        check_item(item);
    }
    return std::move(out_);
  }

private:
  void add(DynViolationKind kind, DefId item) { out_.push_back({kind, item}); }
  bool mentions_self(ty::GenericArg arg) {
    SelfFinder finder{tcx_, supers_};
    return ty::visit(finder, arg);
  }

  void own_bounds(DefId trait) {
    for (const ty::SpannedClause &super : tcx_.super_predicates_of(trait)->own) {
      Predicate clause = super.clause;
      if (!clause.is(PredicateKind::Trait) || !is_self(clause.trait_ref().self_ty()))
        continue;
      if (clause.trait_ref().def_id == sized_)
        add(DynViolationKind::SelfSized, trait);
      for (ty::GenericArg arg : clause.trait_ref().args.array().drop_front())
        if (mentions_self(arg)) {
          add(DynViolationKind::SupertraitSelf, trait);
          break;
        }
    }
  }

  /// `where Self: Sized` exempts an item.
  bool needs_sized_self(DefId item) {
    for (const ty::SpannedClause &p : tcx_.explicit_predicates_of(item)->own)
      if (p.clause.is(PredicateKind::Trait) && p.clause.trait_ref().def_id == sized_ &&
          is_self(p.clause.trait_ref().self_ty()))
        return true;
    return false;
  }

  bool has_own_types(DefId item) {
    return llvm::any_of(tcx_.generics_of(item)->own, [](const ty::GenericParamDef &param) {
      return param.kind != ty::GenericParamKind::Lifetime;
    });
  }

  void check_item(const ty::AssocItem &item) {
    if (item.kind == ty::AssocKind::Const)
      return add(DynViolationKind::AssocConst, item.def_id);
    if (needs_sized_self(item.def_id))
      return;
    if (item.kind == ty::AssocKind::Type) {
      if (!tcx_.generics_of(item.def_id)->own.empty() && !item.is_rpitit)
        add(DynViolationKind::GenericAssocTy, item.def_id);
      else
        check_bounds(item.def_id);
      return;
    }
    check_fn(item);
  }

  /// `type T: PartialEq<Self>`
  void check_bounds(DefId item) {
    for (Predicate bound : tcx_.item_bounds(item).skip_binder())
      if (bound.is(PredicateKind::Trait))
        for (ty::GenericArg arg : bound.trait_ref().args.array().drop_front())
          if (mentions_self(arg))
            return add(DynViolationKind::SupertraitSelf, item);
  }

  void check_fn(const ty::AssocItem &item) {
    if (!item.has_self_param)
      return add(DynViolationKind::NoReceiver, item.def_id);
    if (has_own_types(item.def_id))
      add(DynViolationKind::GenericMethod, item.def_id);
    const ty::FnSig &sig = tcx_.fn_sig(item.def_id).instantiate_identity().skip_binder();
    bool in_signature = mentions_self(sig.output());
    for (Ty input : sig.inputs().drop_front())
      in_signature |= mentions_self(input);
    if (in_signature)
      add(DynViolationKind::SelfInSignature, item.def_id);
    if (returns_opaque(sig.output()))
      add(DynViolationKind::OpaqueReturn, item.def_id);
    if (!can_dispatch(sig.inputs()[0]))
      add(DynViolationKind::Receiver, item.def_id);
  }

  bool returns_opaque(Ty output) {
    struct Visitor {
      TyCtxt &tcx;
      uint32_t depth = 0;
      bool visit_ty(Ty ty) {
        if (ty.is_opaque())
          return true;
        if (ty.is_alias() && tcx.def_kind(ty.def_id()) == DefKind::AssocTy &&
            tcx.associated_item(ty.def_id()).is_rpitit)
          return true;
        return ty.has_flags(ty::kHasAlias) && ty::super_visit(*this, ty);
      }
      bool visit_region(ty::Region) { return false; }
      bool visit_const(ty::Const) { return false; }
    };
    return Visitor{tcx_}.visit_ty(output);
  }

  /// `Self`, references to it, and pointers that can turn into one to a dyn.
  bool can_dispatch(Ty receiver) {
    for (unsigned i = 0; i < 16; ++i) {
      if (is_self(receiver) || receiver.is_error())
        return true;
      if (receiver.is_ref() || receiver.is_raw_ptr()) {
        receiver = receiver.inner();
        continue;
      }
      if (!receiver.is_adt() || !dispatches(receiver) || receiver.args().empty())
        return false;
      auto first = llvm::find_if(receiver.args(), [](ty::GenericArg arg) { return arg.is_ty(); });
      if (first == receiver.args().end())
        return false;
      receiver = first->ty();
    }
    return false;
  }
  bool dispatches(Ty pointer) {
    DefId trait = tcx_.lang_item(LangItem::DispatchFromDyn);
    auto key = simplify_type(pointer, ty::TreatParams::AsInfer);
    return trait.is_valid() && key && tcx_.impls_of_trait(trait)->by_self_ty.contains(*key);
  }

  TyCtxt &tcx_;
  DefId trait_;
  llvm::SmallVector<ty::PolyTraitRef, 4> supers_; ///< of the trait whose items are looked at
  DefId sized_;
  std::vector<DynViolation> out_;
};

} // namespace

std::vector<DynViolation> dyn_violations(TyCtxt &tcx, DefId trait) {
  return Finder(tcx, trait).run();
}

bool dyn_compatible(TyCtxt &tcx, DefId trait) { return dyn_violations(tcx, trait).empty(); }

std::string describe(TyCtxt &tcx, const DynViolation &violation) {
  std::string name = tcx.str(tcx.name(violation.item)).str();
  switch (violation.kind) {
  case DynViolationKind::SelfSized: return "it requires `Self: Sized`";
  case DynViolationKind::SupertraitSelf: return "it uses `Self` as a type parameter";
  case DynViolationKind::AssocConst: return "it contains this associated `const`";
  case DynViolationKind::GenericAssocTy:
    return "it contains the generic associated type `" + name + "`";
  case DynViolationKind::NoReceiver:
    return "associated function `" + name + "` has no `self` parameter";
  case DynViolationKind::GenericMethod: return "method `" + name + "` has generic type parameters";
  case DynViolationKind::SelfInSignature:
    return "method `" + name + "` references the `Self` type in its signature";
  case DynViolationKind::OpaqueReturn:
    return "method `" + name + "` references an `impl Trait` type in its return type";
  case DynViolationKind::Receiver:
    return "method `" + name + "`'s `self` parameter cannot be dispatched on";
  }
  return "";
}

} // namespace ochre::wf
