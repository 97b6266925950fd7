// Why no method or field was found.
#include "sema/ty/print.h"
#include "sema/typeck/diags.h"
#include "sema/typeck/method.h"
#include "sema/typeck/ops.h"
#include "sema/typeck/pat.h"

namespace ochre::typeck {
namespace {

/// "struct", "enum", "reference"… before a type.
std::string ty_sort(FnCtxt &fcx, Ty ty) {
  switch (ty.kind()) {
  case ty::TyKind::Adt: {
    const ty::AdtDef *adt = fcx.tcx.adt_def(ty.def_id());
    return adt->is_enum() ? "enum" : adt->is_union() ? "union" : "struct";
  }
  case ty::TyKind::Param: return "type parameter";
  case ty::TyKind::Ref: return ty.mutbl() == Mutability::Mut ? "mutable reference" : "reference";
  case ty::TyKind::RawPtr: return "raw pointer";
  case ty::TyKind::Array: return "array";
  case ty::TyKind::Slice: return "slice";
  case ty::TyKind::Tuple: return ty.is_unit() ? "unit type" : "tuple";
  case ty::TyKind::FnDef: return "fn item";
  case ty::TyKind::FnPtr: return "fn pointer";
  case ty::TyKind::Closure: return "closure";
  case ty::TyKind::Dynamic: return "trait object";
  case ty::TyKind::Alias:
    return ty.alias_kind() == ty::AliasKind::Opaque ? "opaque type" : "associated type";
  case ty::TyKind::Bool:
  case ty::TyKind::Char:
  case ty::TyKind::Int:
  case ty::TyKind::Uint:
  case ty::TyKind::Float:
  case ty::TyKind::Str:
  case ty::TyKind::Never:
  case ty::TyKind::Foreign:
  case ty::TyKind::Coroutine:
  case ty::TyKind::CoroutineWitness:
  case ty::TyKind::Bound:
  case ty::TyKind::Placeholder:
  case ty::TyKind::Infer:
  case ty::TyKind::Error: break;
  }
  return "type";
}

std::string join_names(FnCtxt &fcx, llvm::ArrayRef<Symbol> names) {
  std::string out;
  for (size_t i = 0; i < names.size(); ++i) {
    if (i > 0)
      out += i + 1 == names.size() ? (names.size() > 2 ? ", and " : " and ") : ", ";
    out += "`" + fcx.str(names[i]).str() + "`";
  }
  return out;
}

void report_ambiguous(FnCtxt &fcx, Span span, hir::Ident name, const ProbeFailure &failure) {
  auto builder = error(fcx.tcx.sess, span, diag::MultipleApplicable);
  builder.primary_label("multiple `" + fcx.str(name.name).str() + "` found");
  unsigned number = 1;
  for (const ty::AssocItem &item : failure.candidates)
    if (fcx.tcx.is_local(item.def_id))
      builder.note_at(fcx.tcx.def_span(item.def_id),
                      "candidate #" + std::to_string(number++) + " is defined here");
  taint(fcx, builder.emit());
}

} // namespace

void report_method_failure(FnCtxt &fcx, Span span, hir::Ident name, Ty self_ty,
                           const ProbeFailure &failure, hir::ExprId receiver) {
  self_ty = resolve(fcx, self_ty);
  if (self_ty.references_error()) {
    if (fcx.tcx.sess.diags.has_errors())
      taint(fcx, fcx.tcx.sess.diags.guaranteed());
    return;
  }
  bool is_call = failure.mode_call;
  std::string shown = show(fcx, self_ty);
  std::string sort = ty_sort(fcx, self_ty);
  switch (failure.kind) {
  case ProbeFailure::BadType:
    structurally_resolve(fcx, receiver.is_valid() ? fcx.span(receiver) : span, self_ty);
    return;
  case ProbeFailure::Ambiguous: return report_ambiguous(fcx, span, name, failure);
  case ProbeFailure::Private: {
    std::string kind = is_call ? "method" : "associated function";
    auto builder = error(fcx.tcx.sess, span, diag::PrivateMethod, kind, name.name);
    builder.primary_label("private " + kind);
    if (fcx.tcx.is_local(failure.candidates[0].def_id))
      builder.label(fcx.tcx.def_span(failure.candidates[0].def_id),
                    "private " + kind + " defined here");
    taint(fcx, builder.emit());
    return;
  }
  case ProbeFailure::NoMatch: break;
  }
  std::string what = is_call ? "method" : "function or associated item";
  if (is_call && (self_ty.is_int_var() || self_ty.is_float_var()) && failure.statics.empty()) {
    taint(fcx, error(fcx.tcx.sess, span, diag::AmbiguousNumeric, name.name, shown)
                   .help("you must specify a concrete type for this numeric value")
                   .emit());
    return;
  }
  bool bounds = !failure.unsatisfied.empty();
  auto builder = bounds
                     ? error(fcx.tcx.sess, span, diag::MethodBounds, what, name.name, sort, shown)
                     : error(fcx.tcx.sess, span, diag::NoMethod, what, name.name, sort, shown);
  if (bounds) {
    builder.primary_label(what + " cannot be called on `" + shown +
                          "` due to unsatisfied trait bounds");
    std::string list;
    for (auto &[ty, predicate] : failure.unsatisfied)
      list += "\n`" + ty::to_string(fcx.tcx, predicate) + "`";
    builder.note("the following trait bounds were not satisfied:" + list);
  } else if (!failure.statics.empty()) {
    builder.primary_label("this is an associated function, not a method")
        .note("found the following associated functions; to be used as methods, functions must "
              "have a `self` parameter");
  } else {
    builder.primary_label((is_call ? "method" : "function or associated item") +
                          std::string(" not found in `") + shown + "`");
  }
  if (self_ty.is_adt() && fcx.tcx.is_local(self_ty.def_id()))
    builder.label(fcx.tcx.def_span(self_ty.def_id()),
                  what + " `" + fcx.str(name.name).str() + "` not found for this " + sort);
  taint(fcx, builder.emit());
}

void report_no_field(FnCtxt &fcx, hir::ExprId id, Ty base, DefId private_owner) {
  base = resolve(fcx, base);
  if (base.references_error() && fcx.tcx.sess.diags.has_errors()) {
    taint(fcx, fcx.tcx.sess.diags.guaranteed());
    return;
  }
  const hir::Ident &name = fcx.nodes.idents[fcx.expr(id).b];
  std::string shown = show(fcx, base);
  if (private_owner.is_valid()) {
    bool is_union = fcx.tcx.adt_def(private_owner)->is_union();
    taint(fcx, error(fcx.tcx.sess, name.span, diag::PrivateFieldAccess, name.name,
                     llvm::StringRef(is_union ? "union" : "struct"),
                     fcx.str(fcx.tcx.name(private_owner)))
                   .primary_label("private field")
                   .emit());
    return;
  }
  // A method of the name?
  bool is_method = false;
  for (Ty at = base; at; at = builtin_deref(fcx.tcx, at, false)) {
    auto key = ty::simplify_type(at, ty::TreatParams::AsInfer);
    if (!key)
      break;
    for (DefId impl_id : *fcx.tcx.inherent_impls(*key))
      if (fcx.tcx.associated_items(impl_id)->find(name.name, ty::AssocKind::Fn))
        is_method = true;
  }
  if (is_method) {
    taint(fcx, error(fcx.tcx.sess, name.span, diag::MethodNotField, name.name, shown)
                   .primary_label("method, not a field")
                   .help("use parentheses to call the method")
                   .emit());
    return;
  }
  if (base.is_numeric() || base.is_bool() || base.is_char() || base.is_str()) {
    taint(fcx,
          error(fcx.tcx.sess, fcx.span(fcx.expr(id).lhs()), diag::PrimitiveField, shown).emit());
    return;
  }
  taint(fcx, error(fcx.tcx.sess, name.span, diag::NoField, name.name, shown)
                 .primary_label("unknown field")
                 .emit());
}

void report_unknown_field(FnCtxt &fcx, Ty adt_ty, const ty::VariantDef &variant,
                          const ty::AdtDef &adt, hir::Ident field) {
  std::string shown =
      adt.is_enum() ? fcx.str(fcx.tcx.name(adt.def_id)).str() + "::" + fcx.str(variant.name).str()
                    : fcx.str(fcx.tcx.name(adt.def_id)).str();
  (void)adt_ty;
  if (adt.is_enum()) {
    taint(fcx, error(fcx.tcx.sess, field.span, diag::UnknownVariantField, shown, field.name)
                   .primary_label("`" + shown + "` does not have this field")
                   .emit());
    return;
  }
  taint(fcx, error(fcx.tcx.sess, field.span, diag::UnknownStructField,
                   llvm::StringRef(adt.is_union() ? "union" : "struct"), shown, field.name)
                 .primary_label("unknown field")
                 .emit());
}

void report_missing_fields(FnCtxt &fcx, hir::ExprId id, Ty adt_ty, const ty::VariantDef &variant,
                           const llvm::DenseMap<Symbol, Span> &seen) {
  llvm::SmallVector<Symbol, 4> missing;
  for (const ty::FieldDef &field : variant.fields)
    if (!seen.contains(field.name))
      missing.push_back(field.name);
  std::string names = join_names(fcx, missing);
  const hir::Expr &expr = fcx.expr(id);
  std::string shown = show(fcx, adt_ty);
  taint(fcx, error(fcx.tcx.sess, fcx.nodes.qpaths[expr.qpath()].span, diag::MissingFields,
                   llvm::StringRef(missing.size() == 1 ? "" : "s"), names, shown)
                 .primary_label("missing " + names)
                 .emit());
}

void report_no_variant(FnCtxt &fcx, Ty enum_ty, hir::Ident name) {
  auto builder = error(fcx.tcx.sess, name.span, diag::NoVariant, name.name, show(fcx, enum_ty));
  builder.primary_label("variant not found in `" + show(fcx, enum_ty) + "`");
  if (fcx.tcx.is_local(enum_ty.def_id()))
    builder.label(fcx.tcx.def_span(enum_ty.def_id()),
                  "variant `" + fcx.str(name.name).str() + "` not found here");
  taint(fcx, builder.emit());
}

// --- Patterns

void report_pat_arity(FnCtxt &fcx, hir::PatId id, const ty::VariantDef &variant, hir::Res res,
                      size_t given) {
  size_t arity = variant.fields.size();
  auto s = [](size_t n) { return llvm::StringRef(n == 1 ? "" : "s"); };
  taint(fcx, error(fcx.tcx.sess, fcx.pat(id).span, diag::PatArity, uint64_t(given), s(given),
                   describe(res.def_kind), uint64_t(arity), s(arity))
                 .primary_label("expected " + std::to_string(arity) + " field" + s(arity).str() +
                                ", found " + std::to_string(given))
                 .emit());
}

void report_pat_no_field(FnCtxt &fcx, Ty ty, const ty::VariantDef &variant, const ty::AdtDef &adt,
                         hir::Ident field) {
  (void)ty;
  std::string shown = fcx.str(fcx.tcx.name(adt.def_id)).str();
  if (adt.is_enum())
    shown += "::" + fcx.str(variant.name).str();
  taint(fcx, error(fcx.tcx.sess, field.span, diag::PatNoField,
                   llvm::StringRef(adt.is_enum()    ? "variant"
                                   : adt.is_union() ? "union"
                                                    : "struct"),
                   shown, field.name)
                 .primary_label((adt.is_enum() ? "variant `" : "struct `") + shown +
                                "` does not have this field")
                 .emit());
}

void report_pat_missing_fields(FnCtxt &fcx, hir::PatId id, const ty::VariantDef &variant,
                               const llvm::DenseMap<Symbol, Span> &seen) {
  llvm::SmallVector<Symbol, 4> missing;
  for (const ty::FieldDef &field : variant.fields)
    if (!seen.contains(field.name))
      missing.push_back(field.name);
  std::string names = join_names(fcx, missing);
  taint(fcx, error(fcx.tcx.sess, fcx.pat(id).span, diag::PatMissingFields,
                   llvm::StringRef(missing.size() == 1 ? "" : "s"), names)
                 .primary_label("missing field" + std::string(missing.size() == 1 ? "" : "s") +
                                " " + names)
                 .emit());
}

// --- Operators

void report_binary(FnCtxt &fcx, hir::ExprId id, Ty lhs, Ty rhs, bool is_assign) {
  const hir::Expr &expr = fcx.expr(id);
  std::string left = show(fcx, lhs), right = show(fcx, rhs);
  std::string op = hir::to_string(expr.bin_op()).str();
  if (is_assign) {
    taint(fcx, error(fcx.tcx.sess, expr.span, diag::BinaryAssignOp, op + "=", left)
                   .label(fcx.span(expr.lhs()), "cannot use `" + op + "=` on type `" + left + "`")
                   .emit());
    return;
  }
  auto message = [&]() -> std::string {
    switch (expr.bin_op()) {
    case hir::BinOp::Add: return "cannot add `" + right + "` to `" + left + "`";
    case hir::BinOp::Sub: return "cannot subtract `" + right + "` from `" + left + "`";
    case hir::BinOp::Mul: return "cannot multiply `" + left + "` by `" + right + "`";
    case hir::BinOp::Div: return "cannot divide `" + left + "` by `" + right + "`";
    case hir::BinOp::Rem:
      return "cannot calculate the remainder of `" + left + "` divided by `" + right + "`";
    case hir::BinOp::BitAnd: return "no implementation for `" + left + " & " + right + "`";
    case hir::BinOp::BitXor: return "no implementation for `" + left + " ^ " + right + "`";
    case hir::BinOp::BitOr: return "no implementation for `" + left + " | " + right + "`";
    case hir::BinOp::Shl: return "no implementation for `" + left + " << " + right + "`";
    case hir::BinOp::Shr: return "no implementation for `" + left + " >> " + right + "`";
    case hir::BinOp::And:
    case hir::BinOp::Or:
    case hir::BinOp::Eq:
    case hir::BinOp::Lt:
    case hir::BinOp::Le:
    case hir::BinOp::Ne:
    case hir::BinOp::Ge:
    case hir::BinOp::Gt: break;
    }
    return "binary operation `" + op + "` cannot be applied to type `" + left + "`";
  };
  Span span = expr.c < fcx.nodes.op_spans.size() ? fcx.nodes.op_spans[expr.c] : expr.span;
  auto builder = error(fcx.tcx.sess, span, diag::BinaryOp, message());
  builder.label(fcx.span(expr.lhs()), left);
  builder.label(fcx.span(expr.rhs()), right);
  taint(fcx, builder.emit());
}

void report_unary(FnCtxt &fcx, hir::ExprId id, Ty operand) {
  const hir::Expr &expr = fcx.expr(id);
  llvm::StringRef op = expr.un_op() == hir::UnOp::Neg ? "-" : "!";
  auto builder = error(fcx.tcx.sess, expr.span, diag::UnaryOp, op, show(fcx, operand));
  builder.primary_label(("cannot apply unary operator `" + op + "`").str());
  if (operand.is(ty::TyKind::Uint))
    builder.note("unsigned values cannot be negated");
  taint(fcx, builder.emit());
}

} // namespace ochre::typeck
