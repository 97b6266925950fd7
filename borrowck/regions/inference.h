// All that region inference of a body knows (private to borrowck/regions).
#pragma once

#include "borrowck/regions/solver.h"
#include "borrowck/regions/type_check.h"

namespace ochre::borrowck {

class RegionInference final : public RegionResults {
public:
  RegionInference(TyCtxt &tcx, const mir::Body &input);

  void run(const mir::MoveData &moves, const mir::InitResults &inits);

  const mir::Body &body() const override { return *body_; }
  const PointMap &points() const override { return points_; }
  bool contains(RegionVid region, PointIndex point) const override {
    return solver_->value(region).points.contains(point.raw);
  }
  bool contains_end(RegionVid region) const override {
    return !solver_->value(region).universal.empty();
  }
  const IndexVec<RegionVid, llvm::SmallVector<uint32_t, 4>> &constraints_of() const override;
  llvm::ArrayRef<OutlivesConstraint> constraints() const override { return set_.outlives; }
  Region external_name(RegionVid region) const override;
  bool is_universal(RegionVid region) const override { return universal_.contains(region); }
  bool is_live_at(RegionVid region, PointIndex point) const override;
  llvm::ArrayRef<RegionError> errors() const override { return errors_; }
  llvm::ArrayRef<ClosureOutlives> closure_requirements() const override { return requirements_; }
  uint32_t num_external_regions() const override { return universal_.first_local; }
  const llvm::MapVector<DefId, Ty> &hidden_types() const override { return hidden_types_; }

  RegionOrigin origin(RegionVid region) const override { return defs_[region].origin; }
  uint32_t num_regions() const override { return static_cast<uint32_t>(defs_.size()); }
  uint32_t num_universal_regions() const override { return universal_.count; }
  bool is_local_universal(RegionVid region) const override { return universal_.is_local(region); }
  RegionVid region_vid(Region region) const override;
  bool outlives_known(RegionVid sup, RegionVid sub) const override {
    return relations_->outlives(sup, sub);
  }
  bool value_outlives(RegionVid sup, RegionVid sub) const override {
    return solver_->outlives(sup, sub);
  }
  llvm::SmallVector<RegionVid, 4> universal_regions_in(RegionVid region) const override;
  RegionVid closure_env_region() const override { return universal_.env_region; }
  llvm::ArrayRef<Ty> signature() const override { return universal_.signature; }
  Ty place_ty(mir::Place place) const override;

private:
  // inference.cpp
  void find_relations();
  void name_universal(llvm::MutableArrayRef<Ty> tys);
  void define_regions();
  // opaques.cpp
  std::vector<MemberConstraint> member_constraints();
  void collect_hidden_types();
  Ty map_hidden_type(const OpaqueUse &use);
  // check.cpp
  void check_universal_regions();
  void check_universal_region(RegionVid region);
  bool check_relation(RegionVid sup, RegionVid sub);
  bool propagate_relation(RegionVid sup, RegionVid sub);
  void check_placeholder(RegionVid region);
  void check_type_tests();
  bool type_test_holds(const TypeTest &test);
  bool promote_type_test(const TypeTest &test);

  TyCtxt &tcx_;
  mutable InferCtxt infcx_;
  UniversalRegions universal_;
  outlives::OutlivesEnv env_;
  std::optional<UniversalRelations> relations_;
  std::shared_ptr<const mir::Body> body_;
  PointMap points_;
  mutable ConstraintSet set_;
  mutable std::optional<Relations> rel_;
  mutable std::optional<TypeChecker> checker_;
  IndexVec<RegionVid, RegionDef> defs_;
  std::optional<RegionSolver> solver_;
  mutable IndexVec<RegionVid, llvm::SmallVector<uint32_t, 4>> constraints_of_;
  std::vector<RegionError> errors_;
  std::vector<ClosureOutlives> requirements_;
  llvm::MapVector<DefId, Ty> hidden_types_;
};

} // namespace ochre::borrowck
