// Generic arguments of a path segment: those written, defaults, and inferred ones.
#include "sema/collect/diags.h"
#include "sema/collect/item.h"
#include "sema/collect/lower_ty.h"
#include "sema/ty/fold.h"
#include "sema/ty/print.h"

namespace ochre::collect {
namespace {

std::string plural(size_t count, llvm::StringRef noun) {
  return std::to_string(count) + " " + noun.str() + (count == 1 ? "" : "s");
}
std::string were(size_t count, llvm::StringRef noun) {
  return plural(count, noun) + (count == 1 ? " was" : " were");
}

struct ArgCounts {
  size_t lifetimes = 0;
  size_t others = 0;
};

ArgCounts count_written(const hir::GenericArgs *args) {
  ArgCounts counts;
  if (args)
    for (const hir::GenericArg &arg : args->args)
      ++(arg.kind == hir::GenericArgKind::Lifetime ? counts.lifetimes : counts.others);
  return counts;
}

llvm::StringRef kind_name(hir::GenericArgKind kind) {
  switch (kind) {
  case hir::GenericArgKind::Lifetime: return "lifetime";
  case hir::GenericArgKind::Type: return "type";
  case hir::GenericArgKind::Const: return "constant";
  case hir::GenericArgKind::Infer: return "placeholder";
  }
  return "";
}
llvm::StringRef kind_name(ty::GenericParamKind kind) {
  switch (kind) {
  case ty::GenericParamKind::Lifetime: return "lifetime";
  case ty::GenericParamKind::Type: return "type";
  case ty::GenericParamKind::Const: return "constant";
  }
  return "";
}

} // namespace

void HirTyLowerer::prohibit_args(llvm::ArrayRef<hir::SegmentId> segments, llvm::StringRef what) {
  for (hir::SegmentId id : segments) {
    const hir::PathSegment &segment = nodes_.segments[id];
    if (!segment.args.is_valid())
      continue;
    const hir::GenericArgs &args = nodes_.generic_args[segment.args];
    if (args.args.empty()) {
      prohibit_constraints(id);
      continue;
    }
    bool only_lifetimes = llvm::all_of(args.args, [](const hir::GenericArg &arg) {
      return arg.kind == hir::GenericArgKind::Lifetime;
    });
    error(tcx_.sess, args.args[0].span, diag::ArgsNotAllowed, only_lifetimes ? "lifetime" : "type",
          what)
        .primary_label((only_lifetimes ? "lifetime" : "type") +
                       std::string(" argument not allowed"))
        .emit();
  }
}

void HirTyLowerer::prohibit_constraints(hir::SegmentId id) {
  const hir::PathSegment &segment = nodes_.segments[id];
  if (!segment.args.is_valid())
    return;
  const hir::GenericArgs &args = nodes_.generic_args[segment.args];
  if (args.is_parenthesized) {
    error(tcx_.sess, args.span, diag::ParenSugarOnType)
        .primary_label("only `Fn` traits may use parentheses")
        .emit();
    return;
  }
  for (hir::ConstraintId constraint : nodes_.list(args.constraints))
    error(tcx_.sess, nodes_.constraints[constraint].span, diag::ConstraintNotAllowed)
        .primary_label("associated item constraint not allowed here")
        .emit();
}

void HirTyLowerer::check_arg_count(DefId def_id, const ty::Generics &generics,
                                   const hir::PathSegment &segment, bool infer) {
  const hir::GenericArgs *args =
      segment.args.is_valid() ? &nodes_.generic_args[segment.args] : nullptr;
  ArgCounts written = count_written(args);
  size_t lifetimes = 0, required = 0, maximum = 0;
  for (const ty::GenericParamDef &param : generics.own) {
    if (param.kind == ty::GenericParamKind::Lifetime)
      ++lifetimes;
    else if (!param.is_synthetic && !(generics.has_self && param.index == 0)) {
      ++maximum;
      required += !param.has_default;
    }
  }
  std::string what = describe(tcx_.def_kind(def_id)).str();
  Span name_span = segment.ident.span;
  bool late = generics.has_late_bound_regions.has_value();
  if (written.lifetimes != 0 && written.lifetimes != lifetimes && !late) {
    bool plural_form = written.lifetimes != 1;
    error(tcx_.sess, name_span, diag::TooManyArgs, what, plural(lifetimes, "lifetime argument"),
          were(written.lifetimes, "lifetime argument"))
        .primary_label("expected " + plural(lifetimes, "lifetime argument"))
        .emit();
    (void)plural_form;
  }
  bool too_many = written.others > maximum;
  bool too_few = written.others < required && !(infer && written.others == 0);
  if (!too_many && !too_few)
    return;
  if (written.others == 0 && too_few) {
    std::string shown = tcx_.str(tcx_.name(def_id)).str();
    error(tcx_.sess, name_span, diag::MissingGenerics, what, shown)
        .primary_label("expected " + std::string(maximum > required ? "at least " : "") +
                       plural(required, "generic argument"))
        .emit();
    return;
  }
  size_t limit = too_many ? maximum : required;
  std::string bound = (required == maximum ? ""
                       : too_many          ? "at most "
                                           : "at least ") +
                      plural(limit, "generic argument");
  error(tcx_.sess, name_span, diag::TooManyArgs, what, bound,
        (too_many || written.others == 0 ? "" : "only ") + were(written.others, "generic argument"))
      .primary_label("expected " + bound)
      .emit();
}

ty::GenericArgs HirTyLowerer::lower_args(DefId def_id, llvm::ArrayRef<ty::GenericArg> parent_args,
                                         hir::SegmentId segment_id, Span span) {
  const ty::Generics *generics = tcx_.generics_of(def_id);
  static const hir::PathSegment kNone;
  const hir::PathSegment &segment = segment_id.is_valid() ? nodes_.segments[segment_id] : kNone;
  const hir::GenericArgs *args =
      segment.args.is_valid() ? &nodes_.generic_args[segment.args] : nullptr;
  ArgCounts written = count_written(args);
  bool infer = segment.infer_args || !segment_id.is_valid();
  if (segment_id.is_valid())
    check_arg_count(def_id, *generics, segment, infer);

  llvm::SmallVector<const hir::GenericArg *, 4> lifetimes, others;
  if (args)
    for (const hir::GenericArg &arg : args->args)
      (arg.kind == hir::GenericArgKind::Lifetime ? lifetimes : others).push_back(&arg);

  llvm::SmallVector<ty::GenericArg, 8> out(parent_args.begin(), parent_args.end());
  size_t next_lifetime = 0, next_other = 0;
  bool infer_types = infer && written.others == 0 && hooks_;
  for (const ty::GenericParamDef &param : generics->own) {
    if (param.index < out.size())
      continue; // Self
    const hir::GenericArg *given = nullptr;
    if (param.kind == ty::GenericParamKind::Lifetime) {
      if (next_lifetime < lifetimes.size())
        given = lifetimes[next_lifetime++];
    } else if (!param.is_synthetic && next_other < others.size()) {
      given = others[next_other++];
    }
    if (given)
      out.push_back(lower_arg(*given, param, out));
    else
      out.push_back(missing_arg(param, out, infer_types || param.is_synthetic, span));
  }
  return tcx_.mk_args(out);
}

ty::GenericArg HirTyLowerer::lower_arg(const hir::GenericArg &arg, const ty::GenericParamDef &param,
                                       llvm::ArrayRef<ty::GenericArg> so_far) {
  bool mismatch = false;
  switch (param.kind) {
  case ty::GenericParamKind::Lifetime:
    if (arg.kind == hir::GenericArgKind::Lifetime)
      return lower_lifetime(arg.lifetime, arg.span);
    break;
  case ty::GenericParamKind::Type:
    if (arg.kind == hir::GenericArgKind::Type) {
      set_object_default(tcx_.parent(param.def_id), param, so_far);
      ty::Ty ty = lower_ty(arg.ty);
      object_default_ = std::nullopt;
      return ty;
    }
    if (arg.kind == hir::GenericArgKind::Infer)
      return lower_infer(arg.span);
    mismatch = true;
    break;
  case ty::GenericParamKind::Const: {
    ty::Ty param_ty = ty::instantiate(tcx_, tcx_.type_of(param.def_id), tcx_.mk_args(so_far));
    if (arg.kind == hir::GenericArgKind::Const)
      return lower_const_arg(arg.ct, param_ty);
    if (arg.kind == hir::GenericArgKind::Infer) {
      if (hooks_)
        return hooks_->infer_const(&param, arg.span);
      lower_infer(arg.span);
      return tcx_.common.error_const;
    }
    mismatch = true;
    break;
  }
  }
  (void)mismatch;
  error(tcx_.sess, arg.span, diag::ArgKindMismatch, kind_name(arg.kind), kind_name(param.kind))
      .emit();
  if (param.kind == ty::GenericParamKind::Lifetime)
    return tcx_.common.re_error;
  if (param.kind == ty::GenericParamKind::Type)
    return tcx_.common.error;
  return tcx_.common.error_const;
}

ty::GenericArg HirTyLowerer::missing_arg(const ty::GenericParamDef &param,
                                         llvm::ArrayRef<ty::GenericArg> so_far, bool infer,
                                         Span span) {
  switch (param.kind) {
  case ty::GenericParamKind::Lifetime:
    if (hooks_)
      return hooks_->infer_region(&param, span);
    error(tcx_.sess, span, diag::MissingLifetime)
        .primary_label("expected named lifetime parameter")
        .emit();
    return tcx_.common.re_error;
  case ty::GenericParamKind::Type: {
    if (infer && hooks_)
      return hooks_->infer_ty(&param, span);
    if (!param.has_default)
      return hooks_ ? hooks_->infer_ty(&param, span) : tcx_.common.error;
    ty::Ty value = tcx_.type_of(param.def_id).skip_binder();
    if (is_dyn_self_ && value.has_flags(ty::kHasTyParam)) {
      ty::Ty filled = ty::instantiate_ty(tcx_, value, tcx_.mk_args(so_far));
      if (filled.has_flags(ty::kHasTyFresh)) {
        error(tcx_.sess, span, diag::TraitDefaultSelf, param.name)
            .primary_label("missing reference to `" + tcx_.str(param.name).str() + "`")
            .emit();
        return tcx_.common.error;
      }
      return filled;
    }
    return ty::instantiate_ty(tcx_, value, tcx_.mk_args(so_far));
  }
  case ty::GenericParamKind::Const:
    if (infer && hooks_)
      return hooks_->infer_const(&param, span);
    if (!param.has_default)
      return hooks_ ? hooks_->infer_const(&param, span) : tcx_.common.error_const;
    return ty::instantiate(tcx_, tcx_.const_param_default(param.def_id), tcx_.mk_args(so_far));
  }
  return tcx_.common.error;
}

// --- Constants

ty::Const HirTyLowerer::lower_const_arg(hir::ConstArgId id, ty::Ty param_ty) {
  const hir::ConstArg &arg = nodes_.const_args[id];
  switch (arg.kind) {
  case hir::ConstArgKind::Infer:
    if (hooks_)
      return hooks_->infer_const(nullptr, arg.span);
    lower_infer(arg.span);
    return tcx_.common.error_const;
  case hir::ConstArgKind::Path: {
    const hir::QPath &qpath = nodes_.qpaths[arg.qpath];
    hir::Res res =
        qpath.kind == hir::QPathKind::Resolved ? nodes_.paths[qpath.path].res : hir::Res::err();
    if (!res.is_def(DefKind::ConstParam))
      return tcx_.common.error_const;
    const ty::Generics *generics = tcx_.generics_of(tcx_.parent(res.def_id));
    auto it = generics->index_of.find(res.def_id);
    if (it == generics->index_of.end())
      return tcx_.common.error_const;
    return tcx_.mk_const_param(it->second, tcx_.name(res.def_id));
  }
  case hir::ConstArgKind::Anon: return lower_anon_const(arg, param_ty);
  }
  return tcx_.common.error_const;
}

/// Literals need no evaluation: most array lengths are that.
ty::Const HirTyLowerer::lower_anon_const(const hir::ConstArg &arg, ty::Ty param_ty) {
  DefId def_id = tcx_.defs.to_def_id(arg.def_id);
  if (!param_ty.has_flags(ty::kHasFreeLocalNames))
    tcx_.anon_const_tys.try_emplace(def_id, param_ty);
  const hir::Expr *value = &nodes_.exprs[nodes_.bodies[arg.body].value];
  while (value->kind == hir::ExprKind::Block) {
    const hir::Block &block = nodes_.blocks[value->block()];
    if (!block.stmts.empty() || !block.tail.is_valid() || block.rules != hir::BlockRules::Default)
      break;
    value = &nodes_.exprs[block.tail];
  }
  if (value->kind == hir::ExprKind::Lit) {
    const hir::Lit &lit = nodes_.lits[value->lit()];
    bool matches = true;
    if (lit.kind == hir::LitKind::Int && param_ty.is_integral() && !param_ty.is_infer()) {
      if (lit.suffix)
        matches = tcx_.mk_prim(*lit.suffix) == param_ty;
      unsigned bits = param_ty.is(ty::TyKind::Int)
                          ? bit_width(param_ty.int_ty(), tcx_.pointer_bits) - 1
                          : bit_width(param_ty.uint_ty(), tcx_.pointer_bits);
      bool fits = bits >= 128 || (bits > 64 ? (lit.hi >> (bits - 64)) == 0
                                            : lit.hi == 0 && (bits == 64 || lit.lo >> bits == 0));
      if (matches && fits)
        return tcx_.mk_const_bits(param_ty, lit.lo, lit.hi);
    } else if (lit.kind == hir::LitKind::Bool && param_ty.is_bool()) {
      return tcx_.mk_const_bool(lit.lo != 0);
    } else if (lit.kind == hir::LitKind::Char && param_ty.is_char()) {
      return tcx_.mk_const_bits(param_ty, lit.lo);
    }
  }
  return tcx_.mk_const_unevaluated(def_id, ty::identity_args(tcx_, def_id));
}

} // namespace ochre::collect
