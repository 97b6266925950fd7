#include "metadata/encode/encoder.h"

#include "metadata/encode/encode.h"

#include "llvm/Support/xxhash.h"

#include <algorithm>

namespace ochre::metadata {

void Encoder::symbol(ByteWriter &out, Symbol symbol) {
  if (!symbol.is_valid()) {
    out.varint(0);
    return;
  }
  auto [it, fresh] = symbols_.try_emplace(symbol, static_cast<uint32_t>(symbols_.size()));
  if (fresh) {
    section(Section::SymbolIndex).u32(section(Section::SymbolText).size());
    section(Section::SymbolText).raw(tcx.str(symbol));
  }
  out.varint(it->second + 1);
}

void Encoder::def(ByteWriter &out, DefId id) {
  CrateNum crate = tcx.defs.crate_of(id);
  out.varint(crate.raw);
  out.varint(id.raw - tcx.defs.crates()[crate].first_def);
}

void Encoder::optional_def(ByteWriter &out, DefId id) {
  out.flag(id.is_valid());
  if (id.is_valid())
    def(out, id);
}

uint32_t Encoder::source_file(const SourceFile &file) {
  auto [it, fresh] = source_files_.try_emplace(&file, static_cast<uint32_t>(source_files_.size()));
  if (!fresh)
    return it->second;
  ByteWriter &out = section(Section::SourceFiles);
  out.text(file.name);
  out.text(file.real_path);
  out.varint(file.end() - file.start);
  out.varint(file.line_starts.size());
  BytePos last = file.start;
  for (BytePos start : file.line_starts) {
    out.varint(start - last);
    last = start;
  }
  return it->second;
}

void Encoder::span(ByteWriter &out, Span span) {
  const SourceFile *file = span.is_dummy() ? nullptr : tcx.sess.source_map.file_at(span.lo);
  if (!file) {
    out.varint(0);
    return;
  }
  out.varint(source_file(*file) + 1);
  out.varint(span.lo - file->start);
  out.varint(span.hi - span.lo);
  syntax_context(out, span.ctxt);
}

void Encoder::syntax_context(ByteWriter &out, SyntaxContext ctxt) {
  if (ctxt == kRootContext) {
    out.varint(0);
    return;
  }
  const HygieneTable &hygiene = tcx.sess.hygiene;
  // Keys of rows are addresses; ids serve as well.
  auto key = [](uint32_t id) { return reinterpret_cast<const void *>(uintptr_t{id} + 1); };
  uint32_t number = row(RowKind::SyntaxContext, key(ctxt.raw), [&](ByteWriter &context) {
    syntax_context(context, hygiene.parent(ctxt));
    context.u8(static_cast<uint8_t>(hygiene.outer_transparency(ctxt)));
    ExpnId expn = hygiene.outer_expn(ctxt);
    context.varint(row(RowKind::Expansion, key(expn.raw), [&](ByteWriter &expansion) {
      const ExpnData &data = hygiene.expn(expn);
      expansion.u8(static_cast<uint8_t>(data.kind));
      expansion.u8(static_cast<uint8_t>(data.desugaring));
      expansion.u8(static_cast<uint8_t>(data.edition));
      expansion.flag(data.allow_internal_unstable);
      expansion.flag(data.allow_internal_unsafe);
      expansion.flag(data.local_inner_macros);
      span(expansion, data.call_site);
      symbol(expansion, data.macro_name);
      optional_def(expansion, DefId(data.macro_def_id));
      optional_def(expansion, DefId(data.parent_module));
    }));
  });
  out.varint(number + 1);
}

uint32_t Encoder::row(RowKind kind, const void *key, llvm::function_ref<void(ByteWriter &)> write) {
  Rows &rows = rows_[static_cast<unsigned>(kind)];
  auto it = rows.numbers.find(key);
  if (it != rows.numbers.end())
    return it->second;
  ByteWriter contents;
  write(contents);
  uint32_t number = static_cast<uint32_t>(rows.offsets.size());
  rows.offsets.push_back(section(Section::RowData).size());
  rows.numbers[key] = number;
  section(Section::RowData).raw(contents.str());
  return number;
}

void Encoder::entry(Table table, LocalDefId id, llvm::function_ref<void(ByteWriter &)> write) {
  ByteWriter &data = section(Section::TableData);
  ByteWriter contents;
  write(contents);
  tables_[static_cast<unsigned>(table)].push_back({id.raw, data.size()});
  data.raw(contents.str());
}

void Encoder::write_defs() {
  ByteWriter &out = section(Section::Defs);
  std::vector<std::pair<uint64_t, uint32_t>> hashes;
  for (uint32_t i = 0; i < tcx.defs.local_count(); ++i) {
    const DefData &data = tcx.defs.local(LocalDefId(i));
    out.u32(data.parent.is_valid() ? tcx.defs.expect_local(data.parent).raw : UINT32_MAX);
    ByteWriter ignored;
    symbol(ignored, data.name);
    out.u32(data.name.is_valid() ? symbols_.lookup(data.name) + 1 : 0);
    out.u32(data.disambiguator);
    out.u32(static_cast<uint32_t>(data.kind));
    out.u64(data.hash.local);
    hashes.push_back({data.hash.local, i});
  }
  std::sort(hashes.begin(), hashes.end());
  for (auto [hash, index] : hashes) {
    section(Section::DefHashes).u64(hash);
    section(Section::DefHashes).u32(index);
  }
}

void Encoder::write_row_index() {
  ByteWriter &out = section(Section::RowIndex);
  for (const Rows &rows : rows_) {
    out.u32(static_cast<uint32_t>(rows.offsets.size()));
    for (uint32_t offset : rows.offsets)
      out.u32(offset);
  }
}

void Encoder::write_table_index() {
  ByteWriter &out = section(Section::TableIndex);
  for (auto &table : tables_) {
    std::sort(table.begin(), table.end());
    out.u32(static_cast<uint32_t>(table.size()));
    for (auto [def, offset] : table) {
      out.u32(def);
      out.u32(offset);
    }
  }
}

namespace {

void write_header(ByteWriter &out, const CrateHeader &header) {
  out.u64(header.hash);
  out.text(header.name);
  out.u64(header.stable_id);
  out.text(header.extra_filename);
  out.u8(static_cast<uint8_t>(header.edition));
  out.flag(header.is_proc_macro);
  out.flag(header.is_no_std);
  out.flag(header.needs_allocator);
  out.flag(header.has_global_allocator);
  out.flag(header.has_default_allocator);
  out.u8(header.panic_strategy);
  out.varint(header.dependencies.size());
  for (const Dependency &dependency : header.dependencies) {
    out.text(dependency.name);
    out.u64(dependency.stable_id);
    out.u64(dependency.hash);
    out.text(dependency.extra_filename);
  }
  out.varint(header.native_libs.size());
  for (const NativeLib &lib : header.native_libs) {
    out.text(lib.kind);
    out.text(lib.name);
  }
}

} // namespace

std::string Encoder::finish(CrateHeader &header) {
  write_defs();
  section(Section::SymbolIndex).u32(section(Section::SymbolText).size());
  write_row_index();
  write_table_index();
  // The hash names the build: it covers the header with a hash of zero, and all that follows.
  header.hash = 0;
  ByteWriter &head = section(Section::Header);
  write_header(head, header);
  uint64_t hash = 0;
  for (const ByteWriter &part : sections_) {
    ByteWriter both;
    both.u64(hash);
    both.u64(llvm::xxh3_64bits(part.str()));
    hash = llvm::xxh3_64bits(both.str());
  }
  header.hash = hash;
  head.clear();
  write_header(head, header);

  ByteWriter file;
  file.raw(llvm::StringRef(kMagic, sizeof kMagic));
  file.u32(kFormatVersion);
  file.u32(kSectionCount);
  uint32_t at = file.size() + 8 * kSectionCount;
  for (const ByteWriter &part : sections_) {
    file.u32(at);
    file.u32(part.size());
    at += part.size();
  }
  for (const ByteWriter &part : sections_)
    file.raw(part.str());
  return std::string(file.str());
}

std::string encode_crate(TyCtxt &tcx, const resolve::Resolutions &resolutions, CrateHeader &header,
                         bool for_check) {
  Encoder encoder(tcx);
  encode_names(encoder, resolutions);
  encode_items(encoder);
  encode_bodies(encoder, for_check);
  return encoder.finish(header);
}

} // namespace ochre::metadata
