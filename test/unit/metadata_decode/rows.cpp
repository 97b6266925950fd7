// Types and bodies through a crate file and back: in one context the handles must be the same.
#include "metadata/decode/reader.h"
#include "metadata/encode/writer.h"
#include "metadata/format/body_layout.h"
#include "metadata/format/item_layout.h"

#include <gtest/gtest.h>

using namespace ochre;
using namespace ochre::metadata;

namespace {

struct Rows : testing::Test {
  Session sess{Options()};
  Definitions defs{sess.interner};
  std::unique_ptr<TyCtxt> tcx;
  std::unique_ptr<CrateFile> file;

  void SetUp() override {
    defs.start_local_crate(sess.intern("test"), 7, Span());
    tcx = std::make_unique<TyCtxt>(sess, defs);
  }
  DefId item(DefKind kind, llvm::StringRef name) {
    return defs.to_def_id(defs.create(kCrateRoot, kind, sess.intern(name), Span()));
  }
  /// What `write` writes about the crate's root, to be read.
  Reader through_file(llvm::function_ref<void(Writer &)> write) {
    Encoder encoder(*tcx);
    encoder.entry(Table::TypeOf, kCrateRoot, [&](ByteWriter &out) {
      Writer writer(encoder, out);
      write(writer);
    });
    CrateHeader header;
    header.name = "test";
    header.stable_id = 7;
    std::string bytes = encoder.finish(header);
    auto buffer = llvm::MemoryBuffer::getMemBufferCopy(bytes);
    llvm::StringRef text = buffer->getBuffer();
    auto opened = CrateFile::open(sess, "test.rmeta", std::move(buffer), text);
    if (!opened)
      ADD_FAILURE() << llvm::toString(opened.takeError());
    else
      file = std::move(*opened);
    file->first_def = defs.to_def_id(kCrateRoot).raw;
    file->dependency_first_def = {file->first_def};
    return Reader(*tcx, *file, *file->entry(Table::TypeOf, 0));
  }
  void expect_same(ty::Ty ty) {
    Reader reader = through_file([&](Writer &w) { w.ty(ty); });
    EXPECT_EQ(reader.ty(), ty);
    EXPECT_FALSE(reader.in.failed());
  }
  ty::Ty param(uint32_t index, llvm::StringRef name) {
    return tcx->mk_param(index, sess.intern(name));
  }
};

TEST_F(Rows, TypesComeBackAsTheSameHandles) {
  ty::CommonTypes &c = tcx->common;
  DefId adt = item(DefKind::Struct, "S");
  DefId trait = item(DefKind::Trait, "Tr");
  DefId auto_trait = item(DefKind::Trait, "Send");
  DefId assoc = item(DefKind::AssocTy, "A");
  ty::Region early = tcx->mk_re_early_param(0, sess.intern("'a"));
  ty::Region late = tcx->mk_re_late_param(adt, trait, sess.intern("'b"));
  ty::Region anon = tcx->mk_re_late_anon(adt, 3);
  ty::Ty t = param(1, "T");
  expect_same(c.i128);
  expect_same(c.never);
  expect_same(tcx->mk_ref(early, tcx->mk_slice(t), ty::Mutability::Mut));
  expect_same(tcx->mk_adt(
      adt, tcx->mk_args({late, anon, c.re_static, t, tcx->mk_const_param(2, sess.intern("N"))})));
  expect_same(tcx->mk_array(c.u8, 1ull << 40));
  expect_same(tcx->mk_array(t, tcx->mk_const_unevaluated(assoc, tcx->mk_args({t}))));
  expect_same(tcx->mk_projection(assoc, tcx->mk_args({t, c.re_erased})));
  expect_same(tcx->mk_alias(ty::AliasKind::Opaque, assoc, {}));
  expect_same(tcx->mk_tuple({c.bool_, tcx->mk_ptr(c.str, ty::Mutability::Not), c.unit}));
  expect_same(tcx->mk_closure(adt, tcx->mk_args({c.i8, c.unit})));
  expect_same(tcx->mk_foreign(adt));

  ty::BoundVarKind var;
  var.name = sess.intern("'x");
  ty::BoundVars vars = tcx->mk_bound_vars({var});
  ty::Region bound = tcx->mk_re_bound(0, ty::BoundVar(0), adt);
  ty::FnSig sig{tcx->mk_ty_list({tcx->mk_ref(bound, t, ty::Mutability::Not), c.unit}), true,
                ty::Safety::Unsafe, ty::Abi::C};
  expect_same(tcx->mk_fn_ptr(ty::PolyFnSig(sig, vars)));

  ty::ExistentialPredicate principal{ty::ExistentialKind::Trait, trait, tcx->mk_args({bound}), {}};
  ty::ExistentialPredicate projection{ty::ExistentialKind::Projection, assoc, tcx->mk_args({bound}),
                                      c.u8};
  ty::ExistentialPredicate marker{ty::ExistentialKind::AutoTrait, auto_trait, {}, {}};
  expect_same(tcx->mk_dynamic(
      tcx->mk_existential_predicates({{principal, vars}, {projection, vars}, {marker, {}}}),
      early));
}

TEST_F(Rows, ConstantsArePreciseTrees) {
  ty::ValTree leaf = tcx->mk_valtree_leaf(16, ~0ull, 5);
  ty::ValTree tree = tcx->mk_valtree_branch({leaf, tcx->mk_valtree_branch({}), leaf});
  ty::Const value = tcx->mk_const_value(tcx->common.u128, tree);
  Reader reader = through_file([&](Writer &w) { w.ct(value); });
  EXPECT_EQ(reader.ct(), value);
}

TEST_F(Rows, PredicatesKeepTheirBinders) {
  DefId trait = item(DefKind::Trait, "Tr");
  ty::Ty t = param(0, "T");
  ty::BoundVarKind var;
  ty::BoundVars vars = tcx->mk_bound_vars({var});
  ty::Region bound = tcx->mk_re_bound(0, ty::BoundVar(0));
  const ty::Predicate predicates[] = {
      tcx->mk_trait_predicate({{trait, tcx->mk_args({t, bound})}, vars}, ty::Polarity::Negative),
      tcx->mk_projection_predicate({trait, tcx->mk_args({t})}, tcx->common.u8),
      tcx->mk_type_outlives(t, bound, vars),
      tcx->mk_region_outlives(tcx->common.re_static, bound, vars),
      tcx->mk_const_arg_has_type(tcx->mk_const_usize(3), tcx->common.usize),
      tcx->mk_well_formed(t),
      tcx->mk_const_evaluatable(tcx->mk_const_usize(3)),
      tcx->mk_dyn_compatible(trait),
  };
  for (ty::Predicate predicate : predicates) {
    Reader reader = through_file([&](Writer &w) { w.predicate(predicate); });
    EXPECT_EQ(reader.predicate(), predicate);
  }
}

TEST_F(Rows, DeepTypesDoNotExhaustTheStack) {
  ty::Ty ty = tcx->common.u8;
  for (int i = 0; i < 2000; ++i)
    ty = tcx->mk_slice(ty);
  expect_same(ty);
}

TEST_F(Rows, ItemsComeBackFieldByField) {
  ty::AdtDef adt;
  adt.kind = ty::AdtKind::Enum;
  adt.repr.int_ty = PrimTy{PrimTyKind::Uint, {}, UintTy::U16, {}};
  adt.repr.align = 8;
  adt.valid_range_end = (static_cast<unsigned __int128>(1) << 100) + 7;
  adt.is_fundamental = true;
  ty::VariantDef variant;
  variant.def_id = item(DefKind::Variant, "V");
  variant.name = sess.intern("V");
  variant.discr_relative = 4;
  variant.fields.push({item(DefKind::Field, "f"), sess.intern("f"), Visibility::pub()});
  adt.variants.push(variant);

  ty::AdtDef back;
  Reader reader = through_file([&](Writer &w) { transfer_adt_def(w, adt); });
  transfer_adt_def(reader, back);
  ASSERT_FALSE(reader.in.failed());
  EXPECT_TRUE(back.is_enum() && back.is_fundamental && !back.is_non_exhaustive);
  EXPECT_EQ(back.repr.int_ty, adt.repr.int_ty);
  EXPECT_TRUE(back.valid_range_end == adt.valid_range_end && !back.valid_range_start);
  ASSERT_EQ(back.variants.size(), 1u);
  const ty::VariantDef &v = back.variants[ty::VariantIdx(0)];
  EXPECT_EQ(v.def_id, variant.def_id);
  EXPECT_FALSE(v.ctor_id.is_valid());
  EXPECT_EQ(v.discr_relative, 4u);
  EXPECT_TRUE(v.fields[ty::FieldIdx(0)].visibility.is_public());
}

TEST_F(Rows, MalformedBytesEndInErrorTypes) {
  Reader reader = through_file([&](Writer &w) {
    w.num(9999);       // no such row
    w.num(1ull << 40); // a list of more than there can be
  });
  EXPECT_TRUE(reader.ty().is_error());
  std::vector<Symbol> names;
  reader.list(names, [&](Symbol &name) { reader.symbol(name); });
  EXPECT_TRUE(names.empty());
  EXPECT_TRUE(reader.ty().is_error());
}

} // namespace
