// Borrows: `const A: &Cell<u8> = &Cell::new(0)` must not compile, as each use of A would share one
// cell that is said to be constant. A borrow of a local whose storage ends before the body returns
// cannot be in the value ("transient"). Source: rustc-dev-guide, "Const eval"; Reference, "Constant
// evaluation".
#include "mir/transform/check_consts.h"

#include "mir/transform/const_qualif.h"
#include "mir/transform/diags.h"
#include "sema/ty/print.h"

namespace ochre::mir::transform {

ConstContext const_context(TyCtxt &tcx, DefId body) {
  DefKind kind = tcx.def_kind(body);
  switch (kind) {
  case DefKind::Const:
  case DefKind::AssocConst:
  case DefKind::AnonConst:
  case DefKind::InlineConst: return ConstContext::Const;
  case DefKind::Static: {
    const hir::Item &item = tcx.krate->owner_of(tcx.defs.expect_local(body)).item;
    return item.mutbl == hir::Mutability::Mut ? ConstContext::StaticMut : ConstContext::Static;
  }
  case DefKind::Fn:
  case DefKind::AssocFn: return tcx.is_const_fn(body) ? ConstContext::Fn : ConstContext::None;
  case DefKind::Mod:
  case DefKind::Struct:
  case DefKind::Union:
  case DefKind::Enum:
  case DefKind::Variant:
  case DefKind::Trait:
  case DefKind::TraitAlias:
  case DefKind::TyAlias:
  case DefKind::ForeignTy:
  case DefKind::AssocTy:
  case DefKind::TyParam:
  case DefKind::ConstParam:
  case DefKind::StructCtorFn:
  case DefKind::StructCtorConst:
  case DefKind::VariantCtorFn:
  case DefKind::VariantCtorConst:
  case DefKind::MacroBang:
  case DefKind::MacroAttr:
  case DefKind::MacroDerive:
  case DefKind::ExternCrate:
  case DefKind::Use:
  case DefKind::ForeignMod:
  case DefKind::OpaqueTy:
  case DefKind::Field:
  case DefKind::LifetimeParam:
  case DefKind::GlobalAsm:
  case DefKind::Impl:
  case DefKind::Closure: return ConstContext::None;
  }
  return ConstContext::None;
}

namespace {

/// Locals whose storage may be live when the body returns.
class LiveAtReturn {
public:
  explicit LiveAtReturn(const Body &body) : body_(body) {}

  bool test(Local local) {
    if (live_.empty())
      solve();
    return live_.test(local.raw);
  }

private:
  void apply(llvm::SmallBitVector &state, const BasicBlockData &block) const {
    for (const Statement &statement : block.statements) {
      if (statement.kind == StatementKind::StorageLive)
        state.set(statement.local().raw);
      else if (statement.kind == StatementKind::StorageDead)
        state.reset(statement.local().raw);
    }
  }
  void solve() {
    auto count = static_cast<unsigned>(body_.code->locals.size());
    live_.resize(count);
    llvm::SmallBitVector always(count, true);
    for (const BasicBlockData &block : body_.code->blocks)
      for (const Statement &statement : block.statements)
        if (statement.kind == StatementKind::StorageLive ||
            statement.kind == StatementKind::StorageDead)
          always.reset(statement.local().raw);
    std::vector<BasicBlock> order = reverse_postorder(*body_.code);
    IndexVec<BasicBlock, llvm::SmallBitVector> entry;
    for (size_t i = 0; i < body_.code->blocks.size(); ++i)
      entry.push(llvm::SmallBitVector(count));
    entry[kStartBlock] = always;
    for (bool changed = true; changed;) {
      changed = false;
      for (BasicBlock bb : order) {
        llvm::SmallBitVector state = entry[bb];
        apply(state, body_[bb]);
        if (body_[bb].terminator.kind == TerminatorKind::Return)
          live_ |= state;
        for (BasicBlock next : successors(*body_.code, body_[bb].terminator)) {
          changed |= state.test(entry[next]);
          entry[next] |= state;
        }
      }
    }
  }

  const Body &body_;
  llvm::SmallBitVector live_;
};

bool is_indirect(const Body &body, Place place) {
  return llvm::any_of(body.code->projection(place),
                      [](const PlaceElem &elem) { return elem.kind == ProjectionKind::Deref; });
}

class Checker {
public:
  Checker(TyCtxt &tcx, const Body &body, ConstContext context)
      : tcx_(tcx), body_(body), context_(context),
        env_{tcx.param_env(body.def_id), ty::TypingMode::Analysis}, live_at_return_(body),
        cells_(tcx, body, Qualif::HasMutInterior), drops_(tcx, body, Qualif::NeedsDrop) {}

  void run() {
    for (BasicBlock bb : reverse_postorder(*body_.code)) {
      const BasicBlockData &block = body_[bb];
      // What unwinds at compile time is an error already.
      if (block.is_cleanup)
        continue;
      for (uint32_t i = 0; i < block.statements.size(); ++i)
        if (block.statements[i].kind == StatementKind::Assign)
          rvalue(block.statements[i], {bb, i});
      terminator(block.terminator, {bb, static_cast<uint32_t>(block.statements.size())});
    }
  }

private:
  llvm::StringRef context_name() const {
    switch (context_) {
    case ConstContext::None: return "";
    case ConstContext::Fn: return "constant function";
    case ConstContext::Const: return "constant";
    case ConstContext::Static:
    case ConstContext::StaticMut: return "static";
    }
    return "";
  }

  void rvalue(const Statement &statement, Location at) {
    const Rvalue &rvalue = statement.rvalue;
    Span span = statement.source.span;
    switch (rvalue.kind) {
    case RvalueKind::Ref:
      if (is_mutable(rvalue.borrow_kind()))
        mut_borrow(rvalue.place, span);
      else
        shared_borrow(rvalue.place, span, at);
      return;
    case RvalueKind::RawPtr:
      if (rvalue.raw_kind() == RawPtrKind::Mut)
        mut_borrow(rvalue.place, span);
      else
        shared_borrow(rvalue.place, span, at);
      return;
    case RvalueKind::ThreadLocalRef: error(tcx_.sess, span, diag::ConstThreadLocal).emit(); return;
    case RvalueKind::Cast:
      if (rvalue.cast_kind() == CastKind::PointerExposeProvenance)
        error(tcx_.sess, span, diag::ConstPointerToInt)
            .note("at compile-time, pointers do not have an integer value")
            .emit();
      return;
    case RvalueKind::BinaryOp: {
      ty::Ty ty = operand_ty(tcx_, body_, rvalue.a);
      bool pointers = ty.is_raw_ptr() || ty.is(ty::TyKind::FnPtr);
      if (pointers && rvalue.bin_op() != BinOp::Offset)
        error(tcx_.sess, span, diag::ConstPointerCompare).emit();
      return;
    }
    case RvalueKind::Use:
    case RvalueKind::Repeat:
    case RvalueKind::Len:
    case RvalueKind::UnaryOp:
    case RvalueKind::Discriminant:
    case RvalueKind::Aggregate:
    case RvalueKind::CopyForDeref:
    case RvalueKind::NullaryOp: return;
    }
  }

  bool is_transient(Place place) {
    return is_indirect(body_, place) || !live_at_return_.test(place.local);
  }

  void mut_borrow(Place place, Span span) {
    // A `static mut` may hold what it wants: who uses it is unsafe anyway.
    bool is_allowed = context_ == ConstContext::Fn || context_ == ConstContext::StaticMut;
    if (is_allowed || is_transient(place))
      return;
    error(tcx_.sess, span, diag::ConstMutBorrow)
        .primary_label("this mutable borrow refers to such a temporary")
        .note("temporaries in constants and statics can have their lifetime extended until the "
              "end of the program")
        .emit();
  }

  void shared_borrow(Place place, Span span, Location at) {
    if (context_ == ConstContext::Fn || is_transient(place))
      return;
    if (!cells_.holds(place, at))
      return;
    error(tcx_.sess, span, diag::ConstCellBorrow, context_name())
        .primary_label("this borrow of an interior mutable value refers to such a temporary")
        .emit();
  }

  void terminator(const Terminator &term, Location at) {
    switch (term.kind) {
    case TerminatorKind::Call: return call(term);
    case TerminatorKind::Drop: return drop(term, at);
    case TerminatorKind::InlineAsm:
      error(tcx_.sess, term.source.span, diag::NonConstAsm, context_name()).emit();
      return;
    case TerminatorKind::Goto:
    case TerminatorKind::SwitchInt:
    case TerminatorKind::UnwindResume:
    case TerminatorKind::UnwindTerminate:
    case TerminatorKind::Return:
    case TerminatorKind::Unreachable:
    case TerminatorKind::Assert:
    case TerminatorKind::Yield:
    case TerminatorKind::CoroutineDrop:
    case TerminatorKind::FalseEdge:
    case TerminatorKind::FalseUnwind: return;
    }
  }

  void drop(const Terminator &term, Location at) {
    ty::Ty ty = place_ty(tcx_, body_, term.place).ty;
    if (ty.references_error() || !drops_.holds(term.place, at))
      return;
    Span span = term.place.is_local() ? body_[term.place.local].source.span : term.source.span;
    if (!reported_drops_.insert({span.lo, span.hi}).second)
      return;
    error(tcx_.sess, span, diag::ConstDrop, ty::to_string(tcx_, ty))
        .primary_label("the destructor for this type cannot be evaluated in " +
                       context_name().str() + "s")
        .label(term.source.span.shrink_to_hi(), "value is dropped here")
        .emit();
  }

  void call(const Terminator &term) {
    ty::Ty callee = operand_ty(tcx_, body_, term.operand);
    Span span = term.source.span;
    if (callee.is(ty::TyKind::FnPtr)) {
      error(tcx_.sess, span, diag::NonConstFnPointerCall, context_name()).emit();
      return;
    }
    if (!callee.is(ty::TyKind::FnDef))
      return;
    if (is_panic(callee)) {
      // What the message says is known without formatting.
      if (!is_str_message(callee.args()[0].ty()))
        error(tcx_.sess, span, diag::ConstPanicMessage).emit();
      return;
    }
    if (is_const_callee(callee.def_id()))
      return;
    // `panic!("text")` of editions before 2021; the text is all that is shown.
    if (tcx_.is_lang_item(callee.def_id(), LangItem::BeginPanic)) {
      ty::Ty message = callee.args()[0].ty();
      if (message.is_ref() && message.inner().is_str())
        return;
    }
    error(tcx_.sess, span, diag::NonConstCall, describe(callee, term.call_source), context_name())
        .note("calls in " + context_name().str() +
              "s are limited to constant functions, tuple structs and tuple variants")
        .emit();
  }
  /// `panic!(message)` of older editions.
  bool is_panic(ty::Ty callee) const {
    return tcx_.is_lang_item(callee.def_id(), LangItem::BeginPanic) ||
           tcx_.is_lang_item(callee.def_id(), LangItem::PanicDisplay);
  }
  static bool is_str_message(ty::Ty message) {
    while (message.is_ref())
      message = message.inner();
    return message.is_str();
  }
  bool is_const_callee(DefId callee) {
    DefKind kind = tcx_.def_kind(callee);
    if (kind == DefKind::StructCtorFn || kind == DefKind::VariantCtorFn)
      return true;
    DefId parent = tcx_.parent(callee);
    bool of_trait = kind == DefKind::AssocFn && tcx_.def_kind(parent) == DefKind::Trait;
    // The library's own const traits.
    if (of_trait && tcx_.sess.opts.allow_internal_features)
      return true;
    return tcx_.is_const_fn(callee) || tcx_.intrinsic_name(callee).is_valid();
  }
  std::string describe(ty::Ty callee, CallSource source) {
    if (source == CallSource::OverloadedOperator)
      return "operator";
    const char *what = "function";
    if (tcx_.def_kind(callee.def_id()) == DefKind::AssocFn)
      what =
          tcx_.associated_item(callee.def_id()).has_self_param ? "method" : "associated function";
    return std::string(what) + " `" + ty::path_string(tcx_, callee.def_id(), callee.args()) + "`";
  }

  TyCtxt &tcx_;
  const Body &body_;
  ConstContext context_;
  ty::TypingEnv env_;
  LiveAtReturn live_at_return_;
  QualifAnalysis cells_;
  QualifAnalysis drops_;
  llvm::DenseSet<std::pair<uint32_t, uint32_t>> reported_drops_;
};

} // namespace

void check_consts(TyCtxt &tcx, const Body &body) {
  ConstContext context = const_context(tcx, body.def_id);
  // The library uses traits and operations at compile time that others may not.
  if (context == ConstContext::None || body.tainted_by_errors ||
      tcx.sess.opts.allow_internal_features)
    return;
  Checker(tcx, body, context).run();
}

} // namespace ochre::mir::transform
