#include "sema/hir/hir.h"

namespace ochre::hir {

llvm::StringRef to_string(BinOp op) {
  static constexpr const char *kTexts[] = {"+", "-",  "*",  "/",  "%", "&&", "||", "^",  "&",
                                           "|", "<<", ">>", "==", "<", "<=", "!=", ">=", ">"};
  return kTexts[static_cast<unsigned>(op)];
}

BodyId body_of(const Crate &krate, LocalDefId id) {
  const DefNode &node = krate.def_nodes[id];
  switch (node.kind) {
  case DefNodeKind::Item: return krate.owner(id).item.body;
  case DefNodeKind::Closure: return krate.owner_of(id).closures[ClosureId(node.row)].body;
  case DefNodeKind::AnonConst:
  case DefNodeKind::InlineConst: return BodyId(node.row);
  case DefNodeKind::None:
  case DefNodeKind::Variant:
  case DefNodeKind::Ctor:
  case DefNodeKind::Field:
  case DefNodeKind::GenericParam:
  case DefNodeKind::Opaque: return BodyId();
  }
  return BodyId();
}

llvm::ArrayRef<Attr> attrs_of(const Owner &owner, NodeRef node) {
  auto it = owner.node_attrs.find({static_cast<uint8_t>(node.sort), node.row});
  return it == owner.node_attrs.end() ? llvm::ArrayRef<Attr>() : llvm::ArrayRef(it->second);
}

const Attr *find_attr(const Crate &krate, LocalDefId id, Symbol path) {
  if (id.raw < krate.attrs.size())
    for (const Attr &attr : krate.attrs[id])
      if (attr.path == path)
        return &attr;
  return nullptr;
}

} // namespace ochre::hir
