#include "mir/optimize/context.h"

#include "mir/ir/visit.h"

#include "mir/interpret/interpret.h"

namespace ochre::mir::optimize {

Operand scalar_constant(TyCtxt &tcx, Body &body, ty::Ty ty, uint64_t lo, uint64_t hi) {
  const layout::Layout *layout = layout_of(tcx, ty);
  ConstOperand row;
  row.ty = ty;
  row.value.kind = ConstValueKind::Scalar;
  row.value.scalar = Scalar::from_uint(lo, static_cast<uint8_t>(layout->size), hi);
  return Operand::constant(body.tables.consts.push(row));
}

std::optional<Scalar> int_value(TyCtxt &tcx, const Body &body, const Operand &operand) {
  if (operand.is_place())
    return std::nullopt;
  std::optional<ConstValue> value = interpret::evaluate(tcx, body.tables.consts[operand.ct]);
  if (!value || value->kind != ConstValueKind::Scalar || value->scalar.kind != ScalarKind::Int)
    return std::nullopt;
  return value->scalar;
}

std::optional<Scalar> discriminant_of(TyCtxt &tcx, ty::Ty ty, uint32_t variant) {
  if (!ty.is_adt() || !tcx.adt_def(ty.def_id())->is_enum())
    return std::nullopt;
  const std::vector<ty::DiscrValue> *values = tcx.adt_discriminants(ty.def_id());
  if (!values || variant >= values->size())
    return std::nullopt;
  const ty::DiscrValue &found = (*values)[variant];
  const layout::Layout *layout = layout_of(tcx, found.ty);
  if (!layout)
    return std::nullopt;
  return Scalar::from_uint(found.lo, static_cast<uint8_t>(layout->size), found.hi);
}

Local new_local(Body &body, ty::Ty ty, const SourceInfo &source) {
  LocalDecl decl;
  decl.ty = ty_row(body, ty);
  decl.source = source;
  return body.edit().locals.push(decl);
}

llvm::BitVector address_taken(const Code &code) {
  llvm::BitVector out(static_cast<unsigned>(code.locals.size()));
  auto mark = [&](const Place &place, PlaceUse use) {
    if (takes_address(use) && !has_deref(code, place))
      out.set(place.local.raw);
  };
  for (const BasicBlockData &block : code.blocks) {
    for (const Statement &s : block.statements)
      for_each_place(code, s, mark);
    for_each_place(code, block.terminator, mark);
  }
  return out;
}

} // namespace ochre::mir::optimize
