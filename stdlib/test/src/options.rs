//! The command line.

use crate::types::{ShouldPanic, TestDescAndFn};
use std::env;
use std::num::NonZero;

/// Which tests that are marked to be ignored are run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum RunIgnored {
    No,
    Only,
    Yes,
}

/// How results are printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Format {
    Pretty,
    Terse,
}

/// What the command line asks for.
#[derive(Debug)]
pub(crate) struct Options {
    pub list: bool,
    pub bench: bool,
    pub nocapture: bool,
    pub show_output: bool,
    pub fail_fast: bool,
    pub format: Format,
    pub color: bool,
    pub threads: usize,
    filters: Vec<String>,
    skip: Vec<String>,
    exact: bool,
    run_ignored: RunIgnored,
    exclude_should_panic: bool,
}

const HELP: &str = "\
Options:
        --include-ignored     Run ignored and not ignored tests
        --ignored             Run only ignored tests
        --exclude-should-panic
                              Excludes tests marked as should_panic
        --test                Run tests and not benchmarks
        --bench               Run benchmarks instead of tests
        --list                List all tests and benchmarks
        --fail-fast           Don't start new tests after the first failure
    -h, --help                Display this message
        --no-capture          Do not capture what tests print
        --test-threads N      Number of tests that run at the same time
        --skip FILTER         Skip tests whose names contain FILTER (repeatable)
    -q, --quiet               One character per test; the same as --format=terse
        --exact               Filters must match whole names
        --color auto|always|never
                              Whether to use colours
        --format pretty|terse How to print results
        --show-output         Show what successful tests print

A test runs if its name contains any of the filters, or if there are none.";

impl Options {
    /// Reads the arguments; `None` if they ask for help only.
    pub(crate) fn parse(args: &[String]) -> Result<Option<Options>, String> {
        let mut opts = Options {
            list: false,
            bench: false,
            nocapture: env::var_os("RUST_TEST_NOCAPTURE").is_some_and(|v| v != "0"),
            show_output: false,
            fail_fast: false,
            format: Format::Pretty,
            color: false,
            threads: 0,
            filters: Vec::new(),
            skip: Vec::new(),
            exact: false,
            run_ignored: RunIgnored::No,
            exclude_should_panic: false,
        };
        let mut words = args.iter().skip(1).map(String::as_str);
        while let Some(word) = words.next() {
            if word == "--" {
                opts.filters.extend(words.by_ref().map(String::from));
                break;
            }
            let (name, value) = match word.split_once('=') {
                Some((name, value)) if name.starts_with("--") => (name, Some(value)),
                _ => (word, None),
            };
            let mut argument = || {
                value.or_else(|| words.next()).ok_or_else(|| {
                    format!("Argument to option '{}' missing", name.trim_start_matches('-'))
                })
            };
            match name {
                "-h" | "--help" => {
                    let program = args.first().map_or("test", String::as_str);
                    println!("Usage: {program} [OPTIONS] [FILTERS...]\n\n{HELP}");
                    return Ok(None);
                }
                "--test-threads" => opts.threads = parse_threads(argument()?)?,
                "--skip" => opts.skip.push(argument()?.to_string()),
                "--color" => opts.color = parse_color(argument()?)?,
                "--format" => opts.format = parse_format(argument()?)?,
                _ if name.starts_with('-') => opts.flag(name)?,
                _ => opts.filters.push(word.to_string()),
            }
        }
        if opts.threads == 0 {
            opts.threads = default_threads();
        }
        Ok(Some(opts))
    }

    /// An option without argument.
    fn flag(&mut self, name: &str) -> Result<(), String> {
        match name {
            "--include-ignored" => self.set_ignored(RunIgnored::Yes)?,
            "--ignored" => self.set_ignored(RunIgnored::Only)?,
            "--exclude-should-panic" => self.exclude_should_panic = true,
            "--test" | "--force-run-in-process" => {}
            "--bench" => self.bench = true,
            "--list" => self.list = true,
            "--fail-fast" => self.fail_fast = true,
            "--nocapture" | "--no-capture" => self.nocapture = true,
            "-q" | "--quiet" => self.format = Format::Terse,
            "--exact" => self.exact = true,
            "--show-output" => self.show_output = true,
            _ => {
                let name = name.trim_start_matches('-');
                return Err(format!("Unrecognized option: '{name}'"));
            }
        }
        Ok(())
    }

    fn set_ignored(&mut self, run: RunIgnored) -> Result<(), String> {
        if self.run_ignored != RunIgnored::No && self.run_ignored != run {
            return Err("the options --include-ignored and --ignored are mutually exclusive".into());
        }
        self.run_ignored = run;
        Ok(())
    }

    /// The tests that are to run, and how many are not. Ignored tests keep their mark only if
    /// they are to be reported as such.
    pub(crate) fn select(&self, tests: Vec<TestDescAndFn>) -> (Vec<TestDescAndFn>, usize) {
        let total = tests.len();
        let mut selected: Vec<_> = tests.into_iter().filter(|t| self.wants(t)).collect();
        for test in &mut selected {
            if self.run_ignored != RunIgnored::No {
                test.desc.ignore = false;
            }
        }
        let left = total - selected.len();
        (selected, left)
    }

    fn wants(&self, test: &TestDescAndFn) -> bool {
        let name = test.desc.name.as_slice();
        let matches =
            |filter: &String| if self.exact { name == filter } else { name.contains(&filter[..]) };
        (self.filters.is_empty() || self.filters.iter().any(matches))
            && !self.skip.iter().any(matches)
            && !(self.exclude_should_panic && test.desc.should_panic != ShouldPanic::No)
            && (self.run_ignored != RunIgnored::Only || test.desc.ignore)
    }
}

fn parse_threads(text: &str) -> Result<usize, String> {
    match text.parse::<usize>() {
        Ok(0) => Err("argument for --test-threads must not be 0".into()),
        Ok(n) => Ok(n),
        Err(e) => {
            Err(format!("argument for --test-threads must be a number > 0 (error: {e})"))
        }
    }
}

fn parse_color(text: &str) -> Result<bool, String> {
    match text {
        "auto" | "never" => Ok(false),
        "always" => Ok(true),
        v => Err(format!("argument for --color must be auto, always, or never (was {v})")),
    }
}

fn parse_format(text: &str) -> Result<Format, String> {
    match text {
        "pretty" => Ok(Format::Pretty),
        "terse" => Ok(Format::Terse),
        v => Err(format!("argument for --format must be pretty or terse (was {v})")),
    }
}

fn default_threads() -> usize {
    match env::var("RUST_TEST_THREADS") {
        Ok(value) => match value.parse::<NonZero<usize>>() {
            Ok(n) => n.get(),
            Err(_) => panic!("RUST_TEST_THREADS is `{value}`, should be a positive integer."),
        },
        Err(_) => std::thread::available_parallelism().map_or(1, NonZero::get),
    }
}
