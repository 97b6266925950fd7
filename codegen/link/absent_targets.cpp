// lld's link-time optimisation initialises every target that LLVM was built with. This compiler has
// two; for the others the functions exist and do nothing, which keeps some 50 MB out of it.
#define OCHRE_NO_TARGET(name, part)                                                                \
  extern "C" void LLVMInitialize##name##part();                                                    \
  extern "C" void LLVMInitialize##name##part() {}

#define OCHRE_ABSENT(name)                                                                         \
  OCHRE_NO_TARGET(name, TargetInfo)                                                                \
  OCHRE_NO_TARGET(name, Target)                                                                    \
  OCHRE_NO_TARGET(name, TargetMC)                                                                  \
  OCHRE_NO_TARGET(name, AsmPrinter)                                                                \
  OCHRE_NO_TARGET(name, AsmParser)

OCHRE_ABSENT(AArch64)
OCHRE_ABSENT(AMDGPU)
OCHRE_ABSENT(ARM)
OCHRE_ABSENT(AVR)
OCHRE_ABSENT(BPF)
OCHRE_ABSENT(Hexagon)
OCHRE_ABSENT(Lanai)
OCHRE_ABSENT(LoongArch)
OCHRE_ABSENT(M68k)
OCHRE_ABSENT(MSP430)
OCHRE_ABSENT(Mips)
OCHRE_ABSENT(NVPTX)
OCHRE_ABSENT(PowerPC)
OCHRE_ABSENT(RISCV)
OCHRE_ABSENT(Sparc)
OCHRE_ABSENT(SystemZ)
OCHRE_ABSENT(VE)
OCHRE_NO_TARGET(WebAssembly, AsmParser)
OCHRE_ABSENT(XCore)
OCHRE_ABSENT(Xtensa)
