#include "frontend/ast/printer.h"

namespace ochre::ast {

void Printer::label(const Label &label) {
  if (!label.is_valid())
    return;
  name(label.ident);
  out_ << ' ';
}

void Printer::mac(const MacCall &mac) {
  path(nullptr, mac.path);
  out_ << '!' << lex::to_string(lex::open_kind(mac.delim)) << lex::to_string(interner_, mac.tokens)
       << lex::to_string(lex::close_kind(mac.delim));
}

void Printer::exprs(llvm::ArrayRef<ExprId> list) {
  for (ExprId id : list) {
    out_ << ' ';
    expr(id);
  }
}

void Printer::expr(ExprId id) {
  if (!id) {
    out_ << '-';
    return;
  }
  attrs(krate_[id].attrs);
  expr_kind(krate_[id]);
}

void Printer::closure(const ClosureExpr &closure) {
  out_ << "(closure ";
  if (closure.has_binder) {
    out_ << "for";
    params(closure.bound_params);
    out_ << ' ';
  }
  out_ << (closure.is_const ? "const " : "") << (closure.is_static ? "static " : "")
       << (closure.coroutine == CoroutineKind::Async ? "async " : "")
       << (closure.capture == CaptureBy::Value ? "move " : "");
  fn_decl(closure.decl);
  out_ << ' ';
  expr(closure.body);
  out_ << ')';
}

void Printer::arm(const Arm &arm) {
  out_ << " (";
  attrs(arm.attrs);
  pat(arm.pat);
  if (arm.guard) {
    out_ << " if ";
    expr(arm.guard);
  }
  out_ << " => ";
  expr(arm.body);
  out_ << ')';
}

void Printer::struct_expr(const StructExpr &node) {
  out_ << "(struct ";
  path(node.qself, node.path);
  for (const ExprField &field : node.fields) {
    out_ << ' ';
    attrs(field.attrs);
    name(field.ident);
    if (!field.is_shorthand) {
      out_ << ": ";
      expr(field.expr);
    }
  }
  switch (node.rest) {
  case StructRestKind::None: break;
  case StructRestKind::Rest: out_ << " .."; break;
  case StructRestKind::Base:
    out_ << " ..";
    expr(node.base);
    break;
  }
  out_ << ')';
}

void Printer::format_args(const FormatArgsExpr &node) {
  out_ << "(format_args";
  for (const FormatPiece &piece : node.pieces) {
    if (piece.is_placeholder) {
      out_ << " {" << piece.argument << '}';
    } else {
      out_ << " \"";
      out_.write_escaped(str(piece.text)) << '"';
    }
  }
  for (const FormatArgument &arg : node.args) {
    out_ << ' ';
    expr(arg.expr);
  }
  out_ << ')';
}

void Printer::expr_kind(const Expr &node) {
  auto open = [&](llvm::StringRef head) { out_ << '(' << head; };
  auto sub = [&](ExprId id) {
    out_ << ' ';
    expr(id);
  };
  switch (node.kind()) {
  case ExprKind::Array:
    open("array");
    exprs(node.as<ArrayExpr>().elems);
    break;
  case ExprKind::ConstBlock:
    open("const");
    sub(node.as<ConstBlockExpr>().body.value);
    break;
  case ExprKind::Call:
    open("call");
    sub(node.as<CallExpr>().callee);
    exprs(node.as<CallExpr>().args);
    break;
  case ExprKind::MethodCall:
    open("method ");
    segment(node.as<MethodCallExpr>().segment);
    sub(node.as<MethodCallExpr>().receiver);
    exprs(node.as<MethodCallExpr>().args);
    break;
  case ExprKind::Tup:
    open("tuple");
    exprs(node.as<TupExpr>().elems);
    break;
  case ExprKind::Binary:
    open(to_string(node.as<BinaryExpr>().op));
    sub(node.as<BinaryExpr>().lhs);
    sub(node.as<BinaryExpr>().rhs);
    break;
  case ExprKind::Unary:
    open(to_string(node.as<UnaryExpr>().op));
    sub(node.as<UnaryExpr>().operand);
    break;
  case ExprKind::Lit:
    if (node.as<LitExpr>().is_value) {
      out_ << "(value \"";
      out_.write_escaped(str(node.as<LitExpr>().text)) << "\")";
    } else {
      out_ << str(node.as<LitExpr>().text);
    }
    return;
  case ExprKind::Cast:
    open("as");
    sub(node.as<CastExpr>().expr);
    out_ << ' ';
    ty(node.as<CastExpr>().ty);
    break;
  case ExprKind::TypeAscription:
    open("ascribe");
    sub(node.as<TypeAscriptionExpr>().expr);
    out_ << ' ';
    ty(node.as<TypeAscriptionExpr>().ty);
    break;
  case ExprKind::Let:
    open("let ");
    pat(node.as<LetExpr>().pat);
    sub(node.as<LetExpr>().scrutinee);
    break;
  case ExprKind::If:
    open("if");
    sub(node.as<IfExpr>().cond);
    out_ << ' ';
    block(node.as<IfExpr>().then_block);
    if (node.as<IfExpr>().else_expr)
      sub(node.as<IfExpr>().else_expr);
    break;
  case ExprKind::While:
    open("while ");
    label(node.as<WhileExpr>().label);
    expr(node.as<WhileExpr>().cond);
    out_ << ' ';
    block(node.as<WhileExpr>().body);
    break;
  case ExprKind::ForLoop:
    open(node.as<ForLoopExpr>().is_await ? "for await " : "for ");
    label(node.as<ForLoopExpr>().label);
    pat(node.as<ForLoopExpr>().pat);
    sub(node.as<ForLoopExpr>().iter);
    out_ << ' ';
    block(node.as<ForLoopExpr>().body);
    break;
  case ExprKind::Loop:
    open("loop ");
    label(node.as<LoopExpr>().label);
    block(node.as<LoopExpr>().body);
    break;
  case ExprKind::Match:
    open("match");
    sub(node.as<MatchExpr>().scrutinee);
    for (const Arm &each : node.as<MatchExpr>().arms)
      arm(each);
    break;
  case ExprKind::Closure: return closure(node.as<ClosureExpr>());
  case ExprKind::Block: label(node.as<BlockExpr>().label); return block(node.as<BlockExpr>().block);
  case ExprKind::Gen: {
    const auto &gen = node.as<GenExpr>();
    open(gen.coroutine == CoroutineKind::Async ? "async " : "gen ");
    out_ << (gen.capture == CaptureBy::Value ? "move " : "");
    block(gen.block);
    break;
  }
  case ExprKind::Await:
    open("await");
    sub(node.as<AwaitExpr>().expr);
    break;
  case ExprKind::Use:
    open("use");
    sub(node.as<UseExpr>().expr);
    break;
  case ExprKind::TryBlock:
    open("try ");
    block(node.as<TryBlockExpr>().block);
    break;
  case ExprKind::Assign:
    open("=");
    sub(node.as<AssignExpr>().lhs);
    sub(node.as<AssignExpr>().rhs);
    break;
  case ExprKind::AssignOp:
    open(to_string(node.as<AssignOpExpr>().op));
    out_ << '=';
    sub(node.as<AssignOpExpr>().lhs);
    sub(node.as<AssignOpExpr>().rhs);
    break;
  case ExprKind::Field:
    open(".");
    name(node.as<FieldExpr>().ident);
    sub(node.as<FieldExpr>().expr);
    break;
  case ExprKind::Index:
    open("index");
    sub(node.as<IndexExpr>().expr);
    sub(node.as<IndexExpr>().index);
    break;
  case ExprKind::Range:
    open(node.as<RangeExpr>().is_inclusive ? "..=" : "..");
    sub(node.as<RangeExpr>().lo);
    sub(node.as<RangeExpr>().hi);
    break;
  case ExprKind::Underscore: out_ << '_'; return;
  case ExprKind::Path: return path(node.as<PathExpr>().qself, node.as<PathExpr>().path);
  case ExprKind::AddrOf: {
    const auto &borrow = node.as<AddrOfExpr>();
    bool is_mut = borrow.mutbl == Mutability::Mut;
    switch (borrow.borrow) {
    case BorrowKind::Ref: open(is_mut ? "&mut" : "&"); break;
    case BorrowKind::Raw: open(is_mut ? "&raw mut" : "&raw const"); break;
    case BorrowKind::Pin: open(is_mut ? "&pin mut" : "&pin const"); break;
    }
    sub(borrow.expr);
    break;
  }
  case ExprKind::Break:
    open("break ");
    label(node.as<BreakExpr>().label);
    expr(node.as<BreakExpr>().value);
    break;
  case ExprKind::Continue:
    open("continue ");
    label(node.as<ContinueExpr>().label);
    break;
  case ExprKind::Ret:
    open("return");
    sub(node.as<RetExpr>().value);
    break;
  case ExprKind::Struct: return struct_expr(node.as<StructExpr>());
  case ExprKind::Repeat:
    open("repeat");
    sub(node.as<RepeatExpr>().elem);
    sub(node.as<RepeatExpr>().len.value);
    break;
  case ExprKind::Paren:
    open("paren");
    sub(node.as<ParenExpr>().inner);
    break;
  case ExprKind::Try:
    open("?");
    sub(node.as<TryExpr>().inner);
    break;
  case ExprKind::Yield:
    open("yield");
    sub(node.as<YieldExpr>().value);
    break;
  case ExprKind::Yeet:
    open("yeet");
    sub(node.as<YeetExpr>().value);
    break;
  case ExprKind::Become:
    open("become");
    sub(node.as<BecomeExpr>().call);
    break;
  case ExprKind::MacCall: return mac(*node.as<MacCallExpr>().mac);
  case ExprKind::InlineAsm:
    open("asm");
    for (const AsmOperand &operand : node.as<InlineAsmExpr>().assembly->operands)
      sub(operand.expr);
    break;
  case ExprKind::OffsetOf:
    open("offset_of ");
    ty(node.as<OffsetOfExpr>().container);
    for (const Ident &field : node.as<OffsetOfExpr>().fields) {
      out_ << " .";
      name(field);
    }
    break;
  case ExprKind::FormatArgs: return format_args(node.as<FormatArgsExpr>());
  case ExprKind::IncludedBytes:
    open("included_bytes ");
    out_ << node.as<IncludedBytesExpr>().bytes.size();
    break;
  case ExprKind::Error: out_ << "<error>"; return;
  }
  out_ << ')';
}

void Printer::pats(llvm::ArrayRef<PatId> list) {
  for (PatId id : list) {
    out_ << ' ';
    pat(id);
  }
}

void Printer::pat(PatId id) {
  if (!id) {
    out_ << '-';
    return;
  }
  pat_kind(krate_[id]);
}

void Printer::pat_kind(const Pat &node) {
  auto open = [&](llvm::StringRef head) { out_ << '(' << head; };
  switch (node.kind()) {
  case PatKind::Wild: out_ << '_'; return;
  case PatKind::Ident: {
    const auto &ident = node.as<IdentPat>();
    out_ << (ident.mutbl == Mutability::Mut ? "mut " : "") << (ident.by_ref.is_ref ? "ref " : "")
         << (ident.by_ref.ref_mutbl == Mutability::Mut ? "mut " : "");
    name(ident.ident);
    if (ident.sub) {
      out_ << " @ ";
      pat(ident.sub);
    }
    return;
  }
  case PatKind::Struct: {
    const auto &node_struct = node.as<StructPat>();
    open("struct ");
    path(node_struct.qself, node_struct.path);
    for (const PatField &field : node_struct.fields) {
      out_ << ' ';
      attrs(field.attrs);
      if (!field.is_shorthand) {
        name(field.ident);
        out_ << ": ";
      }
      pat(field.pat);
    }
    out_ << (node_struct.has_rest ? " .." : "");
    break;
  }
  case PatKind::TupleStruct:
    open("");
    path(node.as<TupleStructPat>().qself, node.as<TupleStructPat>().path);
    pats(node.as<TupleStructPat>().elems);
    break;
  case PatKind::Or:
    open("|");
    pats(node.as<OrPat>().alts);
    break;
  case PatKind::Path: return path(node.as<PathPat>().qself, node.as<PathPat>().path);
  case PatKind::Tuple:
    open("tuple");
    pats(node.as<TuplePat>().elems);
    break;
  case PatKind::Box:
    open("box ");
    pat(node.as<BoxPat>().inner);
    break;
  case PatKind::Deref:
    open("deref ");
    pat(node.as<DerefPat>().inner);
    break;
  case PatKind::Ref:
    open(node.as<RefPat>().mutbl == Mutability::Mut ? "&mut " : "& ");
    pat(node.as<RefPat>().inner);
    break;
  case PatKind::Expr: return expr(node.as<ExprPat>().expr);
  case PatKind::Range: {
    const auto &range = node.as<RangePat>();
    open(range.end == RangeEnd::Excluded ? ".. " : "..= ");
    expr(range.lo);
    out_ << ' ';
    expr(range.hi);
    break;
  }
  case PatKind::Slice:
    open("slice");
    pats(node.as<SlicePat>().elems);
    break;
  case PatKind::Rest: out_ << ".."; return;
  case PatKind::Never: out_ << '!'; return;
  case PatKind::Guard:
    open("guard ");
    pat(node.as<GuardPat>().inner);
    out_ << " if ";
    expr(node.as<GuardPat>().cond);
    break;
  case PatKind::Paren:
    open("paren ");
    pat(node.as<ParenPat>().inner);
    break;
  case PatKind::MacCall: return mac(*node.as<MacCallPat>().mac);
  case PatKind::Error: out_ << "<error>"; return;
  }
  out_ << ')';
}

} // namespace ochre::ast
