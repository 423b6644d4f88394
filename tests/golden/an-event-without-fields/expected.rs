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
            notice: "Kit can collect pseudonymous usage data to improve Kit.\n\nWhat is collected:\n  - That a command was run\n  - Operating system\n\nWhat is never collected:\n  - File paths\n\nEnable telemetry? [y/N]: ",
            notice_sha256: "3f564a0b76ec479b6c816033c5073820c130608fb4341bf974ab64ebac4d5dea",
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
    static MANIFEST: [u8; 658usize] = *b"\0candor manifest {\nKit 1e576c6d3123f3b1f419c321c0f2af3a3547a7b7fc582e62410d927d402a72cc\n# What Kit may collect, and on which terms. Written by `candor lock`; not to be edited by hand.\nlock format=1 sha256=ff82a66f869563e7916ef4f31f1e8857e047e90a69d3533eb980071b5135654f\nconsent version=1 ask=terminal default=decline purpose=\"improve Kit\"\ncontext os_name class=system notice=\"Operating system\"\ndestination onecollector endpoint=https://collector.example.com/\nevent KitDone class=usage expires=never notice=\"That a command was run\"\nnever_collected \"file paths\"\nprompt sha256=3f564a0b76ec479b6c816033c5073820c130608fb4341bf974ab64ebac4d5dea\n\n} candor manifest\0";
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
            fields: &[],
        };
    }

    /// States in which a field is set.
    #[allow(non_camel_case_types)]
    pub mod set {}

    /// States in which a field can be set.
    #[allow(non_camel_case_types)]
    pub mod unset {}

    static ABOUT: __rt::About = __rt::About::new("\tos_name\tsystem\t\tproduct.yaml:8\n");

    static CLAIMS: __rt::Claims = __rt::claims! {
        [] |_| KitDone::new().emit()
    };





    /// Sent when a command ends.
    ///
    /// Class `usage`, never expires. From events/done.yaml:1.
    #[must_use = "an event is sent by `.emit()`"]
    pub struct KitDone<>(__rt::Event, __rt::PhantomData<()>);
    impl KitDone {
        /// Begins the event `KitDone`.
        #[inline]
        pub fn new() -> Self {
            Self(__rt::Event::begin(&PRODUCT, &events::KitDone), __rt::PhantomData)
        }
    }

    impl<> KitDone<> {
        /// Hands the event over. Never fails, never panics and never waits for a network; with telemetry off it does
        /// nothing.
        #[inline]
        pub fn emit(self) {
            self.0.emit();
        }
    }

    #[automatically_derived]
    impl __rt::EventType for KitDone {
        const SPEC: &'static __rt::EventSpec = &events::KitDone;
    }
}
