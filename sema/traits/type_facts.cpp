// Copy, Sized, Freeze, Unpin, needs drop: asked often, by type and environment.
#include "sema/traits/fulfill.h"
#include "sema/traits/queries.h"

#include "llvm/ADT/SetVector.h"

namespace ochre::traits {

using ty::TyKind;
using ty::TypingEnvAnd;

namespace {

/// Each type that is looked into once; more than this many is taken as "maybe".
constexpr size_t kMaxParts = 4096;

bool implements(TyCtxt &tcx, const TypingEnvAnd<Ty> &key, DefId trait) {
  if (!trait.is_valid())
    return false;
  InferCtxt infcx(tcx, key.env.mode);
  Ty ty = ty::erase_regions(tcx, key.value);
  return type_implements_trait(infcx, key.env.param_env, trait, {GenericArg(ty)});
}

Ty normal(TyCtxt &tcx, const ty::TypingEnv &env, Ty ty) {
  return tcx.normalize_erasing_regions({env, GenericArg(ty)}).ty();
}

/// What a value of a type is made of, as a set of types still to look into.
class Parts {
public:
  Parts(TyCtxt &tcx, const ty::TypingEnv &env, Ty first) : tcx_(tcx), env_(env) { add(first); }

  void add(Ty ty) { seen_.insert(normal(tcx_, env_, ty)); }
  void add_fields(Ty adt) {
    for (const ty::VariantDef &variant : tcx_.adt_def(adt.def_id())->variants)
      for (const ty::FieldDef &field : variant.fields)
        add(ty::instantiate(tcx_, tcx_.type_of(field.def_id), adt.args()));
  }
  /// The next type, or null; `full` if there are too many.
  Ty next(bool &full) {
    full = seen_.size() > kMaxParts;
    return next_ < seen_.size() ? seen_[next_++] : Ty();
  }

private:
  TyCtxt &tcx_;
  const ty::TypingEnv &env_;
  llvm::SetVector<Ty> seen_;
  size_t next_ = 0;
};

enum class Answer : uint8_t { No, Yes, LookInside, AskTrait };

/// Whether dropping a type does something, as far as its head tells.
Answer head_needs_drop(TyCtxt &tcx, Ty ty, Parts &parts) {
  switch (ty.kind()) {
  case TyKind::Bool:
  case TyKind::Char:
  case TyKind::Int:
  case TyKind::Uint:
  case TyKind::Float:
  case TyKind::Str:
  case TyKind::Never:
  case TyKind::Foreign:
  case TyKind::RawPtr:
  case TyKind::Ref:
  case TyKind::FnDef:
  case TyKind::FnPtr:
  case TyKind::Infer:
  case TyKind::Bound:
  case TyKind::Error: return Answer::No;
  case TyKind::Dynamic:
  case TyKind::Coroutine:
  case TyKind::CoroutineWitness: return Answer::Yes;
  case TyKind::Array:
    if (is_empty_array(ty))
      return Answer::No;
    parts.add(ty.inner());
    return Answer::LookInside;
  case TyKind::Slice: parts.add(ty.inner()); return Answer::LookInside;
  case TyKind::Tuple:
    for (Ty elem : ty.tuple_elems())
      parts.add(elem);
    return Answer::LookInside;
  case TyKind::Closure:
    for (Ty upvar : ty::ClosureArgs::of(ty.args()).upvar_tys())
      parts.add(upvar);
    return Answer::LookInside;
  case TyKind::Adt: {
    const ty::AdtDef &adt = *tcx.adt_def(ty.def_id());
    if (adt.is_manually_drop || adt.is_phantom_data)
      return Answer::No;
    if (adt.is_box || tcx.adt_destructor(ty.def_id()).is_valid())
      return Answer::Yes;
    if (!adt.is_union())
      parts.add_fields(ty);
    return Answer::LookInside;
  }
  case TyKind::Alias:
  case TyKind::Param:
  case TyKind::Placeholder: return Answer::AskTrait;
  }
  return Answer::Yes;
}

Answer head_has_cell(TyCtxt &tcx, Ty ty, Parts &parts) {
  switch (ty.kind()) {
  case TyKind::Bool:
  case TyKind::Char:
  case TyKind::Int:
  case TyKind::Uint:
  case TyKind::Float:
  case TyKind::Str:
  case TyKind::Never:
  case TyKind::RawPtr:
  case TyKind::Ref:
  case TyKind::FnDef:
  case TyKind::FnPtr:
  case TyKind::Infer:
  case TyKind::Bound:
  case TyKind::Error: return Answer::No;
  case TyKind::Dynamic:
  case TyKind::Foreign:
  case TyKind::Coroutine:
  case TyKind::CoroutineWitness: return Answer::Yes;
  case TyKind::Array:
  case TyKind::Slice: parts.add(ty.inner()); return Answer::LookInside;
  case TyKind::Tuple:
    for (Ty elem : ty.tuple_elems())
      parts.add(elem);
    return Answer::LookInside;
  case TyKind::Closure:
    for (Ty upvar : ty::ClosureArgs::of(ty.args()).upvar_tys())
      parts.add(upvar);
    return Answer::LookInside;
  case TyKind::Adt: {
    const ty::AdtDef &adt = *tcx.adt_def(ty.def_id());
    if (adt.is_unsafe_cell || adt.is_unsafe_pinned)
      return Answer::Yes;
    if (!adt.is_phantom_data)
      parts.add_fields(ty);
    return Answer::LookInside;
  }
  case TyKind::Alias:
  case TyKind::Param:
  case TyKind::Placeholder: return Answer::AskTrait;
  }
  return Answer::Yes;
}

/// Whether any part of the type answers yes; `ask` is for types known by traits
/// only.
bool any_part(TyCtxt &tcx, const TypingEnvAnd<Ty> &key, Answer (*head)(TyCtxt &, Ty, Parts &),
              bool (*ask)(TyCtxt &, const TypingEnvAnd<Ty> &)) {
  Parts parts(tcx, key.env, key.value);
  bool full = false;
  while (Ty ty = parts.next(full)) {
    Answer answer = full ? Answer::Yes : head(tcx, ty, parts);
    if (answer == Answer::Yes || (answer == Answer::AskTrait && ask(tcx, {key.env, ty})))
      return true;
  }
  return false;
}

bool is_plain(Ty ty) {
  switch (ty.kind()) {
  case TyKind::Bool:
  case TyKind::Char:
  case TyKind::Int:
  case TyKind::Uint:
  case TyKind::Float:
  case TyKind::Never:
  case TyKind::RawPtr:
  case TyKind::FnDef:
  case TyKind::FnPtr:
  case TyKind::Error: return true;
  case TyKind::Ref: return ty.mutbl() == ty::Mutability::Not;
  case TyKind::Str:
  case TyKind::Adt:
  case TyKind::Foreign:
  case TyKind::Array:
  case TyKind::Slice:
  case TyKind::Dynamic:
  case TyKind::Closure:
  case TyKind::Coroutine:
  case TyKind::CoroutineWitness:
  case TyKind::Tuple:
  case TyKind::Alias:
  case TyKind::Param:
  case TyKind::Bound:
  case TyKind::Placeholder:
  case TyKind::Infer: return false;
  }
  return false;
}

} // namespace

bool is_copy(TyCtxt &tcx, TypingEnvAnd<Ty> key) {
  if (is_plain(key.value))
    return true;
  return implements(tcx, key, tcx.lang_item(LangItem::Copy));
}

bool is_sized(TyCtxt &tcx, TypingEnvAnd<Ty> key) {
  if (is_plain(key.value) || key.value.is_ref())
    return true;
  DefId trait = tcx.lang_item(LangItem::Sized);
  if (trait.is_valid())
    return implements(tcx, key, trait);
  return !key.value.is_str() && !key.value.is(TyKind::Slice) && !key.value.is_dyn();
}

bool is_unpin(TyCtxt &tcx, TypingEnvAnd<Ty> key) {
  if (is_plain(key.value) || key.value.is_ref())
    return true;
  return implements(tcx, key, tcx.lang_item(LangItem::Unpin));
}

bool is_freeze(TyCtxt &tcx, TypingEnvAnd<Ty> key) {
  if (is_plain(key.value) || key.value.is_ref())
    return true;
  return !any_part(tcx, key, head_has_cell, [](TyCtxt &tcx, const TypingEnvAnd<Ty> &part) {
    return !implements(tcx, part, tcx.lang_item(LangItem::Freeze));
  });
}

bool needs_drop(TyCtxt &tcx, TypingEnvAnd<Ty> key) {
  if (is_plain(key.value) || key.value.is_ref())
    return false;
  return any_part(tcx, key, head_needs_drop,
                  [](TyCtxt &tcx, const TypingEnvAnd<Ty> &part) { return !tcx.is_copy(part); });
}

bool is_empty_array(Ty ty) {
  Const len = ty.array_len();
  return len.is(ty::ConstKind::Value) && len.valtree()->is_leaf && len.valtree()->lo == 0 &&
         len.valtree()->hi == 0;
}

DefId adt_destructor(TyCtxt &tcx, DefId adt) {
  DefId drop = tcx.lang_item(LangItem::Drop);
  if (!drop.is_valid())
    return DefId();
  ty::SimplifiedType key;
  key.kind = TyKind::Adt;
  key.key = adt.raw;
  const ty::TraitImpls &impls = *tcx.impls_of_trait(drop);
  auto it = impls.by_self_ty.find(key);
  if (it == impls.by_self_ty.end())
    return DefId();
  for (DefId impl : it->second)
    for (const ty::AssocItem &item : tcx.associated_items(impl)->items)
      if (item.kind == ty::AssocKind::Fn)
        return item.def_id;
  return DefId();
}

} // namespace ochre::traits
