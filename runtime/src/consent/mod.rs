//! Whether the user said yes, and how they are asked.
