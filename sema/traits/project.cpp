// Normalisation: what an alias stands for, one step.
//
// Where the trait holds by a where-clause or a bound of a rigid alias, only these
// may say what its associated type is, and if they do not, the alias is rigid;
// impls count otherwise. Source: rustc-dev-guide, "Normalization in the new
// solver".
#include "sema/traits/elaborate.h"
#include "sema/traits/eval_ctxt.h"

namespace ochre::traits {

using ty::PredicateKind;
using ty::TyKind;

bool EvalCtxt::set_term(Term term, Term value) {
  term = infcx.shallow_resolve(term);
  if (term.is_ty() && term.ty().is_ty_var() && value.is_ty() &&
      !infcx.shallow_resolve(value.ty()).is_ty_var()) {
    infcx.bind(term.ty().ty_vid(), value.ty());
    return true;
  }
  return keep(infcx.relate_structurally(cause, env, ty::Variance::Invariant, term, value));
}

namespace {

class Projector {
public:
  Projector(EvalCtxt &ec, const ty::AliasTerm &alias, Term term)
      : ec_(ec), tcx_(ec.tcx), alias_(alias), term_(term) {}

  QueryResult run();

private:
  ty::TraitRef trait_ref() const {
    uint32_t own = static_cast<uint32_t>(tcx_.generics_of(alias_.def_id)->own.size());
    return {tcx_.parent(alias_.def_id), tcx_.mk_args(alias_.args.array().drop_back(own))};
  }
  QueryResult rigid() {
    return ec_.probe([&]() -> QueryResult {
      Ty self = tcx_.mk_alias(ty::AliasKind::Projection, alias_.def_id, alias_.args);
      return ec_.set_term(term_, self) ? ec_.respond() : nullptr;
    });
  }
  void add(CandidateSource source, QueryResult response) {
    if (response)
      candidates_.push_back({source, response, DefId()});
  }
  QueryResult match_clause(Predicate clause) {
    return ec_.probe([&]() -> QueryResult {
      Predicate known = ec_.infcx.instantiate_with_fresh_vars(clause, Span());
      ty::TraitRef left{known.alias().def_id, known.alias().args};
      ty::TraitRef right{alias_.def_id, alias_.args};
      return ec_.eq(left, right) && ec_.set_term(term_, known.term()) ? ec_.respond() : nullptr;
    });
  }
  bool matters(Predicate clause) const {
    return clause.is(PredicateKind::Projection) && clause.alias().def_id == alias_.def_id &&
           clause_may_apply(clause.alias().args, alias_.args);
  }

  /// Whether a where-clause or an alias bound proves the trait; ambiguous: null.
  std::optional<bool> proved_by_assumption(const ty::TraitRef &ref);
  void where_clauses();
  void alias_bounds();
  void object();
  void impls(const ty::TraitRef &ref);
  QueryResult returned_opaque(const ty::ImplItemMap &map, DefId trait_fn, GenericArgs impl_args);
  QueryResult impl_value(DefId impl, GenericArgs impl_args);

  EvalCtxt &ec_;
  TyCtxt &tcx_;
  ty::AliasTerm alias_;
  Term term_;
  Candidates candidates_;
};

std::optional<bool> Projector::proved_by_assumption(const ty::TraitRef &ref) {
  const EnvInfo &info = ec_.solver.cache.env_info(ec_.env);
  if (ec_.infcx.mode != TypingMode::Coherence && !ref.self_ty().is_alias()) {
    auto it = info.traits.find(ref.def_id);
    bool any = it != info.traits.end() && llvm::any_of(it->second, [&](Predicate clause) {
                 return clause_may_apply(clause.trait_ref().args, ref.args);
               });
    if (!any)
      return false;
  }
  Candidate best =
      merge_candidates(ec_, assemble_trait_candidates(ec_, ref, ty::Polarity::Positive));
  if (!best.response)
    return false;
  bool assumed = best.source == CandidateSource::ParamEnv ||
                 best.source == CandidateSource::AliasBound ||
                 best.source == CandidateSource::GlobalParamEnv;
  bool undecided = best.response->certainty != Certainty::Yes;
  if (ec_.infcx.mode == TypingMode::Coherence && undecided)
    return std::nullopt;
  return assumed;
}

void Projector::where_clauses() {
  if (ec_.env.caller_bounds.empty())
    return;
  const EnvInfo &info = ec_.solver.cache.env_info(ec_.env);
  auto it = info.projections.find(alias_.def_id);
  if (it == info.projections.end())
    return;
  llvm::SmallVector<Predicate, 2> clauses = it->second;
  for (Predicate clause : clauses)
    if (matters(clause))
      add(CandidateSource::ParamEnv, match_clause(clause));
}

void Projector::alias_bounds() {
  Ty self = alias_.self_ty();
  for (unsigned i = 0; self.is_alias() && i < 16; ++i) {
    if (self.alias_kind() != ty::AliasKind::Projection && !self.is_opaque())
      return;
    for (Predicate bound : ec_.solver.cache.elaborated_bounds(tcx_, self.def_id())) {
      if (!bound.is(PredicateKind::Projection) || bound.alias().def_id != alias_.def_id)
        continue;
      Predicate clause = ty::instantiate_predicate(tcx_, bound, self.args());
      add(CandidateSource::AliasBound, match_clause(clause));
    }
    if (self.alias_kind() != ty::AliasKind::Projection || !self.args()[0].is_ty())
      return;
    self = ec_.infcx.shallow_resolve(self.args()[0].ty());
  }
}

void Projector::object() {
  Ty self = alias_.self_ty();
  if (!self.is_dyn())
    return;
  llvm::SmallVector<Predicate, 4> clauses;
  for (const ty::PolyExistentialPredicate &p : self.dyn_predicates())
    clauses.push_back(ty::existential_with_self_ty(tcx_, p, self));
  // What the type itself names comes first: supertraits say the same less directly.
  for (Predicate clause : clauses)
    if (matters(clause))
      add(CandidateSource::Object, match_clause(clause));
  if (!candidates_.empty())
    return;
  for (Predicate clause : elaborate(tcx_, clauses))
    if (matters(clause))
      add(CandidateSource::Object, match_clause(clause));
}

/// `impl Trait` in the return type of a trait's function: what the impl's function has there, or,
/// without one, the opaque type of the default body.
QueryResult Projector::returned_opaque(const ty::ImplItemMap &map, DefId trait_fn,
                                       GenericArgs impl_args) {
  auto it = map.items.find(trait_fn);
  Ty value;
  if (it == map.items.end() || it->second == trait_fn) {
    value = ty::instantiate(tcx_, tcx_.type_of(alias_.def_id), alias_.args);
  } else {
    const ty::RpititValues &values = *tcx_.rpitit_values(it->second);
    auto found = values.tys.find(alias_.def_id);
    uint32_t own = static_cast<uint32_t>(tcx_.generics_of(alias_.def_id)->own.size());
    llvm::SmallVector<GenericArg, 8> args(impl_args.begin(), impl_args.end());
    auto last = alias_.args.array().take_back(own);
    args.append(last.begin(), last.end());
    value = found == values.tys.end() ? tcx_.common.error
                                      : ty::instantiate_ty(tcx_, found->second, tcx_.mk_args(args));
  }
  return ec_.set_term(term_, value) ? ec_.respond() : nullptr;
}

QueryResult Projector::impl_value(DefId impl, GenericArgs impl_args) {
  const ty::ImplItemMap &map = *tcx_.impl_item_map(impl);
  if (ty::AssocItem item = tcx_.associated_item(alias_.def_id); item.is_rpitit)
    return returned_opaque(map, item.trait_item, impl_args);
  auto it = map.items.find(alias_.def_id);
  if (it == map.items.end())
    return ec_.set_term(term_, tcx_.common.error) ? ec_.respond() : nullptr;
  DefId item = it->second;
  Ty value;
  if (item == alias_.def_id) {
    value = ty::instantiate(tcx_, tcx_.type_of(item), alias_.args);
  } else {
    // The impl's parameters, then those of the associated type itself.
    uint32_t own = static_cast<uint32_t>(tcx_.generics_of(alias_.def_id)->own.size());
    llvm::SmallVector<GenericArg, 8> args(impl_args.begin(), impl_args.end());
    auto last = alias_.args.array().take_back(own);
    args.append(last.begin(), last.end());
    value = ty::instantiate(tcx_, tcx_.type_of(item), tcx_.mk_args(args));
  }
  return ec_.set_term(term_, value) ? ec_.respond() : nullptr;
}

void Projector::impls(const ty::TraitRef &ref) {
  llvm::SmallVector<DefId, 8> relevant;
  for_each_relevant_impl(tcx_, ref, [&](DefId impl) { relevant.push_back(impl); });
  for (DefId impl : relevant) {
    const ty::ImplHeader &header = *tcx_.impl_header(impl);
    if (header.polarity != ty::ImplPolarity::Positive ||
        !args_may_unify(header.trait_ref.skip_binder().args, ref.args))
      continue;
    add(CandidateSource::Impl, ec_.probe([&]() -> QueryResult {
      std::optional<GenericArgs> args = match_impl(ec_, impl, ref);
      return args ? impl_value(impl, *args) : nullptr;
    }));
  }
}

QueryResult Projector::run() {
  Ty self = ec_.structurally(alias_.self_ty());
  if (!self)
    return nullptr;
  if (self.is_ty_var())
    return ec_.ambiguous();
  if (self.is_error())
    return ec_.set_term(term_, tcx_.common.error) ? ec_.respond() : nullptr;
  llvm::SmallVector<GenericArg, 4> args(alias_.args.begin(), alias_.args.end());
  args[0] = self;
  for (GenericArg &arg : llvm::drop_begin(args))
    arg = ec_.infcx.resolve(arg);
  alias_.args = tcx_.mk_args(args);

  ty::TraitRef ref = trait_ref();
  std::optional<bool> assumed = proved_by_assumption(ref);
  if (!assumed)
    return ec_.ambiguous();
  if (*assumed) {
    where_clauses();
    if (candidates_.empty())
      alias_bounds();
    return candidates_.empty() ? rigid() : merge_responses(ec_, candidates_);
  }
  object();
  QueryResult built_in = nullptr;
  if (candidates_.empty() && builtin_projection(ec_, alias_, term_, built_in))
    return built_in;
  if (candidates_.empty())
    impls(ref);
  if (!candidates_.empty())
    return merge_responses(ec_, candidates_);
  // Traits that every type has, asked about one that is not known.
  BuiltinTrait trait = ec_.solver.cache.builtin(tcx_, ref.def_id);
  bool always = trait == BuiltinTrait::DiscriminantKind || trait == BuiltinTrait::Pointee;
  return always ? rigid() : nullptr;
}

QueryResult equals(EvalCtxt &ec, Term term, Ty value) {
  return ec.set_term(term, value) ? ec.respond() : nullptr;
}

QueryResult normalize_opaque(EvalCtxt &ec, const ty::AliasTerm &alias, Term term) {
  TyCtxt &tcx = ec.tcx;
  InferCtxt &infcx = ec.infcx;
  switch (infcx.mode) {
  case TypingMode::Coherence: return ec.ambiguous();
  case TypingMode::PostAnalysis:
    return equals(ec, term, ty::instantiate(tcx, tcx.hidden_type(alias.def_id), alias.args));
  case TypingMode::Analysis:
  case TypingMode::Borrowck: break;
  }
  if (!infcx.is_defining(alias.def_id))
    return equals(ec, term, tcx.mk_alias(ty::AliasKind::Opaque, alias.def_id, alias.args));
  for (const OpaqueEntry &entry : infcx.opaque_types()) {
    if (entry.def_id != alias.def_id)
      continue;
    Ty hidden = entry.hidden;
    ty::TraitRef known{entry.def_id, entry.args};
    if (ec.eq(known, ty::TraitRef{alias.def_id, alias.args}))
      return equals(ec, term, hidden);
  }
  infcx.add_opaque_type({alias.def_id, alias.args, term.ty(), ec.cause.span});
  return ec.respond();
}

} // namespace

QueryResult compute_normalizes_to(EvalCtxt &ec, const ty::AliasTerm &alias, Term term) {
  TyCtxt &tcx = ec.tcx;
  DefKind kind = tcx.def_kind(alias.def_id);
  if (kind == DefKind::OpaqueTy)
    return normalize_opaque(ec, alias, term);
  if (kind == DefKind::AssocTy && tcx.def_kind(tcx.parent(alias.def_id)) == DefKind::Trait)
    return Projector(ec, alias, term).run();
  if (kind == DefKind::AssocTy || kind == DefKind::TyAlias)
    return equals(ec, term, ty::instantiate(tcx, tcx.type_of(alias.def_id), alias.args));
  return nullptr;
}

} // namespace ochre::traits
