// What a packed type misaligns is moved to an aligned place before it is dropped.
// RUN: %ochrec --edition 2021 %s -o %t && %t | %FileCheck %s
struct Aligned(u16);
impl Drop for Aligned {
    fn drop(&mut self) {
        assert_eq!(std::hint::black_box(self as *mut Aligned as usize) % 2, 0);
        println!("drop {}", self.0);
    }
}

#[repr(packed)]
struct Packed(u8, Aligned, Aligned);
#[repr(packed)]
struct Generic<T>(u8, T);

fn main() {
    // CHECK: drop 2
    // CHECK-NEXT: drop 3
    drop(([0u16; 0], Packed(1, Aligned(2), Aligned(3))));
    let parts = ([0u16; 0], Packed(1, Aligned(4), Aligned(5)));
    let _taken = parts.1.1;
    let mut assigned = ([0u16; 0], Generic(1, Aligned(7)));
    // CHECK-NEXT: drop 7
    assigned.1.1 = Aligned(8);
    // CHECK-NEXT: drop 8
    // CHECK-NEXT: drop 4
    // CHECK-NEXT: drop 5
}
