//! Tests as the compiler describes them.

use crate::Bencher;
use std::borrow::Cow;
use std::fmt;

/// Where a test comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum TestType {
    /// From the sources of a crate.
    UnitTest,
    /// From the folder of integration tests.
    IntegrationTest,
    /// From documentation.
    DocTest,
    /// Not known.
    Unknown,
}

/// Whether a test is meant to panic.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum ShouldPanic {
    /// It is not.
    No,
    /// It is.
    Yes,
    /// It is, with this in its message.
    YesWithMessage(&'static str),
}

/// A test's name.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum TestName {
    /// Fixed.
    StaticTestName(&'static str),
    /// Made at run time.
    DynTestName(String),
    /// Padded for benchmarks.
    AlignedTestName(Cow<'static, str>),
}

pub use TestName::{DynTestName, StaticTestName};

impl TestName {
    /// The text.
    pub fn as_slice(&self) -> &str {
        match self {
            TestName::StaticTestName(s) => s,
            TestName::DynTestName(s) => s,
            TestName::AlignedTestName(s) => s,
        }
    }
}

impl fmt::Display for TestName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_slice(), f)
    }
}

/// What a test is, but for its function.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TestDesc {
    /// Its path.
    pub name: TestName,
    /// Whether it is not run unless asked for.
    pub ignore: bool,
    /// Why.
    pub ignore_message: Option<&'static str>,
    /// Where it is.
    pub source_file: &'static str,
    /// Where it is.
    pub start_line: usize,
    /// Where it is.
    pub start_col: usize,
    /// Where it is.
    pub end_line: usize,
    /// Where it is.
    pub end_col: usize,
    /// Whether it is meant to panic.
    pub should_panic: ShouldPanic,
    /// Whether it is meant not to compile.
    pub compile_fail: bool,
    /// Whether it is only compiled.
    pub no_run: bool,
    /// Where it comes from.
    pub test_type: TestType,
}

/// A test's function.
pub enum TestFn {
    /// A fixed test.
    StaticTestFn(fn() -> Result<(), String>),
    /// A fixed benchmark.
    StaticBenchFn(fn(&mut Bencher) -> Result<(), String>),
    /// A test made at run time.
    DynTestFn(Box<dyn FnOnce() -> Result<(), String> + Send>),
    /// A benchmark made at run time.
    DynBenchFn(BenchFn),
}

/// A benchmark's function.
pub type BenchFn = Box<dyn Fn(&mut Bencher) -> Result<(), String> + Send>;

pub use TestFn::{DynTestFn, StaticBenchFn, StaticTestFn};

impl TestFn {
    /// Whether it is a benchmark.
    pub(crate) fn is_bench(&self) -> bool {
        matches!(self, TestFn::StaticBenchFn(_) | TestFn::DynBenchFn(_))
    }
}

impl fmt::Debug for TestFn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TestFn::StaticTestFn(_) => "StaticTestFn(..)",
            TestFn::StaticBenchFn(_) => "StaticBenchFn(..)",
            TestFn::DynTestFn(_) => "DynTestFn(..)",
            TestFn::DynBenchFn(_) => "DynBenchFn(..)",
        })
    }
}

/// A test.
#[derive(Debug)]
pub struct TestDescAndFn {
    /// What it is.
    pub desc: TestDesc,
    /// Its function.
    pub testfn: TestFn,
}

impl TestDescAndFn {
    /// A copy of a fixed test.
    pub(crate) fn to_owned_static(&self) -> TestDescAndFn {
        let testfn = match &self.testfn {
            TestFn::StaticTestFn(f) => TestFn::StaticTestFn(*f),
            TestFn::StaticBenchFn(f) => TestFn::StaticBenchFn(*f),
            _ => panic!("non-static tests passed to test::test_main_static"),
        };
        TestDescAndFn { desc: self.desc.clone(), testfn }
    }
}
