// The primitive types that have a name in the language.
#pragma once

#include "support/adt/symbol.h"

#include <optional>

namespace ochre {

enum class IntTy : uint8_t { Isize, I8, I16, I32, I64, I128 };
enum class UintTy : uint8_t { Usize, U8, U16, U32, U64, U128 };
enum class FloatTy : uint8_t { F16, F32, F64, F128 };

enum class PrimTyKind : uint8_t { Int, Uint, Float, Str, Bool, Char };

/// `i32`, `str`…; the field that the kind does not name is zero.
struct PrimTy {
  PrimTyKind kind = PrimTyKind::Bool;
  IntTy int_ty{};
  UintTy uint_ty{};
  FloatTy float_ty{};
  bool operator==(const PrimTy &) const = default;
};

/// The primitive type that a name in type position means when nothing shadows
/// it.
std::optional<PrimTy> prim_ty_from_name(Symbol name);
llvm::StringRef to_string(IntTy ty);
llvm::StringRef to_string(UintTy ty);
llvm::StringRef to_string(FloatTy ty);
llvm::StringRef to_string(PrimTy ty);
/// Bits of a type; isize and usize: those of the target (`pointer_bits`).
unsigned bit_width(IntTy ty, unsigned pointer_bits = 64);
unsigned bit_width(UintTy ty, unsigned pointer_bits = 64);
unsigned bit_width(FloatTy ty);

} // namespace ochre
