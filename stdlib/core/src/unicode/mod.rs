//! Properties of characters.
mod tables;

pub(crate) use tables::VERSION;

/// Characters, by the code points where membership changes, plane by plane.
struct Set {
    /// Those of plane `p` are between `planes[p]` and `planes[p + 1]`.
    planes: [u16; 18],
    low: &'static [u16],
}

const fn contains(set: &Set, c: char) -> bool {
    let (plane, c) = ((c as u32 >> 16) as usize, c as u32 as u16);
    // The number of changes up to and including `c`.
    let (mut low, mut high) = (set.planes[plane] as usize, set.planes[plane + 1] as usize);
    while low < high {
        let mid = (low + high) / 2;
        if set.low[mid] <= c {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    low % 2 == 1
}

pub(crate) fn is_alphabetic(c: char) -> bool {
    contains(&tables::ALPHABETIC, c)
}

pub(crate) fn is_numeric(c: char) -> bool {
    contains(&tables::NUMERIC, c)
}

pub(crate) const fn is_lowercase(c: char) -> bool {
    contains(&tables::LOWERCASE, c)
}

pub(crate) const fn is_uppercase(c: char) -> bool {
    contains(&tables::UPPERCASE, c)
}

pub(crate) fn is_cased(c: char) -> bool {
    contains(&tables::CASED, c)
}

pub(crate) fn is_case_ignorable(c: char) -> bool {
    contains(&tables::CASE_IGNORABLE, c)
}

pub(crate) fn is_printable(c: char) -> bool {
    !contains(&tables::UNPRINTABLE, c)
}

pub(crate) fn is_grapheme_extended(c: char) -> bool {
    contains(&tables::GRAPHEME_EXTEND, c)
}

pub(crate) const fn is_whitespace(c: char) -> bool {
    matches!(
        c as u32,
        0x9..=0xd | 0x20 | 0x85 | 0xa0 | 0x1680 | 0x2000..=0x200a | 0x2028 | 0x2029 | 0x202f
            | 0x205f | 0x3000
    )
}

/// A run `(bits, added)` stands for each `step`-th character from `first` on: `first` in the lowest
/// 17 bits, then how far the last one is away (8), then `step - 1`.
fn map(runs: &[(u32, i32)], several: &[(u16, [u16; 3])], c: char) -> [char; 3] {
    let n = c as u32;
    // SAFETY: the tables hold characters.
    let to_char = |n: u32| unsafe { char::from_u32_unchecked(n) };
    let after = runs.partition_point(|run| run.0 & 0x1_ffff <= n);
    if after > 0 {
        let (bits, added) = runs[after - 1];
        let distance = n - (bits & 0x1_ffff);
        if distance <= bits >> 17 & 0xff && distance & bits >> 25 == 0 {
            return [to_char(n.wrapping_add_signed(added)), '\0', '\0'];
        }
    }
    match several.binary_search_by_key(&n, |entry| entry.0 as u32) {
        Ok(i) => several[i].1.map(|n| to_char(n as u32)),
        Err(_) => [c, '\0', '\0'],
    }
}

/// In lower case, filled up with zeros.
pub(crate) fn to_lower(c: char) -> [char; 3] {
    if c.is_ascii() {
        return [c.to_ascii_lowercase(), '\0', '\0'];
    }
    map(&tables::TO_LOWER, &tables::TO_LOWER_SEVERAL, c)
}

/// In upper case, filled up with zeros.
pub(crate) fn to_upper(c: char) -> [char; 3] {
    if c.is_ascii() {
        return [c.to_ascii_uppercase(), '\0', '\0'];
    }
    map(&tables::TO_UPPER, &tables::TO_UPPER_SEVERAL, c)
}
