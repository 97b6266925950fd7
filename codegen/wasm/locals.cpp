// Which locals live in locals of WebAssembly: those of a type that fits registers whose address
// nobody takes. A local may be assigned any number of times, also in parts as long as each part is
// one of the scalars. All others have a place in the frame.

#include "codegen/wasm/cx.h"
#include "codegen/wasm/parts.h"

namespace ochre::wasm {

namespace {

struct LocalUses {
  struct Counts {
    unsigned sets = 0;
    unsigned reads = 0;
    mir::BasicBlock set_in;
    mir::BasicBlock read_in;
    const mir::Operand *constant = nullptr; ///< what it was set to last
    bool is_shared = false;                 ///< somebody else may write it, by its address
  };
  FunctionCx &f;
  const mir::Body &body;
  IndexVec<mir::Local, uint8_t> in_memory;
  IndexVec<mir::Local, Counts> counts;
  mir::BasicBlock here;

  explicit LocalUses(FunctionCx &f)
      : f(f), body(f.body), in_memory(body.code->locals.size()), counts(body.code->locals.size()) {
    for (mir::BasicBlock bb : body.code->blocks.ids()) {
      const mir::BasicBlockData &block = body[bb];
      here = bb;
      for (const mir::Statement &s : block.statements)
        statement(s);
      terminator(block.terminator);
    }
  }

  bool is_candidate(mir::Local local) const {
    const Layout *layout = f.locals[local].layout;
    return !in_memory[local] && !layout->is_unsized &&
           (layout->is_zst() || layout->is_scalar() || layout->is_scalar_pair());
  }
  static bool is_part(const mir::PlaceElem &e) {
    return e.kind == mir::ProjectionKind::Field || e.kind == mir::ProjectionKind::Downcast ||
           e.kind == mir::ProjectionKind::OpaqueCast;
  }
  /// The projections before the first pointer.
  llvm::ArrayRef<mir::PlaceElem> own_part(mir::Place place, bool &behind_pointer) const {
    llvm::ArrayRef<mir::PlaceElem> elems = body.code->projection(place);
    size_t n = 0;
    while (n < elems.size() && elems[n].kind != mir::ProjectionKind::Deref)
      ++n;
    behind_pointer = n < elems.size();
    return elems.take_front(n);
  }
  void count_read(mir::Local local) {
    ++counts[local].reads;
    counts[local].read_in = here;
  }
  void read(mir::Place place) {
    count_read(place.local);
    for (const mir::PlaceElem &e : body.code->projection(place))
      if (e.kind == mir::ProjectionKind::Index)
        count_read(mir::Local(static_cast<uint32_t>(e.a)));
    bool behind_pointer;
    if (!llvm::all_of(own_part(place, behind_pointer), is_part))
      in_memory[place.local] = true;
  }
  void address(mir::Place place) {
    bool behind_pointer = llvm::any_of(body.code->projection(place), [](const mir::PlaceElem &e) {
      return e.kind == mir::ProjectionKind::Deref;
    });
    read(place);
    if (behind_pointer)
      return;
    in_memory[place.local] = true;
    counts[place.local].is_shared = true;
  }
  void write(mir::Place place) {
    bool behind_pointer;
    llvm::ArrayRef<mir::PlaceElem> elems = own_part(place, behind_pointer);
    Counts &count = counts[place.local];
    if (place.is_local()) {
      ++count.sets;
      count.set_in = here;
      return;
    }
    read(place);
    count.sets += behind_pointer ? 0 : 2; // of parts
    if (behind_pointer || elems.empty() || !is_candidate(place.local))
      return;
    if (!part_of_local(f, place))
      in_memory[place.local] = true;
  }
  void operand(const mir::Operand &op) {
    if (op.is_place())
      read(op.place);
  }
  void list(mir::ListRange range) {
    for (const mir::Operand &op : body.code->list(range))
      operand(op);
  }
  void rvalue(const mir::Rvalue &r) {
    switch (r.kind) {
    case mir::RvalueKind::Ref:
    case mir::RvalueKind::RawPtr: return address(r.place);
    case mir::RvalueKind::Len:
    case mir::RvalueKind::Discriminant:
    case mir::RvalueKind::CopyForDeref: return read(r.place);
    case mir::RvalueKind::Aggregate: return list(r.operands);
    case mir::RvalueKind::BinaryOp: operand(r.a); return operand(r.b);
    case mir::RvalueKind::Use:
    case mir::RvalueKind::Repeat:
    case mir::RvalueKind::Cast:
    case mir::RvalueKind::UnaryOp: return operand(r.a);
    case mir::RvalueKind::ThreadLocalRef:
    case mir::RvalueKind::NullaryOp: return;
    }
  }
  void statement(const mir::Statement &s) {
    switch (s.kind) {
    case mir::StatementKind::Assign:
      rvalue(s.rvalue);
      if (s.rvalue.kind == mir::RvalueKind::Use && !s.rvalue.a.is_place() && s.place.is_local())
        counts[s.place.local].constant = &s.rvalue.a;
      return write(s.place);
    case mir::StatementKind::SetDiscriminant:
      counts[s.place.local].sets += 2;
      if (!s.place.is_local())
        address(s.place);
      return;
    case mir::StatementKind::Assume: return;
    case mir::StatementKind::CopyNonOverlapping: return list(s.rvalue.operands);
    case mir::StatementKind::FakeRead:
    case mir::StatementKind::StorageLive:
    case mir::StatementKind::StorageDead:
    case mir::StatementKind::PlaceMention:
    case mir::StatementKind::AscribeUserType:
    case mir::StatementKind::Nop: return;
    }
  }
  void terminator(const mir::Terminator &t) {
    switch (t.kind) {
    case mir::TerminatorKind::SwitchInt: return operand(t.operand);
    case mir::TerminatorKind::Drop:
      counts[t.place.local].is_shared = true;
      if (t.place.is_local()) // put into memory for the call
        return count_read(t.place.local);
      return address(t.place);
    case mir::TerminatorKind::Call:
      operand(t.operand);
      list(t.operands);
      // The callee may get the place itself.
      for (const mir::Operand &op : body.code->list(t.operands))
        if (op.is_place())
          counts[op.place.local].is_shared = true;
      return write(t.place);
    case mir::TerminatorKind::Assert: operand(t.operand); return list(t.operands);
    case mir::TerminatorKind::Return: return count_read(mir::kReturnPlace);
    case mir::TerminatorKind::InlineAsm:
    case mir::TerminatorKind::Goto:
    case mir::TerminatorKind::UnwindResume:
    case mir::TerminatorKind::UnwindTerminate:
    case mir::TerminatorKind::Unreachable:
    case mir::TerminatorKind::Yield:
    case mir::TerminatorKind::CoroutineDrop:
    case mir::TerminatorKind::FalseEdge:
    case mir::TerminatorKind::FalseUnwind: return;
    }
  }
};

} // namespace

std::optional<LocalPart> part_of_local(FunctionCx &f, mir::Place place) {
  const Layout *whole = f.locals[place.local].layout;
  mir::PlaceTy ty{f.body.local_ty(place.local), {}};
  const Layout *at = whole;
  uint64_t offset = 0;
  for (const mir::PlaceElem &e : f.code.projection(place)) {
    mir::PlaceTy next = mir::project_ty(f.tcx, f.body, ty, e);
    if (e.kind == mir::ProjectionKind::Downcast) {
      at = &at->variant(next.variant);
    } else if (e.kind == mir::ProjectionKind::Field) {
      const Layout *field = f.layout_of(next.ty);
      offset += field->is_zst() ? 0 : at->field_offset(static_cast<uint32_t>(e.a));
      at = field;
    } else if (e.kind != mir::ProjectionKind::OpaqueCast) {
      return std::nullopt;
    }
    ty = next;
  }
  if (at->is_zst())
    return LocalPart{LocalPart::Nothing, at};
  bool is_whole = offset == 0 && at->abi == whole->abi && at->size == whole->size &&
                  (at->is_scalar() || at->is_scalar_pair()) &&
                  same_bits(at->scalar_a, whole->scalar_a) &&
                  (!at->is_scalar_pair() || same_bits(at->scalar_b, whole->scalar_b));
  if (at == whole || is_whole)
    return LocalPart{LocalPart::Whole, at};
  if (!at->is_scalar() || !whole->is_scalar_pair())
    return std::nullopt;
  if (offset == 0 && same_bits(at->scalar_a, whole->scalar_a))
    return LocalPart{LocalPart::First, at};
  if (offset == layout::pair_second_offset(*whole) && same_bits(at->scalar_a, whole->scalar_b))
    return LocalPart{LocalPart::Second, at};
  return std::nullopt;
}

/// A variable that only ever holds a constant is where that lies.
void FunctionCx::use_constant(mir::Local local, const mir::Operand &constant) {
  Operand value = cx.constant(body.tables.consts[constant.ct]);
  if (value.kind != Operand::Ref || !value.at.base.is_const() || value.meta)
    return;
  LocalRef &ref = locals[local];
  ref.place = {value.at, {}, ref.layout, std::max<uint64_t>(ref.layout->align, 1)};
  ref.is_constant = true;
}

void FunctionCx::analyze_locals() {
  for (mir::Local local : code.locals.ids())
    locals[local].layout = layout_of(body.local_ty(local));
  LocalUses uses(*this);
  for (mir::Local local : code.locals.ids()) {
    locals[local].in_memory = !uses.is_candidate(local);
    bool is_arg = body.local_kind(local) == mir::LocalKind::Arg;
    // An argument without a known size is at the address that the caller gives.
    if (locals[local].layout->is_unsized && !is_arg)
      unsupported(code.locals[local].source.span, "unsized locals");
    frame_align_ = std::max(frame_align_, locals[local].layout->align);
    const LocalUses::Counts &count = uses.counts[local];
    bool is_set_once = !is_arg && count.sets == 1 && !locals[local].in_memory;
    bool is_variable = !is_arg && local != mir::kReturnPlace;
    if (is_variable && locals[local].in_memory && count.sets == 1 && count.constant &&
        !count.is_shared)
      use_constant(local, *count.constant);
    locals[local].is_unused = is_set_once && count.reads == 0;
    locals[local].is_used_once = is_set_once && count.reads == 1 && count.read_in == count.set_in;
  }
}

} // namespace ochre::wasm
