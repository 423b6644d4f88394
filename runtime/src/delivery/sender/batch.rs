//! What goes into one request.

use std::rc::Rc;

use candor_core::limits;

use crate::delivery::destination::{Destination, Encoded, Encoder};
use crate::delivery::line::Line;
use crate::delivery::losses::Losses;
use crate::delivery::queue::{Item, Stream, Waiting};
use crate::delivery::state::DONE;

/// A part of a batch. Entries that are no event travel with the events before them.
pub(super) struct Entry {
    pub(super) segment: Rc<Waiting>,
    /// Up to where the segment has its verdict when this one has.
    pub(super) end: u64,
    pub(super) what: What,
}

pub(super) enum What {
    Event(Encoded),
    /// Its destination has no form for it.
    Unencodable,
    /// What was lost for every destination, counted by the first that comes here.
    Lost(Losses),
}

impl Entry {
    pub(super) fn is_event(&self) -> bool {
        matches!(self.what, What::Event(_))
    }
}

/// A batch that is as full as this ends with a segment: one of whole segments leaves no progress to be written down.
const ENOUGH_EVENTS: usize = limits::BATCH_EVENTS / 4 * 3;
const ENOUGH_BYTES: usize = limits::BATCH_BYTES / 4 * 3;

/// The next events for a destination, as many as one request may have, with what stands between them.
pub(super) fn next_batch(stream: &mut Stream, to: &Destination) -> Vec<Entry> {
    let (mut batch, mut events, mut bytes) = (Vec::new(), 0, 0);
    let mut encoder = to.encoder();
    let fits = |item: &Item, events: usize, bytes: usize| match &item.line {
        Line::Event(json) => {
            events == 0 || (events < limits::BATCH_EVENTS && bytes + json.len() <= limits::BATCH_BYTES)
        }
        _ => true,
    };
    while let Some(Item { segment, end, line }) = stream.next_if(|item| fits(item, events, bytes)) {
        let ends_here = end == DONE && (events >= ENOUGH_EVENTS || bytes >= ENOUGH_BYTES);
        let length = if let Line::Event(json) = &line { json.len() + 1 } else { 0 };
        let what = prepare(line, &mut encoder);
        if matches!(what, What::Event(_)) {
            events += 1;
            bytes += length;
        }
        batch.push(Entry { segment, end, what });
        if ends_here {
            break;
        }
    }
    batch
}

fn prepare(line: Line, encoder: &mut Encoder) -> What {
    match line {
        Line::Lost(losses) => What::Lost(losses),
        // Counted at the end of the segment, which knows how many events its lines were.
        Line::Damaged => What::Lost(Losses::default()),
        Line::Event(json) => encoder.encode(json).map_or(What::Unencodable, What::Event),
    }
}

pub(super) fn events_in(part: &[Entry]) -> u64 {
    part.iter().filter(|entry| entry.is_event()).count() as u64
}

/// Where the later half of the events begins.
pub(super) fn middle(part: &[Entry]) -> usize {
    let events = part.iter().enumerate().filter(|(_, entry)| entry.is_event());
    let starts: Vec<usize> = events.map(|(index, _)| index).collect();
    starts.get(starts.len() / 2).copied().unwrap_or(part.len())
}

pub(super) fn encoded(part: &[Entry]) -> impl DoubleEndedIterator<Item = &Encoded> + Clone {
    part.iter().filter_map(|entry| if let What::Event(encoded) = &entry.what { Some(encoded) } else { None })
}
