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
    static MANIFEST: [u8; 983usize] = *b"\0candor manifest {\nKit f5bfc15e08c281a7d1291b70e84fda64ab00ba36d512835b8ae745087c7d33b8\n# What Kit may collect, and on which terms. Written by `candor lock`; not to be edited by hand.\nlock format=1 sha256=2f048c2b6fe2512b5bea4542c89a33e5abdae217bc3934a13364c24ff4f293a5\nconsent version=1 ask=terminal default=decline purpose=\"improve Kit\"\ncontext os_name class=system notice=\"Operating system\"\ndestination onecollector endpoint=https://collector.example.com/\nevent KitDone class=usage expires=never\nfield KitDone.driver class=usage type=version notice=\"How the command went\"\nfield KitDone.files class=usage type=bucket(10,100) notice=\"How the command went\"\nfield KitDone.model class=usage type=reference(.gguf,.onnx) optional=true notice=\"How the command went\"\nfield KitDone.retries class=usage type=bucket(1,5) optional=true notice=\"How the command went\"\nnever_collected \"file paths\"\nprompt sha256=dbf90cfffa1862329b905e9cf558ec8f574c429a304185c41dcdc01a6b8e0ed6\n\n} candor manifest\0";
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
            fields: &["driver", "files", "model", "retries"],
        };
    }

    /// States in which a field is set.
    #[allow(non_camel_case_types)]
    pub mod set {
        #[diagnostic::on_unimplemented(
            message = "the required field `driver` is not set",
            label = "call `.driver(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait driver {}

        #[automatically_derived]
        impl driver for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `files` is not set",
            label = "call `.files(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait files {}

        #[automatically_derived]
        impl files for super::__rt::Present {}

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
            message = "the required field `retries` is not set",
            label = "call `.retries(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait retries {}

        #[automatically_derived]
        impl retries for super::__rt::Present {}
    }

    /// States in which a field can be set.
    #[allow(non_camel_case_types)]
    pub mod unset {
        #[diagnostic::on_unimplemented(
            message = "the field `driver` is set twice",
            label = "`.driver(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait driver {}

        #[automatically_derived]
        impl driver for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `files` is set twice",
            label = "`.files(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait files {}

        #[automatically_derived]
        impl files for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `model` is set twice",
            label = "`.model(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait model {}

        #[automatically_derived]
        impl model for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `retries` is set twice",
            label = "`.retries(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait retries {}

        #[automatically_derived]
        impl retries for super::__rt::Missing {}
    }

    static ABOUT: __rt::About = __rt::About::new(
        "KitDone\tdriver\tusage\tversion\tevents/done.yaml:6\nKitDone\tfiles\tusage\tbucket(10,100)\tevents/done.yaml:7\nKitDone\tmodel\tusage\treference(.gguf,.onnx)\tevents/done.yaml:8\nKitDone\tretries\tusage\tbucket(1,5)\tevents/done.yaml:9\n\tos_name\tsystem\t\tproduct.yaml:8\n"
    );

    static CLAIMS: __rt::Claims = __rt::claims! {
        [] |planter| KitDone::new()
            .driver(planter.version())
            .files(planter.bucket())
            .model(planter.reference())
            .retries(planter.bucket())
            .emit()
    };





    /// Sent when a command ends.
    ///
    /// Class `usage`, never expires. From events/done.yaml:1.
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

        /// The field `driver`, for tests that read a recorded event.
        pub const DRIVER: __rt::Key<Self, __rt::Option<__rt::String>> = __rt::Key::new(0);
        /// The field `files`, for tests that read a recorded event.
        pub const FILES: __rt::Key<Self, __rt::Option<__rt::String>> = __rt::Key::new(1);
        /// The field `model`, for tests that read a recorded event.
        pub const MODEL: __rt::Key<Self, __rt::Option<__rt::String>> = __rt::Key::new(2);
        /// The field `retries`, for tests that read a recorded event.
        pub const RETRIES: __rt::Key<Self, __rt::Option<__rt::String>> = __rt::Key::new(3);
    }

    impl<__S0, __S1, __S2, __S3> KitDone<__S0, __S1, __S2, __S3> {
        /// What it was.
        ///
        /// Type `version`, class `usage`, required. Users are told: “How the command went”. From events/done.yaml:6.
        #[inline]
        pub fn driver(self, value: &str) -> KitDone<__rt::Present, __S1, __S2, __S3>
        where
            __S0: unset::driver,
        {
            KitDone(self.0.set_version(0, value), __rt::PhantomData)
        }

        /// What it was.
        ///
        /// Type `bucket(10,100)`, class `usage`, required. Users are told: “How the command went”. From events/done.yaml:7.
        #[inline]
        pub fn files(self, value: impl ::candor::Number) -> KitDone<
            __S0,
            __rt::Present,
            __S2,
            __S3,
        >
        where
            __S1: unset::files,
        {
            KitDone(
                self.0.set_bucket(
                    1,
                    ::candor::Number::to_f64(value),
                    &[10u64, 100u64],
                    &["<10", "10-100", "100+"],
                ),
                __rt::PhantomData,
            )
        }

        /// What it was.
        ///
        /// Type `reference(.gguf,.onnx)`, class `usage`, optional: `null` on the wire when it is not set. Users are told: “How the command went”. From events/done.yaml:8.
        #[inline]
        pub fn model<'__value>(
            self,
            value: impl __rt::Into<__rt::Option<&'__value str>>,
        ) -> KitDone<__S0, __S1, __rt::Present, __S3>
        where
            __S2: unset::model,
        {
            KitDone(
                match value.into() {
                    __rt::Some(value) => self.0.set_reference(2, value, &[".gguf", ".onnx"]),
                    __rt::None => self.0,
                },
                __rt::PhantomData,
            )
        }

        /// What it was.
        ///
        /// Type `bucket(1,5)`, class `usage`, optional: `null` on the wire when it is not set. Users are told: “How the command went”. From events/done.yaml:9.
        #[inline]
        pub fn retries(
            self,
            value: impl ::candor::OptionalNumber,
        ) -> KitDone<__S0, __S1, __S2, __rt::Present>
        where
            __S3: unset::retries,
        {
            KitDone(
                match ::candor::OptionalNumber::to_f64_or_none(value) {
                    __rt::Some(value) => self.0.set_bucket(
                        3,
                        ::candor::Number::to_f64(value),
                        &[1u64, 5u64],
                        &["<1", "1-5", "5+"],
                    ),
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
            __S0: set::driver,
            __S1: set::files,
        {
            self.0.emit();
        }
    }

    #[automatically_derived]
    impl __rt::EventType for KitDone {
        const SPEC: &'static __rt::EventSpec = &events::KitDone;
    }
}
