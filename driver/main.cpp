#include "llvm/Support/raw_ostream.h"

int main() {
  llvm::errs() << "ochre: no phase is connected yet\n";
  return 1;
}
