// Patterns.
#include "sema/lower/context.h"

namespace ochre::lower {

hir::PatId OwnerLowering::add_pat(hir::PatKind kind, Span span) {
  hir::Pat pat;
  pat.kind = kind;
  pat.span = span;
  return o.pats.push(pat);
}

/// A variable of our own.
hir::PatId OwnerLowering::binding(Symbol name, Span span, hir::Mutability mutbl) {
  hir::PatId id = add_pat(hir::PatKind::Binding, span);
  o.pats[id].ident = {name, span};
  o.pats[id].mutbl = mutbl;
  o.pats[id].binding = id;
  return id;
}

hir::PatId OwnerLowering::lower_pat(ast::PatId id) {
  const ast::Pat &pat = krate[id];
  switch (pat.kind()) {
  case ast::PatKind::Wild: return add_pat(hir::PatKind::Wild, pat.span);
  case ast::PatKind::Ident: return lower_ident_pat(pat, pat.as<ast::IdentPat>());
  case ast::PatKind::Struct: return lower_struct_pat(pat, pat.as<ast::StructPat>());
  case ast::PatKind::TupleStruct: {
    const auto &node = pat.as<ast::TupleStructPat>();
    hir::Pat out;
    out.kind = hir::PatKind::TupleStruct;
    out.span = pat.span;
    out.path = lower_qpath(pat.id, node.qself, node.path, ParamMode::Infer);
    out.elems = lower_elems(node.elems, "tuple struct", out.dots);
    return o.pats.push(out);
  }
  case ast::PatKind::Or: {
    llvm::SmallVector<hir::PatId, 4> alts;
    for (ast::PatId alt : pat.as<ast::OrPat>().alts)
      alts.push_back(lower_pat(alt));
    hir::PatId out = add_pat(hir::PatKind::Or, pat.span);
    o.pats[out].elems = o.add_list<hir::PatId>(alts);
    return out;
  }
  case ast::PatKind::Path: {
    const auto &node = pat.as<ast::PathPat>();
    hir::QPathId path = lower_qpath(pat.id, node.qself, node.path, ParamMode::Infer);
    hir::PatId out = add_pat(hir::PatKind::Path, pat.span);
    o.pats[out].path = path;
    return out;
  }
  case ast::PatKind::Tuple: {
    hir::Pat out;
    out.kind = hir::PatKind::Tuple;
    out.span = pat.span;
    out.elems = lower_elems(pat.as<ast::TuplePat>().elems, "tuple", out.dots);
    return o.pats.push(out);
  }
  case ast::PatKind::Ref: {
    hir::PatId sub = lower_pat(pat.as<ast::RefPat>().inner);
    hir::PatId out = add_pat(hir::PatKind::Ref, pat.span);
    o.pats[out].sub = sub;
    o.pats[out].mutbl = lower_mutability(pat.as<ast::RefPat>().mutbl);
    return out;
  }
  case ast::PatKind::Expr: return lower_expr_pat(pat.span, pat.as<ast::ExprPat>().expr);
  case ast::PatKind::Range: return lower_range_pat(pat, pat.as<ast::RangePat>());
  case ast::PatKind::Slice: return lower_slice_pat(pat, pat.as<ast::SlicePat>());
  case ast::PatKind::Rest:
    error(sess, pat.span, diag::RestNotAllowed)
        .note("only allowed in tuple, tuple struct, and slice patterns")
        .emit();
    return add_pat(hir::PatKind::Err, pat.span);
  case ast::PatKind::Never: return add_pat(hir::PatKind::Never, pat.span);
  case ast::PatKind::Paren: return lower_pat(pat.as<ast::ParenPat>().inner);
  case ast::PatKind::Box:
    not_supported_yet(sess, pat.span, "box patterns");
    return add_pat(hir::PatKind::Err, pat.span);
  case ast::PatKind::Deref:
    not_supported_yet(sess, pat.span, "deref patterns");
    return add_pat(hir::PatKind::Err, pat.span);
  case ast::PatKind::Guard:
    not_supported_yet(sess, pat.span, "guard patterns");
    return add_pat(hir::PatKind::Err, pat.span);
  case ast::PatKind::MacCall:
  case ast::PatKind::Error: break; // reported
  }
  return add_pat(hir::PatKind::Err, pat.span);
}

/// A variable, unless the name is that of a constant or unit variant.
hir::PatId OwnerLowering::lower_ident_pat(const ast::Pat &pat, const ast::IdentPat &node) {
  const PartialRes *found = cx.res.path(pat.id);
  bool is_variable = !found || found->base.kind == ResKind::Local || found->base.is_err();
  if (!is_variable) {
    ast::PathSegment segment;
    segment.ident = node.ident;
    hir::Res res = lower_res(found->base);
    hir::QPath qpath;
    qpath.path = lower_path(res, segment, node.ident.span, ParamMode::Infer);
    qpath.span = node.ident.span;
    hir::QPathId path = o.qpaths.push(qpath);
    hir::PatId out = add_pat(hir::PatKind::Path, pat.span);
    o.pats[out].path = path;
    return out;
  }
  hir::PatId out = add_pat(hir::PatKind::Binding, pat.span);
  ast::NodeId variable = found && found->base.kind == ResKind::Local ? found->base.local : pat.id;
  hir::PatId naming = bindings_.try_emplace(variable, out).first->second;
  hir::PatId sub = node.sub ? lower_pat(node.sub) : hir::PatId();
  hir::Pat &row = o.pats[out];
  row.ident = lower_ident(node.ident);
  row.by_ref = !node.by_ref.is_ref                             ? hir::ByRef::No
               : node.by_ref.ref_mutbl == ast::Mutability::Mut ? hir::ByRef::RefMut
                                                               : hir::ByRef::Ref;
  row.mutbl = lower_mutability(node.mutbl);
  row.binding = naming;
  row.sub = sub;
  return out;
}

hir::IdList<hir::PatId> OwnerLowering::lower_elems(llvm::ArrayRef<ast::PatId> elems,
                                                   llvm::StringRef what, uint32_t &dots) {
  llvm::SmallVector<hir::PatId, 8> ids;
  for (ast::PatId elem : elems) {
    if (krate[elem].kind() != ast::PatKind::Rest) {
      ids.push_back(lower_pat(elem));
    } else if (dots == hir::Pat::kNoDots) {
      dots = static_cast<uint32_t>(ids.size());
    } else {
      error(sess, krate[elem].span, diag::RestTwice, what)
          .primary_label("can only be used once per " + what.str() + " pattern")
          .emit();
    }
  }
  return o.add_list<hir::PatId>(ids);
}

hir::PatId OwnerLowering::lower_slice_pat(const ast::Pat &pat, const ast::SlicePat &slice) {
  hir::Pat out;
  out.kind = hir::PatKind::Slice;
  out.span = pat.span;
  llvm::SmallVector<hir::PatId, 8> ids;
  for (ast::PatId id : slice.elems) {
    const ast::Pat &elem = krate[id];
    const auto *ident = elem.get_if<ast::IdentPat>();
    bool binds_rest = ident && ident->sub && krate[ident->sub].kind() == ast::PatKind::Rest;
    if (elem.kind() != ast::PatKind::Rest && !binds_rest) {
      ids.push_back(lower_pat(id));
      continue;
    }
    if (out.dots != hir::Pat::kNoDots) {
      error(sess, elem.span, diag::RestTwice, "slice")
          .primary_label("can only be used once per slice pattern")
          .emit();
      continue;
    }
    out.dots = static_cast<uint32_t>(ids.size());
    if (binds_rest) {
      ast::IdentPat plain = *ident;
      plain.sub = {};
      out.slice_rest = lower_ident_pat(elem, plain);
    }
  }
  out.elems = o.add_list<hir::PatId>(ids);
  return o.pats.push(out);
}

hir::PatId OwnerLowering::lower_struct_pat(const ast::Pat &pat, const ast::StructPat &node) {
  hir::Pat out;
  out.kind = hir::PatKind::Struct;
  out.span = pat.span;
  out.has_rest = node.has_rest;
  out.path = lower_qpath(pat.id, node.qself, node.path, ParamMode::Infer);
  llvm::SmallVector<hir::FieldPatId, 8> fields;
  for (const ast::PatField &field : node.fields) {
    hir::FieldPat lowered;
    lowered.ident = lower_ident(field.ident);
    lowered.pat = lower_pat(field.pat);
    lowered.is_shorthand = field.is_shorthand;
    lowered.span = field.span;
    hir::FieldPatId id = o.field_pats.push(lowered);
    attach_attrs(hir::NodeSort::FieldPat, id.raw, field.attrs);
    fields.push_back(id);
  }
  out.fields = o.add_list<hir::FieldPatId>(fields);
  return o.pats.push(out);
}

/// The bound of a range, or a literal: literals, `-1`, paths, constant blocks.
hir::ExprId OwnerLowering::lower_pat_expr(ast::ExprId id) {
  const ast::Expr *expr = &krate[id];
  while (expr->kind() == ast::ExprKind::Paren)
    expr = &krate[expr->as<ast::ParenExpr>().inner];
  const ast::LitExpr *lit = expr->get_if<ast::LitExpr>();
  bool negated = false;
  if (const auto *unary = expr->get_if<ast::UnaryExpr>(); unary && unary->op == ast::UnOp::Neg) {
    const ast::Expr *operand = &krate[unary->operand];
    while (operand->kind() == ast::ExprKind::Paren)
      operand = &krate[operand->as<ast::ParenExpr>().inner];
    lit = operand->get_if<ast::LitExpr>();
    negated = lit != nullptr;
  }
  if (lit) {
    hir::Lit value = lower_lit(sess, *lit, expr->span);
    value.is_negated = negated;
    return add_expr(hir::ExprKind::Lit, expr->span, o.lits.push(value).raw);
  }
  switch (expr->kind()) {
  case ast::ExprKind::Path:
  case ast::ExprKind::ConstBlock:
  case ast::ExprKind::IncludedBytes:
  case ast::ExprKind::Error:
  case ast::ExprKind::MacCall: return lower_expr_kind(*expr);
  default: // lint: allow(default) whatever else a macro makes is no pattern
    error(sess, expr->span, diag::ArbitraryExprInPat).emit();
    return err_expr(expr->span);
  }
}

hir::PatId OwnerLowering::lower_expr_pat(Span span, ast::ExprId expr) {
  hir::ExprId value = lower_pat_expr(expr);
  switch (o.exprs[value].kind) {
  case hir::ExprKind::Lit: {
    hir::PatId out = add_pat(hir::PatKind::Lit, span);
    o.pats[out].lo = value;
    return out;
  }
  case hir::ExprKind::ConstBlock: {
    hir::PatId out = add_pat(hir::PatKind::ConstBlock, span);
    o.pats[out].lo = value;
    return out;
  }
  case hir::ExprKind::Path: {
    hir::PatId out = add_pat(hir::PatKind::Path, span);
    o.pats[out].path = o.exprs[value].qpath();
    return out;
  }
  default: // lint: allow(default) reported
    return add_pat(hir::PatKind::Err, span);
  }
}

hir::PatId OwnerLowering::lower_range_pat(const ast::Pat &pat, const ast::RangePat &range) {
  hir::ExprId lo = range.lo ? lower_pat_expr(range.lo) : hir::ExprId();
  hir::ExprId hi = range.hi ? lower_pat_expr(range.hi) : hir::ExprId();
  hir::PatId out = add_pat(hir::PatKind::Range, pat.span);
  o.pats[out].lo = lo;
  o.pats[out].hi = hi;
  bool excluded = range.end == ast::RangeEnd::Excluded && range.hi;
  o.pats[out].range_end = excluded ? hir::RangeEnd::Excluded : hir::RangeEnd::Included;
  return out;
}

} // namespace ochre::lower
