// Macro hygiene: expansions and syntax contexts ("mark chains").
//
// Every token's span carries a SyntaxContext: the list of macro expansions that made it, each with
// a transparency. Locals and labels compare with `normalize_to_macro_rules`, items with
// `normalize_to_macros_2_0`. Source: rustc-dev-guide, "Macro expansion", section on hygiene.
#pragma once

#include "support/adt/index_vec.h"
#include "support/adt/symbol.h"
#include "support/source/span.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"

namespace ochre {

enum class Edition : uint8_t { E2015, E2018, E2021, E2024 };

struct ExpnTag;
/// One expansion of a macro, a derive, or a desugaring by the compiler. Root: no expansion.
using ExpnId = Id<ExpnTag>;
inline constexpr ExpnId kRootExpn{0};

enum class ExpnKind : uint8_t { Root, Bang, Attr, Derive, AstPass, Desugaring };
enum class DesugaringKind : uint8_t {
  None,
  QuestionMark,
  ForLoop,
  WhileLoop,
  Async,
  Await,
  TryBlock,
  OpaqueTy,
  CondTemporary,
  FormatLiteral,
  BoundModifier,
};

/// How names made by a macro resolve: at the definition (opaque), mixed (macro_rules: locals and
/// labels and `$crate` at the definition, all else at the call), or at the call (transparent).
enum class Transparency : uint8_t { Transparent, SemiOpaque, Opaque };

struct ExpnData {
  ExpnKind kind = ExpnKind::Root;
  DesugaringKind desugaring = DesugaringKind::None;
  Edition edition = Edition::E2015; ///< of the macro's definition
  bool allow_internal_unstable = false;
  bool allow_internal_unsafe = false;
  bool local_inner_macros = false;
  ExpnId parent; ///< the expansion whose output holds this call
  Span call_site;
  Span def_site;
  Symbol macro_name;                   ///< for messages: `println`
  uint32_t macro_def_id = UINT32_MAX;  ///< raw DefId of the macro, for `$crate` and stability
  uint32_t parent_module = UINT32_MAX; ///< raw DefId of the module of the macro's definition
};

/// Owns all expansions and contexts of a compilation; part of the Session.
class HygieneTable {
public:
  HygieneTable();

  ExpnId add_expn(const ExpnData &data);
  const ExpnData &expn(ExpnId id) const { return expns_[id]; }
  void set_expn(ExpnId id, const ExpnData &data) { expns_[id] = data; }
  /// Whether `id` is `ancestor` or was made inside it.
  bool is_descendant_of(ExpnId id, ExpnId ancestor) const;

  /// Adds the mark of `expn` to a context, as every token that the expansion makes gets it.
  /// Handles macros defined by macros: the context of the call is put below the definition's.
  SyntaxContext apply_mark(SyntaxContext ctxt, ExpnId expn, Transparency transparency);
  /// Takes the newest mark off; gives the expansion it named.
  ExpnId remove_mark(SyntaxContext &ctxt) const;
  ExpnId outer_expn(SyntaxContext ctxt) const { return contexts_[ctxt].outer_expn; }
  Transparency outer_transparency(SyntaxContext ctxt) const { return contexts_[ctxt].transparency; }
  SyntaxContext parent(SyntaxContext ctxt) const { return contexts_[ctxt].parent; }
  /// The context without transparent marks (locals, labels).
  SyntaxContext normalize_to_macro_rules(SyntaxContext ctxt) const {
    return contexts_[ctxt].opaque_and_semiopaque;
  }
  /// The context with opaque marks only (items).
  SyntaxContext normalize_to_macros_2_0(SyntaxContext ctxt) const { return contexts_[ctxt].opaque; }
  /// Removes marks until `expn` lies inside what is left; gives the last mark removed, if any
  /// (resolution then starts in that macro's module). Invalid id: none removed.
  ExpnId adjust(SyntaxContext &ctxt, ExpnId expn) const;

  /// Edition that rules the meaning of a token at `span`: its outermost expansion's.
  Edition edition(Span span) const { return expns_[outer_expn(span.ctxt)].edition; }
  void set_root_edition(Edition edition);
  /// Where the user wrote the call that led to `span`, through all expansions.
  Span source_callsite(Span span) const;

private:
  struct ContextData {
    ExpnId outer_expn;
    Transparency transparency = Transparency::Opaque;
    SyntaxContext parent;
    SyntaxContext opaque;
    SyntaxContext opaque_and_semiopaque;
  };
  SyntaxContext apply_mark_internal(SyntaxContext ctxt, ExpnId expn, Transparency transparency);

  IndexVec<ExpnId, ExpnData> expns_;
  IndexVec<SyntaxContext, ContextData> contexts_;
  llvm::DenseMap<std::pair<SyntaxContext, std::pair<ExpnId, unsigned>>, SyntaxContext> marks_;
};

} // namespace ochre
