// The queries of this leaf. See interpret.h.

#include "mir/interpret/interpret.h"

#include "mir/interpret/diags.h"
#include "mir/interpret/intern.h"
#include "mir/interpret/place.h"
#include "mir/interpret/report.h"
#include "mir/interpret/validate.h"
#include "sema/ty/fold.h"
#include "sema/ty/print.h"

namespace ochre::mir::interpret {

namespace {

constexpr uint32_t kUnresolved =
    ty::kHasTyParam | ty::kHasCtParam | ty::kHasNonRegionInfer | ty::kHasPlaceholder;

/// Whether a body mentions a parameter of its own or of the item around it.
bool mentions_params(const Body &body) {
  for (ty::Ty ty : body.tables.tys)
    if (ty.has_flags(kUnresolved))
      return true;
  for (const ConstOperand &ct : body.tables.consts)
    if (ct.ty.has_flags(kUnresolved) || ct.args.has_flags(kUnresolved) ||
        (ct.ct && ct.ct.has_flags(kUnresolved)))
      return true;
  return false;
}

struct Target {
  const Body *body = nullptr;
  ty::EvalError error = ty::EvalError::Reported;
};

ty::GenericArgs normal_args(TyCtxt &tcx, ty::GenericArgs args) {
  llvm::SmallVector<ty::GenericArg, 4> out;
  for (ty::GenericArg arg : ty::erase_regions(tcx, args))
    out.push_back(arg.has_flags(ty::kHasAlias) && !arg.has_flags(kUnresolved)
                      ? tcx.normalize_erasing_regions({ty::TypingEnv::fully_monomorphized(), arg})
                      : arg);
  return tcx.mk_args(out);
}

/// The monomorphic body that computes a constant.
Target find_body(TyCtxt &tcx, const ty::ConstEvalKey &key) {
  const Body *generic = tcx.mir_for_ctfe(key.def_id);
  if (!generic || generic->tainted_by_errors)
    return {};
  bool is_promoted = key.promoted != UINT32_MAX;
  if (is_promoted) {
    if (key.promoted >= generic->promoteds.size())
      return {};
    generic = generic->promoteds[Promoted(key.promoted)].get();
  }
  if (key.args.has_flags(kUnresolved) && mentions_params(*generic))
    return {nullptr, ty::EvalError::TooGeneric};
  if (key.args.has_flags(kUnresolved))
    return {generic, ty::EvalError::None};
  ty::GenericArgs args = normal_args(tcx, key.args);
  if (is_promoted)
    return {tcx.own<Body>(std::move(*monomorphize(tcx, *generic, args))), ty::EvalError::None};
  ty::Instance instance;
  instance.def_id = key.def_id;
  instance.args = args;
  const Body *body = tcx.instance_mir(tcx.mk_instance(instance));
  return {body, body ? ty::EvalError::None : ty::EvalError::Reported};
}

/// Runs the body; the value of its return place, or a failure in the machine.
Value evaluate(Machine &m, const Body &body) {
  m.max_depth = m.tcx.sess.opts.recursion_limit;
  push_frame(m, body, nullptr, {});
  run(m, 0);
  if (m.failed() || m.stack.empty())
    return {};
  return eval_place_value(m, {kReturnPlace, {}});
}

/// A trait's constant is that of the impl, or its own default.
std::optional<ty::ConstEvalKey> resolve(TyCtxt &tcx, const ty::ConstEvalKey &key,
                                        ty::EvalError &error) {
  DefId parent = tcx.parent(key.def_id);
  bool of_trait = tcx.def_kind(key.def_id) == DefKind::AssocConst &&
                  tcx.def_kind(parent) == DefKind::Trait && key.promoted == UINT32_MAX;
  if (!of_trait)
    return key;
  const ty::Instance *instance = tcx.resolve_instance({key.env, key.def_id, key.args});
  if (!instance) {
    bool is_generic = key.args.has_flags(kUnresolved);
    error = is_generic ? ty::EvalError::TooGeneric : ty::EvalError::Reported;
    // What was checked has an impl: the search for it was too deep.
    if (!is_generic && !tcx.sess.diags.has_errors())
      ochre::error(tcx.sess, tcx.def_span(key.def_id), diag::NoInstance,
                   ty::path_string(tcx, key.def_id, key.args))
          .emit();
    return std::nullopt;
  }
  ty::ConstEvalKey out = key;
  out.def_id = instance->def_id;
  out.args = instance->args;
  return out;
}

ty::ConstEvalResult const_eval(TyCtxt &tcx, ty::ConstEvalKey key) {
  ty::ConstEvalResult out;
  std::optional<ty::ConstEvalKey> resolved = resolve(tcx, key, out.error);
  if (!resolved)
    return out;
  if (!(*resolved == key))
    return tcx.const_eval(*resolved);
  if (std::optional<ConstValue> literal = literal_value(tcx, key))
    return {tcx.own<ConstValue>(*literal), ty::EvalError::None};
  if (!tcx.is_local(key.def_id) && key.promoted == UINT32_MAX)
    if (ty::ConstEvalResult known = tcx.known_const_value(key.def_id))
      return known;
  Target target = find_body(tcx, key);
  if (!target.body)
    return {nullptr, target.error};
  Machine m(tcx);
  Value value = evaluate(m, *target.body);
  validate(m, value);
  std::optional<ConstValue> result = intern_value(m, value, InternMode::Const);
  if (!result)
    return {nullptr, report_failure(m, key.def_id, key.args)};
  return {tcx.own<ConstValue>(*result), ty::EvalError::None};
}

ty::AllocResult static_initializer(TyCtxt &tcx, DefId def) {
  Target target = find_body(tcx, {ty::TypingEnv::fully_monomorphized(), def, {}});
  if (!target.body)
    return {nullptr, target.error};
  Machine m(tcx);
  m.current_static = def;
  Value value = evaluate(m, *target.body);
  validate(m, value);
  std::optional<Allocation> alloc = intern_static(m, value);
  if (!alloc)
    return {nullptr, report_failure(m, def, {})};
  ty::Ty ty = value.ty();
  bool is_mut = tcx.static_def(def).is_mut || !tcx.is_freeze({m.env, ty});
  alloc->mutbl = is_mut ? ty::Mutability::Mut : ty::Mutability::Not;
  return {tcx.own<Allocation>(std::move(*alloc)), ty::EvalError::None};
}

ty::Ty const_ty(TyCtxt &tcx, const ty::ConstEvalKey &key) {
  ty::Ty ty;
  if (tcx.def_kind(key.def_id) == DefKind::InlineConst) {
    const Body *body = tcx.mir_for_ctfe(key.def_id);
    if (!body)
      return {};
    ty = ty::instantiate_ty(tcx, body->local_ty(kReturnPlace), key.args);
  } else {
    ty = ty::instantiate(tcx, tcx.type_of(key.def_id), key.args);
  }
  return tcx.normalize_erasing_regions({key.env, ty::GenericArg(ty::erase_regions(tcx, ty))}).ty();
}

ty::ValTreeResult const_eval_valtree(TyCtxt &tcx, ty::ConstEvalKey key) {
  ty::ConstEvalResult result = tcx.const_eval(key);
  if (!result.value)
    return {{}, result.error};
  ty::Ty ty = const_ty(tcx, key);
  if (!ty || ty.is_error())
    return {{}, ty::EvalError::Reported};
  ty::ValTree tree = const_value_to_valtree(tcx, *result.value, ty);
  if (!tree)
    return {{}, ty::EvalError::Unknown};
  return {tcx.mk_const_value(ty, tree), ty::EvalError::None};
}

bool takes_args(TyCtxt &tcx, DefId id) {
  for (const ty::GenericParamDef *p : ty::all_params(tcx, *tcx.generics_of(id)))
    if (p->kind != ty::GenericParamKind::Lifetime)
      return true;
  return false;
}

} // namespace

void check_constants(TyCtxt &tcx) {
  for (LocalDefId local : tcx.krate->def_nodes.ids()) {
    DefId id = tcx.defs.to_def_id(local);
    DefKind kind = tcx.def_kind(id);
    if (kind == DefKind::Enum)
      tcx.adt_discriminants(id);
    if (!hir::body_of(*tcx.krate, local).is_valid())
      continue;
    if (kind == DefKind::Static)
      tcx.static_initializer(id);
    bool is_const = kind == DefKind::Const || kind == DefKind::AssocConst;
    if (is_const && !takes_args(tcx, id))
      tcx.const_eval({ty::TypingEnv::fully_monomorphized(), id,
                      ty::erase_regions(tcx, ty::identity_args(tcx, id))});
  }
}

void provide(ty::Providers &providers) {
  providers.const_eval = const_eval;
  providers.const_eval_valtree = const_eval_valtree;
  providers.static_initializer = static_initializer;
  providers.adt_discriminants = adt_discriminants;
}

} // namespace ochre::mir::interpret
