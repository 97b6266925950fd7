#include "sema/hir/printer.h"

namespace ochre::hir {

void Printer::label(uint32_t row) {
  if (row != UINT32_MAX)
    out_ << str(o_.labels[row].name) << ' ';
}

void Printer::lit(const Lit &lit) {
  out_ << (lit.is_negated ? "-" : "");
  switch (lit.kind) {
  case LitKind::Int:
    if (lit.hi != 0)
      out_ << "0x" << llvm::utohexstr(lit.hi) << '_' << llvm::utohexstr(lit.lo);
    else
      out_ << lit.lo;
    break;
  case LitKind::Float: out_ << str(lit.text) << 'f'; break;
  case LitKind::Bool: out_ << (lit.lo ? "true" : "false"); break;
  case LitKind::Char: out_ << "'\\u{" << llvm::utohexstr(lit.lo) << "}'"; break;
  case LitKind::Byte: out_ << "b'\\x" << llvm::utohexstr(lit.lo) << '\''; break;
  case LitKind::Str:
  case LitKind::ByteStr:
  case LitKind::CStr:
    out_ << (lit.kind == LitKind::Str ? "\"" : lit.kind == LitKind::ByteStr ? "b\"" : "c\"");
    out_.write_escaped(str(lit.text)) << '"';
    break;
  case LitKind::Err: out_ << "<error>"; break;
  }
  if (lit.suffix)
    out_ << to_string(*lit.suffix);
}

void Printer::operands(llvm::StringRef head, llvm::ArrayRef<ExprId> list) {
  out_ << '(' << head;
  for (ExprId id : list) {
    out_ << ' ';
    expr(id);
  }
  out_ << ')';
}

void Printer::closure(const Closure &closure) {
  out_ << "(closure " << (closure.capture == CaptureClause::Value ? "move " : "");
  binder(o_.fn_decls[closure.decl].bound_params);
  signature(closure.decl);
  function_body(closure.body);
  out_ << ')';
}

void Printer::format_args(const FormatArgs &args) {
  out_ << "(format_args";
  for (const FormatArgs::Piece &piece : args.pieces) {
    if (piece.is_literal) {
      out_ << " \"";
      out_.write_escaped(str(piece.literal)) << '"';
      continue;
    }
    const FormatArgs::Placeholder &place = args.placeholders[piece.placeholder];
    out_ << " {" << place.arg << ':' << static_cast<unsigned>(place.trait);
    if (place.flags)
      out_ << " flags " << place.flags;
    out_ << '}';
  }
  for (ExprId arg : args.args) {
    out_ << ' ';
    expr(arg);
  }
  out_ << ')';
}

void Printer::struct_expr(const Expr &node) {
  out_ << "(struct ";
  qpath(node.qpath());
  for (FieldExprId id : o_.list(node.fields())) {
    out_ << ' ' << str(o_.field_exprs[id].ident.name) << ": ";
    expr(o_.field_exprs[id].expr);
  }
  if (node.base()) {
    out_ << " ..";
    expr(node.base());
  }
  out_ << ')';
}

void Printer::jump(const Expr &node) {
  if (node.kind == ExprKind::Ret) {
    out_ << "(return ";
    expr(ExprId(node.a));
    out_ << ')';
    return;
  }
  out_ << (node.kind == ExprKind::Break ? "(break" : "(continue");
  if (static_cast<BreakTarget>(node.small) == BreakTarget::Error)
    out_ << " <error>";
  else
    out_ << " @" << node.a;
  if (node.kind == ExprKind::Break && node.value()) {
    out_ << ' ';
    expr(node.value());
  }
  out_ << ')';
}

void Printer::control(const Expr &node) {
  switch (node.kind) {
  case ExprKind::If:
    out_ << "(if ";
    expr(ExprId(node.a));
    out_ << ' ';
    expr(ExprId(node.b));
    if (node.c != UINT32_MAX) {
      out_ << ' ';
      expr(ExprId(node.c));
    }
    break;
  case ExprKind::Loop:
    out_ << "(loop@" << ExprId(static_cast<uint32_t>(&node - o_.exprs.raw().data())).raw << ' ';
    label(node.b);
    block(node.block());
    break;
  case ExprKind::Match:
    out_ << "(match ";
    expr(ExprId(node.a));
    for (ArmId id : o_.list(node.arms())) {
      const Arm &arm = o_.arms[id];
      out_ << " [";
      pat(arm.pat);
      if (arm.guard) {
        out_ << " if ";
        expr(arm.guard);
      }
      out_ << " => ";
      expr(arm.body);
      out_ << ']';
    }
    break;
  default: // lint: allow(default) the caller sends no other
    break;
  }
  out_ << ')';
}

void Printer::expr(ExprId id) {
  if (!id) {
    out_ << '-';
    return;
  }
  const Expr &node = o_.exprs[id];
  switch (node.kind) {
  case ExprKind::Err: out_ << "<error>"; return;
  case ExprKind::Lit: lit(o_.lits[node.lit()]); return;
  case ExprKind::Path: qpath(node.qpath()); return;
  case ExprKind::Array: operands("array", o_.list(node.elems())); return;
  case ExprKind::Tup: operands("tuple", o_.list(node.elems())); return;
  case ExprKind::Repeat:
    out_ << "(repeat ";
    expr(node.lhs());
    out_ << ' ';
    const_arg(ConstArgId(node.b));
    out_ << ')';
    return;
  case ExprKind::ConstBlock:
    out_ << "(const ";
    expr(o_.bodies[BodyId(node.a)].value);
    out_ << ')';
    return;
  case ExprKind::Call: {
    out_ << "(call ";
    expr(node.lhs());
    for (ExprId arg : o_.list(node.args())) {
      out_ << ' ';
      expr(arg);
    }
    out_ << ')';
    return;
  }
  case ExprKind::MethodCall:
    out_ << "(method ";
    segment(node.segment());
    out_ << ' ';
    expr(node.lhs());
    for (ExprId arg : o_.list(node.args())) {
      out_ << ' ';
      expr(arg);
    }
    out_ << ')';
    return;
  case ExprKind::Binary: operands(to_string(node.bin_op()), {node.lhs(), node.rhs()}); return;
  case ExprKind::AssignOp:
    operands((to_string(node.bin_op()) + "=").str(), {node.lhs(), node.rhs()});
    return;
  case ExprKind::Assign: operands("=", {node.lhs(), node.rhs()}); return;
  case ExprKind::Index: operands("index", {node.lhs(), node.rhs()}); return;
  case ExprKind::Unary:
    operands(node.un_op() == UnOp::Deref ? "*"
             : node.un_op() == UnOp::Not ? "!"
                                         : "-",
             {node.lhs()});
    return;
  case ExprKind::DropTemps: operands("drop_temps", {node.lhs()}); return;
  case ExprKind::Yield: operands("yield", {node.lhs()}); return;
  case ExprKind::Cast:
    out_ << "(as ";
    expr(node.lhs());
    out_ << ' ';
    ty(TyId(node.b));
    out_ << ')';
    return;
  case ExprKind::Let:
    out_ << "(let ";
    pat(PatId(node.a));
    out_ << ' ';
    expr(node.rhs());
    out_ << ')';
    return;
  case ExprKind::If:
  case ExprKind::Loop:
  case ExprKind::Match: control(node); return;
  case ExprKind::Closure: closure(o_.closures[ClosureId(node.a)]); return;
  case ExprKind::Block:
    label(node.b);
    block(node.block());
    return;
  case ExprKind::Field: operands(("." + str(o_.idents[node.b].name)).str(), {node.lhs()}); return;
  case ExprKind::AddrOf: {
    bool is_mut = static_cast<Mutability>(node.small2) == Mutability::Mut;
    bool is_raw = static_cast<BorrowKind>(node.small) == BorrowKind::Raw;
    operands(is_raw ? (is_mut ? "&raw mut" : "&raw const") : (is_mut ? "&mut" : "&"), {node.lhs()});
    return;
  }
  case ExprKind::Break:
  case ExprKind::Continue:
  case ExprKind::Ret: jump(node); return;
  case ExprKind::Struct: struct_expr(node); return;
  case ExprKind::InlineAsm: out_ << "(asm)"; return;
  case ExprKind::OffsetOf:
    out_ << "(offset_of ";
    ty(TyId(node.a));
    for (uint32_t i = 0; i < node.c; ++i)
      out_ << " ." << str(o_.idents[node.b + i].name);
    out_ << ')';
    return;
  case ExprKind::FormatArgs: format_args(o_.format_args[FormatArgsId(node.a)]); return;
  }
}

void Printer::block(BlockId id) {
  const Block &node = o_.blocks[id];
  out_ << (node.rules == BlockRules::Unsafe ? "unsafe {" : "{");
  for (StmtId each : o_.list(node.stmts)) {
    out_ << ' ';
    stmt(o_.stmts[each]);
  }
  if (node.tail) {
    out_ << ' ';
    expr(node.tail);
  }
  out_ << " }";
}

void Printer::stmt(const Stmt &node) {
  switch (node.kind) {
  case StmtKind::Let: {
    const LetStmt &let = o_.lets[LetId(node.a)];
    out_ << "let ";
    pat(let.pat);
    if (let.ty) {
      out_ << ": ";
      ty(let.ty);
    }
    if (let.init) {
      out_ << " = ";
      expr(let.init);
    }
    if (let.else_block) {
      out_ << " else ";
      block(let.else_block);
    }
    out_ << ';';
    return;
  }
  case StmtKind::Item:
    out_ << "item " << defs_.path_string(defs_.to_def_id(LocalDefId(node.a))) << ';';
    return;
  case StmtKind::Expr: expr(ExprId(node.a)); return;
  case StmtKind::Semi:
    expr(ExprId(node.a));
    out_ << ';';
    return;
  }
}

void Printer::pat_list(const Pat &node) {
  uint32_t index = 0;
  auto rest = [&] {
    if (node.dots != index)
      return;
    out_ << " ..";
    if (node.slice_rest)
      pat(node.slice_rest);
  };
  for (PatId elem : o_.list(node.elems)) {
    rest();
    out_ << ' ';
    pat(elem);
    ++index;
  }
  rest();
  out_ << ')';
}

void Printer::pat(PatId id) {
  const Pat &node = o_.pats[id];
  switch (node.kind) {
  case PatKind::Err: out_ << "<error>"; return;
  case PatKind::Wild: out_ << '_'; return;
  case PatKind::Never: out_ << '!'; return;
  case PatKind::Binding:
    out_ << (node.mutbl == Mutability::Mut ? "mut " : "")
         << (node.by_ref == ByRef::Ref      ? "ref "
             : node.by_ref == ByRef::RefMut ? "ref mut "
                                            : "")
         << str(node.ident.name) << '#' << node.binding.raw;
    if (node.sub) {
      out_ << " @ ";
      pat(node.sub);
    }
    return;
  case PatKind::Struct:
    out_ << "(struct ";
    qpath(node.path);
    for (FieldPatId field : o_.list(node.fields)) {
      out_ << ' ' << str(o_.field_pats[field].ident.name) << ": ";
      pat(o_.field_pats[field].pat);
    }
    out_ << (node.has_rest ? " ..)" : ")");
    return;
  case PatKind::TupleStruct:
    out_ << '(';
    qpath(node.path);
    pat_list(node);
    return;
  case PatKind::Path: qpath(node.path); return;
  case PatKind::Lit:
  case PatKind::ConstBlock: expr(node.lo); return;
  case PatKind::Range:
    out_ << (node.range_end == RangeEnd::Excluded ? "(.. " : "(..= ");
    expr(node.lo);
    out_ << ' ';
    expr(node.hi);
    out_ << ')';
    return;
  case PatKind::Tuple:
    out_ << "(tuple";
    pat_list(node);
    return;
  case PatKind::Or:
    out_ << "(|";
    pat_list(node);
    return;
  case PatKind::Slice:
    out_ << "(slice";
    pat_list(node);
    return;
  case PatKind::Ref:
    out_ << (node.mutbl == Mutability::Mut ? "(&mut " : "(& ");
    pat(node.sub);
    out_ << ')';
    return;
  }
}

} // namespace ochre::hir
