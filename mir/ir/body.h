// MIR: a function as a graph of basic blocks over places.
//
// A Body is Code plus Tables. Code (locals, blocks, statements, places) names types, regions,
// constants only by rows of the tables, so instantiating a generic body substitutes the tables and
// shares the code, and metadata holds both as plain rows.
//
// Invariant: local 0 is the return place, locals 1 to arg_count the arguments; block 0 is the
// entry; cleanup blocks are reached by unwind edges only and never lead back.
#pragma once

#include "mir/ir/const_value.h"
#include "sema/hir/hir.h"
#include "sema/ty/context.h"

#include "llvm/ADT/SmallVector.h"

#include <memory>

namespace ochre::mir {

struct LocalTag;
using Local = Id<LocalTag>;
inline constexpr Local kReturnPlace{0};
struct BlockTag;
using BasicBlock = Id<BlockTag>;
inline constexpr BasicBlock kStartBlock{0};
struct ScopeTag;
using SourceScope = Id<ScopeTag>;
inline constexpr SourceScope kOutermostScope{0};
struct TyIdxTag;
using TyIdx = Id<TyIdxTag>; ///< row of Tables::tys
struct RegionIdxTag;
using RegionIdx = Id<RegionIdxTag>; ///< row of Tables::regions
struct ConstIdxTag;
using ConstIdx = Id<ConstIdxTag>; ///< row of Tables::consts
struct ProjTag;
using ProjId = Id<ProjTag>; ///< row of Code::projections; invalid: no projection
struct UserTyTag;
using UserTypeIdx = Id<UserTyTag>; ///< row of Tables::user_types
struct PromotedTag;
using Promoted = Id<PromotedTag>;

enum class ProjectionKind : uint8_t {
#define PROJECTION_KIND(name) name,
#include "mir/ir/kinds.def"
};
enum class RvalueKind : uint8_t {
#define RVALUE_KIND(name) name,
#include "mir/ir/kinds.def"
};
enum class StatementKind : uint8_t {
#define STATEMENT_KIND(name) name,
#include "mir/ir/kinds.def"
};
enum class TerminatorKind : uint8_t {
#define TERMINATOR_KIND(name) name,
#include "mir/ir/kinds.def"
};
enum class CastKind : uint8_t {
#define CAST_KIND(name) name,
#include "mir/ir/kinds.def"
};
enum class BinOp : uint8_t {
#define BIN_OP(name) name,
#include "mir/ir/kinds.def"
};
enum class AssertKind : uint8_t {
#define ASSERT_KIND(name) name,
#include "mir/ir/kinds.def"
};
enum class UnOp : uint8_t { Not, Neg, PtrMetadata };
enum class NullOp : uint8_t { UbChecks, ContractChecks, OverflowChecks };

// --- Places and operands
// ---------------------------------------------------------------------------

struct PlaceElem {
  ProjectionKind kind = ProjectionKind::Deref;
  bool from_end = false;
  uint64_t a =
      0; ///< Field, Downcast: index; Index: raw Local; ConstantIndex: offset; Subslice: from
  uint64_t b = 0; ///< ConstantIndex: minimal length; Subslice: to
  TyIdx ty;       ///< Field, OpaqueCast: type after the projection
  bool operator==(const PlaceElem &) const = default;
};

/// A local and an interned list of projections.
struct Place {
  Local local;
  ProjId proj;
  bool is_local() const { return !proj.is_valid(); }
  bool operator==(const Place &) const = default;
};

enum class OperandKind : uint8_t { Copy, Move, Const };
struct Operand {
  OperandKind kind = OperandKind::Const;
  Place place; ///< Copy, Move
  ConstIdx ct; ///< Const
  static Operand copy(Place place) { return {OperandKind::Copy, place, {}}; }
  static Operand move(Place place) { return {OperandKind::Move, place, {}}; }
  static Operand constant(ConstIdx ct) { return {OperandKind::Const, {}, ct}; }
  bool is_place() const { return kind != OperandKind::Const; }
  bool operator==(const Operand &) const = default;
};

/// A run of rows in one of Code's lists.
struct ListRange {
  uint32_t begin = 0;
  uint32_t count = 0;
};

// --- Rvalues
// ---------------------------------------------------------------------------------------

enum class BorrowKind : uint8_t {
  Shared,
  FakeShallow, ///< of a matched place: guards must not change it; removed after borrowck
  FakeDeep,
  Mut,         ///< `&mut`
  MutTwoPhase, ///< autoref: shared until its first use
  MutClosure,  ///< unique borrow by a closure of what is behind a `&mut` in an immutable local
};
inline bool is_mutable(BorrowKind kind) { return kind >= BorrowKind::Mut; }
enum class RawPtrKind : uint8_t { Const, Mut, FakeForPtrMetadata };
enum class AggregateKind : uint8_t { Array, Tuple, Adt, Closure, Coroutine, RawPtr };
/// Whether the operands are captures.
inline bool is_closure_like(AggregateKind kind) {
  return kind == AggregateKind::Closure || kind == AggregateKind::Coroutine;
}

/// The right side of an assignment; fields as RvalueKind says.
struct Rvalue {
  RvalueKind kind = RvalueKind::Use;
  uint8_t op = 0; ///< BinOp, UnOp, NullOp, CastKind, BorrowKind, RawPtrKind, AggregateKind
  bool coercion_is_implicit = false; ///< Cast: made by a coercion, not by `as`
  Operand a;
  Operand b;
  Place place;
  TyIdx ty; ///< Cast: target; Aggregate: the type made; PtrMetadata, Discriminant: the result
  RegionIdx region;     ///< Ref
  ConstIdx ct;          ///< Repeat: the count (a type-system constant); ThreadLocalRef
  uint32_t variant = 0; ///< Aggregate Adt: the variant
  uint32_t active_field = UINT32_MAX; ///< Aggregate of a union: the field set
  ListRange operands;                 ///< Aggregate: rows of Code::operands
  UserTypeIdx user_ty; ///< what the user wrote as the value's type: `S::<A> { .. }`, `e as T`

  BinOp bin_op() const { return static_cast<BinOp>(op); }
  UnOp un_op() const { return static_cast<UnOp>(op); }
  CastKind cast_kind() const { return static_cast<CastKind>(op); }
  BorrowKind borrow_kind() const { return static_cast<BorrowKind>(op); }
  RawPtrKind raw_kind() const { return static_cast<RawPtrKind>(op); }
  AggregateKind aggregate_kind() const { return static_cast<AggregateKind>(op); }
};

// --- Statements and terminators
// --------------------------------------------------------------------

struct SourceInfo {
  Span span;
  SourceScope scope = kOutermostScope;
};

enum class FakeReadCause : uint8_t {
  ForMatchGuard,
  ForMatchedPlace,
  ForGuardBinding,
  ForLet,
  ForIndex
};

struct Statement {
  StatementKind kind = StatementKind::Nop;
  uint8_t sub = 0; ///< FakeReadCause; AscribeUserType: ty::Variance
  uint32_t a = 0;  ///< StorageLive/Dead: raw Local; SetDiscriminant: variant; AscribeUserType: row
  Place place;     ///< Assign, FakeRead, SetDiscriminant, PlaceMention, AscribeUserType
  Rvalue rvalue;   ///< Assign; Assume: rvalue.a; CopyNonOverlapping: rvalue.operands
  ListRange projections; ///< AscribeUserType: elements to go from the annotated to the place's type
  SourceInfo source;
  Local local() const { return Local(a); }
};

enum class UnwindKind : uint8_t { Continue, Unreachable, Terminate, Cleanup };
enum class TerminateReason : uint8_t { Abi, InCleanup };
/// Where control goes if the terminator unwinds.
struct UnwindAction {
  UnwindKind kind = UnwindKind::Continue;
  TerminateReason reason = TerminateReason::Abi; ///< Terminate
  BasicBlock cleanup;                            ///< Cleanup
  static UnwindAction to(BasicBlock bb) { return {UnwindKind::Cleanup, TerminateReason::Abi, bb}; }
  static UnwindAction unreachable() { return {UnwindKind::Unreachable, TerminateReason::Abi, {}}; }
};

struct SwitchCase {
  uint64_t lo = 0;
  uint64_t hi = 0;
  BasicBlock target;
};
enum class CallSource : uint8_t { Normal, OverloadedOperator, MatchCmp, Misc };

struct Terminator {
  TerminatorKind kind = TerminatorKind::Unreachable;
  bool flag = false; ///< Assert: expected value; Drop: replaces (assignment follows)
  AssertKind assert_kind{};
  BinOp assert_op{}; ///< Overflow
  CallSource call_source = CallSource::Normal;
  TerminateReason reason = TerminateReason::Abi; ///< UnwindTerminate
  BasicBlock target;   ///< Goto, Drop, Call (invalid: diverges), Assert, FalseEdge…; Yield: resume
  BasicBlock other;    ///< SwitchInt: otherwise; FalseEdge: imaginary; Yield: drop (or invalid)
  UnwindAction unwind; ///< Drop, Call, Assert, FalseUnwind, InlineAsm
  Operand operand;     ///< SwitchInt: discriminant; Call: function; Assert: condition; Yield: value
  Place place;         ///< Drop: place; Call: destination; Yield: resume argument
  ListRange operands;  ///< Call: arguments; Assert: operands of the message
  ListRange cases;     ///< SwitchInt: rows of Code::cases, ascending values
  uint32_t asm_row = UINT32_MAX; ///< InlineAsm: row of Code::asms
  Span fn_span;                  ///< Call: `f(..)`, `.method(..)`
  SourceInfo source;
};

struct BasicBlockData {
  std::vector<Statement> statements;
  Terminator terminator;
  bool is_cleanup = false;
};

struct AsmOperand {
  hir::AsmOperandKind kind = hir::AsmOperandKind::In;
  bool is_late = false;
  bool is_explicit_reg = false;
  Symbol reg;
  Operand in; ///< In, InOut
  bool has_out = false;
  Place out;        ///< Out, InOut
  ConstIdx ct;      ///< Const, Sym
  BasicBlock label; ///< Label
};
struct InlineAsm {
  std::vector<hir::InlineAsm::Piece> pieces;
  std::vector<AsmOperand> operands;
  std::vector<Symbol> clobber_abis;
  uint32_t options = 0;            ///< as hir::InlineAsm
  std::vector<BasicBlock> targets; ///< fallthrough (unless noreturn), then labels
  std::vector<Span> line_spans;
};

/// A point in a body: before statement `statement`, which may be the terminator (== size).
struct Location {
  BasicBlock block;
  uint32_t statement = 0;
  auto operator<=>(const Location &) const = default;
};

// --- Locals and scopes
// -----------------------------------------------------------------------------

enum class LocalKind : uint8_t { ReturnPlace, Arg, Var, Temp };
/// For messages: what a user's variable is.
enum class LocalInfo : uint8_t {
  Boring,
  UserVar,
  ImplicitSelf,
  RefForGuard,
  StaticRef,
  ConstRef,
  BlockTailTemp,
  IfThenRescopeTemp,
  FakeBorrow,
  DerefTemp,
  AggregateTemp,
};
struct LocalDecl {
  TyIdx ty;
  ty::Mutability mutbl = ty::Mutability::Mut;
  LocalInfo info = LocalInfo::Boring;
  hir::ByRef by_ref = hir::ByRef::No; ///< UserVar
  hir::PatId binding;                 ///< UserVar: the HIR pattern that names it
  hir::ImplicitSelf implicit_self = hir::ImplicitSelf::None;
  Symbol name;                       ///< UserVar; invalid: none
  Span pat_span;                     ///< UserVar: the whole pattern
  Span opt_match_place_span;         ///< UserVar: the scrutinee, if any
  std::vector<UserTypeIdx> user_tys; ///< annotations on the variable
  SourceInfo source;
};

struct SourceScopeData {
  Span span;
  SourceScope parent; ///< invalid for the outermost
  /// Inlined code: the callee (row of Tables::tys: its FnDef or closure type) and the call.
  TyIdx inlined_callee;
  Span inlined_call_site;
  SourceScope inlined_parent;
};

/// `debug name => place` for debug information.
struct VarDebugInfo {
  Symbol name;
  SourceInfo source;
  bool is_const = false;
  Place place;
  ConstIdx ct;
  uint32_t arg_index = 0; ///< 1-based; 0: no argument
};

// --- Tables
// ----------------------------------------------------------------------------------------

enum class ConstOperandKind : uint8_t {
  Ty,          ///< a type-system constant: `ct`
  Unevaluated, ///< `def_id::<args>`, perhaps a promoted of it
  Value,       ///< `value`
};
struct ConstOperand {
  ConstOperandKind kind = ConstOperandKind::Value;
  ty::Ty ty;
  ty::Const ct;
  DefId def_id;
  ty::GenericArgs args;
  Promoted promoted; ///< invalid: the item itself
  ConstValue value;
  UserTypeIdx user_ty; ///< annotation `f::<T>`; invalid: none
  Span span;
};

/// A type that the user wrote, with `_` as bound variables (de Bruijn 0) of `vars`.
struct UserType {
  enum Kind : uint8_t { Ty, TypeOf } kind = Ty;
  ty::Ty ty;            ///< Ty
  DefId def_id;         ///< TypeOf: item whose type takes `args`
  ty::GenericArgs args; ///< TypeOf
  ty::Ty self_ty;       ///< TypeOf: `<self_ty>::item` of an inherent impl; null: none
  DefId impl_id;        ///< with self_ty
  ty::BoundVars vars;
  ty::Ty inferred_ty;
  Span span;
};

struct Tables {
  IndexVec<TyIdx, ty::Ty> tys;
  IndexVec<RegionIdx, ty::Region> regions;
  IndexVec<ConstIdx, ConstOperand> consts;
  IndexVec<UserTypeIdx, UserType> user_types;
};

struct Code {
  IndexVec<Local, LocalDecl> locals;
  IndexVec<BasicBlock, BasicBlockData> blocks;
  IndexVec<SourceScope, SourceScopeData> scopes;
  std::vector<VarDebugInfo> var_debug_info;
  IndexVec<ProjId, ListRange> projections; ///< distinct lists of rows of `elems`
  std::vector<PlaceElem> elems;
  std::vector<Operand> operands;
  std::vector<SwitchCase> cases;
  std::vector<InlineAsm> asms;
  llvm::DenseMap<uint64_t, llvm::SmallVector<ProjId, 1>> projection_index; ///< hash → lists

  llvm::ArrayRef<PlaceElem> projection(Place place) const {
    if (!place.proj.is_valid())
      return {};
    ListRange range = projections[place.proj];
    return {elems.data() + range.begin, range.count};
  }
  llvm::ArrayRef<Operand> list(ListRange range) const {
    return {operands.data() + range.begin, range.count};
  }
  llvm::ArrayRef<SwitchCase> switch_cases(const Terminator &term) const {
    return {cases.data() + term.cases.begin, term.cases.count};
  }
  /// Interns a projection list; an empty one is the invalid id.
  ProjId intern_projection(llvm::ArrayRef<PlaceElem> list);
  Place project(Place base, PlaceElem elem);
  ListRange add_operands(llvm::ArrayRef<Operand> list);
  ListRange add_cases(llvm::ArrayRef<SwitchCase> list);
};

enum class Phase : uint8_t {
  Built,    ///< as built; borrow checking sees this
  Analyzed, ///< drops not elaborated yet; borrowck-only statements gone
  Runtime,  ///< drops elaborated, coroutines transformed
  Optimized,
};

struct Body;
/// What a coroutine's body needs beside its code.
struct CoroutineInfo {
  TyIdx yield_ty;
  TyIdx resume_ty;
  // After the transform.
  std::shared_ptr<Body> drop_shim; ///< fn(*mut Coroutine)
  std::shared_ptr<const ty::CoroutineLayout> layout;
};

struct Body {
  ty::InstanceKind instance_kind = ty::InstanceKind::Item;
  DefId def_id;      ///< the item, closure, or for shims what they stand for
  Promoted promoted; ///< valid: a promoted constant of def_id
  Phase phase = Phase::Built;
  uint32_t arg_count = 0;
  bool spread_arg = false; ///< the last argument is a tuple whose fields are passed one by one
  bool tainted_by_errors = false;
  Span span;
  Tables tables;
  std::shared_ptr<Code> code;            ///< use `edit` before changing
  std::vector<ConstIdx> required_consts; ///< must evaluate even if never reached
  std::vector<TyIdx> mentioned_tys;      ///< collected for mono even if optimised out
  IndexVec<Promoted, std::shared_ptr<Body>> promoteds;
  std::shared_ptr<CoroutineInfo> coroutine;
  /// Closures: how each capture is held, for messages and borrowck, in the order of the fields.
  struct Upvar {
    hir::PatId var; ///< the variable
    Symbol name;    ///< as the user writes the captured place: `x`, `x.f`, `*x`
    bool by_ref = false;
    ty::Mutability mutbl = ty::Mutability::Not; ///< whether the captured place may be changed
    Span use_span;                              ///< the use that made it be captured
  };
  std::vector<Upvar> upvars;

  /// The code, unshared: nobody else sees the change.
  Code &edit();
  const BasicBlockData &operator[](BasicBlock bb) const { return code->blocks[bb]; }
  const LocalDecl &operator[](Local local) const { return code->locals[local]; }
  ty::Ty local_ty(Local local) const { return tables.tys[code->locals[local].ty]; }
  LocalKind local_kind(Local local) const;
  const SourceInfo &source_info(Location at) const;
};

/// The successors of a terminator: normal ones first, then the cleanup block.
llvm::SmallVector<BasicBlock, 4> successors(const Code &code, const Terminator &term);
/// Replaces every successor by what `map` gives.
void map_successors(Code &code, Terminator &term, llvm::function_ref<BasicBlock(BasicBlock)> map);
IndexVec<BasicBlock, llvm::SmallVector<BasicBlock, 4>> predecessors(const Code &code);
/// Blocks reachable from the entry, in reverse post-order.
std::vector<BasicBlock> reverse_postorder(const Code &code);

/// Type of a place, and the variant after a downcast.
struct PlaceTy {
  ty::Ty ty;
  ty::VariantIdx variant; ///< invalid: none
};
PlaceTy place_ty(TyCtxt &tcx, const Body &body, Place place);
/// One step; for Field the element's recorded type is taken.
PlaceTy project_ty(TyCtxt &tcx, const Body &body, PlaceTy base, const PlaceElem &elem);
ty::Ty operand_ty(TyCtxt &tcx, const Body &body, const Operand &operand);
ty::Ty rvalue_ty(TyCtxt &tcx, const Body &body, const Rvalue &rvalue);
BinOp to_checked(BinOp op); ///< Add → AddWithOverflow…

/// The same code with `args` in place of the parameters in the tables.
std::shared_ptr<Body> instantiate(TyCtxt &tcx, const Body &body, ty::GenericArgs args);
/// The same, all types normalised, regions erased. The arguments have no parameters.
std::shared_ptr<Body> monomorphize(TyCtxt &tcx, const Body &generic, ty::GenericArgs args);

} // namespace ochre::mir
