// `whole @ part`: one binding must not take or change what the other sees.
//
// Moves and borrows of the value itself are found by the borrow checker too, but it does not see
// those of values that become constants. Source: RFC 2294, "Bindings after @".
#include "sema/patterns/bindings_after_at.h"

#include "sema/hir/walk.h"
#include "sema/patterns/diags.h"
#include "sema/traits/fulfill.h"

namespace ochre::patterns {

namespace {

class Checker {
public:
  Checker(ty::TyCtxt &tcx, const typeck::TypedBody &body, ty::ParamEnv env)
      : tcx_(tcx), body_(body), env_(env), infcx_(tcx, ty::TypingMode::Analysis) {}

  void check(hir::PatId id, const hir::Pat &pat) {
    llvm::SmallVector<hir::PatId, 4> parts;
    hir::bindings_of(body_.nodes, pat.sub, parts);
    hir::ByRef whole = body_.results.binding_mode(id).by_ref;
    bool any_ref = false, any_mut = false, any_move = false;
    for (hir::PatId part : parts) {
      hir::ByRef mode = body_.results.binding_mode(part).by_ref;
      any_ref |= mode == hir::ByRef::Ref;
      any_mut |= mode == hir::ByRef::RefMut;
      any_move |= mode == hir::ByRef::No && moves(part);
    }
    if (whole == hir::ByRef::No) {
      if ((any_ref || any_mut) && moves(id))
        error(tcx_.sess, pat.span, diag::BorrowOfMovedWhole)
            .primary_label("value moved here, and borrowed in the pattern after `@`")
            .help("borrow this binding in the pattern to avoid moving the value: `ref`")
            .emit();
      return;
    }
    bool is_mut = whole == hir::ByRef::RefMut;
    if (is_mut && any_mut)
      report(pat.span, diag::TwoMutBindings);
    else if (is_mut && any_ref)
      report(pat.span, diag::RefInMutBinding);
    else if (!is_mut && any_mut)
      report(pat.span, diag::MutInRefBinding);
    else if (any_move)
      report(pat.span, diag::MoveInRefBinding);
  }

private:
  template <class Template>
  void report(Span span, const Template &what) {
    error(tcx_.sess, span, what)
        .primary_label("borrowed here, and used otherwise in the pattern after `@`")
        .emit();
  }
  bool moves(hir::PatId id) {
    ty::Ty ty = body_.results.pat_ty(id);
    return ty && !ty.references_error() && !traits::type_is_copy(infcx_, env_, ty);
  }

  ty::TyCtxt &tcx_;
  const typeck::TypedBody &body_;
  ty::ParamEnv env_;
  traits::InferCtxt infcx_;
};

} // namespace

void check_bindings_after_at(ty::TyCtxt &tcx, const typeck::TypedBody &body, ty::ParamEnv env) {
  // All patterns of the body and its closures; those of other bodies of the item have no types.
  std::optional<Checker> checker;
  for (hir::PatId id : body.nodes.pats.ids()) {
    const hir::Pat &pat = body.nodes.pats[id];
    if (pat.kind != hir::PatKind::Binding || !pat.sub.is_valid() || !body.results.pat_ty(id))
      continue;
    if (!checker)
      checker.emplace(tcx, body, env);
    checker->check(id, pat);
  }
}

} // namespace ochre::patterns
