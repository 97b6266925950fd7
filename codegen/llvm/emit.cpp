// From items to files: one module, optimised by LLVM's pipeline for the level, written whole.

#include "codegen/llvm/codegen.h"

#include "codegen/llvm/cx.h"
#include "support/source/output_file.h"

#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/Bitcode/BitcodeWriter.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Verifier.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/TargetParser/Triple.h"

namespace ochre::codegen {

namespace {

llvm::OptimizationLevel pipeline_level(OptLevel level) {
  switch (level) {
  case OptLevel::O0: return llvm::OptimizationLevel::O0;
  case OptLevel::O1: return llvm::OptimizationLevel::O1;
  case OptLevel::O2: return llvm::OptimizationLevel::O2;
  case OptLevel::O3: return llvm::OptimizationLevel::O3;
  case OptLevel::Os: return llvm::OptimizationLevel::Os;
  case OptLevel::Oz: return llvm::OptimizationLevel::Oz;
  }
  return llvm::OptimizationLevel::O0;
}

llvm::CodeGenOptLevel codegen_level(OptLevel level) {
  switch (level) {
  case OptLevel::O0: return llvm::CodeGenOptLevel::None;
  case OptLevel::O1: return llvm::CodeGenOptLevel::Less;
  case OptLevel::O2:
  case OptLevel::Os:
  case OptLevel::Oz: return llvm::CodeGenOptLevel::Default;
  case OptLevel::O3: return llvm::CodeGenOptLevel::Aggressive;
  }
  return llvm::CodeGenOptLevel::None;
}

llvm::Expected<std::unique_ptr<llvm::TargetMachine>> make_target(const Options &opts) {
  LLVMInitializeX86TargetInfo();
  LLVMInitializeX86Target();
  LLVMInitializeX86TargetMC();
  LLVMInitializeX86AsmPrinter();
  LLVMInitializeX86AsmParser();
  std::string error;
  const llvm::Target *target = llvm::TargetRegistry::lookupTarget(opts.target, error);
  if (!target)
    return llvm::createStringError(error);
  llvm::TargetOptions options;
  options.FunctionSections = true;
  options.DataSections = true;
  std::string cpu = opts.codegen.target_cpu.empty() ? "x86-64" : opts.codegen.target_cpu;
  std::unique_ptr<llvm::TargetMachine> machine(target->createTargetMachine(
      opts.target, cpu, opts.codegen.target_features, options, llvm::Reloc::PIC_, std::nullopt,
      codegen_level(opts.codegen.opt_level)));
  return machine;
}

void optimise(llvm::Module &module, llvm::TargetMachine &machine, OptLevel level) {
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager cgscc;
  llvm::ModuleAnalysisManager modules;
  llvm::PassBuilder builder(&machine);
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(cgscc);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, cgscc, modules);
  llvm::OptimizationLevel pipeline = pipeline_level(level);
  llvm::ModulePassManager passes = level == OptLevel::O0
                                       ? builder.buildO0DefaultPipeline(pipeline)
                                       : builder.buildPerModuleDefaultPipeline(pipeline);
  passes.run(module, modules);
}

llvm::Error write_machine_code(llvm::Module &module, llvm::TargetMachine &machine,
                               llvm::StringRef path, llvm::CodeGenFileType type) {
  llvm::SmallVector<char, 0> buffer;
  llvm::raw_svector_ostream out(buffer);
  llvm::legacy::PassManager passes;
  if (machine.addPassesToEmitFile(passes, out, nullptr, type))
    return llvm::createStringError("the target cannot write this sort of file");
  passes.run(module);
  return write_output_file(path, [&](llvm::raw_ostream &file) { file << out.str(); });
}

} // namespace

std::string llvm_version() { return LLVM_VERSION_STRING; }

llvm::Error generate(TyCtxt &tcx, const mono::MonoItems &items, const UnitOutputs &outputs,
                     bool is_executable) {
  const Options &opts = tcx.sess.opts;
  auto machine = make_target(opts);
  if (!machine)
    return machine.takeError();
  llvm::LLVMContext context;
  llvm::Module module(tcx.str(tcx.defs.crates()[kLocalCrate].name), context);
  module.setTargetTriple(opts.target);
  module.setDataLayout((*machine)->createDataLayout());
  module.setPICLevel(llvm::PICLevel::BigPIC);
  UnitCx cx(tcx, context, module);
  for (DefId id : items.statics)
    cx.define_static(id);
  for (const ty::Instance *instance : items.functions) {
    cx.define(instance);
    if (cx.failed)
      break;
  }
  if (is_executable && items.main && !cx.failed)
    cx.define_main(items);
  if (cx.failed) {
    if (!tcx.sess.diags.has_errors())
      return llvm::createStringError("code generation failed without saying why");
    return llvm::Error::success();
  }
#ifdef OCHRE_CHECKED
  std::string problems;
  llvm::raw_string_ostream report(problems);
  if (llvm::verifyModule(module, &report))
    bug("codegen/llvm: the module is not valid: " + problems);
#endif
  optimise(module, **machine, opts.codegen.opt_level);
  if (!outputs.llvm_ir.empty())
    if (llvm::Error error = write_output_file(
            outputs.llvm_ir, [&](llvm::raw_ostream &out) { module.print(out, nullptr); }))
      return error;
  if (!outputs.bitcode.empty())
    if (llvm::Error error = write_output_file(outputs.bitcode, [&](llvm::raw_ostream &out) {
          llvm::WriteBitcodeToFile(module, out);
        }))
      return error;
  if (!outputs.assembly.empty())
    if (llvm::Error error = write_machine_code(module, **machine, outputs.assembly,
                                               llvm::CodeGenFileType::AssemblyFile))
      return error;
  if (!outputs.object.empty())
    return write_machine_code(module, **machine, outputs.object, llvm::CodeGenFileType::ObjectFile);
  return llvm::Error::success();
}

} // namespace ochre::codegen
