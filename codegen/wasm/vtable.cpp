// Vtables as data: indices in the function table, sizes, addresses. Entries: sema/traits/vtable.h.

#include "sema/traits/vtable.h"
#include "codegen/common/layouts.h"
#include "codegen/wasm/cx.h"
#include "sema/ty/fold.h"

namespace ochre::wasm {

/// A by-value `self` is called through a pointer to it: a function that loads it first.
/// `takes_location`: calls through the vtable hand on the caller's location.
FnDecl *ModuleCx::by_value_shim(const ty::Instance *instance, bool takes_location) {
  FnDecl *target = function(instance);
  if (!target)
    return nullptr;
  const FnAbi &abi = *target->abi;
  const ArgAbi &self = abi.args[0];
  bool adds_location = abi.track_caller && !takes_location;
  if (self.mode == PassMode::Indirect && !adds_location)
    return target;
  FnAbi by_ptr = abi;
  by_ptr.args[0].mode = PassMode::Indirect;
  if (adds_location) {
    by_ptr.args.pop_back();
    by_ptr.track_caller = false;
  }
  return forwarder(target, ".by_ptr", by_ptr, [&](Ir &ir, llvm::SmallVectorImpl<Expr> &out) {
    uint32_t next = 0;
    if (abi.ret.mode == PassMode::Indirect)
      out.push_back(ir.use(ir.local(next++, ValTy::I32)));
    Leaf object = ir.local(next++, ValTy::I32);
    auto load = [&](const layout::Scalar &scalar, uint64_t offset) {
      uint32_t at = static_cast<uint32_t>(offset);
      for (ValTy ty : leaves_of(scalar)) {
        unsigned size = scalar.prim.size == 16 ? 8 : scalar.prim.size;
        out.push_back(ir.use(ir.load(ty, size, object, at, size)));
        at += 8;
      }
    };
    switch (self.mode) {
    case PassMode::Ignore: break;
    case PassMode::Indirect: out.push_back(ir.use(object)); break;
    case PassMode::Direct: load(self.layout->scalar_a, 0); break;
    case PassMode::Pair:
      load(self.layout->scalar_a, 0);
      load(self.layout->scalar_b, layout::pair_second_offset(*self.layout));
      break;
    case PassMode::Cast: {
      uint64_t at = 0;
      for (const Reg &reg : self.regs) {
        out.push_back(ir.use(load_reg(ir, {object, static_cast<uint32_t>(at)}, reg)));
        at += reg.size;
      }
      break;
    }
    }
    while (next < ir.param_tys.size())
      out.push_back(ir.use(ir.param(next++)));
    if (adds_location)
      out.push_back(ir.use(ir.i32(location(codegen::fn_head_span(tcx, instance->def_id)))));
  });
}

uint32_t ModuleCx::method_entry(DefId method, ty::GenericArgs args) {
  const ty::Instance *instance = tcx.resolve_instance({mono_env(), method, args});
  if (!instance)
    return 0;
  ty::Ty self_arg = tcx.fn_sig(method).skip_binder().skip_binder().inputs()[0];
  bool by_value = self_arg.is_param() && self_arg.param_index() == 0;
  // A caller knows of the location only by the trait's attribute, which every impl inherits.
  bool takes_location = tcx.codegen_fn_attrs(method)->track_caller;
  FnDecl *fn = by_value         ? by_value_shim(instance, takes_location)
               : takes_location ? function(instance)
                                : reified(instance);
  return fn ? table_index(fn) : 0;
}

uint32_t ModuleCx::vtable(ty::Ty ty, ty::List<ty::PolyExistentialPredicate> predicates) {
  auto key = std::pair<const void *, const void *>(ty.raw(), predicates.raw());
  auto it = vtables_.find(key);
  if (it != vtables_.end())
    return it->second;
  std::vector<traits::VtblEntry> entries = traits::metadata_entries();
  for (const ty::PolyExistentialPredicate &p : predicates) {
    if (p.skip_binder().kind != ty::ExistentialKind::Trait)
      continue;
    entries = traits::vtable_entries(tcx, traits::object_trait_ref(tcx, p, ty));
  }
  const Layout *layout = layout_of(ty);
  uint32_t at = memory.reserve(entries.size() * 4, 4);
  vtables_[key] = at;
  uint32_t slot = at;
  for (const traits::VtblEntry &entry : entries) {
    uint32_t value = 0;
    switch (entry.kind) {
    case traits::VtblEntryKind::DropInPlace:
      if (const ty::Instance *glue = mono::drop_glue_instance(tcx, ty))
        if (FnDecl *fn = function(glue))
          value = table_index(fn);
      break;
    case traits::VtblEntryKind::Size: value = static_cast<uint32_t>(layout->size); break;
    case traits::VtblEntryKind::Align: value = static_cast<uint32_t>(layout->align); break;
    case traits::VtblEntryKind::Vacant: break;
    case traits::VtblEntryKind::Method: value = method_entry(entry.method, entry.args); break;
    case traits::VtblEntryKind::TraitVPtr: {
      ty::ExistentialPredicate super;
      super.def_id = entry.super_trait.def_id;
      super.args = tcx.mk_args(entry.super_trait.args.array().drop_front());
      ty::PolyExistentialPredicate poly(super, ty::BoundVars());
      value = vtable(ty, tcx.mk_existential_predicates(poly));
      break;
    }
    }
    memory.write_word(slot, value);
    slot += 4;
  }
  return at;
}

} // namespace ochre::wasm
