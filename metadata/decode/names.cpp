// What names depend on, read back: modules, macros, visibilities.
#include "metadata/decode/crate_store.h"

namespace ochre::metadata {

namespace {

Visibility read_visibility(CrateFile &file, ByteReader &in) { return {file.optional_def(in)}; }

resolve::Res read_res(CrateFile &file, ByteReader &in) {
  resolve::Res res;
  res.kind = static_cast<ResKind>(in.u8());
  res.def_kind = static_cast<DefKind>(in.u8());
  if (res.kind == ResKind::PrimTy) {
    res.prim_ty.kind = static_cast<PrimTyKind>(in.u8());
    res.prim_ty.int_ty = static_cast<IntTy>(in.u8());
    res.prim_ty.uint_ty = static_cast<UintTy>(in.u8());
    res.prim_ty.float_ty = static_cast<FloatTy>(in.u8());
  } else {
    res.def_id = file.optional_def(in);
  }
  return res;
}

bool has_symbol(lex::TokenKind kind) {
  return kind == lex::TokenKind::Ident || kind == lex::TokenKind::Lifetime ||
         kind == lex::TokenKind::DocComment ||
         (kind >= lex::TokenKind::Int && kind <= lex::TokenKind::RawCStr);
}

lex::TokenStream read_tokens(CrateFile &file, ByteReader &in, Arena &arena) {
  std::vector<lex::Token> tokens;
  for (uint64_t left = in.varint(); left && !in.failed(); --left) {
    lex::Token token;
    token.kind = static_cast<lex::TokenKind>(in.u8());
    token.flags = in.u8();
    bool is_delimiter = token.is_open() || token.is_close();
    if (has_symbol(token.kind))
      token.payload = file.symbol(in).raw;
    else if (is_delimiter)
      token.payload = in.varint32();
    if (is_delimiter)
      token.fragment = static_cast<lex::FragmentKind>(in.u8());
    token.span = file.span(in);
    tokens.push_back(token);
  }
  return arena.copy(llvm::ArrayRef(tokens));
}

} // namespace

llvm::ArrayRef<resolve::ModChild> CrateStore::module_children(DefId module) {
  auto [it, fresh] = children_.try_emplace(module);
  if (!fresh)
    return it->second;
  CrateFile &file = file_of(module);
  std::optional<ByteReader> in = file.entry(Table::ModuleChildren, file.def_index(module));
  if (!in)
    return {};
  std::vector<resolve::ModChild> children;
  for (uint64_t left = in->varint(); left && !in->failed(); --left) {
    resolve::ModChild child;
    child.name = file.symbol(*in);
    child.ns = static_cast<Namespace>(in->u8());
    child.res = read_res(file, *in);
    child.vis = read_visibility(file, *in);
    child.span = file.span(*in);
    children.push_back(std::move(child));
  }
  child_lists_.push_back(std::move(children));
  return children_[module] = child_lists_.back();
}

llvm::ArrayRef<resolve::ModChild> CrateStore::macro_use_macros(CrateNum crate) {
  auto [it, fresh] = macro_uses_.try_emplace(crate);
  if (!fresh)
    return it->second;
  std::vector<resolve::ModChild> macros;
  for (const resolve::ModChild &child : module_children(defs_.crate_root(crate)))
    if (child.ns == Namespace::Macro && child.vis.is_public())
      macros.push_back(child);
  child_lists_.push_back(std::move(macros));
  return macro_uses_[crate] = child_lists_.back();
}

const expand::MacroDef *CrateStore::macro(DefId id) {
  auto [it, fresh] = macros_.try_emplace(id);
  if (!fresh)
    return it->second;
  CrateFile &file = file_of(id);
  std::optional<ByteReader> in = file.entry(Table::Macro, file.def_index(id));
  if (!in)
    return nullptr;
  expand::MacroDef *macro = &macro_storage_.emplace_back();
  macro->impl = static_cast<expand::MacroImpl>(in->u8());
  macro->kind = static_cast<expand::MacroKind>(in->u8());
  if (Symbol builtin = file.symbol(*in); builtin.is_valid())
    macro->builtin = expand::find_builtin(sess_.str(builtin));
  macro->transparency = static_cast<Transparency>(in->u8());
  macro->edition = static_cast<Edition>(in->u8());
  macro->is_macro_rules = in->flag();
  macro->is_exported = in->flag();
  macro->local_inner_macros = in->flag();
  macro->allow_internal_unstable = in->flag();
  macro->allow_internal_unsafe = in->flag();
  macro->name = file.symbol(*in);
  macro->span = file.span(*in);
  macro->def_id = id;
  macro->module = file.optional_def(*in);
  macro->body = read_tokens(file, *in, arena_);
  llvm::SmallVector<Symbol, 2> helpers;
  for (uint64_t left = in->varint(); left && !in->failed(); --left)
    helpers.push_back(file.symbol(*in));
  Symbol *helper_row = arena_.allocate<Symbol>(helpers.size());
  std::copy(helpers.begin(), helpers.end(), helper_row);
  macro->helpers = {helper_row, helpers.size()};
  if (macro->impl == expand::MacroImpl::Rules)
    macro->rules = expand::make_macro_rules(sess_, arena_, *macro);
  return macros_[id] = macro->impl == expand::MacroImpl::Error ? nullptr : macro;
}

unsigned CrateStore::lifetime_param_count(DefId item) {
  CrateFile &file = file_of(item);
  std::optional<ByteReader> in = file.entry(Table::LifetimeCount, file.def_index(item));
  return in ? in->varint32() : 0;
}

std::vector<uint32_t> CrateStore::legacy_const_args(DefId item) {
  CrateFile &file = file_of(item);
  std::vector<uint32_t> out;
  if (std::optional<ByteReader> in = file.entry(Table::LegacyConstArgs, file.def_index(item)))
    for (uint32_t count = in->varint32(); count > 0; --count)
      out.push_back(in->varint32());
  return out;
}

Visibility CrateStore::visibility(DefId item) {
  CrateFile &file = file_of(item);
  std::optional<ByteReader> in = file.entry(Table::Visibility, file.def_index(item));
  return in ? read_visibility(file, *in) : Visibility::pub();
}

} // namespace ochre::metadata
