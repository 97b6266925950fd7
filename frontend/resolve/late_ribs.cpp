// Looking names up in ribs, and what crossing a rib forbids.
//
// Locals and labels compare by the marks of macro_rules, all else by those of opaque macros only:
//
//   macro_rules! m { ($e:expr) => { let x = 1; $e } }
//   m!(x)                        // the x of the argument has no mark: not the macro's x

#include "frontend/resolve/late_impl.h"

namespace ochre::resolve {
namespace {

bool holds_params(RibKind kind) {
  return kind == RibKind::Params || kind == RibKind::AssocItem || kind == RibKind::Item ||
         kind == RibKind::ConstParamTy || kind == RibKind::Forward;
}

void report_local(Context &cx, Ident ident, RibKind kind) {
  switch (kind) {
  case RibKind::AssocItem:
  case RibKind::Item:
    error(cx.sess, ident.span, diag::CapturedInFn)
        .help("use the `|| { ... }` closure form instead")
        .emit();
    break;
  case RibKind::Const:
  case RibKind::AnonConst:
  case RibKind::Discriminant:
    error(cx.sess, ident.span, diag::NonConstInConst).primary_label("non-constant value").emit();
    break;
  case RibKind::ConstParamTy: error(cx.sess, ident.span, diag::ParamInConstParamTy).emit(); break;
  case RibKind::AsmSym:
    error(cx.sess, ident.span, diag::AsmSymLocal).primary_label("is a local variable").emit();
    break;
  case RibKind::Normal:
  case RibKind::Params:
  case RibKind::FnOrCoroutine:
  case RibKind::Forward:
  case RibKind::Module:
  case RibKind::MacroDef: break;
  }
}

bool stops_local(RibKind kind) {
  return kind == RibKind::AssocItem || kind == RibKind::Item || kind == RibKind::Const ||
         kind == RibKind::AnonConst || kind == RibKind::Discriminant ||
         kind == RibKind::ConstParamTy || kind == RibKind::AsmSym;
}

enum class ParamBarrier : uint8_t { None, OuterItem, ConstParamTy, AnonConst, Discriminant };

ParamBarrier param_barrier(const Rib &rib) {
  switch (rib.kind) {
  case RibKind::Item: return ParamBarrier::OuterItem;
  case RibKind::ConstParamTy: return ParamBarrier::ConstParamTy;
  case RibKind::AnonConst: return rib.is_trivial ? ParamBarrier::None : ParamBarrier::AnonConst;
  case RibKind::Discriminant: return ParamBarrier::Discriminant;
  case RibKind::Normal:
  case RibKind::Params:
  case RibKind::FnOrCoroutine:
  case RibKind::AssocItem:
  case RibKind::Const:
  case RibKind::Forward:
  case RibKind::AsmSym:
  case RibKind::Module:
  case RibKind::MacroDef: return ParamBarrier::None;
  }
  return ParamBarrier::None;
}

void report_param(Context &cx, Ident ident, const Res &res, ParamBarrier barrier) {
  bool is_self = res.kind == ResKind::SelfTyAlias || res.kind == ResKind::SelfTyParam;
  switch (barrier) {
  case ParamBarrier::OuterItem: {
    auto builder = is_self ? error(cx.sess, ident.span, diag::OuterSelf)
                           : error(cx.sess, ident.span, diag::OuterGeneric);
    builder.primary_label(is_self ? "use of `Self` from outer item"
                                  : "use of generic parameter from outer item");
    builder.emit();
    break;
  }
  case ParamBarrier::ConstParamTy:
    error(cx.sess, ident.span, diag::ParamInConstParamTy)
        .primary_label("the type must not depend on the parameter `" +
                       cx.sess.str(ident.name).str() + "`")
        .emit();
    break;
  case ParamBarrier::AnonConst:
    if (res.kind == ResKind::SelfTyAlias)
      error(cx.sess, ident.span, diag::SelfInAnonConst).emit();
    else
      error(cx.sess, ident.span, diag::ParamInAnonConst)
          .primary_label("cannot perform const operation using `" + cx.sess.str(ident.name).str() +
                         "`")
          .emit();
    break;
  case ParamBarrier::Discriminant:
    error(cx.sess, ident.span, diag::ParamInDiscriminant).emit();
    break;
  case ParamBarrier::None: break;
  }
}

} // namespace

void Late::add_name(Namespace ns, Ident ident, const Res &res) {
  Rib &rib = ribs(ns).back();
  SyntaxContext ctxt = ident.span.ctxt;
  if (ctxt != kRootContext)
    ctxt = holds_params(rib.kind) || ns == Namespace::Type
               ? cx.sess.hygiene.normalize_to_macros_2_0(ctxt)
               : cx.sess.hygiene.normalize_to_macro_rules(ctxt);
  rib.entries.push_back({ident.name, ctxt, res});
}

Res Late::validate(size_t found, const std::vector<Rib> &stack, Ident ident, const Res &res,
                   bool report) {
  if (stack[found].kind == RibKind::Forward) {
    if (report) {
      if (res.kind == ResKind::Err && ident.name == sym::kw_SelfUpper)
        error(cx.sess, ident.span, diag::SelfInParamDefault)
            .primary_label("`Self` in generic parameter default")
            .emit();
      else
        error(cx.sess, ident.span, diag::ForwardParam)
            .primary_label("cannot reference `" + cx.sess.str(ident.name).str() +
                           "` before it is declared")
            .emit();
    }
    return Res::err();
  }
  if (res.kind == ResKind::Local) {
    // A constant around the use matters more than a function around the constant.
    std::optional<RibKind> barrier;
    for (size_t i = found + 1; i < stack.size(); ++i) {
      bool is_fn = stack[i].kind == RibKind::AssocItem || stack[i].kind == RibKind::Item;
      if (stops_local(stack[i].kind) && (!barrier || !is_fn))
        barrier = stack[i].kind;
    }
    if (!barrier)
      return res;
    if (report)
      report_local(cx, ident, *barrier);
    return Res::err();
  }
  bool is_param = res.is_def(DefKind::TyParam) || res.is_def(DefKind::ConstParam) ||
                  res.kind == ResKind::SelfTyParam || res.kind == ResKind::SelfTyAlias ||
                  res.kind == ResKind::SelfCtor;
  if (!is_param)
    return res;
  for (size_t i = found + 1; i < stack.size(); ++i) {
    ParamBarrier barrier = param_barrier(stack[i]);
    if (barrier == ParamBarrier::None)
      continue;
    // `Self` that names no parameters may be used in constants.
    if (barrier != ParamBarrier::OuterItem && res.kind == ResKind::SelfTyAlias &&
        barrier != ParamBarrier::ConstParamTy && !self_names_params)
      continue;
    // Where nothing is generic, the constructor may even be used by items within the impl.
    if (res.kind == ResKind::SelfCtor && (barrier != ParamBarrier::OuterItem || !self_has_generics))
      continue;
    if (report)
      report_param(cx, ident, res, barrier);
    return Res::err();
  }
  return res;
}

RibLookup Late::look_up(Ident ident, Namespace ns, bool report) {
  Ident original = ident;
  const HygieneTable &hygiene = cx.sess.hygiene;
  SyntaxContext param_ctxt = kRootContext;
  SyntaxContext ctxt = ident.span.ctxt;
  if (ident.name == sym::kw_SelfUpper)
    ctxt = kRootContext;
  if (ctxt != kRootContext) {
    param_ctxt = hygiene.normalize_to_macros_2_0(ctxt);
    ctxt = ns == Namespace::Type ? param_ctxt : hygiene.normalize_to_macro_rules(ctxt);
  }
  const std::vector<Rib> &stack = ribs(ns);
  for (size_t i = stack.size(); i-- > 0;) {
    const Rib &rib = stack[i];
    SyntaxContext wanted = holds_params(rib.kind) ? param_ctxt : ctxt;
    for (size_t k = rib.entries.size(); k-- > 0;) {
      const RibEntry &entry = rib.entries[k];
      if (entry.name == ident.name && entry.ctxt == wanted)
        return {true, validate(i, stack, original, entry.res, report), {}};
    }
    if (rib.kind == RibKind::MacroDef && ctxt != kRootContext) {
      const ExpnData &expn = hygiene.expn(hygiene.outer_expn(ctxt));
      if (expn.macro_def_id == rib.macro.raw)
        ctxt = hygiene.parent(ctxt);
      continue;
    }
    if (rib.kind != RibKind::Module)
      continue;
    if (cx.modules[rib.module].kind != ModuleKind::Block)
      break;
    Search search;
    search.finalize = report ? Finalize::Yes : Finalize::No;
    Lookup found = resolve_in_module(cx, PathRoot::of(rib.module), original, ns, scope, search);
    if (found.is_found())
      return {false, {}, found.binding};
  }
  return look_up_item(original, ns, report);
}

RibLookup Late::look_up_item(Ident ident, Namespace ns, bool report) {
  Search search;
  search.finalize = report ? Finalize::Yes : Finalize::No;
  ParentScope at = scope;
  at.module = nearest_mod(cx, scope.module);
  ScopeRequest request{ScopeSet::Late, expand::MacroKind::Bang, true};
  Lookup found = resolve_lexically(cx, ident, ns, request, at, search);
  return {false, {}, found.is_found() ? found.binding : BindingId()};
}

} // namespace ochre::resolve
