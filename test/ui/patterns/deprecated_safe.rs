// Functions that became unsafe in edition 2024: calls written before that need no unsafe block.
// RUN: %ochrec %s --edition 2021 --emit=metadata -o %t
// RUN: %verify %s --edition 2024 --emit=metadata -o %t
use std::env;

fn main() {
    env::set_var("A", "1"); //~ E0133 call to unsafe function
    env::remove_var("A"); //~ E0133 call to unsafe function
    unsafe { env::set_var("B", "2") };
}
