#!/usr/bin/env python3
"""Compile stdlib/core with rustc and run the programs of stdlib/core/tests against it.

    tools/libcore_oracle.py [--record] [--work DIR] [NAME...]

Each program defines `fn run()` and prints with `say!`. It is linked against our core in a sysroot
of its own, and its output must equal NAME.stdout. `--record` writes NAME.stdout from the
reference library, without optimisation. rustc is needed; the build and the tests of the compiler do not use this script.
"""
import argparse
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
CORE = ROOT / 'stdlib/core/src/lib.rs'
TESTS = ROOT / 'stdlib/core/tests'
TARGET = 'x86_64-unknown-linux-gnu'

COMMON = r'''
struct Out;
impl core::fmt::Write for Out {
    fn write_str(&mut self, s: &str) -> core::fmt::Result {
        unsafe extern "C" {
            fn write(fd: i32, p: *const u8, n: usize) -> isize;
        }
        unsafe { write(1, s.as_ptr(), s.len()) };
        Ok(())
    }
}
#[allow(unused_macros)]
macro_rules! say {
    ($($arg:tt)*) => {{
        use core::fmt::Write as _;
        let _ = writeln!(Out, $($arg)*);
    }};
}
'''

OURS = r'''#![no_core]
#![no_main]
#![feature(no_core, prelude_import)]
#![allow(internal_features, warnings)]
#[macro_use]
extern crate core;
#[prelude_import]
use core::prelude::rust_2024::*;
extern crate self as std;
pub use core::*;
''' + COMMON + r'''
#[panic_handler]
fn panicked(info: &core::panic::PanicInfo<'_>) -> ! {
    unsafe extern "C" {
        fn _exit(code: i32) -> !;
    }
    say!("{info}");
    unsafe { _exit(101) }
}
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() {}
#[unsafe(no_mangle)]
extern "C" fn main() -> i32 {
    run();
    0
}
'''

THEIRS = '#![allow(warnings)]\n' + COMMON + r'''
fn main() {
    std::panic::set_hook(Box::new(|info| {
        let payload = info.payload();
        let text = payload.downcast_ref::<&str>().copied()
            .or_else(|| payload.downcast_ref::<String>().map(|s| s.as_str()));
        say!("panicked at {}:\n{}", info.location().unwrap(), text.unwrap_or(""));
    }));
    if std::panic::catch_unwind(run).is_err() {
        std::process::exit(101);
    }
}
'''


def rustc(arguments):
    env = dict(os.environ, RUSTC_BOOTSTRAP='1', RUST_BACKTRACE='0')
    done = subprocess.run(['rustc', '--edition', '2024', '-A', 'warnings', *map(str, arguments)],
                          env=env, stderr=subprocess.PIPE, text=True, timeout=600)
    if done.returncode:
        sys.exit(done.stderr[-6000:])


def build_core(work):
    lib = work / 'sysroot/lib/rustlib' / TARGET / 'lib'
    lib.mkdir(parents=True, exist_ok=True)
    newest = max(f.stat().st_mtime for f in CORE.parent.rglob('*.rs'))
    rlib = lib / 'libcore.rlib'
    if not rlib.exists() or rlib.stat().st_mtime < newest:
        rustc(['--crate-name', 'core', '--crate-type', 'rlib', CORE, '--out-dir', lib, '-O'])
    return work / 'sysroot'


def run(work, name, prologue, arguments):
    work.mkdir(parents=True, exist_ok=True)
    source, binary = work / f'{name}.rs', work / name
    # One line, so that panics show the lines of the program.
    text = prologue.replace('\n', ' ') + '\n' + (TESTS / f'{name}.rs').read_text()
    source.write_text(text)
    rustc([source, '-o', binary, '--remap-path-prefix', f'{work}=.', *arguments])
    done = subprocess.run([binary], stdout=subprocess.PIPE, timeout=120)
    return done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--record', action='store_true')
    parser.add_argument('--work', type=pathlib.Path, default=pathlib.Path('/tmp/libcore-oracle'))
    parser.add_argument('names', nargs='*')
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    names = options.names or sorted(f.stem for f in TESTS.glob('*.rs'))
    if options.record:
        for name in names:
            (TESTS / f'{name}.stdout').write_bytes(run(options.work / 'theirs', name, THEIRS, []))
        return
    sysroot = build_core(options.work)
    failed = []
    for name in names:
        arguments = ['-O', '--sysroot', sysroot, '-C', 'panic=abort', '-C', 'link-arg=-lc', '-C', 'link-arg=-lgcc']
        output = run(options.work / 'ours', name, OURS, arguments)
        expected = (TESTS / f'{name}.stdout').read_bytes()
        print(f'{name}: {"ok" if output == expected else "FAILED"}', flush=True)
        if output != expected:
            failed.append(name)
            ours, theirs = output.splitlines(), expected.splitlines()
            shown = 0
            for i in range(max(len(ours), len(theirs))):
                a = ours[i] if i < len(ours) else b'<end>'
                b = theirs[i] if i < len(theirs) else b'<end>'
                if a != b and shown < 8:
                    shown += 1
                    print(f'  line {i + 1}: {a.decode("utf-8", "replace")}')
                    print(f'  expected: {b.decode("utf-8", "replace")}')
    sys.exit(bool(failed))


if __name__ == '__main__':
    main()
