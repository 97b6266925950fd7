// What the grammar allows, but the language does not, as far as no name needs to be resolved.
// Source: Reference, chapters "Items" and "Types"; the reference parser is lenient for macros.
#include "frontend/ast/walk.h"
#include "frontend/lex/keywords.h"
#include "frontend/parse/diags.h"
#include "frontend/parse/parser.h"
#include "support/session/report.h"

#include "llvm/Support/SaveAndRestore.h"

namespace ochre::parse {

namespace {

using namespace ast;
using ast::Label;
using ast::Visibility;

/// What an item stands in.
struct Container {
  ItemPlace place = ItemPlace::Module;
  const TraitItem *trait = nullptr;
  const ImplItem *impl = nullptr;
  const ForeignModItem *foreign = nullptr;
};

llvm::StringRef kind_name(ItemKind kind) {
  switch (kind) {
  case ItemKind::ExternCrate: return "extern crate";
  case ItemKind::Use: return "`use` import";
  case ItemKind::Static: return "static item";
  case ItemKind::Const: return "constant item";
  case ItemKind::Fn: return "function";
  case ItemKind::Mod: return "module";
  case ItemKind::ForeignMod: return "extern block";
  case ItemKind::GlobalAsm: return "global asm item";
  case ItemKind::TyAlias: return "type alias";
  case ItemKind::Enum: return "enum";
  case ItemKind::Struct: return "struct";
  case ItemKind::Union: return "union";
  case ItemKind::Trait: return "trait";
  case ItemKind::TraitAlias: return "trait alias";
  case ItemKind::Impl: return "implementation";
  case ItemKind::MacCall: return "item macro invocation";
  case ItemKind::MacroDef: return "macro definition";
  case ItemKind::Error: return "item";
  }
  return "item";
}

/// Of a function; numbers of parameters have 16 bits.
constexpr size_t kMaxParams = 65535;

struct Validator : Walker<Validator> {
  Session &sess;
  Container in;
  bool in_impl_trait = false; ///< in its arguments
  bool in_param = false;      ///< in the type of a function's parameter
  llvm::StringRef no_impl;    ///< where `impl Trait` has no meaning; empty: it has one
  bool in_qself = false;      ///< before the last name of `<T as Trait>::A`

  // The walker serves expansion too, which changes what it sees; this one only looks.
  Validator(Session &sess, const ast::Crate &krate)
      : Walker(const_cast<ast::Crate &>(krate)), sess(sess) {}

  template <class... Args>
  void report(Span span, const DiagTemplate<Args...> &tmpl,
              const std::type_identity_t<Args> &...args) {
    error(sess, span, tmpl, args...).emit();
  }

  bool in_trait_impl() const { return in.impl && in.impl->has_trait; }
  bool is_assoc() const { return in.place == ItemPlace::Trait || in.place == ItemPlace::Impl; }
  bool is_foreign() const { return in.place == ItemPlace::Foreign; }

  void no_vis(const Visibility &vis) {
    if (vis.kind != VisibilityKind::Inherited)
      report(vis.span, diag::VisNotPermitted);
  }

  void visit_item(ItemId id, ItemPlace place) {
    Item &item = krate[id];
    Container outer = in;
    llvm::SaveAndRestore<llvm::StringRef> outside(no_impl, "");
    llvm::SaveAndRestore<bool> no_param(in_param, false);
    in.place = place;
    check_place(item);
    check_kind(item);
    enter(item);
    if (item.kind() == ItemKind::Const || item.kind() == ItemKind::Static)
      no_impl = item.kind() == ItemKind::Const ? "const types" : "static types";
    else if (is_foreign() && item.kind() == ItemKind::Fn)
      no_impl = "`extern fn` parameters";
    else if (item.kind() == ItemKind::Impl)
      no_impl = "impl headers";
    walk_item(id, place);
    in = outer;
  }

  /// What stands inside of the item stands in it.
  void enter(Item &item) {
    in.trait = item.get_if<TraitItem>();
    in.impl = item.get_if<ImplItem>();
    in.foreign = item.get_if<ForeignModItem>();
  }

  void check_place(Item &item) {
    ItemKind kind = item.kind();
    bool fits = kind == ItemKind::Const || kind == ItemKind::Fn || kind == ItemKind::TyAlias ||
                kind == ItemKind::MacCall || kind == ItemKind::Error;
    if (is_assoc() && kind == ItemKind::Static)
      report(item.span, diag::AssocStatic);
    else if (is_assoc() && !fits)
      report(item.span, diag::NotInTraitOrImpl, kind_name(kind));
    else if (is_foreign() && kind == ItemKind::Const)
      report(item.ident.span, diag::ForeignConst);
    else if (is_foreign() && !fits && kind != ItemKind::Static)
      report(item.span, diag::NotInExtern, kind_name(kind));
    if (in.place == ItemPlace::Trait || (in.place == ItemPlace::Impl && in_trait_impl()))
      no_vis(item.vis);
  }

  void check_default(Item &item, Defaultness def) {
    if (def == Defaultness::Default && !(in.place == ItemPlace::Impl && in_trait_impl()))
      report(item.span, diag::MisplacedDefault);
  }

  void check_kind(Item &item) {
    switch (item.kind()) {
    case ItemKind::Fn: return check_fn(item, item.as<FnItem>());
    case ItemKind::Const: return check_const(item, item.as<ConstItem>());
    case ItemKind::Static: return check_static(item, item.as<StaticItem>());
    case ItemKind::TyAlias: return check_alias(item, item.as<TyAliasItem>());
    case ItemKind::Impl: return check_impl(item, item.as<ImplItem>());
    case ItemKind::Trait: return check_trait(item, item.as<TraitItem>());
    case ItemKind::ForeignMod: {
      const auto &block = item.as<ForeignModItem>();
      no_vis(item.vis);
      if (block.safety == Safety::Default && sess.edition(item.span) >= Edition::E2024)
        report(item.span, diag::UnsafeExternNeeded);
      return;
    }
    case ItemKind::Mod:
      if (item.as<ModItem>().is_unsafe)
        report(item.span, diag::UnsafeModule);
      return;
    case ItemKind::Enum:
      for (const Variant &variant : item.as<EnumItem>().variants) {
        no_vis(variant.vis);
        for (const FieldDef &field : variant.data.fields)
          no_vis(field.vis);
      }
      return;
    case ItemKind::Union:
      if (item.as<UnionItem>().data.fields.empty())
        error(sess, item.span, diag::Plain, "unions cannot have zero fields").emit();
      return;
    case ItemKind::ExternCrate:
    case ItemKind::Use:
    case ItemKind::GlobalAsm:
    case ItemKind::Struct:
    case ItemKind::TraitAlias:
    case ItemKind::MacCall:
    case ItemKind::MacroDef:
    case ItemKind::Error: return;
    }
  }

  void check_safety(Item &item, Safety safety, Span span) {
    if (is_foreign()) {
      if (safety != Safety::Default && in.foreign && in.foreign->safety != Safety::Unsafe)
        report(item.span, diag::SafeOutsideUnsafeExtern);
    } else if (safety == Safety::Safe) {
      report(span.is_dummy() ? item.span : span, diag::SafeFn);
    }
  }

  /// `#[rustc_intrinsic] fn f();`: the compiler has the body.
  bool is_intrinsic(const Item &item) const {
    for (const Attr &attr : krate[item.attrs])
      if (!attr.is_doc_comment && attr.is(sym::rustc_intrinsic))
        return true;
    return false;
  }

  void check_fn(Item &item, FnItem &fn) {
    check_default(item, fn.defaultness);
    check_no_defaults(fn.generics);
    check_safety(item, fn.header.safety, item.span);
    if (is_foreign()) {
      if (fn.body)
        report(item.ident.span, diag::ForeignFnBody);
      if (fn.header.is_const)
        report(fn.header.const_span, diag::ForeignQualifier, "const");
      if (fn.header.coroutine != CoroutineKind::None)
        report(fn.header.coroutine_span, diag::ForeignQualifier, "async");
      if (fn.header.ext.kind != ExternKind::None)
        report(fn.header.ext.span, diag::ForeignQualifier, "extern");
      check_foreign_generics(item, fn.generics);
    } else if (!fn.body) {
      if (in.place == ItemPlace::Impl)
        report(item.span, diag::WithoutBody, "associated function in `impl`");
      else if (in.place != ItemPlace::Trait && !is_intrinsic(item))
        report(item.span, diag::FreeFnWithoutBody);
    }
    if (fn.header.is_const &&
        (in.place == ItemPlace::Trait || (in.place == ItemPlace::Impl && in_trait_impl())))
      report(fn.header.const_span, diag::ConstInTrait,
             in.place == ItemPlace::Trait ? "traits" : "trait impls");
    if (!fn.body)
      check_plain_params(fn.decl, is_foreign() ? diag::PatternInForeign : diag::PatternInBodyless);
    check_variadic(fn);
    check_inputs(fn.decl, is_assoc());
  }

  /// Code of other languages is compiled once.
  void check_foreign_generics(const Item &item, const Generics &generics) {
    bool has_type = false, has_const = false;
    for (const GenericParam &param : generics.params) {
      has_type |= param.kind == GenericParamKind::Type;
      has_const |= param.kind == GenericParamKind::Const;
    }
    if (has_type || has_const)
      report(item.span, diag::ForeignGenerics,
             !has_const  ? "type"
             : !has_type ? "const"
                         : "type or const");
  }

  /// Parameters without a body are names.
  void check_plain_params(const FnDecl &decl, const DiagTemplate<> &tmpl) {
    for (const Param &param : decl.inputs) {
      const Pat &pat = krate[param.pat];
      if (pat.kind() == PatKind::Wild || pat.kind() == PatKind::Error ||
          pat.kind() == PatKind::MacCall)
        continue;
      const auto *ident = pat.get_if<IdentPat>();
      bool plain = ident && !ident->by_ref.is_ref && !ident->sub &&
                   (ident->mutbl == Mutability::Not ||
                    (ident->ident.name == sym::kw_self && in.place == ItemPlace::Trait));
      // `mut x` in a trait was a lint once, and is no error of this kind in foreign code.
      if (!plain && !(ident && ident->mutbl == Mutability::Mut && !ident->sub && is_assoc()))
        report(pat.span, tmpl);
    }
  }

  void check_variadic(const FnItem &fn) {
    for (const Param &param : fn.decl.inputs) {
      if (krate[param.ty].kind() != TyKind::CVarArgs)
        continue;
      if (&param != &fn.decl.inputs.back())
        report(param.span, diag::VariadicNotLast);
      bool c_abi =
          fn.header.ext.kind == ExternKind::Implicit ||
          (fn.header.ext.kind == ExternKind::Explicit &&
           (sess.str(fn.header.ext.abi) == "C" || sess.str(fn.header.ext.abi) == "C-unwind"));
      if (is_foreign() && in.foreign && in.foreign->ext.kind == ExternKind::Explicit &&
          sess.str(in.foreign->ext.abi) == "Rust")
        report(param.span, diag::VariadicAbi, sess.str(in.foreign->ext.abi));
      if (!is_foreign() && !(c_abi && fn.header.safety == Safety::Unsafe))
        report(param.span, diag::BadVariadic);
    }
  }

  void check_inputs(const FnDecl &decl, bool may_have_self) {
    if (decl.inputs.size() > kMaxParams)
      report(decl.inputs[0].span, diag::TooManyParams, uint64_t(kMaxParams));
    check_self(decl, may_have_self);
  }

  void check_self(const FnDecl &decl, bool allowed) {
    if (decl.has_self && !allowed)
      error(sess, decl.inputs[0].span, diag::StraySelf)
          .primary_label("not semantically valid as function parameter")
          .emit();
  }

  void check_const(Item &item, const ConstItem &node) {
    check_default(item, node.defaultness);
    if (node.value || in.place == ItemPlace::Trait || is_foreign())
      return;
    report(item.span, diag::WithoutBody,
           in.place == ItemPlace::Impl ? "associated constant in `impl`" : "free constant item");
  }

  void check_static(Item &item, const StaticItem &node) {
    check_safety(item, node.safety, item.span);
    if (is_foreign() && node.value)
      report(item.ident.span, diag::ForeignBody, "static");
    else if (!is_foreign() && !is_assoc() && !node.value)
      report(item.span, diag::WithoutBody, "free static item");
  }

  void check_alias(Item &item, const TyAliasItem &node) {
    check_default(item, node.defaultness);
    if (is_foreign()) {
      if (node.ty)
        report(item.ident.span, diag::ForeignBody, "type");
      if (!node.bounds.empty())
        report(node.bounds[0].span, diag::BoundsOnAlias, "`extern` blocks");
    } else if (in.place == ItemPlace::Impl) {
      if (!node.ty)
        report(item.span, diag::WithoutBody, "associated type in `impl`");
      if (!node.bounds.empty())
        report(node.bounds[0].span, diag::BoundsOnAlias, "`impl`s");
    } else if (in.place != ItemPlace::Trait) {
      if (!node.ty)
        report(item.span, diag::WithoutBody, "free type alias");
      if (!node.bounds.empty())
        report(node.bounds[0].span, diag::BoundsOnAlias, "this context");
    }
  }

  void check_impl(Item &item, const ImplItem &impl) {
    check_no_defaults(impl.generics);
    Span self_span = krate[impl.self_ty].span;
    if (impl.has_trait) {
      no_vis(item.vis);
      if (impl.is_negative && impl.is_unsafe)
        report(impl.unsafe_span, diag::NegativeUnsafe);
      if (impl.is_negative && !impl.items.empty())
        report(krate[impl.items[0]].span, diag::NegativeItems);
      return;
    }
    no_vis(item.vis);
    if (impl.is_unsafe)
      report(self_span, diag::InherentUnsafe);
    if (impl.is_negative)
      report(impl.negative_span, diag::InherentNegative);
    if (impl.defaultness == Defaultness::Default)
      error(sess, impl.defaultness_span, diag::Plain, "inherent impls cannot be default").emit();
  }

  void check_trait(Item &item, const TraitItem &trait) {
    for (const GenericBound &bound : trait.bounds)
      if (bound.kind == BoundKind::Trait && bound.polarity == BoundPolarity::Maybe)
        report(bound.span, diag::MaybeInSupertraits);
    if (!trait.is_auto)
      return;
    if (!trait.generics.params.empty())
      report(item.ident.span, diag::AutoTraitGenerics);
    if (!trait.bounds.empty() || !trait.generics.where_clause.predicates.empty())
      report(item.ident.span, diag::AutoTraitBounds);
    if (!trait.items.empty())
      report(krate[trait.items[0]].ident.span, diag::AutoTraitItems);
  }

  /// Defaults make sense where the parameter may be left out of a type.
  void check_no_defaults(const Generics &generics) {
    for (const GenericParam &param : generics.params)
      if (param.kind == GenericParamKind::Const && param.default_value.is_valid())
        report(param.span, diag::ConstDefaultPlace);
  }
  /// `T: ?Sized` belongs to where `T` is declared.
  void check_relaxed_bounds(const Generics &generics) {
    auto is_param = [&](TyId id) {
      const auto *path = krate[id].get_if<PathTy>();
      return path && !path->qself && path->path.segments.size() == 1 &&
             llvm::any_of(generics.params, [&](const GenericParam &param) {
               return param.kind == GenericParamKind::Type && path->path.is_ident(param.ident.name);
             });
    };
    for (const WherePredicate &predicate : generics.where_clause.predicates)
      for (const GenericBound &bound : predicate.bounds)
        if (bound.kind == BoundKind::Trait && bound.polarity == BoundPolarity::Maybe &&
            (!predicate.bound_params.empty() || !is_param(predicate.bounded_ty)))
          report(bound.span, diag::RelaxedBoundPlace);
  }

  void visit_generics(Generics &generics) {
    check_relaxed_bounds(generics);
    bool seen_other = false;
    const GenericParam *with_default = nullptr;
    for (const GenericParam &param : generics.params) {
      if (param.kind == GenericParamKind::Lifetime) {
        if (seen_other)
          report(param.ident.span, diag::LifetimesFirst);
        check_lifetime_name(param.ident);
        continue;
      }
      seen_other = true;
      bool has_default = param.kind == GenericParamKind::Type ? param.ty.is_valid()
                                                              : param.default_value.is_valid();
      if (has_default) {
        with_default = &param;
      } else if (with_default) {
        report(with_default->ident.span, diag::DefaultsTrailing);
        with_default = nullptr;
      }
    }
    walk_generics(generics);
  }

  void visit_where_predicate(WherePredicate &predicate) {
    if (!predicate.bound_params.empty())
      for (const GenericBound &bound : predicate.bounds)
        if (bound.kind == BoundKind::Trait && !bound.poly->bound_params.empty())
          report(bound.span, diag::NestedBinders);
    llvm::SaveAndRestore<llvm::StringRef> inside(no_impl, "bounds");
    walk_where_predicate(predicate);
  }
  void visit_generic_param(GenericParam &param) {
    visit_attrs(param.attrs);
    llvm::SaveAndRestore<llvm::StringRef> inside(no_impl, "bounds");
    visit_bounds(param.bounds);
    bool is_type = param.kind == GenericParamKind::Type;
    visit_no_impl(param.ty, is_type ? "generic parameter defaults" : "const types");
    maybe_const(param.default_value);
  }

  void visit_bound(GenericBound &bound) {
    if (bound.kind == BoundKind::Trait && bound.polarity == BoundPolarity::Negative)
      report(bound.span, diag::NegativeBound);
    walk_bound(bound);
  }

  void visit_pat(PatId id) {
    const Pat &pat = krate[id];
    const auto *range = pat.get_if<RangePat>();
    if (range && range->end == RangeEnd::IncludedDots &&
        sess.edition(range->end_span) >= Edition::E2021)
      report(pat.span, diag::DotDotDot);
    walk_pat(id);
  }

  bool is_keyword_lifetime(const Ident &ident) const {
    llvm::StringRef text = sess.str(ident.name);
    // Raw lifetimes have lost their mark; their text still shows it.
    return text.size() >= 2 && !sess.source_map.snippet(ident.span).starts_with("'r#") &&
           lex::is_keyword(sess.intern(text.drop_front()), sess.edition(ident.span));
  }
  void check_lifetime_name(const Ident &ident) {
    if (ident.name != sym::kw_static_lifetime && ident.name != sym::kw_underscore_lifetime &&
        is_keyword_lifetime(ident))
      report(ident.span, diag::KeywordLifetime);
  }
  void visit_lifetime(Lifetime &lifetime) { check_lifetime_name(lifetime.ident); }

  void visit_no_impl(llvm::ArrayRef<TyId> tys, llvm::StringRef place) {
    llvm::SaveAndRestore<llvm::StringRef> inside(no_impl, place);
    for (TyId ty : tys)
      maybe_ty(ty);
  }
  void visit_local(Stmt &stmt) {
    visit_pat(stmt.let->pat);
    visit_no_impl(stmt.let->ty, "the type of variable bindings");
    maybe_expr(stmt.let->init);
    maybe_block(stmt.let->els);
  }
  void visit_field_def(FieldDef &field) {
    visit_no_impl(field.ty, "field types");
    maybe_const(field.default_value);
  }
  void visit_fn_decl(FnDecl &decl) {
    for (Param &param : decl.inputs)
      visit_param(param);
    if (no_impl.empty())
      maybe_ty(decl.output);
    else
      visit_no_impl(decl.output, "`extern fn` return types");
  }
  void visit_param(Param &param) {
    llvm::SaveAndRestore<bool> inside(in_param, true);
    walk_param(param);
  }
  void visit_expr(ExprId id) {
    Expr &expr = krate[id];
    llvm::SaveAndRestore<llvm::StringRef> outside(no_impl, "paths");
    llvm::SaveAndRestore<bool> no_param(in_param, false);
    if (const auto *cast = expr.get_if<CastExpr>()) {
      visit_expr(cast->expr);
      return visit_no_impl(cast->ty, "cast expression types");
    }
    if (auto *closure = expr.get_if<ClosureExpr>()) {
      no_impl = "closure parameters";
      for (Param &param : closure->decl.inputs)
        walk_param(param);
      visit_no_impl(closure->decl.output, "closure return types");
      return visit_expr(closure->body);
    }
    walk_expr(id);
  }
  void visit_label(Label &label) {
    if (!label.is_valid())
      return;
    Symbol name = label.ident.name;
    if (name == sym::kw_static_lifetime || name == sym::kw_underscore_lifetime ||
        is_keyword_lifetime(label.ident))
      report(label.ident.span, diag::BadLabel);
  }

  void visit_ty(TyId id) {
    Ty &ty = krate[id];
    switch (ty.kind()) {
    case TyKind::FnPtr:
      check_plain_params(ty.as<FnPtrTy>().decl, diag::PatternInFnPtr);
      check_inputs(ty.as<FnPtrTy>().decl, false);
      return visit_fn_ptr(ty.as<FnPtrTy>());
    case TyKind::TraitObject: check_object(ty, ty.as<TraitObjectTy>()); break;
    case TyKind::ImplTrait: return visit_impl_trait(id);
    case TyKind::Path:
      if (ty.as<PathTy>().qself && !ty.as<PathTy>().path.segments.empty())
        return visit_projection(ty.as<PathTy>());
      break;
    default: break; // lint: allow(default) the rest has nothing to check
    }
    walk_ty(id);
  }

  void visit_fn_ptr(FnPtrTy &ptr) {
    visit_params(ptr.bound_params);
    for (const Param &param : ptr.decl.inputs)
      visit_no_impl(param.ty, "`fn` pointer parameters");
    visit_no_impl(ptr.decl.output, "`fn` pointer return types");
  }

  void check_object(const Ty &ty, const TraitObjectTy &object) {
    unsigned lifetimes = 0;
    bool has_trait = false;
    for (const GenericBound &bound : object.bounds) {
      if (bound.kind == BoundKind::Outlives && ++lifetimes == 2)
        report(bound.span, diag::TwoObjectLifetimes);
      has_trait |= bound.kind == BoundKind::Trait;
      if (bound.kind == BoundKind::Trait && bound.polarity == BoundPolarity::Maybe)
        report(bound.span, diag::MaybeInObject);
      if (bound.kind == BoundKind::Use)
        report(bound.span, diag::BinderInUse, "trait object types");
    }
    if (!has_trait)
      report(ty.span, diag::NoTraitInObject);
  }

  void visit_impl_trait(TyId id) {
    Ty &ty = krate[id];
    bool has_trait = llvm::any_of(ty.as<ImplTraitTy>().bounds, [](const GenericBound &bound) {
      return bound.kind == BoundKind::Trait;
    });
    if (!has_trait)
      report(ty.span, diag::NoTraitInImpl);
    if (in_qself)
      report(ty.span, diag::ImplTraitPlace, "paths");
    else if (in_impl_trait)
      report(ty.span, diag::NestedImplTrait);
    else if (!no_impl.empty())
      report(ty.span, diag::ImplTraitPlace, no_impl);
    check_captures(ty.as<ImplTraitTy>());
    llvm::SaveAndRestore<bool> inside(in_impl_trait, true);
    walk_ty(id);
  }

  void check_captures(const ImplTraitTy &opaque) {
    unsigned count = 0;
    for (const GenericBound &bound : opaque.bounds) {
      if (bound.kind != BoundKind::Use)
        continue;
      if (in_param)
        report(bound.span, diag::BinderInUse, "argument-position `impl Trait`");
      else if (++count == 2)
        error(sess, bound.span, diag::Plain, "duplicate `use<...>` precise capturing syntax")
            .emit();
    }
  }

  /// `impl Iterator<Item = impl Debug>` is fine, `impl Into<impl Debug>` is not.
  void visit_generic_args(GenericArgs &args) {
    for (GenericArg &arg : args.args)
      visit_generic_arg(arg);
    visit_no_impl(args.inputs, "the parameters of `Fn` trait bounds");
    llvm::SaveAndRestore<bool> outside(in_impl_trait, false);
    for (AssocConstraint &constraint : args.constraints)
      visit_constraint(constraint);
    visit_no_impl(args.output, "the return type of `Fn` trait bounds");
  }

  /// In `<T as Trait<..>>::A` all that comes before the last name is no place of its own.
  void visit_projection(PathTy &node) {
    llvm::SaveAndRestore<bool> inside(in_qself, true);
    visit_ty(node.qself->ty);
    for (PathSegment &segment : node.path.segments.drop_back())
      visit_segment(segment);
    in_qself = inside.get();
    visit_segment(node.path.segments.back());
  }
};

} // namespace

void validate_crate(Session &sess, const ast::Crate &krate) { Validator(sess, krate).walk_crate(); }

} // namespace ochre::parse
