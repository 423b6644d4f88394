//! Without the feature `tls` nothing leaves the machine over a network, and a schema that asks for it does not compile: nobody
//! could see at run time why nothing arrives.

/// For generated code: a destination that needs TLS, in the words of `otherwise`.
#[cfg(feature = "tls")]
#[doc(hidden)]
#[macro_export]
macro_rules! __over_tls {
    ($otherwise:literal) => {};
}

/// For generated code: a destination that needs TLS, in the words of `otherwise`.
#[cfg(not(feature = "tls"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __over_tls {
    ($otherwise:literal) => {
        ::core::compile_error!($otherwise);
    };
}
