// Syntax that only nightly compilers accept, where somebody wrote it. What the library's macros
// expand to is allowed. Source: the unstable book's list of language features.
#include "frontend/ast/walk.h"
#include "frontend/parse/diags.h"
#include "frontend/parse/parser.h"
#include "support/session/report.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringSwitch.h"

namespace ochre::parse {

namespace {

using namespace ast;

bool is_unstable_abi(llvm::StringRef abi) {
  return llvm::StringSwitch<bool>(abi)
      .Cases("vectorcall", "vectorcall-unwind", "rust-call", "rust-cold", "rust-preserve-none",
             true)
      .Cases("unadjusted", "custom", "gpu-kernel", "ptx-kernel", "msp430-interrupt",
             "x86-interrupt", true)
      .Cases("avr-interrupt", "avr-non-blocking-interrupt", "riscv-interrupt-m",
             "riscv-interrupt-s", true)
      .Cases("cmse-nonsecure-call", "cmse-nonsecure-entry", true)
      .Default(false);
}

struct Gates : Walker<Gates> {
  Session &sess;
  bool in_trait_impl = false;
  /// Elements of lists, whose attributes are stable for the sake of `cfg`.
  llvm::DenseSet<ExprId> list_elems;
  ExprId stmt_expr; ///< the expression that is the statement being visited

  Gates(Session &sess, const ast::Crate &krate)
      : Walker(const_cast<ast::Crate &>(krate)), sess(sess) {}

  bool allows_unstable(Span span) const {
    return span.from_expansion() &&
           sess.hygiene.expn(sess.hygiene.outer_expn(span.ctxt)).allow_internal_unstable;
  }
  void gate(Span span, llvm::StringRef message) {
    if (!allows_unstable(span))
      error(sess, span, diag::Unstable, message).emit();
  }

  // --- Items
  void visit_item(ItemId id, ItemPlace place) {
    Item &item = krate[id];
    bool outer = in_trait_impl;
    switch (item.kind()) {
    case ItemKind::TraitAlias: gate(item.span, "trait aliases are experimental"); break;
    case ItemKind::Trait: check_trait(item, item.as<TraitItem>()); break;
    case ItemKind::Impl:
      check_impl(item, item.as<ImplItem>());
      in_trait_impl = item.as<ImplItem>().has_trait;
      break;
    case ItemKind::TyAlias: check_alias(item, item.as<TyAliasItem>(), place); break;
    case ItemKind::Const: check_const(item, item.as<ConstItem>()); break;
    case ItemKind::Fn: check_fn(item, item.as<FnItem>()); break;
    case ItemKind::ForeignMod: check_abi(item.as<ForeignModItem>().ext); break;
    case ItemKind::MacroDef:
      if (!item.as<MacroDefItem>().is_macro_rules)
        gate(item.span, "`macro` is experimental");
      break;
    case ItemKind::ExternCrate:
    case ItemKind::Use:
    case ItemKind::Static:
    case ItemKind::Mod:
    case ItemKind::GlobalAsm:
    case ItemKind::Enum:
    case ItemKind::Struct:
    case ItemKind::Union:
    case ItemKind::MacCall:
    case ItemKind::Error: break;
    }
    walk_item(id, place);
    in_trait_impl = outer;
  }
  void check_trait(const Item &item, const TraitItem &trait) {
    if (trait.is_auto)
      gate(item.span, "auto traits are experimental and possibly buggy");
    if (trait.is_const)
      gate(item.span, "const trait impls are experimental");
  }
  void check_impl(const Item &item, const ImplItem &impl) {
    if (impl.is_const)
      gate(item.span, "const trait impls are experimental");
    if (impl.is_negative && impl.has_trait)
      gate(impl.negative_span,
           "negative trait bounds are not fully implemented; use marker types for now");
    if (impl.has_trait)
      check_default(impl.defaultness, item.span);
  }
  void check_default(Defaultness defaultness, Span span) {
    if (defaultness == Defaultness::Default)
      gate(span, "specialization is unstable");
  }
  void check_alias(const Item &item, const TyAliasItem &alias, ItemPlace place) {
    switch (place) {
    case ItemPlace::Trait:
      if (alias.ty)
        gate(item.span, "associated type defaults are unstable");
      return;
    case ItemPlace::Foreign: gate(item.span, "extern types are experimental"); return;
    case ItemPlace::Impl:
      if (!in_trait_impl)
        gate(item.span, "inherent associated types are unstable");
      else
        check_default(alias.defaultness, item.span);
      if (alias.ty)
        check_no_impl_trait(alias.ty, "`impl Trait` in associated types is unstable");
      return;
    case ItemPlace::Module:
    case ItemPlace::Block:
      if (alias.ty)
        check_no_impl_trait(alias.ty, "`impl Trait` in type aliases is unstable");
      return;
    }
  }
  void check_no_impl_trait(TyId ty, llvm::StringRef message) {
    struct Finder : Walker<Finder> {
      llvm::SmallVector<Span, 2> found;
      explicit Finder(ast::Crate &krate) : Walker(krate) {}
      void visit_ty(TyId id) {
        if (krate[id].kind() == TyKind::ImplTrait)
          found.push_back(krate[id].span);
        walk_ty(id);
      }
      void visit_anon_const(AnonConst &) {}
    };
    Finder finder(krate);
    finder.visit_ty(ty);
    for (Span span : finder.found)
      gate(span, message);
  }
  void check_const(const Item &item, const ConstItem &constant) {
    if (in_trait_impl)
      check_default(constant.defaultness, item.span);
    const Generics &generics = constant.generics;
    if (!generics.params.empty() || generics.where_clause.has_where)
      gate(generics.params.empty() ? generics.where_clause.span : generics.span,
           "generic const items are experimental");
  }
  void check_fn(const Item &item, const FnItem &fn) {
    if (in_trait_impl)
      check_default(fn.defaultness, item.span);
    check_coroutine(fn.header.coroutine, fn.header.coroutine_span);
    check_abi(fn.header.ext);
  }
  void check_coroutine(CoroutineKind kind, Span span) {
    if (kind == CoroutineKind::Gen || kind == CoroutineKind::AsyncGen)
      gate(span, "gen blocks are experimental");
  }
  void check_abi(const Extern &ext) {
    if (ext.kind != ExternKind::Explicit || !is_unstable_abi(sess.str(ext.abi)))
      return;
    llvm::StringRef abi = sess.str(ext.abi);
    bool is_perma = abi == "unadjusted";
    gate(ext.abi_span, ("the extern \"" + abi + "\" ABI is " +
                        (is_perma ? "an implementation detail and perma-unstable"
                                  : "experimental and subject to change"))
                           .str());
  }
  void visit_field_def(FieldDef &field) {
    if (field.default_value.is_valid())
      gate(krate[field.default_value.value].span, "default values on fields are experimental");
    walk_field_def(field);
  }

  // --- Bounds and types
  void visit_bound(GenericBound &bound) {
    if (bound.constness != BoundConstness::Never)
      gate(bound.modifier_span, "const trait impls are experimental");
    if (bound.is_async)
      gate(bound.span, "`async` trait bounds are unstable");
    walk_bound(bound);
  }
  void check_binder(List<GenericParam> params) {
    for (const GenericParam &param : params)
      if (param.kind != GenericParamKind::Lifetime)
        gate(param.ident.span, "only lifetime parameters can be used in this context");
  }
  void visit_where_predicate(WherePredicate &predicate) {
    check_binder(predicate.bound_params);
    walk_where_predicate(predicate);
  }
  void visit_poly_trait_ref(PolyTraitRef &poly) {
    check_binder(poly.bound_params);
    walk_poly_trait_ref(poly);
  }
  void visit_generic_args(GenericArgs &args) {
    if (args.kind == GenericArgsKind::ParenthesizedElided)
      gate(args.span, "return type notation is experimental");
    for (GenericArg &arg : args.args)
      self().visit_generic_arg(arg);
    for (AssocConstraint &constraint : args.constraints)
      self().visit_constraint(constraint);
    for (TyId input : args.inputs)
      visit_ty(input);
    visit_output(args.output);
  }
  /// `-> !` is stable, unlike `!` elsewhere.
  void visit_output(TyId output) {
    if (output && krate[output].kind() != TyKind::Never)
      visit_ty(output);
  }
  void visit_fn_decl(FnDecl &decl) {
    for (Param &param : decl.inputs)
      visit_param(param);
    visit_output(decl.output);
  }
  void visit_ty(TyId id) {
    Ty &ty = krate[id];
    if (ty.kind() == TyKind::Never)
      gate(ty.span, "the `!` type is experimental");
    else if (ty.kind() == TyKind::UnsafeBinder)
      gate(ty.span, "unsafe binder types are experimental");
    else if (ty.kind() == TyKind::Ref && ty.as<RefTy>().is_pin)
      gate(ty.span, "pinned reference syntax is experimental");
    else if (ty.kind() == TyKind::FnPtr) {
      check_abi(ty.as<FnPtrTy>().ext);
      check_binder(ty.as<FnPtrTy>().bound_params);
    }
    walk_ty(id);
  }

  // --- Patterns
  void visit_pat(PatId id) {
    Pat &pat = krate[id];
    switch (pat.kind()) {
    case PatKind::Box: gate(pat.span, "box pattern syntax is experimental"); break;
    case PatKind::Guard: gate(pat.span, "guard patterns are experimental"); break;
    case PatKind::Never: gate(pat.span, "`!` patterns are experimental"); break;
    case PatKind::Ident:
      if (pat.as<IdentPat>().by_ref.is_ref && pat.as<IdentPat>().mutbl == Mutability::Mut)
        gate(pat.span, "mutable by-reference bindings are experimental");
      break;
    case PatKind::Slice: check_slice(pat.as<SlicePat>()); break;
    case PatKind::Struct: check_qself(pat.as<StructPat>().qself, pat.as<StructPat>().path); break;
    case PatKind::TupleStruct:
      check_qself(pat.as<TupleStructPat>().qself, pat.as<TupleStructPat>().path);
      break;
    case PatKind::Wild:
    case PatKind::Or:
    case PatKind::Path:
    case PatKind::Tuple:
    case PatKind::Deref:
    case PatKind::Ref:
    case PatKind::Expr:
    case PatKind::Range:
    case PatKind::Rest:
    case PatKind::Paren:
    case PatKind::MacCall:
    case PatKind::Error: break;
    }
    walk_pat(id);
  }
  void check_qself(const QSelf *qself, const Path &path) {
    if (qself)
      gate(path.span, "usage of qualified paths in this context is experimental");
  }
  void check_slice(const SlicePat &slice) {
    for (PatId elem : slice.elems) {
      const Pat *pat = &krate[elem];
      if (const auto *ident = pat->get_if<IdentPat>(); ident && ident->sub)
        pat = &krate[ident->sub];
      const auto *range = pat->get_if<RangePat>();
      if (range && range->lo && !range->hi)
        gate(pat->span, "`X..` patterns in slices are experimental");
    }
  }

  // --- Statements and expressions
  void visit_stmt(Stmt &stmt) {
    if (stmt.kind == StmtKind::Expr || stmt.kind == StmtKind::Semi)
      stmt_expr = stmt.expr;
    if (stmt.kind == StmtKind::Let && stmt.let->is_super && !stmt.span.from_expansion())
      gate(stmt.span, "`super let` is experimental");
    walk_stmt(stmt);
  }
  void visit_expr(ExprId id) {
    Expr &expr = krate[id];
    if (id != stmt_expr && !list_elems.contains(id))
      for (const Attr &attr : krate[expr.attrs])
        gate(attr.span, "attributes on expressions are experimental");
    check_expr(expr);
    walk_expr(id);
  }
  void check_expr(const Expr &expr) {
    if (llvm::StringRef message = unstable_form(expr); !message.empty())
      gate(expr.span, message);
    if (const auto *array = expr.get_if<ArrayExpr>())
      add_elems(array->elems);
    else if (const auto *tuple = expr.get_if<TupExpr>())
      add_elems(tuple->elems);
    else if (const auto *call = expr.get_if<CallExpr>())
      add_elems(call->args);
    else if (const auto *method = expr.get_if<MethodCallExpr>())
      add_elems(method->args);
    else if (const auto *closure = expr.get_if<ClosureExpr>())
      check_closure(*closure);
    else if (const auto *block = expr.get_if<GenExpr>())
      check_coroutine(block->coroutine, block->decl_span);
    else if (const auto *init = expr.get_if<StructExpr>())
      check_qself(init->qself, init->path);
    else if (const auto *lit = expr.get_if<LitExpr>())
      check_lit(expr, *lit);
  }
  static llvm::StringRef unstable_form(const Expr &expr) {
    if (expr.kind() == ExprKind::Yeet)
      return "`do yeet` expression is experimental";
    if (expr.kind() == ExprKind::Become)
      return "`become` expression is experimental";
    if (expr.kind() == ExprKind::Yield)
      return "yield syntax is experimental";
    if (expr.kind() == ExprKind::TryBlock)
      return "`try` expression is experimental";
    if (expr.kind() == ExprKind::Use)
      return "ergonomic clones are experimental";
    if (expr.kind() == ExprKind::TypeAscription)
      return "`builtin #` syntax is unstable";
    if (const auto *match = expr.get_if<MatchExpr>(); match && match->is_postfix)
      return "postfix match is experimental";
    if (const auto *loop = expr.get_if<ForLoopExpr>(); loop && loop->is_await)
      return "`for await` loops are experimental";
    if (const auto *borrow = expr.get_if<AddrOfExpr>(); borrow && borrow->borrow == BorrowKind::Pin)
      return "pinned reference syntax is experimental";
    return "";
  }
  void add_elems(List<ExprId> elems) {
    for (ExprId elem : elems)
      if (!krate[krate[elem].attrs].empty())
        list_elems.insert(elem);
  }
  void check_closure(const ClosureExpr &closure) {
    if (closure.has_binder)
      gate(closure.fn_decl_span, "`for<...>` binders for closures are experimental");
    if (closure.is_const)
      gate(closure.fn_decl_span, "const closures are experimental");
    if (closure.is_static)
      gate(closure.fn_decl_span, "coroutine syntax is experimental");
    if (closure.capture == CaptureBy::Use)
      gate(closure.fn_decl_span, "ergonomic clones are experimental");
    check_coroutine(closure.coroutine, closure.fn_decl_span);
  }
  void check_lit(const Expr &expr, const LitExpr &lit) {
    if (lit.is_value || (lit.lit != LitKind::Float && lit.lit != LitKind::Int))
      return;
    llvm::StringRef text = sess.str(lit.text);
    for (llvm::StringRef suffix : {"f16", "f128"})
      if (text.ends_with(suffix) && !text.starts_with("0x"))
        gate(expr.span, ("the type `" + suffix + "` is unstable").str());
  }
};

} // namespace

void check_feature_gates(Session &sess, const ast::Crate &krate) {
  if (sess.opts.allow_internal_features)
    return;
  for (const Attr &attr : krate[krate.attrs])
    if (!attr.is_doc_comment && attr.is(sym::no_core))
      return;
  Gates(sess, krate).walk_crate();
}

} // namespace ochre::parse
