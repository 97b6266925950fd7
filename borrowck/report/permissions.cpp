// E0384, E0594, E0596: changes of what is not mutable.

#include "borrowck/report/content_source.h"
#include "borrowck/report/report.h"

namespace ochre::borrowck {

using mir::LocalInfo;

namespace {

void report_reassignment(const ReportCx &rx, const PermissionError &error) {
  const mir::LocalDecl &decl = rx.cx.body[error.place.local];
  const mir::Init &init = rx.cx.moves.inits[*error.earlier_init];
  bool is_arg = rx.cx.body.local_kind(error.place.local) == mir::LocalKind::Arg;
  std::string name = rx.describe_or(error.place, "value");
  DiagBuilder diag =
      ochre::error(rx.sess(), error.span, diag::AssignTwice,
                   is_arg ? "to immutable argument" : "twice to immutable variable", name);
  diag.primary_label(is_arg ? "cannot assign to immutable argument"
                            : "cannot assign twice to immutable variable");
  Span earlier = init.is_argument ? decl.source.span : rx.cx.span(init.at);
  bool is_for_binding = init.at == error.at;
  if (!is_for_binding && !is_arg)
    diag.label(earlier, "first assignment to " + name);
  if (decl.info == LocalInfo::UserVar && decl.by_ref == hir::ByRef::No)
    diag.suggest(decl.source.span.shrink_to_lo(), "mut ", "consider making this binding mutable",
                 Applicability::MachineApplicable);
  diag.emit();
}

/// What is not mutable, and why.
struct Reason {
  std::string item;
  std::string reason;
};

Reason behind_pointer(const ReportCx &rx, const PermissionError &error, PlaceRef blamed) {
  ContentSource source = content_source(rx.cx, blamed.base());
  std::string pointer = describe_immutable(rx.cx.tcx, source);
  std::string name = rx.describe(error.place);
  if (name.empty())
    return {"data in " + pointer, ""};
  return {"`" + name + "`",
          (error.is_borrow ? ", as it is behind " : ", which is behind ") + pointer};
}

Reason explain(const ReportCx &rx, const PermissionError &error) {
  const BodyCx &cx = rx.cx;
  PlaceRef place = cx.ref(error.place);
  PlaceRef blamed = place.prefix(error.blamed);
  std::string item = rx.describe_or(error.place, "value");
  const mir::LocalDecl &decl = cx.body[blamed.local];
  bool is_upvar = upvar_field(cx.tcx, cx.body, place).has_value();
  if (blamed.is_local()) {
    if (place.is_local())
      return {item, ", as it is not declared as mutable"};
    return {item, ", as `" + cx.tcx.str(decl.name).str() + "` is not declared as mutable"};
  }
  if (!blamed.ends_with(ProjectionKind::Deref)) { // a capture
    if (is_upvar)
      return {item, ", as it is not declared as mutable"};
    std::optional<uint32_t> field = upvar_field(cx.tcx, cx.body, blamed);
    std::string name = field ? cx.tcx.str(cx.body.upvars[*field].name).str() : "value";
    return {item, ", as `" + name + "` is not declared as mutable"};
  }
  bool is_direct = blamed.elems.size() == 1;
  if (is_direct && decl.info == LocalInfo::RefForGuard)
    return {item, ", as it is immutable for the pattern guard"};
  if (is_direct && decl.info == LocalInfo::StaticRef) {
    if (place.elems.size() == 1)
      return {"immutable static item " + item, ""};
    return {item, ", as `" + cx.tcx.str(decl.name).str() + "` is an immutable static item"};
  }
  if (is_direct && blamed.local.raw == 1 && !cx.body.upvars.empty() &&
      cx.type_of(blamed).is(ty::TyKind::Closure))
    return {item, is_upvar ? ", as it is a captured variable in a `Fn` closure"
                           : ", as `Fn` closures cannot mutate their captured variables"};
  return behind_pointer(rx, error, blamed);
}

/// How the user could allow the change.
void suggest_mut(const ReportCx &rx, const PermissionError &error, DiagBuilder &diag) {
  const mir::LocalDecl &decl = rx.cx.body[error.place.local];
  bool is_plain_var = error.blamed == 0 && decl.info == LocalInfo::UserVar &&
                      decl.by_ref == hir::ByRef::No && !decl.source.span.from_expansion();
  if (is_plain_var)
    diag.suggest(decl.source.span.shrink_to_lo(), "mut ", "consider changing this to be mutable",
                 Applicability::MachineApplicable);
}

} // namespace

void report_permission(const ReportCx &rx, const PermissionError &error) {
  if (error.earlier_init)
    return report_reassignment(rx, error);
  Reason why = explain(rx, error);
  if (!error.is_borrow) {
    DiagBuilder diag =
        ochre::error(rx.sess(), error.span, diag::AssignImmutable, why.item, why.reason);
    diag.primary_label("cannot assign");
    suggest_mut(rx, error, diag);
    diag.emit();
    return;
  }
  UseSpans spans = borrow_spans(rx.cx, error.at);
  DiagBuilder diag =
      ochre::error(rx.sess(), spans.args_or_use(), diag::BorrowImmutable, why.item, why.reason);
  diag.primary_label("cannot borrow as mutable");
  if (spans.is_closure && !spans.var.is_dummy())
    diag.label(spans.var, "mutable borrow occurs due to use of " +
                              rx.describe_or(error.place, "value") + " in closure");
  suggest_mut(rx, error, diag);
  diag.emit();
}

} // namespace ochre::borrowck
