// The grammar of RFC 2603, with back references for repeated paths and types:
//
//   symbol  = "_R" path
//   path    = "C" ident | "N" ns path ident | "M" impl-path type | "X" impl-path type path
//           | "Y" type path | "I" path {arg} "E" | "B" base-62

#include "codegen/mangle/mangle.h"

#include "sema/ty/fold.h"
#include "sema/ty/linker_symbol.h"

namespace ochre::mangle {

namespace {

struct Mangler {
  explicit Mangler(TyCtxt &context) : tcx(context) {}

  TyCtxt &tcx;
  std::string out = "_R";
  llvm::DenseMap<std::pair<const void *, uint32_t>, size_t> paths;
  llvm::DenseMap<ty::Ty, size_t> types;
  llvm::SmallVector<uint32_t, 4> binders; ///< sizes of the open binders, outermost first

  static constexpr size_t kPrefix = 2;

  void base62(uint64_t value) {
    static constexpr char kDigits[] =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    if (value == 0) {
      out += '_';
      return;
    }
    std::string digits;
    for (uint64_t v = value - 1;; v /= 62) {
      digits += kDigits[v % 62];
      if (v < 62)
        break;
    }
    out.append(digits.rbegin(), digits.rend());
    out += '_';
  }
  void disambiguator(uint64_t value) {
    if (value == 0)
      return;
    out += 's';
    base62(value - 1);
  }
  void ident(llvm::StringRef name, uint64_t dis) {
    disambiguator(dis);
    std::string ascii;
    bool is_ascii = llvm::all_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (!is_ascii) { // not punycode: hex of the bytes, marked by the prefix
      ascii = "u8_";
      static constexpr char kHex[] = "0123456789abcdef";
      for (unsigned char c : name) {
        ascii += kHex[c >> 4];
        ascii += kHex[c & 15];
      }
      name = ascii;
    }
    out += std::to_string(name.size());
    if (!name.empty() && (name[0] == '_' || (name[0] >= '0' && name[0] <= '9')))
      out += '_';
    out += name;
  }
  bool back_reference(size_t at) {
    out += 'B';
    base62(at - kPrefix);
    return true;
  }

  void path(DefId id, llvm::ArrayRef<ty::GenericArg> args);
  void plain_path(DefId id, llvm::ArrayRef<ty::GenericArg> args);
  void impl_path(DefId id, llvm::ArrayRef<ty::GenericArg> args);
  void type(ty::Ty ty);
  void type_uncached(ty::Ty ty);
  void fn_sig(const ty::PolyFnSig &sig);
  void dyn(ty::Ty ty);
  void region(ty::Region region);
  void constant(ty::Const ct);
  void arg(ty::GenericArg arg) {
    if (arg.is_ty())
      return type(arg.ty());
    if (arg.is_region())
      return region(arg.region());
    out += 'K';
    constant(arg.ct());
  }
};

char basic_type(ty::Ty ty) {
  using K = ty::TyKind;
  switch (ty.kind()) {
  case K::Bool: return 'b';
  case K::Char: return 'c';
  case K::Str: return 'e';
  case K::Never: return 'z';
  case K::Int: return "iaslxn"[static_cast<unsigned>(ty.int_ty())];
  case K::Uint: return "jhtmyo"[static_cast<unsigned>(ty.uint_ty())];
  case K::Float:
    return ty.float_ty() == FloatTy::F32 ? 'f' : ty.float_ty() == FloatTy::F64 ? 'd' : 0;
  case K::Tuple: return ty.is_unit() ? 'u' : 0;
  case K::Param:
  case K::Placeholder:
  case K::Infer:
  case K::Error: return 'p';
  default: return 0;
  }
}

void Mangler::region(ty::Region region) {
  out += 'L';
  if (!region.is_bound())
    return base62(0);
  // Counted from the innermost binder's last variable outwards, starting at 1.
  uint64_t index = 1;
  size_t level = binders.size() - 1 - std::min<size_t>(region.debruijn(), binders.size() - 1);
  for (size_t i = level + 1; i < binders.size(); ++i)
    index += binders[i];
  base62(index + (binders[level] - 1 - region.bound_var().raw));
}

void Mangler::type(ty::Ty ty) {
  if (char c = basic_type(ty)) {
    out += c;
    return;
  }
  bool cacheable = !ty.has_escaping_bound_vars();
  if (cacheable) {
    auto it = types.find(ty);
    if (it != types.end()) {
      back_reference(it->second);
      return;
    }
  }
  size_t start = out.size();
  type_uncached(ty);
  if (cacheable)
    types.try_emplace(ty, start);
}

void Mangler::fn_sig(const ty::PolyFnSig &poly) {
  out += 'F';
  uint32_t vars = poly.bound_vars().size();
  if (vars > 0) {
    out += 'G';
    base62(vars - 1);
  }
  binders.push_back(std::max(vars, 1u));
  const ty::FnSig &sig = poly.skip_binder();
  if (sig.safety == ty::Safety::Unsafe)
    out += 'U';
  if (sig.abi == ty::Abi::C)
    out += "KC";
  else if (sig.abi != ty::Abi::Rust) {
    out += 'K';
    ident("abi" + std::to_string(static_cast<unsigned>(sig.abi)), 0);
  }
  for (ty::Ty input : sig.inputs())
    type(input);
  if (sig.c_variadic)
    out += 'v';
  out += 'E';
  type(sig.output());
  binders.pop_back();
}

void Mangler::dyn(ty::Ty ty) {
  out += 'D';
  // One list of bounds: the binder is taken to be the first one's.
  uint32_t vars = 0;
  for (const ty::PolyExistentialPredicate &p : ty.dyn_predicates())
    vars = std::max(vars, p.bound_vars().size());
  if (vars > 0) {
    out += 'G';
    base62(vars - 1);
  }
  binders.push_back(std::max(vars, 1u));
  for (const ty::PolyExistentialPredicate &p : ty.dyn_predicates()) {
    const ty::ExistentialPredicate &pred = p.skip_binder();
    switch (pred.kind) {
    case ty::ExistentialKind::Trait:
    case ty::ExistentialKind::AutoTrait: path(pred.def_id, pred.args.array()); break;
    case ty::ExistentialKind::Projection:
      out += 'p';
      ident(tcx.str(tcx.name(pred.def_id)), 0);
      arg(pred.term);
      break;
    }
  }
  out += 'E';
  binders.pop_back();
  region(ty.region());
}

void Mangler::type_uncached(ty::Ty ty) {
  using K = ty::TyKind;
  switch (ty.kind()) {
  case K::Adt:
  case K::FnDef:
  case K::Closure:
  case K::Coroutine:
  case K::CoroutineWitness:
  case K::Alias: return path(ty.def_id(), ty.args().array());
  case K::Foreign: return path(ty.def_id(), {});
  case K::Array:
    out += 'A';
    type(ty.inner());
    return constant(ty.array_len());
  case K::Slice: out += 'S'; return type(ty.inner());
  case K::RawPtr: out += ty.mutbl() == ty::Mutability::Mut ? 'O' : 'P'; return type(ty.inner());
  case K::Ref:
    out += ty.mutbl() == ty::Mutability::Mut ? 'Q' : 'R';
    if (!ty.region().is_erased())
      region(ty.region());
    return type(ty.inner());
  case K::FnPtr: return fn_sig(ty.fn_ptr_sig());
  case K::Dynamic: return dyn(ty);
  case K::Tuple:
    out += 'T';
    for (ty::Ty elem : ty.tuple_elems())
      type(elem);
    out += 'E';
    return;
  case K::Float: // f16, f128: no letter of their own
    return ident(to_string(ty.float_ty()), 0);
  case K::Bool:
  case K::Char:
  case K::Int:
  case K::Uint:
  case K::Str:
  case K::Never:
  case K::Param:
  case K::Bound:
  case K::Placeholder:
  case K::Infer:
  case K::Error: out += 'p'; return;
  }
}

void Mangler::constant(ty::Const ct) {
  if (!ct.is(ty::ConstKind::Value) || !ct.valtree()->is_leaf) {
    out += 'p';
    return;
  }
  char c = basic_type(ct.value_ty());
  out += c ? c : 'j';
  ty::ValTree leaf = ct.valtree();
  unsigned __int128 bits = static_cast<unsigned __int128>(leaf->hi) << 64 | leaf->lo;
  if (ct.value_ty().is(ty::TyKind::Int)) {
    unsigned width = leaf->size * 8u;
    auto value = static_cast<__int128>(bits << (128 - width)) >> (128 - width);
    if (value < 0) {
      out += 'n';
      bits = static_cast<unsigned __int128>(-value);
    }
  }
  std::string digits;
  for (; bits != 0; bits >>= 4)
    digits += "0123456789abcdef"[static_cast<unsigned>(bits & 15)];
  if (digits.empty())
    digits = "0";
  out.append(digits.rbegin(), digits.rend());
  out += '_';
}

void Mangler::impl_path(DefId id, llvm::ArrayRef<ty::GenericArg> args) {
  // The impl's own place: the module around it, told apart by its disambiguator.
  auto place = [&] {
    disambiguator(tcx.defs.def(id).disambiguator);
    path(tcx.parent(id), {});
  };
  ty::GenericArgs list = tcx.mk_args(args);
  // Around an item that is there once, whatever the parameters: a static in a method.
  if (list.size() < tcx.generics_of(id)->count())
    list = ty::erase_regions(tcx, ty::identity_args(tcx, id));
  const ty::ImplHeader *header = tcx.impl_header(id);
  ty::Ty self = ty::instantiate(tcx, tcx.type_of(id), list);
  out += header ? 'X' : 'M';
  place();
  type(self);
  if (header) {
    ty::TraitRef ref = ty::instantiate(tcx, header->trait_ref, list);
    path(ref.def_id, ref.args.array().drop_front());
  }
}

void Mangler::plain_path(DefId id, llvm::ArrayRef<ty::GenericArg> args) {
  DefData data = tcx.defs.def(id);
  if (!data.parent.is_valid()) {
    CrateNum crate = tcx.defs.crate_of(id);
    out += 'C';
    return ident(tcx.str(data.name), tcx.defs.stable_crate_id(crate));
  }
  if (data.kind == DefKind::Impl)
    return impl_path(id, args);
  // Constructors have the name of what they make.
  if (is_ctor(data.kind))
    return path(data.parent, args);
  out += 'N';
  llvm::StringRef name = tcx.str(data.name);
  switch (data.kind) {
  case DefKind::Closure:
    out += 'C';
    name = "";
    break;
  case DefKind::AnonConst:
  case DefKind::InlineConst:
    out += 'k';
    name = "";
    break;
  case DefKind::Mod:
  case DefKind::Struct:
  case DefKind::Union:
  case DefKind::Enum:
  case DefKind::Trait:
  case DefKind::TyAlias:
  case DefKind::AssocTy:
  case DefKind::ForeignTy:
  case DefKind::Variant: out += 't'; break;
  case DefKind::ForeignMod:
    out += 'F';
    name = "";
    break;
  case DefKind::TraitAlias:
  case DefKind::TyParam:
  case DefKind::Fn:
  case DefKind::Const:
  case DefKind::ConstParam:
  case DefKind::Static:
  case DefKind::StructCtorFn:
  case DefKind::StructCtorConst:
  case DefKind::VariantCtorFn:
  case DefKind::VariantCtorConst:
  case DefKind::AssocFn:
  case DefKind::AssocConst:
  case DefKind::MacroBang:
  case DefKind::MacroAttr:
  case DefKind::MacroDerive:
  case DefKind::ExternCrate:
  case DefKind::Use:
  case DefKind::OpaqueTy:
  case DefKind::Field:
  case DefKind::LifetimeParam:
  case DefKind::GlobalAsm:
  case DefKind::Impl: out += 'v'; break;
  }
  path(data.parent, args);
  ident(name, data.disambiguator);
}

void Mangler::path(DefId id, llvm::ArrayRef<ty::GenericArg> args) {
  // Arguments belong to the innermost item that has parameters of its own; an impl's are in its
  // self type, and regions are erased.
  DefData data = tcx.defs.def(id);
  llvm::ArrayRef<ty::GenericArg> parent_args = args;
  llvm::SmallVector<ty::GenericArg, 4> own;
  bool takes_args = !args.empty() && data.kind != DefKind::Impl && data.kind != DefKind::Mod &&
                    data.kind != DefKind::Closure && !is_ctor(data.kind);
  if (takes_args) {
    const ty::Generics *generics = tcx.generics_of(id);
    uint32_t first = generics->parent_count;
    if (data.kind == DefKind::Trait)
      first = args.size() + 1 == generics->count() ? 0 : 1;
    if (first < args.size())
      own.append(args.begin() + first, args.end());
    // `dyn for<'a> T<'a, 'static>` is another type than `dyn for<'a> T<'a, 'a>`.
    if (llvm::none_of(own, [](ty::GenericArg a) { return a.is_region() && a.region().is_bound(); }))
      llvm::erase_if(own, [](ty::GenericArg a) { return a.is_region(); });
    parent_args = args.take_front(std::min<size_t>(first, args.size()));
    // A trait's method: Self and the trait's arguments make `<T as Trait>::f`.
    DefId parent = data.parent;
    if (is_assoc(data.kind) && tcx.def_kind(parent) == DefKind::Trait && !parent_args.empty()) {
      bool wrapped = !own.empty();
      if (wrapped)
        out += 'I';
      out += 'N';
      out += data.kind == DefKind::AssocTy ? 't' : 'v';
      out += 'Y';
      type(parent_args[0].ty());
      path(parent, parent_args.drop_front());
      ident(tcx.str(data.name), data.disambiguator);
      if (wrapped) {
        for (ty::GenericArg a : own)
          arg(a);
        out += 'E';
      }
      return;
    }
  }
  auto key = std::pair<const void *, uint32_t>(tcx.mk_args(args).raw(), id.raw);
  auto it = paths.find(key);
  bool cacheable = llvm::none_of(args, [](ty::GenericArg a) { return a.outer_binder() > 0; });
  if (cacheable && it != paths.end()) {
    back_reference(it->second);
    return;
  }
  size_t start = out.size();
  if (!own.empty())
    out += 'I';
  plain_path(id, parent_args);
  for (ty::GenericArg a : own)
    arg(a);
  if (!own.empty())
    out += 'E';
  if (cacheable)
    paths.try_emplace(key, start);
}

} // namespace

std::string symbol_name(TyCtxt &tcx, const ty::Instance &instance) {
  if (instance.kind == ty::InstanceKind::Item && !is_ctor(tcx.def_kind(instance.def_id)) &&
      tcx.def_kind(instance.def_id) != DefKind::Closure) {
    Symbol fixed = ty::linker_symbol(tcx, instance.def_id);
    if (fixed.is_valid())
      return tcx.str(fixed).str();
  }
  Mangler m(tcx);
  if (instance.kind != ty::InstanceKind::Item) {
    // A shim is `<path>::{shim:what#0}`.
    m.out += "NS";
    static constexpr const char *kNames[] = {"",       "intrinsic", "vtable", "reify",
                                             "fn_ptr", "virtual",   "once",   "drop_glue",
                                             "clone",  "tls",       "addr",   "async_drop"};
    if (instance.ty) {
      // The type that the shim is for tells it apart.
      m.out += 'I';
      m.path(instance.def_id, {});
      m.type(instance.ty);
      m.out += 'E';
    } else {
      m.path(instance.def_id, instance.args.array());
    }
    m.ident(kNames[static_cast<unsigned>(instance.kind)], 0);
    return m.out;
  }
  m.path(instance.def_id, instance.args.array());
  if (is_ctor(tcx.def_kind(instance.def_id)))
    m.out += ".ctor";
  return m.out;
}

std::string static_symbol_name(TyCtxt &tcx, DefId def_id) {
  Symbol fixed = ty::linker_symbol(tcx, def_id);
  if (fixed.is_valid())
    return tcx.str(fixed).str();
  Mangler m(tcx);
  m.path(def_id, {});
  return m.out;
}

std::string vtable_symbol_name(TyCtxt &tcx, ty::Ty ty,
                               ty::List<ty::PolyExistentialPredicate> predicates) {
  Mangler m(tcx);
  m.out += 'I';
  m.out += "NvC6vtable1v";
  m.type(ty);
  m.type(tcx.mk_dynamic(predicates, tcx.common.re_erased));
  m.out += 'E';
  return m.out;
}

} // namespace ochre::mangle
