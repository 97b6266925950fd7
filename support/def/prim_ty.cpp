#include "support/def/prim_ty.h"

namespace ochre {

std::optional<PrimTy> prim_ty_from_name(Symbol name) {
  using K = PrimTyKind;
  switch (name.raw) {
  case sym::kFixed_bool_: return PrimTy{.kind = K::Bool};
  case sym::kFixed_char_: return PrimTy{.kind = K::Char};
  case sym::kFixed_str: return PrimTy{.kind = K::Str};
  case sym::kFixed_isize: return PrimTy{.kind = K::Int, .int_ty = IntTy::Isize};
  case sym::kFixed_i8: return PrimTy{.kind = K::Int, .int_ty = IntTy::I8};
  case sym::kFixed_i16: return PrimTy{.kind = K::Int, .int_ty = IntTy::I16};
  case sym::kFixed_i32: return PrimTy{.kind = K::Int, .int_ty = IntTy::I32};
  case sym::kFixed_i64: return PrimTy{.kind = K::Int, .int_ty = IntTy::I64};
  case sym::kFixed_i128: return PrimTy{.kind = K::Int, .int_ty = IntTy::I128};
  case sym::kFixed_usize: return PrimTy{.kind = K::Uint, .uint_ty = UintTy::Usize};
  case sym::kFixed_u8: return PrimTy{.kind = K::Uint, .uint_ty = UintTy::U8};
  case sym::kFixed_u16: return PrimTy{.kind = K::Uint, .uint_ty = UintTy::U16};
  case sym::kFixed_u32: return PrimTy{.kind = K::Uint, .uint_ty = UintTy::U32};
  case sym::kFixed_u64: return PrimTy{.kind = K::Uint, .uint_ty = UintTy::U64};
  case sym::kFixed_u128: return PrimTy{.kind = K::Uint, .uint_ty = UintTy::U128};
  case sym::kFixed_f16: return PrimTy{.kind = K::Float, .float_ty = FloatTy::F16};
  case sym::kFixed_f32: return PrimTy{.kind = K::Float, .float_ty = FloatTy::F32};
  case sym::kFixed_f64: return PrimTy{.kind = K::Float, .float_ty = FloatTy::F64};
  case sym::kFixed_f128: return PrimTy{.kind = K::Float, .float_ty = FloatTy::F128};
  default: return std::nullopt;
  }
}

llvm::StringRef to_string(IntTy ty) {
  static constexpr const char *kNames[] = {"isize", "i8", "i16", "i32", "i64", "i128"};
  return kNames[static_cast<unsigned>(ty)];
}

llvm::StringRef to_string(UintTy ty) {
  static constexpr const char *kNames[] = {"usize", "u8", "u16", "u32", "u64", "u128"};
  return kNames[static_cast<unsigned>(ty)];
}

llvm::StringRef to_string(FloatTy ty) {
  static constexpr const char *kNames[] = {"f16", "f32", "f64", "f128"};
  return kNames[static_cast<unsigned>(ty)];
}

llvm::StringRef to_string(PrimTy ty) {
  switch (ty.kind) {
  case PrimTyKind::Int: return to_string(ty.int_ty);
  case PrimTyKind::Uint: return to_string(ty.uint_ty);
  case PrimTyKind::Float: return to_string(ty.float_ty);
  case PrimTyKind::Str: return "str";
  case PrimTyKind::Bool: return "bool";
  case PrimTyKind::Char: return "char";
  }
  return "";
}

unsigned bit_width(IntTy ty, unsigned pointer_bits) {
  return ty == IntTy::Isize ? pointer_bits : 4u << static_cast<unsigned>(ty);
}

unsigned bit_width(UintTy ty, unsigned pointer_bits) {
  return ty == UintTy::Usize ? pointer_bits : 4u << static_cast<unsigned>(ty);
}

unsigned bit_width(FloatTy ty) { return 16u << static_cast<unsigned>(ty); }

} // namespace ochre
