// Intrinsics that lead to other functions, and the question whether a type may be left as bytes.

#include "codegen/mono/collect.h"
#include "sema/layout/layout.h"
#include "sema/ty/print.h"

namespace ochre::mono {

namespace {

ty::TypingEnv mono_env() { return ty::TypingEnv::fully_monomorphized(); }

enum class Fill : uint8_t { Zero, One };

/// Whether a value of this layout may consist of bytes of 0, or of 1.
struct BytesCheck {
  TyCtxt &tcx;
  Fill fill;

  bool scalar(const layout::Scalar &s) const {
    if (s.uninit_allowed)
      return true;
    layout::u128 value = 0;
    if (fill == Fill::One)
      for (unsigned i = 0; i < s.prim.size; ++i)
        value = value << 8 | 1;
    return s.valid_start <= s.valid_end ? s.valid_start <= value && value <= s.valid_end
                                        : s.valid_start <= value || value <= s.valid_end;
  }

  bool value(ty::Ty ty) const {
    ty::LayoutResult result = tcx.layout_of({mono_env(), ty});
    if (!result)
      return true;
    const layout::Layout &l = *result.layout;
    switch (l.abi) {
    case layout::AbiClass::Uninhabited: return false;
    case layout::AbiClass::Scalar: return scalar(l.scalar_a);
    case layout::AbiClass::ScalarPair: return scalar(l.scalar_a) && scalar(l.scalar_b);
    case layout::AbiClass::Vector: return l.vector_lanes == 0 || scalar(l.scalar_a);
    case layout::AbiClass::Memory: break;
    }
    if (l.is_array)
      return l.array_count == 0 || value(ty.inner());
    if (l.is_union)
      return true;
    if (l.variants == layout::VariantsKind::Multiple)
      return scalar(l.tag);
    for (uint32_t i = 0; i < l.field_offsets.size(); ++i)
      if (!value(layout::field_ty(tcx, mono_env(), ty, l.single_variant, i)))
        return false;
    return true;
  }
};

ty::Ty first_type(const ty::Instance &instance) {
  for (ty::GenericArg arg : instance.args)
    if (arg.is_ty())
      return arg.ty();
  return {};
}

} // namespace

const ty::Instance *runtime_choice(TyCtxt &tcx, const ty::Instance &intrinsic) {
  if (tcx.str(tcx.intrinsic_name(intrinsic.def_id)) != "const_eval_select")
    return nullptr;
  // <ARG, F, G, RET>
  ty::Ty chosen = intrinsic.args[2].ty();
  if (!chosen.is(ty::TyKind::FnDef))
    return nullptr;
  return tcx.resolve_instance({mono_env(), chosen.def_id(), chosen.args()});
}

const ty::Instance *intrinsic_body(TyCtxt &tcx, const ty::Instance &intrinsic) {
  if (!tcx.is_mir_available(intrinsic.def_id))
    return nullptr;
  ty::Instance item = intrinsic;
  item.kind = ty::InstanceKind::Item;
  return tcx.mk_instance(item);
}

std::optional<std::string> validity_problem(TyCtxt &tcx, const ty::Instance &intrinsic) {
  llvm::StringRef name = tcx.str(tcx.intrinsic_name(intrinsic.def_id));
  if (!name.starts_with("assert_"))
    return std::nullopt;
  ty::Ty ty = first_type(intrinsic);
  ty::LayoutResult layout = ty ? tcx.layout_of({mono_env(), ty}) : ty::LayoutResult();
  if (!layout)
    return std::nullopt;
  std::string shown = "`" + ty::to_string(tcx, ty) + "`";
  if (layout.layout->is_uninhabited)
    return "attempted to instantiate uninhabited type " + shown;
  if (name == "assert_zero_valid" && !BytesCheck{tcx, Fill::Zero}.value(ty))
    return "attempted to zero-initialize type " + shown + ", which is invalid";
  if (name == "assert_mem_uninitialized_valid" && !BytesCheck{tcx, Fill::One}.value(ty))
    return "attempted to leave type " + shown + " uninitialized, which is invalid";
  return std::nullopt;
}

} // namespace ochre::mono
