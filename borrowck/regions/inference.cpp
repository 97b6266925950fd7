#include "borrowck/regions/inference.h"

#include "borrowck/regions/liveness.h"
#include "borrowck/regions/renumber.h"

namespace ochre::borrowck {

RegionInference::RegionInference(TyCtxt &tcx, const mir::Body &input)
    : tcx_(tcx), infcx_(tcx, ty::TypingMode::Borrowck, input.def_id),
      universal_(collect_universal_regions(infcx_, input)), points_(input) {
  body_ = renumber(infcx_, universal_, input);
}

/// Relations that the where-clauses state, and that follow from the types of the signature being
/// well-formed, before and after normalisation; in an impl also from the normal forms of its
/// header.
void RegionInference::find_relations() {
  ty::ParamEnv named = tcx_.param_env(universal_.def_id);
  llvm::SmallVector<ty::Predicate, 8> clauses;
  for (ty::Predicate clause : named.caller_bounds)
    clauses.push_back(ty::map_regions(tcx_, clause, [&](Region region, uint32_t) {
      auto it = universal_.by_name.find(region);
      return it == universal_.by_name.end() ? region : tcx_.mk_re_var(it->second);
    }));
  llvm::SmallVector<Ty, 8> assumed(universal_.signature.begin(), universal_.signature.end());
  DefId parent = tcx_.parent(universal_.def_id);
  bool in_impl = tcx_.def_kind(universal_.def_id) != DefKind::Closure && parent.is_valid() &&
                 tcx_.def_kind(parent) == DefKind::Impl;
  if (in_impl) {
    assumed.push_back(
        to_universal_vars(tcx_, universal_, tcx_.type_of(parent).instantiate_identity()));
    if (const ty::ImplHeader *header = tcx_.impl_header(parent))
      for (GenericArg arg : header->trait_ref.instantiate_identity().args)
        if (arg.is_ty())
          assumed.push_back(to_universal_vars(tcx_, universal_, arg.ty()));
  }
  traits::FulfillmentCtxt fulfill;
  size_t in_signature = universal_.signature.size();
  size_t declared = assumed.size();
  for (size_t i = 0; i < declared; ++i) {
    if (!assumed[i].has_flags(ty::kHasProjection | ty::kHasFreeAlias))
      continue;
    Ty normal = traits::normalize(infcx_, fulfill, traits::ObligationCause(), named, assumed[i]);
    normal = infcx_.resolve(normal);
    if (!normal.has_flags(ty::kHasNonRegionInfer))
      assumed.push_back(normal);
  }
  name_universal(llvm::MutableArrayRef(assumed).drop_front(declared));
  // Who uses the impl has seen its header in normal form only.
  for (size_t i = in_signature; i < declared; ++i)
    if (assumed[i].has_flags(ty::kHasProjection | ty::kHasFreeAlias))
      assumed[i] = tcx_.common.unit;
  env_ = outlives::outlives_env(tcx_, {tcx_.mk_clauses(clauses)}, assumed);
  // The solver knows regions by their names.
  env_.param_env = named;
  relations_.emplace(tcx_, universal_, env_);
}

/// Normalisation gives types with new variables that it makes equal to universal regions.
void RegionInference::name_universal(llvm::MutableArrayRef<Ty> tys) {
  llvm::DenseSet<std::pair<Region, Region>> known;
  llvm::DenseMap<Region, Region> names;
  for (const traits::RegionConstraint &c : infcx_.take_region_constraints().outlives) {
    known.insert({c.sup, c.sub});
    if (!known.contains({c.sub, c.sup}))
      continue;
    for (auto [a, b] : {std::pair(c.sup, c.sub), std::pair(c.sub, c.sup)})
      if (a.is_var() && !universal_.contains(a.vid()) &&
          (!b.is_var() || universal_.contains(b.vid())))
        names.try_emplace(a, b);
  }
  for (Ty &ty : tys)
    ty = ty::map_regions(tcx_, ty, [&](Region region, uint32_t) {
      auto it = names.find(region);
      return it == names.end() ? region : it->second;
    });
  for (Ty &ty : tys)
    ty = to_universal_vars(tcx_, universal_, ty);
}

void RegionInference::define_regions() {
  uint32_t count = infcx_.region_var_count();
  defs_.resize(count);
  set_.live.resize(count);
  for (RegionVid vid : defs_.ids()) {
    defs_[vid].universe = infcx_.region_var(vid).universe;
    if (universal_.contains(vid))
      defs_[vid].origin = RegionOrigin::Universal;
  }
  for (auto &[region, vid] : set_.placeholders) {
    defs_[vid].origin = RegionOrigin::Placeholder;
    defs_[vid].placeholder = region;
  }
}

void RegionInference::run(const mir::MoveData &moves, const mir::InitResults &inits) {
  find_relations();
  rel_.emplace(infcx_, universal_, env_, set_);
  checker_.emplace(*rel_, *body_, points_);
  checker_->check_body();
  rel_->finish();
  compute_liveness(*rel_, {*body_, points_, moves, inits});
  rel_->finish();
  for (const traits::OpaqueEntry &entry : infcx_.opaque_types())
    set_.opaques.push_back(
        {entry.def_id, infcx_.resolve(entry.args), infcx_.resolve(entry.hidden), entry.span});
  std::vector<MemberConstraint> members = member_constraints();
  define_regions();
  solver_.emplace(universal_, *relations_, defs_, points_.size());
  solver_->solve(set_, members);
  check_type_tests();
  check_universal_regions();
  collect_hidden_types();
}

const IndexVec<RegionVid, llvm::SmallVector<uint32_t, 4>> &RegionInference::constraints_of() const {
  if (constraints_of_.empty()) {
    constraints_of_.resize(defs_.size());
    for (uint32_t i = 0; i < set_.outlives.size(); ++i)
      constraints_of_[set_.outlives[i].sup].push_back(i);
  }
  return constraints_of_;
}

Region RegionInference::external_name(RegionVid region) const {
  return universal_.contains(region) ? universal_.names[region] : Region();
}

bool RegionInference::is_live_at(RegionVid region, PointIndex point) const {
  const IntervalSet *live = set_.live.get(region);
  return universal_.contains(region) || (live && live->contains(point.raw));
}

RegionVid RegionInference::region_vid(Region region) const {
  if (region.is_var())
    return region.vid();
  if (region.kind() == ty::RegionKind::Placeholder)
    return set_.placeholders.lookup(region);
  auto it = universal_.by_name.find(region);
  return it == universal_.by_name.end() ? RegionVid() : it->second;
}

llvm::SmallVector<RegionVid, 4> RegionInference::universal_regions_in(RegionVid region) const {
  llvm::SmallVector<RegionVid, 4> out;
  for (uint32_t raw : solver_->value(region).universal)
    out.push_back(RegionVid(raw));
  return out;
}

Ty RegionInference::place_ty(mir::Place place) const { return checker_->place_ty(place); }

std::unique_ptr<RegionResults> infer_regions(TyCtxt &tcx, const mir::Body &body,
                                             const mir::MoveData &moves,
                                             const mir::InitResults &inits) {
  auto inference = std::make_unique<RegionInference>(tcx, body);
  inference->run(moves, inits);
  return inference;
}

} // namespace ochre::borrowck
