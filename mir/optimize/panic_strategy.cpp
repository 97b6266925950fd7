#include "mir/optimize/panic_strategy.h"

#include "mir/optimize/context.h"

namespace ochre::mir::optimize {

namespace {

/// The functions of the library by which all panics go.
llvm::SmallVector<DefId, 32> panic_functions(TyCtxt &tcx) {
  llvm::SmallVector<DefId, 32> out;
  auto add = [&](LangItem item) {
    if (DefId id = tcx.lang_item(item); id.is_valid())
      out.push_back(id);
  };
  for (LangItem item :
       {LangItem::Panic, LangItem::PanicNounwind, LangItem::PanicFmt, LangItem::PanicBoundsCheck,
        LangItem::PanicMisalignedPointer, LangItem::PanicNullPointer, LangItem::PanicImpl,
        LangItem::PanicCannotUnwind, LangItem::PanicInCleanup, LangItem::ConstPanicFmt,
        LangItem::BeginPanic, LangItem::PanicDisplay})
    add(item);
  for (auto item = static_cast<unsigned>(LangItem::PanicAddOverflow);
       item <= static_cast<unsigned>(LangItem::PanicAsyncFnResumedPanic); ++item)
    add(static_cast<LangItem>(item));
  return out;
}

bool calls_one_of(const Body &body, const Terminator &term, llvm::ArrayRef<DefId> functions) {
  if (term.kind != TerminatorKind::Call || term.operand.is_place())
    return false;
  ty::Ty fn_ty = body.tables.consts[term.operand.ct].ty;
  return fn_ty.is(ty::TyKind::FnDef) && llvm::is_contained(functions, fn_ty.def_id());
}

} // namespace

void apply_panic_strategy(TyCtxt &tcx, Body &body) {
  PanicStrategy strategy = tcx.sess.opts.codegen.panic;
  if (strategy == PanicStrategy::Unwind)
    return;
  llvm::SmallVector<DefId, 32> panics;
  if (strategy == PanicStrategy::Trap)
    panics = panic_functions(tcx);
  for (BasicBlockData &block : body.edit().blocks) {
    Terminator &term = block.terminator;
    term.unwind = UnwindAction::unreachable();
    if (!calls_one_of(body, term, panics))
      continue;
    SourceInfo source = term.source;
    term = Terminator();
    term.kind = TerminatorKind::UnwindTerminate;
    term.source = source;
  }
}

} // namespace ochre::mir::optimize
