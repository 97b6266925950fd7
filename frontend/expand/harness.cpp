// Items that the compiler adds. They are written as tokens (quote.h) and parsed; their expansion is
// of kind AstPass.

#include "frontend/expand/harness.h"

#include "frontend/expand/builtin.h"
#include "frontend/expand/diags.h"
#include "frontend/expand/quote.h"

namespace ochre::expand {

namespace {

/// A span at `at`, marked as made by the compiler: names in it are its own.
Span pass_span(ExpandContext &ctx, Span at, Edition edition, Transparency transparency) {
  ExpnData data;
  data.kind = ExpnKind::AstPass;
  data.parent = kRootExpn;
  data.call_site = at;
  data.edition = edition;
  data.allow_internal_unstable = true;
  ExpnId expn = ctx.sess.hygiene.add_expn(data);
  return at.with_ctxt(ctx.sess.hygiene.apply_mark(kRootContext, expn, transparency));
}

void prepend_items(ExpandContext &ctx, ast::List<ast::ItemId> front) {
  llvm::SmallVector<ast::ItemId, 64> all(front);
  all.append(ctx.krate.items.begin(), ctx.krate.items.end());
  ctx.krate.items = ctx.krate.list(all);
}

const char *prelude_text(Edition edition, bool is_core) {
  switch (edition) {
  case Edition::E2015:
    return is_core ? "#[macro_use] extern crate core; #[prelude_import] use "
                     "core::prelude::rust_2015::*;"
                   : "#[macro_use] extern crate std; #[prelude_import] use "
                     "std::prelude::rust_2015::*;";
  case Edition::E2018:
    return is_core ? "#[macro_use] extern crate core; #[prelude_import] use "
                     "::core::prelude::rust_2018::*;"
                   : "#[macro_use] extern crate std; #[prelude_import] use "
                     "::std::prelude::rust_2018::*;";
  case Edition::E2021:
    return is_core ? "#[macro_use] extern crate core; #[prelude_import] use "
                     "::core::prelude::rust_2021::*;"
                   : "#[macro_use] extern crate std; #[prelude_import] use "
                     "::std::prelude::rust_2021::*;";
  case Edition::E2024:
    return is_core ? "#[macro_use] extern crate core; #[prelude_import] use "
                     "::core::prelude::rust_2024::*;"
                   : "#[macro_use] extern crate std; #[prelude_import] use "
                     "::std::prelude::rust_2024::*;";
  }
  return "";
}

// Tests.

struct TestAttrs {
  bool is_ignored = false;
  std::optional<std::string> ignore_reason;
  bool should_panic = false;
  std::optional<std::string> expected;
};

/// `expected = "…"` within `should_panic(…)`.
std::optional<std::string> expected_message(const ExpandContext &ctx, const ast::Attr &attr) {
  if (attr.args_kind == ast::AttrArgsKind::Eq)
    return attr_string(ctx.sess, attr);
  if (attr.args_kind != ast::AttrArgsKind::Delimited || attr.tokens.size() < 3)
    return std::nullopt;
  ast::Attr value = attr;
  value.args_kind = ast::AttrArgsKind::Eq;
  value.tokens = attr.tokens.slice(2, 1);
  return attr_string(ctx.sess, value);
}

TestAttrs read_test_attrs(const ExpandContext &ctx, ast::AttrsId attrs) {
  TestAttrs out;
  if (const ast::Attr *attr = find_attr(ctx.krate, attrs, sym::ignore)) {
    out.is_ignored = true;
    out.ignore_reason = attr_string(ctx.sess, *attr);
  }
  if (const ast::Attr *attr = find_attr(ctx.krate, attrs, sym::should_panic)) {
    out.should_panic = true;
    out.expected = expected_message(ctx, *attr);
  }
  return out;
}

/// Reports what makes a function unfit for a test.
bool check_test_fn(const BuiltinCall &call, const ast::Item &item) {
  bool is_bench = call.macro.builtin == Builtin::Bench;
  auto *fn = item.get_if<ast::FnItem>();
  if (!fn || call.call.place != Place::Items) {
    error(call.sess(), call.call.span, diag::TestNotFn, call.macro.name)
        .label(item.span, "expected a non-associated function")
        .note("the `#[" + call.sess().str(call.macro.name).str() +
              "]` macro causes a function to be run as a test and has no effect on non-functions")
        .emit();
    return false;
  }
  if (fn->header.coroutine == ast::CoroutineKind::Async) {
    error(call.sess(), item.span, diag::TestAsync).primary_label("`async` because of this").emit();
    return false;
  }
  for (const ast::GenericParam &param : fn->generics.params)
    if (param.kind != ast::GenericParamKind::Lifetime && !is_bench) {
      error(call.sess(), item.span, diag::TestGeneric).emit();
      return false;
    }
  if (!is_bench && !fn->decl.inputs.empty()) {
    error(call.sess(), item.span, diag::TestArguments).emit();
    return false;
  }
  if (is_bench && fn->decl.inputs.size() != 1) {
    error(call.sess(), item.span, diag::BenchArguments).emit();
    return false;
  }
  return true;
}

lex::TokenStream option_str(const BuiltinCall &call, const std::optional<std::string> &text) {
  Quote quote(call.ctx, call.def_site());
  if (!text)
    return quote.add("$crate::option::Option::None").finish();
  quote.add("$crate::option::Option::Some");
  return quote.open(lex::Delimiter::Paren).str(*text).close().finish();
}

lex::TokenStream integer(const BuiltinCall &call, uint64_t value) {
  return Quote(call.ctx, call.def_site()).integer(value).finish();
}
lex::TokenStream string(const BuiltinCall &call, llvm::StringRef value) {
  return Quote(call.ctx, call.def_site()).str(value).finish();
}

lex::TokenStream should_panic_tokens(const BuiltinCall &call, const TestAttrs &attrs) {
  Quote quote(call.ctx, call.def_site());
  if (!attrs.should_panic)
    return quote.add("::test::ShouldPanic::No").finish();
  if (!attrs.expected)
    return quote.add("::test::ShouldPanic::Yes").finish();
  quote.add("::test::ShouldPanic::YesWithMessage(#0)", {string(call, *attrs.expected)});
  return quote.finish();
}

/// The constant that describes a test.
ast::ItemId make_test_const(const BuiltinCall &call, const ast::Item &item, Symbol name) {
  Session &sess = call.sess();
  Span span = call.def_site();
  TestAttrs attrs = read_test_attrs(call.ctx, item.attrs);
  // The path without the crate's name.
  llvm::StringRef module = call.ctx.dirs[call.call.dir].module_path;
  size_t colons = module.find("::");
  std::string path =
      (colons == llvm::StringRef::npos ? std::string() : module.substr(colons + 2).str() + "::") +
      sess.str(item.ident.name).str();
  Loc lo = sess.source_map.lookup(item.ident.span.lo);
  Loc hi = sess.source_map.lookup(item.ident.span.hi);

  lex::TokenStream ident = Quote(call.ctx, span).ident(name, call.call_site()).finish();
  lex::TokenStream fn = Quote(call.ctx, span).ident(item.ident.name, item.ident.span).finish();
  lex::TokenStream ignored =
      Quote(call.ctx, span).ident(attrs.is_ignored ? sym::kw_true : sym::kw_false).finish();
  Quote places(call.ctx, span);
  places.add("source_file: #0, start_line: #1, start_col: #2, end_line: #3, end_col: #4,",
             {string(call, lo.file ? lo.file->name : ""), integer(call, lo.line),
              integer(call, lo.column), integer(call, hi.line), integer(call, hi.column)});
  Quote desc(call.ctx, span);
  desc.add("::test::TestDesc { name: ::test::StaticTestName(#0), ignore: #1, ignore_message: #2, "
           "#3 compile_fail: false, no_run: false, should_panic: #4, "
           "test_type: ::test::TestType::Unknown }",
           {string(call, path), ignored, option_str(call, attrs.ignore_reason), places.finish(),
            should_panic_tokens(call, attrs)});
  Quote run(call.ctx, span);
  if (call.macro.builtin == Builtin::Bench)
    run.add("::test::StaticBenchFn(|b| ::test::assert_test_result(#0(b)))", {fn});
  else
    run.add("::test::StaticTestFn(|| ::test::assert_test_result(#0()))", {fn});
  Quote item_quote(call.ctx, span);
  item_quote.add("#[rustc_test_marker = #0] #[doc(hidden)] pub const #1: ::test::TestDescAndFn = "
                 "::test::TestDescAndFn { desc: #2, testfn: #3 };",
                 {string(call, path), ident, desc.finish(), run.finish()});
  parse::Parser parser(sess, call.krate(), item_quote.finish(), call.call.span);
  return parser.parse_item(parse::ItemContext::Module);
}

} // namespace

void inject_std(ExpandContext &ctx) {
  ast::Crate &krate = ctx.krate;
  if (find_attr(krate, krate.attrs, sym::no_core))
    return;
  bool is_core = find_attr(krate, krate.attrs, sym::no_std);
  Edition edition = ctx.sess.opts.edition;
  // Names of edition 2015 are the user's to write: `std::mem` means the root's `std`.
  Transparency transparency =
      edition == Edition::E2015 ? Transparency::Transparent : Transparency::Opaque;
  Span span = pass_span(ctx, krate.span.shrink_to_lo(), edition, transparency);
  Quote quote(ctx, span);
  quote.add(prelude_text(edition, is_core));
  parse::Parser parser(ctx.sess, krate, quote.finish(), span);
  prepend_items(ctx, parser.parse_items(parse::ItemContext::Module));
}

Expansion expand_test_attr(const BuiltinCall &call) {
  const ast::Item &item = call.krate()[call.call.item];
  if (call.macro.builtin == Builtin::TestCase)
    return done_error(
        call,
        error(call.sess(), call.call.span, diag::UnstableMacro, "custom_test_frameworks").emit());
  if (!check_test_fn(call, item))
    return done_error(call, call.sess().diags.guaranteed());
  if (!call.sess().opts.is_test)
    return done_items(call, {});
  if (call.call.owner.kind == ListOwner::Kind::Block)
    return done_items(call, {call.call.item}); // nobody can call it from outside
  auto &tests = call.ctx.state->tests;
  Symbol name = call.sess().intern("__OCHRE_TEST_" + std::to_string(tests.size()));
  ast::ItemId constant = make_test_const(call, item, name);
  if (!constant)
    return done_items(call, {call.call.item});
  tests.push_back({constant, name});
  return done_items(call, {constant, call.call.item});
}

TestHarness make_test_harness(ExpandContext &ctx) {
  TestHarness harness;
  harness.items.place = Place::Items;
  if (!ctx.sess.opts.is_test)
    return harness;
  ast::Crate &krate = ctx.krate;
  Span span = pass_span(ctx, krate.span.shrink_to_lo(), Edition::E2024, Transparency::Transparent);
  Quote list(ctx, span);
  for (const TestCase &test : ctx.state->tests) {
    lex::TokenStream name = Quote(ctx, span).ident(test.name).finish();
    list.add("&#0,", {name});
  }
  std::string main_name = "__ochre_test_main";
  if (const ast::Attr *attr =
          find_attr(krate, krate.attrs, ctx.sess.intern("reexport_test_harness_main")))
    main_name = attr_string(ctx.sess, *attr).value_or(main_name);
  lex::TokenStream main = Quote(ctx, span).ident(ctx.sess.intern(main_name)).finish();
  Quote quote(ctx, span);
  quote.add("#[doc(hidden)] pub fn #0() { ::test::test_main_static(&[#1]) }",
            {main, list.finish()});
  parse::Parser parser(ctx.sess, krate, quote.finish(), span);
  harness.items.items = parser.parse_items(parse::ItemContext::Module);
  // main → block → call → &[…] → each &path.
  for (ast::ItemId id : harness.items.items) {
    auto *fn = krate[id].get_if<ast::FnItem>();
    if (!fn || krate[fn->body].stmts.empty())
      continue;
    harness.main = krate[id].id;
    auto *main_call = krate[krate[fn->body].stmts.back().expr].get_if<ast::CallExpr>();
    if (!main_call || main_call->args.empty())
      continue;
    auto *slice = krate[main_call->args[0]].get_if<ast::AddrOfExpr>();
    auto *array = slice ? krate[slice->expr].get_if<ast::ArrayExpr>() : nullptr;
    if (!array)
      continue;
    for (size_t i = 0; i < array->elems.size() && i < ctx.state->tests.size(); ++i)
      if (auto *ref = krate[array->elems[i]].get_if<ast::AddrOfExpr>())
        harness.paths.push_back({krate[ref->expr].id, krate[ctx.state->tests[i].item].id});
  }
  llvm::SmallVector<ast::ItemId, 64> all(krate.items);
  all.append(harness.items.items.begin(), harness.items.items.end());
  krate.items = krate.list(all);
  return harness;
}

} // namespace ochre::expand
