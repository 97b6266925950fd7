// Values of locals that are assigned once, by operators on known values. `let n = 0; 1 / n` tests
// `n == 0`, which is known to be true. Blocks behind branches that are never taken do not count.
#include "mir/lint/known_panics.h"

#include "sema/ty/fold.h"

namespace ochre::mir::lint {

namespace {

using u128 = unsigned __int128;
using i128 = __int128;

/// An integer, bool or char; for checked operators also whether it overflowed.
struct Known {
  u128 bits = 0;
  ty::Ty ty;
  std::optional<bool> overflow;
};

class KnownPanics {
public:
  KnownPanics(TyCtxt &tcx, const hir::LintLevels &levels, const Body &body)
      : tcx_(tcx), levels_(levels), body_(body) {
    find_definitions();
  }

  void run() {
    llvm::SmallVector<BasicBlock, 16> work{kStartBlock};
    llvm::DenseSet<uint32_t> seen{kStartBlock.raw};
    while (!work.empty()) {
      const BasicBlockData &block = body_[work.pop_back_val()];
      if (block.terminator.kind == TerminatorKind::Assert)
        check(block.terminator);
      for (BasicBlock next : next_of(block.terminator))
        if (seen.insert(next.raw).second)
          work.push_back(next);
    }
  }

private:
  llvm::SmallVector<BasicBlock, 4> next_of(const Terminator &term) {
    if (term.kind == TerminatorKind::SwitchInt)
      if (std::optional<Known> value = operand(term.operand, 0)) {
        for (const SwitchCase &c : body_.code->switch_cases(term))
          if (c.lo == static_cast<uint64_t>(value->bits) &&
              c.hi == static_cast<uint64_t>(value->bits >> 64))
            return {c.target};
        return {term.other};
      }
    return successors(*body_.code, term);
  }

  /// Locals that one statement assigns as a whole and nothing else may change.
  void find_definitions() {
    defs_.resize(body_.code->locals.size());
    std::vector<uint32_t> writes(defs_.size(), 0);
    for (const BasicBlockData &block : body_.code->blocks) {
      for (const Statement &s : block.statements) {
        if (s.kind == StatementKind::SetDiscriminant)
          writes[s.place.local.raw] += 2;
        if (s.kind != StatementKind::Assign)
          continue;
        writes[s.place.local.raw] += s.place.is_local() ? 1 : 2;
        defs_[s.place.local.raw] = &s.rvalue;
        bool may_change =
            (s.rvalue.kind == RvalueKind::Ref && is_mutable(s.rvalue.borrow_kind())) ||
            s.rvalue.kind == RvalueKind::RawPtr;
        if (may_change)
          writes[s.rvalue.place.local.raw] += 2;
      }
      const Terminator &term = block.terminator;
      if (term.kind == TerminatorKind::Call || term.kind == TerminatorKind::Yield)
        writes[term.place.local.raw] += 2;
      if (term.kind == TerminatorKind::InlineAsm)
        for (const AsmOperand &op : body_.code->asms[term.asm_row].operands)
          if (op.has_out)
            writes[op.out.local.raw] += 2;
    }
    for (size_t i = 0; i < defs_.size(); ++i)
      if (writes[i] != 1 || (i >= 1 && i <= body_.arg_count))
        defs_[i] = nullptr;
  }

  unsigned width(ty::Ty ty) const {
    if (ty.is(ty::TyKind::Int))
      return bit_width(ty.int_ty(), tcx_.pointer_bits);
    if (ty.is(ty::TyKind::Uint))
      return bit_width(ty.uint_ty(), tcx_.pointer_bits);
    return ty.is_bool() ? 8 : ty.is_char() ? 32 : 0;
  }
  u128 truncate(u128 bits, ty::Ty ty) const {
    unsigned w = width(ty);
    return w == 0 || w == 128 ? bits : bits & ((u128(1) << w) - 1);
  }
  i128 sign_extend(u128 bits, ty::Ty ty) const {
    unsigned shift = 128 - width(ty);
    return static_cast<i128>(bits << shift) >> shift;
  }

  std::optional<Known> operand(const Operand &op, unsigned depth) {
    if (op.is_place())
      return place(op.place, depth);
    const ConstOperand &ct = body_.tables.consts[op.ct];
    if (width(ct.ty) == 0)
      return std::nullopt;
    if (ct.kind == ConstOperandKind::Ty && ct.ct.is(ty::ConstKind::Value) &&
        ct.ct.valtree()->is_leaf)
      return Known{u128(ct.ct.valtree()->hi) << 64 | ct.ct.valtree()->lo, ct.ty, std::nullopt};
    if (ct.kind == ConstOperandKind::Value && ct.value.kind == ConstValueKind::Scalar &&
        ct.value.scalar.kind != ScalarKind::Ptr)
      return Known{u128(ct.value.scalar.hi) << 64 | ct.value.scalar.lo, ct.ty, std::nullopt};
    return std::nullopt;
  }

  std::optional<Known> place(Place place, unsigned depth) {
    const Rvalue *def = defs_[place.local.raw];
    if (!def || depth > 16)
      return std::nullopt;
    llvm::ArrayRef<PlaceElem> elems = body_.code->projection(place);
    if (elems.empty())
      return rvalue(*def, depth + 1);
    // The parts of a checked operation.
    if (elems.size() != 1 || elems[0].kind != ProjectionKind::Field ||
        def->kind != RvalueKind::BinaryOp)
      return std::nullopt;
    std::optional<Known> whole = rvalue(*def, depth + 1);
    if (!whole || !whole->overflow)
      return std::nullopt;
    if (elems[0].a == 1)
      return Known{u128(*whole->overflow), tcx_.common.bool_, std::nullopt};
    return *whole->overflow ? std::nullopt
                            : std::optional(Known{whole->bits, whole->ty, std::nullopt});
  }

  std::optional<Known> rvalue(const Rvalue &value, unsigned depth) {
    switch (value.kind) {
    case RvalueKind::Use: return operand(value.a, depth);
    case RvalueKind::BinaryOp: return binary(value, depth);
    case RvalueKind::UnaryOp: return unary(value, depth);
    case RvalueKind::Cast: return cast(value, depth);
    case RvalueKind::Len: return length(value.place);
    case RvalueKind::Repeat:
    case RvalueKind::Ref:
    case RvalueKind::RawPtr:
    case RvalueKind::ThreadLocalRef:
    case RvalueKind::Discriminant:
    case RvalueKind::Aggregate:
    case RvalueKind::CopyForDeref:
    case RvalueKind::NullaryOp: return std::nullopt;
    }
    return std::nullopt;
  }
  std::optional<Known> length(Place place) {
    ty::Ty ty = place_ty(tcx_, body_, place).ty;
    if (!ty.is(ty::TyKind::Array) || !ty.array_len().is(ty::ConstKind::Value))
      return std::nullopt;
    return Known{ty.array_len().valtree()->lo, tcx_.common.usize, std::nullopt};
  }
  std::optional<Known> unary(const Rvalue &value, unsigned depth) {
    std::optional<Known> a = operand(value.a, depth);
    if (!a)
      return std::nullopt;
    switch (value.un_op()) {
    case UnOp::Not: return Known{a->ty.is_bool() ? !a->bits : truncate(~a->bits, a->ty), a->ty, {}};
    case UnOp::Neg: return Known{truncate(-a->bits, a->ty), a->ty, {}};
    case UnOp::PtrMetadata: return std::nullopt;
    }
    return std::nullopt;
  }
  std::optional<Known> cast(const Rvalue &value, unsigned depth) {
    ty::Ty to = body_.tables.tys[value.ty];
    std::optional<Known> a = operand(value.a, depth);
    if (!a || value.cast_kind() != CastKind::IntToInt || width(to) == 0)
      return std::nullopt;
    u128 bits =
        a->ty.is(ty::TyKind::Int) ? static_cast<u128>(sign_extend(a->bits, a->ty)) : a->bits;
    return Known{truncate(bits, to), to, {}};
  }

  std::optional<Known> binary(const Rvalue &value, unsigned depth) {
    std::optional<Known> a = operand(value.a, depth);
    std::optional<Known> b = operand(value.b, depth);
    bool is_shift = value.bin_op() == BinOp::Shl || value.bin_op() == BinOp::Shr;
    if (is_shift || !a || !b)
      return std::nullopt;
    bool is_signed = a->ty.is(ty::TyKind::Int);
    auto boolean = [&](bool result) { return Known{u128(result), tcx_.common.bool_, {}}; };
    auto less = [&](const Known &x, const Known &y) {
      return is_signed ? sign_extend(x.bits, x.ty) < sign_extend(y.bits, y.ty) : x.bits < y.bits;
    };
    BinOp op = value.bin_op();
    if (op == BinOp::Eq || op == BinOp::Ne)
      return boolean((a->bits == b->bits) == (op == BinOp::Eq));
    if (op == BinOp::Lt || op == BinOp::Ge)
      return boolean(less(*a, *b) == (op == BinOp::Lt));
    if (op == BinOp::Gt || op == BinOp::Le)
      return boolean(less(*b, *a) == (op == BinOp::Gt));
    if (op == BinOp::BitAnd)
      return Known{a->bits & b->bits, a->ty, {}};
    if (op == BinOp::BitOr)
      return Known{a->bits | b->bits, a->ty, {}};
    if (op == BinOp::AddWithOverflow || op == BinOp::SubWithOverflow ||
        op == BinOp::MulWithOverflow)
      return checked(op, *a, *b, is_signed);
    return std::nullopt;
  }
  std::optional<Known> checked(BinOp op, const Known &a, const Known &b, bool is_signed) {
    if (width(a.ty) > 64)
      return std::nullopt; // the exact result may not fit here
    i128 x = is_signed ? sign_extend(a.bits, a.ty) : static_cast<i128>(a.bits);
    i128 y = is_signed ? sign_extend(b.bits, b.ty) : static_cast<i128>(b.bits);
    i128 exact = 0;
    bool wraps = op == BinOp::AddWithOverflow   ? __builtin_add_overflow(x, y, &exact)
                 : op == BinOp::SubWithOverflow ? __builtin_sub_overflow(x, y, &exact)
                                                : __builtin_mul_overflow(x, y, &exact);
    u128 bits = truncate(static_cast<u128>(exact), a.ty);
    i128 back = is_signed ? sign_extend(bits, a.ty) : static_cast<i128>(bits);
    return Known{bits, a.ty, wraps || back != exact};
  }

  void check(const Terminator &term) {
    std::optional<Known> condition = operand(term.operand, 0);
    if (!condition || (condition->bits != 0) == term.flag)
      return;
    bool overflows =
        term.assert_kind == AssertKind::Overflow || term.assert_kind == AssertKind::OverflowNeg;
    LocalDefId def = tcx_.defs.expect_local(tcx_.typeck_root(body_.def_id));
    auto diag = hir::lint(tcx_.sess, levels_,
                          overflows ? hir::Lint::ArithmeticOverflow : hir::Lint::UnconditionalPanic,
                          def, term.source.span,
                          overflows ? "this arithmetic operation will overflow"
                                    : "this operation will panic at runtime");
    if (diag)
      diag->emit_any();
  }

  TyCtxt &tcx_;
  const hir::LintLevels &levels_;
  const Body &body_;
  std::vector<const Rvalue *> defs_; ///< by local; null: not known
};

bool is_fn(TyCtxt &tcx, DefId def) {
  DefKind kind = tcx.def_kind(def);
  return kind == DefKind::Fn || kind == DefKind::AssocFn || kind == DefKind::Closure;
}

} // namespace

void check_known_panics(TyCtxt &tcx, const hir::LintLevels &levels, const Body &body) {
  if (body.tainted_by_errors || !is_fn(tcx, body.def_id) ||
      !is_fn(tcx, tcx.typeck_root(body.def_id)))
    return;
  KnownPanics(tcx, levels, body).run();
}

} // namespace ochre::mir::lint
