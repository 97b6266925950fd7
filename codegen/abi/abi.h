// How values travel between functions.
//
// `Rust`: scalars and pairs in registers, small aggregates as one integer, the rest by reference to
// a copy of the caller's. `extern "C"`: the platform's classification (System V x86-64 psABI
// §3.2.3, BasicCABI of WebAssembly's tool conventions). Both back ends and the callers' shims agree
// through FnAbi.
#pragma once

#include "sema/layout/layout.h"
#include "sema/ty/instance.h"

namespace ochre {

enum class PassMode : uint8_t {
  Ignore,   ///< zero-sized: not passed
  Direct,   ///< one immediate
  Pair,     ///< two immediates
  Cast,     ///< as the registers of `regs`, through memory
  Indirect, ///< by reference; returned: into memory that the caller gives
};
enum class RegKind : uint8_t { Int, F32, F64 };
struct Reg {
  RegKind kind = RegKind::Int;
  uint8_t size = 8; ///< bytes; Int: 1 to 16
};
struct ArgAbi {
  ty::Ty ty;
  const layout::Layout *layout = nullptr;
  PassMode mode = PassMode::Ignore;
  llvm::SmallVector<Reg, 2> regs; ///< Cast
  bool by_val = false;            ///< Indirect in the C ABI: a copy on the stack
};

/// How the machine code of a call looks where it is not the platform's usual way.
enum class CallConv : uint8_t { Platform, Cold, SysV64, Win64 };

struct FnAbi {
  llvm::SmallVector<ArgAbi, 6> args; ///< a tuple of a "rust-call" is taken apart
  ArgAbi ret;
  CallConv conv = CallConv::Platform;
  bool is_c = false;
  bool c_variadic = false;
  uint32_t fixed_args = 0; ///< c_variadic
  bool can_unwind = true;
  bool track_caller = false; ///< the last argument is the caller's location
  bool is_rust_call = false;
  bool diverges = false;
};

namespace abi {

/// Of an instance. Null: a type has no layout (reported or too generic).
const FnAbi *of_instance(TyCtxt &tcx, const ty::Instance *instance);
/// Of a function pointer type with erased regions.
const FnAbi *of_fn_ptr(TyCtxt &tcx, const ty::FnSig &sig);
/// The signature with which an instance's code is called: closures with their self argument.
ty::FnSig instance_sig(TyCtxt &tcx, const ty::Instance &instance);
/// Classifies the arguments and the result of a function with a C ABI: `args` and `ret` have their
/// types and layouts.
void classify_sysv(TyCtxt &tcx, FnAbi &abi);
void classify_win64(FnAbi &abi);
void classify_wasm(TyCtxt &tcx, FnAbi &abi);
/// `&'static Location`
ty::Ty caller_location_ty(TyCtxt &tcx);

} // namespace abi
} // namespace ochre
