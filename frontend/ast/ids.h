// Names of AST nodes.
#pragma once

#include "support/adt/id.h"

#include <cstdint>

namespace ochre::ast {

struct NodeTag;
/// Any node that resolution or lowering may ask about; dense per crate (ids of nodes that were cut
/// by `#[cfg]` or replaced by expansion stay unused). Key of the front end's side tables.
using NodeId = Id<NodeTag>;
inline constexpr NodeId kCrateNodeId{0};

struct ExprTag;
struct PatTag;
struct TyTag;
struct ItemTag;
struct BlockTag;
struct AttrsTag;
/// Rows of the Crate's tables. A row may be overwritten by expansion, its name stays.
using ExprId = Id<ExprTag>;
using PatId = Id<PatTag>;
using TyId = Id<TyTag>;
using ItemId = Id<ItemTag>;
using BlockId = Id<BlockTag>;
/// A list of attributes in the Crate. Invalid: no attributes.
using AttrsId = Id<AttrsTag>;

} // namespace ochre::ast
