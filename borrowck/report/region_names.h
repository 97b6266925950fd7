// What universal regions are called in messages: by their names, or '1, '2… in the order in which
// they are mentioned, with a label that says where such a one comes from.
#pragma once

#include "borrowck/regions/regions.h"
#include "support/session/report.h"

namespace ochre::borrowck {

/// An argument or captured variable in whose type a region occurs.
struct RegionHolder {
  Symbol name; ///< invalid: a pattern
  Span span;
  bool is_upvar = false;
  bool is_valid = false;
};

class RegionNames {
public:
  RegionNames(TyCtxt &tcx, const RegionResults &regions) : tcx_(tcx), regions_(regions) {}

  /// `'a`, `'static`, `'1`. Of another variable: the universal region above it, if there is one.
  std::string name(RegionVid region);
  /// Labels for all that were named.
  void add_labels(DiagBuilder &diag);
  /// The universal region that is at least as long; 'static where there are several.
  RegionVid upper_bound(RegionVid region) const;
  RegionHolder holder(RegionVid region) const;
  /// The argument in whose type it occurs, counted from 0; -1: none.
  int argument_with(RegionVid region) const;

private:
  struct Named {
    RegionVid region;
    std::string name;
  };
  void add_label(DiagBuilder &diag, const Named &named);
  Span definition(Region region) const;

  TyCtxt &tcx_;
  const RegionResults &regions_;
  llvm::SmallVector<Named, 4> named_;
  unsigned anonymous_ = 0;
};

/// "function", "method", "closure"…: what the body belongs to.
llvm::StringRef describe_body(TyCtxt &tcx, DefId def);

} // namespace ochre::borrowck
