//! The traits behind operators.
mod arith;
mod async_function;
mod bit;
mod control_flow;
mod coroutine;
mod deref;
mod drop;
mod function;
mod index;
mod range;
mod try_trait;
mod unsize;

pub use self::arith::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg};
pub use self::arith::{Rem, RemAssign, Sub, SubAssign};
pub use self::async_function::{AsyncFn, AsyncFnMut, AsyncFnOnce};
pub use self::bit::{BitAnd, BitAndAssign, BitOr, BitOrAssign, BitXor, BitXorAssign};
pub use self::bit::{Not, Shl, ShlAssign, Shr, ShrAssign};
pub use self::control_flow::ControlFlow;
pub use self::coroutine::{Coroutine, CoroutineState};
pub use self::deref::{Deref, DerefMut, DerefPure, Receiver};
#[doc(hidden)]
pub use crate::marker::LegacyReceiver;
pub use self::drop::Drop;
pub use self::function::{Fn, FnMut, FnOnce};
pub use self::index::{Index, IndexMut};
pub use self::range::{Bound, OneSidedRange, RangeBounds};
pub use self::range::{Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};
pub(crate) use self::try_trait::NeverShortCircuit;
pub use self::try_trait::{FromResidual, Residual, Try};
pub use self::unsize::{CoerceUnsized, DispatchFromDyn};
