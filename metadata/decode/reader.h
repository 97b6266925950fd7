// Reads what encode/writer.h writes, in the terms of the running compilation.
//
// Invariant: a row is decoded once per crate file and kept in its slot. Malformed bytes give zeros,
// shortest lists and the error type; they never leave the buffer.
#pragma once

#include "metadata/decode/crate_file.h"
#include "sema/ty/context.h"

namespace ochre::metadata {

class Reader {
public:
  Reader(TyCtxt &tcx, CrateFile &file, ByteReader in, unsigned depth = 0)
      : tcx(tcx), file(file), in(in), depth_(depth) {}

  // --- Plain values
  uint64_t num() { return in.varint(); }
  template <class T>
  void num(T &value) {
    value = static_cast<T>(in.varint());
  }
  template <class Tag>
  void id(Id<Tag> &id) {
    id.raw = in.varint32() - 1;
  }
  template <class E>
  void kind(E &value) {
    value = static_cast<E>(in.u8());
  }
  void flag(bool &value) { value = in.flag(); }
  template <class... Bools>
  void flags(Bools &...values) {
    uint64_t bits = in.varint();
    unsigned at = 0;
    ((values = bits >> at++ & 1), ...);
  }
  llvm::StringRef bytes() { return in.text(); }
  /// The length of a list. Each element takes a byte at least.
  uint32_t size() {
    uint64_t count = in.varint();
    return count <= UINT32_MAX && !in.at_end() ? static_cast<uint32_t>(count) : 0;
  }
  template <class List, class Each>
  void list(List &values, Each each) {
    uint32_t count = size();
    values.clear();
    values.reserve(std::min<uint32_t>(count, 4096));
    for (uint32_t i = 0; i < count && !in.failed(); ++i) {
      std::remove_cvref_t<decltype(*values.begin())> value{};
      each(value);
      push(values, std::move(value));
    }
  }
  template <class T, class Each>
  void optional(std::optional<T> &value, Each each) {
    value.reset();
    if (in.flag())
      each(value.emplace());
  }

  // --- Names and places
  void symbol(Symbol &symbol) { symbol = file.symbol(in); }
  void def(DefId &id) { id = file.def(in); }
  void opt_def(DefId &id) { id = file.optional_def(in); }
  void span(Span &span) { span = file.span(in); }
  Symbol symbol() { return file.symbol(in); }
  DefId def() { return file.def(in); }
  DefId opt_def() { return file.optional_def(in); }
  Span span() { return file.span(in); }

  // --- Types. What must be there and is not is the error type.
  ty::Ty ty();
  ty::Ty opt_ty();
  ty::Region region();
  ty::Const ct();
  ty::Predicate predicate();
  ty::GenericArg arg();
  ty::GenericArgs args();
  ty::TyList ty_list();
  ty::Clauses clauses();
  ty::BoundVars bound_vars();
  ty::List<ty::PolyExistentialPredicate> existential();
  ty::ValTree valtree();
  void ty(ty::Ty &out) { out = ty(); }
  void opt_ty(ty::Ty &out) { out = opt_ty(); }
  void region(ty::Region &out) { out = region(); }
  void ct(ty::Const &out) { out = ct(); }
  void predicate(ty::Predicate &out) { out = predicate(); }
  void arg(ty::GenericArg &out) { out = arg(); }
  void args(ty::GenericArgs &out) { out = args(); }
  void ty_list(ty::TyList &out) { out = ty_list(); }
  void clauses(ty::Clauses &out) { out = clauses(); }
  void bound_vars(ty::BoundVars &out) { out = bound_vars(); }
  void existential(ty::List<ty::PolyExistentialPredicate> &out) { out = existential(); }

  TyCtxt &tcx;
  CrateFile &file;
  ByteReader in;

private:
  template <class T>
  static void push(std::vector<T> &values, T value) {
    values.push_back(std::move(value));
  }
  template <class IdT, class T>
  static void push(IndexVec<IdT, T> &values, T value) {
    values.push(std::move(value));
  }
  template <class ReadRow>
  const void *row(RowKind kind, ReadRow read);
  template <class T, class Each, class Make>
  ty::List<T> list_row(RowKind kind, Each each, Make make);

  unsigned depth_;
};

} // namespace ochre::metadata
