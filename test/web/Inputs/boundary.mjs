globalThis.page = {
  limit: 18446744073709551615n,
  sum: array => array.reduce((x, y) => x + y),
  fill: array => array.set([7, 8, 9]),
  identity: value => value,
};
const log = console.log;
const m = await import("./boundary.js");
console.log = (...values) => log("numbers", ...values);
m.numbers();
console.log = log;
console.log(m.greet("Wörld", 1));
console.log(m.total(new Float64Array([1.5, 2, 1.5]), 2.5), m.total(new Float64Array(), 1));
console.log(m.total([1.5, 2], 2), m.total(new Uint8Array([1, 2, 3]), 1));
console.log(m.handles(), page.answer);
console.log(m.choose(2n ** 63n, false, 0), m.choose(1n, true, { a: 1 }));
for (let i = 0; i < 10000; ++i) m.choose(1n, true, {});
console.log("slots stay few:", m.newest_slot() < 12);
console.error = text => log("error:", text);
try {
  m.print_and_panic();
} catch {
  log("trapped");
}
