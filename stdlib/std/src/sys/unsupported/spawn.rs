//! Other processes: there are none.

use super::error;
use crate::io::{self, Read};
use crate::os::fd::OwnedFd;
use crate::process::{Command, StreamKind};
use crate::vec::Vec;

/// A process that was started.
#[derive(Debug)]
pub(crate) enum Process {}

impl Process {
    pub(crate) fn id(&self) -> u32 {
        match *self {}
    }

    pub(crate) fn kill(&self) -> io::Result<()> {
        match *self {}
    }

    pub(crate) fn wait(&self) -> io::Result<i32> {
        match *self {}
    }

    pub(crate) fn try_wait(&self) -> io::Result<Option<i32>> {
        match *self {}
    }
}

pub(crate) fn start(
    _: &mut Command,
    _stdin: &StreamKind,
    _output: &StreamKind,
) -> io::Result<(Process, [Option<OwnedFd>; 3])> {
    Err(error())
}

pub(crate) fn read_both(
    _: impl Read,
    _: &mut Vec<u8>,
    _: impl Read,
    _: &mut Vec<u8>,
) -> io::Result<()> {
    Err(error())
}
