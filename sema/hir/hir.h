// HIR: the desugared, resolved program. One Owner per item; nodes are rows of the owner's tables.
//
// Invariant: every id inside an Owner names a row of that Owner. Bodies of closures, inline consts
// and anonymous consts lie in the tables of the item around them. `for`, `?`, `while`, `while let`,
// `async`, `.await`, `let else` conditions and `impl Trait` in arguments are gone; temporaries are
// dropped as the surface syntax demands (DropTemps, `Match` of `for`).
#pragma once

#include "support/adt/index_vec.h"
#include "support/def/definitions.h"
#include "support/def/lang_item.h"
#include "support/source/span.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"

#include <memory>
#include <string>
#include <vector>

namespace ochre::hir {

struct ExprTag;
using ExprId = Id<ExprTag>;
struct PatTag;
using PatId = Id<PatTag>;
struct TyTag;
using TyId = Id<TyTag>;
struct StmtTag;
using StmtId = Id<StmtTag>;
struct LetTag;
using LetId = Id<LetTag>;
struct BlockTag;
using BlockId = Id<BlockTag>;
struct ArmTag;
using ArmId = Id<ArmTag>;
struct BodyTag;
using BodyId = Id<BodyTag>;
struct PathTag;
using PathId = Id<PathTag>;
struct SegmentTag;
using SegmentId = Id<SegmentTag>;
struct QPathTag;
using QPathId = Id<QPathTag>;
struct GenericArgsTag;
using GenericArgsId = Id<GenericArgsTag>;
struct LifetimeTag;
using LifetimeId = Id<LifetimeTag>;
struct ConstArgTag;
using ConstArgId = Id<ConstArgTag>;
struct ConstraintTag;
using ConstraintId = Id<ConstraintTag>;
struct BoundTag;
using BoundId = Id<BoundTag>;
struct ParamTag;
using GenericParamId = Id<ParamTag>;
struct WhereTag;
using WhereId = Id<WhereTag>;
struct LitTag;
using LitId = Id<LitTag>;
struct ClosureTag;
using ClosureId = Id<ClosureTag>;
struct FieldExprTag;
using FieldExprId = Id<FieldExprTag>;
struct FieldPatTag;
using FieldPatId = Id<FieldPatTag>;
struct FnDeclTag;
using FnDeclId = Id<FnDeclTag>;
struct OpaqueTag;
using OpaqueId = Id<OpaqueTag>;
struct AsmTag;
using AsmId = Id<AsmTag>;
struct FormatArgsTag;
using FormatArgsId = Id<FormatArgsTag>;
struct TraitScopeTag;
using TraitScopeId = Id<TraitScopeTag>;
struct AttrTag;
using AttrId = Id<AttrTag>;

using Res = ResOf<PatId>;

/// A run of ids in the owner's `id_lists`.
template <class IdT>
struct IdList {
  uint32_t begin = 0;
  uint32_t count = 0;
  bool empty() const { return count == 0; }
  uint32_t size() const { return count; }
};

struct Ident {
  Symbol name;
  Span span;
};

enum class Mutability : uint8_t { Not, Mut };
enum class BorrowKind : uint8_t { Ref, Raw };
enum class Safety : uint8_t { Safe, Unsafe };

// --- Literals
// --------------------------------------------------------------------------------------

enum class LitKind : uint8_t { Int, Float, Bool, Char, Byte, Str, ByteStr, CStr, Err };
struct Lit {
  LitKind kind = LitKind::Err;
  bool is_negated = false; ///< `-1` in a pattern
  std::optional<PrimTy> suffix;
  uint64_t lo = 0; ///< Int, Bool, Char, Byte: the value
  uint64_t hi = 0; ///< Int: high half
  Symbol text;     ///< Str, ByteStr, CStr (with its NUL): the unescaped bytes; Float: the digits
  Span span;
};

// --- Paths and generic arguments
// -------------------------------------------------------------------

struct PathSegment {
  Ident ident;
  Res res;                 ///< of the path up to here; Err where only typeck can tell
  GenericArgsId args;      ///< invalid: none written
  bool infer_args = false; ///< missing arguments are inferred (expressions), not defaulted
  TraitScopeId traits; ///< traits in scope that have an item of this name, for `T::f` and `x.f()`
};

struct Path {
  Res res;
  IdList<SegmentId> segments;
  Span span;
};

enum class QPathKind : uint8_t {
  Resolved,     ///< `a::B::<T>`; `<T as Trait>::A` with self_ty
  TypeRelative, ///< `T::A` where T is a type: self_ty and one segment
  LangItem,     ///< made by a desugaring
};
struct QPath {
  QPathKind kind = QPathKind::Resolved;
  LangItem lang_item{};
  TyId self_ty;
  PathId path;       ///< Resolved
  SegmentId segment; ///< TypeRelative
  Span span;
};

enum class GenericArgKind : uint8_t { Lifetime, Type, Const, Infer };
struct GenericArg {
  GenericArgKind kind = GenericArgKind::Type;
  LifetimeId lifetime;
  TyId ty;
  ConstArgId ct;
  Span span;
};
struct GenericArgs {
  std::vector<GenericArg> args;
  IdList<ConstraintId> constraints;
  /// `Fn(A, B) -> C`: args hold one tuple type, constraints `Output = C`.
  bool is_parenthesized = false;
  bool is_return_type_notation = false; ///< `T::f(..)`
  Span span;
};

enum class ConstArgKind : uint8_t {
  Path,  ///< a const parameter: `qpath`
  Anon,  ///< `body`, with a definition of its own
  Infer, ///< `_`
};
struct ConstArg {
  ConstArgKind kind = ConstArgKind::Anon;
  QPathId qpath;
  BodyId body;
  LocalDefId def_id; ///< Anon
  Span span;
};

/// `A = T`, `A = 3`, `A: Bound` in generic arguments
struct AssocConstraint {
  Ident ident;
  GenericArgsId gen_args;
  enum Kind : uint8_t { EqTy, EqConst, Bounds } kind = EqTy;
  TyId ty;
  ConstArgId ct;
  IdList<BoundId> bounds;
  Span span;
};

enum class LifetimeRes : uint8_t {
  Param, ///< `def_id`
  Static,
  Infer,                 ///< elided or `'_` where inference decides (bodies)
  ImplicitObjectDefault, ///< none written on `dyn Trait`
  Error,
};
struct Lifetime {
  LifetimeRes res = LifetimeRes::Infer;
  LocalDefId def_id;
  Ident ident; ///< name with its quote; `'_` or empty when elided
};

// --- Types
// -----------------------------------------------------------------------------------------

enum class TyKind : uint8_t {
#define TY_KIND(name) name,
#include "sema/hir/kinds.def"
};

enum class TraitObjectSyntax : uint8_t { Dyn, Bare };

struct Ty {
  TyKind kind = TyKind::Err;
  Mutability mutbl = Mutability::Not; ///< Ptr, Ref
  TraitObjectSyntax syntax = TraitObjectSyntax::Dyn;
  Span span;
  TyId inner;             ///< Slice, Array, Ptr, Ref
  ConstArgId len;         ///< Array
  LifetimeId lifetime;    ///< Ref, TraitObject
  QPathId path;           ///< Path
  FnDeclId fn_decl;       ///< FnPtr
  OpaqueId opaque;        ///< Opaque
  IdList<TyId> elems;     ///< Tup
  IdList<BoundId> bounds; ///< TraitObject: its PolyTraitRefs
};

/// `impl Trait` in return position, and the output of `async fn`.
struct OpaqueTy {
  LocalDefId def_id;
  enum Origin : uint8_t { FnReturn, AsyncFn, TyAlias } origin = FnReturn;
  LocalDefId parent;             ///< the function (or alias) that defines it
  bool in_trait_or_impl = false; ///< RPITIT
  LocalDefId assoc; ///< in a trait: the associated type that it is outside of the default body
  /// Lifetimes in scope copied as own parameters: old → new (what is captured).
  std::vector<std::pair<LifetimeId, LocalDefId>> captured_lifetimes;
  IdList<GenericParamId> generics; ///< the copies
  IdList<BoundId> bounds;
  TyId async_output; ///< AsyncFn: the bound is `Future<Output = async_output>`
  Span span;
};

/// Modifiers of a trait bound.
enum class BoundModifier : uint8_t { None, Maybe, Negative, Const, TildeConst };
enum class BoundKind : uint8_t { Trait, Outlives, Use };
struct Bound {
  BoundKind kind = BoundKind::Trait;
  BoundModifier modifier = BoundModifier::None;
  IdList<GenericParamId> bound_params; ///< `for<'a>`
  PathId trait_path;
  LifetimeId lifetime;                   ///< Outlives
  std::vector<LifetimeId> use_lifetimes; ///< Use
  std::vector<Res> use_params;
  Span span;
};

enum class GenericParamKind : uint8_t { Lifetime, Type, Const };
struct GenericParam {
  LocalDefId def_id;
  Ident ident;
  GenericParamKind kind = GenericParamKind::Type;
  bool is_elided = false;    ///< lifetime made for an elided one in a signature
  bool is_synthetic = false; ///< type made for `impl Trait` in an argument
  bool may_dangle = false;
  TyId ty; ///< Const: its type; Type: its default or invalid
  ConstArgId default_const;
  Span span;
};

enum class WhereKind : uint8_t { Bound, Region };
enum class WhereOrigin : uint8_t { WhereClause, GenericParam, ImplTrait };
struct WherePredicate {
  WhereKind kind = WhereKind::Bound;
  WhereOrigin origin = WhereOrigin::WhereClause;
  IdList<GenericParamId> bound_params;
  TyId ty;
  LifetimeId lifetime;
  IdList<BoundId> bounds;
  Span span;
};

struct Generics {
  IdList<GenericParamId> params;
  IdList<WhereId> predicates; ///< those written at parameters too
  Span span;
  Span where_span;
};

// --- Functions
// -------------------------------------------------------------------------------------

enum class ImplicitSelf : uint8_t { None, Imm, Mut, RefImm, RefMut };
enum class Constness : uint8_t { NotConst, Const };
/// Name of an `extern "…"`; resolved by collect.
struct FnHeader {
  Safety safety = Safety::Safe;
  Constness constness = Constness::NotConst;
  bool is_async = false;
  Symbol abi; ///< invalid: Rust
  Span abi_span;
};
/// Signature of a function, function pointer or closure.
struct FnDecl {
  FnHeader header;
  IdList<GenericParamId> bound_params; ///< `for<'a>` of pointers and closures
  IdList<TyId> inputs;
  TyId output; ///< invalid: `()`, or inferred for closures
  Span output_span;
  bool c_variadic = false;
  ImplicitSelf implicit_self = ImplicitSelf::None;
  std::vector<Ident> param_names; ///< of functions without body and of pointers
  Span span;
};

struct Param {
  PatId pat;
  Span ty_span;
  Span span;
};
enum class BodyKind : uint8_t {
  Fn,
  Closure,
  Const,
  Static,
  AnonConst,
  InlineConst,
  Coroutine,
};
struct Body {
  BodyKind kind = BodyKind::Fn;
  LocalDefId def_id; ///< whose body it is: the item, closure or const
  std::vector<Param> params;
  ExprId value;
};

enum class CaptureClause : uint8_t { Ref, Value };
enum class CoroutineKind : uint8_t { None, AsyncBlock, AsyncFn, AsyncClosure, Coroutine };
struct Closure {
  LocalDefId def_id;
  FnDeclId decl; ///< inputs: written types or Infer
  BodyId body;
  CaptureClause capture = CaptureClause::Ref;
  CoroutineKind coroutine = CoroutineKind::None;
  bool is_async_closure = false; ///< `async |x| ..`
  bool is_static = false;
  bool has_for_binder = false;
  Constness constness = Constness::NotConst;
  Span decl_span; ///< `|a, b| -> T`
};

// --- Patterns
// --------------------------------------------------------------------------------------

enum class PatKind : uint8_t {
#define PAT_KIND(name) name,
#include "sema/hir/kinds.def"
};
enum class ByRef : uint8_t { No, Ref, RefMut };
enum class RangeEnd : uint8_t { Included, Excluded };
/// A pattern. `dots`: where `..` stands in `elems`, or kNoDots.
struct Pat {
  static constexpr uint32_t kNoDots = UINT32_MAX;

  PatKind kind = PatKind::Err;
  ByRef by_ref = ByRef::No;           ///< Binding: as written
  Mutability mutbl = Mutability::Not; ///< Binding: `mut x`; Ref
  RangeEnd range_end = RangeEnd::Included;
  bool has_rest = false; ///< Struct: `..`
  Span span;
  Ident ident;             ///< Binding
  PatId binding;           ///< Binding: the one that names the variable (first of an or-pattern's)
  PatId sub;               ///< Binding (after @, or invalid), Ref
  QPathId path;            ///< Struct, TupleStruct, Path
  ExprId lo;               ///< Lit (a Lit or const block expression), Range; invalid: open
  ExprId hi;               ///< Range
  IdList<PatId> elems;     ///< TupleStruct, Tuple, Or, Slice (the `..` pattern left out)
  uint32_t dots = kNoDots; ///< TupleStruct, Tuple, Slice
  PatId slice_rest;        ///< Slice: the pattern of `x @ ..`, else invalid
  IdList<FieldPatId> fields; ///< Struct
};
struct FieldPat {
  Ident ident;
  PatId pat;
  bool is_shorthand = false;
  Span span;
};

// --- Expressions
// -----------------------------------------------------------------------------------

enum class ExprKind : uint8_t {
#define EXPR_KIND(name) name,
#include "sema/hir/kinds.def"
};

enum class BinOp : uint8_t {
  Add,
  Sub,
  Mul,
  Div,
  Rem,
  And,
  Or,
  BitXor,
  BitAnd,
  BitOr,
  Shl,
  Shr,
  Eq,
  Lt,
  Le,
  Ne,
  Ge,
  Gt,
};
llvm::StringRef to_string(BinOp op); ///< "+"
enum class UnOp : uint8_t { Deref, Not, Neg };
enum class LoopSource : uint8_t { Loop, While, ForLoop };
enum class MatchSource : uint8_t {
  Normal,
  Postfix,
  ForLoopDesugar,
  TryDesugar,
  AwaitDesugar,
  FormatArgs
};
enum class BreakTarget : uint8_t { Loop, Block, Error };
enum class StructBase : uint8_t { None, Expr, DefaultFields };

/// An expression: kind and up to four words, by the kind:
///   Lit            a LitId              Path           a QPathId
///   Array, Tup     list a,b             Repeat         a ExprId, b ConstArgId
///   ConstBlock     a BodyId             Call           a callee, list b,c
///   MethodCall     a receiver, list b,c arguments, d SegmentId
///   Binary         small BinOp, a, b (c: index of the operator's span in `op_spans`)
///   AssignOp       as Binary            Unary          small UnOp, a
///   Cast           a, b TyId            DropTemps      a
///   Let            a PatId, b init, c TyId or invalid
///   If             a, b, c or invalid   Loop           small LoopSource, a BlockId, b label row
///   Match          small MatchSource, a, list b,c of ArmId
///   Closure        a ClosureId          Block          a BlockId, b label row
///   Assign         a, b (c: operator)   Field          a, b row of `idents`
///   Index          a, b                 AddrOf         small BorrowKind, small2 Mutability, a
///   Break          small BreakTarget, a target ExprId (the Loop or Block), b value or invalid
///   Continue       small BreakTarget, a target
///   Ret            a or invalid         Struct         small StructBase, a QPathId, list b,c, d
///   base Yield          a                    InlineAsm      a AsmId OffsetOf       a TyId, list
///   b,c rows of `idents`   FormatArgs  a FormatArgsId
struct Expr {
  ExprKind kind = ExprKind::Err;
  uint8_t small = 0;
  uint8_t small2 = 0;
  uint32_t a = UINT32_MAX;
  uint32_t b = UINT32_MAX;
  uint32_t c = UINT32_MAX;
  uint32_t d = UINT32_MAX;
  Span span;

  LitId lit() const { return LitId(a); }
  QPathId qpath() const { return QPathId(a); }
  ExprId lhs() const { return ExprId(a); } ///< first operand of any kind that has one
  ExprId rhs() const { return ExprId(b); }
  BinOp bin_op() const { return static_cast<BinOp>(small); }
  UnOp un_op() const { return static_cast<UnOp>(small); }
  IdList<ExprId> args() const { return {b, c}; }        ///< Call, MethodCall
  IdList<ExprId> elems() const { return {a, b}; }       ///< Array, Tup
  IdList<ArmId> arms() const { return {b, c}; }         ///< Match
  IdList<FieldExprId> fields() const { return {b, c}; } ///< Struct
  SegmentId segment() const { return SegmentId(d); }    ///< MethodCall
  BlockId block() const { return BlockId(a); }          ///< Block, Loop
  ExprId base() const { return ExprId(d); }             ///< Struct
  ExprId value() const { return ExprId(b); }            ///< Break; invalid: none
};
static_assert(sizeof(Expr) == 32);

struct FieldExpr {
  Ident ident;
  ExprId expr;
  bool is_shorthand = false;
  Span span;
};
struct Arm {
  PatId pat;
  ExprId guard; ///< invalid: none; may hold Let expressions joined by &&
  ExprId body;
  Span span;
};

enum class BlockRules : uint8_t { Default, Unsafe, UnsafeByCompiler };
struct Block {
  IdList<StmtId> stmts;
  ExprId tail; ///< invalid: none
  BlockRules rules = BlockRules::Default;
  bool targeted_by_break = false;
  Span span;
};

enum class StmtKind : uint8_t {
#define STMT_KIND(name) name,
#include "sema/hir/kinds.def"
};
struct Stmt {
  StmtKind kind = StmtKind::Semi;
  uint32_t a = UINT32_MAX; ///< Let: LetId; Item: raw LocalDefId; Expr, Semi: ExprId
  Span span;
};
struct LetStmt {
  PatId pat;
  TyId ty;
  ExprId init;
  BlockId else_block;
  bool is_for_desugar = false; ///< the binding of a loop's item, of `.await`, of an async argument
  bool is_super = false;       ///< `super let`, made by built-in macros
  Span span;
};

/// `format_args!`: literal pieces and placeholders. Arguments are evaluated once, in order.
struct FormatArgs {
  enum class Trait : uint8_t {
    Display,
    Debug,
    LowerHex,
    UpperHex,
    Octal,
    Binary,
    LowerExp,
    UpperExp,
    Pointer,
  };
  struct Count {
    enum Kind : uint8_t { Implied, Literal, Argument } kind = Implied;
    uint32_t value = 0; ///< the literal, or the index in `args`
  };
  struct Placeholder {
    uint32_t arg = 0; ///< index in `args`
    Trait trait = Trait::Display;
    char32_t fill = ' ';
    uint8_t align = 3;  ///< left, right, center, unknown, as core::fmt::Alignment
    uint32_t flags = 0; ///< bit 0 '+', 1 '-', 2 '#', 3 '0', 4 'x?', 5 'X?'
    Count width;
    Count precision;
    Span span;
  };
  struct Piece {
    bool is_literal = true;
    Symbol literal;
    uint32_t placeholder = 0;
  };
  std::vector<ExprId> args;
  std::vector<Piece> pieces;
  std::vector<Placeholder> placeholders;
  Span template_span;
};

enum class AsmOperandKind : uint8_t { In, Out, InOut, SplitInOut, Const, Sym, Label };
struct AsmOperand {
  AsmOperandKind kind = AsmOperandKind::In;
  bool is_late = false;
  Symbol reg; ///< class or explicit register
  bool is_explicit_reg = false;
  ExprId in;  ///< In, InOut, SplitInOut; Sym: a path
  ExprId out; ///< Out (invalid: `_`), SplitInOut
  ConstArgId ct;
  BlockId label;
  Span span;
};
struct InlineAsm {
  struct Piece {
    bool is_literal = true;
    Symbol literal;
    uint32_t operand = 0;
    char modifier = 0;
    Span span;
  };
  std::vector<Piece> pieces;
  std::vector<AsmOperand> operands;
  std::vector<Symbol> clobber_abis;
  uint32_t options = 0; ///< bits in the order: pure nomem readonly preserves_flags noreturn nostack
                        ///< att_syntax raw may_unwind
  std::vector<Span> line_spans;
};

// --- Attributes
// ------------------------------------------------------------------------------------

/// An attribute that reached HIR, as plain data: `#[path]`, `#[path = lit]`, `#[path(items)]`.
struct MetaItem {
  Symbol path; ///< segments joined by `::`
  enum Kind : uint8_t { Word, NameValue, List, Literal } kind = Word;
  Lit value; ///< NameValue; Literal: a bare literal in a list
  std::vector<MetaItem> items;
  Span span;
};
using Attr = MetaItem;

/// What attributes hang on: a definition (any LocalDefId), or a node of an owner.
enum class NodeSort : uint8_t { Expr, Stmt, Arm, Pat, Let, Param, FieldExpr, FieldPat };
struct NodeRef {
  NodeSort sort = NodeSort::Expr;
  uint32_t row = 0;
  auto operator<=>(const NodeRef &) const = default;
};

// --- Items
// -----------------------------------------------------------------------------------------

enum class ItemKind : uint8_t {
#define ITEM_KIND(name) name,
#include "sema/hir/kinds.def"
};
enum class ItemContext : uint8_t { Module, Trait, InherentImpl, TraitImpl, Foreign };

struct FieldDef {
  LocalDefId def_id;
  Ident ident; ///< "0"… in tuple structs
  TyId ty;
  Span span;
};
enum class VariantShape : uint8_t { Struct, Tuple, Unit };
struct Variant {
  LocalDefId def_id;  ///< of the variant; of the item for structs and unions
  LocalDefId ctor_id; ///< Tuple, Unit
  Ident ident;
  VariantShape shape = VariantShape::Unit;
  std::vector<FieldDef> fields;
  BodyId discr; ///< invalid: none
  LocalDefId discr_def;
  Span span;
};

enum class ImplPolarity : uint8_t { Positive, Negative };

/// An item of a module, block, trait, impl or extern block. Fields used by kind as named.
struct Item {
  ItemKind kind = ItemKind::Mod;
  ItemContext context = ItemContext::Module;
  LocalDefId def_id;
  Ident ident;
  Span span;
  Span head_span; ///< signature line: `fn f(a: u8) -> u8`, `impl T for U`
  Generics generics;

  FnDeclId fn_decl; ///< Fn
  BodyId body;      ///< Fn, Const, Static; invalid: none (trait item, foreign)
  TyId ty;          ///< Const, Static, TyAlias (invalid: no default); Impl: self type
  Mutability mutbl = Mutability::Not; ///< Static
  Safety safety = Safety::Safe;       ///< Trait, Impl, Static in an extern block
  bool is_auto = false;               ///< Trait
  bool is_default = false;            ///< `default fn`, `default impl`
  IdList<BoundId> bounds;             ///< Trait: supertraits; TyAlias in a trait: its bounds
  PathId trait_path;                  ///< Impl of a trait
  ImplPolarity polarity = ImplPolarity::Positive;
  Symbol abi;                    ///< ForeignMod
  std::vector<LocalDefId> items; ///< Mod, ForeignMod, Trait, Impl: owners of what is inside
  std::vector<Variant> variants; ///< Enum; one for Struct, Union
  AsmId asm_;                    ///< GlobalAsm
  /// In a trait impl: the trait's item of this name, if resolution found it.
  DefId implements;
};

/// One item with all its nodes.
struct Owner {
  Item item;

  IndexVec<ExprId, Expr> exprs;
  IndexVec<PatId, Pat> pats;
  IndexVec<TyId, Ty> tys;
  IndexVec<StmtId, Stmt> stmts;
  IndexVec<LetId, LetStmt> lets;
  IndexVec<BlockId, Block> blocks;
  IndexVec<ArmId, Arm> arms;
  IndexVec<BodyId, Body> bodies;
  IndexVec<PathId, Path> paths;
  IndexVec<SegmentId, PathSegment> segments;
  IndexVec<QPathId, QPath> qpaths;
  IndexVec<GenericArgsId, GenericArgs> generic_args;
  IndexVec<LifetimeId, Lifetime> lifetimes;
  IndexVec<ConstArgId, ConstArg> const_args;
  IndexVec<ConstraintId, AssocConstraint> constraints;
  IndexVec<BoundId, Bound> bounds;
  IndexVec<GenericParamId, GenericParam> generic_params;
  IndexVec<WhereId, WherePredicate> where_predicates;
  IndexVec<LitId, Lit> lits;
  IndexVec<ClosureId, Closure> closures;
  IndexVec<FieldExprId, FieldExpr> field_exprs;
  IndexVec<FieldPatId, FieldPat> field_pats;
  IndexVec<FnDeclId, FnDecl> fn_decls;
  IndexVec<OpaqueId, OpaqueTy> opaques;
  IndexVec<AsmId, InlineAsm> asms;
  IndexVec<FormatArgsId, FormatArgs> format_args;
  std::vector<Ident> idents;
  std::vector<Span> op_spans;
  std::vector<Ident> labels;
  std::vector<uint32_t> id_lists;
  llvm::DenseMap<std::pair<uint8_t, uint32_t>, std::vector<Attr>> node_attrs; ///< NodeRef → attrs

  template <class IdT>
  llvm::ArrayRef<IdT> list(IdList<IdT> range) const {
    static_assert(sizeof(IdT) == sizeof(uint32_t));
    if (range.empty())
      return {};
    return {reinterpret_cast<const IdT *>(id_lists.data() + range.begin), range.count};
  }
  template <class IdT>
  IdList<IdT> add_list(llvm::ArrayRef<IdT> ids) {
    IdList<IdT> range{static_cast<uint32_t>(id_lists.size()), static_cast<uint32_t>(ids.size())};
    for (IdT id : ids)
      id_lists.push_back(id.raw);
    return range;
  }
};

/// A trait that is in scope somewhere, and the imports that brought it (for `unused_imports`).
struct TraitCandidate {
  DefId trait_id;
  llvm::SmallVector<LocalDefId, 1> imports;
};

/// What a LocalDefId is in the HIR.
enum class DefNodeKind : uint8_t {
  None,
  Item,
  Variant,
  Ctor,
  Field,
  GenericParam,
  Closure,
  AnonConst,
  InlineConst,
  Opaque,
};
struct DefNode {
  DefNodeKind kind = DefNodeKind::None;
  LocalDefId owner;  ///< the item whose tables hold it
  uint32_t row = 0;  ///< GenericParam, Closure, Opaque: row; AnonConst, InlineConst: BodyId;
                     ///< Variant, Ctor: index of the variant; Field: index of the variant
  uint32_t row2 = 0; ///< Field: index of the field
};

/// The whole local crate.
struct Crate {
  IndexVec<LocalDefId, std::unique_ptr<Owner>> owners; ///< null where a definition is no item
  IndexVec<LocalDefId, DefNode> def_nodes;
  IndexVec<LocalDefId, Visibility> visibilities;
  IndexVec<LocalDefId, std::vector<Attr>> attrs; ///< of definitions
  std::vector<LocalDefId> items;                 ///< every owner, in source order (parents first)
  IndexVec<TraitScopeId, std::vector<TraitCandidate>> trait_scopes;
  DefId main_fn; ///< what `main` resolves to; invalid: none
  bool no_std = false;
  bool no_core = false;

  const Owner &owner(LocalDefId id) const { return *owners[id]; }
  /// The owner in whose tables the nodes of `id` are.
  const Owner &owner_of(LocalDefId id) const { return *owners[def_nodes[id].owner]; }
};

/// The body of a definition (function, const, static, closure, anonymous const), or invalid.
BodyId body_of(const Crate &krate, LocalDefId id);
/// Attributes of a node; empty if none.
llvm::ArrayRef<Attr> attrs_of(const Owner &owner, NodeRef node);
/// The attribute with this path on a definition, or null.
const Attr *find_attr(const Crate &krate, LocalDefId id, Symbol path);

} // namespace ochre::hir
