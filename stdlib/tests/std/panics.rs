//! Unwinding: destructors, catching, hooks, threads, and the messages on standard error.

use std::panic::{catch_unwind, resume_unwind, set_hook, take_hook};

struct Loud(&'static str);

impl Drop for Loud {
    fn drop(&mut self) {
        println!("dropped {}, panicking: {}", self.0, std::thread::panicking());
    }
}

fn deep(n: u32) {
    let _loud = Loud(if n == 0 { "inner" } else { "outer" });
    if n == 0 {
        panic!("reached {n}");
    }
    deep(n - 1);
}

fn main() {
    let payload = catch_unwind(|| deep(1)).unwrap_err();
    println!("{:?}", payload.downcast_ref::<String>());
    let payload = catch_unwind(|| panic!("plain")).unwrap_err();
    println!("{:?}", payload.downcast_ref::<&str>());
    let payload = catch_unwind(|| resume_unwind(Box::new(5u8))).unwrap_err();
    println!("{:?}", payload.downcast_ref::<u8>());
    let _ = catch_unwind(|| std::panic::panic_any(5u8));
    let _ = catch_unwind(|| vec![1, 2, 3][std::hint::black_box(3)]);
    let _ = catch_unwind(|| Option::<u8>::None.expect("nothing"));
    let named = std::thread::Builder::new().name("worker".into());
    let result = named.spawn(|| assert_eq!(1 + 1, 3, "sum of {}", 1)).unwrap().join();
    println!("{}", result.is_err());
    set_hook(Box::new(|info| println!("hook: {}", info.location().unwrap().line())));
    let _ = catch_unwind(|| panic!("quiet"));
    drop(take_hook());
    let scoped = catch_unwind(|| std::thread::scope(|s| drop(s.spawn(|| panic!("in scope")))));
    println!("{}", scoped.is_err());
    panic!("the end");
}
