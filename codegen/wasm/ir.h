// Building WebAssembly expressions: leaves, operations with folding, and a list of statements.
//
// Binaryen's expressions form trees, so a node may stand in one place only. A Leaf is a value that
// is not placed yet: a constant or a local can be used any number of times, a node once; `keep`
// moves a node to a local. Between making a node that reads memory or locals and placing it nothing
// may be emitted that writes what it reads.
#pragma once

#include "codegen/binaryen/api.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"

#include <functional>

namespace ochre::wasm {

using Expr = BinaryenExpressionRef;

enum class ValTy : uint8_t { I32, I64, F32, F64 };
inline constexpr unsigned kValTys = 4;
using ValTys = llvm::SmallVector<ValTy, 4>;

enum class IntOp : uint8_t {
#define INT_OP(name) name,
#define FLOAT_OP(name)
#include "codegen/wasm/ops.def"
};
enum class FloatOp : uint8_t {
#define INT_OP(name)
#define FLOAT_OP(name) name,
#include "codegen/wasm/ops.def"
};
inline bool is_comparison(IntOp op) { return op >= IntOp::Eq; }
inline bool is_comparison(FloatOp op) { return op >= FloatOp::Eq; }

inline constexpr uint32_t kNoLocal = UINT32_MAX;

/// What the value of a leaf depends on.
struct Reads {
  static constexpr unsigned kLimit = 3;
  uint32_t locals[kLimit] = {kNoLocal, kNoLocal, kNoLocal};
  bool anything = false; ///< more than that, or it has effects
  bool memory = false;
  bool temps = false; ///< locals that later statements use again

  static Reads all() {
    Reads out;
    out.anything = true;
    return out;
  }
  void add(uint32_t local);
  void add(const Reads &other);
  bool has(uint32_t local) const {
    return anything || local == locals[0] || local == locals[1] || local == locals[2];
  }
};

struct Leaf {
  enum Kind : uint8_t { None, Const, Local, Node } kind = None;
  ValTy ty = ValTy::I32;
  uint32_t local = kNoLocal; ///< Local
  uint64_t bits = 0;         ///< Const
  Expr node = nullptr;
  Reads reads;

  explicit operator bool() const { return kind != None; }
  bool is_const() const { return kind == Const; }
  bool is_const(uint64_t n) const { return kind == Const && bits == n; }
  /// Whether it may be placed behind later statements, as long as nobody writes what it reads.
  bool can_wait() const { return !reads.anything && !reads.temps; }
};

/// What all functions of a module share: operation codes, and the types of tuples.
class Kit {
public:
  Kit(const binaryen::Api &api, BinaryenModuleRef module);

  const binaryen::Api &api;
  const BinaryenModuleRef module;

  BinaryenType type(ValTy ty) const { return types_[static_cast<unsigned>(ty)]; }
  BinaryenType tuple(llvm::ArrayRef<ValTy> tys);
  BinaryenOp op(IntOp op, ValTy ty) const {
    return int_ops_[ty == ValTy::I64][static_cast<unsigned>(op)];
  }
  BinaryenOp op(FloatOp op, ValTy ty) const {
    return float_ops_[ty == ValTy::F64][static_cast<unsigned>(op)];
  }

private:
  BinaryenType types_[kValTys];
  llvm::SmallVector<BinaryenOp, 32> int_ops_[2];
  llvm::SmallVector<BinaryenOp, 16> float_ops_[2];
  llvm::StringMap<BinaryenType> tuples_;
};

/// The code of one function while it is built.
class Ir {
public:
  explicit Ir(Kit &kit) : kit(kit), api(kit.api), module(kit.module) {}

  Kit &kit;
  const binaryen::Api &api;
  const BinaryenModuleRef module;

  // --- Locals
  ValTys param_tys;
  std::vector<BinaryenType> vars; ///< beyond the parameters
  uint32_t new_local(ValTy ty) { return new_local(kit.type(ty)); }
  uint32_t new_local(BinaryenType type);
  /// A local for the current statement; `end_statement` gives them back.
  uint32_t temp(BinaryenType type);
  void end_statement();

  // --- Debug locations
  struct Location {
    Expr expr;
    BinaryenIndex file, line, column;
  };
  std::vector<Location> locations;
  Location here{nullptr, 0, 0, 0}; ///< of the current statement; line 0: none

  // --- Statements
  std::vector<Expr> *code = nullptr; ///< where statements go
  /// Told before a statement is added: which local it sets, or kNoLocal for one that may write
  /// memory; and before statements that run only under a condition.
  std::function<void(uint32_t)> before_effect;
  std::function<void()> before_branch;
  void emit(Expr statement);
  void set(uint32_t local, const Leaf &value);
  /// Statements that `fill` emits, as one expression without value.
  Expr block(llvm::function_ref<void()> fill);
  Expr block_of(std::vector<Expr> &list);
  /// `if (condition) { then }`
  void if_then(const Leaf &condition, llvm::function_ref<void()> then);
  /// The value of one of two arms; each may emit.
  Leaf if_else(const Leaf &condition, ValTy ty, llvm::function_ref<Leaf()> then,
               llvm::function_ref<Leaf()> otherwise);

  // --- Leaves
  Leaf i32(uint32_t n) const { return constant(ValTy::I32, n); }
  Leaf i64(uint64_t n) const { return constant(ValTy::I64, n); }
  Leaf constant(ValTy ty, uint64_t bits) const {
    bool is_narrow = ty == ValTy::I32 || ty == ValTy::F32;
    return {Leaf::Const, ty, kNoLocal, is_narrow ? bits & 0xFFFFFFFFu : bits, nullptr, {}};
  }
  Leaf param(uint32_t index) const { return local(index, param_tys[index]); }
  Leaf local(uint32_t index, ValTy ty) const {
    Leaf out{Leaf::Local, ty, index, 0, nullptr, {}};
    out.reads.add(index);
    return out;
  }
  Leaf temp_local(uint32_t index, ValTy ty) const {
    Leaf out = local(index, ty);
    out.reads.temps = true;
    return out;
  }
  Leaf node(Expr expr, ValTy ty, const Reads &reads = Reads::all()) const {
    return {Leaf::Node, ty, kNoLocal, 0, expr, reads};
  }
  /// The value as an expression, to be placed now.
  Expr use(const Leaf &value);
  /// The value as a leaf that can be used more than once.
  Leaf keep(const Leaf &value);
  /// The value as it is now, whatever happens to locals and memory later.
  Leaf freeze(const Leaf &value);

  // --- Operations
  Leaf unary(BinaryenOp op, ValTy result, const Leaf &x);
  Leaf binary(IntOp op, const Leaf &a, const Leaf &b);
  Leaf binary(FloatOp op, const Leaf &a, const Leaf &b);
  Leaf add(const Leaf &a, const Leaf &b) { return binary(IntOp::Add, a, b); }
  Leaf sub(const Leaf &a, const Leaf &b) { return binary(IntOp::Sub, a, b); }
  Leaf mul(const Leaf &a, const Leaf &b) { return binary(IntOp::Mul, a, b); }
  Leaf and_(const Leaf &a, const Leaf &b) { return binary(IntOp::And, a, b); }
  Leaf or_(const Leaf &a, const Leaf &b) { return binary(IntOp::Or, a, b); }
  Leaf xor_(const Leaf &a, const Leaf &b) { return binary(IntOp::Xor, a, b); }
  Leaf shl(const Leaf &a, unsigned n) { return binary(IntOp::Shl, a, constant(a.ty, n)); }
  Leaf shr_u(const Leaf &a, unsigned n) { return binary(IntOp::ShrU, a, constant(a.ty, n)); }
  Leaf shr_s(const Leaf &a, unsigned n) { return binary(IntOp::ShrS, a, constant(a.ty, n)); }
  Leaf eqz(const Leaf &x);
  Leaf wrap(const Leaf &x);     ///< i64 → i32
  Leaf extend_u(const Leaf &x); ///< i32 → i64
  Leaf extend_s(const Leaf &x);
  /// The low `bytes` of an i32, sign-extended to all of it.
  Leaf sign_extend(const Leaf &x, unsigned bytes);
  /// The low `bytes` of an i32, zero-extended.
  Leaf zero_extend(const Leaf &x, unsigned bytes);
  Leaf select(const Leaf &condition, const Leaf &yes, const Leaf &no);
  Leaf load(ValTy ty, unsigned bytes, const Leaf &base, uint32_t offset, uint32_t align);
  void store(ValTy ty, unsigned bytes, const Leaf &base, uint32_t offset, uint32_t align,
             const Leaf &value);

private:
  void append(Expr statement);

  struct Pool {
    BinaryenType type;
    std::vector<uint32_t> locals;
    size_t used = 0;
  };
  llvm::SmallVector<Pool, 6> pools_;
};

} // namespace ochre::wasm
