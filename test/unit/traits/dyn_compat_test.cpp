#include "fake_world.h"

#include "sema/wf/dyn_compat.h"

using namespace ochre;
using namespace ochre::traits;
using wf::DynViolationKind;

namespace {

struct DynCompatTest : testing::Test, FakeWorld {
  DefId sized = lang_trait(LangItem::Sized, "Sized");
  DefId tr = trait("Tr");

  Ty self() { return tcx->mk_param(0, sym("Self")); }
  Ty ref_self() { return tcx->mk_ref(tcx->common.re_static, self(), ty::Mutability::Not); }
  DefId method_with(llvm::ArrayRef<Ty> inputs_and_output) {
    DefId id = method(tr, "m");
    ty::FnSig sig;
    sig.inputs_and_output = tcx->mk_ty_list(inputs_and_output);
    sigs[id.raw] = ty::PolyFnSig::dummy(sig);
    return id;
  }
  std::vector<DynViolationKind> kinds() {
    std::vector<DynViolationKind> out;
    for (const wf::DynViolation &v : wf::dyn_violations(*tcx, tr))
      out.push_back(v.kind);
    return out;
  }
  using Kinds = std::vector<DynViolationKind>;
};

TEST_F(DynCompatTest, PlainMethodsAreFine) {
  method_with({ref_self(), tcx->common.u8, tcx->common.unit});
  EXPECT_EQ(kinds(), Kinds());
}

TEST_F(DynCompatTest, SelfInASignature) {
  method_with({ref_self(), self(), tcx->common.unit});
  EXPECT_EQ(kinds(), Kinds{DynViolationKind::SelfInSignature});
}

TEST_F(DynCompatTest, AssociatedTypesOfSelfAreNamedByTheType) {
  DefId item = assoc_ty(tr, "Item");
  method_with({ref_self(), projection(item, {self()})});
  EXPECT_EQ(kinds(), Kinds());
}

TEST_F(DynCompatTest, SizedSelfExemptsAMethodButNotTheTrait) {
  DefId m = method_with({ref_self(), self()});
  predicates[m.raw].own.push_back({holds(sized, {self()}), Span()});
  EXPECT_EQ(kinds(), Kinds());
  super(tr, holds(sized, {self()}));
  EXPECT_EQ(kinds(), Kinds{DynViolationKind::SelfSized});
}

TEST_F(DynCompatTest, SupertraitsCount) {
  DefId base = trait("Base");
  DefId m = method(base, "m");
  set_generics(m, {"T"}, base);
  ty::FnSig sig;
  sig.inputs_and_output = tcx->mk_ty_list({ref_self(), tcx->common.unit});
  sigs[m.raw] = ty::PolyFnSig::dummy(sig);
  super(tr, holds(base, {self()}));
  EXPECT_EQ(kinds(), Kinds{DynViolationKind::GenericMethod});
}

} // namespace
