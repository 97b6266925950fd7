// Copies of every small size, and the bytes around them, on both paths.
// RUN: %ochrec --target=wasm32-unknown-unknown --crate-type=cdylib --edition=2021 %s -o %t.0.wasm
// RUN: node %S/Inputs/host.mjs %t.0.wasm failed | %FileCheck %s
// RUN: %ochrec --target=wasm32-unknown-unknown --crate-type=cdylib --edition=2021 -Copt-level=3 \
// RUN:   %s -o %t.3.wasm
// RUN: node %S/Inputs/host.mjs %t.3.wasm failed | %FileCheck %s
// CHECK: {{^}}0{{$}}
#![no_std]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

#[inline(never)]
fn copy(from: &[u8], to: &mut [u8]) {
    to.copy_from_slice(from);
}

/// The first size that went wrong, and 1; 0: none.
#[no_mangle]
pub extern "C" fn failed() -> u32 {
    let mut from = [0u8; 48];
    for (i, byte) in from.iter_mut().enumerate() {
        *byte = i as u8 + 1;
    }
    for size in 0..40 {
        let mut to = [0u8; 48];
        copy(&from[3..3 + size], &mut to[4..4 + size]);
        for (i, byte) in to.iter().enumerate() {
            let inside = i >= 4 && i < 4 + size;
            if *byte != if inside { i as u8 } else { 0 } {
                return size as u32 + 1;
            }
        }
    }
    0
}
