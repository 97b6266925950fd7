// Statements and blocks.
#pragma once

#include "frontend/ast/path.h"
#include "frontend/ast/payload.h"

namespace ochre::ast {

enum class StmtKind : uint8_t { Let, Item, Expr, Semi, Empty, MacCall };

/// `let p: T = a else { b };`
struct LetStmt {
  PatId pat;
  TyId ty;               ///< invalid: none
  ExprId init;           ///< invalid: none
  BlockId els;           ///< invalid: none
  bool is_super = false; ///< `super let`, unstable
  Span colon_span;
};
enum class MacStmtStyle : uint8_t {
  Semicolon, ///< `mac!(…);`
  Braces,    ///< `mac! { … }`
  NoBraces   ///< `mac!(…)` as the last thing of a block: an expression
};

/// One statement. Attributes: of `let` and macro calls here, of the others in their item or
/// expression.
struct Stmt {
  Span span;
  NodeId id;
  AttrsId attrs;
  StmtKind kind = StmtKind::Empty;
  MacStmtStyle mac_style = MacStmtStyle::Semicolon; ///< MacCall
  ItemId item;                                      ///< Item
  ExprId expr; ///< Expr (no semicolon, but not always last), Semi
  union {
    LetStmt *let = nullptr; ///< Let
    MacCall *mac;           ///< MacCall
  };
};

enum class BlockRules : uint8_t { Default, Unsafe, CompilerUnsafe };
/// `{ a; b }`. The value is the last statement, if that is Expr.
struct Block {
  Span span;
  NodeId id;
  BlockRules rules = BlockRules::Default;
  List<Stmt> stmts;
};

} // namespace ochre::ast
