//! Contenders measured in turns, a batch each, so that whatever else the machine does meets all of them; and their table in
//! Markdown: median, minimum and maximum of the batches, the ratio to the best peer and to the floor.

pub mod program;

use std::fmt::Write as _;
use std::fs::File;
use std::hint::black_box;
use std::io::Write as _;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::json;

/// A batch is long enough for the clock, and short enough to be left alone by the scheduler mostly.
const BATCH: Duration = Duration::from_millis(3);

/// Whoever takes longer for a batch is measured in `FEW` rounds at most: it is tens of times behind, and its spread is small.
const LONG: Duration = Duration::from_millis(200);
const FEW: usize = 5;

/// Appends the event of the tables as a line of JSON, with the time: what every emitter has to do.
pub fn json_line(lines: &mut String) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let _ = writeln!(
        lines,
        r#"{{"name":"BenchStep","time":{},"data":{{"invoked_from":"{}","action_name":"build","target":"{}","items":{},"duration_ms":{},"success":{}}}}}"#,
        now.as_millis(),
        black_box("Interactive"),
        black_box("NPU"),
        black_box(3),
        black_box(12),
        black_box(true)
    );
}

/// What a row is in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Candor, held to the goal.
    Candor,
    /// Who a reader could have picked instead.
    Peer,
    /// What nobody can be faster than, since everybody has to do it.
    Floor,
}

impl Role {
    fn name(self) -> &'static str {
        match self {
            Self::Candor => "candor",
            Self::Peer => "peer",
            Self::Floor => "floor",
        }
    }
}

/// Who is measured.
pub struct Contender<'a> {
    name: String,
    role: Role,
    /// Runs so many times and tells how long that took.
    run: Box<dyn FnMut(usize) -> Duration + 'a>,
    /// Between batches, outside of what is measured.
    rest: Box<dyn FnMut() + 'a>,
    /// Runs a batch; found by doubling where it is `None`.
    batch: Option<usize>,
}

impl<'a> Contender<'a> {
    /// One call of `once` is one event.
    pub fn new<T>(name: &str, role: Role, mut once: impl FnMut() -> T + 'a) -> Self {
        Self::timed(name, role, move |times| {
            let start = Instant::now();
            for _ in 0..times {
                black_box(once());
            }
            start.elapsed()
        })
    }

    /// A contender that takes the time by itself.
    pub fn timed(name: &str, role: Role, run: impl FnMut(usize) -> Duration + 'a) -> Self {
        Self { name: name.to_owned(), role, run: Box::new(run), rest: Box::new(|| ()), batch: None }
    }

    /// So many runs a batch.
    #[must_use]
    pub fn batch(self, runs: usize) -> Self {
        Self { batch: Some(runs), ..self }
    }

    /// What has to happen between two batches, such as emptying a queue.
    #[must_use]
    pub fn resting(self, rest: impl FnMut() + 'a) -> Self {
        Self { rest: Box::new(rest), ..self }
    }

    /// How many runs fill a batch; warms up on the way.
    fn find_batch(&mut self) -> usize {
        if let Some(batch) = self.batch {
            (self.run)(batch);
            (self.rest)();
            return batch;
        }
        let mut size = 1;
        while (self.run)(size) < BATCH {
            (self.rest)();
            size *= 2;
        }
        (self.rest)();
        size
    }
}

/// What a table is about.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    /// Its heading.
    pub title: &'a str,
    /// What Candor is to reach, in words.
    pub goal: &'a str,
    /// Digits after the point.
    pub digits: usize,
    /// What a second is divided by: 1e9 for nanoseconds.
    pub per_second: f64,
    /// The unit's name.
    pub unit: &'a str,
}

/// Nanoseconds.
pub const NANOSECONDS: Table<'static> = Table { title: "", goal: "", digits: 1, per_second: 1e9, unit: "ns" };
/// Milliseconds.
pub const MILLISECONDS: Table<'static> = Table { title: "", goal: "", digits: 2, per_second: 1e3, unit: "ms" };

/// Rounds of a run: the first argument, else `usual`.
pub fn rounds(usual: usize) -> usize {
    std::env::args().nth(1).and_then(|rounds| rounds.parse().ok()).unwrap_or(usual)
}

/// Measures all in turns and prints the table.
pub fn print(table: Table<'_>, rounds: usize, mut contenders: Vec<Contender<'_>>) {
    let batches: Vec<usize> = contenders.iter_mut().map(Contender::find_batch).collect();
    let mut times = vec![Vec::with_capacity(rounds); contenders.len()];
    for _ in 0..rounds {
        for ((contender, &batch), times) in contenders.iter_mut().zip(&batches).zip(&mut times) {
            if times.len() >= FEW && times.iter().all(|taken| *taken > LONG) {
                continue;
            }
            times.push((contender.run)(batch));
            (contender.rest)();
        }
    }
    let per_run = |batch: usize| move |taken: Duration| taken.as_secs_f64() * table.per_second / batch as f64;
    let times = times.into_iter().zip(batches).map(|(times, batch)| times.into_iter().map(per_run(batch)).collect());
    let rows: Vec<Row> =
        contenders.iter().zip(times).filter_map(|(c, times)| Row::of(&c.name, c.role, times)).collect();
    println!("{}", markdown(table, &rows));
    keep(&figures(table, &rows));
}

/// Appends a line to the file that the variable `FIGURES` names, if it names one: for whoever quotes the figures.
fn keep(line: &str) {
    let Some(path) = std::env::var_os("FIGURES") else { return };
    let written = File::options().create(true).append(true).open(&path).and_then(|mut file| writeln!(file, "{line}"));
    if let Err(error) = written {
        eprintln!("{}: {error}", path.display());
    }
}

/// The table as one line of JSON.
pub fn figures(table: Table<'_>, rows: &[Row]) -> String {
    let Table { title, goal, unit, .. } = table;
    let rows: Vec<_> = rows
        .iter()
        .map(|row| json!({ "name": row.name, "role": row.role.name(), "median": row.median, "min": row.min, "max": row.max }))
        .collect();
    json!({ "table": title, "unit": unit, "goal": goal, "rows": rows }).to_string()
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    name: String,
    role: Role,
    median: f64,
    min: f64,
    max: f64,
}

impl Row {
    /// The row of these times; `None` without any.
    pub fn of(name: &str, role: Role, mut times: Vec<f64>) -> Option<Self> {
        times.sort_by(f64::total_cmp);
        let (&min, &max, &median) = (times.first()?, times.last()?, times.get(times.len() / 2)?);
        Some(Self { name: name.to_owned(), role, median, min, max })
    }
}

/// The table as Markdown.
pub fn markdown(table: Table<'_>, rows: &[Row]) -> String {
    let best = |role| rows.iter().filter(|row| row.role == role).map(|row| row.median).min_by(f64::total_cmp);
    let (peer, floor) = (best(Role::Peer), best(Role::Floor));
    let Table { title, goal, digits, unit, .. } = table;
    let mut out = format!("\n### {title}\n\nGoal: {goal}.\n\n");
    let _ = writeln!(
        out,
        "| | median {unit} | minimum | maximum | of the best peer | of the floor |\n|---|--:|--:|--:|--:|--:|"
    );
    for row in rows {
        let ratio = |to: Option<f64>| to.map_or("–".to_owned(), |to| format!("{:.2}", row.median / to));
        let name = match row.role {
            Role::Candor => format!("**{}**", row.name),
            Role::Peer => row.name.clone(),
            Role::Floor => format!("_{}_", row.name),
        };
        let _ = writeln!(
            out,
            "| {name} | {:.digits$} | {:.digits$} | {:.digits$} | {} | {} |",
            row.median,
            row.min,
            row.max,
            ratio(peer),
            ratio(floor)
        );
    }
    out
}
