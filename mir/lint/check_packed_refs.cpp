#include "mir/lint/check_packed_refs.h"

#include "mir/ir/packing.h"
#include "mir/lint/diags.h"
#include "sema/layout/layout.h"
#include "sema/ty/fold.h"

namespace ochre::mir::lint {

namespace {

/// Whether the alignment of the type is at most `pack`, whatever its parameters are.
bool fits(TyCtxt &tcx, const ty::TypingEnv &env, ty::Ty ty, uint32_t pack) {
  ty = tcx.normalize_erasing_regions({env, ty::GenericArg(ty::erase_regions(tcx, ty))}).ty();
  while (ty.is(ty::TyKind::Slice) || ty.is(ty::TyKind::Array))
    ty = ty.inner();
  if (ty.is_str() || ty.references_error())
    return true;
  ty::LayoutResult layout = tcx.layout_of({env, ty});
  return layout && layout.layout->align <= pack;
}

} // namespace

void check_packed_refs(TyCtxt &tcx, const Body &body) {
  ty::TypingEnv env{tcx.param_env(body.def_id), ty::TypingMode::PostAnalysis};
  for (const BasicBlockData &block : body.code->blocks)
    for (const Statement &statement : block.statements) {
      bool borrows = statement.kind == StatementKind::Assign &&
                     statement.rvalue.kind == RvalueKind::Ref &&
                     statement.rvalue.borrow_kind() != BorrowKind::FakeShallow &&
                     statement.rvalue.borrow_kind() != BorrowKind::FakeDeep;
      if (!borrows || statement.rvalue.place.is_local())
        continue;
      auto [pack, packed] = packing_around(tcx, body, statement.rvalue.place);
      if (pack == 0 || fits(tcx, env, place_ty(tcx, body, statement.rvalue.place).ty, pack))
        continue;
      const char *kind = packed->is_union() ? "union" : "struct";
      error(tcx.sess, statement.source.span, diag::PackedReference, kind)
          .note("this " + std::string(kind) + " is " + std::to_string(pack) +
                "-byte aligned, but its fields may need more")
          .note("creating a misaligned reference is undefined behavior")
          .help("copy the field contents to a local variable, or use `&raw const`")
          .emit();
    }
}

} // namespace ochre::mir::lint
