// Interned strings.
//
// Invariant: two symbols of one interner are equal exactly when their texts
// are. The symbols of `symbols.def` have fixed values (`sym::self_`, `kw::Fn`),
// the same in every process.
#pragma once

#include "support/adt/id.h"

#include "llvm/ADT/StringRef.h"

#include <memory>

namespace ochre {

struct SymbolTag;
/// A handle to an interned string. Order and value depend on timing beyond the
/// fixed ones: never sort or hash output by it; compare the texts instead.
using Symbol = Id<SymbolTag>;

/// The fixed symbols: `sym::Name` for each `SYMBOL(Name, "text")` of
/// symbols.def.
namespace sym {
enum Fixed : uint32_t {
#define SYMBOL(name, text) kFixed_##name,
#include "support/adt/symbols.def"
  kFixedCount
};
#define SYMBOL(name, text) inline constexpr Symbol name{kFixed_##name};
#include "support/adt/symbols.def"
} // namespace sym

/// Thread-safe string interner, owned by the Session.
class Interner {
public:
  Interner();
  ~Interner();
  Interner(const Interner &) = delete;
  Interner &operator=(const Interner &) = delete;

  Symbol intern(llvm::StringRef text);
  /// The text of a symbol; lives as long as the interner.
  llvm::StringRef str(Symbol symbol) const;

private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

} // namespace ochre
