#include "metadata/decode/crate_file.h"

#include "llvm/Support/Error.h"

namespace ochre::metadata {

namespace {

llvm::Error bad_file(llvm::StringRef path, llvm::StringRef why) {
  return llvm::createStringError(std::errc::invalid_argument, "cannot use `%s`: %s",
                                 path.str().c_str(), why.str().c_str());
}

uint32_t read_u32(llvm::StringRef bytes, size_t at) { return ByteReader(bytes, at).u32(); }

} // namespace

llvm::Expected<std::unique_ptr<CrateFile>>
CrateFile::open(Session &sess, std::string path, std::unique_ptr<llvm::MemoryBuffer> buffer,
                llvm::StringRef bytes) {
  std::unique_ptr<CrateFile> file(new CrateFile(sess));
  file->path_ = std::move(path);
  file->buffer_ = std::move(buffer);
  if (llvm::Error error = file->read_sections(bytes))
    return std::move(error);
  file->read_header();
  return file;
}

llvm::Error CrateFile::read_sections(llvm::StringRef bytes) {
  ByteReader in(bytes);
  if (in.raw(sizeof kMagic) != llvm::StringRef(kMagic, sizeof kMagic))
    return bad_file(path_, "it is no crate");
  if (in.u32() != kFormatVersion || in.u32() != kSectionCount)
    return bad_file(path_, "it was made by another version of the compiler");
  for (llvm::StringRef &section : sections_) {
    uint64_t offset = in.u32(), size = in.u32();
    if (offset + size > bytes.size())
      return bad_file(path_, "it is cut off");
    section = bytes.substr(offset, size);
  }
  if (in.failed())
    return bad_file(path_, "it is cut off");
  symbols_.resize(section(Section::SymbolIndex).size() / 4);
  llvm::StringRef rows = section(Section::RowIndex);
  uint32_t at = 0;
  for (unsigned kind = 0; kind < kRowKindCount; ++kind) {
    row_counts_.push_back(read_u32(rows, at));
    row_index_at_.push_back(at + 4);
    at += 4 + 4 * row_counts_.back();
  }
  llvm::StringRef tables = section(Section::TableIndex);
  at = 0;
  for (unsigned table = 0; table < kTableCount; ++table) {
    table_counts_.push_back(read_u32(tables, at));
    table_index_at_.push_back(at + 4);
    at += 4 + 8 * table_counts_.back();
  }
  return llvm::Error::success();
}

void CrateFile::read_header() {
  ByteReader in(section(Section::Header));
  header_.hash = in.u64();
  header_.name = in.text().str();
  header_.stable_id = in.u64();
  header_.extra_filename = in.text().str();
  header_.edition = static_cast<Edition>(in.u8());
  header_.is_proc_macro = in.flag();
  header_.is_no_std = in.flag();
  header_.needs_allocator = in.flag();
  header_.has_global_allocator = in.flag();
  header_.has_default_allocator = in.flag();
  header_.panic_strategy = in.u8();
  for (uint64_t left = in.varint(); left && !in.failed(); --left) {
    Dependency dependency;
    dependency.name = in.text().str();
    dependency.stable_id = in.u64();
    dependency.hash = in.u64();
    dependency.extra_filename = in.text().str();
    header_.dependencies.push_back(std::move(dependency));
  }
  for (uint64_t left = in.varint(); left && !in.failed(); --left) {
    NativeLib lib;
    lib.kind = in.text().str();
    lib.name = in.text().str();
    header_.native_libs.push_back(std::move(lib));
  }
}

std::optional<ByteReader> CrateFile::entry(Table table, uint32_t def_index) const {
  llvm::StringRef index = section(Section::TableIndex);
  size_t base = table_index_at_[static_cast<unsigned>(table)];
  uint32_t lo = 0, hi = table_counts_[static_cast<unsigned>(table)];
  while (lo < hi) {
    uint32_t mid = lo + (hi - lo) / 2;
    if (read_u32(index, base + 8 * size_t{mid}) < def_index)
      lo = mid + 1;
    else
      hi = mid;
  }
  if (lo == table_counts_[static_cast<unsigned>(table)])
    return std::nullopt;
  ByteReader row(index, base + 8 * size_t{lo});
  if (row.u32() != def_index)
    return std::nullopt;
  return ByteReader(section(Section::TableData), row.u32());
}

ByteReader CrateFile::row(RowKind kind, uint32_t number) const {
  unsigned k = static_cast<unsigned>(kind);
  if (number >= row_counts_[k])
    return ByteReader("", 1);
  size_t at = row_index_at_[k] + 4 * size_t{number};
  return ByteReader(section(Section::RowData), read_u32(section(Section::RowIndex), at));
}

const void *&CrateFile::row_slot(RowKind kind, uint32_t number) {
  unsigned k = static_cast<unsigned>(kind);
  std::vector<const void *> &slots = row_slots_[k];
  if (slots.empty())
    slots.resize(row_counts_[k] + 1); // the last one for what is malformed
  return slots[std::min(number, row_counts_[k])];
}

Symbol CrateFile::symbol_at(uint32_t number) {
  if (number == 0 || number >= symbols_.size())
    return Symbol();
  Symbol &known = symbols_[number - 1];
  if (!known.is_valid()) {
    ByteReader index(section(Section::SymbolIndex), 4 * size_t{number - 1});
    uint32_t from = index.u32(), to = index.u32();
    known = sess_.intern(section(Section::SymbolText).slice(from, to));
  }
  return known;
}

DefId CrateFile::def(ByteReader &in) {
  uint32_t crate = in.varint32(), index = in.varint32();
  if (crate >= dependency_first_def.size())
    return def_id(0);
  return DefId(dependency_first_def[crate] + index);
}

DefId CrateFile::optional_def(ByteReader &in) { return in.flag() ? def(in) : DefId(); }

BytePos CrateFile::source_file_start(uint32_t number) {
  if (source_files_.empty()) {
    for (ByteReader in(section(Section::SourceFiles)); !in.at_end();) {
      source_files_.push_back({static_cast<uint32_t>(in.position()), 0});
      in.text();
      in.text();
      in.varint();
      for (uint64_t left = in.varint(); left && !in.failed(); --left)
        in.varint();
    }
  }
  if (number >= source_files_.size())
    return 0;
  SourceFileRow &row = source_files_[number];
  if (row.start)
    return row.start;
  ByteReader in(section(Section::SourceFiles), row.offset);
  llvm::StringRef name = in.text(), path = in.text();
  BytePos length = in.varint32();
  std::vector<BytePos> lines;
  BytePos last = 0;
  for (uint64_t left = in.varint(); left && !in.failed(); --left) {
    last += in.varint32();
    lines.push_back(last);
  }
  FileId file = sess_.source_map.add_external_file(name, path, length, std::move(lines));
  return row.start = sess_.source_map.file(file).start;
}

Span CrateFile::span(ByteReader &in) {
  uint32_t file = in.varint32();
  if (file == 0)
    return Span();
  uint32_t offset = in.varint32(), length = in.varint32();
  BytePos lo = source_file_start(file - 1) + offset;
  return {lo, lo + length, syntax_context(in)};
}

SyntaxContext CrateFile::syntax_context(ByteReader &in) {
  uint32_t number = in.varint32();
  return number == 0 ? kRootContext : decode_syntax_context(number - 1);
}

SyntaxContext CrateFile::decode_syntax_context(uint32_t number) {
  if (auto it = contexts_.find(number); it != contexts_.end())
    return it->second;
  ByteReader in = row(RowKind::SyntaxContext, number);
  SyntaxContext parent = syntax_context(in);
  auto transparency = static_cast<Transparency>(in.u8());
  ExpnId expn = decode_expansion(in.varint32());
  return contexts_[number] = sess_.hygiene.apply_mark(parent, expn, transparency);
}

ExpnId CrateFile::decode_expansion(uint32_t number) {
  if (auto it = expansions_.find(number); it != expansions_.end())
    return it->second;
  ByteReader in = row(RowKind::Expansion, number);
  ExpnData data;
  data.kind = static_cast<ExpnKind>(in.u8());
  data.desugaring = static_cast<DesugaringKind>(in.u8());
  data.edition = static_cast<Edition>(in.u8());
  data.allow_internal_unstable = in.flag();
  data.allow_internal_unsafe = in.flag();
  data.local_inner_macros = in.flag();
  data.call_site = span(in);
  data.macro_name = symbol(in);
  data.macro_def_id = optional_def(in).raw;
  data.parent_module = optional_def(in).raw;
  data.parent = kRootExpn;
  return expansions_[number] = sess_.hygiene.add_expn(data);
}

uint32_t CrateFile::def_count() const {
  return static_cast<uint32_t>(section(Section::Defs).size() / kDefRowSize);
}

DefData CrateFile::def_data(uint32_t index) {
  ByteReader in(section(Section::Defs), size_t{index} * kDefRowSize);
  DefData data;
  uint32_t parent = in.u32();
  if (parent != UINT32_MAX)
    data.parent = def_id(parent);
  uint32_t name = in.u32();
  data.name = name ? symbol_at(name) : Symbol();
  data.disambiguator = in.u32();
  data.kind = static_cast<DefKind>(in.u32());
  data.hash = {header_.stable_id, in.u64()};
  return data;
}

uint32_t CrateFile::find_def(uint64_t hash) const {
  llvm::StringRef rows = section(Section::DefHashes);
  size_t lo = 0, count = rows.size() / 12, hi = count;
  while (lo < hi) {
    size_t mid = lo + (hi - lo) / 2;
    if (ByteReader(rows, mid * 12).u64() < hash)
      lo = mid + 1;
    else
      hi = mid;
  }
  if (lo == count)
    return def_count();
  ByteReader row(rows, lo * 12);
  return row.u64() == hash ? row.u32() : def_count();
}

} // namespace ochre::metadata
