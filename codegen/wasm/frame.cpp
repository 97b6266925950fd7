// The frame of a function in memory, below the stack pointer of its caller: a slot for each local
// that needs one, and slots for temporaries, which later statements use again. The stack lies first
// in memory, so that an overflow runs below address 0 and traps.

#include "codegen/wasm/cx.h"

namespace ochre::wasm {

namespace {

uint64_t align_up(uint64_t n, uint64_t align) { return (n + align - 1) / align * align; }

/// Also if it goes on where somebody has unwound.
bool calls_others(const mir::Code &code) {
  return llvm::any_of(code.blocks, [](const mir::BasicBlockData &block) {
    const mir::Terminator &term = block.terminator;
    return term.kind == mir::TerminatorKind::Call || term.kind == mir::TerminatorKind::Drop ||
           term.unwind.kind == mir::UnwindKind::Cleanup;
  });
}

} // namespace

Leaf FunctionCx::frame_pointer() {
  if (frame_pointer_ == kNoLocal)
    frame_pointer_ = ir.new_local(ValTy::I32);
  return ir.local(frame_pointer_, ValTy::I32);
}

PlaceRef FunctionCx::frame_bytes(uint64_t size, uint64_t align) {
  if (align > frame_align_)
    unsupported(body.span, "a temporary value of this alignment");
  uint64_t at = align_up(frame_size_, align);
  frame_size_ = at + size;
  if (frame_size_ > kStackSize)
    unsupported(body.span, "a frame that is larger than the stack");
  return {{frame_pointer(), static_cast<uint32_t>(at)}, {}, nullptr, align};
}

PlaceRef FunctionCx::new_slot(const Layout *layout) {
  uint64_t align = std::max<uint64_t>(layout->align, 1);
  if (layout->is_zst())
    return {{ir.i32(static_cast<uint32_t>(align)), 0}, {}, layout, align};
  PlaceRef out = frame_bytes(layout->size, align);
  out.layout = layout;
  return out;
}

PlaceRef FunctionCx::temp_bytes(uint64_t size, uint64_t align) {
  for (TempSlot &slot : temp_slots_)
    if (!slot.is_used && slot.size >= size && slot.place.align >= align) {
      slot.is_used = true;
      return slot.place;
    }
  PlaceRef place = frame_bytes(size, align);
  temp_slots_.push_back({place, size, true});
  return place;
}

PlaceRef FunctionCx::temp_slot(const Layout *layout, uint64_t align) {
  align = std::max({align, layout->align, uint64_t(1)});
  if (layout->is_zst())
    return {{ir.i32(static_cast<uint32_t>(align)), 0}, {}, layout, align};
  PlaceRef out = temp_bytes(layout->size, align);
  out.layout = layout;
  return out;
}

void FunctionCx::end_statement() {
  ir.end_statement();
  for (TempSlot &slot : temp_slots_)
    slot.is_used = false;
}

void FunctionCx::end_block() {
  if (ends_here)
    waiting_.clear();
  settle_all();
  end_statement();
}

Leaf FunctionCx::size_const() {
  size_consts_.push_back(ir.use(ir.i32(0)));
  return ir.node(size_consts_.back(), ValTy::I32, {});
}

void FunctionCx::begin_frame() {
  moves_stack_ = calls_others(code);
  if (frame_align_ > 16)
    saved_stack_ = ir.new_local(ValTy::I32);
}

Expr FunctionCx::restored_stack() {
  Leaf old = saved_stack_ != kNoLocal ? ir.local(saved_stack_, ValTy::I32)
                                      : ir.add(frame_pointer(), size_const());
  return ir.api.GlobalSet(ir.module, kStackPointer, ir.use(old));
}

/// The stack pointer is moved only where somebody below may look at it.
void FunctionCx::around_call(llvm::function_ref<void()> make_call) {
  if (moves_stack_)
    return make_call();
  ir.emit(ir.api.GlobalSet(ir.module, kStackPointer, ir.use(frame_pointer())));
  make_call();
  ir.emit(restored_stack());
}

void FunctionCx::return_with(Expr value) {
  // Whether there is a frame is known at the end: room is left for giving it back.
  if (moves_stack_) {
    returns_.emplace_back(ir.code, ir.code->size());
    ir.emit(nullptr);
  }
  ir.emit(ir.api.Return(ir.module, value));
  ends_here = true;
}

void FunctionCx::finish_frame(std::vector<Expr> &prologue) {
  if (frame_pointer_ == kNoLocal)
    return;
  for (auto &[list, index] : returns_)
    (*list)[index] = restored_stack();
  ir.code = &prologue;
  Leaf old =
      ir.node(ir.api.GlobalGet(ir.module, kStackPointer, ir.kit.type(ValTy::I32)), ValTy::I32);
  if (saved_stack_ != kNoLocal) {
    ir.set(saved_stack_, old);
    old = ir.local(saved_stack_, ValTy::I32);
  }
  Leaf bottom = ir.sub(old, size_const());
  if (saved_stack_ != kNoLocal)
    bottom = ir.and_(bottom, ir.i32(~(static_cast<uint32_t>(frame_align_) - 1)));
  Expr frame = ir.use(bottom);
  if (moves_stack_)
    ir.emit(ir.api.GlobalSet(
        ir.module, kStackPointer,
        ir.api.LocalTee(ir.module, frame_pointer_, frame, ir.kit.type(ValTy::I32))));
  else
    ir.emit(ir.api.LocalSet(ir.module, frame_pointer_, frame));
  auto size = static_cast<int32_t>(align_up(frame_size_, 16));
  for (Expr constant : size_consts_)
    ir.api.ConstSetValueI32(constant, size);
}

} // namespace ochre::wasm
