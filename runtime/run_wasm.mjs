// Runs a WebAssembly program of Ochre's under Node.js: run_wasm.mjs PROGRAM [ARGUMENT...]
//
// A program for WASI sees the arguments, the environment and the current directory, and its exit
// status becomes that of this process. Of any other the exported `main` is called. A trap ends the
// process as an abort would.
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { WASI } from 'node:wasi';

// Node.js 20 may collect garbage inside a fast call of WASI's, and with it what the call uses.
setFlagsFromString('--no-turbo-fast-api-calls');

const kAborted = 134;
const [program, ...rest] = process.argv.slice(2);

function run(module) {
  const imports = {};
  if (!WebAssembly.Module.exports(module).some(({ name }) => name === '_start')) {
    const { exports } = new WebAssembly.Instance(module, imports);
    return exports.main ? exports.main(0, 0) : 0;
  }
  const wasi = new WASI({
    version: 'preview1',
    args: [program, ...rest],
    env: process.env,
    preopens: { '.': '.' },
    returnOnExit: true,
  });
  return wasi.start(new WebAssembly.Instance(module, { wasi_snapshot_preview1: wasi.wasiImport }));
}

try {
  process.exitCode = run(new WebAssembly.Module(readFileSync(program)));
} catch (error) {
  const isLost = error instanceof WebAssembly.Exception;
  process.stderr.write(isLost ? 'error: an exception that nobody caught\n'
    : `error: ${error.name}: ${error.message}\n`);
  process.exitCode = isLost || error instanceof WebAssembly.RuntimeError ||
    error instanceof RangeError ? kAborted : 1;
}
