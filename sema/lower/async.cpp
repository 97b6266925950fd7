// `async` and coroutines.
//
//   async fn f(x: T, P: U) -> R { b }
//     fn f(x: T, __arg1: U) -> impl Future<Output = R> {
//       async move { let x = x; let __arg1 = __arg1; let P = __arg1; drop_temps(b) } }
//   async { b }   a coroutine: a closure that takes the context of the task
//   e.await       match into_future(e) { mut __awaitee => loop {
//                   match unsafe { poll(Pin::new_unchecked(&mut __awaitee), get_context(task)) } {
//                     Ready(result) => break result,
//                     Pending => {} }
//                   task = yield () } }
//   async |x| b   |x| async { b }, which takes the parameters along
//
// Parameters are moved into the coroutine whether its body names them or not, so that they are
// dropped when and in the order in which a function drops them.
// Source: Reference, "Async functions", "Await expressions".
#include "sema/lower/context.h"

namespace ochre::lower {

using HK = hir::ExprKind;

hir::ExprId OwnerLowering::add_coroutine(hir::Closure closure, hir::TyId output, Span span,
                                         llvm::function_ref<hir::ExprId()> make) {
  BodyScope outer = scope_;
  scope_ = {};
  scope_.in_closure = true;
  scope_.in_async = true;
  hir::FnDecl decl;
  decl.span = closure.decl_span;
  decl.output = output;
  if (output)
    decl.output_span = o.tys[output].span;
  hir::Ty infer;
  infer.kind = hir::TyKind::Infer;
  infer.span = closure.decl_span;
  hir::TyId input = add_ty(infer);
  decl.inputs = o.add_list<hir::TyId>(input);
  closure.decl = o.fn_decls.push(std::move(decl));
  hir::Body body;
  body.kind = hir::BodyKind::Coroutine;
  body.def_id = closure.def_id;
  scope_.task_context =
      binding(sess.intern("_task_context"), closure.decl_span, hir::Mutability::Mut);
  body.params.push_back({scope_.task_context, closure.decl_span, closure.decl_span});
  body.value = make();
  scope_ = outer;
  closure.body = o.bodies.push(std::move(body));
  LocalDefId def = closure.def_id;
  hir::ClosureId id = o.closures.push(closure);
  cx.set_node(def, hir::DefNodeKind::Closure, owner_def, id.raw);
  return add_expr(HK::Closure, span, id.raw);
}

hir::ExprId OwnerLowering::lower_gen(const ast::Expr &expr, const ast::GenExpr &node) {
  if (node.coroutine != ast::CoroutineKind::Async) {
    not_supported_yet(sess, expr.span, "`gen` blocks");
    return err_expr(expr.span);
  }
  hir::Closure closure;
  closure.def_id = cx.res.def_of(node.coroutine_id);
  closure.capture =
      node.capture == ast::CaptureBy::Ref ? hir::CaptureClause::Ref : hir::CaptureClause::Value;
  closure.coroutine = hir::CoroutineKind::AsyncBlock;
  closure.decl_span = node.decl_span;
  return add_coroutine(closure, {}, expr.span,
                       [&] { return block_expr(lower_block(node.block), krate[node.block].span); });
}

/// The parameters of the function itself: names alone, taken apart by statements in the coroutine.
void OwnerLowering::lower_async_params(llvm::ArrayRef<ast::Param> inputs, hir::Body &body,
                                       llvm::SmallVectorImpl<AsyncParam> &out) {
  for (const ast::Param &param : inputs) {
    if (krate[param.ty].kind() == ast::TyKind::CVarArgs)
      continue;
    Span span = krate[param.pat].span;
    const auto *ident = krate[param.pat].get_if<ast::IdentPat>();
    bool simple = ident && !ident->by_ref.is_ref;
    Symbol name =
        simple ? ident->ident.name : sess.intern("__arg" + std::to_string(body.params.size()));
    hir::PatId outer = binding(name, simple ? ident->ident.span : span);
    body.params.push_back({outer, krate[param.ty].span, param.span});
    out.push_back({param.pat, outer, simple});
  }
}

/// `{ let x = x; … drop_temps(user_body) }`
hir::ExprId OwnerLowering::async_body(llvm::ArrayRef<AsyncParam> params, Span span,
                                      llvm::function_ref<hir::ExprId()> make) {
  llvm::SmallVector<hir::StmtId, 8> stmts;
  auto let = [&](hir::PatId pat, hir::PatId from) {
    hir::StmtId stmt = let_stmt(pat, local_path(from, o.pats[from].span), o.pats[pat].span);
    o.lets[hir::LetId(o.stmts[stmt].a)].is_for_desugar = true;
    stmts.push_back(stmt);
  };
  for (const AsyncParam &param : params) {
    hir::PatId from = param.outer;
    if (!param.is_simple) {
      hir::PatId inner = binding(o.pats[from].ident.name, o.pats[from].span);
      let(inner, from);
      from = inner;
    }
    let(lower_pat(param.pat), from);
  }
  hir::ExprId user = make();
  hir::ExprId value = add_expr(HK::DropTemps, o.exprs[user].span, user.raw);
  return block_expr(add_block(stmts, value, span), span);
}

void OwnerLowering::lower_async_fn_body(const ast::FnItem &fn, hir::Body &body) {
  llvm::SmallVector<AsyncParam, 4> params;
  lower_async_params(fn.decl.inputs, body, params);
  Span span = krate[fn.body].span;
  hir::Closure closure;
  closure.def_id = cx.res.def_of(fn.header.coroutine_id);
  closure.capture = hir::CaptureClause::Value;
  closure.coroutine = hir::CoroutineKind::AsyncFn;
  closure.decl_span = span;
  hir::ExprId coroutine = add_coroutine(closure, {}, span, [&] {
    return async_body(params, span, [&] { return block_expr(lower_block(fn.body), span); });
  });
  body.value = block_expr(add_block({}, coroutine, span), span);
}

/// The body of `async |x| b`: a coroutine that holds the parameters.
hir::ExprId OwnerLowering::lower_async_closure_body(const ast::ClosureExpr &node, hir::TyId output,
                                                    hir::Body &outer) {
  llvm::SmallVector<AsyncParam, 4> params;
  lower_async_params(node.decl.inputs, outer, params);
  Span span = krate[node.body].span;
  hir::Closure closure;
  closure.def_id = cx.res.def_of(node.coroutine_id);
  closure.capture =
      node.capture == ast::CaptureBy::Ref ? hir::CaptureClause::Ref : hir::CaptureClause::Value;
  closure.coroutine = hir::CoroutineKind::AsyncClosure;
  closure.decl_span = node.fn_decl_span;
  return add_coroutine(closure, output, span, [&] {
    return async_body(params, span, [&] { return lower_expr(node.body); });
  });
}

hir::TyId OwnerLowering::lower_async_output(const ast::FnHeader &header, const ast::FnDecl &decl) {
  hir::OpaqueTy opaque;
  opaque.def_id = cx.res.def_of(header.return_impl_id);
  opaque.origin = hir::OpaqueTy::AsyncFn;
  opaque.span = decl.output ? krate[decl.output].span : decl.output_span;
  return add_opaque(
      std::move(opaque), header.return_impl_id, [](LocalDefId) { return true; },
      [&](hir::OpaqueTy &out) {
        if (decl.output) {
          out.async_output = lower_ty(decl.output);
          return;
        }
        hir::Ty unit;
        unit.kind = hir::TyKind::Tup;
        unit.span = out.span;
        out.async_output = add_ty(unit);
      });
}

hir::ExprId OwnerLowering::lower_await(const ast::Expr &expr, const ast::AwaitExpr &node) {
  Span span = expr.span;
  Span mark = node.await_span;
  if (!scope_.task_context) {
    error(sess, mark, diag::AwaitOutside)
        .primary_label("only allowed inside `async` functions and blocks")
        .emit();
    lower_expr(node.expr);
    return err_expr(span);
  }
  hir::ExprId future = call_lang(LangItem::IntoFutureIntoFuture, lower_expr(node.expr), mark);
  hir::PatId awaitee = binding(sess.intern("__awaitee"), span, hir::Mutability::Mut);
  hir::ExprId loop = add_expr(HK::Loop, span);
  auto by_unsafe = [&](hir::ExprId inner) {
    hir::BlockId block = add_block({}, inner, span);
    o.blocks[block].rules = hir::BlockRules::UnsafeByCompiler;
    return block_expr(block, span);
  };
  hir::ExprId borrow = add_expr(HK::AddrOf, span, local_path(awaitee, span).raw, UINT32_MAX,
                                UINT32_MAX, UINT32_MAX, static_cast<uint8_t>(hir::BorrowKind::Ref),
                                static_cast<uint8_t>(hir::Mutability::Mut));
  hir::ExprId pinned = by_unsafe(call_lang(LangItem::PinNewUnchecked, borrow, span));
  hir::ExprId context =
      by_unsafe(call_lang(LangItem::GetContext, local_path(scope_.task_context, span), span));
  hir::ExprId poll = call_lang(LangItem::FuturePoll, {pinned, context}, span);

  hir::PatId result = binding(sess.intern("result"), span);
  hir::ExprId stop = add_expr(HK::Break, span, loop.raw, local_path(result, span).raw, UINT32_MAX,
                              UINT32_MAX, static_cast<uint8_t>(hir::BreakTarget::Loop));
  hir::PatId ready = add_pat(hir::PatKind::TupleStruct, span);
  hir::QPathId ready_path = lang_path(LangItem::PollReady, span);
  hir::IdList<hir::PatId> ready_elems = o.add_list<hir::PatId>(result);
  o.pats[ready].path = ready_path;
  o.pats[ready].elems = ready_elems;
  hir::PatId pending = add_pat(hir::PatKind::Path, span);
  o.pats[pending].path = lang_path(LangItem::PollPending, span);
  hir::ExprId nothing = block_expr(add_block({}, {}, span), span);
  hir::ArmId arms[] = {add_arm(ready, stop, span), add_arm(pending, nothing, span)};
  auto arm_list = o.add_list<hir::ArmId>(arms);
  hir::ExprId step = add_expr(HK::Match, span, poll.raw, arm_list.begin, arm_list.count, UINT32_MAX,
                              static_cast<uint8_t>(hir::MatchSource::AwaitDesugar));
  hir::ExprId unit = add_expr(HK::Tup, span, 0, 0);
  hir::ExprId suspend = add_expr(HK::Yield, span, unit.raw);
  uint32_t op = static_cast<uint32_t>(o.op_spans.size());
  o.op_spans.push_back(span);
  hir::ExprId resumed =
      add_expr(HK::Assign, span, local_path(scope_.task_context, span).raw, suspend.raw, op);
  hir::StmtId stmts[] = {expr_stmt(step, hir::StmtKind::Semi, span),
                         expr_stmt(resumed, hir::StmtKind::Semi, span)};
  hir::BlockId body = add_block(stmts, {}, span);
  o.exprs[loop].a = body.raw;
  o.exprs[loop].small = static_cast<uint8_t>(hir::LoopSource::Loop);

  hir::ArmId whole = add_arm(awaitee, loop, span);
  auto whole_list = o.add_list<hir::ArmId>(whole);
  return add_expr(HK::Match, span, future.raw, whole_list.begin, whole_list.count, UINT32_MAX,
                  static_cast<uint8_t>(hir::MatchSource::AwaitDesugar));
}

} // namespace ochre::lower
