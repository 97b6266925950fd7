#include "borrowck/regions/universal.h"

#include "mir/ir/body.h"
#include "sema/ty/fold.h"

namespace ochre::borrowck {

using ty::GenericArg;

namespace {

/// The type of its closure or coroutine that a body has for its `self`; null: it is neither.
Ty closure_type(const mir::Body &body) {
  if (body.arg_count == 0)
    return Ty();
  Ty self = body.local_ty(mir::Local(1));
  if (self.is_ref())
    self = self.inner();
  bool is_own = self.is_closure() || self.is(ty::TyKind::Coroutine);
  return is_own && self.def_id() == body.def_id ? self : Ty();
}

Region late_region(TyCtxt &tcx, DefId scope, uint32_t index, const ty::BoundVarKind &kind) {
  return kind.def_id.is_valid() ? tcx.mk_re_late_param(scope, kind.def_id, tcx.name(kind.def_id))
                                : tcx.mk_re_late_anon(scope, index);
}

void each_bound_region(TyCtxt &tcx, DefId scope, ty::BoundVars vars,
                       llvm::function_ref<void(Region)> each) {
  for (uint32_t i = 0; i < vars.size(); ++i)
    if (vars[i].sort == ty::BoundVarKind::Region)
      each(late_region(tcx, scope, i, vars[i]));
}

/// The signature with its late-bound regions free.
ty::FnSig liberate(TyCtxt &tcx, DefId scope, const ty::PolyFnSig &sig) {
  ty::BoundVarReplacer replacer{
      [&](ty::BoundVar, ty::BoundVarKind) { return tcx.common.error; },
      [&](ty::BoundVar var, ty::BoundVarKind kind) {
        return late_region(tcx, scope, var.raw, kind);
      },
      [&](ty::BoundVar, ty::BoundVarKind) { return tcx.common.error_const; }};
  return ty::replace_bound_vars(tcx, sig, replacer);
}

class Builder {
public:
  Builder(InferCtxt &infcx, const mir::Body &body) : infcx_(infcx), tcx_(infcx.tcx), body_(body) {
    out_.def_id = body.def_id;
    out_.root = tcx_.typeck_root(body.def_id);
  }

  UniversalRegions run() {
    add(tcx_.common.re_static);
    Ty closure = closure_type(body_);
    if (closure)
      closure_externals(closure);
    else
      early_bound();
    if (out_.def_id != out_.root)
      for_each_late_bound_region_around(tcx_, tcx_.parent(out_.def_id),
                                        [&](Region region) { add(region); });
    // In an item only 'static comes from outside.
    out_.first_local = out_.def_id == out_.root ? 1 : infcx_.region_var_count();
    if (closure && closure.is(ty::TyKind::Coroutine))
      coroutine_signature();
    else if (closure)
      closure_signature();
    else if (is_fn_like(tcx_.def_kind(out_.def_id)))
      fn_signature();
    else
      const_signature();
    add(Region()); // the body
    out_.count = infcx_.region_var_count();
    return std::move(out_);
  }

private:
  RegionVid add(Region name) {
    RegionVid vid = infcx_.next_region_var(body_.span).vid();
    if (name && !out_.by_name.try_emplace(name, vid).second)
      name = Region();
    out_.names.push(name);
    return vid;
  }

  void early_bound() {
    for (GenericArg arg : ty::identity_args(tcx_, out_.root))
      if (arg.is_region())
        add(arg.region());
  }

  /// Each region of the closure's type; those of the parent's arguments are its early-bound ones.
  void closure_externals(Ty closure) {
    ty::GenericArgs identity = ty::identity_args(tcx_, out_.root);
    llvm::SmallVector<GenericArg, 8> args;
    for (uint32_t i = 0; i < closure.args().size(); ++i) {
      Region name =
          i < identity.size() && identity[i].is_region() ? identity[i].region() : Region();
      args.push_back(ty::map_regions(tcx_, closure.args()[i],
                                     [&](Region, uint32_t) { return tcx_.mk_re_var(add(name)); }));
    }
    out_.closure_ty = closure.is_closure()
                          ? tcx_.mk_closure(closure.def_id(), tcx_.mk_args(args))
                          : tcx_.mk_coroutine(closure.def_id(), tcx_.mk_args(args));
  }

  /// A coroutine's body takes the coroutine itself and what it is resumed with.
  void coroutine_signature() {
    auto parts = ty::CoroutineArgs::of(out_.closure_ty.args());
    out_.signature.push_back(out_.closure_ty);
    if (body_.arg_count > 1)
      out_.signature.push_back(parts.resume_ty);
    out_.signature.push_back(parts.return_ty);
  }

  void closure_signature() {
    Ty closure = out_.closure_ty;
    auto parts = ty::ClosureArgs::of(closure.args());
    ty::PolyFnSig sig = parts.sig_as_fn_ptr.fn_ptr_sig();
    each_bound_region(tcx_, out_.def_id, sig.bound_vars(), [&](Region region) { add(region); });
    Ty self = body_.local_ty(mir::Local(1));
    if (self.is_ref())
      out_.env_region = add(Region());
    ty::FnSig open = liberate_closure(sig);
    if (self.is_ref()) {
      self = tcx_.mk_ref(tcx_.mk_re_var(out_.env_region), closure, self.mutbl());
    } else {
      self = closure;
    }
    out_.signature.push_back(self);
    Ty inputs = open.inputs()[0];
    if (inputs.is(ty::TyKind::Tuple))
      for (Ty input : inputs.tuple_elems())
        out_.signature.push_back(vars(input));
    out_.signature.push_back(vars(open.output()));
  }

  /// What an async closure's future borrows from the closure lives as long as the call does.
  ty::FnSig liberate_closure(const ty::PolyFnSig &sig) {
    Symbol env_name = tcx_.sess.intern(ty::kEnvLifetime);
    ty::BoundVarReplacer replacer{
        [&](ty::BoundVar, ty::BoundVarKind) { return tcx_.common.error; },
        [&](ty::BoundVar var, ty::BoundVarKind kind) {
          return kind.name == env_name && out_.env_region.is_valid()
                     ? tcx_.mk_re_var(out_.env_region)
                     : late_region(tcx_, out_.def_id, var.raw, kind);
        },
        [&](ty::BoundVar, ty::BoundVarKind) { return tcx_.common.error_const; }};
    return ty::replace_bound_vars(tcx_, sig, replacer);
  }

  void fn_signature() {
    ty::PolyFnSig sig = tcx_.fn_sig(out_.def_id).instantiate_identity();
    each_bound_region(tcx_, out_.def_id, sig.bound_vars(), [&](Region region) { add(region); });
    for (Ty ty : liberate(tcx_, out_.def_id, sig).inputs_and_output)
      out_.signature.push_back(vars(ty));
  }

  /// An inline constant's type is known to its parent's check only: the body's own result serves.
  void const_signature() {
    DefKind kind = tcx_.def_kind(out_.def_id);
    bool typed = kind != DefKind::InlineConst && !body_.promoted.is_valid();
    Ty ty = typed ? tcx_.type_of(out_.def_id).instantiate_identity() : Ty();
    if (ty)
      out_.signature.push_back(vars(ty));
  }

  Ty vars(Ty ty) { return to_universal_vars(tcx_, out_, ty); }

  InferCtxt &infcx_;
  TyCtxt &tcx_;
  const mir::Body &body_;
  UniversalRegions out_;
};

} // namespace

UniversalRegions collect_universal_regions(InferCtxt &infcx, const mir::Body &body) {
  return Builder(infcx, body).run();
}

void for_each_late_bound_region_around(TyCtxt &tcx, DefId from,
                                       llvm::function_ref<void(Region)> each) {
  DefId root = tcx.typeck_root(from);
  for (DefId at = from; at.is_valid(); at = tcx.parent(at)) {
    DefKind kind = tcx.def_kind(at);
    if (kind == DefKind::Closure) {
      const mir::Body *body = tcx.mir_promoted(tcx.defs.expect_local(at));
      if (Ty closure = body ? closure_type(*body) : Ty(); closure && closure.is_closure()) {
        auto parts = ty::ClosureArgs::of(closure.args());
        each_bound_region(tcx, at, parts.sig_as_fn_ptr.fn_ptr_sig().bound_vars(), each);
      }
    } else if (is_fn_like(kind)) {
      each_bound_region(tcx, at, tcx.fn_sig(at).instantiate_identity().bound_vars(), each);
    }
    if (at == root)
      break;
  }
}

GenericArg to_universal_vars(TyCtxt &tcx, const UniversalRegions &universal, GenericArg value) {
  return ty::map_regions(tcx, value, [&](Region region, uint32_t) {
    auto it = universal.by_name.find(region);
    return it == universal.by_name.end() ? region : tcx.mk_re_var(it->second);
  });
}
Ty to_universal_vars(TyCtxt &tcx, const UniversalRegions &universal, Ty value) {
  return to_universal_vars(tcx, universal, GenericArg(value)).ty();
}

// --- Relations

UniversalRelations::UniversalRelations(TyCtxt &tcx, const UniversalRegions &universal,
                                       const outlives::OutlivesEnv &env)
    : universal_(universal), below_(universal.count, llvm::BitVector(universal.count)) {
  RegionVid re_static = universal.re_static();
  for (RegionVid vid : below_.ids()) {
    llvm::BitVector &row = below_[vid];
    row.set(vid.raw);
    row.set(universal.fn_body().raw);
    for (Region region : env.free.outlived_by(tcx.mk_re_var(vid)))
      if (region.is_static())
        row.set(re_static.raw);
      else if (region.is_var() && universal.contains(region.vid()))
        row.set(region.vid().raw);
    if (row.test(re_static.raw))
      row.set();
  }
}

/// Regions other than `region` directly above (or below) it: nothing is strictly between.
llvm::SmallVector<RegionVid, 4> UniversalRelations::nearest(RegionVid region, bool above) const {
  auto related = [&](RegionVid a, RegionVid b) { return above ? outlives(b, a) : outlives(a, b); };
  llvm::SmallVector<RegionVid, 4> out;
  for (RegionVid candidate : below_.ids()) {
    if (candidate == region || !related(region, candidate))
      continue;
    // Equal regions: the first one speaks for all, and those equal to `region` do not count.
    bool covered = related(candidate, region) && candidate > region;
    for (RegionVid other : below_.ids()) {
      if (covered)
        break;
      if (other == candidate || other == region || !related(region, other) ||
          !related(other, candidate))
        continue;
      covered = !related(candidate, other) || other < candidate;
    }
    if (!covered)
      out.push_back(candidate);
  }
  return out;
}

llvm::SmallVector<RegionVid, 4> UniversalRelations::non_local_bounds(RegionVid region,
                                                                     bool above) const {
  llvm::SmallVector<RegionVid, 4> out;
  llvm::SmallVector<RegionVid, 8> work{region};
  for (size_t i = 0; i < work.size(); ++i) {
    if (!universal_.is_local(work[i])) {
      if (!llvm::is_contained(out, work[i]))
        out.push_back(work[i]);
      continue;
    }
    for (RegionVid next : nearest(work[i], above))
      if (!llvm::is_contained(work, next))
        work.push_back(next);
  }
  return out;
}

llvm::SmallVector<RegionVid, 2> UniversalRelations::non_local_upper_bounds(RegionVid region) const {
  auto bounds = non_local_bounds(region, true);
  llvm::SmallVector<RegionVid, 2> out(bounds.begin(), bounds.end());
  if (out.empty())
    out.push_back(universal_.re_static());
  return out;
}

RegionVid UniversalRelations::non_local_lower_bound(RegionVid region) const {
  auto bounds = non_local_bounds(region, false);
  // What all of them outlive is what can be said of `region`.
  for (RegionVid bound : bounds)
    if (llvm::all_of(bounds, [&](RegionVid other) { return outlives(other, bound); }))
      return bound;
  return RegionVid();
}

} // namespace ochre::borrowck
