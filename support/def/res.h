// What a path means, and who may use it.
#pragma once

#include "support/def/def_id.h"
#include "support/def/prim_ty.h"

namespace ochre {

enum class DefKind : uint8_t {
#define DEF_KIND(kind, article, description) kind,
#include "support/def/def_kind.def"
};
/// "struct", "associated function"…, as messages name it.
llvm::StringRef describe(DefKind kind);
llvm::StringRef article(DefKind kind);
bool is_ctor(DefKind kind);
bool is_assoc(DefKind kind);
/// Functions, methods, constructors with arguments, closures.
bool is_fn_like(DefKind kind);

enum class Namespace : uint8_t { Type, Value, Macro };

enum class ResKind : uint8_t {
  Def,          ///< a definition: `def_kind`, `def_id`
  PrimTy,       ///< `prim_ty`
  SelfTyParam,  ///< `Self` in a trait: `def_id` is the trait
  SelfTyAlias,  ///< `Self` in an impl: `def_id` is the impl
  SelfCtor,     ///< `Self(..)`, `Self {}` as a value: `def_id` is the impl
  Local,        ///< a local variable: `local` is the id of its binding
  ToolMod,      ///< `rustfmt`, `clippy`
  NonMacroAttr, ///< a built-in or tool attribute
  Err,          ///< already reported
};

/// The meaning of a path. `LocalId` is ast::NodeId before lowering, hir::PatId after it.
template <class LocalId>
struct ResOf {
  ResKind kind = ResKind::Err;
  DefKind def_kind = DefKind::Mod;
  PrimTy prim_ty;
  union {
    DefId def_id;
    LocalId local;
  };

  constexpr ResOf() : def_id() {}
  static ResOf def(DefKind kind, DefId id) {
    ResOf res;
    res.kind = ResKind::Def;
    res.def_kind = kind;
    res.def_id = id;
    return res;
  }
  static ResOf of_kind(ResKind kind, DefId id = DefId()) {
    ResOf res;
    res.kind = kind;
    res.def_id = id;
    return res;
  }
  static ResOf prim(PrimTy ty) {
    ResOf res;
    res.kind = ResKind::PrimTy;
    res.prim_ty = ty;
    return res;
  }
  static ResOf local_var(LocalId id) {
    ResOf res;
    res.kind = ResKind::Local;
    res.local = id;
    return res;
  }
  static ResOf err() { return ResOf(); }

  bool is_def(DefKind wanted) const { return kind == ResKind::Def && def_kind == wanted; }
  bool is_err() const { return kind == ResKind::Err; }
  bool operator==(const ResOf &other) const {
    return kind == other.kind && def_kind == other.def_kind && prim_ty == other.prim_ty &&
           def_id.raw == other.def_id.raw;
  }
};

/// Public, or visible in one module and all below it.
struct Visibility {
  DefId module; ///< invalid: public
  static Visibility pub() { return {}; }
  static Visibility restricted(DefId module) { return {module}; }
  bool is_public() const { return !module.is_valid(); }
  bool operator==(const Visibility &) const = default;
};

} // namespace ochre
