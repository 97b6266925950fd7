//! The heap of the WebAssembly targets on a piece of ordinary memory: what it hands out never
//! overlaps, keeps its bytes, is aligned, and comes together again when freed.

#[allow(dead_code)]
#[path = "../../std/src/sys/wasm/heap.rs"]
mod heap;

/// A memory of at most 64 MiB, of which so many pages are there.
mod pages {
    use std::alloc::{Layout, alloc};
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

    pub const SIZE: usize = 65_536;
    const MOST: usize = 1024;
    static START: AtomicUsize = AtomicUsize::new(0);
    pub static HAS: AtomicUsize = AtomicUsize::new(1);

    fn base() -> usize {
        if START.load(Relaxed) == 0 {
            let layout = Layout::from_size_align(MOST * SIZE, SIZE).unwrap();
            START.store(unsafe { alloc(layout) }.expose_provenance(), Relaxed);
        }
        START.load(Relaxed)
    }

    pub fn start() -> usize {
        base() + 1000
    }

    pub fn end() -> usize {
        base() + HAS.load(Relaxed) * SIZE
    }

    pub fn grow(pages: usize) -> bool {
        let fits = pages <= MOST - HAS.load(Relaxed);
        if fits {
            HAS.fetch_add(pages, Relaxed);
        }
        fits
    }
}

struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n
    }
}

#[derive(Clone, Copy)]
struct Block {
    ptr: *mut u8,
    size: usize,
    align: usize,
    fill: u8,
}

impl Block {
    fn new(rng: &mut Random) -> Block {
        let size = 1 + match rng.below(10) {
            0..6 => rng.below(100),
            6..9 => rng.below(2000),
            _ => rng.below(100_000),
        };
        let most = if rng.below(10) == 0 { 10 } else { 4 };
        let align = 1 << rng.below(most);
        let ptr = unsafe { heap::alloc(size, align) };
        assert!(!ptr.is_null() && ptr.addr() % align == 0);
        let block = Block { ptr, size, align, fill: rng.below(256) as u8 };
        unsafe { ptr.write_bytes(block.fill, size) };
        block
    }

    fn check(&self, len: usize) {
        let bytes = unsafe { std::slice::from_raw_parts(self.ptr, len) };
        assert!(bytes.iter().all(|&b| b == self.fill), "block of {} bytes", self.size);
    }

    fn resize(&mut self, new: usize) {
        let ptr = unsafe { heap::resize(self.ptr, self.size, self.align, new) };
        assert!(!ptr.is_null() && ptr.addr() % self.align == 0);
        self.ptr = ptr;
        self.check(self.size.min(new));
        self.size = new;
        unsafe { ptr.write_bytes(self.fill, new) };
    }

    fn free(self) {
        self.check(self.size);
        unsafe { heap::free(self.ptr, self.size, self.align) };
    }
}

fn main() {
    let mut rng = Random(0x9E37_79B9_7F4A_7C15);
    let first = unsafe { heap::alloc(1, 1) };
    unsafe { heap::free(first, 1, 1) };
    for round in 0..30 {
        let mut blocks: Vec<Block> = Vec::new();
        for step in 0..4000 {
            match rng.below(10) {
                0..5 => blocks.push(Block::new(&mut rng)),
                5..7 if !blocks.is_empty() => {
                    let i = rng.below(blocks.len());
                    let new = 1 + rng.below(2 * blocks[i].size);
                    blocks[i].resize(new);
                }
                _ if !blocks.is_empty() => {
                    let i = rng.below(blocks.len());
                    blocks.swap_remove(i).free();
                }
                _ => {}
            }
            if round == 7 && step == 2000 {
                // Somebody else takes two pages: what comes after must not touch them.
                let theirs = pages::end();
                assert!(pages::grow(2));
                let theirs = std::ptr::with_exposed_provenance_mut::<u8>(theirs);
                unsafe { theirs.write_bytes(0xAA, 2 * pages::SIZE) };
            }
        }
        let mut spans: Vec<_> = blocks.iter().map(|b| (b.ptr.addr(), b.size)).collect();
        spans.sort();
        assert!(spans.windows(2).all(|w| w[0].0 + w[0].1 <= w[1].0));
        while !blocks.is_empty() {
            let i = rng.below(blocks.len());
            blocks.swap_remove(i).free();
        }
        if round < 7 {
            // All comes together where it must: the block that needs it is where the first one was.
            let all = pages::end() - first.addr() - 100;
            let again = unsafe { heap::alloc(all, 1) };
            assert_eq!(again, first);
            unsafe { heap::free(again, all, 1) };
        }
    }
    assert!(pages::HAS.load(std::sync::atomic::Ordering::Relaxed) < 700);
    assert!(unsafe { heap::alloc(usize::MAX - 3, 1) }.is_null());
    assert!(unsafe { heap::alloc(1 << 30, 8) }.is_null());
}
