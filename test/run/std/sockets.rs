// REQUIRES: stdlib
// RUN: %run %s %t
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream, ToSocketAddrs, UdpSocket};
use std::os::fd::{AsRawFd, FromRawFd, IntoRawFd};
use std::os::unix::net::{UnixDatagram, UnixListener, UnixStream};
use std::thread;
use std::time::Duration;

fn tcp() -> std::io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let addr = listener.local_addr()?;
    listener.set_nonblocking(true)?;
    println!("{:?}", listener.accept().map(drop).map_err(|e| e.kind()));
    listener.set_nonblocking(false)?;
    let server = thread::spawn(move || {
        for stream in listener.incoming().take(2) {
            let mut stream = stream.unwrap();
            let mut text = [0; 3];
            stream.read_exact(&mut text).unwrap();
            stream.write_all(&text.map(|b| b + 1)).unwrap();
        }
    });
    for text in [b"abc", b"xyz"] {
        let mut stream = TcpStream::connect_timeout(&addr, Duration::from_secs(5))?;
        stream.set_nodelay(true)?;
        stream.write_all(text)?;
        let mut answer = [0; 3];
        println!("{}", stream.peek(&mut answer)? > 0);
        stream.read_exact(&mut answer)?;
        println!("{:?} {}", std::str::from_utf8(&answer), stream.nodelay()?);
        println!("{}", stream.peer_addr()? == addr);
    }
    server.join().unwrap();
    println!("{:?}", TcpStream::connect(addr).map_err(|e| e.kind()).err());
    let raw = TcpListener::bind(("127.0.0.1", 0))?.into_raw_fd();
    println!("{}", unsafe { TcpListener::from_raw_fd(raw) }.as_raw_fd() == raw);
    Ok(())
}

fn udp() -> std::io::Result<()> {
    let a = UdpSocket::bind("127.0.0.1:0")?;
    let b = UdpSocket::bind("127.0.0.1:0")?;
    b.send_to(b"datagram", a.local_addr()?)?;
    let mut buf = [0; 4];
    let (count, from) = a.recv_from(&mut buf)?;
    println!("{count} {:?} {}", buf, from == b.local_addr()?);
    b.connect(a.local_addr()?)?;
    b.send(b"x")?;
    println!("{}", a.recv(&mut buf)?);
    a.set_read_timeout(Some(Duration::from_millis(1)))?;
    println!("{:?}", a.recv(&mut buf).map_err(|e| e.kind() == ErrorKind::WouldBlock));
    println!("{:?}", a.set_read_timeout(Some(Duration::ZERO)).map_err(|e| e.to_string()));
    Ok(())
}

fn unix() -> std::io::Result<()> {
    let (mut a, mut b) = UnixStream::pair()?;
    a.write_all(b"hello")?;
    a.shutdown(Shutdown::Write)?;
    let mut text = String::new();
    b.read_to_string(&mut text)?;
    println!("{text} {:?}", a.local_addr()?);
    let path = std::env::temp_dir().join(format!("ochre_socket_{}", std::process::id()));
    let listener = UnixListener::bind(&path)?;
    let to = path.clone();
    let client = thread::spawn(move || UnixStream::connect(to)?.write_all(b"by path"));
    let mut got = Vec::new();
    listener.accept()?.0.read_to_end(&mut got)?;
    client.join().unwrap()?;
    println!("{:?}", String::from_utf8(got));
    println!("{}", listener.local_addr()?.as_pathname() == Some(&*path));
    std::fs::remove_file(&path)?;
    let (x, y) = UnixDatagram::pair()?;
    x.send(b"two")?;
    println!("{}", y.recv(&mut [0; 8])?);
    Ok(())
}

fn names(name: impl ToSocketAddrs) {
    match name.to_socket_addrs() {
        Ok(addrs) => println!("{:?}", addrs.collect::<Vec<_>>()),
        Err(e) => println!("{e}"),
    }
}

fn main() -> std::io::Result<()> {
    tcp()?;
    udp()?;
    unix()?;
    names("1.2.3.4:5");
    names(("::1", 9));
    names("no colon");
    names("bad:port");
    Ok(())
}
