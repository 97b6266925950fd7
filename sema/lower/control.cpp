// Blocks, statements, and control flow with its desugarings.
//
//   while c { b }      'l: loop { if c { b } else { break } }
//   for p in e { b }   match into_iter(e) { mut iter => 'l: loop {
//                        match next(&mut iter) { None => break, Some(p) => b } } }
//   e?                 match branch(e) { Continue(val) => val,
//                                        Break(residual) => return from_residual(residual) }
//
// Source: Reference, "Loop expressions", "The question mark operator".
#include "sema/lower/context.h"

namespace ochre::lower {

using HK = hir::ExprKind;

hir::BlockId OwnerLowering::add_block(llvm::ArrayRef<hir::StmtId> stmts, hir::ExprId tail,
                                      Span span) {
  hir::Block block;
  block.stmts = o.add_list<hir::StmtId>(stmts);
  block.tail = tail;
  block.span = span;
  return o.blocks.push(block);
}

hir::ExprId OwnerLowering::block_expr(hir::BlockId block, Span span) {
  return add_expr(HK::Block, span, block.raw);
}

hir::StmtId OwnerLowering::expr_stmt(hir::ExprId expr, hir::StmtKind kind, Span span) {
  return o.stmts.push({kind, expr.raw, span});
}

hir::StmtId OwnerLowering::let_stmt(hir::PatId pat, hir::ExprId init, Span span) {
  hir::LetStmt let;
  let.pat = pat;
  let.init = init;
  let.span = span;
  return o.stmts.push({hir::StmtKind::Let, o.lets.push(let).raw, span});
}

hir::ArmId OwnerLowering::add_arm(hir::PatId pat, hir::ExprId body, Span span) {
  return o.arms.push({pat, {}, body, span});
}

hir::ExprId OwnerLowering::call_lang(LangItem item, llvm::ArrayRef<hir::ExprId> args, Span span) {
  hir::ExprId callee = add_expr(HK::Path, span, lang_path(item, span).raw);
  auto list = o.add_list<hir::ExprId>(args);
  return add_expr(HK::Call, span, callee.raw, list.begin, list.count);
}

hir::ExprId OwnerLowering::local_path(hir::PatId pat, Span span) {
  hir::PathSegment segment;
  segment.ident = {o.pats[pat].ident.name, span};
  segment.res = hir::Res::local_var(pat);
  segment.infer_args = true;
  hir::SegmentId segment_id = o.segments.push(segment);
  hir::QPath qpath;
  qpath.path =
      o.paths.push({hir::Res::local_var(pat), o.add_list<hir::SegmentId>(segment_id), span});
  qpath.span = span;
  return add_expr(HK::Path, span, o.qpaths.push(qpath).raw);
}

// --- Blocks

hir::BlockId OwnerLowering::lower_block(ast::BlockId id, bool targeted) {
  const ast::Block &node = krate[id];
  llvm::SmallVector<hir::StmtId, 16> stmts;
  hir::ExprId tail;
  for (const ast::Stmt &stmt : node.stmts) {
    bool is_last = &stmt == &node.stmts.back();
    if (is_last && stmt.kind == ast::StmtKind::Expr)
      tail = lower_expr(stmt.expr);
    else
      lower_stmt(stmt, stmts);
  }
  hir::Block block;
  block.stmts = o.add_list<hir::StmtId>(stmts);
  block.tail = tail;
  block.span = node.span;
  block.targeted_by_break = targeted;
  block.rules = node.rules == ast::BlockRules::Unsafe           ? hir::BlockRules::Unsafe
                : node.rules == ast::BlockRules::CompilerUnsafe ? hir::BlockRules::UnsafeByCompiler
                                                                : hir::BlockRules::Default;
  return o.blocks.push(block);
}

void OwnerLowering::lower_stmt(const ast::Stmt &stmt, llvm::SmallVectorImpl<hir::StmtId> &out) {
  switch (stmt.kind) {
  case ast::StmtKind::Let: {
    const ast::LetStmt &node = *stmt.let;
    hir::LetStmt let;
    let.span = stmt.span;
    let.is_super = node.is_super;
    // The initialiser does not see the names that it initialises.
    if (node.init)
      let.init = lower_expr(node.init);
    if (node.ty)
      let.ty = lower_ty(node.ty);
    let.pat = lower_pat(node.pat);
    if (node.els)
      let.else_block = lower_block(node.els);
    hir::LetId id = o.lets.push(let);
    attach_attrs(hir::NodeSort::Let, id.raw, stmt.attrs);
    out.push_back(o.stmts.push({hir::StmtKind::Let, id.raw, stmt.span}));
    return;
  }
  case ast::StmtKind::Item: {
    LocalDefId def = cx.lower_item(stmt.item, hir::ItemContext::Module);
    if (def)
      out.push_back(o.stmts.push({hir::StmtKind::Item, def.raw, stmt.span}));
    return;
  }
  case ast::StmtKind::Expr:
    out.push_back(expr_stmt(lower_expr(stmt.expr), hir::StmtKind::Expr, stmt.span));
    return;
  case ast::StmtKind::Semi:
    out.push_back(expr_stmt(lower_expr(stmt.expr), hir::StmtKind::Semi, stmt.span));
    return;
  case ast::StmtKind::Empty:
  case ast::StmtKind::MacCall: return; // reported, if it could not be expanded
  }
}

hir::ExprId OwnerLowering::lower_block_expr(const ast::Expr &expr, const ast::BlockExpr &node) {
  if (!node.label.is_valid())
    return block_expr(lower_block(node.block), expr.span);
  // A labelled block is a target of `break`: its row exists before its content.
  hir::ExprId block = add_expr(HK::Block, expr.span);
  label_targets_[expr.id] = block;
  BodyScope outer = scope_;
  scope_.in_labeled_block = true;
  hir::BlockId body = lower_block(node.block, true);
  scope_ = outer;
  uint32_t label = label_row(node.label);
  o.exprs[block].a = body.raw;
  o.exprs[block].b = label;
  return block;
}

// --- Conditions

bool OwnerLowering::has_let(ast::ExprId cond) const {
  for (;;) {
    const ast::Expr &expr = krate[cond];
    if (expr.kind() == ast::ExprKind::Let)
      return true;
    const auto *binary = expr.get_if<ast::BinaryExpr>();
    if (!binary || binary->op != ast::BinOp::And)
      return false;
    if (has_let(binary->rhs))
      return true;
    cond = binary->lhs;
  }
}

/// The temporaries of a plain condition are dropped before the branch, those of `let` live on.
hir::ExprId OwnerLowering::lower_cond(ast::ExprId cond) {
  const ast::Expr *expr = &krate[cond];
  if (expr->kind() == ast::ExprKind::Let)
    return lower_expr(cond);
  const auto *binary = expr->get_if<ast::BinaryExpr>();
  if (binary && binary->op == ast::BinOp::And && has_let(cond)) {
    hir::ExprId lhs = lower_cond(binary->lhs);
    hir::ExprId rhs = lower_cond(binary->rhs);
    uint32_t op = static_cast<uint32_t>(o.op_spans.size());
    o.op_spans.push_back(binary->op_span);
    return add_expr(HK::Binary, expr->span, lhs.raw, rhs.raw, op, UINT32_MAX,
                    static_cast<uint8_t>(hir::BinOp::And));
  }
  hir::ExprId value = lower_expr(cond);
  return add_expr(HK::DropTemps, o.exprs[value].span, value.raw);
}

/// Chains of `else if` are long: conditions and blocks first, then the nodes from behind.
hir::ExprId OwnerLowering::lower_if(const ast::Expr &first) {
  struct Link {
    const ast::Expr *node;
    hir::ExprId cond;
    hir::ExprId then;
  };
  llvm::SmallVector<Link, 4> links;
  hir::ExprId last;
  const ast::Expr *at = &first;
  for (;;) {
    const auto &node = at->as<ast::IfExpr>();
    hir::ExprId cond = lower_cond(node.cond);
    hir::ExprId then = block_expr(lower_block(node.then_block), krate[node.then_block].span);
    links.push_back({at, cond, then});
    if (!node.else_expr)
      break;
    const ast::Expr *next = &krate[node.else_expr];
    if (next->kind() != ast::ExprKind::If || next->attrs) {
      last = lower_expr(node.else_expr);
      break;
    }
    at = next;
  }
  for (const Link &link : llvm::reverse(links))
    last = add_expr(HK::If, link.node->span, link.cond.raw, link.then.raw, last.raw);
  return last;
}

// --- Loops

uint32_t OwnerLowering::label_row(const ast::Label &label) {
  if (!label.is_valid())
    return UINT32_MAX;
  o.labels.push_back(lower_ident(label.ident));
  return static_cast<uint32_t>(o.labels.size() - 1);
}

/// The loop's row, which `break` may name before its body is done.
hir::ExprId OwnerLowering::start_loop(ast::NodeId node, Span span) {
  hir::ExprId loop = add_expr(HK::Loop, span);
  label_targets_[node] = loop;
  return loop;
}

void OwnerLowering::finish_loop(hir::ExprId loop, hir::BlockId body, hir::LoopSource source,
                                const ast::Label &label) {
  uint32_t row = label_row(label);
  o.exprs[loop].a = body.raw;
  o.exprs[loop].b = row;
  o.exprs[loop].small = static_cast<uint8_t>(source);
}

hir::ExprId OwnerLowering::lower_loop(const ast::Expr &expr, const ast::LoopExpr &node) {
  BodyScope outer = scope_;
  hir::ExprId loop = scope_.current_loop = start_loop(expr.id, expr.span);
  scope_.in_labeled_block = scope_.in_condition = false;
  hir::BlockId body = lower_block(node.body);
  scope_ = outer;
  finish_loop(loop, body, hir::LoopSource::Loop, node.label);
  return loop;
}

hir::ExprId OwnerLowering::lower_while(const ast::Expr &expr, const ast::WhileExpr &node) {
  BodyScope outer = scope_;
  hir::ExprId loop = scope_.current_loop = start_loop(expr.id, expr.span);
  scope_.in_labeled_block = scope_.in_condition = false;
  scope_.in_condition = true;
  hir::ExprId cond = lower_cond(node.cond);
  scope_.in_condition = false;
  Span cond_span = krate[node.cond].span;
  hir::ExprId then = block_expr(lower_block(node.body), krate[node.body].span);
  hir::ExprId stop = add_expr(HK::Break, cond_span, loop.raw, UINT32_MAX, UINT32_MAX, UINT32_MAX,
                              static_cast<uint8_t>(hir::BreakTarget::Loop));
  hir::StmtId stop_stmt = expr_stmt(stop, hir::StmtKind::Semi, cond_span);
  hir::ExprId otherwise = block_expr(add_block(stop_stmt, {}, cond_span), cond_span);
  hir::ExprId branch = add_expr(HK::If, expr.span, cond.raw, then.raw, otherwise.raw);
  scope_ = outer;
  finish_loop(loop, add_block({}, branch, expr.span), hir::LoopSource::While, node.label);
  return loop;
}

hir::ExprId OwnerLowering::lower_for(const ast::Expr &expr, const ast::ForLoopExpr &node) {
  if (node.is_await)
    not_supported_yet(sess, expr.span, "`for await` loops");
  Span head_span = krate[node.iter].span;
  Span pat_span = krate[node.pat].span;
  hir::ExprId head = lower_expr(node.iter);
  hir::ExprId iterator = call_lang(LangItem::IntoIterIntoIter, head, head_span);
  hir::PatId iter = binding(sess.intern("iter"), head_span, hir::Mutability::Mut);

  BodyScope outer = scope_;
  hir::ExprId loop = scope_.current_loop = start_loop(expr.id, expr.span);
  scope_.in_labeled_block = scope_.in_condition = false;
  hir::ExprId borrow = add_expr(HK::AddrOf, head_span, local_path(iter, head_span).raw, UINT32_MAX,
                                UINT32_MAX, UINT32_MAX, static_cast<uint8_t>(hir::BorrowKind::Ref),
                                static_cast<uint8_t>(hir::Mutability::Mut));
  hir::ExprId next = call_lang(LangItem::IteratorNext, borrow, head_span);
  hir::ExprId stop = add_expr(HK::Break, expr.span, loop.raw, UINT32_MAX, UINT32_MAX, UINT32_MAX,
                              static_cast<uint8_t>(hir::BreakTarget::Loop));
  hir::PatId none = add_pat(hir::PatKind::Path, expr.span);
  o.pats[none].path = lang_path(LangItem::OptionNone, expr.span);
  hir::PatId item = lower_pat(node.pat);
  hir::PatId some = add_pat(hir::PatKind::TupleStruct, pat_span);
  hir::QPathId some_path = lang_path(LangItem::OptionSome, pat_span);
  hir::IdList<hir::PatId> item_list = o.add_list<hir::PatId>(item);
  o.pats[some].path = some_path;
  o.pats[some].elems = item_list;
  hir::ExprId body = block_expr(lower_block(node.body), krate[node.body].span);
  hir::ArmId arms[] = {add_arm(none, stop, expr.span), add_arm(some, body, expr.span)};
  auto arm_list = o.add_list<hir::ArmId>(arms);
  hir::ExprId step = add_expr(HK::Match, expr.span, next.raw, arm_list.begin, arm_list.count,
                              UINT32_MAX, static_cast<uint8_t>(hir::MatchSource::ForLoopDesugar));
  hir::StmtId step_stmt = expr_stmt(step, hir::StmtKind::Expr, expr.span);
  scope_ = outer;
  finish_loop(loop, add_block(step_stmt, {}, expr.span), hir::LoopSource::ForLoop, node.label);

  hir::ArmId whole = add_arm(iter, loop, expr.span);
  auto whole_list = o.add_list<hir::ArmId>(whole);
  return add_expr(HK::Match, expr.span, iterator.raw, whole_list.begin, whole_list.count,
                  UINT32_MAX, static_cast<uint8_t>(hir::MatchSource::ForLoopDesugar));
}

bool OwnerLowering::check_jump(Span span, llvm::StringRef what) {
  bool is_break = what == "break";
  if (scope_.in_labeled_block) {
    error(sess, span, diag::UnlabeledInBlock, what).emit();
    return true;
  }
  if (scope_.in_condition) {
    error(sess, span, diag::JumpInCondition).emit();
    return true;
  }
  if (scope_.current_loop)
    return false;
  if (scope_.in_async)
    error(sess, span, diag::JumpInAsync, what)
        .primary_label(("cannot `" + what + "` inside `async` block").str())
        .emit();
  else if (scope_.in_closure)
    error(sess, span, diag::JumpInClosure, what).emit();
  else
    error(sess, span, is_break ? diag::BreakOutsideLoop : diag::ContinueOutsideLoop).emit();
  return true;
}

hir::ExprId OwnerLowering::lower_break(const ast::Expr &expr, const ast::BreakExpr &node) {
  hir::ExprId target = scope_.current_loop;
  auto kind = hir::BreakTarget::Loop;
  if (node.label.is_valid()) {
    auto labelled = cx.res.label_targets.find(expr.id);
    auto found = labelled == cx.res.label_targets.end() ? label_targets_.end()
                                                        : label_targets_.find(labelled->second);
    target = found == label_targets_.end() ? hir::ExprId() : found->second;
    if (target && o.exprs[target].kind == HK::Block)
      kind = hir::BreakTarget::Block;
  }
  if (!node.label.is_valid() && check_jump(expr.span, "break"))
    target = {};
  if (!target)
    kind = hir::BreakTarget::Error;
  hir::ExprId value = node.value ? lower_expr(node.value) : hir::ExprId();
  return add_expr(HK::Break, expr.span, target.raw, value.raw, UINT32_MAX, UINT32_MAX,
                  static_cast<uint8_t>(kind));
}

hir::ExprId OwnerLowering::lower_continue(const ast::Expr &expr, const ast::ContinueExpr &node) {
  hir::ExprId target = scope_.current_loop;
  if (node.label.is_valid()) {
    auto labelled = cx.res.label_targets.find(expr.id);
    auto found = labelled == cx.res.label_targets.end() ? label_targets_.end()
                                                        : label_targets_.find(labelled->second);
    target = found == label_targets_.end() ? hir::ExprId() : found->second;
  }
  if (!node.label.is_valid() && check_jump(expr.span, "continue"))
    target = {};
  if (target && o.exprs[target].kind == HK::Block) {
    error(sess, expr.span, diag::ContinueToBlock).emit();
    target = {};
  }
  auto kind = target ? hir::BreakTarget::Loop : hir::BreakTarget::Error;
  return add_expr(HK::Continue, expr.span, target.raw, UINT32_MAX, UINT32_MAX, UINT32_MAX,
                  static_cast<uint8_t>(kind));
}

// --- `match` and `?`

hir::ExprId OwnerLowering::lower_match(const ast::Expr &expr, const ast::MatchExpr &node) {
  hir::ExprId scrutinee = lower_expr(node.scrutinee);
  llvm::SmallVector<hir::ArmId, 8> arms;
  for (const ast::Arm &each : node.arms) {
    hir::Arm arm;
    arm.span = each.span;
    arm.pat = lower_pat(each.pat);
    if (each.guard)
      arm.guard = lower_expr(each.guard);
    if (each.body) {
      arm.body = lower_expr(each.body);
    } else {
      not_supported_yet(sess, each.span, "arms without a body");
      arm.body = err_expr(each.span);
    }
    hir::ArmId id = o.arms.push(arm);
    attach_attrs(hir::NodeSort::Arm, id.raw, each.attrs);
    arms.push_back(id);
  }
  auto list = o.add_list<hir::ArmId>(arms);
  auto source = node.is_postfix ? hir::MatchSource::Postfix : hir::MatchSource::Normal;
  return add_expr(HK::Match, expr.span, scrutinee.raw, list.begin, list.count, UINT32_MAX,
                  static_cast<uint8_t>(source));
}

hir::ExprId OwnerLowering::lower_try(const ast::Expr &expr, const ast::TryExpr &node) {
  Span span = expr.span;
  // The mark itself is what errors point at.
  Span mark{span.hi > span.lo ? span.hi - 1 : span.lo, span.hi, span.ctxt};
  hir::ExprId inner = lower_expr(node.inner);
  hir::ExprId branch = call_lang(LangItem::TryTraitBranch, inner, mark);
  auto variant = [&](LangItem item, hir::PatId field) {
    hir::QPathId path = lang_path(item, mark);
    auto elems = o.add_list<hir::PatId>(field);
    hir::PatId pat = add_pat(hir::PatKind::TupleStruct, mark);
    o.pats[pat].path = path;
    o.pats[pat].elems = elems;
    return pat;
  };
  hir::PatId value = binding(sess.intern("val"), span);
  hir::PatId proceed = variant(LangItem::ControlFlowContinue, value);
  hir::ArmId first = add_arm(proceed, local_path(value, span), span);
  hir::PatId residual = binding(sess.intern("residual"), mark);
  hir::PatId stop = variant(LangItem::ControlFlowBreak, residual);
  hir::ExprId converted =
      call_lang(LangItem::TryTraitFromResidual, local_path(residual, mark), mark);
  hir::ExprId ret = add_expr(HK::Ret, mark, converted.raw);
  hir::ArmId arms[] = {first, add_arm(stop, ret, mark)};
  auto list = o.add_list<hir::ArmId>(arms);
  return add_expr(HK::Match, span, branch.raw, list.begin, list.count, UINT32_MAX,
                  static_cast<uint8_t>(hir::MatchSource::TryDesugar));
}

} // namespace ochre::lower
