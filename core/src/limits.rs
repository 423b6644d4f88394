//! Every limit of the language and of the runtime, each with its reason.

use std::time::Duration;

/// Characters of a `text` field unless the schema says otherwise: the system that Candor follows used 200 as well.
pub const TEXT_CHARS_DEFAULT: u32 = 200;
/// Characters that a schema may allow a `text` field: more is a log line, which belongs elsewhere.
pub const TEXT_CHARS_MAX: u32 = 500;
/// Bytes of a text that are formatted and scanned: a message beyond it is a dump, and the cap keeps 500 characters at most.
pub const TEXT_SCAN_BYTES: usize = 64 * 1024;
/// Patterns that one product may scrub by: each is one more pass over every text.
pub const SCRUB_PATTERNS_MAX: usize = 20;
/// Examples of one pattern that go, and as many that stay: whoever needs more has two patterns.
pub const SCRUB_EXAMPLES_MAX: usize = 20;
/// Bytes that one pattern may take when compiled: a ticket number or a scheme of host names needs a hundredth of it.
pub const SCRUB_PATTERN_BYTES: usize = 1024 * 1024;
/// Matches of one pattern in one text, beyond which the whole text goes: each match may have read on to the end of the text, so
/// that without a bound the time would grow with the square of its length. The marks of so many fill every cap many times.
pub const SCRUB_MATCHES_MAX: usize = 1_000;
/// Characters of a label: the longest that a dashboard shows as one name.
pub const LABEL_CHARS_MAX: usize = 64;
/// Frames of one backtrace that are sent, innermost first: the rest seldom helps and is paid for by every user.
pub const FRAMES_MAX: usize = 50;
/// Errors that are followed from one to its cause: the deepest chains seen have a dozen, and a longer one goes in circles.
pub const CAUSES_MAX: usize = 128;

/// Bytes of one schema file. The largest hand-written event seen has 6 KiB.
pub const SCHEMA_FILE_BYTES: usize = 1024 * 1024;
/// Bytes of a lock: one line for each thing collected, and as many as the greatest schema collects.
pub const LOCK_FILE_BYTES: usize = 64 * 1024 * 1024;
/// Nesting of collections in a schema file: the language itself needs 5.
pub const SCHEMA_DEPTH: usize = 16;
/// Nodes of one schema file, so that a crafted one ends in bounded time.
pub const SCHEMA_NODES: usize = 100_000;
/// Findings that are listed for one file: whoever has more fixes these first.
pub const DIAGNOSTICS_PER_FILE: usize = 100;
/// Characters of a message or a help line, which may quote a name of any length.
pub const DIAGNOSTIC_CHARS: usize = 400;
/// Bytes of source that one finding shows: beyond it the place alone is named, since nobody finds a mark in such a line.
pub const SNIPPET_BYTES: usize = 8_000;
/// Characters of a name in a schema: the longest that a dashboard shows as one name.
pub const NAME_CHARS_MAX: usize = 64;
/// Characters of a description, a notice or another text in a schema: more is read by nobody.
pub const PROSE_CHARS_MAX: usize = 500;
/// Files that are looked for below the folder of a schema: beyond it, it is another folder that was meant.
pub const SCHEMA_FILES: usize = 20_000;
/// Nesting of folders in which stray files are looked for.
pub const SCHEMA_FOLDER_DEPTH: usize = 4;
/// Edges of a bucket: with more, the range says nearly as much as the number.
pub const BUCKET_EDGES_MAX: usize = 50;
/// The greatest edge: up to here a 64-bit float tells whole numbers apart.
pub const BUCKET_EDGE_MAX: u64 = 1 << 53;
/// Endings of files that a `reference` may keep.
pub const EXTENSIONS_MAX: usize = 50;
/// Characters of a `reference`: the longest identifier of the public registries.
pub const REFERENCE_CHARS_MAX: usize = 96;
/// Numeric parts of a `version`.
pub const VERSION_PARTS_MAX: usize = 4;
/// Digits of one part of a `version`: a date has eight.
pub const VERSION_DIGITS_MAX: usize = 8;
/// Events of one product.
pub const EVENTS_MAX: usize = 10_000;
/// Fields of one event, and of one record: Rust's type checker pays for each, and nobody reads a notice for more.
pub const FIELDS_MAX: usize = 100;
/// Items that a schema may allow a `list`: more is a table, which belongs elsewhere.
pub const LIST_ITEMS_MAX: u32 = 100;
/// Types in one `types.yaml`: whoever shares more than this shares nothing.
pub const SHARED_TYPES_MAX: usize = 1_000;
/// Values of one enum.
pub const ENUM_VALUES_MAX: usize = 1_000;
/// Commands of one product, with nested ones: the largest command lines of the clouds have some thousands, and name them in groups.
pub const COMMANDS_MAX: usize = 1_000;
/// Columns of the prompt.
pub const PROMPT_COLUMNS: usize = 72;
/// Days that a policy may allow between an event's review and its end: ten years, beyond which nothing is reviewed.
pub const EXPIRY_DAYS_MAX: u64 = 3_650;
/// Days before `expires` in which a check warns.
pub const EXPIRY_WARNING_DAYS: i32 = 30;

/// Bytes of a program that are searched for its manifest: larger ones are archives.
pub const PROGRAM_BYTES: u64 = 1024 * 1024 * 1024;

/// Time that leaving a process may take because of telemetry: below what a person notices as a delay.
pub const EXIT_BUDGET: Duration = Duration::from_millis(250);
/// Time for a connection to a collector.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
/// Time for which a connection is kept for the next request.
pub const CONNECTION_IDLE: Duration = Duration::from_secs(5);
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

/// Bytes of a `config.json` that are read: a product keeps settings in it, not data.
pub const CONFIG_BYTES: u64 = 1024 * 1024;
/// Bytes of an administrator's policy file that are read: it holds one word.
pub const POLICY_BYTES: u64 = 64 * 1024;
/// Copies of a broken `config.json` that are kept beside it; a file that breaks more often is broken by a program.
pub const CONFIG_COPIES_MAX: u32 = 1_000;
/// Bytes of a line that can be an answer to the prompt: the longest word is `yes`, the rest is room for spaces.
pub const ANSWER_BYTES: usize = 64;
/// Bytes of a line that are read at the prompt in search of its end: a terminal's own line is at most that long.
pub const ANSWER_LINE_BYTES: usize = 4 * 1024;
/// Time to wait for another process that writes the consent record: it needs milliseconds, and a stopped one must not hang us.
pub const STORAGE_LOCK_TIMEOUT: Duration = Duration::from_secs(1);
/// Time between two attempts to take that lock.
pub const STORAGE_LOCK_POLL: Duration = Duration::from_millis(5);

/// Bytes of one request to OneCollector, on the wire and inflated: the size at which the vendor's own client splits a batch.
pub const COLLECTOR_REQUEST_BYTES: usize = 3_145_728;
/// Bytes of one event to OneCollector: the size beyond which the vendor's own client drops an event.
pub const COLLECTOR_EVENT_BYTES: usize = 2_000_000;
/// Bytes of the head of one request to the collector double: the default of the common servers.
pub const SINK_HEAD_BYTES: usize = 16 * 1024;
/// Header lines of one request to the collector double.
pub const SINK_HEADERS: usize = 64;
/// Connections that the collector double serves at once; a client beyond it is turned away.
pub const SINK_CONNECTIONS: usize = 256;
/// Bytes of request bodies that the collector double keeps until they are taken; beyond it, it answers 507.
pub const SINK_KEPT_BYTES: usize = 256 * 1024 * 1024;
/// Time after which the collector double closes a connection on which nothing happens.
pub const SINK_IDLE: Duration = Duration::from_secs(60);
/// Time after which the command `candor sink` stops by itself, so that a forgotten one does not hold a port for ever.
pub const SINK_RUN: Duration = Duration::from_secs(60);

/// Bytes of one event as JSON: an error with its frames needs 20 KiB at most, and one beyond this is a mistake.
pub const EVENT_BYTES: usize = 64 * 1024;
/// How far over its bound the spool may be before new events are refused: only while another process holds the sender's
/// lock, and so keeps the oldest from being dropped.
pub const SPOOL_OVERSHOOT: u64 = 2;
/// Pause after the spool was found that full, so that a busy process does not look through it at every event, and keep from
/// making room whoever waits for it.
pub const FULL_PAUSE: Duration = Duration::from_millis(10);
/// Time that an event of a product with a buffer waits in memory at most: what a killed process may lose.
pub const BUFFER_AGE: Duration = Duration::from_millis(50);
/// Bytes in that buffer that are written without waiting for that time: some hundred events, for one write.
pub const BUFFER_BYTES: usize = 64 * 1024;
/// Bytes that the buffer holds; whoever comes then writes it out, since the thread that does so cannot keep up.
pub const BUFFER_BYTES_MAX: usize = 1024 * 1024;
/// Bytes of events that wait in memory while the disk refuses them.
pub const BACKLOG_BYTES: usize = 1024 * 1024;
/// Pause after the disk refused an event, so that a full disk does not cost a system call an event.
pub const BACKLOG_PAUSE: Duration = Duration::from_millis(100);
/// Bytes of the last request that are kept, so that a user can look at what was sent.
pub const LAST_SENT_BYTES: usize = 64 * 1024;

/// Bytes of what an earlier program left that are read, from the end: four times what may wait of it, in a form that is larger.
pub const IMPORT_BYTES: u64 = 4 * SPOOL_BYTES;

/// Bytes of an exported file before it is put aside, so that with the one put aside before it a disk holds twice as much: a
/// week of a busy product for whoever reads it, and no disk filled where nobody does.
pub const EXPORT_FILE_BYTES: u64 = 16 * 1024 * 1024;

/// Events of one request: what the collector's own producers send at most.
pub const BATCH_EVENTS: usize = 500;
/// Bytes of one request before compression: an eighth of what the collector takes, and sent in a second by a slow line.
pub const BATCH_BYTES: usize = 512 * 1024;
/// Requests that a pass may spend on finding poison events; the search goes on after a pause. Nine find one in a batch.
pub const SPLIT_REQUESTS: u32 = 32;
/// Answers in a row that something in the collector failed, after which an event of ours may be the reason. The pauses before them
/// add up to some minutes for most installations, and so outlast a restart.
pub const POISON_TRIES: u32 = 4;
/// Requests that a single event gets before it is dropped as the reason.
pub const POISON_SINGLE_TRIES: u32 = 3;
/// Bytes of a reply that are read: a verdict needs a hundred.
pub const REPLY_BYTES: u64 = 64 * 1024;
/// Characters of the collector's explanation that are kept.
pub const COLLECTOR_ERROR_CHARS: usize = 200;
/// First ceiling of the pause after a failure: a connection that broke off is worth another try soon.
pub const BACKOFF_BASE: Duration = Duration::from_secs(5);
/// How much longer every further ceiling is. With twice, those that failed late in an outage of an hour all come back in its first
/// minute, 3.6 times the mean; with ten times it is 1.8 times. `tests/src/outage.rs` plays it through.
pub const BACKOFF_FACTOR: u32 = 10;
/// Last ceiling of that pause: an outage of a night must not silence an installation for the next day.
pub const BACKOFF_MAX: Duration = Duration::from_secs(60 * 60);
/// The longest `Retry-After` that is obeyed; a longer one is taken for this.
pub const RETRY_AFTER_MAX: Duration = Duration::from_secs(24 * 60 * 60);
/// The longest kill that is obeyed: as long as an event may wait.
pub const KILL_MAX: Duration = SPOOL_AGE;
/// Time for which sealed segments gather before they are sent, so that a busy process does not begin with each of them anew.
pub const SENDER_GATHERS: Duration = Duration::from_millis(100);
/// So many sealed segments are sent at once: a quarter of what the spool has room for.
pub const SENDER_GATHERED_SEGMENTS: u64 = SPOOL_BYTES / SEGMENT_BYTES / 4;
/// Pause before another look while another process sends.
pub const SENDER_BUSY_PAUSE: Duration = Duration::from_secs(1);
