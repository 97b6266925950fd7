//! Declarations of the C library, for Linux on x86-64 with glibc.

#![allow(non_camel_case_types, missing_docs, dead_code)]

pub(crate) use core::ffi::{c_char, c_int, c_long, c_short, c_uint, c_ulong, c_void};

pub(crate) type pid_t = i32;
pub(crate) type pthread_t = c_ulong;
pub(crate) type sighandler_t = usize;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(C)]
pub(crate) struct timespec {
    pub tv_sec: i64,
    pub tv_nsec: i64,
}

#[derive(Clone, Copy)]
#[repr(C)]
pub(crate) struct timeval {
    pub tv_sec: i64,
    pub tv_usec: i64,
}

#[repr(C)]
pub(crate) struct pollfd {
    pub fd: c_int,
    pub events: c_short,
    pub revents: c_short,
}

#[derive(Clone, Copy)]
#[repr(C)]
pub(crate) struct stat64 {
    pub st_dev: u64,
    pub st_ino: u64,
    pub st_nlink: u64,
    pub st_mode: u32,
    pub st_uid: u32,
    pub st_gid: u32,
    pad: c_int,
    pub st_rdev: u64,
    pub st_size: i64,
    pub st_blksize: i64,
    pub st_blocks: i64,
    pub st_atim: timespec,
    pub st_mtim: timespec,
    pub st_ctim: timespec,
    unused: [i64; 3],
}

#[repr(C)]
pub(crate) struct dirent64 {
    pub d_ino: u64,
    pub d_off: i64,
    pub d_reclen: u16,
    pub d_type: u8,
    pub d_name: [c_char; 256],
}

#[repr(C)]
pub(crate) struct pthread_attr_t {
    size: [u64; 7],
}

#[repr(C)]
pub(crate) struct sockaddr {
    pub family: u16,
    pub data: [u8; 14],
}

#[derive(Clone, Copy)]
#[repr(C)]
pub(crate) struct sockaddr_in {
    pub family: u16,
    pub port: u16,
    pub addr: [u8; 4],
    pub zero: [u8; 8],
}

#[derive(Clone, Copy)]
#[repr(C)]
pub(crate) struct sockaddr_in6 {
    pub family: u16,
    pub port: u16,
    pub flowinfo: u32,
    pub addr: [u8; 16],
    pub scope_id: u32,
}

#[derive(Clone, Copy)]
#[repr(C)]
pub(crate) struct sockaddr_un {
    pub family: u16,
    pub path: [u8; 108],
}

#[repr(C)]
pub(crate) struct sockaddr_storage {
    pub family: u16,
    pub data: [u8; 118],
    align: u64,
}

#[repr(C)]
pub(crate) struct addrinfo {
    pub ai_flags: c_int,
    pub ai_family: c_int,
    pub ai_socktype: c_int,
    pub ai_protocol: c_int,
    pub ai_addrlen: u32,
    pub ai_addr: *mut sockaddr,
    pub ai_canonname: *mut c_char,
    pub ai_next: *mut addrinfo,
}

#[repr(C)]
pub(crate) struct Dl_info {
    pub dli_fname: *const c_char,
    pub dli_fbase: *mut c_void,
    pub dli_sname: *const c_char,
    pub dli_saddr: *mut c_void,
}

#[repr(C)]
pub(crate) struct passwd {
    pub pw_name: *mut c_char,
    pub pw_passwd: *mut c_char,
    pub pw_uid: u32,
    pub pw_gid: u32,
    pub pw_gecos: *mut c_char,
    pub pw_dir: *mut c_char,
    pub pw_shell: *mut c_char,
}

/// A directory being read.
pub(crate) enum DIR {}

pub(crate) const EPERM: c_int = 1;
pub(crate) const ENOENT: c_int = 2;
pub(crate) const EINTR: c_int = 4;
pub(crate) const EAGAIN: c_int = 11;
pub(crate) const ENOMEM: c_int = 12;
pub(crate) const EEXIST: c_int = 17;
pub(crate) const EINVAL: c_int = 22;
pub(crate) const ERANGE: c_int = 34;
pub(crate) const ESRCH: c_int = 3;
pub(crate) const EINPROGRESS: c_int = 115;
pub(crate) const ETIMEDOUT: c_int = 110;

pub(crate) const O_RDONLY: c_int = 0;
pub(crate) const O_WRONLY: c_int = 1;
pub(crate) const O_RDWR: c_int = 2;
pub(crate) const O_CREAT: c_int = 0o100;
pub(crate) const O_EXCL: c_int = 0o200;
pub(crate) const O_TRUNC: c_int = 0o1000;
pub(crate) const O_APPEND: c_int = 0o2000;
pub(crate) const O_DIRECTORY: c_int = 0o200_000;
pub(crate) const O_NOFOLLOW: c_int = 0o400_000;
pub(crate) const O_CLOEXEC: c_int = 0o2_000_000;
pub(crate) const O_PATH: c_int = 0o10_000_000;
pub(crate) const F_DUPFD_CLOEXEC: c_int = 1030;
pub(crate) const F_GETFL: c_int = 3;
pub(crate) const F_SETFL: c_int = 4;
pub(crate) const O_NONBLOCK: c_int = 0o4000;
pub(crate) const FIONBIO: c_ulong = 0x5421;
pub(crate) const SEEK_SET: c_int = 0;
pub(crate) const SEEK_CUR: c_int = 1;
pub(crate) const SEEK_END: c_int = 2;
pub(crate) const S_IFMT: u32 = 0o170_000;
pub(crate) const S_IFSOCK: u32 = 0o140_000;
pub(crate) const S_IFLNK: u32 = 0o120_000;
pub(crate) const S_IFREG: u32 = 0o100_000;
pub(crate) const S_IFBLK: u32 = 0o060_000;
pub(crate) const S_IFDIR: u32 = 0o040_000;
pub(crate) const S_IFCHR: u32 = 0o020_000;
pub(crate) const S_IFIFO: u32 = 0o010_000;
pub(crate) const AT_FDCWD: c_int = -100;
pub(crate) const AT_REMOVEDIR: c_int = 0x200;
pub(crate) const AT_SYMLINK_NOFOLLOW: c_int = 0x100;
pub(crate) const UTIME_OMIT: i64 = 0x3fff_fffe;
pub(crate) const LOCK_SH: c_int = 1;
pub(crate) const LOCK_EX: c_int = 2;
pub(crate) const LOCK_NB: c_int = 4;
pub(crate) const LOCK_UN: c_int = 8;
pub(crate) const POLLIN: c_short = 1;
pub(crate) const POLLOUT: c_short = 4;
pub(crate) const POLLERR: c_short = 8;
pub(crate) const POLLHUP: c_short = 16;
pub(crate) const POLLNVAL: c_short = 32;
pub(crate) const SIGPIPE: c_int = 13;
pub(crate) const SIGKILL: c_int = 9;
pub(crate) const SIG_DFL: sighandler_t = 0;
pub(crate) const SIG_IGN: sighandler_t = 1;
pub(crate) const SIG_SETMASK: c_int = 2;
pub(crate) const CLOCK_REALTIME: c_int = 0;
pub(crate) const CLOCK_MONOTONIC: c_int = 1;
pub(crate) const SYS_FUTEX: c_long = 202;
pub(crate) const FUTEX_WAKE: c_int = 1;
pub(crate) const FUTEX_WAIT_BITSET: c_int = 9;
pub(crate) const FUTEX_PRIVATE_FLAG: c_int = 128;
pub(crate) const WNOHANG: c_int = 1;
pub(crate) const _SC_NPROCESSORS_ONLN: c_int = 84;
pub(crate) const _SC_PAGESIZE: c_int = 30;
pub(crate) const _SC_GETPW_R_SIZE_MAX: c_int = 70;
pub(crate) const AF_UNIX: c_int = 1;
pub(crate) const AF_INET: c_int = 2;
pub(crate) const AF_INET6: c_int = 10;
pub(crate) const SOCK_STREAM: c_int = 1;
pub(crate) const SOCK_DGRAM: c_int = 2;
pub(crate) const SOCK_CLOEXEC: c_int = 0o2_000_000;
pub(crate) const SOL_SOCKET: c_int = 1;
pub(crate) const SO_REUSEADDR: c_int = 2;
pub(crate) const SO_ERROR: c_int = 4;
pub(crate) const SO_BROADCAST: c_int = 6;
pub(crate) const SO_LINGER: c_int = 13;
pub(crate) const SO_RCVTIMEO: c_int = 20;
pub(crate) const SO_SNDTIMEO: c_int = 21;
pub(crate) const IPPROTO_IP: c_int = 0;
pub(crate) const IPPROTO_TCP: c_int = 6;
pub(crate) const IPPROTO_IPV6: c_int = 41;
pub(crate) const TCP_NODELAY: c_int = 1;
pub(crate) const IP_MULTICAST_TTL: c_int = 33;
pub(crate) const IP_MULTICAST_LOOP: c_int = 34;
pub(crate) const IP_ADD_MEMBERSHIP: c_int = 35;
pub(crate) const IP_DROP_MEMBERSHIP: c_int = 36;
pub(crate) const IPV6_MULTICAST_LOOP: c_int = 19;
pub(crate) const IPV6_ADD_MEMBERSHIP: c_int = 20;
pub(crate) const IPV6_DROP_MEMBERSHIP: c_int = 21;
pub(crate) const IP_TTL: c_int = 2;
pub(crate) const IPV6_V6ONLY: c_int = 26;
pub(crate) const EAI_SYSTEM: c_int = -11;
pub(crate) const MSG_PEEK: c_int = 2;
pub(crate) const MSG_NOSIGNAL: c_int = 0x4000;

#[link(name = "c")]
#[link(name = "m")]
#[link(name = "gcc_s")]
unsafe extern "C" {
    pub(crate) static mut environ: *const *const c_char;

    // Memory and text.
    pub(crate) fn malloc(size: usize) -> *mut c_void;
    pub(crate) fn calloc(count: usize, size: usize) -> *mut c_void;
    pub(crate) fn realloc(ptr: *mut c_void, size: usize) -> *mut c_void;
    pub(crate) fn free(ptr: *mut c_void);
    pub(crate) fn posix_memalign(out: *mut *mut c_void, align: usize, size: usize) -> c_int;
    pub(crate) fn memchr(s: *const c_void, c: c_int, n: usize) -> *mut c_void;
    pub(crate) fn memrchr(s: *const c_void, c: c_int, n: usize) -> *mut c_void;
    pub(crate) fn strlen(s: *const c_char) -> usize;
    pub(crate) fn __errno_location() -> *mut c_int;
    #[link_name = "__xpg_strerror_r"]
    pub(crate) fn strerror_r(code: c_int, buf: *mut c_char, len: usize) -> c_int;

    // The process.
    pub(crate) fn abort() -> !;
    pub(crate) fn exit(code: c_int) -> !;
    pub(crate) fn _exit(code: c_int) -> !;
    pub(crate) fn getpid() -> pid_t;
    pub(crate) fn getppid() -> pid_t;
    pub(crate) fn gettid() -> pid_t;
    pub(crate) fn fork() -> pid_t;
    pub(crate) fn execvp(file: *const c_char, argv: *const *const c_char) -> c_int;
    pub(crate) fn waitpid(pid: pid_t, status: *mut c_int, options: c_int) -> pid_t;
    pub(crate) fn kill(pid: pid_t, sig: c_int) -> c_int;
    pub(crate) fn signal(sig: c_int, handler: sighandler_t) -> sighandler_t;
    pub(crate) fn sigemptyset(set: *mut [u64; 16]) -> c_int;
    pub(crate) fn pthread_sigmask(how: c_int, set: *const [u64; 16], old: *mut [u64; 16]) -> c_int;
    pub(crate) fn setuid(uid: u32) -> c_int;
    pub(crate) fn setgid(gid: u32) -> c_int;
    pub(crate) fn getuid() -> u32;
    pub(crate) fn setsid() -> pid_t;
    pub(crate) fn setpgid(pid: pid_t, pgid: pid_t) -> c_int;
    pub(crate) fn getpwuid_r(
        uid: u32,
        pwd: *mut passwd,
        buf: *mut c_char,
        len: usize,
        result: *mut *mut passwd,
    ) -> c_int;
    pub(crate) fn getenv(name: *const c_char) -> *mut c_char;
    pub(crate) fn setenv(name: *const c_char, value: *const c_char, overwrite: c_int) -> c_int;
    pub(crate) fn unsetenv(name: *const c_char) -> c_int;
    pub(crate) fn getcwd(buf: *mut c_char, size: usize) -> *mut c_char;
    pub(crate) fn chdir(dir: *const c_char) -> c_int;
    pub(crate) fn chroot(dir: *const c_char) -> c_int;
    pub(crate) fn sysconf(name: c_int) -> c_long;
    pub(crate) fn syscall(num: c_long, ...) -> c_long;
    pub(crate) fn getrandom(buf: *mut c_void, len: usize, flags: c_uint) -> isize;
    pub(crate) fn clock_gettime(clock: c_int, out: *mut timespec) -> c_int;
    pub(crate) fn nanosleep(req: *const timespec, rem: *mut timespec) -> c_int;
    pub(crate) fn dladdr(addr: *const c_void, info: *mut Dl_info) -> c_int;

    // Threads.
    pub(crate) fn pthread_create(
        out: *mut pthread_t,
        attr: *const pthread_attr_t,
        start: extern "C" fn(*mut c_void) -> *mut c_void,
        arg: *mut c_void,
    ) -> c_int;
    pub(crate) fn pthread_join(thread: pthread_t, value: *mut *mut c_void) -> c_int;
    pub(crate) fn pthread_detach(thread: pthread_t) -> c_int;
    pub(crate) fn pthread_self() -> pthread_t;
    pub(crate) fn pthread_setname_np(thread: pthread_t, name: *const c_char) -> c_int;
    pub(crate) fn pthread_attr_init(attr: *mut pthread_attr_t) -> c_int;
    pub(crate) fn pthread_attr_destroy(attr: *mut pthread_attr_t) -> c_int;
    pub(crate) fn pthread_attr_setstacksize(attr: *mut pthread_attr_t, size: usize) -> c_int;
    pub(crate) fn sched_yield() -> c_int;
    pub(crate) fn sched_getaffinity(pid: pid_t, size: usize, set: *mut [u64; 16]) -> c_int;
    pub(crate) fn __cxa_thread_atexit_impl(
        dtor: unsafe extern "C" fn(*mut u8),
        obj: *mut u8,
        dso: *const u8,
    ) -> c_int;
    pub(crate) static __dso_handle: u8;

    // Files.
    #[link_name = "open64"]
    pub(crate) fn open(path: *const c_char, flags: c_int, ...) -> c_int;
    #[link_name = "openat64"]
    pub(crate) fn openat(dir: c_int, path: *const c_char, flags: c_int, ...) -> c_int;
    pub(crate) fn close(fd: c_int) -> c_int;
    pub(crate) fn read(fd: c_int, buf: *mut c_void, len: usize) -> isize;
    pub(crate) fn write(fd: c_int, buf: *const c_void, len: usize) -> isize;
    pub(crate) fn readv(fd: c_int, iov: *const c_void, count: c_int) -> isize;
    pub(crate) fn writev(fd: c_int, iov: *const c_void, count: c_int) -> isize;
    #[link_name = "pread64"]
    pub(crate) fn pread(fd: c_int, buf: *mut c_void, len: usize, offset: i64) -> isize;
    #[link_name = "pwrite64"]
    pub(crate) fn pwrite(fd: c_int, buf: *const c_void, len: usize, offset: i64) -> isize;
    #[link_name = "lseek64"]
    pub(crate) fn lseek(fd: c_int, offset: i64, whence: c_int) -> i64;
    #[link_name = "ftruncate64"]
    pub(crate) fn ftruncate(fd: c_int, len: i64) -> c_int;
    pub(crate) fn fsync(fd: c_int) -> c_int;
    pub(crate) fn fdatasync(fd: c_int) -> c_int;
    pub(crate) fn flock(fd: c_int, op: c_int) -> c_int;
    pub(crate) fn fcntl(fd: c_int, cmd: c_int, ...) -> c_int;
    pub(crate) fn ioctl(fd: c_int, request: c_ulong, ...) -> c_int;
    pub(crate) fn isatty(fd: c_int) -> c_int;
    pub(crate) fn dup2(from: c_int, to: c_int) -> c_int;
    pub(crate) fn pipe2(fds: *mut c_int, flags: c_int) -> c_int;
    pub(crate) fn poll(fds: *mut pollfd, count: c_ulong, timeout: c_int) -> c_int;
    pub(crate) fn stat64(path: *const c_char, out: *mut stat64) -> c_int;
    pub(crate) fn lstat64(path: *const c_char, out: *mut stat64) -> c_int;
    pub(crate) fn fstat64(fd: c_int, out: *mut stat64) -> c_int;
    pub(crate) fn unlink(path: *const c_char) -> c_int;
    pub(crate) fn unlinkat(dir: c_int, path: *const c_char, flags: c_int) -> c_int;
    pub(crate) fn rename(from: *const c_char, to: *const c_char) -> c_int;
    pub(crate) fn mkdir(path: *const c_char, mode: u32) -> c_int;
    pub(crate) fn rmdir(path: *const c_char) -> c_int;
    pub(crate) fn link(from: *const c_char, to: *const c_char) -> c_int;
    pub(crate) fn symlink(target: *const c_char, path: *const c_char) -> c_int;
    pub(crate) fn readlink(path: *const c_char, buf: *mut c_char, len: usize) -> isize;
    pub(crate) fn realpath(path: *const c_char, out: *mut c_char) -> *mut c_char;
    pub(crate) fn chmod(path: *const c_char, mode: u32) -> c_int;
    pub(crate) fn fchmod(fd: c_int, mode: u32) -> c_int;
    pub(crate) fn chown(path: *const c_char, uid: u32, gid: u32) -> c_int;
    pub(crate) fn futimens(fd: c_int, times: *const timespec) -> c_int;
    pub(crate) fn opendir(path: *const c_char) -> *mut DIR;
    pub(crate) fn fdopendir(fd: c_int) -> *mut DIR;
    pub(crate) fn dirfd(dir: *mut DIR) -> c_int;
    pub(crate) fn readdir64(dir: *mut DIR) -> *mut dirent64;
    pub(crate) fn closedir(dir: *mut DIR) -> c_int;

    // Sockets.
    pub(crate) fn socket(family: c_int, kind: c_int, protocol: c_int) -> c_int;
    pub(crate) fn socketpair(family: c_int, kind: c_int, protocol: c_int, fds: *mut c_int) -> c_int;
    pub(crate) fn bind(fd: c_int, addr: *const sockaddr, len: u32) -> c_int;
    pub(crate) fn listen(fd: c_int, backlog: c_int) -> c_int;
    pub(crate) fn accept4(fd: c_int, addr: *mut sockaddr, len: *mut u32, flags: c_int) -> c_int;
    pub(crate) fn connect(fd: c_int, addr: *const sockaddr, len: u32) -> c_int;
    pub(crate) fn getsockname(fd: c_int, addr: *mut sockaddr, len: *mut u32) -> c_int;
    pub(crate) fn getpeername(fd: c_int, addr: *mut sockaddr, len: *mut u32) -> c_int;
    pub(crate) fn getsockopt(
        fd: c_int,
        level: c_int,
        name: c_int,
        value: *mut c_void,
        len: *mut u32,
    ) -> c_int;
    pub(crate) fn setsockopt(
        fd: c_int,
        level: c_int,
        name: c_int,
        value: *const c_void,
        len: u32,
    ) -> c_int;
    pub(crate) fn recv(fd: c_int, buf: *mut c_void, len: usize, flags: c_int) -> isize;
    pub(crate) fn send(fd: c_int, buf: *const c_void, len: usize, flags: c_int) -> isize;
    pub(crate) fn recvfrom(
        fd: c_int,
        buf: *mut c_void,
        len: usize,
        flags: c_int,
        addr: *mut sockaddr,
        addr_len: *mut u32,
    ) -> isize;
    pub(crate) fn sendto(
        fd: c_int,
        buf: *const c_void,
        len: usize,
        flags: c_int,
        addr: *const sockaddr,
        addr_len: u32,
    ) -> isize;
    pub(crate) fn shutdown(fd: c_int, how: c_int) -> c_int;
    pub(crate) fn getaddrinfo(
        node: *const c_char,
        service: *const c_char,
        hints: *const addrinfo,
        out: *mut *mut addrinfo,
    ) -> c_int;
    pub(crate) fn freeaddrinfo(list: *mut addrinfo);
    pub(crate) fn gai_strerror(code: c_int) -> *const c_char;

    // Mathematics.
    pub(crate) fn acos(x: f64) -> f64;
    pub(crate) fn acosf(x: f32) -> f32;
    pub(crate) fn asin(x: f64) -> f64;
    pub(crate) fn asinf(x: f32) -> f32;
    pub(crate) fn atan(x: f64) -> f64;
    pub(crate) fn atanf(x: f32) -> f32;
    pub(crate) fn atan2(y: f64, x: f64) -> f64;
    pub(crate) fn atan2f(y: f32, x: f32) -> f32;
    pub(crate) fn cbrt(x: f64) -> f64;
    pub(crate) fn cbrtf(x: f32) -> f32;
    pub(crate) fn cosh(x: f64) -> f64;
    pub(crate) fn coshf(x: f32) -> f32;
    pub(crate) fn expm1(x: f64) -> f64;
    pub(crate) fn expm1f(x: f32) -> f32;
    pub(crate) fn hypot(x: f64, y: f64) -> f64;
    pub(crate) fn hypotf(x: f32, y: f32) -> f32;
    pub(crate) fn log1p(x: f64) -> f64;
    pub(crate) fn log1pf(x: f32) -> f32;
    pub(crate) fn sinh(x: f64) -> f64;
    pub(crate) fn sinhf(x: f32) -> f32;
    pub(crate) fn tan(x: f64) -> f64;
    pub(crate) fn tanf(x: f32) -> f32;
    pub(crate) fn tanh(x: f64) -> f64;
    pub(crate) fn tanhf(x: f32) -> f32;
    pub(crate) fn fdim(x: f64, y: f64) -> f64;
    pub(crate) fn fdimf(x: f32, y: f32) -> f32;
}
