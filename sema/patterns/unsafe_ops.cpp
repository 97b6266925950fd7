// Operations that only an unsafe block or function may hold. Source: Reference "Unsafety".
#include "sema/patterns/unsafe_ops.h"

#include "sema/hir/walk.h"
#include "sema/patterns/target_features.h"
#include "sema/ty/fold.h"

namespace ochre::patterns {
namespace {

using ty::Ty;
using typeck::StepKind;

constexpr llvm::StringRef kPointerNote =
    "raw pointers may be null, dangling or unaligned; they can violate aliasing rules and cause "
    "data races: all of these are undefined behavior";
constexpr llvm::StringRef kUnionNote =
    "the field may not be properly initialized: using uninitialized data will cause undefined "
    "behavior";

class UnsafeOpFinder {
public:
  UnsafeOpFinder(ty::TyCtxt &tcx, const typeck::TypedBody &body, DefId owner)
      : tcx_(tcx), body_(body), owner_(owner) {}

  UnsafeOps run(hir::ExprId root);

private:
  struct Pending {
    hir::ExprId id;
    int32_t block;     ///< in `out_.blocks`; -1: none
    bool only_address; ///< operand of `&raw`
  };
  int32_t enter(const Pending &at);
  void check(const Pending &at);
  void check_call(hir::ExprId id);
  void check_callee(Span span, DefId callee, ty::Safety safety);
  void check_place(const Pending &at);
  void check_adjustments(hir::ExprId id);
  bool reads_nothing(hir::PatId id);
  void check_union_pat(hir::PatId id);
  bool is_inside();
  void require(Span span, llvm::StringRef what, llvm::StringRef note);

  ty::TyCtxt &tcx_;
  const typeck::TypedBody &body_;
  DefId owner_;        ///< the item; closures in it have its target features
  int32_t block_ = -1; ///< around what is checked
  UnsafeOps out_;
};

/// An operation was found; whether a block around it allows it.
bool UnsafeOpFinder::is_inside() {
  if (block_ < 0)
    return false;
  out_.blocks[block_].is_used = true;
  return true;
}

void UnsafeOpFinder::require(Span span, llvm::StringRef what, llvm::StringRef note) {
  if (!is_inside())
    out_.outside.push_back({span, what.str(), what.str(), note.str(), ""});
}

void UnsafeOpFinder::check_callee(Span span, DefId callee, ty::Safety safety) {
  if (safety != ty::Safety::Unsafe) {
    std::string missing =
        callee.is_valid() ? missing_features(tcx_, owner_, callee) : std::string();
    if (!missing.empty() && !is_inside())
      out_.outside.push_back(
          {span,
           "call to function `" + tcx_.defs.path_string(callee) + "` with `#[target_feature]`",
           "call to function with `#[target_feature]`", "",
           "in order for the call to be safe, the context requires the following additional "
           "target features: " +
               missing});
    return;
  }
  if (is_inside())
    return;
  if (callee.is_valid() && tcx_.sess.edition(span) < Edition::E2024 &&
      tcx_.codegen_fn_attrs(callee)->deprecated_safe)
    return;
  std::string name = callee.is_valid() ? " `" + tcx_.defs.path_string(callee) + "`" : std::string();
  out_.outside.push_back({span, "call to unsafe function" + name, "call to unsafe function",
                          "consult the function's documentation for information on how to avoid "
                          "undefined behavior",
                          ""});
}

void UnsafeOpFinder::check_call(hir::ExprId id) {
  const hir::Expr &expr = body_.nodes.exprs[id];
  if (MethodCallee callee = body_.results.callee(id)) {
    check_callee(expr.span, callee.def_id,
                 tcx_.fn_sig(callee.def_id).skip_binder().skip_binder().safety);
    return;
  }
  if (expr.kind != hir::ExprKind::Call)
    return;
  Ty ty = body_.results.expr_ty_adjusted(expr.lhs());
  if (!ty)
    return;
  if (ty.is(ty::TyKind::FnDef))
    check_callee(expr.span, ty.def_id(),
                 tcx_.fn_sig(ty.def_id()).skip_binder().skip_binder().safety);
  else if (ty.is(ty::TyKind::FnPtr))
    check_callee(expr.span, DefId(), ty.fn_ptr_sig().skip_binder().safety);
}

void UnsafeOpFinder::check_place(const Pending &at) {
  const hir::Expr &expr = body_.nodes.exprs[at.id];
  typeck::PlaceStep step = typeck::step(body_, {at.id, 0});
  switch (step.kind) {
  case StepKind::Deref: {
    Ty base = typeck::ty_of(body_, step.base);
    if (base && base.is_raw_ptr())
      require(expr.span, "dereference of raw pointer", kPointerNote);
    break;
  }
  case StepKind::Field: {
    Ty base = typeck::ty_of(body_, step.base);
    if (base && base.is_adt() && tcx_.adt_def(base.def_id())->is_union() && !at.only_address)
      require(expr.span, "access to union field", kUnionNote);
    break;
  }
  case StepKind::Static: {
    if (at.only_address)
      break;
    ty::StaticDef def = tcx_.static_def(step.def_id);
    if (def.is_foreign) {
      if (!def.is_safe || def.is_mut)
        require(expr.span, "use of extern static",
                "extern statics are not controlled by the Rust type system: invalid data, "
                "aliasing violations or data races will cause undefined behavior");
    } else if (def.is_mut) {
      require(expr.span, "use of mutable static",
              "mutable statics can be mutated by multiple threads: aliasing violations or data "
              "races will cause undefined behavior");
    }
    break;
  }
  case StepKind::Rvalue:
  case StepKind::AdjustedRvalue:
  case StepKind::Local:
  case StepKind::OverloadedDeref:
  case StepKind::Index:
  case StepKind::OverloadedIndex: break;
  }
}

void UnsafeOpFinder::check_adjustments(hir::ExprId id) {
  Ty from = body_.results.expr_ty(id);
  for (const Adjustment &adjustment : body_.results.expr_adjustments(id)) {
    if (adjustment.kind == AdjustKind::Deref && from && from.is_raw_ptr())
      require(body_.nodes.exprs[id].span, "dereference of raw pointer", kPointerNote);
    from = adjustment.target;
  }
}

/// `_`, `_ | _`
bool UnsafeOpFinder::reads_nothing(hir::PatId id) {
  llvm::SmallVector<hir::PatId, 4> stack{id};
  while (!stack.empty()) {
    const hir::Pat &pat = body_.nodes.pats[stack.pop_back_val()];
    if (pat.kind == hir::PatKind::Or)
      stack.append(body_.nodes.list(pat.elems).begin(), body_.nodes.list(pat.elems).end());
    else if (pat.kind != hir::PatKind::Wild)
      return false;
  }
  return true;
}

/// Reading a union's field by a pattern.
void UnsafeOpFinder::check_union_pat(hir::PatId id) {
  llvm::SmallVector<hir::PatId, 8> stack{id};
  while (!stack.empty()) {
    hir::PatId at = stack.pop_back_val();
    const hir::Pat &pat = body_.nodes.pats[at];
    Ty ty = body_.results.pat_ty(at);
    if (pat.kind == hir::PatKind::Struct && ty && ty.is_adt() &&
        tcx_.adt_def(ty.def_id())->is_union())
      for (hir::FieldPatId field : body_.nodes.list(pat.fields)) {
        hir::PatId sub = body_.nodes.field_pats[field].pat;
        if (!reads_nothing(sub))
          require(body_.nodes.pats[sub].span, "access to union field", kUnionNote);
      }
    hir::Children children;
    hir::children_of(body_.nodes, at, children);
    stack.append(children.pats.begin(), children.pats.end());
  }
}

void UnsafeOpFinder::check(const Pending &at) {
  const hir::Expr &expr = body_.nodes.exprs[at.id];
  check_adjustments(at.id);
  switch (expr.kind) {
  case hir::ExprKind::Call:
  case hir::ExprKind::MethodCall: check_call(at.id); break;
  case hir::ExprKind::Path:
  case hir::ExprKind::Field:
  case hir::ExprKind::Unary: check_place(at); break;
  case hir::ExprKind::InlineAsm:
    require(expr.span, "use of inline assembly",
            "inline assembly is entirely unchecked and can cause undefined behavior");
    break;
  case hir::ExprKind::Err:
  case hir::ExprKind::Lit:
  case hir::ExprKind::Array:
  case hir::ExprKind::Tup:
  case hir::ExprKind::Repeat:
  case hir::ExprKind::ConstBlock:
  case hir::ExprKind::Binary:
  case hir::ExprKind::Cast:
  case hir::ExprKind::DropTemps:
  case hir::ExprKind::Let:
  case hir::ExprKind::If:
  case hir::ExprKind::Loop:
  case hir::ExprKind::Match:
  case hir::ExprKind::Closure:
  case hir::ExprKind::Block:
  case hir::ExprKind::Assign:
  case hir::ExprKind::AssignOp:
  case hir::ExprKind::Index:
  case hir::ExprKind::AddrOf:
  case hir::ExprKind::Break:
  case hir::ExprKind::Continue:
  case hir::ExprKind::Ret:
  case hir::ExprKind::Struct:
  case hir::ExprKind::Yield:
  case hir::ExprKind::OffsetOf:
  case hir::ExprKind::FormatArgs: break;
  }
}

/// The block that is around the children of `at`.
int32_t UnsafeOpFinder::enter(const Pending &at) {
  const hir::Expr &expr = body_.nodes.exprs[at.id];
  if (expr.kind != hir::ExprKind::Block)
    return at.block;
  hir::BlockRules rules = body_.nodes.blocks[expr.block()].rules;
  if (rules == hir::BlockRules::Default)
    return at.block;
  out_.blocks.push_back({at.id, at.block, rules == hir::BlockRules::UnsafeByCompiler});
  return static_cast<int32_t>(out_.blocks.size() - 1);
}

UnsafeOps UnsafeOpFinder::run(hir::ExprId root) {
  llvm::SmallVector<Pending, 32> stack{{root, -1, false}};
  while (!stack.empty()) {
    Pending at = stack.pop_back_val();
    const hir::Expr &expr = body_.nodes.exprs[at.id];
    block_ = at.block;
    if (block_ < 0 || !out_.blocks[block_].is_used)
      check(at);
    block_ = enter(at);
    hir::Children children;
    hir::children_of(body_.nodes, at.id, hir::WalkClosures::Yes, children);
    bool raw = expr.kind == hir::ExprKind::AddrOf &&
               static_cast<hir::BorrowKind>(expr.small) == hir::BorrowKind::Raw;
    // Assigning to a field of a union reads nothing; a static that is assigned to is used.
    bool assigned = expr.kind == hir::ExprKind::Assign;
    for (hir::ExprId child : llvm::reverse(children.exprs)) {
      bool is_place_below = child == expr.lhs();
      bool address =
          (raw && is_place_below) ||
          (assigned && is_place_below && body_.nodes.exprs[child].kind == hir::ExprKind::Field);
      stack.push_back({child, block_, address});
    }
    for (hir::PatId pat : children.pats)
      check_union_pat(pat);
  }
  return std::move(out_);
}

} // namespace

UnsafeOps find_unsafe_ops(ty::TyCtxt &tcx, const typeck::TypedBody &typed, hir::ExprId root,
                          DefId owner) {
  return UnsafeOpFinder(tcx, typed, owner).run(root);
}

} // namespace ochre::patterns
