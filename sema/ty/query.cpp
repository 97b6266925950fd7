// The query runner: memoise, choose the provider, detect cycles.
//
// `type_of(A)` that asks `type_of(A)` again finds its own slot not done: a
// cycle. The frames since then are reported, starting at the one whose
// definition has the smallest DefPathHash, so that the message does not depend
// on who asked first.
#include "sema/ty/query.h"

#include "sema/ty/diags.h"
#include "sema/ty/impl.h"

namespace ochre::ty {
namespace {

constexpr const char *kDescriptions[] = {
#define QUERY(name, Key, Result, description) description,
#include "sema/ty/queries.def"
};

constexpr const char *kNames[] = {
#define QUERY(name, Key, Result, description) #name,
#include "sema/ty/queries.def"
};

/// Whether other crates' keys go to the provider of other crates.
constexpr bool kIsExtern[] = {
#define QUERY(name, Key, Result, description) false,
#define EXTERN_QUERY(name, Key, Result, description) true,
#include "sema/ty/queries.def"
};

template <class Key>
DefId key_def(TyCtxt &, const Key &) {
  return DefId();
}
DefId key_def(TyCtxt &, DefId id) { return id; }
DefId key_def(TyCtxt &tcx, LocalDefId id) { return tcx.defs.to_def_id(id); }
DefId key_def(TyCtxt &, const ParamPredicatesKey &key) { return key.item; }
DefId key_def(TyCtxt &, const InstanceKey &key) { return key.def_id; }
DefId key_def(TyCtxt &, const ConstEvalKey &key) { return key.def_id; }
DefId key_def(TyCtxt &, const Instance *key) { return key->def_id; }

/// What a query that needs itself gives: a value that silences follow-ups.
template <class Result>
struct CycleValue {
  static Result make(TyCtxt &) { return Result(); }
};
/// Definitions: an empty one, because callers do not ask for null.
template <class T>
  requires std::is_default_constructible_v<T>
struct CycleValue<const T *> {
  static const T *make(TyCtxt &tcx) { return tcx.own<T>(); }
};
template <>
struct CycleValue<const ImplHeader *> {
  static const ImplHeader *make(TyCtxt &) { return nullptr; }
};
template <>
struct CycleValue<const Instance *> {
  static const Instance *make(TyCtxt &) { return nullptr; }
};
template <>
struct CycleValue<const ImplSource *> {
  static const ImplSource *make(TyCtxt &) { return nullptr; }
};
template <>
struct CycleValue<const RpititValues *> {
  static const RpititValues *make(TyCtxt &tcx) { return tcx.own<RpititValues>(); }
};
template <>
struct CycleValue<const mir::Body *> {
  static const mir::Body *make(TyCtxt &) { return nullptr; }
};
template <>
struct CycleValue<const TypeckResults *> {
  static const TypeckResults *make(TyCtxt &) { return nullptr; }
};
template <>
struct CycleValue<const BorrowckResults *> {
  static const BorrowckResults *make(TyCtxt &) { return nullptr; }
};
template <>
struct CycleValue<const FnAbi *> {
  static const FnAbi *make(TyCtxt &) { return nullptr; }
};
template <>
struct CycleValue<EarlyBinder<Ty>> {
  static EarlyBinder<Ty> make(TyCtxt &tcx) { return EarlyBinder<Ty>(tcx.common.error); }
};
template <>
struct CycleValue<EarlyBinder<Const>> {
  static EarlyBinder<Const> make(TyCtxt &tcx) { return EarlyBinder<Const>(tcx.common.error_const); }
};
template <>
struct CycleValue<EarlyBinder<PolyFnSig>> {
  static EarlyBinder<PolyFnSig> make(TyCtxt &tcx) {
    FnSig sig{tcx.mk_ty_list({tcx.common.error})};
    return EarlyBinder<PolyFnSig>(PolyFnSig::dummy(sig));
  }
};
template <>
struct CycleValue<GenericArg> {
  static GenericArg make(TyCtxt &tcx) { return tcx.common.error; }
};
template <>
struct CycleValue<LayoutResult> {
  static LayoutResult make(TyCtxt &) { return {nullptr, EvalError::Cycle}; }
};
template <>
struct CycleValue<ConstEvalResult> {
  static ConstEvalResult make(TyCtxt &) { return {nullptr, EvalError::Cycle}; }
};
template <>
struct CycleValue<ValTreeResult> {
  static ValTreeResult make(TyCtxt &) { return {{}, EvalError::Cycle}; }
};
template <>
struct CycleValue<AllocResult> {
  static AllocResult make(TyCtxt &) { return {nullptr, EvalError::Cycle}; }
};

std::string describe(TyCtxt &tcx, const QueryFrame &frame) {
  std::string name = frame.def_id.is_valid() ? tcx.defs.path_string(frame.def_id) : std::string();
  return fill_template(kDescriptions[static_cast<unsigned>(frame.kind)], {name});
}

DefPathHash frame_hash(TyCtxt &tcx, const QueryFrame &frame) {
  return frame.def_id.is_valid() ? tcx.defs.def(frame.def_id).hash
                                 : DefPathHash{UINT64_MAX, UINT64_MAX};
}

Span frame_span(TyCtxt &tcx, const QueryFrame &frame) {
  return frame.def_id.is_valid() ? tcx.def_span(frame.def_id) : Span();
}

/// Queries inside of queries: the layout of a type needs that of its fields, a constant those that
/// it names. The bound follows the recursion limit as far as the stack allows.
bool is_too_deep(TyCtxt &tcx, QueryKind kind, DefId def_id) {
  const std::vector<QueryFrame> &stack = tcx.query_stack();
  constexpr size_t kLeast = 2048, kMost = 16384, kPerLevel = 8;
  if (stack.size() < kLeast)
    return false;
  size_t limit = std::clamp(tcx.sess.opts.recursion_limit * kPerLevel, kLeast, kMost);
  if (stack.size() < limit)
    return false;
  // The same place and message are shown once.
  error(tcx.sess, frame_span(tcx, stack.front()), diag::QueryDepth)
      .note("query depth increased by " + std::to_string(stack.size()) + " when " +
            describe(tcx, {kind, def_id}))
      .help("consider increasing the recursion limit by adding a `#![recursion_limit = \"" +
            std::to_string(uint64_t(tcx.sess.opts.recursion_limit) * 2) + "\"]` attribute")
      .emit();
  return true;
}

} // namespace

void TyCtxt::report_cycle(QueryKind kind, DefId def_id) {
  size_t start = stack_.size();
  while (start > 0) {
    const QueryFrame &frame = stack_[--start];
    if (frame.kind == kind && frame.def_id == def_id)
      break;
  }
  llvm::SmallVector<QueryFrame, 8> cycle(stack_.begin() + static_cast<ptrdiff_t>(start),
                                         stack_.end());
  if (cycle.empty())
    cycle.push_back({kind, def_id});
  auto first =
      std::min_element(cycle.begin(), cycle.end(), [&](const QueryFrame &x, const QueryFrame &y) {
        return frame_hash(*this, x) < frame_hash(*this, y);
      });
  std::rotate(cycle.begin(), first, cycle.end());

  auto diagnostic =
      error(sess, frame_span(*this, cycle[0]), diag::QueryCycle, describe(*this, cycle[0]));
  for (const QueryFrame &frame : llvm::drop_begin(cycle))
    diagnostic.note_at(frame_span(*this, frame),
                       "...which requires " + describe(*this, frame) + "...");
  std::string again = describe(*this, cycle[0]);
  diagnostic.note(cycle.size() == 1
                      ? "...which immediately requires " + again + " again"
                      : "...which again requires " + again + ", completing the cycle");
  if (start > 0)
    diagnostic.note_at(frame_span(*this, stack_[start - 1]),
                       "cycle used when " + describe(*this, stack_[start - 1]));
  diagnostic.emit();
}

template <class Key, class Result>
Result TyCtxt::run_query(QueryTable<Key, Result> &table, QueryKind kind, const Key &key,
                         Result (*local)(TyCtxt &, Key), Result (*external)(TyCtxt &, Key)) {
  auto [slot, fresh] = table.enter(key);
  if (slot->done)
    return slot->result;
  DefId def_id = key_def(*this, key);
  if (!fresh) {
    report_cycle(kind, def_id);
    return CycleValue<Result>::make(*this);
  }
  bool is_extern = kIsExtern[static_cast<unsigned>(kind)] && def_id.is_valid() && !is_local(def_id);
  auto provider = is_extern ? external : local;
  if (!provider) {
    std::string name = kNames[static_cast<unsigned>(kind)];
    not_supported_yet(sess, Span(), name + (is_extern ? " of other crates" : ""));
    slot->result = CycleValue<Result>::make(*this);
    slot->done = true;
    return slot->result;
  }
  if (is_too_deep(*this, kind, def_id)) {
    slot->result = CycleValue<Result>::make(*this);
    slot->done = true;
    return slot->result;
  }
  stack_.push_back({kind, def_id});
  Result result = provider(*this, key);
  stack_.pop_back();
  slot->result = result;
  slot->done = true;
  return result;
}

#define QUERY(name, Key, Result, description)                                                      \
  Result TyCtxt::name(const std::type_identity_t<Key> &key) {                                      \
    return run_query<Key, Result>(impl_->name, QueryKind::name, key, local_providers.name,         \
                                  extern_providers.name);                                          \
  }
#include "sema/ty/queries.def"

} // namespace ochre::ty
