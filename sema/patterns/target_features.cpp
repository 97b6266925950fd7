#include "sema/patterns/target_features.h"

#include "llvm/ADT/StringSet.h"

namespace ochre::patterns {

namespace {

struct Implication {
  const char *feature;
  const char *implied;
};

/// Features of x86-64, each with one that it builds on.
constexpr Implication kImplied[] = {
    {"aes", "sse2"},         {"avx", "sse4.2"},       {"avx2", "avx"},
    {"avx512f", "avx2"},     {"avx512bw", "avx512f"}, {"avx512cd", "avx512f"},
    {"avx512dq", "avx512f"}, {"avx512vl", "avx512f"}, {"f16c", "avx"},
    {"fma", "avx"},          {"gfni", "sse2"},        {"pclmulqdq", "sse2"},
    {"sha", "sse2"},         {"sse2", "sse"},         {"sse3", "sse2"},
    {"sse4.1", "ssse3"},     {"sse4.2", "sse4.1"},    {"sse4a", "sse3"},
    {"ssse3", "sse3"},       {"vaes", "aes"},         {"vpclmulqdq", "pclmulqdq"},
};

void enable(llvm::StringSet<> &enabled, llvm::StringRef feature) {
  while (!feature.empty() && enabled.insert(feature).second) {
    llvm::StringRef next;
    for (const Implication &rule : kImplied)
      if (feature == rule.feature)
        next = rule.implied;
    feature = next;
  }
}

} // namespace

std::string missing_features(ty::TyCtxt &tcx, DefId caller, DefId callee) {
  DefKind kind = tcx.def_kind(callee);
  if (kind != DefKind::Fn && kind != DefKind::AssocFn)
    return "";
  const ty::CodegenFnAttrs *needed = tcx.codegen_fn_attrs(callee);
  if (!needed || needed->target_features.empty())
    return "";
  llvm::StringSet<> enabled;
  DefKind caller_kind = tcx.def_kind(caller);
  if (caller_kind == DefKind::Fn || caller_kind == DefKind::AssocFn ||
      caller_kind == DefKind::Closure)
    for (Symbol feature : tcx.codegen_fn_attrs(caller)->target_features)
      enable(enabled, tcx.str(feature));
  std::string missing;
  for (Symbol feature : needed->target_features)
    if (!enabled.contains(tcx.str(feature)))
      missing += (missing.empty() ? "" : ", ") + tcx.str(feature).str();
  return missing;
}

} // namespace ochre::patterns
