#include "frontend/ast/printer.h"

namespace ochre::ast {

void Printer::path(const QSelf *qself, const Path &path) {
  size_t index = 0;
  if (qself) {
    out_ << '<';
    ty(qself->ty);
    if (qself->position != 0)
      out_ << " as ";
    for (; index < qself->position; ++index) {
      if (index != 0)
        out_ << "::";
      segment(path.segments[index]);
    }
    out_ << '>';
  }
  for (; index < path.segments.size(); ++index) {
    if (index != 0 || qself)
      out_ << "::";
    segment(path.segments[index]);
  }
}

void Printer::segment(const PathSegment &segment) {
  if (segment.ident.name != sym::path_root)
    name(segment.ident);
  if (segment.args)
    generic_args(*segment.args);
}

void Printer::generic_args(const GenericArgs &args) {
  auto comma = [&] { out_ << ", "; };
  switch (args.kind) {
  case GenericArgsKind::ParenthesizedElided: out_ << "(..)"; return;
  case GenericArgsKind::Parenthesized:
    out_ << '(';
    llvm::interleave(args.inputs, [&](TyId input) { ty(input); }, comma);
    out_ << ')';
    if (args.output) {
      out_ << " -> ";
      ty(args.output);
    }
    return;
  case GenericArgsKind::AngleBracketed: break;
  }
  out_ << '<';
  llvm::interleave(
      args.args,
      [&](const GenericArg &arg) {
        switch (arg.kind) {
        case GenericArgKind::Lifetime: name(arg.lifetime.ident); break;
        case GenericArgKind::Type: ty(arg.ty); break;
        case GenericArgKind::Const: expr(arg.constant.value); break;
        }
      },
      comma);
  for (const AssocConstraint &constraint : args.constraints) {
    out_ << (&constraint == args.constraints.begin() && args.args.empty() ? "" : ", ");
    name(constraint.ident);
    if (constraint.args)
      generic_args(*constraint.args);
    switch (constraint.kind) {
    case ConstraintKind::EqTy:
      out_ << " = ";
      ty(constraint.ty);
      break;
    case ConstraintKind::EqConst:
      out_ << " = ";
      expr(constraint.constant.value);
      break;
    case ConstraintKind::Bound: bounds(constraint.bounds); break;
    }
  }
  out_ << '>';
}

/// `: A + B`, or nothing.
void Printer::bounds(llvm::ArrayRef<GenericBound> list) {
  if (list.empty())
    return;
  out_ << ": ";
  llvm::interleave(list, [&](const GenericBound &each) { bound(each); }, [&] { out_ << " + "; });
}

void Printer::bound(const GenericBound &bound) {
  switch (bound.kind) {
  case BoundKind::Outlives: name(bound.lifetime.ident); return;
  case BoundKind::Use:
    out_ << "use<";
    llvm::interleave(
        bound.use_args,
        [&](const PreciseCapturingArg &arg) {
          if (arg.is_lifetime)
            name(arg.lifetime.ident);
          else
            path(nullptr, arg.path);
        },
        [&] { out_ << ", "; });
    out_ << '>';
    return;
  case BoundKind::Trait: break;
  }
  if (!bound.poly)
    return;
  if (!bound.poly->bound_params.empty()) {
    out_ << "for";
    params(bound.poly->bound_params);
    out_ << ' ';
  }
  out_ << (bound.constness == BoundConstness::Always  ? "const "
           : bound.constness == BoundConstness::Maybe ? "[const] "
                                                      : "")
       << (bound.is_async ? "async " : "")
       << (bound.polarity == BoundPolarity::Maybe      ? "?"
           : bound.polarity == BoundPolarity::Negative ? "!"
                                                       : "");
  path(nullptr, bound.poly->trait_ref.path);
}

void Printer::params(llvm::ArrayRef<GenericParam> list) {
  out_ << '<';
  llvm::interleave(
      list,
      [&](const GenericParam &param) {
        attrs(param.attrs);
        out_ << (param.kind == GenericParamKind::Const ? "const " : "");
        name(param.ident);
        bounds(param.bounds);
        if (param.kind == GenericParamKind::Const) {
          out_ << ": ";
          ty(param.ty);
          if (param.default_value.is_valid()) {
            out_ << " = ";
            expr(param.default_value.value);
          }
        } else if (param.ty) {
          out_ << " = ";
          ty(param.ty);
        }
      },
      [&] { out_ << ", "; });
  out_ << '>';
}

void Printer::generics(const Generics &generics) {
  if (!generics.params.empty())
    params(generics.params);
}

void Printer::where_clause(const WhereClause &clause) {
  if (!clause.has_where)
    return;
  out_ << " where ";
  llvm::interleave(
      clause.predicates,
      [&](const WherePredicate &predicate) {
        if (!predicate.bound_params.empty()) {
          out_ << "for";
          params(predicate.bound_params);
          out_ << ' ';
        }
        if (predicate.kind == WherePredicateKind::Region)
          name(predicate.lifetime.ident);
        else
          ty(predicate.bounded_ty);
        bounds(predicate.bounds);
      },
      [&] { out_ << ", "; });
}

void Printer::safety(Safety safety) {
  switch (safety) {
  case Safety::Default: return;
  case Safety::Unsafe: out_ << "unsafe "; return;
  case Safety::Safe: out_ << "safe "; return;
  }
}

void Printer::ext(const Extern &ext) {
  switch (ext.kind) {
  case ExternKind::None: return;
  case ExternKind::Implicit: out_ << "extern "; return;
  case ExternKind::Explicit: out_ << "extern \"" << str(ext.abi) << "\" "; return;
  }
}

void Printer::fn_decl(const FnDecl &decl) {
  out_ << '(';
  llvm::interleave(
      decl.inputs,
      [&](const Param &param) {
        attrs(param.attrs);
        pat(param.pat);
        out_ << ": ";
        ty(param.ty);
      },
      [&] { out_ << ", "; });
  out_ << ')';
  if (decl.output) {
    out_ << " -> ";
    ty(decl.output);
  }
}

void Printer::ty(TyId id) {
  if (!id) {
    out_ << '-';
    return;
  }
  ty_kind(krate_[id]);
}

void Printer::ty_kind(const Ty &node) {
  switch (node.kind()) {
  case TyKind::Slice:
    out_ << '[';
    ty(node.as<SliceTy>().elem);
    out_ << ']';
    return;
  case TyKind::Array:
    out_ << '[';
    ty(node.as<ArrayTy>().elem);
    out_ << "; ";
    expr(node.as<ArrayTy>().len.value);
    out_ << ']';
    return;
  case TyKind::Ptr:
    out_ << (node.as<PtrTy>().mutbl == Mutability::Mut ? "*mut " : "*const ");
    ty(node.as<PtrTy>().inner);
    return;
  case TyKind::Ref: {
    const auto &ref = node.as<RefTy>();
    out_ << '&';
    if (ref.lifetime.is_valid()) {
      name(ref.lifetime.ident);
      out_ << ' ';
    }
    out_ << (ref.is_pin ? "pin " : "") << (ref.mutbl == Mutability::Mut ? "mut " : "");
    ty(ref.inner);
    return;
  }
  case TyKind::FnPtr: {
    const auto &fn = node.as<FnPtrTy>();
    if (!fn.bound_params.empty()) {
      out_ << "for";
      params(fn.bound_params);
      out_ << ' ';
    }
    safety(fn.safety);
    ext(fn.ext);
    out_ << "fn";
    fn_decl(fn.decl);
    return;
  }
  case TyKind::UnsafeBinder:
    out_ << "unsafe";
    params(node.as<UnsafeBinderTy>().bound_params);
    out_ << ' ';
    ty(node.as<UnsafeBinderTy>().inner);
    return;
  case TyKind::Never: out_ << '!'; return;
  case TyKind::Tup: {
    out_ << '(';
    const auto &elems = node.as<TupTy>().elems;
    llvm::interleave(elems, [&](TyId elem) { ty(elem); }, [&] { out_ << ", "; });
    out_ << (elems.size() == 1 ? ",)" : ")");
    return;
  }
  case TyKind::Path: path(node.as<PathTy>().qself, node.as<PathTy>().path); return;
  case TyKind::TraitObject:
    out_ << (node.as<TraitObjectTy>().has_dyn ? "(dyn" : "(bare dyn");
    bounds(node.as<TraitObjectTy>().bounds);
    out_ << ')';
    return;
  case TyKind::ImplTrait:
    out_ << "(impl";
    bounds(node.as<ImplTraitTy>().bounds);
    out_ << ')';
    return;
  case TyKind::Paren:
    out_ << "(paren ";
    ty(node.as<ParenTy>().inner);
    out_ << ')';
    return;
  case TyKind::Typeof:
    out_ << "(typeof ";
    expr(node.as<TypeofTy>().expr.value);
    out_ << ')';
    return;
  case TyKind::Infer: out_ << '_'; return;
  case TyKind::ImplicitSelf: out_ << "<self>"; return;
  case TyKind::MacCall: mac(*node.as<MacCallTy>().mac); return;
  case TyKind::CVarArgs: out_ << "..."; return;
  case TyKind::Error: out_ << "<error>"; return;
  }
}

} // namespace ochre::ast
