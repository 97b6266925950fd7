// foreign.mjs MODULE: calls into Rust from JavaScript that Rust calls, and lets exceptions cross.
import { readFileSync } from 'node:fs';

const module = new WebAssembly.Module(readFileSync(process.argv[2]));
const host = {
  call(n) {
    if (n === 0) throw new Error('of JavaScript');
    return n === 1 ? exports.panics() : n * 10;
  },
};
const { exports } = new WebAssembly.Instance(module, { host });

function outcome(f) {
  try {
    return f();
  } catch (error) {
    return error instanceof WebAssembly.Exception ? 'exception' : error.constructor.name;
  }
}

for (const n of [2, 1, 0]) {
  const result = outcome(() => exports.calls(n));
  console.log(`calls ${n}: ${result}, ${exports.dropped()} dropped`);
}
console.log(`catches 2: ${outcome(() => exports.catches(2))}`);
console.log(`catches 1: ${outcome(() => exports.catches(1))}, ${exports.dropped()} dropped`);
console.log(`ends: ${outcome(() => exports.ends())}`);
