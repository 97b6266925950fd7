// REQUIRES: stdlib
// RUN: %verify %s --emit=metadata -o %t
// What stands in the arguments of attributes.
#![allow(unused, unknown_lints)]
#[link(name = "")] //~ E0454
extern "C" {}
#[link(kind = "static")] //~ E0459
extern "C" {}
#[link(name = "a", kind = "foo")] //~ E0539
extern "C" {}
#[link(name = "a", kind = "framework")] //~ E0455
extern "C" {}
#[link(name = "a", modifiers = "foo")] //~ ERROR invalid linking modifier syntax
extern "C" {}
#[link(name = "a", cfg(x))] //~ E0658 link cfg is unstable
extern "C" {}
#[deprecated(since = 1)] //~ E0539
fn since() {}
#[deprecated("x")] //~ E0565
fn literal() {}
#[deprecated(note = "a", suggestion = "b")] //~ ERROR suggestions on deprecated items are unstable
fn suggestion() {}
#[deprecated]
#[deprecated] //~ ERROR multiple `deprecated` attributes
fn twice() {}
#[inline = "x"] //~ ERROR valid forms for the attribute are
fn inline() {}
#[must_use = 1] //~ E0539
fn must_use() {}
#[export_name = "\0foo"] //~ E0648
fn export_name() {}
#[target_feature(bar)] //~ E0539
unsafe fn target_feature() {}
#[macro_use(x)] //~ ERROR arguments to `macro_use` are not allowed here
mod macro_use {}
#[should_panic(x)] //~ E0539
fn should_panic() {}
#[unsafe(inline)] //~ ERROR `inline` is not an unsafe attribute
fn not_unsafe() {}
#[doc(cfg(unix))] //~ E0658
fn doc() {}
#[allow(foo = "")] //~ E0452
fn level() {}
#[allow(foo::bar)] //~ E0710
fn tool() {}
#[allow(dead_code, reason = "fine")]
fn reason() {}
fn generic<#[derive(Debug)] T>(t: T) {} //~ ERROR expected non-macro attribute
fn main() {}
