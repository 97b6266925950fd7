#include "codegen/mono/caller_location.h"

namespace ochre::mono {

namespace {

/// The scope of the innermost inlined function around `scope`; invalid: none.
mir::SourceScope inlined_root(const mir::Code &code, mir::SourceScope scope) {
  while (scope.is_valid() && !code.scopes[scope].inlined_callee.is_valid())
    scope = code.scopes[scope].parent;
  return scope;
}

} // namespace

CallerLocation caller_location(TyCtxt &tcx, const mir::Body &body, const mir::SourceInfo &source) {
  const mir::Code &code = *body.code;
  Span span = source.span;
  for (mir::SourceScope at = inlined_root(code, source.scope); at.is_valid();
       at = inlined_root(code, code.scopes[at].parent)) {
    const mir::SourceScopeData &inlined = code.scopes[at];
    const ty::CodegenFnAttrs *attrs =
        tcx.codegen_fn_attrs(body.tables.tys[inlined.inlined_callee].def_id());
    if (!attrs || !attrs->track_caller)
      return {span, false};
    span = inlined.inlined_call_site;
  }
  return {span, true};
}

} // namespace ochre::mono
