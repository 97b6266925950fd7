//! The system interface "preview 1", as its specification declares it.
//!
//! All functions but `proc_exit` return an error number, 0 for success. A module imports only those
//! that the program can reach.

/// Memory to read from.
#[repr(C)]
pub(crate) struct Ciovec {
    pub buf: *const u8,
    pub len: usize,
}

/// Memory to write to.
#[repr(C)]
pub(crate) struct Iovec {
    pub buf: *mut u8,
    pub len: usize,
}

/// What is known about a file.
#[derive(Clone, Copy)]
#[repr(C)]
pub(crate) struct Filestat {
    pub dev: u64,
    pub ino: u64,
    pub filetype: u8,
    pub nlink: u64,
    pub size: u64,
    pub atim: u64,
    pub mtim: u64,
    pub ctim: u64,
}

/// What is known about a descriptor.
#[repr(C)]
pub(crate) struct Fdstat {
    pub filetype: u8,
    pub flags: u16,
    pub rights_base: u64,
    pub rights_inheriting: u64,
}

/// A directory that was opened for the program.
#[repr(C)]
pub(crate) struct Prestat {
    pub tag: u8,
    pub name_len: usize,
}

/// The head of an entry of a directory; its name follows.
#[repr(C)]
pub(crate) struct Dirent {
    pub next: u64,
    pub ino: u64,
    pub name_len: u32,
    pub filetype: u8,
}

/// An event to wait for: that a clock has gone on by so much.
#[repr(C)]
pub(crate) struct ClockSubscription {
    pub userdata: u64,
    pub tag: u64,
    pub id: u32,
    pub timeout: u64,
    pub precision: u64,
    pub flags: u16,
}

/// An event that has come.
#[repr(C)]
pub(crate) struct Event {
    pub userdata: u64,
    pub error: u16,
    pub kind: u8,
    pub bytes: u64,
    pub flags: u16,
}

pub(crate) const CLOCK_REALTIME: u32 = 0;
pub(crate) const CLOCK_MONOTONIC: u32 = 1;
pub(crate) const SYMLINK_FOLLOW: u32 = 1;
pub(crate) const O_CREAT: u16 = 1;
pub(crate) const O_DIRECTORY: u16 = 2;
pub(crate) const O_EXCL: u16 = 4;
pub(crate) const O_TRUNC: u16 = 8;
pub(crate) const FD_APPEND: u16 = 1;
pub(crate) const FD_NONBLOCK: u16 = 4;
pub(crate) const SET_ATIM: u16 = 1;
pub(crate) const SET_MTIM: u16 = 4;
pub(crate) const FILETYPE_CHARACTER_DEVICE: u8 = 2;
pub(crate) const FILETYPE_DIRECTORY: u8 = 3;

/// Rights that come with reading: to read bytes, and entries of directories.
pub(crate) const RIGHTS_READ: u64 = 1 << 1 | 1 << 14;
/// Rights that come with writing: to write, to have it done, to change the size.
pub(crate) const RIGHTS_WRITE: u64 = 1 << 0 | 1 << 6 | 1 << 8 | 1 << 22;
/// Rights to seek and to tell: a descriptor without them is no file.
pub(crate) const RIGHTS_SEEK: u64 = 1 << 2 | 1 << 5;

#[link(wasm_import_module = "wasi_snapshot_preview1")]
unsafe extern "C" {
    pub(crate) fn args_sizes_get(count: *mut usize, size: *mut usize) -> i32;
    pub(crate) fn args_get(argv: *mut *mut u8, buf: *mut u8) -> i32;
    pub(crate) fn environ_sizes_get(count: *mut usize, size: *mut usize) -> i32;
    pub(crate) fn environ_get(environ: *mut *mut u8, buf: *mut u8) -> i32;
    pub(crate) fn clock_time_get(id: u32, precision: u64, time: *mut u64) -> i32;
    pub(crate) fn fd_close(fd: i32) -> i32;
    pub(crate) fn fd_datasync(fd: i32) -> i32;
    pub(crate) fn fd_fdstat_get(fd: i32, stat: *mut Fdstat) -> i32;
    pub(crate) fn fd_fdstat_set_flags(fd: i32, flags: u16) -> i32;
    pub(crate) fn fd_filestat_get(fd: i32, stat: *mut Filestat) -> i32;
    pub(crate) fn fd_filestat_set_size(fd: i32, size: u64) -> i32;
    pub(crate) fn fd_filestat_set_times(fd: i32, atim: u64, mtim: u64, flags: u16) -> i32;
    pub(crate) fn fd_pread(
        fd: i32,
        iovs: *const Iovec,
        count: usize,
        offset: u64,
        done: *mut usize,
    ) -> i32;
    pub(crate) fn fd_prestat_get(fd: i32, stat: *mut Prestat) -> i32;
    pub(crate) fn fd_prestat_dir_name(fd: i32, path: *mut u8, len: usize) -> i32;
    pub(crate) fn fd_pwrite(
        fd: i32,
        iovs: *const Ciovec,
        count: usize,
        offset: u64,
        done: *mut usize,
    ) -> i32;
    pub(crate) fn fd_read(fd: i32, iovs: *const Iovec, count: usize, done: *mut usize) -> i32;
    pub(crate) fn fd_readdir(
        fd: i32,
        buf: *mut u8,
        len: usize,
        cookie: u64,
        done: *mut usize,
    ) -> i32;
    pub(crate) fn fd_seek(fd: i32, offset: i64, whence: u8, place: *mut u64) -> i32;
    pub(crate) fn fd_sync(fd: i32) -> i32;
    pub(crate) fn fd_write(fd: i32, iovs: *const Ciovec, count: usize, done: *mut usize) -> i32;
    pub(crate) fn path_create_directory(fd: i32, path: *const u8, len: usize) -> i32;
    pub(crate) fn path_filestat_get(
        fd: i32,
        flags: u32,
        path: *const u8,
        len: usize,
        stat: *mut Filestat,
    ) -> i32;
    pub(crate) fn path_link(
        old_fd: i32,
        old_flags: u32,
        old: *const u8,
        old_len: usize,
        new_fd: i32,
        new: *const u8,
        new_len: usize,
    ) -> i32;
    pub(crate) fn path_open(
        fd: i32,
        dirflags: u32,
        path: *const u8,
        len: usize,
        oflags: u16,
        rights_base: u64,
        rights_inheriting: u64,
        fdflags: u16,
        opened: *mut i32,
    ) -> i32;
    pub(crate) fn path_readlink(
        fd: i32,
        path: *const u8,
        len: usize,
        buf: *mut u8,
        buf_len: usize,
        done: *mut usize,
    ) -> i32;
    pub(crate) fn path_remove_directory(fd: i32, path: *const u8, len: usize) -> i32;
    pub(crate) fn path_rename(
        old_fd: i32,
        old: *const u8,
        old_len: usize,
        new_fd: i32,
        new: *const u8,
        new_len: usize,
    ) -> i32;
    pub(crate) fn path_symlink(
        old: *const u8,
        old_len: usize,
        fd: i32,
        new: *const u8,
        new_len: usize,
    ) -> i32;
    pub(crate) fn path_unlink_file(fd: i32, path: *const u8, len: usize) -> i32;
    pub(crate) fn poll_oneoff(
        events: *const ClockSubscription,
        out: *mut Event,
        count: usize,
        come: *mut usize,
    ) -> i32;
    pub(crate) fn proc_exit(code: u32) -> !;
    pub(crate) fn random_get(buf: *mut u8, len: usize) -> i32;
    pub(crate) fn sched_yield() -> i32;
}
