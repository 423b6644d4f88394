//! From a scrubbed record to a collector: the spool, the sender, the verdicts.
