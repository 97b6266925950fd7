// REQUIRES: stdlib
// RUN: %run %s %t
// Pointers to functions that are called through a vtable, or might be.
trait Shape {
    fn area(&self) -> f64;
    fn scaled(&self, by: f64) -> f64 { self.area() * by }
}
struct Square(f64);
impl Shape for Square {
    fn area(&self) -> f64 { self.0 * self.0 }
}

trait Name {
    fn name(&self) -> &'static str;
}
impl<T: ?Sized> Name for T {
    fn name(&self) -> &'static str { std::any::type_name::<T>() }
}
const fn name_of<T: ?Sized>() -> fn(&T) -> &'static str { Name::name }

static SCALED: fn(&(dyn Shape + 'static), f64) -> f64 = <dyn Shape>::scaled;

fn main() {
    let area: fn(&(dyn Shape + 'static)) -> f64 = Shape::area;
    println!("{} {}", area(&Square(3.0)), SCALED(&Square(3.0), 2.0));
    let shapes: Vec<Box<dyn Shape>> = vec![Box::new(Square(1.0)), Box::new(Square(2.0))];
    println!("{}", shapes.iter().map(|s| &**s).map(area).sum::<f64>());
    println!("{} {}", name_of::<dyn Name>()(&1i32), name_of::<u8>()(&1));
}
