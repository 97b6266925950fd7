#include "driver/crate_header.h"

#include "driver/crate_attrs.h"
#include "sema/hir/hir.h"

namespace ochre::driver {

namespace {

std::string string_of(const Session &sess, const hir::MetaItem &item) {
  return item.kind == hir::MetaItem::NameValue && item.value.kind == hir::LitKind::Str
             ? sess.str(item.value.text).str()
             : std::string();
}

/// `#[link(name = "z", kind = "static")]`
void add_linked(const Session &sess, const hir::Attr &attr, std::vector<NativeLib> &out) {
  NativeLib lib;
  for (const hir::MetaItem &item : attr.items) {
    if (sess.str(item.path) == "name")
      lib.name = string_of(sess, item);
    else if (sess.str(item.path) == "kind")
      lib.kind = string_of(sess, item);
  }
  if (!lib.name.empty())
    out.push_back(std::move(lib));
}

} // namespace

metadata::CrateHeader make_crate_header(TyCtxt &tcx, const FrontEnd &front) {
  Session &sess = tcx.sess;
  metadata::CrateHeader header;
  header.name = sess.opts.crate_name;
  header.stable_id = tcx.defs.stable_crate_id(kLocalCrate);
  header.extra_filename = sess.opts.codegen.extra_filename;
  header.edition = sess.opts.edition;
  header.is_proc_macro = llvm::is_contained(sess.opts.crate_types, CrateType::ProcMacro);
  header.is_no_std = tcx.krate->no_std;
  header.needs_allocator = has_crate_attr(front.krate, sess.intern("needs_allocator"));
  header.has_default_allocator = has_crate_attr(front.krate, sess.intern("default_lib_allocator"));
  header.panic_strategy = static_cast<uint8_t>(sess.opts.codegen.panic);
  for (size_t i = 0; i < front.crates->crate_count(); ++i) {
    const metadata::CrateHeader &other =
        front.crates->file(CrateNum(static_cast<uint32_t>(i + 1))).header();
    header.dependencies.push_back({other.name, other.stable_id, other.hash, other.extra_filename});
  }
  header.native_libs = sess.opts.native_libs;
  Symbol link = sess.intern("link"), allocate = sess.intern("__rust_alloc");
  for (LocalDefId id : tcx.krate->items) {
    const DefData &def = tcx.defs.local(id);
    if (def.kind == DefKind::ForeignMod)
      for (const hir::Attr &attr : tcx.krate->attrs[id])
        if (attr.path == link)
          add_linked(sess, attr, header.native_libs);
    // `#[global_allocator]` has become functions of these names.
    if (def.kind == DefKind::Fn && def.name == allocate && hir::body_of(*tcx.krate, id).is_valid())
      header.has_global_allocator = true;
  }
  return header;
}

} // namespace ochre::driver
