//! What is generated, under the strictest lints that a product may have. A library, since only there the compiler asks for
//! documentation.
#![deny(warnings, missing_docs, missing_debug_implementations, unreachable_pub, clippy::all, clippy::pedantic)]
#![forbid(unsafe_code)]

/// An excerpt of the schema of the repository.
pub mod modelkit {
    include!("modelkit/expected.rs");
}

/// Each type of the language, required and optional.
pub mod all_types {
    include!("all_types/expected.rs");
}

/// The same as a program has it: nothing is exported, and lints that spare a public API do not.
mod in_a_program {
    mod modelkit {
        include!("modelkit/expected.rs");
    }

    mod all_types {
        include!("all_types/expected.rs");
    }
}
