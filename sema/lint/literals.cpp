#include "sema/hir/walk.h"
#include "sema/lint/lint.h"
#include "sema/ty/print.h"
#include "sema/typeck/results.h"

#include "llvm/ADT/APFloat.h"

namespace ochre::lint {

namespace {

using u128 = unsigned __int128;

class Literals {
public:
  Literals(TyCtxt &tcx, const hir::LintLevels &levels, LocalDefId root)
      : tcx_(tcx), levels_(levels), root_(root), nodes_(tcx.krate->owner_of(root)),
        results_(*tcx.typeck(root)) {}

  void run() {
    if (results_.tainted_by_errors)
      return;
    llvm::SmallVector<hir::ExprId, 32> work{nodes_.bodies[hir::body_of(*tcx_.krate, root_)].value};
    while (!work.empty()) {
      hir::ExprId id = work.pop_back_val();
      const hir::Expr &expr = nodes_.exprs[id];
      bool is_neg = expr.kind == hir::ExprKind::Unary && expr.un_op() == hir::UnOp::Neg;
      if (is_neg && nodes_.exprs[expr.lhs()].kind == hir::ExprKind::Lit) {
        check(expr.lhs(), expr.span, /*is_negated=*/true);
        continue;
      }
      if (expr.kind == hir::ExprKind::Lit)
        check(id, expr.span, /*is_negated=*/false);
      hir::Children children;
      hir::children_of(nodes_, id, hir::WalkClosures::Yes, children);
      work.append(children.exprs.begin(), children.exprs.end());
    }
  }

private:
  static unsigned bits_of(const TyCtxt &tcx, ty::Ty ty) {
    return ty.is(ty::TyKind::Int) ? bit_width(ty.int_ty(), tcx.pointer_bits)
                                  : bit_width(ty.uint_ty(), tcx.pointer_bits);
  }
  void check(hir::ExprId id, Span span, bool is_negated) {
    const hir::Lit &lit = nodes_.lits[nodes_.exprs[id].lit()];
    ty::Ty ty = results_.expr_ty(id);
    if (!ty)
      return;
    if (lit.kind == hir::LitKind::Float && ty.is(ty::TyKind::Float))
      return check_float(lit, ty, span);
    if (lit.kind != hir::LitKind::Int || !(ty.is(ty::TyKind::Int) || ty.is(ty::TyKind::Uint)))
      return;
    unsigned bits = bits_of(tcx_, ty);
    bool is_signed = ty.is(ty::TyKind::Int);
    u128 max = ~u128(0) >> (128 - bits + (is_signed ? 1 : 0));
    u128 value = u128(lit.hi) << 64 | lit.lo;
    if (value > max + (is_signed && is_negated ? 1 : 0))
      report(ty, span);
  }
  void check_float(const hir::Lit &lit, ty::Ty ty, Span span) {
    if (ty.float_ty() != FloatTy::F32 && ty.float_ty() != FloatTy::F64)
      return;
    std::string digits;
    for (char c : tcx_.str(lit.text))
      if (c != '_')
        digits += c;
    llvm::APFloat value(ty.float_ty() == FloatTy::F32 ? llvm::APFloat::IEEEsingle()
                                                      : llvm::APFloat::IEEEdouble());
    auto status = value.convertFromString(digits, llvm::APFloat::rmNearestTiesToEven);
    if (status && value.isInfinity())
      report(ty, span);
    llvm::consumeError(status.takeError());
  }
  void report(ty::Ty ty, Span span) {
    std::string name = ty::to_string(tcx_, ty);
    if (auto diag = hir::lint(tcx_.sess, levels_, hir::Lint::OverflowingLiterals, root_, span,
                              "literal out of range for `" + name + "`"))
      diag->emit_any();
  }

  TyCtxt &tcx_;
  const hir::LintLevels &levels_;
  LocalDefId root_;
  const hir::Owner &nodes_;
  const TypeckResults &results_;
};

} // namespace

void check_literals(TyCtxt &tcx, const hir::LintLevels &levels, LocalDefId root) {
  Literals(tcx, levels, root).run();
}

} // namespace ochre::lint
