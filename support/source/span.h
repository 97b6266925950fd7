// Places in source text.
#pragma once

#include "support/adt/id.h"

#include <algorithm>

namespace ochre {

struct SyntaxContextTag;
/// A chain of macro marks (hygiene.h). `kRootContext`: written by hand.
using SyntaxContext = Id<SyntaxContextTag>;
inline constexpr SyntaxContext kRootContext{0};

/// Offset of a byte in the source map: files lie behind each other, the first
/// starts at 1.
using BytePos = uint32_t;

/// Half-open byte range [`lo`, `hi`) of one file and the macro context it was
/// made in. The default span is the dummy span: nowhere.
struct Span {
  BytePos lo = 0;
  BytePos hi = 0;
  SyntaxContext ctxt = kRootContext;

  bool is_dummy() const { return lo == 0 && hi == 0; }
  bool operator==(const Span &) const = default;
  bool contains(Span other) const { return lo <= other.lo && other.hi <= hi; }

  /// From the start of this to the end of `end`, in the context of this.
  Span to(Span end) const { return {std::min(lo, end.lo), std::max(hi, end.hi), ctxt}; }
  Span shrink_to_lo() const { return {lo, lo, ctxt}; }
  Span shrink_to_hi() const { return {hi, hi, ctxt}; }
  /// From the end of this to the start of `end`.
  Span between(Span end) const { return {hi, end.lo, ctxt}; }
  Span with_ctxt(SyntaxContext context) const { return {lo, hi, context}; }
  bool from_expansion() const { return ctxt != kRootContext; }
};
static_assert(sizeof(Span) == 12);

} // namespace ochre
