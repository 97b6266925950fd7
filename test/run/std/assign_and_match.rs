// The right side of an assignment is read first; byte strings match element by element; operators
// and paths of types that are known only later.
// RUN: %ochrec --edition 2021 %s -o %t && %t | %FileCheck %s
const fn keyword(text: &[u8]) -> Option<u8> {
    match text {
        b"abc" => Some(1),
        b"te" => Some(2),
        b"" => Some(0),
        _ => None,
    }
}
const KNOWN: Option<u8> = keyword(b"te");

struct Buffer {
    bytes: Vec<u8>,
}
impl Buffer {
    fn shift(&mut self, by: usize) {
        for i in 0..self.bytes.len() - by {
            self.bytes[i] = self.bytes[i + by];
        }
    }
}

struct Map<S> {
    state: S,
}
impl<S> Map<S> {
    fn with(state: S) -> Self {
        Map { state }
    }
}
impl Map<u16> {
    fn new() -> Self {
        Self::with(<_>::default())
    }
}

fn main() {
    // CHECK: Some(1) Some(0) None Some(2)
    println!("{:?} {:?} {:?} {:?}", keyword(b"abc"), keyword(&[]), keyword(b"ab"), KNOWN);
    let mut buffer = Buffer { bytes: vec![1, 2, 3, 4] };
    buffer.shift(1);
    let mut sums = vec![1, 2, 3];
    sums[2] = sums[1];
    // CHECK: [2, 3, 4, 4] [1, 2, 2]
    println!("{:?} {:?}", buffer.bytes, sums);
    let set = |mut flags, on: bool| {
        if on {
            flags |= 4;
        }
        flags
    };
    // CHECK: 5 0
    println!("{} {}", set(1u8, true), Map::new().state);
    // What the right side goes through may change on the left: it is borrowed before.
    let (mut first, mut second) = (1, 2);
    let (mut through, kept) = (&mut first, &mut &mut second);
    let other = &mut 3;
    *{
        through = other;
        &mut *kept
    } = through;
    let all: &[i32] = match **kept {
        8.. => &vec![1],
        _ if *through == 7 => return,
        _ => &[4, 5][..],
    };
    // CHECK: 3 1 [4, 5]
    println!("{through} {kept} {all:?}");
}
