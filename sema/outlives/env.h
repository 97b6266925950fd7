// What is known about regions inside an item: relations between free regions,
// and which parameters and aliases outlive which regions.
#pragma once

#include "sema/traits/infer.h"

namespace ochre::outlives {

using traits::InferCtxt;
using ty::ParamEnv;
using ty::Region;
using ty::Ty;

/// The reflexive and transitive relation `sup: sub` among free regions.
class FreeRegions {
public:
  void relate(Region sup, Region sub);
  /// 'static outlives all.
  bool outlives(Region sup, Region sub) const;
  /// Free regions that `region` is known to outlive, itself first.
  llvm::SmallVector<Region, 4> outlived_by(Region region) const;

private:
  llvm::DenseMap<Region, llvm::SmallVector<Region, 2>> below_;
};

/// `ty: region`, where ty is a parameter or an alias.
struct TypeBound {
  Ty ty;
  Region region;
  bool operator==(const TypeBound &) const = default;
};

struct OutlivesEnv {
  ParamEnv param_env;
  FreeRegions free;
  std::vector<TypeBound> bounds;
};

/// From the where-clauses, and from the well-formedness of `assumed` (inputs and
/// output of a function, header of an impl): `&'a &'b T` implies `'b: 'a`.
OutlivesEnv outlives_env(TyCtxt &tcx, ParamEnv param_env, llvm::ArrayRef<Ty> assumed);

using RegionTest = llvm::function_ref<bool(Region sup, Region sub)>;
/// Whether `ty: region` follows, where `outlives` decides about regions. `ty` may
/// be any type.
bool type_outlives(TyCtxt &tcx, const OutlivesEnv &env, Ty ty, Region region, RegionTest outlives);

} // namespace ochre::outlives
