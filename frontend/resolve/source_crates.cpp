#include "frontend/resolve/source_crates.h"

#include "frontend/parse/parser.h"
#include "frontend/resolve/resolver.h"

#include "llvm/Support/xxhash.h"

namespace ochre::resolve {
namespace {

/// Definitions of a crate in memory; parents are DefIds already.
class TableDefs final : public ExternDefs {
public:
  explicit TableDefs(std::shared_ptr<const std::vector<DefData>> defs) : defs_(std::move(defs)) {}
  uint32_t count() const override { return static_cast<uint32_t>(defs_->size()); }
  DefData def(uint32_t index) const override { return (*defs_)[index]; }
  uint32_t find(DefPathHash hash) const override {
    for (uint32_t i = 0; i < defs_->size(); ++i)
      if ((*defs_)[i].hash == hash)
        return i;
    return count();
  }

private:
  std::shared_ptr<const std::vector<DefData>> defs_;
};

} // namespace

void SourceCrates::load_into(Definitions &definitions) {
  for (const Entry &entry : entries_)
    definitions.add_extern_crate(entry.name, entry.stable_id,
                                 std::make_unique<TableDefs>(entry.defs));
}

void SourceCrates::add(Symbol name, Edition edition, uint64_t stable_id,
                       const Definitions &definitions, ast::Crate krate, Resolutions resolutions) {
  auto defs = std::make_shared<std::vector<DefData>>();
  for (uint32_t raw = 0; raw < definitions.local_count(); ++raw)
    defs->push_back(definitions.local(LocalDefId(raw)));
  Entry entry;
  entry.name = name;
  entry.edition = edition;
  entry.stable_id = stable_id;
  entry.first_def = definitions.to_def_id(kCrateRoot).raw;
  entry.defs = std::move(defs);
  entry.krate = std::make_unique<ast::Crate>(std::move(krate));
  entry.resolutions = std::make_unique<Resolutions>(std::move(resolutions));
  auto root = entry.resolutions->module_children.find(kCrateRoot);
  if (root != entry.resolutions->module_children.end())
    for (const ModChild &child : root->second)
      if (child.ns == Namespace::Macro && child.vis.is_public())
        entry.macros.push_back(child);
  entries_.push_back(std::move(entry));
}

SourceCrates::Entry *SourceCrates::entry_of(DefId id) {
  for (Entry &entry : entries_)
    if (id.raw >= entry.first_def && id.raw - entry.first_def < entry.defs->size())
      return &entry;
  return nullptr;
}

std::optional<CrateNum> SourceCrates::find(Symbol name) {
  for (size_t i = 0; i < entries_.size(); ++i)
    if (entries_[i].name == name)
      return CrateNum(static_cast<uint32_t>(i + 1));
  return std::nullopt;
}

llvm::ArrayRef<ModChild> SourceCrates::module_children(DefId module) {
  Entry *entry = entry_of(module);
  if (!entry)
    return {};
  auto &children = entry->resolutions->module_children;
  auto it = children.find(LocalDefId(module.raw - entry->first_def));
  return it == children.end() ? llvm::ArrayRef<ModChild>() : llvm::ArrayRef(it->second);
}

llvm::ArrayRef<ModChild> SourceCrates::macro_use_macros(CrateNum crate) {
  return entries_[crate.index() - 1].macros;
}

const expand::MacroDef *SourceCrates::macro(DefId macro) {
  Entry *entry = entry_of(macro);
  const expand::MacroDef *def = entry ? entry->resolutions->macro_defs.lookup(macro) : nullptr;
  // What did not compile was reported with its crate, and that was forgotten.
  return def && def->impl != expand::MacroImpl::Error ? def : nullptr;
}

unsigned SourceCrates::lifetime_param_count(DefId item) {
  Entry *entry = entry_of(item);
  return entry ? entry->resolutions->lifetime_counts.lookup(item) : 0;
}

std::vector<uint32_t> SourceCrates::legacy_const_args(DefId item) {
  Entry *entry = entry_of(item);
  return entry ? entry->resolutions->legacy_const_args.lookup(item) : std::vector<uint32_t>();
}

void add_source_crate(Session &sess, SourceCrates &crates, llvm::StringRef name, Edition edition,
                      FileId root) {
  Options user = sess.opts;
  auto cfg = sess.cfg;
  sess.opts.crate_name = name.str();
  sess.opts.edition = edition;
  sess.opts.is_test = false;
  sess.opts.externs.clear();
  sess.opts.allow_internal_features = true;
  sess.opts.crate_types = {CrateType::Rlib};
  sess.cfg.erase({"test", std::nullopt});
  sess.cfg.insert({"ochre", std::nullopt});
  sess.hygiene.set_root_edition(edition);
  ast::Crate krate;
  parse::parse_crate(sess, krate, root);
  Definitions definitions(sess.interner);
  crates.load_into(definitions);
  definitions.pack_local_crate();
  uint64_t stable_id = llvm::xxh3_64bits(name);
  definitions.start_local_crate(sess.intern(name), stable_id, krate.span);
  Resolutions resolutions = resolve_crate(sess, krate, definitions, crates);
  crates.add(sess.intern(name), edition, stable_id, definitions, std::move(krate),
             std::move(resolutions));
  sess.opts = std::move(user);
  sess.cfg = std::move(cfg);
  sess.hygiene.set_root_edition(sess.opts.edition);
}

} // namespace ochre::resolve
