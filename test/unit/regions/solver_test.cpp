// Values of region variables against a fixpoint without components.
#include "borrowck/regions/solver.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace ochre::borrowck {
namespace {

constexpr uint32_t kUniversal = 4;
constexpr uint32_t kRegions = 14;
constexpr uint32_t kPoints = 10;

struct Problem {
  Session sess{Options()};
  Definitions defs{sess.interner};
  std::unique_ptr<TyCtxt> tcx;
  UniversalRegions universal;
  outlives::OutlivesEnv env;
  std::unique_ptr<UniversalRelations> relations;
  IndexVec<RegionVid, RegionDef> regions{kRegions};
  ConstraintSet constraints;

  Problem() {
    defs.start_local_crate(sess.intern("test"), 7, Span());
    tcx = std::make_unique<TyCtxt>(sess, defs);
    universal.count = kUniversal;
    universal.first_local = 1;
    // 1: 2 is granted.
    env.free.relate(tcx->mk_re_var(RegionVid(1)), tcx->mk_re_var(RegionVid(2)));
    relations = std::make_unique<UniversalRelations>(*tcx, universal, env);
    for (uint32_t i = 0; i < kUniversal; ++i)
      regions[RegionVid(i)].origin = RegionOrigin::Universal;
    constraints.live.resize(kRegions);
  }
  void outlives(uint32_t sup, uint32_t sub) {
    OutlivesConstraint c;
    c.sup = RegionVid(sup);
    c.sub = RegionVid(sub);
    constraints.outlives.push_back(c);
  }
};

/// Points below kPoints, universal regions above.
using Value = std::set<uint32_t>;

std::vector<Value> slow_values(const Problem &problem) {
  std::vector<Value> values(kRegions);
  for (uint32_t i = 0; i < kRegions; ++i) {
    for (uint32_t p = 0; p < kPoints; ++p)
      if (i < kUniversal || problem.constraints.live[RegionVid(i)].contains(p))
        values[i].insert(p);
    if (i < kUniversal)
      values[i].insert(kPoints + i);
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (const OutlivesConstraint &c : problem.constraints.outlives)
      for (uint32_t element : values[c.sub.raw])
        changed |= values[c.sup.raw].insert(element).second;
  }
  return values;
}

TEST(RegionSolver, AgreesWithFixpoint) {
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    Problem problem;
    for (uint32_t i = 0, n = random() % 20; i < n; ++i)
      problem.outlives(random() % kRegions, random() % kRegions);
    for (uint32_t i = kUniversal; i < kRegions; ++i)
      if (random() % 2)
        problem.constraints.live[RegionVid(i)].insert(random() % kPoints);
    RegionSolver solver(problem.universal, *problem.relations, problem.regions, kPoints);
    solver.solve(problem.constraints, {});
    std::vector<Value> slow = slow_values(problem);
    for (uint32_t i = 0; i < kRegions; ++i) {
      const RegionValue &value = solver.value(RegionVid(i));
      for (uint32_t p = 0; p < kPoints; ++p)
        ASSERT_EQ(value.points.contains(p), slow[i].contains(p));
      for (uint32_t u = 0; u < kUniversal; ++u)
        ASSERT_EQ(value.universal.test(u), slow[i].contains(kPoints + u));
    }
  }
}

TEST(RegionSolver, KnowsGrantedRelations) {
  Problem problem;
  problem.outlives(5, 1);
  problem.outlives(6, 2);
  RegionSolver solver(problem.universal, *problem.relations, problem.regions, kPoints);
  solver.solve(problem.constraints, {});
  EXPECT_TRUE(solver.outlives(RegionVid(5), RegionVid(6)));
  EXPECT_FALSE(solver.outlives(RegionVid(6), RegionVid(5)));
}

TEST(RegionSolver, MemberTakesLeastChoice) {
  Problem problem;
  // Must hold 2; may be 1, 2 or 'static.
  problem.outlives(5, 2);
  MemberConstraint member{RegionVid(5), {RegionVid(1), RegionVid(2), RegionVid(0)}};
  RegionSolver solver(problem.universal, *problem.relations, problem.regions, kPoints);
  solver.solve(problem.constraints, member);
  EXPECT_TRUE(solver.equal(RegionVid(5), RegionVid(2)));
}

TEST(RegionSolver, UnnameablePlaceholderMeansStatic) {
  Problem problem;
  problem.regions[RegionVid(9)].origin = RegionOrigin::Placeholder;
  problem.regions[RegionVid(9)].universe = ty::UniverseIndex(1);
  problem.constraints.placeholders.insert(
      {problem.tcx->mk_re_placeholder(ty::UniverseIndex(1), ty::BoundVar(0)), RegionVid(9)});
  problem.outlives(5, 9);
  RegionSolver solver(problem.universal, *problem.relations, problem.regions, kPoints);
  solver.solve(problem.constraints, {});
  EXPECT_TRUE(solver.outlives(RegionVid(5), RegionVid(0)));
  EXPECT_FALSE(solver.outlives(RegionVid(9), RegionVid(0)));
}

} // namespace
} // namespace ochre::borrowck
