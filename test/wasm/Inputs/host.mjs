// host.mjs MODULE [EXPORT [NUMBER...]]: calls the export, or `main`, and prints the result.
// The module may import `putchar`, and `add` of the module "host".
import { readFileSync, writeSync } from 'node:fs';

const [path, name = 'main', ...numbers] = process.argv.slice(2);
let text = '';
const imports = {
  env: {
    abort() {
      throw new Error('aborted');
    },
    putchar(byte) {
      text += String.fromCharCode(byte);
      return byte;
    },
  },
  host: { add: (a, b) => a + b },
};
const module = new WebAssembly.Module(readFileSync(path));
const { exports } = new WebAssembly.Instance(module, imports);
const result = name === 'main' ? exports.main(0, 0) : exports[name](...numbers.map(Number));
if (name === 'main')
  process.exitCode = result;
else
  text += `${result}\n`;
writeSync(1, text);
