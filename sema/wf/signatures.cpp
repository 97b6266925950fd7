// Every type that is written must be well-formed given the item's where-clauses and what users of
// the item show anyway (implied bounds). Source: RFC 1214; Reference, "Trait and lifetime bounds".
#include "sema/wf/signatures.h"

#include "sema/traits/elaborate.h"
#include "sema/wf/constrained.h"
#include "sema/wf/diags.h"
#include "sema/wf/item_ctxt.h"
#include "sema/wf/receiver.h"

namespace ochre::wf {

namespace {

/// Whether a default mentions no parameter, so that it can be checked by itself.
bool is_closed(ty::GenericArg arg) { return !arg.has_flags(ty::kHasParam); }

class Signature {
public:
  Signature(TyCtxt &tcx, DefId item)
      : tcx_(tcx), id_(item), nodes_(nodes_of(tcx, item)), item_(nodes_.item), cx_(tcx, item) {}

  void run() {
    switch (item_.kind) {
    case hir::ItemKind::Struct:
    case hir::ItemKind::Enum:
    case hir::ItemKind::Union: adt(); break;
    case hir::ItemKind::Fn: function(); break;
    case hir::ItemKind::Static:
    case hir::ItemKind::Const: constant(); break;
    case hir::ItemKind::TyAlias:
      // Aliases are checked where they are used.
      if (item_.context == hir::ItemContext::Module)
        return;
      assoc_type();
      break;
    case hir::ItemKind::Impl: impl(); break;
    case hir::ItemKind::Trait: break;
    case hir::ItemKind::ForeignTy:
    case hir::ItemKind::ExternCrate:
    case hir::ItemKind::Use:
    case hir::ItemKind::Mod:
    case hir::ItemKind::ForeignMod:
    case hir::ItemKind::GlobalAsm:
    case hir::ItemKind::TraitAlias:
    case hir::ItemKind::Macro: return;
    }
    where_clauses();
    cx_.finish();
  }

private:
  Span ty_span(hir::TyId id) const { return id.is_valid() ? nodes_.tys[id].span : item_.head_span; }

  void where_clauses() {
    const ty::Generics &generics = *tcx_.generics_of(id_);
    bool any_default = false;
    for (const ty::GenericParamDef &param : generics.own)
      if (param.has_default && param.kind == ty::GenericParamKind::Type) {
        Ty value = tcx_.type_of(param.def_id).instantiate_identity();
        any_default |= is_closed(value);
        if (is_closed(value))
          cx_.require_wf(value, tcx_.def_span(param.def_id));
      }
    if (any_default)
      defaults(generics);
    for (const ty::SpannedClause &clause : tcx_.predicates_of(id_)->own)
      if (!is_own_trait(clause.clause))
        cx_.require_wf(clause.clause, clause.span);
  }
  /// `Self: Trait` of the trait itself.
  bool is_own_trait(Predicate clause) const {
    return item_.kind == hir::ItemKind::Trait && clause.is(PredicateKind::Trait) &&
           clause.trait_ref().def_id == id_;
  }

  /// `struct S<T: Copy = String>`: each clause about one such parameter must hold for its default.
  void defaults(const ty::Generics &generics) {
    ty::GenericArgs args = ty::make_args(
        tcx_, id_, [&](const ty::GenericParamDef &param, llvm::ArrayRef<ty::GenericArg>) {
          ty::GenericArg self = ty::identity_args(tcx_, id_)[param.index];
          if (!param.has_default || param.kind != ty::GenericParamKind::Type)
            return self;
          ty::GenericArg value = tcx_.type_of(param.def_id).instantiate_identity();
          return is_closed(value) ? value : self;
        });
    uint32_t index = 0;
    for (Predicate clause : traits::all_predicates_of(tcx_, id_)) {
      ObligationCause why = ObligationCause::where_clause(Span(), id_, id_, index++);
      llvm::SmallBitVector mentioned(generics.count());
      if (clause.is(PredicateKind::Trait))
        for (ty::GenericArg arg : clause.trait_ref().args)
          add_params(tcx_, arg, Occurrences::All, mentioned);
      Predicate closed = ty::instantiate_predicate(tcx_, clause, args);
      if (mentioned.count() != 1 || closed.has_flags(ty::kHasParam) || closed == clause)
        continue;
      why.span = tcx_.def_span(ty::param_at(tcx_, generics, mentioned.find_first()).def_id);
      cx_.require(why, closed);
    }
  }

  void adt() {
    const ty::AdtDef &adt = *tcx_.adt_def(id_);
    for (size_t v = 0; v < item_.variants.size(); ++v) {
      const hir::Variant &variant = item_.variants[v];
      for (size_t i = 0; i < variant.fields.size(); ++i) {
        const hir::FieldDef &field = variant.fields[i];
        Span span = ty_span(field.ty);
        Ty ty = tcx_.type_of(tcx_.defs.to_def_id(field.def_id)).instantiate_identity();
        cx_.require_wf(ty, span);
        bool is_last = i + 1 == variant.fields.size();
        if (!adt.is_struct() || !is_last || packed_needs_sized(adt, ty))
          cx_.require_sized(ty, span, CauseCode::SizedField);
        if (adt.is_union())
          union_field(ty, span);
      }
    }
  }
  /// Moving out of a packed field before dropping it needs its size.
  bool packed_needs_sized(const ty::AdtDef &adt, Ty ty) {
    return adt.repr.pack &&
           tcx_.needs_drop({{cx_.env, ty::TypingMode::Analysis}, ty::erase_regions(tcx_, ty)});
  }
  void union_field(Ty ty, Span span) {
    bool has_copy = tcx_.lang_item(LangItem::Copy).is_valid();
    if (!has_copy || ty.references_error() || may_stand_in_union(ty))
      return;
    error(tcx_.sess, span, diag::UnionFieldDrop)
        .help("wrap the field type in `ManuallyDrop<...>`")
        .emit();
  }
  bool may_stand_in_union(Ty ty) {
    if (ty.is_ref())
      return true;
    if (ty.is(TyKind::Tuple))
      return llvm::all_of(ty.tuple_elems(), [&](Ty elem) { return may_stand_in_union(elem); });
    if (ty.is(TyKind::Array))
      return may_stand_in_union(ty.inner());
    if (ty.is_adt() && tcx_.adt_def(ty.def_id())->is_manually_drop)
      return true;
    return traits::type_is_copy(cx_.infcx, cx_.env, ty);
  }

  void function() {
    const hir::FnDecl &decl = nodes_.fn_decls[item_.fn_decl];
    llvm::ArrayRef<hir::TyId> inputs = nodes_.list(decl.inputs);
    ty::FnSig sig = liberated_sig(tcx_, id_);
    assume_signature(cx_, id_);
    for (size_t i = 0; i < sig.inputs().size(); ++i)
      cx_.require_wf(sig.inputs()[i], i < inputs.size() ? ty_span(inputs[i]) : item_.head_span);
    if (item_.context != hir::ItemContext::Module && item_.context != hir::ItemContext::Foreign)
      check_receiver(tcx_, id_, sig, inputs.empty() ? item_.head_span : ty_span(inputs[0]));
    cx_.require_wf(sig.output(), decl.output.is_valid() ? ty_span(decl.output) : decl.output_span);
  }

  void constant() {
    Ty ty = tcx_.type_of(id_).instantiate_identity();
    Span span = ty_span(item_.ty);
    assume_signature(cx_, id_);
    cx_.require_wf(ty, span);
    bool is_static = item_.kind == hir::ItemKind::Static;
    // A trait's constant without a value may be of an unsized Self.
    if (item_.body.is_valid() || (is_static && !ty.is(TyKind::Foreign)))
      cx_.require_sized(ty, span, CauseCode::SizedConstOrStatic);
    if (is_static && item_.mutbl == hir::Mutability::Not &&
        item_.context != hir::ItemContext::Foreign && !tcx_.codegen_fn_attrs(id_)->is_thread_local)
      cx_.require_trait(LangItem::Sync, ty, cx_.cause(span, CauseCode::SharedStatic));
  }

  void assoc_type() {
    assume_signature(cx_, id_);
    if (item_.context == hir::ItemContext::Trait)
      for (Predicate bound : tcx_.item_bounds(id_).skip_binder())
        cx_.require_wf(bound, bound_span());
    if (item_.ty.is_valid())
      cx_.require_wf(tcx_.type_of(id_).instantiate_identity(), ty_span(item_.ty));
  }
  Span bound_span() const {
    llvm::ArrayRef<hir::BoundId> bounds = nodes_.list(item_.bounds);
    return bounds.empty() ? item_.head_span : nodes_.bounds[bounds[0]].span;
  }

  void impl() {
    assume_signature(cx_, id_);
    const ty::ImplHeader *header = tcx_.impl_header(id_);
    Ty self = tcx_.type_of(id_).instantiate_identity();
    Span self_span = ty_span(item_.ty);
    if (!header) {
      if (!item_.trait_path.is_valid())
        cx_.require_wf(self, self_span);
      return;
    }
    ty::TraitRef ref = header->trait_ref.instantiate_identity();
    Span trait_span = trait_path_span(tcx_, id_);
    for (ty::GenericArg arg : ref.args) {
      Span span = arg == ref.args[0] ? self_span : trait_span;
      if (arg.is_ty())
        arg = cx_.normalize(arg.ty(), span);
      if (!arg.is_region())
        cx_.require(cx_.cause(span), tcx_.mk_well_formed(arg));
    }
    if (header->polarity == ty::ImplPolarity::Negative)
      return;
    for (traits::Obligation &o :
         traits::predicates_for_item(tcx_, cx_.env, ref.def_id, ref.args, trait_span, id_)) {
      bool about_self = o.predicate.is(PredicateKind::Trait) &&
                        o.predicate.trait_ref().self_ty() == ref.self_ty();
      if (about_self)
        o.cause.span = self_span;
      bool is_itself = o.predicate.is(PredicateKind::Trait) && o.predicate.bound_vars().empty() &&
                       o.predicate.trait_ref() == ref;
      if (!is_itself)
        cx_.fulfill.add(std::move(o));
    }
  }

  TyCtxt &tcx_;
  DefId id_;
  const hir::Owner &nodes_;
  const hir::Item &item_;
  ItemCtxt cx_;
};

} // namespace

void check_signature_wf(TyCtxt &tcx, DefId item) { Signature(tcx, item).run(); }

} // namespace ochre::wf
