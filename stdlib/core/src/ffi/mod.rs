//! Foreign interfaces.
