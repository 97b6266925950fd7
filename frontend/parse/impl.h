// The parser's machine. Internal to this leaf.
//
// After a mistake the parser panics: it reports nothing more and every loop ends, until somebody
// who knows where to go on calms it (the end of the group, the next statement, the next item).
#pragma once

#include "frontend/lex/keywords.h"
#include "frontend/parse/diags.h"
#include "frontend/parse/parser.h"
#include "support/session/report.h"

namespace ochre::parse {

using namespace ast;
using lex::FragmentKind;
using lex::Token;
using K = lex::TokenKind;
using ast::Label;
using ast::Visibility;

/// What an expression may be, given where it stands.
enum Restriction : uint8_t {
  kNone = 0,
  kStmtExpr = 1, ///< begins a statement or arm: a block-like expression ends it
  kNoStruct = 2, ///< before a block: `a {` is no struct literal
  kAllowLet = 4, ///< a condition: `let p = a` may be part of it
  kConstArg = 8, ///< a generic argument: `>` ends it
};

/// Strength of binary operators, weakest first.
enum class Prec : uint8_t {
  None,
  Assign,
  Range,
  Or,
  And,
  Compare,
  BitOr,
  BitXor,
  BitAnd,
  Shift,
  Sum,
  Product,
  Cast,
};

enum class PathStyle : uint8_t { Expr, Pat, Type, Mod };

/// Most nested constructs, counted where the parser recurses.
inline constexpr unsigned kMaxNesting = 5000;
/// Greatest height of a tree, also where left-nested chains make it without recursion.
inline constexpr unsigned kMaxHeight = 20000;

enum class FnContext : uint8_t { Free, Trait, Impl, Extern, Pointer };

/// The first character of a glued token as a token, and the rest.
struct Halves {
  K first = K::Eof;
  K second = K::Eof;
};
Halves split_token(K kind);

struct Parser::Impl {
  Session &sess;
  ast::Crate &krate;
  lex::TokenStream stream;
  const Token *at; ///< the current token in the stream, or its end
  const Token *end;
  const Token *cur; ///< `at`, `&half` or `&eof`
  Token half;       ///< second half of a split token
  Token eof;
  Span prev; ///< of the token before
  K prev_kind = K::Eof;
  uint8_t restrictions = kNone;
  bool panicking = false;
  bool gave_up = false;
  unsigned depth = 0;
  unsigned height = 0;
  Edition root_edition;

  Impl(Session &sess, ast::Crate &krate, lex::TokenStream stream, Span end);

  // cursor.cpp
  void bump() {
    prev = cur->span;
    prev_kind = cur->kind;
    ++at;
    settle();
  }
  void settle() {
    cur = at < end ? at : &eof;
    if (cur->kind == K::OpenInvisible || cur->kind == K::CloseInvisible)
      skip_transparent();
  }
  void skip_transparent();
  const Token &look(unsigned distance) const;
  /// One token on, for look-ahead of any length; starts at `at`.
  const Token *step(const Token *token) const;
  const Token &deref(const Token *token) const {
    return token == at ? *cur : token < end ? *token : eof;
  }
  /// Whether `a::b!(` begins here.
  bool is_macro_call_ahead() const;
  bool at_kind(K kind) const { return cur->kind == kind; }
  bool at_word(Symbol word) const { return cur->is_word(word); }
  bool look_word(unsigned distance, Symbol word) const { return look(distance).is_word(word); }
  bool at_kw(Symbol word) const { return cur->is_word(word); }
  /// A keyword in the token's edition.
  bool at_edition_kw(Symbol word) const { return is_edition_kw(*cur, word); }
  bool is_edition_kw(const Token &token, Symbol word) const {
    return token.is_word(word) &&
           edition(token.span) >= (word == sym::kw_gen ? Edition::E2024 : Edition::E2018);
  }
  Edition edition(Span span) const {
    return span.ctxt == kRootContext ? root_edition : sess.edition(span);
  }
  bool is_reserved(const Token &token) const {
    return token.is_ident() && !token.is_raw() && token.payload <= sym::kw_gen.raw + 64 &&
           lex::is_keyword(token.symbol(), edition(token.span));
  }
  bool is_plain_ident(const Token &token) const { return token.is_ident() && !is_reserved(token); }
  bool eat(K kind) {
    if (cur->kind != kind)
      return false;
    bump();
    return true;
  }
  bool eat_kw(Symbol word) {
    if (!cur->is_word(word))
      return false;
    bump();
    return true;
  }
  /// Past `kind`, or the first half of a token that begins with it (`>` of `>>=`).
  bool eat_part(K kind);
  /// Whether the token is `kind` or begins with it.
  bool at_part(K kind) const;
  /// Reports and panics unless `kind` is next.
  bool expect(K kind);
  bool expect_part(K kind);
  bool expect_kw(Symbol word);
  void expect_semi();
  Span span_from(Span lo) const { return lo.hi <= prev.hi && lo.lo <= prev.hi ? lo.to(prev) : lo; }
  void skip_tree();
  /// The open delimiter before which we stand; `leave_group` goes past its close, reporting what
  /// was not parsed, unless panicking, which ends here.
  const Token *enter_group();
  void leave_group(const Token *open);
  bool at_group_end() const { return cur->is_close() || cur->kind == K::Eof || panicking; }
  bool at_invisible(FragmentKind kind) const {
    return cur->kind == K::OpenInvisible && cur->fragment == kind;
  }
  /// Elements up to the end of a group, separated by commas.
  template <class F>
  bool comma_list(F parse_element) {
    bool trailing = false;
    while (!at_group_end()) {
      const Token *before = cur;
      parse_element();
      trailing = false;
      if (at_group_end())
        break;
      if (!at_kind(K::Comma)) {
        unexpected("`,`");
        break;
      }
      bump();
      trailing = true;
      if (before == cur)
        break;
    }
    return trailing;
  }

  // errors.cpp
  std::string describe_token(const Token &token) const;
  ErrorGuaranteed unexpected(llvm::StringRef expected);
  ErrorGuaranteed unexpected_at(Span span, llvm::StringRef expected);
  template <class... Args>
  ErrorGuaranteed fail(Span span, const DiagTemplate<Args...> &tmpl,
                       const std::type_identity_t<Args> &...args) {
    if (panicking || gave_up)
      return sess.diags.guaranteed();
    panicking = true;
    return error(sess, span, tmpl, args...).emit();
  }
  ErrorGuaranteed fail(Span span, llvm::StringRef text) { return fail(span, diag::Plain, text); }
  /// Reports, but parsing goes on as if all were well.
  template <class... Args>
  ErrorGuaranteed complain(Span span, const DiagTemplate<Args...> &tmpl,
                           const std::type_identity_t<Args> &...args) {
    if (panicking || gave_up)
      return sess.diags.guaranteed();
    return error(sess, span, tmpl, args...).emit();
  }
  ErrorGuaranteed complain(Span span, llvm::StringRef text) {
    return complain(span, diag::Plain, text);
  }
  ErrorGuaranteed guaranteed() { return sess.diags.guaranteed(); }
  ErrorGuaranteed give_up(Span span);
  /// Nesting: see depth and height.
  bool too_deep();
  /// One link more of a left-nested chain.
  void grow() {
    if (++height > kMaxHeight)
      chain_too_long();
  }
  void chain_too_long();

  // path.cpp
  Ident ident_here() const { return {cur->symbol(), cur->span}; }
  Ident parse_ident();
  /// Any word, keywords included (fields of macros, tuple indices excluded).
  bool at_path_start() const { return is_path_start(*cur); }
  bool is_path_start(const Token &token) const;
  bool is_path_segment(const Token &token) const;
  Path parse_path(PathStyle style);
  void parse_segments(llvm::SmallVectorImpl<PathSegment> &segments, PathStyle style);
  PathSegment parse_segment(PathStyle style);
  /// `<T as A>::B`, `<` being next.
  Path parse_qpath(PathStyle style, QSelf *&qself);
  Path parse_path_or_qpath(PathStyle style, QSelf *&qself);
  GenericArgs *parse_angle_args(Span lo);
  GenericArgs *parse_paren_args();
  void parse_generic_arg(llvm::SmallVectorImpl<GenericArg> &args,
                         llvm::SmallVectorImpl<AssocConstraint> &constraints);
  void parse_constraint(llvm::SmallVectorImpl<AssocConstraint> &constraints, Span lo, Ident name,
                        GenericArgs *args);
  bool at_const_arg() const;
  AnonConst parse_const_arg();
  Lifetime parse_lifetime();
  Visibility parse_visibility(bool is_field = false);
  MacCall *parse_mac_args(const Path &path);
  MacCall *finish_mac(const Path &path);

  // attr.cpp
  AttrsId parse_outer_attrs();
  void parse_outer_attrs(llvm::SmallVectorImpl<Attr> &attrs);
  void parse_inner_attrs(llvm::SmallVectorImpl<Attr> &attrs);
  bool at_inner_attr() const;
  Attr parse_attr(AttrStyle style);
  void parse_attr_body(Attr &attr);
  Attr doc_attr(const Token &token);
  AttrsId join_attrs(AttrsId first, llvm::ArrayRef<Attr> more);
  void stray_attrs(AttrsId attrs, llvm::StringRef what);

  // generics.cpp
  Generics parse_generics();
  GenericParam parse_generic_param();
  List<GenericParam> parse_for_binder();
  List<GenericBound> parse_bounds(bool allow_plus = true);
  bool at_bound_start() const;
  GenericBound parse_bound();
  void parse_use_bound(GenericBound &bound);
  void parse_trait_bound(GenericBound &bound);
  void parse_where(Generics &generics);
  WherePredicate parse_where_predicate();

  // ty.cpp
  enum class Plus : uint8_t { No, Yes };
  TyId parse_ty(Plus plus = Plus::Yes);
  TyId parse_ty_inner(Plus plus);
  TyId parse_fragment_ty();
  TyId parse_paren_ty(Plus plus);
  TyId parse_ref_ty();
  TyId parse_ptr_ty();
  TyId parse_array_ty();
  TyId parse_for_ty(Plus plus);
  TyId parse_path_ty(Plus plus, List<GenericParam> binder, Span lo);
  TyId parse_bare_object(Span lo, const Path &path, List<GenericParam> binder);
  TyId parse_fn_ptr(List<GenericParam> binder, Span lo);
  TyId parse_dyn_ty(Plus plus);
  TyId parse_impl_ty(Plus plus);
  bool at_fn_ptr_front() const;
  bool at_dyn_ty() const;
  TyId parse_ret_ty(Plus plus, Span &span);
  bool is_ty_start(const Token &token, const Token &next) const;
  Extern parse_extern();
  TyId error_ty(Span span) { return krate.make(span, ErrorTy{guaranteed()}); }

  // pat.cpp
  PatId parse_pat_top();
  PatId parse_pat();
  PatId parse_pat_inner();
  PatId parse_paren_pat();
  PatId parse_ref_pat();
  PatId parse_ident_pat(ByRef by_ref, Mutability mutbl, Span lo);
  PatId parse_path_pat();
  PatId parse_struct_pat(Span lo, QSelf *qself, const Path &path);
  PatField parse_pat_field();
  PatId parse_range_pat(Span lo, ExprId from);
  ExprId parse_range_pat_end();
  ExprId parse_literal_pat();
  List<PatId> parse_pat_list();
  bool is_pat_range_end(const Token &token) const;
  bool can_be_ident_pat() const;
  PatId error_pat(Span span) { return krate.make(span, ErrorPat{guaranteed()}); }

  // expr.cpp
  ExprId parse_expr() { return parse_expr_with(kNone); }
  ExprId parse_expr_with(uint8_t restrictions);
  ExprId parse_expr_attrs(uint8_t restrictions, AttrsId attrs);
  ExprId parse_assoc(Prec least, AttrsId attrs = {});
  ExprId parse_assoc_rest(ExprId lhs, Prec least);
  ExprId parse_assoc_step(ExprId lhs, K op, Prec prec, Span op_span);
  ExprId parse_range_rest(ExprId lo, bool is_inclusive, Span op_span);
  ExprId parse_prefix_range(AttrsId attrs);
  ExprId parse_cast(ExprId lhs);
  ExprId parse_prefix(AttrsId attrs = {});
  ExprId parse_borrow(Span lo);
  ExprId parse_postfix(ExprId expr);
  ExprId parse_dot(ExprId expr);
  ExprId parse_field_or_method(ExprId expr);
  ExprId parse_float_fields(ExprId expr);
  List<ExprId> parse_args();
  bool is_expr_start(const Token &token) const;
  bool is_complete(ExprId expr) const;
  /// Block-like: needs no `;` to be a statement.
  bool is_block_like(ExprId expr) const;
  bool check_chained_comparison(ExprId lhs, Span op_span);
  ExprId error_expr(Span span) { return krate.make(span, ErrorExpr{guaranteed()}); }

  // expr_primary.cpp
  ExprId parse_primary();
  ExprId parse_fragment_expr();
  ExprId parse_literal();
  ExprId parse_opt_literal();
  ExprId parse_lit_token(const Token &token);
  ExprId parse_paren_or_tuple();
  ExprId parse_array();
  ExprId parse_path_expr();
  ExprId parse_struct_expr(Span lo, QSelf *qself, const Path &path);
  ExprField parse_expr_field();
  bool at_struct_body() const;
  ExprId parse_word_expr();
  ExprId parse_builtin();
  void parse_offset_fields(llvm::SmallVectorImpl<Ident> &fields);
  ExprId parse_closure();
  bool at_closure_front() const;
  void parse_closure_params(ClosureExpr &closure);
  ExprId parse_jump(K kind);

  // expr_control.cpp
  ExprId parse_if();
  ExprId parse_cond();
  void check_lets(ExprId cond);
  ExprId parse_let();
  ExprId parse_labeled();
  ExprId parse_while(Label label, Span lo);
  ExprId parse_for(Label label, Span lo);
  ExprId parse_loop(Label label, Span lo);
  ExprId parse_match();
  Arm parse_arm();
  ExprId parse_block_expr(Label label, Span lo, BlockRules rules);
  ExprId parse_gen_block();
  bool at_gen_block() const;
  ExprId parse_return();
  ExprId parse_break();
  ExprId parse_const_block();

  // stmt.cpp
  BlockId parse_block(llvm::SmallVectorImpl<Attr> *inner = nullptr,
                      BlockRules rules = BlockRules::Default);
  void parse_stmts_until_end(llvm::SmallVectorImpl<Stmt> &stmts);
  bool parse_stmt(Stmt &stmt);
  bool parse_fragment_stmt(Stmt &stmt, AttrsId attrs);
  bool parse_stmt_core(Stmt &stmt, AttrsId attrs);
  void parse_let_stmt(Stmt &stmt, AttrsId attrs);
  void parse_path_stmt(Stmt &stmt, AttrsId attrs);
  void finish_stmt(Stmt &stmt);
  void recover_stmt();
  List<Stmt> stmts_list(llvm::ArrayRef<Stmt> stmts) { return krate.list(stmts); }

  // item.cpp
  List<ItemId> parse_items(ItemContext context);
  ItemId parse_item(ItemContext context, AttrsId attrs, const Token *first);
  ItemId parse_item_kind(ItemContext context, AttrsId attrs, Span lo, const Visibility &vis);
  ItemId finish_item(ItemId item, const Token *first);
  bool is_item_start(ItemContext context) const;
  bool at_fn_front() const;
  Defaultness parse_defaultness(ItemContext context, Span &span);
  ItemId parse_mac_item(AttrsId attrs, Span lo, const Visibility &vis);
  ItemId parse_macro_rules(AttrsId attrs, Span lo, const Visibility &vis);
  ItemId parse_macro2(AttrsId attrs, Span lo, const Visibility &vis);
  ItemId parse_extern_item(AttrsId attrs, Span lo, const Visibility &vis);
  ItemId parse_foreign_mod(AttrsId attrs, Span lo, const Visibility &vis, Safety safety);
  ItemId parse_mod(AttrsId attrs, Span lo, const Visibility &vis);
  ItemId parse_use(AttrsId attrs, Span lo, const Visibility &vis);
  UseTree parse_use_tree();
  ItemId parse_static(AttrsId attrs, Span lo, const Visibility &vis, Safety safety);
  ItemId parse_const(AttrsId attrs, Span lo, const Visibility &vis, Defaultness def);
  ItemId parse_type_alias(AttrsId attrs, Span lo, const Visibility &vis, Defaultness def);
  ItemId parse_trait(AttrsId attrs, Span lo, const Visibility &vis);
  ItemId parse_impl(AttrsId attrs, Span lo, const Visibility &vis, Defaultness def, Span def_span);
  List<ItemId> parse_item_list(ItemContext context, AttrsId &attrs);
  void recover_item();
  bool looks_like_generics_of_impl() const;

  // item_adt.cpp
  ItemId parse_struct(AttrsId attrs, Span lo, const Visibility &vis);
  ItemId parse_union(AttrsId attrs, Span lo, const Visibility &vis);
  ItemId parse_enum(AttrsId attrs, Span lo, const Visibility &vis);
  List<Variant> parse_variant_list();
  bool parse_variant(llvm::SmallVectorImpl<Variant> &variants);
  List<FieldDef> parse_record_fields();
  bool parse_record_field(llvm::SmallVectorImpl<FieldDef> &fields);
  List<FieldDef> parse_tuple_fields();

  // item_fn.cpp
  ItemId parse_fn(AttrsId attrs, Span lo, const Visibility &vis, Defaultness def, FnContext ctx);
  FnHeader parse_fn_header();
  FnDecl parse_fn_decl(FnContext ctx, Edition name_edition);
  List<Param> parse_fn_params(FnContext ctx, FnDecl &decl);
  bool parse_self_param(Param &param);
  Param parse_param(FnContext ctx);
  bool is_named_param() const;
  Param make_self(Span lo, AttrsId attrs, Mutability mutbl, Ident self, TyId ty);

  // fragment.cpp
  template <class F>
  auto within_invisible(F parse) {
    const Token *open = cur;
    bump();
    auto result = parse();
    leave_invisible(open);
    return result;
  }
  void leave_invisible(const Token *open);
};

/// Counts one level of nesting while it lives, and the height of what is parsed meanwhile.
class Nested {
public:
  explicit Nested(Parser::Impl &parser) : parser_(parser), outer_(parser.height) {
    parser.height = 0;
    ++parser.depth;
  }
  ~Nested() {
    --parser_.depth;
    parser_.height = std::max(outer_, parser_.height + 1);
  }
  Nested(const Nested &) = delete;

private:
  Parser::Impl &parser_;
  unsigned outer_;
};

} // namespace ochre::parse
