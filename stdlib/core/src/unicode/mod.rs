//! Properties of characters.
mod tables;

pub(crate) use tables::VERSION;

/// Whether `c` is in a set that is given by the code points where membership changes.
const fn contains(boundaries: &[u32], c: char) -> bool {
    let c = c as u32;
    // The number of changes up to and including `c`.
    let (mut low, mut high) = (0, boundaries.len());
    while low < high {
        let mid = (low + high) / 2;
        if boundaries[mid] <= c {
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

fn map(single: &[(u32, u32)], several: &[(u32, [u32; 3])], c: char) -> [char; 3] {
    let n = c as u32;
    // SAFETY: the tables hold characters.
    let to_char = |n: u32| unsafe { char::from_u32_unchecked(n) };
    if let Ok(i) = single.binary_search_by_key(&n, |entry| entry.0) {
        return [to_char(single[i].1), '\0', '\0'];
    }
    match several.binary_search_by_key(&n, |entry| entry.0) {
        Ok(i) => several[i].1.map(to_char),
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
