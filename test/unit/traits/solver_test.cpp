#include "fake_world.h"

#include "sema/traits/elaborate.h"

using namespace ochre;
using namespace ochre::traits;

namespace {

enum class Answer { Yes, No, Maybe };
void PrintTo(Answer answer, std::ostream *os) {
  *os << (answer == Answer::Yes ? "Yes" : answer == Answer::No ? "No" : "Maybe");
}

struct SolverTest : testing::Test, FakeWorld {
  DefId sized, copy, clone, send;
  std::unique_ptr<InferCtxt> infcx_owner;
  InferCtxt *infcx = nullptr;

  void SetUp() override {
    sized = lang_trait(LangItem::Sized, "Sized");
    copy = lang_trait(LangItem::Copy, "Copy");
    clone = lang_trait(LangItem::Clone, "Clone");
    send = trait("Send", 0, true);
    infcx_owner = std::make_unique<InferCtxt>(*tcx);
    infcx = infcx_owner.get();
  }
  Answer ask(Predicate predicate, ParamEnv env = {}) {
    if (predicate_must_hold(*infcx, env, predicate))
      return Answer::Yes;
    return predicate_may_hold(*infcx, env, predicate) ? Answer::Maybe : Answer::No;
  }
  std::string solve(Predicate predicate, Ty show, ParamEnv env = {}) {
    FulfillmentCtxt fulfill;
    fulfill.add({ObligationCause(), env, predicate});
    FulfillmentErrors errors = fulfill.select_where_possible(*infcx);
    if (!errors.empty())
      return "error";
    return to_string(*tcx, infcx->resolve(show)) + (fulfill.empty() ? "" : " (pending)");
  }
  std::string norm(Ty ty, ParamEnv env = {}) {
    FulfillmentCtxt fulfill;
    Ty made = normalize(*infcx, fulfill, ObligationCause(), env, ty);
    FulfillmentErrors errors = fulfill.select_where_possible(*infcx);
    return to_string(*tcx, infcx->resolve(made)) + (fulfill.empty() ? "" : " (pending)") +
           (errors.empty() ? "" : " (error)");
  }
  Ty u8() { return tcx->common.u8; }
  Ty i32() { return tcx->common.i32; }
  Ty ref(Ty to) { return tcx->mk_ref(tcx->common.re_static, to, ty::Mutability::Not); }
};

TEST_F(SolverTest, ImplsAndTheirWhereClauses) {
  DefId tr = trait("Tr");
  DefId vec = adt("Vec", 1, {});
  impl({}, tr, {u8()});
  impl({"T"}, tr, {ty(vec, {param(0)})}, {holds(tr, {param(0)})});
  EXPECT_EQ(ask(holds(tr, {u8()})), Answer::Yes);
  EXPECT_EQ(ask(holds(tr, {i32()})), Answer::No);
  EXPECT_EQ(ask(holds(tr, {ty(vec, {ty(vec, {u8()})})})), Answer::Yes);
  EXPECT_EQ(ask(holds(tr, {ty(vec, {i32()})})), Answer::No);
  EXPECT_EQ(ask(holds(tr, {infcx->next_ty_var()})), Answer::Maybe);
}

TEST_F(SolverTest, TwoImplsAreAmbiguousNeverTheFirst) {
  DefId from = trait("From", 1);
  DefId s = adt("S", 0, {});
  impl({}, from, {ty(s), u8()});
  Ty var = infcx->next_ty_var();
  EXPECT_EQ(solve(holds(from, {ty(s), var}), var), "u8");
  impl({}, from, {ty(s), i32()});
  DefId t = adt("S2", 0, {});
  impl({}, from, {ty(t), u8()});
  impl({}, from, {ty(t), i32()});
  Ty other = infcx->next_ty_var();
  EXPECT_EQ(solve(holds(from, {ty(t), other}), other), "_ (pending)");
}

TEST_F(SolverTest, IntegerVariablesSeeIntegerImplsOnly) {
  DefId tr = trait("Tr");
  impl({}, tr, {tcx->common.bool_});
  impl({}, tr, {u8()});
  impl({}, tr, {i32()});
  Ty var = infcx->next_int_var();
  EXPECT_EQ(ask(holds(tr, {var})), Answer::Maybe);
  DefId one = trait("One");
  impl({}, one, {tcx->common.bool_});
  impl({}, one, {u8()});
  EXPECT_EQ(solve(holds(one, {var}), var), "u8");
}

TEST_F(SolverTest, WhereClausesShadowImpls) {
  DefId into = trait("Into", 1);
  impl({"T", "U"}, into, {param(0), param(1)});
  ParamEnv where = env({holds(into, {param(0), u8()})});
  Ty var = infcx->next_ty_var();
  EXPECT_EQ(solve(holds(into, {param(0), var}), var, where), "u8");
}

TEST_F(SolverTest, SupertraitsAreElaborated) {
  DefId base = trait("Base");
  DefId derived = trait("Derived");
  super(derived, holds(base, {param(0)}));
  Predicate bound = holds(derived, {param(0)});
  ParamEnv where = param_env_from_clauses(*tcx, {bound}, Span());
  EXPECT_EQ(where.caller_bounds.size(), 2u);
  EXPECT_EQ(ask(holds(base, {param(0)}), where), Answer::Yes);
  EXPECT_EQ(ask(holds(base, {param(1)}), where), Answer::No);
}

TEST_F(SolverTest, SizedIsStructural) {
  DefId wrap = adt("Wrap", 1, {param(0)});
  EXPECT_EQ(ask(holds(sized, {ty(wrap, {u8()})})), Answer::Yes);
  EXPECT_EQ(ask(holds(sized, {ty(wrap, {tcx->common.str})})), Answer::No);
  EXPECT_EQ(ask(holds(sized, {param(0)})), Answer::No);
  EXPECT_EQ(ask(holds(sized, {param(0)}), env({holds(sized, {param(0)})})), Answer::Yes);
  EXPECT_EQ(ask(holds(sized, {tcx->mk_tuple({u8(), tcx->common.str})})), Answer::No);
}

TEST_F(SolverTest, StructsThatContainEachOtherDoNotLoop) {
  DefId a = adt("A", 0, {});
  DefId b = adt("B", 0, {ty(a)});
  ty::FieldDef field;
  field.def_id = def(DefKind::Field, "b", a);
  types[field.def_id.raw] = ty(b);
  adts[a.raw].variants.raw()[0].fields.push(field);
  EXPECT_EQ(ask(holds(sized, {ty(a)})), Answer::Yes);
  EXPECT_EQ(ask(holds(send, {ty(a)})), Answer::Yes);
}

TEST_F(SolverTest, AutoTraitsGoThroughFieldsAndCycles) {
  DefId raw = adt("NotSend", 0, {});
  impl({}, send, {ty(raw)}, {}, ty::ImplPolarity::Negative);
  DefId list = adt("List", 1, {});
  // struct List<T> { value: T, next: *const List<T> }
  auto &fields = adts[list.raw].variants.raw()[0].fields;
  for (Ty field : {param(0), tcx->mk_ptr(ty(list, {param(0)}), ty::Mutability::Not)}) {
    ty::FieldDef def_of;
    def_of.def_id = def(DefKind::Field, "f", list);
    types[def_of.def_id.raw] = field;
    fields.push(def_of);
  }
  EXPECT_EQ(ask(holds(send, {ty(list, {u8()})})), Answer::Yes);
  EXPECT_EQ(ask(holds(send, {ty(list, {ty(raw)})})), Answer::No);
  EXPECT_EQ(ask(holds(send, {param(0)})), Answer::No);
}

TEST_F(SolverTest, InductiveCyclesDoNotHold) {
  DefId tr = trait("Tr");
  DefId vec = adt("Vec", 1, {});
  impl({"T"}, tr, {ty(vec, {param(0)})}, {holds(tr, {ty(vec, {param(0)})})});
  EXPECT_EQ(ask(holds(tr, {ty(vec, {u8()})})), Answer::No);
}

TEST_F(SolverTest, GrowingGoalsOverflowInsteadOfLooping) {
  DefId tr = trait("Tr");
  DefId vec = adt("Vec", 1, {});
  impl({"T"}, tr, {ty(vec, {param(0)})}, {holds(tr, {ty(vec, {ty(vec, {param(0)})})})});
  EXPECT_EQ(ask(holds(tr, {ty(vec, {u8()})})), Answer::Maybe);
}

TEST_F(SolverTest, ProjectionsNormalizeThroughImpls) {
  DefId iter = trait("Iterator");
  DefId item = assoc_ty(iter, "Item");
  DefId vec = adt("Vec", 1, {});
  bind(impl({"T"}, iter, {ty(vec, {param(0)})}), item, param(0));
  EXPECT_EQ(norm(projection(item, {ty(vec, {u8()})})), "u8");
  EXPECT_EQ(norm(tcx->mk_slice(projection(item, {ty(vec, {ty(vec, {u8()})})}))), "[Vec<u8>]");
  Ty var = infcx->next_ty_var();
  EXPECT_EQ(norm(projection(item, {var})), "_ (pending)");
  EXPECT_EQ(solve(equals(item, {ty(vec, {var})}, i32()), var), "i32");
}

TEST_F(SolverTest, AliasesStayRigidUnderWhereClauses) {
  DefId iter = trait("Iterator");
  DefId item = assoc_ty(iter, "Item");
  bind(impl({"T"}, iter, {param(0)}), item, u8());
  ParamEnv plain = env({holds(iter, {param(0)})});
  EXPECT_EQ(norm(projection(item, {param(0)}), plain), "<T0 as Iterator>::Item");
  ParamEnv known = env({holds(iter, {param(0)}), equals(item, {param(0)}, i32())});
  EXPECT_EQ(norm(projection(item, {param(0)}), known), "i32");
  EXPECT_EQ(ask(equals(item, {param(0)}, u8()), plain), Answer::No);
  EXPECT_EQ(ask(equals(item, {param(0)}, projection(item, {param(0)})), plain), Answer::Yes);
}

TEST_F(SolverTest, BoundsOfRigidAliasesHold) {
  DefId iter = trait("Iterator");
  DefId item = assoc_ty(iter, "Item");
  DefId show = trait("Show");
  Predicate bound = holds(show, {projection(item, {param(0)})});
  bounds[item.raw] = tcx->mk_clauses({bound});
  ParamEnv where = env({holds(iter, {param(0)})});
  EXPECT_EQ(ask(holds(show, {projection(item, {param(0)})}), where), Answer::Yes);
  EXPECT_EQ(ask(holds(show, {param(0)}), where), Answer::No);
}

TEST_F(SolverTest, ObjectsImplementTheirTraits) {
  DefId base = trait("Base");
  DefId tr = trait("Tr");
  super(tr, holds(base, {param(0)}));
  ty::ExistentialPredicate principal;
  principal.def_id = tr;
  Ty object =
      tcx->mk_dynamic(tcx->mk_existential_predicates({ty::PolyExistentialPredicate(principal, {})}),
                      tcx->common.re_static);
  EXPECT_EQ(ask(holds(tr, {object})), Answer::Yes);
  EXPECT_EQ(ask(holds(base, {object})), Answer::Yes);
  EXPECT_EQ(ask(holds(send, {object})), Answer::No);
  EXPECT_EQ(ask(holds(sized, {object})), Answer::No);
  DefId unsize = lang_trait(LangItem::Unsize, "Unsize", 1);
  EXPECT_EQ(ask(holds(unsize, {u8(), object})), Answer::No);
  impl({}, tr, {u8()});
  impl({}, base, {u8()});
  DefId s = adt("S", 0, {});
  EXPECT_EQ(ask(holds(unsize, {ty(s), object})), Answer::No);
  DefId fresh_unsize = unsize;
  Ty array = tcx->mk_array(u8(), 3);
  EXPECT_EQ(ask(holds(fresh_unsize, {array, tcx->mk_slice(u8())})), Answer::Yes);
  EXPECT_EQ(ask(holds(fresh_unsize, {array, tcx->mk_slice(i32())})), Answer::No);
}

TEST_F(SolverTest, HigherRankedGoalsCheckPlaceholders) {
  DefId tr = trait("Tr");
  auto fn_of = [&](Region region, ty::BoundVars vars) {
    ty::FnSig sig;
    sig.inputs_and_output =
        tcx->mk_ty_list({tcx->mk_ref(region, u8(), ty::Mutability::Not), tcx->common.unit});
    return tcx->mk_fn_ptr(ty::PolyFnSig(sig, vars));
  };
  ty::BoundVarKind anon;
  Ty for_all = fn_of(tcx->mk_re_bound(0, ty::BoundVar(0)), tcx->mk_bound_vars({anon}));
  Ty for_static = fn_of(tcx->common.re_static, {});
  impl({}, tr, {for_static});
  EXPECT_EQ(ask(holds(tr, {for_static})), Answer::Yes);
  EXPECT_EQ(ask(holds(tr, {for_all})), Answer::No);
  DefId every = trait("Every");
  impl({}, every, {for_all});
  EXPECT_EQ(ask(holds(every, {for_all})), Answer::Yes);
  EXPECT_EQ(ask(holds(every, {for_static})), Answer::No);
}

TEST_F(SolverTest, HigherRankedBounds) {
  DefId tr = trait("Tr", 1);
  // impl<'a> Tr<&'a u8> for S; impl Tr<&'static u8> for R
  DefId s = adt("S", 0, {});
  DefId r = adt("R", 0, {});
  Region early = tcx->mk_re_early_param(0, sym("'a"));
  impl({"'a"}, tr, {ty(s), tcx->mk_ref(early, u8(), ty::Mutability::Not)});
  impl({}, tr, {ty(r), ref(u8())});
  ty::BoundVarKind anon;
  auto bound = [&](Ty self) {
    Ty arg = tcx->mk_ref(tcx->mk_re_bound(0, ty::BoundVar(0)), u8(), ty::Mutability::Not);
    ty::TraitRef ref{tr, args({GenericArg(self), GenericArg(arg)})};
    return tcx->mk_trait_predicate(ty::PolyTraitRef(ref, tcx->mk_bound_vars({anon})));
  };
  EXPECT_EQ(ask(bound(ty(s))), Answer::Yes);
  EXPECT_EQ(ask(bound(ty(r))), Answer::No);
}

TEST_F(SolverTest, FunctionsAreCallable) {
  DefId fn_once = lang_trait(LangItem::FnOnce, "FnOnce", 1);
  DefId output = assoc_ty(fn_once, "Output");
  tcx->lang_items[static_cast<unsigned>(LangItem::FnOnceOutput)] = output;
  ty::FnSig sig;
  sig.inputs_and_output = tcx->mk_ty_list({u8(), i32()});
  Ty fn = tcx->mk_fn_ptr(ty::PolyFnSig::dummy(sig));
  Ty var = infcx->next_ty_var();
  EXPECT_EQ(solve(holds(fn_once, {fn, var}), var), "(u8,)");
  EXPECT_EQ(norm(projection(output, {fn, tcx->mk_tuple({u8()})})), "i32");
  EXPECT_EQ(ask(holds(fn_once, {fn, tcx->mk_tuple({i32()})})), Answer::No);
}

TEST_F(SolverTest, RegionsAreCollectedNotDecided) {
  DefId tr = trait("Tr");
  impl({}, tr, {ref(u8())});
  Region a = infcx->next_region_var();
  FulfillmentCtxt fulfill;
  fulfill.add(
      {ObligationCause(), ParamEnv(), holds(tr, {tcx->mk_ref(a, u8(), ty::Mutability::Not)})});
  EXPECT_TRUE(fulfill.select_all_or_error(*infcx).empty());
  auto constraints = infcx->take_region_constraints();
  ASSERT_EQ(constraints.outlives.size(), 1u);
  EXPECT_EQ(constraints.outlives[0].sup, a);
  EXPECT_TRUE(constraints.outlives[0].sub.is_static());
}

TEST_F(SolverTest, SubtypingGeneralisesAndKeepsRegionsApart) {
  DefId vec = adt("Vec", 1, {});
  Ty var = infcx->next_ty_var();
  Region a = infcx->next_region_var();
  Ty value = ty(vec, {tcx->mk_ref(a, u8(), ty::Mutability::Not)});
  RelateResult result = infcx->sub(ObligationCause(), {}, value, var);
  ASSERT_TRUE(result);
  Ty bound = infcx->resolve(var);
  EXPECT_TRUE(bound.is_adt());
  EXPECT_FALSE(bound.args()[0].ty().region() == a);
  ASSERT_EQ(infcx->region_constraints().outlives.size(), 1u);
  EXPECT_EQ(infcx->region_constraints().outlives[0].sup, a);
}

TEST_F(SolverTest, SubtypesOfRigidAliasesAreKnownAtOnce) {
  DefId iter = trait("Iterator");
  DefId item = assoc_ty(iter, "Item");
  ParamEnv plain = env({holds(iter, {param(0)})});
  Ty alias = projection(item, {param(0)});
  Ty var = infcx->next_ty_var();
  RelateResult result = infcx->sub(ObligationCause(), plain, alias, var);
  ASSERT_TRUE(result);
  EXPECT_TRUE(result.obligations.empty());
  EXPECT_EQ(infcx->resolve(var), alias);
  EXPECT_FALSE(infcx->sub(ObligationCause(), plain, alias, u8()));
  // One that depends on a variable waits.
  Ty later = infcx->next_ty_var();
  Ty other = infcx->next_ty_var();
  Predicate subtype = tcx->mk_subtype(projection(item, {other}), later);
  EXPECT_EQ(solve(subtype, later, plain), "_ (pending)");
  ASSERT_TRUE(infcx->eq(ObligationCause(), plain, other, param(0)));
  EXPECT_EQ(solve(subtype, later, plain), "<T0 as Iterator>::Item");
}

TEST_F(SolverTest, PendingEqualityIsWithTheWholeNormalForm) {
  DefId iter = trait("Iterator");
  DefId item = assoc_ty(iter, "Item");
  DefId vec = adt("Vec", 1, {});
  DefId wrap = adt("Wrap", 1, {});
  bind(impl({"T"}, iter, {ty(vec, {param(0)})}), item, param(0));
  bind(impl({"I"}, iter, {ty(wrap, {param(0)})}, {holds(iter, {param(0)})}), item,
       projection(item, {param(0)}));
  // The type that the alias must equal is known before its Self type.
  Ty self = infcx->next_ty_var();
  FulfillmentCtxt fulfill;
  Ty made = normalize(*infcx, fulfill, ObligationCause(), {}, projection(item, {self}));
  ASSERT_TRUE(infcx->eq(ObligationCause(), {}, made, u8()));
  ASSERT_TRUE(infcx->eq(ObligationCause(), {}, self, ty(wrap, {ty(vec, {u8()})})));
  EXPECT_TRUE(fulfill.select_all_or_error(*infcx).empty());
}

TEST_F(SolverTest, ValuesAreUsedBeforeTheirWhereClausesAreDecided) {
  DefId iter = trait("Iterator");
  DefId item = assoc_ty(iter, "Item");
  DefId tr = trait("Tr");
  DefId wrap = adt("Wrap", 1, {});
  bind(impl({"T"}, iter, {ty(wrap, {param(0)})}, {holds(tr, {param(0)})}), item, u8());
  Ty var = infcx->next_ty_var();
  EXPECT_EQ(norm(projection(item, {ty(wrap, {var})})), "u8 (pending)");
}

TEST_F(SolverTest, TheOccursCheckRejectsInfiniteTypes) {
  DefId vec = adt("Vec", 1, {});
  Ty var = infcx->next_ty_var();
  RelateResult result = infcx->eq(ObligationCause(), {}, var, ty(vec, {var}));
  EXPECT_EQ(result.error, RelateError::CyclicTy);
  EXPECT_EQ(infcx->resolve(var), var);
}

TEST_F(SolverTest, SnapshotsUndoEverything) {
  Ty a = infcx->next_ty_var();
  Ty b = infcx->next_ty_var();
  infcx->probe([&] {
    EXPECT_TRUE(infcx->eq(ObligationCause(), {}, a, b));
    infcx->probe([&] { return bool(infcx->eq(ObligationCause(), {}, b, u8())); });
    EXPECT_TRUE(infcx->resolve(a).is_infer());
    EXPECT_TRUE(infcx->eq(ObligationCause(), {}, a, i32()));
    EXPECT_EQ(infcx->resolve(b), i32());
    infcx->next_ty_var();
    return true;
  });
  EXPECT_EQ(infcx->ty_var_count(), 2u);
  EXPECT_FALSE(infcx->resolve(a) == infcx->resolve(b));
}

TEST_F(SolverTest, LeastUpperBoundsTakeRegionsOfBoth) {
  Region a = infcx->next_region_var();
  Region b = infcx->next_region_var();
  LatticeResult result =
      infcx->lub(ObligationCause(), {}, tcx->mk_ref(a, u8(), ty::Mutability::Not),
                 tcx->mk_ref(b, u8(), ty::Mutability::Not));
  ASSERT_TRUE(result);
  EXPECT_TRUE(result.ty.is_ref());
  EXPECT_EQ(infcx->region_constraints().outlives.size(), 2u);
  EXPECT_FALSE(infcx->lub(ObligationCause(), {}, u8(), i32()));
}

} // namespace
