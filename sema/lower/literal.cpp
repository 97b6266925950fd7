// Literals.
#include "frontend/lex/literal.h"
#include "sema/lower/context.h"

namespace ochre::lower {

namespace {

bool looks_like_width(llvm::StringRef suffix, llvm::StringRef letters) {
  return suffix.size() > 1 && letters.contains(suffix[0]) &&
         llvm::all_of(suffix.drop_front(), llvm::isDigit);
}

hir::Lit err_lit(Span span) {
  hir::Lit lit;
  lit.span = span;
  return lit;
}

hir::Lit lower_float(Session &sess, llvm::StringRef body, llvm::StringRef suffix, Span span) {
  hir::Lit out;
  out.span = span;
  out.kind = hir::LitKind::Float;
  std::string digits;
  for (char c : body)
    if (c != '_')
      digits += c;
  out.text = sess.intern(digits);
  if (suffix.empty())
    return out;
  std::optional<PrimTy> ty = prim_ty_from_name(sess.intern(suffix));
  if (ty && ty->kind == PrimTyKind::Float) {
    out.suffix = ty;
    return out;
  }
  if (looks_like_width(suffix, "fF"))
    error(sess, span, diag::BadFloatWidth, suffix.drop_front()).emit();
  else
    error(sess, span, diag::BadFloatSuffix, suffix).emit();
  return err_lit(span);
}

hir::Lit lower_int(Session &sess, llvm::StringRef body, llvm::StringRef suffix, Span span) {
  hir::Lit out;
  out.span = span;
  out.kind = hir::LitKind::Int;
  if (!suffix.empty()) {
    std::optional<PrimTy> ty = prim_ty_from_name(sess.intern(suffix));
    bool is_decimal = !body.starts_with("0x") && !body.starts_with("0o") && !body.starts_with("0b");
    if (ty && ty->kind == PrimTyKind::Float && is_decimal)
      return lower_float(sess, body, suffix, span);
    if (ty && (ty->kind == PrimTyKind::Int || ty->kind == PrimTyKind::Uint)) {
      out.suffix = ty;
    } else {
      if (looks_like_width(suffix, "iuIU"))
        error(sess, span, diag::BadIntWidth, suffix.drop_front()).emit();
      else
        error(sess, span, diag::BadIntSuffix, suffix).emit();
      return err_lit(span);
    }
  }
  std::optional<lex::Uint128> value = lex::int_literal_value(body);
  if (!value) {
    error(sess, span, diag::IntTooLarge)
        .note("value exceeds limit of `340282366920938463463374607431768211455`")
        .emit();
    return err_lit(span);
  }
  out.lo = value->lo;
  out.hi = value->hi;
  return out;
}

/// A value that a macro made: its text is what it means.
hir::Lit lower_value(Session &sess, const ast::LitExpr &lit, Span span) {
  hir::Lit out;
  out.span = span;
  out.text = lit.text;
  switch (lit.lit) {
  case ast::LitKind::Str: out.kind = hir::LitKind::Str; break;
  case ast::LitKind::ByteStr: out.kind = hir::LitKind::ByteStr; break;
  case ast::LitKind::CStr:
    out.kind = hir::LitKind::CStr;
    out.text = sess.intern(sess.str(lit.text).str() + std::string(1, '\0'));
    break;
  case ast::LitKind::Int: {
    lex::LiteralParts parts = lex::split_literal(lex::TokenKind::Int, sess.str(lit.text));
    return lower_int(sess, parts.body, parts.suffix, span);
  }
  case ast::LitKind::Float: {
    lex::LiteralParts parts = lex::split_literal(lex::TokenKind::Float, sess.str(lit.text));
    return lower_float(sess, parts.body, parts.suffix, span);
  }
  case ast::LitKind::Bool:
    out.kind = hir::LitKind::Bool;
    out.lo = lit.text == sym::kw_true;
    break;
  case ast::LitKind::Char:
  case ast::LitKind::Byte:
  case ast::LitKind::Error: out.kind = hir::LitKind::Err; break;
  }
  return out;
}

} // namespace

hir::Lit lower_lit(Session &sess, const ast::LitExpr &lit, Span span) {
  if (lit.is_value)
    return lower_value(sess, lit, span);
  hir::Lit out;
  out.span = span;
  if (lit.lit == ast::LitKind::Error)
    return out;
  if (lit.lit == ast::LitKind::Bool) {
    out.kind = hir::LitKind::Bool;
    out.lo = lit.text == sym::kw_true;
    return out;
  }
  lex::LiteralParts parts = lex::split_literal(lit.token, sess.str(lit.text));
  if (lit.lit == ast::LitKind::Int)
    return lower_int(sess, parts.body, parts.suffix, span);
  if (lit.lit == ast::LitKind::Float)
    return lower_float(sess, parts.body, parts.suffix, span);
  if (!parts.suffix.empty()) {
    llvm::StringRef what = lit.lit == ast::LitKind::Char      ? "char"
                           : lit.lit == ast::LitKind::Byte    ? "byte"
                           : lit.lit == ast::LitKind::Str     ? "string"
                           : lit.lit == ast::LitKind::ByteStr ? "byte string"
                                                              : "C string";
    error(sess, span, diag::BadSuffix, what).emit();
    return out;
  }
  switch (lit.lit) {
  case ast::LitKind::Char:
  case ast::LitKind::Byte:
    out.kind = lit.lit == ast::LitKind::Char ? hir::LitKind::Char : hir::LitKind::Byte;
    out.lo = lex::char_literal_value(lit.token, parts.body);
    break;
  case ast::LitKind::Str:
    out.kind = hir::LitKind::Str;
    out.text = sess.intern(lex::string_literal_value(lit.token, parts.body));
    break;
  case ast::LitKind::ByteStr:
    out.kind = hir::LitKind::ByteStr;
    out.text = sess.intern(lex::string_literal_value(lit.token, parts.body));
    break;
  case ast::LitKind::CStr:
    out.kind = hir::LitKind::CStr;
    out.text = sess.intern(lex::string_literal_value(lit.token, parts.body) + std::string(1, '\0'));
    break;
  case ast::LitKind::Bool:
  case ast::LitKind::Int:
  case ast::LitKind::Float:
  case ast::LitKind::Error: break;
  }
  return out;
}

} // namespace ochre::lower
