// Only a target without a system of its own has the boundary.
// RUN: %verify %s
#![crate_type = "lib"]

unsafe extern "Rust" {
    #[js(import = "f")] //~ ERROR `#[js]` is only supported for the target `wasm32-unknown-unknown`
    pub safe fn imported();
}

#[js(export)] //~ ERROR `#[js]` is only supported for the target `wasm32-unknown-unknown`
pub fn exported() {}
