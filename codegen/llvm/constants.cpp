// Constants and statics as LLVM constants.
//
// An allocation becomes a packed struct of byte runs and pointers, so that every offset is exact.

#include "codegen/llvm/cx.h"
#include "codegen/mangle/mangle.h"
#include "codegen/mono/partition.h"
#include "codegen/mono/program.h"
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

namespace {

/// Calls `bytes(from, to)` and `pointer(offset, target)` for the runs of an allocation, in order.
void for_each_run(const mir::Allocation &alloc, unsigned pointer_size,
                  llvm::function_ref<void(uint64_t, uint64_t)> bytes,
                  llvm::function_ref<void(uint64_t, mir::AllocId)> pointer) {
  uint64_t at = 0;
  for (auto &[offset, target] : alloc.provenance) {
    if (at < offset)
      bytes(at, offset);
    pointer(offset, target);
    at = offset + pointer_size;
  }
  if (at < alloc.bytes.size())
    bytes(at, alloc.bytes.size());
}

} // namespace

llvm::StructType *UnitCx::alloc_ty(const mir::Allocation &alloc) {
  llvm::SmallVector<llvm::Type *, 4> parts;
  for_each_run(
      alloc, pointer_size,
      [&](uint64_t from, uint64_t to) { parts.push_back(llvm::ArrayType::get(i8, to - from)); },
      [&](uint64_t, mir::AllocId) { parts.push_back(ptr); });
  return llvm::StructType::get(context, parts, /*isPacked=*/true);
}

llvm::Constant *UnitCx::alloc_const(const mir::Allocation &alloc) {
  llvm::SmallVector<llvm::Constant *, 4> parts;
  auto bytes = [&](uint64_t from, uint64_t to) {
    llvm::ArrayRef<uint8_t> run(alloc.bytes.data() + from, to - from);
    bool is_zero = llvm::all_of(run, [](uint8_t byte) { return byte == 0; });
    parts.push_back(is_zero ? llvm::Constant::getNullValue(llvm::ArrayType::get(i8, run.size()))
                            : llvm::ConstantDataArray::get(context, run));
  };
  auto pointer = [&](uint64_t offset, mir::AllocId target) {
    uint64_t inner = 0;
    memcpy(&inner, alloc.bytes.data() + offset, pointer_size);
    parts.push_back(alloc_address(target, inner));
  };
  for_each_run(alloc, pointer_size, bytes, pointer);
  return llvm::ConstantStruct::get(alloc_ty(alloc), parts);
}

llvm::GlobalVariable *UnitCx::alloc_global(mir::AllocId id) {
  auto [it, fresh] = allocs_.try_emplace(id);
  if (!fresh)
    return it->second;
  const mir::Allocation *memory = mir::alloc_table(tcx)[id].memory;
  if (!memory)
    return nullptr;
  bool is_mut = memory->mutbl == ty::Mutability::Mut;
  auto *var = new llvm::GlobalVariable(module, alloc_ty(*memory), !is_mut,
                                       llvm::GlobalValue::PrivateLinkage, nullptr, "alloc");
  var->setAlignment(llvm::Align(memory->align));
  if (!is_mut)
    var->setUnnamedAddr(llvm::GlobalValue::UnnamedAddr::Global);
  // Entered before its content is known: memory may point to itself.
  allocs_[id] = var;
  var->setInitializer(alloc_const(*memory));
  if (is_mut)
    return var;
  // Equal constants are one, as far as they are aligned alike.
  llvm::GlobalVariable *&first = equal_allocs_[{var->getInitializer(), memory->align}];
  if (!first) {
    first = var;
  } else {
    var->replaceAllUsesWith(first);
    var->eraseFromParent();
    allocs_[id] = first;
  }
  return first;
}

llvm::Constant *UnitCx::alloc_address(mir::AllocId id, uint64_t offset) {
  const mir::GlobalAlloc &global = mir::alloc_table(tcx)[id];
  llvm::Constant *base = nullptr;
  switch (global.kind) {
  case mir::GlobalAllocKind::Memory:
    // Nothing lies there: any aligned address will do.
    if (global.memory && global.memory->bytes.empty())
      return llvm::ConstantExpr::getIntToPtr(
          llvm::ConstantInt::get(isize, global.memory->align + offset), ptr);
    base = alloc_global(id);
    break;
  case mir::GlobalAllocKind::Function: base = fn_pointer(global.function); break;
  case mir::GlobalAllocKind::Static: base = static_global(global.static_id); break;
  case mir::GlobalAllocKind::VTable: base = vtable(global.ty, global.predicates); break;
  case mir::GlobalAllocKind::TypeId: {
    // The pointer holds the hash's bits themselves.
    ty::Fingerprint fp = global.ty.fingerprint();
    return llvm::ConstantExpr::getIntToPtr(llvm::ConstantInt::get(isize, fp.lo + offset), ptr);
  }
  }
  if (!base) {
    failed = true;
    return llvm::ConstantPointerNull::get(ptr);
  }
  if (offset == 0)
    return base;
  return llvm::ConstantExpr::getGetElementPtr(i8, base, llvm::ConstantInt::get(isize, offset));
}

llvm::GlobalVariable *UnitCx::static_global(DefId id) {
  id = mono::static_definition_of(tcx, id);
  auto it = statics_.find(id);
  if (it != statics_.end())
    return it->second;
  std::string name = mangle::static_symbol_name(tcx, id);
  ty::Ty ty = ty::erase_regions(tcx, tcx.type_of(id).instantiate_identity());
  const Layout *layout = layout_of(ty);
  auto *var = new llvm::GlobalVariable(module, llvm::ArrayType::get(i8, layout->size), false,
                                       llvm::GlobalValue::ExternalLinkage, nullptr, name);
  var->setAlignment(llvm::Align(std::max<uint64_t>(layout->align, 1)));
  const ty::CodegenFnAttrs *attrs = tcx.codegen_fn_attrs(id);
  if (attrs && attrs->is_thread_local)
    var->setThreadLocal(true);
  bool is_foreign = tcx.def_kind(tcx.parent(id)) == DefKind::ForeignMod;
  if (is_foreign && attrs && attrs->linkage.is_valid()) {
    // The static holds the address of a symbol that may be absent.
    var->setLinkage(item_linkage(attrs->linkage, false));
    var = new llvm::GlobalVariable(module, ptr, true, llvm::GlobalValue::PrivateLinkage, var,
                                   "address_of_" + name);
  }
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
  // Initialisers have a type of their own; pointers are opaque, so users do not notice.
  auto *var = new llvm::GlobalVariable(module, alloc_ty(*init.alloc), false,
                                       llvm::GlobalValue::ExternalLinkage, nullptr, "");
  var->takeName(old);
  var->setAlignment(old->getAlign());
  var->setThreadLocalMode(old->getThreadLocalMode());
  old->replaceAllUsesWith(var);
  old->eraseFromParent();
  statics_[id] = var;
  var->setInitializer(alloc_const(*init.alloc));
  ty::Ty ty = ty::erase_regions(tcx, tcx.type_of(id).instantiate_identity());
  var->setConstant(!tcx.static_def(id).is_mut && tcx.is_freeze({mono_env(), ty}) &&
                   !var->isThreadLocal());
  const ty::CodegenFnAttrs *attrs = tcx.codegen_fn_attrs(id);
  if (attrs->link_section.is_valid())
    var->setSection(tcx.str(attrs->link_section));
  if (mono::is_exported(tcx, id))
    var->setLinkage(item_linkage(attrs->linkage, true));
  else if (plan.is_only_unit && plan.is_executable)
    var->setLinkage(llvm::GlobalValue::InternalLinkage);
  else
    var->setVisibility(llvm::GlobalValue::HiddenVisibility);
  if (attrs->is_used)
    (attrs->used_linker ? linker_used_ : used_).push_back(var);
  if (debug)
    debug->static_variable(id, *var);
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

llvm::Constant *UnitCx::read_scalar(const mir::Allocation &alloc, uint64_t at,
                                    const layout::Scalar &scalar) {
  unsigned size = scalar.prim.size;
  if (at + size > alloc.bytes.size())
    return nullptr;
  for (uint64_t i = at; i < at + size; ++i)
    if (!alloc.is_init(i))
      return nullptr;
  mir::Scalar value;
  auto next = alloc.provenance.lower_bound(at >= pointer_size ? at - pointer_size + 1 : 0);
  bool has_pointer = next != alloc.provenance.end() && next->first < at + size;
  uint64_t words[2] = {0, 0};
  memcpy(words, alloc.bytes.data() + at, size);
  if (!has_pointer)
    value = mir::Scalar::from_uint(words[0], static_cast<uint8_t>(size), words[1]);
  else if (next->first == at && size == pointer_size)
    value = mir::Scalar::ptr(next->second, words[0]);
  else
    return nullptr;
  return scalar_const(value, immediate_ty(scalar));
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
    if (const mir::Allocation *memory = mir::alloc_table(tcx)[value.alloc].memory) {
      bool is_pair = layout->is_scalar_pair();
      if (is_pair || layout->is_scalar())
        out.a = read_scalar(*memory, value.offset, layout->scalar_a);
      if (is_pair && out.a)
        out.b = read_scalar(*memory, value.offset + layout::pair_second_offset(*layout),
                            layout->scalar_b);
      out.kind = is_pair ? Operand::Pair : Operand::Immediate;
      if (is_pair ? out.b : out.a)
        return out;
    }
    out.b = nullptr;
    out.kind = Operand::Ref;
    out.a = alloc_address(value.alloc, value.offset);
    return out;
  }
  unsupported(span, "a constant of this shape");
  return out;
}

Operand UnitCx::constant(const mir::ConstOperand &ct) {
  if (std::optional<mir::ConstValue> value = mono::evaluate(tcx, ct)) {
    bool is_in_types = ct.kind == mir::ConstOperandKind::Ty;
    return const_value(*value, is_in_types ? ct.ct.value_ty() : ct.ty, ct.span);
  }
  if (!tcx.sess.diags.has_errors())
    unsupported(ct.span, "a constant of this type in the type system");
  failed = true;
  return {Operand::Zst, nullptr, nullptr, layout_of(tcx.common.unit)};
}

llvm::Constant *UnitCx::location(Span span) {
  ty::Ty ref = abi::caller_location_ty(tcx);
  ty::Ty ty = ref.inner();
  if (!ty.is_adt())
    return llvm::ConstantPointerNull::get(ptr);
  CallerPosition position = caller_position(tcx.sess, span);
  std::string key = "\x01loc" + position.key();
  if (llvm::GlobalVariable *known = bytes_.lookup(key))
    return known;
  const Layout *layout = layout_of(ty);
  LocationLayout at = location_layout(tcx, ty, *layout);
  // Parts in the order in which they lie.
  std::map<uint64_t, llvm::Constant *> parts;
  parts[at.file] = bytes_global(position.file, 1);
  parts[at.file + pointer_size] = llvm::ConstantInt::get(isize, position.file.size());
  parts[at.line] = llvm::ConstantInt::get(i32, position.line);
  parts[at.column] = llvm::ConstantInt::get(i32, position.column);
  llvm::SmallVector<llvm::Constant *, 4> list;
  for (auto &[offset, part] : parts)
    list.push_back(part);
  llvm::Constant *init = llvm::ConstantStruct::getAnon(context, list, true);
  auto *made = new llvm::GlobalVariable(module, init->getType(), true,
                                        llvm::GlobalValue::PrivateLinkage, init, "loc");
  made->setAlignment(llvm::Align(layout->align));
  made->setUnnamedAddr(llvm::GlobalValue::UnnamedAddr::Global);
  bytes_[key] = made;
  return made;
}

} // namespace ochre::codegen
