#include "sema/ty/fold.h"
#include "sema/ty/print.h"

#include <gtest/gtest.h>

using namespace ochre;
using namespace ochre::ty;

namespace {

struct Fixture : testing::Test {
  Session sess{Options()};
  Definitions defs{sess.interner};
  std::unique_ptr<TyCtxt> tcx;

  void SetUp() override {
    defs.start_local_crate(sess.intern("test"), 7, Span());
    tcx = std::make_unique<TyCtxt>(sess, defs);
  }
  DefId item(DefKind kind, llvm::StringRef name) {
    return defs.to_def_id(defs.create(kCrateRoot, kind, sess.intern(name), Span()));
  }
  Ty param(uint32_t index, llvm::StringRef name) { return tcx->mk_param(index, sess.intern(name)); }
  /// `for<'a> fn(&'a inner) -> out`
  Ty fn_of_ref(Ty inner, llvm::StringRef region_name) {
    BoundVarKind kind;
    kind.name = sess.intern(region_name);
    Region bound = tcx->mk_re_bound(0, BoundVar(0));
    FnSig sig{tcx->mk_ty_list({tcx->mk_ref(bound, inner, Mutability::Not), tcx->common.unit})};
    return tcx->mk_fn_ptr(PolyFnSig(sig, tcx->mk_bound_vars({kind})));
  }
};

TEST_F(Fixture, EqualPartsGiveOneHandle) {
  Ty a = tcx->mk_slice(tcx->mk_ref(tcx->common.re_static, tcx->common.u8, Mutability::Not));
  Ty b = tcx->mk_slice(tcx->mk_ref(tcx->common.re_static, tcx->common.u8, Mutability::Not));
  EXPECT_EQ(a, b);
  EXPECT_FALSE(a == tcx->mk_slice(tcx->common.u8));
  EXPECT_EQ(tcx->mk_tuple(llvm::ArrayRef<Ty>()), tcx->common.unit);
  EXPECT_EQ(tcx->mk_const_bits(tcx->common.u8, 0x1ff), tcx->mk_const_bits(tcx->common.u8, 0xff));
}

TEST_F(Fixture, ManyNodesSurviveGrowth) {
  std::vector<Ty> tys;
  for (uint64_t i = 0; i < 5000; ++i)
    tys.push_back(tcx->mk_array(tcx->common.u8, i));
  for (uint64_t i = 0; i < 5000; ++i)
    ASSERT_EQ(tys[i], tcx->mk_array(tcx->common.u8, i));
}

TEST_F(Fixture, FlagsAreTheUnionOfParts) {
  Ty t = tcx->mk_tuple({param(0, "T"), tcx->mk_ty_var(TyVid(3))});
  EXPECT_TRUE(t.has_flags(kHasTyParam));
  EXPECT_TRUE(t.has_flags(kHasTyInfer));
  EXPECT_FALSE(t.has_flags(kHasFreeRegions | kHasAlias | kHasError));
  Ty r = tcx->mk_ref(tcx->common.re_erased, t, Mutability::Mut);
  EXPECT_TRUE(r.has_flags(kHasReErased));
  EXPECT_FALSE(r.has_flags(kHasFreeRegions));
}

TEST_F(Fixture, OuterBinderEndsAtTheBinder) {
  Ty inner = tcx->mk_ref(tcx->mk_re_bound(0, BoundVar(0)), tcx->common.u8, Mutability::Not);
  EXPECT_EQ(inner.outer_binder(), 1u);
  EXPECT_EQ(fn_of_ref(tcx->common.u8, "'a").outer_binder(), 0u);
}

TEST_F(Fixture, FingerprintsDoNotDependOnTheContext) {
  Ty a = fn_of_ref(tcx->mk_adt(item(DefKind::Struct, "S"), {}), "'a");
  Session other_sess{Options()};
  for (int i = 0; i < 100; ++i)
    other_sess.intern("noise" + std::to_string(i));
  Definitions other_defs{other_sess.interner};
  other_defs.start_local_crate(other_sess.intern("test"), 7, Span());
  TyCtxt other(other_sess, other_defs);
  other_defs.create(kCrateRoot, DefKind::Struct, other_sess.intern("Other"), Span());
  DefId s = other_defs.to_def_id(
      other_defs.create(kCrateRoot, DefKind::Struct, other_sess.intern("S"), Span()));
  BoundVarKind kind;
  kind.name = other_sess.intern("'a");
  FnSig sig{other.mk_ty_list(
      {other.mk_ref(other.mk_re_bound(0, BoundVar(0)), other.mk_adt(s, {}), Mutability::Not),
       other.common.unit})};
  Ty b = other.mk_fn_ptr(PolyFnSig(sig, other.mk_bound_vars({kind})));
  EXPECT_EQ(a.fingerprint(), b.fingerprint());
  EXPECT_NE(b.fingerprint(), other.common.u8.fingerprint());
}

TEST_F(Fixture, ArgumentsAreShiftedUnderBinders) {
  // `for<'a> fn(&'a T)` with T = `&'^0 u8`, whose region an outer binder holds.
  Ty arg = tcx->mk_ref(tcx->mk_re_bound(0, BoundVar(0)), tcx->common.u8, Mutability::Not);
  Ty made = instantiate_ty(*tcx, fn_of_ref(param(0, "T"), "'a"), tcx->mk_args({arg}));
  Ty inner = made.fn_ptr_sig().skip_binder().inputs()[0].inner();
  EXPECT_EQ(inner.region().debruijn(), 1u);
  EXPECT_EQ(made.outer_binder(), 1u);
}

TEST_F(Fixture, OpeningABinderReplacesItsVariablesOnly) {
  Ty fn = fn_of_ref(tcx->common.u8, "'a");
  BoundVarReplacer replacer{
      [&](BoundVar, BoundVarKind) { return tcx->common.error; },
      [&](BoundVar, BoundVarKind) { return tcx->common.re_static; },
      [&](BoundVar, BoundVarKind) { return tcx->common.error_const; },
  };
  FnSig sig = replace_bound_vars(*tcx, fn.fn_ptr_sig(), replacer);
  EXPECT_TRUE(sig.inputs()[0].region().is_static());

  DefId trait = item(DefKind::Trait, "Tr");
  BoundVarKind kind;
  TraitRef ref{trait,
               tcx->mk_args({GenericArg(sig.inputs()[0]), tcx->mk_re_bound(0, BoundVar(0))})};
  Predicate p = tcx->mk_trait_predicate(PolyTraitRef(ref, tcx->mk_bound_vars({kind})));
  EXPECT_EQ(p.outer_binder(), 0u);
  Predicate open = replace_bound_vars(*tcx, p, replacer);
  EXPECT_TRUE(open.bound_vars().empty());
  EXPECT_TRUE(open.trait_ref().args[1].region().is_static());
}

TEST_F(Fixture, ErasureForgetsNamesOfBoundRegionsButKeepsThem) {
  Ty a = erase_regions(*tcx, fn_of_ref(tcx->common.u8, "'a"));
  Ty b = erase_regions(*tcx, fn_of_ref(tcx->common.u8, "'b"));
  EXPECT_EQ(a, b);
  FnSig sig{tcx->mk_ty_list(
      {tcx->mk_ref(tcx->common.re_static, tcx->common.u8, Mutability::Not), tcx->common.unit})};
  EXPECT_FALSE(a == erase_regions(*tcx, tcx->mk_fn_ptr(PolyFnSig::dummy(sig))));
  EXPECT_TRUE(erase_late_bound_regions(*tcx, a.fn_ptr_sig()).inputs()[0].region().is_erased());
}

TEST_F(Fixture, DynPredicatesAreOrderedAndUnique) {
  auto auto_trait = [&](llvm::StringRef name) {
    ExistentialPredicate p;
    p.kind = ExistentialKind::AutoTrait;
    p.def_id = item(DefKind::Trait, name);
    return PolyExistentialPredicate(p, {});
  };
  auto send = auto_trait("Send");
  auto sync = auto_trait("Sync");
  ExistentialPredicate principal;
  principal.def_id = item(DefKind::Trait, "Tr");
  PolyExistentialPredicate trait(principal, {});
  auto list = tcx->mk_existential_predicates({send, trait, sync, send});
  EXPECT_EQ(list.size(), 3u);
  EXPECT_EQ(list[0], trait);
  EXPECT_EQ(list, tcx->mk_existential_predicates({sync, send, trait}));
}

TEST_F(Fixture, TypesPrintAsWritten) {
  EXPECT_EQ(to_string(*tcx, fn_of_ref(tcx->common.u8, "'x")), "for<'x> fn(&'x u8)");
  EXPECT_EQ(to_string(*tcx, fn_of_ref(tcx->common.u8, "")), "for<'a> fn(&'a u8)");
  EXPECT_EQ(to_string(*tcx, tcx->mk_array(tcx->common.i32, 3)), "[i32; 3]");
  EXPECT_EQ(to_string(*tcx, tcx->mk_tuple({param(0, "T")})), "(T,)");
  EXPECT_EQ(to_string(*tcx, tcx->mk_ptr(tcx->mk_int_var(IntVid(0)), Mutability::Mut)),
            "*mut {integer}");
}

TEST_F(Fixture, SimplifiedTypesTellShapesApart) {
  auto simple = [](Ty ty) { return simplify_type(ty, TreatParams::AsInfer); };
  EXPECT_FALSE(simple(param(0, "T")));
  EXPECT_NE(simple(tcx->common.u8), simple(tcx->common.u16));
  EXPECT_EQ(simple(tcx->mk_slice(tcx->common.u8)), simple(tcx->mk_slice(param(0, "T"))));
  EXPECT_TRUE(simplify_type(param(0, "T"), TreatParams::AsRigid));
}

EarlyBinder<Ty> ask_again(TyCtxt &tcx, DefId id) {
  EXPECT_TRUE(tcx.type_of(id).skip_binder().is_error());
  return EarlyBinder<Ty>(tcx.common.u8);
}

TEST_F(Fixture, AQueryThatNeedsItselfIsACycle) {
  DefId alias = item(DefKind::TyAlias, "A");
  tcx->local_providers.type_of = ask_again;
  EXPECT_EQ(tcx->type_of(alias).skip_binder(), tcx->common.u8);
  auto reported = sess.diags.take_sorted();
  ASSERT_EQ(reported.size(), 1u);
  EXPECT_EQ(reported[0].code, DiagCode::E0391);
  EXPECT_EQ(reported[0].message, "cycle detected when computing type of `A`");
}

TEST_F(Fixture, VariancesCompose) {
  using V = Variance;
  EXPECT_EQ(xform(V::Contravariant, V::Contravariant), V::Covariant);
  EXPECT_EQ(xform(V::Covariant, V::Contravariant), V::Contravariant);
  EXPECT_EQ(xform(V::Invariant, V::Covariant), V::Invariant);
  EXPECT_EQ(xform(V::Invariant, V::Bivariant), V::Bivariant);
  EXPECT_EQ(xform(V::Bivariant, V::Invariant), V::Bivariant);
}

} // namespace
