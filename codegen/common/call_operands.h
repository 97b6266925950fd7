// The arguments of a call as the callee's ABI counts them. `Cx` is the translation of a function in
// a back end, with `operand`, `operand_ty`, `extract_field`, and `keep`, which makes an operand
// usable several times.
#pragma once

#include "mir/ir/body.h"

namespace ochre::codegen {

/// The parts of a tuple, which a "rust-call" passes one by one.
template <class Cx, class Operand>
void append_parts(Cx &f, const mir::Operand &tuple, llvm::SmallVectorImpl<Operand> &out) {
  Operand value = f.keep(f.operand(tuple));
  ty::TyList elems = f.operand_ty(tuple).tuple_elems();
  for (uint32_t e = 0; e < elems.size(); ++e)
    out.push_back(f.extract_field(value, e, elems[e]));
}

/// The last argument of a "rust-call" is a tuple.
template <class Cx, class Operand>
void append_operands(Cx &f, llvm::ArrayRef<mir::Operand> args, bool is_rust_call,
                     llvm::SmallVectorImpl<Operand> &out) {
  for (const mir::Operand &arg : is_rust_call ? args.drop_back() : args)
    out.push_back(f.operand(arg));
  if (is_rust_call)
    append_parts(f, args.back(), out);
}

} // namespace ochre::codegen
