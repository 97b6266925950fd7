//! Synchronisation that needs no operating system.
pub mod atomic;
