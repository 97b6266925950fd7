// One body: arguments, the value, the ways out.

#include "mir/build/build.h"

#include "mir/build/builder.h"
#include "mir/ir/print.h"
#include "sema/ty/fold.h"

namespace ochre::mir::build {

Builder::Builder(TyCtxt &tcx, LocalDefId def, const hir::Owner &nodes, const TypeckResults &results)
    : tcx(tcx), sess(tcx.sess), def(def), nodes(nodes), results(results), typed{nodes, results},
      env{tcx.param_env(tcx.defs.to_def_id(def)), ty::TypingMode::PostAnalysis},
      body(std::make_shared<Body>()), code((body->code = std::make_shared<Code>(), *body->code)),
      check_overflow(
          tcx.sess.opts.overflow_checks() ||
          hir::find_attr(*tcx.krate, def, tcx.sess.intern("rustc_inherit_overflow_checks"))) {}

namespace {

/// The type of a closure's `self` argument: by reference unless it can be called only once.
ty::Ty closure_self_arg(TyCtxt &tcx, const ClosureInfo &info) {
  switch (info.kind) {
  case ty::ClosureKind::Fn: return tcx.mk_ref(tcx.common.re_erased, info.ty, ty::Mutability::Not);
  case ty::ClosureKind::FnMut:
    return tcx.mk_ref(tcx.common.re_erased, info.ty, ty::Mutability::Mut);
  case ty::ClosureKind::FnOnce: return info.ty;
  }
  return info.ty;
}

struct Signature {
  ty::Ty output;
  llvm::SmallVector<ty::Ty, 6> inputs;
};

Signature signature(Builder &b, const hir::Body &hir_body) {
  Signature out;
  switch (hir_body.kind) {
  case hir::BodyKind::Fn:
  case hir::BodyKind::Closure:
  case hir::BodyKind::Coroutine: {
    auto sig = b.results.body_sigs.find(hir_body.def_id);
    if (sig == b.results.body_sigs.end()) {
      b.failed = true;
      out.output = b.tcx.common.error;
      return out;
    }
    out.output = sig->second.output();
    out.inputs.append(sig->second.inputs().begin(), sig->second.inputs().end());
    return out;
  }
  case hir::BodyKind::Const:
  case hir::BodyKind::Static:
  case hir::BodyKind::AnonConst:
  case hir::BodyKind::InlineConst:
    // Overflow in a constant is an error whatever the profile.
    b.check_overflow = true;
    out.output = b.results.expr_ty_adjusted(hir_body.value);
    return out;
  }
  return out;
}

void declare_locals(Builder &b, const hir::Body &hir_body, const Signature &sig) {
  Span span = b.nodes.exprs[hir_body.value].span;
  b.new_temp(sig.output, span); // the return place
  if (b.closure) {
    b.closure_self_ty = b.closure->ty;
    b.new_temp(closure_self_arg(b.tcx, *b.closure), span);
  }
  for (size_t i = 0; i < sig.inputs.size(); ++i) {
    Span arg_span = i < hir_body.params.size() ? hir_body.params[i].span : span;
    b.new_temp(sig.inputs[i], arg_span);
  }
  b.body->arg_count = static_cast<uint32_t>(b.code.locals.size() - 1);
}

/// The captured place as the user writes it.
std::string capture_name(Builder &b, const ochre::Place &place) {
  std::string text = b.tcx.str(b.nodes.pats[place.local].ident.name).str();
  std::string derefs;
  for (size_t i = 0; i < place.projections.size(); ++i) {
    const ochre::Projection &p = place.projections[i];
    if (p.kind == ochre::ProjectionKind::Deref) {
      derefs += "*";
      continue;
    }
    derefs.clear(); // a field looks through references by itself
    ty::Ty base = place.ty_before(i);
    const ty::AdtDef *adt = base.is_adt() ? b.tcx.adt_def(base.def_id()) : nullptr;
    text += ".";
    text += adt ? b.tcx.str(adt->variants[p.variant].fields[p.field].name).str()
                : std::to_string(p.field.raw);
  }
  return derefs + text;
}

void describe_upvars(Builder &b) {
  for (const CapturedPlace &capture : b.closure->captures) {
    Body::Upvar upvar;
    upvar.var = capture.place.local;
    upvar.name = b.sess.intern(capture_name(b, capture.place));
    upvar.by_ref = capture.kind != CaptureKind::ByValue && capture.kind != CaptureKind::ByUse;
    upvar.mutbl = capture.mutbl == hir::Mutability::Mut ? ty::Mutability::Mut : ty::Mutability::Not;
    hir::ExprId use = capture.path_expr.is_valid() ? capture.path_expr : capture.capture_expr;
    if (use.is_valid())
      upvar.use_span = b.nodes.exprs[use].span;
    b.body->upvars.push_back(upvar);
  }
}

void describe_coroutine(Builder &b) {
  auto args = ty::CoroutineArgs::of(b.closure->ty.args());
  b.body->coroutine = std::make_shared<CoroutineInfo>();
  b.body->coroutine->yield_ty = b.ty_idx(args.yield_ty);
  b.body->coroutine->resume_ty = b.ty_idx(args.resume_ty);
}

/// A simple parameter is its argument's local; other patterns are taken apart at the start.
void bind_args(Builder &b, BasicBlock &block, const hir::Body &hir_body, ScopeKey key) {
  uint32_t first = b.closure ? 2 : 1;
  if (b.closure)
    b.schedule_drop(key, Local(1), DropKind::Value);
  for (uint32_t i = 0; i < hir_body.params.size() && !b.failed; ++i) {
    Local local(first + i);
    // What the pattern leaves is dropped behind its bindings, but before the parameters to the
    // left.
    b.schedule_drop(key, local, DropKind::Value);
    const hir::Pat &pat = b.nodes.pats[hir_body.params[i].pat];
    BindingMode mode = b.results.binding_mode(hir_body.params[i].pat);
    bool simple =
        pat.kind == hir::PatKind::Binding && !pat.sub.is_valid() && mode.by_ref == hir::ByRef::No;
    if (simple) {
      LocalDecl &decl = b.code.locals[local];
      decl.info = LocalInfo::UserVar;
      decl.name = pat.ident.name;
      decl.binding = pat.binding;
      decl.mutbl = mode.mutbl == hir::Mutability::Mut ? ty::Mutability::Mut : ty::Mutability::Not;
      decl.pat_span = pat.span;
      VarDebugInfo debug;
      debug.name = pat.ident.name;
      debug.source = b.source(pat.ident.span);
      debug.place = {local, {}};
      debug.arg_index = local.raw;
      b.code.var_debug_info.push_back(debug);
      b.vars[pat.binding] = {local, {}};
      continue;
    }
    b.var_scope = key;
    b.declare_bindings({hir_body.params[i].pat, 0}, pat.span, false, pat.span);
    b.irrefutable_pat(block, {hir_body.params[i].pat, 0}, PlaceBuilder::of(local), pat.span,
                      FakeReadCause::ForLet);
  }
}

void build_body(Builder &b, const hir::Body &hir_body) {
  const hir::Expr &value = b.nodes.exprs[hir_body.value];
  Span span = value.span;
  b.body->span = span;
  b.body->def_id = b.tcx.defs.to_def_id(b.def);
  b.code.scopes.push({span, {}, {}, {}, {}});
  Signature sig = signature(b, hir_body);
  if (b.failed)
    return;
  declare_locals(b, hir_body, sig);
  if (b.closure)
    describe_upvars(b);
  if (hir_body.kind == hir::BodyKind::Coroutine)
    describe_coroutine(b);
  BasicBlock block = b.new_block();
  ScopeKey root = b.push_scope(span, false);
  ScopeKey args = b.push_scope(span, false);
  if (b.closure)
    b.declare_closure_types(b.nodes.closures[b.closure->closure]);
  bind_args(b, block, hir_body, args);
  ScopeKey inner = b.push_scope(span, true);
  // `const S: &[String] = &[String::new()]` keeps what it borrows.
  if (hir_body.kind != hir::BodyKind::Fn && hir_body.kind != hir::BodyKind::Closure &&
      hir_body.kind != hir::BodyKind::Coroutine)
    extend_temporaries(b, hir_body.value, {}, {});
  b.into({kReturnPlace, {}}, block, b.mirror(hir_body.value));
  b.pop_scope(inner, block);
  b.pop_scope(args, block);
  BasicBlock end = b.new_block();
  SourceInfo at{span.shrink_to_hi(), kOutermostScope};
  b.go_to(block, end, at);
  BasicBlock returned = b.build_exit_tree(b.return_drops, root, span);
  if (returned.is_valid())
    b.go_to(returned, end, at);
  Terminator ret;
  ret.kind = TerminatorKind::Return;
  b.terminate(end, at, ret);
  BasicBlock dropped = b.build_exit_tree(b.coroutine_drops, root, span);
  if (dropped.is_valid()) {
    Terminator drop;
    drop.kind = TerminatorKind::CoroutineDrop;
    b.terminate(dropped, at, drop);
  }
  b.finish_unwind_tree();
}

} // namespace

const Body *mir_built(TyCtxt &tcx, LocalDefId def) {
  hir::BodyId body_id = hir::body_of(*tcx.krate, def);
  if (!body_id.is_valid())
    return nullptr;
  const hir::Owner &owner = tcx.krate->owner_of(def);
  DefId root = tcx.typeck_root(tcx.defs.to_def_id(def));
  const TypeckResults *results = tcx.typeck(tcx.defs.expect_local(root));
  if (!results || results->tainted_by_errors)
    return nullptr;
  if (!tcx.patterns_checked(tcx.defs.expect_local(root)))
    return nullptr;
  Builder builder(tcx, def, owner, *results);
  if (tcx.defs.local(def).kind == DefKind::Closure) {
    builder.closure = results->closure(def);
    if (!builder.closure)
      return nullptr;
  }
  build_body(builder, owner.bodies[body_id]);
  if (builder.failed)
    return nullptr;
  return tcx.own<Body>(std::move(*builder.body));
}

void provide(ty::Providers &providers) { providers.mir_built = mir_built; }

} // namespace ochre::mir::build
