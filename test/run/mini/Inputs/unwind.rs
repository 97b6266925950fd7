// Exceptions without std: the unwinder of gcc, and the personality routine of C++, which treats the
// tables of Rust functions alike.
#[rustc_intrinsic]
pub unsafe fn catch_unwind(
    _try_fn: fn(*mut u8),
    _data: *mut u8,
    _catch_fn: fn(*mut u8, *mut u8),
) -> i32;
#[repr(C)]
struct Exception {
    class: u64,
    cleanup: usize,
    private: [usize; 4],
}
extern "C-unwind" {
    fn _Unwind_RaiseException(e: *mut Exception) -> i32;
}
extern "C" {
    fn __gxx_personality_v0(v: i32, a: i32, class: u64, e: *mut Exception, c: *mut u8) -> i32;
    fn exit(code: i32) -> !;
}
#[lang = "eh_personality"]
unsafe extern "C" fn personality(v: i32, a: i32, class: u64, e: *mut Exception, c: *mut u8) -> i32 {
    __gxx_personality_v0(v, a, class, e, c)
}
#[lang = "panic_cannot_unwind"]
fn panic_cannot_unwind() -> ! {
    print_line(7777);
    unsafe { exit(3) }
}
#[lang = "panic_in_cleanup"]
fn panic_in_cleanup() -> ! {
    print_line(8888);
    unsafe { exit(4) }
}
static mut EXCEPTION: Exception = Exception { class: 77, cleanup: 0, private: [0; 4] };
fn throw() {
    unsafe {
        _Unwind_RaiseException(&raw mut EXCEPTION);
    }
}
fn caught(_: *mut u8, _: *mut u8) {
    print_line(100);
}
fn attempt(f: fn(*mut u8)) -> i32 {
    unsafe { catch_unwind(f, &raw mut EXCEPTION as *mut u8, caught) }
}
struct Noisy(i32);
impl Drop for Noisy {
    fn drop(&mut self) {
        print_line(self.0);
    }
}
