// Expressions that stay what they are.
#include "sema/lower/context.h"

namespace ochre::lower {

hir::ExprId OwnerLowering::add_expr(hir::ExprKind kind, Span span, uint32_t a, uint32_t b,
                                    uint32_t c, uint32_t d, uint8_t small, uint8_t small2) {
  hir::Expr expr;
  expr.kind = kind;
  expr.small = small;
  expr.small2 = small2;
  expr.a = a;
  expr.b = b;
  expr.c = c;
  expr.d = d;
  expr.span = span;
  return o.exprs.push(expr);
}

void OwnerLowering::attach_attrs(hir::NodeSort sort, uint32_t row, ast::AttrsId attrs) {
  if (attrs)
    o.node_attrs[{static_cast<uint8_t>(sort), row}] = cx.lower_attrs(attrs);
}

hir::IdList<hir::ExprId> OwnerLowering::lower_exprs(llvm::ArrayRef<ast::ExprId> exprs) {
  llvm::SmallVector<hir::ExprId, 8> ids;
  for (ast::ExprId expr : exprs)
    ids.push_back(lower_expr(expr));
  return o.add_list<hir::ExprId>(ids);
}

hir::ExprId OwnerLowering::lower_expr(ast::ExprId id) {
  const ast::Expr *expr = &krate[id];
  while (expr->kind() == ast::ExprKind::Paren && !expr->attrs)
    expr = &krate[expr->as<ast::ParenExpr>().inner];
  hir::ExprId lowered = lower_expr_kind(*expr);
  attach_attrs(hir::NodeSort::Expr, lowered.raw, expr->attrs);
  return lowered;
}

hir::ExprId OwnerLowering::lower_expr_kind(const ast::Expr &expr) {
  using EK = ast::ExprKind;
  using HK = hir::ExprKind;
  Span span = expr.span;
  switch (expr.kind()) {
  case EK::Array: {
    auto list = lower_exprs(expr.as<ast::ArrayExpr>().elems);
    return add_expr(HK::Array, span, list.begin, list.count);
  }
  case EK::ConstBlock: {
    hir::BodyId body =
        lower_anon_const(expr.as<ast::ConstBlockExpr>().body, hir::BodyKind::InlineConst);
    return add_expr(HK::ConstBlock, span, body.raw);
  }
  case EK::Call: {
    hir::ExprId callee = lower_expr(expr.as<ast::CallExpr>().callee);
    auto args = lower_exprs(expr.as<ast::CallExpr>().args);
    return add_expr(HK::Call, span, callee.raw, args.begin, args.count);
  }
  case EK::MethodCall: return lower_method_call(expr, expr.as<ast::MethodCallExpr>());
  case EK::Tup: {
    auto list = lower_exprs(expr.as<ast::TupExpr>().elems);
    return add_expr(HK::Tup, span, list.begin, list.count);
  }
  case EK::Binary: return lower_binary(expr, expr.as<ast::BinaryExpr>());
  case EK::Unary: {
    hir::ExprId operand = lower_expr(expr.as<ast::UnaryExpr>().operand);
    return add_expr(HK::Unary, span, operand.raw, UINT32_MAX, UINT32_MAX, UINT32_MAX,
                    static_cast<uint8_t>(expr.as<ast::UnaryExpr>().op));
  }
  case EK::Lit:
    return add_expr(HK::Lit, span, o.lits.push(lower_lit(sess, expr.as<ast::LitExpr>(), span)).raw);
  case EK::Cast: {
    hir::ExprId operand = lower_expr(expr.as<ast::CastExpr>().expr);
    hir::TyId ty = lower_ty(expr.as<ast::CastExpr>().ty);
    return add_expr(HK::Cast, span, operand.raw, ty.raw);
  }
  case EK::TypeAscription: {
    not_supported_yet(sess, span, "type ascription");
    return err_expr(span);
  }
  case EK::Let: {
    const auto &let = expr.as<ast::LetExpr>();
    hir::ExprId scrutinee = lower_expr(let.scrutinee);
    hir::PatId pat = lower_pat(let.pat);
    return add_expr(HK::Let, span, pat.raw, scrutinee.raw);
  }
  case EK::If: return lower_if(expr);
  case EK::While: return lower_while(expr, expr.as<ast::WhileExpr>());
  case EK::ForLoop: return lower_for(expr, expr.as<ast::ForLoopExpr>());
  case EK::Loop: return lower_loop(expr, expr.as<ast::LoopExpr>());
  case EK::Match: return lower_match(expr, expr.as<ast::MatchExpr>());
  case EK::Closure: return lower_closure(expr, expr.as<ast::ClosureExpr>());
  case EK::Block: return lower_block_expr(expr, expr.as<ast::BlockExpr>());
  case EK::Gen: return lower_gen(expr, expr.as<ast::GenExpr>());
  case EK::Await: return lower_await(expr, expr.as<ast::AwaitExpr>());
  case EK::Use: not_supported_yet(sess, span, "`.use`"); return err_expr(span);
  case EK::TryBlock: not_supported_yet(sess, span, "`try` blocks"); return err_expr(span);
  case EK::Assign: return lower_assign(expr, expr.as<ast::AssignExpr>());
  case EK::AssignOp: {
    const auto &node = expr.as<ast::AssignOpExpr>();
    hir::ExprId lhs = lower_expr(node.lhs);
    hir::ExprId rhs = lower_expr(node.rhs);
    uint32_t op = static_cast<uint32_t>(o.op_spans.size());
    o.op_spans.push_back(node.op_span);
    return add_expr(HK::AssignOp, span, lhs.raw, rhs.raw, op, UINT32_MAX,
                    static_cast<uint8_t>(node.op));
  }
  case EK::Field: {
    hir::ExprId base = lower_expr(expr.as<ast::FieldExpr>().expr);
    uint32_t ident = static_cast<uint32_t>(o.idents.size());
    o.idents.push_back(lower_ident(expr.as<ast::FieldExpr>().ident));
    return add_expr(HK::Field, span, base.raw, ident);
  }
  case EK::Index: {
    hir::ExprId base = lower_expr(expr.as<ast::IndexExpr>().expr);
    hir::ExprId index = lower_expr(expr.as<ast::IndexExpr>().index);
    return add_expr(HK::Index, span, base.raw, index.raw);
  }
  case EK::Range: return lower_range(expr, expr.as<ast::RangeExpr>());
  case EK::Underscore:
    error(sess, span, diag::UnderscoreExpr).primary_label("`_` not allowed here").emit();
    return err_expr(span);
  case EK::Path: {
    const auto &node = expr.as<ast::PathExpr>();
    hir::QPathId path = lower_qpath(expr.id, node.qself, node.path, ParamMode::Infer);
    return add_expr(HK::Path, span, path.raw);
  }
  case EK::AddrOf: {
    const auto &node = expr.as<ast::AddrOfExpr>();
    if (node.borrow == ast::BorrowKind::Pin)
      not_supported_yet(sess, span, "pinned references");
    hir::ExprId operand = lower_expr(node.expr);
    auto kind = node.borrow == ast::BorrowKind::Raw ? hir::BorrowKind::Raw : hir::BorrowKind::Ref;
    return add_expr(HK::AddrOf, span, operand.raw, UINT32_MAX, UINT32_MAX, UINT32_MAX,
                    static_cast<uint8_t>(kind), static_cast<uint8_t>(lower_mutability(node.mutbl)));
  }
  case EK::Break: return lower_break(expr, expr.as<ast::BreakExpr>());
  case EK::Continue: return lower_continue(expr, expr.as<ast::ContinueExpr>());
  case EK::Ret: {
    ast::ExprId value = expr.as<ast::RetExpr>().value;
    return add_expr(HK::Ret, span, value ? lower_expr(value).raw : UINT32_MAX);
  }
  case EK::Struct: return lower_struct(expr, expr.as<ast::StructExpr>());
  case EK::Repeat: {
    hir::ExprId elem = lower_expr(expr.as<ast::RepeatExpr>().elem);
    hir::ConstArgId len = lower_const_arg(expr.as<ast::RepeatExpr>().len);
    return add_expr(HK::Repeat, span, elem.raw, len.raw);
  }
  case EK::Paren: return lower_expr(expr.as<ast::ParenExpr>().inner);
  case EK::Try: return lower_try(expr, expr.as<ast::TryExpr>());
  case EK::Yield: not_supported_yet(sess, span, "`yield`"); return err_expr(span);
  case EK::Yeet: not_supported_yet(sess, span, "`do yeet`"); return err_expr(span);
  case EK::Become: not_supported_yet(sess, span, "`become`"); return err_expr(span);
  case EK::InlineAsm:
    return add_expr(HK::InlineAsm, span, lower_asm(*expr.as<ast::InlineAsmExpr>().assembly).raw);
  case EK::OffsetOf: return lower_offset_of(expr, expr.as<ast::OffsetOfExpr>());
  case EK::FormatArgs: return lower_format_args(expr, expr.as<ast::FormatArgsExpr>());
  case EK::IncludedBytes: {
    hir::Lit lit;
    lit.kind = hir::LitKind::ByteStr;
    lit.text = sess.intern(expr.as<ast::IncludedBytesExpr>().bytes);
    lit.span = span;
    return add_expr(HK::Lit, span, o.lits.push(lit).raw);
  }
  case EK::MacCall:
  case EK::Error: break; // reported
  }
  return err_expr(span);
}

hir::ExprId OwnerLowering::lower_method_call(const ast::Expr &expr,
                                             const ast::MethodCallExpr &call) {
  hir::ExprId receiver = lower_expr(call.receiver);
  auto args = lower_exprs(call.args);
  hir::SegmentId segment = lower_segment(call.segment, hir::Res::err(), ParamMode::Infer);
  o.segments[segment].traits = traits_at(expr.id);
  return add_expr(hir::ExprKind::MethodCall, expr.span, receiver.raw, args.begin, args.count,
                  segment.raw);
}

/// Left-nested chains are long: their spine is a loop.
hir::ExprId OwnerLowering::lower_binary(const ast::Expr &expr, const ast::BinaryExpr &) {
  llvm::SmallVector<const ast::Expr *, 16> spine;
  const ast::Expr *at = &expr;
  for (;;) {
    spine.push_back(at);
    const ast::Expr *lhs = &krate[at->as<ast::BinaryExpr>().lhs];
    if (lhs->kind() != ast::ExprKind::Binary || lhs->attrs)
      break;
    at = lhs;
  }
  hir::ExprId result = lower_expr(spine.back()->as<ast::BinaryExpr>().lhs);
  for (const ast::Expr *node : llvm::reverse(spine)) {
    const auto &binary = node->as<ast::BinaryExpr>();
    hir::ExprId rhs = lower_expr(binary.rhs);
    uint32_t op = static_cast<uint32_t>(o.op_spans.size());
    o.op_spans.push_back(binary.op_span);
    result = add_expr(hir::ExprKind::Binary, node->span, result.raw, rhs.raw, op, UINT32_MAX,
                      static_cast<uint8_t>(binary.op));
  }
  return result;
}

hir::ExprId OwnerLowering::lower_struct(const ast::Expr &expr, const ast::StructExpr &node) {
  hir::QPathId path = lower_qpath(expr.id, node.qself, node.path, ParamMode::Infer);
  llvm::SmallVector<hir::FieldExprId, 8> fields;
  for (const ast::ExprField &field : node.fields) {
    hir::FieldExpr lowered;
    lowered.ident = lower_ident(field.ident);
    lowered.expr = lower_expr(field.expr);
    lowered.is_shorthand = field.is_shorthand;
    lowered.span = field.span;
    hir::FieldExprId id = o.field_exprs.push(lowered);
    attach_attrs(hir::NodeSort::FieldExpr, id.raw, field.attrs);
    fields.push_back(id);
  }
  auto list = o.add_list<hir::FieldExprId>(fields);
  auto base = hir::StructBase::None;
  hir::ExprId base_expr;
  if (node.rest == ast::StructRestKind::Base) {
    base = hir::StructBase::Expr;
    base_expr = lower_expr(node.base);
  } else if (node.rest == ast::StructRestKind::Rest) {
    error(sess, node.rest_span, diag::BaseRequired).emit();
    base = hir::StructBase::Expr;
    base_expr = err_expr(node.rest_span);
  }
  return add_expr(hir::ExprKind::Struct, expr.span, path.raw, list.begin, list.count, base_expr.raw,
                  static_cast<uint8_t>(base));
}

/// `a..b` is a struct of the library, `a..=b` a call.
hir::ExprId OwnerLowering::lower_range(const ast::Expr &expr, const ast::RangeExpr &range) {
  hir::ExprId lo = range.lo ? lower_expr(range.lo) : hir::ExprId();
  hir::ExprId hi = range.hi ? lower_expr(range.hi) : hir::ExprId();
  if (range.is_inclusive && lo && hi)
    return call_lang(LangItem::RangeInclusiveNew, {lo, hi}, expr.span);
  LangItem item = lo && hi                   ? LangItem::Range
                  : lo                       ? LangItem::RangeFrom
                  : hi && range.is_inclusive ? LangItem::RangeToInclusive
                  : hi                       ? LangItem::RangeTo
                                             : LangItem::RangeFull;
  llvm::SmallVector<hir::FieldExprId, 2> fields;
  auto add = [&](llvm::StringRef name, hir::ExprId value) {
    if (!value)
      return;
    hir::FieldExpr field;
    field.ident = {sess.intern(name), expr.span};
    field.expr = value;
    field.span = o.exprs[value].span;
    fields.push_back(o.field_exprs.push(field));
  };
  add("start", lo);
  add("end", hi);
  auto list = o.add_list<hir::FieldExprId>(fields);
  return add_expr(hir::ExprKind::Struct, expr.span, lang_path(item, expr.span).raw, list.begin,
                  list.count);
}

hir::ExprId OwnerLowering::lower_closure(const ast::Expr &expr, const ast::ClosureExpr &node) {
  bool is_async = node.coroutine == ast::CoroutineKind::Async;
  if (node.coroutine != ast::CoroutineKind::None && !is_async) {
    not_supported_yet(sess, expr.span, "`gen` closures");
    return err_expr(expr.span);
  }
  hir::Closure closure;
  closure.is_async_closure = is_async;
  closure.def_id = cx.res.def_of(expr.id);
  closure.capture =
      node.capture == ast::CaptureBy::Ref ? hir::CaptureClause::Ref : hir::CaptureClause::Value;
  closure.is_static = node.is_static;
  closure.has_for_binder = node.has_binder;
  closure.constness = node.is_const ? hir::Constness::Const : hir::Constness::NotConst;
  closure.decl_span = node.fn_decl_span;
  hir::IdList<hir::GenericParamId> binder = lower_binder(node.bound_params, expr.id);
  closure.decl = lower_fn_decl(node.decl, {}, node.fn_decl_span, false);
  o.fn_decls[closure.decl].bound_params = binder;
  BodyScope outer = scope_;
  scope_ = {};
  scope_.in_closure = true;
  hir::Body body;
  body.kind = hir::BodyKind::Closure;
  body.def_id = closure.def_id;
  if (is_async) {
    // What is written after `->` is what the future gives.
    hir::TyId output = std::exchange(o.fn_decls[closure.decl].output, hir::TyId());
    body.value = lower_async_closure_body(node, output, body);
  } else {
    for (const ast::Param &param : node.decl.inputs)
      body.params.push_back({lower_pat(param.pat), krate[param.ty].span, param.span});
    body.value = lower_expr(node.body);
  }
  scope_ = outer;
  closure.body = o.bodies.push(std::move(body));
  LocalDefId def = closure.def_id;
  hir::ClosureId id = o.closures.push(closure);
  cx.set_node(def, hir::DefNodeKind::Closure, owner_def, id.raw);
  cx.set_attrs(def, expr.attrs);
  return add_expr(hir::ExprKind::Closure, expr.span, id.raw);
}

hir::ExprId OwnerLowering::lower_format_args(const ast::Expr &expr,
                                             const ast::FormatArgsExpr &node) {
  using Out = hir::FormatArgs;
  Out out;
  out.template_span = node.format_span;
  for (const ast::FormatArgument &arg : node.args)
    out.args.push_back(lower_expr(arg.expr));
  auto count = [](const ast::FormatCount &from) {
    Out::Count to;
    to.kind = from.kind == ast::FormatCountKind::Implied   ? Out::Count::Implied
              : from.kind == ast::FormatCountKind::Literal ? Out::Count::Literal
                                                           : Out::Count::Argument;
    to.value = from.value;
    return to;
  };
  auto trait = [](ast::FormatTrait from) {
    switch (from) {
    case ast::FormatTrait::Display: return Out::Trait::Display;
    case ast::FormatTrait::Debug: return Out::Trait::Debug;
    case ast::FormatTrait::LowerExp: return Out::Trait::LowerExp;
    case ast::FormatTrait::UpperExp: return Out::Trait::UpperExp;
    case ast::FormatTrait::Octal: return Out::Trait::Octal;
    case ast::FormatTrait::Pointer: return Out::Trait::Pointer;
    case ast::FormatTrait::Binary: return Out::Trait::Binary;
    case ast::FormatTrait::LowerHex: return Out::Trait::LowerHex;
    case ast::FormatTrait::UpperHex: return Out::Trait::UpperHex;
    }
    return Out::Trait::Display;
  };
  for (const ast::FormatPiece &piece : node.pieces) {
    Out::Piece to;
    to.is_literal = !piece.is_placeholder;
    if (to.is_literal) {
      to.literal = piece.text;
    } else {
      Out::Placeholder place;
      place.arg = piece.argument;
      place.trait = trait(piece.trait);
      place.fill = piece.fill ? static_cast<char32_t>(piece.fill) : U' ';
      place.align = piece.align == ast::FormatAlign::Left     ? 0
                    : piece.align == ast::FormatAlign::Right  ? 1
                    : piece.align == ast::FormatAlign::Center ? 2
                                                              : 3;
      place.flags = (piece.sign_plus ? 1u : 0u) | (piece.sign_minus ? 2u : 0u) |
                    (piece.alternate ? 4u : 0u) | (piece.zero_pad ? 8u : 0u) |
                    (piece.debug_hex == ast::FormatDebugHex::Lower ? 16u : 0u) |
                    (piece.debug_hex == ast::FormatDebugHex::Upper ? 32u : 0u);
      place.width = count(piece.width);
      place.precision = count(piece.precision);
      place.span = piece.span;
      to.placeholder = static_cast<uint32_t>(out.placeholders.size());
      out.placeholders.push_back(place);
    }
    out.pieces.push_back(to);
  }
  return add_expr(hir::ExprKind::FormatArgs, expr.span, o.format_args.push(std::move(out)).raw);
}

hir::ExprId OwnerLowering::lower_offset_of(const ast::Expr &expr, const ast::OffsetOfExpr &node) {
  hir::TyId container = lower_ty(node.container);
  uint32_t begin = static_cast<uint32_t>(o.idents.size());
  for (const ast::Ident &field : node.fields)
    o.idents.push_back(lower_ident(field));
  return add_expr(hir::ExprKind::OffsetOf, expr.span, container.raw, begin,
                  static_cast<uint32_t>(node.fields.size()));
}

} // namespace ochre::lower
