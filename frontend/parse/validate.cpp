// What the grammar allows, but the language does not, as far as no name needs to be resolved.
// Source: Reference, chapters "Items" and "Types"; the reference parser is lenient for macros.
#include "frontend/ast/walk.h"
#include "frontend/lex/keywords.h"
#include "frontend/parse/diags.h"
#include "frontend/parse/parser.h"
#include "support/session/report.h"

namespace ochre::parse {

namespace {

using namespace ast;
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
    in.place = place;
    check_place(item);
    check_kind(item);
    enter(item);
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

  void visit_generics(Generics &generics) {
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

  void check_lifetime_name(const Ident &ident) {
    llvm::StringRef text = sess.str(ident.name);
    if (ident.name == sym::kw_static_lifetime || ident.name == sym::kw_underscore_lifetime ||
        text.size() < 2)
      return;
    // Raw lifetimes have lost their mark; their text still shows it.
    if (sess.source_map.snippet(ident.span).starts_with("'r#"))
      return;
    if (lex::is_keyword(sess.intern(text.drop_front()), sess.edition(ident.span)))
      report(ident.span, diag::KeywordLifetime);
  }
  void visit_lifetime(Lifetime &lifetime) { check_lifetime_name(lifetime.ident); }

  void visit_ty(TyId id) {
    Ty &ty = krate[id];
    switch (ty.kind()) {
    case TyKind::FnPtr:
      check_plain_params(ty.as<FnPtrTy>().decl, diag::PatternInFnPtr);
      check_inputs(ty.as<FnPtrTy>().decl, false);
      break;
    case TyKind::TraitObject: check_object(ty, ty.as<TraitObjectTy>()); break;
    case TyKind::ImplTrait: return visit_impl_trait(id);
    default: break; // lint: allow(default) the rest has nothing to check
    }
    walk_ty(id);
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
    walk_ty(id);
  }
};

} // namespace

void validate_crate(Session &sess, const ast::Crate &krate) { Validator(sess, krate).walk_crate(); }

} // namespace ochre::parse
