// Expressions.
#pragma once

#include "frontend/ast/ty.h"

namespace ochre::ast {

enum class ExprKind : uint8_t {
#define EXPR(kind) kind,
#include "frontend/ast/expr.def"
};

enum class BinOp : uint8_t {
#define BINOP(kind, text) kind,
#include "frontend/ast/binop.def"
};
llvm::StringRef to_string(BinOp op);

enum class UnOp : uint8_t { Deref, Not, Neg };
llvm::StringRef to_string(UnOp op);

class Expr {
public:
  Span span;
  NodeId id;
  AttrsId attrs;
  Expr(Span span, NodeId id, AttrsId attrs, ExprKind kind, Payload payload)
      : span(span), id(id), attrs(attrs), kind_(kind), payload_(payload) {}
  ExprKind kind() const { return kind_; }
  /// The payload; requires that the kind is T's.
  template <class T>
  const T &as() const {
    assert(kind_ == T::kKind);
    return payload_.get<T>();
  }
  template <class T>
  T &as() {
    assert(kind_ == T::kKind);
    return payload_.get<T>();
  }
  template <class T>
  const T *get_if() const {
    return kind_ == T::kKind ? &payload_.get<T>() : nullptr;
  }
  template <class T>
  T *get_if() {
    return kind_ == T::kKind ? &payload_.get<T>() : nullptr;
  }

private:
  ExprKind kind_;
  Payload payload_;
};
static_assert(sizeof(Expr) <= 32);

/// `[a, b]`
struct ArrayExpr {
  static constexpr ExprKind kKind = ExprKind::Array;
  List<ExprId> elems;
};
/// `const { a }`
struct ConstBlockExpr {
  static constexpr ExprKind kKind = ExprKind::ConstBlock;
  AnonConst body;
};
/// `f(a, b)`
struct CallExpr {
  static constexpr ExprKind kKind = ExprKind::Call;
  ExprId callee;
  List<ExprId> args;
};
/// `a.f::<T>(b)`
struct MethodCallExpr {
  static constexpr ExprKind kKind = ExprKind::MethodCall;
  PathSegment segment;
  ExprId receiver;
  List<ExprId> args;
  Span call_span; ///< from the name to the closing parenthesis
};
/// `(a, b)`, `()`
struct TupExpr {
  static constexpr ExprKind kKind = ExprKind::Tup;
  List<ExprId> elems;
};
/// `a + b`, `a && b`
struct BinaryExpr {
  static constexpr ExprKind kKind = ExprKind::Binary;
  BinOp op;
  Span op_span;
  ExprId lhs;
  ExprId rhs;
};
/// `*a`, `!a`, `-a`
struct UnaryExpr {
  static constexpr ExprKind kKind = ExprKind::Unary;
  UnOp op;
  ExprId operand;
};
enum class LitKind : uint8_t { Bool, Int, Float, Char, Byte, Str, ByteStr, CStr, Error };
/// `1u8`, `"a"`, `true`. `text` is the literal as written (lex/literal.h gives its value); for
/// literals that expansion makes of values (`concat!`, `line!`), `is_value` says that `text` is the
/// value itself (Str, ByteStr, CStr: its bytes; Int: decimal digits).
struct LitExpr {
  static constexpr ExprKind kKind = ExprKind::Lit;
  Symbol text;
  LitKind lit;
  lex::TokenKind token; ///< Ident for `true` and `false`
  bool is_value = false;
};
/// `a as T`
struct CastExpr {
  static constexpr ExprKind kKind = ExprKind::Cast;
  ExprId expr;
  TyId ty;
};
/// `builtin # type_ascribe(a, T)`, unstable
struct TypeAscriptionExpr {
  static constexpr ExprKind kKind = ExprKind::TypeAscription;
  ExprId expr;
  TyId ty;
};
/// `let p = a` in the condition of `if`, `while` or a guard
struct LetExpr {
  static constexpr ExprKind kKind = ExprKind::Let;
  PatId pat;
  ExprId scrutinee;
};
/// `if cond { a } else b`
struct IfExpr {
  static constexpr ExprKind kKind = ExprKind::If;
  ExprId cond;
  BlockId then_block;
  ExprId else_expr; ///< a Block or If expression, or invalid
};
/// `'l: while cond { a }`
struct WhileExpr {
  static constexpr ExprKind kKind = ExprKind::While;
  Label label;
  ExprId cond;
  BlockId body;
};
/// `'l: for p in a { b }`, `for await p in a { b }`
struct ForLoopExpr {
  static constexpr ExprKind kKind = ExprKind::ForLoop;
  Label label;
  PatId pat;
  ExprId iter;
  BlockId body;
  bool is_await = false;
};
/// `'l: loop { a }`
struct LoopExpr {
  static constexpr ExprKind kKind = ExprKind::Loop;
  Label label;
  BlockId body;
};
/// `p if guard => a`
struct Arm {
  NodeId id;
  AttrsId attrs;
  Span span;
  PatId pat;
  ExprId guard; ///< invalid: none
  ExprId body;  ///< invalid only after a never pattern (unstable)
};
/// `match a { … }`; `a.match { … }` is unstable
struct MatchExpr {
  static constexpr ExprKind kKind = ExprKind::Match;
  ExprId scrutinee;
  List<Arm> arms;
  Span match_span; ///< the keyword and the scrutinee
  bool is_postfix = false;
};
enum class CaptureBy : uint8_t { Ref, Value, Use };
/// `for<'a> static async move |p: T| -> U a`
struct ClosureExpr {
  static constexpr ExprKind kKind = ExprKind::Closure;
  bool has_binder = false;
  List<GenericParam> bound_params;
  CaptureBy capture = CaptureBy::Ref;
  CoroutineKind coroutine = CoroutineKind::None;
  NodeId coroutine_id;    ///< the coroutine that the closure returns
  bool is_const = false;  ///< unstable
  bool is_static = false; ///< unstable
  FnDecl decl;
  ExprId body;
  Span fn_decl_span; ///< from `for` or `move` to the result
  Span fn_arg_span;  ///< `|…|`
};
/// `'l: { a }`, `unsafe { a }`
struct BlockExpr {
  static constexpr ExprKind kKind = ExprKind::Block;
  Label label;
  BlockId block;
};
/// `async move { a }`, `gen { a }`, `async gen { a }`
struct GenExpr {
  static constexpr ExprKind kKind = ExprKind::Gen;
  CoroutineKind coroutine;
  CaptureBy capture;
  NodeId coroutine_id;
  BlockId block;
  Span decl_span;
};
/// `a.await`
struct AwaitExpr {
  static constexpr ExprKind kKind = ExprKind::Await;
  ExprId expr;
  Span await_span;
};
/// `a.use`, unstable
struct UseExpr {
  static constexpr ExprKind kKind = ExprKind::Use;
  ExprId expr;
  Span use_span;
};
/// `try { a }`, unstable
struct TryBlockExpr {
  static constexpr ExprKind kKind = ExprKind::TryBlock;
  BlockId block;
};
/// `a = b`
struct AssignExpr {
  static constexpr ExprKind kKind = ExprKind::Assign;
  ExprId lhs;
  ExprId rhs;
  Span eq_span;
};
/// `a += b`
struct AssignOpExpr {
  static constexpr ExprKind kKind = ExprKind::AssignOp;
  BinOp op;
  Span op_span; ///< of `+=`
  ExprId lhs;
  ExprId rhs;
};
/// `a.b`, `a.0`
struct FieldExpr {
  static constexpr ExprKind kKind = ExprKind::Field;
  ExprId expr;
  Ident ident;
};
/// `a[b]`
struct IndexExpr {
  static constexpr ExprKind kKind = ExprKind::Index;
  ExprId expr;
  ExprId index;
  Span brackets_span;
};
/// `a..b`, `..=b`, `..`
struct RangeExpr {
  static constexpr ExprKind kKind = ExprKind::Range;
  ExprId lo; ///< invalid: none
  ExprId hi; ///< invalid: none
  bool is_inclusive = false;
};
/// `_` on the left of an assignment
struct UnderscoreExpr {
  static constexpr ExprKind kKind = ExprKind::Underscore;
};
/// `a::b::<T>`, `<T as A>::b`
struct PathExpr {
  static constexpr ExprKind kKind = ExprKind::Path;
  QSelf *qself = nullptr;
  Path path;
};
enum class BorrowKind : uint8_t { Ref, Raw, Pin }; ///< `&a`, `&raw const a`, `&pin const a`
/// `&mut a`, `&raw const a`
struct AddrOfExpr {
  static constexpr ExprKind kKind = ExprKind::AddrOf;
  BorrowKind borrow;
  Mutability mutbl;
  ExprId expr;
};
/// `break 'l a`
struct BreakExpr {
  static constexpr ExprKind kKind = ExprKind::Break;
  Label label;
  ExprId value; ///< invalid: none
};
/// `continue 'l`
struct ContinueExpr {
  static constexpr ExprKind kKind = ExprKind::Continue;
  Label label;
};
/// `return a`
struct RetExpr {
  static constexpr ExprKind kKind = ExprKind::Ret;
  ExprId value; ///< invalid: none
};
/// `field: a`, `field`, `0: a`
struct ExprField {
  NodeId id;
  AttrsId attrs;
  Ident ident;
  ExprId expr;
  Span span;
  bool is_shorthand = false;
};
enum class StructRestKind : uint8_t { None, Base, Rest }; ///< –, `..a`, `..` (destructuring)
/// `A { x, y: a, ..b }`
struct StructExpr {
  static constexpr ExprKind kKind = ExprKind::Struct;
  QSelf *qself = nullptr;
  Path path;
  List<ExprField> fields;
  StructRestKind rest = StructRestKind::None;
  ExprId base;    ///< Base
  Span rest_span; ///< Rest
};
/// `[a; N]`
struct RepeatExpr {
  static constexpr ExprKind kKind = ExprKind::Repeat;
  ExprId elem;
  AnonConst len;
};
/// `(a)`
struct ParenExpr {
  static constexpr ExprKind kKind = ExprKind::Paren;
  ExprId inner;
};
/// `a?`
struct TryExpr {
  static constexpr ExprKind kKind = ExprKind::Try;
  ExprId inner;
};
/// `yield a`, unstable
struct YieldExpr {
  static constexpr ExprKind kKind = ExprKind::Yield;
  ExprId value; ///< invalid: none
};
/// `do yeet a`, unstable
struct YeetExpr {
  static constexpr ExprKind kKind = ExprKind::Yeet;
  ExprId value; ///< invalid: none
};
/// `become a`, unstable
struct BecomeExpr {
  static constexpr ExprKind kKind = ExprKind::Become;
  ExprId call;
};
/// `mac!(…)`
struct MacCallExpr {
  static constexpr ExprKind kKind = ExprKind::MacCall;
  MacCall *mac = nullptr;
};

enum class AsmOperandKind : uint8_t { In, Out, InOut, SplitInOut, Const, Sym, Label };
/// `name = in(reg) a`, `inout("eax") a => b`, `const N`, `sym f`, `label { … }`
struct AsmOperand {
  AsmOperandKind kind = AsmOperandKind::In;
  bool is_late = false;
  bool reg_is_explicit = false; ///< `"eax"`, not a class
  Symbol reg;
  Symbol name;                ///< invalid: none
  ExprId expr;                ///< In, Out (invalid: `_`), InOut, SplitInOut
  ExprId out_expr;            ///< SplitInOut; invalid: `_`
  AnonConst constant;         ///< Const
  QSelf *sym_qself = nullptr; ///< Sym
  Path *sym_path = nullptr;   ///< Sym
  NodeId sym_id;              ///< Sym
  BlockId label_block;        ///< Label
  Span span;
};
/// A piece of the template: text, or a place for an operand.
struct AsmPiece {
  bool is_placeholder = false;
  Symbol text;
  uint32_t operand = 0;
  char modifier = 0;
  Span span;
};
enum class AsmMacro : uint8_t { Asm, GlobalAsm, NakedAsm };
enum AsmOption : uint16_t {
  kAsmPure = 1,
  kAsmNomem = 2,
  kAsmReadonly = 4,
  kAsmPreservesFlags = 8,
  kAsmNoreturn = 16,
  kAsmNostack = 32,
  kAsmAttSyntax = 64,
  kAsmRaw = 128,
  kAsmMayUnwind = 256,
};
/// What `asm!`, `global_asm!` and `naked_asm!` become.
struct InlineAsm {
  AsmMacro macro = AsmMacro::Asm;
  uint16_t options = 0;
  List<AsmPiece> pieces;
  List<AsmOperand> operands;
  List<Symbol> clobber_abis;
  Span span;
};
/// Made by expansion of `asm!`.
struct InlineAsmExpr {
  static constexpr ExprKind kKind = ExprKind::InlineAsm;
  InlineAsm *assembly = nullptr;
};
/// Made by expansion of `offset_of!(T, a.b)`.
struct OffsetOfExpr {
  static constexpr ExprKind kKind = ExprKind::OffsetOf;
  TyId container;
  List<Ident> fields;
};

enum class FormatTrait : uint8_t {
  Display,
  Debug,
  LowerExp,
  UpperExp,
  Octal,
  Pointer,
  Binary,
  LowerHex,
  UpperHex,
};
enum class FormatCountKind : uint8_t { Implied, Literal, Argument };
struct FormatCount {
  FormatCountKind kind = FormatCountKind::Implied;
  uint32_t value = 0; ///< Literal: the number; Argument: index of the argument
};
enum class FormatAlign : uint8_t { Unknown, Left, Right, Center };
enum class FormatDebugHex : uint8_t { None, Lower, Upper };
/// Text, or `{argument:options}`.
struct FormatPiece {
  bool is_placeholder = false;
  Symbol text; ///< text piece: with `{{` as `{`
  uint32_t argument = 0;
  FormatTrait trait = FormatTrait::Display;
  FormatAlign align = FormatAlign::Unknown;
  FormatDebugHex debug_hex = FormatDebugHex::None;
  bool sign_plus = false;
  bool sign_minus = false;
  bool alternate = false;
  bool zero_pad = false;
  uint32_t fill = 0; ///< 0: none written
  FormatCount width;
  FormatCount precision;
  Span span; ///< of the placeholder in the string, if known
};
enum class FormatArgKind : uint8_t { Normal, Named, Captured };
struct FormatArgument {
  FormatArgKind kind = FormatArgKind::Normal;
  Ident name; ///< Named, Captured
  ExprId expr;
};
/// Made by expansion of `format_args!`, with captured names appended to the arguments.
struct FormatArgsExpr {
  static constexpr ExprKind kKind = ExprKind::FormatArgs;
  List<FormatPiece> pieces;
  List<FormatArgument> args;
  Span format_span;     ///< of the string
  bool newline = false; ///< `format_args_nl!`: already part of `pieces`
};
/// Made by expansion of `include_bytes!`: a `&[u8; N]` with these bytes.
struct IncludedBytesExpr {
  static constexpr ExprKind kKind = ExprKind::IncludedBytes;
  llvm::StringRef bytes;
};
/// What did not parse.
struct ErrorExpr {
  static constexpr ExprKind kKind = ExprKind::Error;
  ErrorGuaranteed error;
};

} // namespace ochre::ast
