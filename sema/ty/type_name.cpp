// `core::any::type_name`: full paths, no names of lifetimes.
//
//   Option<&'a [Foo<'b>]>  ->  core::option::Option<&[krate::module::Foo<'_>]>
//
// The form is not part of the language, but programs log it, so it is the reference compiler's.
#include "sema/ty/fold.h"
#include "sema/ty/print.h"

#include "llvm/Support/raw_ostream.h"

namespace ochre::ty {

namespace {

class TypeNamer {
public:
  explicit TypeNamer(TyCtxt &tcx) : tcx_(tcx), out_(text_) {}
  std::string take() { return std::move(text_); }
  void ty(Ty ty);

private:
  void arg(GenericArg arg);
  void args(llvm::ArrayRef<GenericArg> list,
            llvm::ArrayRef<std::pair<Symbol, GenericArg>> assoc = {});
  void list(llvm::ArrayRef<Ty> tys);
  void path(DefId id, llvm::ArrayRef<GenericArg> list);
  void impl_path(DefId impl, llvm::ArrayRef<GenericArg> list);
  void trait_path(DefId trait, llvm::ArrayRef<GenericArg> list);
  void fn_ptr(const PolyFnSig &poly);
  void dyn(Ty ty);
  bool call(const ExistentialPredicate &trait, llvm::ArrayRef<std::pair<Symbol, GenericArg>> assoc);
  llvm::StringRef name(DefId id) const { return tcx_.str(tcx_.name(id)); }

  TyCtxt &tcx_;
  std::string text_;
  llvm::raw_string_ostream out_;
};

void TypeNamer::arg(GenericArg arg) {
  if (arg.is_ty())
    ty(arg.ty());
  else if (arg.is_region())
    out_ << "'_";
  else
    out_ << to_string(tcx_, arg.ct());
}

void TypeNamer::args(llvm::ArrayRef<GenericArg> list,
                     llvm::ArrayRef<std::pair<Symbol, GenericArg>> assoc) {
  if (list.empty() && assoc.empty())
    return;
  out_ << '<';
  llvm::ListSeparator separator;
  for (GenericArg a : list) {
    out_ << separator;
    arg(a);
  }
  for (const auto &[name, term] : assoc) {
    out_ << separator << tcx_.str(name) << " = ";
    arg(term);
  }
  out_ << '>';
}

void TypeNamer::list(llvm::ArrayRef<Ty> tys) {
  llvm::ListSeparator separator;
  for (Ty t : tys) {
    out_ << separator;
    ty(t);
  }
}

/// `list` is without Self.
void TypeNamer::trait_path(DefId trait, llvm::ArrayRef<GenericArg> list) {
  path(trait, {});
  args(list);
}

void TypeNamer::impl_path(DefId impl, llvm::ArrayRef<GenericArg> list) {
  GenericArgs own = list.size() < tcx_.generics_of(impl)->count() ? identity_args(tcx_, impl)
                                                                  : tcx_.mk_args(list);
  Ty self = instantiate(tcx_, tcx_.type_of(impl), own);
  if (const ImplHeader *header = tcx_.impl_header(impl)) {
    TraitRef ref = instantiate(tcx_, header->trait_ref, own);
    out_ << '<';
    ty(self);
    out_ << " as ";
    trait_path(ref.def_id, ref.args.array().drop_front());
    out_ << '>';
    return;
  }
  // Beside the definition of its type the impl goes by that.
  if (self.is_adt() && tcx_.parent(self.def_id()) == tcx_.parent(impl))
    return ty(self);
  path(tcx_.parent(impl), {});
  out_ << "::<impl ";
  ty(self);
  out_ << '>';
}

void TypeNamer::path(DefId id, llvm::ArrayRef<GenericArg> list) {
  DefData data = tcx_.defs.def(id);
  if (!data.parent.is_valid()) {
    out_ << tcx_.str(tcx_.defs.crates()[tcx_.defs.crate_of(id)].name);
    return;
  }
  if (data.kind == DefKind::Impl)
    return impl_path(id, list);
  size_t inherited = 0;
  if (data.kind == DefKind::Closure || is_ctor(data.kind) || data.kind == DefKind::Variant)
    inherited = list.size();
  else if (is_assoc(data.kind))
    inherited = std::min<size_t>(tcx_.generics_of(id)->parent_count, list.size());
  bool in_trait = is_assoc(data.kind) && tcx_.def_kind(data.parent) == DefKind::Trait;
  if (in_trait && inherited > 0) {
    out_ << '<';
    ty(list[0].ty());
    out_ << " as ";
    trait_path(data.parent, list.slice(1, inherited - 1));
    out_ << '>';
  } else {
    size_t outer = std::min<size_t>(inherited, list.size());
    if (data.kind == DefKind::Closure) // its own arguments follow those of the body around it
      outer = std::min<size_t>(tcx_.generics_of(tcx_.typeck_root(id))->count(), outer);
    path(data.parent, list.take_front(outer));
  }
  if (data.kind == DefKind::ForeignMod)
    return;
  out_ << "::";
  if (data.kind == DefKind::Closure)
    out_ << "{{closure}}";
  else if (is_ctor(data.kind))
    out_ << "{{constructor}}";
  else if (data.kind == DefKind::AnonConst || data.kind == DefKind::InlineConst)
    out_ << "{{constant}}";
  else
    out_ << name(id);
  args(list.drop_front(inherited));
}

void TypeNamer::fn_ptr(const PolyFnSig &poly) {
  const FnSig &sig = poly.skip_binder();
  Ty shown = tcx_.mk_fn_ptr(PolyFnSig(sig, poly.bound_vars()));
  // `unsafe extern "C" `, as in messages.
  std::string text = to_string(tcx_, erase_regions(tcx_, shown));
  size_t fn = text.find("fn(");
  llvm::StringRef head = llvm::StringRef(text).take_front(fn);
  if (head.starts_with("for<"))
    head = head.drop_front(head.find("> ") + 2);
  out_ << head << "fn(";
  list(sig.inputs());
  out_ << (sig.c_variadic ? ", ...)" : ")");
  if (!sig.output().is_unit()) {
    out_ << " -> ";
    ty(sig.output());
  }
}

/// `(A) -> R`; false if the trait is none of those of functions.
bool TypeNamer::call(const ExistentialPredicate &trait,
                     llvm::ArrayRef<std::pair<Symbol, GenericArg>> assoc) {
  bool is_fn = tcx_.is_lang_item(trait.def_id, LangItem::Fn) ||
               tcx_.is_lang_item(trait.def_id, LangItem::FnMut) ||
               tcx_.is_lang_item(trait.def_id, LangItem::FnOnce);
  if (!is_fn || trait.args.size() != 1 || !trait.args[0].ty().is(TyKind::Tuple))
    return false;
  out_ << '(';
  list(trait.args[0].ty().tuple_elems().array());
  out_ << ')';
  if (assoc.size() == 1 && assoc[0].second.is_ty() && !assoc[0].second.ty().is_unit()) {
    out_ << " -> ";
    ty(assoc[0].second.ty());
  }
  return true;
}

void TypeNamer::dyn(Ty ty) {
  llvm::SmallVector<std::pair<Symbol, GenericArg>, 2> assoc;
  for (const PolyExistentialPredicate &p : ty.dyn_predicates())
    if (p.skip_binder().kind == ExistentialKind::Projection)
      assoc.push_back({tcx_.name(p.skip_binder().def_id), p.skip_binder().term});
  out_ << "dyn ";
  llvm::ListSeparator plus(" + ");
  for (const PolyExistentialPredicate &p : ty.dyn_predicates()) {
    const ExistentialPredicate &inner = p.skip_binder();
    if (inner.kind == ExistentialKind::Projection)
      continue;
    out_ << plus;
    path(inner.def_id, {});
    bool is_principal = inner.kind == ExistentialKind::Trait;
    if (is_principal && call(inner, assoc))
      continue;
    args(inner.args.array(),
         is_principal ? llvm::ArrayRef(assoc) : llvm::ArrayRef<std::pair<Symbol, GenericArg>>());
  }
}

void TypeNamer::ty(Ty t) {
  switch (t.kind()) {
  case TyKind::Adt:
  case TyKind::FnDef:
  case TyKind::Closure:
  case TyKind::Coroutine: return path(t.def_id(), t.args().array());
  case TyKind::Foreign: return path(t.def_id(), {});
  case TyKind::Array:
    out_ << '[';
    ty(t.inner());
    out_ << "; " << to_string(tcx_, t.array_len()) << ']';
    return;
  case TyKind::Slice:
    out_ << '[';
    ty(t.inner());
    out_ << ']';
    return;
  case TyKind::RawPtr:
    out_ << (t.mutbl() == Mutability::Mut ? "*mut " : "*const ");
    return ty(t.inner());
  case TyKind::Ref:
    out_ << (t.region().is_bound() ? "&'_ " : "&") << (t.mutbl() == Mutability::Mut ? "mut " : "");
    return ty(t.inner());
  case TyKind::FnPtr: return fn_ptr(t.fn_ptr_sig());
  case TyKind::Dynamic: return dyn(t);
  case TyKind::Tuple:
    out_ << '(';
    list(t.tuple_elems().array());
    out_ << (t.tuple_elems().size() == 1 ? ",)" : ")");
    return;
  case TyKind::Bool:
  case TyKind::Char:
  case TyKind::Int:
  case TyKind::Uint:
  case TyKind::Float:
  case TyKind::Str:
  case TyKind::Never:
  case TyKind::CoroutineWitness:
  case TyKind::Alias:
  case TyKind::Param:
  case TyKind::Bound:
  case TyKind::Placeholder:
  case TyKind::Infer:
  case TyKind::Error: out_ << to_string(tcx_, t); return;
  }
}

} // namespace

std::string type_name(TyCtxt &tcx, Ty ty) {
  TypeNamer namer(tcx);
  namer.ty(ty);
  return namer.take();
}

} // namespace ochre::ty
