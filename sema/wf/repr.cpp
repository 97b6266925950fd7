// Source: Reference, "Type layout".
#include "sema/wf/repr.h"

#include "sema/layout/layout.h"
#include "sema/wf/diags.h"
#include "sema/wf/item_ctxt.h"

namespace ochre::wf {

namespace {

/// Whether the field takes no room whatever it stands in; what is not known yet takes some.
bool is_trivial(TyCtxt &tcx, DefId adt, const ty::FieldDef &field) {
  ty::TypingEnv env{tcx.param_env(adt), ty::TypingMode::Analysis};
  Ty ty = tcx.type_of(field.def_id).instantiate_identity();
  if (ty.references_error())
    return true;
  ty::LayoutResult result = tcx.layout_of({env, ty::erase_regions(tcx, ty)});
  return result && !result.layout->is_unsized && result.layout->size == 0 &&
         result.layout->align == 1;
}

void check_transparent(TyCtxt &tcx, const ty::AdtDef &adt) {
  if (adt.is_union()) {
    if (!tcx.sess.opts.allow_internal_features)
      error(tcx.sess, head_span(tcx, adt.def_id), diag::TransparentUnion).emit();
    return;
  }
  if (adt.is_enum() && adt.variants.size() != 1) {
    error(tcx.sess, head_span(tcx, adt.def_id), diag::TransparentVariants, adt.variants.size())
        .emit();
    return;
  }
  uint64_t count = 0;
  for (const ty::FieldDef &field : adt.variants[ty::VariantIdx(0)].fields)
    count += !is_trivial(tcx, adt.def_id, field);
  if (count > 1)
    error(tcx.sess, head_span(tcx, adt.def_id), diag::TransparentFields,
          describe(tcx.def_kind(adt.def_id)), count)
        .emit();
}

bool has_align(TyCtxt &tcx, DefId id, llvm::DenseSet<DefId> &seen) {
  if (!seen.insert(id).second)
    return false;
  const ty::AdtDef &adt = *tcx.adt_def(id);
  if (adt.repr.align)
    return true;
  for (const ty::VariantDef &variant : adt.variants)
    for (const ty::FieldDef &field : variant.fields) {
      Ty ty = tcx.type_of(field.def_id).instantiate_identity();
      if (ty.is_adt() && has_align(tcx, ty.def_id(), seen))
        return true;
    }
  return false;
}

} // namespace

void check_repr(TyCtxt &tcx, DefId id) {
  const ty::AdtDef &adt = *tcx.adt_def(id);
  if (adt.repr.is_transparent)
    check_transparent(tcx, adt);
  llvm::DenseSet<DefId> seen;
  if (adt.repr.pack && !adt.repr.align && has_align(tcx, id, seen))
    error(tcx.sess, head_span(tcx, id), diag::PackedAlign).emit();
}

} // namespace ochre::wf
