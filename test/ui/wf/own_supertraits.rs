// RUN: %verify %s --emit=metadata -o %t
// REQUIRES: stdlib
trait Own: Own {} //~ E0391 cycle detected when computing the super predicates of `Own`
trait First: Second {} //~ E0391 cycle detected when computing the super predicates of `First`
trait Second: Clone + Third {}
trait Third: First {}
trait Fine: Base + Other {}
trait Other: Base {}
trait Base {}
fn main() {}
