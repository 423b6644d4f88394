//! Every limit of the language and of the runtime, each with its reason.

use std::time::Duration;

/// Characters of a `text` field unless the schema says otherwise: the system that Candor follows used 200 as well.
pub const TEXT_CHARS_DEFAULT: u32 = 200;
/// Characters that a schema may allow a `text` field: more is a log line, which belongs elsewhere.
pub const TEXT_CHARS_MAX: u32 = 500;
/// Bytes of a text that are formatted and scanned: a message beyond it is a dump, and the cap keeps 500 characters at most.
pub const TEXT_SCAN_BYTES: usize = 64 * 1024;
/// Characters of a label: the longest that a dashboard shows as one name.
pub const LABEL_CHARS_MAX: usize = 64;
/// Frames of one backtrace that are sent, innermost first: the rest seldom helps and is paid for by every user.
pub const FRAMES_MAX: usize = 50;

/// Bytes of one schema file. The largest hand-written event seen has 6 KiB.
pub const SCHEMA_FILE_BYTES: usize = 1024 * 1024;
/// Nesting of collections in a schema file: the language itself needs 5.
pub const SCHEMA_DEPTH: usize = 16;
/// Nodes of one schema file, so that a crafted one ends in bounded time.
pub const SCHEMA_NODES: usize = 100_000;
/// Events of one product.
pub const EVENTS_MAX: usize = 10_000;
/// Fields of one event: Rust's type checker pays for each, and nobody reads a notice for more.
pub const FIELDS_MAX: usize = 100;
/// Values of one enum.
pub const ENUM_VALUES_MAX: usize = 1_000;
/// Columns of the prompt.
pub const PROMPT_COLUMNS: usize = 72;
/// Days before `expires` in which a check warns.
pub const EXPIRY_WARNING_DAYS: i32 = 30;

/// Bytes of a program that are searched for its manifest: larger ones are archives.
pub const PROGRAM_BYTES: u64 = 1024 * 1024 * 1024;

/// Time that leaving a process may take because of telemetry: below what a person notices as a delay.
pub const EXIT_BUDGET: Duration = Duration::from_millis(250);
/// Time for a connection to a collector.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
/// Time for a whole request.
pub const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);

/// Bytes that the spool keeps; the oldest go first.
pub const SPOOL_BYTES: u64 = 4 * 1024 * 1024;
/// Events that the spool keeps; the oldest go first.
pub const SPOOL_EVENTS: u64 = 10_000;
/// Age after which a waiting event is worth nothing.
pub const SPOOL_AGE: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// Bytes after which a segment is sealed: small enough to send as one batch.
pub const SEGMENT_BYTES: u64 = 256 * 1024;
/// Age after which a segment is sealed, so that a long process sends while it runs.
pub const SEGMENT_AGE: Duration = Duration::from_secs(5);
