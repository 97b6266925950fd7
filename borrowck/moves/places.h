// Places as the user wrote them, and their prefixes.
#pragma once

#include "mir/ir/body.h"

#include <optional>
#include <string>

namespace ochre::borrowck {

using mir::Local;
using mir::Place;
using mir::PlaceElem;
using mir::ProjectionKind;

/// A place whose projections are rows of some body's code, or a prefix of it. Dies with the next
/// projection that is interned.
struct PlaceRef {
  Local local;
  llvm::ArrayRef<PlaceElem> elems;

  static PlaceRef of(const mir::Body &body, Place place) {
    return {place.local, body.code->projection(place)};
  }
  PlaceRef prefix(size_t count) const { return {local, elems.take_front(count)}; }
  PlaceRef base() const { return prefix(elems.size() - 1); }
  bool is_local() const { return elems.empty(); }
  bool ends_with(ProjectionKind kind) const { return !elems.empty() && elems.back().kind == kind; }
  bool is_prefix_of(const PlaceRef &other) const;
};

/// Whether both project the same; types do not matter.
bool same_elem(const PlaceElem &a, const PlaceElem &b);

mir::PlaceTy type_of(TyCtxt &tcx, const mir::Body &body, PlaceRef place);

/// In a closure: the capture that `place` is, looking through the reference by which it is held.
std::optional<uint32_t> upvar_field(TyCtxt &tcx, const mir::Body &body, PlaceRef place);

/// `x`, `*x.f`, `x[_]`: as text for messages; empty where no variable of the user's is the root.
std::string describe(TyCtxt &tcx, const mir::Body &body, PlaceRef place);
/// The same in backticks, or `fallback`.
std::string describe_or(TyCtxt &tcx, const mir::Body &body, PlaceRef place,
                        llvm::StringRef fallback);

} // namespace ochre::borrowck
