#include "metadata/decode/crate_store.h"

#include "metadata/decode/locate.h"
#include "support/session/report.h"

#include "llvm/Object/Archive.h"

namespace ochre::metadata {

namespace {

class FileDefs final : public ExternDefs {
public:
  explicit FileDefs(CrateFile &file) : file_(file) {}
  uint32_t count() const override { return file_.def_count(); }
  DefData def(uint32_t index) const override { return file_.def_data(index); }
  uint32_t find(DefPathHash hash) const override { return file_.find_def(hash.local); }

private:
  CrateFile &file_;
};

/// The crate file inside an .rlib, or all of an .rmeta.
llvm::Expected<llvm::StringRef> find_metadata(const llvm::MemoryBuffer &buffer) {
  llvm::StringRef bytes = buffer.getBuffer();
  if (!bytes.starts_with("!<arch>\n"))
    return bytes;
  auto archive = llvm::object::Archive::create(buffer.getMemBufferRef());
  if (!archive)
    return archive.takeError();
  llvm::Error error = llvm::Error::success();
  for (const llvm::object::Archive::Child &child : (*archive)->children(error)) {
    llvm::Expected<llvm::StringRef> name = child.getName();
    if (!name) {
      llvm::consumeError(name.takeError());
      continue;
    }
    if (*name != kMemberName)
      continue;
    llvm::consumeError(std::move(error));
    llvm::Expected<llvm::StringRef> member = child.getBuffer();
    if (!member)
      return member.takeError();
    return member->drop_front(std::min<size_t>(kObjectHeaderSize, member->size()));
  }
  if (error)
    return std::move(error);
  return llvm::createStringError(std::errc::invalid_argument, "`%s` holds no crate metadata",
                                 buffer.getBufferIdentifier().str().c_str());
}

} // namespace

void CrateStore::report_unusable(llvm::Error error) {
  make_diag(sess_, Level::Error, {}, DiagCode::None, llvm::toString(std::move(error))).emit();
}

std::unique_ptr<CrateFile> CrateStore::open(const std::string &path) {
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!buffer) {
    report_unusable(llvm::createStringError(buffer.getError(), "cannot read `%s`: %s", path.c_str(),
                                            buffer.getError().message().c_str()));
    return nullptr;
  }
  llvm::Expected<llvm::StringRef> bytes = find_metadata(**buffer);
  if (!bytes) {
    report_unusable(bytes.takeError());
    return nullptr;
  }
  auto file = CrateFile::open(sess_, path, std::move(*buffer), *bytes);
  if (file)
    return std::move(*file);
  report_unusable(file.takeError());
  return nullptr;
}

std::optional<CrateNum> CrateStore::find(Symbol name) {
  std::string text = sess_.str(name).str();
  auto [it, fresh] = by_name_.try_emplace(text);
  if (!fresh)
    return it->second;
  std::optional<CrateNum> found = load(text);
  return by_name_[text] = found;
}

std::optional<CrateNum> CrateStore::load(llvm::StringRef name) {
  for (const std::string &path : find_direct(sess_.opts, name, library_dir_)) {
    std::unique_ptr<CrateFile> file = open(path);
    if (!file)
      return std::nullopt;
    return enter(std::move(file));
  }
  return std::nullopt;
}

std::optional<CrateNum> CrateStore::load_dependency(const Dependency &dependency,
                                                    const CrateFile &of) {
  auto known = by_hash_.find({dependency.name, dependency.hash});
  if (known != by_hash_.end())
    return known->second;
  bool seen = false;
  for (const std::string &path :
       find_dependency(sess_.opts, dependency.name, dependency.extra_filename, library_dir_)) {
    std::unique_ptr<CrateFile> file = open(path);
    if (!file)
      return std::nullopt;
    if (file->header().name != dependency.name)
      continue;
    seen = true;
    if (file->header().hash == dependency.hash)
      return enter(std::move(file));
  }
  if (seen)
    make_diag(sess_, Level::Error, {}, DiagCode::E0460,
              "found possibly newer version of crate `" + dependency.name + "` which `" +
                  of.header().name + "` depends on")
        .emit();
  else
    make_diag(sess_, Level::Error, {}, DiagCode::E0463,
              "can't find crate for `" + dependency.name + "` which `" + of.header().name +
                  "` depends on")
        .emit();
  return std::nullopt;
}

std::optional<CrateNum> CrateStore::enter(std::unique_ptr<CrateFile> file) {
  const CrateHeader &header = file->header();
  auto known = by_hash_.find({header.name, header.hash});
  if (known != by_hash_.end())
    return known->second;
  std::vector<CrateNum> dependencies;
  for (const Dependency &dependency : header.dependencies) {
    std::optional<CrateNum> loaded = load_dependency(dependency, *file);
    if (!loaded)
      return std::nullopt;
    dependencies.push_back(*loaded);
  }
  CrateNum number = defs_.add_extern_crate(sess_.intern(header.name), header.stable_id,
                                           std::make_unique<FileDefs>(*file));
  file->number = number;
  file->first_def = defs_.crates()[number].first_def;
  file->dependency_first_def.push_back(file->first_def);
  for (CrateNum dependency : dependencies)
    file->dependency_first_def.push_back(defs_.crates()[dependency].first_def);
  by_hash_[{header.name, header.hash}] = number;
  files_.push_back(std::move(file));
  return number;
}

} // namespace ochre::metadata
