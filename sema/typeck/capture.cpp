// Which places closures capture, how, and what kind of closure that makes.
//
// Each use of an outer variable in the body is a place with a way of capture. Places are cut short
// where capturing further would be unsafe, of no use, or would change what drops when; then an
// ancestor absorbs its descendants, with the strongest way of all.
//   || { p.x += 1; print(&p.y) }    captures p.x by mutable, p.y by shared reference
// Before edition 2021 whole variables are captured. Source: RFC 2229, rustc-dev-guide
// "Closure capture inference", Reference "Closure types".
#include "sema/typeck/expr_use.h"
#include "sema/typeck/upvars.h"

namespace ochre::typeck {
namespace {

struct Capture {
  Place place;
  CaptureKind kind = CaptureKind::ByRef;
  hir::ExprId capture_expr, path_expr;
};

bool is_shared_ref(Ty ty) { return ty.is_ref() && ty.mutbl() == Mutability::Not; }

/// Cutting off a deref of `&mut` turns a mutable borrow into a unique one of the pointer.
void truncate(Place &place, CaptureKind &kind, size_t length) {
  if (length >= place.projections.size())
    return;
  if (kind == CaptureKind::ByMutRef)
    for (size_t i = length; i < place.projections.size(); ++i) {
      Ty before = place.ty_before(i);
      if (place.projections[i].kind == ProjectionKind::Deref && before.is_ref() &&
          before.mutbl() == Mutability::Mut)
        kind = CaptureKind::ByUniqueRef;
    }
  place.projections.truncate(length);
}

struct CaptureAnalysis {
  FnCtxt &fcx;
  const hir::Closure &closure;
  llvm::MapVector<hir::PatId, hir::ExprId> upvars;
  std::vector<Capture> uses;
  std::vector<ClosureFakeRead> fake_reads;
  ty::ClosureKind kind = ty::ClosureKind::Fn;
  hir::ExprId kind_origin;
  std::optional<Place> kind_origin_place;
  llvm::MapVector<hir::PatId, std::vector<Capture>> minimal;

  void run(ClosureInfo &info);

private:
  bool is_precise() const {
    return fcx.tcx.sess.edition(closure.decl_span.is_dummy() ? fcx.tcx.def_span(fcx.root_def)
                                                             : closure.decl_span) >= Edition::E2021;
  }
  bool is_move() const {
    return closure.capture == hir::CaptureClause::Value && !borrows_from_closure();
  }
  /// The future of `async move ||` that may be called again.
  bool borrows_from_closure() const;
  const hir::Closure *async_closure() const;
  bool is_taken_along(hir::PatId local) const;
  void collect();
  void note_use(const Place &place, PlaceUse use, hir::ExprId id);
  void process();
  void note_kind(const Capture &capture);
  void add_minimal(Capture capture);
  bool has_drop_impl(Ty ty);
  void finish(ClosureInfo &info);
  hir::Mutability mutability_of(const Place &place);

  // Ways to cut a place short.
  void stop_at_unsafe(Capture &capture);
  void stop_at_packed(Capture &capture);
  void drop_fields_behind_shared_ref(Capture &capture);
  void adjust_for_clause(Capture &capture);
  void stop_at_drop_impl(Capture &capture);
};

/// The async closure around its future; null: something else.
const hir::Closure *CaptureAnalysis::async_closure() const {
  if (closure.coroutine != hir::CoroutineKind::AsyncClosure)
    return nullptr;
  LocalDefId parent =
      fcx.tcx.defs.expect_local(fcx.tcx.parent(fcx.tcx.defs.to_def_id(closure.def_id)));
  auto outer = fcx.closure_expr_of.find(parent);
  if (outer == fcx.closure_expr_of.end())
    return nullptr;
  return &fcx.nodes.closures[hir::ClosureId(fcx.expr(outer->second).a)];
}

/// The future of an async closure holds the closure's parameters, however it captures the rest.
bool CaptureAnalysis::is_taken_along(hir::PatId local) const {
  const hir::Closure *around = async_closure();
  return around && llvm::any_of(fcx.nodes.bodies[around->body].params,
                                [&](const hir::Param &param) { return param.pat == local; });
}

bool CaptureAnalysis::borrows_from_closure() const {
  const hir::Closure *around = async_closure();
  if (!around)
    return false;
  auto args = ty::ClosureArgs::of(fcx.results.closures[around->def_id].ty.args());
  args.kind_ty = shallow(fcx, args.kind_ty);
  return args.kind() != ty::ClosureKind::FnOnce;
}

void CaptureAnalysis::note_use(const Place &place, PlaceUse use, hir::ExprId id) {
  if (place.base != PlaceBaseKind::Upvar)
    return;
  Capture capture;
  capture.place = place;
  capture.capture_expr = capture.path_expr = id;
  switch (use) {
  case PlaceUse::Copy:
  case PlaceUse::Borrow: capture.kind = CaptureKind::ByRef; break;
  case PlaceUse::UniqueBorrow: capture.kind = CaptureKind::ByUniqueRef; break;
  case PlaceUse::MutBorrow:
  case PlaceUse::Assign: capture.kind = CaptureKind::ByMutRef; break;
  case PlaceUse::Move: capture.kind = CaptureKind::ByValue; break;
  }
  if (capture.kind != CaptureKind::ByValue) {
    stop_at_packed(capture);
    // What is behind a raw pointer says nothing about the pointer.
    for (size_t i = 0; i < place.projections.size(); ++i)
      if (place.projections[i].kind == ProjectionKind::Deref && place.ty_before(i).is_raw_ptr())
        capture.kind = CaptureKind::ByRef;
  }
  uses.push_back(std::move(capture));
}

void CaptureAnalysis::collect() {
  auto on_use = [&](const Place &place, PlaceUse use, hir::ExprId id) { note_use(place, use, id); };
  auto on_fake_read = [&](const Place &place, hir::ExprId id, bool is_match) {
    if (place.base != PlaceBaseKind::Upvar)
      return;
    Capture cut;
    cut.place = place;
    stop_at_unsafe(cut);
    stop_at_packed(cut);
    fake_reads.push_back({cut.place, id, is_match});
  };
  walk_uses(fcx, fcx.nodes.bodies[closure.body], upvars, UseSink{on_use, on_fake_read});
}

/// Nothing is captured through raw pointers and unions, nor by index.
void CaptureAnalysis::stop_at_unsafe(Capture &capture) {
  Place &place = capture.place;
  auto is_barrier = [&](Ty ty) {
    return ty.is_raw_ptr() || (ty.is_adt() && fcx.tcx.adt_def(ty.def_id())->is_union());
  };
  if (is_barrier(place.base_ty))
    return truncate(place, capture.kind, 0);
  for (size_t i = 0; i < place.projections.size(); ++i) {
    ProjectionKind kind = place.projections[i].kind;
    if (kind == ProjectionKind::Index || kind == ProjectionKind::Subslice)
      return truncate(place, capture.kind, i);
    if (is_barrier(place.projections[i].ty))
      return truncate(place, capture.kind, i + 1);
  }
}

/// A reference to a field of a packed struct may be unaligned.
void CaptureAnalysis::stop_at_packed(Capture &capture) {
  for (size_t i = 0; i < capture.place.projections.size(); ++i) {
    Ty before = capture.place.ty_before(i);
    if (before.is_adt() && fcx.tcx.adt_def(before.def_id())->repr.pack != 0)
      return truncate(capture.place, capture.kind, i);
  }
}

/// `&(**x).a.b` behind a shared reference: capturing that reference is as good and smaller.
void CaptureAnalysis::drop_fields_behind_shared_ref(Capture &capture) {
  Place &place = capture.place;
  for (size_t i = place.projections.size(); i-- > 0;) {
    if (place.projections[i].kind != ProjectionKind::Deref)
      continue;
    if (is_shared_ref(place.ty_before(i)))
      truncate(place, capture.kind, i + 1);
    return;
  }
}

/// `move` takes the variable up to the first deref; a moved place ends before it too.
void CaptureAnalysis::adjust_for_clause(Capture &capture) {
  if (!is_move() && capture.kind != CaptureKind::ByValue && !is_taken_along(capture.place.local))
    return;
  Place &place = capture.place;
  for (size_t i = 0; i < place.projections.size(); ++i)
    if (place.projections[i].kind == ProjectionKind::Deref) {
      truncate(place, capture.kind, i);
      break;
    }
  capture.kind = CaptureKind::ByValue;
}

bool CaptureAnalysis::has_drop_impl(Ty ty) {
  DefId drop = fcx.tcx.lang_item(LangItem::Drop);
  if (!drop.is_valid() || !ty.is_adt())
    return false;
  auto key = ty::simplify_type(ty, ty::TreatParams::AsInfer);
  const ty::TraitImpls *impls = fcx.tcx.impls_of_trait(drop);
  return key && impls->by_self_ty.count(*key);
}

/// Nothing can be moved out of what has a destructor.
void CaptureAnalysis::stop_at_drop_impl(Capture &capture) {
  if (capture.kind != CaptureKind::ByValue || type_is_copy(fcx, capture.place.ty()))
    return;
  for (size_t i = 0; i < capture.place.projections.size(); ++i)
    if (has_drop_impl(capture.place.ty_before(i)))
      return truncate(capture.place, capture.kind, i);
}

void CaptureAnalysis::note_kind(const Capture &capture) {
  ty::ClosureKind needed = capture.kind == CaptureKind::ByValue ? ty::ClosureKind::FnOnce
                           : capture.kind == CaptureKind::ByRef ? ty::ClosureKind::Fn
                                                                : ty::ClosureKind::FnMut;
  if (needed <= kind)
    return;
  kind = needed;
  kind_origin = capture.capture_expr;
  kind_origin_place = capture.place;
}

void CaptureAnalysis::process() {
  bool precise = is_precise();
  for (Capture &capture : uses) {
    stop_at_unsafe(capture);
    drop_fields_behind_shared_ref(capture);
    note_kind(capture);
    adjust_for_clause(capture);
    stop_at_drop_impl(capture);
    if (!precise)
      truncate(capture.place, capture.kind, 0);
    add_minimal(capture);
  }
  if (precise)
    return;
  // Whole variables: also those that are only named.
  for (auto &[local, expr] : upvars) {
    if (minimal.count(local))
      continue;
    Capture capture;
    capture.place.base = PlaceBaseKind::Upvar;
    capture.place.local = local;
    capture.place.base_ty = resolve(fcx, local_ty(fcx, local));
    capture.kind = is_move() ? CaptureKind::ByValue : CaptureKind::ByRef;
    capture.capture_expr = capture.path_expr = expr;
    add_minimal(capture);
  }
}

/// Whether `a` is a prefix of `b`.
bool is_prefix(const Place &a, const Place &b) {
  if (a.projections.size() > b.projections.size())
    return false;
  for (size_t i = 0; i < a.projections.size(); ++i)
    if (!a.projections[i].same_place(b.projections[i]))
      return false;
  return true;
}

void CaptureAnalysis::add_minimal(Capture capture) {
  std::vector<Capture> &list = minimal[capture.place.local];
  auto merge = [](Capture &into, const Capture &other) {
    if (other.kind > into.kind) {
      into.kind = other.kind;
      into.capture_expr = other.capture_expr;
    }
  };
  for (Capture &old : list)
    if (is_prefix(old.place, capture.place)) {
      truncate(capture.place, capture.kind, old.place.projections.size());
      merge(old, capture);
      return;
    }
  std::vector<Capture> kept;
  bool placed = false;
  for (Capture &old : list) {
    if (!is_prefix(capture.place, old.place)) {
      kept.push_back(std::move(old));
      continue;
    }
    truncate(old.place, old.kind, capture.place.projections.size());
    merge(capture, old);
    if (!placed)
      kept.push_back(capture);
    placed = true;
  }
  if (placed) {
    for (Capture &at : kept)
      if (at.place.projections.size() == capture.place.projections.size() &&
          is_prefix(at.place, capture.place))
        at = capture;
  } else {
    kept.push_back(std::move(capture));
  }
  list = std::move(kept);
}

hir::Mutability CaptureAnalysis::mutability_of(const Place &place) {
  hir::Mutability out = fcx.pat(place.local).mutbl;
  if (BindingMode mode = fcx.results.binding_mode(place.local); mode.by_ref != hir::ByRef::No)
    out = fcx.pat(place.local).mutbl;
  for (size_t i = 0; i < place.projections.size(); ++i) {
    if (place.projections[i].kind != ProjectionKind::Deref)
      continue;
    Ty before = place.ty_before(i);
    if (before.is_ref())
      out = before.mutbl() == Mutability::Mut ? hir::Mutability::Mut : hir::Mutability::Not;
    if (is_shared_ref(before))
      return hir::Mutability::Not;
  }
  return out;
}

/// Fields of one variable are captured in the order of their declaration.
bool field_order(const Capture &a, const Capture &b) {
  size_t count = std::min(a.place.projections.size(), b.place.projections.size());
  for (size_t i = 0; i < count; ++i) {
    const Projection &x = a.place.projections[i], &y = b.place.projections[i];
    if (x.kind == ProjectionKind::Field && y.kind == ProjectionKind::Field && x.field != y.field)
      return x.field < y.field;
  }
  return false;
}

void CaptureAnalysis::finish(ClosureInfo &info) {
  llvm::SmallVector<Ty, 8> tys;
  for (auto &[local, expr] : upvars) {
    (void)expr;
    auto it = minimal.find(local);
    if (it == minimal.end())
      continue;
    std::stable_sort(it->second.begin(), it->second.end(), field_order);
    for (const Capture &capture : it->second) {
      CapturedPlace out;
      out.place = capture.place;
      out.kind = capture.kind;
      out.mutbl = mutability_of(capture.place);
      out.capture_expr = capture.capture_expr;
      out.path_expr = capture.path_expr;
      Ty ty = capture.place.ty();
      bool is_mut =
          capture.kind == CaptureKind::ByMutRef || capture.kind == CaptureKind::ByUniqueRef;
      if (capture.kind != CaptureKind::ByValue)
        ty = fcx.tcx.mk_ref(fcx.infcx.next_region_var(fcx.span(capture.capture_expr)), ty,
                            is_mut ? Mutability::Mut : Mutability::Not);
      tys.push_back(ty);
      info.captures.push_back(std::move(out));
    }
  }
  info.fake_reads = std::move(fake_reads);
  info.kind_origin = kind_origin;
  info.kind_origin_place = kind_origin_place;
  Ty upvars_var = info.ty.args().back().ty();
  demand_eq(fcx, closure.decl_span, upvars_var, fcx.tcx.mk_tuple(tys));
}

void CaptureAnalysis::run(ClosureInfo &info) {
  upvars = mentioned_upvars(fcx.nodes, info.closure);
  collect();
  process();
  finish(info);
}

Ty kind_ty(TyCtxt &tcx, ty::ClosureKind kind) {
  switch (kind) {
  case ty::ClosureKind::Fn: return tcx.common.i8;
  case ty::ClosureKind::FnMut: return tcx.common.i16;
  case ty::ClosureKind::FnOnce: return tcx.common.i32;
  }
  return tcx.common.i8;
}

/// The future of an async closure lends if it borrows from the closure itself: mutably, or what
/// the closure owns.
void settle_lending(FnCtxt &fcx, const ClosureInfo &info, const hir::Closure &closure) {
  const ClosureInfo *future = future_of(fcx, closure);
  if (!future)
    return;
  bool lends = info.kind != ty::ClosureKind::FnOnce &&
               llvm::any_of(future->captures, [&](const CapturedPlace &capture) {
                 return is_lent(closure, capture);
               });
  Ty kind = ty::CoroutineArgs::of(future->ty.args()).kind_ty;
  demand_eq(fcx, closure.decl_span, kind, lends ? fcx.tcx.common.i16 : fcx.tcx.common.i32);
}

void settle_kind(FnCtxt &fcx, ClosureInfo &info, const CaptureAnalysis &analysis) {
  ty::ClosureArgs args = ty::ClosureArgs::of(info.ty.args());
  Ty kind = shallow(fcx, args.kind_ty);
  if (kind.is_ty_var()) {
    demand_eq(fcx, analysis.closure.decl_span, kind, kind_ty(fcx.tcx, analysis.kind));
    info.kind = analysis.kind;
  } else {
    info.kind = kind == fcx.tcx.common.i8    ? ty::ClosureKind::Fn
                : kind == fcx.tcx.common.i16 ? ty::ClosureKind::FnMut
                                             : ty::ClosureKind::FnOnce;
  }
  settle_lending(fcx, info, analysis.closure);
  resolve_deferred_calls(fcx, info.def_id, info.kind);
}

} // namespace

const ClosureInfo *future_of(const FnCtxt &fcx, const hir::Closure &closure) {
  if (!closure.is_async_closure)
    return nullptr;
  const hir::Expr &value = fcx.nodes.exprs[fcx.nodes.bodies[closure.body].value];
  if (value.kind != hir::ExprKind::Closure)
    return nullptr;
  return fcx.results.closure(fcx.nodes.closures[hir::ClosureId(value.a)].def_id);
}

bool is_lent(const hir::Closure &closure, const CapturedPlace &capture) {
  if (capture.kind == CaptureKind::ByValue || capture.kind == CaptureKind::ByUse)
    return false;
  return capture.kind != CaptureKind::ByRef || closure.capture == hir::CaptureClause::Value;
}

void analyze_closures(FnCtxt &fcx) {
  for (hir::ExprId id : fcx.closure_exprs) {
    const hir::Closure &closure = fcx.nodes.closures[hir::ClosureId(fcx.expr(id).a)];
    ClosureInfo &info = fcx.results.closures[closure.def_id];
    CaptureAnalysis analysis{fcx, closure, {}, {}, {}, ty::ClosureKind::Fn, {}, {}, {}};
    analysis.run(info);
    if (info.ty.is_closure())
      settle_kind(fcx, info, analysis);
    select_where_possible(fcx);
  }
}

} // namespace ochre::typeck
