//! What is printed.

use crate::options::{Format, Options};
use crate::types::{ShouldPanic, TestDesc, TestDescAndFn};
use std::io::{self, Write};
use std::time::Duration;

/// How a test ended.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Outcome {
    Ok,
    Failed,
    /// It failed, and why.
    FailedWith(String),
    Ignored,
    /// A benchmark took so many nanoseconds an iteration.
    Measured(f64),
}

/// Collects and prints results.
pub(crate) struct Report {
    format: Format,
    color: bool,
    show_output: bool,
    serial: bool,
    total: usize,
    filtered_out: usize,
    passed: usize,
    failed: usize,
    ignored: usize,
    measured: usize,
    column: usize,
    failures: Vec<(String, Vec<u8>)>,
    successes: Vec<(String, Vec<u8>)>,
}

const TERSE_COLUMNS: usize = 88;

impl Report {
    pub(crate) fn new(opts: &Options, filtered_out: usize) -> Self {
        Report {
            format: opts.format,
            color: opts.color,
            show_output: opts.show_output,
            serial: opts.threads == 1,
            total: 0,
            filtered_out,
            passed: 0,
            failed: 0,
            ignored: 0,
            measured: 0,
            column: 0,
            failures: Vec::new(),
            successes: Vec::new(),
        }
    }

    /// Nothing was started yet.
    pub(crate) fn begin(&mut self, total: usize) {
        self.total = total;
        let plural = if total == 1 { "" } else { "s" };
        print_all(&format!("\nrunning {total} test{plural}\n"));
    }

    /// A test is about to start.
    pub(crate) fn started(&mut self, desc: &TestDesc) {
        if self.serial && self.format == Format::Pretty {
            print_all(&title(desc));
        }
    }

    /// A test has ended.
    pub(crate) fn ended(&mut self, desc: &TestDesc, outcome: &Outcome, mut output: Vec<u8>) {
        self.print_outcome(desc, outcome);
        let name = desc.name.as_slice().to_string();
        match outcome {
            Outcome::Ok => {
                self.passed += 1;
                self.successes.push((name, output));
            }
            Outcome::Ignored => self.ignored += 1,
            Outcome::Measured(_) => self.measured += 1,
            Outcome::Failed => {
                self.failed += 1;
                self.failures.push((name, output));
            }
            Outcome::FailedWith(why) => {
                self.failed += 1;
                output.extend_from_slice(format!("note: {why}").as_bytes());
                self.failures.push((name, output));
            }
        }
    }

    fn print_outcome(&mut self, desc: &TestDesc, outcome: &Outcome) {
        let (word, sign, color) = match outcome {
            Outcome::Ok => ("ok".to_string(), ".", "32"),
            Outcome::Failed | Outcome::FailedWith(_) => ("FAILED".to_string(), "F", "31"),
            Outcome::Ignored => match desc.ignore_message {
                Some(why) => (format!("ignored, {why}"), "i", "33"),
                None => ("ignored".to_string(), "i", "33"),
            },
            Outcome::Measured(ns) => (format!("bench: {ns:>14.2} ns/iter"), "b", "36"),
        };
        if self.format == Format::Terse {
            return self.print_terse(desc, sign, color);
        }
        let mut line = String::new();
        if !self.serial {
            line.push_str(&title(desc));
        }
        line.push_str(&self.colored(&word, color));
        line.push('\n');
        print_all(&line);
    }

    /// A sign a test; a failure gets a line of its own.
    fn print_terse(&mut self, desc: &TestDesc, sign: &str, color: &str) {
        let done = self.passed + self.failed + self.ignored + self.measured + 1;
        let total = self.total;
        if sign == "F" {
            let before = if self.column > 0 {
                format!(" {}/{total}\n", done - 1)
            } else {
                String::new()
            };
            self.column = 0;
            let failed = self.colored("FAILED", color);
            return print_all(&format!("{before}{} --- {failed}\n", desc.name));
        }
        self.column += 1;
        let mut text = self.colored(sign, color);
        if self.column % TERSE_COLUMNS == 0 {
            text.push_str(&format!(" {done}/{total}\n"));
            self.column = 0;
        }
        print_all(&text);
    }

    fn colored(&self, text: &str, color: &str) -> String {
        if self.color { format!("\x1b[{color}m{text}\x1b[0m") } else { text.to_string() }
    }

    /// Whether a test has failed.
    pub(crate) fn has_failed(&self) -> bool {
        self.failed > 0
    }

    /// All tests have ended; whether all went well.
    pub(crate) fn finish(&mut self, time: Duration) -> bool {
        if self.show_output {
            let successes = std::mem::take(&mut self.successes);
            print_outputs("successes", successes, &mut Vec::new());
        }
        let ok = self.failed == 0;
        if !ok {
            let mut failures = std::mem::take(&mut self.failures);
            failures.sort();
            print_outputs("failures", failures, &mut Vec::new());
        }
        let newline = if self.format == Format::Terse && self.column > 0 { "\n" } else { "" };
        let newline = if ok { newline } else { "" };
        let word = if ok { self.colored("ok", "32") } else { self.colored("FAILED", "31") };
        print_all(&format!(
            "{newline}\ntest result: {word}. {} passed; {} failed; {} ignored; {} measured; {} \
             filtered out; finished in {:.2}s\n\n",
            self.passed,
            self.failed,
            self.ignored,
            self.measured,
            self.filtered_out,
            time.as_secs_f64()
        ));
        ok
    }
}

/// How the line of a test begins.
fn title(desc: &TestDesc) -> String {
    let mark = if desc.should_panic == ShouldPanic::No { "" } else { " - should panic" };
    format!("test {}{mark} ... ", desc.name)
}

/// What tests have printed, then their names.
fn print_outputs(what: &str, tests: Vec<(String, Vec<u8>)>, out: &mut Vec<u8>) {
    out.extend_from_slice(format!("\n{what}:\n").as_bytes());
    let mut first = true;
    for (name, output) in &tests {
        if output.is_empty() {
            continue;
        }
        if first {
            out.push(b'\n');
            first = false;
        }
        out.extend_from_slice(format!("---- {name} stdout ----\n").as_bytes());
        out.extend_from_slice(output);
        out.push(b'\n');
    }
    out.extend_from_slice(format!("\n{what}:\n").as_bytes());
    for (name, _) in &tests {
        out.extend_from_slice(format!("    {name}\n").as_bytes());
    }
    let _ = io::stdout().write_all(out);
}

fn print_all(text: &str) {
    let mut out = io::stdout();
    let _ = out.write_all(text.as_bytes());
    let _ = out.flush();
}

/// Prints the names of tests.
pub(crate) fn list(opts: &Options, tests: &[TestDescAndFn]) {
    let mut text = String::new();
    let (mut ntest, mut nbench) = (0, 0);
    for test in tests {
        let kind = if test.testfn.is_bench() {
            nbench += 1;
            "benchmark"
        } else {
            ntest += 1;
            "test"
        };
        text.push_str(&format!("{}: {kind}\n", test.desc.name));
    }
    if opts.format == Format::Pretty {
        let plural = |n, word| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
        if ntest != 0 || nbench != 0 {
            text.push('\n');
        }
        let (tests, benches) = (plural(ntest, "test"), plural(nbench, "benchmark"));
        text.push_str(&format!("{tests}, {benches}\n"));
    }
    print_all(&text);
}
