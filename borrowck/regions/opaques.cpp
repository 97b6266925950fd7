// Hidden types of `impl Trait`: which regions they may name, and what they are in terms of the
// opaque type's own parameters.
//
//   fn f<'a>(x: &'a u8) -> impl Sized + use<'a>    { x }    // hidden: &'0 u8, '0 in ['a, 'static]
#include "borrowck/regions/inference.h"
#include "sema/ty/memo.h"

#include <functional>

namespace ochre::borrowck {

namespace {

/// Whether the opaque type's argument at `index` may appear in its hidden type.
bool is_captured(TyCtxt &tcx, DefId opaque, uint32_t index) {
  const std::vector<Variance> *variances = tcx.variances_of(opaque);
  return !variances || index >= variances->size() || (*variances)[index] != Variance::Bivariant;
}

/// Free regions of a hidden type that must be among the captured ones.
struct HiddenRegions {
  TyCtxt &tcx;
  std::function<void(Region)> each;
  uint32_t depth = 0;
  ty::TypeMemo memo{};

  bool visit_ty(Ty ty) {
    if (!ty.has_flags(ty::kHasFreeRegions))
      return false;
    if (ty.is_closure()) {
      auto parts = ty::ClosureArgs::of(ty.args());
      return visit_ty(parts.tupled_upvars) || visit_ty(parts.sig_as_fn_ptr);
    }
    if (ty.is(ty::TyKind::Coroutine)) {
      // What it holds comes from its captures; the witness names no regions of its own.
      auto parts = ty::CoroutineArgs::of(ty.args());
      return visit_ty(parts.tupled_upvars) || visit_ty(parts.resume_ty) ||
             visit_ty(parts.yield_ty) || visit_ty(parts.return_ty);
    }
    if (ty.is_opaque()) {
      for (uint32_t i = 0; i < ty.args().size(); ++i)
        if (is_captured(tcx, ty.def_id(), i))
          ty::visit(*this, ty.args()[i]);
      return false;
    }
    return ty::memo_visit(*this, ty);
  }
  bool visit_region(Region region) {
    if (!region.is_bound())
      each(region);
    return false;
  }
  bool visit_const(ty::Const ct) { return ty::super_visit(*this, ct); }
};

} // namespace

std::vector<MemberConstraint> RegionInference::member_constraints() {
  std::vector<MemberConstraint> out;
  if (universal_.is_closure())
    return out;
  for (const OpaqueUse &use : set_.opaques) {
    llvm::SmallVector<RegionVid, 4> choices;
    for (uint32_t i = 0; i < use.args.size(); ++i)
      if (use.args[i].is_region() && is_captured(tcx_, use.def_id, i))
        if (RegionVid vid = rel_->vid(use.args[i].region()); vid.is_valid())
          choices.push_back(vid);
    choices.push_back(universal_.re_static());
    HiddenRegions visitor{tcx_, [&](Region region) {
                            RegionVid vid = rel_->vid(region);
                            if (vid.is_valid() && !universal_.contains(vid))
                              out.push_back({vid, choices});
                          }};
    visitor.visit_ty(use.hidden);
  }
  return out;
}

/// Regions of the hidden type as the opaque type's own parameters.
Ty RegionInference::map_hidden_type(const OpaqueUse &use) {
  ty::GenericArgs identity = ty::identity_args(tcx_, use.def_id);
  return ty::map_regions(tcx_, use.hidden, [&](Region region, uint32_t) {
    RegionVid vid = region_vid(region);
    if (!vid.is_valid())
      return region;
    // The opaque type's own parameters come last: they are preferred to those of its function.
    for (uint32_t i = use.args.size(); i-- > 0;) {
      if (!use.args[i].is_region() || !is_captured(tcx_, use.def_id, i))
        continue;
      RegionVid arg = region_vid(use.args[i].region());
      if (arg.is_valid() && solver_->equal(arg, vid))
        return identity[i].region();
    }
    return solver_->equal(vid, universal_.re_static()) ? tcx_.common.re_static
                                                       : tcx_.common.re_erased;
  });
}

void RegionInference::collect_hidden_types() {
  // A closure sees the opaque types of the function around it, which alone says what they are.
  if (universal_.is_closure())
    return;
  for (const OpaqueUse &use : set_.opaques) {
    if (use.hidden.has_flags(ty::kHasNonRegionInfer))
      continue;
    bool wrong = false;
    HiddenRegions visitor{
        tcx_, [&](Region region) {
          RegionVid vid = region_vid(region);
          if (wrong || !vid.is_valid() || solver_->outlives(vid, universal_.re_static()))
            return;
          for (uint32_t i = 0; i < use.args.size(); ++i)
            if (use.args[i].is_region() && is_captured(tcx_, use.def_id, i))
              if (RegionVid arg = region_vid(use.args[i].region()); arg.is_valid())
                if (solver_->equal(arg, vid))
                  return;
          wrong = true;
          RegionError error;
          error.kind = RegionError::OpaqueType;
          error.sup = vid;
          error.ty = use.hidden;
          error.opaque = use.def_id;
          error.span = use.span;
          errors_.push_back(error);
        }};
    visitor.visit_ty(use.hidden);
    hidden_types_.insert({use.def_id, map_hidden_type(use)});
  }
}

} // namespace ochre::borrowck
