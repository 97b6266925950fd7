// Uses by closures: a closure captures where it is made, but what the user wrote stands inside.

#include "borrowck/report/report.h"

namespace ochre::borrowck {

using mir::AggregateKind;
using mir::RvalueKind;
using mir::StatementKind;

namespace {

const mir::Rvalue *closure_aggregate(const mir::Statement &s) {
  bool is_closure = s.kind == StatementKind::Assign && s.rvalue.kind == RvalueKind::Aggregate &&
                    (s.rvalue.aggregate_kind() == AggregateKind::Closure ||
                     s.rvalue.aggregate_kind() == AggregateKind::Coroutine);
  return is_closure ? &s.rvalue : nullptr;
}

/// `|a, b|`
Span closure_head(TyCtxt &tcx, LocalDefId closure) {
  for (const hir::Closure &c : tcx.krate->owner_of(closure).closures)
    if (c.def_id == closure)
      return c.decl_span;
  return tcx.defs.local(closure).span;
}

/// If `place` is captured by the closure that `aggregate` makes.
std::optional<UseSpans> closure_use(const BodyCx &cx, const mir::Rvalue &aggregate, Place place) {
  llvm::ArrayRef<mir::Operand> operands = cx.body.code->list(aggregate.operands);
  for (uint32_t i = 0; i < operands.size(); ++i) {
    if (!operands[i].is_place() || !(operands[i].place.local == place.local))
      continue;
    LocalDefId closure = cx.tcx.defs.expect_local(cx.body.tables.tys[aggregate.ty].def_id());
    UseSpans spans;
    spans.is_closure = true;
    spans.is_async = cx.tcx.is_coroutine(cx.tcx.defs.to_def_id(closure));
    spans.args = closure_head(cx.tcx, closure);
    if (const mir::Body *inner = cx.tcx.mir_promoted(closure); inner && i < inner->upvars.size())
      spans.var = inner->upvars[i].use_span;
    return spans;
  }
  return std::nullopt;
}

UseSpans plain(Span span) {
  UseSpans out;
  out.use = span;
  return out;
}

} // namespace

UseSpans borrow_spans(const BodyCx &cx, Location at) {
  Span span = cx.span(at);
  const mir::Statement *s = cx.statement(at);
  if (!s || s->kind != StatementKind::Assign || !s->place.is_local() ||
      cx.body.local_kind(s->place.local) != mir::LocalKind::Temp)
    return plain(span);
  const std::vector<mir::Statement> &statements = cx.body[at.block].statements;
  for (uint32_t i = at.statement + 1; i < statements.size(); ++i) {
    if (const mir::Rvalue *aggregate = closure_aggregate(statements[i]))
      return closure_use(cx, *aggregate, s->place).value_or(plain(span));
    if (!(statements[i].source.span == span))
      break;
  }
  return plain(span);
}

UseSpans move_spans(const BodyCx &cx, Location at, Place place) {
  if (const mir::Statement *s = cx.statement(at))
    if (const mir::Rvalue *aggregate = closure_aggregate(*s))
      if (std::optional<UseSpans> spans = closure_use(cx, *aggregate, place))
        return *spans;
  return borrow_spans(cx, at);
}

} // namespace ochre::borrowck
