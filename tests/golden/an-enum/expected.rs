#[allow(unreachable_pub, unused_imports)]
pub use __candor::{telemetry, Target, KitDone};
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
    static MANIFEST: [u8; 731usize] = *b"\0candor manifest {\nKit dfe641fe58d5439a9056db9defe6679bc95ce29b1c6078f51f68107619d2e180\n# What Kit may collect, and on which terms. Written by `candor lock`; not to be edited by hand.\nlock format=1 sha256=b37d8141ad57d283d60cef29f115a6dd3e66a1e7ad9418dc1596bdba5417ceb0\nconsent version=1 ask=terminal default=decline purpose=\"improve Kit\"\ncontext os_name class=system notice=\"Operating system\"\ndestination onecollector endpoint=https://collector.example.com/\nevent KitDone class=usage expires=never\nfield KitDone.target class=usage type=enum(1080p,CPU,QNNExecutionProvider) notice=\"How the command went\"\nnever_collected \"file paths\"\nprompt sha256=dbf90cfffa1862329b905e9cf558ec8f574c429a304185c41dcdc01a6b8e0ed6\n\n} candor manifest\0";
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
            fields: &["target"],
        };
    }

    /// States in which a field is set.
    #[allow(non_camel_case_types)]
    pub mod set {
        #[diagnostic::on_unimplemented(
            message = "the required field `target` is not set",
            label = "call `.target(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait target {}

        #[automatically_derived]
        impl target for super::__rt::Present {}
    }

    /// States in which a field can be set.
    #[allow(non_camel_case_types)]
    pub mod unset {
        #[diagnostic::on_unimplemented(
            message = "the field `target` is set twice",
            label = "`.target(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait target {}

        #[automatically_derived]
        impl target for super::__rt::Missing {}
    }

    static ABOUT: __rt::About = __rt::About::new(
        "KitDone\ttarget\tusage\tenum(1080p,CPU,QNNExecutionProvider)\tevents/done.yaml:6\n\tos_name\tsystem\t\tproduct.yaml:8\n"
    );

    static CLAIMS: __rt::Claims = __rt::claims! {
        [] |planter| KitDone::new().target(planter.choice(Target::ALL)).emit()
    };





    /// What it was.
    ///
    /// The values of `target`, from events/done.yaml:6.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Target {
        /// `CPU` on the wire.
        Cpu,
        /// `QNNExecutionProvider` on the wire.
        QnnExecutionProvider,
        /// `1080p` on the wire.
        _1080p,
    }

    impl Target {
        /// Every value, in the order of the schema.
        pub const ALL: &'static [Self] = &[Self::Cpu, Self::QnnExecutionProvider, Self::_1080p];
        const SPELLINGS: &'static [&'static str] = &["CPU", "QNNExecutionProvider", "1080p"];
        /// The spelling on the wire.
        #[inline]
        pub const fn as_str(self) -> &'static str {
            Self::SPELLINGS[self as usize]
        }
    }

    #[automatically_derived]
    impl __rt::Display for Target {
        #[inline]
        fn fmt(&self, f: &mut __rt::fmt::Formatter<'_>) -> __rt::fmt::Result {
            f.pad(self.as_str())
        }
    }

    #[automatically_derived]
    impl __rt::FromStr for Target {
        type Err = ::candor::UnknownValue;
        #[inline]
        fn from_str(text: &str) -> __rt::Result<Self, Self::Err> {
            __rt::spelled(text, Self::ALL, Self::SPELLINGS)
        }
    }

    #[automatically_derived]
    impl __rt::Spelled for Target {}

    /// Sent when a command ends.
    ///
    /// Class `usage`, never expires. From events/done.yaml:1.
    #[must_use = "an event is sent by `.emit()`"]
    pub struct KitDone<__S0 = __rt::Missing>(__rt::Event, __rt::PhantomData<(__S0,)>);
    impl KitDone {
        /// Begins the event `KitDone`.
        #[inline]
        pub fn new() -> Self {
            Self(__rt::Event::begin(&PRODUCT, &events::KitDone), __rt::PhantomData)
        }

        /// The field `target`, for tests that read a recorded event.
        pub const TARGET: __rt::Key<Self, Target> = __rt::Key::new(0);
    }

    impl<__S0> KitDone<__S0> {
        /// What it was.
        ///
        /// Type `enum(1080p,CPU,QNNExecutionProvider)`, class `usage`, required. Users are told: “How the command went”. From events/done.yaml:6.
        #[inline]
        pub fn target(self, value: Target) -> KitDone<__rt::Present>
        where
            __S0: unset::target,
        {
            KitDone(self.0.set_enum(0, value.as_str()), __rt::PhantomData)
        }

        /// Hands the event over. Never fails, never panics and never waits for a network; with telemetry off it does
        /// nothing.
        #[inline]
        pub fn emit(self)
        where
            __S0: set::target,
        {
            self.0.emit();
        }
    }

    #[automatically_derived]
    impl __rt::EventType for KitDone {
        const SPEC: &'static __rt::EventSpec = &events::KitDone;
    }
}
