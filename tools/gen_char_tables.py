#!/usr/bin/env python3
"""Write stdlib/core/src/unicode/tables.rs from the character properties of an installed rustc.

    tools/gen_char_tables.py > stdlib/core/src/unicode/tables.rs

The properties are facts of the Unicode Character Database; a compiled program that asks them of
an existing implementation gives exactly the version that the public documentation promises.
"""
import os
import subprocess
import tempfile

PROBE = r'''
#![feature(unicode_internals)]
fn escaped(s: String) -> bool { s.ends_with('}') && s.contains("\\u{") }
fn main() {
    let v = char::UNICODE_VERSION;
    println!("version {} {} {}", v.0, v.1, v.2);
    for n in 0..0x110000u32 {
        let Some(c) = char::from_u32(n) else { continue };
        let mut flags = String::new();
        if c.is_alphabetic() { flags.push('A') }
        if c.is_numeric() { flags.push('N') }
        if c.is_lowercase() { flags.push('L') }
        if c.is_uppercase() { flags.push('U') }
        if core::unicode::Cased(c) { flags.push('C') }
        if core::unicode::Case_Ignorable(c) { flags.push('I') }
        let follower = escaped(format!("a{c}").escape_debug().to_string());
        if follower { flags.push('P') }
        if !follower && escaped(c.escape_debug().to_string()) { flags.push('G') }
        let low: Vec<u32> = c.to_lowercase().map(|c| c as u32).collect();
        let up: Vec<u32> = c.to_uppercase().map(|c| c as u32).collect();
        let mut line = format!("{n} {flags}.");
        if low != [n] { line += &format!(" l{}", low.iter().map(|x| x.to_string()).collect::<Vec<_>>().join(",")) }
        if up != [n] { line += &format!(" u{}", up.iter().map(|x| x.to_string()).collect::<Vec<_>>().join(",")) }
        if line.len() > n.to_string().len() + 2 { println!("{line}") }
    }
}
'''

TABLES = [
    ('A', 'ALPHABETIC', 'Letters.'),
    ('N', 'NUMERIC', 'Numbers.'),
    ('L', 'LOWERCASE', 'Small letters.'),
    ('U', 'UPPERCASE', 'Capital letters.'),
    ('C', 'CASED', 'Letters with case.'),
    ('I', 'CASE_IGNORABLE', 'Characters that do not end a word for the rules of case.'),
    ('P', 'UNPRINTABLE', 'Characters that are escaped when shown.'),
    ('G', 'GRAPHEME_EXTEND', 'Printable characters that join the one before.'),
]


def probe():
    with tempfile.TemporaryDirectory() as tmp:
        source, binary = os.path.join(tmp, 'probe.rs'), os.path.join(tmp, 'probe')
        with open(source, 'w', encoding='utf-8') as file:
            file.write(PROBE)
        env = dict(os.environ, RUSTC_BOOTSTRAP='1')
        subprocess.run(['rustc', '-O', '--edition', '2021', '-A', 'warnings', source, '-o', binary],
                       check=True, env=env, stderr=subprocess.PIPE, text=True)
        return subprocess.run([binary], check=True, capture_output=True, text=True).stdout


def boundaries(members):
    """The code points at which membership changes."""
    out, previous = [], None
    for n in members:
        if previous is None or n != previous + 1:
            if previous is not None:
                out.append(previous + 1)
            out.append(n)
        previous = n
    if previous is not None:
        out.append(previous + 1)
    return out


def emit(values, per_line=10):
    for i in range(0, len(values), per_line):
        print('    ' + ' '.join(f'{v},' for v in values[i:i + per_line]))


PLANES = 17


def emit_set(name, doc, table):
    """Lower halves of the code points, and where those of each plane begin."""
    planes = [sum(1 for n in table if n >> 16 < plane) for plane in range(PLANES + 1)]
    print()
    print(f'/// {doc} Membership changes at each of these code points.')
    print('#[rustfmt::skip]')
    print(f'pub(super) static {name}: Set = Set {{')
    print('    planes: [')
    emit(planes)
    print('    ],')
    print('    low: &[')
    emit([f'0x{n & 0xffff:x}' for n in table])
    print('    ],')
    print('};')


def runs(table):
    """(first, last, step, what is added) of characters that are mapped alike."""
    out = []
    for source, target in sorted(table.items()):
        delta = target - source
        if out:
            first, last, step, added = out[-1]
            gap = source - last
            if added == delta and (gap == step or (first == last and gap == 2)):
                out[-1] = first, source, gap, added
                continue
        out.append((source, source, 1, delta))
    return out


def emit_map(name, doc, table):
    # ASCII is handled before the tables.
    single = runs({k: v[0] for k, v in table.items() if len(v) == 1 and k >= 128})
    several = {k: v for k, v in table.items() if len(v) > 1}
    assert all(first < 1 << 17 and last - first < 256 for first, last, _, _ in single)
    print()
    print(f'/// Runs of characters and what is added to them in {doc} case.')
    print('#[rustfmt::skip]')
    print(f'pub(super) static {name}: [(u32, i32); {len(single)}] = [')
    emit([f'(0x{first | (last - first) << 17 | (step - 1) << 25:x}, {added})'
          for first, last, step, added in single], 5)
    print('];')
    print()
    print(f'/// Characters that become several in {doc} case.')
    print('#[rustfmt::skip]')
    print(f'pub(super) static {name}_SEVERAL: [(u16, [u16; 3]); {len(several)}] = [')
    emit([f'(0x{k:x}, [{", ".join(f"0x{x:x}" for x in (v + [0, 0])[:3])}])'
          for k, v in sorted(several.items())], 3)
    print('];')


def main():
    lines = probe().splitlines()
    version = lines[0].split()[1:]
    members = {flag: [] for flag, _, _ in TABLES}
    lower, upper = {}, {}
    for line in lines[1:]:
        number, flags, *maps = line.split()
        for flag in flags[:-1]:
            members[flag].append(int(number))
        for entry in maps:
            target = lower if entry[0] == 'l' else upper
            target[int(number)] = [int(x) for x in entry[1:].split(',')]
    print('//! Properties of characters. Generated by tools/gen_char_tables.py.')
    print('use super::Set;')
    print()
    print('/// The version of Unicode.')
    print(f'pub(crate) const VERSION: (u8, u8, u8) = ({", ".join(version)});')
    for flag, name, doc in TABLES:
        emit_set(name, doc, boundaries(members[flag]))
    emit_map('TO_LOWER', 'lower', lower)
    emit_map('TO_UPPER', 'upper', upper)


if __name__ == '__main__':
    main()
