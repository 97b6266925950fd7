// Words for messages: what a name is called, and names that look like it.
#pragma once

#include "frontend/resolve/lookup.h"

namespace ochre::resolve {

/// `a::b`, or `crate`.
std::string module_text(const Context &cx, PathRoot root);
/// "struct", "local variable", "built-in type"…
std::string describe_res(const Context &cx, const Res &res);
std::string article_of(const Res &res);
/// "a function with a similar name exists: `foo`", or empty.
std::string similar_in_module(Context &cx, ModuleId module, Symbol name, Namespace ns);
/// The candidate nearest to `name` in spelling, within a third of its length; or an invalid symbol.
Symbol find_best_match(const Context &cx, llvm::ArrayRef<Symbol> candidates, Symbol name);

/// E0428, E0252, E0254, E0255, E0259, E0260: one name, defined twice.
void report_conflict(Context &cx, ModuleId module, Ident ident, Namespace ns, BindingId old,
                     BindingId fresh);
/// E0603, E0659: what was found on the way but may not be used.
void report_privacy_errors(Context &cx);
void report_ambiguities(Context &cx);

} // namespace ochre::resolve
