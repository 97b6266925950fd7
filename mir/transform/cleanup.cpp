#include "mir/transform/cleanup.h"

#include "sema/ty/fold.h"
#include "support/session/target.h"

namespace ochre::mir::transform {

void remove_borrowck_only(TyCtxt &, Body &body) {
  for (BasicBlockData &block : body.edit().blocks) {
    for (Statement &s : block.statements) {
      bool is_fake_borrow = s.kind == StatementKind::Assign && s.rvalue.kind == RvalueKind::Ref &&
                            (s.rvalue.borrow_kind() == BorrowKind::FakeShallow ||
                             s.rvalue.borrow_kind() == BorrowKind::FakeDeep);
      if (s.kind == StatementKind::FakeRead || s.kind == StatementKind::PlaceMention ||
          s.kind == StatementKind::AscribeUserType || is_fake_borrow)
        s.kind = StatementKind::Nop;
      s.rvalue.user_ty = UserTypeIdx();
      if (s.kind == StatementKind::Assign && s.rvalue.kind == RvalueKind::Ref &&
          is_mutable(s.rvalue.borrow_kind()))
        s.rvalue.op = static_cast<uint8_t>(BorrowKind::Mut);
    }
    Terminator &term = block.terminator;
    if (term.kind == TerminatorKind::FalseEdge || term.kind == TerminatorKind::FalseUnwind) {
      BasicBlock target = term.target;
      SourceInfo source = term.source;
      term = Terminator();
      term.kind = TerminatorKind::Goto;
      term.target = target;
      term.source = source;
    }
  }
}

void erase_body_regions(TyCtxt &tcx, Body &body) {
  for (ty::Ty &ty : body.tables.tys)
    ty = ty::erase_regions(tcx, ty);
  for (ty::Region &region : body.tables.regions)
    region = tcx.common.re_erased;
  for (ConstOperand &ct : body.tables.consts) {
    ct.ty = ty::erase_regions(tcx, ct.ty);
    ct.args = ty::erase_regions(tcx, ct.args);
    if (ct.ct)
      ct.ct = ty::erase_regions(tcx, ty::GenericArg(ct.ct)).ct();
    ct.user_ty = UserTypeIdx();
  }
  body.tables.user_types.clear();
  for (LocalDecl &local : body.edit().locals)
    local.user_tys.clear();
}

namespace {

bool body_may_unwind(TyCtxt &tcx, const Body &body) {
  DefKind kind = tcx.def_kind(body.def_id);
  if (kind != DefKind::Fn && kind != DefKind::AssocFn)
    return true;
  const ty::CodegenFnAttrs *attrs = tcx.codegen_fn_attrs(body.def_id);
  if (attrs && attrs->no_unwind)
    return false;
  switch (tcx.fn_sig(body.def_id).skip_binder().skip_binder().abi) {
  case ty::Abi::C:
  case ty::Abi::System:
  case ty::Abi::Cdecl:
  case ty::Abi::Stdcall:
  case ty::Abi::Fastcall:
  case ty::Abi::Vectorcall:
  case ty::Abi::Thiscall:
  case ty::Abi::Win64:
  case ty::Abi::SysV64:
  case ty::Abi::Aapcs:
  case ty::Abi::EfiApi: return false;
  case ty::Abi::Rust:
  case ty::Abi::CUnwind:
  case ty::Abi::SystemUnwind:
  case ty::Abi::RustCall:
  case ty::Abi::RustIntrinsic:
  case ty::Abi::RustCold:
  case ty::Abi::Unadjusted: return true;
  }
  return true;
}

bool has_unwind(const Terminator &term) {
  return term.kind == TerminatorKind::Drop || term.kind == TerminatorKind::Call ||
         term.kind == TerminatorKind::Assert || term.kind == TerminatorKind::InlineAsm;
}

} // namespace

bool keeps_unwinding(const TyCtxt &tcx) {
  const Options &opts = tcx.sess.opts;
  return opts.codegen.panic == PanicStrategy::Unwind || target_of(opts).is_wasm();
}

void abort_unwinding_calls(TyCtxt &tcx, Body &body) {
  bool may_unwind = body_may_unwind(tcx, body);
  bool aborts = !keeps_unwinding(tcx);
  for (BasicBlockData &block : body.edit().blocks) {
    Terminator &term = block.terminator;
    if (!may_unwind && term.kind == TerminatorKind::UnwindResume) {
      term.kind = TerminatorKind::UnwindTerminate;
      term.reason = TerminateReason::Abi;
    }
    if (!has_unwind(term))
      continue;
    if (aborts)
      term.unwind = UnwindAction::unreachable();
    else if (block.is_cleanup)
      term.unwind = {UnwindKind::Terminate, TerminateReason::InCleanup, {}};
    else if (!may_unwind && term.unwind.kind == UnwindKind::Continue)
      term.unwind = {UnwindKind::Terminate, TerminateReason::Abi, {}};
  }
}

} // namespace ochre::mir::transform
