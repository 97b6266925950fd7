// Constants as leaves, and constant memory and statics as data.

#include "codegen/mangle/mangle.h"
#include "codegen/mono/program.h"
#include "codegen/wasm/cx.h"
#include "sema/ty/fold.h"
#include "sema/ty/linker_symbol.h"

namespace ochre::wasm {

Leaf ModuleCx::pointer_leaf(Pointer pointer, uint64_t offset) {
  uint32_t n = pointer.value + static_cast<uint32_t>(offset);
  Ir ir(kit);
  Leaf known = ir.i32(n);
  if (pointer.kind == Pointer::Known)
    return known;
  Expr base = api.GlobalGet(module, pointer.kind == Pointer::HeapBase ? kHeapBase : kDataEnd,
                            kit.type(ValTy::I32));
  return ir.add(ir.node(base, ValTy::I32, {}), known);
}

Val ModuleCx::scalar_const(const mir::Scalar &value, const layout::Scalar &as) {
  ValTys tys = leaves_of(as);
  if (value.kind == mir::ScalarKind::Ptr)
    return pointer_leaf(alloc_address(value.alloc), value.lo);
  Ir ir(kit);
  if (tys.size() == 2)
    return {ir.i64(value.lo), ir.i64(value.hi)};
  uint64_t bits = value.lo;
  if (as.prim.size < 8)
    bits &= (uint64_t(1) << (as.prim.size * 8)) - 1;
  return ir.constant(tys[0], bits);
}

// --- Memory
// --------------------------------------------------------------------------------------

/// Bytes with the addresses in them, and where the end of the data has to be added.
std::vector<uint8_t> ModuleCx::linked_bytes(const mir::Allocation &alloc,
                                            std::vector<std::pair<uint32_t, Pointer>> &late) {
  std::vector<uint8_t> bytes = alloc.bytes;
  for (auto &[offset, target] : alloc.provenance) {
    uint32_t inner = 0;
    memcpy(&inner, alloc.bytes.data() + offset, 4);
    Pointer address = alloc_address(target);
    address.value += inner;
    memcpy(bytes.data() + offset, &address.value, 4);
    if (address.kind != Pointer::Known)
      late.emplace_back(static_cast<uint32_t>(offset), address);
  }
  return bytes;
}

void ModuleCx::place_bytes(uint32_t at, llvm::ArrayRef<uint8_t> bytes,
                           llvm::ArrayRef<std::pair<uint32_t, Pointer>> late) {
  memory.write(at, bytes);
  for (auto &[offset, pointer] : late)
    late_pointers_.emplace_back(at + offset, pointer);
}

uint32_t ModuleCx::alloc_base(mir::AllocId id) {
  auto [it, fresh] = allocs_.try_emplace(id, kBeingPlaced);
  const mir::Allocation &memory_of = *mir::alloc_table(tcx)[id].memory;
  if (!fresh) {
    // Memory that points to itself gets its place before its content is known.
    if (it->second == kBeingPlaced)
      it->second = memory.reserve(memory_of.bytes.size(), memory_of.align);
    return it->second;
  }
  std::vector<std::pair<uint32_t, Pointer>> late;
  std::vector<uint8_t> bytes = linked_bytes(memory_of, late);
  uint32_t at = allocs_[id];
  bool is_shared = at == kBeingPlaced && memory_of.mutbl != ty::Mutability::Mut && late.empty();
  if (is_shared) {
    // Equal constants are one, as far as they are aligned alike.
    std::string key(bytes.begin(), bytes.end());
    key += "/" + std::to_string(memory_of.align);
    auto [known, is_new] = equal_allocs_.try_emplace(key, 0);
    if (is_new) {
      known->second = memory.reserve(bytes.size(), memory_of.align);
      memory.write(known->second, bytes);
    }
    return allocs_[id] = known->second;
  }
  if (at == kBeingPlaced)
    at = memory.reserve(bytes.size(), memory_of.align);
  place_bytes(at, bytes, late);
  return allocs_[id] = at;
}

Pointer ModuleCx::alloc_address(mir::AllocId id) {
  const mir::GlobalAlloc &global = mir::alloc_table(tcx)[id];
  auto known = [](uint32_t at) { return Pointer{Pointer::Known, at}; };
  switch (global.kind) {
  case mir::GlobalAllocKind::Memory:
    if (!global.memory)
      break;
    // Nothing lies there: any aligned address will do.
    if (global.memory->bytes.empty())
      return known(static_cast<uint32_t>(global.memory->align));
    return known(alloc_base(id));
  case mir::GlobalAllocKind::Function:
    if (FnDecl *fn = fn_pointer(global.function))
      return known(table_index(fn));
    break;
  case mir::GlobalAllocKind::Static: return static_address(global.static_id);
  case mir::GlobalAllocKind::VTable: return known(vtable(global.ty, global.predicates));
  case mir::GlobalAllocKind::TypeId: // the pointer holds the hash's bits themselves
    return known(static_cast<uint32_t>(global.ty.fingerprint().lo));
  }
  failed = true;
  return known(0);
}

Pointer ModuleCx::static_address(DefId id) {
  id = mono::static_definition_of(tcx, id);
  auto it = statics_.find(id);
  if (it != statics_.end())
    return it->second;
  Pointer out;
  if (ty::is_foreign_item(tcx, id)) {
    std::string symbol = mangle::static_symbol_name(tcx, id);
    if (symbol == kHeapBase)
      out.kind = Pointer::HeapBase;
    else if (symbol == kDataEnd)
      out.kind = Pointer::DataEnd;
    else
      unsupported(tcx.def_span(id), "the foreign static `" + symbol + "`");
  } else {
    ty::Ty ty = ty::erase_regions(tcx, tcx.type_of(id).instantiate_identity());
    const Layout *layout = layout_of(ty);
    out.value = memory.reserve(layout->size, layout->align);
    pending_statics_.push_back(id);
  }
  return statics_[id] = out;
}

void ModuleCx::fill_static(DefId id) {
  ty::AllocResult init = tcx.static_initializer(id);
  if (!init.alloc) {
    failed = true;
    return;
  }
  std::vector<std::pair<uint32_t, Pointer>> late;
  std::vector<uint8_t> bytes = linked_bytes(*init.alloc, late);
  place_bytes(statics_[id].value, bytes, late);
}

uint32_t ModuleCx::bytes_address(llvm::StringRef bytes, uint64_t align) {
  std::string key = bytes.str() + "/" + std::to_string(align);
  auto [it, fresh] = equal_allocs_.try_emplace(key, 0);
  if (fresh) {
    it->second = memory.reserve(bytes.size(), align);
    memory.write(it->second, {reinterpret_cast<const uint8_t *>(bytes.data()), bytes.size()});
  }
  return it->second;
}

// --- Values
// --------------------------------------------------------------------------------------

Val ModuleCx::read_scalar(const mir::Allocation &alloc, uint64_t at, const layout::Scalar &scalar) {
  unsigned size = scalar.prim.size;
  if (at + size > alloc.bytes.size())
    return {};
  for (uint64_t i = at; i < at + size; ++i)
    if (!alloc.is_init(i))
      return {};
  auto next = alloc.provenance.lower_bound(at >= 4 ? at - 3 : 0);
  bool has_pointer = next != alloc.provenance.end() && next->first < at + size;
  uint64_t words[2] = {0, 0};
  memcpy(words, alloc.bytes.data() + at, size);
  if (!has_pointer)
    return scalar_const(mir::Scalar::from_uint(words[0], static_cast<uint8_t>(size), words[1]),
                        scalar);
  if (next->first == at && size == 4)
    return scalar_const(mir::Scalar::ptr(next->second, words[0]), scalar);
  return {};
}

Operand ModuleCx::const_value(const mir::ConstValue &value, ty::Ty ty, Span span) {
  const Layout *layout = layout_of(ty);
  Operand out;
  out.layout = layout;
  if (layout->is_zst())
    return out;
  switch (value.kind) {
  case mir::ConstValueKind::ZeroSized: return out;
  case mir::ConstValueKind::Scalar:
    if (layout->is_scalar()) {
      out.kind = Operand::Immediate;
      out.a = scalar_const(value.scalar, layout->scalar_a);
      return out;
    }
    if (layout->size <= 16 && value.scalar.kind == mir::ScalarKind::Int) {
      // A small aggregate that the evaluator holds as a scalar.
      uint64_t words[2] = {value.scalar.lo, value.scalar.hi};
      llvm::StringRef bytes(reinterpret_cast<const char *>(words), layout->size);
      out.kind = Operand::Ref;
      out.at.base = pointer_leaf({Pointer::Known, bytes_address(bytes, layout->align)}, 0);
      return out;
    }
    break;
  case mir::ConstValueKind::Slice:
    out.kind = Operand::Pair;
    out.a = pointer_leaf(alloc_address(value.alloc), 0);
    out.b = pointer_leaf({Pointer::Known, static_cast<uint32_t>(value.meta)}, 0);
    return out;
  case mir::ConstValueKind::Indirect:
    if (const mir::Allocation *memory_of = mir::alloc_table(tcx)[value.alloc].memory) {
      bool is_pair = layout->is_scalar_pair();
      if (is_pair || layout->is_scalar())
        out.a = read_scalar(*memory_of, value.offset, layout->scalar_a);
      if (is_pair && out.a)
        out.b = read_scalar(*memory_of, value.offset + layout::pair_second_offset(*layout),
                            layout->scalar_b);
      out.kind = is_pair ? Operand::Pair : Operand::Immediate;
      if (is_pair ? bool(out.b) : bool(out.a))
        return out;
    }
    out.a = out.b = Val();
    out.kind = Operand::Ref;
    out.at.base = pointer_leaf(alloc_address(value.alloc), value.offset);
    return out;
  }
  unsupported(span, "a constant of this shape");
  return out;
}

Operand ModuleCx::constant(const mir::ConstOperand &ct) {
  if (std::optional<mir::ConstValue> value = mono::evaluate(tcx, ct)) {
    bool is_in_types = ct.kind == mir::ConstOperandKind::Ty;
    return const_value(*value, is_in_types ? ct.ct.value_ty() : ct.ty, ct.span);
  }
  if (!tcx.sess.diags.has_errors())
    unsupported(ct.span, "a constant of this type in the type system");
  failed = true;
  Operand none;
  none.layout = layout_of(tcx.common.unit);
  return none;
}

uint32_t ModuleCx::location(Span span) {
  ty::Ty ref = abi::caller_location_ty(tcx);
  ty::Ty ty = ref.inner();
  if (!ty.is_adt())
    return 0;
  codegen::CallerPosition position = codegen::caller_position(tcx.sess, span);
  auto [it, fresh] = locations_.try_emplace(position.key(), 0);
  if (!fresh)
    return it->second;
  const Layout *layout = layout_of(ty);
  codegen::LocationLayout parts = codegen::location_layout(tcx, ty, *layout);
  uint32_t at = memory.reserve(layout->size, layout->align);
  auto write = [&](uint64_t offset, uint32_t value) {
    memory.write_word(at + static_cast<uint32_t>(offset), value);
  };
  write(parts.file, bytes_address(position.file, 1));
  write(parts.file + 4, static_cast<uint32_t>(position.file.size()));
  write(parts.line, position.line);
  write(parts.column, position.column);
  it->second = at;
  return at;
}

} // namespace ochre::wasm
