#include "borrowck/moves/places.h"

namespace ochre::borrowck {

using mir::LocalInfo;

bool same_elem(const PlaceElem &a, const PlaceElem &b) {
  return a.kind == b.kind && a.from_end == b.from_end && a.a == b.a && a.b == b.b;
}

bool PlaceRef::is_prefix_of(const PlaceRef &other) const {
  return local == other.local && elems.size() <= other.elems.size() &&
         std::equal(elems.begin(), elems.end(), other.elems.begin(), same_elem);
}

mir::PlaceTy type_of(TyCtxt &tcx, const mir::Body &body, PlaceRef place) {
  mir::PlaceTy ty{body.local_ty(place.local), {}};
  for (const PlaceElem &e : place.elems)
    ty = mir::project_ty(tcx, body, ty, e);
  return ty;
}

std::optional<uint32_t> upvar_field(TyCtxt &tcx, const mir::Body &body, PlaceRef place) {
  if (body.upvars.empty() || place.local.raw != 1 || place.elems.empty())
    return std::nullopt;
  bool through_ref = place.ends_with(ProjectionKind::Deref);
  if (through_ref)
    place = place.base();
  if (!place.ends_with(ProjectionKind::Field))
    return std::nullopt;
  ty::Ty base = type_of(tcx, body, place.base()).ty;
  if (!base.is(ty::TyKind::Closure) && !base.is(ty::TyKind::Coroutine))
    return std::nullopt;
  auto field = static_cast<uint32_t>(place.elems.back().a);
  if (field >= body.upvars.size() || (through_ref && !body.upvars[field].by_ref))
    return std::nullopt;
  return field;
}

namespace {

/// The text of a place as it grows from the root outwards.
class Describer {
public:
  Describer(TyCtxt &tcx, const mir::Body &body, PlaceRef place)
      : tcx_(tcx), body_(body), place_(place) {}

  std::string run() {
    const mir::LocalDecl &decl = body_[place_.local];
    if (decl.name.is_valid())
      set(tcx_.str(decl.name));
    // Derefs before the last field are what `.` does by itself.
    size_t explicit_from = 0;
    for (size_t i = place_.elems.size(); i-- > 0 && explicit_from == 0;)
      if (place_.elems[i].kind != ProjectionKind::Deref &&
          place_.elems[i].kind != ProjectionKind::Downcast)
        explicit_from = i + 1;
    for (size_t i = 0; i < place_.elems.size(); ++i)
      element(i, explicit_from);
    return is_named_ ? text_ : std::string();
  }

private:
  void set(llvm::StringRef name) {
    text_ = name.str();
    is_named_ = true;
  }
  bool upvar(size_t count) {
    std::optional<uint32_t> field = upvar_field(tcx_, body_, place_.prefix(count));
    if (field)
      set(tcx_.str(body_.upvars[*field].name));
    return field.has_value();
  }
  void element(size_t i, size_t explicit_from) {
    const PlaceElem &e = place_.elems[i];
    switch (e.kind) {
    case ProjectionKind::Deref: {
      LocalInfo info = body_[place_.local].info;
      bool is_hidden = info == LocalInfo::RefForGuard || info == LocalInfo::StaticRef;
      if ((i == 0 && is_hidden) || upvar(i + 1))
        return;
      if (i >= explicit_from)
        text_.insert(0, "*");
      return;
    }
    case ProjectionKind::Field:
      if (!upvar(i + 1))
        text_ += "." + field_name(i);
      return;
    case ProjectionKind::Index: {
      Symbol name = body_[Local(static_cast<uint32_t>(e.a))].name;
      text_ += name.is_valid() ? ("[" + tcx_.str(name) + "]").str() : "[_]";
      return;
    }
    case ProjectionKind::ConstantIndex:
    case ProjectionKind::Subslice: text_ += "[..]"; return;
    case ProjectionKind::Downcast:
    case ProjectionKind::OpaqueCast: return;
    }
  }
  std::string field_name(size_t i) {
    const PlaceElem &e = place_.elems[i];
    mir::PlaceTy base = type_of(tcx_, body_, place_.prefix(i));
    if (base.ty.is_adt()) {
      const ty::AdtDef *adt = tcx_.adt_def(base.ty.def_id());
      ty::VariantIdx variant = base.variant.is_valid() ? base.variant : ty::VariantIdx(0);
      ty::FieldIdx field(static_cast<uint32_t>(e.a));
      if (variant.raw < adt->variants.size() && field.raw < adt->variants[variant].fields.size())
        return tcx_.str(adt->variants[variant].fields[field].name).str();
    }
    return std::to_string(e.a);
  }

  TyCtxt &tcx_;
  const mir::Body &body_;
  PlaceRef place_;
  std::string text_;
  bool is_named_ = false;
};

} // namespace

std::string describe(TyCtxt &tcx, const mir::Body &body, PlaceRef place) {
  return Describer(tcx, body, place).run();
}

std::string describe_or(TyCtxt &tcx, const mir::Body &body, PlaceRef place,
                        llvm::StringRef fallback) {
  std::string text = describe(tcx, body, place);
  return text.empty() ? fallback.str() : "`" + text + "`";
}

} // namespace ochre::borrowck
