// RUN: %verify %s --emit=ast
struct S;
impl for S {} //~ ERROR missing trait in a trait impl
