//! What goes into one request.

use std::path::PathBuf;

use candor_core::limits;

use crate::delivery::destination::{Destination, Encoded};
use crate::delivery::envelope::LastContext;
use crate::delivery::line::Line;
use crate::delivery::losses::Losses;
use crate::delivery::queue::{Item, Stream};
use crate::delivery::segment::SegmentName;

/// A part of a batch. Entries that are no event travel with the events before them.
pub(super) enum Entry {
    Event {
        segment: SegmentName,
        end: u64,
        bytes: usize,
        encoded: Encoded,
    },
    /// Its destination has no form for it.
    Unencodable {
        segment: SegmentName,
        end: u64,
    },
    /// What was lost for every destination, counted by the first that comes here.
    Before {
        segment: SegmentName,
        end: u64,
        losses: Losses,
    },
    End {
        segment: SegmentName,
        path: PathBuf,
        missing: Losses,
    },
}

/// The next events for a destination, as many as one request may have, with what stands between them.
pub(super) fn next_batch(stream: &mut Stream, to: &Destination) -> Vec<Entry> {
    let (mut batch, mut events, mut bytes) = (Vec::new(), 0, 0);
    let mut last = LastContext::default();
    let fits = |item: &Item, events: usize, bytes: usize| match item {
        Item::Line { line: Line::Event(json), .. } => {
            events == 0 || (events < limits::BATCH_EVENTS && bytes + json.len() <= limits::BATCH_BYTES)
        }
        _ => true,
    };
    while let Some(item) = stream.next_if(|item| fits(item, events, bytes)) {
        let entry = prepare(item, to, &mut last);
        if let Entry::Event { bytes: more, .. } = &entry {
            events += 1;
            bytes += more;
        }
        batch.push(entry);
    }
    batch
}

fn prepare(item: Item, to: &Destination, last: &mut LastContext) -> Entry {
    match item {
        Item::End { segment, path, missing } => Entry::End { segment, path, missing },
        Item::Line { segment, end, line: Line::Lost(losses) } => Entry::Before { segment, end, losses },
        // Counted at the end of the segment, which knows how many events its lines were.
        Item::Line { segment, end, line: Line::Damaged } => Entry::Before { segment, end, losses: Losses::default() },
        Item::Line { segment, end, line: Line::Event(json) } => match to.encode(&json, last) {
            Ok(encoded) => Entry::Event { segment, end, bytes: json.len() + 1, encoded },
            Err(_) => Entry::Unencodable { segment, end },
        },
    }
}

pub(super) fn events_in(part: &[Entry]) -> u64 {
    part.iter().filter(|entry| matches!(entry, Entry::Event { .. })).count() as u64
}

/// Where the later half of the events begins.
pub(super) fn middle(part: &[Entry]) -> usize {
    let events = part.iter().enumerate().filter(|(_, entry)| matches!(entry, Entry::Event { .. }));
    let starts: Vec<usize> = events.map(|(index, _)| index).collect();
    starts.get(starts.len() / 2).copied().unwrap_or(part.len())
}

pub(super) fn encoded(part: &[Entry]) -> impl DoubleEndedIterator<Item = &Encoded> + Clone {
    part.iter().filter_map(|entry| if let Entry::Event { encoded, .. } = entry { Some(encoded) } else { None })
}
