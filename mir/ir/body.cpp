#include "mir/ir/body.h"

#include "sema/ty/fold.h"

#include "llvm/ADT/BitVector.h"

namespace ochre::mir {

namespace {

uint64_t hash_elems(llvm::ArrayRef<PlaceElem> list) {
  llvm::hash_code hash = llvm::hash_value(list.size());
  for (const PlaceElem &e : list)
    hash = llvm::hash_combine(hash, e.kind, e.from_end, e.a, e.b, e.ty.raw);
  // The two largest values are the map's own marks.
  return static_cast<uint64_t>(hash) >> 1;
}

} // namespace

ProjId Code::intern_projection(llvm::ArrayRef<PlaceElem> list) {
  if (list.empty())
    return ProjId();
  // A body that was read has no index until somebody adds to it.
  if (projection_index.empty())
    for (ProjId id : projections.ids())
      projection_index[hash_elems({elems.data() + projections[id].begin, projections[id].count})]
          .push_back(id);
  auto &bucket = projection_index[hash_elems(list)];
  for (ProjId id : bucket) {
    ListRange range = projections[id];
    if (llvm::ArrayRef(elems.data() + range.begin, range.count) == list)
      return id;
  }
  // `list` may lie in `elems`, which the insertion moves.
  llvm::SmallVector<PlaceElem, 8> copy(list.begin(), list.end());
  ListRange range{static_cast<uint32_t>(elems.size()), static_cast<uint32_t>(copy.size())};
  elems.insert(elems.end(), copy.begin(), copy.end());
  ProjId id = projections.push(range);
  bucket.push_back(id);
  return id;
}

Place Code::project(Place base, PlaceElem elem) {
  llvm::ArrayRef<PlaceElem> old = projection(base);
  llvm::SmallVector<PlaceElem, 8> list(old.begin(), old.end());
  list.push_back(elem);
  return {base.local, intern_projection(list)};
}

ListRange Code::add_operands(llvm::ArrayRef<Operand> list) {
  ListRange range{static_cast<uint32_t>(operands.size()), static_cast<uint32_t>(list.size())};
  llvm::SmallVector<Operand, 8> copy(list.begin(), list.end());
  operands.insert(operands.end(), copy.begin(), copy.end());
  return range;
}

ListRange Code::add_cases(llvm::ArrayRef<SwitchCase> list) {
  ListRange range{static_cast<uint32_t>(cases.size()), static_cast<uint32_t>(list.size())};
  llvm::SmallVector<SwitchCase, 8> copy(list.begin(), list.end());
  cases.insert(cases.end(), copy.begin(), copy.end());
  return range;
}

Code &Body::edit() {
  if (code.use_count() > 1)
    code = std::make_shared<Code>(*code);
  return *code;
}

LocalKind Body::local_kind(Local local) const {
  if (local == kReturnPlace)
    return LocalKind::ReturnPlace;
  if (local.raw <= arg_count)
    return LocalKind::Arg;
  return code->locals[local].info == LocalInfo::UserVar ? LocalKind::Var : LocalKind::Temp;
}

const SourceInfo &Body::source_info(Location at) const {
  const BasicBlockData &block = code->blocks[at.block];
  return at.statement < block.statements.size() ? block.statements[at.statement].source
                                                : block.terminator.source;
}

namespace {

/// Calls `each` for every successor in order; `each` gets a reference to change it.
template <class Term, class Cases, class Asms, class Fn>
void for_each_successor(Term &term, Cases cases, Asms &asms, Fn each) {
  switch (term.kind) {
  case TerminatorKind::Goto:
  case TerminatorKind::Drop:
  case TerminatorKind::Call:
  case TerminatorKind::Assert:
  case TerminatorKind::FalseUnwind:
    if (term.target.is_valid())
      each(term.target);
    break;
  case TerminatorKind::SwitchInt:
    for (auto &c : cases)
      each(c.target);
    each(term.other);
    break;
  case TerminatorKind::Yield:
  case TerminatorKind::FalseEdge:
    each(term.target);
    if (term.other.is_valid())
      each(term.other);
    break;
  case TerminatorKind::InlineAsm:
    for (auto &target : asms[term.asm_row].targets)
      each(target);
    break;
  case TerminatorKind::UnwindResume:
  case TerminatorKind::UnwindTerminate:
  case TerminatorKind::Return:
  case TerminatorKind::Unreachable:
  case TerminatorKind::CoroutineDrop: return;
  }
  if (term.unwind.kind == UnwindKind::Cleanup)
    each(term.unwind.cleanup);
}

} // namespace

llvm::SmallVector<BasicBlock, 4> successors(const Code &code, const Terminator &term) {
  llvm::SmallVector<BasicBlock, 4> out;
  for_each_successor(term, code.switch_cases(term), code.asms,
                     [&](const BasicBlock &bb) { out.push_back(bb); });
  return out;
}

void map_successors(Code &code, Terminator &term, llvm::function_ref<BasicBlock(BasicBlock)> map) {
  llvm::MutableArrayRef<SwitchCase> cases(code.cases.data() + term.cases.begin, term.cases.count);
  for_each_successor(term, cases, code.asms, [&](BasicBlock &bb) { bb = map(bb); });
}

IndexVec<BasicBlock, llvm::SmallVector<BasicBlock, 4>> predecessors(const Code &code) {
  IndexVec<BasicBlock, llvm::SmallVector<BasicBlock, 4>> out(code.blocks.size());
  for (BasicBlock bb : code.blocks.ids())
    for (BasicBlock succ : successors(code, code.blocks[bb].terminator))
      out[succ].push_back(bb);
  return out;
}

std::vector<BasicBlock> reverse_postorder(const Code &code) {
  struct Frame {
    BasicBlock block;
    llvm::SmallVector<BasicBlock, 4> next;
    size_t at = 0;
  };
  llvm::BitVector seen(static_cast<unsigned>(code.blocks.size()));
  std::vector<BasicBlock> order;
  std::vector<Frame> stack;
  auto enter = [&](BasicBlock bb) {
    seen.set(bb.raw);
    stack.push_back({bb, successors(code, code.blocks[bb].terminator), 0});
  };
  enter(kStartBlock);
  while (!stack.empty()) {
    Frame &top = stack.back();
    if (top.at == top.next.size()) {
      order.push_back(top.block);
      stack.pop_back();
      continue;
    }
    BasicBlock next = top.next[top.at++];
    if (!seen.test(next.raw))
      enter(next);
  }
  std::reverse(order.begin(), order.end());
  return order;
}

PlaceTy project_ty(TyCtxt &tcx, const Body &body, PlaceTy base, const PlaceElem &elem) {
  switch (elem.kind) {
  case ProjectionKind::Deref:
    if (base.ty.is_adt() && base.ty.args().size() > 0)
      return {base.ty.args()[0].ty(), {}}; // Box<T>
    if (!base.ty.is_ref() && !base.ty.is_raw_ptr())
      return {tcx.common.error, {}};
    return {base.ty.inner(), {}};
  case ProjectionKind::Field:
  case ProjectionKind::OpaqueCast: return {body.tables.tys[elem.ty], {}};
  case ProjectionKind::Index:
  case ProjectionKind::ConstantIndex:
    if (!base.ty.is(ty::TyKind::Array) && !base.ty.is(ty::TyKind::Slice))
      return {tcx.common.error, {}};
    return {base.ty.inner(), {}};
  case ProjectionKind::Subslice: {
    if (!base.ty.is(ty::TyKind::Array))
      return base;
    // Of an array both ends are known: `from_end` subslices are written with fixed ends.
    uint64_t count = elem.b - elem.a;
    return {tcx.mk_array(base.ty.inner(), count), {}};
  }
  case ProjectionKind::Downcast: return {base.ty, ty::VariantIdx(static_cast<uint32_t>(elem.a))};
  }
  return base;
}

PlaceTy place_ty(TyCtxt &tcx, const Body &body, Place place) {
  PlaceTy at{body.local_ty(place.local), {}};
  for (const PlaceElem &elem : body.code->projection(place))
    at = project_ty(tcx, body, at, elem);
  return at;
}

ty::Ty operand_ty(TyCtxt &tcx, const Body &body, const Operand &operand) {
  return operand.is_place() ? place_ty(tcx, body, operand.place).ty
                            : body.tables.consts[operand.ct].ty;
}

namespace {

ty::Ty bin_op_ty(TyCtxt &tcx, BinOp op, ty::Ty lhs) {
  switch (op) {
  case BinOp::Eq:
  case BinOp::Lt:
  case BinOp::Le:
  case BinOp::Ne:
  case BinOp::Ge:
  case BinOp::Gt: return tcx.common.bool_;
  case BinOp::AddWithOverflow:
  case BinOp::SubWithOverflow:
  case BinOp::MulWithOverflow: return tcx.mk_tuple({lhs, tcx.common.bool_});
  case BinOp::Cmp: return tcx.mk_lang_adt(LangItem::OrderingEnum, {}, Span());
  case BinOp::Add:
  case BinOp::AddUnchecked:
  case BinOp::Sub:
  case BinOp::SubUnchecked:
  case BinOp::Mul:
  case BinOp::MulUnchecked:
  case BinOp::Div:
  case BinOp::Rem:
  case BinOp::BitXor:
  case BinOp::BitAnd:
  case BinOp::BitOr:
  case BinOp::Shl:
  case BinOp::ShlUnchecked:
  case BinOp::Shr:
  case BinOp::ShrUnchecked:
  case BinOp::Offset: return lhs;
  }
  return lhs;
}

} // namespace

ty::Ty rvalue_ty(TyCtxt &tcx, const Body &body, const Rvalue &rvalue) {
  switch (rvalue.kind) {
  case RvalueKind::Use: return operand_ty(tcx, body, rvalue.a);
  case RvalueKind::Repeat:
    return tcx.mk_array(operand_ty(tcx, body, rvalue.a), body.tables.consts[rvalue.ct].ct);
  case RvalueKind::Ref:
    return tcx.mk_ref(body.tables.regions[rvalue.region], place_ty(tcx, body, rvalue.place).ty,
                      is_mutable(rvalue.borrow_kind()) ? ty::Mutability::Mut : ty::Mutability::Not);
  case RvalueKind::RawPtr:
    return tcx.mk_ptr(place_ty(tcx, body, rvalue.place).ty, rvalue.raw_kind() == RawPtrKind::Mut
                                                                ? ty::Mutability::Mut
                                                                : ty::Mutability::Not);
  case RvalueKind::ThreadLocalRef: return body.tables.consts[rvalue.ct].ty;
  case RvalueKind::Len: return tcx.common.usize;
  case RvalueKind::Cast: return body.tables.tys[rvalue.ty];
  case RvalueKind::BinaryOp:
    return bin_op_ty(tcx, rvalue.bin_op(), operand_ty(tcx, body, rvalue.a));
  case RvalueKind::UnaryOp:
  case RvalueKind::Discriminant:
    // PtrMetadata and Discriminant need traits: the builder records the result's type.
    return rvalue.ty.is_valid() ? body.tables.tys[rvalue.ty] : operand_ty(tcx, body, rvalue.a);
  case RvalueKind::Aggregate: {
    ty::Ty ty = body.tables.tys[rvalue.ty];
    return ty;
  }
  case RvalueKind::CopyForDeref: return place_ty(tcx, body, rvalue.place).ty;
  case RvalueKind::NullaryOp: return tcx.common.bool_;
  }
  return tcx.common.error;
}

BinOp to_checked(BinOp op) {
  if (op == BinOp::Add)
    return BinOp::AddWithOverflow;
  if (op == BinOp::Sub)
    return BinOp::SubWithOverflow;
  if (op == BinOp::Mul)
    return BinOp::MulWithOverflow;
  return op;
}

std::shared_ptr<Body> instantiate(TyCtxt &tcx, const Body &body, ty::GenericArgs args) {
  auto out = std::make_shared<Body>(body);
  for (ty::Ty &ty : out->tables.tys)
    ty = ty::instantiate_ty(tcx, ty, args);
  for (ty::Region &region : out->tables.regions)
    region = ty::instantiate_arg(tcx, region, args).region();
  for (ConstOperand &ct : out->tables.consts) {
    ct.ty = ty::instantiate_ty(tcx, ct.ty, args);
    if (ct.ct)
      ct.ct = ty::instantiate_arg(tcx, ct.ct, args).ct();
    ct.args = ty::instantiate(tcx, ty::EarlyBinder<ty::GenericArgs>(ct.args), args);
  }
  return out;
}

std::shared_ptr<Body> monomorphize(TyCtxt &tcx, const Body &generic, ty::GenericArgs args) {
  std::shared_ptr<Body> body = instantiate(tcx, generic, args);
  ty::TypingEnv env = ty::TypingEnv::fully_monomorphized();
  auto normal = [&](ty::GenericArg arg) {
    return tcx.normalize_erasing_regions({env, ty::erase_regions(tcx, arg)});
  };
  for (ty::Ty &ty : body->tables.tys)
    ty = normal(ty).ty();
  for (ConstOperand &ct : body->tables.consts) {
    ct.ty = normal(ct.ty).ty();
    if (ct.ct)
      ct.ct = normal(ct.ct).ct();
    llvm::SmallVector<ty::GenericArg, 4> normal_args;
    for (ty::GenericArg arg : ct.args)
      normal_args.push_back(normal(arg));
    ct.args = tcx.mk_args(normal_args);
  }
  return body;
}

AllocId AllocTable::function(const ty::Instance *instance) {
  auto [it, fresh] = functions_.try_emplace(instance);
  if (fresh)
    it->second = add({GlobalAllocKind::Function, nullptr, instance, {}, {}, {}});
  return it->second;
}

AllocId AllocTable::static_item(DefId id) {
  auto [it, fresh] = statics_.try_emplace(id);
  if (fresh)
    it->second = add({GlobalAllocKind::Static, nullptr, nullptr, id, {}, {}});
  return it->second;
}

AllocId AllocTable::vtable(ty::Ty ty, ty::List<ty::PolyExistentialPredicate> predicates) {
  auto [it, fresh] = vtables_.try_emplace({ty.raw(), predicates.raw()});
  if (fresh)
    it->second = add({GlobalAllocKind::VTable, nullptr, nullptr, {}, ty, predicates});
  return it->second;
}

} // namespace ochre::mir
