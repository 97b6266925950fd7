// REQUIRES: stdlib
// RUN: %run %s %t --edition 2021
// RUN: %run %s %t --edition 2021 -O
// What lives across suspensions, and when it is dropped.
use std::cell::RefCell;
use std::future::Future;
use std::pin::{pin, Pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

thread_local!(static LOG: RefCell<Vec<String>> = RefCell::new(Vec::new()));
fn log(text: impl Into<String>) {
    LOG.with(|l| l.borrow_mut().push(text.into()));
}
fn flush(title: &str) {
    LOG.with(|l| println!("{title}: {}", l.borrow_mut().drain(..).collect::<Vec<_>>().join(" ")));
}

struct Noisy(&'static str);
impl Drop for Noisy {
    fn drop(&mut self) {
        log(format!("~{}", self.0));
    }
}

/// Pending `n` times.
struct Yields(u32);
impl Future for Yields {
    type Output = u32;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        if self.0 == 0 {
            return Poll::Ready(7);
        }
        self.0 -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

fn poll_once<F: Future>(f: Pin<&mut F>) -> Option<F::Output> {
    match f.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(x) => Some(x),
        Poll::Pending => None,
    }
}
fn block_on<F: Future>(f: F) -> F::Output {
    let mut f = pin!(f);
    let mut polls = 0;
    loop {
        polls += 1;
        if let Some(x) = poll_once(f.as_mut()) {
            log(format!("polls={polls}"));
            return x;
        }
    }
}

async fn params(_a: Noisy, _: Noisy, (b, _c): (Noisy, Noisy)) -> usize {
    log("body");
    Yields(1).await;
    b.0.len()
}

async fn loops(n: u32) -> u32 {
    let mut sum = 0;
    for i in 0..n {
        let kept = Noisy("kept");
        if i == 2 {
            drop(kept);
            sum += Yields(i).await;
            continue;
        }
        sum += Yields(1).await + kept.0.len() as u32;
        if sum > 40 {
            break;
        }
    }
    sum
}

async fn fallible(fail: bool) -> Result<u8, String> {
    let _guard = Noisy("guard");
    let x: Result<u8, &str> = if fail { Err("no") } else { Ok(1) };
    let value = async { x }.await?;
    Yields(1).await;
    Ok(value + 1)
}

async fn borrows(text: &str, count: &mut usize) -> String {
    let local = [1u8, 2, 3];
    let part = &local[1..];
    Yields(2).await;
    *count += part.len();
    format!("{text}{part:?}")
}

async fn overlap() -> usize {
    {
        let big = [1u8; 200];
        Yields(1).await;
        log(big.len().to_string());
    }
    let other = [2u8; 200];
    Yields(1).await;
    other.iter().map(|&x| x as usize).sum()
}

async fn moves_conditionally(take: bool) {
    let x = Noisy("x");
    if take {
        drop(x);
        log("taken");
    }
    Yields(1).await;
    log("end");
}

fn boxed(n: u32) -> Pin<Box<dyn Future<Output = u32> + Send>> {
    Box::pin(async move { if n == 0 { 0 } else { n + boxed(n - 1).await } })
}

fn main() {
    println!("{}", block_on(params(Noisy("a"), Noisy("_"), (Noisy("b"), Noisy("c")))));
    flush("params");
    drop(params(Noisy("a"), Noisy("_"), (Noisy("b"), Noisy("c"))));
    flush("never polled");
    {
        let mut f = Box::pin(params(Noisy("a"), Noisy("_"), (Noisy("b"), Noisy("c"))));
        assert!(poll_once(f.as_mut()).is_none());
    }
    flush("dropped while suspended");
    println!("{}", block_on(loops(5)));
    flush("loops");
    println!("{:?} {:?}", block_on(fallible(false)), block_on(fallible(true)));
    flush("fallible");
    let mut count = 0;
    println!("{} {}", block_on(borrows("t", &mut count)), count);
    flush("borrows");
    println!("{}", block_on(overlap()));
    let size = std::mem::size_of_val(&overlap());
    println!("overlaps: {}", size < 300);
    flush("overlap");
    block_on(moves_conditionally(true));
    block_on(moves_conditionally(false));
    flush("moves");
    println!("{}", block_on(boxed(10)));
    let shared = Rc::new(5);
    let captured = shared.clone();
    let block = async move { Yields(1).await + *captured };
    println!("{} {}", Rc::strong_count(&shared), block_on(block));
    println!("{}", Rc::strong_count(&shared));
    let by_ref = async { Rc::strong_count(&shared) };
    println!("{}", block_on(by_ref));
    flush("blocks");
}
