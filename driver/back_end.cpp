#include "driver/back_end.h"

#include "codegen/link/link.h"
#include "codegen/llvm/codegen.h"
#include "driver/outputs.h"
#include "driver/providers.h"
#include "mir/interpret/interpret.h"
#include "mir/ir/print.h"
#include "mir/transform/pipeline.h"
#include "sema/collect/collect.h"
#include "sema/hir/print.h"
#include "sema/lower/lower.h"
#include "support/session/report.h"
#include "support/source/output_file.h"

#include "llvm/Support/FileSystem.h"

namespace ochre::driver {

namespace {

void report(Session &sess, llvm::Error error) {
  make_diag(sess, Level::Error, {}, DiagCode::None, llvm::toString(std::move(error))).emit();
}

CrateType first_crate_type(const Session &sess) {
  return sess.opts.crate_types.empty() ? CrateType::Bin : sess.opts.crate_types.front();
}

bool wants(const Session &sess, EmitKind kind) { return sess.opts.emit.count(kind) != 0; }

/// Whether anything is asked for that needs code.
bool wants_code(const Session &sess) {
  for (EmitKind kind :
       {EmitKind::LlvmIr, EmitKind::LlvmBc, EmitKind::Asm, EmitKind::Obj, EmitKind::Link})
    if (wants(sess, kind))
      return true;
  return sess.opts.emit.empty();
}

/// A text output: to standard output unless a file is named.
void emit_text(Session &sess, EmitKind kind, llvm::function_ref<void(llvm::raw_ostream &)> write) {
  bool to_stdout = sess.opts.output.empty() && sess.opts.emit[kind].empty();
  std::string path = to_stdout ? "-"
                               : output_path(sess.opts, choose_crate_name(sess.opts, ""), kind,
                                             first_crate_type(sess));
  if (llvm::Error error = write_output_file(path, write))
    report(sess, std::move(error));
}

/// Every definition that has a body of its own, in source order.
std::vector<LocalDefId> body_owners(const hir::Crate &krate) {
  std::vector<LocalDefId> out;
  for (LocalDefId id : krate.def_nodes.ids())
    if (hir::body_of(krate, id).is_valid())
      out.push_back(id);
  return out;
}

bool is_typeck_root(TyCtxt &tcx, LocalDefId id) {
  DefId def = tcx.defs.to_def_id(id);
  return tcx.typeck_root(def) == def;
}

/// All checks of the crate; false if there were errors.
bool check_crate(TyCtxt &tcx, const std::vector<LocalDefId> &owners) {
  collect::collect_lang_items(tcx);
  collect::check_signatures(tcx);
  for (LocalDefId id : owners)
    if (is_typeck_root(tcx, id))
      tcx.typeck(id);
  if (tcx.sess.diags.has_errors())
    return false;
  for (LocalDefId id : owners)
    if (is_typeck_root(tcx, id))
      tcx.patterns_checked(id);
  if (tcx.sess.diags.has_errors())
    return false;
  for (LocalDefId id : owners)
    tcx.mir_built(id);
  if (tcx.sess.diags.has_errors())
    return false;
  for (LocalDefId id : owners)
    if (is_typeck_root(tcx, id))
      tcx.mir_borrowck(id);
  if (tcx.sess.diags.has_errors())
    return false;
  mir::interpret::check_constants(tcx);
  return !tcx.sess.diags.has_errors();
}

void emit_mir(TyCtxt &tcx, const std::vector<LocalDefId> &owners) {
  emit_text(tcx.sess, EmitKind::Mir, [&](llvm::raw_ostream &out) {
    llvm::StringRef after = tcx.sess.opts.emit_after;
    for (LocalDefId id : owners) {
      const mir::Body *built = tcx.mir_built(id);
      if (!built)
        continue;
      if (after == "built") {
        mir::print(tcx, *built, out);
      } else {
        mir::print(tcx, *mir::transform::run_passes(tcx, *built, after), out);
      }
      out << "\n";
    }
  });
}

/// A name beside `path` that nobody else uses.
std::string temporary_object(llvm::StringRef path) {
  llvm::SmallString<128> name;
  if (llvm::sys::fs::createUniqueFile(path + ".%%%%%%.o", name))
    return (path + ".tmp.o").str();
  return std::string(name);
}

void generate_code(TyCtxt &tcx) {
  Session &sess = tcx.sess;
  CrateType type = first_crate_type(sess);
  std::string crate_name = choose_crate_name(sess.opts, "");
  bool is_executable = type == CrateType::Bin || sess.opts.is_test;
  bool links = wants(sess, EmitKind::Link) || sess.opts.emit.empty();
  if (links && !is_executable) {
    not_supported_yet(sess, {}, "libraries");
    return;
  }
  mono::MonoItems items = mono::collect(tcx, is_executable);
  if (sess.diags.has_errors())
    return;
  auto path_for = [&](EmitKind kind) {
    return wants(sess, kind) ? output_path(sess.opts, crate_name, kind, type) : std::string();
  };
  codegen::UnitOutputs outputs;
  outputs.llvm_ir = path_for(EmitKind::LlvmIr);
  outputs.bitcode = path_for(EmitKind::LlvmBc);
  outputs.assembly = path_for(EmitKind::Asm);
  outputs.object = path_for(EmitKind::Obj);
  std::string executable = output_path(sess.opts, crate_name, EmitKind::Link, type);
  bool is_temporary = links && outputs.object.empty();
  if (is_temporary)
    outputs.object = temporary_object(executable);
  llvm::Error error = codegen::generate(tcx, items, outputs, is_executable);
  if (!error && links && !sess.diags.has_errors()) {
    link::LinkJob job;
    job.output = executable;
    job.objects = {outputs.object};
    job.native_libs = sess.opts.native_libs;
    for (const SearchPath &path : sess.opts.search_paths)
      if (path.kind == "native" || path.kind == "all")
        job.search_paths.push_back(path.path);
    error = link::link(sess.opts, job);
  }
  if (is_temporary)
    llvm::sys::fs::remove(outputs.object);
  if (error)
    report(sess, std::move(error));
}

} // namespace

void run_back_end(Session &sess, FrontEnd &front) {
  hir::Crate krate = lower::lower_crate(sess, front.definitions, front.krate, front.resolutions);
  if (sess.diags.has_errors())
    return;
  if (wants(sess, EmitKind::Hir))
    emit_text(sess, EmitKind::Hir,
              [&](llvm::raw_ostream &out) { hir::print(sess, front.definitions, krate, out); });
  bool only_hir = sess.opts.emit.size() == 1 && wants(sess, EmitKind::Hir);
  if (only_hir)
    return;
  TyCtxt tcx(sess, front.definitions);
  tcx.krate = &krate;
  connect_providers(tcx);
  std::vector<LocalDefId> owners = body_owners(krate);
  if (!check_crate(tcx, owners))
    return;
  if (wants(sess, EmitKind::Mir))
    emit_mir(tcx, owners);
  if (wants(sess, EmitKind::Metadata))
    not_supported_yet(sess, {}, "crate metadata");
  if (wants_code(sess) && !sess.diags.has_errors())
    generate_code(tcx);
}

} // namespace ochre::driver
