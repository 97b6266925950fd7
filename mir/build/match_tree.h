// Match lowering: candidates (rows of pattern tests) become a decision tree.
//
// A candidate is what is still to be tested for one arm, as pairs of place and pattern. Candidates
// are simplified (bindings recorded, structs opened), then a test is picked from the first one and
// all are sorted by its outcomes. Source: rustc-dev-guide, "Pattern and exhaustiveness checking";
// Reference, "Match expressions".
#pragma once

#include "mir/build/builder.h"

namespace ochre::mir::build {

struct MatchPair {
  PlaceBuilder place;
  PatCursor pat;
  /// A part of the value of the constant that `pat` names: `Some(1)` matches as the pattern does.
  ty::Const value;
};
struct CandidateBinding {
  hir::PatId var;
  BindingMode mode;
  PlaceBuilder place;
  Span span;
};
/// `S::<'static> { .. }`: the place that matched has the type that the pattern writes. A constant's
/// type must be one that the place's type goes into.
struct CandidateType {
  hir::PatId pat;
  PlaceBuilder place;
  UserTypeIdx row;
  ty::Variance variance = ty::Variance::Covariant;
};
struct Candidate {
  llvm::SmallVector<MatchPair, 4> pairs;
  llvm::SmallVector<CandidateBinding, 4> bindings;
  llvm::SmallVector<CandidateType, 0> types;
  uint32_t arm = 0;
  bool has_guard = false;
  bool never_matches = false; ///< an erroneous pattern
  /// Set by lowering: where the pattern has matched, and where a failed guard goes.
  BasicBlock pre_binding;
  BasicBlock otherwise;
};

// --- One pair at a time (match_step.cpp)
// ----------------------------------------------------------

/// What the pair's pattern is. Constants are known values; `step.value` is also set where a
/// constant is taken apart like a pattern of its kind: then that has no parts of its own.
PatStep step_of(Builder &b, const MatchPair &pair);
void push_deref(Builder &b, const PlaceBuilder &base, const PatStep &s,
                llvm::SmallVectorImpl<MatchPair> &out);
void push_fields(Builder &b, const PlaceBuilder &base, const PatStep &s,
                 llvm::SmallVectorImpl<MatchPair> &out);
void push_slice(Builder &b, const PlaceBuilder &base, const PatStep &s,
                llvm::SmallVectorImpl<MatchPair> &out);
/// Elements that a slice pattern names.
uint64_t slice_len(const PatStep &s);

// --- The tree
// -------------------------------------------------------------------------------------

/// Opens irrefutable parts of the candidate's patterns until only tests are left.
void simplify(Builder &b, Candidate &candidate);

/// Builds the tests for `candidates` from `start` on. Every candidate that can match gets its
/// `pre_binding` block; or-patterns become several candidates, appended to `leaves` in order.
/// Gives the block that is reached where nothing matches.
BasicBlock lower_candidates(Builder &b, std::vector<Candidate> candidates, BasicBlock start,
                            Span span, std::vector<Candidate> &leaves);

// --- Fake borrows (fake_borrows.cpp)
// --------------------------------------------------------------

/// A place that a match with guards looks at: while a guard runs nobody may change it.
struct FakeBorrow {
  PlaceBuilder place;
  Local temp;
};
std::vector<FakeBorrow> collect_fake_borrows(Builder &b, llvm::ArrayRef<Candidate> candidates,
                                             Span span);
/// Emits the borrows before a guard, and the reads behind it that keep them alive.
void begin_fake_borrows(Builder &b, BasicBlock block, llvm::ArrayRef<FakeBorrow> borrows,
                        Span span);
void end_fake_borrows(Builder &b, BasicBlock block, llvm::ArrayRef<FakeBorrow> borrows, Span span);

} // namespace ochre::mir::build
