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
            notice: "Kit can collect pseudonymous usage data to improve Kit.\n\nWhat is collected:\n  - Whether two runs were of the same project, and not which\n  - Whether two runs were of the same model, and not which\n  - Operating system\n\nWhat is never collected:\n  - File paths\n\nEnable telemetry? [y/N]: ",
            notice_sha256: "71da031bc04e4623e449e3e7669d4cb2631e8ef148b337bb06f7108578458079",
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
    static MANIFEST: [u8; 907usize] = *b"\0candor manifest {\nKit 5a90e6798b104c23d20a49e1ebe105b5f05dc4e98d537fbf8d42a7e419c6249b\n# What Kit may collect, and on which terms. Written by `candor lock`; not to be edited by hand.\nlock format=1 sha256=486706f8c8ca17e8b03c07444ea3bdc499b4c8339cb7cc01a3320cab2982eb0d\nconsent version=1 ask=terminal default=decline purpose=\"improve Kit\"\ncontext os_name class=system notice=\"Operating system\"\ndestination onecollector endpoint=https://collector.example.com/\nevent KitDone class=pseudonymous expires=never\nfield KitDone.model class=pseudonymous type=digest(hmac-sha256) optional=true notice=\"Whether two runs were of the same model, and not which\"\nfield KitDone.project class=pseudonymous type=digest(hmac-sha256) notice=\"Whether two runs were of the same project, and not which\"\nnever_collected \"file paths\"\nprompt sha256=71da031bc04e4623e449e3e7669d4cb2631e8ef148b337bb06f7108578458079\n\n} candor manifest\0";
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
            fields: &["project", "model"],
        };
    }

    /// States in which a field is set.
    #[allow(non_camel_case_types)]
    pub mod set {
        #[diagnostic::on_unimplemented(
            message = "the required field `model` is not set",
            label = "call `.model(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait model {}

        #[automatically_derived]
        impl model for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `project` is not set",
            label = "call `.project(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait project {}

        #[automatically_derived]
        impl project for super::__rt::Present {}
    }

    /// States in which a field can be set.
    #[allow(non_camel_case_types)]
    pub mod unset {
        #[diagnostic::on_unimplemented(
            message = "the field `model` is set twice",
            label = "`.model(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait model {}

        #[automatically_derived]
        impl model for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `project` is set twice",
            label = "`.project(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait project {}

        #[automatically_derived]
        impl project for super::__rt::Missing {}
    }

    static ABOUT: __rt::About = __rt::About::new(
        "KitDone\tproject\tpseudonymous\tdigest(hmac-sha256)\tevents/done.yaml:6\nKitDone\tmodel\tpseudonymous\tdigest(hmac-sha256)\tevents/done.yaml:7\n\tos_name\tsystem\t\tproduct.yaml:8\n"
    );

    static CLAIMS: __rt::Claims = __rt::claims! {
        [] |planter| KitDone::new().project(planter.digest()).model(planter.digest()).emit()
    };





    /// Sent when a command ends.
    ///
    /// Class `pseudonymous`, never expires. From events/done.yaml:1.
    #[must_use = "an event is sent by `.emit()`"]
    pub struct KitDone<__S0 = __rt::Missing, __S1 = __rt::Missing>(
        __rt::Event,
        __rt::PhantomData<(__S0, __S1,)>,
    );
    impl KitDone {
        /// Begins the event `KitDone`.
        #[inline]
        pub fn new() -> Self {
            Self(__rt::Event::begin(&PRODUCT, &events::KitDone), __rt::PhantomData)
        }

        /// The field `project`, for tests that read a recorded event.
        pub const PROJECT: __rt::Key<Self, __rt::Option<__rt::String>> = __rt::Key::new(0);
        /// The field `model`, for tests that read a recorded event.
        pub const MODEL: __rt::Key<Self, __rt::Option<__rt::String>> = __rt::Key::new(1);
    }

    impl<__S0, __S1> KitDone<__S0, __S1> {
        /// Which project it was.
        ///
        /// Type `digest(hmac-sha256)`, class `pseudonymous`, required. Users are told: “Whether two runs were of the same project, and not which”. From events/done.yaml:6.
        #[inline]
        pub fn project(self, value: impl __rt::AsRef<[u8]>) -> KitDone<__rt::Present, __S1>
        where
            __S0: unset::project,
        {
            KitDone(self.0.set_digest(0, __rt::AsRef::as_ref(&value)), __rt::PhantomData)
        }

        /// Which model it was.
        ///
        /// Type `digest(hmac-sha256)`, class `pseudonymous`, optional: `null` on the wire when it is not set. Users are told: “Whether two runs were of the same model, and not which”. From events/done.yaml:7.
        #[inline]
        pub fn model<__Value: __rt::AsRef<[u8]>>(
            self,
            value: impl __rt::Into<__rt::Option<__Value>>,
        ) -> KitDone<__S0, __rt::Present>
        where
            __S1: unset::model,
        {
            KitDone(
                match value.into() {
                    __rt::Some(value) => self.0.set_digest(1, __rt::AsRef::as_ref(&value)),
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
            __S0: set::project,
        {
            self.0.emit();
        }
    }

    #[automatically_derived]
    impl __rt::EventType for KitDone {
        const SPEC: &'static __rt::EventSpec = &events::KitDone;
    }
}
