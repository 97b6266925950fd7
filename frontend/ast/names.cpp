// Operators as text.
#include "frontend/ast/expr.h"

namespace ochre::ast {

llvm::StringRef to_string(BinOp op) {
  static constexpr const char *kTexts[] = {
#define BINOP(kind, text) text,
#include "frontend/ast/binop.def"
  };
  return kTexts[static_cast<size_t>(op)];
}

llvm::StringRef to_string(UnOp op) {
  switch (op) {
  case UnOp::Deref: return "*";
  case UnOp::Not: return "!";
  case UnOp::Neg: return "-";
  }
  return "";
}

} // namespace ochre::ast
