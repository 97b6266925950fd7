#include "mir/dataflow/ssa.h"

#include "mir/ir/visit.h"

namespace ochre::mir {

struct SsaBuilder {
  const Body &body;
  const Dominators &dominators;
  SsaLocals &out;

  void define(Local local, Location at) {
    SsaLocals::Info &info = out.info_[local];
    info.is_ssa &= !info.is_defined;
    info.is_defined = true;
    info.definition = at;
    out.in_order_.push_back(local);
  }
  /// Blocks come in reverse post-order: a definition that dominates was seen before.
  void read(Local local, Location at) {
    SsaLocals::Info &info = out.info_[local];
    if (!info.is_defined) {
      info.is_ssa = false;
      return;
    }
    Location def = info.definition;
    if (!def.block.is_valid())
      return; // an argument
    const BasicBlockData &block = body[def.block];
    if (def.statement < block.statements.size()) {
      info.is_ssa &= def.block == at.block ? def.statement < at.statement
                                           : dominators.dominates(def.block, at.block);
      return;
    }
    // The result of a call is there where the call returns to.
    BasicBlock target = block.terminator.target;
    info.is_ssa &= target.is_valid() && def.block != target &&
                   !body[at.block].is_cleanup == !body[target].is_cleanup &&
                   dominators.dominates(def.block, target) &&
                   dominators.dominates(target, at.block);
  }
  void place(Place place, PlaceUse use, Location at) {
    for_each_index_local(*body.code, place, [&](Local index) { read(index, at); });
    if (is_storage(use))
      return;
    if (has_deref(*body.code, place))
      return read(place.local, at);
    switch (use) {
    case PlaceUse::Copy:
    case PlaceUse::Move:
    case PlaceUse::Inspect: return read(place.local, at);
    case PlaceUse::Store:
    case PlaceUse::Return:
      if (place.is_local())
        return define(place.local, at);
      break;
    case PlaceUse::Borrow:
    case PlaceUse::BorrowMut:
    case PlaceUse::SetDiscriminant:
    case PlaceUse::Drop:
    case PlaceUse::StorageLive:
    case PlaceUse::StorageDead: break;
    }
    out.info_[place.local].is_ssa = false;
  }
  void run() {
    out.info_.resize(body.code->locals.size());
    for (uint32_t i = 1; i <= body.arg_count; ++i)
      out.info_[Local(i)].is_defined = true;
    // What the function returns is read where it returns.
    out.info_[kReturnPlace].is_ssa = false;
    for (BasicBlock bb : reverse_postorder(*body.code)) {
      const BasicBlockData &block = body[bb];
      Location at{bb, 0};
      for (const Statement &s : block.statements) {
        for_each_place(std::as_const(*body.code), s,
                       [&](const Place &p, PlaceUse use) { place(p, use, at); });
        ++at.statement;
      }
      for_each_place(std::as_const(*body.code), block.terminator,
                     [&](const Place &p, PlaceUse use) { place(p, use, at); });
    }
    llvm::erase_if(out.in_order_, [&](Local local) { return !out.info_[local].is_ssa; });
  }
};

SsaLocals::SsaLocals(const Body &body, const Dominators &dominators) {
  SsaBuilder{body, dominators, *this}.run();
}

const Rvalue *SsaLocals::rvalue(const Body &body, Local local) const {
  Location def = definition(local);
  if (!is_ssa(local) || !def.block.is_valid())
    return nullptr;
  const BasicBlockData &block = body[def.block];
  return def.statement < block.statements.size() ? &block.statements[def.statement].rvalue
                                                 : nullptr;
}

} // namespace ochre::mir
