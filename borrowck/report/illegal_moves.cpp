// E0507, E0508, E0509: moves out of where nothing may be moved out of.
//
// The bindings of one pattern that move are one error, shown at what is matched:
//
//   match *r { Pair(a, b) => .. }     // cannot move out of `*r`: `a` and `b` move

#include "borrowck/report/content_source.h"
#include "borrowck/report/report.h"

#include "sema/ty/print.h"

#include "llvm/ADT/MapVector.h"

namespace ochre::borrowck {

using mir::IllegalMove;
using mir::IllegalMoveKind;
using mir::LocalInfo;

namespace {

struct MoveGroup {
  const IllegalMove *first = nullptr;
  Span span;
  llvm::SmallVector<Local, 2> bindings; ///< variables of the pattern that move
  bool is_pattern = false;
};

/// The variable that the move initialises, if it is one of a pattern with a scrutinee.
std::optional<Local> pattern_binding(const ReportCx &rx, const IllegalMove &move) {
  const mir::Statement *s = rx.cx.statement(move.at);
  if (!s || s->kind != mir::StatementKind::Assign || !s->place.is_local() ||
      s->rvalue.kind != mir::RvalueKind::Use)
    return std::nullopt;
  const mir::LocalDecl &decl = rx.cx.body[s->place.local];
  if (decl.info != LocalInfo::UserVar || decl.opt_match_place_span.is_dummy())
    return std::nullopt;
  return s->place.local;
}

std::vector<MoveGroup> group_moves(const ReportCx &rx) {
  std::vector<MoveGroup> groups;
  llvm::DenseMap<std::pair<uint32_t, uint32_t>, size_t> of_pattern;
  for (const IllegalMove &move : rx.cx.moves.illegal) {
    std::optional<Local> binding = pattern_binding(rx, move);
    if (!binding) {
      groups.push_back({&move, move_spans(rx.cx, move.at, move.place).args_or_use(), {}, false});
      continue;
    }
    Span span = rx.cx.body[*binding].opt_match_place_span;
    auto [it, fresh] = of_pattern.try_emplace({span.lo, span.hi}, groups.size());
    if (fresh)
      groups.push_back({&move, span, {}, true});
    MoveGroup &group = groups[it->second];
    if (!llvm::is_contained(group.bindings, *binding))
      group.bindings.push_back(*binding);
  }
  return groups;
}

llvm::StringRef closure_kind_name(ty::Ty closure) {
  std::optional<ty::ClosureKind> kind = ty::ClosureArgs::of(closure.args()).kind();
  return kind == ty::ClosureKind::Fn ? "`Fn`" : "`FnMut`";
}

/// `x`, a captured variable in an `FnMut` closure.
std::optional<std::string> describe_capture(const ReportCx &rx, PlaceRef place, ty::Ty closure) {
  for (size_t count = place.elems.size(); count > 0; --count) {
    std::optional<uint32_t> field = upvar_field(rx.cx.tcx, rx.cx.body, place.prefix(count));
    if (!field)
      continue;
    std::string capture =
        "captured variable in an " + closure_kind_name(closure).str() + " closure";
    std::string name = describe_or(rx.cx.tcx, rx.cx.body, place, "value");
    if (upvar_field(rx.cx.tcx, rx.cx.body, place))
      return name + ", a " + capture;
    return name + ", as `" + rx.cx.tcx.str(rx.cx.body.upvars[*field].name).str() + "` is a " +
           capture;
  }
  return std::nullopt;
}

DiagBuilder from_borrowed_content(const ReportCx &rx, const IllegalMove &move, Span span) {
  const BodyCx &cx = rx.cx;
  PlaceRef place = cx.ref(move.place);
  PlaceRef target = cx.ref(move.target);
  PlaceRef base = target.base();
  auto out_of = [&](const std::string &what, const std::string &rest = "") {
    return ochre::error(rx.sess(), span, diag::MoveOutOfBorrowed, what, rest);
  };
  if (base.is_local()) {
    const mir::LocalDecl &decl = cx.body[base.local];
    if (decl.info == LocalInfo::RefForGuard)
      return out_of(describe_or(cx.tcx, cx.body, target, "value"), " in pattern guard");
    if (decl.info == LocalInfo::StaticRef)
      return out_of("static item " + describe_or(cx.tcx, cx.body, target, "value"));
  }
  ty::Ty ty = cx.type_of(target);
  if (ty.is(ty::TyKind::Array) || ty.is(ty::TyKind::Slice))
    return ochre::error(rx.sess(), span, diag::MoveOutOfArray, ty::to_string(cx.tcx, ty),
                        ty.is(ty::TyKind::Array) ? "array" : "slice");
  if (ty.is(ty::TyKind::Closure) && ty.def_id() == cx.body.def_id)
    if (std::optional<std::string> capture = describe_capture(rx, place, ty))
      return out_of(*capture);
  ContentSource source = content_source(cx, base);
  std::string name = rx.describe(move.place);
  std::string pointer = describe_named(source);
  if (name.empty() || pointer.empty())
    return out_of(describe_unnamed(cx.tcx, source));
  return out_of("`" + name + "`", " which is behind a " + pointer);
}

DiagBuilder make_error(const ReportCx &rx, const MoveGroup &group) {
  const IllegalMove &move = *group.first;
  switch (move.kind) {
  case IllegalMoveKind::BorrowedContent: return from_borrowed_content(rx, move, group.span);
  case IllegalMoveKind::InteriorOfDrop:
    return ochre::error(rx.sess(), group.span, diag::MoveOutOfDrop,
                        ty::to_string(rx.cx.tcx, move.container));
  case IllegalMoveKind::InteriorOfSlice: break;
  }
  return ochre::error(rx.sess(), group.span, diag::MoveOutOfArray,
                      ty::to_string(rx.cx.tcx, move.container),
                      move.container.is(ty::TyKind::Array) ? "array" : "slice");
}

} // namespace

void report_illegal_moves(const ReportCx &rx) {
  for (const MoveGroup &group : group_moves(rx)) {
    DiagBuilder diag = make_error(rx, group);
    if (!group.is_pattern) {
      ty::Ty ty = rx.cx.type_of(rx.cx.ref(group.first->place));
      diag.primary_label("move occurs because " + rx.describe_or(group.first->place, "value") +
                         " has type `" + ty::to_string(rx.cx.tcx, ty) +
                         "`, which does not implement the `Copy` trait");
    } else {
      for (size_t i = 0; i < group.bindings.size(); ++i)
        diag.label(rx.cx.body[group.bindings[i]].source.span,
                   i == 0 ? "data moved here" : "...and here");
      diag.suggest(group.span.shrink_to_lo(), "&", "consider borrowing here");
    }
    diag.emit();
  }
}

} // namespace ochre::borrowck
