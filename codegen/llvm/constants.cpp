// Constants and statics as LLVM constants.
//
// An allocation becomes a packed struct of byte runs and pointers, so that every offset is exact.

#include "codegen/llvm/cx.h"
#include "codegen/mangle/mangle.h"
#include "sema/ty/fold.h"

namespace ochre::codegen {

llvm::Constant *UnitCx::scalar_const(const mir::Scalar &value, llvm::Type *ty) {
  if (value.kind == mir::ScalarKind::Ptr) {
    llvm::Constant *address = alloc_address(value.alloc, value.lo);
    return ty->isPointerTy() ? address : llvm::ConstantExpr::getPtrToInt(address, ty);
  }
  unsigned bits =
      ty->isPointerTy() ? pointer_size * 8 : ty->getPrimitiveSizeInBits().getFixedValue();
  llvm::APInt raw(128, {value.lo, value.hi});
  llvm::APInt sized = raw.zextOrTrunc(bits);
  if (ty->isPointerTy())
    return llvm::ConstantExpr::getIntToPtr(llvm::ConstantInt::get(isize, sized), ptr);
  if (ty->isFloatingPointTy())
    return llvm::ConstantFP::get(context, llvm::APFloat(ty->getFltSemantics(), sized));
  return llvm::ConstantInt::get(ty, sized);
}

llvm::Constant *UnitCx::alloc_const(const mir::Allocation &alloc) {
  llvm::SmallVector<llvm::Constant *, 4> parts;
  uint64_t at = 0;
  auto bytes_until = [&](uint64_t end) {
    if (at == end)
      return;
    llvm::ArrayRef<uint8_t> run(alloc.bytes.data() + at, end - at);
    parts.push_back(llvm::ConstantDataArray::get(context, run));
    at = end;
  };
  for (auto &[offset, target] : alloc.provenance) {
    bytes_until(offset);
    uint64_t inner = 0;
    memcpy(&inner, alloc.bytes.data() + offset, pointer_size);
    parts.push_back(alloc_address(target, inner));
    at = offset + pointer_size;
  }
  bytes_until(alloc.bytes.size());
  return llvm::ConstantStruct::getAnon(context, parts, /*Packed=*/true);
}

llvm::Constant *UnitCx::alloc_address(mir::AllocId id, uint64_t offset) {
  const mir::GlobalAlloc &global = mir::alloc_table(tcx)[id];
  llvm::Constant *base = nullptr;
  switch (global.kind) {
  case mir::GlobalAllocKind::Memory: {
    auto it = allocs_.find(id);
    if (it == allocs_.end()) {
      if (!global.memory) {
        failed = true;
        return llvm::ConstantPointerNull::get(ptr);
      }
      // Entered first: memory may point to itself. The type is fixed by the shape alone.
      llvm::Constant *init = alloc_const(*global.memory);
      bool is_mut = global.memory->mutbl == ty::Mutability::Mut;
      auto *var = new llvm::GlobalVariable(module, init->getType(), !is_mut,
                                           llvm::GlobalValue::PrivateLinkage, init, "alloc");
      var->setAlignment(llvm::Align(global.memory->align));
      if (!is_mut)
        var->setUnnamedAddr(llvm::GlobalValue::UnnamedAddr::Global);
      it = allocs_.try_emplace(id, var).first;
    }
    base = it->second;
    break;
  }
  case mir::GlobalAllocKind::Function: base = fn_pointer(global.function); break;
  case mir::GlobalAllocKind::Static: base = static_global(global.static_id); break;
  case mir::GlobalAllocKind::VTable: base = vtable(global.ty, global.predicates); break;
  case mir::GlobalAllocKind::TypeId: {
    // The pointer holds the hash's bits themselves.
    ty::Fingerprint fp = global.ty.fingerprint();
    return llvm::ConstantExpr::getIntToPtr(llvm::ConstantInt::get(isize, fp.lo + offset), ptr);
  }
  }
  if (offset == 0)
    return base;
  return llvm::ConstantExpr::getGetElementPtr(i8, base, llvm::ConstantInt::get(isize, offset));
}

llvm::GlobalVariable *UnitCx::static_global(DefId id) {
  auto it = statics_.find(id);
  if (it != statics_.end())
    return it->second;
  std::string name = mangle::static_symbol_name(tcx, id);
  ty::Ty ty = ty::erase_regions(tcx, tcx.type_of(id).instantiate_identity());
  const Layout *layout = layout_of(ty);
  auto *var = new llvm::GlobalVariable(module, llvm::ArrayType::get(i8, layout->size), false,
                                       llvm::GlobalValue::ExternalLinkage, nullptr, name);
  var->setAlignment(llvm::Align(layout->align));
  const ty::CodegenFnAttrs *attrs = tcx.codegen_fn_attrs(id);
  if (attrs && attrs->is_thread_local)
    var->setThreadLocal(true);
  statics_[id] = var;
  return var;
}

void UnitCx::define_static(DefId id) {
  ty::AllocResult init = tcx.static_initializer(id);
  if (!init.alloc) {
    failed = true;
    return;
  }
  llvm::GlobalVariable *old = static_global(id);
  llvm::Constant *value = alloc_const(*init.alloc);
  // Initialisers have a type of their own; pointers are opaque, so users do not notice.
  auto *var = new llvm::GlobalVariable(module, value->getType(), false,
                                       llvm::GlobalValue::ExternalLinkage, value, "");
  var->takeName(old);
  var->setAlignment(old->getAlign());
  var->setThreadLocalMode(old->getThreadLocalMode());
  ty::Ty ty = ty::erase_regions(tcx, tcx.type_of(id).instantiate_identity());
  bool is_const =
      !tcx.static_def(id).is_mut && tcx.is_freeze({mono_env(), ty}) && !var->isThreadLocal();
  var->setConstant(is_const);
  const ty::CodegenFnAttrs *attrs = tcx.codegen_fn_attrs(id);
  if (attrs && attrs->link_section.is_valid())
    var->setSection(tcx.str(attrs->link_section));
  old->replaceAllUsesWith(var);
  old->eraseFromParent();
  statics_[id] = var;
}

llvm::Constant *UnitCx::bytes_global(llvm::StringRef bytes, uint64_t align) {
  llvm::GlobalVariable *&var = bytes_[bytes];
  if (!var) {
    llvm::Constant *init = llvm::ConstantDataArray::getString(context, bytes, false);
    var = new llvm::GlobalVariable(module, init->getType(), true, llvm::GlobalValue::PrivateLinkage,
                                   init, "str");
    var->setUnnamedAddr(llvm::GlobalValue::UnnamedAddr::Global);
    var->setAlignment(llvm::Align(align));
  }
  return var;
}

Operand UnitCx::const_value(const mir::ConstValue &value, ty::Ty ty, Span span) {
  const Layout *layout = layout_of(ty);
  Operand out;
  out.layout = layout;
  if (layout->is_zst())
    return out;
  switch (value.kind) {
  case mir::ConstValueKind::ZeroSized: return out;
  case mir::ConstValueKind::Scalar:
    if (layout->abi == layout::AbiClass::Scalar) {
      out.kind = Operand::Immediate;
      out.a = scalar_const(value.scalar, immediate_ty(layout->scalar_a));
      return out;
    }
    if (layout->size <= 16) { // a small aggregate that the evaluator holds as a scalar
      llvm::Constant *init =
          scalar_const(value.scalar, int_ty(static_cast<unsigned>(layout->size)));
      auto *var = new llvm::GlobalVariable(module, init->getType(), true,
                                           llvm::GlobalValue::PrivateLinkage, init, "const");
      var->setAlignment(llvm::Align(layout->align));
      out.kind = Operand::Ref;
      out.a = var;
      return out;
    }
    break;
  case mir::ConstValueKind::Slice:
    out.kind = Operand::Pair;
    out.a = alloc_address(value.alloc, 0);
    out.b = llvm::ConstantInt::get(isize, value.meta);
    return out;
  case mir::ConstValueKind::Indirect:
    out.kind = Operand::Ref;
    out.a = alloc_address(value.alloc, value.offset);
    return out;
  }
  unsupported(span, "a constant of this shape");
  return out;
}

namespace {

/// The bytes of `str` or `[u8]` trees.
std::string bytes_of(ty::ValTree tree) {
  std::string out;
  for (ty::ValTree child : tree->children)
    out += static_cast<char>(child->lo);
  return out;
}

} // namespace

Operand UnitCx::valtree_operand(ty::Const ct, Span span) {
  Operand out;
  if (!ct.is(ty::ConstKind::Value)) {
    unsupported(span, "a constant that is not known");
    out.layout = layout_of(tcx.common.unit);
    return out;
  }
  ty::Ty ty = ct.value_ty();
  ty::ValTree tree = ct.valtree();
  out.layout = layout_of(ty);
  if (out.layout->is_zst())
    return out;
  if (tree->is_leaf) {
    mir::Scalar scalar = mir::Scalar::from_uint(tree->lo, tree->size, tree->hi);
    out.kind = Operand::Immediate;
    out.a = scalar_const(scalar, immediate_ty(out.layout->scalar_a));
    return out;
  }
  if (ty.is_ref() && (ty.inner().is_str() || ty.inner().is(ty::TyKind::Slice) ||
                      ty.inner().is(ty::TyKind::Array))) {
    ty::Ty elem = ty.inner().is_str() ? tcx.common.u8 : ty.inner().inner();
    if (elem == tcx.common.u8) {
      std::string bytes = bytes_of(tree);
      llvm::Constant *address = bytes_global(bytes, 1);
      bool is_thin = ty.inner().is(ty::TyKind::Array);
      out.kind = is_thin ? Operand::Immediate : Operand::Pair;
      out.a = address;
      out.b = is_thin ? nullptr : llvm::ConstantInt::get(isize, bytes.size());
      return out;
    }
  }
  unsupported(span, "a constant of this type in the type system");
  return out;
}

Operand UnitCx::constant(const mir::ConstOperand &ct) {
  if (ct.kind == mir::ConstOperandKind::Ty)
    return valtree_operand(ct.ct, ct.span);
  if (const mir::ConstValue *value = mono::evaluate(tcx, ct))
    return const_value(*value, ct.ty, ct.span);
  failed = true;
  return {Operand::Zst, nullptr, nullptr, layout_of(tcx.common.unit)};
}

llvm::Constant *UnitCx::location(Span span) {
  ty::Ty ref = abi::caller_location_ty(tcx);
  ty::Ty ty = ref.inner();
  if (!ty.is_adt())
    return llvm::ConstantPointerNull::get(ptr);
  Loc loc = tcx.sess.source_map.lookup(tcx.sess.hygiene.source_callsite(span).lo);
  std::string file = loc.file ? loc.file->name : "<unknown>";
  const Layout *layout = layout_of(ty);
  const ty::VariantDef &fields = tcx.adt_def(ty.def_id())->non_enum_variant();
  // Fields in the order in which they lie.
  std::map<uint64_t, llvm::Constant *> parts;
  for (ty::FieldIdx i : fields.fields.ids()) {
    llvm::StringRef name = tcx.str(fields.fields[i].name);
    uint64_t at = layout->field_offset(i.raw);
    if (name == "line" || name == "col") {
      parts[at] = llvm::ConstantInt::get(i32, name == "line" ? loc.line : loc.column);
    } else if (layout::field_ty(tcx, mono_env(), ty, ty::VariantIdx(0), i.raw).is_ref()) {
      parts[at] = bytes_global(file, 1);
      parts[at + pointer_size] = llvm::ConstantInt::get(isize, file.size());
    }
  }
  llvm::SmallVector<llvm::Constant *, 4> list;
  for (auto &[at, part] : parts)
    list.push_back(part);
  llvm::Constant *init = llvm::ConstantStruct::getAnon(context, list, true);
  std::string key = (file + ":" + llvm::Twine(loc.line) + ":" + llvm::Twine(loc.column)).str();
  llvm::GlobalVariable *&var = bytes_["\x01loc" + key];
  if (!var) {
    var = new llvm::GlobalVariable(module, init->getType(), true, llvm::GlobalValue::PrivateLinkage,
                                   init, "loc");
    var->setAlignment(llvm::Align(layout->align));
    var->setUnnamedAddr(llvm::GlobalValue::UnnamedAddr::Global);
  }
  return var;
}

} // namespace ochre::codegen
