#include "driver/process.h"

#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"

#include <csignal>
#include <cstring>
#include <malloc.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

namespace ochre::driver {

namespace {

/// Reserved, not used: pages are only taken when a recursion is that deep.
constexpr unsigned kStackSize = 256u << 20;
constexpr size_t kSignalStackSize = 64u << 10;
constexpr int kSignals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};

void write_text(const char *text) {
  // Nothing can be done if standard error is closed.
  [[maybe_unused]] ssize_t written = write(STDERR_FILENO, text, std::strlen(text));
}

void on_signal(int number) {
  for (int other : kSignals)
    std::signal(other, SIG_DFL);
  write_text("error: internal compiler error: ");
  write_text(number == SIGABRT ? "aborted" : "fatal signal or exhausted stack");
  write_text("\n");
#ifdef OCHRE_CHECKED
  llvm::sys::PrintStackTrace(llvm::errs());
#endif
  _exit(101);
}

/// The handler of an exhausted stack needs one of its own.
void give_signal_stack() {
  void *memory =
      mmap(nullptr, kSignalStackSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED)
    return;
  stack_t stack = {};
  stack.ss_sp = memory;
  stack.ss_size = kSignalStackSize;
  sigaltstack(&stack, nullptr);
}

} // namespace

void install_crash_handler() {
  give_signal_stack();
  struct sigaction action = {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  for (int number : kSignals)
    sigaction(number, &action, nullptr);
  // Output into a closed pipe is an error like any other.
  std::signal(SIGPIPE, SIG_IGN);
}

namespace {

/// What runs on the large stack; there is one at a time.
struct LargeStack {
  llvm::function_ref<int()> run;
  int result = 101;
  ucontext_t outer = {};
  ucontext_t inner = {};
};
LargeStack *running = nullptr;

void run_on_large_stack() { running->result = running->run(); }

/// Compilers allocate much and give little back before they end.
void tune_allocator() {
  mallopt(M_TOP_PAD, 16 << 20);
  mallopt(M_TRIM_THRESHOLD, 512 << 20);
  mallopt(M_MMAP_THRESHOLD, 64 << 20);
}

} // namespace

// Another thread would allocate from an arena of its own, which grows page by page.
int call_with_large_stack(llvm::function_ref<int()> run) {
  tune_allocator();
  void *stack = mmap(nullptr, kStackSize, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  LargeStack large{run};
  if (stack == MAP_FAILED || getcontext(&large.inner) != 0)
    return run();
  mprotect(stack, static_cast<size_t>(sysconf(_SC_PAGESIZE)), PROT_NONE);
  large.inner.uc_stack.ss_sp = stack;
  large.inner.uc_stack.ss_size = kStackSize;
  large.inner.uc_link = &large.outer;
  makecontext(&large.inner, run_on_large_stack, 0);
  running = &large;
  swapcontext(&large.outer, &large.inner);
  running = nullptr;
  munmap(stack, kStackSize);
  return large.result;
}

} // namespace ochre::driver
