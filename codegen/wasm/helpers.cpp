// Copies, products of which the high half matters, by pieces of 32 bits (Hacker's Delight, 8-2),
// and saturating conversions to 128 bits.

#include "codegen/wasm/helpers.h"

#include "llvm/ADT/bit.h"

namespace ochre::wasm {

namespace {

Leaf call(Ir &ir, FnDecl *fn, llvm::ArrayRef<Leaf> args) {
  llvm::SmallVector<Expr, 4> operands;
  for (const Leaf &arg : args)
    operands.push_back(ir.use(arg));
  Expr made =
      ir.api.Call(ir.module, fn->name, operands.data(), static_cast<BinaryenIndex>(operands.size()),
                  ir.kit.tuple(fn->sig.results));
  return ir.keep(ir.node(made, fn->sig.results[0]));
}

void return_leaves(Ir &ir, llvm::ArrayRef<Leaf> values) {
  llvm::SmallVector<Expr, 4> parts;
  for (const Leaf &value : values)
    parts.push_back(ir.use(value));
  Expr result = parts.size() == 1 ? parts[0]
                                  : ir.api.TupleMake(ir.module, parts.data(),
                                                     static_cast<BinaryenIndex>(parts.size()));
  ir.emit(ir.api.Return(ir.module, result));
}

Leaf i64_param(Ir &ir, uint32_t index) { return ir.local(index, ValTy::I64); }

} // namespace

FnDecl *copy_helper(ModuleCx &cx) {
  ValTys params{ValTy::I32, ValTy::I32, ValTy::I32};
  return cx.helper("__ochre_copy", {params, {}}, [](Ir &ir) {
    constexpr uint32_t kSmall = 32;
    Leaf to = ir.param(0), from = ir.param(1), size = ir.param(2);
    auto piece = [&](ValTy ty, uint32_t bytes, const Leaf &target, const Leaf &source,
                     uint32_t offset) {
      ir.store(ty, bytes, target, offset, 1, ir.load(ty, bytes, source, offset, 1));
    };
    // Pieces from both ends, which may overlap in the middle.
    auto copy_ends = [&](ValTy ty, uint32_t bytes, uint32_t least) {
      ir.if_then(ir.binary(IntOp::GeU, size, ir.i32(least)), [&] {
        Leaf last = ir.keep(ir.sub(size, ir.i32(least)));
        Leaf target = ir.keep(ir.add(to, last)), source = ir.keep(ir.add(from, last));
        for (uint32_t at = 0; at < least; at += bytes) {
          piece(ty, bytes, to, from, at);
          piece(ty, bytes, target, source, at);
        }
        if (least == 1) {
          Leaf half = ir.keep(ir.shr_u(size, 1));
          piece(ty, bytes, ir.add(to, half), ir.add(from, half), 0);
        }
        ir.emit(ir.api.Return(ir.module, nullptr));
      });
    };
    ir.if_then(ir.binary(IntOp::LeU, size, ir.i32(kSmall)), [&] {
      copy_ends(ValTy::I64, 8, 16);
      copy_ends(ValTy::I64, 8, 8);
      copy_ends(ValTy::I32, 4, 4);
      copy_ends(ValTy::I32, 1, 1);
      ir.emit(ir.api.Return(ir.module, nullptr));
    });
    Expr operands[] = {ir.use(to), ir.use(from), ir.use(size)};
    ir.emit(ir.api.MemoryCopy(ir.module, operands[0], operands[1], operands[2]));
  });
}

FnDecl *mul64_high_helper(ModuleCx &cx) {
  return cx.helper("__ochre_mulh_u64", {{ValTy::I64, ValTy::I64}, {ValTy::I64}}, [](Ir &ir) {
    Leaf mask = ir.i64(UINT32_MAX);
    Leaf a = i64_param(ir, 0);
    Leaf b = i64_param(ir, 1);
    auto low = [&](const Leaf &x) { return ir.and_(x, mask); };
    Leaf a0 = ir.keep(low(a));
    Leaf a1 = ir.keep(ir.shr_u(a, 32));
    Leaf b0 = ir.keep(low(b));
    Leaf b1 = ir.keep(ir.shr_u(b, 32));
    Leaf t = ir.keep(ir.add(ir.mul(a1, b0), ir.shr_u(ir.mul(a0, b0), 32)));
    Leaf u = ir.keep(ir.add(ir.mul(a0, b1), low(t)));
    return_leaves(ir, {ir.add(ir.add(ir.mul(a1, b1), ir.shr_u(t, 32)), ir.shr_u(u, 32))});
  });
}

FnDecl *mul64_overflow_helper(ModuleCx &cx, bool is_signed) {
  FnDecl *high = mul64_high_helper(cx);
  const char *name = is_signed ? "__ochre_mulo_i64" : "__ochre_mulo_u64";
  return cx.helper(name, {{ValTy::I64, ValTy::I64}, {ValTy::I32}}, [&](Ir &ir) {
    Leaf a = i64_param(ir, 0);
    Leaf b = i64_param(ir, 1);
    Leaf top = call(ir, high, {a, b});
    if (!is_signed)
      return return_leaves(ir, {ir.binary(IntOp::Ne, top, ir.i64(0))});
    top = ir.sub(ir.sub(top, ir.and_(ir.shr_s(a, 63), b)), ir.and_(ir.shr_s(b, 63), a));
    return_leaves(ir, {ir.binary(IntOp::Ne, top, ir.shr_s(ir.mul(a, b), 63))});
  });
}

namespace {

struct Product {
  Leaf lo, hi, overflow;
};

Product unsigned_product(Ir &ir, FnDecl *high, const Val &a, const Val &b) {
  auto is_set = [&](const Leaf &x) { return ir.binary(IntOp::Ne, x, ir.i64(0)); };
  Leaf both = ir.and_(is_set(a.hi), is_set(b.hi));
  Leaf first = is_set(call(ir, high, {a.hi, b.lo}));
  Leaf second = is_set(call(ir, high, {b.hi, a.lo}));
  Leaf overflow = ir.keep(ir.or_(both, ir.or_(first, second)));
  Leaf base = call(ir, high, {a.lo, b.lo});
  Leaf cross = ir.add(ir.mul(a.hi, b.lo), ir.mul(b.hi, a.lo));
  Leaf hi = ir.keep(ir.add(base, cross));
  overflow = ir.keep(ir.or_(overflow, ir.binary(IntOp::LtU, hi, base)));
  return {ir.keep(ir.mul(a.lo, b.lo)), hi, overflow};
}

/// -x where `mask` is all ones, x where it is 0.
Val negated_if(Ir &ir, const Val &x, const Leaf &mask) {
  Leaf lo = ir.keep(ir.sub(ir.xor_(x.lo, mask), mask));
  Leaf borrow = ir.extend_u(ir.binary(IntOp::LtU, ir.xor_(x.lo, mask), mask));
  return {lo, ir.keep(ir.sub(ir.sub(ir.xor_(x.hi, mask), mask), borrow))};
}

} // namespace

FnDecl *mul128_overflow_helper(ModuleCx &cx, bool is_signed) {
  FnDecl *high = mul64_high_helper(cx);
  Signature sig{{ValTy::I64, ValTy::I64, ValTy::I64, ValTy::I64},
                {ValTy::I64, ValTy::I64, ValTy::I32}};
  return cx.helper(is_signed ? "__ochre_mulo_i128" : "__ochre_mulo_u128", sig, [&](Ir &ir) {
    Val a{i64_param(ir, 0), i64_param(ir, 1)};
    Val b{i64_param(ir, 2), i64_param(ir, 3)};
    if (!is_signed) {
      Product p = unsigned_product(ir, high, a, b);
      return return_leaves(ir, {p.lo, p.hi, p.overflow});
    }
    Leaf sign = ir.keep(ir.shr_s(ir.xor_(a.hi, b.hi), 63));
    Leaf sign_a = ir.keep(ir.shr_s(a.hi, 63));
    Leaf sign_b = ir.keep(ir.shr_s(b.hi, 63));
    Product p = unsigned_product(ir, high, negated_if(ir, a, sign_a), negated_if(ir, b, sign_b));
    Val out = negated_if(ir, {p.lo, p.hi}, sign);
    // Of a product that is not 0 the sign is known.
    Leaf is_set = ir.binary(IntOp::Ne, ir.or_(out.lo, out.hi), ir.i64(0));
    Leaf is_wrong = ir.binary(IntOp::Ne, ir.shr_s(out.hi, 63), sign);
    return_leaves(ir, {out.lo, out.hi, ir.or_(p.overflow, ir.and_(is_set, is_wrong))});
  });
}

FnDecl *float_to_wide_helper(ModuleCx &cx, ValTy from, bool is_signed) {
  bool is_double = from == ValTy::F64;
  const char *symbol = is_signed ? (is_double ? "__fixdfti" : "__fixsfti")
                                 : (is_double ? "__fixunsdfti" : "__fixunssfti");
  FnDecl *convert = cx.by_symbol(symbol);
  Signature sig{{from}, {ValTy::I64, ValTy::I64}};
  if (!convert || convert->sig.params != sig.params || convert->sig.results != sig.results)
    return nullptr;
  return cx.helper(std::string("__ochre_sat") + symbol, sig, [&](Ir &ir) {
    Leaf x = ir.local(0, from);
    auto number = [&](double value) {
      return is_double ? ir.constant(from, llvm::bit_cast<uint64_t>(value))
                       : ir.constant(from, llvm::bit_cast<uint32_t>(static_cast<float>(value)));
    };
    auto result_if = [&](const Leaf &condition, uint64_t lo, uint64_t hi) {
      ir.if_then(condition, [&] { return_leaves(ir, {ir.i64(lo), ir.i64(hi)}); });
    };
    double limit = is_signed ? 0x1p127 : 0x1p64 * 0x1p64;
    result_if(ir.binary(FloatOp::Ne, x, x), 0, 0);
    uint64_t top = is_signed ? uint64_t(INT64_MAX) : UINT64_MAX;
    if (is_double || is_signed)
      result_if(ir.binary(FloatOp::Ge, x, number(limit)), UINT64_MAX, top);
    else // every finite f32 is below the limit
      result_if(ir.binary(FloatOp::Gt, x, ir.constant(from, 0x7F7FFFFF)), UINT64_MAX, top);
    if (is_signed)
      result_if(ir.binary(FloatOp::Le, x, number(-limit)), 0, uint64_t(1) << 63);
    else
      result_if(ir.binary(FloatOp::Le, x, number(0)), 0, 0);
    Expr operand[] = {ir.use(x)};
    ir.emit(ir.api.Return(
        ir.module, ir.api.Call(ir.module, convert->name, operand, 1, ir.kit.tuple(sig.results))));
  });
}

} // namespace ochre::wasm
