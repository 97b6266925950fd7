// A lifetime of a `for<'a>` that only the result names could be anything the caller likes:
// `for<'a> fn() -> &'a u8`, `F: for<'a> Iterator<Item = &'a u8>`. It must occur in the inputs,
// where
// `<T as Tr<'a>>::A` does not count. Source: RFC 136, issue 33685 of rust-lang/rust.
#include "sema/collect/diags.h"
#include "sema/collect/item.h"
#include "sema/ty/fold.h"

namespace ochre::collect {
namespace {

struct BinderVars {
  bool skip_aliases;
  llvm::SmallVector<uint32_t, 4> found;
  uint32_t depth = 0;

  bool visit_ty(ty::Ty ty) {
    if (!ty.has_vars_bound_at_or_above(depth))
      return false;
    return !(skip_aliases && ty.is_alias()) && super_visit(*this, ty);
  }
  bool visit_region(ty::Region region) {
    if (region.is_bound() && region.debruijn() == depth)
      found.push_back(region.bound_var().raw);
    return false;
  }
  bool visit_const(ty::Const ct) { return super_visit(*this, ct); }
};

/// The first variable of the binder that `output` names and the inputs do not.
std::optional<uint32_t> unconstrained(llvm::ArrayRef<ty::GenericArg> inputs,
                                      ty::GenericArg output) {
  BinderVars known{true, {}}, used{false, {}};
  for (ty::GenericArg input : inputs)
    ty::visit(known, input);
  ty::visit(used, output);
  for (uint32_t var : used.found)
    if (!llvm::is_contained(known.found, var))
      return var;
  return std::nullopt;
}

std::string lifetime_text(ty::TyCtxt &tcx, ty::BoundVars vars, uint32_t var) {
  bool named = var < vars.size() && vars[var].name.is_valid();
  return named ? "lifetime `" + tcx.str(vars[var].name).str() + "`" : "an anonymous lifetime";
}

} // namespace

void check_fn_ptr_output(ty::TyCtxt &tcx, const ty::PolyFnSig &sig, Span span) {
  llvm::SmallVector<ty::GenericArg, 8> inputs;
  for (ty::Ty input : sig.skip_binder().inputs())
    inputs.push_back(input);
  if (auto var = unconstrained(inputs, sig.skip_binder().output()))
    error(tcx.sess, span, diag::UnconstrainedReturnLifetime,
          lifetime_text(tcx, sig.bound_vars(), *var))
        .emit();
}

void check_constraint_term(ty::TyCtxt &tcx, ty::GenericArgs inputs, ty::Ty term, ty::BoundVars vars,
                           Symbol name, Span span) {
  if (vars.empty())
    return;
  if (auto var = unconstrained(inputs.array(), term))
    error(tcx.sess, span, diag::UnconstrainedBindingLifetime, name, lifetime_text(tcx, vars, *var))
        .emit();
}

} // namespace ochre::collect
