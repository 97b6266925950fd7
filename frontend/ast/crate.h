// The AST of a crate: all nodes, in tables, and the root module.
//
// Invariant: rows keep their address and their id; expansion overwrites a row (an invocation
// becomes what it expands to) and replaces lists. Node ids are unique and dense.
#pragma once

#include "frontend/ast/expr.h"
#include "frontend/ast/item.h"
#include "frontend/ast/node_table.h"
#include "frontend/ast/pat.h"
#include "frontend/ast/stmt.h"

namespace ochre::ast {

class Crate {
public:
  Arena arena; ///< of lists, payloads and tokens
  AttrsId attrs;
  List<ItemId> items; ///< of the root module
  Span span;          ///< of the root file

  Expr &operator[](ExprId id) { return exprs_[id]; }
  const Expr &operator[](ExprId id) const { return exprs_[id]; }
  Pat &operator[](PatId id) { return pats_[id]; }
  const Pat &operator[](PatId id) const { return pats_[id]; }
  Ty &operator[](TyId id) { return tys_[id]; }
  const Ty &operator[](TyId id) const { return tys_[id]; }
  Item &operator[](ItemId id) { return items_[id]; }
  const Item &operator[](ItemId id) const { return items_[id]; }
  Block &operator[](BlockId id) { return blocks_[id]; }
  const Block &operator[](BlockId id) const { return blocks_[id]; }

  /// The attributes of a node; none for an invalid id.
  List<Attr> operator[](AttrsId id) { return id ? attrs_[id] : List<Attr>(); }
  llvm::ArrayRef<Attr> operator[](AttrsId id) const {
    return id ? llvm::ArrayRef<Attr>(attrs_[id]) : llvm::ArrayRef<Attr>();
  }
  /// A list of attributes, copied; an invalid id if empty.
  AttrsId add_attrs(llvm::ArrayRef<Attr> attrs) {
    return attrs.empty() ? AttrsId() : attrs_.push(list(attrs));
  }

  NodeId new_node_id() { return NodeId(next_node_id_++); }
  uint32_t node_count() const { return next_node_id_; }

  /// A new node with the payload's kind: `krate.make(span, attrs, BinaryExpr{…})`.
  template <class T>
    requires std::is_same_v<std::remove_const_t<decltype(T::kKind)>, ExprKind>
  ExprId make(Span span, const T &payload, AttrsId attrs = {}) {
    return exprs_.push({span, new_node_id(), attrs, T::kKind, Payload::make(arena, payload)});
  }
  template <class T>
    requires std::is_same_v<std::remove_const_t<decltype(T::kKind)>, PatKind>
  PatId make(Span span, const T &payload) {
    return pats_.push({span, new_node_id(), T::kKind, Payload::make(arena, payload)});
  }
  template <class T>
    requires std::is_same_v<std::remove_const_t<decltype(T::kKind)>, TyKind>
  TyId make(Span span, const T &payload) {
    return tys_.push({span, new_node_id(), T::kKind, Payload::make(arena, payload)});
  }
  template <class T>
    requires std::is_same_v<std::remove_const_t<decltype(T::kKind)>, ItemKind>
  ItemId make(Span span, AttrsId attrs, Ident ident, const Visibility &vis, const T &payload) {
    return items_.push(
        {span, new_node_id(), attrs, ident, vis, T::kKind, Payload::make(arena, payload)});
  }
  BlockId make_block(Span span, List<Stmt> stmts, BlockRules rules = BlockRules::Default) {
    return blocks_.push({span, new_node_id(), rules, stmts});
  }

  /// A list in the arena.
  template <class T>
  List<T> list(llvm::ArrayRef<T> items) {
    llvm::ArrayRef<T> copy = arena.copy(items);
    return {const_cast<T *>(copy.data()), copy.size()};
  }
  template <class T, unsigned N>
  List<T> list(const llvm::SmallVector<T, N> &items) {
    return list(llvm::ArrayRef<T>(items));
  }
  template <class T>
  List<T> list(const llvm::SmallVectorImpl<T> &items) {
    return list(llvm::ArrayRef<T>(items));
  }

  /// A state to go back to: what is made after it may be forgotten (its memory stays in the arena).
  struct Mark {
    uint32_t exprs, pats, tys, items, blocks, attrs, nodes;
  };
  Mark mark() const {
    return {exprs_.size(),  pats_.size(),  tys_.size(),  items_.size(),
            blocks_.size(), attrs_.size(), next_node_id_};
  }
  void rewind(const Mark &mark) {
    exprs_.truncate(mark.exprs);
    pats_.truncate(mark.pats);
    tys_.truncate(mark.tys);
    items_.truncate(mark.items);
    blocks_.truncate(mark.blocks);
    attrs_.truncate(mark.attrs);
    next_node_id_ = mark.nodes;
  }

private:
  NodeTable<ExprId, Expr> exprs_;
  NodeTable<PatId, Pat> pats_;
  NodeTable<TyId, Ty> tys_;
  NodeTable<ItemId, Item> items_;
  NodeTable<BlockId, Block> blocks_;
  NodeTable<AttrsId, List<Attr>> attrs_;
  uint32_t next_node_id_ = 1; // 0 is the crate's root module
};

} // namespace ochre::ast
