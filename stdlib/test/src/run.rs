//! Running tests, each in a thread of its own that carries its name; where there are no threads, one
//! after the other. Where panics do not unwind the first is the end of all.

use crate::bench::Bencher;
use crate::options::Options;
use crate::report::{Outcome, Report};
use crate::types::{ShouldPanic, TestDesc, TestDescAndFn, TestFn};
use std::any::Any;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Instant;

/// Whether there is one thread.
const ALONE: bool = cfg!(target_family = "wasm");

/// What a thread tells at the end of its test.
struct Ended {
    index: usize,
    outcome: Outcome,
    output: Vec<u8>,
}

/// Runs tests; whether all went well.
pub(crate) fn run_tests(opts: &Options, tests: Vec<TestDescAndFn>, report: &mut Report) -> bool {
    let start = Instant::now();
    report.begin(tests.len());
    let descs: Vec<TestDesc> = tests.iter().map(|t| t.desc.clone()).collect();
    let mut waiting: VecDeque<(usize, TestDescAndFn)> = tests.into_iter().enumerate().collect();
    let mut running: Vec<(usize, JoinHandle<()>)> = Vec::new();
    let (tx, rx) = channel::<Ended>();
    // Without threads nobody outlives a panic that is not caught: such tests cannot be run, and
    // what it tells must not be kept back.
    let ends_all = ALONE && !std::panicking::can_be_caught();
    let capture = !opts.nocapture && !ends_all;
    loop {
        while running.len() < opts.threads && !(opts.fail_fast && report.has_failed()) {
            let Some((index, test)) = waiting.pop_front() else { break };
            report.started(&descs[index]);
            let is_hopeless = ends_all && test.desc.should_panic != ShouldPanic::No;
            if test.desc.ignore || is_hopeless || (test.testfn.is_bench() && test.desc.no_run) {
                report.ended(&descs[index], &Outcome::Ignored, Vec::new());
                continue;
            }
            if ALONE {
                let (outcome, output) = run_captured(test, opts.bench, capture);
                report.ended(&descs[index], &outcome, output);
                continue;
            }
            running.push((index, start_test(opts, index, test, tx.clone())));
        }
        if running.is_empty() {
            break;
        }
        let Ok(ended) = rx.recv() else { break };
        if let Some(at) = running.iter().position(|(index, _)| *index == ended.index) {
            let _ = running.swap_remove(at).1.join();
        }
        report.ended(&descs[ended.index], &ended.outcome, ended.output);
    }
    report.finish(start.elapsed())
}

/// Starts a test in a thread.
fn start_test(
    opts: &Options,
    index: usize,
    test: TestDescAndFn,
    tx: Sender<Ended>,
) -> JoinHandle<()> {
    let (capture, measure) = (!opts.nocapture, opts.bench);
    let name = test.desc.name.as_slice().to_string();
    let body = move || {
        let (outcome, output) = run_captured(test, measure, capture);
        let _ = tx.send(Ended { index, outcome, output });
    };
    thread::Builder::new().name(name).spawn(body).expect("cannot start a thread for a test")
}

/// Runs a test, and gives what it printed if that is wanted.
fn run_captured(test: TestDescAndFn, measure: bool, capture: bool) -> (Outcome, Vec<u8>) {
    let sink = Arc::new(Mutex::new(Vec::new()));
    if capture {
        std::io::set_output_capture(Some(sink.clone()));
    }
    let outcome = run_one(test, measure);
    std::io::set_output_capture(None);
    let output = std::mem::take(&mut *sink.lock().unwrap_or_else(PoisonError::into_inner));
    (outcome, output)
}

fn run_one(test: TestDescAndFn, measure: bool) -> Outcome {
    let desc = test.desc;
    let mut nanos = None;
    let result = catch_unwind(AssertUnwindSafe(|| match test.testfn {
        TestFn::StaticTestFn(f) => f(),
        TestFn::DynTestFn(f) => f(),
        TestFn::StaticBenchFn(f) => {
            let mut bencher = Bencher::new(measure);
            let result = f(&mut bencher);
            nanos = bencher.nanos_per_iter;
            result
        }
        TestFn::DynBenchFn(f) => {
            let mut bencher = Bencher::new(measure);
            let result = f(&mut bencher);
            nanos = bencher.nanos_per_iter;
            result
        }
    }));
    match (judge(&desc, result), nanos) {
        (Outcome::Ok, Some(ns)) => Outcome::Measured(ns),
        (outcome, _) => outcome,
    }
}

/// Whether a test did what it is meant to.
fn judge(desc: &TestDesc, result: Result<Result<(), String>, Box<dyn Any + Send>>) -> Outcome {
    match (desc.should_panic, result) {
        (ShouldPanic::No, Ok(Ok(()))) | (ShouldPanic::Yes, Err(_)) => Outcome::Ok,
        (ShouldPanic::No, Ok(Err(_)) | Err(_)) => Outcome::Failed,
        (ShouldPanic::YesWithMessage(wanted), Err(payload)) => judge_message(wanted, &*payload),
        (ShouldPanic::Yes | ShouldPanic::YesWithMessage(_), Ok(_)) => Outcome::FailedWith(format!(
            "test did not panic as expected at {}:{}:{}",
            desc.source_file, desc.start_line, desc.start_col
        )),
    }
}

fn judge_message(wanted: &str, payload: &(dyn Any + Send)) -> Outcome {
    let message = payload
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| payload.downcast_ref::<&str>().copied());
    match message {
        Some(message) if message.contains(wanted) => Outcome::Ok,
        Some(message) => Outcome::FailedWith(format!(
            "panic did not contain expected string\n      panic message: {message:?}\n expected \
             substring: {wanted:?}"
        )),
        None => Outcome::FailedWith(format!(
            "expected panic with string value,\n found non-string value: `{:?}`\n     expected \
             substring: {wanted:?}",
            payload.type_id()
        )),
    }
}
