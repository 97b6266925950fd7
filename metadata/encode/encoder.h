// The crate file in the making: sections, tables, rows, and how the smallest things are written.
//
// Invariant: what is written depends on the crate alone: tables are sorted by definition, rows and
// symbols are numbered in the order in which they are met.
#pragma once

#include "frontend/resolve/resolutions.h"
#include "metadata/format/format.h"
#include "sema/ty/context.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace ochre::metadata {

class Encoder {
public:
  explicit Encoder(TyCtxt &tcx) : tcx(tcx) {}

  TyCtxt &tcx;

  // --- The smallest things. A valid id each, unless it says otherwise.
  void symbol(ByteWriter &out, Symbol symbol); ///< an invalid one too
  void def(ByteWriter &out, DefId id);
  void optional_def(ByteWriter &out, DefId id); ///< an invalid one too
  void span(ByteWriter &out, Span span);
  void syntax_context(ByteWriter &out, SyntaxContext ctxt);

  /// Number of the row that stands for `key`; `write` is called the first time and may ask for
  /// other rows, but not for its own.
  uint32_t row(RowKind kind, const void *key, llvm::function_ref<void(ByteWriter &)> write);
  /// Adds a fact about a local definition. Once per table and definition.
  void entry(Table table, LocalDefId id, llvm::function_ref<void(ByteWriter &)> write);
  /// A section with contents of its own (LangItems, TraitImpls…).
  ByteWriter &section(Section section) { return sections_[static_cast<unsigned>(section)]; }

  /// The finished file. Fills `header.hash`.
  std::string finish(CrateHeader &header);

private:
  struct Rows {
    llvm::DenseMap<const void *, uint32_t> numbers;
    std::vector<uint32_t> offsets;
  };
  uint32_t source_file(const SourceFile &file);
  void write_defs();
  void write_row_index();
  void write_table_index();

  ByteWriter sections_[kSectionCount];
  Rows rows_[kRowKindCount];
  std::vector<std::pair<uint32_t, uint32_t>> tables_[kTableCount]; ///< (def, offset)
  llvm::DenseMap<Symbol, uint32_t> symbols_;
  llvm::DenseMap<const SourceFile *, uint32_t> source_files_;
};

/// Names, macros: all that `ExternCrates` answers. encode/names.cpp
void encode_names(Encoder &encoder, const resolve::Resolutions &resolutions);
/// Every query marked EXTERN_QUERY, impls, language items. encode/items.cpp
void encode_items(Encoder &encoder);
/// Bodies that other crates instantiate, inline or evaluate. With `for_check` only those that
/// their types may depend on (constants, const fn). encode/bodies.cpp
void encode_bodies(Encoder &encoder, bool for_check);

} // namespace ochre::metadata
