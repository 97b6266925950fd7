// What a call's result should be is tried for its arguments first, even where the result is a bare
// type parameter: `&mut Box<T>` becomes `&mut T`.
// RUN: %ochrec --edition 2021 %s -o %t && %t | %FileCheck %s
use std::fmt::Debug;
use std::mem;

#[derive(Debug)]
enum Tree {
    Empty,
    Leaf(i32),
}
struct Holder {
    tree: Box<Tree>,
}
fn same<T>(value: T) -> T {
    value
}

fn main() {
    let mut holder = Holder { tree: Box::new(Tree::Leaf(1)) };
    let mut all = vec![Tree::Leaf(3)];
    all.push(mem::replace(&mut holder.tree, Tree::Empty));
    let shown: &dyn Debug = same(&5u8);
    let mut boxes: Vec<Box<dyn Debug>> = Vec::new();
    boxes.push(same(Box::new('x')));
    // CHECK: [Leaf(3), Leaf(1)] Empty 5 ['x']
    println!("{:?} {:?} {:?} {:?}", all, holder.tree, shown, boxes);
}
