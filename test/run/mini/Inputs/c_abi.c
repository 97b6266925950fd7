// The other side of c-abi.rs: takes and gives structs by value, and calls back.
#include <stdio.h>
struct Byte { unsigned char a; };
struct Byte twice_Byte(int n, struct Byte x) {
  x.a = x.a * 2 + n;
  return x;
}
struct Byte back_Byte(struct Byte (*f)(double, struct Byte), struct Byte x) { return f(1.0, x); }
struct Three { unsigned char a; unsigned char b; unsigned char c; };
struct Three twice_Three(int n, struct Three x) {
  x.a = x.a * 2 + n;
  x.b = x.b * 2 + n;
  x.c = x.c * 2 + n;
  return x;
}
struct Three back_Three(struct Three (*f)(double, struct Three), struct Three x) { return f(1.0, x); }
struct Ints { int a; int b; };
struct Ints twice_Ints(int n, struct Ints x) {
  x.a = x.a * 2 + n;
  x.b = x.b * 2 + n;
  return x;
}
struct Ints back_Ints(struct Ints (*f)(double, struct Ints), struct Ints x) { return f(1.0, x); }
struct Longs { long a; long b; };
struct Longs twice_Longs(int n, struct Longs x) {
  x.a = x.a * 2 + n;
  x.b = x.b * 2 + n;
  return x;
}
struct Longs back_Longs(struct Longs (*f)(double, struct Longs), struct Longs x) { return f(1.0, x); }
struct Floats2 { float a; float b; };
struct Floats2 twice_Floats2(int n, struct Floats2 x) {
  x.a = x.a * 2 + n;
  x.b = x.b * 2 + n;
  return x;
}
struct Floats2 back_Floats2(struct Floats2 (*f)(double, struct Floats2), struct Floats2 x) { return f(1.0, x); }
struct Floats3 { float a; float b; float c; };
struct Floats3 twice_Floats3(int n, struct Floats3 x) {
  x.a = x.a * 2 + n;
  x.b = x.b * 2 + n;
  x.c = x.c * 2 + n;
  return x;
}
struct Floats3 back_Floats3(struct Floats3 (*f)(double, struct Floats3), struct Floats3 x) { return f(1.0, x); }
struct Doubles { double a; double b; };
struct Doubles twice_Doubles(int n, struct Doubles x) {
  x.a = x.a * 2 + n;
  x.b = x.b * 2 + n;
  return x;
}
struct Doubles back_Doubles(struct Doubles (*f)(double, struct Doubles), struct Doubles x) { return f(1.0, x); }
struct Mixed { double a; int b; };
struct Mixed twice_Mixed(int n, struct Mixed x) {
  x.a = x.a * 2 + n;
  x.b = x.b * 2 + n;
  return x;
}
struct Mixed back_Mixed(struct Mixed (*f)(double, struct Mixed), struct Mixed x) { return f(1.0, x); }
struct Mixed2 { float a; int b; double c; };
struct Mixed2 twice_Mixed2(int n, struct Mixed2 x) {
  x.a = x.a * 2 + n;
  x.b = x.b * 2 + n;
  x.c = x.c * 2 + n;
  return x;
}
struct Mixed2 back_Mixed2(struct Mixed2 (*f)(double, struct Mixed2), struct Mixed2 x) { return f(1.0, x); }
struct Shorts5 { short a; short b; short c; short d; short e; };
struct Shorts5 twice_Shorts5(int n, struct Shorts5 x) {
  x.a = x.a * 2 + n;
  x.b = x.b * 2 + n;
  x.c = x.c * 2 + n;
  x.d = x.d * 2 + n;
  x.e = x.e * 2 + n;
  return x;
}
struct Shorts5 back_Shorts5(struct Shorts5 (*f)(double, struct Shorts5), struct Shorts5 x) { return f(1.0, x); }
struct Big { long a; long b; long c; };
struct Big twice_Big(int n, struct Big x) {
  x.a = x.a * 2 + n;
  x.b = x.b * 2 + n;
  x.c = x.c * 2 + n;
  return x;
}
struct Big back_Big(struct Big (*f)(double, struct Big), struct Big x) { return f(1.0, x); }
struct Odd { long a; unsigned char b; short c; };
struct Odd twice_Odd(int n, struct Odd x) {
  x.a = x.a * 2 + n;
  x.b = x.b * 2 + n;
  x.c = x.c * 2 + n;
  return x;
}
struct Odd back_Odd(struct Odd (*f)(double, struct Odd), struct Odd x) { return f(1.0, x); }
// More arguments than registers: a struct goes to the stack as a whole.
long many(long a, long b, long c, long d, long e, struct Longs f, long g, struct Mixed h) {
  return a + b + c + d + e + f.a * f.b + g + (long)h.a + h.b;
}
signed char narrow(signed char a, unsigned short b, _Bool c) { return a - b + c; }
