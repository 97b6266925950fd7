// Runs a WASI program under Node.js and writes the CPU time of its run alone, in seconds, as the
// last line of standard error: timed.mjs PROGRAM [ARGUMENT...]
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { WASI } from 'node:wasi';

// Node.js may collect garbage inside a fast call of WASI's, and with it the WASI object itself.
setFlagsFromString('--no-turbo-fast-api-calls');

const [program, ...rest] = process.argv.slice(2);
const wasi = new WASI({ version: 'preview1', args: [program, ...rest], returnOnExit: true });
const module = new WebAssembly.Module(readFileSync(program));
const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: wasi.wasiImport });
const before = process.cpuUsage();
process.exitCode = wasi.start(instance);
const { user, system } = process.cpuUsage(before);
process.stderr.write(`${(user + system) / 1e6}\n`);
