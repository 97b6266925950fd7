use std::cell::Cell;
pub enum Repr {
    Standard(u8),
    Custom(Cell<u8>),
}
pub struct Name {
    pub inner: Repr,
}
pub const STANDARD: Name = Name { inner: Repr::Standard(1) };
pub const ALIAS: Name = STANDARD;
pub const CUSTOM: Name = Name { inner: Repr::Custom(Cell::new(1)) };
pub const NO_TEXT: Option<String> = None;
pub const TEXT: Option<String> = Some(String::new());
pub trait Default2 {
    const OF_TRAIT: Option<Cell<u8>> = None;
}
impl Default2 for u8 {}
impl Default2 for u16 {
    const OF_TRAIT: Option<Cell<u8>> = None;
}
