// Macros of a crate of another edition: what its `$p:pat` takes, macros it calls by plain names,
// `dyn` before a path that a macro was given.
// RUN: mkdir -p %t.dir && %ochrec --edition 2021 --crate-type=rlib --crate-name=macros %S/Inputs/macros.rs --out-dir %t.dir
// RUN: %ochrec --edition 2015 --extern macros=%t.dir/libmacros.rlib %s -o %t && %t | %FileCheck %s
extern crate macros;

mod m {
    pub trait Id {
        fn id(&self) -> u32;
    }
    impl Id for u8 {
        fn id(&self) -> u32 {
            7
        }
    }
}

macros::takes_dyn!(trait m::Id, ask);

fn main() {
    // CHECK: true false
    println!("{} {}", macros::is!(2, 1 | 2), macros::is!(3, 1 | 2));
    // CHECK: 42
    println!("{}", macros::outer!(41));
    // CHECK: 7
    println!("{}", ask(&0u8));
}
