#include "driver/link_aliases.h"

#include "support/session/report.h"

namespace ochre::driver {

namespace {

/// What the crates of the program say of themselves, together.
struct ProgramFacts {
  bool needs_allocator = false;
  bool has_global_allocator = false;
  bool has_default_allocator = false;

  void add(const metadata::CrateHeader &header) {
    needs_allocator |= header.needs_allocator;
    has_global_allocator |= header.has_global_allocator;
    has_default_allocator |= header.has_default_allocator;
  }
};

} // namespace

std::vector<std::pair<std::string, std::string>>
link_aliases(Session &sess, metadata::CrateStore &crates, const metadata::CrateHeader &header) {
  std::vector<std::pair<std::string, std::string>> aliases;
  ProgramFacts facts;
  facts.add(header);
  for (size_t i = 0; i < crates.crate_count(); ++i)
    facts.add(crates.file(CrateNum(static_cast<uint32_t>(i + 1))).header());
  PanicStrategy panic = sess.opts.codegen.panic;
  // Other crates may have been compiled for any.
  if (facts.has_default_allocator) {
    bool unwinds = panic == PanicStrategy::Unwind, traps = panic == PanicStrategy::Trap;
    aliases.push_back(
        {"__rust_may_unwind", unwinds ? "__rust_panics_unwind" : "__rust_panics_abort"});
    aliases.push_back({"__rust_panic_traps", traps ? "__rust_panics_trap" : "__rust_panics_tell"});
  }
  if (!facts.needs_allocator || facts.has_global_allocator)
    return aliases;
  if (!facts.has_default_allocator) {
    make_diag(sess, Level::Error, {}, DiagCode::None,
              "no global memory allocator found but one is required; link to std or add "
              "`#[global_allocator]` to a static item that implements the GlobalAlloc trait")
        .emit();
    return aliases;
  }
  for (const char *what : {"alloc", "dealloc", "realloc", "alloc_zeroed"})
    aliases.push_back({std::string("__rust_") + what, std::string("__rdl_") + what});
  return aliases;
}

} // namespace ochre::driver
