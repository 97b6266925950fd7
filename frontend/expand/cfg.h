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

} // namespace ochre::expand
