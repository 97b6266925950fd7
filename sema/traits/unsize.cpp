// `T: Unsize<U>`: what a pointer coercion may forget.
//
// Arrays become slices, sized types become `dyn`, `dyn` types lose auto traits
// and go up to supertraits, structs change in their last field. Source:
// Reference, "Unsized coercions".
#include "sema/traits/elaborate.h"
#include "sema/traits/eval_ctxt.h"

namespace ochre::traits {

using ty::ExistentialKind;
using ty::TyKind;

namespace {

class Unsizer {
public:
  Unsizer(EvalCtxt &ec, const ty::TraitRef &ref, Ty from, Ty to)
      : ec_(ec), tcx_(ec.tcx), trait_(ref.def_id), from_(from), to_(to) {}

  QueryResult run() {
    if (from_.is_dyn() && to_.is_dyn())
      return dyn_to_dyn();
    if (to_.is_dyn())
      return to_dyn();
    if (from_.is(TyKind::Array) && to_.is(TyKind::Slice))
      return ec_.eq(from_.inner(), to_.inner()) ? ec_.respond() : nullptr;
    if (from_.is_adt() && to_.is_adt() && from_.def_id() == to_.def_id())
      return structs();
    return nullptr;
  }

private:
  QueryResult to_dyn() {
    DefId sized = tcx_.require_lang_item(LangItem::Sized, ec_.cause.span);
    if (!sized.is_valid())
      return nullptr;
    ec_.add(ty::TraitRef{sized, tcx_.mk_args({from_})});
    for (const ty::PolyExistentialPredicate &p : to_.dyn_predicates()) {
      if (p.skip_binder().kind == ExistentialKind::Trait)
        ec_.add(tcx_.mk_dyn_compatible(p.skip_binder().def_id));
      ec_.add(ty::existential_with_self_ty(tcx_, p, from_));
    }
    ec_.infcx.add_type_outlives(from_, to_.region(), ec_.cause);
    return ec_.respond();
  }

  static const ty::PolyExistentialPredicate *principal(Ty ty) {
    auto list = ty.dyn_predicates();
    return !list.empty() && list[0].skip_binder().kind == ExistentialKind::Trait ? &list[0]
                                                                                 : nullptr;
  }

  bool auto_traits_shrink(llvm::ArrayRef<DefId> supers) {
    for (const ty::PolyExistentialPredicate &p : to_.dyn_predicates()) {
      if (p.skip_binder().kind != ExistentialKind::AutoTrait)
        continue;
      DefId wanted = p.skip_binder().def_id;
      bool has = llvm::is_contained(supers, wanted) ||
                 llvm::any_of(from_.dyn_predicates(), [&](const auto &q) {
                   return q.skip_binder().kind == ExistentialKind::AutoTrait &&
                          q.skip_binder().def_id == wanted;
                 });
      if (!has)
        return false;
    }
    return true;
  }

  QueryResult dyn_to_dyn() {
    const ty::PolyExistentialPredicate *from = principal(from_);
    const ty::PolyExistentialPredicate *to = principal(to_);
    llvm::SmallVector<DefId, 4> supers;
    if (from)
      supers = supertrait_def_ids(tcx_, from->skip_binder().def_id);
    if (!auto_traits_shrink(supers))
      return nullptr;
    if (!to) {
      ec_.infcx.add_outlives(from_.region(), to_.region(), ec_.cause);
      return ec_.respond();
    }
    if (!from)
      return nullptr;
    Candidates candidates;
    ty::PolyTraitRef self = ty::existential_with_self_ty(tcx_, *from, from_).poly_trait_ref();
    for (const ty::PolyTraitRef &super : supertraits(tcx_, self)) {
      if (super.skip_binder().def_id != to->skip_binder().def_id)
        continue;
      QueryResult response = ec_.probe([&] { return upcast(super); });
      if (response)
        candidates.push_back({CandidateSource::Builtin, response, DefId()});
    }
    return merge_responses(ec_, candidates);
  }

  /// The target's predicates must follow from the source's.
  QueryResult upcast(const ty::PolyTraitRef &super) {
    llvm::SmallVector<Predicate, 4> known;
    for (const ty::PolyExistentialPredicate &p : from_.dyn_predicates())
      known.push_back(ty::existential_with_self_ty(tcx_, p, from_));
    auto all = elaborate(tcx_, known);
    for (const ty::PolyExistentialPredicate &p : to_.dyn_predicates()) {
      Predicate wanted = ty::existential_with_self_ty(tcx_, p, from_);
      if (p.skip_binder().kind == ExistentialKind::AutoTrait)
        continue;
      Predicate target = ec_.infcx.instantiate_with_placeholders(wanted);
      if (target.is(ty::PredicateKind::Trait)) {
        ty::TraitRef ref = ec_.infcx.instantiate_with_fresh_vars(super, Span());
        if (!ec_.eq(ref, target.trait_ref()))
          return nullptr;
        continue;
      }
      bool found = false;
      for (Predicate clause : all) {
        if (!clause.is(ty::PredicateKind::Projection) ||
            clause.alias().def_id != target.alias().def_id)
          continue;
        Predicate open = ec_.infcx.instantiate_with_fresh_vars(clause, Span());
        ty::TraitRef left{open.alias().def_id, open.alias().args};
        ty::TraitRef right{target.alias().def_id, target.alias().args};
        auto result = ec_.infcx.eq_trait_refs(ec_.cause, ec_.env, left, right);
        if (!ec_.keep(result))
          continue;
        if (!ec_.eq(open.term(), target.term()))
          return nullptr;
        found = true;
        break;
      }
      if (!found)
        return nullptr;
    }
    ec_.infcx.add_outlives(from_.region(), to_.region(), ec_.cause);
    return ec_.respond();
  }

  /// `S<.., T, ..>: Unsize<S<.., U, ..>>` where only the last field mentions T.
  QueryResult structs() {
    const ty::AdtDef &adt = *tcx_.adt_def(from_.def_id());
    if (!adt.is_struct() || adt.variants.empty() || adt.non_enum_variant().fields.empty())
      return nullptr;
    const auto &fields = adt.non_enum_variant().fields.raw();
    llvm::SmallVector<bool, 8> used(from_.args().size());
    Ty tail = tcx_.type_of(fields.back().def_id).instantiate_identity();
    mark_params(tail, used, true);
    for (const ty::FieldDef &field : llvm::ArrayRef(fields).drop_back())
      mark_params(tcx_.type_of(field.def_id).instantiate_identity(), used, false);
    if (llvm::none_of(used, [](bool u) { return u; }))
      return nullptr;
    llvm::SmallVector<GenericArg, 8> args(from_.args().begin(), from_.args().end());
    for (size_t i = 0; i < args.size(); ++i)
      if (used[i])
        args[i] = to_.args()[i];
    if (!ec_.eq(tcx_.mk_adt(from_.def_id(), tcx_.mk_args(args)), to_))
      return nullptr;
    Ty from_tail = ty::instantiate_ty(tcx_, tail, from_.args());
    Ty to_tail = ty::instantiate_ty(tcx_, tail, to_.args());
    ec_.add(ty::TraitRef{trait_, tcx_.mk_args({GenericArg(from_tail), GenericArg(to_tail)})});
    return ec_.respond();
  }

  /// Type and const parameters (not regions) that occur in the type.
  static void mark_params(Ty ty, llvm::SmallVectorImpl<bool> &used, bool value) {
    struct Visitor {
      llvm::SmallVectorImpl<bool> &used;
      bool value;
      uint32_t depth = 0;
      bool visit_ty(Ty ty) {
        if (ty.is_param() && ty.param_index() < used.size())
          used[ty.param_index()] = value;
        return ty.has_flags(ty::kHasParam) && ty::super_visit(*this, ty);
      }
      bool visit_region(Region) { return false; }
      bool visit_const(Const ct) {
        if (ct.is(ty::ConstKind::Param) && ct.param_index() < used.size())
          used[ct.param_index()] = value;
        return ty::super_visit(*this, ct);
      }
    };
    Visitor visitor{used, value};
    visitor.visit_ty(ty);
  }

  EvalCtxt &ec_;
  TyCtxt &tcx_;
  DefId trait_;
  Ty from_;
  Ty to_;
};

} // namespace

QueryResult consider_unsize(EvalCtxt &ec, const ty::TraitRef &ref) {
  Ty to = ec.structurally(ref.args[1].ty());
  if (!to)
    return nullptr;
  if (to.is_ty_var() || ref.self_ty().is_ty_var())
    return ec.ambiguous();
  return ec.probe([&] { return Unsizer(ec, ref, ref.self_ty(), to).run(); });
}

} // namespace ochre::traits
