// The printer's machine: print_item.cpp, print_expr.cpp, print_type.cpp. Internal to this leaf.
#pragma once

#include "frontend/ast/print.h"

namespace ochre::ast {

class Printer {
public:
  Printer(const Interner &interner, const Crate &krate, llvm::raw_ostream &out)
      : interner_(interner), krate_(krate), out_(out) {}

  // print_item.cpp
  void items(llvm::ArrayRef<ItemId> list);

private:
  void item(ItemId id);
  void item_head(const Item &item);
  void nested_items(llvm::ArrayRef<ItemId> list);
  void attrs(AttrsId id);
  void visibility(const Visibility &vis);
  void use_tree(const UseTree &tree);
  void fn(const Item &item, const FnItem &fn);
  void impl(const ImplItem &impl);
  void alias(const Item &item, const TyAliasItem &alias);
  void variant_data(const VariantData &data);
  void variant(const Variant &variant);
  void block(BlockId id);
  void stmt(const Stmt &stmt);

  // print_expr.cpp
  void expr(ExprId id);
  void expr_kind(const Expr &expr);
  void exprs(llvm::ArrayRef<ExprId> list);
  void closure(const ClosureExpr &closure);
  void arm(const Arm &arm);
  void struct_expr(const StructExpr &expr);
  void format_args(const FormatArgsExpr &expr);
  void label(const Label &label);
  void pat(PatId id);
  void pat_kind(const Pat &pat);
  void pats(llvm::ArrayRef<PatId> list);
  void mac(const MacCall &mac);

  // print_type.cpp
  void ty(TyId id);
  void ty_kind(const Ty &ty);
  void path(const QSelf *qself, const Path &path);
  void segment(const PathSegment &segment);
  void generic_args(const GenericArgs &args);
  void bounds(llvm::ArrayRef<GenericBound> list);
  void bound(const GenericBound &bound);
  void generics(const Generics &generics);
  void params(llvm::ArrayRef<GenericParam> list);
  void where_clause(const WhereClause &clause);
  void fn_decl(const FnDecl &decl);
  void ext(const Extern &ext);
  void safety(Safety safety);

  void name(const Ident &ident) {
    out_ << (ident.is_valid() ? interner_.str(ident.name) : llvm::StringRef("-"));
  }
  llvm::StringRef str(Symbol symbol) const { return interner_.str(symbol); }

  const Interner &interner_;
  const Crate &krate_;
  llvm::raw_ostream &out_;
  unsigned indent_ = 0;
};

} // namespace ochre::ast
