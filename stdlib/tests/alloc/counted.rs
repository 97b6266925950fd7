//! `Rc` and `Arc`: counts, weak pointers, unsizing, conversions.

use std::any::Any;
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use std::sync::Arc;

trait Shape {
    fn area(&self) -> u32;
}

#[repr(align(64))]
struct Square(u32, Rc<RefCell<u32>>);

impl Shape for Square {
    fn area(&self) -> u32 {
        self.0 * self.0
    }
}

impl Drop for Square {
    fn drop(&mut self) {
        *self.1.borrow_mut() += 1;
    }
}

struct Node {
    me: Weak<Node>,
}

fn main() {
    let drops = Rc::new(RefCell::new(0));
    let shape: Rc<dyn Shape> = Rc::new(Square(3, drops.clone()));
    assert_eq!(Rc::as_ptr(&shape).cast::<u8>() as usize % 64, 0);
    let weak = Rc::downgrade(&shape);
    assert_eq!((shape.area(), Rc::strong_count(&shape), Rc::weak_count(&shape)), (9, 1, 1));
    drop(shape);
    assert!(weak.upgrade().is_none() && *drops.borrow() == 1);

    let node = Rc::new_cyclic(|me| Node { me: me.clone() });
    assert!(Rc::ptr_eq(&node, &node.me.upgrade().unwrap()));

    let mut text: Arc<str> = Arc::from("abc");
    let other = text.clone();
    Arc::make_mut(&mut text).make_ascii_uppercase();
    assert_eq!((&*text, &*other), ("ABC", "abc"));

    let mut list: Rc<[String]> = vec!["a".to_string(), "b".to_string()].into();
    let old = Rc::downgrade(&list);
    Rc::make_mut(&mut list)[0].push('!');
    assert!(old.upgrade().is_none());
    assert_eq!(list.join(","), "a!,b");

    let any: Rc<dyn Any> = Rc::new(5u8);
    assert_eq!(*any.downcast::<u8>().unwrap(), 5);
    let boxed: Box<[u32]> = Box::new([1, 2, 3]);
    assert_eq!(*Arc::<[u32]>::from(boxed), [1, 2, 3]);
    assert_eq!(Rc::try_unwrap(Rc::new(7)).ok(), Some(7));
    assert_eq!(size_of::<Option<Rc<u8>>>(), size_of::<usize>());
    assert_eq!(size_of::<Option<Vec<u8>>>(), size_of::<Vec<u8>>());
}
