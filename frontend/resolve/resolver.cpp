// The order of resolution: set up, fixpoint, finish imports and macros, then all paths in bodies
// and signatures, then what can only be said at the end.

#include "frontend/resolve/resolver.h"
#include "frontend/resolve/exports.h"
#include "frontend/resolve/fixpoint.h"
#include "frontend/resolve/imports.h"
#include "frontend/resolve/late.h"
#include "frontend/resolve/names.h"

namespace ochre::resolve {
namespace {

bool has_crate_attr(const ast::Crate &krate, Symbol name) {
  for (const ast::Attr &attr : krate[krate.attrs])
    if (!attr.is_doc_comment && attr.is(name))
      return true;
  return false;
}

void add_builtin_types(Context &cx) {
  static constexpr Symbol kNames[] = {sym::bool_, sym::char_, sym::str,  sym::u8,    sym::u16,
                                      sym::u32,   sym::u64,   sym::u128, sym::usize, sym::i8,
                                      sym::i16,   sym::i32,   sym::i64,  sym::i128,  sym::isize,
                                      sym::f32,   sym::f64,   sym::f16,  sym::f128};
  for (Symbol name : kNames)
    if (auto prim = prim_ty_from_name(name))
      cx.builtin_types[name] =
          add_res_binding(cx, Res::prim(*prim), Visibility::pub(), Span(), kRootExpn, ModuleId());
  for (const char *tool : {"rustfmt", "clippy", "diagnostic", "miri", "rust_analyzer"})
    cx.tools[cx.sess.intern(tool)] = add_res_binding(
        cx, Res::of_kind(ResKind::ToolMod), Visibility::pub(), Span(), kRootExpn, ModuleId());
}

void add_extern_prelude(Context &cx) {
  for (const ExternEntry &entry : cx.sess.opts.externs)
    if (!entry.is_noprelude)
      cx.extern_prelude[cx.sess.intern(entry.name)].is_option = true;
  if (cx.out.no_core)
    return;
  if (cx.sess.opts.is_test) {
    ExternPreludeEntry &test = cx.extern_prelude[cx.sess.intern("test")];
    test.is_internal = !test.is_option;
    test.is_option = true;
  }
  cx.extern_prelude[sym::core].is_option = true;
  if (!cx.out.no_std)
    cx.extern_prelude[sym::std].is_option = true;
}

void set_up(Context &cx) {
  Module root;
  root.def_id = cx.defs.to_def_id(kCrateRoot);
  root.name = sym::kw_crate;
  root.span = cx.krate.span;
  root.no_implicit_prelude = has_crate_attr(cx.krate, sym::no_implicit_prelude);
  cx.root = cx.modules.push(std::move(root));
  cx.modules[cx.root].nearest_mod = cx.root;
  cx.def_modules[cx.modules[cx.root].def_id] = cx.root;
  cx.empty_macro_scope = cx.macro_scopes.push({});
  cx.prelude_import_symbol = cx.sess.intern("prelude_import");
  cx.out.no_core = has_crate_attr(cx.krate, sym::no_core);
  cx.out.no_std = cx.out.no_core || has_crate_attr(cx.krate, sym::no_std);
  cx.out.node_defs.ensure(ast::kCrateNodeId) = kCrateRoot;
  cx.out.def_nodes.ensure(kCrateRoot) = ast::kCrateNodeId;
  cx.out.visibilities.ensure(kCrateRoot) = Visibility::pub();
  add_builtin_types(cx);
  add_extern_prelude(cx);
}

} // namespace

Resolutions resolve_crate(Session &sess, ast::Crate &krate, Definitions &definitions,
                          ExternCrates &externs, Extent extent) {
  Resolutions out;
  expand::ExpandContext expander(sess, krate);
  Context cx(sess, krate, definitions, externs, out, expander);
  auto invocations = expand::collect_crate(expander);
  set_up(cx);
  expand_crate(cx, invocations);
  if (extent == Extent::Expansion)
    return out;
  finalize_imports(cx);
  finalize_macros(cx);
  resolve_late(cx);
  report_privacy_errors(cx);
  report_ambiguities(cx);
  check_unused_imports(cx);
  collect_exports(cx);
  return out;
}

} // namespace ochre::resolve
