#include "sema/hir/printer.h"

namespace ochre::hir {

void Printer::lifetime(LifetimeId id) {
  if (!id)
    return;
  const Lifetime &lifetime = o_.lifetimes[id];
  switch (lifetime.res) {
  case LifetimeRes::Param:
    out_ << str(defs_.local(lifetime.def_id).name) << '#' << lifetime.def_id.raw;
    return;
  case LifetimeRes::Static: out_ << "'static"; return;
  case LifetimeRes::Infer: out_ << "'?"; return;
  case LifetimeRes::ImplicitObjectDefault: out_ << "'default"; return;
  case LifetimeRes::Error: out_ << "'error"; return;
  }
}

void Printer::res(const Res &res) {
  switch (res.kind) {
  case ResKind::Def: out_ << defs_.path_string(res.def_id); return;
  case ResKind::PrimTy: out_ << to_string(res.prim_ty); return;
  case ResKind::SelfTyParam:
  case ResKind::SelfTyAlias: out_ << "Self"; return;
  case ResKind::SelfCtor: out_ << "Self::ctor"; return;
  case ResKind::Local: out_ << str(o_.pats[res.local].ident.name) << '#' << res.local.raw; return;
  case ResKind::ToolMod: out_ << "<tool>"; return;
  case ResKind::NonMacroAttr: out_ << "<attr>"; return;
  case ResKind::Err: out_ << "<error>"; return;
  }
}

void Printer::const_arg(ConstArgId id) {
  const ConstArg &arg = o_.const_args[id];
  switch (arg.kind) {
  case ConstArgKind::Path: qpath(arg.qpath); return;
  case ConstArgKind::Anon:
    out_ << "{ ";
    expr(o_.bodies[arg.body].value);
    out_ << " }";
    return;
  case ConstArgKind::Infer: out_ << '_'; return;
  }
}

void Printer::generic_args(GenericArgsId id) {
  if (!id)
    return;
  const GenericArgs &args = o_.generic_args[id];
  out_ << (args.is_parenthesized ? "<fn " : "<");
  commas(args.args, [&](const GenericArg &arg) {
    switch (arg.kind) {
    case GenericArgKind::Lifetime: lifetime(arg.lifetime); break;
    case GenericArgKind::Type: ty(arg.ty); break;
    case GenericArgKind::Const: const_arg(arg.ct); break;
    case GenericArgKind::Infer: out_ << '_'; break;
    }
  });
  bool first = args.args.empty();
  for (ConstraintId each : o_.list(args.constraints)) {
    const AssocConstraint &constraint = o_.constraints[each];
    out_ << (first ? "" : ", ") << str(constraint.ident.name);
    first = false;
    generic_args(constraint.gen_args);
    switch (constraint.kind) {
    case AssocConstraint::EqTy:
      out_ << " = ";
      ty(constraint.ty);
      break;
    case AssocConstraint::EqConst:
      out_ << " = ";
      const_arg(constraint.ct);
      break;
    case AssocConstraint::Bounds:
      out_ << ": ";
      bounds(constraint.bounds);
      break;
    }
  }
  out_ << '>';
}

void Printer::segment(SegmentId id) {
  out_ << str(o_.segments[id].ident.name);
  generic_args(o_.segments[id].args);
}

void Printer::path(PathId id) {
  const Path &path = o_.paths[id];
  if (path.res.kind == ResKind::Local || path.segments.empty()) {
    res(path.res);
    return;
  }
  res(path.res);
  for (SegmentId each : o_.list(path.segments))
    generic_args(o_.segments[each].args);
}

void Printer::qpath(QPathId id) {
  const QPath &node = o_.qpaths[id];
  switch (node.kind) {
  case QPathKind::LangItem: out_ << "#[lang " << to_string(node.lang_item) << ']'; return;
  case QPathKind::Resolved:
    if (node.self_ty) {
      out_ << '<';
      ty(node.self_ty);
      out_ << " as ";
      path(node.path);
      out_ << '>';
      return;
    }
    path(node.path);
    return;
  case QPathKind::TypeRelative:
    out_ << '<';
    ty(node.self_ty);
    out_ << ">::";
    segment(node.segment);
    return;
  }
}

void Printer::bound(BoundId id) {
  const Bound &node = o_.bounds[id];
  switch (node.kind) {
  case BoundKind::Outlives: lifetime(node.lifetime); return;
  case BoundKind::Use:
    out_ << "use<";
    commas(node.use_lifetimes, [&](LifetimeId each) { lifetime(each); });
    for (const Res &each : node.use_params) {
      out_ << ", ";
      res(each);
    }
    out_ << '>';
    return;
  case BoundKind::Trait: break;
  }
  binder(node.bound_params);
  switch (node.modifier) {
  case BoundModifier::None: break;
  case BoundModifier::Maybe: out_ << '?'; break;
  case BoundModifier::Negative: out_ << '!'; break;
  case BoundModifier::Const: out_ << "const "; break;
  case BoundModifier::TildeConst: out_ << "[const] "; break;
  }
  path(node.trait_path);
}

void Printer::bounds(IdList<BoundId> list) {
  llvm::interleave(o_.list(list), [&](BoundId id) { bound(id); }, [&] { out_ << " + "; });
}

void Printer::opaque(const OpaqueTy &opaque) {
  out_ << "impl#" << opaque.def_id.raw;
  if (!opaque.captured_lifetimes.empty()) {
    out_ << '<';
    commas(opaque.captured_lifetimes, [&](const std::pair<LifetimeId, LocalDefId> &capture) {
      lifetime(capture.first);
      out_ << " as #" << capture.second.raw;
    });
    out_ << '>';
  }
  out_ << ' ';
  bounds(opaque.bounds);
  if (opaque.async_output) {
    out_ << "future of ";
    ty(opaque.async_output);
  }
}

void Printer::ty(TyId id) {
  if (!id) {
    out_ << '-';
    return;
  }
  const Ty &node = o_.tys[id];
  switch (node.kind) {
  case TyKind::Err: out_ << "<error>"; return;
  case TyKind::Infer: out_ << '_'; return;
  case TyKind::Never: out_ << '!'; return;
  case TyKind::Path: qpath(node.path); return;
  case TyKind::Slice:
    out_ << '[';
    ty(node.inner);
    out_ << ']';
    return;
  case TyKind::Array:
    out_ << '[';
    ty(node.inner);
    out_ << "; ";
    const_arg(node.len);
    out_ << ']';
    return;
  case TyKind::Ptr:
    out_ << (node.mutbl == Mutability::Mut ? "*mut " : "*const ");
    ty(node.inner);
    return;
  case TyKind::Ref:
    out_ << '&';
    lifetime(node.lifetime);
    out_ << (node.mutbl == Mutability::Mut ? " mut " : " ");
    ty(node.inner);
    return;
  case TyKind::FnPtr: {
    const FnDecl &decl = o_.fn_decls[node.fn_decl];
    out_ << '(';
    binder(decl.bound_params);
    out_ << (decl.header.safety == Safety::Unsafe ? "unsafe " : "");
    if (decl.header.abi.is_valid())
      out_ << "extern \"" << str(decl.header.abi) << "\" ";
    out_ << "fn";
    signature(node.fn_decl);
    out_ << ')';
    return;
  }
  case TyKind::Tup:
    out_ << '(';
    commas(o_.list(node.elems), [&](TyId elem) { ty(elem); });
    out_ << (node.elems.size() == 1 ? ",)" : ")");
    return;
  case TyKind::TraitObject:
    out_ << (node.syntax == TraitObjectSyntax::Dyn ? "(dyn " : "(bare dyn ");
    bounds(node.bounds);
    out_ << " + ";
    lifetime(node.lifetime);
    out_ << ')';
    return;
  case TyKind::Opaque:
    out_ << '(';
    opaque(o_.opaques[node.opaque]);
    out_ << ')';
    return;
  case TyKind::ImplicitSelf: out_ << "<self>"; return;
  }
}

} // namespace ochre::hir
