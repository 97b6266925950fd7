// `#[cfg]`: evaluation of predicates.
#pragma once

#include "frontend/ast/crate.h"
#include "support/session/session.h"

#include "frontend/parse/parser.h"

namespace ochre::expand {

/// Whether the predicate within `cfg(…)` holds. Reports what is malformed (E0536, E0537, …), which
/// then counts as true, so that the error is alone. `span` is the whole attribute or call.
bool eval_cfg(Session &sess, ast::Crate &krate, lex::TokenStream predicate, Span span);

/// Replaces each `#[cfg_attr(p, a, b)]` of a list by `#[a] #[b]`, or by nothing.
ast::AttrsId expand_cfg_attrs(Session &sess, ast::Crate &krate, ast::AttrsId attrs);

/// Whether no `#[cfg]` of the list is false. Requires expand_cfg_attrs.
bool is_configured(Session &sess, ast::Crate &krate, ast::AttrsId attrs);

/// The value of `cfg!(predicate)`; what is malformed is reported and true.
bool eval_cfg_macro(Session &sess, lex::TokenStream arguments, Span span);

/// Evaluates the predicate at the start of `tokens` and gives the number of tokens that it takes;
/// none after an error.
std::optional<size_t> read_cfg_predicate(Session &sess, lex::TokenStream tokens, Span span,
                                         bool &value);

/// Whether only an unstable feature lets a crate ask for the condition.
bool is_unstable_cfg(llvm::StringRef name);

/// Fills `sess.cfg` from the options: the target's, `test`, `debug_assertions`…, and `--cfg`.
void add_default_cfgs(Session &sess);

} // namespace ochre::expand
