// The state of one module and of one function being translated, and what their files call of each
// other. As in codegen/llvm, but for a machine with typed locals and no addresses of them.
#pragma once

#include "codegen/abi/abi.h"
#include "codegen/common/intrinsics.h"
#include "codegen/common/layouts.h"
#include "codegen/mono/collect.h"
#include "codegen/wasm/codegen.h"
#include "codegen/wasm/ir.h"
#include "codegen/wasm/memory.h"
#include "mir/ir/alloc_table.h"

#include "llvm/ADT/StringSet.h"
#include "llvm/Support/StringSaver.h"

#include <deque>

namespace ochre::wasm {

using layout::Layout;

inline ty::TypingEnv mono_env() { return ty::TypingEnv::fully_monomorphized(); }
inline constexpr const char *kStackPointer = "__stack_pointer";
inline constexpr const char *kHeapBase = "__heap_base";
inline constexpr const char *kDataEnd = "__data_end";
inline constexpr const char *kTable = "__indirect_function_table";

/// A scalar: one leaf, or the two halves of 128 bits.
struct Val {
  Leaf lo;
  Leaf hi;
  Val() = default;
  Val(const Leaf &lo) : lo(lo) {} // NOLINT(google-explicit-constructor): most are one leaf
  Val(const Leaf &lo, const Leaf &hi) : lo(lo), hi(hi) {}
  bool is_wide() const { return bool(hi); }
  explicit operator bool() const { return bool(lo); }
};

/// `base + offset`; the sum does not wrap.
struct Address {
  Leaf base;
  uint32_t offset = 0;
};

/// A place in memory, and the metadata of an unsized one.
struct PlaceRef {
  Address at;
  Leaf meta;
  const Layout *layout = nullptr;
  uint64_t align = 1;
  explicit operator bool() const { return bool(at.base); }
};

/// A value as code generation holds it.
struct Operand {
  enum Kind : uint8_t {
    Zst,       ///< no bits
    Immediate, ///< `a`
    Pair,      ///< `a`, `b`
    Ref,       ///< at `at` (and metadata `meta` of an unsized value)
  } kind = Zst;
  Val a;
  Val b;
  Address at;
  Leaf meta;
  const Layout *layout = nullptr;
};

/// Parameters and results as WebAssembly has them.
struct Signature {
  ValTys params;
  ValTys results;
};

struct FnDecl {
  const char *name = nullptr;
  const ty::Instance *instance = nullptr; ///< null: an import, a forwarder or a helper of ours
  const FnAbi *abi = nullptr;
  Signature sig;
  uint32_t table_index = 0; ///< 0: its address was not taken
  bool is_import = false;
};

/// An address that is known, or one that is known when all data lies.
struct Pointer {
  enum Kind : uint8_t { Known, HeapBase, DataEnd } kind = Known;
  uint32_t value = 0; ///< what is known of it: all, or how far behind that end
};

/// How a scalar is held.
ValTys leaves_of(const layout::Scalar &scalar);

ValTy reg_ty(const Reg &reg);
/// The bytes of one register of PassMode::Cast, which may be fewer than those of a leaf.
Leaf load_reg(Ir &ir, const Address &at, const Reg &reg);
/// The module that a foreign function is imported from.
std::string import_module(TyCtxt &tcx, DefId fn);

class ModuleCx {
public:
  ModuleCx(TyCtxt &tcx, const binaryen::Api &api, BinaryenModuleRef module);

  TyCtxt &tcx;
  Kit kit;
  const binaryen::Api &api;
  const BinaryenModuleRef module;
  Memory memory;
  const bool overflow_checks;
  const bool has_lines;
  bool failed = false;

  const Layout *layout_of(ty::Ty ty);
  BinaryenIndex debug_file(const std::string &name);
  ErrorGuaranteed unsupported(Span span, llvm::StringRef what) {
    failed = true;
    return not_supported_yet(tcx.sess, span, what);
  }

  // functions.cpp
  Signature signature(const FnAbi &abi, bool is_virtual = false);
  const FnAbi *abi_of(const ty::Instance *instance);
  FnDecl *function(const ty::Instance *instance);
  /// A function of the program or of our runtime library by its symbol; null: there is none.
  FnDecl *by_symbol(llvm::StringRef symbol);
  /// The function as a pointer: through a shim if it takes its caller's location.
  FnDecl *reified(const ty::Instance *instance);
  /// What `as fn(..)` makes of it, or of a closure without captures.
  FnDecl *fn_pointer(const ty::Instance *instance);
  uint32_t table_index(FnDecl *fn);
  codegen::IntrinsicKind intrinsic_kind(DefId def_id);
  /// A function of ours: `fill` builds its body from the parameters; made once per name.
  FnDecl *helper(llvm::StringRef name, const Signature &sig, llvm::function_ref<void(Ir &)> fill);
  const char *save(const llvm::Twine &text) { return saver_.save(text).data(); }
  void export_function(FnDecl *fn, llvm::StringRef name);

  // constants.cpp
  Pointer alloc_address(mir::AllocId id);
  Pointer static_address(DefId id);
  Leaf pointer_leaf(Pointer pointer, uint64_t offset);
  Val scalar_const(const mir::Scalar &value, const layout::Scalar &as);
  Operand constant(const mir::ConstOperand &ct);
  Operand const_value(const mir::ConstValue &value, ty::Ty ty, Span span);
  /// A scalar in constant memory; none: not known as one value.
  Val read_scalar(const mir::Allocation &alloc, uint64_t at, const layout::Scalar &scalar);
  uint32_t bytes_address(llvm::StringRef bytes, uint64_t align);
  uint32_t location(Span span);

  // vtable.cpp
  uint32_t vtable(ty::Ty ty, ty::List<ty::PolyExistentialPredicate> predicates);

  // unwind.cpp
  /// The tag of Rust's exceptions, which carry an address.
  const char *exception_tag();
  /// (try_fn, data, catch_fn) -> i32: whether `catch_fn(data, exception)` was called.
  FnDecl *try_helper();
  /// Whether a call of the function may unwind, by what it calls.
  bool may_unwind(const ty::Instance *instance);
  /// An import whose exceptions, of whatever kind, arrive as Rust's.
  FnDecl *caught_import(FnDecl *import);

  // emit.cpp
  void add_exports(const mono::MonoItems &items);
  /// Translates what was referred to until there is no more.
  void define_all();
  void define_entry(const mono::MonoItems &items);
  void finish();

  std::vector<FnDecl *> table; ///< in the order of their indices, from 1
  bool uses_table = false;     ///< there are calls through it

private:
  void define(FnDecl *fn);
  void add_function(const FnDecl &fn, Ir &ir, Expr body);
  FnDecl *new_decl(llvm::StringRef name);
  std::string unique_name(const std::string &name);
  FnDecl *forwarder(FnDecl *target, llvm::StringRef suffix, const FnAbi &abi,
                    llvm::function_ref<void(Ir &, llvm::SmallVectorImpl<Expr> &)> args);
  FnDecl *import_of(const ty::Instance *instance, llvm::StringRef symbol);
  FnDecl *by_value_shim(const ty::Instance *instance, bool takes_location);
  FnDecl *wasi_exit();
  std::vector<uint8_t> linked_bytes(const mir::Allocation &alloc,
                                    std::vector<std::pair<uint32_t, Pointer>> &late);
  void place_bytes(uint32_t at, llvm::ArrayRef<uint8_t> bytes,
                   llvm::ArrayRef<std::pair<uint32_t, Pointer>> late);
  uint32_t method_entry(DefId method, ty::GenericArgs args);
  void fill_static(DefId id);
  uint32_t alloc_base(mir::AllocId id);

  static constexpr uint32_t kBeingPlaced = UINT32_MAX;
  llvm::BumpPtrAllocator arena_;
  llvm::StringSaver saver_{arena_};
  std::deque<FnDecl> decls_;
  llvm::DenseMap<ty::Ty, const Layout *> layouts_;
  llvm::DenseMap<const ty::Instance *, FnDecl *> functions_;
  llvm::StringMap<FnDecl *> names_;
  llvm::StringMap<unsigned> name_counts_;
  llvm::DenseMap<const ty::Instance *, const FnAbi *> abis_;
  llvm::DenseMap<DefId, codegen::IntrinsicKind> intrinsics_;
  llvm::DenseMap<mir::AllocId, uint32_t> allocs_;
  llvm::DenseMap<DefId, Pointer> statics_;
  llvm::StringMap<uint32_t> equal_allocs_;
  llvm::StringMap<uint32_t> locations_;
  llvm::DenseMap<std::pair<const void *, const void *>, uint32_t> vtables_;
  std::vector<FnDecl *> pending_;
  std::vector<DefId> pending_statics_;
  /// Words of data that are known when all data lies.
  std::vector<std::pair<uint32_t, Pointer>> late_pointers_;
  llvm::StringSet<> exports_;
  bool has_tag_ = false;
  bool terminator_may_unwind(const mir::Body &body, const mir::Terminator &term);
  llvm::DenseMap<const ty::Instance *, bool> may_unwind_;
  unsigned unwind_depth_ = 0;
  llvm::StringMap<BinaryenIndex> debug_files_;
};

/// A call of an intrinsic. The result is put into `result`, or, by its address, into `dest`.
struct IntrinsicCall {
  codegen::IntrinsicKind kind;
  const ty::Instance &callee;
  const mir::SourceInfo &source;
  llvm::SmallVector<Operand, 4> args;
  llvm::SmallVector<ty::Ty, 4> arg_tys;
  ty::Ty ret_ty;
  ty::Ty elem; ///< the first type argument
  const Layout *ret_layout = nullptr;
  PlaceRef dest; ///< none was asked for yet
  Operand result;
};

/// One function being generated.
class FunctionCx {
public:
  FunctionCx(ModuleCx &cx, const FnDecl &decl, const mir::Body &body);

  ModuleCx &cx;
  TyCtxt &tcx;
  const FnDecl &decl;
  const mir::Body &body;
  const mir::Code &code;
  const FnAbi &abi;
  Ir ir;

  /// A MIR local: in memory, or in up to four locals of WebAssembly.
  struct LocalRef {
    bool in_memory = true;
    PlaceRef place;
    const Layout *layout = nullptr;
    uint32_t a[2] = {kNoLocal, kNoLocal};
    uint32_t b[2] = {kNoLocal, kNoLocal};
    bool is_unused = false;     ///< set once, never read
    bool is_used_once = false;  ///< set once, read once, both in one block
    bool is_constant = false;   ///< its place is that of the constant that it holds
    bool is_given_away = false; ///< without ever being in its local
  };
  IndexVec<mir::Local, LocalRef> locals;
  Leaf caller_location;

  /// The finished body.
  Expr run();

  const Layout *layout_of(ty::Ty ty) { return cx.layout_of(ty); }
  ty::Ty operand_ty(const mir::Operand &op) { return mir::operand_ty(tcx, body, op); }
  ErrorGuaranteed unsupported(Span span, llvm::StringRef what) {
    return cx.unsupported(span, what);
  }

  // frame.cpp
  Leaf frame_pointer();
  PlaceRef new_slot(const Layout *layout);                      ///< for the whole function
  PlaceRef temp_slot(const Layout *layout, uint64_t align = 1); ///< for the current statement
  PlaceRef temp_bytes(uint64_t size, uint64_t align);
  void end_statement();
  void end_block();
  void return_with(Expr value);
  void around_call(llvm::function_ref<void()> make_call);

  // place.cpp
  PlaceRef place(mir::Place place);
  PlaceRef project(PlaceRef base, const mir::PlaceElem &elem, mir::PlaceTy base_ty);
  PlaceRef field(PlaceRef base, uint32_t index, ty::Ty field_ty);
  PlaceRef deref(const Operand &pointer, ty::Ty pointee);
  Address offset(Address at, uint64_t bytes);
  Leaf pointer(const Address &at); ///< as a value
  PlaceRef stable(PlaceRef place); ///< can be used more than once
  Leaf length(PlaceRef place, ty::Ty ty);
  std::pair<Leaf, Leaf> size_and_align(ty::Ty ty, const Leaf &meta);

  // discriminant.cpp
  Val discriminant(PlaceRef place, ty::Ty enum_ty, ty::Ty result_ty);
  Val discriminant_of_tag(const Layout &layout, ty::Ty enum_ty, ty::Ty result_ty,
                          llvm::function_ref<Val()> tag);
  Val bits_const(layout::u128 bits, const layout::Scalar &as);
  Val int_resized(const Val &value, const layout::Scalar &from, const layout::Scalar &to,
                  bool is_signed);
  void set_discriminant(mir::Place place, ty::VariantIdx variant);
  void store_tag(PlaceRef place, ty::VariantIdx variant, ty::Ty enum_ty);
  Val read_discriminant(mir::Place place, ty::Ty result);

  // operand.cpp
  Operand operand(const mir::Operand &op);
  Operand load(PlaceRef place);
  Val load_scalar(const Address &at, const layout::Scalar &scalar, uint64_t align);
  void store_scalar(const Val &value, const Address &at, const layout::Scalar &scalar,
                    uint64_t align);
  void store(const Operand &value, PlaceRef place);
  void copy(const Address &to, const Address &from, uint64_t size, uint64_t align);
  /// Bytes that do not overlap.
  void copy_bytes(const Leaf &to, const Leaf &from, const Leaf &size, uint64_t align);
  Operand copy_of(mir::Place place);
  /// To be placed once: a value that waited is given away.
  Operand local_value(mir::Local local);
  Operand local_home(mir::Local local);
  Operand parts_of(Operand value, mir::PlaceTy ty, llvm::ArrayRef<mir::PlaceElem> elems);
  Operand extract_field(const Operand &value, uint32_t index, ty::Ty field_ty);
  Operand extract_at(const Operand &value, uint64_t offset, const Layout *field);
  /// Bits of one scalar as another of the same or a smaller size.
  Val convert_bits(const Val &value, const layout::Scalar &from, const layout::Scalar &to);
  Val in_register(const Operand &value);
  PlaceRef in_memory(const Operand &value);
  Operand keep(Operand value);
  Val keep(const Val &value);
  Operand immediate(const Val &value, const Layout *layout) {
    Operand out;
    out.kind = Operand::Immediate;
    out.a = value;
    out.layout = layout;
    return out;
  }
  Operand pair(const Val &a, const Val &b, const Layout *layout) {
    Operand out;
    out.kind = Operand::Pair;
    out.a = a;
    out.b = b;
    out.layout = layout;
    return out;
  }
  Operand zst(const Layout *layout) {
    Operand out;
    out.layout = layout;
    return out;
  }

  // assign.cpp
  void assign(mir::Place dest, const mir::Rvalue &rvalue, Span span);
  /// A value into a place, also into a part of a local.
  void write(mir::Place dest, const Operand &value);
  void set_local(mir::Local local, const Operand &value);
  void set_home(mir::Local local, const Operand &value);
  bool waits(mir::Local local, const Operand &value);
  void settle(uint32_t set_local);
  void settle_all();
  bool is_register_place(mir::Place place);
  /// Several locals at once: sources may be among the targets.
  void set_parallel(llvm::ArrayRef<std::pair<uint32_t, Leaf>> sets);

  // rvalue.cpp
  Operand rvalue_operand(const mir::Rvalue &rvalue, Span span);
  std::optional<Operand> aggregate_operand(const mir::Rvalue &rvalue);
  bool fits_registers(const mir::Rvalue &rvalue, const Layout &layout, ty::VariantIdx variant);
  void store_rvalue(PlaceRef dest, const mir::Rvalue &rvalue, Span span);
  void store_repeat(PlaceRef dest, const mir::Rvalue &rvalue);
  void fill(const Address &to, const Leaf &byte, const Leaf &size);
  void fill_known(const Address &to, uint8_t byte, uint64_t size, uint64_t align);
  Operand unary(const mir::Rvalue &rvalue, const Layout *layout);
  Operand reference(const mir::Rvalue &rvalue, const Layout *layout);

  // binary.cpp
  Operand binary(mir::BinOp op, const Operand &a, const Operand &b, ty::Ty lhs, ty::Ty result);
  Val scalar_binary(mir::BinOp op, const Val &a, const Val &b, ty::Ty ty);
  Leaf compare(mir::BinOp op, const Val &a, const Val &b, ty::Ty ty);
  Leaf pair_compare(mir::BinOp op, const Operand &a, const Operand &b);
  Val float_binary(mir::BinOp op, const Leaf &a, const Leaf &b, ty::Ty ty);
  bool is_plain_float(ty::Ty ty);
  Leaf shift(mir::BinOp op, const Leaf &a, const Leaf &count, ty::Ty ty);
  std::pair<Leaf, Leaf> small_overflowing(mir::BinOp op, const Leaf &a, const Leaf &b, ty::Ty ty);
  Leaf mul64_overflow(const Leaf &a, const Leaf &b, bool is_signed);
  Operand overflowing(mir::BinOp op, const Val &a, const Val &b, ty::Ty ty, ty::Ty result);
  Val negate(const Val &value, ty::Ty ty);
  Val not_(const Val &value, ty::Ty ty);
  unsigned int_bytes(ty::Ty ty); ///< of an integer, bool, char or pointer
  /// As an i32 of all bits: sign-extended if the type is signed.
  Leaf widened(const Leaf &value, ty::Ty ty);
  Leaf narrowed(const Leaf &value, ty::Ty ty) { return ir.zero_extend(value, int_bytes(ty)); }

  // wide.cpp: integers of 128 bits
  Val wide_binary(mir::BinOp op, const Val &a, const Val &b, bool is_signed);
  Leaf wide_compare(mir::BinOp op, const Val &a, const Val &b, bool is_signed);
  std::pair<Val, Leaf> wide_overflowing(mir::BinOp op, const Val &a, const Val &b, bool is_signed);
  Val wide_shift(mir::BinOp op, const Val &a, const Leaf &count, bool is_signed);
  Val wide_mul(const Val &a, const Val &b);
  Val wide_negate(const Val &value);

  // cast.cpp
  Operand cast(const mir::Rvalue &rvalue, Span span);
  Operand transmute(const Operand &value, ty::Ty to);
  void unsize_into(const Operand &value, ty::Ty from, PlaceRef dest, ty::Ty to);
  std::pair<Leaf, Leaf> unsize_pointer(const Operand &value, ty::Ty from, ty::Ty to);
  Operand fn_pointer_cast(const mir::Rvalue &rvalue, Span span);
  Val numeric_cast(const Val &value, ty::Ty from, ty::Ty to);
  Val wide_to_float(const Val &value, ValTy to, bool is_signed);
  Val float_to_int(const Leaf &value, ty::Ty to);
  Val int_to_float(const Val &value, ty::Ty from, ValTy to);
  Val int_to_int(const Val &value, ty::Ty from, ty::Ty to);
  Leaf widened_to(const Leaf &value, ty::Ty from, unsigned size);
  Leaf pointer_sized(const Operand &value, ty::Ty ty); ///< an integer as usize

  // call.cpp
  void call(const mir::Terminator &term);
  struct CallTarget {
    FnDecl *fn = nullptr; ///< null: through `pointer`
    Leaf pointer;
    const FnAbi *abi = nullptr;
    Signature sig;
  };
  /// The call as an expression, not placed yet.
  Expr call_expr(const CallTarget &target, llvm::ArrayRef<Leaf> args);
  bool find_callee(const mir::Terminator &term, const ty::Instance *callee, CallTarget &target);
  void unreachable();
  void store_reg(const Leaf &value, const Address &at, const Reg &reg);
  void store_regs(const ArgAbi &arg, llvm::ArrayRef<Leaf> values, Address to);
  void push_variadic(llvm::ArrayRef<Operand> values, Span span, llvm::SmallVectorImpl<Leaf> &out);
  void push_arg(const ArgAbi &abi, const Operand &value, llvm::SmallVectorImpl<Leaf> &out);
  /// Emits the call and gives its results.
  llvm::SmallVector<Leaf, 4> emit_call(const CallTarget &target, llvm::ArrayRef<Leaf> args);
  Operand call_result(const FnAbi &abi, llvm::ArrayRef<Leaf> results);
  Leaf location_arg(const mir::SourceInfo &source);
  void call_lang_fn(LangItem item, llvm::ArrayRef<Operand> args, const mir::SourceInfo &source);
  /// A function of the runtime library, all in registers.
  llvm::SmallVector<Leaf, 4> call_runtime(llvm::StringRef symbol, const Signature &sig,
                                          llvm::ArrayRef<Leaf> args);
  llvm::SmallVector<Leaf, 4> call_helper(FnDecl *helper, llvm::ArrayRef<Leaf> args);
  void finish_call(const mir::Terminator &term, CallTarget &target, const ty::Instance *callee,
                   llvm::ArrayRef<Operand> operands);

  // terminator.cpp
  void terminator(const mir::Terminator &term);
  void drop(const mir::Terminator &term);
  /// When an assertion fails; none: never.
  Leaf assert_failed(const mir::Terminator &term);
  void assert_failure(const mir::Terminator &term);
  void return_();

  // intrinsic*.cpp
  bool call_intrinsic(const mir::Terminator &term, const ty::Instance &callee);
  bool call_machine_intrinsic(const mir::Terminator &term, const ty::Instance &callee);
  bool intrinsic(IntrinsicCall &call);
  bool float_intrinsic(IntrinsicCall &call);
  bool integer_intrinsic(IntrinsicCall &call);
  bool control_intrinsic(IntrinsicCall &call);
  bool memory_intrinsic(IntrinsicCall &call);
  bool pointer_intrinsic(IntrinsicCall &call);
  bool type_intrinsic(IntrinsicCall &call);
  bool atomic_intrinsic(IntrinsicCall &call);
  PlaceRef dest_of(IntrinsicCall &call);
  bool catch_unwind(IntrinsicCall &call);
  bool select_value(IntrinsicCall &call);
  bool type_name(IntrinsicCall &call);
  bool type_id(IntrinsicCall &call);
  bool assert_valid(IntrinsicCall &call);
  Leaf float_choice(FloatOp op, const Leaf &a, const Leaf &b);
  Leaf float_round(const Leaf &value);
  Leaf count_bits(codegen::IntrinsicId id, const Val &value, unsigned bytes);
  Leaf swap_groups(const Leaf &value, unsigned width, uint64_t low_groups);
  Val swap_bytes(const Val &value, unsigned bytes);
  Val reverse_bits(const Val &value, unsigned bytes);
  Val funnel(const Val &high, const Val &low, const Leaf &count, unsigned bytes, bool to_left);
  Val rotate(const Val &value, const Leaf &count, unsigned bytes, bool to_left);
  Val saturating(mir::BinOp op, const Val &a, const Val &b, ty::Ty ty);
  Val atomic_result(codegen::AtomicIntrinsic op, const Val &old, const Val &operand, ty::Ty ty);
  Leaf compare_bytes(const Leaf &a, const Leaf &b, const Leaf &size);
  Leaf bytes_equal(const Leaf &a, const Leaf &b, uint64_t size);
  void write_bytes(const Leaf &to, const Leaf &byte, const Leaf &size, uint64_t align);
  void swap_values(const Leaf &a, const Leaf &b, const Layout *layout);

  // unwind.cpp
  /// What `emit` makes of a terminator, and what happens to an exception out of it. True: it may
  /// lead to the cleanup block, when `landed` is not 0.
  bool guarded(const mir::Terminator &term, llvm::function_ref<void()> emit);
  Leaf landed();
  void resume();
  void throw_(const Leaf &exception);
  bool can_throw = false; ///< something that may unwind was emitted

  // cfg.cpp
  bool ends_here = false; ///< control does not go on behind what was emitted last

private:
  friend class Cfg;
  // locals.cpp
  void analyze_locals();
  void use_constant(mir::Local local, const mir::Operand &constant);
  void entry();
  Operand receive(const ArgAbi &arg, uint32_t &next);
  void bind(mir::Local local, const Operand &value);
  void statement(const mir::Statement &s);
  void copy_nonoverlapping(const mir::Statement &s);
  void set_location(const mir::SourceInfo &source);
  void begin_frame();
  void finish_frame(std::vector<Expr> &prologue);
  PlaceRef frame_bytes(uint64_t size, uint64_t align);
  Leaf size_const();
  Expr restored_stack();

  struct TempSlot {
    PlaceRef place;
    uint64_t size;
    bool is_used;
  };
  unsigned next_label_ = 0;
  /// Values that were set but not placed yet.
  struct Waiting {
    mir::Local local;
    Operand value;
  };
  std::vector<Waiting> waiting_;
  uint32_t frame_pointer_ = kNoLocal;
  bool is_guarding_ = false;        ///< whether something unwinds is of interest
  uint32_t exception_ = kNoLocal;   ///< what was caught, while cleanup runs
  uint32_t landed_ = kNoLocal;      ///< whether something was
  uint32_t saved_stack_ = kNoLocal; ///< of a frame that is aligned by hand
  bool moves_stack_ = true;
  uint64_t frame_size_ = 0;
  uint64_t frame_align_ = 16;
  llvm::SmallVector<TempSlot, 4> temp_slots_;
  std::vector<Expr> size_consts_; ///< to be set to the size of the frame
  /// Where the frame is to be given back.
  std::vector<std::pair<std::vector<Expr> *, size_t>> returns_;
};

} // namespace ochre::wasm
