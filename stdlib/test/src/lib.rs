//! The test harness: what `--test` binaries run, with the command line and output of libtest.

#![warn(missing_docs)]

mod bench;
mod options;
mod report;
mod run;
mod types;

pub use bench::{Bencher, black_box};
pub use types::{
    BenchFn, DynTestFn, DynTestName, ShouldPanic, StaticBenchFn, StaticTestFn, StaticTestName,
    TestDesc, TestDescAndFn, TestFn, TestName, TestType,
};

use options::Options;
use report::Report;
use std::process::{self, Termination};

/// Runs the tests of a binary: its `main`.
pub fn test_main_static(tests: &[&TestDescAndFn]) {
    let tests = tests.iter().map(|t| t.to_owned_static()).collect();
    test_main(&std::env::args().collect::<Vec<_>>(), tests);
}

/// Runs tests; a failure ends the process.
pub fn test_main(args: &[String], tests: Vec<TestDescAndFn>) {
    let opts = match Options::parse(args) {
        Ok(Some(opts)) => opts,
        Ok(None) => return,
        Err(message) => {
            eprintln!("error: {message}");
            process::exit(101);
        }
    };
    let (mut tests, filtered_out) = opts.select(tests);
    tests.sort_by(|a, b| a.desc.name.as_slice().cmp(b.desc.name.as_slice()));
    if opts.list {
        report::list(&opts, &tests);
        return;
    }
    if !run::run_tests(&opts, tests, &mut Report::new(&opts, filtered_out)) {
        process::exit(101);
    }
}

/// What a test function has returned, as success or failure.
pub fn assert_test_result<T: Termination>(result: T) -> Result<(), String> {
    let code = result.report().to_i32();
    if code == 0 {
        return Ok(());
    }
    Err(format!(
        "the test returned a termination value with a non-zero status code ({code}) which \
         indicates a failure"
    ))
}
