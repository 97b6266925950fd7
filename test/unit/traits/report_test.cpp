#include "fake_world.h"

using namespace ochre;
using namespace ochre::traits;

namespace {

struct ReportTest : testing::Test, FakeWorld {
  DefId sized = lang_trait(LangItem::Sized, "Sized");
  DefId tr = trait("Tr");
  InferCtxt infcx{*tcx};

  std::vector<Diagnostic> report(Predicate predicate) {
    FulfillmentCtxt fulfill;
    fulfill.add({ObligationCause(), ParamEnv(), predicate});
    report_fulfillment_errors(infcx, fulfill.select_all_or_error(infcx));
    return sess.diags.take_sorted();
  }
};

TEST_F(ReportTest, TheInnermostRequirementIsNamed) {
  DefId vec = adt("Vec", 1, {});
  impl({"T"}, tr, {ty(vec, {param(0)})}, {holds(tr, {param(0)})});
  auto out = report(holds(tr, {ty(vec, {tcx->common.u8})}));
  ASSERT_EQ(out.size(), 1u);
  EXPECT_EQ(out[0].code, DiagCode::E0277);
  EXPECT_EQ(out[0].message, "the trait bound `u8: Tr` is not satisfied");
  ASSERT_EQ(out[0].children.size(), 1u);
  EXPECT_EQ(out[0].children[0].text, "required for `Vec<u8>` to implement `Tr`");
}

TEST_F(ReportTest, UnsizedTypes) {
  auto out = report(holds(sized, {tcx->common.str}));
  ASSERT_EQ(out.size(), 1u);
  EXPECT_EQ(out[0].message,
            "the size for values of type `str` cannot be known at compilation time");
}

TEST_F(ReportTest, WhatCannotBeInferredIsToldOnce) {
  auto out = report(holds(sized, {infcx.next_ty_var()}));
  ASSERT_EQ(out.size(), 1u);
  EXPECT_EQ(out[0].code, DiagCode::E0282);
  infcx.tainted_by_errors = false;
  out = report(holds(tr, {infcx.next_ty_var()}));
  ASSERT_EQ(out.size(), 1u);
  EXPECT_EQ(out[0].code, DiagCode::E0283);
}

TEST_F(ReportTest, ProjectionsThatDiffer) {
  DefId item = assoc_ty(tr, "Item");
  bind(impl({}, tr, {tcx->common.u8}), item, tcx->common.i32);
  auto out = report(equals(item, {tcx->common.u8}, tcx->common.bool_));
  ASSERT_EQ(out.size(), 1u);
  EXPECT_EQ(out[0].code, DiagCode::E0271);
  EXPECT_EQ(out[0].message, "type mismatch resolving `<u8 as Tr>::Item == bool`");
}

TEST_F(ReportTest, EndlessRequirements) {
  DefId vec = adt("Vec", 1, {});
  impl({"T"}, tr, {ty(vec, {param(0)})}, {holds(tr, {ty(vec, {ty(vec, {param(0)})})})});
  auto out = report(holds(tr, {ty(vec, {tcx->common.u8})}));
  ASSERT_EQ(out.size(), 1u);
  EXPECT_EQ(out[0].code, DiagCode::E0275);
}

} // namespace
