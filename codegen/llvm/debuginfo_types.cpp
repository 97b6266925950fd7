// Types as a debugger sees them.

#include "codegen/llvm/cx.h"
#include "codegen/llvm/debuginfo.h"
#include "sema/ty/fold.h"
#include "sema/ty/print.h"

namespace ochre::codegen {

namespace dwarf = llvm::dwarf;

struct TypeBuilder {
  DebugInfo &debug;
  UnitCx &cx = debug.cx_;
  TyCtxt &tcx = cx.tcx;
  llvm::DIBuilder &b = debug.builder_;

  uint64_t bits(uint64_t bytes) { return bytes * 8; }
  uint32_t align_bits(uint64_t bytes) { return static_cast<uint32_t>(bytes * 8); }

  llvm::DIType *basic(ty::Ty ty, unsigned encoding) {
    return b.createBasicType(ty::to_string(tcx, ty), bits(cx.layout_of(ty)->size), encoding);
  }
  llvm::DIType *usize() { return debug.type(tcx.common.usize); }

  /// A struct that is known before its fields are: they may lead back to it.
  llvm::DICompositeType *open_struct(ty::Ty ty, llvm::DIScope *scope, llvm::StringRef name) {
    const Layout *l = cx.layout_of(ty);
    auto *out = b.createStructType(scope, name, debug.unit_->getFile(), 0, bits(l->size),
                                   align_bits(l->align), llvm::DINode::FlagPublic, nullptr, {});
    debug.types_[ty] = out;
    return out;
  }
  llvm::Metadata *member(llvm::DIScope *in, llvm::StringRef name, llvm::DIType *type,
                         uint64_t offset) {
    return b.createMemberType(in, name, debug.unit_->getFile(), 0, type->getSizeInBits(), 0,
                              bits(offset), llvm::DINode::FlagPublic, type);
  }
  void close(llvm::DICompositeType *type, llvm::ArrayRef<llvm::Metadata *> members) {
    b.replaceArrays(type, b.getOrCreateArray(members));
  }

  llvm::DIType *thin_pointer(ty::Ty pointee, llvm::StringRef name) {
    return b.createPointerType(debug.type(pointee), bits(cx.pointer_size), 0, std::nullopt, name);
  }

  /// `&T`, `*const T`, `Box<T>`: a pointer, or a struct of a pointer and what describes its target.
  llvm::DIType *pointer(ty::Ty ty, ty::Ty pointee) {
    std::string name = ty::to_string(tcx, ty);
    if (!cx.layout_of(ty)->is_scalar_pair())
      return thin_pointer(pointee, name);
    ty::Ty tail = layout::struct_tail(tcx, mono_env(), pointee);
    llvm::DICompositeType *out = open_struct(ty, nullptr, name);
    bool is_dyn = tail.is_dyn();
    ty::Ty target = pointee.is_str()                ? tcx.common.u8
                    : pointee.is(ty::TyKind::Slice) ? pointee.inner()
                                                    : pointee;
    llvm::DIType *data = thin_pointer(target, "");
    llvm::DIType *meta = usize();
    if (is_dyn) {
      auto *slots = b.createArrayType(bits(3 * cx.pointer_size), 64, usize(),
                                      b.getOrCreateArray({b.getOrCreateSubrange(0, 3)}));
      meta = b.createPointerType(slots, bits(cx.pointer_size));
    }
    close(out, {member(out, is_dyn ? "pointer" : "data_ptr", data, 0),
                member(out, is_dyn ? "vtable" : "length", meta, cx.pointer_size)});
    return out;
  }

  llvm::DIType *array(ty::Ty ty) {
    const Layout *l = cx.layout_of(ty);
    auto range = b.getOrCreateSubrange(0, static_cast<int64_t>(l->is_array ? l->array_count : 0));
    return b.createArrayType(bits(l->size), align_bits(l->align), debug.type(ty.inner()),
                             b.getOrCreateArray({range}));
  }

  llvm::SmallVector<llvm::Metadata *, 8> parts(llvm::DIScope *in, ty::Ty ty, ty::VariantIdx variant,
                                               const Layout &l, const ty::VariantDef *def) {
    llvm::SmallVector<llvm::Metadata *, 8> out;
    uint32_t count = layout::field_count(tcx, mono_env(), ty, variant);
    for (uint32_t i = 0; i < count; ++i) {
      ty::Ty field = layout::field_ty(tcx, mono_env(), ty, variant, i);
      std::string name = "__" + std::to_string(i);
      if (def) {
        llvm::StringRef own = tcx.str(def->fields[ty::FieldIdx(i)].name);
        bool is_number = !own.empty() && own[0] >= '0' && own[0] <= '9';
        name = is_number ? "__" + own.str() : own.str();
      }
      out.push_back(member(in, name, debug.type(field), l.field_offset(i)));
    }
    return out;
  }

  llvm::DIType *plain_struct(ty::Ty ty, llvm::DIScope *scope, llvm::StringRef name,
                             const ty::VariantDef *def) {
    llvm::DICompositeType *out = open_struct(ty, scope, name);
    close(out, parts(out, ty, ty::VariantIdx(0), *cx.layout_of(ty), def));
    return out;
  }

  llvm::DIType *plain_union(ty::Ty ty, llvm::DIScope *scope, llvm::StringRef name,
                            const ty::VariantDef &def) {
    const Layout *l = cx.layout_of(ty);
    auto *out = b.createUnionType(scope, name, debug.unit_->getFile(), 0, bits(l->size),
                                  align_bits(l->align), llvm::DINode::FlagPublic, {});
    debug.types_[ty] = out;
    close(out, parts(out, ty, ty::VariantIdx(0), *l, &def));
    return out;
  }

  llvm::DIType *tag_type(const layout::Scalar &tag) {
    unsigned encoding = tag.prim.is_signed ? dwarf::DW_ATE_signed : dwarf::DW_ATE_unsigned;
    std::string name = (tag.prim.is_signed ? "i" : "u") + std::to_string(tag.prim.size * 8);
    return b.createBasicType(name, bits(tag.prim.size), encoding);
  }

  /// Without data: an enumeration.
  llvm::DIType *c_like(ty::Ty ty, llvm::DIScope *scope, llvm::StringRef name,
                       const ty::AdtDef &adt) {
    const Layout *l = cx.layout_of(ty);
    const std::vector<ty::DiscrValue> *values = tcx.adt_discriminants(adt.def_id);
    unsigned size = static_cast<unsigned>(bits(l->size));
    bool is_signed = l->tag.prim.is_signed;
    llvm::SmallVector<llvm::Metadata *, 8> rows;
    for (ty::VariantIdx v : adt.variants.ids()) {
      llvm::APInt value(128, {(*values)[v.raw].lo, (*values)[v.raw].hi});
      rows.push_back(b.createEnumerator(tcx.str(adt.variants[v].name),
                                        llvm::APSInt(value.trunc(size), !is_signed)));
    }
    return b.createEnumerationType(scope, name, debug.unit_->getFile(), 0, size,
                                   align_bits(l->align), b.getOrCreateArray(rows), tag_type(l->tag),
                                   0, "", /*IsScoped=*/true);
  }

  /// What the tag holds for a variant; null: everything that no other variant says.
  llvm::Constant *tag_of(const Layout &l, const ty::AdtDef &adt, ty::VariantIdx v) {
    if (l.variants != layout::VariantsKind::Multiple)
      return nullptr;
    unsigned size = l.tag.prim.size * 8u;
    if (l.encoding == layout::TagEncoding::Direct) {
      const ty::DiscrValue &value = (*tcx.adt_discriminants(adt.def_id))[v.raw];
      return llvm::ConstantInt::get(cx.context,
                                    llvm::APInt(128, {value.lo, value.hi}).zextOrTrunc(size));
    }
    if (v == l.niche_untagged)
      return nullptr;
    layout::u128 tag = l.niche_start + (v.raw - l.niche_first.raw);
    llvm::APInt value(128, {static_cast<uint64_t>(tag), static_cast<uint64_t>(tag >> 64)});
    return llvm::ConstantInt::get(cx.context, value.zextOrTrunc(size));
  }

  llvm::DIType *enumeration(ty::Ty ty, llvm::DIScope *scope, llvm::StringRef name,
                            const ty::AdtDef &adt) {
    const Layout &l = *cx.layout_of(ty);
    bool has_data = llvm::any_of(adt.variants, [](auto &v) { return !v.fields.empty(); });
    if (!has_data && l.size > 0 && l.encoding == layout::TagEncoding::Direct &&
        l.variants == layout::VariantsKind::Multiple)
      return c_like(ty, scope, name, adt);
    llvm::DICompositeType *out = open_struct(ty, scope, name);
    if (l.variants == layout::VariantsKind::Empty)
      return out;
    llvm::DIFile *file = debug.unit_->getFile();
    llvm::DIDerivedType *discriminator = nullptr;
    if (l.variants == layout::VariantsKind::Multiple)
      discriminator =
          b.createMemberType(out, "", file, 0, bits(l.tag.prim.size), 0, bits(l.tag_offset()),
                             llvm::DINode::FlagArtificial, tag_type(l.tag));
    llvm::DICompositeType *variants =
        b.createVariantPart(out, "", file, 0, bits(l.size), align_bits(l.align),
                            llvm::DINode::FlagZero, discriminator, {});
    llvm::SmallVector<llvm::Metadata *, 8> rows;
    for (ty::VariantIdx v : adt.variants.ids()) {
      if (l.variants == layout::VariantsKind::Single && !(v == l.single_variant))
        continue;
      const ty::VariantDef &def = adt.variants[v];
      auto *body = b.createStructType(out, tcx.str(def.name), file, 0, bits(l.size),
                                      align_bits(l.align), llvm::DINode::FlagPublic, nullptr, {});
      const Layout &fields = l.variant(v);
      if (fields.field_offsets.size() >= def.fields.size())
        close(body, parts(body, ty, v, fields, &def));
      rows.push_back(b.createVariantMemberType(variants, tcx.str(def.name), file, 0, bits(l.size),
                                               align_bits(l.align), 0, tag_of(l, adt, v),
                                               llvm::DINode::FlagZero, body));
    }
    close(variants, rows);
    close(out, {variants});
    return out;
  }

  llvm::DIType *adt(ty::Ty ty) {
    const ty::AdtDef *def = tcx.adt_def(ty.def_id());
    if (def->is_box)
      return pointer(ty, ty.args()[0].ty());
    DefId parent = tcx.parent(ty.def_id());
    llvm::DIScope *scope = parent.is_valid() ? debug.item_scope(parent) : nullptr;
    std::string name = tcx.str(tcx.defs.def(ty.def_id()).name).str();
    std::string args;
    for (ty::GenericArg arg : ty.args())
      if (!arg.is_region())
        args += (args.empty() ? "" : ", ") + ty::to_string(tcx, arg);
    if (!args.empty())
      name += "<" + args + ">";
    if (def->is_enum())
      return enumeration(ty, scope, name, *def);
    if (def->is_union())
      return plain_union(ty, scope, name, def->non_enum_variant());
    return plain_struct(ty, scope, name, &def->non_enum_variant());
  }

  llvm::DIType *fn_pointer(ty::Ty ty) {
    ty::FnSig sig = ty::erase_late_bound_regions(tcx, ty.fn_ptr_sig());
    llvm::SmallVector<llvm::Metadata *, 8> parts;
    auto add = [&](ty::Ty part) {
      ty::Ty normal = tcx.normalize_erasing_regions({mono_env(), ty::GenericArg(part)}).ty();
      parts.push_back(normal.is_unit() || normal.is_never() ? nullptr : debug.type(normal));
    };
    // Entered first: a signature may lead back to the pointer.
    debug.types_[ty] = b.createUnspecifiedType(ty::to_string(tcx, ty));
    add(sig.output());
    for (ty::Ty input : sig.inputs())
      add(input);
    auto *target = b.createSubroutineType(b.getOrCreateTypeArray(parts));
    return b.createPointerType(target, bits(cx.pointer_size), 0, std::nullopt,
                               ty::to_string(tcx, ty));
  }

  llvm::DIType *make(ty::Ty ty) {
    switch (ty.kind()) {
    case ty::TyKind::Bool: return basic(ty, dwarf::DW_ATE_boolean);
    case ty::TyKind::Char: return basic(ty, dwarf::DW_ATE_UTF);
    case ty::TyKind::Int: return basic(ty, dwarf::DW_ATE_signed);
    case ty::TyKind::Uint: return basic(ty, dwarf::DW_ATE_unsigned);
    case ty::TyKind::Float: return basic(ty, dwarf::DW_ATE_float);
    case ty::TyKind::Never: return b.createBasicType("!", 0, dwarf::DW_ATE_unsigned);
    case ty::TyKind::Adt: return adt(ty);
    case ty::TyKind::Array:
    case ty::TyKind::Slice: return array(ty);
    case ty::TyKind::Str: return debug.type(tcx.common.u8);
    case ty::TyKind::RawPtr:
    case ty::TyKind::Ref: return pointer(ty, ty.inner());
    case ty::TyKind::FnPtr: return fn_pointer(ty);
    case ty::TyKind::Tuple:
      if (ty.is_unit())
        return b.createBasicType("()", 0, dwarf::DW_ATE_unsigned);
      return plain_struct(ty, nullptr, ty::to_string(tcx, ty), nullptr);
    case ty::TyKind::Closure:
    case ty::TyKind::Coroutine: {
      std::string number = std::to_string(tcx.defs.def(ty.def_id()).disambiguator);
      llvm::StringRef what = ty.is_closure() ? "{closure_env#" : "{async_env#";
      return plain_struct(ty, debug.item_scope(tcx.parent(ty.def_id())), what.str() + number + "}",
                          nullptr);
    }
    case ty::TyKind::Foreign:
    case ty::TyKind::Dynamic:
    case ty::TyKind::FnDef:
    case ty::TyKind::CoroutineWitness:
    case ty::TyKind::Alias:
    case ty::TyKind::Param:
    case ty::TyKind::Bound:
    case ty::TyKind::Placeholder:
    case ty::TyKind::Infer:
    case ty::TyKind::Error:
      return b.createStructType(nullptr, ty::to_string(tcx, ty), debug.unit_->getFile(), 0, 0, 8,
                                llvm::DINode::FlagZero, nullptr, {});
    }
    return nullptr;
  }
};

llvm::DIType *DebugInfo::type(ty::Ty ty) {
  auto it = types_.find(ty);
  if (it != types_.end())
    return it->second;
  llvm::DIType *out = TypeBuilder{*this}.make(ty);
  return types_[ty] = out;
}

} // namespace ochre::codegen
