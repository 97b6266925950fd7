// Generic parameters of items, and which lifetimes of a function are bound late.
//
// A lifetime of a function is late bound when it occurs in the argument types outside of
// projections (or nowhere) and in no where-clause: then each call chooses it anew.
//   fn f<'a, 'b: 'a>(x: &'a u8) -> ..   'a: named by the bound of 'b, so both are early
// Source: rustc-dev-guide, "Early and late bound parameters".
#include "sema/collect/item.h"

namespace ochre::collect {
namespace {

using LifetimeSet = llvm::DenseSet<LocalDefId>;

/// Collects lifetime parameters named in types; those inside `<T as Tr>::A` and in all but the
/// last segment of a path do not constrain and are left out if `only_constrained`.
class LifetimeCollector {
public:
  LifetimeCollector(const hir::Owner &nodes, bool only_constrained)
      : nodes_(nodes), only_constrained_(only_constrained) {}

  LifetimeSet found;

  void visit_ty(hir::TyId id) {
    if (!id.is_valid() || depth_ > 200)
      return;
    ++depth_;
    const hir::Ty &ty = nodes_.tys[id];
    switch (ty.kind) {
    case hir::TyKind::Slice:
    case hir::TyKind::Array:
    case hir::TyKind::Ptr: visit_ty(ty.inner); break;
    case hir::TyKind::Ref:
      visit_lifetime(ty.lifetime);
      visit_ty(ty.inner);
      break;
    case hir::TyKind::Path: visit_qpath(nodes_.qpaths[ty.path]); break;
    case hir::TyKind::FnPtr: visit_decl(nodes_.fn_decls[ty.fn_decl]); break;
    case hir::TyKind::Tup:
      for (hir::TyId elem : nodes_.list(ty.elems))
        visit_ty(elem);
      break;
    case hir::TyKind::TraitObject:
      visit_bounds(ty.bounds);
      if (ty.lifetime.is_valid())
        visit_lifetime(ty.lifetime);
      break;
    case hir::TyKind::Opaque: visit_opaque(nodes_.opaques[ty.opaque]); break;
    case hir::TyKind::Err:
    case hir::TyKind::Infer:
    case hir::TyKind::Never:
    case hir::TyKind::ImplicitSelf: break;
    }
    --depth_;
  }
  void visit_lifetime(hir::LifetimeId id) {
    if (!id.is_valid())
      return;
    const hir::Lifetime &lifetime = nodes_.lifetimes[id];
    if (lifetime.res == hir::LifetimeRes::Param)
      found.insert(lifetime.def_id);
  }
  void visit_bounds(hir::IdList<hir::BoundId> bounds) {
    for (hir::BoundId id : nodes_.list(bounds)) {
      const hir::Bound &bound = nodes_.bounds[id];
      if (bound.trait_path.is_valid())
        visit_path(nodes_.paths[bound.trait_path]);
      visit_lifetime(bound.lifetime);
      for (hir::LifetimeId lifetime : bound.use_lifetimes)
        visit_lifetime(lifetime);
    }
  }

private:
  void visit_opaque(const hir::OpaqueTy &opaque) {
    // The bounds name copies; what is captured is named by the originals.
    for (auto &[original, copy] : opaque.captured_lifetimes) {
      (void)copy;
      if (!only_constrained_)
        visit_lifetime(original);
    }
    visit_bounds(opaque.bounds);
    visit_ty(opaque.async_output);
  }
  void visit_decl(const hir::FnDecl &decl) {
    for (hir::TyId input : nodes_.list(decl.inputs))
      visit_ty(input);
    visit_ty(decl.output);
  }
  void visit_qpath(const hir::QPath &qpath) {
    bool is_projection = qpath.kind == hir::QPathKind::TypeRelative ||
                         (qpath.kind == hir::QPathKind::Resolved && qpath.self_ty.is_valid());
    if (is_projection && only_constrained_)
      return;
    visit_ty(qpath.self_ty);
    if (qpath.kind == hir::QPathKind::Resolved)
      visit_path(nodes_.paths[qpath.path]);
    else if (qpath.segment.is_valid())
      visit_args(nodes_.segments[qpath.segment].args);
  }
  void visit_path(const hir::Path &path) {
    // An alias may throw its arguments away.
    if (only_constrained_ && path.res.is_def(DefKind::TyAlias))
      return;
    llvm::ArrayRef<hir::SegmentId> segments = nodes_.list(path.segments);
    if (only_constrained_ && !segments.empty())
      segments = segments.take_back(1);
    for (hir::SegmentId segment : segments)
      visit_args(nodes_.segments[segment].args);
  }
  void visit_args(hir::GenericArgsId id) {
    if (!id.is_valid())
      return;
    const hir::GenericArgs &args = nodes_.generic_args[id];
    for (const hir::GenericArg &arg : args.args) {
      visit_lifetime(arg.lifetime);
      visit_ty(arg.ty);
    }
    for (hir::ConstraintId constraint_id : nodes_.list(args.constraints)) {
      const hir::AssocConstraint &constraint = nodes_.constraints[constraint_id];
      visit_args(constraint.gen_args);
      visit_ty(constraint.ty);
      visit_bounds(constraint.bounds);
    }
  }

  const hir::Owner &nodes_;
  bool only_constrained_;
  unsigned depth_ = 0;
};

struct GenericsBuilder {
  ty::TyCtxt &tcx;
  ty::Generics out;

  void set_parent(DefId parent) {
    const ty::Generics *generics = tcx.generics_of(parent);
    out.parent = parent;
    out.parent_count = generics->count();
    out.has_self = generics->has_self;
  }
  void push(ty::GenericParamDef param) {
    param.index = out.count();
    if (param.def_id.is_valid())
      out.index_of[param.def_id] = param.index;
    out.own.push_back(param);
  }
  void push_params(const hir::Owner &nodes, llvm::ArrayRef<hir::GenericParamId> params,
                   llvm::ArrayRef<hir::GenericParamId> late) {
    for (hir::GenericParamId id : params) {
      const hir::GenericParam &param = nodes.generic_params[id];
      if (param.kind == hir::GenericParamKind::Lifetime && !llvm::is_contained(late, id))
        push(lifetime(param));
    }
    for (hir::GenericParamId id : params) {
      const hir::GenericParam &param = nodes.generic_params[id];
      if (param.kind != hir::GenericParamKind::Lifetime)
        push(type_or_const(param));
    }
  }
  void push_synthetic(llvm::StringRef name) {
    ty::GenericParamDef param;
    param.name = tcx.sess.intern(name);
    param.is_synthetic = true;
    push(param);
  }

private:
  ty::GenericParamDef lifetime(const hir::GenericParam &param) {
    ty::GenericParamDef def;
    def.name = param.ident.name;
    def.def_id = tcx.defs.to_def_id(param.def_id);
    def.kind = ty::GenericParamKind::Lifetime;
    def.pure_wrt_drop = param.may_dangle;
    return def;
  }
  ty::GenericParamDef type_or_const(const hir::GenericParam &param) {
    ty::GenericParamDef def;
    def.name = param.ident.name;
    def.def_id = tcx.defs.to_def_id(param.def_id);
    bool is_const = param.kind == hir::GenericParamKind::Const;
    def.kind = is_const ? ty::GenericParamKind::Const : ty::GenericParamKind::Type;
    def.has_default = is_const ? param.default_const.is_valid() : param.ty.is_valid();
    def.is_synthetic = param.is_synthetic;
    def.pure_wrt_drop = param.may_dangle;
    return def;
  }
};

void build_item(GenericsBuilder &builder, const LocalNode &node) {
  const hir::Item &item = node.item();
  ty::TyCtxt &tcx = builder.tcx;
  bool is_nested = item.context == hir::ItemContext::Trait ||
                   item.context == hir::ItemContext::InherentImpl ||
                   item.context == hir::ItemContext::TraitImpl;
  if (is_nested)
    builder.set_parent(tcx.parent(tcx.defs.to_def_id(node.id)));
  if (item.kind == hir::ItemKind::Trait || item.kind == hir::ItemKind::TraitAlias) {
    ty::GenericParamDef self;
    self.name = sym::kw_SelfUpper;
    self.def_id = tcx.defs.to_def_id(node.id);
    builder.push(self);
    builder.out.has_self = true;
  }
  std::vector<hir::GenericParamId> late = late_bound_params(*node.nodes);
  if (!late.empty())
    builder.out.has_late_bound_regions = node.nodes->generic_params[late[0]].span;
  builder.push_params(*node.nodes, node.nodes->list(item.generics.params), late);
}

void build_closure(GenericsBuilder &builder, const LocalNode &node) {
  ty::TyCtxt &tcx = builder.tcx;
  builder.set_parent(tcx.typeck_root(tcx.defs.to_def_id(node.id)));
  const hir::Closure &closure = node.nodes->closures[hir::ClosureId(node.node.row)];
  if (closure.coroutine == hir::CoroutineKind::None) {
    for (const char *name : {"<closure_kind>", "<closure_signature>", "<upvars>"})
      builder.push_synthetic(name);
    return;
  }
  for (const char *name :
       {"<coroutine_kind>", "<resume_ty>", "<yield_ty>", "<return_ty>", "<witness>", "<upvars>"})
    builder.push_synthetic(name);
}

} // namespace

std::vector<hir::GenericParamId> late_bound_params(const hir::Owner &nodes) {
  std::vector<hir::GenericParamId> late;
  const hir::Item &item = nodes.item;
  if (item.kind != hir::ItemKind::Fn || !item.fn_decl.is_valid())
    return late;
  const hir::FnDecl &decl = nodes.fn_decls[item.fn_decl];
  LifetimeCollector inputs(nodes, true);
  for (hir::TyId input : nodes.list(decl.inputs))
    inputs.visit_ty(input);
  LifetimeCollector output(nodes, false);
  output.visit_ty(decl.output);
  LifetimeCollector clauses(nodes, false);
  for (hir::WhereId id : nodes.list(item.generics.predicates)) {
    const hir::WherePredicate &predicate = nodes.where_predicates[id];
    clauses.visit_ty(predicate.ty);
    clauses.visit_lifetime(predicate.lifetime);
    clauses.visit_bounds(predicate.bounds);
  }
  for (hir::GenericParamId id : nodes.list(item.generics.params)) {
    const hir::GenericParam &param = nodes.generic_params[id];
    if (param.kind != hir::GenericParamKind::Lifetime || clauses.found.contains(param.def_id))
      continue;
    if (output.found.contains(param.def_id) && !inputs.found.contains(param.def_id))
      continue;
    late.push_back(id);
  }
  return late;
}

const ty::Generics *generics_of(ty::TyCtxt &tcx, DefId id) {
  GenericsBuilder builder{tcx, ty::Generics()};
  LocalNode node = local_node(tcx, id);
  switch (node.node.kind) {
  case hir::DefNodeKind::Item: build_item(builder, node); break;
  case hir::DefNodeKind::Variant:
  case hir::DefNodeKind::Ctor:
  case hir::DefNodeKind::Field: builder.set_parent(tcx.defs.to_def_id(node.node.owner)); break;
  case hir::DefNodeKind::Closure: build_closure(builder, node); break;
  case hir::DefNodeKind::InlineConst: builder.set_parent(tcx.typeck_root(id)); break;
  case hir::DefNodeKind::Opaque: {
    const hir::OpaqueTy &opaque = node.nodes->opaques[hir::OpaqueId(node.node.row)];
    DefId fn = tcx.defs.to_def_id(opaque.parent);
    if (node.id == opaque.assoc) {
      // The trait's parameters, those of its function, and the captured lifetimes: in all, as many
      // and in the same order as those of the opaque type.
      builder.set_parent(tcx.parent(id));
      for (const ty::GenericParamDef &param : tcx.generics_of(fn)->own)
        builder.push(param);
    } else {
      builder.set_parent(fn);
    }
    builder.push_params(*node.nodes, node.nodes->list(opaque.generics), {});
    break;
  }
  // Constants in types see no parameters.
  case hir::DefNodeKind::AnonConst:
  case hir::DefNodeKind::GenericParam:
  case hir::DefNodeKind::None: break;
  }
  return tcx.own<ty::Generics>(std::move(builder.out));
}

} // namespace ochre::collect
