// Witnesses as the user would write them.
#include "sema/patterns/usefulness.h"

namespace ochre::patterns {
namespace {

/// A place on an integer line as text: `i32::MIN`, `5_u8`, `'a'`.
std::string bound(ty::TyCtxt &tcx, Ty ty, u128 position, bool is_high) {
  if (ty.is_char()) {
    if (!is_high && position == 0)
      return "'\\0'";
    if (is_high && position == 0x10FFFF)
      return "char::MAX";
    auto code = static_cast<uint32_t>(position);
    if (code >= 0x20 && code < 0x7f)
      return std::string("'") + static_cast<char>(code) + "'";
    return "'\\u{" + llvm::utohexstr(code, true) + "}'";
  }
  bool is_signed = ty.is(ty::TyKind::Int);
  std::string name = is_signed ? to_string(ty.int_ty()).str() : to_string(ty.uint_ty()).str();
  unsigned bits = is_signed ? bit_width(ty.int_ty(), tcx.pointer_bits)
                            : bit_width(ty.uint_ty(), tcx.pointer_bits);
  u128 max = bits == 128 ? ~u128(0) : (u128(1) << bits) - 1;
  u128 offset = is_signed && ty.int_ty() == IntTy::Isize ? 1 : 0;
  bool is_open = (offset && position == 0) || (bits != 128 && position > max + offset);
  if (is_open)
    return "";
  u128 value = position - offset;
  if (is_signed && value == 0)
    return name + "::MIN";
  if (value == max)
    return name + "::MAX";
  llvm::APInt number(128, {static_cast<uint64_t>(value), static_cast<uint64_t>(value >> 64)});
  if (is_signed)
    number -= llvm::APInt::getOneBitSet(128, bits - 1);
  llvm::SmallString<40> text;
  number.toString(text, 10, is_signed);
  return (text + "_" + name).str();
}

std::string range(ty::TyCtxt &tcx, const Witness &witness) {
  const Ctor &ctor = witness.ctor;
  std::string lo = bound(tcx, witness.ty, ctor.lo, false);
  if (ctor.lo == ctor.hi && !lo.empty())
    return lo;
  std::string hi = bound(tcx, witness.ty, ctor.hi, true);
  if (hi.empty()) {
    // The open end alone: `usize::MAX..`.
    if (lo.empty())
      lo = bound(tcx, witness.ty, ctor.lo - 1, true);
    return lo + "..";
  }
  return lo + "..=" + hi;
}

bool all_wild(const Witness &witness) {
  return llvm::all_of(witness.fields,
                      [](const Witness &field) { return field.ctor.kind == CtorKind::Wildcard; });
}

std::string fields_text(ty::TyCtxt &tcx, const Witness &witness) {
  std::string out;
  for (size_t i = 0; i < witness.fields.size(); ++i)
    out += (i ? ", " : "") + to_string(tcx, witness.fields[i]);
  return out;
}

std::string adt_text(ty::TyCtxt &tcx, const Witness &witness) {
  if (witness.ty.is(ty::TyKind::Tuple))
    return "(" + fields_text(tcx, witness) + (witness.fields.size() == 1 ? ",)" : ")");
  const ty::AdtDef *adt = tcx.adt_def(witness.ty.def_id());
  ty::VariantIdx index =
      witness.ctor.kind == CtorKind::Variant ? witness.ctor.variant : ty::VariantIdx(0);
  const ty::VariantDef &variant = adt->variants[index];
  std::string name = tcx.str(variant.name).str();
  // Variants of the prelude are known without their type.
  bool is_prelude =
      tcx.is_lang_item(adt->def_id, LangItem::Option) || name == "Ok" || name == "Err";
  if (adt->is_enum() && !is_prelude)
    name = tcx.str(tcx.name(adt->def_id)).str() + "::" + name;
  if (!adt->is_enum())
    name = tcx.str(tcx.name(adt->def_id)).str();
  if (variant.ctor_id.is_valid())
    return variant.ctor_kind == ty::CtorKind::Fn ? name + "(" + fields_text(tcx, witness) + ")"
                                                 : name;
  if (all_wild(witness))
    return name + " { .. }";
  std::string out = name + " { ";
  for (uint32_t i = 0; i < witness.fields.size(); ++i)
    out += (i ? ", " : "") + tcx.str(variant.fields[ty::FieldIdx(i)].name).str() + ": " +
           to_string(tcx, witness.fields[i]);
  return out + " }";
}

std::string slice_text(ty::TyCtxt &tcx, const Witness &witness) {
  std::string out = "[";
  const Ctor &ctor = witness.ctor;
  for (uint32_t i = 0; i < witness.fields.size(); ++i) {
    if (ctor.is_var_len && i == ctor.prefix)
      out += i ? ", .." : "..";
    out += (i || (ctor.is_var_len && ctor.prefix == 0) ? ", " : "") +
           to_string(tcx, witness.fields[i]);
  }
  if (ctor.is_var_len && ctor.prefix == witness.fields.size())
    out += witness.fields.empty() ? ".." : ", ..";
  return out + "]";
}

} // namespace

std::string to_string(ty::TyCtxt &tcx, const Witness &witness) {
  switch (witness.ctor.kind) {
  case CtorKind::Struct:
  case CtorKind::Variant: return adt_text(tcx, witness);
  case CtorKind::Ref: return "&" + to_string(tcx, witness.fields[0]);
  case CtorKind::Bool: return witness.ctor.value ? "true" : "false";
  case CtorKind::IntRange: return range(tcx, witness);
  case CtorKind::Slice: return slice_text(tcx, witness);
  case CtorKind::Str:
  case CtorKind::Float:
  case CtorKind::Wildcard:
  case CtorKind::Opaque:
  case CtorKind::NonExhaustive:
  case CtorKind::Missing: break;
  case CtorKind::Never: return "!";
  }
  return "_";
}

} // namespace ochre::patterns
