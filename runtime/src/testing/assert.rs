//! Assertions that say what was recorded instead.

use super::{EventType, Recorded};

/// All events of type `E`, in order.
#[must_use]
pub fn all<E: EventType>(events: &[Recorded]) -> Vec<&Recorded> {
    events.iter().filter(|event| event.is::<E>()).collect()
}

/// The one event of type `E`.
///
/// # Panics
///
/// When there is none, or more than one.
#[track_caller]
#[must_use]
pub fn only<E: EventType>(events: &[Recorded]) -> &Recorded {
    match all::<E>(events)[..] {
        [event] => event,
        ref found => panic!("expected one {}, found {}{}", E::SPEC.name, found.len(), recorded(events)),
    }
}

/// # Panics
///
/// When there is an event of type `E`.
#[track_caller]
pub fn assert_none<E: EventType>(events: &[Recorded]) {
    assert!(all::<E>(events).is_empty(), "expected no {}{}", E::SPEC.name, recorded(events));
}

/// # Panics
///
/// When the names of the events, in order, are others.
#[track_caller]
pub fn assert_names(events: &[Recorded], names: &[&str]) {
    let found: Vec<_> = events.iter().map(Recorded::name).collect();
    assert!(found == names, "expected events {names:?}, found {found:?}{}", recorded(events));
}

/// For what must not leave the machine: the name of a user, a folder, a token.
///
/// # Panics
///
/// When an envelope has `text` in it, in whatever case of letters, or when `text` is empty.
#[track_caller]
pub fn assert_nowhere(events: &[Recorded], text: &str) {
    assert!(!text.is_empty(), "an empty text is everywhere");
    // As JSON spells it, without the quotes around.
    let spelled = serde_json::Value::from(text.to_lowercase()).to_string();
    let spelled = &spelled[1..spelled.len() - 1];
    let found = events.iter().find(|event| event.envelope().to_lowercase().contains(spelled));
    assert!(found.is_none(), "`{text}` would be sent, in:\n{}", found.map_or("", Recorded::envelope));
}

/// All events as one text that is the same in every run: see [`Recorded::snapshot`].
#[must_use]
pub fn snapshot(events: &[Recorded]) -> String {
    events.iter().map(|event| format!("{event}\n")).collect()
}

fn recorded(events: &[Recorded]) -> String {
    if events.is_empty() { "; nothing was recorded".to_owned() } else { format!("; recorded:\n{}", snapshot(events)) }
}
