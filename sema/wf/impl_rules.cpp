// Source: Reference, "Implementations", "Auto traits"; RFC 2451.
#include "sema/wf/impl_rules.h"

#include "sema/traits/elaborate.h"
#include "sema/traits/orphan.h"
#include "sema/ty/print.h"
#include "sema/wf/diags.h"
#include "sema/wf/item_ctxt.h"

namespace ochre::wf {

namespace {

bool is_primitive(Ty ty) {
  return ty.is_numeric() || ty.is_bool() || ty.is_char() || ty.is_str() || ty.is_never();
}

void report_orphan(TyCtxt &tcx, DefId impl, const traits::OrphanResult &result) {
  if (result.kind == traits::OrphanResult::UncoveredParam) {
    Ty param = result.param;
    Span span = head_span(tcx, impl);
    if (param.is_param()) {
      const ty::Generics &generics = *tcx.generics_of(impl);
      span = tcx.def_span(ty::param_at(tcx, generics, param.param_index()).def_id);
    }
    std::string name = ty::to_string(tcx, param);
    if (result.local)
      error(tcx.sess, span, diag::UncoveredParamBeforeLocal, name, ty::to_string(tcx, result.local))
          .primary_label("type parameter `" + name +
                         "` must be covered by another type when it appears before the first "
                         "local type")
          .emit();
    else
      error(tcx.sess, span, diag::UncoveredParam, name)
          .primary_label("type parameter `" + name +
                         "` must be used as the type parameter for some local type")
          .note("implementing a foreign trait is only possible if at least one of the types for "
                "which it is implemented is local")
          .emit();
    return;
  }
  bool all_primitive = llvm::all_of(result.tys, is_primitive);
  bool arbitrary =
      llvm::any_of(result.tys, [](Ty ty) { return !ty.is_adt() && !is_primitive(ty); });
  const char *what = all_primitive ? "primitive types"
                     : arbitrary   ? "arbitrary types"
                                   : "types defined outside of the crate";
  auto diag = error(tcx.sess, head_span(tcx, impl), diag::OnlyLocalTraits, what);
  diag.primary_label("impl doesn't use only types from inside of the current crate");
  for (Ty ty : result.tys)
    diag.note("`" + ty::to_string(tcx, ty) + "` is not defined in the current crate");
  diag.emit();
}

bool check_orphan(TyCtxt &tcx, DefId impl, const ty::TraitRef &ref) {
  if (tcx.is_local(ref.def_id))
    return true;
  ItemCtxt cx(tcx, impl);
  llvm::SmallVector<ty::GenericArg, 4> args;
  for (ty::GenericArg arg : ref.args)
    args.push_back(arg.is_ty() ? ty::GenericArg(cx.infcx.resolve(cx.normalize(arg.ty(), Span())))
                               : arg);
  traits::OrphanResult result =
      traits::orphan_check(tcx, {ref.def_id, tcx.mk_args(args)}, traits::InCrate::Local);
  if (result.kind == traits::OrphanResult::Ok)
    return true;
  report_orphan(tcx, impl, result);
  return false;
}

bool has_feature(TyCtxt &tcx, llvm::StringRef name) {
  for (const hir::Attr &attr : tcx.krate->attrs[kCrateRoot])
    if (tcx.str(attr.path) == "feature")
      for (const hir::MetaItem &item : attr.items)
        if (tcx.str(item.path) == name)
          return true;
  return false;
}

void check_builtin(TyCtxt &tcx, DefId impl, const ty::TraitRef &ref) {
  if (tcx.sess.opts.allow_internal_features || tcx.is_local(ref.def_id))
    return;
  Symbol name = tcx.name(ref.def_id);
  bool is_fn = tcx.is_lang_item(ref.def_id, LangItem::Fn) ||
               tcx.is_lang_item(ref.def_id, LangItem::FnMut) ||
               tcx.is_lang_item(ref.def_id, LangItem::FnOnce);
  if (is_fn && !has_feature(tcx, "unboxed_closures")) {
    error(tcx.sess, head_span(tcx, impl), diag::ManualFnImpl, name)
        .primary_label("manual implementations of `" + tcx.str(name).str() + "` are experimental")
        .emit();
    return;
  }
  if (tcx.is_lang_item(ref.def_id, LangItem::Unsize))
    error(tcx.sess, head_span(tcx, impl), diag::ExplicitUnsize)
        .primary_label("impl of `Unsize` not allowed")
        .emit();
  else if (tcx.trait_def(ref.def_id)->must_not_be_implemented)
    error(tcx.sess, head_span(tcx, impl), diag::ExplicitBuiltinImpl, name)
        .primary_label("impl of `" + tcx.str(name).str() + "` not allowed")
        .emit();
}

/// `impl Send for dyn Tr` and the like: only for a local type that is a struct, enum or union.
void check_foreign_auto(TyCtxt &tcx, DefId impl, const ty::TraitRef &ref) {
  if (tcx.is_local(ref.def_id) || !tcx.trait_def(ref.def_id)->is_auto)
    return;
  Ty self = ref.self_ty();
  if (self.references_error() || (self.is_adt() && tcx.is_local(self.def_id())))
    return;
  std::string name = tcx.str(tcx.name(ref.def_id)).str();
  auto diag =
      error(tcx.sess, head_span(tcx, impl), diag::CrossCrateAuto, name, ty::to_string(tcx, self));
  diag.primary_label(self.is_adt() ? "can't implement cross-crate trait for type in another crate"
                                   : "can't implement cross-crate trait with a default impl for "
                                     "non-struct/enum type");
  diag.emit();
}

/// The object type implements its trait and supertraits already.
void check_object(TyCtxt &tcx, DefId impl, const ty::TraitRef &ref) {
  Ty self = ref.self_ty();
  if (!self.is_dyn())
    return;
  for (const ty::PolyExistentialPredicate &p : self.dyn_predicates()) {
    if (p.skip_binder().kind == ty::ExistentialKind::Projection ||
        !tcx.dyn_compatible(p.skip_binder().def_id))
      continue;
    if (!llvm::is_contained(traits::supertrait_def_ids(tcx, p.skip_binder().def_id), ref.def_id))
      continue;
    std::string name = tcx.str(tcx.name(ref.def_id)).str();
    std::string object = ty::to_string(tcx, self);
    error(tcx.sess, head_span(tcx, impl), diag::ObjectImplementsItself, object, name)
        .primary_label("`" + object + "` automatically implements trait `" + name + "`")
        .emit();
    return;
  }
}

bool has_may_dangle(TyCtxt &tcx, DefId impl) {
  return llvm::any_of(tcx.generics_of(impl)->own,
                      [](const ty::GenericParamDef &param) { return param.pure_wrt_drop; });
}

void check_safety(TyCtxt &tcx, DefId impl, const ty::ImplHeader &header) {
  DefId trait = header.trait_ref.skip_binder().def_id;
  Symbol name = tcx.name(trait);
  bool is_unsafe = header.safety == ty::Safety::Unsafe;
  Span span = head_span(tcx, impl);
  if (header.polarity == ty::ImplPolarity::Negative) {
    if (is_unsafe)
      error(tcx.sess, span, diag::UnsafeNegativeImpl).emit();
    return;
  }
  bool must = tcx.trait_def(trait)->safety == ty::Safety::Unsafe;
  if (is_unsafe && !must && !has_may_dangle(tcx, impl))
    error(tcx.sess, span, diag::UnsafeImplOfSafeTrait, name)
        .help("remove `unsafe` from this trait implementation")
        .emit();
  else if (!is_unsafe && must)
    error(tcx.sess, span, diag::SafeImplOfUnsafeTrait, name)
        .note("the trait `" + tcx.str(name).str() +
              "` enforces invariants that the compiler can't check; review the trait's "
              "documentation and make sure this implementation upholds those invariants before "
              "adding the `unsafe` keyword")
        .emit();
  else if (!is_unsafe && has_may_dangle(tcx, impl))
    error(tcx.sess, span, diag::MayDangleNeedsUnsafe).emit();
}

} // namespace

void check_impl_rules(TyCtxt &tcx, DefId impl) {
  const ty::ImplHeader *header = tcx.impl_header(impl);
  if (!header)
    return;
  ty::TraitRef ref = header->trait_ref.instantiate_identity();
  for (ty::GenericArg arg : ref.args)
    if (arg.has_flags(ty::kHasError))
      return;
  check_builtin(tcx, impl, ref);
  if (check_orphan(tcx, impl, ref))
    check_foreign_auto(tcx, impl, ref);
  check_object(tcx, impl, ref);
  check_safety(tcx, impl, *header);
}

} // namespace ochre::wf
