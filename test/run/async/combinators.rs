// REQUIRES: stdlib
// RUN: %run %s %t --edition 2021
// RUN: %run %s %t --edition 2021 -O
// Combinators, a small executor, streams, async functions of traits.
use std::collections::VecDeque;
use std::future::{poll_fn, ready, Future, IntoFuture};
use std::pin::{pin, Pin};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{ready, Context, Poll, Wake, Waker};

struct Counter(AtomicUsize);
impl Wake for Counter {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}
fn block_on<F: IntoFuture>(f: F) -> F::Output {
    let counter = Arc::new(Counter(AtomicUsize::new(0)));
    let waker = Waker::from(counter.clone());
    let mut cx = Context::from_waker(&waker);
    let mut f = pin!(f.into_future());
    loop {
        if let Poll::Ready(x) = f.as_mut().poll(&mut cx) {
            return x;
        }
        assert!(counter.0.swap(0, Ordering::SeqCst) > 0, "nobody woke the task");
    }
}

async fn yield_now() {
    let mut done = false;
    poll_fn(|cx| {
        if done {
            return Poll::Ready(());
        }
        done = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await
}

enum MaybeDone<F: Future> {
    Running(F),
    Done(Option<F::Output>),
}
impl<F: Future> MaybeDone<F> {
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> bool {
        unsafe {
            let this = self.get_unchecked_mut();
            if let MaybeDone::Running(f) = this {
                match Pin::new_unchecked(f).poll(cx) {
                    Poll::Ready(x) => *this = MaybeDone::Done(Some(x)),
                    Poll::Pending => return false,
                }
            }
            true
        }
    }
    fn take(self: Pin<&mut Self>) -> F::Output {
        match unsafe { self.get_unchecked_mut() } {
            MaybeDone::Done(x) => x.take().unwrap(),
            MaybeDone::Running(_) => unreachable!(),
        }
    }
}
async fn join<A: Future, B: Future>(a: A, b: B) -> (A::Output, B::Output) {
    let mut a = pin!(MaybeDone::Running(a));
    let mut b = pin!(MaybeDone::Running(b));
    poll_fn(|cx| {
        let both = a.as_mut().poll(cx) & b.as_mut().poll(cx);
        if both { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    (a.take(), b.take())
}
async fn select<T>(a: impl Future<Output = T>, b: impl Future<Output = T>) -> T {
    let (mut a, mut b) = (pin!(a), pin!(b));
    poll_fn(move |cx| {
        if let Poll::Ready(x) = a.as_mut().poll(cx) {
            return Poll::Ready(x);
        }
        b.as_mut().poll(cx)
    })
    .await
}

trait Stream {
    type Item;
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>>;
}
struct Delayed<I>(I, bool);
impl<I: Iterator + Unpin> Stream for Delayed<I> {
    type Item = I::Item;
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<I::Item>> {
        self.1 = !self.1;
        if self.1 {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(self.0.next())
    }
}
struct Map<S, F>(S, F);
impl<S: Stream + Unpin, F: FnMut(S::Item) -> T + Unpin, T> Stream for Map<S, F> {
    type Item = T;
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let item = ready!(Pin::new(&mut self.0).poll_next(cx));
        Poll::Ready(item.map(|x| (self.1)(x)))
    }
}
async fn next<S: Stream + Unpin>(s: &mut S) -> Option<S::Item> {
    poll_fn(|cx| Pin::new(&mut *s).poll_next(cx)).await
}
async fn collect<S: Stream + Unpin>(mut s: S) -> Vec<S::Item> {
    let mut out = vec![];
    while let Some(x) = next(&mut s).await {
        out.push(x);
    }
    out
}

trait Store {
    async fn get(&self, key: &str) -> Option<u32>;
    async fn get_or(&self, key: &str, default: u32) -> u32 {
        yield_now().await;
        self.get(key).await.unwrap_or(default)
    }
    fn all(&self) -> impl Iterator<Item = u32> + '_;
}
struct Table(Vec<(String, u32)>);
impl Store for Table {
    async fn get(&self, key: &str) -> Option<u32> {
        for (name, value) in &self.0 {
            yield_now().await;
            if name == key {
                return Some(*value);
            }
        }
        None
    }
    fn all(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().map(|x| x.1)
    }
}
struct Fixed;
impl Store for Fixed {
    async fn get(&self, _: &str) -> Option<u32> {
        Some(9)
    }
    async fn get_or(&self, _: &str, default: u32) -> u32 {
        default * 2
    }
    fn all(&self) -> std::ops::Range<u32> {
        0..3
    }
}
async fn total<S: Store>(s: &S) -> u32 {
    s.get_or("a", 100).await + s.get_or("zz", 100).await + s.all().sum::<u32>()
}

type Task = Pin<Box<dyn Future<Output = ()> + Send>>;
fn run_all(tasks: Vec<Task>) {
    let mut queue: VecDeque<Task> = tasks.into();
    while let Some(mut task) = queue.pop_front() {
        if task.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending() {
            queue.push_back(task);
        }
    }
}
async fn call<F: AsyncFn(u32) -> u32>(f: F) -> u32 {
    f(1).await + f(2).await
}
struct Later(u8);
impl IntoFuture for Later {
    type Output = u8;
    type IntoFuture = std::future::Ready<u8>;
    fn into_future(self) -> Self::IntoFuture {
        ready(self.0)
    }
}

fn main() {
    let slow = |n: u32| async move {
        for _ in 0..n {
            yield_now().await;
        }
        n
    };
    println!("{:?}", block_on(join(slow(3), async { "b".to_string() })));
    println!("{}", block_on(select(slow(5), slow(2))));
    println!("{:?}", block_on(collect(Map(Delayed(1..4, false), |x| x * 10))));
    let table = Table(vec![("a".into(), 1), ("b".into(), 2)]);
    println!("{} {}", block_on(total(&table)), block_on(total(&Fixed)));
    let log = Arc::new(Mutex::new(vec![]));
    let tasks = (0..3)
        .map(|id| {
            let log = log.clone();
            Box::pin(async move {
                for step in 0..2 {
                    log.lock().unwrap().push((id, step));
                    yield_now().await;
                }
            }) as Task
        })
        .collect();
    run_all(tasks);
    println!("{:?}", log.lock().unwrap());
    async fn double(x: u32) -> u32 {
        x * 2
    }
    println!("{} {}", block_on(call(double)), block_on(call(|x| async move { x + 1 })));
    println!("{}", block_on(call(async |x| x + 10)));
    println!("{}", block_on(Later(4)));
    println!("{}", block_on(async { Later(5).await + ready(1).await }));
}
