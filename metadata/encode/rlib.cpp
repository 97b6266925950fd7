#include "metadata/encode/rlib.h"

#include "metadata/format/format.h"
#include "support/source/output_file.h"

#include "llvm/BinaryFormat/ELF.h"
#include "llvm/Object/ArchiveWriter.h"
#include "llvm/Support/Path.h"

namespace ochre::metadata {

namespace {

/// An ELF object that holds the bytes in one section which no linker copies: a linker warns of
/// members that are no objects. The bytes start right behind the header (format.h).
std::string wrap_in_object(llvm::StringRef metadata) {
  using namespace llvm::ELF;
  static constexpr char kNameBytes[] = "\0.rmeta\0.shstrtab";
  llvm::StringRef names(kNameBytes, sizeof kNameBytes);
  ByteWriter out;
  auto u16 = [&](uint16_t value) {
    out.u8(static_cast<uint8_t>(value));
    out.u8(static_cast<uint8_t>(value >> 8));
  };
  uint64_t names_at = kObjectHeaderSize + metadata.size();
  uint64_t padding = (8 - (names_at + names.size()) % 8) % 8;
  out.raw(llvm::StringRef(ElfMagic, 4));
  out.u8(ELFCLASS64);
  out.u8(ELFDATA2LSB);
  out.u8(EV_CURRENT);
  out.raw(llvm::StringRef("\0\0\0\0\0\0\0\0\0", 9));
  u16(ET_REL);
  u16(EM_X86_64);
  out.u32(EV_CURRENT);
  out.u64(0); // entry
  out.u64(0); // program headers
  out.u64(names_at + names.size() + padding);
  out.u32(0); // flags
  u16(kObjectHeaderSize);
  u16(0);
  u16(0);
  u16(64); // size of a section header
  u16(3);
  u16(2);
  out.raw(metadata);
  out.raw(names);
  out.raw(llvm::StringRef("\0\0\0\0\0\0\0", padding));
  auto section = [&](uint32_t name, uint32_t type, uint64_t flags, uint64_t at, uint64_t size) {
    out.u32(name);
    out.u32(type);
    out.u64(flags);
    out.u64(0);
    out.u64(at);
    out.u64(size);
    out.u64(0); // link, info
    out.u64(type == SHT_NULL ? 0 : 1);
    out.u64(0);
  };
  section(0, SHT_NULL, 0, 0, 0);
  section(1, SHT_PROGBITS, SHF_EXCLUDE, kObjectHeaderSize, metadata.size());
  section(8, SHT_STRTAB, 0, names_at, names.size());
  return out.str().str();
}

} // namespace

llvm::Error write_rlib(llvm::StringRef path, llvm::StringRef metadata,
                       llvm::ArrayRef<std::string> objects) {
  std::string wrapped = wrap_in_object(metadata);
  std::vector<llvm::NewArchiveMember> members;
  members.emplace_back(llvm::MemoryBufferRef(wrapped, kMemberName));
  for (const std::string &object : objects) {
    auto member = llvm::NewArchiveMember::getFile(object, /*Deterministic=*/true);
    if (!member)
      return member.takeError();
    member->MemberName = llvm::sys::path::filename(object);
    members.push_back(std::move(*member));
  }
  auto archive = llvm::writeArchiveToBuffer(members, llvm::SymtabWritingMode::NormalSymtab,
                                            llvm::object::Archive::K_GNU, /*Deterministic=*/true,
                                            /*Thin=*/false);
  if (!archive)
    return archive.takeError();
  return write_output_file(path, [&](llvm::raw_ostream &out) { out << (*archive)->getBuffer(); });
}

} // namespace ochre::metadata
