// stack_lines.mjs MODULE EXPORT: calls the export, which traps, and prints where its frames stand
// by the module's source map: "file:line:column", innermost first.
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const [path, name] = process.argv.slice(2);
const bytes = readFileSync(path);
const module = new WebAssembly.Module(bytes);
const [section] = WebAssembly.Module.customSections(module, "sourceMappingURL");
const url = new TextDecoder().decode(section).slice(1);
const map = JSON.parse(readFileSync(join(dirname(path), url)));

// Base 64 digits of five bits and a sign to go on; the lowest bit of a number is its sign.
const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
function numbers(text) {
  const out = [];
  let value = 0, shift = 0;
  for (const digit of text) {
    const bits = digits.indexOf(digit);
    value |= (bits & 31) << shift;
    shift += 5;
    if (bits & 32) continue;
    out.push(value & 1 ? -(value >> 1) : value >> 1);
    value = shift = 0;
  }
  return out;
}
// Each segment: differences of offset, source, line, column.
const mappings = [];
const at = [0, 0, 0, 0];
for (const segment of map.mappings.split(",")) {
  numbers(segment).forEach((difference, i) => at[i] += difference);
  mappings.push([...at]);
}

Error.stackTraceLimit = 20;
const { exports } = new WebAssembly.Instance(module, {});
try {
  exports[name]();
} catch (trap) {
  for (const [, offset] of trap.stack.matchAll(/wasm-function\[\d+\]:0x([0-9a-f]+)/g)) {
    const found = mappings.findLast(mapping => mapping[0] <= parseInt(offset, 16));
    console.log(`${basename(map.sources[found[1]])}:${found[2] + 1}:${found[3] + 1}`);
  }
}
