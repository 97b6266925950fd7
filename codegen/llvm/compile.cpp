#include "codegen/llvm/compile.h"

#include "codegen/llvm/features.h"
#include "codegen/llvm/loop_exits.h"
#include "codegen/llvm/small_copies.h"
#include "codegen/llvm/wasm_invokes.h"
#include "support/session/target.h"
#include "support/source/output_file.h"

#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/Bitcode/BitcodeWriter.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/Triple.h"
#include "llvm/Transforms/IPO/AlwaysInliner.h"
#include "llvm/Transforms/IPO/GlobalDCE.h"
#include "llvm/Transforms/IPO/GlobalOpt.h"
#include "llvm/Transforms/IPO/SCCP.h"
#include "llvm/Transforms/Scalar/EarlyCSE.h"
#include "llvm/Transforms/Scalar/LowerAtomicPass.h"
#include "llvm/Transforms/Scalar/SROA.h"
#include "llvm/Transforms/Scalar/SimplifyCFG.h"

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

llvm::Reloc::Model reloc_model(const Options &opts) {
  bool is_static = opts.codegen.relocation_model == "static" || target_of(opts).is_wasm();
  return is_static ? llvm::Reloc::Static : llvm::Reloc::PIC_;
}

/// A whole program for one thread: atomic operations are ordinary ones, so that variables that
/// nobody writes are constants, and what hangs on them goes before anything else is done. Each
/// round may free the last writer of another variable.
void prune_program(llvm::ModulePassManager &passes) {
  passes.addPass(llvm::createModuleToFunctionPassAdaptor(llvm::LowerAtomicPass()));
  passes.addPass(llvm::AlwaysInlinerPass());
  for (int round = 0; round < 3; ++round) {
    llvm::FunctionPassManager functions;
    functions.addPass(llvm::SROAPass(llvm::SROAOptions::ModifyCFG));
    functions.addPass(llvm::EarlyCSEPass());
    functions.addPass(llvm::SimplifyCFGPass());
    passes.addPass(llvm::createModuleToFunctionPassAdaptor(std::move(functions)));
    passes.addPass(llvm::GlobalDCEPass());
    passes.addPass(llvm::GlobalOptPass());
    passes.addPass(llvm::IPSCCPPass());
    passes.addPass(llvm::GlobalDCEPass());
  }
}

void optimise(llvm::Module &module, llvm::TargetMachine &machine, OptLevel level) {
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager cgscc;
  llvm::ModuleAnalysisManager modules;
  llvm::PipelineTuningOptions tuning;
  bool is_fast = level == OptLevel::O2 || level == OptLevel::O3;
  tuning.LoopVectorization = is_fast;
  tuning.SLPVectorization = is_fast;
  tuning.MergeFunctions = is_fast || level == OptLevel::Os || level == OptLevel::Oz;
  llvm::PassBuilder builder(&machine, tuning);
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(cgscc);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, cgscc, modules);
  if (is_fast)
    builder.registerLateLoopOptimizationsEPCallback(
        [](llvm::LoopPassManager &passes, llvm::OptimizationLevel) {
          passes.addPass(OwnPanicExits());
        });
  llvm::OptimizationLevel pipeline = pipeline_level(level);
  bool is_program = llvm::Triple(module.getTargetTriple()).isWasm();
  llvm::ModulePassManager passes;
  if (is_program)
    prune_program(passes);
  passes.addPass(level == OptLevel::O0 ? builder.buildO0DefaultPipeline(pipeline)
                                       : builder.buildPerModuleDefaultPipeline(pipeline));
  if (is_program && (level == OptLevel::Os || level == OptLevel::Oz)) {
    // Inlining has shown what else is never written.
    prune_program(passes);
    passes.addPass(builder.buildPerModuleDefaultPipeline(pipeline));
  }
  passes.run(module, modules);
  if (is_program && is_fast)
    copy_small_areas(module);
  if (is_program)
    separate_returns(module);
}

llvm::Error write_machine_code(llvm::Module &module, llvm::TargetMachine &machine,
                               llvm::StringRef path, llvm::CodeGenFileType type) {
  llvm::SmallVector<char, 0> buffer;
  llvm::raw_svector_ostream out(buffer);
  llvm::legacy::PassManager passes;
  passes.add(new llvm::TargetLibraryInfoWrapperPass(llvm::Triple(module.getTargetTriple())));
  if (machine.addPassesToEmitFile(passes, out, nullptr, type))
    return llvm::createStringError("the target cannot write this sort of file");
  passes.run(module);
  return write_output_file(path, [&](llvm::raw_ostream &file) { file << out.str(); });
}

} // namespace

namespace {

/// LLVM has exceptions of WebAssembly by an option of its command line alone.
void enable_wasm_exceptions(llvm::TargetOptions &options, bool is_on) {
  auto found = llvm::cl::getRegisteredOptions().find("wasm-enable-eh");
  if (found == llvm::cl::getRegisteredOptions().end())
    return;
  static_cast<llvm::cl::opt<bool> *>(found->second)->setValue(is_on);
  options.ExceptionModel = is_on ? llvm::ExceptionHandling::Wasm : llvm::ExceptionHandling::None;
}

} // namespace

llvm::Expected<std::unique_ptr<llvm::TargetMachine>> make_target(const Options &opts) {
  LLVMInitializeX86TargetInfo();
  LLVMInitializeX86Target();
  LLVMInitializeX86TargetMC();
  LLVMInitializeX86AsmPrinter();
  LLVMInitializeX86AsmParser();
  LLVMInitializeWebAssemblyTargetInfo();
  LLVMInitializeWebAssemblyTarget();
  LLVMInitializeWebAssemblyTargetMC();
  LLVMInitializeWebAssemblyAsmPrinter();
  std::string error;
  std::string triple = target_of(opts).llvm_triple;
  const llvm::Target *target = llvm::TargetRegistry::lookupTarget(triple, error);
  if (!target)
    return llvm::createStringError(error);
  llvm::TargetOptions options;
  options.FunctionSections = true;
  options.DataSections = true;
  options.UseInitArray = true;
  options.TrapUnreachable = true;
  options.MCOptions.AsmVerbose = true;
  if (target_of(opts).is_wasm())
    enable_wasm_exceptions(options, opts.codegen.panic == PanicStrategy::Unwind);
  std::unique_ptr<llvm::TargetMachine> machine(target->createTargetMachine(
      triple, target_cpu(opts), llvm_features(opts), options, reloc_model(opts), std::nullopt,
      codegen_level(opts.codegen.opt_level)));
  return machine;
}

llvm::Error compile_module(llvm::Module &module, const Options &opts, const UnitOutputs &outputs) {
  auto machine = make_target(opts);
  if (!machine)
    return machine.takeError();
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
