// RUN: %verify %s --edition 2021
// A future that holds itself.
async fn direct(n: u32) { //~ E0733 recursion in an async fn requires boxing
    if n > 0 {
        direct(n - 1).await;
    }
}
async fn boxed(n: u32) {
    if n > 0 {
        Box::pin(boxed(n - 1)).await;
    }
}
fn main() {}
