// Vtables as constants. Entries: sema/traits/vtable.h.

#include "sema/traits/vtable.h"
#include "codegen/llvm/cx.h"
#include "codegen/mangle/mangle.h"
#include "sema/ty/fold.h"

namespace ochre::codegen {

namespace {

/// A by-value `self` is called through a pointer to it: a function that loads it first.
/// `takes_location`: calls through the vtable hand on the caller's location.
llvm::Constant *by_value_shim(UnitCx &cx, const ty::Instance *instance, bool takes_location) {
  const FnAbi *abi = cx.abi_of(instance);
  llvm::Function *target = cx.function(instance);
  const ArgAbi &self = abi->args[0];
  bool adds_location = abi->track_caller && !takes_location;
  if (self.mode == PassMode::Indirect && !adds_location)
    return target;
  FnAbi by_ptr = *abi;
  by_ptr.args[0].mode = PassMode::Indirect;
  if (adds_location) {
    by_ptr.args.pop_back();
    by_ptr.track_caller = false;
  }
  auto args = [&](llvm::IRBuilder<> &ir, llvm::Function &shim, auto &out) {
    auto in = shim.arg_begin();
    if (abi->ret.mode == PassMode::Indirect)
      out.push_back(&*in++);
    llvm::Value *object = &*in++;
    auto load = [&](const layout::Scalar &scalar, uint64_t offset) {
      llvm::Value *at = ir.CreateConstInBoundsGEP1_64(cx.i8, object, offset);
      llvm::Value *raw = ir.CreateLoad(cx.scalar_ty(scalar), at);
      return scalar.is_bool() ? ir.CreateTrunc(raw, cx.i1) : raw;
    };
    switch (self.mode) {
    case PassMode::Ignore: break;
    case PassMode::Indirect: out.push_back(object); break;
    case PassMode::Direct: out.push_back(load(self.layout->scalar_a, 0)); break;
    case PassMode::Pair:
      out.push_back(load(self.layout->scalar_a, 0));
      out.push_back(load(self.layout->scalar_b, layout::pair_second_offset(*self.layout)));
      break;
    case PassMode::Cast:
      out.push_back(
          ir.CreateAlignedLoad(cx.cast_ty(self), object, llvm::Align(self.layout->align)));
      break;
    }
    for (; in != shim.arg_end(); ++in)
      out.push_back(&*in);
    if (adds_location)
      out.push_back(cx.location(fn_head_span(cx.tcx, instance->def_id)));
  };
  return cx.forwarder(target, ".by_ptr", by_ptr, args);
}

llvm::Constant *method_entry(UnitCx &cx, const traits::VtblEntry &entry) {
  const ty::Instance *instance = cx.tcx.resolve_instance({mono_env(), entry.method, entry.args});
  const mono::MonoItems *program = cx.plan.program;
  bool is_uncalled = program && instance && mono::is_generated_here(cx.tcx, *instance) &&
                     !program->functions.contains(instance);
  if (!instance || is_uncalled)
    return llvm::ConstantPointerNull::get(cx.ptr);
  ty::Ty self_arg = cx.tcx.fn_sig(entry.method).skip_binder().skip_binder().inputs()[0];
  bool by_value = self_arg.is_param() && self_arg.param_index() == 0;
  // A caller knows of the location only by the trait's attribute, which every impl inherits.
  bool takes_location = cx.tcx.codegen_fn_attrs(entry.method)->track_caller;
  if (by_value)
    return by_value_shim(cx, instance, takes_location);
  return takes_location ? cx.function(instance) : cx.reified(instance);
}

} // namespace

llvm::Constant *UnitCx::vtable(ty::Ty ty, ty::List<ty::PolyExistentialPredicate> predicates) {
  auto key = std::pair<const void *, const void *>(ty.raw(), predicates.raw());
  auto it = vtables_.find(key);
  if (it != vtables_.end())
    return it->second;
  std::vector<traits::VtblEntry> entries = traits::metadata_entries();
  for (const ty::PolyExistentialPredicate &p : predicates) {
    if (p.skip_binder().kind != ty::ExistentialKind::Trait)
      continue;
    ty::TraitRef ref = traits::object_trait_ref(tcx, p, ty);
    entries = traits::vtable_entries(tcx, ref);
  }
  const Layout *layout = layout_of(ty);
  llvm::SmallVector<llvm::Constant *, 8> rows;
  for (const traits::VtblEntry &entry : entries) {
    switch (entry.kind) {
    case traits::VtblEntryKind::DropInPlace: {
      const ty::Instance *glue = mono::drop_glue_instance(tcx, ty);
      rows.push_back(glue ? static_cast<llvm::Constant *>(function(glue))
                          : llvm::ConstantPointerNull::get(ptr));
      break;
    }
    case traits::VtblEntryKind::Size:
      rows.push_back(
          llvm::ConstantExpr::getIntToPtr(llvm::ConstantInt::get(isize, layout->size), ptr));
      break;
    case traits::VtblEntryKind::Align:
      rows.push_back(
          llvm::ConstantExpr::getIntToPtr(llvm::ConstantInt::get(isize, layout->align), ptr));
      break;
    case traits::VtblEntryKind::Vacant: rows.push_back(llvm::ConstantPointerNull::get(ptr)); break;
    case traits::VtblEntryKind::Method: rows.push_back(method_entry(*this, entry)); break;
    case traits::VtblEntryKind::TraitVPtr: {
      ty::ExistentialPredicate super;
      super.def_id = entry.super_trait.def_id;
      super.args = tcx.mk_args(entry.super_trait.args.array().drop_front());
      ty::PolyExistentialPredicate poly(super, ty::BoundVars());
      rows.push_back(vtable(ty, tcx.mk_existential_predicates(poly)));
      break;
    }
    }
  }
  llvm::Constant *init = llvm::ConstantArray::get(llvm::ArrayType::get(ptr, rows.size()), rows);
  auto *var = new llvm::GlobalVariable(module, init->getType(), true,
                                       llvm::GlobalValue::PrivateLinkage, init, "vtable");
  var->setAlignment(llvm::Align(pointer_size));
  var->setUnnamedAddr(llvm::GlobalValue::UnnamedAddr::Global);
  vtables_[key] = var;
  return var;
}

} // namespace ochre::codegen
