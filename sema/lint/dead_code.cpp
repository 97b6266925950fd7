// dead_code: what no live definition uses.
#include "sema/lint/lint.h"
#include "sema/lint/live_symbols.h"
#include "sema/lint/reachable.h"
#include "sema/ty/defs.h"

#include "llvm/ADT/MapVector.h"

namespace ochre::lint {

namespace {

/// A dead definition that is reported together with its siblings.
struct DeadItem {
  LocalDefId def;
  Span span;
  Symbol name;
  DefKind kind;
};

class DeadCode {
public:
  DeadCode(TyCtxt &tcx, const hir::LintLevels &levels, llvm::DenseSet<LocalDefId> live)
      : tcx_(tcx), levels_(levels), live_(std::move(live)) {}

  void check(const hir::Owner &owner) {
    const hir::Item &item = owner.item;
    bool is_inherent_impl = item.kind == hir::ItemKind::Impl && !item.trait_path.is_valid();
    bool is_live_trait = item.kind == hir::ItemKind::Trait && live_.contains(item.def_id);
    if (is_inherent_impl || is_live_trait)
      check_items(owner);
    if (!live_.contains(item.def_id))
      return check_item(item);
    if (!item.variants.empty())
      check_adt(item);
  }

private:
  bool is_live(LocalDefId id, Symbol name) const {
    return live_.contains(id) || tcx_.str(name).starts_with("_");
  }

  void check_items(const hir::Owner &owner) {
    std::vector<DeadItem> dead;
    for (LocalDefId id : owner.item.items) {
      const hir::Item &item = tcx_.krate->owner(id).item;
      DefKind kind = tcx_.defs.local(id).kind;
      if (kind != DefKind::AssocTy && !is_live(id, item.ident.name))
        dead.push_back({id, item.ident.span, item.ident.name, kind});
    }
    report(owner.item.def_id, "used", dead);
  }

  void check_adt(const hir::Item &item) {
    std::vector<DeadItem> variants;
    for (const hir::Variant &variant : item.variants) {
      bool is_enum = item.kind == hir::ItemKind::Enum;
      if (is_enum && !is_live(variant.def_id, variant.ident.name))
        variants.push_back(
            {variant.def_id, variant.ident.span, variant.ident.name, DefKind::Variant});
      else
        check_fields(variant);
    }
    report(item.def_id, "constructed", variants);
  }
  void check_fields(const hir::Variant &variant) {
    std::vector<DeadItem> dead;
    for (const hir::FieldDef &field : variant.fields)
      if (!is_live(field.def_id, field.ident.name) && !holds_nothing(field, variant.shape))
        dead.push_back({field.def_id, field.ident.span, field.ident.name, DefKind::Field});
    bool is_tuple = variant.shape == hir::VariantShape::Tuple;
    if (is_tuple)
      for (DeadItem &item : dead)
        item.span = field_span(variant, item.def);
    report(variant.def_id, "read", dead);
  }
  static Span field_span(const hir::Variant &variant, LocalDefId def) {
    for (const hir::FieldDef &field : variant.fields)
      if (field.def_id == def)
        return field.span;
    return variant.span;
  }
  /// Nobody reads a marker, or a unit in a tuple struct.
  bool holds_nothing(const hir::FieldDef &field, hir::VariantShape shape) {
    ty::Ty ty = tcx_.type_of(tcx_.defs.to_def_id(field.def_id)).skip_binder();
    if (ty.is_adt() && tcx_.adt_def(ty.def_id())->is_phantom_data)
      return true;
    return shape == hir::VariantShape::Tuple && is_zero_sized(ty, 0);
  }
  bool is_zero_sized(ty::Ty ty, unsigned depth) {
    if (depth > 8)
      return false;
    if (ty.is(ty::TyKind::Tuple))
      return llvm::all_of(ty.tuple_elems(),
                          [&](ty::Ty elem) { return is_zero_sized(elem, depth + 1); });
    if (!ty.is_adt())
      return false;
    const ty::AdtDef &adt = *tcx_.adt_def(ty.def_id());
    if (adt.is_phantom_data)
      return true;
    return adt.is_struct() && llvm::all_of(adt.non_enum_variant().fields, [&](const auto &field) {
             return is_zero_sized(tcx_.type_of(field.def_id).skip_binder(), depth + 1);
           });
  }

  void check_item(const hir::Item &item) {
    LocalDefId id = item.def_id;
    DefId parent = tcx_.parent(tcx_.defs.to_def_id(id));
    DefKind parent_kind = tcx_.def_kind(parent);
    bool is_inside =
        parent_kind != DefKind::Mod && parent_kind != DefKind::ForeignMod && tcx_.is_local(parent);
    // The dead item around it is reported already.
    if (is_inside && !live_.contains(tcx_.defs.expect_local(parent)))
      return;
    if (item.context == hir::ItemContext::Trait || item.context == hir::ItemContext::TraitImpl ||
        item.context == hir::ItemContext::InherentImpl)
      return;
    DefKind kind = tcx_.defs.local(id).kind;
    if (!is_reported(kind) || is_live(id, item.ident.name))
      return;
    llvm::StringRef what = kind == DefKind::Struct ? "constructed" : "used";
    report_one({id, item.ident.span, item.ident.name, kind}, what);
  }
  /// Kinds of free items that have a use; others (modules, impls…) have none of their own.
  static bool is_reported(DefKind kind) {
    constexpr DefKind kReported[] = {DefKind::Fn,        DefKind::Static, DefKind::Const,
                                     DefKind::TyAlias,   DefKind::Enum,   DefKind::Union,
                                     DefKind::ForeignTy, DefKind::Trait,  DefKind::Struct};
    return llvm::is_contained(kReported, kind);
  }

  /// Another crate's macro defined it, maybe by a name that the user gave.
  bool is_foreign(const DeadItem &item) const {
    LocalDefId owner = tcx_.krate->def_nodes[item.def].owner;
    return levels_.is_from_foreign_macro(tcx_.krate->owner(owner).item.span);
  }
  void report_one(const DeadItem &item, llvm::StringRef what) {
    if (is_foreign(item))
      return;
    std::string message =
        description(item) + " `" + tcx_.str(item.name).str() + "` is never " + what.str();
    if (auto diag = hir::lint(tcx_.sess, levels_, hir::Lint::DeadCode, item.def, item.span,
                              std::move(message)))
      diag->emit_any();
  }

  /// All dead parts of `parent` in one message for each level.
  void report(LocalDefId parent, llvm::StringRef what, const std::vector<DeadItem> &dead) {
    llvm::MapVector<unsigned, std::vector<DeadItem>> by_level;
    for (const DeadItem &item : dead)
      if (hir::LevelSource source = levels_.at(hir::Lint::DeadCode, item.def, item.span);
          !is_foreign(item))
        by_level[static_cast<unsigned>(source.level)].push_back(item);
    for (const auto &[level, items] : by_level)
      report_group(parent, what, items);
  }
  void report_group(LocalDefId parent, llvm::StringRef what, const std::vector<DeadItem> &items) {
    auto diag = hir::lint(tcx_.sess, levels_, hir::Lint::DeadCode, items[0].def, items[0].span,
                          group_message(what, items));
    if (!diag)
      return;
    for (const DeadItem &other : llvm::drop_begin(items))
      diag->also_at(other.span);
    diag->label(tcx_.defs.local(parent).span,
                group_name(items) + " in this " + describe(tcx_.defs.local(parent).kind).str());
    diag->emit_any();
  }
  std::string group_message(llvm::StringRef what, const std::vector<DeadItem> &items) {
    std::string kinds = group_name(items);
    if (items.size() > 6)
      return "multiple " + kinds + " are never " + what.str();
    std::string names;
    for (size_t i = 0; i < items.size(); ++i) {
      bool is_last = i + 1 == items.size();
      if (i > 0)
        names += is_last ? items.size() > 2 ? ", and " : " and " : ", ";
      names += "`" + tcx_.str(items[i].name).str() + "`";
    }
    return kinds + " " + names + (items.size() == 1 ? " is" : " are") + " never " + what.str();
  }
  std::string group_name(const std::vector<DeadItem> &items) {
    std::string name = description(items[0]);
    for (const DeadItem &item : items)
      if (description(item) != name)
        name = "associated item";
    return items.size() == 1 ? name : name + "s";
  }
  std::string description(const DeadItem &item) {
    if (item.kind == DefKind::AssocFn &&
        tcx_.associated_item(tcx_.defs.to_def_id(item.def)).has_self_param)
      return "method";
    return describe(item.kind).str();
  }

  TyCtxt &tcx_;
  const hir::LintLevels &levels_;
  llvm::DenseSet<LocalDefId> live_;
};

} // namespace

void check_dead_code(TyCtxt &tcx, const hir::LintLevels &levels, const llvm::BitVector &exported) {
  DeadCode lint(tcx, levels, find_live_symbols(tcx, levels, find_reachable(tcx, exported)));
  for (LocalDefId id : tcx.krate->items)
    lint.check(tcx.krate->owner(id));
}

} // namespace ochre::lint
