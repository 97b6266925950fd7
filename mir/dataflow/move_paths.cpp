#include "mir/dataflow/move_paths.h"

namespace ochre::mir {

namespace {

/// Names an element among the children of a path; types do not matter.
uint64_t elem_key(const PlaceElem &e) {
  uint64_t hash = llvm::hash_combine(e.kind, e.from_end, e.a, e.b);
  return hash >> 1; // the two largest values are the map's own marks
}

struct Gatherer {
  TyCtxt &tcx;
  ty::TypingEnv env;
  const Body &body;
  MoveData data;
  Location at;

  MovePathIndex new_path(Place place, MovePathIndex parent) {
    MovePathIndex path = data.paths.push({place, parent, {}, {}});
    if (parent.is_valid()) {
      data.paths[path].next_sibling = data.paths[parent].first_child;
      data.paths[parent].first_child = path;
    }
    return path;
  }

  bool implements_drop(ty::Ty ty) {
    return ty.is_adt() && !tcx.adt_def(ty.def_id())->is_box &&
           tcx.adt_destructor(ty.def_id()).is_valid();
  }

  MovePathIndex path_for(Place place, bool report);
  void move_out(Place place, bool is_drop);
  void operand(const Operand &op) {
    if (op.kind == OperandKind::Move)
      move_out(op.place, false);
  }
  void init(Place place, InitKind kind);
  void statement(const Statement &s);
  void terminator(const Terminator &t);
  void rvalue(const Rvalue &r);
};

/// The path of a place that is moved, made if it is not there; invalid where it cannot be.
MovePathIndex Gatherer::path_for(Place place, bool report) {
  MovePathIndex path = data.of_local[place.local];
  PlaceTy ty{body.local_ty(place.local), {}};
  llvm::ArrayRef<PlaceElem> elems = body.code->projection(place);
  auto illegal = [&](IllegalMoveKind kind, size_t prefix) {
    if (report) {
      Place target{place.local, {}};
      Code &code = *body.code;
      target.proj = code.intern_projection(elems.take_front(prefix));
      data.illegal.push_back({kind, place, target, ty.ty, at});
    }
    return MovePathIndex();
  };
  for (size_t i = 0; i < elems.size(); ++i) {
    const PlaceElem &e = elems[i];
    switch (e.kind) {
    case ProjectionKind::Deref:
      if (ty.ty.is_ref() || ty.ty.is_raw_ptr())
        return illegal(IllegalMoveKind::BorrowedContent, i + 1);
      break;
    case ProjectionKind::Field:
      if (implements_drop(ty.ty))
        return illegal(IllegalMoveKind::InteriorOfDrop, i);
      if (ty.ty.is_adt() && tcx.adt_def(ty.ty.def_id())->is_union())
        return path; // fields of a union share its state
      break;
    case ProjectionKind::Index: return illegal(IllegalMoveKind::InteriorOfSlice, i);
    case ProjectionKind::ConstantIndex:
    case ProjectionKind::Subslice:
      if (ty.ty.is(ty::TyKind::Slice))
        return illegal(IllegalMoveKind::InteriorOfSlice, i);
      break;
    case ProjectionKind::Downcast:
      if (implements_drop(ty.ty))
        return illegal(IllegalMoveKind::InteriorOfDrop, i);
      break;
    case ProjectionKind::OpaqueCast: break;
    }
    auto [it, fresh] = data.projections.try_emplace({path, elem_key(e)});
    if (fresh) {
      MovePathIndex parent = path;
      Code &code = *body.code;
      Place prefix{place.local, code.intern_projection(elems.take_front(i + 1))};
      elems = body.code->projection(place); // interning may move the rows
      MovePathIndex child = new_path(prefix, parent);
      data.projections[{parent, elem_key(elems[i])}] = child;
      path = child;
    } else {
      path = it->second;
    }
    ty = project_ty(tcx, body, ty, elems[i]);
  }
  return path;
}

void Gatherer::move_out(Place place, bool is_drop) {
  llvm::ArrayRef<PlaceElem> elems = body.code->projection(place);
  if (!elems.empty() && elems.back().kind == ProjectionKind::Subslice && !is_drop) {
    // A move of a part of an array moves its elements.
    PlaceElem sub = elems.back();
    PlaceTy ty{body.local_ty(place.local), {}};
    for (const PlaceElem &e : elems.drop_back())
      ty = project_ty(tcx, body, ty, e);
    if (ty.ty.is(ty::TyKind::Array) && sub.b - sub.a < 4096) {
      Code &code = *body.code;
      llvm::SmallVector<PlaceElem, 4> base(elems.begin(), elems.end() - 1);
      uint64_t len =
          ty.ty.array_len().is(ty::ConstKind::Value) ? ty.ty.array_len().valtree()->lo : sub.b;
      for (uint64_t i = sub.a; i < sub.b; ++i) {
        llvm::SmallVector<PlaceElem, 4> list = base;
        list.push_back({ProjectionKind::ConstantIndex, false, i, len, {}});
        move_out({place.local, code.intern_projection(list)}, false);
      }
      return;
    }
  }
  MovePathIndex path = path_for(place, !is_drop);
  if (!path.is_valid())
    return;
  data.moves_at[at.block][at.statement].push_back(static_cast<uint32_t>(data.moves.size()));
  data.moves.push_back({path, at, false, is_drop});
}

void Gatherer::init(Place place, InitKind kind) {
  // Writing a union's field initialises the union.
  llvm::ArrayRef<PlaceElem> elems = body.code->projection(place);
  PlaceTy ty{body.local_ty(place.local), {}};
  for (size_t i = 0; i < elems.size(); ++i) {
    if (ty.ty.is_adt() && tcx.adt_def(ty.ty.def_id())->is_union()) {
      place.proj = body.code->intern_projection(elems.take_front(i));
      break;
    }
    ty = project_ty(tcx, body, ty, elems[i]);
  }
  PathLookup found = data.lookup(body, place);
  if (!found.is_exact)
    return;
  data.inits_at[at.block][at.statement].push_back(static_cast<uint32_t>(data.inits.size()));
  data.inits.push_back({found.path, at, false, kind});
}

void Gatherer::rvalue(const Rvalue &r) {
  switch (r.kind) {
  case RvalueKind::Use:
  case RvalueKind::Repeat:
  case RvalueKind::Cast:
  case RvalueKind::UnaryOp: return operand(r.a);
  case RvalueKind::BinaryOp: operand(r.a); return operand(r.b);
  case RvalueKind::Aggregate:
    for (const Operand &op : body.code->list(r.operands))
      operand(op);
    return;
  case RvalueKind::Ref:
  case RvalueKind::RawPtr:
  case RvalueKind::ThreadLocalRef:
  case RvalueKind::Len:
  case RvalueKind::Discriminant:
  case RvalueKind::CopyForDeref:
  case RvalueKind::NullaryOp: return;
  }
}

void Gatherer::statement(const Statement &s) {
  switch (s.kind) {
  case StatementKind::Assign:
    path_for(s.place, false);
    rvalue(s.rvalue);
    init(s.place, InitKind::Deep);
    return;
  case StatementKind::StorageDead: {
    MovePathIndex path = data.of_local[s.local()];
    data.moves_at[at.block][at.statement].push_back(static_cast<uint32_t>(data.moves.size()));
    data.moves.push_back({path, at, true, false});
    return;
  }
  case StatementKind::FakeRead: path_for(s.place, false); return;
  case StatementKind::SetDiscriminant:
  case StatementKind::StorageLive:
  case StatementKind::PlaceMention:
  case StatementKind::AscribeUserType:
  case StatementKind::Assume:
  case StatementKind::CopyNonOverlapping:
  case StatementKind::Nop: return;
  }
}

void Gatherer::terminator(const Terminator &t) {
  switch (t.kind) {
  case TerminatorKind::SwitchInt: return operand(t.operand);
  case TerminatorKind::Assert:
    operand(t.operand);
    for (const Operand &op : body.code->list(t.operands))
      operand(op);
    return;
  case TerminatorKind::Drop: return move_out(t.place, true);
  case TerminatorKind::Call:
    operand(t.operand);
    for (const Operand &op : body.code->list(t.operands))
      operand(op);
    if (t.target.is_valid()) {
      path_for(t.place, false);
      init(t.place, InitKind::NonPanicPathOnly);
    }
    return;
  case TerminatorKind::Yield:
    operand(t.operand);
    path_for(t.place, false);
    return init(t.place, InitKind::Deep);
  case TerminatorKind::InlineAsm:
    for (const AsmOperand &op : body.code->asms[t.asm_row].operands) {
      if (op.kind == hir::AsmOperandKind::In || op.kind == hir::AsmOperandKind::InOut)
        operand(op.in);
      if (op.has_out) {
        path_for(op.out, false);
        init(op.out, InitKind::Deep);
      }
    }
    return;
  case TerminatorKind::Goto:
  case TerminatorKind::UnwindResume:
  case TerminatorKind::UnwindTerminate:
  case TerminatorKind::Return:
  case TerminatorKind::Unreachable:
  case TerminatorKind::CoroutineDrop:
  case TerminatorKind::FalseEdge:
  case TerminatorKind::FalseUnwind: return;
  }
}

} // namespace

PathLookup MoveData::lookup(const Body &body, Place place) const {
  MovePathIndex path = of_local[place.local];
  for (const PlaceElem &e : body.code->projection(place)) {
    auto it = projections.find({path, elem_key(e)});
    if (it == projections.end())
      return {false, path};
    path = it->second;
  }
  return {true, path};
}

MovePathIndex MoveData::child(MovePathIndex path, const PlaceElem &elem) const {
  return projections.lookup({path, elem_key(elem)});
}

std::optional<MovePathIndex> MoveData::exact(Local local, llvm::ArrayRef<PlaceElem> elems) const {
  MovePathIndex path = of_local[local];
  for (const PlaceElem &e : elems)
    if (path = child(path, e); !path.is_valid())
      return std::nullopt;
  return path;
}

void MoveData::for_each_child(MovePathIndex path,
                              llvm::function_ref<void(MovePathIndex)> each) const {
  llvm::SmallVector<MovePathIndex, 8> todo{path};
  while (!todo.empty()) {
    MovePathIndex at = todo.pop_back_val();
    each(at);
    for (MovePathIndex c = paths[at].first_child; c.is_valid(); c = paths[c].next_sibling)
      todo.push_back(c);
  }
}

bool MoveData::is_ancestor(MovePathIndex ancestor, MovePathIndex path) const {
  while (path.is_valid() && !(path == ancestor))
    path = paths[path].parent;
  return path.is_valid();
}

MoveData gather_moves(TyCtxt &tcx, ty::TypingEnv env, const Body &body) {
  Gatherer g{tcx, env, body, MoveData(), Location()};
  for (Local local : body.code->locals.ids())
    g.data.of_local.push(g.new_path({local, {}}, {}));
  for (BasicBlock bb : body.code->blocks.ids()) {
    size_t count = body[bb].statements.size() + 1;
    g.data.moves_at.push(std::vector<llvm::SmallVector<uint32_t, 1>>(count));
    g.data.inits_at.push(std::vector<llvm::SmallVector<uint32_t, 1>>(count));
  }
  for (uint32_t i = 1; i <= body.arg_count; ++i)
    g.data.inits.push_back({g.data.of_local[Local(i)], {}, true, InitKind::Deep});
  for (BasicBlock bb : body.code->blocks.ids()) {
    const BasicBlockData &data = body[bb];
    for (uint32_t i = 0; i < data.statements.size(); ++i) {
      g.at = {bb, i};
      g.statement(data.statements[i]);
    }
    g.at = {bb, static_cast<uint32_t>(data.statements.size())};
    g.terminator(data.terminator);
  }
  return std::move(g.data);
}

} // namespace ochre::mir
