#include "resolving.h"

#include "frontend/ast/walk.h"

#include <gtest/gtest.h>

namespace ochre::resolve::test {
namespace {

/// The node of the expression that is the path `name`, the last one of that name.
struct FindPath : ast::Walker<FindPath> {
  Symbol name;
  ast::NodeId path;
  ast::NodeId method;
  FindPath(Resolved &r, llvm::StringRef name) : Walker(r.krate), name(r.sess.intern(name)) {
    walk_crate();
  }
  void visit_expr(ast::ExprId id) {
    ast::Expr &expr = krate[id];
    if (auto *node = expr.get_if<ast::PathExpr>(); node && node->path.is_ident(name))
      path = expr.id;
    if (auto *node = expr.get_if<ast::MethodCallExpr>(); node && node->segment.ident.name == name)
      method = expr.id;
    walk_expr(id);
  }
};

TEST(Tables, LocalOfOrPatternIsTheFirstAlternatives) {
  Resolved r("fn f(x: (u8, u8)) { match x { (a, 1) | (1, a) => a, _ => 0 }; }");
  ASSERT_EQ(r.errors, "");
  const PartialRes *res = r.resolutions.path(FindPath(r, "a").path);
  ASSERT_TRUE(res);
  EXPECT_EQ(res->base.kind, ResKind::Local);
}

TEST(Tables, TraitsInScopeByMethodName) {
  Resolved r("mod a { pub trait T { fn m(&self); } pub trait U { fn m(&self); } }\n"
             "use a::T as _; fn f(x: u8) { x.m(); x.clone(); }");
  ASSERT_EQ(r.errors, "");
  auto scope = [&](llvm::StringRef name) {
    return r.resolutions.trait_scopes[r.resolutions.trait_uses.lookup(FindPath(r, name).method)];
  };
  auto m = scope("m");
  ASSERT_EQ(m.size(), 1u);
  EXPECT_EQ(r.definitions.path_string(m[0].trait_id), "a::T");
  EXPECT_EQ(m[0].imports.size(), 1u);
  auto clone = scope("clone");
  ASSERT_EQ(clone.size(), 1u);
  EXPECT_EQ(r.definitions.path_string(clone[0].trait_id), "core::clone::Clone");
}

TEST(Tables, ElidedLifetimesBecomeParametersOfTheFunction) {
  Resolved r("fn f(a: &u8, b: &mut &u8) {}");
  ASSERT_EQ(r.resolutions.fresh_lifetimes.size(), 1u);
  EXPECT_EQ(r.resolutions.fresh_lifetimes.begin()->second.size(), 3u);
}

TEST(Tables, ReexportsReachTheOutside) {
  Resolved r("mod a { pub struct S; pub struct P; } pub use a::S;");
  auto vis = [&](llvm::StringRef path) {
    for (uint32_t raw = 0; raw < r.definitions.local_count(); ++raw) {
      DefId id = r.definitions.to_def_id(LocalDefId(raw));
      if (r.definitions.path_string(id) == path && r.definitions.kind(id) == DefKind::Struct)
        return r.resolutions.effective_visibilities[LocalDefId(raw)];
    }
    return EffectiveVisibility::Crate;
  };
  EXPECT_EQ(vis("a::S"), EffectiveVisibility::Public);
  EXPECT_EQ(vis("a::P"), EffectiveVisibility::Private);
}

TEST(Tables, MainMayBeAnImport) {
  Resolved r("mod a { pub fn start() {} } use a::start as main;");
  ASSERT_TRUE(r.resolutions.main_fn.is_valid());
  EXPECT_EQ(r.definitions.path_string(r.resolutions.main_fn), "a::start");
}

} // namespace
} // namespace ochre::resolve::test
