#include "mir/ir/visit.h"
#include "mir/optimize/simplify.h"

namespace ochre::mir::optimize {

namespace {

/// How often each local is read, and whether its address is known to anybody.
struct Uses {
  IndexVec<Local, uint32_t> reads;
  IndexVec<Local, uint8_t> in_memory;

  explicit Uses(const Body &body)
      : reads(body.code->locals.size(), 0), in_memory(body.code->locals.size(), 0) {
    reads[kReturnPlace] = 1;
    for (const BasicBlockData &block : body.code->blocks) {
      for (const Statement &s : block.statements)
        count(*body.code, s, 1);
      for_each_place(std::as_const(*body.code), block.terminator,
                     [&](const Place &place, PlaceUse use) { add(*body.code, place, use, 1); });
    }
  }
  void add(const Code &code, Place place, PlaceUse use, uint32_t by) {
    for_each_index_local(code, place, [&](Local index) { reads[index] += by; });
    if (is_storage(use))
      return;
    bool behind = has_deref(code, place);
    if (behind || !is_write(use))
      reads[place.local] += by;
    if (!behind && takes_address(use))
      in_memory[place.local] = 1;
  }
  void count(const Code &code, const Statement &s, uint32_t by) {
    for_each_place(code, s, [&](const Place &place, PlaceUse use) { add(code, place, use, by); });
  }
};

bool is_dead(const Code &code, const Uses &uses, const Statement &s) {
  if (s.kind == StatementKind::Assign || s.kind == StatementKind::SetDiscriminant)
    return !has_deref(code, s.place) && uses.reads[s.place.local] == 0;
  if (is_storage_mark(s))
    return !uses.in_memory[s.local()] && uses.reads[s.local()] == 0;
  return false;
}

/// Locals without any mention go; the others keep their order.
void remove_unused_locals(Body &body) {
  Code &code = body.edit();
  IndexVec<Local, uint8_t> used(code.locals.size(), 0);
  for (uint32_t i = 0; i <= body.arg_count; ++i)
    used[Local(i)] = 1;
  auto mark = [&](Place place, PlaceUse) {
    used[place.local] = 1;
    for_each_index_local(code, place, [&](Local index) { used[index] = 1; });
  };
  for (BasicBlockData &block : code.blocks) {
    for (Statement &s : block.statements)
      for_each_place(code, s, mark);
    for_each_place(code, block.terminator, mark);
  }
  IndexVec<Local, Local> renamed(code.locals.size(), Local());
  IndexVec<Local, LocalDecl> kept;
  for (Local local : code.locals.ids())
    if (used[local])
      renamed[local] = kept.push(std::move(code.locals[local]));
  if (kept.size() == renamed.size()) {
    code.locals = std::move(kept);
    return;
  }
  code.locals = std::move(kept);
  llvm::erase_if(code.var_debug_info, [&](const VarDebugInfo &var) {
    return !var.is_const && !renamed[var.place.local].is_valid();
  });
  IndexVec<ProjId, ProjId> moved(code.projections.size(), ProjId());
  auto rename = [&](Place &place, PlaceUse) {
    place.local = renamed[place.local];
    if (!place.proj.is_valid())
      return;
    if (!moved[place.proj].is_valid()) {
      llvm::SmallVector<PlaceElem, 4> list(code.projection(place));
      for (PlaceElem &elem : list)
        if (elem.kind == ProjectionKind::Index)
          elem.a = renamed[Local(static_cast<uint32_t>(elem.a))].raw;
      moved[place.proj] = code.intern_projection(list);
    }
    place.proj = moved[place.proj];
  };
  for (BasicBlockData &block : code.blocks) {
    for (Statement &s : block.statements)
      for_each_place(code, s, rename);
    for_each_place(code, block.terminator, rename);
  }
  for (VarDebugInfo &var : code.var_debug_info)
    if (!var.is_const)
      var.place.local = renamed[var.place.local];
}

} // namespace

void remove_dead_stores(TyCtxt &, Body &body) {
  Code &code = body.edit();
  Uses uses(body);
  for (bool changed = true; changed;) {
    changed = false;
    for (BasicBlockData &block : code.blocks)
      for (Statement &s : block.statements) {
        if (!is_dead(code, uses, s))
          continue;
        uses.count(code, s, ~0u);
        s = Statement();
        changed = true;
      }
  }
  for (BasicBlockData &block : code.blocks)
    llvm::erase_if(block.statements,
                   [](const Statement &s) { return s.kind == StatementKind::Nop; });
  remove_unused_locals(body);
}

} // namespace ochre::mir::optimize
