// A library of a few language items, enough for programs that test the compiler without core.
#[lang = "pointee_sized"]
pub trait PointeeSized {}
#[lang = "meta_sized"]
pub trait MetaSized: PointeeSized {}
#[lang = "sized"]
pub trait Sized: MetaSized {}
#[lang = "copy"]
pub trait Copy {}
#[lang = "freeze"]
pub unsafe auto trait Freeze {}
#[lang = "unpin"]
pub auto trait Unpin {}
#[lang = "unsize"]
pub trait Unsize<T: PointeeSized>: PointeeSized {}
#[lang = "coerce_unsized"]
pub trait CoerceUnsized<T> {}
impl<'a, 'b: 'a, T: PointeeSized + Unsize<U>, U: PointeeSized> CoerceUnsized<&'a U> for &'b T {}
#[lang = "dispatch_from_dyn"]
pub trait DispatchFromDyn<T> {}
impl<'a, T: PointeeSized + Unsize<U>, U: PointeeSized> DispatchFromDyn<&'a U> for &'a T {}
#[lang = "legacy_receiver"]
pub trait LegacyReceiver {}
impl<T: PointeeSized> LegacyReceiver for &T {}
impl<T: PointeeSized> LegacyReceiver for &mut T {}
#[lang = "tuple_trait"]
pub trait Tuple {}
#[lang = "drop"]
pub trait Drop {
    fn drop(&mut self);
}
#[lang = "destruct"]
pub trait Destruct {}
#[lang = "drop_in_place"]
#[allow(unconditional_recursion)]
unsafe fn drop_in_place<T: ?Sized>(value: *mut T) {
    drop_in_place(value)
}

impl Copy for i32 {}
impl Copy for u8 {}
impl Copy for usize {}
impl Copy for bool {}
impl<T: PointeeSized> Copy for *const T {}
impl<T: PointeeSized> Copy for *mut T {}
impl<T: PointeeSized> Copy for &T {}

#[lang = "add"]
pub trait Add<Rhs = Self> {
    type Output;
    fn add(self, other: Rhs) -> Self::Output;
}
impl Add for i32 {
    type Output = i32;
    fn add(self, other: i32) -> i32 {
        self + other
    }
}
#[lang = "sub"]
pub trait Sub<Rhs = Self> {
    type Output;
    fn sub(self, other: Rhs) -> Self::Output;
}
impl Sub for i32 {
    type Output = i32;
    fn sub(self, other: i32) -> i32 {
        self - other
    }
}
#[lang = "mul"]
pub trait Mul<Rhs = Self> {
    type Output;
    fn mul(self, other: Rhs) -> Self::Output;
}
impl Mul for i32 {
    type Output = i32;
    fn mul(self, other: i32) -> i32 {
        self * other
    }
}
#[lang = "div"]
pub trait Div<Rhs = Self> {
    type Output;
    fn div(self, other: Rhs) -> Self::Output;
}
#[lang = "rem"]
pub trait Rem<Rhs = Self> {
    type Output;
    fn rem(self, other: Rhs) -> Self::Output;
}
impl Div for i32 {
    type Output = i32;
    fn div(self, other: i32) -> i32 {
        self / other
    }
}
impl Rem for i32 {
    type Output = i32;
    fn rem(self, other: i32) -> i32 {
        self % other
    }
}
#[lang = "eq"]
pub trait PartialEq<Rhs: PointeeSized = Self>: PointeeSized {
    fn eq(&self, other: &Rhs) -> bool;
    fn ne(&self, other: &Rhs) -> bool;
}
impl PartialEq for i32 {
    fn eq(&self, other: &i32) -> bool {
        *self == *other
    }
    fn ne(&self, other: &i32) -> bool {
        *self != *other
    }
}
#[lang = "partial_ord"]
pub trait PartialOrd<Rhs: PointeeSized = Self>: PartialEq<Rhs> {
    fn lt(&self, other: &Rhs) -> bool;
    fn le(&self, other: &Rhs) -> bool;
    fn gt(&self, other: &Rhs) -> bool;
    fn ge(&self, other: &Rhs) -> bool;
}
impl PartialOrd for i32 {
    fn lt(&self, other: &i32) -> bool {
        *self < *other
    }
    fn le(&self, other: &i32) -> bool {
        *self <= *other
    }
    fn gt(&self, other: &i32) -> bool {
        *self > *other
    }
    fn ge(&self, other: &i32) -> bool {
        *self >= *other
    }
}
#[lang = "fn_once"]
#[rustc_paren_sugar]
pub trait FnOnce<Args: Tuple> {
    #[lang = "fn_once_output"]
    type Output;
    extern "rust-call" fn call_once(self, args: Args) -> Self::Output;
}
#[lang = "fn_mut"]
#[rustc_paren_sugar]
pub trait FnMut<Args: Tuple>: FnOnce<Args> {
    extern "rust-call" fn call_mut(&mut self, args: Args) -> Self::Output;
}
#[lang = "fn"]
#[rustc_paren_sugar]
pub trait Fn<Args: Tuple>: FnMut<Args> {
    extern "rust-call" fn call(&self, args: Args) -> Self::Output;
}
pub enum Option<T> {
    None,
    Some(T),
}
pub use Option::{None, Some};

extern "C" {
    fn putchar(c: i32) -> i32;
}
pub fn print_char(c: u8) {
    unsafe {
        putchar(c as i32);
    }
}
pub fn print_int(n: i32) {
    if n < 0 {
        print_char(b'-');
        print_int(0 - n);
        return;
    }
    if n > 9 {
        print_int(n / 10);
    }
    unsafe {
        putchar(48 + n % 10);
    }
}
pub fn print_line(n: i32) {
    print_int(n);
    print_char(b'\n');
}

extern "C" {
    fn abort() -> !;
}
#[lang = "panic_const_add_overflow"]
fn panic_add_overflow() -> ! {
    unsafe { abort() }
}
#[lang = "panic_const_sub_overflow"]
fn panic_sub_overflow() -> ! {
    unsafe { abort() }
}
#[lang = "panic_const_mul_overflow"]
fn panic_mul_overflow() -> ! {
    unsafe { abort() }
}
#[lang = "panic_const_div_overflow"]
fn panic_div_overflow() -> ! {
    unsafe { abort() }
}
#[lang = "panic_const_rem_overflow"]
fn panic_rem_overflow() -> ! {
    unsafe { abort() }
}
#[lang = "panic_const_neg_overflow"]
fn panic_neg_overflow() -> ! {
    unsafe { abort() }
}
#[lang = "panic_const_shl_overflow"]
fn panic_shl_overflow() -> ! {
    unsafe { abort() }
}
#[lang = "panic_const_shr_overflow"]
fn panic_shr_overflow() -> ! {
    unsafe { abort() }
}
#[lang = "panic_const_div_by_zero"]
fn panic_div_by_zero() -> ! {
    unsafe { abort() }
}
#[lang = "panic_const_rem_by_zero"]
fn panic_rem_by_zero() -> ! {
    unsafe { abort() }
}
#[lang = "panic_bounds_check"]
fn panic_bounds_check(_index: usize, _len: usize) -> ! {
    unsafe { abort() }
}
