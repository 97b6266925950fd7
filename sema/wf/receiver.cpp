// Source: Reference, "Methods". Each step must be a reference or a type that says `LegacyReceiver`
// (Box, Rc, Arc, Pin): others are unstable.
#include "sema/wf/receiver.h"

#include "sema/ty/print.h"
#include "sema/wf/diags.h"
#include "sema/wf/item_ctxt.h"

namespace ochre::wf {

namespace {

enum class Outcome : uint8_t { Valid, Invalid, Unstable, Mismatched };

class Receiver {
public:
  Receiver(TyCtxt &tcx, DefId method, Ty self) : tcx_(tcx), cx_(tcx, method), self_(self) {
    assume_signature(cx_, method);
  }

  Outcome run(Ty ty) {
    bool unstable = false;
    self_ = normal(self_);
    for (unsigned steps = 0; steps < 32; ++steps) {
      ty = normal(ty);
      if (ty.references_error())
        return Outcome::Valid;
      if (cx_.infcx.can_eq(cx_.env, ty, self_))
        return unstable ? Outcome::Unstable : same_regions(ty);
      if (ty.is_ref()) {
        ty = ty.inner();
      } else if (ty.is_raw_ptr()) {
        unstable = true;
        ty = ty.inner();
      } else if (std::optional<Ty> target = deref(ty)) {
        unstable |= !implements(ty, LangItem::LegacyReceiver);
        ty = *target;
      } else {
        return Outcome::Invalid;
      }
    }
    return Outcome::Invalid;
  }

private:
  Ty normal(Ty ty) { return cx_.infcx.resolve(cx_.normalize(ty, Span())); }
  bool implements(Ty ty, LangItem item) {
    DefId trait = tcx_.lang_item(item);
    return trait.is_valid() &&
           traits::type_implements_trait(cx_.infcx, cx_.env, trait, {ty::GenericArg(ty)});
  }
  /// `self: &mut Foo<'_>` in an impl for `Foo<'a>` is of another type than Self.
  Outcome same_regions(Ty ty) {
    traits::RelateResult result = cx_.infcx.eq(cx_.cause(Span()), cx_.env, ty, self_);
    if (!result)
      return Outcome::Invalid;
    cx_.fulfill.add(std::move(result.obligations));
    return cx_.holds() ? Outcome::Valid : Outcome::Mismatched;
  }
  std::optional<Ty> deref(Ty ty) {
    DefId target = tcx_.lang_item(LangItem::DerefTarget);
    if (!target.is_valid() || !implements(ty, LangItem::Deref))
      return std::nullopt;
    return tcx_.mk_projection(target, tcx_.mk_args({ty}));
  }

  TyCtxt &tcx_;
  ItemCtxt cx_;
  Ty self_;
};

} // namespace

void check_receiver(TyCtxt &tcx, DefId method, const ty::FnSig &sig, Span span) {
  if (tcx.sess.opts.allow_internal_features || !tcx.associated_item(method).has_self_param ||
      sig.inputs().empty())
    return;
  DefId container = tcx.parent(method);
  Ty self = tcx.def_kind(container) == DefKind::Trait
                ? tcx.mk_param(0, sym::kw_SelfUpper)
                : tcx.type_of(container).instantiate_identity();
  Ty receiver = sig.inputs()[0];
  if (receiver == self || (receiver.is_ref() && receiver.inner() == self))
    return;
  std::string text = ty::to_string(tcx, receiver);
  bool is_own_param =
      receiver.is_param() && receiver.param_index() >= tcx.generics_of(method)->parent_count;
  if (is_own_param) {
    error(tcx.sess, span, diag::GenericReceiver, text)
        .note("type of `self` must not be a method generic parameter type")
        .emit();
    return;
  }
  switch (Receiver(tcx, method, self).run(receiver)) {
  case Outcome::Valid: return;
  case Outcome::Unstable: error(tcx.sess, span, diag::UnstableReceiver, text).emit(); return;
  case Outcome::Mismatched:
    error(tcx.sess, span, diag::ReceiverMismatch)
        .primary_label("lifetime mismatch: expected `" + ty::to_string(tcx, self) + "` in `" +
                       text + "`")
        .emit();
    return;
  case Outcome::Invalid:
    error(tcx.sess, span, diag::InvalidReceiver, text)
        .note("type of `self` must be `Self` or a type that dereferences to it")
        .emit();
    return;
  }
}

} // namespace ochre::wf
