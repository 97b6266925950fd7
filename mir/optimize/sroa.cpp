#include "mir/optimize/sroa.h"

#include "mir/ir/visit.h"
#include "mir/optimize/context.h"

#include "llvm/ADT/BitVector.h"

namespace ochre::mir::optimize {

namespace {

/// Larger aggregates stay in memory: each copy of one would become as many statements.
constexpr uint32_t kMaxParts = 16;
constexpr unsigned kRounds = 8;

/// Whether values of the type are nothing but their fields.
bool is_splittable(TyCtxt &tcx, ty::Ty ty) {
  if (ty.is(ty::TyKind::Tuple) || ty.is(ty::TyKind::Closure) || ty.is(ty::TyKind::Array))
    return true;
  if (!ty.is_adt())
    return false;
  const ty::AdtDef *adt = tcx.adt_def(ty.def_id());
  return adt->is_struct() && !adt->repr.is_simd && !adt->is_box;
}

uint64_t part_count(TyCtxt &tcx, ty::Ty ty) {
  if (!ty.is(ty::TyKind::Array))
    return layout::field_count(tcx, mono_env(), ty, ty::VariantIdx(0));
  const layout::Layout *layout = layout_of(tcx, ty);
  return layout ? layout->array_count : UINT64_MAX;
}

ty::Ty part_ty(TyCtxt &tcx, ty::Ty ty, uint32_t index) {
  return ty.is(ty::TyKind::Array) ? ty.inner()
                                  : layout::field_ty(tcx, mono_env(), ty, ty::VariantIdx(0), index);
}

struct Parts {
  Local first;                       ///< the others follow
  llvm::SmallVector<TyIdx, 4> types; ///< of the fields
};

struct Replacer {
  TyCtxt &tcx;
  Body &body;
  Code &code;
  llvm::BitVector candidates{};
  IndexVec<Local, Parts> parts{};

  bool find_candidates();
  /// A constant without bytes: its parts have none either.
  bool is_empty(const Rvalue &r) const {
    if (r.kind != RvalueKind::Use || r.a.is_place())
      return false;
    const layout::Layout *layout = layout_of(tcx, operand_ty(tcx, body, r.a));
    return layout && layout->is_zst();
  }
  void look_at(const Statement &s);
  void look_at(const Terminator &t);
  void whole(Place place) {
    if (place.is_local())
      candidates.reset(place.local.raw);
  }
  void partial(Place place);
  bool is_split(Local local) const {
    return local.raw < parts.size() && parts[local].first.is_valid();
  }
  void make_parts();
  void rewrite(Place &place);
  Place part(Place of, uint32_t index) {
    if (place_ty(tcx, body, of).ty.is(ty::TyKind::Array))
      return code.project(of, {ProjectionKind::ConstantIndex, false, index, index + 1, {}});
    return code.project(of, {ProjectionKind::Field, false, index, 0, field_row(of, index)});
  }
  TyIdx field_row(Place of, uint32_t index) {
    if (of.is_local() && is_split(of.local))
      return parts[of.local].types[index];
    ty::Ty whole = place_ty(tcx, body, of).ty;
    return ty_row(body, layout::field_ty(tcx, mono_env(), whole, ty::VariantIdx(0), index));
  }
  /// Whether the element is a part of `of`: a field, or an element by its number.
  bool is_part(ty::Ty of, const PlaceElem &elem) const {
    if (!of.is(ty::TyKind::Array))
      return elem.kind == ProjectionKind::Field;
    return elem.kind == ProjectionKind::ConstantIndex && !elem.from_end &&
           elem.a < part_count(tcx, of);
  }
  bool split_statement(const Statement &s, std::vector<Statement> &out);
  void split_aggregate(const Statement &s, std::vector<Statement> &out);
  void split_copy(const Statement &s, std::vector<Statement> &out);
  Statement join_parts(const Statement &s);
  void run();
};

void Replacer::partial(Place place) {
  llvm::ArrayRef<PlaceElem> elems = code.projection(place);
  if (elems.empty() || !is_part(body.local_ty(place.local), elems.front()))
    candidates.reset(place.local.raw);
  for_each_index_local(code, place, [&](Local index) { candidates.reset(index.raw); });
}

void Replacer::look_at(const Statement &s) {
  auto place = [&](const Place &p, PlaceUse use) {
    if (!is_storage(use))
      partial(p);
    // Who has the addresses of elements may count on their distances.
    if (takes_address(use) && !has_deref(code, p) && body.local_ty(p.local).is(ty::TyKind::Array))
      candidates.reset(p.local.raw);
  };
  if (s.kind != StatementKind::Assign)
    return for_each_place(std::as_const(code), s, place);
  const Rvalue &r = s.rvalue;
  bool makes = (r.kind == RvalueKind::Aggregate && r.active_field == UINT32_MAX) ||
               r.kind == RvalueKind::Repeat;
  bool copies = r.kind == RvalueKind::Use && r.a.is_place();
  if ((makes || copies || is_empty(r)) && s.place.is_local()) {
    // What goes into it is looked at by itself.
  } else if (copies && r.a.place.is_local()) {
    return partial(s.place);
  } else {
    return for_each_place(std::as_const(code), s, place);
  }
  for_each_rvalue_operand(std::as_const(code), r, [&](const Operand &op) {
    if (op.is_place() && !(copies && op.place.is_local()))
      partial(op.place);
  });
}

void Replacer::look_at(const Terminator &t) {
  for_each_place(std::as_const(code), t, [&](const Place &p, PlaceUse) { partial(p); });
}

bool Replacer::find_candidates() {
  candidates.resize(static_cast<unsigned>(code.locals.size()));
  for (uint32_t i = body.arg_count + 1; i < code.locals.size(); ++i)
    if (is_splittable(tcx, body.local_ty(Local(i))))
      candidates.set(i);
  if (candidates.none())
    return false;
  for (const BasicBlockData &block : code.blocks) {
    for (const Statement &s : block.statements)
      look_at(s);
    look_at(block.terminator);
  }
  for (unsigned i : candidates.set_bits()) {
    ty::Ty ty = body.local_ty(Local(i));
    const layout::Layout *layout = layout_of(tcx, ty);
    if (!layout || layout->is_unsized || layout->is_union || part_count(tcx, ty) > kMaxParts)
      candidates.reset(i);
  }
  return candidates.any();
}

void Replacer::make_parts() {
  parts.resize(code.locals.size());
  for (unsigned i : candidates.set_bits()) {
    ty::Ty ty = body.local_ty(Local(i));
    LocalDecl decl = code.locals[Local(i)];
    decl.info = LocalInfo::Boring;
    decl.name = Symbol();
    Parts &made = parts[Local(i)];
    made.first = Local(static_cast<uint32_t>(code.locals.size()));
    auto count = static_cast<uint32_t>(part_count(tcx, ty));
    for (uint32_t f = 0; f < count; ++f) {
      decl.ty = ty_row(body, part_ty(tcx, ty, f));
      made.types.push_back(decl.ty);
      code.locals.push(decl);
    }
  }
}

/// `_x.1.rest` is the local of part 1, and `.rest`.
void Replacer::rewrite(Place &place) {
  if (!is_split(place.local) || place.is_local())
    return;
  llvm::SmallVector<PlaceElem, 4> rest(code.projection(place));
  Local local(parts[place.local].first.raw + static_cast<uint32_t>(rest.front().a));
  rest.erase(rest.begin());
  place = {local, code.intern_projection(rest)};
}

void Replacer::split_aggregate(const Statement &s, std::vector<Statement> &out) {
  Local first = parts[s.place.local].first;
  llvm::SmallVector<Operand, 8> operands(code.list(s.rvalue.operands));
  if (s.rvalue.kind == RvalueKind::Repeat)
    operands.assign(parts[s.place.local].types.size(), s.rvalue.a);
  for (uint32_t i = 0; i < operands.size(); ++i) {
    Statement one = s;
    one.place = {Local(first.raw + i), {}};
    one.rvalue = Rvalue();
    one.rvalue.a = operands[i];
    if (one.rvalue.a.is_place())
      rewrite(one.rvalue.a.place);
    out.push_back(one);
  }
}

void Replacer::split_copy(const Statement &s, std::vector<Statement> &out) {
  size_t count = parts[s.place.local].types.size();
  for (uint32_t i = 0; i < count; ++i) {
    Statement one = s;
    one.place = part(s.place, i);
    one.rvalue.a.place = part(s.rvalue.a.place, i);
    rewrite(one.place);
    rewrite(one.rvalue.a.place);
    out.push_back(one);
  }
}

/// Where a whole value is wanted it is made anew.
Statement Replacer::join_parts(const Statement &s) {
  const Parts &from = parts[s.rvalue.a.place.local];
  ty::Ty ty = body.local_ty(s.rvalue.a.place.local);
  llvm::SmallVector<Operand, 8> operands;
  for (uint32_t i = 0; i < from.types.size(); ++i)
    operands.push_back({s.rvalue.a.kind, {Local(from.first.raw + i), {}}, {}});
  Statement out = s;
  out.place = s.place;
  rewrite(out.place);
  out.rvalue = Rvalue();
  out.rvalue.kind = RvalueKind::Aggregate;
  out.rvalue.op = static_cast<uint8_t>(ty.is_adt()                  ? AggregateKind::Adt
                                       : ty.is(ty::TyKind::Array)   ? AggregateKind::Array
                                       : ty.is(ty::TyKind::Closure) ? AggregateKind::Closure
                                                                    : AggregateKind::Tuple);
  out.rvalue.ty = ty_row(body, ty);
  out.rvalue.operands = code.add_operands(operands);
  return out;
}

/// True if the statement is replaced by those added to `out`.
bool Replacer::split_statement(const Statement &s, std::vector<Statement> &out) {
  if (is_storage_mark(s)) {
    if (!is_split(s.local()))
      return false;
    for (uint32_t i = 0; i < parts[s.local()].types.size(); ++i) {
      out.push_back(s);
      out.back().a = parts[s.local()].first.raw + i;
    }
    return true;
  }
  if (s.kind != StatementKind::Assign)
    return false;
  bool to_parts = s.place.is_local() && is_split(s.place.local);
  if (to_parts && (s.rvalue.kind == RvalueKind::Aggregate || s.rvalue.kind == RvalueKind::Repeat)) {
    split_aggregate(s, out);
    return true;
  }
  const Operand &from = s.rvalue.a;
  if (to_parts && !from.is_place())
    return true;
  if (to_parts) {
    split_copy(s, out);
    return true;
  }
  bool from_parts = s.rvalue.kind == RvalueKind::Use && from.is_place() && from.place.is_local() &&
                    is_split(from.place.local);
  if (from_parts)
    out.push_back(join_parts(s));
  return from_parts;
}

void Replacer::run() {
  make_parts();
  for (BasicBlock bb : code.blocks.ids()) {
    std::vector<Statement> old = std::move(code.blocks[bb].statements);
    std::vector<Statement> made;
    made.reserve(old.size());
    for (Statement &s : old) {
      if (split_statement(s, made))
        continue;
      for_each_place(code, s, [&](Place &place, PlaceUse) { rewrite(place); });
      made.push_back(s);
    }
    code.blocks[bb].statements = std::move(made);
    for_each_place(code, code.blocks[bb].terminator,
                   [&](Place &place, PlaceUse) { rewrite(place); });
  }
  llvm::erase_if(code.var_debug_info, [&](VarDebugInfo &var) {
    if (var.is_const)
      return false;
    rewrite(var.place);
    return is_split(var.place.local);
  });
}

} // namespace

bool replace_aggregates(TyCtxt &tcx, Body &body) {
  bool changed = false;
  for (unsigned round = 0; round < kRounds; ++round) {
    Replacer replacer{tcx, body, body.edit()};
    if (!replacer.find_candidates())
      break;
    replacer.run();
    changed = true;
  }
  return changed;
}

} // namespace ochre::mir::optimize
