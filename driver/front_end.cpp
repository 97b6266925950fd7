#include "driver/front_end.h"

#include "driver/crate_attrs.h"
#include "driver/print_info.h"
#include "frontend/expand/ast_lints.h"
#include "frontend/parse/parser.h"
#include "support/session/report.h"
#include "support/session/target.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/xxhash.h"

namespace ochre::driver {
namespace {

/// The standard library from its source, each crate as soon as those it needs are there. What is
/// wrong with it is not the user's: shown only on demand, and no error of this compilation.
void load_library_source(Session &sess, FrontEnd &front) {
  const std::string &dir = sess.opts.library_source;
  if (dir.empty() || has_crate_attr(front.krate, sym::no_core))
    return;
  for (const char *name : {"core", "alloc", "std", "proc_macro", "test"}) {
    std::string path = dir + "/" + name + "/src/lib.rs";
    if (!llvm::sys::fs::exists(path))
      continue;
    llvm::Expected<FileId> file = sess.source_map.load_file(path);
    if (!file) {
      llvm::consumeError(file.takeError());
      continue;
    }
    resolve::add_source_crate(sess, front.library, name, Edition::E2024, *file);
  }
  sess.diags.forget();
}

/// A WebAssembly program holds what its code calls by fixed names (`memcmp`, `fmod`, ...): the
/// crate that defines them belongs to it though nobody names it.
void load_runtime(Session &sess, FrontEnd &front) {
  bool is_library =
      !sess.opts.crate_types.empty() &&
      llvm::all_of(sess.opts.crate_types, [](CrateType type) { return type == CrateType::Rlib; });
  if (target_of(sess.opts).is_wasm() && !(is_library && !sess.opts.is_test) &&
      !has_crate_attr(front.krate, sym::no_core))
    front.crates->find(sess.intern("compiler_builtins"));
}

} // namespace

std::unique_ptr<FrontEnd> run_front_end(Session &sess, FileId root, resolve::Extent extent) {
  auto front = std::make_unique<FrontEnd>(sess);
  parse::parse_crate(sess, front->krate, root);
  if (sess.diags.has_errors())
    return front;
  read_crate_attrs(sess, front->krate);
  load_library_source(sess, *front);
  front->library.load_into(front->definitions);
  front->crates =
      std::make_unique<metadata::CrateStore>(sess, front->definitions, target_libdir(sess.opts));
  uint64_t stable_id = llvm::xxh3_64bits(sess.opts.crate_name + "\n" + sess.opts.codegen.metadata);
  front->definitions.start_local_crate(sess.intern(sess.opts.crate_name), stable_id,
                                       front->krate.span);
  resolve::ExternCrates *others = front->crates.get();
  if (!sess.opts.library_source.empty())
    others = &front->library;
  front->resolutions =
      resolve::resolve_crate(sess, front->krate, front->definitions, *others, extent);
  load_runtime(sess, *front);
  parse::validate_crate(sess, front->krate);
  parse::check_feature_gates(sess, front->krate);
  if (sess.opts.cap_lints != LintLevel::Allow)
    for (expand::BufferedLint &lint : expand::check_ast_lints(sess, front->krate))
      front->resolutions.lints.push_back({lint.lint, lint.node, std::move(lint.diagnostic)});
  return front;
}

} // namespace ochre::driver
