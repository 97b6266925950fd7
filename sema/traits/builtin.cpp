// What the language knows about its own traits.
#include "sema/traits/eval_ctxt.h"

namespace ochre::traits {

using ty::TyKind;

namespace {

/// Types of the fields of all variants.
void field_tys(TyCtxt &tcx, Ty adt, llvm::SmallVectorImpl<Ty> &out) {
  for (const ty::VariantDef &variant : tcx.adt_def(adt.def_id())->variants)
    for (const ty::FieldDef &field : variant.fields)
      out.push_back(ty::instantiate(tcx, tcx.type_of(field.def_id), adt.args()));
}

} // namespace

namespace {

/// Structs nest by their last fields; one that contains itself is an error
/// elsewhere and counts as sized.
Ty sized_tail(TyCtxt &tcx, DefId adt_id, unsigned depth) {
  const ty::AdtDef &adt = *tcx.adt_def(adt_id);
  if (!adt.is_struct() || adt.variants.empty() || depth > 64)
    return Ty();
  const ty::VariantDef &variant = adt.non_enum_variant();
  if (variant.fields.empty())
    return Ty();
  Ty tail = tcx.type_of(variant.fields.raw().back().def_id).instantiate_identity();
  if (tail.is_adt()) {
    Ty inner = sized_tail(tcx, tail.def_id(), depth + 1);
    return inner ? ty::instantiate_ty(tcx, inner, tail.args()) : Ty();
  }
  bool decides = tail.is_param() || tail.is_alias() || tail.is_str() || tail.is_dyn() ||
                 tail.is(TyKind::Slice) || tail.is(TyKind::Foreign) || tail.is(TyKind::Tuple);
  return decides ? tail : Ty();
}

} // namespace

Ty sized_constraint(TyCtxt &tcx, DefId adt) { return sized_tail(tcx, adt, 0); }

namespace {

/// What a coroutine holds. Its regions are some regions that only its body knows.
Ty witness_types(EvalCtxt &ec, Ty witness) {
  TyCtxt &tcx = ec.tcx;
  Ty held = ty::instantiate(tcx, tcx.coroutine_witness(witness.def_id()), witness.args());
  if (!held.has_flags(ty::kHasReErased))
    return held;
  UniverseIndex universe = ec.infcx.create_next_universe();
  uint32_t count = 0;
  return ty::map_regions(tcx, held, [&](Region region, uint32_t) {
    return region.is_erased() ? tcx.mk_re_placeholder(universe, ty::BoundVar(count++), DefId())
                              : region;
  });
}

} // namespace

bool auto_constituents(EvalCtxt &ec, Ty ty, llvm::SmallVectorImpl<Ty> &out, bool &is_known) {
  TyCtxt &tcx = ec.tcx;
  switch (ty.kind()) {
  case TyKind::Bool:
  case TyKind::Char:
  case TyKind::Int:
  case TyKind::Uint:
  case TyKind::Float:
  case TyKind::Str:
  case TyKind::Never:
  case TyKind::FnDef:
  case TyKind::FnPtr:
  case TyKind::Error: return true;
  case TyKind::Infer: return !ty.is_ty_var();
  case TyKind::Array:
  case TyKind::Slice:
  case TyKind::RawPtr:
  case TyKind::Ref: out.push_back(ty.inner()); return true;
  case TyKind::Tuple: out.append(ty.tuple_elems().begin(), ty.tuple_elems().end()); return true;
  case TyKind::Adt:
    if (tcx.adt_def(ty.def_id())->is_phantom_data)
      out.push_back(ty.args()[0].ty());
    else
      field_tys(tcx, ty, out);
    return true;
  case TyKind::Closure: {
    Ty upvars = ec.infcx.shallow_resolve(ty::ClosureArgs::of(ty.args()).tupled_upvars);
    is_known = !upvars.is_infer();
    out.push_back(upvars);
    return true;
  }
  case TyKind::Coroutine: {
    auto args = ty::CoroutineArgs::of(ty.args());
    Ty upvars = ec.infcx.shallow_resolve(args.tupled_upvars);
    Ty witness = ec.infcx.shallow_resolve(args.witness);
    is_known = !upvars.is_infer() && !witness.is_infer();
    out.push_back(upvars);
    out.push_back(witness);
    return true;
  }
  // What a coroutine holds is known once its body is built.
  case TyKind::CoroutineWitness:
    is_known = ec.infcx.mode != TypingMode::Analysis || !ec.infcx.body.is_valid() ||
               tcx.typeck_root(ty.def_id()) != tcx.typeck_root(ec.infcx.body);
    if (is_known)
      out.push_back(witness_types(ec, ty));
    return true;
  case TyKind::Alias:
    if (!ty.is_opaque() || ec.infcx.mode == TypingMode::Coherence)
      return false;
    if (ec.infcx.is_defining(ty.def_id())) {
      is_known = false;
      return true;
    }
    out.push_back(ty::instantiate(tcx, tcx.hidden_type(ty.def_id()), ty.args()));
    return true;
  case TyKind::Dynamic:
  case TyKind::Foreign:
  case TyKind::Param:
  case TyKind::Placeholder:
  case TyKind::Bound: return false;
  }
  return false;
}

CallableSig callable_sig(EvalCtxt &ec, Ty self) {
  TyCtxt &tcx = ec.tcx;
  CallableSig out;
  auto tupled = [&](const ty::PolyFnSig &poly) {
    ty::FnSig sig = poly.skip_binder();
    Ty inputs = tcx.mk_tuple(sig.inputs());
    sig.inputs_and_output = tcx.mk_ty_list({inputs, sig.output()});
    return ty::PolyFnSig(sig, poly.bound_vars());
  };
  auto plain = [&](const ty::PolyFnSig &poly) {
    const ty::FnSig &sig = poly.skip_binder();
    out.is_callable = sig.safety == ty::Safety::Safe && sig.abi == ty::Abi::Rust && !sig.c_variadic;
    out.sig = tupled(poly);
  };
  if (self.is(TyKind::FnDef)) {
    const ty::CodegenFnAttrs *attrs = tcx.codegen_fn_attrs(self.def_id());
    plain(ty::instantiate(tcx, tcx.fn_sig(self.def_id()), self.args()));
    out.is_callable &= attrs->target_features.empty();
  } else if (self.is(TyKind::FnPtr)) {
    plain(self.fn_ptr_sig());
  } else if (self.is_closure()) {
    ty::ClosureArgs args = ty::ClosureArgs::of(self.args());
    args.kind_ty = ec.infcx.shallow_resolve(args.kind_ty);
    Ty sig = ec.infcx.shallow_resolve(args.sig_as_fn_ptr);
    out.is_callable = true;
    if (!sig.is(TyKind::FnPtr) || sig.fn_ptr_sig().skip_binder().inputs().size() != 1) {
      out.is_known = false;
      return out;
    }
    out.closure_kind = args.kind();
    out.sig = sig.fn_ptr_sig(); // its inputs are one tuple already
    Ty output = ec.infcx.shallow_resolve(out.sig.skip_binder().output());
    if (output.is(TyKind::Coroutine))
      out.lends =
          ty::future_lends(ec.infcx.shallow_resolve(ty::CoroutineArgs::of(output.args()).kind_ty));
  }
  return out;
}

namespace {

class Builtins {
public:
  Builtins(EvalCtxt &ec, const ty::TraitRef &ref, Candidates &out)
      : ec_(ec), tcx_(ec.tcx), ref_(ref), self_(ref.self_ty()), out_(out) {}

  void run(BuiltinTrait trait) {
    switch (trait) {
    case BuiltinTrait::None:
    case BuiltinTrait::Auto: return;
    case BuiltinTrait::Sized: return sized();
    case BuiltinTrait::MetaSized: return meta_sized();
    case BuiltinTrait::PointeeSized: return holds(CandidateSource::TrivialBuiltin);
    case BuiltinTrait::Copy:
    case BuiltinTrait::Clone: return copy_or_clone();
    case BuiltinTrait::Fn: return callable(ty::ClosureKind::Fn);
    case BuiltinTrait::FnMut: return callable(ty::ClosureKind::FnMut);
    case BuiltinTrait::FnOnce: return callable(ty::ClosureKind::FnOnce);
    case BuiltinTrait::AsyncFn: return async_callable();
    case BuiltinTrait::Tuple: return self_.is(TyKind::Tuple) ? holds() : void();
    case BuiltinTrait::FnPtr: return self_.is(TyKind::FnPtr) ? holds() : void();
    case BuiltinTrait::DiscriminantKind:
    case BuiltinTrait::Destruct: return holds();
    case BuiltinTrait::Pointee: return holds();
    case BuiltinTrait::Unsize: return add(CandidateSource::Builtin, consider_unsize(ec_, ref_));
    case BuiltinTrait::Future: return is_coroutine(true) ? holds() : void();
    case BuiltinTrait::Coroutine: return coroutine();
    }
  }

private:
  void add(CandidateSource source, QueryResult response) {
    if (response)
      out_.push_back({source, response, DefId()});
  }
  void holds(CandidateSource source = CandidateSource::Builtin) {
    add(source, ec_.probe([&] { return ec_.respond(); }));
  }
  /// Holds if it holds for all of these.
  void holds_for(llvm::ArrayRef<Ty> tys, CandidateSource source = CandidateSource::Builtin) {
    add(source, ec_.probe([&] {
      for (Ty ty : tys)
        ec_.add(ty::TraitRef{ref_.def_id, tcx_.mk_args({ty})});
      return ec_.respond();
    }));
  }

  void sized() {
    switch (self_.kind()) {
    case TyKind::Bool:
    case TyKind::Char:
    case TyKind::Int:
    case TyKind::Uint:
    case TyKind::Float:
    case TyKind::Never:
    case TyKind::Array:
    case TyKind::RawPtr:
    case TyKind::Ref:
    case TyKind::FnDef:
    case TyKind::FnPtr:
    case TyKind::Closure:
    case TyKind::Coroutine:
    case TyKind::CoroutineWitness:
    case TyKind::Infer:
    case TyKind::Error: return holds(CandidateSource::TrivialBuiltin);
    case TyKind::Adt:
      if (Ty tail = sized_constraint(tcx_, self_.def_id()))
        return holds_for(ty::instantiate_ty(tcx_, tail, self_.args()));
      return holds(CandidateSource::TrivialBuiltin);
    case TyKind::Tuple:
      if (self_.is_unit())
        return holds(CandidateSource::TrivialBuiltin);
      return holds_for(self_.tuple_elems().back());
    case TyKind::Str:
    case TyKind::Slice:
    case TyKind::Dynamic:
    case TyKind::Foreign:
    case TyKind::Alias:
    case TyKind::Param:
    case TyKind::Bound:
    case TyKind::Placeholder: return;
    }
  }

  void meta_sized() {
    if (self_.is(TyKind::Str) || self_.is(TyKind::Slice) || self_.is_dyn())
      return holds(CandidateSource::TrivialBuiltin);
    sized();
  }

  void copy_or_clone() {
    switch (self_.kind()) {
    case TyKind::Bool:
    case TyKind::Char:
    case TyKind::Int:
    case TyKind::Uint:
    case TyKind::Float:
    case TyKind::Never:
    case TyKind::RawPtr:
    case TyKind::FnDef:
    case TyKind::FnPtr:
    case TyKind::Infer:
    case TyKind::Error: return holds();
    case TyKind::Ref: return self_.mutbl() == ty::Mutability::Not ? holds() : void();
    case TyKind::Array: return holds_for(self_.inner());
    case TyKind::Tuple: return holds_for(self_.tuple_elems().array());
    case TyKind::Closure: {
      Ty upvars = ec_.infcx.shallow_resolve(ty::ClosureArgs::of(self_.args()).tupled_upvars);
      if (!upvars.is(TyKind::Tuple))
        return add(CandidateSource::Builtin, ec_.ambiguous());
      return holds_for(upvars.tuple_elems().array());
    }
    case TyKind::Str:
    case TyKind::Adt:
    case TyKind::Foreign:
    case TyKind::Slice:
    case TyKind::Dynamic:
    case TyKind::Coroutine:
    case TyKind::CoroutineWitness:
    case TyKind::Alias:
    case TyKind::Param:
    case TyKind::Bound:
    case TyKind::Placeholder: return;
    }
  }

  /// Whatever can be called for a future.
  void async_callable() {
    if (!tcx_.lang_item(LangItem::FutureTrait).is_valid())
      return;
    bool once = tcx_.is_lang_item(ref_.def_id, LangItem::AsyncFnOnce);
    bool mut = tcx_.is_lang_item(ref_.def_id, LangItem::AsyncFnMut);
    callable(once  ? ty::ClosureKind::FnOnce
             : mut ? ty::ClosureKind::FnMut
                   : ty::ClosureKind::Fn,
             true);
  }
  void callable(ty::ClosureKind wanted, bool is_async = false) {
    CallableSig callable = callable_sig(ec_, self_);
    if (!callable.is_callable)
      return;
    if (!callable.is_known)
      return add(CandidateSource::Builtin, ec_.ambiguous());
    bool undecided = self_.is_closure() && !callable.closure_kind;
    // A future that borrows from its closure is no output of Fn.
    if (!is_async && callable.lends == ty::Lends::Yes)
      return;
    undecided |= !is_async && callable.lends == ty::Lends::Unknown;
    if (callable.closure_kind && *callable.closure_kind > wanted)
      return;
    add(CandidateSource::Builtin, ec_.probe([&]() -> QueryResult {
      ty::FnSig sig = ec_.infcx.instantiate_with_fresh_vars(callable.sig, Span());
      if (!ec_.eq(sig.inputs()[0], ref_.args[1]))
        return nullptr;
      // A closure's body was checked already; `fn() -> dyn Tr` can be written, but not called.
      DefId sized = tcx_.lang_item(LangItem::Sized);
      if (!self_.is_closure() && sized.is_valid())
        ec_.add(ty::TraitRef{sized, tcx_.mk_args({ty::GenericArg(sig.output())})});
      if (is_async)
        ec_.add(ty::TraitRef{tcx_.lang_item(LangItem::FutureTrait),
                             tcx_.mk_args({ty::GenericArg(sig.output())})});
      return ec_.respond(undecided ? Certainty::Ambiguous : Certainty::Yes);
    }));
  }

  bool is_coroutine(bool is_async) const {
    return self_.is(TyKind::Coroutine) && tcx_.is_async_coroutine(self_) == is_async;
  }
  void coroutine() {
    if (!is_coroutine(false))
      return;
    add(CandidateSource::Builtin, ec_.probe([&]() -> QueryResult {
      Ty resume = ty::CoroutineArgs::of(self_.args()).resume_ty;
      return ec_.eq(resume, ref_.args[1]) ? ec_.respond() : nullptr;
    }));
  }

  EvalCtxt &ec_;
  TyCtxt &tcx_;
  const ty::TraitRef &ref_;
  Ty self_;
  Candidates &out_;
};

/// `<enum as DiscriminantKind>::Discriminant`
Ty discriminant_ty(EvalCtxt &ec, Ty self) {
  TyCtxt &tcx = ec.tcx;
  switch (self.kind()) {
  case TyKind::Adt: {
    const ty::AdtDef &adt = *tcx.adt_def(self.def_id());
    if (!adt.is_enum())
      return tcx.common.u8;
    return adt.repr.int_ty ? tcx.mk_prim(*adt.repr.int_ty) : tcx.common.isize;
  }
  case TyKind::Coroutine: return tcx.common.u32;
  case TyKind::Param:
  case TyKind::Alias:
  case TyKind::Placeholder:
  case TyKind::Bound: return Ty();
  case TyKind::Infer: return self.is_ty_var() ? Ty() : tcx.common.u8;
  case TyKind::Bool:
  case TyKind::Char:
  case TyKind::Int:
  case TyKind::Uint:
  case TyKind::Float:
  case TyKind::Str:
  case TyKind::Never:
  case TyKind::Foreign:
  case TyKind::Array:
  case TyKind::Slice:
  case TyKind::RawPtr:
  case TyKind::Ref:
  case TyKind::FnDef:
  case TyKind::FnPtr:
  case TyKind::Dynamic:
  case TyKind::Closure:
  case TyKind::CoroutineWitness:
  case TyKind::Tuple:
  case TyKind::Error: return tcx.common.u8;
  }
  return Ty();
}

/// Whether `ty: Sized` follows from the environment.
bool known_sized(EvalCtxt &ec, Ty ty) {
  DefId sized = ec.tcx.lang_item(LangItem::Sized);
  if (!sized.is_valid())
    return false;
  Obligations more;
  Predicate goal =
      ec.tcx.mk_trait_predicate(ty::PolyTraitRef::dummy({sized, ec.tcx.mk_args({ty})}));
  return ec.infcx.probe(
      [&] { return step(ec.solver, ec.infcx, ec.cause, {ec.env, goal}, more).step == Step::Done; });
}

/// `<T as Pointee>::Metadata`: that of the tail. Null: rigid.
Ty metadata_ty(EvalCtxt &ec, Ty self) {
  TyCtxt &tcx = ec.tcx;
  for (unsigned i = 0; i < 128; ++i) {
    self = ec.structurally(self);
    if (!self)
      return Ty();
    if (self.is_str() || self.is(TyKind::Slice))
      return tcx.common.usize;
    if (self.is_dyn()) {
      DefId dyn_metadata = tcx.lang_item(LangItem::DynMetadata);
      return dyn_metadata.is_valid() ? tcx.mk_adt(dyn_metadata, tcx.mk_args({self})) : Ty();
    }
    if (self.is_param() || self.is_alias() || self.is(TyKind::Placeholder))
      return known_sized(ec, self) ? tcx.common.unit : Ty();
    if (self.is(TyKind::Tuple) && !self.is_unit()) {
      self = self.tuple_elems().back();
      continue;
    }
    if (!self.is_adt() || !tcx.adt_def(self.def_id())->is_struct())
      return tcx.common.unit;
    const ty::VariantDef &variant = tcx.adt_def(self.def_id())->non_enum_variant();
    if (variant.fields.empty())
      return tcx.common.unit;
    self = ty::instantiate(tcx, tcx.type_of(variant.fields.raw().back().def_id), self.args());
  }
  return tcx.common.error;
}

/// The future of an async closure that is called for the last time, if it borrows from the closure:
/// `async_call_owned` keeps both.
Ty owning_future(TyCtxt &tcx, const ty::AliasTerm &alias) {
  DefId fn = tcx.lang_item(LangItem::AsyncCallOwned);
  if (!fn.is_valid())
    return tcx.common.error;
  GenericArg args[] = {alias.args[0], alias.args[1]};
  ty::PolyFnSig sig = ty::instantiate(tcx, tcx.fn_sig(fn), tcx.mk_args(args));
  return sig.skip_binder().output();
}

/// The signature for one call; what its future borrows from the closure, for `env`.
ty::FnSig open_call(EvalCtxt &ec, const ty::PolyFnSig &sig, Region env) {
  TyCtxt &tcx = ec.tcx;
  Symbol env_name = tcx.sess.intern(ty::kEnvLifetime);
  llvm::SmallVector<Region, 4> regions;
  for (const ty::BoundVarKind &var : sig.bound_vars())
    regions.push_back(env && var.name == env_name ? env : ec.infcx.next_region_var(Span()));
  ty::BoundVarReplacer replacer{
      [&](ty::BoundVar, ty::BoundVarKind) { return tcx.common.error; },
      [&](ty::BoundVar var, ty::BoundVarKind) { return regions[var.raw]; },
      [&](ty::BoundVar, ty::BoundVarKind) { return tcx.common.error_const; }};
  return ty::replace_bound_vars(tcx, sig, replacer);
}

/// What calls give: outputs of Fn, futures of AsyncFn and their outputs.
bool call_projection(EvalCtxt &ec, const ty::AliasTerm &alias, Term term, QueryResult &out) {
  TyCtxt &tcx = ec.tcx;
  auto is = [&](LangItem item) { return tcx.is_lang_item(alias.def_id, item); };
  CallableSig callable = callable_sig(ec, ec.infcx.shallow_resolve(alias.self_ty()));
  bool is_sync = is(LangItem::FnOnceOutput);
  bool is_once = is(LangItem::CallOnceFuture);
  if (!callable.is_callable || (is_sync && callable.lends == ty::Lends::Yes))
    return false;
  if (!callable.is_known || ((is_sync || is_once) && callable.lends == ty::Lends::Unknown)) {
    out = ec.ambiguous();
    return true;
  }
  out = ec.probe([&]() -> QueryResult {
    Region env;
    if (is(LangItem::CallRefFuture) && alias.args.back().is_region())
      env = alias.args.back().region();
    ty::FnSig sig = open_call(ec, callable.sig, env);
    if (!ec.eq(sig.inputs()[0], alias.args[1]))
      return nullptr;
    if (is(LangItem::AsyncFnOnceOutput)) {
      ec.add(tcx.mk_projection_predicate(
          {tcx.lang_item(LangItem::FutureOutput), tcx.mk_args({ty::GenericArg(sig.output())})},
          term));
      return ec.respond();
    }
    Ty value =
        is_once && callable.lends == ty::Lends::Yes ? owning_future(tcx, alias) : sig.output();
    return ec.set_term(term, value) ? ec.respond() : nullptr;
  });
  return true;
}

QueryResult equal_term(EvalCtxt &ec, Term term, Term value) {
  return ec.probe(
      [&]() -> QueryResult { return ec.set_term(term, value) ? ec.respond() : nullptr; });
}

} // namespace

void add_builtin_candidates(EvalCtxt &ec, const ty::TraitRef &ref, Candidates &out) {
  BuiltinTrait trait = ec.solver.cache.builtin(ec.tcx, ref.def_id);
  if (trait != BuiltinTrait::None)
    Builtins(ec, ref, out).run(trait);
}

bool builtin_projection(EvalCtxt &ec, const ty::AliasTerm &alias, Term term, QueryResult &out) {
  TyCtxt &tcx = ec.tcx;
  Ty self = ec.infcx.shallow_resolve(alias.self_ty());
  auto is = [&](LangItem item) { return tcx.is_lang_item(alias.def_id, item); };
  Ty value;
  if (is(LangItem::DiscriminantType)) {
    value = discriminant_ty(ec, self);
  } else if (is(LangItem::Metadata)) {
    value = metadata_ty(ec, self);
  } else if (is(LangItem::FnOnceOutput) || is(LangItem::CallOnceFuture) ||
             is(LangItem::CallRefFuture) || is(LangItem::AsyncFnOnceOutput)) {
    return call_projection(ec, alias, term, out);
  } else if (self.is(TyKind::Coroutine)) {
    auto args = ty::CoroutineArgs::of(self.args());
    if (is(LangItem::FutureOutput) || is(LangItem::CoroutineReturn))
      value = args.return_ty;
    else if (is(LangItem::CoroutineYield))
      value = args.yield_ty;
  }
  if (!value)
    return false;
  out = equal_term(ec, term, value);
  return true;
}

} // namespace ochre::traits
