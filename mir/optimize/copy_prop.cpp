#include "mir/optimize/copy_prop.h"

#include "mir/dataflow/ssa.h"
#include "mir/ir/visit.h"

#include "llvm/ADT/BitVector.h"

namespace ochre::mir::optimize {

namespace {

struct Copies {
  Body &body;
  Code &code;
  const SsaLocals &ssa;
  IndexVec<Local, Local> same{};        ///< the first of those that hold one value
  IndexVec<Local, ConstIdx> constant{}; ///< the value, if it is a constant
  llvm::BitVector shared{};             ///< stands for others too
  IndexVec<ProjId, ProjId> moved{};
  bool changed = false;

  void find() {
    same.resize(code.locals.size());
    constant.resize(code.locals.size(), ConstIdx());
    shared.resize(static_cast<unsigned>(code.locals.size()));
    for (Local local : code.locals.ids())
      same[local] = local;
    for (Local local : ssa.in_order()) {
      const Rvalue *r = ssa.rvalue(body, local);
      if (!r || r->kind != RvalueKind::Use)
        continue;
      if (!r->a.is_place()) {
        constant[local] = r->a.ct;
        changed = true;
        continue;
      }
      Local from = r->a.place.local;
      if (!r->a.place.is_local() || !ssa.is_ssa(from) ||
          body.local_ty(from) != body.local_ty(local))
        continue;
      same[local] = same[from];
      constant[local] = constant[from];
      shared.set(same[from].raw);
      changed = true;
    }
  }

  void rename(Place &place) {
    place.local = same[place.local];
    if (!place.proj.is_valid())
      return;
    if (place.proj.index() >= moved.size())
      moved.resize(code.projections.size(), ProjId());
    ProjId old = place.proj;
    if (!moved[old].is_valid()) {
      llvm::SmallVector<PlaceElem, 4> list(code.projection(place));
      for (PlaceElem &elem : list)
        if (elem.kind == ProjectionKind::Index)
          elem.a = same[Local(static_cast<uint32_t>(elem.a))].raw;
      moved[old] = code.intern_projection(list);
    }
    place.proj = moved[old];
  }
  void operand(Operand &op) {
    if (!op.is_place())
      return;
    if (op.place.is_local() && constant[op.place.local].is_valid()) {
      op = Operand::constant(constant[op.place.local]);
      return;
    }
    // A value with several names is still there after one of them was moved.
    if (shared.test(same[op.place.local].raw))
      op.kind = OperandKind::Copy;
  }
  template <class S>
  void rewrite(S &s) {
    for_each_operand(code, s, [&](Operand &op) { operand(op); });
    for_each_place(code, s, [&](Place &place, PlaceUse use) {
      if (!is_storage(use))
        rename(place);
    });
  }
  void run() {
    find();
    if (!changed)
      return;
    for (BasicBlockData &block : code.blocks) {
      for (Statement &s : block.statements) {
        bool is_mark = is_storage_mark(s);
        bool is_copy = s.kind == StatementKind::Assign && s.place.is_local() &&
                       same[s.place.local] != s.place.local;
        // Who stands for others lives as long as they do.
        if (is_copy || (is_mark && (shared.test(s.local().raw) || same[s.local()] != s.local())))
          s = Statement();
        else
          rewrite(s);
      }
      rewrite(block.terminator);
    }
    for (VarDebugInfo &var : code.var_debug_info)
      if (!var.is_const)
        var.place.local = same[var.place.local];
  }
};

} // namespace

void propagate_copies(TyCtxt &, Body &body) {
  Code &code = body.edit();
  Dominators dominators(code);
  SsaLocals ssa(body, dominators);
  Copies{body, code, ssa}.run();
}

} // namespace ochre::mir::optimize
