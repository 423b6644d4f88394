//! Where a product keeps what it keeps.
