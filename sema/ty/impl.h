// What the typing context owns (private to sema/ty).
#pragma once

#include "sema/ty/context.h"
#include "sema/ty/intern_table.h"

#include "llvm/ADT/DenseSet.h"

#include <bitset>

namespace ochre::ty {

struct ValTreeInfo {
  static uint64_t hash(const ValTreeData &tree) {
    uint64_t h = hash_words(uint64_t(tree.is_leaf) << 8 | tree.size, tree.lo);
    h = hash_words(h + 3, tree.hi);
    for (ValTree child : tree.children)
      h = hash_words(h + 5, reinterpret_cast<uintptr_t>(child));
    return h;
  }
  static uint64_t hash_node(const ValTreeData &tree) { return hash(tree); }
  static bool equal(const ValTreeData &x, const ValTreeData &y) {
    return x.is_leaf == y.is_leaf && x.size == y.size && x.lo == y.lo && x.hi == y.hi &&
           x.children == y.children;
  }
};

struct InstanceInfo {
  static uint64_t hash(const Instance &i) {
    uint64_t h =
        hash_words(uint64_t(i.kind) << 1 | i.track_caller, uint64_t(i.def_id.raw) << 32 | i.index);
    h = hash_words(h, reinterpret_cast<uintptr_t>(i.args.raw()));
    return hash_words(h + 7, reinterpret_cast<uintptr_t>(i.ty.raw()));
  }
  static uint64_t hash_node(const Instance &i) { return hash(i); }
  static bool equal(const Instance &x, const Instance &y) {
    return x.kind == y.kind && x.track_caller == y.track_caller && x.def_id == y.def_id &&
           x.index == y.index && x.args == y.args && x.ty == y.ty;
  }
};

struct TyCtxt::Impl {
  InternTable<NodeData, NodeInfo> tys, regions, consts, predicates;
  InternTable<ListHead, ListInfo<GenericArg>> args;
  InternTable<ListHead, ListInfo<Ty>> ty_lists;
  InternTable<ListHead, ListInfo<BoundVarKind>> bound_vars;
  InternTable<ListHead, ListInfo<Clause>> clauses;
  InternTable<ListHead, ListInfo<PolyExistentialPredicate>> existential;
  InternTable<ValTreeData, ValTreeInfo> valtrees;
  InternTable<Instance, InstanceInfo> instances;
  std::bitset<kLangItemCount> missing_reported;

#define QUERY(name, Key, Result, description) QueryTable<Key, Result> name;
#include "sema/ty/queries.def"
};

} // namespace ochre::ty
