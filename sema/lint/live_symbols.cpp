// A worklist over definitions. Visiting one means going through the tables of its HIR owner: paths
// of types and bounds can be taken as they lie there, but expressions and patterns are walked,
// since a pattern uses constants alone, and an arm that needs `V` to exist does not make a `V`
// live:
//
//   match e { E::V(x) => E::V(x + 1), other => other }
#include "sema/lint/live_symbols.h"

#include "sema/hir/walk.h"
#include "sema/ty/defs.h"
#include "sema/ty/fold.h"
#include "sema/typeck/results.h"

namespace ochre::lint {

namespace {

/// Variants that the arms around an expression need, innermost first; row 0 is the end.
struct NeededVariants {
  uint32_t outer = 0;
  llvm::SmallVector<DefId, 1> variants;
};

class Marker {
public:
  Marker(TyCtxt &tcx, const hir::LintLevels &levels, const llvm::DenseSet<LocalDefId> &reachable)
      : tcx_(tcx), krate_(*tcx.krate), levels_(levels) {
    for (LocalDefId id : reachable)
      push(id);
    for (LocalDefId id : krate_.items)
      seed(krate_.owner(id));
    if (krate_.main_fn.is_valid())
      mark(krate_.main_fn);
    // A test harness has a `main` of its own, but the crate is a program still.
    if (tcx.sess.opts.is_test)
      for (LocalDefId id : krate_.owner(kCrateRoot).item.items)
        if (tcx.defs.local(id).kind == DefKind::Fn && tcx.str(tcx.defs.local(id).name) == "main")
          push(id);
  }

  llvm::DenseSet<LocalDefId> run() {
    for (;;) {
      while (!work_.empty())
        visit_def(work_.pop_back_val());
      auto solved = llvm::partition(unsolved_, [&](LocalDefId id) { return !is_impl_live(id); });
      if (solved == unsolved_.end())
        return std::move(live_);
      for (auto it = solved; it != unsolved_.end(); ++it)
        push(*it);
      unsolved_.erase(solved, unsolved_.end());
    }
  }

private:
  void push(LocalDefId id) {
    if (live_.insert(id).second)
      work_.push_back(id);
  }
  void mark(DefId def) {
    if (!def.is_valid() || !tcx_.is_local(def))
      return;
    push(tcx_.defs.expect_local(def));
    // Of a constructor the item is meant.
    if (is_ctor(tcx_.def_kind(def)))
      push(tcx_.defs.expect_local(tcx_.parent(def)));
  }

  // --- Roots
  bool has_attr(LocalDefId id, llvm::StringRef name) const {
    return hir::find_attr(krate_, id, tcx_.sess.intern(name)) != nullptr;
  }
  bool is_allowed(LocalDefId id, Span span) const {
    hir::LevelSource source = levels_.at(hir::Lint::DeadCode, id, span);
    return source.level == LintLevel::Allow || source.level == LintLevel::Expect;
  }
  /// Whether something outside of the crate may use it, or the user vouches for it.
  bool is_kept(LocalDefId id, Span span) const {
    if (has_attr(id, "lang") || has_attr(id, "panic_handler"))
      return true;
    DefKind kind = tcx_.defs.local(id).kind;
    if (is_fn_like(kind) || kind == DefKind::Static) {
      const ty::CodegenFnAttrs &attrs = *tcx_.codegen_fn_attrs(tcx_.defs.to_def_id(id));
      if (attrs.no_mangle || attrs.is_used || attrs.export_name.is_valid() ||
          attrs.linkage.is_valid() || attrs.std_internal_symbol)
        return true;
    }
    return is_allowed(id, span);
  }
  void seed(const hir::Owner &owner) {
    const hir::Item &item = owner.item;
    LocalDefId id = item.def_id;
    bool is_kept_item = is_kept(id, item.ident.span);
    bool in_trait_impl = item.context == hir::ItemContext::TraitImpl;
    bool is_trait_impl = item.kind == hir::ItemKind::Impl && item.trait_path.is_valid();
    bool is_anon_const = item.kind == hir::ItemKind::Const && tcx_.str(item.ident.name) == "_";
    if (is_kept_item || is_anon_const || item.kind == hir::ItemKind::GlobalAsm)
      push(id);
    else if (in_trait_impl || is_trait_impl)
      unsolved_.push_back(id);
    for (const hir::Variant &variant : item.variants) {
      if (is_kept_item || is_allowed(variant.def_id, variant.ident.span))
        push(variant.def_id);
      for (const hir::FieldDef &field : variant.fields)
        if (is_allowed(field.def_id, field.ident.span))
          push(field.def_id);
    }
  }
  /// Whether an impl, or an item of it, counts: its trait (item) and its type are used.
  bool is_impl_live(LocalDefId id) {
    DefId def = tcx_.defs.to_def_id(id);
    DefId impl = def;
    DefId wanted;
    if (tcx_.def_kind(def) == DefKind::Impl) {
      if (const ty::ImplHeader *header = tcx_.impl_header(def))
        wanted = header->trait_ref.skip_binder().def_id;
    } else {
      ty::AssocItem item = tcx_.associated_item(def);
      wanted = item.trait_item;
      impl = item.container_id;
    }
    if (wanted.is_valid() && tcx_.is_local(wanted) &&
        !live_.contains(tcx_.defs.expect_local(wanted)))
      return false;
    ty::Ty self_ty = tcx_.type_of(impl).skip_binder();
    return !self_ty.is_adt() || !tcx_.is_local(self_ty.def_id()) ||
           live_.contains(tcx_.defs.expect_local(self_ty.def_id()));
  }

  // --- Definitions
  void visit_def(LocalDefId id) {
    const hir::DefNode &node = krate_.def_nodes[id];
    if (node.kind != hir::DefNodeKind::Item)
      return;
    const hir::Owner &owner = krate_.owner(id);
    DefId def = tcx_.defs.to_def_id(id);
    switch (owner.item.context) {
    case hir::ItemContext::Trait: mark(tcx_.parent(def)); break;
    case hir::ItemContext::InherentImpl:
      mark_self_ty(tcx_.parent(def));
      mark(tcx_.parent(def)); // its bounds
      break;
    case hir::ItemContext::TraitImpl:
      if (reads_trivially(tcx_.parent(def)))
        return;
      break;
    case hir::ItemContext::Module:
    case hir::ItemContext::Foreign: break;
    }
    if (owner.item.kind == hir::ItemKind::Mod || owner.item.kind == hir::ItemKind::Use ||
        owner.item.kind == hir::ItemKind::ForeignMod)
      return;
    if (owner.item.kind == hir::ItemKind::Trait)
      mark_assoc_types(def);
    if (!owner.item.variants.empty())
      mark_fixed_fields(def);
    visit_owner(owner);
  }
  /// Whoever calls `S::new` uses `S`.
  void mark_self_ty(DefId impl) {
    ty::Ty self_ty = tcx_.type_of(impl).skip_binder();
    if (self_ty.is_adt() || self_ty.is(ty::TyKind::Foreign))
      mark(self_ty.def_id());
    if (self_ty.is(ty::TyKind::Dynamic))
      for (const ty::PolyExistentialPredicate &predicate : self_ty.dyn_predicates())
        mark(predicate.skip_binder().def_id);
  }
  void mark_assoc_types(DefId trait) {
    for (const ty::AssocItem &item : tcx_.associated_items(trait)->items)
      if (item.kind == ty::AssocKind::Type)
        mark(item.def_id);
  }
  /// Layout that is promised to others reads all fields.
  void mark_fixed_fields(DefId def) {
    const ty::AdtDef &adt = *tcx_.adt_def(def);
    if (adt.repr.is_c || adt.repr.is_simd)
      for (const ty::VariantDef &variant : adt.variants)
        for (const ty::FieldDef &field : variant.fields)
          mark(field.def_id);
  }
  /// Derived impls of Clone and Debug: that they read all fields says nothing.
  bool reads_trivially(DefId impl) {
    if (!has_attr(tcx_.defs.expect_local(impl), "automatically_derived"))
      return false;
    DefId trait = tcx_.impl_header(impl)->trait_ref.skip_binder().def_id;
    return tcx_.is_lang_item(trait, LangItem::Clone) ||
           (!tcx_.is_local(trait) && tcx_.str(tcx_.name(trait)) == "Debug");
  }

  // --- What an owner's tables name
  void visit_owner(const hir::Owner &owner) {
    nodes_ = &owner;
    walked_paths_.clear();
    needed_.assign(1, {});
    for (hir::BodyId id : owner.bodies.ids()) {
      const hir::Body &body = owner.bodies[id];
      DefId def = tcx_.defs.to_def_id(body.def_id);
      if (!body.def_id.is_valid() || tcx_.typeck_root(def) != def)
        continue;
      results_ = tcx_.typeck(body.def_id);
      for (const hir::Param &param : body.params)
        visit_pat(param.pat);
      visit_exprs(body.value);
    }
    for (hir::PathId id : owner.paths.ids())
      if (!walked_paths_.contains(id))
        mark_res(owner.paths[id].res, 0);
  }

  void mark_res(const hir::Res &res, uint32_t needed) {
    switch (res.kind) {
    case ResKind::Def: return mark_def_res(res, needed);
    case ResKind::SelfTyParam:
    case ResKind::SelfTyAlias: return mark(res.def_id);
    case ResKind::PrimTy:
    case ResKind::SelfCtor:
    case ResKind::Local:
    case ResKind::ToolMod:
    case ResKind::NonMacroAttr:
    case ResKind::Err: return;
    }
  }
  void mark_def_res(const hir::Res &res, uint32_t needed) {
    bool is_variant_ctor =
        res.def_kind == DefKind::VariantCtorFn || res.def_kind == DefKind::VariantCtorConst;
    if (!is_variant_ctor && res.def_kind != DefKind::Variant)
      return mark(res.def_id);
    DefId variant = is_variant_ctor ? tcx_.parent(res.def_id) : res.def_id;
    mark(tcx_.parent(variant));
    if (!is_needed(variant, needed))
      mark(variant);
  }
  bool is_needed(DefId variant, uint32_t needed) const {
    for (; needed != 0; needed = needed_[needed].outer)
      if (llvm::is_contained(needed_[needed].variants, variant))
        return true;
    return false;
  }
  /// What an expression's or pattern's path refers to; it need not be looked at again.
  hir::Res take_res(hir::QPathId id) {
    const hir::QPath &qpath = nodes_->qpaths[id];
    if (qpath.kind == hir::QPathKind::Resolved)
      walked_paths_.insert(qpath.path);
    return results_->res_of(*nodes_, id);
  }

  // --- Expressions
  struct Work {
    hir::ExprId expr;
    uint32_t needed;
  };
  void visit_exprs(hir::ExprId root) {
    llvm::SmallVector<Work, 32> work{{root, 0}};
    while (!work.empty()) {
      Work at = work.pop_back_val();
      const hir::Expr &expr = nodes_->exprs[at.expr];
      visit_expr(at, expr);
      if (expr.kind == hir::ExprKind::Match) {
        visit_match(at, expr, work);
        continue;
      }
      hir::Children children;
      hir::children_of(*nodes_, at.expr, hir::WalkClosures::Yes, children);
      for (hir::PatId pat : children.pats)
        visit_pat(pat);
      for (hir::ExprId child : children.exprs)
        work.push_back({child, at.needed});
    }
  }
  void visit_match(const Work &at, const hir::Expr &expr, llvm::SmallVectorImpl<Work> &work) {
    work.push_back({expr.lhs(), at.needed});
    for (hir::ArmId id : nodes_->list(expr.arms())) {
      const hir::Arm &arm = nodes_->arms[id];
      visit_pat(arm.pat);
      uint32_t needed = at.needed;
      NeededVariants inside{at.needed, {}};
      add_needed(arm.pat, inside.variants);
      if (!inside.variants.empty()) {
        needed = static_cast<uint32_t>(needed_.size());
        needed_.push_back(std::move(inside));
      }
      for (hir::ExprId child : {arm.guard, arm.body})
        if (child.is_valid())
          work.push_back({child, needed});
    }
  }
  void visit_expr(const Work &at, const hir::Expr &expr) {
    if (expr.kind == hir::ExprKind::Path)
      mark_res(take_res(expr.qpath()), at.needed);
    else if (expr.kind == hir::ExprKind::MethodCall)
      mark(results_->callee(at.expr).def_id);
    else if (expr.kind == hir::ExprKind::Field)
      visit_field(at.expr, expr);
    else if (expr.kind == hir::ExprKind::Struct)
      visit_struct(at, expr);
    else if (expr.kind == hir::ExprKind::OffsetOf)
      visit_offset_of(at.expr, expr);
  }
  void mark_field(ty::Ty ty, ty::VariantIdx variant, ty::FieldIdx field) {
    if (ty && ty.is_adt())
      mark(tcx_.adt_def(ty.def_id())->variants[variant].fields[field].def_id);
  }
  void visit_field(hir::ExprId id, const hir::Expr &expr) {
    auto it = results_->field_indices.find(id);
    if (it != results_->field_indices.end())
      mark_field(results_->expr_ty_adjusted(expr.lhs()), ty::VariantIdx(0), it->second);
  }
  void visit_struct(const Work &at, const hir::Expr &expr) {
    mark_res(take_res(expr.qpath()), at.needed);
    ty::Ty ty = results_->expr_ty(at.expr);
    if (!ty || !ty.is_adt() || !tcx_.adt_def(ty.def_id())->is_union())
      return;
    // The bytes written may be read through another field.
    for (hir::FieldExprId field : nodes_->list(expr.fields()))
      mark_field(ty, ty::VariantIdx(0), results_->field_expr_indices.lookup(field));
  }
  void visit_offset_of(hir::ExprId id, const hir::Expr &expr) {
    ty::Ty ty = results_->hir_tys.lookup(hir::TyId(expr.a));
    auto it = results_->offset_ofs.find(id);
    if (it == results_->offset_ofs.end())
      return;
    for (auto [variant, field] : it->second) {
      if (!ty || !ty.is_adt())
        return;
      mark_field(ty, variant, field);
      DefId def = tcx_.adt_def(ty.def_id())->variants[variant].fields[field].def_id;
      ty = ty::instantiate(tcx_, tcx_.type_of(def), ty.args());
    }
  }

  // --- Patterns
  void visit_pat(hir::PatId root) {
    llvm::SmallVector<hir::PatId, 8> work{root};
    while (!work.empty()) {
      hir::PatId id = work.pop_back_val();
      const hir::Pat &pat = nodes_->pats[id];
      if (pat.path.is_valid())
        visit_pat_path(id, pat);
      hir::Children children;
      hir::children_of(*nodes_, id, children);
      work.append(children.pats.begin(), children.pats.end());
      for (hir::ExprId expr : children.exprs)
        visit_exprs(expr);
    }
  }
  void visit_pat_path(hir::PatId id, const hir::Pat &pat) {
    hir::Res res = take_res(pat.path);
    if (res.kind == ResKind::Def &&
        (res.def_kind == DefKind::Const || res.def_kind == DefKind::AssocConst ||
         res.def_kind == DefKind::AssocTy || res.def_kind == DefKind::TyAlias))
      mark(res.def_id);
    ty::Ty ty = results_->pat_ty(id);
    if (!ty || !ty.is_adt())
      return;
    const ty::AdtDef &adt = *tcx_.adt_def(ty.def_id());
    ty::VariantIdx variant = adt.is_enum() ? adt.variant_with_id(res.def_id) : ty::VariantIdx(0);
    if (!variant.is_valid())
      return;
    for (hir::FieldPatId field : nodes_->list(pat.fields))
      if (nodes_->pats[nodes_->field_pats[field].pat].kind != hir::PatKind::Wild)
        mark_field(ty, variant, results_->field_pat_indices.lookup(field));
    if (pat.kind == hir::PatKind::TupleStruct)
      mark_positions(ty, adt, variant, pat);
  }
  void mark_positions(ty::Ty ty, const ty::AdtDef &adt, ty::VariantIdx variant,
                      const hir::Pat &pat) {
    llvm::ArrayRef<hir::PatId> elems = nodes_->list(pat.elems);
    size_t count = adt.variants[variant].fields.size();
    for (size_t i = 0; i < elems.size(); ++i) {
      size_t field = i < pat.dots ? i : i + count - elems.size();
      if (field < count && nodes_->pats[elems[i]].kind != hir::PatKind::Wild)
        mark_field(ty, variant, ty::FieldIdx(static_cast<uint32_t>(field)));
    }
  }
  /// Variants that must have been made before for the pattern to match.
  void add_needed(hir::PatId root, llvm::SmallVectorImpl<DefId> &out) {
    llvm::SmallVector<hir::PatId, 8> work{root};
    while (!work.empty()) {
      const hir::Pat &pat = nodes_->pats[work.pop_back_val()];
      if (pat.kind == hir::PatKind::Or)
        continue;
      if (pat.path.is_valid()) {
        hir::Res res = results_->res_of(*nodes_, pat.path);
        if (res.is_def(DefKind::VariantCtorFn) || res.is_def(DefKind::VariantCtorConst))
          out.push_back(tcx_.parent(res.def_id));
        else if (res.is_def(DefKind::Variant))
          out.push_back(res.def_id);
      }
      work.append(nodes_->list(pat.elems).begin(), nodes_->list(pat.elems).end());
      if (pat.sub.is_valid())
        work.push_back(pat.sub);
      for (hir::FieldPatId field : nodes_->list(pat.fields))
        work.push_back(nodes_->field_pats[field].pat);
    }
  }

  TyCtxt &tcx_;
  const hir::Crate &krate_;
  const hir::LintLevels &levels_;
  llvm::DenseSet<LocalDefId> live_;
  llvm::SmallVector<LocalDefId, 32> work_;
  std::vector<LocalDefId> unsolved_; ///< of trait impls
  // Of the owner that is being visited:
  const hir::Owner *nodes_ = nullptr;
  const TypeckResults *results_ = nullptr;
  llvm::DenseSet<hir::PathId> walked_paths_;
  std::vector<NeededVariants> needed_;
};

} // namespace

llvm::DenseSet<LocalDefId> find_live_symbols(TyCtxt &tcx, const hir::LintLevels &levels,
                                             const llvm::DenseSet<LocalDefId> &reachable) {
  return Marker(tcx, levels, reachable).run();
}

} // namespace ochre::lint
