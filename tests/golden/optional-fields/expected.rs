#[allow(unreachable_pub, unused_imports)]
pub use __candor::{telemetry, KitDone};
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
    static MANIFEST: [u8; 1029usize] = *b"\0candor manifest {\nKit 92f5f67349fdd435b449fc7e33efe9d47b8645d3d0a1c40b62b56ccbd2acffb9\n# What Kit may collect, and on which terms. Written by `candor lock`; not to be edited by hand.\nlock format=1 sha256=cf3058789b8af7c8aa41d7e8d9709d545a7456b15f717fd97081e2977ba099a1\nconsent version=1 ask=terminal default=decline purpose=\"improve Kit\"\ncontext os_name class=system notice=\"Operating system\"\ndestination onecollector endpoint=https://collector.example.com/\nevent KitDone class=diagnostic expires=never\nfield KitDone.command class=diagnostic type=label optional=true notice=\"How the command went\"\nfield KitDone.message class=diagnostic type=text(scrubbed,max_chars=200) optional=true notice=\"How the command went\"\nfield KitDone.stack class=diagnostic type=frames(paths-trimmed) optional=true notice=\"How the command went\"\nfield KitDone.success class=diagnostic type=bool notice=\"How the command went\"\nnever_collected \"file paths\"\nprompt sha256=dbf90cfffa1862329b905e9cf558ec8f574c429a304185c41dcdc01a6b8e0ed6\n\n} candor manifest\0";
    const fn digest() -> &'static str {
        match ::core::str::from_utf8(MANIFEST.split_at(23usize).1.split_at(64).0) {
            __rt::Ok(digest) => digest,
            __rt::Err(_) => "",
        }
    }

    #[allow(non_upper_case_globals)]
    mod events {
        pub static KitDone: super::__rt::EventSpec = super::__rt::EventSpec {
            name: "KitDone",
            fields: &["success", "command", "message", "stack"],
        };
    }

    /// States in which a field is set.
    #[allow(non_camel_case_types)]
    pub mod set {
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
            message = "the required field `message` is not set",
            label = "call `.message(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait message {}

        #[automatically_derived]
        impl message for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `stack` is not set",
            label = "call `.stack(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait stack {}

        #[automatically_derived]
        impl stack for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `success` is not set",
            label = "call `.success(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait success {}

        #[automatically_derived]
        impl success for super::__rt::Present {}
    }

    /// States in which a field can be set.
    #[allow(non_camel_case_types)]
    pub mod unset {
        #[diagnostic::on_unimplemented(
            message = "the field `command` is set twice",
            label = "`.command(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait command {}

        #[automatically_derived]
        impl command for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `message` is set twice",
            label = "`.message(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait message {}

        #[automatically_derived]
        impl message for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `stack` is set twice",
            label = "`.stack(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait stack {}

        #[automatically_derived]
        impl stack for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `success` is set twice",
            label = "`.success(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait success {}

        #[automatically_derived]
        impl success for super::__rt::Missing {}
    }

    static ABOUT: __rt::About = __rt::About::new(
        "KitDone\tsuccess\tdiagnostic\tbool\tevents/done.yaml:6\nKitDone\tcommand\tdiagnostic\tlabel\tevents/done.yaml:7\nKitDone\tmessage\tdiagnostic\ttext(scrubbed,max_chars=200)\tevents/done.yaml:8\nKitDone\tstack\tdiagnostic\tframes(paths-trimmed)\tevents/done.yaml:9\n\tos_name\tsystem\t\tproduct.yaml:8\n"
    );

    static CLAIMS: __rt::Claims = __rt::claims! {
        [] |planter| KitDone::new()
            .success(planter.bool())
            .command(planter.label())
            .message(planter.text())
            .stack(planter.frames())
            .emit()
    };





    /// Sent when a command ends.
    ///
    /// Class `diagnostic`, never expires. From events/done.yaml:1.
    #[must_use = "an event is sent by `.emit()`"]
    pub struct KitDone<
        __S0 = __rt::Missing,
        __S1 = __rt::Missing,
        __S2 = __rt::Missing,
        __S3 = __rt::Missing,
    >(__rt::Event, __rt::PhantomData<(__S0, __S1, __S2, __S3,)>);
    impl KitDone {
        /// Begins the event `KitDone`.
        #[inline]
        pub fn new() -> Self {
            Self(__rt::Event::begin(&PRODUCT, &events::KitDone), __rt::PhantomData)
        }

        /// The field `success`, for tests that read a recorded event.
        pub const SUCCESS: __rt::Key<Self, bool> = __rt::Key::new(0);
        /// The field `command`, for tests that read a recorded event.
        pub const COMMAND: __rt::Key<Self, __rt::Option<__rt::String>> = __rt::Key::new(1);
        /// The field `message`, for tests that read a recorded event.
        pub const MESSAGE: __rt::Key<Self, __rt::Option<__rt::String>> = __rt::Key::new(2);
        /// The field `stack`, for tests that read a recorded event.
        pub const STACK: __rt::Key<Self, __rt::Option<__rt::Vec<__rt::RecordedFrame>>> =
            __rt::Key::new(3);
    }

    impl<__S0, __S1, __S2, __S3> KitDone<__S0, __S1, __S2, __S3> {
        /// What it was.
        ///
        /// Type `bool`, class `diagnostic`, required. Users are told: “How the command went”. From events/done.yaml:6.
        #[inline]
        pub fn success(self, value: bool) -> KitDone<__rt::Present, __S1, __S2, __S3>
        where
            __S0: unset::success,
        {
            KitDone(self.0.set_bool(0, value), __rt::PhantomData)
        }

        /// What it was.
        ///
        /// Type `label`, class `diagnostic`, optional: `null` on the wire when it is not set. Users are told: “How the command went”. From events/done.yaml:7.
        #[inline]
        pub fn command(
            self,
            value: impl ::candor::OptionalLabel,
        ) -> KitDone<__S0, __rt::Present, __S2, __S3>
        where
            __S1: unset::command,
        {
            KitDone(::candor::OptionalLabel::fill(value, self.0, 1), __rt::PhantomData)
        }

        /// What it was.
        ///
        /// Type `text(scrubbed,max_chars=200)`, class `diagnostic`, optional: `null` on the wire when it is not set. Users are told: “How the command went”. From events/done.yaml:8.
        #[inline]
        pub fn message<__Form>(
            self,
            value: impl ::candor::OptionalText::<__Form>,
        ) -> KitDone<__S0, __S1, __rt::Present, __S3>
        where
            __S2: unset::message,
        {
            KitDone(
                ::candor::OptionalText::<__Form>::fill(value, self.0, 2, 200),
                __rt::PhantomData,
            )
        }

        /// What it was.
        ///
        /// Type `frames(paths-trimmed)`, class `diagnostic`, optional: `null` on the wire when it is not set. Users are told: “How the command went”. From events/done.yaml:9.
        #[inline]
        pub fn stack(
            self,
            value: impl __rt::Into<__rt::Option<::candor::Frames>>,
        ) -> KitDone<__S0, __S1, __S2, __rt::Present>
        where
            __S3: unset::stack,
        {
            KitDone(
                match value.into() {
                    __rt::Some(value) => self.0.set_frames(3, value),
                    __rt::None => self.0,
                },
                __rt::PhantomData,
            )
        }

        /// Hands the event over. Never fails, never panics and never waits for a network; with telemetry off it does
        /// nothing.
        #[inline]
        pub fn emit(self)
        where
            __S0: set::success,
        {
            self.0.emit();
        }
    }

    #[automatically_derived]
    impl __rt::EventType for KitDone {
        const SPEC: &'static __rt::EventSpec = &events::KitDone;
    }
}
