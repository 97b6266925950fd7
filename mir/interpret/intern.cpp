// Interning: every allocation that the result reaches gets a global id, in the order in which the
// pointers to them lie, so that equal evaluations give equal tables.

#include "mir/interpret/intern.h"

#include "mir/interpret/memory.h"
#include "mir/interpret/place.h"

namespace ochre::mir::interpret {

namespace {

struct Interner {
  Machine &m;
  InternMode mode;
  llvm::DenseMap<AllocId, AllocId> done{};
  std::vector<std::pair<AllocId, AllocId>> work{}; ///< local and its global id

  AllocId global(AllocId id) {
    if (!is_local_alloc(id))
      return id;
    auto [it, fresh] = done.try_emplace(id);
    if (fresh) {
      it->second = alloc_table(m.tcx).reserve();
      work.push_back({id, it->second});
    }
    return it->second;
  }

  Allocation translate(const Allocation &from) {
    Allocation out = from;
    for (auto &[offset, target] : out.provenance)
      target = global(target);
    if (is_init(out, 0, out.bytes.size()))
      out.init_mask.clear();
    else // bytes that nobody set are zero, whatever was there before
      for (uint64_t i = 0; i < out.bytes.size(); ++i)
        if (!out.is_init(i))
          out.bytes[i] = 0;
    return out;
  }

  void run() {
    for (size_t i = 0; i < work.size(); ++i) {
      auto [local, id] = work[i];
      MemAlloc *alloc = local_alloc(m, local);
      if (alloc->is_dead) {
        fail(m, "encountered dangling pointer in final value of constant");
        return;
      }
      Allocation out = translate(alloc->data);
      bool stays_mut = mode == InternMode::Static && alloc->shared_mutably;
      out.mutbl = stays_mut ? ty::Mutability::Mut : ty::Mutability::Not;
      alloc_table(m.tcx).set_memory(id, m.tcx.own<Allocation>(std::move(out)));
    }
  }
};

Scalar to_scalar(Interner &in, const Val &val) {
  if (val.has_prov())
    return Scalar::ptr(in.global(val.prov), static_cast<uint64_t>(val.bits), val.size);
  return Scalar::from_uint(static_cast<uint64_t>(val.bits), val.size,
                           static_cast<uint64_t>(val.bits >> 64));
}

MPlace in_memory(Machine &m, const Value &value) {
  if (value.in_memory)
    return value.mem;
  MPlace mem = allocate_place(m, value.ty(), value.layout());
  write_memory(m, mem, value);
  return mem;
}

} // namespace

std::optional<ConstValue> intern_value(Machine &m, const Value &value, InternMode mode) {
  const Layout *layout = value.layout();
  if (m.failed() || !layout)
    return std::nullopt;
  Interner in{m, mode};
  ConstValue out;
  Imm imm;
  bool may_be_uninit = layout->scalar_a.uninit_allowed || layout->scalar_b.uninit_allowed;
  bool in_registers = (layout->is_scalar() || layout->is_scalar_pair()) && !may_be_uninit;
  if (in_registers)
    imm = read_imm(m, value);
  ty::Ty ty = value.ty();
  bool is_slice = ty.is_ref() && (ty.inner().is_str() || ty.inner().is(ty::TyKind::Slice));
  if (layout->size == 0) {
    out.kind = ConstValueKind::ZeroSized;
  } else if (in_registers && layout->is_scalar()) {
    out.kind = ConstValueKind::Scalar;
    bits_of(m, Val{0, {}, 0, imm.a.init});
    out.scalar = to_scalar(in, imm.a);
  } else if (is_slice && imm.count == 2 && imm.a.has_prov() && imm.a.bits == 0 && imm.a.init &&
             imm.b.init) {
    out.kind = ConstValueKind::Slice;
    out.alloc = in.global(imm.a.prov);
    out.meta = static_cast<uint64_t>(imm.b.bits);
  } else {
    out.kind = ConstValueKind::Indirect;
    MPlace mem = in_memory(m, value);
    out.alloc = in.global(mem.alloc);
    out.offset = mem.offset;
  }
  in.run();
  if (m.failed())
    return std::nullopt;
  return out;
}

std::optional<Allocation> intern_static(Machine &m, const Value &value) {
  if (m.failed() || !value.layout())
    return std::nullopt;
  Interner in{m, InternMode::Static};
  MPlace mem = allocate_place(m, value.ty(), value.layout());
  write_memory(m, mem, value);
  MemAlloc *alloc = local_alloc(m, mem.alloc);
  if (m.failed() || !alloc)
    return std::nullopt;
  Allocation out = in.translate(alloc->data);
  in.run();
  if (m.failed())
    return std::nullopt;
  return out;
}

} // namespace ochre::mir::interpret
