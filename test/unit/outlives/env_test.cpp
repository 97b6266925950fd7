#include "sema/outlives/resolve.h"

#include <gtest/gtest.h>

using namespace ochre;
using namespace ochre::outlives;

namespace {

struct OutlivesTest : testing::Test {
  Session sess{Options()};
  Definitions defs{sess.interner};
  std::unique_ptr<TyCtxt> owner;
  TyCtxt *tcx = nullptr;
  Region a, b, c;

  void SetUp() override {
    defs.start_local_crate(sess.intern("test"), 7, Span());
    owner = std::make_unique<TyCtxt>(sess, defs);
    tcx = owner.get();
    a = tcx->mk_re_early_param(0, sess.intern("'a"));
    b = tcx->mk_re_early_param(1, sess.intern("'b"));
    c = tcx->mk_re_early_param(2, sess.intern("'c"));
  }
  Ty param() { return tcx->mk_param(3, sess.intern("T")); }
  Ty ref(Region region, Ty to) { return tcx->mk_ref(region, to, ty::Mutability::Not); }
  ParamEnv env(llvm::ArrayRef<ty::Predicate> clauses) { return {tcx->mk_clauses(clauses)}; }
  bool holds(const OutlivesEnv &env, Ty ty, Region region) {
    return type_outlives(*tcx, env, ty, region,
                         [&](Region x, Region y) { return env.free.outlives(x, y); });
  }
};

TEST_F(OutlivesTest, WhereClausesAreTransitive) {
  auto known =
      outlives_env(*tcx, env({tcx->mk_region_outlives(a, b), tcx->mk_region_outlives(b, c)}), {});
  EXPECT_TRUE(known.free.outlives(a, c));
  EXPECT_FALSE(known.free.outlives(c, a));
  EXPECT_TRUE(known.free.outlives(tcx->common.re_static, a));
  EXPECT_FALSE(known.free.outlives(a, tcx->common.re_static));
}

TEST_F(OutlivesTest, ReferencesImplyThatTheirPointeeOutlives) {
  auto known = outlives_env(*tcx, {}, {ref(a, ref(b, param()))});
  EXPECT_TRUE(known.free.outlives(b, a));
  EXPECT_TRUE(holds(known, param(), a));
  EXPECT_TRUE(holds(known, param(), b));
  EXPECT_FALSE(holds(known, param(), c));
  EXPECT_TRUE(holds(known, tcx->mk_tuple({tcx->common.u8, ref(b, tcx->common.u8)}), a));
  EXPECT_FALSE(holds(known, ref(a, tcx->common.u8), b));
}

TEST_F(OutlivesTest, VariablesTakeTheLeastSolution) {
  traits::InferCtxt infcx(*tcx);
  traits::ObligationCause cause;
  Region x = infcx.next_region_var();
  infcx.add_outlives(x, b, cause);
  infcx.add_outlives(a, x, cause);
  auto none = outlives_env(*tcx, {}, {});
  infcx.probe([&] { return true; });
  auto errors = resolve_regions(infcx, none);
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0].sup, a);
  EXPECT_EQ(errors[0].sub, b);
  infcx.add_outlives(x, b, cause);
  infcx.add_outlives(a, x, cause);
  auto known = outlives_env(*tcx, env({tcx->mk_region_outlives(a, b)}), {});
  EXPECT_TRUE(resolve_regions(infcx, known).empty());
}

TEST_F(OutlivesTest, TypesMustOutliveWhatVariablesStandFor) {
  traits::InferCtxt infcx(*tcx);
  traits::ObligationCause cause;
  Region x = infcx.next_region_var();
  infcx.add_outlives(x, a, cause);
  infcx.add_type_outlives(param(), x, cause);
  EXPECT_EQ(resolve_regions(infcx, outlives_env(*tcx, {}, {})).size(), 1u);
  infcx.add_outlives(x, a, cause);
  infcx.add_type_outlives(param(), x, cause);
  auto known = outlives_env(*tcx, env({tcx->mk_type_outlives(param(), a)}), {});
  EXPECT_TRUE(resolve_regions(infcx, known).empty());
}

} // namespace
