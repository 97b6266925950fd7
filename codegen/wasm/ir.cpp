#include "codegen/wasm/ir.h"

#include "llvm/ADT/bit.h"

namespace ochre::wasm {

// --- Reads
// ---------------------------------------------------------------------------------------

void Reads::add(uint32_t local) {
  if (has(local))
    return;
  for (uint32_t &slot : locals)
    if (slot == kNoLocal) {
      slot = local;
      return;
    }
  anything = true;
}

void Reads::add(const Reads &other) {
  anything |= other.anything;
  memory |= other.memory;
  temps |= other.temps;
  for (uint32_t local : other.locals)
    if (local != kNoLocal)
      add(local);
}

// --- Kit
// -----------------------------------------------------------------------------------------

Kit::Kit(const binaryen::Api &api, BinaryenModuleRef module)
    : api(api), module(module),
      types_{api.TypeInt32, api.TypeInt64, api.TypeFloat32, api.TypeFloat64} {
#define INT_OP(name)                                                                               \
  int_ops_[0].push_back(api.name##Int32);                                                          \
  int_ops_[1].push_back(api.name##Int64);
#define FLOAT_OP(name)                                                                             \
  float_ops_[0].push_back(api.name##Float32);                                                      \
  float_ops_[1].push_back(api.name##Float64);
#include "codegen/wasm/ops.def"
}

BinaryenType Kit::tuple(llvm::ArrayRef<ValTy> tys) {
  if (tys.empty())
    return api.TypeNone;
  if (tys.size() == 1)
    return type(tys[0]);
  std::string key;
  for (ValTy ty : tys)
    key.push_back(static_cast<char>('0' + static_cast<int>(ty)));
  auto [it, fresh] = tuples_.try_emplace(key);
  if (fresh) {
    llvm::SmallVector<BinaryenType, 8> parts;
    for (ValTy ty : tys)
      parts.push_back(type(ty));
    it->second = api.TypeCreate(parts.data(), static_cast<BinaryenIndex>(parts.size()));
  }
  return it->second;
}

// --- Locals and statements
// -----------------------------------------------------------------------

uint32_t Ir::new_local(BinaryenType type) {
  vars.push_back(type);
  return static_cast<uint32_t>(param_tys.size() + vars.size()) - 1;
}

uint32_t Ir::temp(BinaryenType type) {
  auto *pool = llvm::find_if(pools_, [&](const Pool &p) { return p.type == type; });
  if (pool == pools_.end()) {
    pools_.push_back({type, {}, 0});
    pool = &pools_.back();
  }
  if (pool->used == pool->locals.size())
    pool->locals.push_back(new_local(type));
  return pool->locals[pool->used++];
}

void Ir::end_statement() {
  for (Pool &pool : pools_)
    pool.used = 0;
}

void Ir::emit(Expr statement) {
  if (before_effect)
    before_effect(kNoLocal);
  append(statement);
}

void Ir::set(uint32_t local, const Leaf &value) {
  Expr statement = api.LocalSet(module, local, use(value));
  if (before_effect)
    before_effect(local);
  append(statement);
}

void Ir::append(Expr statement) {
  code->push_back(statement);
  if (here.line && statement)
    locations.push_back({statement, here.file, here.line, here.column});
}

Expr Ir::block_of(std::vector<Expr> &list) {
  if (list.size() == 1)
    return list[0];
  if (list.empty())
    return api.Nop(module);
  return api.Block(module, nullptr, list.data(), static_cast<BinaryenIndex>(list.size()),
                   api.TypeAuto);
}

Expr Ir::block(llvm::function_ref<void()> fill) {
  if (before_branch)
    before_branch();
  std::vector<Expr> list;
  std::vector<Expr> *outer = code;
  code = &list;
  fill();
  code = outer;
  return block_of(list);
}

void Ir::if_then(const Leaf &condition, llvm::function_ref<void()> then) {
  Expr test = use(condition);
  emit(api.If(module, test, block(then), nullptr));
}

Leaf Ir::if_else(const Leaf &condition, ValTy ty, llvm::function_ref<Leaf()> then,
                 llvm::function_ref<Leaf()> otherwise) {
  Expr test = use(condition);
  auto arm = [&](llvm::function_ref<Leaf()> fill) {
    return block([&] {
      Leaf value = fill();
      emit(use(value));
    });
  };
  Expr yes = arm(then);
  Expr no = arm(otherwise);
  return keep(node(api.If(module, test, yes, no), ty));
}

// --- Leaves
// --------------------------------------------------------------------------------------

Expr Ir::use(const Leaf &value) {
  switch (value.kind) {
  case Leaf::Const: {
    BinaryenLiteral literal{};
    literal.type = kit.type(value.ty);
    literal.i64 = static_cast<int64_t>(value.bits);
    return api.Const(module, literal);
  }
  case Leaf::Local: return api.LocalGet(module, value.local, kit.type(value.ty));
  case Leaf::Node: return value.node;
  case Leaf::None: break;
  }
  assert(false && "codegen/wasm: a value that is not there");
  return api.Unreachable(module);
}

Leaf Ir::keep(const Leaf &value) {
  if (value.kind != Leaf::Node)
    return value;
  uint32_t index = temp(kit.type(value.ty));
  set(index, value);
  return temp_local(index, value.ty);
}

Leaf Ir::freeze(const Leaf &value) {
  if (value.kind == Leaf::Const)
    return value;
  uint32_t index = temp(kit.type(value.ty));
  set(index, value);
  return temp_local(index, value.ty);
}

// --- Operations
// ----------------------------------------------------------------------------------

namespace {

Reads reads_of(const Leaf &a, const Leaf &b) {
  Reads out = a.reads;
  out.add(b.reads);
  return out;
}

template <class Word, class Signed>
std::optional<uint64_t> fold(IntOp op, Word a, Word b) {
  unsigned bits = sizeof(Word) * 8;
  auto s = [](Word x) { return static_cast<Signed>(x); };
  switch (op) {
  case IntOp::Add: return static_cast<Word>(a + b);
  case IntOp::Sub: return static_cast<Word>(a - b);
  case IntOp::Mul: return static_cast<Word>(a * b);
  case IntOp::And: return a & b;
  case IntOp::Or: return a | b;
  case IntOp::Xor: return a ^ b;
  case IntOp::Shl: return static_cast<Word>(a << (b % bits));
  case IntOp::ShrU: return a >> (b % bits);
  case IntOp::ShrS: return static_cast<Word>(s(a) >> (b % bits));
  case IntOp::Eq: return a == b;
  case IntOp::Ne: return a != b;
  case IntOp::LtS: return s(a) < s(b);
  case IntOp::LtU: return a < b;
  case IntOp::LeS: return s(a) <= s(b);
  case IntOp::LeU: return a <= b;
  case IntOp::GtS: return s(a) > s(b);
  case IntOp::GtU: return a > b;
  case IntOp::GeS: return s(a) >= s(b);
  case IntOp::GeU: return a >= b;
  case IntOp::DivS:
  case IntOp::DivU:
  case IntOp::RemS:
  case IntOp::RemU:
  case IntOp::RotL:
  case IntOp::RotR: break;
  }
  return std::nullopt;
}

/// Whether `x op n` is x.
bool is_neutral(IntOp op, uint64_t n) {
  switch (op) {
  case IntOp::Add:
  case IntOp::Sub:
  case IntOp::Or:
  case IntOp::Xor:
  case IntOp::Shl:
  case IntOp::ShrU:
  case IntOp::ShrS:
  case IntOp::RotL:
  case IntOp::RotR: return n == 0;
  case IntOp::Mul:
  case IntOp::DivS:
  case IntOp::DivU: return n == 1;
  case IntOp::RemS:
  case IntOp::RemU:
  case IntOp::And:
  case IntOp::Eq:
  case IntOp::Ne:
  case IntOp::LtS:
  case IntOp::LtU:
  case IntOp::LeS:
  case IntOp::LeU:
  case IntOp::GtS:
  case IntOp::GtU:
  case IntOp::GeS:
  case IntOp::GeU: return false;
  }
  return false;
}

} // namespace

Leaf Ir::unary(BinaryenOp op, ValTy result, const Leaf &x) {
  return node(api.Unary(module, op, use(x)), result, x.reads);
}

Leaf Ir::binary(IntOp op, const Leaf &a, const Leaf &b) {
  assert(a.ty == b.ty && "codegen/wasm: operands of two types");
  ValTy result = is_comparison(op) ? ValTy::I32 : a.ty;
  if (a.is_const() && b.is_const()) {
    std::optional<uint64_t> value = a.ty == ValTy::I64
                                        ? fold<uint64_t, int64_t>(op, a.bits, b.bits)
                                        : fold<uint32_t, int32_t>(op, static_cast<uint32_t>(a.bits),
                                                                  static_cast<uint32_t>(b.bits));
    if (value)
      return constant(result, *value);
  }
  if (b.is_const() && is_neutral(op, b.bits))
    return a;
  Expr left = use(a);
  return node(api.Binary(module, kit.op(op, a.ty), left, use(b)), result, reads_of(a, b));
}

Leaf Ir::binary(FloatOp op, const Leaf &a, const Leaf &b) {
  assert(a.ty == b.ty && "codegen/wasm: operands of two types");
  ValTy result = is_comparison(op) ? ValTy::I32 : a.ty;
  Expr left = use(a);
  return node(api.Binary(module, kit.op(op, a.ty), left, use(b)), result, reads_of(a, b));
}

Leaf Ir::eqz(const Leaf &x) {
  if (x.is_const())
    return i32(x.bits == 0);
  return unary(x.ty == ValTy::I64 ? api.EqZInt64 : api.EqZInt32, ValTy::I32, x);
}

Leaf Ir::wrap(const Leaf &x) {
  if (x.is_const())
    return i32(static_cast<uint32_t>(x.bits));
  return unary(api.WrapInt64, ValTy::I32, x);
}

Leaf Ir::extend_u(const Leaf &x) {
  if (x.is_const())
    return i64(x.bits);
  return unary(api.ExtendUInt32, ValTy::I64, x);
}

Leaf Ir::extend_s(const Leaf &x) {
  if (x.is_const())
    return i64(static_cast<uint64_t>(static_cast<int64_t>(static_cast<int32_t>(x.bits))));
  return unary(api.ExtendSInt32, ValTy::I64, x);
}

Leaf Ir::sign_extend(const Leaf &x, unsigned bytes) {
  if (bytes >= 4)
    return x;
  if (x.is_const()) {
    uint32_t value = static_cast<uint32_t>(x.bits);
    return i32(static_cast<uint32_t>(bytes == 1 ? int32_t(static_cast<int8_t>(value))
                                                : int32_t(static_cast<int16_t>(value))));
  }
  return unary(bytes == 1 ? api.ExtendS8Int32 : api.ExtendS16Int32, ValTy::I32, x);
}

Leaf Ir::zero_extend(const Leaf &x, unsigned bytes) {
  return bytes >= 4 ? x : and_(x, i32((uint32_t(1) << (bytes * 8)) - 1));
}

Leaf Ir::select(const Leaf &condition, const Leaf &yes, const Leaf &no) {
  if (condition.is_const())
    return condition.bits ? yes : no;
  Expr on = use(yes);
  Expr off = use(no);
  Reads reads = reads_of(yes, no);
  reads.add(condition.reads);
  return node(api.Select(module, use(condition), on, off, kit.type(yes.ty)), yes.ty, reads);
}

Leaf Ir::load(ValTy ty, unsigned bytes, const Leaf &base, uint32_t offset, uint32_t align) {
  Expr loaded = api.Load(module, bytes, false, offset, std::min<uint32_t>(align, bytes),
                         kit.type(ty), use(base));
  Reads reads = base.reads;
  reads.memory = true;
  return node(loaded, ty, reads);
}

void Ir::store(ValTy ty, unsigned bytes, const Leaf &base, uint32_t offset, uint32_t align,
               const Leaf &value) {
  Expr to = use(base);
  emit(api.Store(module, bytes, offset, std::min<uint32_t>(align, bytes), to, use(value),
                 kit.type(ty)));
}

} // namespace ochre::wasm
