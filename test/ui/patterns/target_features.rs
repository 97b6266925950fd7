// Functions with target features: safe to call from functions that name the same.
// RUN: %verify %s --edition 2021 --emit=metadata -o %t
#![allow(dead_code)]

#[target_feature(enable = "avx2")]
fn wide() {}
#[target_feature(enable = "avx")]
fn half() {}
#[target_feature(enable = "sse2")]
fn baseline() {}

fn plain() {
    baseline(); //~ E0133 call to function `baseline` with `#[target_feature]` is unsafe
    wide(); //~ E0133 call to function `wide` with `#[target_feature]` is unsafe
    unsafe { wide() };
    let _ = || half(); //~ E0133 call to function `half` with `#[target_feature]` is unsafe
}

#[target_feature(enable = "avx2")]
fn also_wide() {
    wide();
    half();
    let _ = || half();
}

#[target_feature(enable = "avx")]
fn also_half() {
    half();
    wide(); //~ E0133 call to function `wide` with `#[target_feature]` is unsafe
}

fn main() {}
