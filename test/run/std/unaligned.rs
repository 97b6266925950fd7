// Values of any type at any address: read, written, moved once, and in constants.
// REQUIRES: stdlib
// RUN: %run %s %t
// RUN: %run %s %t -O
// RUN: %ochrec --edition=2021 --target=wasm32-wasip1 %s -o %t.wasm
// RUN: node --no-warnings %S/../../../runtime/run_wasm.mjs %t.wasm
use std::cell::Cell;
use std::hash::{BuildHasher, Hasher};
use std::{mem, ptr};

#[derive(Clone, Copy, PartialEq, Debug)]
#[repr(align(32))]
struct Wide(u8, u64);

/// Larger than what is copied in registers, and of the alignment that such copies like.
#[derive(Clone, Copy, PartialEq, Debug)]
#[repr(align(16))]
struct Sixteens([u64; 2]);

struct Counted<'a>(u64, &'a Cell<u32>);
impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.1.set(self.1.get() + 1);
    }
}

#[inline(never)]
fn round_trip<T: Copy + PartialEq + std::fmt::Debug>(value: T) {
    let mut bytes = [0x5au8; 100];
    for at in 1..33 {
        let place = unsafe { bytes.as_mut_ptr().add(at) };
        unsafe { place.cast::<T>().write_unaligned(value) };
        assert_eq!(unsafe { place.cast::<T>().read_unaligned() }, value);
        assert_eq!(unsafe { ptr::read_unaligned(place as *const T) }, value);
        bytes[at..at + mem::size_of::<T>()].fill(0x5a);
        assert!(bytes.iter().all(|&b| b == 0x5a));
    }
}

const WORDS: (u32, u64) = {
    let bytes = [1u8, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
    let p = bytes.as_ptr();
    unsafe { (p.add(1).cast::<u32>().read_unaligned(), p.add(3).cast::<u64>().read_unaligned()) }
};
const WRITTEN: [u8; 7] = {
    let mut bytes = [0; 7];
    unsafe { bytes.as_mut_ptr().add(3).cast::<u32>().write_unaligned(0x04030201) };
    bytes
};
const TEXT: &str = unsafe { mem::transmute_copy::<[&str; 1], &str>(&["text"]) };

fn main() {
    round_trip(0x1234u16);
    round_trip(-7i32);
    round_trip(0x0102_0304_0506_0708u64);
    round_trip(0x0102_0304_0506_0708_090a_0b0c_0d0e_0f10u128);
    round_trip(1.5f64);
    round_trip((1u8, 2u64, 3u16));
    round_trip([1u32, 2, 3]);
    round_trip("a pair");
    round_trip(Some("text"));
    round_trip(Some('c'));
    round_trip(Wide(3, 4));
    round_trip(Sixteens([5, 6]));
    round_trip(());

    let drops = Cell::new(0);
    let mut bytes = [0u8; 40];
    let place = unsafe { bytes.as_mut_ptr().add(3) }.cast::<Counted>();
    unsafe { place.write_unaligned(Counted(9, &drops)) };
    assert_eq!(drops.get(), 0);
    let moved = unsafe { place.read_unaligned() };
    assert_eq!((moved.0, drops.get()), (9, 0));
    drop(moved);
    assert_eq!(drops.get(), 1);

    assert_eq!(WORDS, (u32::from_le_bytes([2, 3, 4, 5]), u64::from_le_bytes([4, 5, 6, 7, 8, 9, 10, 11])));
    assert_eq!(WRITTEN[3..], 0x04030201u32.to_ne_bytes());
    assert_eq!(TEXT, "text");

    // SipHash-1-3 with the keys 0.
    let hash = |write: &dyn Fn(&mut std::hash::DefaultHasher)| {
        let mut hasher = std::hash::BuildHasherDefault::<std::hash::DefaultHasher>::default().build_hasher();
        write(&mut hasher);
        hasher.finish()
    };
    assert_eq!(hash(&|_| {}), 0xd1fb_a762_150c_532c);
    assert_eq!(hash(&|h| h.write_u64(1)), hash(&|h| h.write(&1u64.to_ne_bytes())));
    assert_eq!(hash(&|h| h.write(b"0123456789")), hash(&|h| (h.write(b"012"), h.write(b"3456789")).1));
}
