// Does an access to one place touch another that is borrowed?
//
//   borrow x.a, access x.b      disjoint fields: no
//   borrow x.a, access x        x contains x.a: yes; but `x = ..` is shallow and lets *x be
//   borrow a[i], access a[j]    perhaps: yes
//   borrow a[0], access a[1..]  constant parts of one array: no
//
// Source: RFC 2094, "Borrow checker phase 2"; rustc-dev-guide, "MIR borrow check".
#pragma once

#include "borrowck/moves/accesses.h"
#include "borrowck/moves/body_cx.h"

namespace ochre::borrowck {

/// What to say of two variable indices, which may or may not be equal.
enum class ConflictBias : uint8_t { Overlap, NoOverlap };

bool places_conflict(const BodyCx &cx, PlaceRef borrowed, mir::BorrowKind borrow_kind,
                     PlaceRef accessed, AccessDepth depth,
                     ConflictBias bias = ConflictBias::Overlap);

} // namespace ochre::borrowck
