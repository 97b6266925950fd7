#include "sema/collect/item.h"

namespace ochre::collect {

LocalNode local_node(ty::TyCtxt &tcx, DefId def_id) {
  LocalNode out;
  out.id = tcx.defs.expect_local(def_id);
  if (out.id.raw < tcx.krate->def_nodes.size())
    out.node = tcx.krate->def_nodes[out.id];
  if (out.node.kind != hir::DefNodeKind::None && out.node.owner.is_valid())
    out.nodes = tcx.krate->owners[out.node.owner].get();
  if (!out.nodes)
    out.node.kind = hir::DefNodeKind::None;
  return out;
}

const hir::Variant &variant_of(const LocalNode &node) {
  return node.item().variants[node.node.row];
}

const hir::Attr *find_attr(ty::TyCtxt &tcx, DefId def_id, llvm::StringRef path) {
  return hir::find_attr(*tcx.krate, tcx.defs.expect_local(def_id), tcx.sess.intern(path));
}

ty::Ty self_param(ty::TyCtxt &tcx) { return tcx.mk_param(0, sym::kw_SelfUpper); }

} // namespace ochre::collect
