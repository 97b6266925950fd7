// The macros that the compiler expands itself: one function per family.
//
// Contract of all: the invocation's expansion id is set; the result is Done with a fragment for
// invocation.place (an Error node after an error, which was reported), or Blocked on arguments.
#pragma once

#include "frontend/expand/state.h"

namespace ochre::expand {

struct BuiltinCall {
  ExpandContext &ctx;
  InvocationId id;
  const Invocation &call; ///< a copy: the table may grow meanwhile
  const MacroDef &macro;

  Session &sess() const { return ctx.sess; }
  ast::Crate &krate() const { return ctx.krate; }
  /// The span of what the macro makes: the call, marked as made by this expansion. Names made with
  /// it resolve where the macro is called (`call_site`) or are invisible to the caller
  /// (`def_site`).
  Span call_site() const;
  Span def_site() const;
};

Expansion expand_builtin_bang(const BuiltinCall &call);
Expansion expand_builtin_attr(const BuiltinCall &call);

// By family.
Expansion expand_source_macro(const BuiltinCall &call); ///< line!, file!, include!, env!…
Expansion expand_concat(const BuiltinCall &call);       ///< concat!, stringify!, compile_error!
Expansion expand_format_args(const BuiltinCall &call);  ///< format_args!, format_args_nl!…
Expansion expand_assert(const BuiltinCall &call);       ///< assert!
Expansion expand_panic(const BuiltinCall &call);        ///< panic!, unreachable!
Expansion expand_asm(const BuiltinCall &call);          ///< asm!, global_asm!, naked_asm!
Expansion expand_offset_of(const BuiltinCall &call);    ///< offset_of!
Expansion expand_cfg_select(const BuiltinCall &call);   ///< cfg_select!
Expansion expand_derive_attr(const BuiltinCall &call);  ///< #[derive]
Expansion expand_test_attr(const BuiltinCall &call);    ///< #[test], #[bench], #[test_case]
Expansion expand_global_allocator(const BuiltinCall &call);

// Results.
Expansion done(Fragment fragment);
/// An expression for the place of the call: also good as a pattern or as statement.
Expansion done_expr(const BuiltinCall &call, ast::ExprId expr);
Expansion done_error(const BuiltinCall &call, ErrorGuaranteed guaranteed);
/// Items for the place of the call.
Expansion done_items(const BuiltinCall &call, llvm::ArrayRef<ast::ItemId> items);

/// A string literal with this value.
ast::ExprId make_str(const BuiltinCall &call, Span span, llvm::StringRef value);
ast::ExprId make_bool(const BuiltinCall &call, Span span, bool value);
ast::ExprId make_u32(const BuiltinCall &call, Span span, uint32_t value);

/// Whether all argument expressions are expanded: then nullopt, else what to wait for. Only calls
/// that are themselves arguments (`concat!(m!())`) are expanded first.
std::optional<Expansion> wait_for_args(const BuiltinCall &call, llvm::ArrayRef<ast::ExprId> args);
/// The arguments of an earlier call of `expand` for this invocation, or null.
PendingArgs *pending_args(const BuiltinCall &call);
PendingArgs &keep_args(const BuiltinCall &call, PendingArgs args);

/// The value of a string literal expression (through parentheses and invisible groups: no).
std::optional<std::string> str_value(const BuiltinCall &call, ast::ExprId expr);
/// The only argument of `m!("…")`, once expanded. Blocked, or an error, gives `stop`.
std::optional<std::string> single_str_arg(const BuiltinCall &call, Expansion &stop);

} // namespace ochre::expand
