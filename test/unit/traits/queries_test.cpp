#include "fake_world.h"

using namespace ochre;
using namespace ochre::traits;
using ty::InstanceKind;

namespace {

struct QueriesTest : testing::Test, FakeWorld {
  DefId sized = lang_trait(LangItem::Sized, "Sized");
  DefId copy = lang_trait(LangItem::Copy, "Copy");
  DefId clone = lang_trait(LangItem::Clone, "Clone");
  DefId drop = lang_trait(LangItem::Drop, "Drop");
  ty::TypingEnv mono = ty::TypingEnv::fully_monomorphized();

  bool needs_drop(Ty ty, ty::TypingEnv env = {}) { return tcx->needs_drop({env, ty}); }
  const ty::Instance *resolve(DefId fn, llvm::ArrayRef<GenericArg> list) {
    return tcx->resolve_instance({mono, fn, args(list)});
  }
  Ty object(DefId trait) {
    ty::ExistentialPredicate principal;
    principal.def_id = trait;
    return tcx->mk_dynamic(
        tcx->mk_existential_predicates({ty::PolyExistentialPredicate(principal, {})}),
        tcx->common.re_static);
  }
};

TEST_F(QueriesTest, OnlyWhatHasADestructorNeedsDrop) {
  DefId file = adt("File", 0, {});
  DefId file_drop = impl({}, drop, {ty(file)});
  method(file_drop, "drop");
  DefId pair = adt("Pair", 1, {param(0), tcx->common.u8});
  DefId keep = adt("ManuallyDrop", 1, {param(0)});
  adts[keep.raw].is_manually_drop = true;
  EXPECT_TRUE(needs_drop(ty(file)));
  EXPECT_FALSE(needs_drop(ty(pair, {tcx->common.u8})));
  EXPECT_TRUE(needs_drop(ty(pair, {ty(file)})));
  EXPECT_FALSE(needs_drop(ty(keep, {ty(file)})));
  EXPECT_FALSE(needs_drop(tcx->mk_array(ty(file), 0)));
  EXPECT_TRUE(needs_drop(tcx->mk_array(ty(file), 1)));
  EXPECT_TRUE(needs_drop(param(0)));
  ty::TypingEnv copied{env({holds(copy, {param(0)})}), ty::TypingMode::Analysis};
  EXPECT_FALSE(needs_drop(param(0), copied));
}

TEST_F(QueriesTest, RecursiveTypesAreLookedIntoOnce) {
  DefId node = adt("Node", 0, {});
  ty::FieldDef next;
  next.def_id = def(DefKind::Field, "next", node);
  types[next.def_id.raw] = tcx->mk_tuple({ty(node), tcx->common.u8});
  adts[node.raw].variants.raw()[0].fields.push(next);
  EXPECT_FALSE(needs_drop(ty(node)));
  EXPECT_TRUE(sess.diags.take_sorted().empty());
}

TEST_F(QueriesTest, MethodsResolveToTheImplOrTheDefault) {
  DefId tr = trait("Tr");
  DefId required = method(tr, "required");
  DefId provided = method(tr, "provided", true);
  DefId vec = adt("Vec", 1, {});
  DefId vec_impl = impl({"T"}, tr, {ty(vec, {param(0)})});
  DefId implemented = method(vec_impl, "required", false, required);
  const ty::Instance *found = resolve(required, {ty(vec, {tcx->common.u8})});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->def_id, implemented);
  EXPECT_EQ(found->args, args({tcx->common.u8}));
  found = resolve(provided, {ty(vec, {tcx->common.u8})});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->def_id, provided);
  EXPECT_FALSE(resolve(required, {param(0)}));
}

TEST_F(QueriesTest, ObjectsDispatchThroughTheirVtable) {
  DefId base = trait("Base");
  DefId first = method(base, "first");
  DefId tr = trait("Tr");
  super(tr, holds(base, {param(0)}));
  DefId second = method(tr, "second");
  const ty::Instance *found = resolve(second, {object(tr)});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->kind, InstanceKind::Virtual);
  EXPECT_EQ(found->index, 4u);
  EXPECT_EQ(resolve(first, {object(tr)})->index, 3u);
}

TEST_F(QueriesTest, BuiltInImplsHaveShims) {
  DefId clone_fn = method(clone, "clone");
  EXPECT_EQ(resolve(clone_fn, {tcx->mk_tuple({tcx->common.u8})})->kind, InstanceKind::CloneShim);
  DefId fn_once = lang_trait(LangItem::FnOnce, "FnOnce", 1);
  DefId call = method(fn_once, "call_once");
  ty::FnSig sig;
  sig.inputs_and_output = tcx->mk_ty_list({tcx->common.u8, tcx->common.unit});
  Ty fn = tcx->mk_fn_ptr(ty::PolyFnSig::dummy(sig));
  EXPECT_EQ(resolve(call, {fn, tcx->mk_tuple({tcx->common.u8})})->kind, InstanceKind::FnPtrShim);
  Ty kind = tcx->common.i8;
  sig.inputs_and_output = tcx->mk_ty_list({tcx->mk_tuple({tcx->common.u8}), tcx->common.unit});
  DefId closure_def = def(DefKind::Closure, "");
  Ty closure = tcx->mk_closure(
      closure_def,
      args({GenericArg(kind), tcx->mk_fn_ptr(ty::PolyFnSig::dummy(sig)), tcx->common.unit}));
  const ty::Instance *found = resolve(call, {closure, tcx->mk_tuple({tcx->common.u8})});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->kind, InstanceKind::ClosureOnceShim);
  EXPECT_EQ(found->ty, closure);
}

TEST_F(QueriesTest, BoundOfAllRegionsIsNotOneRegionAfterErasure) {
  DefId tr = trait("Tr");
  auto fn_of = [&](Region region, ty::BoundVars vars) {
    ty::FnSig sig;
    Ty arg = tcx->mk_ref(region, tcx->common.u8, ty::Mutability::Not);
    sig.inputs_and_output = tcx->mk_ty_list({arg, tcx->common.unit});
    return tcx->mk_fn_ptr(ty::PolyFnSig(sig, vars));
  };
  ty::BoundVarKind anon;
  Ty for_all = fn_of(tcx->mk_re_bound(0, ty::BoundVar(0)), tcx->mk_bound_vars({anon}));
  Ty for_one = fn_of(tcx->common.re_static, {});
  DefId all_impl = impl({}, tr, {for_all});
  DefId one_impl = impl({}, tr, {for_one});
  auto select = [&](Ty self) {
    ty::TraitRef ref{tr, args({GenericArg(ty::erase_regions(*tcx, self))})};
    return tcx->codegen_select({mono, ref});
  };
  ASSERT_TRUE(select(for_all));
  EXPECT_EQ(select(for_all)->impl_id, all_impl);
  ASSERT_TRUE(select(for_one));
  EXPECT_EQ(select(for_one)->impl_id, one_impl);
}

TEST_F(QueriesTest, DropCheckSeesParametersThatDropMayUse) {
  DefId phantom = adt("PhantomData", 1, {});
  adts[phantom.raw].is_phantom_data = true;
  DefId vec = adt("Vec", 1, {ty(phantom, {param(0)})});
  DefId vec_drop = impl({"T"}, drop, {ty(vec, {param(0)})});
  types[vec_drop.raw] = ty(vec, {param(0)});
  method(vec_drop, "drop");
  EXPECT_EQ(tcx->dropck_constraint(vec)->outlives.size(), 1u);

  DefId kind = adt("KindVec", 1, {ty(phantom, {param(0)})});
  DefId kind_drop = impl({"T"}, drop, {ty(kind, {param(0)})});
  types[kind_drop.raw] = ty(kind, {param(0)});
  generics[kind_drop.raw].own[0].pure_wrt_drop = true;
  method(kind_drop, "drop");
  EXPECT_TRUE(tcx->dropck_constraint(kind)->outlives.empty());
  EXPECT_EQ(tcx->dropck_constraint(kind)->dtorck.size(), 1u);
}

} // namespace
