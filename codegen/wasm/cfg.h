// From basic blocks to structured control flow, by Binaryen's Relooper.
//
// Blocks that follow each other without a choice become one before the Relooper sees them. It wants
// at most one branch from a block to another, conditions in the order in which they are tried, the
// last of them none; and for switches small numbers.
#pragma once

#include "codegen/wasm/cx.h"

#include <deque>

namespace ochre::wasm {

class Cfg {
public:
  explicit Cfg(FunctionCx &f) : f_(f), ir_(f.ir) {}

  /// Translates all blocks that can be reached; then `render` gives the body.
  void translate();
  Expr render(std::vector<Expr> &prologue);

private:
  struct Node;
  struct Edge {
    Node *to;
    Expr condition = nullptr;               ///< null: in all other cases
    llvm::SmallVector<uint32_t, 4> indices; ///< of a switch
  };
  struct Node {
    std::vector<Expr> code;
    llvm::SmallVector<Edge, 2> edges;
    Expr switch_on = nullptr;
    RelooperBlockRef block = nullptr;
  };

  void count_predecessors();
  Node *target(mir::BasicBlock bb);
  void node(mir::BasicBlock head);
  bool leave(Node &node, const mir::Terminator &term);
  bool assertion(Node &node, const mir::Terminator &term);
  void branches(Node &node, const mir::Terminator &term);
  struct Choice {
    mir::BasicBlock otherwise;
    llvm::SmallVector<mir::SwitchCase, 8> cases; ///< of those that go elsewhere
  };
  Choice choice(const mir::Terminator &term) const;
  bool is_impossible(mir::BasicBlock bb) const;
  void compare_chain(Node &node, const Choice &choice, const Val &value, bool is_bool);
  bool dense_switch(Node &node, const Choice &choice, const Val &value);

  FunctionCx &f_;
  Ir &ir_;
  std::vector<Node *> order_;
  std::vector<mir::BasicBlock> work_;
  IndexVec<mir::BasicBlock, uint32_t> predecessors_;
  IndexVec<mir::BasicBlock, Node *> nodes_;
  std::deque<Node> storage_;
};

} // namespace ochre::wasm
