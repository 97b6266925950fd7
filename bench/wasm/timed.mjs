// Runs a WASI program under Node.js and writes the CPU time of its run alone, in seconds, as the
// last line of standard error: timed.mjs PROGRAM [ARGUMENT...]
import { readFileSync } from 'node:fs';
import { WASI } from 'node:wasi';

const [program, ...rest] = process.argv.slice(2);
const wasi = new WASI({ version: 'preview1', args: [program, ...rest], returnOnExit: true });
const module = new WebAssembly.Module(readFileSync(program));
const imports = wasi.getImportObject();
// As in runtime/run_wasm.mjs: optimised code must not call WASI's functions by a short cut.
for (const functions of Object.values(imports))
  for (const [name, call] of Object.entries(functions))
    functions[name] = (...args) => call(...args);
const instance = new WebAssembly.Instance(module, imports);
const before = process.cpuUsage();
process.exitCode = wasi.start(instance);
const { user, system } = process.cpuUsage(before);
process.stderr.write(`${(user + system) / 1e6}\n`);
