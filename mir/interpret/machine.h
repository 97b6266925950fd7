// The state of an evaluation: memory, frames, and why it failed.
//
// Values are scalars (with the allocation that a pointer may reach), at most two of which make an
// immediate; everything else lies in memory. A local starts as an immediate if its layout allows
// and moves to memory when its address is taken.
//
// Operations do not return errors: the first failure is kept in the machine, later operations do
// nothing that could crash, and the main loop stops after the step. Every value that an operation
// gives is safe to use after a failure.
#pragma once

#include "mir/ir/alloc_table.h"
#include "mir/ir/body.h"
#include "sema/layout/layout.h"

#include <deque>

namespace ochre::mir::interpret {

using layout::Layout;
using layout::u128;
using i128 = __int128;

/// An integer or float of `size` bytes, or a pointer: `bits` is then the offset in `prov`.
/// A pointer without allocation is an address that nothing can be read from.
struct Val {
  u128 bits = 0;
  AllocId prov; ///< invalid: plain bits
  uint8_t size = 0;
  bool init = false;

  static Val uint(u128 bits, unsigned size) {
    return {size < 16 ? bits & ((u128(1) << (size * 8)) - 1) : bits,
            {},
            static_cast<uint8_t>(size),
            true};
  }
  static Val ptr(AllocId prov, uint64_t offset, unsigned size) {
    return {offset, prov, static_cast<uint8_t>(size), true};
  }
  bool has_prov() const { return prov.is_valid(); }
};

/// What fits in registers: nothing (zero-sized or not yet set), a scalar, a pair.
struct Imm {
  Val a;
  Val b;
  uint8_t count = 0;
  static Imm one(Val a) { return {a, {}, 1}; }
  static Imm two(Val a, Val b) { return {a, b, 2}; }
};

/// A place in memory. `meta`: length or vtable of what is unsized.
struct MPlace {
  AllocId alloc; ///< invalid: `offset` is an address
  uint64_t offset = 0;
  Val meta;
  ty::Ty ty;
  const Layout *layout = nullptr;
};

/// A place: a whole local that may be an immediate, or memory.
struct PlaceRef {
  bool in_local = false;
  Local local;
  MPlace mem; ///< in_local: only ty and layout
};

/// An evaluated operand.
struct Value {
  bool in_memory = false;
  Imm imm;
  MPlace mem; ///< ty and layout always
  ty::Ty ty() const { return mem.ty; }
  const Layout *layout() const { return mem.layout; }
};

/// Memory made by this machine.
struct MemAlloc {
  Allocation data;
  bool is_dead = false;
  /// Borrowed in a way that allows writes: stays mutable in the final value of a static.
  bool shared_mutably = false;
};

enum class LocalKind : uint8_t { Dead, Immediate, Memory };
struct LocalState {
  LocalKind kind = LocalKind::Immediate;
  Imm imm;
  AllocId alloc; ///< Memory
};

/// Types and layouts of a body's locals, made once per body.
struct BodyPlan {
  std::vector<ty::Ty> tys;
  std::vector<const Layout *> layouts; ///< null: not asked yet
};

struct Frame {
  const Body *body = nullptr;
  const ty::Instance *instance = nullptr; ///< null: the constant itself
  BodyPlan *plan = nullptr;
  std::vector<LocalState> locals;
  BasicBlock block = kStartBlock;
  uint32_t statement = 0;
};

struct Failure {
  bool failed = false;
  ty::EvalError error = ty::EvalError::None; ///< not None: nothing to report
  bool is_unsupported = false;
  bool is_timeout = false;
  bool is_panic = false; ///< `panic!` and the like, not undefined behaviour
  std::string message;
};

struct Machine {
  TyCtxt &tcx;
  ty::TypingEnv env = ty::TypingEnv::fully_monomorphized();
  unsigned ptr_size;
  /// Local allocations; their ids start at kLocalAllocBase.
  std::deque<MemAlloc> memory;
  std::vector<Frame> stack;
  llvm::DenseMap<const Body *, std::unique_ptr<BodyPlan>> plans;
  DefId current_static; ///< the static whose initializer runs; invalid: none
  uint64_t steps = 0;   ///< terminators so far
  uint64_t max_steps = 20'000'000;
  uint32_t max_depth = 128;
  uint64_t bytes_in_use = 0; ///< of `memory`, at most kMaxMemory
  Failure failure;
  const Allocation nothing; ///< what an access of no bytes sees

  explicit Machine(TyCtxt &tcx) : tcx(tcx), ptr_size(tcx.pointer_bits / 8) {}
  bool failed() const { return failure.failed; }
  Frame &frame() { return stack.back(); }
};

inline constexpr uint64_t kMaxMemory = uint64_t(1) << 30;
inline constexpr uint32_t kLocalAllocBase = 0x8000'0000;
inline bool is_local_alloc(AllocId id) { return id.is_valid() && id.raw >= kLocalAllocBase; }

/// Records the first failure.
void fail(Machine &m, const llvm::Twine &message);
void fail_silently(Machine &m, ty::EvalError error);
void fail_unsupported(Machine &m, const llvm::Twine &what);

/// The layout of a type, or null after recording why there is none.
const Layout *layout_of(Machine &m, ty::Ty ty);
ty::Ty normalize(Machine &m, ty::Ty ty);
inline u128 low_bits(u128 value, unsigned size) {
  return size >= 16 ? value : value & ((u128(1) << (size * 8)) - 1);
}
inline i128 sign_extend(u128 value, unsigned size) {
  if (size >= 16)
    return static_cast<i128>(value);
  unsigned shift = 128 - size * 8;
  return static_cast<i128>(value << shift) >> shift;
}

/// Runs until the stack is as low as `depth` again, or a failure.
void run(Machine &m, size_t depth);
/// Enters `body` with its arguments set.
void push_frame(Machine &m, const Body &body, const ty::Instance *instance,
                llvm::ArrayRef<Value> args);
void eval_statement(Machine &m, const Statement &statement);
void eval_terminator(Machine &m, const Terminator &terminator);

} // namespace ochre::mir::interpret
