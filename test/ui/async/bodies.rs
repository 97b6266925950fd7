// RUN: %verify %s --edition 2021
// What may stand in async bodies, and what they give.
fn not_async() {
    std::future::ready(1).await; //~ E0728 `await` is only allowed inside `async` functions and blocks
    let _c = || std::future::ready(1).await; //~ E0728
}
async fn jumps() {
    loop {
        async { break }.await; //~ E0267 `break` inside `async` block
    }
}
fn main() {}
