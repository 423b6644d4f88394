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
    static MANIFEST: [u8; 1071usize] = *b"\0candor manifest {\nKit 7e697f1b44248be17ff8b231b096c67f67ac673b9b4f67d242414904cbf3dd1c\n# What Kit may collect, and on which terms. Written by `candor lock`; not to be edited by hand.\nlock format=1 sha256=7cc26caf9b206e7ff0c07ac0a0229ce051a0240d455b19d4527e056004d98e2b\nconsent version=1 ask=terminal default=decline purpose=\"improve Kit\"\ncontext os_name class=system notice=\"Operating system\"\ndestination onecollector endpoint=https://collector.example.com/\nevent KitDone class=usage expires=never\nfield KitDone.change class=usage type=int notice=\"How the command went\"\nfield KitDone.command class=usage type=label notice=\"How the command went\"\nfield KitDone.files class=usage type=uint notice=\"How the command went\"\nfield KitDone.ratio class=usage type=float notice=\"How the command went\"\nfield KitDone.success class=usage type=bool notice=\"How the command went\"\nfield KitDone.took class=usage type=duration(ms) notice=\"How the command went\"\nnever_collected \"file paths\"\nprompt sha256=dbf90cfffa1862329b905e9cf558ec8f574c429a304185c41dcdc01a6b8e0ed6\n\n} candor manifest\0";
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
            fields: &["success", "files", "change", "ratio", "took", "command"],
        };
    }

    /// States in which a field is set.
    #[allow(non_camel_case_types)]
    pub mod set {
        #[diagnostic::on_unimplemented(
            message = "the required field `change` is not set",
            label = "call `.change(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait change {}

        #[automatically_derived]
        impl change for super::__rt::Present {}

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
            message = "the required field `files` is not set",
            label = "call `.files(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait files {}

        #[automatically_derived]
        impl files for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `ratio` is not set",
            label = "call `.ratio(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait ratio {}

        #[automatically_derived]
        impl ratio for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `success` is not set",
            label = "call `.success(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait success {}

        #[automatically_derived]
        impl success for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `took` is not set",
            label = "call `.took(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait took {}

        #[automatically_derived]
        impl took for super::__rt::Present {}
    }

    /// States in which a field can be set.
    #[allow(non_camel_case_types)]
    pub mod unset {
        #[diagnostic::on_unimplemented(
            message = "the field `change` is set twice",
            label = "`.change(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait change {}

        #[automatically_derived]
        impl change for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `command` is set twice",
            label = "`.command(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait command {}

        #[automatically_derived]
        impl command for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `files` is set twice",
            label = "`.files(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait files {}

        #[automatically_derived]
        impl files for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `ratio` is set twice",
            label = "`.ratio(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait ratio {}

        #[automatically_derived]
        impl ratio for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `success` is set twice",
            label = "`.success(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait success {}

        #[automatically_derived]
        impl success for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `took` is set twice",
            label = "`.took(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait took {}

        #[automatically_derived]
        impl took for super::__rt::Missing {}
    }

    static ABOUT: __rt::About = __rt::About::new(
        "KitDone\tsuccess\tusage\tbool\tevents/done.yaml:6\nKitDone\tfiles\tusage\tuint\tevents/done.yaml:7\nKitDone\tchange\tusage\tint\tevents/done.yaml:8\nKitDone\tratio\tusage\tfloat\tevents/done.yaml:9\nKitDone\ttook\tusage\tduration(ms)\tevents/done.yaml:10\nKitDone\tcommand\tusage\tlabel\tevents/done.yaml:11\n\tos_name\tsystem\t\tproduct.yaml:8\n"
    );

    static CLAIMS: __rt::Claims = __rt::claims! {
        [] |planter| KitDone::new()
            .success(planter.bool())
            .files(planter.uint())
            .change(planter.int())
            .ratio(planter.float())
            .took(planter.duration())
            .command(planter.label())
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
        __S4 = __rt::Missing,
        __S5 = __rt::Missing,
    >(__rt::Event, __rt::PhantomData<(__S0, __S1, __S2, __S3, __S4, __S5,)>);
    impl KitDone {
        /// Begins the event `KitDone`.
        #[inline]
        pub fn new() -> Self {
            Self(__rt::Event::begin(&PRODUCT, &events::KitDone), __rt::PhantomData)
        }

        /// The field `success`, for tests that read a recorded event.
        pub const SUCCESS: __rt::Key<Self, bool> = __rt::Key::new(0);
        /// The field `files`, for tests that read a recorded event.
        pub const FILES: __rt::Key<Self, u64> = __rt::Key::new(1);
        /// The field `change`, for tests that read a recorded event.
        pub const CHANGE: __rt::Key<Self, i64> = __rt::Key::new(2);
        /// The field `ratio`, for tests that read a recorded event.
        pub const RATIO: __rt::Key<Self, f64> = __rt::Key::new(3);
        /// The field `took`, for tests that read a recorded event.
        pub const TOOK: __rt::Key<Self, __rt::Duration> = __rt::Key::new(4);
        /// The field `command`, for tests that read a recorded event.
        pub const COMMAND: __rt::Key<Self, __rt::String> = __rt::Key::new(5);
    }

    impl<__S0, __S1, __S2, __S3, __S4, __S5> KitDone<__S0, __S1, __S2, __S3, __S4, __S5> {
        /// What it was.
        ///
        /// Type `bool`, class `usage`, required. Users are told: “How the command went”. From events/done.yaml:6.
        #[inline]
        pub fn success(self, value: bool) -> KitDone<
            __rt::Present,
            __S1,
            __S2,
            __S3,
            __S4,
            __S5,
        >
        where
            __S0: unset::success,
        {
            KitDone(self.0.set_bool(0, value), __rt::PhantomData)
        }

        /// What it was.
        ///
        /// Type `uint`, class `usage`, required. Users are told: “How the command went”. From events/done.yaml:7.
        #[inline]
        pub fn files(self, value: u64) -> KitDone<__S0, __rt::Present, __S2, __S3, __S4, __S5>
        where
            __S1: unset::files,
        {
            KitDone(self.0.set_uint(1, value), __rt::PhantomData)
        }

        /// What it was.
        ///
        /// Type `int`, class `usage`, required. Users are told: “How the command went”. From events/done.yaml:8.
        #[inline]
        pub fn change(self, value: i64) -> KitDone<
            __S0,
            __S1,
            __rt::Present,
            __S3,
            __S4,
            __S5,
        >
        where
            __S2: unset::change,
        {
            KitDone(self.0.set_int(2, value), __rt::PhantomData)
        }

        /// What it was.
        ///
        /// Type `float`, class `usage`, required. Users are told: “How the command went”. From events/done.yaml:9.
        #[inline]
        pub fn ratio(self, value: f64) -> KitDone<__S0, __S1, __S2, __rt::Present, __S4, __S5>
        where
            __S3: unset::ratio,
        {
            KitDone(self.0.set_float(3, value), __rt::PhantomData)
        }

        /// What it was.
        ///
        /// Type `duration(ms)`, class `usage`, required. Users are told: “How the command went”. From events/done.yaml:10.
        #[inline]
        pub fn took(
            self,
            value: __rt::Duration,
        ) -> KitDone<__S0, __S1, __S2, __S3, __rt::Present, __S5>
        where
            __S4: unset::took,
        {
            KitDone(
                self.0.set_duration(4, value, __rt::DurationUnit::Milliseconds),
                __rt::PhantomData,
            )
        }

        /// What it was.
        ///
        /// Type `label`, class `usage`, required. Users are told: “How the command went”. From events/done.yaml:11.
        #[inline]
        pub fn command(
            self,
            value: impl ::candor::IntoLabel,
        ) -> KitDone<__S0, __S1, __S2, __S3, __S4, __rt::Present>
        where
            __S5: unset::command,
        {
            KitDone(self.0.set_label(5, value), __rt::PhantomData)
        }

        /// Hands the event over. Never fails, never panics and never waits for a network; with telemetry off it does
        /// nothing.
        #[inline]
        pub fn emit(self)
        where
            __S0: set::success,
            __S1: set::files,
            __S2: set::change,
            __S3: set::ratio,
            __S4: set::took,
            __S5: set::command,
        {
            self.0.emit();
        }
    }

    #[automatically_derived]
    impl __rt::EventType for KitDone {
        const SPEC: &'static __rt::EventSpec = &events::KitDone;
    }
}
