#include "codegen/mono/program.h"

#include "sema/hir/hir.h"
#include "sema/layout/layout.h"
#include "sema/ty/fold.h"
#include "sema/ty/linker_symbol.h"
#include "support/session/target.h"

namespace ochre::mono {

namespace {

/// Whether values of the two types travel alike.
bool is_alike(ty::TyCtxt &tcx, ty::Ty a, ty::Ty b) {
  if (a == b)
    return true;
  ty::TypingEnv env = ty::TypingEnv::fully_monomorphized();
  const layout::Layout *left = tcx.layout_of({env, a}).layout;
  const layout::Layout *right = tcx.layout_of({env, b}).layout;
  return left && right && left->size == right->size && left->abi == right->abi;
}

ty::FnSig signature(ty::TyCtxt &tcx, DefId id) {
  return ty::erase_late_bound_regions(tcx, tcx.fn_sig(id).skip_binder());
}

bool is_compatible(ty::TyCtxt &tcx, DefId declared, DefId defined) {
  ty::FnSig a = signature(tcx, declared), b = signature(tcx, defined);
  if (a.c_variadic != b.c_variadic || a.inputs_and_output.size() != b.inputs_and_output.size())
    return false;
  for (size_t i = 0; i < a.inputs_and_output.size(); ++i) {
    ty::Ty left = ty::erase_regions(tcx, a.inputs_and_output[i]);
    ty::Ty right = ty::erase_regions(tcx, b.inputs_and_output[i]);
    if (!is_alike(tcx, left, right))
      return false;
  }
  return true;
}

DefId lookup(ty::TyCtxt &tcx, DefId foreign) {
  if (!is_whole_program(tcx) || !ty::is_foreign_item(tcx, foreign))
    return foreign;
  auto it = tcx.linker_symbols.find(ty::linker_symbol(tcx, foreign));
  return it == tcx.linker_symbols.end() ? foreign : it->second;
}

} // namespace

bool is_whole_program(const ty::TyCtxt &tcx) { return target_of(tcx.sess.opts).is_wasm(); }

bool is_runtime_crate(const ty::TyCtxt &tcx) {
  const std::vector<hir::Attr> &attrs = tcx.krate->attrs[kCrateRoot];
  return llvm::any_of(
      attrs, [&](const hir::Attr &attr) { return tcx.str(attr.path) == "compiler_builtins"; });
}

void enter_local_symbols(ty::TyCtxt &tcx) {
  for (LocalDefId local : tcx.krate->items) {
    DefId id = tcx.defs.to_def_id(local);
    DefKind kind = tcx.def_kind(id);
    bool is_symbol = kind == DefKind::Fn || kind == DefKind::AssocFn || kind == DefKind::Static;
    if (!is_symbol || !hir::body_of(*tcx.krate, local).is_valid())
      continue;
    if (Symbol name = ty::linker_symbol(tcx, id); name.is_valid())
      tcx.linker_symbols[name] = id;
  }
}

const ty::Instance *definition_of(ty::TyCtxt &tcx, const ty::Instance *instance) {
  if (!instance || instance->kind != ty::InstanceKind::Item)
    return instance;
  DefId id = lookup(tcx, instance->def_id);
  DefKind kind = tcx.def_kind(id);
  bool is_fn = kind == DefKind::Fn || kind == DefKind::AssocFn;
  if (id == instance->def_id || !is_fn || !is_compatible(tcx, instance->def_id, id))
    return instance;
  return tcx.resolve_instance({ty::TypingEnv::fully_monomorphized(), id,
                               ty::erase_regions(tcx, ty::identity_args(tcx, id))});
}

DefId static_definition_of(ty::TyCtxt &tcx, DefId id) {
  DefId found = lookup(tcx, id);
  return tcx.def_kind(found) == DefKind::Static ? found : id;
}

} // namespace ochre::mono
