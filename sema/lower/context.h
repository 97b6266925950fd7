// The state of lowering. Internal to this leaf.
//
// CrateLowering holds what concerns the whole crate; OwnerLowering makes the tables of one item,
// each of whose nodes gets a row in the Owner.
#pragma once

#include "sema/lower/diags.h"
#include "sema/lower/lower.h"
#include "support/session/report.h"

#include "llvm/ADT/DenseMap.h"

namespace ochre::lower {

using resolve::LifetimeResKind;
using resolve::PartialRes;
using resolve::Resolutions;

/// What the items of an extern block take from it.
struct ForeignBlock {
  Symbol abi;
  bool is_unsafe = false;
};

struct CrateLowering {
  Session &sess;
  Definitions &defs;
  const ast::Crate &krate;
  const Resolutions &res;
  hir::Crate out;

  // lower.cpp
  /// Lowers an item, and what is inside of it; gives its definition, or an invalid id.
  LocalDefId lower_item(ast::ItemId id, hir::ItemContext context, const ForeignBlock &block = {});
  std::vector<LocalDefId> lower_items(llvm::ArrayRef<ast::ItemId> items, hir::ItemContext context,
                                      const ForeignBlock &block = {});
  void lower_use_tree(const ast::Item &item, const ast::UseTree &tree);
  hir::Owner &start_owner(LocalDefId def);
  void set_node(LocalDefId def, hir::DefNodeKind kind, LocalDefId owner, uint32_t row = 0,
                uint32_t row2 = 0);

  // attrs.cpp
  void set_attrs(LocalDefId def, ast::AttrsId attrs);
  std::vector<hir::Attr> lower_attrs(ast::AttrsId attrs);
  hir::Attr lower_attr(const ast::Attr &attr);
  std::vector<hir::MetaItem> lower_meta_list(lex::TokenStream tokens, unsigned depth);
  hir::MetaItem lower_meta(lex::TokenStream tokens, unsigned depth);
};

/// A literal: its unescaped text, number and suffix. Reports what is wrong with it.
hir::Lit lower_lit(Session &sess, const ast::LitExpr &lit, Span span);

/// Where a path stands decides what missing generic arguments mean.
enum class ParamMode : uint8_t { Explicit, Infer };

inline hir::Ident lower_ident(const ast::Ident &ident) { return {ident.name, ident.span}; }
inline hir::Mutability lower_mutability(ast::Mutability mutbl) {
  return mutbl == ast::Mutability::Mut ? hir::Mutability::Mut : hir::Mutability::Not;
}

class OwnerLowering {
public:
  OwnerLowering(CrateLowering &cx, hir::Owner &owner, LocalDefId def)
      : cx(cx), sess(cx.sess), krate(cx.krate), o(owner), owner_def(def) {}

  /// Fills the owner. The parts that are owners themselves go through `cx`.
  void lower_item(const ast::Item &item, hir::ItemContext context, const ForeignBlock &block);

private:
  // item.cpp
  void lower_fn(const ast::Item &item, const ast::FnItem &fn, const ForeignBlock &block);
  void lower_impl(const ast::ImplItem &impl);
  void lower_trait(const ast::TraitItem &trait);
  void lower_const(const ast::ConstItem &node);
  void lower_static(const ast::StaticItem &node, const ForeignBlock &block);
  void lower_alias(const ast::TyAliasItem &node);
  void lower_enum(const ast::EnumItem &node);
  void lower_struct(const ast::Item &item, const ast::Generics &generics,
                    const ast::VariantData &data);
  void lower_variant_data(const ast::VariantData &data, hir::Variant &variant, uint32_t index);
  hir::BodyId lower_const_body(ast::ExprId value, hir::BodyKind kind, LocalDefId def);
  hir::AsmId lower_asm(const ast::InlineAsm &assembly);

  // generics.cpp
  /// Parameters and predicates; fresh lifetimes of `binder` are appended to the parameters, and
  /// `after` runs before the lists are closed (it may add synthetic parameters).
  hir::Generics lower_generics(const ast::Generics &generics, ast::NodeId binder,
                               llvm::function_ref<void()> after);
  hir::GenericParamId lower_param(const ast::GenericParam &param);
  hir::GenericParamId add_lifetime_param(LocalDefId def, hir::Ident ident, bool is_elided,
                                         Span span);
  hir::IdList<hir::GenericParamId> lower_binder(llvm::ArrayRef<ast::GenericParam> params,
                                                ast::NodeId fresh = {});
  void add_fresh_params(ast::NodeId binder, llvm::SmallVectorImpl<hir::GenericParamId> &out);
  void add_param_predicate(const ast::GenericParam &param);
  void lower_where(const ast::WherePredicate &predicate);
  hir::IdList<hir::BoundId> lower_bounds(llvm::ArrayRef<ast::GenericBound> bounds);
  hir::BoundId lower_bound(const ast::GenericBound &bound);
  hir::PathId lower_trait_ref(const ast::TraitRef &trait_ref);
  hir::TyId param_ty(LocalDefId def, hir::Ident ident, Span span);

  // ty.cpp
  hir::TyId lower_ty(ast::TyId id);
  hir::TyId add_ty(hir::Ty ty) { return o.tys.push(ty); }
  hir::TyId lower_ref_ty(const ast::Ty &ty, const ast::RefTy &ref);
  hir::TyId lower_path_ty(const ast::Ty &ty, const ast::PathTy &path);
  hir::TyId lower_object(Span span, llvm::ArrayRef<ast::GenericBound> bounds,
                         hir::TraitObjectSyntax syntax);
  hir::TyId lower_bare_object(const ast::Ty &ty, const ast::PathTy &path);
  hir::TyId lower_impl_trait(const ast::Ty &ty, const ast::ImplTraitTy &impl);
  hir::TyId lower_universal(const ast::Ty &ty, const ast::ImplTraitTy &impl, LocalDefId def);
  hir::TyId lower_opaque(const ast::Ty &ty, const ast::ImplTraitTy &impl, LocalDefId def);
  bool in_trait_or_trait_impl() const {
    return o.item.context == hir::ItemContext::Trait ||
           o.item.context == hir::ItemContext::TraitImpl;
  }
  /// Copies the captured lifetimes of those in scope at `node`; `fill` makes the bounds, which name
  /// the copies.
  hir::TyId add_opaque(hir::OpaqueTy opaque, ast::NodeId node,
                       llvm::function_ref<bool(LocalDefId)> is_captured,
                       llvm::function_ref<void(hir::OpaqueTy &)> fill);
  hir::TyId lower_fn_ptr(const ast::Ty &ty, const ast::FnPtrTy &fn);
  hir::LifetimeId lower_lifetime(const ast::Lifetime &lifetime);
  hir::LifetimeId add_lifetime(resolve::LifetimeRes res, hir::Ident ident);
  hir::LifetimeId lifetime_at(ast::NodeId node, hir::Ident ident);
  hir::FnDeclId lower_fn_decl(const ast::FnDecl &decl, hir::FnHeader header, Span span, bool names,
                              const ast::FnHeader *async_header = nullptr);
  hir::ConstArgId lower_const_arg(const ast::AnonConst &constant);
  hir::ConstArgId lower_ty_as_const(ast::TyId id);
  hir::BodyId lower_anon_const(const ast::AnonConst &constant, hir::BodyKind kind);
  ast::ExprId lone_path(ast::ExprId value) const;

  // path.cpp
  hir::Res lower_res(const resolve::Res &res);
  hir::QPathId lower_qpath(ast::NodeId node, const ast::QSelf *qself, const ast::Path &path,
                           ParamMode mode);
  hir::PathId lower_path(const hir::Res &res, llvm::ArrayRef<ast::PathSegment> segments, Span span,
                         ParamMode mode);
  hir::SegmentId lower_segment(const ast::PathSegment &segment, const hir::Res &res,
                               ParamMode mode);
  hir::GenericArgsId lower_generic_args(const ast::PathSegment &segment, ParamMode mode);
  hir::GenericArgsId lower_paren_args(const ast::PathSegment &segment);
  hir::ConstraintId lower_constraint(const ast::AssocConstraint &constraint);
  hir::QPathId lang_path(LangItem item, Span span);
  hir::TraitScopeId traits_at(ast::NodeId node) const;

  // pat.cpp
  hir::PatId lower_pat(ast::PatId id);
  hir::PatId lower_ident_pat(const ast::Pat &pat, const ast::IdentPat &ident);
  hir::PatId lower_range_pat(const ast::Pat &pat, const ast::RangePat &range);
  hir::PatId lower_slice_pat(const ast::Pat &pat, const ast::SlicePat &slice);
  hir::PatId lower_struct_pat(const ast::Pat &pat, const ast::StructPat &node);
  hir::IdList<hir::PatId> lower_elems(llvm::ArrayRef<ast::PatId> elems, llvm::StringRef what,
                                      uint32_t &dots);
  hir::PatId lower_expr_pat(Span span, ast::ExprId expr);
  hir::ExprId lower_pat_expr(ast::ExprId expr);
  hir::PatId add_pat(hir::PatKind kind, Span span);
  hir::PatId binding(Symbol name, Span span, hir::Mutability mutbl = hir::Mutability::Not);

  // expr.cpp
  hir::ExprId lower_expr(ast::ExprId id);
  hir::ExprId lower_expr_kind(const ast::Expr &expr);
  hir::ExprId lower_method_call(const ast::Expr &expr, const ast::MethodCallExpr &call);
  hir::ExprId lower_binary(const ast::Expr &expr, const ast::BinaryExpr &binary);
  hir::ExprId lower_struct(const ast::Expr &expr, const ast::StructExpr &node);
  hir::ExprId lower_range(const ast::Expr &expr, const ast::RangeExpr &range);
  hir::ExprId lower_closure(const ast::Expr &expr, const ast::ClosureExpr &closure);
  hir::ExprId lower_format_args(const ast::Expr &expr, const ast::FormatArgsExpr &node);
  hir::ExprId lower_offset_of(const ast::Expr &expr, const ast::OffsetOfExpr &node);
  hir::IdList<hir::ExprId> lower_exprs(llvm::ArrayRef<ast::ExprId> exprs);
  hir::ExprId add_expr(hir::ExprKind kind, Span span, uint32_t a = UINT32_MAX,
                       uint32_t b = UINT32_MAX, uint32_t c = UINT32_MAX, uint32_t d = UINT32_MAX,
                       uint8_t small = 0, uint8_t small2 = 0);
  hir::ExprId err_expr(Span span) { return add_expr(hir::ExprKind::Err, span); }
  void attach_attrs(hir::NodeSort sort, uint32_t row, ast::AttrsId attrs);

  // async.cpp
  /// A parameter of an async function: the name that the function takes it by.
  struct AsyncParam {
    ast::PatId pat;
    hir::PatId outer;
    bool is_simple = false; ///< the pattern is that name
  };
  /// A coroutine; `output`: what it returns, if that is written; `make` lowers its body's value.
  hir::ExprId add_coroutine(hir::Closure closure, hir::TyId output, Span span,
                            llvm::function_ref<hir::ExprId()> make);
  hir::ExprId lower_gen(const ast::Expr &expr, const ast::GenExpr &node);
  hir::ExprId lower_await(const ast::Expr &expr, const ast::AwaitExpr &node);
  void lower_async_params(llvm::ArrayRef<ast::Param> inputs, hir::Body &body,
                          llvm::SmallVectorImpl<AsyncParam> &out);
  hir::ExprId async_body(llvm::ArrayRef<AsyncParam> params, Span span,
                         llvm::function_ref<hir::ExprId()> make);
  void lower_async_fn_body(const ast::FnItem &fn, hir::Body &body);
  hir::ExprId lower_async_closure_body(const ast::ClosureExpr &node, hir::TyId output,
                                       hir::Body &outer);
  hir::TyId lower_async_output(const ast::FnHeader &header, const ast::FnDecl &decl);

  // control.cpp
  hir::ExprId lower_if(const ast::Expr &expr);
  hir::ExprId lower_cond(ast::ExprId cond);
  bool has_let(ast::ExprId cond) const;
  hir::ExprId lower_while(const ast::Expr &expr, const ast::WhileExpr &loop);
  hir::ExprId lower_loop(const ast::Expr &expr, const ast::LoopExpr &loop);
  hir::ExprId lower_for(const ast::Expr &expr, const ast::ForLoopExpr &loop);
  hir::ExprId lower_try(const ast::Expr &expr, const ast::TryExpr &node);
  hir::ExprId lower_match(const ast::Expr &expr, const ast::MatchExpr &match);
  hir::ExprId lower_break(const ast::Expr &expr, const ast::BreakExpr &node);
  /// Reports a `break` or `continue` without label that has no target; true if so.
  bool check_jump(Span span, llvm::StringRef what);
  hir::ExprId lower_continue(const ast::Expr &expr, const ast::ContinueExpr &node);
  hir::ExprId lower_block_expr(const ast::Expr &expr, const ast::BlockExpr &node);
  hir::ExprId start_loop(ast::NodeId node, Span span);
  void finish_loop(hir::ExprId loop, hir::BlockId body, hir::LoopSource source,
                   const ast::Label &label);
  uint32_t label_row(const ast::Label &label);
  hir::BlockId lower_block(ast::BlockId id, bool targeted = false);
  hir::ExprId block_expr(hir::BlockId block, Span span);
  hir::BlockId add_block(llvm::ArrayRef<hir::StmtId> stmts, hir::ExprId tail, Span span);
  hir::StmtId expr_stmt(hir::ExprId expr, hir::StmtKind kind, Span span);
  hir::StmtId let_stmt(hir::PatId pat, hir::ExprId init, Span span);
  void lower_stmt(const ast::Stmt &stmt, llvm::SmallVectorImpl<hir::StmtId> &out);
  hir::ArmId add_arm(hir::PatId pat, hir::ExprId body, Span span);
  hir::ExprId call_lang(LangItem item, llvm::ArrayRef<hir::ExprId> args, Span span);
  hir::ExprId local_path(hir::PatId pat, Span span);

  // assign.cpp
  hir::ExprId lower_assign(const ast::Expr &expr, const ast::AssignExpr &assign);
  bool is_destructuring(ast::ExprId lhs) const;
  hir::PatId assignee_pat(ast::ExprId lhs, llvm::SmallVectorImpl<hir::StmtId> &assignments,
                          Span eq_span);
  hir::PatId assignee_seq(hir::PatKind kind, Span span, llvm::ArrayRef<ast::ExprId> elems,
                          llvm::SmallVectorImpl<hir::StmtId> &assignments, Span eq_span);

  /// Bodies nest: `break` and `?` of an inner one do not see the loops of the outer.
  struct BodyScope {
    hir::ExprId current_loop; ///< target of a plain `break`; invalid: none
    hir::PatId task_context;  ///< of an async body: what `.await` polls with; invalid: none
    bool in_async = false;
    bool in_closure = false;
    bool in_labeled_block = false; ///< the innermost thing that `break` could mean
    bool in_condition = false;     ///< of a `while` loop
  };

  CrateLowering &cx;
  Session &sess;
  const ast::Crate &krate;
  hir::Owner &o;
  LocalDefId owner_def;
  llvm::DenseMap<ast::NodeId, hir::PatId> bindings_;       ///< variable → its naming binding
  llvm::DenseMap<ast::NodeId, hir::ExprId> label_targets_; ///< labelled AST expression → HIR
  llvm::DenseMap<LocalDefId, LocalDefId> lifetime_copies_; ///< inside of an opaque type
  llvm::SmallVector<hir::GenericParamId, 4> synthetic_;    ///< of `impl Trait` in arguments
  llvm::SmallVector<hir::WhereId, 8> predicates_;
  BodyScope scope_;
};

} // namespace ochre::lower
