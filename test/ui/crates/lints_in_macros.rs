// What the macro of another crate wrote is no matter of its user, unless a value is lost.
// REQUIRES: stdlib
// RUN: mkdir -p %t.dir
// RUN: %ochrec --crate-name lint_macros --crate-type rlib --edition 2021 %S/Inputs/lint_macros.rs --emit=metadata --out-dir %t.dir
// RUN: %verify %s --edition 2021 --extern lint_macros=%t.dir/liblint_macros.rmeta --emit=metadata --out-dir %t.dir
// RUN: %ochrec %s --cap-lints allow --edition 2021 --extern lint_macros=%t.dir/liblint_macros.rmeta --emit=metadata --out-dir %t.dir 2>&1 | %FileCheck %s --allow-empty --check-prefix=CAPPED
// RUN: %ochrec %s --error-format=json --edition 2021 --extern lint_macros=%t.dir/liblint_macros.rmeta --emit=metadata --out-dir %t.dir 2>&1 | %FileCheck %s
// CAPPED-NOT: {{.}}
// CHECK: "code":{"code":"unused_must_use","explanation":null},"level":"warning"
use lint_macros::*;

careless!(forgotten);

fn main() {
    unheeding!(Ok::<u8, u8>(1)); //~ WARN unused `Result` that must be used
    let unused = 1; //~ WARN unused variable: `unused`
}
