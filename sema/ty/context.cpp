#include "sema/ty/context.h"

#include "sema/hir/hir.h"
#include "sema/ty/diags.h"
#include "sema/ty/impl.h"
#include "support/session/target.h"

namespace ochre::ty {
namespace {

NodeData plain(TyKind kind, unsigned sub = 0) {
  NodeData n;
  n.kind = static_cast<uint8_t>(kind);
  n.sub = static_cast<uint8_t>(sub);
  return n;
}

NodeData plain_region(RegionKind kind) {
  NodeData n;
  n.kind = static_cast<uint8_t>(kind);
  return n;
}

void fill_numbers(TyCtxt &tcx) {
  CommonTypes &c = tcx.common;
  Ty *ints[] = {&c.isize, &c.i8, &c.i16, &c.i32, &c.i64, &c.i128};
  Ty *uints[] = {&c.usize, &c.u8, &c.u16, &c.u32, &c.u64, &c.u128};
  Ty *floats[] = {&c.f16, &c.f32, &c.f64, &c.f128};
  for (unsigned i = 0; i < std::size(ints); ++i) {
    *ints[i] = tcx.mk_ty(plain(TyKind::Int, i));
    *uints[i] = tcx.mk_ty(plain(TyKind::Uint, i));
  }
  for (unsigned i = 0; i < std::size(floats); ++i)
    *floats[i] = tcx.mk_ty(plain(TyKind::Float, i));
}

} // namespace

TyCtxt::TyCtxt(Session &sess, Definitions &defs)
    : sess(sess), defs(defs), pointer_bits(target_of(sess.opts).pointer_bits),
      impl_(std::make_unique<Impl>()) {
  fill_numbers(*this);
  common.unit = mk_ty(plain(TyKind::Tuple));
  common.bool_ = mk_ty(plain(TyKind::Bool));
  common.char_ = mk_ty(plain(TyKind::Char));
  common.str = mk_ty(plain(TyKind::Str));
  common.never = mk_ty(plain(TyKind::Never));
  common.error = mk_ty(plain(TyKind::Error));
  common.re_static = mk_region(plain_region(RegionKind::Static));
  common.re_erased = mk_region(plain_region(RegionKind::Erased));
  common.re_error = mk_region(plain_region(RegionKind::Error));
  NodeData error;
  error.kind = static_cast<uint8_t>(ConstKind::Error);
  common.error_const = mk_const(error);
}

TyCtxt::~TyCtxt() = default;

std::optional<LangItem> TyCtxt::as_lang_item(DefId id) const {
  if (id.is_valid())
    for (unsigned i = 0; i < kLangItemCount; ++i)
      if (lang_items[i] == id)
        return static_cast<LangItem>(i);
  return std::nullopt;
}

DefId TyCtxt::require_lang_item(LangItem item, Span span) {
  DefId id = lang_item(item);
  unsigned index = static_cast<unsigned>(item);
  if (!id.is_valid() && !impl_->missing_reported[index]) {
    impl_->missing_reported[index] = true;
    error(sess, span, diag::MissingLangItem, to_string(item).str()).emit();
  }
  return id;
}

Ty TyCtxt::mk_lang_adt(LangItem item, llvm::ArrayRef<GenericArg> args, Span span) {
  DefId id = require_lang_item(item, span);
  return id.is_valid() ? mk_adt(id, mk_args(args)) : common.error;
}

bool TyCtxt::is_coroutine(DefId id) {
  if (!is_closure_like(id))
    return false;
  if (!is_local(id))
    return generics_of(id)->own.size() == CoroutineArgs::kCount;
  LocalDefId local = defs.expect_local(id);
  if (!krate || local.raw >= krate->def_nodes.size())
    return false;
  const hir::DefNode &node = krate->def_nodes[local];
  return node.kind == hir::DefNodeKind::Closure &&
         krate->owner(node.owner).closures[hir::ClosureId(node.row)].coroutine !=
             hir::CoroutineKind::None;
}

bool TyCtxt::is_async_coroutine(Ty coroutine) const {
  Ty resume = CoroutineArgs::of(coroutine.args()).resume_ty;
  return resume.is_adt() && is_lang_item(resume.def_id(), LangItem::ResumeTy);
}

DefId TyCtxt::typeck_root(DefId id) const {
  while (true) {
    DefData data = defs.def(id);
    if (data.kind != DefKind::Closure && data.kind != DefKind::InlineConst)
      return id;
    id = data.parent;
  }
}

} // namespace ochre::ty
