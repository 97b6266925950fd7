//! Readers, writers, files, processes and paths, with what they print.

use std::io::{self, BufRead, BufReader, BufWriter, Cursor, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs};

fn streams() -> io::Result<()> {
    let text = "one\ntwo\r\nthree";
    let lines: Vec<_> = BufReader::with_capacity(4, text.as_bytes()).lines().collect::<Result<_, _>>()?;
    println!("{lines:?}");
    let mut cursor = Cursor::new(Vec::new());
    write!(cursor, "{:>5}|{:<4}|", 12, "ab")?;
    cursor.seek(SeekFrom::Start(1))?;
    cursor.write_all(b"xy")?;
    println!("{:?}", String::from_utf8_lossy(cursor.get_ref()));
    let mut chained = (&b"abc"[..]).chain(io::repeat(b'z').take(2));
    println!("{}", io::read_to_string(&mut chained)?);
    let mut short = [0; 4];
    println!("{:?}", (&b"abc"[..]).read_exact(&mut short));
    println!("{:?} {}", io::Error::from_raw_os_error(2), io::ErrorKind::TimedOut);
    Ok(())
}

fn files(dir: &Path) -> io::Result<()> {
    fs::create_dir_all(dir.join("a/b"))?;
    let mut out = BufWriter::new(fs::File::create(dir.join("a/file"))?);
    for i in 0..5000 {
        writeln!(out, "line {i}")?;
    }
    out.flush()?;
    println!("{}", fs::read_to_string(dir.join("a/file"))?.lines().count());
    fs::rename(dir.join("a/file"), dir.join("a/b/moved"))?;
    let mut names: Vec<_> = fs::read_dir(dir.join("a"))?.map(|e| e.unwrap().file_name()).collect();
    names.sort();
    println!("{names:?} {:?}", fs::metadata(dir.join("a/b/moved"))?.len());
    println!("{:?}", fs::read(dir.join("none")).unwrap_err().kind());
    fs::remove_dir_all(dir)
}

fn processes() -> io::Result<()> {
    let output = Command::new("sh").args(["-c", "echo out; echo err >&2; exit 3"]).output()?;
    println!("{output:?}");
    let mut cat = Command::new("cat").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    cat.stdin.take().unwrap().write_all(b"through a pipe")?;
    println!("{:?}", String::from_utf8(cat.wait_with_output()?.stdout));
    let env = Command::new("sh").arg("-c").arg("echo $A$B").env_clear().env("A", "x").output()?;
    println!("{:?}", env.stdout);
    println!("{:?}", Command::new("/no/such/program").spawn().map(drop));
    Ok(())
}

fn main() -> io::Result<()> {
    streams()?;
    files(&env::current_dir()?.join("io_basics.scratch"))?;
    processes()?;
    let path = Path::new("/a/./b//c.tar.gz/");
    println!("{:?} {:?} {:?}", path.components().collect::<Vec<_>>(), path.extension(), path.parent());
    println!("{:?}", Path::new("x/../y").join("z").with_extension("rs"));
    eprintln!("to standard error");
    Err(io::Error::other("returned from main"))
}
