#include "borrowck/report/region_names.h"

#include "sema/ty/fold.h"

namespace ochre::borrowck {

using mir::Local;

llvm::StringRef describe_body(TyCtxt &tcx, DefId def) {
  DefKind kind = tcx.def_kind(def);
  if (kind == DefKind::AssocFn)
    return tcx.associated_item(def).has_self_param ? "method" : "associated function";
  return describe(kind);
}

namespace {

bool mentions(const RegionResults &regions, Ty ty, RegionVid region) {
  bool found = false;
  if (ty)
    ty::for_each_free_region(ty, [&](Region r) { found |= regions.region_vid(r) == region; });
  return found;
}

} // namespace

RegionVid RegionNames::upper_bound(RegionVid region) const {
  if (regions_.is_universal(region))
    return region;
  RegionVid fn_body(regions_.num_universal_regions() - 1);
  RegionVid best;
  for (RegionVid candidate : regions_.universal_regions_in(region)) {
    if (candidate == fn_body)
      continue;
    if (!best.is_valid() || regions_.outlives_known(candidate, best))
      best = candidate;
    else if (!regions_.outlives_known(best, candidate))
      return RegionVid(0);
  }
  return best;
}

int RegionNames::argument_with(RegionVid region) const {
  llvm::ArrayRef<Ty> inputs = regions_.signature();
  // A closure's first argument is itself.
  size_t first =
      regions_.body().upvars.empty() && !regions_.closure_env_region().is_valid() ? 0 : 1;
  for (size_t i = first; i + 1 < inputs.size(); ++i)
    if (mentions(regions_, inputs[i], region))
      return static_cast<int>(i);
  return -1;
}

RegionHolder RegionNames::holder(RegionVid region) const {
  const mir::Body &body = regions_.body();
  RegionHolder out;
  if (tcx_.def_kind(body.def_id) == DefKind::Closure && body.arg_count > 0) {
    Ty self = regions_.signature()[0];
    if (self.is_ref())
      self = self.inner();
    if (self.is_closure()) {
      ty::TyList upvars = ty::ClosureArgs::of(self.args()).upvar_tys();
      for (uint32_t i = 0; i < upvars.size() && i < body.upvars.size(); ++i)
        if (mentions(regions_, upvars[i], region))
          return {body.upvars[i].name, Span(), true, true};
    }
  }
  int index = argument_with(region);
  if (index < 0)
    return out;
  const mir::LocalDecl &decl = body[Local(static_cast<uint32_t>(index) + 1)];
  return {decl.name, decl.pat_span.is_dummy() ? decl.source.span : decl.pat_span, false, true};
}

std::string RegionNames::name(RegionVid region) {
  RegionVid upper = upper_bound(region);
  if (!upper.is_valid())
    return "'_";
  for (const Named &known : named_)
    if (known.region == upper)
      return known.name;
  Region external = regions_.external_name(upper);
  std::string text;
  if (external && external.is_static()) {
    text = "'static";
  } else if (external &&
             (external.kind() == ty::RegionKind::EarlyParam ||
              (external.kind() == ty::RegionKind::LateParam && external.param_def().is_valid()))) {
    Symbol symbol = external.kind() == ty::RegionKind::EarlyParam ? external.param_name()
                                                                  : tcx_.name(external.param_def());
    text = tcx_.str(symbol).str();
  }
  if (text.empty() || text == "'_" || text == "_")
    text = "'" + std::to_string(++anonymous_);
  named_.push_back({upper, text});
  return text;
}

Span RegionNames::definition(Region region) const {
  if (region.kind() == ty::RegionKind::LateParam)
    return region.param_def().is_valid() ? tcx_.def_span(region.param_def()) : Span();
  const ty::Generics *generics = tcx_.generics_of(tcx_.typeck_root(regions_.body().def_id));
  if (region.kind() != ty::RegionKind::EarlyParam || region.param_index() >= generics->count())
    return Span();
  return tcx_.def_span(ty::param_at(tcx_, *generics, region.param_index()).def_id);
}

void RegionNames::add_label(DiagBuilder &diag, const Named &named) {
  bool is_number = named.name.size() > 1 && llvm::isDigit(named.name[1]);
  if (!is_number) {
    Region external = regions_.external_name(named.region);
    Span span = external && !external.is_static() ? definition(external) : Span();
    if (!span.is_dummy())
      diag.label(span, "lifetime `" + named.name + "` defined here");
    return;
  }
  const mir::Body &body = regions_.body();
  if (named.region == regions_.closure_env_region()) {
    diag.label(body.span, "lifetime `" + named.name + "` represents this closure's body");
    return;
  }
  int index = argument_with(named.region);
  if (index < 0)
    return;
  const mir::LocalDecl &decl = body[Local(static_cast<uint32_t>(index) + 1)];
  Ty ty = regions_.signature()[static_cast<size_t>(index)];
  bool is_outermost = ty.is_ref() && regions_.region_vid(ty.region()) == named.region;
  diag.label(decl.source.span,
             is_outermost ? "let's call the lifetime of this reference `" + named.name + "`"
                          : "has a type with lifetime `" + named.name + "`");
}

void RegionNames::add_labels(DiagBuilder &diag) {
  for (const Named &named : named_)
    add_label(diag, named);
}

} // namespace ochre::borrowck
