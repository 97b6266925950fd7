#include "support/def/definitions.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/xxhash.h"

namespace ochre {

llvm::StringRef describe(DefKind kind) {
  static constexpr const char *kTexts[] = {
#define DEF_KIND(kind, article, description) description,
#include "support/def/def_kind.def"
  };
  return kTexts[static_cast<unsigned>(kind)];
}

llvm::StringRef article(DefKind kind) {
  static constexpr const char *kTexts[] = {
#define DEF_KIND(kind, article, description) article,
#include "support/def/def_kind.def"
  };
  return kTexts[static_cast<unsigned>(kind)];
}

bool is_ctor(DefKind kind) {
  return kind >= DefKind::StructCtorFn && kind <= DefKind::VariantCtorConst;
}

bool is_assoc(DefKind kind) {
  return kind == DefKind::AssocTy || kind == DefKind::AssocFn || kind == DefKind::AssocConst;
}

bool is_fn_like(DefKind kind) {
  return kind == DefKind::Fn || kind == DefKind::AssocFn || kind == DefKind::StructCtorFn ||
         kind == DefKind::VariantCtorFn || kind == DefKind::Closure;
}

namespace {

uint64_t hash_step(const Interner &interner, uint64_t parent, DefKind kind, Symbol name,
                   uint32_t disambiguator) {
  llvm::StringRef text = interner.str(name);
  uint8_t bytes[21];
  uint64_t name_hash = llvm::xxh3_64bits(text);
  memcpy(bytes, &parent, 8);
  memcpy(bytes + 8, &name_hash, 8);
  memcpy(bytes + 16, &disambiguator, 4);
  bytes[20] = static_cast<uint8_t>(kind);
  return llvm::xxh3_64bits(llvm::ArrayRef<uint8_t>(bytes, sizeof bytes));
}

/// Definitions of one namespace that share a name need a disambiguator.
uint64_t sibling_key(DefKind kind, Symbol name) { return uint64_t(name.raw) << 8 | uint64_t(kind); }

/// "{closure#0}" for a definition without a name.
std::string anonymous_name(const DefData &data) {
  llvm::StringRef what = "anon";
  if (data.kind == DefKind::Impl)
    what = "impl";
  else if (data.kind == DefKind::Closure)
    what = "closure";
  else if (data.kind == DefKind::AnonConst || data.kind == DefKind::InlineConst)
    what = "constant";
  else if (is_ctor(data.kind))
    what = "constructor";
  else if (data.kind == DefKind::OpaqueTy)
    what = "opaque";
  else if (data.kind == DefKind::ForeignMod)
    what = "extern";
  else if (data.kind == DefKind::Use)
    what = "use";
  return ("{" + what + "#" + llvm::Twine(data.disambiguator) + "}").str();
}

} // namespace

CrateNum Definitions::add_extern_crate(Symbol name, uint64_t stable_id,
                                       std::unique_ptr<ExternDefs> defs) {
  uint32_t count = defs->count();
  assert(count <= local_base_ - next_extern_def_ && "too many definitions");
  CrateNum crate = crates_.push({name, stable_id, next_extern_def_, count});
  next_extern_def_ += count;
  extern_defs_.push_back(std::move(defs));
  return crate;
}

void Definitions::start_local_crate(Symbol name, uint64_t stable_id, Span span) {
  crates_[kLocalCrate] = {name, stable_id, local_base_, UINT32_MAX};
  uint64_t root_hash = hash_step(interner_, stable_id, DefKind::Mod, name, 0);
  local_.push({DefId(), DefKind::Mod, name, 0, span, {stable_id, root_hash}});
}

LocalDefId Definitions::create(LocalDefId parent, DefKind kind, Symbol name, Span span) {
  uint32_t disambiguator = next_disambiguator_[{parent.raw, sibling_key(kind, name)}]++;
  uint64_t hash = hash_step(interner_, local_[parent].hash.local, kind, name, disambiguator);
  return local_.push(
      {to_def_id(parent), kind, name, disambiguator, span, {stable_crate_id(kLocalCrate), hash}});
}

CrateNum Definitions::crate_of(DefId id) const {
  if (is_local(id))
    return kLocalCrate;
  uint32_t lo = 1;
  uint32_t hi = static_cast<uint32_t>(crates_.size());
  while (hi - lo > 1) {
    uint32_t mid = (lo + hi) / 2;
    (crates_[CrateNum(mid)].first_def <= id.raw ? lo : hi) = mid;
  }
  return CrateNum(lo);
}

DefData Definitions::def(DefId id) const {
  if (is_local(id))
    return local_[LocalDefId(id.raw - local_base_)];
  CrateNum crate = crate_of(id);
  return extern_defs_[crate.raw - 1]->def(id.raw - crates_[crate].first_def);
}

DefId Definitions::enclosing_module(DefId id) const {
  DefData data = def(id);
  while (data.kind != DefKind::Mod) {
    id = data.parent;
    data = def(id);
  }
  return id;
}

bool Definitions::is_descendant_of(DefId id, DefId ancestor) const {
  // Parents have smaller ids, and crates have ranges of their own.
  while (id.is_valid() && id.raw > ancestor.raw)
    id = parent(id);
  return id == ancestor;
}

std::string Definitions::path_string(DefId id, bool with_crate) const {
  llvm::SmallVector<std::string, 8> parts;
  DefId at = id;
  for (DefData data = def(at); data.parent.is_valid(); at = data.parent, data = def(at)) {
    if (is_ctor(data.kind) && data.name == sym::empty)
      continue;
    parts.push_back(data.name == sym::empty ? anonymous_name(data)
                                            : interner_.str(data.name).str());
  }
  CrateNum crate = crate_of(id);
  if (crate != kLocalCrate || with_crate || parts.empty())
    parts.push_back(crate == kLocalCrate && parts.empty() && !with_crate
                        ? "crate"
                        : interner_.str(crates_[crate].name).str());
  std::string out;
  for (auto it = parts.rbegin(); it != parts.rend(); ++it)
    out += (out.empty() ? "" : "::") + *it;
  return out;
}

DefId Definitions::find(DefPathHash hash) const {
  for (CrateNum crate : crates_.ids()) {
    if (crates_[crate].stable_id != hash.crate)
      continue;
    if (crate == kLocalCrate) {
      for (LocalDefId id : local_.ids())
        if (local_[id].hash == hash)
          return to_def_id(id);
      continue;
    }
    const CrateInfo &info = crates_[crate];
    uint32_t index = extern_defs_[crate.raw - 1]->find(hash);
    if (index < info.def_count)
      return DefId(info.first_def + index);
  }
  return DefId();
}

} // namespace ochre
