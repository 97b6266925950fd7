#include "sema/hir/walk.h"

namespace ochre::hir {
namespace {

struct Walker {
  const Owner &nodes;
  WalkClosures closures;
  Children &out;

  void expr(ExprId id) {
    if (id.is_valid())
      out.exprs.push_back(id);
  }
  void list(IdList<ExprId> ids) {
    for (ExprId id : nodes.list(ids))
      expr(id);
  }
  void block(BlockId id) {
    if (!id.is_valid())
      return;
    const Block &block = nodes.blocks[id];
    for (StmtId stmt_id : nodes.list(block.stmts)) {
      const Stmt &stmt = nodes.stmts[stmt_id];
      switch (stmt.kind) {
      case StmtKind::Item: break;
      case StmtKind::Expr:
      case StmtKind::Semi: expr(ExprId(stmt.a)); break;
      case StmtKind::Let: let(nodes.lets[LetId(stmt.a)]); break;
      }
    }
    expr(block.tail);
  }
  void let(const LetStmt &let) {
    expr(let.init);
    out.pats.push_back(let.pat);
    block(let.else_block);
  }
  void body(BodyId id) {
    const Body &body = nodes.bodies[id];
    for (const Param &param : body.params)
      out.pats.push_back(param.pat);
    expr(body.value);
  }
  void arms(IdList<ArmId> ids) {
    for (ArmId id : nodes.list(ids)) {
      const Arm &arm = nodes.arms[id];
      out.pats.push_back(arm.pat);
      expr(arm.guard);
      expr(arm.body);
    }
  }
  void inline_asm(const InlineAsm &inline_asm) {
    for (const AsmOperand &operand : inline_asm.operands) {
      expr(operand.in);
      expr(operand.out);
      block(operand.label);
    }
  }

  void visit(const Expr &e) {
    switch (e.kind) {
    case ExprKind::Err:
    case ExprKind::Lit:
    case ExprKind::Path:
    case ExprKind::Continue:
    case ExprKind::OffsetOf: break;
    case ExprKind::Array:
    case ExprKind::Tup: list(e.elems()); break;
    case ExprKind::ConstBlock: body(BodyId(e.a)); break;
    case ExprKind::Call:
    case ExprKind::MethodCall:
      expr(e.lhs());
      list(e.args());
      break;
    case ExprKind::Binary:
    case ExprKind::AssignOp:
    case ExprKind::Assign:
    case ExprKind::Index:
      expr(e.lhs());
      expr(e.rhs());
      break;
    case ExprKind::Repeat:
    case ExprKind::Unary:
    case ExprKind::Cast:
    case ExprKind::DropTemps:
    case ExprKind::Field:
    case ExprKind::AddrOf:
    case ExprKind::Yield:
    case ExprKind::Ret: expr(ExprId(e.a)); break;
    case ExprKind::Let:
      expr(ExprId(e.b));
      out.pats.push_back(PatId(e.a));
      break;
    case ExprKind::If:
      expr(ExprId(e.a));
      expr(ExprId(e.b));
      expr(ExprId(e.c));
      break;
    case ExprKind::Loop:
    case ExprKind::Block: block(e.block()); break;
    case ExprKind::Match:
      expr(e.lhs());
      arms(e.arms());
      break;
    case ExprKind::Closure:
      if (closures == WalkClosures::Yes)
        body(nodes.closures[ClosureId(e.a)].body);
      break;
    case ExprKind::Break: expr(e.value()); break;
    case ExprKind::Struct:
      for (FieldExprId id : nodes.list(e.fields()))
        expr(nodes.field_exprs[id].expr);
      if (static_cast<StructBase>(e.small) == StructBase::Expr)
        expr(e.base());
      break;
    case ExprKind::InlineAsm: inline_asm(nodes.asms[AsmId(e.a)]); break;
    case ExprKind::FormatArgs:
      for (ExprId arg : nodes.format_args[FormatArgsId(e.a)].args)
        expr(arg);
      break;
    }
  }
};

} // namespace

void children_of(const Owner &nodes, ExprId id, WalkClosures closures, Children &out) {
  Walker{nodes, closures, out}.visit(nodes.exprs[id]);
}

void children_of(const Owner &nodes, PatId id, Children &out) {
  const Pat &pat = nodes.pats[id];
  for (ExprId expr : {pat.lo, pat.hi})
    if (expr.is_valid())
      out.exprs.push_back(expr);
  if (pat.sub.is_valid())
    out.pats.push_back(pat.sub);
  llvm::ArrayRef<PatId> elems = nodes.list(pat.elems);
  for (uint32_t i = 0; i <= elems.size(); ++i) {
    if (i == pat.dots && pat.slice_rest.is_valid())
      out.pats.push_back(pat.slice_rest);
    if (i < elems.size())
      out.pats.push_back(elems[i]);
  }
  for (FieldPatId field : nodes.list(pat.fields))
    out.pats.push_back(nodes.field_pats[field].pat);
}

void bindings_of(const Owner &nodes, PatId id, llvm::SmallVectorImpl<PatId> &out) {
  llvm::SmallVector<PatId, 8> stack{id};
  while (!stack.empty()) {
    PatId at = stack.pop_back_val();
    if (nodes.pats[at].kind == PatKind::Binding)
      out.push_back(at);
    Children children;
    children_of(nodes, at, children);
    stack.append(children.pats.rbegin(), children.pats.rend());
  }
}

} // namespace ochre::hir
