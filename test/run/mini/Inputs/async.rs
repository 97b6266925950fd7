// The language items of `async`, for programs without core. Needs prelude.rs.
#[lang = "deref"]
pub trait Deref: PointeeSized {
    #[lang = "deref_target"]
    type Target: PointeeSized;
    fn deref(&self) -> &Self::Target;
}
impl<T: PointeeSized> Deref for &T {
    type Target = T;
    fn deref(&self) -> &T {
        *self
    }
}
impl<T: PointeeSized> Deref for &mut T {
    type Target = T;
    fn deref(&self) -> &T {
        *self
    }
}
#[lang = "pin"]
pub struct Pin<Ptr> {
    pointer: Ptr,
}
impl<Ptr: Deref> Pin<Ptr> {
    #[lang = "new_unchecked"]
    pub unsafe fn new_unchecked(pointer: Ptr) -> Pin<Ptr> {
        Pin { pointer }
    }
}
impl<Ptr: Deref> Deref for Pin<Ptr> {
    type Target = Ptr::Target;
    fn deref(&self) -> &Ptr::Target {
        self.pointer.deref()
    }
}
impl<Ptr: LegacyReceiver> LegacyReceiver for Pin<Ptr> {}
#[lang = "Poll"]
pub enum Poll<T> {
    #[lang = "Ready"]
    Ready(T),
    #[lang = "Pending"]
    Pending,
}
#[lang = "Context"]
pub struct Context<'a> {
    pub wakes: &'a mut i32,
}
#[lang = "future_trait"]
pub trait Future {
    #[lang = "future_output"]
    type Output;
    #[lang = "poll"]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output>;
}
pub trait IntoFuture {
    type Output;
    type IntoFuture: Future<Output = Self::Output>;
    #[lang = "into_future"]
    fn into_future(self) -> Self::IntoFuture;
}
impl<F: Future> IntoFuture for F {
    type Output = F::Output;
    type IntoFuture = F;
    fn into_future(self) -> F {
        self
    }
}
#[lang = "ResumeTy"]
pub struct ResumeTy(*mut u8);
impl Copy for ResumeTy {}
#[lang = "get_context"]
pub unsafe fn get_context<'a, 'b>(cx: ResumeTy) -> &'a mut Context<'b> {
    unsafe { &mut *(cx.0 as *mut Context<'b>) }
}
#[lang = "panic_const_async_fn_resumed"]
fn panic_async_fn_resumed() -> ! {
    unsafe { abort() }
}
#[lang = "panic_const_async_fn_resumed_panic"]
fn panic_async_fn_resumed_panic() -> ! {
    unsafe { abort() }
}

/// Pending `n` times, then its number.
pub struct Yields(pub i32, pub i32);
impl Future for Yields {
    type Output = i32;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<i32> {
        if self.pointer.0 == 0 {
            return Poll::Ready(self.pointer.1);
        }
        self.pointer.0 = self.pointer.0 - 1;
        *cx.wakes = *cx.wakes + 1;
        Poll::Pending
    }
}
/// Prints how often it was woken.
pub fn block_on<F: Future>(f: F) -> F::Output {
    let mut f = f;
    let mut wakes = 0;
    loop {
        let mut cx = Context { wakes: &mut wakes };
        match unsafe { Pin::new_unchecked(&mut f) }.poll(&mut cx) {
            Poll::Ready(x) => {
                print_line(wakes);
                return x;
            }
            Poll::Pending => {}
        }
    }
}

#[lang = "async_fn"]
#[rustc_paren_sugar]
pub trait AsyncFn<Args: Tuple>: AsyncFnMut<Args> {
    extern "rust-call" fn async_call(&self, args: Args) -> Self::CallRefFuture<'_>;
}
#[lang = "async_fn_mut"]
#[rustc_paren_sugar]
pub trait AsyncFnMut<Args: Tuple>: AsyncFnOnce<Args> {
    #[lang = "call_ref_future"]
    type CallRefFuture<'a>: Future<Output = Self::Output>
    where
        Self: 'a;
    extern "rust-call" fn async_call_mut(&mut self, args: Args) -> Self::CallRefFuture<'_>;
}
#[lang = "async_fn_once"]
#[rustc_paren_sugar]
pub trait AsyncFnOnce<Args: Tuple> {
    #[lang = "call_once_future"]
    type CallOnceFuture: Future<Output = Self::Output>;
    #[lang = "async_fn_once_output"]
    type Output;
    extern "rust-call" fn async_call_once(self, args: Args) -> Self::CallOnceFuture;
}
#[lang = "async_call_owned"]
async extern "rust-call" fn async_call_owned<F: AsyncFnMut<A>, A: Tuple>(
    mut f: F,
    args: A,
) -> F::Output {
    f.async_call_mut(args).await
}
