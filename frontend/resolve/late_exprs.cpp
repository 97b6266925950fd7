// Expressions, statements, blocks and labels.

#include "frontend/resolve/late_impl.h"

#include "llvm/Support/SaveAndRestore.h"

namespace ochre::resolve {

using ast::ExprKind;

void Late::visit_expr(ast::ExprId id) { resolve_expr(id, false); }

void Late::resolve_expr(ast::ExprId id, bool is_callee) {
  ast::Expr &expr = krate[id];
  visit_attrs(expr.attrs);
  switch (expr.kind()) {
  case ExprKind::Path: {
    auto &node = expr.as<ast::PathExpr>();
    if (auto given = cx.given_paths.find(expr.id); given != cx.given_paths.end()) {
      DefId item = cx.defs.to_def_id(cx.out.def_of(given->second));
      record_path(expr.id, {Res::def(cx.defs.kind(item), item), 0});
      break;
    }
    smart_resolve(expr.id, node.qself, node.path,
                  is_callee ? PathSource::Callee : PathSource::Expr);
    break;
  }
  case ExprKind::Call:
    resolve_expr(expr.as<ast::CallExpr>().callee, true);
    move_legacy_consts(expr.as<ast::CallExpr>());
    visit_exprs(expr.as<ast::CallExpr>().args);
    break;
  case ExprKind::MethodCall: {
    auto &node = expr.as<ast::MethodCallExpr>();
    visit_expr(node.receiver);
    note_method_traits(expr.id, node.segment.ident.name, Namespace::Value);
    visit_segment(node.segment);
    visit_exprs(node.args);
    break;
  }
  case ExprKind::Struct: resolve_struct_expr(expr); break;
  case ExprKind::Break:
    resolve_label(expr.as<ast::BreakExpr>().label, expr.id);
    maybe_expr(expr.as<ast::BreakExpr>().value);
    break;
  case ExprKind::Continue: resolve_label(expr.as<ast::ContinueExpr>().label, expr.id); break;
  case ExprKind::Let:
    visit_expr(expr.as<ast::LetExpr>().scrutinee);
    resolve_top_pat(expr.as<ast::LetExpr>().pat, PatSource::Let);
    break;
  case ExprKind::If: {
    auto &node = expr.as<ast::IfExpr>();
    with_rib(Namespace::Value, RibKind::Normal, [&] {
      visit_expr(node.cond);
      visit_block(node.then_block);
    });
    maybe_expr(node.else_expr);
    break;
  }
  case ExprKind::While:
  case ExprKind::ForLoop:
  case ExprKind::Loop: resolve_loop(expr); break;
  case ExprKind::Block:
    with_label(expr.as<ast::BlockExpr>().label, expr.id,
               [&] { visit_block(expr.as<ast::BlockExpr>().block); });
    break;
  case ExprKind::Closure: resolve_closure(expr); break;
  case ExprKind::Gen:
    with_label_barrier([&] { visit_block(expr.as<ast::GenExpr>().block); });
    break;
  case ExprKind::Repeat:
    visit_expr(expr.as<ast::RepeatExpr>().elem);
    {
      // The length of a value may name what differs only in lifetimes.
      llvm::SaveAndRestore<bool> names_params(self_names_params, self_has_non_lifetimes);
      resolve_anon_const(expr.as<ast::RepeatExpr>().len, RibKind::AnonConst);
    }
    break;
  case ExprKind::ConstBlock:
    resolve_anon_const(expr.as<ast::ConstBlockExpr>().body, RibKind::Const);
    break;
  case ExprKind::Cast:
    visit_expr(expr.as<ast::CastExpr>().expr);
    visit_ty(expr.as<ast::CastExpr>().ty);
    break;
  case ExprKind::Array:
  case ExprKind::Tup:
  case ExprKind::Binary:
  case ExprKind::Unary:
  case ExprKind::Lit:
  case ExprKind::TypeAscription:
  case ExprKind::Match:
  case ExprKind::Await:
  case ExprKind::Use:
  case ExprKind::TryBlock:
  case ExprKind::Assign:
  case ExprKind::AssignOp:
  case ExprKind::Field:
  case ExprKind::Index:
  case ExprKind::Range:
  case ExprKind::Underscore:
  case ExprKind::AddrOf:
  case ExprKind::Ret:
  case ExprKind::Paren:
  case ExprKind::Try:
  case ExprKind::Yield:
  case ExprKind::Yeet:
  case ExprKind::Become:
  case ExprKind::MacCall:
  case ExprKind::InlineAsm:
  case ExprKind::OffsetOf:
  case ExprKind::FormatArgs:
  case ExprKind::IncludedBytes:
  case ExprKind::Error:
    walk_expr(id); // no names of their own
    break;
  }
}

void Late::resolve_struct_expr(ast::Expr &expr) {
  auto &node = expr.as<ast::StructExpr>();
  smart_resolve(expr.id, node.qself, node.path, PathSource::Struct);
  for (ast::ExprField &field : node.fields)
    visit_expr_field(field);
  maybe_expr(node.base);
}

void Late::resolve_loop(ast::Expr &expr) {
  if (auto *node = expr.get_if<ast::WhileExpr>()) {
    with_label(node->label, expr.id, [&] {
      with_rib(Namespace::Value, RibKind::Normal, [&] {
        visit_expr(node->cond);
        visit_block(node->body);
      });
    });
  } else if (auto *loop = expr.get_if<ast::ForLoopExpr>()) {
    visit_expr(loop->iter);
    with_rib(Namespace::Value, RibKind::Normal, [&] {
      resolve_top_pat(loop->pat, PatSource::For);
      with_label(loop->label, expr.id, [&] { visit_block(loop->body); });
    });
  } else {
    auto &endless = expr.as<ast::LoopExpr>();
    with_label(endless.label, expr.id, [&] { visit_block(endless.body); });
  }
}

void Late::resolve_closure(ast::Expr &expr) {
  auto &closure = expr.as<ast::ClosureExpr>();
  LocalDefId outer_def = current_def;
  current_def = cx.out.def_of(expr.id);
  // `|x: &u8|` holds for any lifetime of the argument; one elided in the result is inferred.
  LifetimeRib inputs;
  LifetimeRib output;
  if (closure.has_binder) {
    inputs.kind = output.kind = LifetimeRibKind::ReportError;
  } else {
    inputs.kind = LifetimeRibKind::CreateParam;
    inputs.binder = expr.id;
    inputs.binder_def = current_def;
    output.kind = LifetimeRibKind::Elided;
    output.res = {LifetimeResKind::Infer, {}};
  }
  with_bound_params(closure.bound_params, [&] {
    with_rib(Namespace::Value, RibKind::Normal, [&] {
      with_label_barrier([&] {
        with_lifetime_rib(inputs, [&] { resolve_params(closure.decl.inputs, true); });
        with_lifetime_rib(output, [&] { maybe_ty(closure.decl.output); });
        with_elided(LifetimeResKind::Infer, [&] { visit_expr(closure.body); });
      });
    });
  });
  current_def = outer_def;
}

void Late::visit_block(ast::BlockId id) { resolve_block(id); }

void Late::resolve_block(ast::BlockId id) {
  ast::Block &block = krate[id];
  ModuleId outer = scope.module;
  size_t value_depth = value_ribs.size();
  size_t type_depth = type_ribs.size();
  size_t label_depth = label_ribs.size();
  auto it = cx.block_modules.find(block.id);
  if (it != cx.block_modules.end()) {
    value_ribs.push_back({RibKind::Module, false, it->second, {}, {}});
    type_ribs.push_back({RibKind::Module, false, it->second, {}, {}});
    scope.module = it->second;
  }
  value_ribs.push_back({RibKind::Normal, false, {}, {}, {}});
  for (ast::Stmt &stmt : block.stmts) {
    if (stmt.kind == ast::StmtKind::Item && krate[stmt.item].kind() == ast::ItemKind::MacroDef &&
        krate[stmt.item].as<ast::MacroDefItem>().is_macro_rules) {
      DefId macro = cx.defs.to_def_id(cx.out.def_of(krate[stmt.item].id));
      value_ribs.push_back({RibKind::MacroDef, false, {}, macro, {}});
      label_ribs.push_back({LabelRib::MacroDef, {}, {}, macro});
      continue;
    }
    visit_stmt(stmt);
  }
  scope.module = outer;
  value_ribs.resize(value_depth);
  type_ribs.resize(type_depth);
  label_ribs.resize(label_depth);
}

void Late::visit_local(ast::Stmt &stmt) {
  visit_attrs(stmt.attrs);
  ast::LetStmt &let = *stmt.let;
  maybe_ty(let.ty);
  maybe_expr(let.init);
  maybe_block(let.els);
  resolve_top_pat(let.pat, PatSource::Let);
}

void Late::visit_arm(ast::Arm &arm) {
  visit_attrs(arm.attrs);
  with_rib(Namespace::Value, RibKind::Normal, [&] {
    resolve_top_pat(arm.pat, PatSource::Match);
    maybe_expr(arm.guard);
    maybe_expr(arm.body);
  });
}

void Late::visit_asm(ast::InlineAsm &assembly) {
  for (ast::AsmOperand &operand : assembly.operands) {
    maybe_expr(operand.expr);
    maybe_expr(operand.out_expr);
    if (operand.constant.is_valid())
      resolve_anon_const(operand.constant, RibKind::Const);
    if (operand.kind == ast::AsmOperandKind::Sym)
      with_rib(Namespace::Value, RibKind::AsmSym, [&] {
        smart_resolve(operand.sym_id, operand.sym_qself, *operand.sym_path, PathSource::Expr);
      });
    maybe_block(operand.label_block);
  }
}

template <class F>
void Late::with_label(const ast::Label &label, ast::NodeId target, F inside) {
  if (label.is_valid())
    label_ribs.push_back({LabelRib::Label, label.ident, target, {}});
  inside();
  if (label.is_valid())
    label_ribs.pop_back();
}

void Late::resolve_label(const ast::Label &label, ast::NodeId node) {
  if (!label.is_valid())
    return;
  const HygieneTable &hygiene = cx.sess.hygiene;
  SyntaxContext ctxt = hygiene.normalize_to_macro_rules(label.ident.span.ctxt);
  bool is_reachable = true;
  std::vector<Symbol> names;
  for (size_t i = label_ribs.size(); i-- > 0;) {
    const LabelRib &rib = label_ribs[i];
    switch (rib.kind) {
    case LabelRib::Barrier: is_reachable = false; break;
    case LabelRib::MacroDef:
      if (ctxt != kRootContext &&
          hygiene.expn(hygiene.outer_expn(ctxt)).macro_def_id == rib.macro.raw)
        ctxt = hygiene.parent(ctxt);
      break;
    case LabelRib::Label:
      if (is_reachable)
        names.push_back(rib.ident.name);
      if (rib.ident.name != label.ident.name ||
          hygiene.normalize_to_macro_rules(rib.ident.span.ctxt) != ctxt)
        break;
      if (is_reachable) {
        cx.out.label_targets[node] = rib.target;
        used_labels.insert(rib.target);
        return;
      }
      error(cx.sess, label.ident.span, diag::UnreachableLabel, label.ident.name)
          .primary_label(("unreachable label `" + cx.sess.str(label.ident.name) + "`").str())
          .label(rib.ident.span, "unreachable label defined here")
          .note("labels are unreachable through functions, closures, async blocks and modules")
          .emit();
      return;
    }
  }
  auto builder = error(cx.sess, label.ident.span, diag::UndeclaredLabel, label.ident.name);
  builder.primary_label(("undeclared label `" + cx.sess.str(label.ident.name) + "`").str());
  if (Symbol best = find_best_match(cx, names, label.ident.name))
    builder.suggest(label.ident.span, cx.sess.str(best),
                    "a label with a similar name is reachable");
  builder.emit();
}

void Late::note_method_traits(ast::NodeId node, Symbol name, Namespace ns) {
  cx.out.trait_uses[node] = traits_in_scope(cx, scope.module, current_trait, name, ns);
}

void Late::resolve_fn_body(ast::FnItem &fn) {
  if (!fn.body)
    return;
  with_elided(LifetimeResKind::Infer, [&] { visit_block(fn.body); });
}

} // namespace ochre::resolve
