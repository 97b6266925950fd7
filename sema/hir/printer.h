// The printer's machine: print.cpp (items), print_body.cpp (expressions, patterns), print_ty.cpp.
// Internal to this leaf.
#pragma once

#include "sema/hir/print.h"

namespace ochre::hir {

class Printer {
public:
  Printer(const Session &sess, const Definitions &defs, const Crate &krate, const Owner &owner,
          llvm::raw_ostream &out)
      : sess_(sess), defs_(defs), krate_(krate), o_(owner), out_(out) {}

  // print.cpp
  void item();

private:
  void generics(const Generics &generics);
  void param(GenericParamId id);
  void where(IdList<WhereId> predicates);
  void variant(const Variant &variant);
  void signature(FnDeclId id);
  void function_body(BodyId id);

  // print_body.cpp
  void expr(ExprId id);
  void control(const Expr &expr);
  void operands(llvm::StringRef head, llvm::ArrayRef<ExprId> list);
  void closure(const Closure &closure);
  void format_args(const FormatArgs &args);
  void struct_expr(const Expr &expr);
  void jump(const Expr &expr);
  void block(BlockId id);
  void stmt(const Stmt &stmt);
  void lit(const Lit &lit);
  void pat(PatId id);
  void pat_list(const Pat &pat);
  void label(uint32_t row);

  // print_ty.cpp
  void ty(TyId id);
  void qpath(QPathId id);
  void path(PathId id);
  void res(const Res &res);
  void segment(SegmentId id);
  void generic_args(GenericArgsId id);
  void const_arg(ConstArgId id);
  void lifetime(LifetimeId id);
  void bounds(IdList<BoundId> list);
  void bound(BoundId id);
  void binder(IdList<GenericParamId> params);
  void opaque(const OpaqueTy &opaque);

  llvm::StringRef str(Symbol symbol) const {
    return symbol.is_valid() ? sess_.str(symbol) : llvm::StringRef("-");
  }
  template <class List, class F>
  void commas(const List &list, F each) {
    llvm::interleave(list, each, [&] { out_ << ", "; });
  }

  const Session &sess_;
  const Definitions &defs_;
  const Crate &krate_;
  const Owner &o_;
  llvm::raw_ostream &out_;
};

} // namespace ochre::hir
