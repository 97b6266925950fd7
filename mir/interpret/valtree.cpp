// Values of the type system as trees, and back.

#include "mir/interpret/interpret.h"

#include "mir/interpret/intern.h"
#include "mir/interpret/memory.h"
#include "mir/interpret/place.h"

namespace ochre::mir::interpret {

namespace {

/// Larger trees are no values of patterns or const parameters.
constexpr uint64_t kMaxNodes = 1 << 20;

struct TreeBuilder {
  Machine &m;
  uint64_t nodes = 0;

  ty::ValTree tree(const Value &value, unsigned depth) {
    if (m.failed() || !value.layout() || depth > 128 || ++nodes > kMaxNodes)
      return nullptr;
    ty::Ty ty = value.ty();
    if (ty.is_bool() || ty.is_char() || ty.is_integral() || ty.is_floating_point()) {
      u128 bits = read_bits(m, value);
      return m.tcx.mk_valtree_leaf(static_cast<uint8_t>(value.layout()->size),
                                   static_cast<uint64_t>(bits), static_cast<uint64_t>(bits >> 64));
    }
    if (ty.is_raw_ptr() || ty.is(ty::TyKind::FnPtr))
      return address(value);
    if (ty.is_ref())
      return tree(memory_value(deref(m, value)), depth + 1);
    if (ty.is_str() || ty.is(ty::TyKind::Slice) || ty.is(ty::TyKind::Array))
      return elements(value, depth);
    if (ty.is(ty::TyKind::Tuple))
      return fields(value, *value.layout(), ty::VariantIdx(0), depth, {});
    if (ty.is(ty::TyKind::FnDef))
      return m.tcx.mk_valtree_branch({});
    return ty.is_adt() ? adt(value, depth) : nullptr;
  }

  /// Of a thin pointer that was made from an integer.
  ty::ValTree address(const Value &value) {
    if (!value.layout()->is_scalar())
      return nullptr;
    Val val = read_imm(m, value).a;
    if (m.failed() || !val.init || val.has_prov())
      return nullptr;
    return m.tcx.mk_valtree_leaf(val.size, static_cast<uint64_t>(val.bits));
  }

  ty::ValTree elements(const Value &value, unsigned depth) {
    MPlace mem = memory(value);
    bool is_str = value.ty().is_str();
    uint64_t count = place_len(m, mem);
    if (m.failed() || count > kMaxNodes)
      return nullptr;
    if (is_str) {
      mem.ty = m.tcx.mk_slice(m.tcx.common.u8);
      mem.layout = layout_of(m, mem.ty);
    }
    std::vector<ty::ValTree> children;
    for (uint64_t i = 0; i < count; ++i) {
      ty::ValTree child = tree(memory_value(element_place(m, mem, i)), depth + 1);
      if (!child)
        return nullptr;
      children.push_back(child);
    }
    return m.tcx.mk_valtree_branch(children);
  }

  ty::ValTree adt(const Value &value, unsigned depth) {
    const ty::AdtDef *def = m.tcx.adt_def(value.ty().def_id());
    if (def->is_union())
      return nullptr;
    if (!def->is_enum())
      return fields(value, *value.layout(), ty::VariantIdx(0), depth, {});
    ty::VariantIdx variant(read_variant(m, value));
    if (m.failed())
      return nullptr;
    return fields(value, value.layout()->variant(variant), variant, depth,
                  m.tcx.mk_valtree_leaf(4, variant.raw));
  }

  ty::ValTree fields(const Value &value, const Layout &in, ty::VariantIdx variant, unsigned depth,
                     ty::ValTree first) {
    MPlace mem = memory(value);
    llvm::SmallVector<ty::ValTree, 8> children;
    if (first)
      children.push_back(first);
    uint32_t count = layout::field_count(m.tcx, m.env, value.ty(), variant);
    for (uint32_t i = 0; i < count; ++i) {
      ty::Ty ty = layout::field_ty(m.tcx, m.env, value.ty(), variant, i);
      ty::ValTree child = tree(memory_value(field_place(m, mem, in, i, ty)), depth + 1);
      if (!child)
        return nullptr;
      children.push_back(child);
    }
    return m.tcx.mk_valtree_branch(children);
  }

  MPlace memory(const Value &value) {
    if (value.in_memory)
      return value.mem;
    MPlace mem = allocate_place(m, value.ty(), value.layout());
    write_memory(m, mem, value);
    return mem;
  }
};

} // namespace

std::optional<ConstValue> evaluate(TyCtxt &tcx, const ConstOperand &ct) {
  switch (ct.kind) {
  case ConstOperandKind::Value: return ct.value;
  case ConstOperandKind::Unevaluated: {
    ty::ConstEvalKey key{ty::TypingEnv::fully_monomorphized(), ct.def_id, ct.args,
                         ct.promoted.is_valid() ? ct.promoted.raw : UINT32_MAX};
    const ConstValue *value = tcx.const_eval(key).value;
    return value ? std::optional(*value) : std::nullopt;
  }
  case ConstOperandKind::Ty:
    if (ct.ct && ct.ct.is(ty::ConstKind::Value))
      return valtree_to_const_value(tcx, ct.ct.value_ty(), ct.ct.valtree());
    return std::nullopt;
  }
  return std::nullopt;
}

std::optional<ConstValue> valtree_to_const_value(TyCtxt &tcx, ty::Ty ty, ty::ValTree tree) {
  Machine m(tcx);
  ConstOperand ct;
  ct.kind = ConstOperandKind::Ty;
  ct.ty = ty;
  ct.ct = tcx.mk_const_value(ty, tree);
  return intern_value(m, eval_const_operand(m, ct), InternMode::Const);
}

ty::ValTree const_value_to_valtree(TyCtxt &tcx, const ConstValue &value, ty::Ty ty) {
  Machine m(tcx);
  ty::ValTree tree = TreeBuilder{m}.tree(eval_const_value(m, value, ty), 0);
  return m.failed() ? nullptr : tree;
}

} // namespace ochre::mir::interpret
