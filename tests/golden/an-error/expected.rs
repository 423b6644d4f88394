#[allow(unreachable_pub, unused_imports)]
pub use __candor::{telemetry, KitFailed};
#[allow(
    dead_code,
    missing_copy_implementations,
    missing_debug_implementations,
    unreachable_pub,
    clippy::as_conversions,
    clippy::doc_markdown,
    clippy::enum_variant_names,
    clippy::indexing_slicing,
    clippy::missing_const_for_fn,
    clippy::module_name_repetitions,
    clippy::must_use_candidate,
    clippy::needless_pass_by_value,
    clippy::new_without_default,
    clippy::return_self_not_must_use,
    clippy::too_many_lines,
    clippy::type_complexity,
    clippy::upper_case_acronyms,
)]
mod __candor {
    use ::candor::__private as __rt;

    /// The telemetry of Kit: `telemetry().install()` at the start of `main`, and keep what it returns.
    pub fn telemetry() -> ::candor::Telemetry {
        ::candor::Telemetry::new(&PRODUCT)
    }

    static PRODUCT: __rt::Product = __rt::Product::new(&SPEC).about(ABOUT).claims(&CLAIMS);
    static SPEC: __rt::ProductSpec = __rt::ProductSpec {
        name: "Kit",
        app: "kit",
        version: ::core::env!("CARGO_PKG_VERSION"),
        consent: __rt::ConsentSpec {
            version: 1u32,
            ask: __rt::Ask::Terminal,
            default: __rt::Answer::Decline,
            notice: "Kit can collect pseudonymous usage data to improve Kit.\n\nWhat is collected:\n  - How the command went\n  - Operating system\n\nWhat is never collected:\n  - File paths\n\nEnable telemetry? [y/N]: ",
            notice_sha256: "dbf90cfffa1862329b905e9cf558ec8f574c429a304185c41dcdc01a6b8e0ed6",
        },
        storage: ".kit",
        context: &[__rt::ContextKey::OsName],
        scrub_roots: &[],
        scrub_patterns: &[],
        destinations: &[
            __rt::DestinationSpec::OneCollector {
                endpoint: "https://collector.example.com/",
                key: __rt::checked_key(
                    ::core::option_env!("KIT_KEY"),
                    "the variable KIT_KEY holds no instrumentation key: it is letters and digits, a dash, and more of them; leave it unset or empty to build without telemetry",
                ),
            }
        ],
        schema_digest: digest(),
    };
    __rt::over_tls! {
        "product.yaml:10: `onecollector` is reached over TLS, which the crate `candor` was built without; at its dependency in Cargo.toml write `features = [\"tls\"]`, or leave out `default-features = false`"
    }

    #[used]
    static MANIFEST: [u8; 1015usize] = *b"\0candor manifest {\nKit 50cfe51617f5d36ec4290d082fde64e37c5c68eec2ccb37f4048f5c986bd526a\n# What Kit may collect, and on which terms. Written by `candor lock`; not to be edited by hand.\nlock format=1 sha256=74be939e805ba84e8b56de0fc6b25259430d4bfce59327dd20be6b4a9f676a99\nconsent version=1 ask=terminal default=decline purpose=\"improve Kit\"\ncontext os_name class=system notice=\"Operating system\"\ndestination onecollector endpoint=https://collector.example.com/\nevent KitFailed class=diagnostic expires=never\nfield KitFailed.cause class=diagnostic type=text(scrubbed,max_chars=80) optional=true notice=\"How the command went\"\nfield KitFailed.command class=diagnostic type=label notice=\"How the command went\"\nfield KitFailed.kind class=diagnostic type=label notice=\"How the command went\"\nfield KitFailed.message class=diagnostic type=text(scrubbed,max_chars=200) notice=\"How the command went\"\nnever_collected \"file paths\"\nprompt sha256=dbf90cfffa1862329b905e9cf558ec8f574c429a304185c41dcdc01a6b8e0ed6\n\n} candor manifest\0";
    const fn digest() -> &'static str {
        match ::core::str::from_utf8(MANIFEST.split_at(23usize).1.split_at(64).0) {
            __rt::Ok(digest) => digest,
            __rt::Err(_) => "",
        }
    }

    #[allow(non_upper_case_globals)]
    mod events {
        pub static KitFailed: super::__rt::EventSpec = super::__rt::EventSpec {
            name: "KitFailed",
            fields: &["command", "kind", "message", "cause"],
        };
    }

    /// States in which a field is set.
    #[allow(non_camel_case_types)]
    pub mod set {
        #[diagnostic::on_unimplemented(
            message = "the required field `cause` is not set",
            label = "call `.cause(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait cause {}

        #[automatically_derived]
        impl cause for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `command` is not set",
            label = "call `.command(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait command {}

        #[automatically_derived]
        impl command for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `kind` is not set",
            label = "call `.kind(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait kind {}

        #[automatically_derived]
        impl kind for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `message` is not set",
            label = "call `.message(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait message {}

        #[automatically_derived]
        impl message for super::__rt::Present {}

        #[automatically_derived]
        impl cause for super::__rt::Filled {}

        #[automatically_derived]
        impl kind for super::__rt::Filled {}

        #[automatically_derived]
        impl message for super::__rt::Filled {}
    }

    /// States in which a field can be set.
    #[allow(non_camel_case_types)]
    pub mod unset {
        #[diagnostic::on_unimplemented(
            message = "the field `cause` is set twice",
            label = "`.cause(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait cause {}

        #[automatically_derived]
        impl cause for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `command` is set twice",
            label = "`.command(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait command {}

        #[automatically_derived]
        impl command for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `kind` is set twice",
            label = "`.kind(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait kind {}

        #[automatically_derived]
        impl kind for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `message` is set twice",
            label = "`.message(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait message {}

        #[automatically_derived]
        impl message for super::__rt::Missing {}

        #[automatically_derived]
        impl cause for super::__rt::Filled {}

        #[automatically_derived]
        impl kind for super::__rt::Filled {}

        #[automatically_derived]
        impl message for super::__rt::Filled {}
    }

    static ABOUT: __rt::About = __rt::About::new(
        "KitFailed\tcommand\tdiagnostic\tlabel\tevents/failed.yaml:6\nKitFailed\tkind\tdiagnostic\tlabel\tevents/failed.yaml:7\nKitFailed\tmessage\tdiagnostic\ttext(scrubbed,max_chars=200)\tevents/failed.yaml:8\nKitFailed\tcause\tdiagnostic\ttext(scrubbed,max_chars=80)\tevents/failed.yaml:9\n\tos_name\tsystem\t\tproduct.yaml:8\n"
    );

    static CLAIMS: __rt::Claims = __rt::claims! {
        [] |planter| KitFailed::new()
            .command(planter.label())
            .kind(planter.label())
            .message(planter.text())
            .cause(planter.text())
            .emit()
    };





    /// Sent when a command fails.
    ///
    /// Class `diagnostic`, never expires. From events/failed.yaml:1.
    #[must_use = "an event is sent by `.emit()`"]
    pub struct KitFailed<
        __S0 = __rt::Missing,
        __S1 = __rt::Missing,
        __S2 = __rt::Missing,
        __S3 = __rt::Missing,
    >(__rt::Event, __rt::PhantomData<(__S0, __S1, __S2, __S3,)>);
    impl KitFailed {
        /// Begins the event `KitFailed`.
        #[inline]
        pub fn new() -> Self {
            Self(__rt::Event::begin(&PRODUCT, &events::KitFailed), __rt::PhantomData)
        }

        /// Begins the event `KitFailed` with what an error says of itself: `kind`, `message`, `cause`. Each of them may still be set to what the product knows better.
        ///
        /// Takes what implements [`AsError`](::candor::AsError): a type of error, `dyn Error`, a report, a panic. With telemetry off the error is not looked at.
        #[track_caller]
        pub fn from_error<__Kind>(
            error: &(impl ::candor::AsError<__Kind> + ?__rt::Sized),
        ) -> KitFailed<__rt::Missing, __rt::Filled, __rt::Filled, __rt::Filled> {
            KitFailed(
                __rt::fill(
                    __rt::Event::begin(&PRODUCT, &events::KitFailed),
                    error,
                    &[
                        __rt::Fill::ErrorType(1),
                        __rt::Fill::ErrorMessage(2, 200),
                        __rt::Fill::RootCauseMessage(3, 80),
                    ],
                ),
                __rt::PhantomData,
            )
        }

        /// The field `command`, for tests that read a recorded event.
        pub const COMMAND: __rt::Key<Self, __rt::String> = __rt::Key::new(0);
        /// The field `kind`, for tests that read a recorded event.
        pub const KIND: __rt::Key<Self, __rt::String> = __rt::Key::new(1);
        /// The field `message`, for tests that read a recorded event.
        pub const MESSAGE: __rt::Key<Self, __rt::String> = __rt::Key::new(2);
        /// The field `cause`, for tests that read a recorded event.
        pub const CAUSE: __rt::Key<Self, __rt::Option<__rt::String>> = __rt::Key::new(3);
    }

    impl<__S0, __S1, __S2, __S3> KitFailed<__S0, __S1, __S2, __S3> {
        /// Which command.
        ///
        /// Type `label`, class `diagnostic`, required. Users are told: “How the command went”. From events/failed.yaml:6.
        #[inline]
        pub fn command(
            self,
            value: impl ::candor::IntoLabel,
        ) -> KitFailed<__rt::Present, __S1, __S2, __S3>
        where
            __S0: unset::command,
        {
            KitFailed(self.0.set_label(0, value), __rt::PhantomData)
        }

        /// What failed.
        ///
        /// Type `label`, class `diagnostic`, required. Users are told: “How the command went”. From events/failed.yaml:7.
        #[inline]
        pub fn kind(
            self,
            value: impl ::candor::IntoLabel,
        ) -> KitFailed<__S0, __rt::Present, __S2, __S3>
        where
            __S1: unset::kind,
        {
            KitFailed(self.0.set_label(1, value), __rt::PhantomData)
        }

        /// What it said.
        ///
        /// Type `text(scrubbed,max_chars=200)`, class `diagnostic`, required. Users are told: “How the command went”. From events/failed.yaml:8.
        #[inline]
        pub fn message(
            self,
            value: impl __rt::Display,
        ) -> KitFailed<__S0, __S1, __rt::Present, __S3>
        where
            __S2: unset::message,
        {
            KitFailed(self.0.set_text(2, &value, 200), __rt::PhantomData)
        }

        /// What that came from.
        ///
        /// Type `text(scrubbed,max_chars=80)`, class `diagnostic`, optional: `null` on the wire when it is not set. Users are told: “How the command went”. From events/failed.yaml:9.
        #[inline]
        pub fn cause<__Form>(
            self,
            value: impl ::candor::OptionalText::<__Form>,
        ) -> KitFailed<__S0, __S1, __S2, __rt::Present>
        where
            __S3: unset::cause,
        {
            KitFailed(
                ::candor::OptionalText::<__Form>::fill(value, self.0, 3, 80),
                __rt::PhantomData,
            )
        }

        /// Hands the event over. Never fails, never panics and never waits for a network; with telemetry off it does
        /// nothing.
        #[inline]
        pub fn emit(self)
        where
            __S0: set::command,
            __S1: set::kind,
            __S2: set::message,
        {
            self.0.emit();
        }
    }

    #[automatically_derived]
    impl __rt::EventType for KitFailed {
        const SPEC: &'static __rt::EventSpec = &events::KitFailed;
    }
}
