// variadic.mjs MODULE: gives it `env.sum(kinds, …)`, which reads arguments as its text says: `i` an
// i32, `l` an i64, `d` an f64, `s` a string.
import { readFileSync } from 'node:fs';

let memory;
function text(at) {
  const bytes = new Uint8Array(memory.buffer);
  return Buffer.from(bytes.subarray(at, bytes.indexOf(0, at))).toString();
}
const readers = {
  i: [4, (view, at) => view.getInt32(at, true)],
  l: [8, (view, at) => view.getBigInt64(at, true)],
  d: [8, (view, at) => view.getFloat64(at, true)],
  s: [4, (view, at) => text(view.getUint32(at, true))],
};
function sum(kinds, at) {
  const view = new DataView(memory.buffer);
  const read = [];
  for (const kind of text(kinds)) {
    const [size, reader] = readers[kind];
    at = (at + size - 1) & -size;
    read.push(reader(view, at));
    at += size;
  }
  console.log(read.length ? read.join(' ') : 'none');
  return read.length;
}
const module = new WebAssembly.Module(readFileSync(process.argv[2]));
const { exports } = new WebAssembly.Instance(module, { env: { sum } });
memory = exports.memory;
console.log(exports.run(7));
