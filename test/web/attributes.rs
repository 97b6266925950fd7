// The forms of the attribute, on any target.
// RUN: %verify %s
unsafe extern "Rust" {
    #[js(export)] //~ ERROR valid here is `#[js(import = "path")]`
    safe fn imported();
    #[js(import)] //~ ERROR valid here is `#[js(import = "path")]`
    safe fn without_path();
}

#[js(import = "a")] //~ ERROR valid here is `#[js(export)]`
fn exported() {}

#[js] //~ E0539
fn without_list() {}

#[js(export)] //~ ERROR attribute cannot be used on structs
struct NoFunction;

fn main() {}
