// Source: WebAssembly Core Specification, chapter "Binary Format", sections "Import Section" and
// "Export Section".
#include "codegen/web/module_interface.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/raw_ostream.h"

namespace ochre::web {
namespace {

constexpr size_t kHeaderSize = 8;
constexpr uint8_t kImportSection = 2;
constexpr uint8_t kExportSection = 7;
enum ExternKind : uint8_t { Func, Table, Mem, Global, Tag };

/// Reads forward; after an error everything is zero and empty.
class Reader {
public:
  explicit Reader(llvm::ArrayRef<char> bytes)
      : at_(reinterpret_cast<const uint8_t *>(bytes.data())), end_(at_ + bytes.size()) {}

  bool failed() const { return failed_; }
  bool at_end() const { return at_ == end_; }
  const char *position() const { return reinterpret_cast<const char *>(at_); }
  uint8_t byte() {
    llvm::ArrayRef<char> one = bytes(1);
    return one.empty() ? 0 : static_cast<uint8_t>(one[0]);
  }
  uint32_t number() {
    unsigned length = 0;
    const char *error = nullptr;
    uint64_t value = llvm::decodeULEB128(at_, &length, end_, &error);
    if (error || value > UINT32_MAX)
      return fail(), 0;
    at_ += length;
    return static_cast<uint32_t>(value);
  }
  llvm::ArrayRef<char> bytes(size_t count) {
    if (count > static_cast<size_t>(end_ - at_))
      return fail(), llvm::ArrayRef<char>();
    llvm::ArrayRef<char> out(position(), count);
    at_ += count;
    return out;
  }
  llvm::StringRef name() {
    llvm::ArrayRef<char> text = bytes(number());
    return {text.data(), text.size()};
  }

private:
  void fail() {
    failed_ = true;
    at_ = end_;
  }
  const uint8_t *at_;
  const uint8_t *end_;
  bool failed_ = false;
};

llvm::Error malformed() { return llvm::createStringError("malformed WebAssembly module"); }

struct Section {
  uint8_t id;
  llvm::ArrayRef<char> payload;
};

llvm::Expected<std::vector<Section>> sections(llvm::ArrayRef<char> module) {
  Reader reader(module);
  (void)reader.bytes(kHeaderSize);
  std::vector<Section> out;
  while (!reader.at_end()) {
    uint8_t id = reader.byte();
    out.push_back({id, reader.bytes(reader.number())});
  }
  if (reader.failed())
    return malformed();
  return out;
}

void skip_limits(Reader &reader) {
  bool has_maximum = reader.number() & 1;
  reader.number();
  if (has_maximum)
    reader.number();
}

/// An import or export; `rest` is what follows its names.
struct Entry {
  llvm::StringRef module; ///< of an import
  llvm::StringRef name;
  uint8_t kind;
  llvm::ArrayRef<char> rest;
};

void skip_import_type(Reader &reader, uint8_t kind) {
  if (kind == Table || kind == Global || kind == Tag)
    reader.byte();
  if (kind == Table || kind == Mem)
    skip_limits(reader);
  else if (kind == Global)
    reader.byte();
  else
    reader.number();
}

llvm::Expected<std::vector<Entry>> entries(const Section &section) {
  Reader reader(section.payload);
  std::vector<Entry> out;
  for (uint32_t left = reader.number(); left > 0 && !reader.failed(); --left) {
    Entry entry;
    if (section.id == kImportSection)
      entry.module = reader.name();
    entry.name = reader.name();
    const char *start = reader.position();
    entry.kind = reader.byte();
    if (section.id == kImportSection)
      skip_import_type(reader, entry.kind);
    else
      reader.number();
    entry.rest = {start, reader.position()};
    out.push_back(entry);
  }
  if (reader.failed())
    return malformed();
  return out;
}

/// `path|a:i32,b:&str>bool`
Function parse(llvm::StringRef symbol) {
  Function out;
  out.symbol = symbol.str();
  auto [path, signature] = symbol.split('|');
  auto [types, result] = signature.split('>');
  out.path = path.str();
  out.result = result.str();
  llvm::SmallVector<llvm::StringRef, 8> words;
  types.split(words, ',', -1, false);
  for (llvm::StringRef word : words) {
    bool has_name = word.contains(':');
    auto [name, type] = word.split(':');
    out.parameters.push_back({has_name ? name.str() : "", (has_name ? type : name).str()});
  }
  return out;
}

bool is_import(const Entry &entry) {
  return entry.module == "js" && entry.kind == Func && entry.name.contains('|');
}
bool is_export(const Entry &entry) { return entry.kind == Func && entry.name.contains('|'); }

void write_name(llvm::raw_ostream &out, llvm::StringRef name) {
  llvm::encodeULEB128(name.size(), out);
  out << name;
}

/// A section of entries anew, with names by `rename`.
std::string write_section(uint8_t id, llvm::ArrayRef<Entry> entries,
                          llvm::function_ref<std::string(const Entry &)> rename) {
  std::string payload;
  llvm::raw_string_ostream out(payload);
  llvm::encodeULEB128(entries.size(), out);
  for (const Entry &entry : entries) {
    if (id == kImportSection)
      write_name(out, entry.module);
    write_name(out, rename(entry));
    out.write(entry.rest.data(), entry.rest.size());
  }
  return payload;
}

} // namespace

llvm::Expected<Interface> read_interface(llvm::ArrayRef<char> module) {
  llvm::Expected<std::vector<Section>> all = sections(module);
  if (!all)
    return all.takeError();
  Interface out;
  for (const Section &section : *all) {
    if (section.id != kImportSection && section.id != kExportSection)
      continue;
    llvm::Expected<std::vector<Entry>> list = entries(section);
    if (!list)
      return list.takeError();
    for (const Entry &entry : *list) {
      if (section.id == kImportSection ? is_import(entry) : is_export(entry))
        (section.id == kImportSection ? out.imports : out.exports).push_back(parse(entry.name));
      out.has_main |= section.id == kExportSection && entry.kind == Func && entry.name == "main";
    }
  }
  // A module's order is that of code generation.
  llvm::sort(out.exports, [](const Function &a, const Function &b) { return a.path < b.path; });
  return out;
}

llvm::Expected<std::vector<char>> shorten_names(llvm::ArrayRef<char> module, Interface &interface) {
  llvm::Expected<std::vector<Section>> all = sections(module);
  if (!all)
    return all.takeError();
  std::string bytes(module.data(), kHeaderSize);
  llvm::raw_string_ostream out(bytes);
  for (const Section &section : *all) {
    std::string payload(section.payload.data(), section.payload.size());
    if (section.id == kImportSection || section.id == kExportSection) {
      llvm::Expected<std::vector<Entry>> list = entries(section);
      if (!list)
        return list.takeError();
      size_t number = 0;
      payload = write_section(section.id, *list, [&](const Entry &entry) {
        if (section.id == kExportSection)
          return is_export(entry) ? entry.name.split('|').first.str() : entry.name.str();
        return is_import(entry) ? std::to_string(number++) : entry.name.str();
      });
    }
    out << static_cast<char>(section.id);
    write_name(out, payload);
  }
  for (auto [i, import] : llvm::enumerate(interface.imports))
    import.symbol = std::to_string(i);
  for (Function &exported : interface.exports)
    exported.symbol = exported.path;
  return std::vector<char>(bytes.begin(), bytes.end());
}

} // namespace ochre::web
