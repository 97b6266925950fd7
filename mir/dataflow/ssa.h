// Locals that are values: assigned once, where that comes before every use, and never by address.
#pragma once

#include "mir/dataflow/dominators.h"

namespace ochre::mir {

class SsaLocals {
public:
  SsaLocals(const Body &body, const Dominators &dominators);

  bool is_ssa(Local local) const { return info_[local].is_ssa; }
  /// The assignment of an SSA local; a statement index past the block's for a call's result;
  /// an invalid block for an argument.
  Location definition(Local local) const { return info_[local].definition; }
  /// The right side that an SSA local has; null for arguments and results of calls.
  const Rvalue *rvalue(const Body &body, Local local) const;
  /// SSA locals that statements define, in the order in which they run: a definition comes before
  /// those that use it.
  llvm::ArrayRef<Local> in_order() const { return in_order_; }

private:
  struct Info {
    bool is_ssa = true;
    bool is_defined = false;
    Location definition;
  };
  friend struct SsaBuilder;
  IndexVec<Local, Info> info_;
  std::vector<Local> in_order_;
};

} // namespace ochre::mir
