#include "driver/artifacts.h"

#include "codegen/link/link.h"
#include "codegen/llvm/codegen.h"
#include "codegen/mono/program.h"
#include "codegen/wasm/codegen.h"
#include "driver/crate_header.h"
#include "driver/dep_info.h"
#include "driver/link_aliases.h"
#include "driver/outputs.h"
#include "driver/wasm_module.h"
#include "driver/web_files.h"
#include "metadata/encode/encode.h"
#include "metadata/encode/rlib.h"
#include "mir/optimize/optimize.h"
#include "support/session/report.h"
#include "support/session/target.h"
#include "support/source/output_file.h"

#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace ochre::driver {

namespace {

struct Job {
  TyCtxt &tcx;
  FrontEnd &front;
  Session &sess;
  std::vector<CrateType> types;
  metadata::CrateHeader header;
  std::string metadata;
  std::vector<std::string> objects;
  bool is_linked = false; ///< code generation wrote the module itself
};

void report(Session &sess, llvm::Error error) {
  if (error)
    make_diag(sess, Level::Error, {}, DiagCode::None, llvm::toString(std::move(error))).emit();
}

bool wants(const Session &sess, EmitKind kind) { return sess.opts.emit.count(kind) != 0; }
bool links(const Session &sess) { return wants(sess, EmitKind::Link) || sess.opts.emit.empty(); }

bool is_rlib(CrateType type) { return type == CrateType::Rlib; }

std::vector<CrateType> crate_types(const Session &sess) {
  if (sess.opts.is_test || sess.opts.crate_types.empty())
    return {CrateType::Bin};
  return sess.opts.crate_types;
}

/// A name beside `path` that nobody else uses.
std::string temporary_object(llvm::StringRef path) {
  llvm::SmallString<128> name;
  if (llvm::sys::fs::createUniqueFile(path + ".%%%%%%.o", name))
    return (path + ".tmp.o").str();
  return std::string(name);
}

/// The library on disk of a crate that may have been read from its `.rmeta`.
std::string library_path(const std::string &path) {
  if (llvm::sys::path::extension(path) != ".rmeta")
    return path;
  llvm::SmallString<128> rlib(path);
  llvm::sys::path::replace_extension(rlib, "rlib");
  return std::string(rlib);
}

void link_native(Job &job, CrateType type, const std::string &output) {
  link::LinkJob out;
  if (type != CrateType::Bin)
    out.kind = link::LinkKind::SharedLibrary;
  out.output = output;
  out.objects = job.objects;
  out.native_libs = job.header.native_libs;
  // Users before what they use.
  for (size_t i = job.front.crates->crate_count(); i-- > 0;) {
    const metadata::CrateFile &file =
        job.front.crates->file(CrateNum(static_cast<uint32_t>(i + 1)));
    out.archives.push_back(library_path(file.path()));
    const std::vector<NativeLib> &libs = file.header().native_libs;
    out.native_libs.insert(out.native_libs.end(), libs.begin(), libs.end());
  }
  for (const SearchPath &path : job.sess.opts.search_paths)
    if (path.kind.empty() || path.kind == "native" || path.kind == "all")
      out.search_paths.push_back(path.path);
  out.aliases = link_aliases(job.sess, *job.front.crates, job.header);
  if (!job.sess.diags.has_errors())
    report(job.sess, link::link(job.sess.opts, out));
}

void link_wasm(Job &job, CrateType type, const std::string &output) {
  if (!job.is_linked)
    report(job.sess, link_wasm_module(job.sess, *job.front.crates, type, job.objects, output));
  if (!target_of(job.sess.opts).is_wasi() && !job.sess.diags.has_errors())
    // A module of our own making may have a source map, which knows where its code lies.
    report(job.sess, write_web_files(output, /*shorten=*/!job.is_linked));
}

void write_library_or_executable(Job &job, CrateType type, const std::string &output) {
  switch (type) {
  case CrateType::Rlib:
    report(job.sess, metadata::write_rlib(output, job.metadata, job.objects));
    return;
  case CrateType::Bin:
  case CrateType::Cdylib:
    if (target_of(job.sess.opts).is_wasm())
      link_wasm(job, type, output);
    else
      link_native(job, type, output);
    return;
  case CrateType::Dylib: not_supported_yet(job.sess, {}, "crate type `dylib`"); return;
  case CrateType::Staticlib: not_supported_yet(job.sess, {}, "crate type `staticlib`"); return;
  case CrateType::ProcMacro: not_supported_yet(job.sess, {}, "crate type `proc-macro`"); return;
  }
}

void write_link_outputs(Job &job) {
  for (CrateType type : job.types) {
    std::string output = output_path(job.sess.opts, job.sess.opts.crate_name, EmitKind::Link, type);
    write_library_or_executable(job, type, output);
    if (job.sess.diags.has_errors())
      return;
    announce_artifact(job.sess, output, "link");
  }
}

/// In a whole program what the linker would do happens before code is generated.
void enter_aliases(Job &job) {
  for (const auto &[name, definition] : link_aliases(job.sess, *job.front.crates, job.header)) {
    auto found = job.tcx.linker_symbols.find(job.sess.intern(definition));
    if (found != job.tcx.linker_symbols.end())
      job.tcx.linker_symbols[job.sess.intern(name)] = DefId(found->second);
  }
}

/// Whether MIR goes straight to a module, without LLVM: wherever that is fast enough, and for what
/// only that way gives.
bool is_direct_wasm(const Session &sess) {
  if (!target_of(sess.opts).is_wasm())
    return false;
  if (wants(sess, EmitKind::Wasm) || wants(sess, EmitKind::Wat))
    return true;
  bool wants_llvm = wants(sess, EmitKind::LlvmIr) || wants(sess, EmitKind::LlvmBc) ||
                    wants(sess, EmitKind::Asm) || wants(sess, EmitKind::Obj);
  OptLevel level = sess.opts.codegen.opt_level;
  return !wants_llvm && (level == OptLevel::O0 || level == OptLevel::O1);
}

void generate_wasm(Job &job, const mono::MonoItems &items, bool is_executable) {
  Session &sess = job.sess;
  auto path = [&](EmitKind kind) {
    return output_path(sess.opts, sess.opts.crate_name, kind, job.types.front());
  };
  wasm::WasmOutputs outputs;
  if (wants(sess, EmitKind::Wat))
    outputs.wat = path(EmitKind::Wat);
  if (links(sess))
    outputs.wasm = path(EmitKind::Link);
  else if (wants(sess, EmitKind::Wasm))
    outputs.wasm = path(EmitKind::Wasm);
  if (!outputs.wasm.empty() && sess.opts.codegen.debuginfo != DebugInfo::None)
    outputs.source_map = outputs.wasm + ".map";
  report(sess, wasm::generate(job.tcx, items, outputs, is_executable));
  job.is_linked = true;
}

/// The objects of the crate, and the textual outputs that were asked for.
void generate(Job &job, bool is_executable, std::vector<std::string> &temporary) {
  Session &sess = job.sess;
  if (target_of(sess.opts).is_wasm())
    enter_aliases(job);
  mono::MonoItems items = mono::collect(job.tcx, is_executable);
  if (sess.diags.has_errors())
    return;
  if (is_direct_wasm(sess))
    return generate_wasm(job, items, is_executable);
  auto path_for = [&](EmitKind kind) {
    return wants(sess, kind) ? output_path(sess.opts, sess.opts.crate_name, kind, job.types.front())
                             : std::string();
  };
  codegen::UnitOutputs outputs;
  outputs.llvm_ir = path_for(EmitKind::LlvmIr);
  outputs.bitcode = path_for(EmitKind::LlvmBc);
  outputs.assembly = path_for(EmitKind::Asm);
  outputs.object = path_for(EmitKind::Obj);
  if (links(sess) && outputs.object.empty()) {
    outputs.object = temporary_object(
        output_path(sess.opts, sess.opts.crate_name, EmitKind::Link, job.types.front()));
    temporary.push_back(outputs.object); // holds the name
  }
  outputs.is_one_unit = wants(sess, EmitKind::Obj);
  llvm::Expected<std::vector<std::string>> objects =
      codegen::generate(job.tcx, items, outputs, is_executable);
  if (!objects)
    return report(sess, objects.takeError());
  job.objects = *objects;
  if (!wants(sess, EmitKind::Obj))
    llvm::append_range(temporary, *objects);
}

void write_metadata(Job &job) {
  bool has_rlib = llvm::any_of(job.types, is_rlib) && links(job.sess);
  if (!has_rlib && !wants(job.sess, EmitKind::Metadata))
    return;
  job.metadata = metadata::encode_crate(job.tcx, job.front.resolutions, job.header,
                                        /*for_check=*/!wants_code(job.sess));
  if (!wants(job.sess, EmitKind::Metadata))
    return;
  std::string path =
      output_path(job.sess.opts, job.sess.opts.crate_name, EmitKind::Metadata, job.types.front());
  report(job.sess, write_output_file(path, [&](llvm::raw_ostream &out) { out << job.metadata; }));
  if (!job.sess.diags.has_errors())
    announce_artifact(job.sess, path, "metadata");
}

/// A library for WebAssembly holds MIR alone: the program that uses it generates the code.
bool generates_code(const Job &job) {
  bool is_library = llvm::all_of(job.types, is_rlib) && !mono::is_runtime_crate(job.tcx);
  return !(target_of(job.sess.opts).is_wasm() && is_library && links(job.sess));
}

} // namespace

bool wants_code(const Session &sess) {
  for (EmitKind kind : {EmitKind::LlvmIr, EmitKind::LlvmBc, EmitKind::Asm, EmitKind::Obj,
                        EmitKind::Wasm, EmitKind::Wat})
    if (wants(sess, kind))
      return true;
  // What is printed as it is compiled.
  if (wants(sess, EmitKind::Mir) && mir::optimize::is_pass(sess.opts.emit_after))
    return true;
  return links(sess);
}

void write_artifacts(TyCtxt &tcx, FrontEnd &front) {
  Session &sess = tcx.sess;
  if (!sess.opts.out_dir.empty())
    report(sess, llvm::errorCodeToError(llvm::sys::fs::create_directories(sess.opts.out_dir)));
  Job job{tcx, front, sess, crate_types(sess), make_crate_header(tcx, front), {}, {}};
  if (wants(sess, EmitKind::DepInfo))
    write_dep_info(sess);
  write_metadata(job);
  if (!wants_code(sess) || sess.diags.has_errors())
    return;
  if (!generates_code(job))
    return write_link_outputs(job);
  std::vector<std::string> temporary;
  auto remove = llvm::make_scope_exit([&] {
    for (const std::string &path : temporary)
      llvm::sys::fs::remove(path);
  });
  bool is_executable = llvm::is_contained(job.types, CrateType::Bin);
  generate(job, is_executable, temporary);
  if (links(sess) && !sess.diags.has_errors())
    write_link_outputs(job);
}

} // namespace ochre::driver
