// E0381, E0382: uses of what is not initialised.

#include "borrowck/report/report.h"

#include "sema/ty/print.h"

namespace ochre::borrowck {

namespace {

llvm::StringRef past_tense(InitAction action) {
  switch (action) {
  case InitAction::Borrow: return "borrowed";
  case InitAction::MatchOn: return "matched on";
  case InitAction::Use: return "used";
  case InitAction::Assignment: return "assigned";
  case InitAction::PartialAssignment: return "partially assigned";
  }
  return "used";
}

llvm::StringRef noun(InitAction action) {
  switch (action) {
  case InitAction::Borrow: return "borrow";
  case InitAction::MatchOn:
  case InitAction::Use: return "use";
  case InitAction::Assignment: return "assign";
  case InitAction::PartialAssignment: return "assign to part";
  }
  return "use";
}

/// Whether some assignment of the path can be followed by the use.
bool is_initialised_on_some_path(const ReportCx &rx, const MovedUse &error) {
  for (uint32_t row = 0; row < rx.cx.moves.inits.size(); ++row) {
    const mir::Init &init = rx.cx.moves.inits[row];
    if (!init.is_argument && rx.cx.moves.is_ancestor(init.path, error.path))
      return true;
  }
  return false;
}

void report_uninitialised(const ReportCx &rx, const MovedUse &error) {
  Session &sess = rx.sess();
  UseSpans spans = move_spans(rx.cx, error.at, error.moved);
  Span span = spans.args_or_use();
  std::string name = rx.describe(error.moved);
  std::string quoted = name.empty() ? "value" : "`" + name + "`";
  std::string prefix = name.empty() ? "" : "`" + name + "` ";
  llvm::StringRef used = past_tense(error.action);
  bool partial = error.action == InitAction::PartialAssignment;
  const mir::LocalDecl &decl = rx.cx.body[error.used.local];
  bool possibly = !partial && is_initialised_on_some_path(rx, error);
  DiagBuilder diag = possibly ? ochre::error(sess, span, diag::PossiblyUninitialised, used, prefix)
                              : ochre::error(sess, span, diag::Uninitialised, used, prefix,
                                             partial ? "fully " : "");
  std::string label = quoted + " " + used.str() + " here but it ";
  label += partial    ? "isn't fully initialized"
           : possibly ? "is possibly-uninitialized"
                      : "isn't initialized";
  diag.primary_label(label);
  if (partial)
    diag.help("partial initialization isn't supported, fully initialize the binding with a default "
              "value and mutate it, or use `std::mem::MaybeUninit`");
  if (decl.info == mir::LocalInfo::UserVar)
    diag.label(decl.source.span, "binding declared here but left uninitialized");
  diag.emit();
}

/// `value moved here`, for each move.
void label_moves(const ReportCx &rx, const MovedUse &error, Span span, bool is_partial,
                 DiagBuilder &diag) {
  std::string part = is_partial ? "partially " : "";
  for (const MoveSite &site : error.sites) {
    const mir::MoveOut &move = rx.cx.moves.moves[site.row];
    Place place = rx.cx.moves.paths[move.path].place;
    UseSpans spans = move_spans(rx.cx, move.at, place);
    std::string text = "value " + part + "moved ";
    text += spans.is_closure ? "into closure here" : "here";
    if (site.in_earlier_iteration || move.at == error.at)
      text += ", in previous iteration of loop";
    Span at = spans.args_or_use();
    if (at == span)
      diag.primary_label(text);
    else
      diag.label(at, text);
    if (spans.is_closure && !spans.var.is_dummy())
      diag.label(spans.var, "variable moved due to use in closure");
  }
}

void report_moved(const ReportCx &rx, const MovedUse &error) {
  UseSpans spans = move_spans(rx.cx, error.at, error.used);
  Span span = spans.args_or_use();
  bool is_loop_move = false;
  bool is_partial = false;
  for (const MoveSite &site : error.sites) {
    const mir::MoveOut &move = rx.cx.moves.moves[site.row];
    is_loop_move |= move.at == error.at;
    PlaceRef moved = rx.cx.ref(rx.cx.moves.paths[move.path].place);
    PlaceRef used = rx.cx.ref(error.used);
    is_partial |= used.is_prefix_of(moved) && used.elems.size() < moved.elems.size();
  }
  std::string name = rx.describe(error.moved);
  DiagBuilder diag =
      ochre::error(rx.sess(), span, diag::UseOfMoved, noun(error.action),
                   is_partial ? "partially " : "", name.empty() ? "" : ": `" + name + "`");
  label_moves(rx, error, span, is_partial, diag);
  if (!is_loop_move)
    diag.primary_label("value " + past_tense(error.action).str() + " here after " +
                       (is_partial ? "partial " : "") + "move");
  Place place = rx.cx.moves.paths[rx.cx.moves.moves[error.sites.front().row].path].place;
  ty::Ty ty = rx.cx.type_of(rx.cx.ref(place));
  const mir::LocalDecl &decl = rx.cx.body[place.local];
  std::string what = rx.describe_or(place, "value");
  std::string reason = "move occurs because " + what + " has type `" +
                       ty::to_string(rx.cx.tcx, ty) +
                       "`, which does not implement the `Copy` trait";
  if (place.is_local() && decl.info == mir::LocalInfo::UserVar)
    diag.label(decl.source.span, reason);
  else
    diag.note(reason);
  if (spans.is_closure && !spans.var.is_dummy())
    diag.label(spans.var, error.action == InitAction::Borrow ? "borrow occurs due to use in closure"
                                                             : "use occurs due to use in closure");
  diag.emit();
}

} // namespace

void report_moved_use(const ReportCx &rx, const MovedUse &error) {
  if (error.sites.empty())
    return report_uninitialised(rx, error);
  report_moved(rx, error);
}

} // namespace ochre::borrowck
