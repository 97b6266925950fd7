//! A heap on pages that are only ever added: blocks with sizes in front of them, free ones in bins.
//!
//! A block is a word with its size and two flags, then the bytes that the caller has; it is a
//! multiple of two words long. A free block holds the links of its bin's list in those bytes, and
//! its size once more at its end, so that a neighbour that becomes free can find its start. Two
//! free blocks are never side by side. After the last block comes the top: memory that no block
//! has yet, or no more. What is freed beside the top becomes part of it.
//!
//! Bins are as in the two-level segregated fit of Masmano, Ripoll, Crespo and Real (2004): sizes
//! are cut into powers of two, and each of these into 16 parts; a bit for every bin that has
//! something. Looking for a block means to round the size up to the next bin and to take the first
//! block of the first bin from there on: a few steps, however many blocks there are.
//!
//! Small blocks that are freed are kept in lists, one for each size, and go to the next who asks
//! for that size: to their neighbours they are still in use. Only before memory has to grow are
//! they freed in earnest, so that what lies side by side becomes one block.
//!
//! A program that never frees has no use for bins: [`FREED`] is written by nobody but [`free`] and
//! its kin, so where those cannot be reached the optimiser knows it to be false, and what is left
//! of [`alloc`] is to move the top.

use super::pages;
use core::cell::UnsafeCell;
use core::ptr;

/// A variable of the heap. There is one thread.
struct Var<T>(UnsafeCell<T>);

unsafe impl<T> Sync for Var<T> {}

impl<T: Copy> Var<T> {
    const fn new(value: T) -> Self {
        Var(UnsafeCell::new(value))
    }

    #[inline(always)]
    fn get(&self) -> T {
        unsafe { *self.0.get() }
    }

    #[inline(always)]
    fn set(&self, value: T) {
        unsafe { *self.0.get() = value }
    }
}

const WORD: usize = size_of::<usize>();
/// Blocks begin and end at multiples of this, less a word.
const UNIT: usize = 2 * WORD;
/// The word in front, two links, and the size at the end.
const MIN_BLOCK: usize = 4 * WORD;

/// The block before is free.
const PREVIOUS_FREE: usize = 1;
/// The block is not free.
const USED: usize = 2;
const FLAGS: usize = UNIT - 1;

/// Each power of two has so many bins; below, each size has one.
const PARTS: usize = 16;
const PARTS_LOG: u32 = PARTS.ilog2();
/// Powers of two; of the first there are all that are less than `PARTS` units.
const POWERS: usize = 26;

/// Where the top begins, and where it ends: a word before the memory does.
static TOP: Var<usize> = Var::new(0);
static END: Var<usize> = Var::new(0);
/// Whether a block has ever been freed.
static FREED: Var<bool> = Var::new(false);
/// By their size in units, the memory of small blocks that were freed and are kept: the first one's,
/// which begins with the next one's address; 0: none.
static KEPT: Var<[usize; PARTS]> = Var::new([0; PARTS]);
/// The first block of each bin, or 0.
static BINS: Var<[[usize; PARTS]; POWERS]> = Var::new([[0; PARTS]; POWERS]);
/// Powers of which a bin has something, and for each of them, which bins.
static POWERS_USED: Var<u32> = Var::new(0);
static PARTS_USED: Var<[u16; POWERS]> = Var::new([0; POWERS]);

#[inline(always)]
unsafe fn read(at: usize) -> usize {
    unsafe { *ptr::with_exposed_provenance::<usize>(at) }
}

#[inline(always)]
unsafe fn write(at: usize, value: usize) {
    unsafe { *ptr::with_exposed_provenance_mut::<usize>(at) = value }
}

/// The size of the block for so many bytes; 0 if that is too much.
#[inline(always)]
fn block_size(bytes: usize) -> usize {
    if bytes > isize::MAX as usize - UNIT {
        return 0;
    }
    ((bytes + WORD + FLAGS) & !FLAGS).max(MIN_BLOCK)
}

/// The bin of a block of a size.
#[inline]
fn bin_of(size: usize) -> (usize, usize) {
    let units = size / UNIT;
    if units < PARTS {
        return (0, units);
    }
    let power = units.ilog2();
    ((power - PARTS_LOG + 1) as usize, (units >> (power - PARTS_LOG)) - PARTS)
}

#[inline(always)]
fn bin(power: usize, part: usize) -> *mut usize {
    unsafe { BINS.0.get().cast::<usize>().add(power * PARTS + part) }
}

/// Where memory of such blocks is kept, if they are small.
#[inline(always)]
fn kept(size: usize) -> Option<*mut usize> {
    let units = size / UNIT;
    if units >= PARTS {
        return None;
    }
    Some(unsafe { KEPT.0.get().cast::<usize>().add(units) })
}

#[inline(always)]
fn parts_used(power: usize) -> *mut u16 {
    unsafe { PARTS_USED.0.get().cast::<u16>().add(power) }
}

/// Puts a free block into its bin and writes its size at both ends.
unsafe fn insert(block: usize, size: usize) {
    let (power, part) = bin_of(size);
    unsafe {
        write(block, size);
        write(block + size - WORD, size);
        let head = bin(power, part);
        let next = *head;
        write(block + WORD, next);
        write(block + 2 * WORD, 0);
        if next != 0 {
            write(next + 2 * WORD, block);
        }
        *head = block;
        *parts_used(power) |= 1 << part;
        POWERS_USED.set(POWERS_USED.get() | 1 << power);
    }
}

/// Takes a free block out of its bin.
unsafe fn remove(block: usize, size: usize) {
    unsafe {
        let (next, previous) = (read(block + WORD), read(block + 2 * WORD));
        if next != 0 {
            write(next + 2 * WORD, previous);
        }
        if previous != 0 {
            write(previous + WORD, next);
            return;
        }
        let (power, part) = bin_of(size);
        *bin(power, part) = next;
        if next == 0 {
            *parts_used(power) &= !(1 << part);
            if *parts_used(power) == 0 {
                POWERS_USED.set(POWERS_USED.get() & !(1 << power));
            }
        }
    }
}

/// Takes a block of at least this size out of a bin; 0 if there is none.
unsafe fn take(size: usize) -> usize {
    // Any block of the bin that follows is large enough; where a bin is one size, of its own.
    let units = size / UNIT;
    let rounded = match units {
        0..PARTS => size,
        _ => size + ((1 << (units.ilog2() - PARTS_LOG)) - 1) * UNIT,
    };
    let (mut power, part) = bin_of(rounded);
    if power >= POWERS {
        return 0;
    }
    unsafe {
        let mut parts = u32::from(*parts_used(power)) & u32::MAX << part;
        if parts == 0 {
            let powers = POWERS_USED.get() & (u32::MAX - 1) << power;
            if powers == 0 {
                return 0;
            }
            power = powers.trailing_zeros() as usize;
            parts = u32::from(*parts_used(power));
        }
        let block = *bin(power, parts.trailing_zeros() as usize);
        let found = read(block) & !FLAGS;
        remove(block, found);
        use_part(block, found, size, 0);
        block
    }
}

/// Makes a used block of the first part of memory that no bin has any more; the rest, if it suffices
/// for one, becomes a free block. After the memory comes a used block.
unsafe fn use_part(block: usize, has: usize, size: usize, flags: usize) {
    unsafe {
        let rest = has - size;
        if rest >= MIN_BLOCK {
            write(block, size | USED | flags);
            insert(block + size, rest);
            let after = block + has;
            write(after, read(after) | PREVIOUS_FREE);
        } else {
            write(block, has | USED | flags);
            let after = block + has;
            write(after, read(after) & !PREVIOUS_FREE);
        }
    }
}

/// Adds pages until the top has room for so many bytes; whether that succeeded.
#[cold]
unsafe fn grow(size: usize) -> bool {
    let memory = pages::end();
    if END.get() != memory - WORD {
        // The first call, or somebody else has added pages: what is before them ends with a word
        // that looks like a used block, so that no block ever looks beyond.
        let start = if END.get() == 0 { pages::start() } else { memory };
        if END.get() != 0 {
            unsafe { write(TOP.get(), WORD | USED) };
        }
        TOP.set(((start + WORD + FLAGS) & !FLAGS) - WORD);
        END.set(memory - WORD);
    }
    let need = (TOP.get() as u64 + size as u64).saturating_sub(END.get() as u64);
    if need == 0 {
        return true;
    }
    if need > usize::MAX as u64 / 2 {
        return false;
    }
    // More than is needed at once, by an eighth, but less if that is too much.
    let need = (need as usize).div_ceil(pages::SIZE);
    let more = need.max(memory / pages::SIZE / 8);
    if !pages::grow(more) && !pages::grow(need) {
        return false;
    }
    END.set(pages::end() - WORD);
    true
}

/// Memory for so many bytes, at a multiple of a power of two; null if there is none.
#[inline]
pub(crate) unsafe fn alloc(bytes: usize, align: usize) -> *mut u8 {
    if align > UNIT {
        return unsafe { alloc_aligned(bytes, align) };
    }
    let size = block_size(bytes);
    unsafe {
        if FREED.get()
            && let Some(first) = kept(size)
            && *first != 0
        {
            let at = *first;
            *first = read(at);
            return ptr::with_exposed_provenance_mut(at);
        }
        alloc_block(size)
    }
}

/// The memory of a block of this size; null if there is none, as for 0.
#[inline(never)]
unsafe fn alloc_block(size: usize) -> *mut u8 {
    if size == 0 {
        return ptr::null_mut();
    }
    unsafe {
        loop {
            if FREED.get() {
                let block = take(size);
                if block != 0 {
                    return ptr::with_exposed_provenance_mut(block + WORD);
                }
            }
            if size <= END.get().saturating_sub(TOP.get()) {
                break;
            }
            if !(FREED.get() && free_kept()) && !grow(size) {
                return ptr::null_mut();
            }
        }
        let block = TOP.get();
        TOP.set(block + size);
        write(block, size | USED);
        ptr::with_exposed_provenance_mut(block + WORD)
    }
}

/// Memory inside of more memory, whose address is in the word before.
#[cold]
unsafe fn alloc_aligned(bytes: usize, align: usize) -> *mut u8 {
    if bytes > isize::MAX as usize - align {
        return ptr::null_mut();
    }
    unsafe {
        let outer = alloc(bytes + align, 1).addr();
        if outer == 0 {
            return ptr::null_mut();
        }
        let inner = (outer + align) & !(align - 1);
        write(inner - WORD, outer);
        ptr::with_exposed_provenance_mut(inner)
    }
}

/// Frees memory that was had for so many bytes, with this alignment.
#[inline]
pub(crate) unsafe fn free(ptr: *mut u8, bytes: usize, align: usize) {
    unsafe {
        if align <= UNIT
            && let Some(first) = kept(block_size(bytes))
        {
            // The block may be a little larger. It stays so.
            write(ptr.addr(), *first);
            *first = ptr.addr();
            FREED.set(true);
        } else {
            free_block(ptr, align);
        }
    }
}

#[inline(never)]
unsafe fn free_block(ptr: *mut u8, align: usize) {
    unsafe {
        let mut at = ptr.addr();
        if align > UNIT {
            at = read(at - WORD);
        }
        let block = at - WORD;
        release(block, read(block));
    }
}

/// Frees the blocks that are kept; whether there were any.
#[cold]
unsafe fn free_kept() -> bool {
    let mut any = false;
    for size in 0..PARTS {
        let Some(first) = kept(size * UNIT) else { break };
        unsafe {
            while *first != 0 {
                let block = *first - WORD;
                *first = read(*first);
                release(block, read(block));
                any = true;
            }
        }
    }
    any
}

/// Makes a block free whose first word is known.
unsafe fn release(mut block: usize, word: usize) {
    unsafe {
        let mut size = word & !FLAGS;
        if word & PREVIOUS_FREE != 0 {
            let before = read(block - WORD);
            block -= before;
            size += before;
            remove(block, before);
        }
        let after = block + size;
        if after == TOP.get() {
            TOP.set(block);
            return;
        }
        let next = read(after);
        if next & USED == 0 {
            remove(after, next & !FLAGS);
            size += next & !FLAGS;
        } else {
            write(after, next | PREVIOUS_FREE);
        }
        insert(block, size);
        FREED.set(true);
    }
}

/// Makes memory larger or smaller, where it is or elsewhere; null if there is none, and then all is
/// as before.
pub(crate) unsafe fn resize(ptr: *mut u8, old: usize, align: usize, new: usize) -> *mut u8 {
    unsafe {
        if align <= UNIT && resize_here(ptr.addr() - WORD, new) {
            return ptr;
        }
        let moved = alloc(new, align);
        if !moved.is_null() {
            ptr::copy_nonoverlapping(ptr, moved, old.min(new));
            free(ptr, old, align);
        }
        moved
    }
}

/// Resizes a block where it is, if what follows allows it.
unsafe fn resize_here(block: usize, bytes: usize) -> bool {
    let size = block_size(bytes);
    if size == 0 {
        return false;
    }
    unsafe {
        let word = read(block);
        let (has, flags) = (word & !FLAGS, word & PREVIOUS_FREE);
        let after = block + has;
        if after == TOP.get() {
            if size > END.get().saturating_sub(block) && (!grow(size - has) || after != TOP.get()) {
                return false;
            }
            TOP.set(block + size);
            write(block, size | USED | flags);
            return true;
        }
        if size <= has {
            if has - size >= MIN_BLOCK {
                write(block, size | USED | flags);
                release(block + size, (has - size) | USED);
            }
            return true;
        }
        let next = read(after);
        let both = has + (next & !FLAGS);
        if next & USED != 0 || both < size {
            return false;
        }
        remove(after, next & !FLAGS);
        use_part(block, both, size, flags);
        true
    }
}
