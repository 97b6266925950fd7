// The module: roots, all that they reach, entry, memory, table, bytes.

#include "codegen/binaryen/optimize.h"
#include "codegen/mangle/mangle.h"
#include "codegen/wasm/cx.h"
#include "mir/optimize/validate.h"
#include "support/session/target.h"
#include "support/source/output_file.h"

namespace ochre::wasm {

ModuleCx::ModuleCx(TyCtxt &tcx, const binaryen::Api &api, BinaryenModuleRef module)
    : tcx(tcx), kit(api, module), api(api), module(module),
      overflow_checks(tcx.sess.opts.overflow_checks()),
      has_lines(tcx.sess.opts.codegen.debuginfo != DebugInfo::None) {}

const Layout *ModuleCx::layout_of(ty::Ty ty) {
  auto [it, fresh] = layouts_.try_emplace(ty);
  if (!fresh)
    return it->second;
  ty::LayoutResult result = tcx.layout_of({mono_env(), ty});
  const Layout *layout = result.layout;
  if (!layout) {
    if (result.error != ty::EvalError::Reported || !tcx.sess.diags.has_errors())
      unsupported(Span(), "a type without a layout in code generation");
    failed = true;
    static const Layout kEmpty;
    layout = &kEmpty;
  }
  return layouts_[ty] = layout;
}

void ModuleCx::add_function(const FnDecl &fn, Ir &ir, Expr body) {
  BinaryenFunctionRef made =
      api.AddFunction(module, fn.name, kit.tuple(fn.sig.params), kit.tuple(fn.sig.results),
                      ir.vars.data(), static_cast<BinaryenIndex>(ir.vars.size()), body);
  for (const Ir::Location &at : ir.locations)
    api.FunctionSetDebugLocation(made, at.expr, at.file, at.line, at.column);
}

void ModuleCx::define(FnDecl *fn) {
  const mir::Body *body = tcx.codegen_mir(fn->instance);
  if (!body) {
    if (!tcx.sess.diags.has_errors())
      unsupported(tcx.def_span(fn->instance->def_id), "code of this function");
    failed = true;
    return;
  }
  // Binaryen checks what it is fed by assertions that end the process: it sees verified code alone.
  if (std::string problem = mir::optimize::find_violation(tcx, *body); !problem.empty())
    bug((llvm::Twine("invalid MIR of ") + fn->name + ": " + problem).str());
  FunctionCx f(*this, *fn, *body);
  Expr code = f.run();
  if (!failed)
    add_function(*fn, f.ir, code);
}

void ModuleCx::add_exports(const mono::MonoItems &items) {
  // What is entered last is translated first.
  for (const ty::Instance *instance : llvm::reverse(items.exports))
    if (FnDecl *fn = function(instance))
      export_function(fn, mangle::symbol_name(tcx, *instance));
}

void ModuleCx::define_all() {
  while ((!pending_.empty() || !pending_statics_.empty()) && !failed) {
    if (!pending_.empty()) {
      // Depth first: what is called lies near its caller.
      FnDecl *next = pending_.back();
      pending_.pop_back();
      define(next);
      continue;
    }
    DefId next = pending_statics_.back();
    pending_statics_.pop_back();
    fill_static(next);
  }
}

void ModuleCx::export_function(FnDecl *fn, llvm::StringRef name) {
  if (exports_.insert(name).second)
    api.AddFunctionExport(module, fn->name, name.str().c_str());
}

namespace {

Leaf zero_of(Ir &ir, ValTy ty) { return ir.constant(ty, 0); }

} // namespace

void ModuleCx::define_entry(const mono::MonoItems &items) {
  bool is_wasi = target_of(tcx.sess.opts).is_wasi();
  // Without a main of Rust's, `main` by its symbol.
  FnDecl *user = items.main ? function(items.main) : by_symbol("main");
  if (!user || failed || (is_wasi && exports_.contains("_start")))
    return;
  if (!is_wasi && !items.main)
    return;
  FnDecl *target = items.start ? function(items.start) : user;
  Leaf main_pointer =
      items.start ? pointer_leaf({Pointer::Known, table_index(reified(items.main))}, 0) : Leaf();
  FnDecl *exit = nullptr;
  if (is_wasi && !target->sig.results.empty())
    exit = wasi_exit();
  Signature sig;
  if (!is_wasi)
    sig = {{ValTy::I32, ValTy::I32}, {ValTy::I32}};
  FnDecl *entry = helper(is_wasi ? "_start" : "__main", sig, [&](Ir &ir) {
    llvm::SmallVector<Expr, 4> args;
    for (size_t i = 0; i < target->sig.params.size(); ++i) {
      bool is_main = i == 0 && main_pointer;
      args.push_back(ir.use(is_main ? main_pointer : zero_of(ir, target->sig.params[i])));
    }
    Expr call = api.Call(module, target->name, args.data(), static_cast<BinaryenIndex>(args.size()),
                         kit.tuple(target->sig.results));
    if (target->sig.results.empty()) {
      ir.emit(call);
      if (!is_wasi)
        ir.emit(ir.use(ir.i32(0)));
      return;
    }
    if (!is_wasi)
      return ir.emit(call);
    Leaf status = ir.keep(ir.node(call, ValTy::I32));
    ir.if_then(status, [&] {
      Expr operand = ir.use(status);
      ir.emit(api.Call(module, exit->name, &operand, 1, api.TypeNone));
    });
  });
  export_function(entry, is_wasi ? "_start" : "main");
}

FnDecl *ModuleCx::wasi_exit() {
  FnDecl *decl = new_decl("__wasi_proc_exit");
  decl->sig.params = {ValTy::I32};
  decl->is_import = true;
  api.AddFunctionImport(module, decl->name, "wasi_snapshot_preview1", "proc_exit", api.TypeInt32,
                        api.TypeNone);
  return decl;
}

void ModuleCx::finish() {
  uint32_t data_end = memory.data_end();
  uint32_t heap_base = (data_end + 15) / 16 * 16;
  for (auto &[at, pointer] : late_pointers_)
    memory.write_word(at,
                      pointer.value + (pointer.kind == Pointer::HeapBase ? heap_base : data_end));
  if (!memory.fits()) {
    unsupported(Span(), "more than 2 GiB of data");
    return;
  }
  Ir ir(kit);
  auto global = [&](const char *name, bool is_mutable, uint32_t value) {
    api.AddGlobal(module, name, api.TypeInt32, is_mutable, ir.use(ir.i32(value)));
  };
  global(kStackPointer, true, kStackSize);
  global(kHeapBase, false, heap_base);
  global(kDataEnd, false, data_end);
  std::vector<const char *> bytes;
  std::vector<BinaryenExpressionRef> offsets;
  std::vector<BinaryenIndex> sizes;
  for (const Memory::Segment &segment : memory.segments()) {
    bytes.push_back(reinterpret_cast<const char *>(segment.bytes.data()));
    offsets.push_back(ir.use(ir.i32(segment.address)));
    sizes.push_back(static_cast<BinaryenIndex>(segment.bytes.size()));
  }
  auto passive = std::make_unique<bool[]>(bytes.size() + 1);
  api.SetMemory(module, (heap_base + kPageSize - 1) / kPageSize, UINT32_MAX, "memory", bytes.data(),
                passive.get(), offsets.data(), sizes.data(),
                static_cast<BinaryenIndex>(bytes.size()), false);
  if (table.empty() && !uses_table)
    return;
  // Index 0 is nobody's, so that a call through null traps.
  auto size = static_cast<BinaryenIndex>(table.size() + 1);
  api.AddTable(module, kTable, size, size, api.TypeFuncref);
  std::vector<const char *> names;
  for (const FnDecl *fn : table)
    names.push_back(fn->name);
  api.AddActiveElementSegment(module, kTable, "functions", names.data(),
                              static_cast<BinaryenIndex>(names.size()), ir.use(ir.i32(1)));
}

// --- Files
// ---------------------------------------------------------------------------------------

namespace {

struct OwnedModule {
  const binaryen::Api &api;
  BinaryenModuleRef module;
  OwnedModule(const binaryen::Api &api, const Options &opts)
      : api(api), module(api.ModuleCreate()) {
    BinaryenFeatures features = api.baseline_features();
    if (opts.codegen.panic == PanicStrategy::Unwind)
      features |= api.FeatureExceptionHandling;
    api.ModuleSetFeatures(module, features);
  }
  OwnedModule(const OwnedModule &) = delete;
  OwnedModule &operator=(const OwnedModule &) = delete;
  ~OwnedModule() { api.ModuleDispose(module); }
};

llvm::Error write_text(const binaryen::Api &api, BinaryenModuleRef module, llvm::StringRef path) {
  char *text = api.ModuleAllocateAndWriteText(module);
  llvm::Error error = write_output_file(path, [&](llvm::raw_ostream &out) { out << text; });
  free(text);
  return error;
}

llvm::Error write_outputs(const binaryen::Api &api, BinaryenModuleRef module,
                          const WasmOutputs &outputs, binaryen::Names names) {
  if (!outputs.wat.empty())
    if (llvm::Error error = write_text(api, module, outputs.wat))
      return error;
  if (outputs.wasm.empty())
    return llvm::Error::success();
  bool maps = !outputs.source_map.empty();
  std::string url = outputs.source_map.substr(outputs.source_map.rfind('/') + 1);
  std::string source_map;
  std::vector<char> bytes =
      binaryen::write_module(api, module, names, maps ? url.c_str() : nullptr, &source_map);
  if (maps)
    if (llvm::Error error = write_output_file(outputs.source_map,
                                              [&](llvm::raw_ostream &out) { out << source_map; }))
      return error;
  return write_output_file(outputs.wasm,
                           [&](llvm::raw_ostream &out) { out.write(bytes.data(), bytes.size()); });
}

} // namespace

llvm::Error generate(TyCtxt &tcx, const mono::MonoItems &items, const WasmOutputs &outputs,
                     bool is_executable) {
  llvm::Expected<const binaryen::Api *> api = binaryen::load();
  if (!api)
    return api.takeError();
  OwnedModule owned(**api, tcx.sess.opts);
  ModuleCx cx(tcx, **api, owned.module);
  cx.add_exports(items);
  if (is_executable)
    cx.define_entry(items);
  cx.define_all();
  if (!cx.failed)
    cx.finish();
  if (cx.failed || tcx.sess.diags.has_errors())
    return tcx.sess.diags.has_errors()
               ? llvm::Error::success()
               : llvm::createStringError("code generation failed without saying why");
#ifdef OCHRE_CHECKED
  if (!(*api)->ModuleValidate(owned.module))
    bug("codegen/wasm: the module is not valid");
#endif
  if (tcx.sess.opts.codegen.opt_level == OptLevel::O1)
    binaryen::run_passes(**api, owned.module, binaryen::PassList::Dev);
  binaryen::Names names = tcx.sess.opts.codegen.strip == StripKind::None ? binaryen::Names::Keep
                                                                         : binaryen::Names::Drop;
  return write_outputs(**api, owned.module, outputs, names);
}

} // namespace ochre::wasm
