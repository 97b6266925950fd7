// Printing: the last segment of a path names an item, regions are shown where
// the user could write them, anonymous bound regions get fresh names
// (`for<'a> fn(&'a u8)`).
#include "sema/ty/print.h"

#include "sema/ty/fold.h"

#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/raw_ostream.h"

namespace ochre::ty {
namespace {

constexpr unsigned kMaxDepth = 200;
/// Types in one text, in messages and in `type_name`; what follows is left out.
constexpr unsigned kMaxTypes = 4096;
constexpr unsigned kMaxTypesInNames = 1u << 20;

llvm::StringRef abi_name(Abi abi) {
  static constexpr const char *kNames[] = {
      "Rust",    "C",        "C-unwind",   "system",         "system-unwind", "cdecl",
      "stdcall", "fastcall", "vectorcall", "thiscall",       "win64",         "sysv64",
      "aapcs",   "efiapi",   "rust-call",  "rust-intrinsic", "rust-cold",     "unadjusted"};
  return kNames[static_cast<unsigned>(abi)];
}

/// `alloc::string::String`, `app::main::{{closure}}`.
std::string full_path(TyCtxt &tcx, DefId def_id) {
  DefId parent = tcx.parent(def_id);
  if (!parent.is_valid())
    return tcx.defs.path_string(def_id, true);
  DefKind kind = tcx.def_kind(def_id);
  if (is_ctor(kind))
    return full_path(tcx, parent);
  if (kind == DefKind::Closure)
    return full_path(tcx, parent) + "::{{closure}}";
  if (kind == DefKind::Impl)
    return full_path(tcx, parent) + "::{{impl}}";
  return full_path(tcx, parent) + "::" + tcx.str(tcx.name(def_id)).str();
}

class Printer {
public:
  explicit Printer(TyCtxt &tcx) : tcx_(tcx), out_(text_) {}

  bool full_paths = false; ///< from the crate's name on

  std::string take() { return std::move(text_); }

  void print(Ty ty);
  void print(Region region);
  void print(Const ct);
  void print(GenericArg arg);
  void print(Predicate predicate);
  void print_sig(const PolyFnSig &sig, llvm::StringRef name = "");
  void print_args(llvm::ArrayRef<GenericArg> args);
  void print_trait_ref(const TraitRef &ref);
  void print_trait_path(const TraitRef &ref, llvm::ArrayRef<std::pair<Symbol, Term>> assoc = {});
  void print_value_path(DefId def_id, GenericArgs args);

private:
  using Bindings = llvm::SmallVector<std::pair<Symbol, Term>, 2>;

  void print_args_and(llvm::ArrayRef<GenericArg> args, llvm::ArrayRef<std::pair<Symbol, Term>> more,
                      llvm::StringRef open = "<");
  void print_list(llvm::ArrayRef<Ty> tys);
  void print_pointee(Ty ty);
  void print_dynamic(Ty ty);
  void print_dyn_bound(Ty ty, const PolyExistentialPredicate &bound);
  void print_paren_sugar(const PolyExistentialPredicate &bound, Ty inputs, Ty output);
  void print_opaque(Ty ty);
  void print_alias(Ty ty);
  void print_fn_def(Ty ty);
  void print_place(DefId def_id, llvm::StringRef what);
  void print_valtree(Ty ty, ValTree tree);
  void print_infer(Ty ty);
  void open_binder(BoundVars vars);
  void close_binder() { binders_.pop_back(); }
  void name(Symbol symbol) { out_ << tcx_.str(symbol); }
  void item_name(DefId def_id);
  bool shows(Region region) const;
  llvm::ArrayRef<GenericArg> own_args(DefId def_id, GenericArgs args) const;

  TyCtxt &tcx_;
  std::string text_;
  llvm::raw_string_ostream out_;
  llvm::SmallVector<std::vector<std::string>, 4> binders_;
  unsigned next_name_ = 0;
  unsigned depth_ = 0;
  unsigned types_ = 0;
};

void Printer::open_binder(BoundVars vars) {
  std::vector<std::string> names;
  for (const BoundVarKind &var : vars) {
    if (var.name.is_valid() && var.name != sym::empty && var.name != sym::kw_underscore_lifetime) {
      names.push_back(tcx_.str(var.name).str());
      continue;
    }
    std::string fresh = "'";
    for (unsigned n = next_name_++;; n = n / 26 - 1) {
      fresh.insert(1, 1, static_cast<char>('a' + n % 26));
      if (n < 26)
        break;
    }
    names.push_back(fresh);
  }
  if (!names.empty()) {
    out_ << "for<";
    llvm::interleave(names, out_, ", ");
    out_ << "> ";
  }
  binders_.push_back(std::move(names));
}

/// Whether a reference shows its region.
bool Printer::shows(Region region) const {
  switch (region.kind()) {
  case RegionKind::EarlyParam:
  case RegionKind::Static: return true;
  case RegionKind::Bound: return region.debruijn() < binders_.size();
  case RegionKind::LateParam:
    return region.param_def().is_valid() && region.param_name().is_valid() &&
           region.param_name() != sym::kw_underscore_lifetime && region.param_name() != sym::empty;
  case RegionKind::Var:
  case RegionKind::Placeholder:
  case RegionKind::Erased:
  case RegionKind::Error: return false;
  }
  return false;
}

void Printer::print(Region region) {
  if (!shows(region)) {
    out_ << "'_";
    return;
  }
  switch (region.kind()) {
  case RegionKind::Static: out_ << "'static"; return;
  case RegionKind::EarlyParam:
  case RegionKind::LateParam: name(region.param_name()); return;
  case RegionKind::Bound: {
    auto &names = binders_[binders_.size() - 1 - region.debruijn()];
    if (region.bound_var().raw < names.size())
      out_ << names[region.bound_var().raw];
    else
      out_ << "'_";
    return;
  }
  case RegionKind::Var:
  case RegionKind::Placeholder:
  case RegionKind::Erased:
  case RegionKind::Error: out_ << "'_"; return;
  }
}

void Printer::print_list(llvm::ArrayRef<Ty> tys) {
  llvm::interleave(tys, [&](Ty ty) { print(ty); }, [&] { out_ << ", "; });
}

void Printer::print_args_and(llvm::ArrayRef<GenericArg> args,
                             llvm::ArrayRef<std::pair<Symbol, Term>> more, llvm::StringRef open) {
  bool any_region_shown = llvm::any_of(
      args, [&](GenericArg arg) { return arg.is_region() && !arg.region().is_erased(); });
  bool first = true;
  auto separate = [&] {
    out_ << (first ? open : ", ");
    first = false;
  };
  for (GenericArg arg : args) {
    if (arg.is_region() && !any_region_shown)
      continue;
    separate();
    print(arg);
  }
  for (auto [assoc, term] : more) {
    separate();
    name(assoc);
    out_ << " = ";
    print(term);
  }
  if (!first)
    out_ << ">";
}

void Printer::print_args(llvm::ArrayRef<GenericArg> args) { print_args_and(args, {}); }

void Printer::print_pointee(Ty ty) {
  bool parens = ty.is_dyn() && (ty.dyn_predicates().size() > 1 || shows(ty.region()));
  if (ty.is_dyn() && !shows(ty.region())) {
    unsigned bounds = 0;
    for (const PolyExistentialPredicate &p : ty.dyn_predicates())
      bounds += p.skip_binder().kind != ExistentialKind::Projection;
    parens = bounds > 1;
  }
  out_ << (parens ? "(" : "");
  print(ty);
  out_ << (parens ? ")" : "");
}

void Printer::print_paren_sugar(const PolyExistentialPredicate &bound, Ty inputs, Ty output) {
  item_name(bound.skip_binder().def_id);
  out_ << "(";
  print_list(inputs.tuple_elems().array());
  out_ << ")";
  if (output && !output.is_unit()) {
    out_ << " -> ";
    print(output);
  }
}

void Printer::print_dyn_bound(Ty ty, const PolyExistentialPredicate &bound) {
  const ExistentialPredicate &trait = bound.skip_binder();
  Bindings assoc;
  for (const PolyExistentialPredicate &p : ty.dyn_predicates())
    if (p.skip_binder().kind == ExistentialKind::Projection)
      assoc.push_back({tcx_.name(p.skip_binder().def_id), p.skip_binder().term});
  open_binder(bound.bound_vars());
  bool is_fn = tcx_.is_lang_item(trait.def_id, LangItem::Fn) ||
               tcx_.is_lang_item(trait.def_id, LangItem::FnMut) ||
               tcx_.is_lang_item(trait.def_id, LangItem::FnOnce);
  if (is_fn && trait.args.size() == 1 && trait.args[0].is_ty() &&
      trait.args[0].ty().is(TyKind::Tuple)) {
    Ty output = assoc.size() == 1 && assoc[0].second.is_ty() ? assoc[0].second.ty() : Ty();
    print_paren_sugar(bound, trait.args[0].ty(), output);
  } else {
    item_name(trait.def_id);
    print_args_and(trait.args.array(), assoc);
  }
  close_binder();
}

void Printer::print_dynamic(Ty ty) {
  out_ << "dyn ";
  bool first = true;
  for (const PolyExistentialPredicate &p : ty.dyn_predicates()) {
    const ExistentialPredicate &inner = p.skip_binder();
    if (inner.kind == ExistentialKind::Projection)
      continue;
    out_ << (first ? "" : " + ");
    first = false;
    if (inner.kind == ExistentialKind::Trait)
      print_dyn_bound(ty, p);
    else
      name(tcx_.name(inner.def_id));
  }
  if (shows(ty.region())) {
    out_ << (first ? "" : " + ");
    print(ty.region());
  }
}

void Printer::print_opaque(Ty ty) {
  Clauses bounds = instantiate(tcx_, tcx_.item_bounds(ty.def_id()), ty.args());
  out_ << "impl ";
  bool first = true;
  bool sized = false;
  for (Clause clause : bounds) {
    if (!clause.is(PredicateKind::Trait) || !(clause.trait_ref().self_ty() == ty))
      continue;
    if (tcx_.is_lang_item(clause.trait_ref().def_id, LangItem::Sized)) {
      sized = true;
      continue;
    }
    Bindings assoc;
    for (Clause other : bounds)
      if (other.is(PredicateKind::Projection) && other.alias().self_ty() == ty &&
          tcx_.parent(other.alias().def_id) == clause.trait_ref().def_id)
        assoc.push_back({tcx_.name(other.alias().def_id), other.term()});
    out_ << (first ? "" : " + ");
    first = false;
    open_binder(clause.bound_vars());
    print_trait_path(clause.trait_ref(), assoc);
    close_binder();
  }
  if (first)
    out_ << (sized ? "Sized" : "?Sized");
}

llvm::ArrayRef<GenericArg> Printer::own_args(DefId def_id, GenericArgs args) const {
  uint32_t parents = std::min(tcx_.generics_of(def_id)->parent_count, args.size());
  return args.array().drop_front(parents);
}

void Printer::print_alias(Ty ty) {
  DefId def_id = ty.def_id();
  switch (ty.alias_kind()) {
  case AliasKind::Opaque: print_opaque(ty); return;
  case AliasKind::Free:
    name(tcx_.name(def_id));
    print_args(ty.args().array());
    return;
  case AliasKind::Inherent:
    print(ty.args()[0]);
    out_ << "::";
    name(tcx_.name(def_id));
    return;
  case AliasKind::Projection: {
    if (tcx_.name(def_id) == sym::empty) // `impl Trait` of a trait's function
      return print_opaque(ty);
    auto own = own_args(def_id, ty.args());
    TraitRef ref{tcx_.parent(def_id), tcx_.mk_args(ty.args().array().drop_back(own.size()))};
    print_trait_ref(ref);
    out_ << "::";
    name(tcx_.name(def_id));
    print_args(own);
    return;
  }
  }
}

void Printer::print_fn_def(Ty ty) {
  if (full_paths)
    return print_value_path(ty.def_id(), ty.args());
  PolyFnSig sig = instantiate(tcx_, tcx_.fn_sig(ty.def_id()), ty.args());
  print_sig(sig);
  out_ << " {";
  print_value_path(ty.def_id(), ty.args());
  out_ << "}";
}

void Printer::item_name(DefId def_id) {
  if (full_paths)
    out_ << full_path(tcx_, def_id);
  else
    name(tcx_.name(def_id));
}

void Printer::print_place(DefId def_id, llvm::StringRef what) {
  if (full_paths) {
    out_ << full_path(tcx_, def_id);
    return;
  }
  out_ << "{" << what;
  Span span = tcx_.def_span(def_id);
  Loc lo = tcx_.sess.source_map.lookup(span.lo);
  Loc hi = tcx_.sess.source_map.lookup(span.hi);
  if (!span.is_dummy() && lo.file)
    out_ << "@" << lo.file->name << ":" << lo.line << ":" << lo.column << ": " << hi.line << ":"
         << hi.column;
  out_ << "}";
}

void Printer::print_infer(Ty ty) {
  switch (ty.infer_kind()) {
  case InferKind::Int: out_ << "{integer}"; return;
  case InferKind::Float: out_ << "{float}"; return;
  case InferKind::Ty:
  case InferKind::FreshTy:
  case InferKind::FreshInt:
  case InferKind::FreshFloat: out_ << "_"; return;
  }
}

void Printer::print(Ty ty) {
  bool is_too_long = ++types_ > (full_paths ? kMaxTypesInNames : kMaxTypes);
  if (is_too_long || (depth_ >= kMaxDepth && !full_paths)) {
    out_ << "...";
    return;
  }
  ++depth_;
  switch (ty.kind()) {
  case TyKind::Bool: out_ << "bool"; break;
  case TyKind::Char: out_ << "char"; break;
  case TyKind::Int: out_ << ochre::to_string(ty.int_ty()); break;
  case TyKind::Uint: out_ << ochre::to_string(ty.uint_ty()); break;
  case TyKind::Float: out_ << ochre::to_string(ty.float_ty()); break;
  case TyKind::Str: out_ << "str"; break;
  case TyKind::Never: out_ << "!"; break;
  case TyKind::Adt:
    item_name(ty.def_id());
    print_args(ty.args().array());
    break;
  case TyKind::Foreign: item_name(ty.def_id()); break;
  case TyKind::Array:
    out_ << "[";
    print(ty.inner());
    out_ << "; ";
    print(ty.array_len());
    out_ << "]";
    break;
  case TyKind::Slice:
    out_ << "[";
    print(ty.inner());
    out_ << "]";
    break;
  case TyKind::RawPtr:
    out_ << (ty.mutbl() == Mutability::Mut ? "*mut " : "*const ");
    print_pointee(ty.inner());
    break;
  case TyKind::Ref:
    out_ << "&";
    if (shows(ty.region())) {
      print(ty.region());
      out_ << " ";
    }
    out_ << (ty.mutbl() == Mutability::Mut ? "mut " : "");
    print_pointee(ty.inner());
    break;
  case TyKind::FnDef: print_fn_def(ty); break;
  case TyKind::FnPtr: print_sig(ty.fn_ptr_sig()); break;
  case TyKind::Dynamic: print_dynamic(ty); break;
  case TyKind::Closure: print_place(ty.def_id(), "closure"); break;
  case TyKind::Coroutine: print_place(ty.def_id(), "async block"); break;
  case TyKind::CoroutineWitness: print_place(ty.def_id(), "coroutine witness"); break;
  case TyKind::Tuple:
    out_ << "(";
    print_list(ty.tuple_elems().array());
    out_ << (ty.tuple_elems().size() == 1 ? ",)" : ")");
    break;
  case TyKind::Alias: print_alias(ty); break;
  case TyKind::Param: name(ty.param_name()); break;
  case TyKind::Bound: out_ << "_"; break;
  case TyKind::Placeholder: out_ << "_"; break;
  case TyKind::Infer: print_infer(ty); break;
  case TyKind::Error: out_ << "{type error}"; break;
  }
  --depth_;
}

void Printer::print_valtree(Ty ty, ValTree tree) {
  if (tree->is_leaf) {
    llvm::APInt value(128, {tree->lo, tree->hi});
    llvm::SmallString<40> digits;
    if (ty.is_bool()) {
      out_ << (tree->lo ? "true" : "false");
    } else if (ty.is_char()) {
      char buffer[4];
      char *end = buffer;
      bool ok = llvm::ConvertCodePointToUTF8(static_cast<unsigned>(tree->lo), end);
      out_ << "'" << (ok ? llvm::StringRef(buffer, end - buffer) : "?") << "'";
    } else {
      bool is_signed = ty.is(TyKind::Int);
      value = value.trunc(std::max(8u, tree->size * 8u));
      value.toString(digits, 10, is_signed);
      out_ << digits;
    }
    return;
  }
  if (ty.is_ref() && ty.inner().is_str()) {
    std::string bytes;
    for (ValTree child : tree->children)
      bytes.push_back(static_cast<char>(child->lo));
    out_ << '"';
    out_.write_escaped(bytes) << '"';
    return;
  }
  out_ << "{const}";
}

void Printer::print(Const ct) {
  switch (ct.kind()) {
  case ConstKind::Param: name(ct.param_name()); return;
  case ConstKind::Infer:
  case ConstKind::Bound:
  case ConstKind::Placeholder: out_ << "_"; return;
  case ConstKind::Unevaluated:
    if (is_assoc(tcx_.def_kind(ct.def_id())) || tcx_.def_kind(ct.def_id()) == DefKind::Const)
      print_value_path(ct.def_id(), ct.args());
    else
      out_ << "_";
    return;
  case ConstKind::Value: print_valtree(ct.value_ty(), ct.valtree()); return;
  case ConstKind::Error: out_ << "{const error}"; return;
  }
}

void Printer::print(GenericArg arg) {
  switch (arg.kind()) {
  case GenericArg::kTy: print(arg.ty()); return;
  case GenericArg::kRegion: print(arg.region()); return;
  case GenericArg::kConst: print(arg.ct()); return;
  }
}

void Printer::print_sig(const PolyFnSig &poly, llvm::StringRef fn_name) {
  const FnSig &sig = poly.skip_binder();
  open_binder(poly.bound_vars());
  out_ << (sig.safety == Safety::Unsafe ? "unsafe " : "");
  if (sig.abi != Abi::Rust)
    out_ << "extern \"" << abi_name(sig.abi) << "\" ";
  out_ << "fn" << (fn_name.empty() ? "" : " ") << fn_name << "(";
  print_list(sig.inputs());
  if (sig.c_variadic)
    out_ << (sig.inputs().empty() ? "..." : ", ...");
  out_ << ")";
  if (!sig.output().is_unit()) {
    out_ << " -> ";
    print(sig.output());
  }
  close_binder();
}

void Printer::print_trait_path(const TraitRef &ref, llvm::ArrayRef<std::pair<Symbol, Term>> assoc) {
  bool is_fn = tcx_.is_lang_item(ref.def_id, LangItem::Fn) ||
               tcx_.is_lang_item(ref.def_id, LangItem::FnMut) ||
               tcx_.is_lang_item(ref.def_id, LangItem::FnOnce);
  item_name(ref.def_id);
  if (is_fn && ref.args.size() == 2 && ref.args[1].is_ty() && ref.args[1].ty().is(TyKind::Tuple)) {
    out_ << "(";
    print_list(ref.args[1].ty().tuple_elems().array());
    out_ << ")";
    if (assoc.size() == 1 && assoc[0].second.is_ty() && !assoc[0].second.ty().is_unit()) {
      out_ << " -> ";
      print(assoc[0].second);
    }
    return;
  }
  print_args_and(ref.args.array().drop_front(std::min<size_t>(1, ref.args.size())), assoc);
}

void Printer::print_trait_ref(const TraitRef &ref) {
  out_ << "<";
  print(ref.args[0]);
  out_ << " as ";
  print_trait_path(ref);
  out_ << ">";
}

void Printer::print_value_path(DefId def_id, GenericArgs args) {
  DefId parent = tcx_.parent(def_id);
  DefKind kind = tcx_.def_kind(def_id);
  bool in_assoc = is_assoc(kind) && parent.is_valid();
  if (in_assoc && tcx_.def_kind(parent) == DefKind::Trait) {
    auto own = own_args(def_id, args);
    print_trait_ref({parent, tcx_.mk_args(args.array().drop_back(own.size()))});
    out_ << "::";
    name(tcx_.name(def_id));
    print_args_and(own, {}, "::<");
    return;
  }
  if (in_assoc && tcx_.def_kind(parent) == DefKind::Impl) {
    auto own = own_args(def_id, args);
    Ty self_ty =
        instantiate(tcx_, tcx_.type_of(parent), tcx_.mk_args(args.array().drop_back(own.size())));
    print(self_ty);
    out_ << "::";
    name(tcx_.name(def_id));
    print_args_and(own, {}, "::<");
    return;
  }
  if (is_ctor(kind)) {
    DefId owner = parent;
    if (tcx_.def_kind(owner) == DefKind::Variant) {
      name(tcx_.name(tcx_.parent(owner)));
      print_args_and(args.array(), {}, "::<");
      out_ << "::";
      name(tcx_.name(owner));
      return;
    }
    name(tcx_.name(owner));
    print_args_and(args.array(), {}, "::<");
    return;
  }
  out_ << (full_paths ? full_path(tcx_, def_id) : tcx_.defs.path_string(def_id));
  print_args_and(args.array(), {}, "::<");
}

void Printer::print(Predicate p) {
  open_binder(p.bound_vars());
  switch (p.kind()) {
  case PredicateKind::Trait:
    print(p.trait_ref().args[0]);
    out_ << (p.polarity() == Polarity::Negative ? ": !" : ": ");
    print_trait_path(p.trait_ref());
    break;
  case PredicateKind::Projection:
  case PredicateKind::NormalizesTo: {
    AliasTerm alias = p.alias();
    if (tcx_.def_kind(alias.def_id) == DefKind::AssocConst)
      print_value_path(alias.def_id, alias.args);
    else
      print(tcx_.mk_alias(tcx_.def_kind(alias.def_id) == DefKind::OpaqueTy ? AliasKind::Opaque
                                                                           : AliasKind::Projection,
                          alias.def_id, alias.args));
    out_ << (p.is(PredicateKind::Projection) ? " == " : " normalizes to ");
    print(p.term());
    break;
  }
  case PredicateKind::TypeOutlives:
    print(p.ty());
    out_ << ": ";
    print(p.region());
    break;
  case PredicateKind::RegionOutlives:
    print(p.longer());
    out_ << ": ";
    print(p.shorter());
    break;
  case PredicateKind::ConstArgHasType:
    out_ << "the constant `";
    print(p.ct());
    out_ << "` has type `";
    print(p.ty());
    out_ << "`";
    break;
  case PredicateKind::WellFormed:
    print(p.arg());
    out_ << " well-formed";
    break;
  case PredicateKind::ConstEvaluatable:
    out_ << "the constant `";
    print(p.ct());
    out_ << "` can be evaluated";
    break;
  case PredicateKind::DynCompatible:
    out_ << "the trait `";
    name(tcx_.name(p.def_id()));
    out_ << "` is dyn-compatible";
    break;
  case PredicateKind::Subtype:
    print(p.ty());
    out_ << " <: ";
    print(p.ty2());
    break;
  case PredicateKind::Coerce:
    print(p.ty());
    out_ << " -> ";
    print(p.ty2());
    break;
  case PredicateKind::ConstEquate:
    print(p.ct());
    out_ << " == ";
    print(p.ct2());
    break;
  case PredicateKind::AliasRelate:
    print(p.arg());
    out_ << " alias-relate ";
    print(p.arg2());
    break;
  case PredicateKind::Ambiguous: out_ << "ambiguous"; break;
  }
  close_binder();
}

template <class T>
std::string printed(TyCtxt &tcx, T value) {
  Printer printer(tcx);
  printer.print(value);
  return printer.take();
}

} // namespace

std::string to_string(TyCtxt &tcx, Ty ty) { return printed(tcx, ty); }
std::string full_string(TyCtxt &tcx, Ty ty) {
  Printer printer(tcx);
  printer.full_paths = true;
  printer.print(ty);
  return printer.take();
}
std::string to_string(TyCtxt &tcx, Region region) { return printed(tcx, region); }
std::string to_string(TyCtxt &tcx, Const ct) { return printed(tcx, ct); }
std::string to_string(TyCtxt &tcx, GenericArg arg) { return printed(tcx, arg); }
std::string to_string(TyCtxt &tcx, Predicate predicate) { return printed(tcx, predicate); }
std::string to_string(TyCtxt &tcx, GenericArgs args) {
  Printer printer(tcx);
  printer.print_args(args.array());
  return printer.take();
}
std::string to_string(TyCtxt &tcx, const TraitRef &ref) {
  Printer printer(tcx);
  printer.print_trait_ref(ref);
  return printer.take();
}
std::string to_string(TyCtxt &tcx, const PolyFnSig &sig) {
  Printer printer(tcx);
  printer.print_sig(sig);
  return printer.take();
}
std::string trait_path_string(TyCtxt &tcx, const TraitRef &ref) {
  Printer printer(tcx);
  printer.print_trait_path(ref);
  return printer.take();
}
std::string path_string(TyCtxt &tcx, DefId def_id, GenericArgs args) {
  Printer printer(tcx);
  printer.print_value_path(def_id, args);
  return printer.take();
}

} // namespace ochre::ty
