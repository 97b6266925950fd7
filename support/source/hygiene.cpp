// Contexts form a tree: a context is its parent plus one mark. Two shortcuts
// per context skip the marks that do not matter for items (`opaque`) or for
// locals (`opaque_and_semiopaque`).
//
//   macro_rules! m { ($e:expr) => { let x = 1; $e } }   // x gets mark #1
//   (semi-opaque) m!(x)                                               // the
//   user's x has no mark: another name

#include "support/source/hygiene.h"

namespace ochre {

HygieneTable::HygieneTable() {
  expns_.push(ExpnData{});
  contexts_.push({kRootExpn, Transparency::Opaque, kRootContext, kRootContext, kRootContext});
}

ExpnId HygieneTable::add_expn(const ExpnData &data) { return expns_.push(data); }

void HygieneTable::set_root_edition(Edition edition) { expns_[kRootExpn].edition = edition; }

bool HygieneTable::is_descendant_of(ExpnId id, ExpnId ancestor) const {
  if (ancestor == kRootExpn)
    return true;
  while (id != ancestor) {
    if (id == kRootExpn || !id.is_valid())
      return false;
    id = expns_[id].parent;
  }
  return true;
}

ExpnId HygieneTable::remove_mark(SyntaxContext &ctxt) const {
  ExpnId expn = contexts_[ctxt].outer_expn;
  ctxt = contexts_[ctxt].parent;
  return expn;
}

ExpnId HygieneTable::adjust(SyntaxContext &ctxt, ExpnId expn) const {
  ExpnId scope;
  while (!is_descendant_of(expn, outer_expn(ctxt)))
    scope = remove_mark(ctxt);
  return scope;
}

SyntaxContext HygieneTable::apply_mark(SyntaxContext ctxt, ExpnId expn, Transparency transparency) {
  if (transparency == Transparency::Opaque)
    return apply_mark_internal(ctxt, expn, transparency);

  SyntaxContext call_site = expns_[expn].call_site.ctxt;
  call_site = transparency == Transparency::SemiOpaque ? normalize_to_macros_2_0(call_site)
                                                       : normalize_to_macro_rules(call_site);
  if (call_site == kRootContext)
    return apply_mark_internal(ctxt, expn, transparency);

  // The macro was itself made by an opaque macro: what the call's context has
  // comes first, then the marks that the token had already, then the new one.
  llvm::SmallVector<std::pair<ExpnId, Transparency>, 8> marks;
  for (SyntaxContext at = ctxt; at != kRootContext; at = contexts_[at].parent)
    marks.push_back({contexts_[at].outer_expn, contexts_[at].transparency});
  SyntaxContext result = call_site;
  for (auto it = marks.rbegin(); it != marks.rend(); ++it)
    result = apply_mark_internal(result, it->first, it->second);
  return apply_mark_internal(result, expn, transparency);
}

SyntaxContext HygieneTable::apply_mark_internal(SyntaxContext ctxt, ExpnId expn,
                                                Transparency transparency) {
  auto key = std::pair{ctxt, std::pair{expn, static_cast<unsigned>(transparency)}};
  auto it = marks_.find(key);
  if (it != marks_.end())
    return it->second;

  SyntaxContext opaque = contexts_[ctxt].opaque;
  SyntaxContext semiopaque = contexts_[ctxt].opaque_and_semiopaque;
  SyntaxContext fresh = contexts_.push({expn, transparency, ctxt, {}, {}});
  marks_[key] = fresh;
  if (transparency == Transparency::Opaque)
    opaque = opaque == ctxt ? fresh : apply_mark_internal(opaque, expn, transparency);
  if (transparency != Transparency::Transparent)
    semiopaque = semiopaque == ctxt ? fresh : apply_mark_internal(semiopaque, expn, transparency);
  contexts_[fresh].opaque = opaque;
  contexts_[fresh].opaque_and_semiopaque = semiopaque;
  return fresh;
}

Span HygieneTable::source_callsite(Span span) const {
  while (span.ctxt != kRootContext)
    span = expns_[outer_expn(span.ctxt)].call_site;
  return span;
}

} // namespace ochre
