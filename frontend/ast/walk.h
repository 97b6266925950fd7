// Walking an AST in source order.
//
// `Walker<D>` calls `D::visit_…` for every child; the default of each is the `walk_…` of the same
// name, which visits the children in turn. A derived struct shadows what it wants to see:
//
//   struct CountCalls : Walker<CountCalls> {
//     unsigned calls = 0;
//     void visit_expr(ExprId id) {
//       calls += krate[id].kind() == ExprKind::Call;
//       walk_expr(id);
//     }
//   };
//
// Depth is bounded by the parser, so plain recursion serves.
#pragma once

#include "frontend/ast/crate.h"

namespace ochre::ast {

/// Where an item stands.
enum class ItemPlace : uint8_t { Module, Block, Trait, Impl, Foreign };

template <class Derived>
struct Walker {
  Crate &krate;
  explicit Walker(Crate &krate) : krate(krate) {}

  Derived &self() { return static_cast<Derived &>(*this); }

  void visit_item(ItemId id, ItemPlace place) { walk_item(id, place); }
  void visit_expr(ExprId id) { walk_expr(id); }
  void visit_pat(PatId id) { walk_pat(id); }
  void visit_ty(TyId id) { walk_ty(id); }
  void visit_block(BlockId id) { walk_block(id); }
  void visit_stmt(Stmt &stmt) { walk_stmt(stmt); }
  void visit_local(Stmt &stmt) { walk_local(stmt); }
  void visit_arm(Arm &arm) { walk_arm(arm); }
  void visit_anon_const(AnonConst &constant) { walk_anon_const(constant); }
  void visit_generics(Generics &generics) { walk_generics(generics); }
  void visit_generic_param(GenericParam &param) { walk_generic_param(param); }
  void visit_where_predicate(WherePredicate &predicate) { walk_where_predicate(predicate); }
  void visit_bound(GenericBound &bound) { walk_bound(bound); }
  void visit_poly_trait_ref(PolyTraitRef &poly) { walk_poly_trait_ref(poly); }
  void visit_path(Path &path, NodeId) { walk_path(path); }
  void visit_segment(PathSegment &segment) { walk_segment(segment); }
  void visit_generic_args(GenericArgs &args) { walk_generic_args(args); }
  void visit_generic_arg(GenericArg &arg) { walk_generic_arg(arg); }
  void visit_constraint(AssocConstraint &constraint) { walk_constraint(constraint); }
  void visit_lifetime(Lifetime &) {}
  void visit_label(Label &) {}
  void visit_fn_decl(FnDecl &decl) { walk_fn_decl(decl); }
  void visit_param(Param &param) { walk_param(param); }
  void visit_field_def(FieldDef &field) { walk_field_def(field); }
  void visit_variant(Variant &variant) { walk_variant(variant); }
  void visit_variant_data(VariantData &data) { walk_variant_data(data); }
  void visit_attrs(AttrsId) {}
  void visit_mac_call(MacCall &) {}
  void visit_vis(Visibility &vis) { walk_vis(vis); }
  void visit_use_tree(UseTree &tree) { walk_use_tree(tree); }
  void visit_expr_field(ExprField &field) { walk_expr_field(field); }
  void visit_pat_field(PatField &field) { walk_pat_field(field); }
  void visit_asm(InlineAsm &assembly) { walk_asm(assembly); }

  void maybe_expr(ExprId id) {
    if (id)
      self().visit_expr(id);
  }
  void maybe_ty(TyId id) {
    if (id)
      self().visit_ty(id);
  }
  void maybe_block(BlockId id) {
    if (id)
      self().visit_block(id);
  }
  void maybe_const(AnonConst &constant) {
    if (constant.is_valid())
      self().visit_anon_const(constant);
  }
  void visit_exprs(List<ExprId> ids) {
    for (ExprId id : ids)
      self().visit_expr(id);
  }
  void visit_pats(List<PatId> ids) {
    for (PatId id : ids)
      self().visit_pat(id);
  }
  void visit_bounds(List<GenericBound> bounds) {
    for (GenericBound &bound : bounds)
      self().visit_bound(bound);
  }
  void visit_params(List<GenericParam> params) {
    for (GenericParam &param : params)
      self().visit_generic_param(param);
  }
  void visit_items(List<ItemId> items, ItemPlace place) {
    for (ItemId id : items)
      self().visit_item(id, place);
  }
  void visit_qself(QSelf *qself) {
    if (qself)
      self().visit_ty(qself->ty);
  }

  void walk_crate() {
    self().visit_attrs(krate.attrs);
    visit_items(krate.items, ItemPlace::Module);
  }

  void walk_vis(Visibility &vis) {
    if (vis.kind == VisibilityKind::Restricted)
      self().visit_path(*vis.path, vis.id);
  }
  void walk_use_tree(UseTree &tree) {
    self().visit_path(tree.prefix, tree.id);
    for (UseTree &nested : tree.nested)
      self().visit_use_tree(nested);
  }

  void walk_item(ItemId id, ItemPlace) {
    Item &item = krate[id];
    self().visit_attrs(item.attrs);
    self().visit_vis(item.vis);
    switch (item.kind()) {
    case ItemKind::ExternCrate:
    case ItemKind::MacroDef:
    case ItemKind::Error: break;
    case ItemKind::Use: self().visit_use_tree(item.as<UseItem>().tree); break;
    case ItemKind::Static: {
      auto &node = item.as<StaticItem>();
      self().visit_ty(node.ty);
      maybe_expr(node.value);
      break;
    }
    case ItemKind::Const: {
      auto &node = item.as<ConstItem>();
      self().visit_generics(node.generics);
      self().visit_ty(node.ty);
      maybe_expr(node.value);
      break;
    }
    case ItemKind::Fn: {
      auto &node = item.as<FnItem>();
      self().visit_generics(node.generics);
      self().visit_fn_decl(node.decl);
      maybe_block(node.body);
      break;
    }
    case ItemKind::Mod:
      if (item.as<ModItem>().is_loaded)
        visit_items(item.as<ModItem>().items, ItemPlace::Module);
      break;
    case ItemKind::ForeignMod:
      visit_items(item.as<ForeignModItem>().items, ItemPlace::Foreign);
      break;
    case ItemKind::GlobalAsm: self().visit_asm(*item.as<GlobalAsmItem>().assembly); break;
    case ItemKind::TyAlias: {
      auto &node = item.as<TyAliasItem>();
      self().visit_generics(node.generics);
      visit_bounds(node.bounds);
      maybe_ty(node.ty);
      break;
    }
    case ItemKind::Enum: {
      auto &node = item.as<EnumItem>();
      self().visit_generics(node.generics);
      for (Variant &variant : node.variants)
        self().visit_variant(variant);
      break;
    }
    case ItemKind::Struct:
      self().visit_generics(item.as<StructItem>().generics);
      self().visit_variant_data(item.as<StructItem>().data);
      break;
    case ItemKind::Union:
      self().visit_generics(item.as<UnionItem>().generics);
      self().visit_variant_data(item.as<UnionItem>().data);
      break;
    case ItemKind::Trait: {
      auto &node = item.as<TraitItem>();
      self().visit_generics(node.generics);
      visit_bounds(node.bounds);
      visit_items(node.items, ItemPlace::Trait);
      break;
    }
    case ItemKind::TraitAlias:
      self().visit_generics(item.as<TraitAliasItem>().generics);
      visit_bounds(item.as<TraitAliasItem>().bounds);
      break;
    case ItemKind::Impl: {
      auto &node = item.as<ImplItem>();
      self().visit_generics(node.generics);
      if (node.has_trait)
        self().visit_path(node.trait_ref.path, node.trait_ref.ref_id);
      self().visit_ty(node.self_ty);
      visit_items(node.items, ItemPlace::Impl);
      break;
    }
    case ItemKind::MacCall: self().visit_mac_call(*item.as<MacCallItem>().mac); break;
    }
  }

  void walk_variant(Variant &variant) {
    self().visit_attrs(variant.attrs);
    self().visit_vis(variant.vis);
    self().visit_variant_data(variant.data);
    maybe_const(variant.discriminant);
  }
  void walk_variant_data(VariantData &data) {
    for (FieldDef &field : data.fields)
      self().visit_field_def(field);
  }
  void walk_field_def(FieldDef &field) {
    self().visit_attrs(field.attrs);
    self().visit_vis(field.vis);
    self().visit_ty(field.ty);
    maybe_const(field.default_value);
  }
  void walk_generics(Generics &generics) {
    visit_params(generics.params);
    for (WherePredicate &predicate : generics.where_clause.predicates)
      self().visit_where_predicate(predicate);
  }
  void walk_generic_param(GenericParam &param) {
    self().visit_attrs(param.attrs);
    visit_bounds(param.bounds);
    maybe_ty(param.ty);
    maybe_const(param.default_value);
  }
  void walk_where_predicate(WherePredicate &predicate) {
    self().visit_attrs(predicate.attrs);
    if (predicate.kind == WherePredicateKind::Bound) {
      visit_params(predicate.bound_params);
      self().visit_ty(predicate.bounded_ty);
    } else {
      self().visit_lifetime(predicate.lifetime);
    }
    visit_bounds(predicate.bounds);
  }
  void walk_bound(GenericBound &bound) {
    switch (bound.kind) {
    case BoundKind::Trait: self().visit_poly_trait_ref(*bound.poly); break;
    case BoundKind::Outlives: self().visit_lifetime(bound.lifetime); break;
    case BoundKind::Use:
      for (PreciseCapturingArg &arg : bound.use_args) {
        if (arg.is_lifetime)
          self().visit_lifetime(arg.lifetime);
        else
          self().visit_path(arg.path, arg.id);
      }
      break;
    }
  }
  void walk_poly_trait_ref(PolyTraitRef &poly) {
    visit_params(poly.bound_params);
    self().visit_path(poly.trait_ref.path, poly.trait_ref.ref_id);
  }
  void walk_path(Path &path) {
    for (PathSegment &segment : path.segments)
      self().visit_segment(segment);
  }
  void walk_segment(PathSegment &segment) {
    if (segment.args)
      self().visit_generic_args(*segment.args);
  }
  void walk_generic_args(GenericArgs &args) {
    for (GenericArg &arg : args.args)
      self().visit_generic_arg(arg);
    for (AssocConstraint &constraint : args.constraints)
      self().visit_constraint(constraint);
    for (TyId input : args.inputs)
      self().visit_ty(input);
    maybe_ty(args.output);
  }
  void walk_generic_arg(GenericArg &arg) {
    switch (arg.kind) {
    case GenericArgKind::Lifetime: self().visit_lifetime(arg.lifetime); break;
    case GenericArgKind::Type: self().visit_ty(arg.ty); break;
    case GenericArgKind::Const: self().visit_anon_const(arg.constant); break;
    }
  }
  void walk_constraint(AssocConstraint &constraint) {
    if (constraint.args)
      self().visit_generic_args(*constraint.args);
    maybe_ty(constraint.ty);
    maybe_const(constraint.constant);
    visit_bounds(constraint.bounds);
  }
  void walk_fn_decl(FnDecl &decl) {
    for (Param &param : decl.inputs)
      self().visit_param(param);
    maybe_ty(decl.output);
  }
  void walk_param(Param &param) {
    self().visit_attrs(param.attrs);
    self().visit_pat(param.pat);
    self().visit_ty(param.ty);
  }
  void walk_anon_const(AnonConst &constant) { self().visit_expr(constant.value); }

  void walk_ty(TyId id) {
    Ty &ty = krate[id];
    switch (ty.kind()) {
    case TyKind::Slice: self().visit_ty(ty.as<SliceTy>().elem); break;
    case TyKind::Array:
      self().visit_ty(ty.as<ArrayTy>().elem);
      self().visit_anon_const(ty.as<ArrayTy>().len);
      break;
    case TyKind::Ptr: self().visit_ty(ty.as<PtrTy>().inner); break;
    case TyKind::Ref:
      if (ty.as<RefTy>().lifetime.is_valid())
        self().visit_lifetime(ty.as<RefTy>().lifetime);
      self().visit_ty(ty.as<RefTy>().inner);
      break;
    case TyKind::FnPtr:
      visit_params(ty.as<FnPtrTy>().bound_params);
      self().visit_fn_decl(ty.as<FnPtrTy>().decl);
      break;
    case TyKind::UnsafeBinder:
      visit_params(ty.as<UnsafeBinderTy>().bound_params);
      self().visit_ty(ty.as<UnsafeBinderTy>().inner);
      break;
    case TyKind::Tup:
      for (TyId elem : ty.as<TupTy>().elems)
        self().visit_ty(elem);
      break;
    case TyKind::Path:
      visit_qself(ty.as<PathTy>().qself);
      self().visit_path(ty.as<PathTy>().path, ty.id);
      break;
    case TyKind::TraitObject: visit_bounds(ty.as<TraitObjectTy>().bounds); break;
    case TyKind::ImplTrait: visit_bounds(ty.as<ImplTraitTy>().bounds); break;
    case TyKind::Paren: self().visit_ty(ty.as<ParenTy>().inner); break;
    case TyKind::Typeof: self().visit_anon_const(ty.as<TypeofTy>().expr); break;
    case TyKind::MacCall: self().visit_mac_call(*ty.as<MacCallTy>().mac); break;
    case TyKind::Never:
    case TyKind::Infer:
    case TyKind::ImplicitSelf:
    case TyKind::CVarArgs:
    case TyKind::Error: break;
    }
  }

  void walk_pat(PatId id) {
    Pat &pat = krate[id];
    switch (pat.kind()) {
    case PatKind::Ident:
      if (pat.as<IdentPat>().sub)
        self().visit_pat(pat.as<IdentPat>().sub);
      break;
    case PatKind::Struct:
      visit_qself(pat.as<StructPat>().qself);
      self().visit_path(pat.as<StructPat>().path, pat.id);
      for (PatField &field : pat.as<StructPat>().fields)
        self().visit_pat_field(field);
      break;
    case PatKind::TupleStruct:
      visit_qself(pat.as<TupleStructPat>().qself);
      self().visit_path(pat.as<TupleStructPat>().path, pat.id);
      visit_pats(pat.as<TupleStructPat>().elems);
      break;
    case PatKind::Or: visit_pats(pat.as<OrPat>().alts); break;
    case PatKind::Path:
      visit_qself(pat.as<PathPat>().qself);
      self().visit_path(pat.as<PathPat>().path, pat.id);
      break;
    case PatKind::Tuple: visit_pats(pat.as<TuplePat>().elems); break;
    case PatKind::Box: self().visit_pat(pat.as<BoxPat>().inner); break;
    case PatKind::Deref: self().visit_pat(pat.as<DerefPat>().inner); break;
    case PatKind::Ref: self().visit_pat(pat.as<RefPat>().inner); break;
    case PatKind::Expr: self().visit_expr(pat.as<ExprPat>().expr); break;
    case PatKind::Range:
      maybe_expr(pat.as<RangePat>().lo);
      maybe_expr(pat.as<RangePat>().hi);
      break;
    case PatKind::Slice: visit_pats(pat.as<SlicePat>().elems); break;
    case PatKind::Guard:
      self().visit_pat(pat.as<GuardPat>().inner);
      self().visit_expr(pat.as<GuardPat>().cond);
      break;
    case PatKind::Paren: self().visit_pat(pat.as<ParenPat>().inner); break;
    case PatKind::MacCall: self().visit_mac_call(*pat.as<MacCallPat>().mac); break;
    case PatKind::Wild:
    case PatKind::Rest:
    case PatKind::Never:
    case PatKind::Error: break;
    }
  }
  void walk_pat_field(PatField &field) {
    self().visit_attrs(field.attrs);
    self().visit_pat(field.pat);
  }

  void walk_block(BlockId id) {
    for (Stmt &stmt : krate[id].stmts)
      self().visit_stmt(stmt);
  }
  void walk_stmt(Stmt &stmt) {
    switch (stmt.kind) {
    case StmtKind::Let: self().visit_local(stmt); break;
    case StmtKind::Item: self().visit_item(stmt.item, ItemPlace::Block); break;
    case StmtKind::Expr:
    case StmtKind::Semi: self().visit_expr(stmt.expr); break;
    case StmtKind::Empty: break;
    case StmtKind::MacCall:
      self().visit_attrs(stmt.attrs);
      self().visit_mac_call(*stmt.mac);
      break;
    }
  }
  void walk_local(Stmt &stmt) {
    self().visit_attrs(stmt.attrs);
    self().visit_pat(stmt.let->pat);
    maybe_ty(stmt.let->ty);
    maybe_expr(stmt.let->init);
    maybe_block(stmt.let->els);
  }
  void walk_arm(Arm &arm) {
    self().visit_attrs(arm.attrs);
    self().visit_pat(arm.pat);
    maybe_expr(arm.guard);
    maybe_expr(arm.body);
  }
  void walk_expr_field(ExprField &field) {
    self().visit_attrs(field.attrs);
    self().visit_expr(field.expr);
  }
  void walk_asm(InlineAsm &assembly) {
    for (AsmOperand &operand : assembly.operands) {
      maybe_expr(operand.expr);
      maybe_expr(operand.out_expr);
      maybe_const(operand.constant);
      if (operand.kind == AsmOperandKind::Sym) {
        visit_qself(operand.sym_qself);
        self().visit_path(*operand.sym_path, operand.sym_id);
      }
      maybe_block(operand.label_block);
    }
  }

  void walk_expr(ExprId id) {
    Expr &expr = krate[id];
    self().visit_attrs(expr.attrs);
    switch (expr.kind()) {
    case ExprKind::Array: visit_exprs(expr.as<ArrayExpr>().elems); break;
    case ExprKind::ConstBlock: self().visit_anon_const(expr.as<ConstBlockExpr>().body); break;
    case ExprKind::Call:
      self().visit_expr(expr.as<CallExpr>().callee);
      visit_exprs(expr.as<CallExpr>().args);
      break;
    case ExprKind::MethodCall:
      self().visit_expr(expr.as<MethodCallExpr>().receiver);
      self().visit_segment(expr.as<MethodCallExpr>().segment);
      visit_exprs(expr.as<MethodCallExpr>().args);
      break;
    case ExprKind::Tup: visit_exprs(expr.as<TupExpr>().elems); break;
    case ExprKind::Binary:
      self().visit_expr(expr.as<BinaryExpr>().lhs);
      self().visit_expr(expr.as<BinaryExpr>().rhs);
      break;
    case ExprKind::Unary: self().visit_expr(expr.as<UnaryExpr>().operand); break;
    case ExprKind::Cast:
      self().visit_expr(expr.as<CastExpr>().expr);
      self().visit_ty(expr.as<CastExpr>().ty);
      break;
    case ExprKind::TypeAscription:
      self().visit_expr(expr.as<TypeAscriptionExpr>().expr);
      self().visit_ty(expr.as<TypeAscriptionExpr>().ty);
      break;
    case ExprKind::Let:
      self().visit_pat(expr.as<LetExpr>().pat);
      self().visit_expr(expr.as<LetExpr>().scrutinee);
      break;
    case ExprKind::If:
      self().visit_expr(expr.as<IfExpr>().cond);
      self().visit_block(expr.as<IfExpr>().then_block);
      maybe_expr(expr.as<IfExpr>().else_expr);
      break;
    case ExprKind::While:
      self().visit_label(expr.as<WhileExpr>().label);
      self().visit_expr(expr.as<WhileExpr>().cond);
      self().visit_block(expr.as<WhileExpr>().body);
      break;
    case ExprKind::ForLoop:
      self().visit_label(expr.as<ForLoopExpr>().label);
      self().visit_pat(expr.as<ForLoopExpr>().pat);
      self().visit_expr(expr.as<ForLoopExpr>().iter);
      self().visit_block(expr.as<ForLoopExpr>().body);
      break;
    case ExprKind::Loop:
      self().visit_label(expr.as<LoopExpr>().label);
      self().visit_block(expr.as<LoopExpr>().body);
      break;
    case ExprKind::Match:
      self().visit_expr(expr.as<MatchExpr>().scrutinee);
      for (Arm &arm : expr.as<MatchExpr>().arms)
        self().visit_arm(arm);
      break;
    case ExprKind::Closure:
      visit_params(expr.as<ClosureExpr>().bound_params);
      self().visit_fn_decl(expr.as<ClosureExpr>().decl);
      self().visit_expr(expr.as<ClosureExpr>().body);
      break;
    case ExprKind::Block:
      self().visit_label(expr.as<BlockExpr>().label);
      self().visit_block(expr.as<BlockExpr>().block);
      break;
    case ExprKind::Gen: self().visit_block(expr.as<GenExpr>().block); break;
    case ExprKind::Await: self().visit_expr(expr.as<AwaitExpr>().expr); break;
    case ExprKind::Use: self().visit_expr(expr.as<UseExpr>().expr); break;
    case ExprKind::TryBlock: self().visit_block(expr.as<TryBlockExpr>().block); break;
    case ExprKind::Assign:
      self().visit_expr(expr.as<AssignExpr>().lhs);
      self().visit_expr(expr.as<AssignExpr>().rhs);
      break;
    case ExprKind::AssignOp:
      self().visit_expr(expr.as<AssignOpExpr>().lhs);
      self().visit_expr(expr.as<AssignOpExpr>().rhs);
      break;
    case ExprKind::Field: self().visit_expr(expr.as<FieldExpr>().expr); break;
    case ExprKind::Index:
      self().visit_expr(expr.as<IndexExpr>().expr);
      self().visit_expr(expr.as<IndexExpr>().index);
      break;
    case ExprKind::Range:
      maybe_expr(expr.as<RangeExpr>().lo);
      maybe_expr(expr.as<RangeExpr>().hi);
      break;
    case ExprKind::Path:
      visit_qself(expr.as<PathExpr>().qself);
      self().visit_path(expr.as<PathExpr>().path, expr.id);
      break;
    case ExprKind::AddrOf: self().visit_expr(expr.as<AddrOfExpr>().expr); break;
    case ExprKind::Break:
      self().visit_label(expr.as<BreakExpr>().label);
      maybe_expr(expr.as<BreakExpr>().value);
      break;
    case ExprKind::Continue: self().visit_label(expr.as<ContinueExpr>().label); break;
    case ExprKind::Ret: maybe_expr(expr.as<RetExpr>().value); break;
    case ExprKind::Struct:
      visit_qself(expr.as<StructExpr>().qself);
      self().visit_path(expr.as<StructExpr>().path, expr.id);
      for (ExprField &field : expr.as<StructExpr>().fields)
        self().visit_expr_field(field);
      maybe_expr(expr.as<StructExpr>().base);
      break;
    case ExprKind::Repeat:
      self().visit_expr(expr.as<RepeatExpr>().elem);
      self().visit_anon_const(expr.as<RepeatExpr>().len);
      break;
    case ExprKind::Paren: self().visit_expr(expr.as<ParenExpr>().inner); break;
    case ExprKind::Try: self().visit_expr(expr.as<TryExpr>().inner); break;
    case ExprKind::Yield: maybe_expr(expr.as<YieldExpr>().value); break;
    case ExprKind::Yeet: maybe_expr(expr.as<YeetExpr>().value); break;
    case ExprKind::Become: self().visit_expr(expr.as<BecomeExpr>().call); break;
    case ExprKind::MacCall: self().visit_mac_call(*expr.as<MacCallExpr>().mac); break;
    case ExprKind::InlineAsm: self().visit_asm(*expr.as<InlineAsmExpr>().assembly); break;
    case ExprKind::OffsetOf: self().visit_ty(expr.as<OffsetOfExpr>().container); break;
    case ExprKind::FormatArgs:
      for (FormatArgument &arg : expr.as<FormatArgsExpr>().args)
        self().visit_expr(arg.expr);
      break;
    case ExprKind::Lit:
    case ExprKind::Underscore:
    case ExprKind::IncludedBytes:
    case ExprKind::Error: break;
    }
  }
};

} // namespace ochre::ast
