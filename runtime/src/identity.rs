//! The random identifier of an installation, and of a process.
