// What the gate "same input, same bytes" compiles. It needs no library.
#![no_core]
#![feature(no_core)]
