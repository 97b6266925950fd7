#include "sema/collect/js_boundary.h"

#include "sema/collect/diags.h"
#include "sema/ty/fold.h"
#include "sema/ty/print.h"
#include "support/session/target.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

namespace ochre::collect {
namespace {

/// A number that is the same one in both languages' calls.
std::optional<std::string> number(ty::Ty ty) {
  if (ty.is(ty::TyKind::Int))
    switch (ty.int_ty()) {
    case IntTy::I32: return "i32";
    case IntTy::I64: return "i64";
    case IntTy::Isize: return "i32";
    default: return std::nullopt;
    }
  if (ty.is(ty::TyKind::Uint))
    switch (ty.uint_ty()) {
    case UintTy::U32: return "u32";
    case UintTy::U64: return "u64";
    case UintTy::Usize: return "u32";
    default: return std::nullopt;
    }
  if (ty.is(ty::TyKind::Float) && ty.float_ty() == FloatTy::F32)
    return "f32";
  if (ty.is(ty::TyKind::Float) && ty.float_ty() == FloatTy::F64)
    return "f64";
  return std::nullopt;
}

/// An element of a slice that is seen as a typed array.
std::optional<std::string> element(ty::Ty ty) {
  if (ty.is(ty::TyKind::Int) && ty.int_ty() == IntTy::I8)
    return "i8";
  if (ty.is(ty::TyKind::Int) && ty.int_ty() == IntTy::I16)
    return "i16";
  if (ty.is(ty::TyKind::Uint) && ty.uint_ty() == UintTy::U8)
    return "u8";
  if (ty.is(ty::TyKind::Uint) && ty.uint_ty() == UintTy::U16)
    return "u16";
  return number(ty);
}

bool is_handle(ty::TyCtxt &tcx, ty::Ty ty) {
  return ty.is_adt() && ty.def_id() == tcx.lang_item(LangItem::Js);
}

class Boundary {
public:
  Boundary(ty::TyCtxt &tcx, DefId id, bool is_import)
      : tcx_(tcx), id_(id), is_import_(is_import),
        sig_(tcx.fn_sig(id).skip_binder().skip_binder()) {}

  /// `TYPES>RESULT`; empty after an error.
  std::string signature() {
    if (sig_.abi != ty::Abi::Rust)
      fail(diag::JsAbi);
    else if (has_parameters())
      fail(diag::JsGeneric);
    std::string out;
    const std::vector<Symbol> *names = tcx_.fn_arg_names(id_);
    for (auto [i, ty] : llvm::enumerate(sig_.inputs())) {
      out += i == 0 ? "" : ",";
      if (!is_import_)
        out += (names && i < names->size() && (*names)[i].is_valid() ? tcx_.str((*names)[i]).str()
                                                                     : "arg" + std::to_string(i)) +
               ":";
      out += text(ty, parameter(ty));
    }
    ty::Ty output = sig_.output();
    out += ">" + (output.is_unit() || output.is_never() ? "" : text(output, result(output)));
    return is_sound_ ? out : "";
  }

private:
  void fail(const DiagTemplate<> &what) {
    error(tcx_.sess, tcx_.def_span(id_), what).emit();
    is_sound_ = false;
  }
  bool has_parameters() const {
    for (const ty::GenericParamDef *p : ty::all_params(tcx_, *tcx_.generics_of(id_)))
      if (p->kind != ty::GenericParamKind::Lifetime)
        return true;
    return false;
  }
  std::optional<std::string> result(ty::Ty ty) const {
    if (ty.is_bool())
      return "bool";
    if (is_handle(tcx_, ty))
      return "Js";
    return number(ty);
  }
  std::optional<std::string> parameter(ty::Ty ty) const {
    if (!ty.is_ref())
      return result(ty);
    ty::Ty inner = ty.inner();
    bool is_shared = ty.mutbl() == ty::Mutability::Not;
    if (inner.is_str() && is_shared)
      return "&str";
    // A handle by reference is the caller's: no export can borrow what is JavaScript's.
    if (is_handle(tcx_, inner) && is_shared && is_import_)
      return "&Js";
    if (inner.is(ty::TyKind::Slice) && (is_import_ || is_shared))
      if (std::optional<std::string> name = element(inner.inner()))
        return "&[" + *name + "]";
    return std::nullopt;
  }
  std::string text(ty::Ty ty, const std::optional<std::string> &name) {
    if (name)
      return *name;
    is_sound_ = false;
    if (!ty.references_error())
      error(tcx_.sess, tcx_.def_span(id_), diag::JsType, ty::to_string(tcx_, ty))
          .help("these can: `bool`, numbers of 32 and 64 bits, `Js`; as parameters also `&str` and "
                "slices of numbers, and `&Js` of an import")
          .emit();
    return "";
  }

  ty::TyCtxt &tcx_;
  DefId id_;
  bool is_import_;
  ty::FnSig sig_;
  bool is_sound_ = true;
};

bool is_identifier(llvm::StringRef name) {
  auto is_start = [](char c) { return llvm::isAlpha(c) || c == '_' || c == '$'; };
  return !name.empty() && is_start(name.front()) &&
         llvm::all_of(name, [&](char c) { return is_start(c) || llvm::isDigit(c); });
}

/// `[new|get|set] a.b.c`, where `.c` is a member of the first parameter.
bool is_js_path(llvm::StringRef path, size_t parameters) {
  bool is_new = path.consume_front("new ");
  bool is_get = !is_new && path.consume_front("get ");
  bool is_set = !is_new && !is_get && path.consume_front("set ");
  bool is_member = path.consume_front(".");
  llvm::SmallVector<llvm::StringRef, 4> names;
  path.split(names, '.');
  size_t expected = (is_member ? 1 : 0) + (is_set ? 1 : 0);
  bool has_right_count = is_get || is_set ? parameters == expected : parameters >= expected;
  return has_right_count && !(is_new && is_member) && llvm::all_of(names, is_identifier);
}

bool is_js_reserved(llvm::StringRef name) {
  return llvm::StringSwitch<bool>(name)
      .Cases("arguments", "await", "case", "catch", "class", "debugger", "default", "delete", true)
      .Cases("eval", "export", "extends", "finally", "function", "implements", "import", true)
      .Cases("instanceof", "interface", "new", "null", "package", "private", "protected", true)
      .Cases("public", "switch", "this", "throw", "try", "typeof", "var", "void", "with", true)
      .Case("yield", true)
      .Default(false);
}

/// What only the standard library imports: parts of the JavaScript side itself.
bool is_internal(llvm::StringRef path) { return path.starts_with("#"); }

} // namespace

void apply_js(ty::TyCtxt &tcx, DefId id, const hir::MetaItem &attr, ty::CodegenFnAttrs &out) {
  if (attr.items.size() != 1)
    return; // reported where attributes are checked
  const hir::MetaItem &item = attr.items[0];
  bool is_import = tcx.str(item.path) == "import";
  const Target &target = target_of(tcx.sess.opts);
  if (!target.is_wasm() || target.is_wasi()) {
    error(tcx.sess, attr.span, diag::JsTarget).emit();
    return;
  }
  Boundary boundary(tcx, id, is_import);
  std::string signature = boundary.signature();
  if (signature.empty())
    return;
  if (!is_import && is_js_reserved(tcx.str(tcx.name(id)))) {
    error(tcx.sess, tcx.def_span(id), diag::JsName, tcx.name(id)).emit();
    return;
  }
  if (!is_import) {
    out.export_name = tcx.sess.intern(tcx.str(tcx.name(id)).str() + "|" + signature);
    return;
  }
  llvm::StringRef path = tcx.str(item.value.text);
  size_t parameters = tcx.fn_sig(id).skip_binder().skip_binder().inputs().size();
  bool may_be_internal = tcx.sess.opts.allow_internal_features;
  if (!is_js_path(path, parameters) && !(may_be_internal && is_internal(path))) {
    error(tcx.sess, item.span, diag::JsPath, path)
        .help(
            "write `console.log`, `new Date`, `get document.title`, `set document.title`, or with "
            "the first parameter as the object `.method`, `get .property`, `set .property`")
        .emit();
    return;
  }
  out.link_name = tcx.sess.intern(path.str() + "|" + signature);
  out.wasm_import_module = tcx.sess.intern("js");
}

} // namespace ochre::collect
