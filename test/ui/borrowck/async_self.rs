// RUN: %verify %s --emit=metadata -o %t --edition 2021
// REQUIRES: stdlib
// What an async function gives back holds what `Self` holds.
pub struct Guard<'a> { of: &'a u8 }
impl<'a> Guard<'a> {
    pub async fn open(_of: &'a u8) -> Self { Guard { of: &1 } }
    pub fn later(of: &'a u8) -> impl std::future::Future<Output = Self> { async move { Guard { of } } }
}
pub async fn dangling() {
    let first = { let value = 1; Guard::open(&value).await }; //~ ERROR `value` does not live long enough
    let second = { let value = 1; Guard::later(&value).await }; //~ ERROR `value` does not live long enough
    drop((first.of, second.of));
}

fn main() {}
