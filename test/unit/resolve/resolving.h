// Resolves a text against a small library given as text, and tells what was reported.
#pragma once

#include "frontend/parse/parser.h"
#include "frontend/resolve/resolver.h"
#include "frontend/resolve/source_crates.h"

#include <string>

namespace ochre::resolve::test {

inline constexpr const char *kCore = R"(
#![no_core]
pub mod marker { pub trait Sized {} pub trait Copy: super::clone::Clone {} }
pub mod clone { pub trait Clone: super::marker::Sized { fn clone(&self) -> Self; } }
pub mod option { pub enum Option<T> { None, Some(T) } }
pub mod iter {
  pub trait Iterator { type Item; fn next(&mut self) -> super::option::Option<Self::Item>; }
}
pub mod ops { pub trait Fn<A> { type Output; } }
pub mod cell { pub struct Ref<'a, T>(&'a T); }
#[macro_export] macro_rules! two { ($e:expr) => { ($e, $e) } }
#[macro_export] macro_rules! none { () => { $crate::option::Option::None } }
pub mod prelude {
  pub mod v1 {
    pub use crate::marker::{Copy, Sized};
    pub use crate::clone::Clone;
    pub use crate::option::Option::{self, None, Some};
    pub use crate::iter::Iterator;
    pub use crate::ops::Fn;
  }
  pub use self::v1 as rust_2015;
  pub use self::v1 as rust_2018;
  pub use self::v1 as rust_2021;
  pub use self::v1 as rust_2024;
}
)";

struct Resolved {
  explicit Resolved(llvm::StringRef text, Edition edition = Edition::E2021)
      : sess(make_options(edition)), definitions(sess.interner) {
    add_source_crate(sess, library, "core", Edition::E2021,
                     sess.source_map.add_text("core.rs", kCore));
    library_errors = report();
    FileId file = sess.source_map.add_text("main.rs", ("#![no_std] " + text).str());
    parse::parse_crate(sess, krate, file);
    library.load_into(definitions);
    definitions.start_local_crate(sess.intern("main"), 1, krate.span);
    resolutions = resolve_crate(sess, krate, definitions, library);
    errors = report();
  }

  /// "E0425@3 -@7": codes with their lines, in source order.
  std::string report() {
    std::string text;
    for (const Diagnostic &diagnostic : sess.diags.take_sorted()) {
      if (diagnostic.level != Level::Error)
        continue;
      std::string code = to_string(diagnostic.code).str();
      Span span = sess.hygiene.source_callsite(diagnostic.primary_span());
      text += (text.empty() ? "" : " ") + (code.empty() ? "-" : code) + "@" +
              std::to_string(sess.source_map.lookup(span.lo).line);
    }
    return text;
  }

  static Options make_options(Edition edition) {
    Options options;
    options.crate_name = "main";
    options.edition = edition;
    return options;
  }

  Session sess;
  SourceCrates library;
  ast::Crate krate;
  Definitions definitions;
  Resolutions resolutions;
  std::string library_errors;
  std::string errors;
};

} // namespace ochre::resolve::test
