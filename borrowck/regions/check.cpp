// What the values must not be: relations between universal regions that nothing grants, types that
// do not live long enough, placeholders that would have to outlive something. In a closure the
// first two become requirements on its creator where they can be said in terms of external regions.
#include "borrowck/regions/blame.h"
#include "borrowck/regions/inference.h"

namespace ochre::borrowck {

void RegionInference::check_universal_regions() {
  for (const ConstraintSet::Failed &failed : set_.failed) {
    RegionError error;
    error.kind = RegionError::NotGeneral;
    error.predicate = failed.predicate;
    error.span = failed.span;
    errors_.push_back(error);
  }
  for (auto [ty, span] : set_.drop_overflows) {
    RegionError error;
    error.kind = RegionError::DropOverflow;
    error.ty = ty;
    error.span = span;
    errors_.push_back(error);
  }
  for (RegionVid vid : defs_.ids())
    switch (defs_[vid].origin) {
    case RegionOrigin::Universal: check_universal_region(vid); break;
    case RegionOrigin::Placeholder: check_placeholder(vid); break;
    case RegionOrigin::Existential: break;
    }
}

void RegionInference::check_universal_region(RegionVid region) {
  // Members of one component are equal: it is enough to check one of them against the rest.
  RegionVid rep = solver_->representative(region);
  if (rep != region) {
    if (!check_relation(region, rep)) {
      RegionError error;
      error.sup = region;
      error.sub = rep;
      errors_.push_back(error);
    }
    return;
  }
  bool reported = false;
  for (RegionVid below : universal_regions_in(region)) {
    if (check_relation(region, below))
      continue;
    RegionError error;
    error.sup = region;
    error.sub = below;
    error.is_secondary = reported;
    errors_.push_back(error);
    reported = true;
  }
}

/// Whether `sup: sub` is known, or was passed on.
bool RegionInference::check_relation(RegionVid sup, RegionVid sub) {
  return relations_->outlives(sup, sub) || propagate_relation(sup, sub);
}

bool RegionInference::propagate_relation(RegionVid sup, RegionVid sub) {
  if (!universal_.is_closure())
    return false;
  // 'sup outlives `lower`, and each of `uppers` outlives 'sub.
  RegionVid lower = relations_->non_local_lower_bound(sup);
  if (!lower.is_valid())
    return false;
  Blame blame = best_blame(*this, sup, sub);
  for (RegionVid upper : relations_->non_local_upper_bounds(sub)) {
    if (relations_->outlives(lower, upper))
      continue;
    ClosureOutlives requirement;
    requirement.subject_region = ClosureRegionIdx(lower.raw);
    requirement.outlived = ClosureRegionIdx(upper.raw);
    requirement.blame_span = blame.constraint.span;
    requirement.category = blame.constraint.category;
    requirements_.push_back(requirement);
  }
  return true;
}

void RegionInference::check_placeholder(RegionVid region) {
  const RegionValue &value = solver_->value(region);
  RegionError error;
  error.kind = RegionError::BoundUniversal;
  error.sup = region;
  bool wrong = false;
  for (uint32_t other : value.placeholders)
    if (other != region.raw && !wrong) {
      error.sub = RegionVid(other);
      wrong = true;
    }
  for (uint32_t other : value.universal)
    if (!wrong) {
      error.sub = RegionVid(other);
      wrong = true;
    }
  // A point: a region inside the body, which is not known to be shorter.
  if (!wrong && !value.points.empty()) {
    wrong = true;
    auto path = constraint_path(*this, region, [&](RegionVid at) {
      const IntervalSet *live = set_.live.get(at);
      return live && !live->empty();
    });
    if (!path.empty())
      error.sub = path.back().sub;
  }
  if (wrong)
    errors_.push_back(error);
}

// --- Types

void RegionInference::check_type_tests() {
  llvm::DenseSet<std::pair<Ty, uint32_t>> reported;
  for (const TypeTest &test : set_.type_tests) {
    if (type_test_holds(test) || (universal_.is_closure() && promote_type_test(test)))
      continue;
    if (!reported.insert({ty::erase_regions(tcx_, test.ty), test.span.lo}).second)
      continue;
    RegionError error;
    error.kind = RegionError::TypeTest;
    error.ty = infcx_.resolve(test.ty);
    error.sub = test.lower_bound;
    error.span = test.span;
    errors_.push_back(error);
  }
}

bool RegionInference::type_test_holds(const TypeTest &test) {
  // A type that can be named in the body outlives it.
  if (solver_->outlives(universal_.fn_body(), test.lower_bound))
    return true;
  auto test_regions = [&](Region sup, Region sub) {
    RegionVid above = region_vid(sup);
    RegionVid below = region_vid(sub);
    return above.is_valid() && below.is_valid() && solver_->outlives(above, below);
  };
  return outlives::type_outlives(tcx_, env_, infcx_.resolve(test.ty),
                                 tcx_.mk_re_var(test.lower_bound), test_regions);
}

bool RegionInference::promote_type_test(const TypeTest &test) {
  bool failed = false;
  Ty subject = ty::map_regions(tcx_, infcx_.resolve(test.ty), [&](Region region, uint32_t) {
    RegionVid vid = region_vid(region);
    if (vid.is_valid())
      for (RegionVid known : universal_regions_in(vid))
        if (!universal_.is_local(known) && solver_->equal(known, vid))
          return tcx_.mk_re_var(known);
    failed = true;
    return region;
  });
  if (failed)
    return false;
  const RegionValue &value = solver_->value(test.lower_bound);
  llvm::SmallVector<RegionVid, 4> uppers;
  if (!value.placeholders.empty())
    uppers.push_back(universal_.re_static());
  else
    for (RegionVid below : universal_regions_in(test.lower_bound))
      for (RegionVid upper : relations_->non_local_upper_bounds(below))
        if (!llvm::is_contained(uppers, upper))
          uppers.push_back(upper);
  for (RegionVid upper : uppers) {
    ClosureOutlives requirement;
    requirement.is_ty_subject = true;
    requirement.subject_ty = subject;
    requirement.outlived = ClosureRegionIdx(upper.raw);
    requirement.blame_span = test.span;
    requirement.category = test.category;
    requirements_.push_back(requirement);
  }
  return !uppers.empty();
}

} // namespace ochre::borrowck
