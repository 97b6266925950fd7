// Source: Reference, "Main functions".
#include "sema/wf/main_fn.h"

#include "sema/ty/print.h"
#include "sema/wf/diags.h"
#include "sema/wf/item_ctxt.h"

namespace ochre::wf {

namespace {

/// Whether the program starts in `main`.
bool has_entry(TyCtxt &tcx) {
  const Options &opts = tcx.sess.opts;
  bool is_program =
      opts.crate_types.empty() || llvm::is_contained(opts.crate_types, CrateType::Bin);
  return is_program && !opts.is_test &&
         !hir::find_attr(*tcx.krate, kCrateRoot, tcx.sess.intern("no_main"));
}

bool check_form(TyCtxt &tcx, const hir::Owner &nodes, const hir::FnDecl &decl) {
  const hir::Item &item = nodes.item;
  if (!item.generics.params.empty() && llvm::any_of(nodes.list(item.generics.params), [&](auto id) {
        return !nodes.generic_params[id].is_elided;
      })) {
    error(tcx.sess, item.generics.span, diag::MainGeneric)
        .primary_label("`main` cannot have generic parameters")
        .emit();
    return false;
  }
  if (item.generics.where_span.lo < item.generics.where_span.hi) {
    error(tcx.sess, item.generics.where_span, diag::MainWhere)
        .primary_label("`main` cannot have a `where` clause")
        .emit();
    return false;
  }
  if (decl.header.is_async) {
    error(tcx.sess, item.head_span, diag::MainAsync)
        .primary_label("`main` function is not allowed to be `async`")
        .emit();
    return false;
  }
  return true;
}

} // namespace

void check_main_fn(TyCtxt &tcx) {
  DefId main = tcx.krate->main_fn;
  if (!has_entry(tcx))
    return;
  if (!main.is_valid()) {
    // At the end, where it could be added.
    Span span = tcx.defs.local(kCrateRoot).span;
    span.lo = span.hi > span.lo ? span.hi - 1 : span.hi;
    error(tcx.sess, span, diag::NoMain, tcx.defs.crates()[kLocalCrate].name)
        .primary_label("consider adding a `main` function")
        .emit();
    return;
  }
  if (!tcx.is_local(main))
    return;
  const hir::Owner &nodes = nodes_of(tcx, main);
  if (nodes.item.kind != hir::ItemKind::Fn || !nodes.item.fn_decl.is_valid())
    return;
  const hir::FnDecl &decl = nodes.fn_decls[nodes.item.fn_decl];
  if (!check_form(tcx, nodes, decl))
    return;
  if (tcx.codegen_fn_attrs(main)->track_caller) {
    error(tcx.sess, nodes.item.head_span, diag::MainTrackCaller).emit();
    return;
  }
  ty::FnSig sig = liberated_sig(tcx, main);
  if (!sig.inputs().empty() || sig.abi != ty::Abi::Rust || sig.safety == ty::Safety::Unsafe) {
    error(tcx.sess, nodes.item.head_span, diag::MainType)
        .primary_label(sig.inputs().empty() ? "expected a safe function"
                                            : "incorrect number of function parameters")
        .note("expected fn pointer `fn()`")
        .emit();
    return;
  }
  ItemCtxt cx(tcx, main);
  Span span = decl.output.is_valid() ? nodes.tys[decl.output].span : decl.output_span;
  cx.require_trait(LangItem::Termination, cx.normalize(sig.output(), span),
                   cx.cause(span, CauseCode::Misc));
  cx.finish();
}

} // namespace ochre::wf
