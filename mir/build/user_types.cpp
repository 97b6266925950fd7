// What the user wrote about types, where it names lifetimes: for the borrow checker alone.

#include "mir/build/builder.h"

namespace ochre::mir::build {

UserTypeIdx Builder::written_type(hir::TyId id, ty::Ty inferred) {
  if (!id.is_valid())
    return UserTypeIdx();
  auto user = results.user_tys.find(id);
  if (user == results.user_tys.end() || !user->second)
    return UserTypeIdx();
  return user_type(user->second, inferred, nodes.tys[id].span);
}

UserTypeIdx Builder::written_args(hir::QPathId id, ty::Ty inferred) {
  auto user = results.user_args.find(id);
  if (user == results.user_args.end() || !user->second)
    return UserTypeIdx();
  return user_type(user->second, inferred, nodes.qpaths[id].span);
}

void Builder::ascribe(BasicBlock block, Place place, UserTypeIdx row, ty::Variance variance,
                      llvm::ArrayRef<PlaceElem> inside) {
  if (!row.is_valid())
    return;
  Statement s;
  s.kind = StatementKind::AscribeUserType;
  s.sub = static_cast<uint8_t>(variance);
  s.a = row.raw;
  s.place = place;
  if (ProjId proj = code.intern_projection(inside); proj.is_valid())
    s.projections = code.projections[proj];
  s.source = source(body->tables.user_types[row].span);
  push(block, s);
}

void Builder::declare_type(Local local, hir::TyId written) {
  UserTypeIdx row = written_type(written, body->local_ty(local));
  if (row.is_valid())
    code.locals[local].user_tys.push_back(row);
}

/// Types of parameters and of the result that a closure writes down; those of functions are in
/// their signatures.
void Builder::declare_closure_types(const hir::Closure &hir_closure) {
  const hir::FnDecl &decl = nodes.fn_decls[hir_closure.decl];
  declare_type(kReturnPlace, decl.output);
  uint32_t local = 2;
  for (hir::TyId input : nodes.list(decl.inputs))
    if (local <= body->arg_count)
      declare_type(Local(local++), input);
}

} // namespace ochre::mir::build
