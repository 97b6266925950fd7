// The library on WASI, run by Node.js in a fresh directory: arguments, environment, standard
// streams, files and directories, clocks, random keys; what is not there says so.
// REQUIRES: stdlib
// RUN: rm -rf %t && mkdir -p %t
// RUN: %ochrec --edition=2021 --target=wasm32-wasip1 -Copt-level=2 %s -o %t/p.wasm
// RUN: wasm-validate %t/p.wasm
// RUN: cd %t && printf 'one\ntwo' | env WASI_TEST=value \
// RUN:   node --no-warnings %S/../../runtime/run_wasm.mjs p.wasm first "second one" \
// RUN:   > %t/out 2> %t/err || true
// RUN: %FileCheck %s < %t/out
// RUN: %FileCheck %s --check-prefix=ERR < %t/err
// RUN: rm -rf %t.0 && mkdir -p %t.0
// RUN: %ochrec --edition=2021 --target=wasm32-wasip1 %s -o %t.0/p.wasm
// RUN: wasm-validate %t.0/p.wasm
// RUN: cd %t.0 && printf 'one\ntwo' | env WASI_TEST=value \
// RUN:   node --no-warnings %S/../../runtime/run_wasm.mjs p.wasm first "second one" \
// RUN:   > %t.0/out 2> %t.0/err || true
// RUN: %FileCheck %s < %t.0/out
// RUN: %FileCheck %s --check-prefix=ERR < %t.0/err
use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, ErrorKind, Read, Seek, SeekFrom, Write};
use std::time::{Duration, Instant, SystemTime};
use std::{env, process, thread};

fn environment() {
    // CHECK: ["first", "second one"] Ok("value") None
    let args: Vec<String> = env::args().skip(1).collect();
    println!("{args:?} {:?} {:?}", env::var("WASI_TEST"), env::var("WASI_OTHER").ok());
    unsafe { env::set_var("WASI_OTHER", "set") };
    // CHECK: Ok("set") true /
    let listed = env::vars().any(|(k, v)| k == "WASI_OTHER" && v == "set");
    println!("{:?} {listed} {}", env::var("WASI_OTHER"), env::current_dir().unwrap().display());
    unsafe { env::remove_var("WASI_OTHER") };
    // CHECK: Err(NotPresent)
    println!("{:?}", env::var("WASI_OTHER"));
    let lines: Vec<String> = io::stdin().lock().lines().map(Result::unwrap).collect();
    // CHECK: ["one", "two"]
    println!("{lines:?}");
}

fn files() -> io::Result<()> {
    fs::create_dir_all("a/b")?;
    fs::write("a/b/file", "0123456789")?;
    let mut file = OpenOptions::new().read(true).write(true).open("/a/b/../b/file")?;
    file.seek(SeekFrom::Start(3))?;
    file.write_all(b"xyz")?;
    file.seek(SeekFrom::End(-5))?;
    let mut rest = String::new();
    file.read_to_string(&mut rest)?;
    let meta = file.metadata()?;
    // CHECK: rest z6789 10 true
    println!("rest {rest} {} {}", meta.len(), meta.is_file());
    OpenOptions::new().append(true).open("a/b/file")?.write_all(b"!")?;
    // CHECK: 012xyz6789!
    println!("{}", fs::read_to_string("./a/b/file")?);
    fs::rename("a/b/file", "a/moved")?;
    fs::copy("a/moved", "a/copy")?;
    let mut names = Vec::new();
    for entry in fs::read_dir("a")? {
        let entry = entry?;
        names.push((entry.file_name().into_string().unwrap(), entry.file_type()?.is_dir()));
    }
    names.sort();
    // CHECK: [("b", true), ("copy", false), ("moved", false)]
    println!("{names:?}");
    env::set_current_dir("a")?;
    // CHECK: /a 11
    println!("{} {}", env::current_dir()?.display(), fs::metadata("copy")?.len());
    env::set_current_dir("/")?;
    // CHECK: AlreadyExists NotFound No such file or directory (os error 44)
    let missing = File::open("a/none").unwrap_err();
    println!("{:?} {:?} {missing}", File::create_new("a/copy").unwrap_err().kind(), missing.kind());
    fs::remove_file("a/copy")?;
    fs::remove_dir_all("a")?;
    // CHECK: false
    println!("{}", fs::exists("a")?);
    Ok(())
}

fn clocks() {
    let start = Instant::now();
    thread::sleep(Duration::from_millis(20));
    let slept = start.elapsed() >= Duration::from_millis(20);
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    let map: HashMap<u32, &str> = [(1, "a"), (2, "b")].into_iter().collect();
    // CHECK: true true a main
    println!("{slept} {} {} {}", now.as_secs() > 1_700_000_000, map[&1],
        thread::current().name().unwrap());
}

fn unsupported() {
    let kinds: [ErrorKind; 3] = [
        thread::Builder::new().spawn(|| ()).unwrap_err().kind(),
        process::Command::new("true").spawn().unwrap_err().kind(),
        std::net::TcpStream::connect(("127.0.0.1", 1)).unwrap_err().kind(),
    ];
    // CHECK: [Unsupported, Unsupported, Unsupported]
    println!("{kinds:?}");
}

fn main() {
    environment();
    files().unwrap();
    clocks();
    unsupported();
    // CHECK: buffered then text
    print!("buffered {}", "then");
    println!(" text");
    eprintln!("to standard error");
    // ERR: to standard error
    // ERR: thread 'main' (1) panicked at {{.*}}std_wasi.rs:[[#]]:[[#]]:
    // ERR-NEXT: index out of bounds: the len is 3 but the index is 7
    println!("{}", [1, 2, 3][std::hint::black_box(7)]);
}
