#include "borrowck/report/content_source.h"

#include "sema/ty/print.h"

namespace ochre::borrowck {

namespace {

/// The overloaded operator whose result `local` holds.
std::optional<ContentSource> overloaded(const BodyCx &cx, Local local) {
  for (const mir::BasicBlockData &data : cx.body.code->blocks) {
    const mir::Terminator &term = data.terminator;
    if (term.kind != mir::TerminatorKind::Call || !term.place.is_local() ||
        !(term.place.local == local) || term.operand.kind != mir::OperandKind::Const)
      continue;
    ty::Ty fn = cx.body.tables.consts[term.operand.ct].ty;
    if (!fn.is(ty::TyKind::FnDef) || fn.args().size() == 0 || !fn.args()[0].is_ty())
      return std::nullopt;
    DefId trait = cx.tcx.parent(fn.def_id());
    ty::Ty self = fn.args()[0].ty();
    if (cx.tcx.is_lang_item(trait, LangItem::Deref) ||
        cx.tcx.is_lang_item(trait, LangItem::DerefMut))
      return ContentSource{ContentKind::OverloadedDeref, self};
    if (cx.tcx.is_lang_item(trait, LangItem::Index) ||
        cx.tcx.is_lang_item(trait, LangItem::IndexMut))
      return ContentSource{ContentKind::OverloadedIndex, self};
    return std::nullopt;
  }
  return std::nullopt;
}

bool is_std(TyCtxt &tcx, ty::Ty ty, llvm::StringRef name) {
  return ty.is_adt() && tcx.str(tcx.name(ty.def_id())) == name && !tcx.is_local(ty.def_id());
}

} // namespace

ContentSource content_source(const BodyCx &cx, PlaceRef base) {
  if (base.is_local())
    if (std::optional<ContentSource> found = overloaded(cx, base.local))
      return *found;
  ty::Ty ty = cx.type_of(base);
  if (ty.is_raw_ptr())
    return {ContentKind::RawPointer, ty};
  bool is_mut = ty.is_ref() && ty.mutbl() == ty::Mutability::Mut;
  return {is_mut ? ContentKind::MutableRef : ContentKind::SharedRef, ty};
}

std::string describe_immutable(TyCtxt &tcx, const ContentSource &source) {
  switch (source.kind) {
  case ContentKind::SharedRef: return "a `&` reference";
  case ContentKind::MutableRef: return "a `&mut` reference";
  case ContentKind::RawPointer: return "a `*const` pointer";
  case ContentKind::OverloadedDeref:
    if (is_std(tcx, source.ty, "Rc"))
      return "an `Rc`";
    if (is_std(tcx, source.ty, "Arc"))
      return "an `Arc`";
    return "a dereference of `" + ty::to_string(tcx, source.ty) + "`";
  case ContentKind::OverloadedIndex: return "an index of `" + ty::to_string(tcx, source.ty) + "`";
  }
  return "";
}

std::string describe_named(const ContentSource &source) {
  switch (source.kind) {
  case ContentKind::SharedRef: return "shared reference";
  case ContentKind::MutableRef: return "mutable reference";
  case ContentKind::RawPointer: return "raw pointer";
  case ContentKind::OverloadedDeref:
  case ContentKind::OverloadedIndex: return "";
  }
  return "";
}

std::string describe_unnamed(TyCtxt &tcx, const ContentSource &source) {
  switch (source.kind) {
  case ContentKind::SharedRef: return "a shared reference";
  case ContentKind::MutableRef: return "a mutable reference";
  case ContentKind::RawPointer: return "a raw pointer";
  case ContentKind::OverloadedDeref:
    if (is_std(tcx, source.ty, "Rc"))
      return "an `Rc`";
    if (is_std(tcx, source.ty, "Arc"))
      return "an `Arc`";
    return "dereference of `" + ty::to_string(tcx, source.ty) + "`";
  case ContentKind::OverloadedIndex: return "index of `" + ty::to_string(tcx, source.ty) + "`";
  }
  return "";
}

} // namespace ochre::borrowck
