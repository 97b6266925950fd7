// The state of value numbering, and what its files call of each other.
#pragma once

#include "mir/dataflow/ssa.h"
#include "mir/optimize/values.h"

#include "llvm/ADT/BitVector.h"

namespace ochre::mir::optimize {

/// What a block changes.
struct Effect {
  llvm::BitVector assigned;
  bool memory = false;
};

/// Where a place is, and what it is.
struct Located {
  ValueId value; ///< what it holds; in memory: the place
  bool in_memory = false;
  PlaceTy type{};
};

struct Numbering {
  Numbering(TyCtxt &tcx, Body &body)
      : tcx(tcx), body(body), code(body.edit()), dominators(code), ssa(body, dominators),
        preds(predecessors(code)), values(tcx) {}
  TyCtxt &tcx;
  Body &body;
  Code &code;
  Dominators dominators;
  SsaLocals ssa;
  IndexVec<BasicBlock, llvm::SmallVector<BasicBlock, 4>> preds;
  Values values;

  llvm::BitVector escapes{};
  llvm::BitVector reused{}; ///< SSA locals that are read after their storage ended
  IndexVec<BasicBlock, Effect> effects{};
  uint64_t memory = 0; ///< the current version
  uint64_t last_memory = 0;
  IndexVec<Local, ValueId> current{};
  llvm::DenseMap<ValueId, ValueId> facts{};
  llvm::DenseMap<ValueId, llvm::SmallVector<Local, 2>> holders{};
  std::vector<std::pair<Local, ValueId>> local_log{};
  std::vector<std::pair<ValueId, ValueId>> fact_log{};

  void prepare();
  bool changes_memory(const Terminator &t) const;
  Scalar word(uint64_t n) const {
    return Scalar::from_uint(n, static_cast<uint8_t>(tcx.pointer_bits / 8));
  }
  ty::Ty usize() const { return tcx.common.usize; }
  // State.
  void set(Local local, ValueId value) {
    local_log.push_back({local, current[local]});
    current[local] = value;
  }
  ValueId known(ValueId id) const {
    auto it = facts.find(id);
    return it == facts.end() ? id : it->second;
  }
  ValueId local_value(Local local) {
    if (!current[local].is_valid()) {
      set(local, values.opaque());
      hold(current[local], local);
    }
    return known(current[local]);
  }
  void forget_memory() { memory = ++last_memory; }
  void learn(ValueId id, ValueId is);
  void learn_edge(BasicBlock from, BasicBlock to);
  void forget_between(BasicBlock parent, BasicBlock block);
  // Values.
  Located locate(Place place);
  void step(Located &at, const PlaceElem &elem);
  ValueId load(const Located &at) {
    return known(at.in_memory ? values.load(at.value, memory, at.type.ty) : at.value);
  }
  ValueId read(Place place) { return load(locate(place)); }
  ValueId operand_value(const Operand &op);
  ValueId address(Place place, ty::Ty ty);
  ValueId rvalue(const Rvalue &r, ty::Ty ty);
  // Changes.
  bool in_registers(ty::Ty ty) const {
    const layout::Layout *layout = layout_of(tcx, ty);
    return layout && (layout->is_scalar() || layout->is_scalar_pair());
  }
  Local holder(ValueId value, ty::Ty ty, Local except);
  void hold(ValueId value, Local local);
  void fold_indices(Place &place);
  void rewrite(Operand &op);
  void rewrite(Rvalue &r, ValueId value, ty::Ty ty, Local dest);
  void store(Place place, ValueId value);
  void statement(Statement &s);
  void terminator(BasicBlock bb);
  bool fold_distance(BasicBlock bb);
  void run();
};

} // namespace ochre::mir::optimize
