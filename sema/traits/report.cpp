// Errors of fulfilment as messages (E0277 family, E0271, E0275, E0282…).
#include "sema/traits/diags.h"
#include "sema/traits/elaborate.h"
#include "sema/traits/fulfill.h"
#include "sema/traits/leaf.h"
#include "sema/traits/solver.h"
#include "sema/ty/print.h"

namespace ochre::traits {

using ty::PredicateKind;
using ty::TyKind;

namespace {

class Reporter {
public:
  explicit Reporter(InferCtxt &infcx) : infcx_(infcx), tcx_(infcx.tcx), sess_(infcx.tcx.sess) {}

  void report(const FulfillmentError &error);

private:
  void unsatisfied(const Obligation &root);
  void trait(const Obligation &root, const FailedLeaf &leaf);
  void future(const Obligation &root, const FailedLeaf &leaf, const ty::TraitRef &ref);
  bool unsized_result(const Obligation &root, Ty output);
  bool callable(const Obligation &root, const FailedLeaf &leaf);
  void mismatch(const Obligation &root, Predicate predicate);
  void ambiguity(const Obligation &obligation);
  DiagBuilder trait_message(Span span, const ty::TraitRef &ref, Predicate predicate);
  void explain(DiagBuilder &diag, const Obligation &root, const FailedLeaf *leaf);
  std::string text(Predicate p) { return to_string(tcx_, infcx_.resolve(p)); }
  std::string text(Ty ty) { return to_string(tcx_, infcx_.resolve(ty)); }

  InferCtxt &infcx_;
  TyCtxt &tcx_;
  Session &sess_;
};

const char *size_note(CauseCode code) {
  switch (code) {
  case CauseCode::SizedVariable: return "all local variables must have a statically known size";
  case CauseCode::SizedArgument: return "all function arguments must have a statically known size";
  case CauseCode::SizedReturn:
  case CauseCode::SizedCallReturn:
    return "the return type of a function must have a statically known size";
  case CauseCode::SizedExpr: return "all values live on the stack need a statically known size";
  case CauseCode::SizedField:
    return "only the last field of a struct may have a dynamically sized type";
  case CauseCode::SizedConstOrStatic:
    return "statics and constants must have a statically known size";
  case CauseCode::SharedStatic:
    return "shared static variables must have a type that implements `Sync`";
  case CauseCode::RepeatElementCopy:
    return "the `Copy` trait is required because this value will be copied for each element of "
           "the array";
  case CauseCode::Misc:
  case CauseCode::WhereClause:
  case CauseCode::WellFormed:
  case CauseCode::ReferenceOutlives:
  case CauseCode::Coercion:
  case CauseCode::CompareImplItem:
  case CauseCode::ReturnType:
  case CauseCode::Builtin: return nullptr;
  }
  return nullptr;
}

/// The clause that the cause points at.
std::optional<ty::SpannedClause> clause_of(TyCtxt &tcx, const ObligationCause &cause) {
  llvm::SmallVector<const ty::GenericPredicates *, 4> chain;
  for (DefId at = cause.item; at.is_valid(); at = chain.back()->parent)
    chain.push_back(tcx.predicates_of(at));
  uint32_t index = cause.index;
  for (const ty::GenericPredicates *part : llvm::reverse(chain)) {
    if (index < part->own.size())
      return part->own[index];
    index -= static_cast<uint32_t>(part->own.size());
  }
  return std::nullopt;
}

void Reporter::explain(DiagBuilder &diag, const Obligation &root, const FailedLeaf *leaf) {
  if (leaf)
    for (const std::string &note : leaf->notes)
      diag.note(note);
  if (const char *note = size_note(root.cause.code))
    diag.note(note);
  if (root.cause.code != CauseCode::WhereClause || !root.cause.item.is_valid())
    return;
  std::string name = tcx_.str(tcx_.name(root.cause.item)).str();
  if (name.empty())
    return;
  std::string bound = "required by a bound in `" + name + "`";
  auto clause = clause_of(tcx_, root.cause);
  if (clause && !clause->span.is_dummy())
    diag.note_at(clause->span, bound);
  else
    diag.note(bound);
}

DiagBuilder Reporter::trait_message(Span span, const ty::TraitRef &ref, Predicate predicate) {
  std::string self = text(ref.self_ty());
  std::string path = trait_path_string(tcx_, ref);
  llvm::StringRef name = tcx_.str(tcx_.name(ref.def_id));
  BuiltinTrait builtin = SolverCache::of(tcx_).builtin(tcx_, ref.def_id);
  if (builtin == BuiltinTrait::Sized) {
    auto diag = error(sess_, span, diag::SizeUnknown, self);
    diag.primary_label("doesn't have a size known at compile-time");
    diag.help("the trait `Sized` is not implemented for `" + self + "`");
    return diag;
  }
  if (builtin == BuiltinTrait::Fn || builtin == BuiltinTrait::FnMut ||
      builtin == BuiltinTrait::FnOnce) {
    auto diag = error(sess_, span, diag::ExpectedClosure, path, self);
    diag.primary_label("expected an `" + path + "` closure, found `" + self + "`");
    diag.help("the trait `" + path + "` is not implemented for `" + self + "`");
    return diag;
  }
  bool is_auto = builtin == BuiltinTrait::Auto;
  if (is_auto && (name == "Send" || name == "Sync")) {
    bool send = name == "Send";
    auto diag = error(sess_, span, send ? diag::CannotSend : diag::CannotShare, self);
    diag.primary_label("`" + self + "` cannot be " + (send ? "sent" : "shared") +
                       " between threads safely");
    diag.help("the trait `" + path + "` is not implemented for `" + self + "`");
    return diag;
  }
  auto diag = error(sess_, span, diag::TraitNotSatisfied, text(predicate));
  diag.primary_label("the trait `" + path + "` is not implemented for `" + self + "`");
  return diag;
}

std::string plural(size_t n) { return n == 1 ? "" : "s"; }

/// `fn() -> dyn Tr` is no `Fn() -> dyn Tr`.
bool Reporter::unsized_result(const Obligation &root, Ty output) {
  DefId sized = tcx_.lang_item(LangItem::Sized);
  if (!sized.is_valid() || output.has_escaping_bound_vars() || output.references_error())
    return false;
  ty::TraitRef ref{sized, tcx_.mk_args({ty::GenericArg(output)})};
  Predicate needed = tcx_.mk_trait_predicate(ty::PolyTraitRef::dummy(ref));
  if (predicate_may_hold(infcx_, root.env, needed))
    return false;
  DiagBuilder diag = trait_message(root.cause.span, ref, needed);
  explain(diag, root, nullptr);
  diag.emit();
  return true;
}

/// Closures and functions that are callable, but not in this way.
bool Reporter::callable(const Obligation &root, const FailedLeaf &leaf) {
  ty::TraitRef ref = leaf.predicate.trait_ref();
  BuiltinTrait builtin = SolverCache::of(tcx_).builtin(tcx_, ref.def_id);
  if (builtin != BuiltinTrait::Fn && builtin != BuiltinTrait::FnMut &&
      builtin != BuiltinTrait::FnOnce)
    return false;
  Ty self = infcx_.resolve(ref.self_ty());
  ty::PolyFnSig sig;
  size_t takes = 0;
  if (self.is_closure()) {
    ty::ClosureArgs args = ty::ClosureArgs::of(self.args());
    if (!args.sig_as_fn_ptr.is(TyKind::FnPtr))
      return false;
    sig = args.sig_as_fn_ptr.fn_ptr_sig();
    if (sig.skip_binder().inputs().empty())
      return false;
    Ty inputs = sig.skip_binder().inputs()[0];
    if (!inputs.is(TyKind::Tuple))
      return false;
    takes = inputs.tuple_elems().size();
  } else if (self.is(TyKind::FnDef) || self.is(TyKind::FnPtr)) {
    sig = self.is(TyKind::FnPtr) ? self.fn_ptr_sig()
                                 : ty::instantiate(tcx_, tcx_.fn_sig(self.def_id()), self.args());
    const ty::FnSig &plain = sig.skip_binder();
    if (plain.safety == ty::Safety::Unsafe || plain.abi != ty::Abi::Rust || plain.c_variadic)
      return false;
    takes = sig.skip_binder().inputs().size();
    if (unsized_result(root, plain.output()))
      return true;
  } else {
    return false;
  }
  const char *what = self.is_closure() ? "closure" : "function";
  Ty wanted = infcx_.resolve(ref.args[1].ty());
  if (wanted.is(TyKind::Tuple) && wanted.tuple_elems().size() != takes) {
    size_t expected = wanted.tuple_elems().size();
    error(sess_, root.cause.span, diag::ClosureArity, what, std::to_string(expected),
          plural(expected), std::to_string(takes), plural(takes))
        .primary_label("expected " + std::string(what) + " that takes " + std::to_string(expected) +
                       " argument" + plural(expected))
        .emit();
    return true;
  }
  auto kind = self.is_closure() ? ty::ClosureArgs::of(self.args()).kind() : std::nullopt;
  ty::ClosureKind needed = builtin == BuiltinTrait::Fn      ? ty::ClosureKind::Fn
                           : builtin == BuiltinTrait::FnMut ? ty::ClosureKind::FnMut
                                                            : ty::ClosureKind::FnOnce;
  if (kind && *kind > needed) {
    const char *names[] = {"Fn", "FnMut", "FnOnce"};
    std::string wants = names[static_cast<unsigned>(needed)];
    std::string has = names[static_cast<unsigned>(*kind)];
    error(sess_, tcx_.def_span(self.def_id()), diag::ClosureKindMismatch, wants, has)
        .primary_label("this closure implements `" + has + "`, not `" + wants + "`")
        .label(root.cause.span, "the requirement to implement `" + wants + "` derives from here")
        .emit();
    return true;
  }
  error(sess_, root.cause.span, diag::ClosureArgs, what)
      .primary_label("expected due to this")
      .emit();
  return true;
}

/// What a future holds while it is suspended makes it not Send.
void Reporter::future(const Obligation &root, const FailedLeaf &leaf, const ty::TraitRef &ref) {
  std::string name = tcx_.str(tcx_.name(ref.def_id)).str();
  bool is_async = tcx_.is_async_coroutine(leaf.coroutine);
  std::string what = is_async ? "future" : "coroutine";
  std::string cannot = name == "Send"   ? "cannot be sent between threads safely"
                       : name == "Sync" ? "cannot be shared between threads safely"
                                        : "does not implement `" + name + "`";
  DiagBuilder diag = error(sess_, root.cause.span, diag::FutureNotAuto, what, cannot);
  diag.primary_label(what + " is not `" + name + "`");
  diag.note_at(tcx_.def_span(leaf.coroutine.def_id()), "it holds a value of type `" +
                                                           text(ref.self_ty()) +
                                                           "`, which is not `" + name + "`");
  explain(diag, root, nullptr);
  diag.emit();
}

void Reporter::trait(const Obligation &root, const FailedLeaf &leaf) {
  if (callable(root, leaf))
    return;
  ty::TraitRef ref = infcx_.resolve(leaf.predicate.trait_ref());
  if (root.cause.code == CauseCode::SizedReturn && ref.self_ty().is_dyn()) {
    error(sess_, root.cause.span, diag::DynReturn)
        .primary_label("doesn't have a size known at compile-time")
        .help("return an `impl Trait` or a `Box<dyn Trait>`")
        .emit();
    return;
  }
  if (leaf.coroutine)
    return future(root, leaf, ref);
  DiagBuilder diag = trait_message(root.cause.span, ref, leaf.predicate);
  explain(diag, root, &leaf);
  diag.emit();
}

void Reporter::mismatch(const Obligation &root, Predicate predicate) {
  if (predicate.is(PredicateKind::Projection) || predicate.is(PredicateKind::NormalizesTo)) {
    ty::AliasTerm alias = predicate.alias();
    DefId parent = tcx_.parent(alias.def_id);
    if (tcx_.def_kind(parent) == DefKind::Trait && predicate.bound_vars().empty()) {
      uint32_t own = static_cast<uint32_t>(tcx_.generics_of(alias.def_id)->own.size());
      ty::TraitRef ref{parent, tcx_.mk_args(alias.args.array().drop_back(own))};
      Predicate needs = tcx_.mk_trait_predicate(ty::PolyTraitRef::dummy(ref));
      if (!predicate_may_hold(infcx_, root.env, needs))
        return trait(root, find_failed_leaf(infcx_, root.env, needs));
    }
    auto diag = error(sess_, root.cause.span, diag::ProjectionMismatch, text(predicate));
    if (predicate.term().is_ty() && predicate.bound_vars().empty()) {
      FulfillmentCtxt fulfill;
      Ty found = normalize(infcx_, fulfill, root.cause, root.env,
                           tcx_.mk_projection(alias.def_id, alias.args));
      diag.primary_label("expected `" + text(predicate.term().ty()) + "`, found `" + text(found) +
                         "`");
    }
    explain(diag, root, nullptr);
    diag.emit();
    return;
  }
  auto side = [&](GenericArg arg) { return to_string(tcx_, infcx_.resolve(arg)); };
  if (predicate.is(PredicateKind::Subtype) || predicate.is(PredicateKind::Coerce)) {
    error(sess_, root.cause.span, diag::MismatchedTypes)
        .primary_label("expected `" + text(predicate.ty2()) + "`, found `" + text(predicate.ty()) +
                       "`")
        .emit();
    return;
  }
  GenericArg a =
      predicate.is(PredicateKind::ConstEquate) ? GenericArg(predicate.ct()) : predicate.arg();
  GenericArg b =
      predicate.is(PredicateKind::ConstEquate) ? GenericArg(predicate.ct2()) : predicate.arg2();
  auto diag = error(sess_, root.cause.span, diag::ProjectionMismatch, side(a) + " == " + side(b));
  diag.primary_label("expected `" + side(b) + "`, found `" + side(a) + "`");
  explain(diag, root, nullptr);
  diag.emit();
}

void Reporter::unsatisfied(const Obligation &root) {
  FailedLeaf leaf = find_failed_leaf(infcx_, root.env, root.predicate);
  Predicate predicate = leaf.predicate;
  if (predicate.has_flags(ty::kHasError))
    return;
  Span span = root.cause.span;
  switch (predicate.kind()) {
  case PredicateKind::Trait: return trait(root, leaf);
  case PredicateKind::Projection:
  case PredicateKind::NormalizesTo:
  case PredicateKind::AliasRelate:
  case PredicateKind::ConstEquate:
  case PredicateKind::Subtype:
  case PredicateKind::Coerce: return mismatch(root, predicate);
  case PredicateKind::DynCompatible: {
    std::string name = tcx_.str(tcx_.name(predicate.def_id())).str();
    error(sess_, span, diag::NotDynCompatible, name)
        .primary_label("`" + name + "` is not dyn compatible")
        .emit();
    return;
  }
  case PredicateKind::ConstArgHasType:
    error(sess_, span, diag::ConstTypeMismatch, to_string(tcx_, predicate.ct()),
          text(predicate.ty()))
        .primary_label("expected `" + text(predicate.ty()) + "`")
        .emit();
    return;
  case PredicateKind::TypeOutlives:
  case PredicateKind::RegionOutlives:
  case PredicateKind::WellFormed:
  case PredicateKind::ConstEvaluatable:
  case PredicateKind::Ambiguous:
    error(sess_, span, diag::TraitNotSatisfied, text(predicate)).emit();
    return;
  }
}

void Reporter::ambiguity(const Obligation &obligation) {
  Predicate predicate = infcx_.resolve(obligation.predicate);
  if (predicate.has_flags(ty::kHasError) || infcx_.tainted_by_errors)
    return;
  Span span = obligation.cause.span;
  switch (predicate.kind()) {
  case PredicateKind::Trait: {
    if (tcx_.is_lang_item(predicate.trait_ref().def_id, LangItem::Sized)) {
      error(sess_, span, diag::AnnotationsNeeded).primary_label("cannot infer type").emit();
      return;
    }
    auto diag = error(sess_, span, diag::AnnotationsNeededTrait);
    diag.primary_label("cannot infer type");
    diag.note("cannot satisfy `" + text(predicate) + "`");
    explain(diag, obligation, nullptr);
    diag.emit();
    return;
  }
  case PredicateKind::Projection:
  case PredicateKind::NormalizesTo:
  case PredicateKind::AliasRelate: {
    auto diag = error(sess_, span, diag::AnnotationsNeededProjection, text(predicate));
    diag.primary_label("cannot satisfy `" + text(predicate) + "`");
    diag.emit();
    return;
  }
  case PredicateKind::TypeOutlives:
  case PredicateKind::RegionOutlives:
  case PredicateKind::ConstArgHasType:
  case PredicateKind::WellFormed:
  case PredicateKind::ConstEvaluatable:
  case PredicateKind::DynCompatible:
  case PredicateKind::Subtype:
  case PredicateKind::Coerce:
  case PredicateKind::ConstEquate:
  case PredicateKind::Ambiguous:
    error(sess_, span, diag::AnnotationsNeeded).primary_label("cannot infer type").emit();
    return;
  }
}

void Reporter::report(const FulfillmentError &failure) {
  switch (failure.kind) {
  case FulfillmentError::Unsatisfied: unsatisfied(failure.obligation); return;
  case FulfillmentError::Ambiguity: ambiguity(failure.obligation); return;
  case FulfillmentError::Overflow:
    error(sess_, failure.obligation.cause.span, diag::Overflow, text(failure.obligation.predicate))
        .emit();
    return;
  }
}

/// What a trait asks says more than that a size is not known.
int rank(TyCtxt &tcx, const FulfillmentError &error) {
  if (error.kind == FulfillmentError::Unsatisfied)
    return 0;
  Predicate p = error.obligation.predicate;
  bool is_sized =
      p.is(PredicateKind::Trait) && tcx.is_lang_item(p.trait_ref().def_id, LangItem::Sized);
  if (is_sized)
    return 2;
  return p.is(PredicateKind::Coerce) || p.is(PredicateKind::WellFormed) ? 3 : 1;
}

} // namespace

void report_fulfillment_errors(InferCtxt &infcx, llvm::ArrayRef<FulfillmentError> errors) {
  std::vector<FulfillmentError> sorted(errors.begin(), errors.end());
  std::stable_sort(sorted.begin(), sorted.end(), [&](const auto &a, const auto &b) {
    return rank(infcx.tcx, a) < rank(infcx.tcx, b);
  });
  Reporter reporter(infcx);
  std::vector<std::pair<Predicate, Span>> seen;
  bool any = false;
  for (const FulfillmentError &error : sorted) {
    // What cannot be inferred is told once; it often follows from other errors.
    if (any && error.kind != FulfillmentError::Unsatisfied)
      break;
    std::pair<Predicate, Span> key{infcx.resolve(error.obligation.predicate),
                                   error.obligation.cause.span};
    if (llvm::is_contained(seen, key))
      continue;
    seen.push_back(key);
    reporter.report(error);
    any = true;
  }
  infcx.tainted_by_errors |= any;
}

} // namespace ochre::traits
