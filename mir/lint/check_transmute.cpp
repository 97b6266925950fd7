// The size of a generic type is known if its layout is, or if it is a pointer (alone, or in an
// enum that uses its null): then by what it points to. `&'a T` and `Option<Box<T>>` have the size
// of a pointer if T is Sized, otherwise of a pointer to T's tail.
#include "mir/lint/check_transmute.h"

#include "mir/lint/diags.h"
#include "sema/layout/layout.h"
#include "sema/ty/fold.h"
#include "sema/ty/print.h"

namespace ochre::mir::lint {

namespace {

/// What is known of a size.
struct Skeleton {
  enum Kind : uint8_t { Unknown, Known, Pointer } kind = Unknown;
  uint64_t size = 0; ///< Known
  ty::Ty tail;       ///< Pointer: to something with this tail, which is a parameter or alias
  bool is_non_null = false;
};

class Sizes {
public:
  Sizes(TyCtxt &tcx, ty::TypingEnv env) : tcx_(tcx), env_(env) {}

  Skeleton of(ty::Ty ty, unsigned depth = 0) {
    ty::LayoutResult layout = tcx_.layout_of({env_, ty});
    if (layout)
      return layout.layout->is_unsized ? Skeleton{}
                                       : Skeleton{Skeleton::Known, layout.layout->size, {}, false};
    if (layout.error == ty::EvalError::Reported || depth > 32)
      return {};
    if (ty.is_ref() || ty.is_raw_ptr())
      return pointer(ty.inner(), ty.is_ref());
    if (ty.is_adt())
      return adt(ty, depth);
    return {};
  }

private:
  Skeleton pointer(ty::Ty pointee, bool is_non_null) {
    ty::Ty tail = layout::struct_tail(tcx_, env_, pointee);
    if (!tail.is_param() && !tail.is_alias())
      return {};
    return {Skeleton::Pointer, 0, tail, is_non_null};
  }
  ty::Ty field(ty::Ty adt, const ty::FieldDef &field) {
    ty::Ty ty = ty::instantiate(tcx_, tcx_.type_of(field.def_id), adt.args());
    return tcx_.normalize_erasing_regions({env_, ty::GenericArg(ty::erase_regions(tcx_, ty))}).ty();
  }
  /// The only field that is no zero-sized type; Known with size 0: there is none.
  Skeleton only_field(ty::Ty adt, const ty::VariantDef &variant, unsigned depth) {
    Skeleton found{Skeleton::Known, 0, {}, false};
    for (const ty::FieldDef &def : variant.fields) {
      Skeleton part = of(field(adt, def), depth + 1);
      if (part.kind == Skeleton::Known && part.size == 0)
        continue;
      if (part.kind != Skeleton::Pointer || found.kind == Skeleton::Pointer)
        return {};
      found = part;
    }
    return found;
  }
  Skeleton adt(ty::Ty ty, unsigned depth) {
    const ty::AdtDef &def = *tcx_.adt_def(ty.def_id());
    if (def.is_union() || def.variants.size() == 0 || def.variants.size() > 2)
      return {};
    Skeleton first = only_field(ty, def.variants[ty::VariantIdx(0)], depth);
    if (def.variants.size() == 1) {
      if (first.kind == Skeleton::Pointer)
        first.is_non_null |= def.valid_range_start && *def.valid_range_start == 1;
      return first.kind == Skeleton::Pointer ? first : Skeleton{};
    }
    Skeleton second = only_field(ty, def.variants[ty::VariantIdx(1)], depth);
    if (first.kind != Skeleton::Pointer)
      std::swap(first, second);
    bool fits = first.kind == Skeleton::Pointer && first.is_non_null &&
                second.kind == Skeleton::Known && second.size == 0;
    if (!fits || def.repr.int_ty || def.repr.is_c)
      return {};
    first.is_non_null = false;
    return first;
  }

  TyCtxt &tcx_;
  ty::TypingEnv env_;
};

bool same_size(const Skeleton &a, const Skeleton &b) {
  if (a.kind != b.kind)
    return false;
  if (a.kind == Skeleton::Known)
    return a.size == b.size;
  return a.kind == Skeleton::Pointer && a.tail == b.tail;
}

std::string size_text(const Skeleton &size) {
  switch (size.kind) {
  case Skeleton::Known: return std::to_string(size.size * 8) + " bits";
  case Skeleton::Pointer: return "pointer to a type whose size is not known";
  case Skeleton::Unknown: return "size can vary because of its parameters";
  }
  return "";
}

} // namespace

void check_transmute(TyCtxt &tcx, const Body &body) {
  Symbol name = tcx.sess.intern("transmute");
  ty::TypingEnv env{tcx.param_env(body.def_id), ty::TypingMode::PostAnalysis};
  for (const BasicBlockData &block : body.code->blocks) {
    const Terminator &term = block.terminator;
    if (term.kind != TerminatorKind::Call || term.operand.is_place())
      continue;
    ty::Ty callee = body.tables.consts[term.operand.ct].ty;
    if (!callee.is(ty::TyKind::FnDef) || tcx.intrinsic_name(callee.def_id()) != name ||
        callee.args().size() < 2)
      continue;
    auto normal = [&](uint32_t i) {
      ty::Ty ty = ty::erase_regions(tcx, callee.args()[i].ty());
      return tcx.normalize_erasing_regions({env, ty::GenericArg(ty)}).ty();
    };
    ty::Ty from = normal(0), to = normal(1);
    if (from == to || from.references_error() || to.references_error())
      continue;
    Sizes sizes(tcx, env);
    Skeleton a = sizes.of(from), b = sizes.of(to);
    if (same_size(a, b))
      continue;
    error(tcx.sess, term.source.span, diag::TransmuteSize)
        .note("source type: `" + ty::to_string(tcx, from) + "` (" + size_text(a) + ")")
        .note("target type: `" + ty::to_string(tcx, to) + "` (" + size_text(b) + ")")
        .emit();
  }
}

} // namespace ochre::mir::lint
