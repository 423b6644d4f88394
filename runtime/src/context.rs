//! What goes out with every event.
