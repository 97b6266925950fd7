// One crate file in memory, read item by item.
//
// Invariant: the file was checked when it was opened (magic, version, bounds of the sections); what
// is malformed within gives zeros and never leaves the buffer. Everything decoded is in terms of
// the running compilation: its symbols, DefIds, types.
#pragma once

#include "metadata/format/format.h"
#include "support/session/session.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/MemoryBuffer.h"

#include <memory>
#include <optional>

namespace ochre::metadata {

class CrateFile {
public:
  /// `bytes` is the crate file itself, inside `buffer`. The error says what is wrong with it.
  static llvm::Expected<std::unique_ptr<CrateFile>> open(Session &sess, std::string path,
                                                         std::unique_ptr<llvm::MemoryBuffer> buffer,
                                                         llvm::StringRef bytes);

  const CrateHeader &header() const { return header_; }
  /// Where it was found: an .rlib or .rmeta.
  const std::string &path() const { return path_; }
  llvm::StringRef section(Section section) const {
    return sections_[static_cast<unsigned>(section)];
  }

  /// The fact about a definition of this crate, if there is one.
  std::optional<ByteReader> entry(Table table, uint32_t def_index) const;
  /// The encoding of a row; `row_slot` is where to keep what it decodes to.
  ByteReader row(RowKind kind, uint32_t number) const;
  const void *&row_slot(RowKind kind, uint32_t number);

  // --- The smallest things, as Encoder writes them.
  Symbol symbol(ByteReader &in) { return symbol_at(in.varint32()); }
  DefId def(ByteReader &in);
  DefId optional_def(ByteReader &in);
  Span span(ByteReader &in);
  SyntaxContext syntax_context(ByteReader &in);

  uint32_t def_count() const;
  DefData def_data(uint32_t index);
  /// The definition with this hash, or def_count().
  uint32_t find_def(uint64_t hash) const;
  /// DefId of a definition of this crate.
  DefId def_id(uint32_t index) const { return DefId(first_def + index); }
  uint32_t def_index(DefId id) const { return id.raw - first_def; }

  /// Set when the crate is entered in Definitions: its number, its first DefId, and the first DefId
  /// of each crate in this file's numbering (row 0: itself).
  CrateNum number;
  uint32_t first_def = 0;
  std::vector<uint32_t> dependency_first_def;

private:
  explicit CrateFile(Session &sess) : sess_(sess) {}
  llvm::Error read_sections(llvm::StringRef bytes);
  void read_header();
  Symbol symbol_at(uint32_t number);
  BytePos source_file_start(uint32_t number);
  SyntaxContext decode_syntax_context(uint32_t number);
  ExpnId decode_expansion(uint32_t number);

  Session &sess_;
  std::string path_;
  std::unique_ptr<llvm::MemoryBuffer> buffer_;
  CrateHeader header_;
  llvm::StringRef sections_[kSectionCount];
  std::vector<Symbol> symbols_; ///< kept by number; invalid: not read yet
  struct SourceFileRow {
    uint32_t offset; ///< in the section
    BytePos start;   ///< 0: not entered in the source map yet
  };
  std::vector<SourceFileRow> source_files_;
  std::vector<uint32_t> row_counts_, row_index_at_;
  std::vector<uint32_t> table_counts_, table_index_at_;
  std::vector<const void *> row_slots_[kRowKindCount];
  llvm::DenseMap<uint32_t, SyntaxContext> contexts_;
  llvm::DenseMap<uint32_t, ExpnId> expansions_;
};

} // namespace ochre::metadata
