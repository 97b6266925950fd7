#include "sema/traits/infer.h"

namespace ochre::traits {

InferCtxt::InferCtxt(TyCtxt &tcx, TypingMode mode, DefId body) : tcx(tcx), mode(mode), body(body) {}

void InferCtxt::reset(TypingMode new_mode, DefId new_body) {
  mode = new_mode;
  body = new_body;
  tainted_by_errors = false;
  ty_vars_.clear();
  int_vars_.clear();
  float_vars_.clear();
  const_vars_.clear();
  region_vars_.clear();
  constraints_.outlives.clear();
  constraints_.type_outlives.clear();
  opaques_.clear();
  undo_.clear();
  open_snapshots_ = 0;
  universe_ = UniverseIndex(0);
}

// --- Union-find rows

template <class Vid, class Value>
Vid InferCtxt::find_root(const IndexVec<Vid, VarRow<Vid, Value>> &table, Vid vid) const {
  while (table[vid].parent != vid)
    vid = table[vid].parent;
  return vid;
}

template <class Vid, class Value>
Vid InferCtxt::push_var(IndexVec<Vid, VarRow<Vid, Value>> &table, UniverseIndex universe,
                        Span span) {
  VarRow<Vid, Value> row;
  row.parent = row.sub_parent = table.next_id();
  row.universe = universe;
  row.span = span;
  return table.push(row);
}

template <class Vid, class Value>
void InferCtxt::log_row(UndoKind kind, Vid vid, const VarRow<Vid, Value> &row) {
  if (open_snapshots_)
    undo_.push_back({kind, vid.raw, row.parent.raw, row.sub_parent.raw, row.rank, row.universe,
                     row.value.raw()});
}

template <class Vid, class Value>
void InferCtxt::undo_row(IndexVec<Vid, VarRow<Vid, Value>> &table, const Undo &undo) {
  auto &row = table[Vid(undo.index)];
  row.parent = Vid(undo.parent);
  row.sub_parent = Vid(undo.sub_parent);
  row.rank = undo.rank;
  row.universe = undo.universe;
  row.value = undo.value ? Value(undo.value) : Value();
}

template <class Vid, class Value>
void InferCtxt::bind_row(UndoKind kind, IndexVec<Vid, VarRow<Vid, Value>> &table, Vid vid,
                         Value value) {
  vid = find_root(table, vid);
  assert(!table[vid].value && "the variable has a value");
  log_row(kind, vid, table[vid]);
  table[vid].value = value;
}

template <class Vid, class Value>
void InferCtxt::unify_rows(UndoKind kind, IndexVec<Vid, VarRow<Vid, Value>> &table, Vid a, Vid b) {
  a = find_root(table, a);
  b = find_root(table, b);
  if (a == b)
    return;
  assert(!table[a].value && !table[b].value && "unify of variables that have values");
  if (table[a].rank < table[b].rank)
    std::swap(a, b);
  log_row(kind, a, table[a]);
  log_row(kind, b, table[b]);
  table[b].parent = a;
  table[a].rank += table[a].rank == table[b].rank;
  table[a].universe = std::min(table[a].universe, table[b].universe);
}

void InferCtxt::bind(TyVid vid, Ty value) { bind_row(UndoKind::Ty, ty_vars_, vid, value); }
void InferCtxt::bind(IntVid vid, Ty value) { bind_row(UndoKind::Int, int_vars_, vid, value); }
void InferCtxt::bind(FloatVid vid, Ty value) { bind_row(UndoKind::Float, float_vars_, vid, value); }
void InferCtxt::bind(ConstVid vid, Const value) {
  bind_row(UndoKind::Const, const_vars_, vid, value);
}
void InferCtxt::unify(TyVid a, TyVid b) {
  sub_unify(a, b);
  unify_rows(UndoKind::Ty, ty_vars_, a, b);
}
void InferCtxt::unify(IntVid a, IntVid b) { unify_rows(UndoKind::Int, int_vars_, a, b); }
void InferCtxt::unify(FloatVid a, FloatVid b) { unify_rows(UndoKind::Float, float_vars_, a, b); }
void InferCtxt::unify(ConstVid a, ConstVid b) { unify_rows(UndoKind::Const, const_vars_, a, b); }

void InferCtxt::sub_unify(TyVid a, TyVid b) {
  a = sub_root_var(a);
  b = sub_root_var(b);
  if (a == b)
    return;
  // The older variable is the root: chains stay short, since new variables are
  // mostly related to old ones.
  if (b < a)
    std::swap(a, b);
  log_row(UndoKind::Ty, b, ty_vars_[b]);
  ty_vars_[b].sub_parent = a;
}

TyVid InferCtxt::root_var(TyVid vid) const { return find_root(ty_vars_, vid); }
IntVid InferCtxt::root_var(IntVid vid) const { return find_root(int_vars_, vid); }
FloatVid InferCtxt::root_var(FloatVid vid) const { return find_root(float_vars_, vid); }
ConstVid InferCtxt::root_var(ConstVid vid) const { return find_root(const_vars_, vid); }
TyVid InferCtxt::sub_root_var(TyVid vid) const {
  while (ty_vars_[vid].sub_parent != vid)
    vid = ty_vars_[vid].sub_parent;
  return vid;
}

// --- Variables

Ty InferCtxt::next_ty_var_in(UniverseIndex universe, Span span) {
  return tcx.mk_ty_var(push_var(ty_vars_, universe, span));
}
Ty InferCtxt::next_ty_var(Span span, bool is_diverging) {
  TyVid vid = push_var(ty_vars_, universe_, span);
  ty_vars_[vid].is_diverging = is_diverging;
  return tcx.mk_ty_var(vid);
}
Ty InferCtxt::next_int_var() { return tcx.mk_int_var(push_var(int_vars_, universe_, Span())); }
Ty InferCtxt::next_float_var() {
  return tcx.mk_float_var(push_var(float_vars_, universe_, Span()));
}
Const InferCtxt::next_const_var(Span span) { return next_const_var_in(universe_, span); }
Const InferCtxt::next_const_var_in(UniverseIndex universe, Span span) {
  return tcx.mk_const_var(push_var(const_vars_, universe, span));
}
Region InferCtxt::next_region_var(Span span, RegionVarKind kind) {
  return next_region_var_in(universe_, span, kind);
}
Region InferCtxt::next_region_var_in(UniverseIndex universe, Span span, RegionVarKind kind) {
  return tcx.mk_re_var(region_vars_.push({universe, span, kind}));
}

GenericArg InferCtxt::var_for_param(const ty::GenericParamDef &param, Span span) {
  switch (param.kind) {
  case ty::GenericParamKind::Lifetime: return next_region_var(span, RegionVarKind::Instantiated);
  case ty::GenericParamKind::Type: return next_ty_var(span);
  case ty::GenericParamKind::Const: return next_const_var(span);
  }
  return tcx.common.error;
}

GenericArgs InferCtxt::fresh_args_for_item(DefId item, Span span) {
  return fresh_args_from(item, {}, span);
}
GenericArgs InferCtxt::fresh_args_from(DefId item, llvm::ArrayRef<GenericArg> first, Span span) {
  return ty::extend_args(tcx, item, first,
                         [&](const ty::GenericParamDef &param, llvm::ArrayRef<GenericArg>) {
                           return var_for_param(param, span);
                         });
}

UniverseIndex InferCtxt::universe_of(Region region) const {
  if (region.is_var())
    return region_vars_[region.vid()].universe;
  return region.kind() == ty::RegionKind::Placeholder ? region.universe() : UniverseIndex(0);
}

// --- Snapshots

InferCtxt::Snapshot InferCtxt::start_snapshot() {
  ++open_snapshots_;
  Snapshot s;
  s.undo = static_cast<uint32_t>(undo_.size());
  s.ty_vars = static_cast<uint32_t>(ty_vars_.size());
  s.int_vars = static_cast<uint32_t>(int_vars_.size());
  s.float_vars = static_cast<uint32_t>(float_vars_.size());
  s.const_vars = static_cast<uint32_t>(const_vars_.size());
  s.region_vars = static_cast<uint32_t>(region_vars_.size());
  s.outlives = static_cast<uint32_t>(constraints_.outlives.size());
  s.type_outlives = static_cast<uint32_t>(constraints_.type_outlives.size());
  s.opaques = static_cast<uint32_t>(opaques_.size());
  s.universe = universe_;
  s.tainted = tainted_by_errors;
  return s;
}

void InferCtxt::rollback_to(const Snapshot &s) {
  assert(open_snapshots_ > 0);
  while (undo_.size() > s.undo) {
    const Undo &undo = undo_.back();
    switch (undo.kind) {
    case UndoKind::Ty: undo_row(ty_vars_, undo); break;
    case UndoKind::Int: undo_row(int_vars_, undo); break;
    case UndoKind::Float: undo_row(float_vars_, undo); break;
    case UndoKind::Const: undo_row(const_vars_, undo); break;
    }
    undo_.pop_back();
  }
  ty_vars_.truncate(s.ty_vars);
  int_vars_.truncate(s.int_vars);
  float_vars_.truncate(s.float_vars);
  const_vars_.truncate(s.const_vars);
  region_vars_.truncate(s.region_vars);
  constraints_.outlives.resize(s.outlives);
  constraints_.type_outlives.resize(s.type_outlives);
  opaques_.resize(s.opaques);
  universe_ = s.universe;
  tainted_by_errors = s.tainted;
  --open_snapshots_;
}

void InferCtxt::commit(const Snapshot &) {
  assert(open_snapshots_ > 0);
  if (--open_snapshots_ == 0)
    undo_.clear();
}

// --- Binders

UniverseIndex InferCtxt::create_next_universe() {
  universe_ = UniverseIndex(universe_.raw + 1);
  return universe_;
}

namespace {

template <class T>
auto open_with_fresh_vars(InferCtxt &infcx, const T &value, Span span) {
  llvm::SmallVector<GenericArg, 4> made;
  auto slot = [&](ty::BoundVar var) -> GenericArg & {
    if (made.size() <= var.raw)
      made.resize(var.raw + 1);
    return made[var.raw];
  };
  auto ty = [&](ty::BoundVar var, ty::BoundVarKind) {
    if (!slot(var))
      slot(var) = infcx.next_ty_var(span);
    return slot(var).ty();
  };
  auto region = [&](ty::BoundVar var, ty::BoundVarKind) {
    if (!slot(var))
      slot(var) = infcx.next_region_var(span, RegionVarKind::Instantiated);
    return slot(var).region();
  };
  auto ct = [&](ty::BoundVar var, ty::BoundVarKind) {
    if (!slot(var))
      slot(var) = infcx.next_const_var(span);
    return slot(var).ct();
  };
  ty::BoundVarReplacer replacer{ty, region, ct};
  return ty::replace_bound_vars(infcx.tcx, value, replacer);
}

template <class T>
auto open_with_placeholders(InferCtxt &infcx, const T &value, ty::BoundVars vars) {
  UniverseIndex universe = vars.empty() ? infcx.universe() : infcx.create_next_universe();
  TyCtxt &tcx = infcx.tcx;
  auto ty = [&](ty::BoundVar var, ty::BoundVarKind kind) {
    return tcx.mk_placeholder(universe, var, kind.def_id);
  };
  auto region = [&](ty::BoundVar var, ty::BoundVarKind kind) {
    return tcx.mk_re_placeholder(universe, var, kind.def_id);
  };
  auto ct = [&](ty::BoundVar var, ty::BoundVarKind) {
    return tcx.mk_const_placeholder(universe, var);
  };
  ty::BoundVarReplacer replacer{ty, region, ct};
  return ty::replace_bound_vars(tcx, value, replacer);
}

} // namespace

ty::FnSig InferCtxt::instantiate_with_fresh_vars(const ty::PolyFnSig &value, Span span) {
  return value.bound_vars().empty() ? value.skip_binder()
                                    : open_with_fresh_vars(*this, value, span);
}
ty::TraitRef InferCtxt::instantiate_with_fresh_vars(const ty::PolyTraitRef &value, Span span) {
  return value.bound_vars().empty() ? value.skip_binder()
                                    : open_with_fresh_vars(*this, value, span);
}
Predicate InferCtxt::instantiate_with_fresh_vars(Predicate value, Span span) {
  return value.bound_vars().empty() ? value : open_with_fresh_vars(*this, value, span);
}
ty::ExistentialPredicate
InferCtxt::instantiate_with_fresh_vars(const ty::PolyExistentialPredicate &value, Span span) {
  return value.bound_vars().empty() ? value.skip_binder()
                                    : open_with_fresh_vars(*this, value, span);
}
ty::FnSig InferCtxt::instantiate_with_placeholders(const ty::PolyFnSig &value) {
  return value.bound_vars().empty() ? value.skip_binder()
                                    : open_with_placeholders(*this, value, value.bound_vars());
}
ty::TraitRef InferCtxt::instantiate_with_placeholders(const ty::PolyTraitRef &value) {
  return value.bound_vars().empty() ? value.skip_binder()
                                    : open_with_placeholders(*this, value, value.bound_vars());
}
Predicate InferCtxt::instantiate_with_placeholders(Predicate value) {
  return value.bound_vars().empty() ? value
                                    : open_with_placeholders(*this, value, value.bound_vars());
}
ty::ExistentialPredicate
InferCtxt::instantiate_with_placeholders(const ty::PolyExistentialPredicate &value) {
  return value.bound_vars().empty() ? value.skip_binder()
                                    : open_with_placeholders(*this, value, value.bound_vars());
}

// --- Opaque types

bool InferCtxt::is_defining(DefId opaque) const {
  if (mode != TypingMode::Analysis && mode != TypingMode::Borrowck)
    return false;
  if (!body.is_valid() || !tcx.is_local(opaque))
    return false;
  // The function in whose signature it stands; a function within that one sees an opaque type.
  DefId owner = tcx.parent(opaque);
  while (tcx.def_kind(owner) == DefKind::OpaqueTy)
    owner = tcx.parent(owner);
  return owner == tcx.typeck_root(body);
}

std::vector<OpaqueEntry> InferCtxt::take_opaque_types() {
  assert(!in_snapshot());
  return std::exchange(opaques_, {});
}

} // namespace ochre::traits
