// Errors between regions: the constraint to blame decides what is said and where.
#include "borrowck/report/region_errors.h"

#include "borrowck/regions/blame.h"
#include "borrowck/report/region_diags.h"
#include "borrowck/report/region_names.h"
#include "sema/ty/fold.h"
#include "sema/ty/print.h"

namespace ochre::borrowck {

namespace {

/// Begins "requires that 'a must outlive 'b".
llvm::StringRef describe(ConstraintCategory category) {
  switch (category) {
  case ConstraintCategory::Assignment: return "assignment ";
  case ConstraintCategory::Return: return "returning this value ";
  case ConstraintCategory::Yield: return "yielding this value ";
  case ConstraintCategory::UseAsConst: return "using this value as a constant ";
  case ConstraintCategory::UseAsStatic: return "using this value as a static ";
  case ConstraintCategory::Cast: return "cast ";
  case ConstraintCategory::CallArgument: return "argument ";
  case ConstraintCategory::TypeAnnotation:
  case ConstraintCategory::GenericArgAnnotation: return "type annotation ";
  case ConstraintCategory::SizedBound: return "proving this value is `Sized` ";
  case ConstraintCategory::CopyBound: return "copying this value ";
  case ConstraintCategory::OpaqueType: return "opaque type ";
  case ConstraintCategory::ClosureUpvar: return "closure capture ";
  case ConstraintCategory::Usage: return "this usage ";
  case ConstraintCategory::Predicate:
  case ConstraintCategory::Boring:
  case ConstraintCategory::BoringNoLocation:
  case ConstraintCategory::Internal:
  case ConstraintCategory::IllegalUniverse: return "";
  }
  return "";
}

class Reporter {
public:
  Reporter(TyCtxt &tcx, const RegionResults &regions)
      : tcx_(tcx), regions_(regions), def_(regions.body().def_id) {}

  void report(const RegionError &error) {
    switch (error.kind) {
    case RegionError::Lifetime:
      if (!error.is_secondary)
        lifetime(error.sup, error.sub);
      return;
    case RegionError::TypeTest: type_test(error); return;
    case RegionError::BoundUniversal: placeholder(error); return;
    case RegionError::OpaqueType: hidden_type(error); return;
    case RegionError::NotGeneral: not_general(error); return;
    case RegionError::DropOverflow:
      ochre::error(tcx_.sess, error.span, diag::DropCheckOverflow,
                   ty::to_string(tcx_, ty::erase_regions(tcx_, error.ty)))
          .emit();
      return;
    }
  }

private:
  void lifetime(RegionVid sup, RegionVid sub);
  Ty written_output();
  bool explicit_lifetime(RegionVid sup, RegionVid sub, Span span);
  bool escape(RegionVid sup, RegionVid sub, const Blame &blame);
  void fn_mut_escape(RegionVid sup, const Blame &blame);
  void general(RegionVid sup, RegionVid sub, const Blame &blame);
  void type_test(const RegionError &error);
  void placeholder(const RegionError &error);
  void more_general(const Blame &blame);
  void hidden_type(const RegionError &error);
  void not_general(const RegionError &error);
  bool is_closure() const { return tcx_.def_kind(def_) == DefKind::Closure; }
  bool is_fn_mut_env(RegionVid region) const;
  std::string type_description(Ty ty) const;

  TyCtxt &tcx_;
  const RegionResults &regions_;
  DefId def_;
};

bool Reporter::is_fn_mut_env(RegionVid region) const {
  if (region != regions_.closure_env_region())
    return false;
  Ty self = regions_.signature()[0].inner();
  return self.is_closure() && ty::ClosureArgs::of(self.args()).kind() == ty::ClosureKind::FnMut;
}

void Reporter::lifetime(RegionVid sup, RegionVid sub) {
  Blame blame = best_blame(regions_, sup, sub);
  if (blame.path.empty()) {
    blame.constraint.span = regions_.body().span;
    blame.constraint.category = ConstraintCategory::Boring;
  }
  bool due_to_placeholder = llvm::any_of(blame.path, [](const OutlivesConstraint &c) {
    return c.category == ConstraintCategory::IllegalUniverse;
  });
  if (due_to_placeholder) {
    blame = best_blame(regions_, sup, [&](RegionVid at) {
      return regions_.origin(at) == RegionOrigin::Placeholder;
    });
    return more_general(blame);
  }
  if (explicit_lifetime(sup, sub, blame.constraint.span))
    return;
  bool leaves = regions_.is_local_universal(sup) && !regions_.is_local_universal(sub);
  if (leaves && blame.constraint.category == ConstraintCategory::Return && is_fn_mut_env(sup))
    return fn_mut_escape(sup, blame);
  if (leaves && escape(sup, sub, blame))
    return;
  general(sup, sub, blame);
}

/// The return type as the user wrote it: of an async function, what its future gives.
Ty Reporter::written_output() {
  Ty output = regions_.signature().back();
  const hir::Owner &nodes = tcx_.krate->owner_of(tcx_.defs.expect_local(def_));
  bool is_async = nodes.item.fn_decl.is_valid() && output.is_opaque() &&
                  nodes.fn_decls[nodes.item.fn_decl].header.is_async;
  if (is_async)
    for (ty::Clause bound : ty::instantiate(tcx_, tcx_.item_bounds(output.def_id()), output.args()))
      if (bound.is(ty::PredicateKind::Projection) && bound.term().is_ty())
        return bound.term().ty();
  return output;
}

/// One region has a name that can be written, the other is elided in the type of a parameter.
bool Reporter::explicit_lifetime(RegionVid sup, RegionVid sub, Span span) {
  if (is_closure())
    return false;
  auto is_named = [&](RegionVid region) {
    Region name = regions_.external_name(region);
    if (!name || name.is_static())
      return false;
    if (name.kind() == ty::RegionKind::EarlyParam)
      return tcx_.str(name.param_name()) != "'_";
    return name.kind() == ty::RegionKind::LateParam && name.param_def().is_valid() &&
           tcx_.str(tcx_.name(name.param_def())) != "'_";
  };
  auto is_elided = [&](RegionVid region) {
    Region name = regions_.external_name(region);
    return name && name.kind() == ty::RegionKind::LateParam && !is_named(region);
  };
  RegionVid named = is_named(sup) ? sup : sub;
  RegionVid anon = named == sup ? sub : sup;
  if (!is_named(named) || !is_elided(anon))
    return false;
  // The signature of a trait's method is not the impl's to change.
  DefId parent = tcx_.parent(def_);
  if (parent.is_valid() && tcx_.def_kind(parent) == DefKind::Impl && tcx_.impl_header(parent))
    return false;
  RegionNames names(tcx_, regions_);
  int index = names.argument_with(anon);
  if (index < 0)
    return false;
  bool in_return = false;
  ty::for_each_free_region(
      written_output(), [&](Region region) { in_return |= regions_.region_vid(region) == anon; });
  bool is_self = index == 0 && tcx_.def_kind(def_) == DefKind::AssocFn &&
                 tcx_.associated_item(def_).has_self_param;
  if (in_return || is_self)
    return false;
  std::string name = names.name(named);
  const mir::LocalDecl &decl = regions_.body()[mir::Local(static_cast<uint32_t>(index) + 1)];
  auto diag = decl.name.is_valid() ? error(tcx_.sess, span, diag::NeedsLifetime, decl.name)
                                   : error(tcx_.sess, span, diag::NeedsLifetimeParam);
  diag.primary_label("lifetime `" + name + "` required").emit();
  return true;
}

/// A reference that lives only in this body gets out of it. False: said better otherwise.
bool Reporter::escape(RegionVid sup, RegionVid sub, const Blame &blame) {
  ConstraintCategory category = blame.constraint.category;
  bool is_escape = category == ConstraintCategory::CallArgument ||
                   (category == ConstraintCategory::Assignment && is_closure());
  if (!is_escape || !(is_fn_like(tcx_.def_kind(def_)) || is_closure()))
    return false;
  RegionNames names(tcx_, regions_);
  RegionHolder from = names.holder(sup);
  RegionHolder to = names.holder(sub);
  if (!from.is_valid && !to.is_valid)
    return false;
  llvm::StringRef what = describe_body(tcx_, def_);
  auto diag = error(tcx_.sess, blame.constraint.span, diag::DataEscapes, what);
  std::string text =
      "argument requires that `" + names.name(sup) + "` must outlive `" + names.name(sub) + "`";
  if (from.is_valid && from.name.is_valid()) {
    std::string quoted = "`" + tcx_.str(from.name).str() + "`";
    diag.primary_label(quoted + " escapes the " + what.str() + " body here");
    if (!from.span.is_dummy())
      diag.label(from.span,
                 quoted + " is a reference that is only valid in the " + what.str() + " body");
  } else {
    diag.primary_label("a temporary borrow escapes the " + what.str() + " body here");
  }
  if (!is_closure()) {
    diag.note(text);
    names.add_labels(diag);
  }
  diag.emit();
  return true;
}

void Reporter::fn_mut_escape(RegionVid, const Blame &blame) {
  auto diag = error(tcx_.sess, blame.constraint.span, diag::UpvarEscapesFnMut);
  diag.primary_label(
      blame.returns_upvar
          ? "returns a reference to a captured variable which escapes the closure body"
          : "returns a closure that contains a reference to a captured variable, "
            "which then escapes the closure body");
  diag.note("`FnMut` closures only have access to their captured variables while they are "
            "executing...");
  diag.note("...therefore, they cannot allow references to captured variables to escape");
  diag.emit();
}

void Reporter::general(RegionVid sup, RegionVid sub, const Blame &blame) {
  RegionNames names(tcx_, regions_);
  auto diag = error(tcx_.sess, blame.constraint.span, diag::LifetimeTooShort);
  std::string longer = names.name(sup);
  std::string shorter = names.name(sub);
  bool is_return = blame.constraint.category == ConstraintCategory::Return;
  if (is_return && regions_.is_local_universal(sub) && !is_closure())
    diag.primary_label(describe_body(tcx_, def_).str() +
                       " was supposed to return data with lifetime `" + shorter +
                       "` but it is returning data with lifetime `" + longer + "`");
  else
    diag.primary_label(describe(blame.constraint.category).str() + "requires that `" + longer +
                       "` must outlive `" + shorter + "`");
  names.add_labels(diag);
  auto writable = [](llvm::StringRef name) {
    return name.size() > 1 && !llvm::isDigit(name[1]) && name != "'static" && name != "'_";
  };
  if (writable(longer) && writable(shorter))
    diag.help("consider adding the following bound: `" + longer + ": " + shorter + "`");
  diag.emit();
}

std::string Reporter::type_description(Ty ty) const {
  std::string text = ty::to_string(tcx_, ty);
  if (ty.is_param())
    return "parameter type `" + text + "`";
  if (ty.is(ty::TyKind::Placeholder))
    return "placeholder type `" + text + "`";
  if (ty.is_opaque())
    return "opaque type `" + text + "`";
  return "associated type `" + text + "`";
}

void Reporter::type_test(const RegionError &error_) {
  RegionNames names(tcx_, regions_);
  RegionVid upper = names.upper_bound(error_.sub);
  Ty ty = ty::erase_regions(tcx_, error_.ty);
  if (!upper.is_valid()) {
    error(tcx_.sess, error_.span, diag::TypeTooShort, ty::to_string(tcx_, ty)).emit();
    return;
  }
  std::string what = type_description(ty);
  Region external = regions_.external_name(upper);
  if (external && external.is_static()) {
    error(tcx_.sess, error_.span, diag::TypeTooShortStatic, what)
        .primary_label("the " + what + " must be valid for the static lifetime...")
        .note("...so that the type `" + ty::to_string(tcx_, ty) +
              "` will meet its required lifetime bounds")
        .help("consider adding an explicit lifetime bound")
        .emit();
    return;
  }
  std::string name = names.name(upper);
  bool is_anonymous = name.size() > 1 && llvm::isDigit(name[1]);
  auto diag = is_anonymous ? error(tcx_.sess, error_.span, diag::TypeTooShortAnon, what)
                           : error(tcx_.sess, error_.span, diag::TypeTooShortNamed, what);
  diag.primary_label("...so that the type `" + ty::to_string(tcx_, ty) +
                     "` will meet its required lifetime bounds");
  names.add_labels(diag);
  diag.help("consider adding an explicit lifetime bound").emit();
}

void Reporter::placeholder(const RegionError &error_) {
  Blame blame;
  if (error_.sub.is_valid())
    blame = best_blame(regions_, error_.sup, error_.sub);
  more_general(blame);
}

void Reporter::more_general(const Blame &blame) {
  Span span = blame.path.empty() ? regions_.body().span : blame.constraint.span;
  error(tcx_.sess, span, diag::MoreGeneral)
      .primary_label("one type is more general than the other")
      .emit();
}

void Reporter::not_general(const RegionError &error_) {
  if (!error_.predicate.is(ty::PredicateKind::Trait)) {
    error(tcx_.sess, error_.span, diag::HigherRanked).emit();
    return;
  }
  std::string trait = ty::trait_path_string(tcx_, error_.predicate.trait_ref());
  error(tcx_.sess, error_.span, diag::NotGeneral, trait)
      .primary_label("implementation of `" + trait + "` is not general enough")
      .emit();
}

/// Where the result gets its value.
Span return_value_span(const mir::Body &body) {
  for (const mir::BasicBlockData &block : body.code->blocks) {
    for (const mir::Statement &s : block.statements)
      if (s.kind == mir::StatementKind::Assign && s.place == mir::Place{mir::kReturnPlace, {}})
        return s.source.span;
    const mir::Terminator &t = block.terminator;
    if (t.kind == mir::TerminatorKind::Call && t.place == mir::Place{mir::kReturnPlace, {}})
      return t.source.span;
  }
  return body.span;
}

void Reporter::hidden_type(const RegionError &error_) {
  RegionNames names(tcx_, regions_);
  Ty opaque =
      tcx_.mk_alias(ty::AliasKind::Opaque, error_.opaque, ty::identity_args(tcx_, error_.opaque));
  auto diag = error(tcx_.sess, return_value_span(regions_.body()), diag::HiddenCaptures,
                    ty::to_string(tcx_, opaque));
  std::string hidden = ty::to_string(tcx_, ty::erase_regions(tcx_, error_.ty));
  diag.label(tcx_.def_span(error_.opaque), "opaque type defined here");
  RegionVid upper = names.upper_bound(error_.sup);
  if (upper.is_valid()) {
    std::string name = names.name(upper);
    diag.note("hidden type `" + hidden + "` captures the lifetime `" + name + "`");
    names.add_labels(diag);
  } else {
    diag.note("hidden type `" + hidden + "` captures a lifetime of the function's body");
  }
  diag.emit();
}

} // namespace

bool report_region_errors(TyCtxt &tcx, const RegionResults &regions) {
  Reporter reporter(tcx, regions);
  for (const RegionError &error : regions.errors())
    reporter.report(error);
  return !regions.errors().empty();
}

} // namespace ochre::borrowck
