// From items to units: IR is made here, one unit after the other, and compiled on other threads.

#include "codegen/llvm/compile.h"
#include "codegen/llvm/cx.h"
#include "codegen/mono/partition.h"
#include "codegen/mono/program.h"
#include "support/session/target.h"

#include "llvm/ADT/StringSet.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/IR/Verifier.h"
#include "llvm/Support/ThreadPool.h"

namespace ochre::codegen {

namespace {

struct Unit {
  std::unique_ptr<llvm::LLVMContext> context = std::make_unique<llvm::LLVMContext>();
  std::unique_ptr<llvm::Module> module;
  std::string error;
};

mono::UnitLimits wanted_units(const Options &opts, const UnitOutputs &outputs) {
  if (target_of(opts).is_wasm() || outputs.is_one_unit || !outputs.llvm_ir.empty() ||
      !outputs.bitcode.empty() || !outputs.assembly.empty())
    return {1, 0};
  if (opts.codegen.codegen_units)
    return {*opts.codegen.codegen_units, 0};
  return {};
}

void verify(llvm::Module &module) {
#ifdef OCHRE_CHECKED
  std::string problems;
  llvm::raw_string_ostream report(problems);
  if (llvm::verifyModule(module, &report))
    bug("codegen/llvm: the module is not valid: " + problems);
#else
  (void)module;
#endif
}

/// What only its own unit refers to becomes internal to it, so that LLVM may drop or change it.
void internalise(std::vector<Unit> &units, bool is_executable) {
  llvm::StringSet<> foreign;
  for (Unit &unit : units)
    for (llvm::GlobalValue &value : unit.module->global_values())
      if (value.isDeclaration() && !value.use_empty())
        foreign.insert(value.getName());
  for (Unit &unit : units)
    for (llvm::GlobalValue &value : unit.module->global_values()) {
      bool is_shared = value.isWeakForLinker(); // every crate that needs one has its own
      if (value.isDeclaration() || !value.hasHiddenVisibility() || (!is_executable && !is_shared) ||
          foreign.contains(value.getName()))
        continue;
      value.setVisibility(llvm::GlobalValue::DefaultVisibility);
      value.setLinkage(llvm::GlobalValue::InternalLinkage);
    }
}

struct Generator {
  TyCtxt &tcx;
  const mono::MonoItems &items;
  const UnitOutputs &outputs;
  bool is_executable;
  std::vector<mono::CodegenUnit> plan;
  std::vector<Unit> units;

  UnitOutputs outputs_of(size_t index) const {
    UnitOutputs out = outputs;
    llvm::StringRef object = outputs.object;
    if (units.size() > 1 && !object.empty()) {
      object.consume_back(".o");
      out.object = (object + "." + llvm::Twine(index) + ".o").str();
    }
    return out;
  }

  void define_global_asms(UnitCx &cx) const {
    for (LocalDefId local : tcx.krate->items) {
      const hir::Owner &owner = tcx.krate->owner(local);
      if (owner.item.kind == hir::ItemKind::GlobalAsm)
        cx.define_global_asm(owner.asms[owner.item.asm_], tcx.def_span(tcx.defs.to_def_id(local)));
    }
  }

  /// Makes the IR of a unit; false: something was reported.
  bool build(size_t index, const llvm::DataLayout &layout) {
    Unit &unit = units[index];
    unit.module = std::make_unique<llvm::Module>(plan[index].name, *unit.context);
    llvm::Module &module = *unit.module;
    bool is_wasm = mono::is_whole_program(tcx);
    module.setTargetTriple(target_of(tcx.sess.opts).llvm_triple);
    module.setDataLayout(layout);
    if (!is_wasm)
      module.setPICLevel(llvm::PICLevel::BigPIC);
    UnitCx cx(tcx, *unit.context, module,
              {units.size() == 1, is_executable, is_wasm ? &items : nullptr});
    for (DefId id : plan[index].statics)
      cx.define_static(id);
    for (const ty::Instance *instance : plan[index].functions) {
      cx.define(instance);
      cx.define_local_copies();
      if (cx.failed)
        return false;
    }
    if (index == 0) {
      define_global_asms(cx);
      if (is_executable && items.main)
        is_wasm ? cx.define_wasm_main(items) : void(cx.define_main(items));
    }
    cx.define_local_copies();
    if (is_wasm)
      cx.export_from_module(items);
    cx.finish();
    if (cx.failed)
      return false;
    verify(module);
    return true;
  }

  void compile(size_t index) {
    Unit &unit = units[index];
    if (llvm::Error error = compile_module(*unit.module, tcx.sess.opts, outputs_of(index)))
      unit.error = llvm::toString(std::move(error));
    unit.module.reset();
    unit.context.reset();
  }

  llvm::Error run(const llvm::DataLayout &layout) {
    bool optimise = tcx.sess.opts.codegen.opt_level != OptLevel::O0;
    unsigned threads = units.size() == 1 ? 1 : tcx.sess.opts.threads;
    llvm::DefaultThreadPool pool(llvm::hardware_concurrency(threads));
    for (size_t i = 0; i < units.size(); ++i) {
      if (!build(i, layout)) {
        pool.wait();
        return tcx.sess.diags.has_errors()
                   ? llvm::Error::success()
                   : llvm::createStringError("code generation failed without saying why");
      }
      if (!optimise)
        pool.async([this, i] { compile(i); });
    }
    if (optimise) {
      // Which names cross units is known once all are there.
      if (units.size() > 1)
        internalise(units, is_executable);
      for (size_t i = 0; i < units.size(); ++i)
        pool.async([this, i] { compile(i); });
    }
    pool.wait();
    for (const Unit &unit : units)
      if (!unit.error.empty())
        return llvm::createStringError(unit.error);
    return llvm::Error::success();
  }
};

} // namespace

std::string llvm_version() { return LLVM_VERSION_STRING; }

llvm::Expected<std::vector<std::string>> generate(TyCtxt &tcx, const mono::MonoItems &items,
                                                  const UnitOutputs &outputs, bool is_executable) {
  auto machine = make_target(tcx.sess.opts);
  if (!machine)
    return machine.takeError();
  Generator generator{tcx, items, outputs, is_executable, {}, {}};
  generator.plan = mono::partition(tcx, items, wanted_units(tcx.sess.opts, outputs));
  generator.units.resize(generator.plan.size());
  if (llvm::Error error = generator.run((*machine)->createDataLayout()))
    return error;
  std::vector<std::string> objects;
  if (!outputs.object.empty() && !tcx.sess.diags.has_errors())
    for (size_t i = 0; i < generator.units.size(); ++i)
      objects.push_back(generator.outputs_of(i).object);
  return objects;
}

} // namespace ochre::codegen
