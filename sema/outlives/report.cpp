#include "sema/outlives/report.h"

#include "sema/outlives/diags.h"
#include "sema/ty/print.h"
#include "support/session/report.h"

namespace ochre::outlives {

using traits::CauseCode;

namespace {

bool is_named(TyCtxt &tcx, Region region) {
  if (region.kind() == ty::RegionKind::EarlyParam)
    return tcx.str(region.param_name()) != "'_";
  return region.kind() == ty::RegionKind::LateParam && region.param_def().is_valid() &&
         tcx.str(region.param_name()) != "'_";
}

std::string describe(TyCtxt &tcx, Region region) {
  if (region.is_static())
    return "the static lifetime";
  if (is_named(tcx, region))
    return "the lifetime `" + ty::to_string(tcx, region) + "`";
  return "an anonymous lifetime";
}

void report_type(TyCtxt &tcx, const RegionError &error) {
  llvm::StringRef what = error.ty.is_param() ? "parameter type" : "associated type";
  if (error.ty.is_alias() && error.ty.is_opaque())
    what = "opaque type";
  std::string name = ty::to_string(tcx, error.ty);
  Span span = error.cause.span;
  auto diag = error.sub.is_static() ? ochre::error(tcx.sess, span, diag::ParamNotStatic, what, name)
              : is_named(tcx, error.sub)
                  ? ochre::error(tcx.sess, span, diag::ParamTooShort, what, name)
                  : ochre::error(tcx.sess, span, diag::ParamTooShortAnon, what, name);
  diag.primary_label("`" + name + "` must outlive " + describe(tcx, error.sub))
      .help("consider adding an explicit lifetime bound: `" + name + ": " +
            ty::to_string(tcx, error.sub) + "`")
      .emit();
}

/// `trait Tr: 'static`: a bound on lifetimes, whatever type it is about.
bool is_bound_of_trait(TyCtxt &tcx, const traits::ObligationCause &cause) {
  return cause.code == CauseCode::WhereClause && cause.item.is_valid() &&
         tcx.def_kind(cause.item) == DefKind::Trait;
}

void report_regions(TyCtxt &tcx, const RegionError &error) {
  Span span = error.cause.span;
  std::string note =
      describe(tcx, error.sup) + " must outlive " + describe(tcx, error.sub) + ", but need not";
  if (error.of && error.cause.code == CauseCode::ReferenceOutlives) {
    Ty ref = tcx.mk_ref(error.sub, error.of, ty::Mutability::Not);
    ochre::error(tcx.sess, span, diag::ReferenceTooLong, ty::to_string(tcx, ref)).note(note).emit();
  } else if (error.of && !is_bound_of_trait(tcx, error.cause)) {
    ochre::error(tcx.sess, span, diag::TypeLifetimeTooShort, ty::to_string(tcx, error.of))
        .note(note)
        .emit();
  } else if (error.cause.code == CauseCode::WhereClause ||
             error.cause.code == CauseCode::WellFormed) {
    ochre::error(tcx.sess, span, diag::LifetimeBoundFails).note(note).emit();
  } else {
    ochre::error(tcx.sess, span, diag::LifetimesMismatch)
        .primary_label("lifetime mismatch")
        .note(note)
        .emit();
  }
}

} // namespace

void report_region_errors(TyCtxt &tcx, llvm::ArrayRef<RegionError> errors) {
  llvm::SmallVector<std::pair<Span, Ty>, 4> seen;
  for (const RegionError &error : errors) {
    std::pair<Span, Ty> key{error.cause.span, error.ty};
    if (llvm::is_contained(seen, key))
      continue;
    seen.push_back(key);
    if (error.ty)
      report_type(tcx, error);
    else
      report_regions(tcx, error);
  }
}

} // namespace ochre::outlives
