#include "sema/lint/reachable.h"

#include "sema/hir/hir.h"
#include "sema/ty/defs.h"
#include "sema/ty/memo.h"
#include "sema/ty/predicate.h"

#include "llvm/ADT/BitVector.h"

namespace ochre::lint {

namespace {

/// Definitions that a type names.
struct DefCollector {
  llvm::SmallVectorImpl<DefId> &out;
  ty::TypeMemo memo{};
  uint32_t depth = 0;

  bool visit_ty(ty::Ty ty) {
    if (ty.is_adt() || ty.is(ty::TyKind::Alias))
      out.push_back(ty.def_id());
    if (ty.is(ty::TyKind::Dynamic))
      for (const ty::PolyExistentialPredicate &predicate : ty.dyn_predicates())
        out.push_back(predicate.skip_binder().def_id);
    return ty::memo_visit(*this, ty);
  }
  bool visit_region(ty::Region) { return false; }
  bool visit_const(ty::Const) { return false; }
};

class Reachability {
public:
  Reachability(TyCtxt &tcx, const llvm::BitVector &exported) : tcx_(tcx), collector_{named_} {
    // Items of impls count by their type and trait, below.
    for (unsigned raw : exported.set_bits()) {
      DefId parent = tcx.defs.local(LocalDefId(raw)).parent;
      if (!parent.is_valid() || tcx.def_kind(parent) != DefKind::Impl)
        reach(LocalDefId(raw));
    }
  }

  llvm::DenseSet<LocalDefId> run() {
    // An impl counts once its trait and its type do, so look again while there is something new.
    for (bool is_new = true; is_new;) {
      drain();
      is_new = false;
      for (LocalDefId id : tcx_.krate->items)
        if (tcx_.krate->owner(id).item.kind == hir::ItemKind::Impl && !reached_.contains(id) &&
            is_impl_reached(id)) {
          reach(id);
          is_new = true;
        }
    }
    return std::move(reached_);
  }

private:
  void reach(LocalDefId id) {
    if (reached_.insert(id).second)
      work_.push_back(id);
  }
  void reach(DefId id) {
    if (tcx_.is_local(id))
      reach(tcx_.defs.expect_local(id));
  }
  bool is_reached(DefId id) const {
    return !tcx_.is_local(id) || reached_.contains(tcx_.defs.expect_local(id));
  }
  void drain() {
    while (!work_.empty()) {
      named_.clear();
      visit(work_.pop_back_val());
      for (DefId def : named_)
        reach(def);
    }
  }
  bool are_reached(ty::Ty ty) {
    llvm::SmallVector<DefId, 4> named;
    DefCollector collector{named};
    collector.visit_ty(ty);
    return llvm::all_of(named, [&](DefId def) {
      return tcx_.def_kind(def) == DefKind::AssocTy || is_reached(def);
    });
  }
  bool is_impl_reached(LocalDefId id) {
    DefId def = tcx_.defs.to_def_id(id);
    if (const ty::ImplHeader *header = tcx_.impl_header(def))
      if (!is_reached(header->trait_ref.skip_binder().def_id))
        return false;
    return are_reached(tcx_.type_of(def).skip_binder());
  }

  void visit_predicates(DefId def) {
    for (const ty::SpannedClause &clause : tcx_.explicit_predicates_of(def)->own) {
      if (clause.clause.is(ty::PredicateKind::Trait))
        named_.push_back(clause.clause.trait_ref().def_id);
      ty::visit(collector_, clause.clause);
    }
  }
  void visit_items(DefId container, bool only_public) {
    for (const ty::AssocItem &item : tcx_.associated_items(container)->items)
      if (!only_public || tcx_.visibility(item.def_id).is_public())
        reach(item.def_id);
  }
  void visit_adt(DefId def) {
    for (const ty::VariantDef &variant : tcx_.adt_def(def)->variants) {
      reach(variant.def_id);
      for (const ty::FieldDef &field : variant.fields)
        if (field.visibility.is_public()) {
          reach(field.def_id);
          collector_.visit_ty(tcx_.type_of(field.def_id).skip_binder());
        }
    }
    visit_predicates(def);
  }
  void visit_impl(DefId def) {
    const ty::ImplHeader *header = tcx_.impl_header(def);
    visit_items(def, /*only_public=*/!header);
    if (header)
      ty::visit(collector_, header->trait_ref.skip_binder());
    visit_predicates(def);
  }
  void visit_bounds(DefId def) {
    for (ty::Clause clause : tcx_.item_bounds(def).skip_binder()) {
      if (clause.is(ty::PredicateKind::Trait))
        named_.push_back(clause.trait_ref().def_id);
      ty::visit(collector_, clause);
    }
  }

  void visit(LocalDefId local) {
    DefId def = tcx_.defs.to_def_id(local);
    DefKind kind = tcx_.def_kind(def);
    if (kind == DefKind::Struct || kind == DefKind::Union || kind == DefKind::Enum) {
      visit_adt(def);
    } else if (kind == DefKind::Trait) {
      visit_items(def, /*only_public=*/false);
      visit_predicates(def);
    } else if (kind == DefKind::Impl) {
      visit_impl(def);
    } else if (kind == DefKind::Fn || kind == DefKind::AssocFn) {
      ty::visit(collector_, tcx_.fn_sig(def).skip_binder());
      visit_predicates(def);
    } else if (kind == DefKind::OpaqueTy) {
      visit_bounds(def);
    } else if (kind == DefKind::AssocTy &&
               tcx_.associated_item(def).container == ty::AssocContainer::Trait) {
      visit_bounds(def);
    } else if (kind == DefKind::TyAlias || kind == DefKind::Const || is_assoc(kind) ||
               kind == DefKind::Static) {
      collector_.visit_ty(tcx_.type_of(def).skip_binder());
    }
  }

  TyCtxt &tcx_;
  llvm::DenseSet<LocalDefId> reached_;
  llvm::SmallVector<LocalDefId, 32> work_;
  llvm::SmallVector<DefId, 8> named_;
  DefCollector collector_;
};

} // namespace

llvm::DenseSet<LocalDefId> find_reachable(TyCtxt &tcx, const llvm::BitVector &exported) {
  return Reachability(tcx, exported).run();
}

} // namespace ochre::lint
