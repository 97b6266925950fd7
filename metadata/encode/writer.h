// Writes values of the compiler's own types as bytes of a crate file: what `metadata/format` lays
// out in templates takes a Writer or a Reader (decode/reader.h), so that both sides agree.
//
// Invariant: interned things are rows, written once, parts first; a handle is its row's number plus
// one, 0 for none. Nothing is written that means something in this process only.
#pragma once

#include "metadata/encode/encoder.h"
#include "sema/ty/instance.h"

namespace ochre::metadata {

class Writer {
public:
  /// `depth`: rows that are being written, one inside the other.
  Writer(Encoder &encoder, ByteWriter &out, unsigned depth = 0)
      : encoder(encoder), out(out), depth_(depth) {}

  // --- Plain values
  void num(uint64_t value) { out.varint(value); }
  template <class Tag>
  void id(Id<Tag> id) {
    out.varint(id.is_valid() ? uint64_t(id.raw) + 1 : 0);
  }
  template <class E>
  void kind(E value) {
    out.u8(static_cast<uint8_t>(value));
  }
  void flag(bool value) { out.flag(value); }
  /// Several flags in one number.
  template <class... Bools>
  void flags(Bools... values) {
    uint64_t bits = 0;
    unsigned at = 0;
    ((bits |= uint64_t(values) << at++), ...);
    out.varint(bits);
  }
  void bytes(llvm::StringRef value) { out.text(value); }
  template <class List, class Each>
  void list(const List &values, Each each) {
    out.varint(values.size());
    for (const auto &value : values)
      each(value);
  }
  template <class T, class Each>
  void optional(const std::optional<T> &value, Each each) {
    out.flag(value.has_value());
    if (value)
      each(*value);
  }

  // --- Names and places
  void symbol(Symbol symbol) { encoder.symbol(out, symbol); }
  void def(DefId id) { encoder.def(out, id); }
  void opt_def(DefId id) { encoder.optional_def(out, id); }
  void span(Span span) { encoder.span(out, span); }

  // --- Types; null handles too
  void ty(ty::Ty ty);
  void opt_ty(ty::Ty type) { ty(type); }
  void region(ty::Region region);
  void ct(ty::Const ct);
  void predicate(ty::Predicate predicate);
  void arg(ty::GenericArg arg);
  void args(ty::GenericArgs args);
  void ty_list(ty::TyList tys);
  void clauses(ty::Clauses clauses);
  void bound_vars(ty::BoundVars vars);
  void existential(ty::List<ty::PolyExistentialPredicate> predicates);
  void valtree(ty::ValTree tree);

  Encoder &encoder;
  ByteWriter &out;

private:
  template <class WriteRow>
  uint32_t row(RowKind kind, const void *key, WriteRow write);
  template <class T, class Each>
  void list_row(RowKind kind, ty::List<T> list, Each each);

  unsigned depth_;
};

} // namespace ochre::metadata
