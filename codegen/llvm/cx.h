// The state of one codegen unit, and what its files call of each other.
#pragma once

#include "codegen/abi/abi.h"
#include "codegen/common/intrinsics.h"
#include "codegen/common/layouts.h"
#include "codegen/llvm/debuginfo.h"
#include "codegen/mono/collect.h"
#include "mir/ir/alloc_table.h"

#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/IR/Module.h"

namespace ochre::codegen {

using layout::Layout;

inline ty::TypingEnv mono_env() { return ty::TypingEnv::fully_monomorphized(); }

/// A value as code generation holds it.
struct Operand {
  enum Kind : uint8_t {
    Zst,       ///< no bits
    Immediate, ///< `a`
    Pair,      ///< `a`, `b`
    Ref,       ///< at address `a` (and metadata `b` of an unsized value)
  } kind = Zst;
  llvm::Value *a = nullptr;
  llvm::Value *b = nullptr;
  const Layout *layout = nullptr;
};

/// A place: its address, and the metadata of an unsized one.
struct PlaceRef {
  llvm::Value *address = nullptr;
  llvm::Value *meta = nullptr;
  const Layout *layout = nullptr;
  uint64_t align = 1;
};

/// A call of an intrinsic. The result is put into `result`, or, by its address, into `dest`.
struct IntrinsicCall {
  IntrinsicKind kind;
  const ty::Instance &callee;
  const mir::SourceInfo &source;
  mir::UnwindAction unwind;
  llvm::SmallVector<Operand, 4> args;
  llvm::SmallVector<ty::Ty, 4> arg_tys;
  ty::Ty ret_ty;
  ty::Ty elem; ///< the first type argument
  const Layout *ret_layout = nullptr;
  PlaceRef dest; ///< address null: none was asked for yet
  Operand result;
};

/// How a unit stands to the others.
struct UnitPlan {
  bool is_only_unit = true;
  bool is_executable = true;
  const mono::MonoItems *program = nullptr; ///< set if it is whole: nothing else is generated
};

/// One module with its caches.
class UnitCx {
public:
  UnitCx(TyCtxt &tcx, llvm::LLVMContext &context, llvm::Module &module, UnitPlan plan);

  TyCtxt &tcx;
  const UnitPlan plan;
  std::unique_ptr<DebugInfo> debug; ///< null: none is wanted
  llvm::LLVMContext &context;
  llvm::Module &module;
  llvm::Type *i1, *i8, *i32, *i64, *isize;
  llvm::PointerType *ptr;
  unsigned pointer_size;
  bool failed = false;

  const Layout *layout_of(ty::Ty ty);
  /// Type in memory and in registers; bool is i8 in memory, i1 in registers.
  llvm::Type *scalar_ty(const layout::Scalar &scalar);
  llvm::Type *immediate_ty(const layout::Scalar &scalar) {
    return scalar.is_bool() ? i1 : scalar_ty(scalar);
  }
  llvm::Type *int_ty(unsigned bytes) { return llvm::IntegerType::get(context, bytes * 8); }
  llvm::Type *reg_ty(Reg reg);
  llvm::Type *cast_ty(const ArgAbi &arg);
  llvm::FunctionType *fn_ty(const FnAbi &abi, bool is_virtual = false);

  // functions.cpp
  llvm::Function *function(const ty::Instance *instance);
  llvm::Function *new_function(const ty::Instance &instance, const FnAbi &abi,
                               llvm::StringRef name);
  const FnAbi *abi_of(const ty::Instance *instance);
  llvm::CallingConv::ID call_conv(const FnAbi &abi);
  /// By the name in `#[linkage]`; a declaration is external or weak.
  llvm::GlobalValue::LinkageTypes item_linkage(Symbol name, bool is_definition);
  IntrinsicKind intrinsic_kind(DefId def_id);

  // attributes.cpp
  /// Of a function's definition or declaration: parameters, and what the target and options ask.
  void apply_attributes(llvm::Function &fn, const FnAbi &abi);
  void apply_item_attributes(llvm::Function &fn, const ty::CodegenFnAttrs &attrs);
  llvm::AttributeList call_attributes(const FnAbi &abi, bool is_virtual);

  /// A function of this unit alone that hands its arguments on to `target`. `args`: from its own.
  using ForwardArgs = llvm::function_ref<void(llvm::IRBuilder<> &, llvm::Function &,
                                              llvm::SmallVectorImpl<llvm::Value *> &)>;
  llvm::Function *forwarder(llvm::Function *target, llvm::StringRef suffix, const FnAbi &abi,
                            ForwardArgs args);
  /// The function as a pointer: through a shim if it takes its caller's location.
  llvm::Constant *reified(const ty::Instance *instance);
  /// What `as fn(..)` makes of it, or of a closure without captures.
  llvm::Constant *fn_pointer(const ty::Instance *instance);
  llvm::Function *intrinsic(unsigned id, llvm::ArrayRef<llvm::Type *> tys);
  llvm::FunctionCallee runtime(llvm::StringRef name, llvm::FunctionType *ty);

  // constants.cpp
  llvm::Constant *scalar_const(const mir::Scalar &value, llvm::Type *ty);
  llvm::Constant *alloc_const(const mir::Allocation &alloc);
  llvm::StructType *alloc_ty(const mir::Allocation &alloc);
  llvm::GlobalVariable *alloc_global(mir::AllocId id);
  llvm::Constant *alloc_address(mir::AllocId id, uint64_t offset);
  /// A scalar in constant memory; null: not known as one value.
  llvm::Constant *read_scalar(const mir::Allocation &alloc, uint64_t at,
                              const layout::Scalar &scalar);
  llvm::GlobalVariable *static_global(DefId id);
  void define_static(DefId id);
  llvm::Constant *bytes_global(llvm::StringRef bytes, uint64_t align);
  Operand constant(const mir::ConstOperand &ct);
  Operand const_value(const mir::ConstValue &value, ty::Ty ty, Span span);
  llvm::Constant *location(Span span);

  // vtable.cpp
  llvm::Constant *vtable(ty::Ty ty, ty::List<ty::PolyExistentialPredicate> predicates);

  // function_cx.cpp
  void define(const ty::Instance *instance);
  /// Functions that the unit refers to and has copies of, until there are no more.
  void define_local_copies();
  /// entry.cpp
  llvm::Function *define_main(const mono::MonoItems &items);
  /// `_start`, or an exported `main`.
  void define_wasm_main(const mono::MonoItems &items);
  void define_wasi_start(llvm::Function &main);
  static void make_internal(llvm::GlobalValue &value);
  /// All but the module's exports becomes internal to it.
  void export_from_module(const mono::MonoItems &items);
  void define_global_asm(const hir::InlineAsm &row, Span span); // inline_asm.cpp
  /// What is known when all is defined.
  void finish();
  llvm::Constant *personality();
  bool has_wasm_exceptions() const;
  llvm::Constant *wasm_personality(); // wasm_unwind.cpp

  ErrorGuaranteed unsupported(Span span, llvm::StringRef what) {
    failed = true;
    return not_supported_yet(tcx.sess, span, what);
  }

private:
  llvm::DenseMap<ty::Ty, const Layout *> layouts_;
  llvm::DenseMap<const ty::Instance *, llvm::Function *> functions_;
  llvm::DenseMap<const ty::Instance *, const FnAbi *> abis_;
  llvm::DenseMap<DefId, IntrinsicKind> intrinsics_;
  llvm::DenseMap<mir::AllocId, llvm::GlobalVariable *> allocs_;
  /// Constants in memory by content and alignment.
  llvm::DenseMap<std::pair<llvm::Constant *, uint64_t>, llvm::GlobalVariable *> equal_allocs_;
  llvm::DenseMap<DefId, llvm::GlobalVariable *> statics_;
  std::vector<const ty::Instance *> local_copies_; ///< declared, not defined yet
  llvm::SmallVector<llvm::GlobalValue *, 4> used_;
  llvm::SmallVector<llvm::GlobalValue *, 4> linker_used_;
  void set_linkage(llvm::Function &fn, const ty::Instance &instance);
  llvm::StringMap<llvm::GlobalVariable *> bytes_;
  llvm::DenseMap<std::pair<const void *, const void *>, llvm::GlobalVariable *> vtables_;
};

/// One function being generated.
class FunctionCx {
public:
  FunctionCx(UnitCx &cx, const ty::Instance *instance, const mir::Body &body, llvm::Function *fn,
             const FnAbi &abi);

  UnitCx &cx;
  TyCtxt &tcx;
  const ty::Instance *instance;
  const mir::Body &body;
  const mir::Code &code;
  llvm::Function *fn;
  const FnAbi &abi;
  const bool optimise;
  llvm::IRBuilder<> ir;

  // Locals: in memory, or one value.
  struct LocalRef {
    bool in_memory = true;
    PlaceRef place;
    Operand value;
  };
  IndexVec<mir::Local, LocalRef> locals;
  IndexVec<mir::BasicBlock, llvm::BasicBlock *> blocks;
  IndexVec<mir::BasicBlock, llvm::BasicBlock *> landing_pads;
  llvm::Value *caller_location = nullptr;
  llvm::Value *landing_slot = nullptr; ///< the exception while cleanup runs
  llvm::BasicBlock *terminate_blocks[2] = {nullptr, nullptr};
  FunctionDebug debug;

  void run();
  llvm::BasicBlock *block(mir::BasicBlock bb);
  const Layout *layout_of(ty::Ty ty) { return cx.layout_of(ty); }
  ty::Ty operand_ty(const mir::Operand &op) { return mir::operand_ty(tcx, body, op); }

  // place.cpp
  PlaceRef place(mir::Place place);
  PlaceRef project(PlaceRef base, const mir::PlaceElem &elem, mir::PlaceTy base_ty);
  PlaceRef field(PlaceRef base, uint32_t index, ty::Ty field_ty);
  PlaceRef downcast(PlaceRef base, ty::VariantIdx variant);
  PlaceRef alloca_place(const Layout *layout, llvm::StringRef name = "");
  llvm::AllocaInst *entry_alloca(llvm::Type *ty, uint64_t align);
  PlaceRef deref(const Operand &pointer, ty::Ty pointee);
  llvm::Value *discriminant(PlaceRef place, ty::Ty enum_ty, ty::Ty result_ty);
  /// The discriminant that a tag stands for; `tag` is not asked for where the layout tells.
  llvm::Value *discriminant_of_tag(const Layout &layout, ty::Ty enum_ty, ty::Ty result_ty,
                                   llvm::function_ref<llvm::Value *()> tag);
  /// What the tag of an enum holds for a variant; null: the variant has no tag of its own.
  llvm::Constant *tag_value(const Layout &layout, ty::VariantIdx variant, ty::Ty enum_ty);
  void set_discriminant(PlaceRef place, ty::VariantIdx variant, ty::Ty enum_ty);
  llvm::Value *offset(llvm::Value *base, uint64_t bytes);
  llvm::Value *length(PlaceRef place, ty::Ty ty);
  /// Size and alignment of what a place holds, also of an unsized value.
  std::pair<llvm::Value *, llvm::Value *> size_and_align(ty::Ty ty, llvm::Value *meta);

  // operand.cpp
  Operand operand(const mir::Operand &op);
  Operand load(PlaceRef place);
  void store(const Operand &value, PlaceRef place);
  Operand copy_of(mir::Place place);
  /// Behind fields and downcasts of a value.
  Operand parts_of(Operand value, mir::PlaceTy ty, llvm::ArrayRef<mir::PlaceElem> elems);
  llvm::Value *load_scalar(llvm::Value *address, const layout::Scalar &scalar, uint64_t align);
  void store_scalar(llvm::Value *value, llvm::Value *address, uint64_t align);
  llvm::Value *to_immediate(llvm::Value *value, const layout::Scalar &scalar);
  llvm::Value *from_immediate(llvm::Value *value);
  Operand extract_field(const Operand &value, uint32_t index, ty::Ty field_ty);
  /// Values of LLVM's can be used any number of times.
  const Operand &keep(const Operand &value) const { return value; }
  Operand extract_at(const Operand &value, uint64_t offset, const Layout *field);
  /// The one register of a value, also if it is in memory.
  llvm::Value *in_register(const Operand &value);
  /// The value in memory: its own address, or a fresh copy.
  PlaceRef in_memory(const Operand &value);
  Operand immediate(llvm::Value *value, const Layout *layout) {
    return {Operand::Immediate, value, nullptr, layout};
  }

  // rvalue.cpp
  void assign(mir::Place dest, const mir::Rvalue &rvalue, Span span);
  Operand rvalue_operand(const mir::Rvalue &rvalue, Span span);
  bool is_operand_rvalue(const mir::Rvalue &rvalue);
  /// A small aggregate as values, without memory; none if its parts do not fit the layout.
  std::optional<Operand> aggregate_operand(const mir::Rvalue &rvalue);
  llvm::Value *read_discriminant(mir::Place place, ty::Ty result);
  void store_repeat(PlaceRef dest, const mir::Rvalue &rvalue);
  void store_rvalue(PlaceRef dest, const mir::Rvalue &rvalue, Span span);
  Operand binary(mir::BinOp op, const Operand &a, const Operand &b, ty::Ty lhs, ty::Ty result);
  llvm::Value *scalar_binary(mir::BinOp op, llvm::Value *a, llvm::Value *b, ty::Ty ty);
  llvm::Value *compare(mir::BinOp op, llvm::Value *a, llvm::Value *b, ty::Ty ty);
  Operand overflowing(mir::BinOp op, llvm::Value *a, llvm::Value *b, ty::Ty ty, ty::Ty result);

  // cast.cpp
  Operand cast(const mir::Rvalue &rvalue, Span span);
  Operand transmute(const Operand &value, ty::Ty to);
  void unsize_into(const Operand &value, ty::Ty from, PlaceRef dest, ty::Ty to);
  std::pair<llvm::Value *, llvm::Value *> unsize_pointer(const Operand &value, ty::Ty from,
                                                         ty::Ty to);
  llvm::Value *numeric_cast(llvm::Value *value, ty::Ty from, ty::Ty to);

  // terminator.cpp
  void terminator(mir::BasicBlock bb, const mir::Terminator &term);
  void drop(mir::BasicBlock bb, const mir::Terminator &term);
  void assert_(mir::BasicBlock bb, const mir::Terminator &term);
  void switch_int(const mir::Terminator &term);
  void inline_asm(const mir::Terminator &term); // inline_asm.cpp
  void return_();

  // unwind.cpp
  llvm::BasicBlock *unwind_block(const mir::UnwindAction &unwind, bool in_cleanup);
  llvm::BasicBlock *landing_pad(mir::BasicBlock cleanup);
  llvm::BasicBlock *terminate_block(mir::TerminateReason reason, bool in_cleanup);
  void resume();
  llvm::Value *catch_unwind(llvm::ArrayRef<Operand> args);

  // wasm_unwind.cpp
  llvm::BasicBlock *wasm_cleanup_pad(llvm::BasicBlock *cleanup);
  /// Throws; what unwinds in this function goes to `pad`, if there is one.
  void wasm_throw(llvm::Value *exception, llvm::BasicBlock *pad);

  // call.cpp
  void call(mir::BasicBlock bb, const mir::Terminator &term);
  struct CallTarget {
    llvm::Value *callee = nullptr;
    llvm::FunctionType *ty = nullptr;
    const FnAbi *abi = nullptr;
    bool is_virtual = false;
  };
  /// Emits call or invoke with the arguments in ABI form, and goes on where it returned.
  llvm::CallBase *emit_call(const CallTarget &target, llvm::ArrayRef<llvm::Value *> args,
                            const mir::UnwindAction &unwind, bool in_cleanup);
  void push_arg(const ArgAbi &abi, const Operand &value, llvm::SmallVectorImpl<llvm::Value *> &out);
  Operand call_result(const FnAbi &abi, llvm::CallBase *call);
  llvm::Value *location_arg(const mir::SourceInfo &source);
  void find_callee(const mir::Terminator &term, const ty::Instance *callee, CallTarget &target);
  void finish_call(mir::BasicBlock bb, const mir::Terminator &term, CallTarget &target,
                   const ty::Instance *callee, llvm::ArrayRef<Operand> operands);
  /// Stores what came in registers of PassMode::Cast.
  void store_cast(llvm::Value *value, PlaceRef to);
  /// A call that does not return, of a function that the language names.
  void call_lang_fn(LangItem item, llvm::ArrayRef<Operand> args, const mir::SourceInfo &source,
                    const mir::UnwindAction &unwind, bool in_cleanup);
  /// False: it has a body to call instead.
  bool call_intrinsic(mir::BasicBlock bb, const mir::Terminator &term, const ty::Instance &callee);

  // intrinsic*.cpp
  /// Generates a call of an intrinsic; false: it has a body to call instead.
  bool intrinsic(IntrinsicCall &call);
  bool float_intrinsic(IntrinsicCall &call);
  bool atomic_intrinsic(IntrinsicCall &call);
  bool integer_intrinsic(IntrinsicCall &call);
  bool memory_intrinsic(IntrinsicCall &call);
  bool pointer_intrinsic(IntrinsicCall &call);
  bool type_intrinsic(IntrinsicCall &call);
  bool control_intrinsic(IntrinsicCall &call);
  bool simd_intrinsic(IntrinsicCall &call);
  llvm::Value *simd_reduce(const IntrinsicCall &call, llvm::Value *x, bool sign);
  /// LLVM's own intrinsics of a processor, called by their names with vectors in registers.
  bool call_llvm_intrinsic(const mir::Terminator &term, DefId callee, bool in_cleanup);
  llvm::Function *llvm_intrinsic(llvm::StringRef name, const mir::Terminator &term);
  /// Where the result of `call` goes if it goes to memory.
  PlaceRef dest_of(IntrinsicCall &call);

private:
  void entry();
  Operand receive(const ArgAbi &arg, llvm::Function::arg_iterator &in);
  void bind(mir::Local local, const Operand &value);
  PlaceRef make_slot(mir::Local local);
  void analyze_locals();
  void statement(const mir::Statement &s);
  void declare_variables();
  void set_location(const mir::SourceInfo &source) {
    if (debug.subprogram)
      ir.SetCurrentDebugLocation(cx.debug->location(debug, source));
  }
};

// wasm_unwind.cpp
/// A pad that catches an exception of Rust's into `slot` (null: forgets it) and goes on at `to`.
llvm::BasicBlock *wasm_pad(UnitCx &cx, llvm::Function &fn, llvm::BasicBlock *to, llvm::Value *slot);
/// fn(try_fn, data, catch_fn) -> i32: whether `catch_fn(data, exception)` was called.
llvm::Function *wasm_try_function(UnitCx &cx);
/// An import whose exceptions, of whatever sort, arrive as Rust's; others' as the address 0.
llvm::Function *wasm_caught_import(UnitCx &cx, llvm::Function *import, const FnAbi &abi);

} // namespace ochre::codegen
