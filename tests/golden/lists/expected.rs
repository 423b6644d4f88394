#[allow(unreachable_pub, unused_imports)]
pub use __candor::{telemetry, Device, Layouts, KitDone};
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
        "product.yaml:11: `onecollector` is reached over TLS, which the crate `candor` was built without; at its dependency in Cargo.toml write `features = [\"tls\"]`, or leave out `default-features = false`"
    }

    #[used]
    static MANIFEST: [u8; 1384usize] = *b"\0candor manifest {\nKit 387da98aec4df0a20b5fa7793f527f427cb5074291604e860322131e6bb8e198\n# What Kit may collect, and on which terms. Written by `candor lock`; not to be edited by hand.\nlock format=1 sha256=71644abdb7687ae23066117cad8e5001368e10bfcf346cd07063531b83902815\nconsent version=1 ask=terminal default=decline purpose=\"improve Kit\"\ncontext os_name class=system notice=\"Operating system\"\ndestination onecollector endpoint=https://collector.example.com/\nevent KitDone class=usage expires=never\nfield KitDone.devices class=usage type=list(max_items=2,of=enum(CPU,GPU)) notice=\"How the command went\"\nfield KitDone.drivers class=usage type=list(max_items=3,of=version) optional=true notice=\"How the command went\"\nfield KitDone.layouts class=usage type=list(max_items=2,of=enum(NCHW,NHWC)) notice=\"How the command went\"\nfield KitDone.ranks class=usage type=list(max_items=10,of=uint) optional=true notice=\"How the command went\"\nfield KitDone.sizes class=usage type=list(max_items=10,of=bucket(10,100)) optional=true notice=\"How the command went\"\nfield KitDone.steps class=usage type=list(max_items=10,of=label) notice=\"How the command went\"\nfield KitDone.took class=usage type=list(max_items=10,of=duration(ms)) optional=true notice=\"How the command went\"\nnever_collected \"file paths\"\nprompt sha256=dbf90cfffa1862329b905e9cf558ec8f574c429a304185c41dcdc01a6b8e0ed6\n\n} candor manifest\0";
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
            fields: &["steps", "devices", "layouts", "took", "sizes", "drivers", "ranks"],
        };
    }

    /// States in which a field is set.
    #[allow(non_camel_case_types)]
    pub mod set {
        #[diagnostic::on_unimplemented(
            message = "the required field `devices` is not set",
            label = "call `.devices(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait devices {}

        #[automatically_derived]
        impl devices for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `drivers` is not set",
            label = "call `.drivers(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait drivers {}

        #[automatically_derived]
        impl drivers for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `layouts` is not set",
            label = "call `.layouts(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait layouts {}

        #[automatically_derived]
        impl layouts for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `ranks` is not set",
            label = "call `.ranks(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait ranks {}

        #[automatically_derived]
        impl ranks for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `sizes` is not set",
            label = "call `.sizes(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait sizes {}

        #[automatically_derived]
        impl sizes for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `steps` is not set",
            label = "call `.steps(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait steps {}

        #[automatically_derived]
        impl steps for super::__rt::Present {}

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
            message = "the field `devices` is set twice",
            label = "`.devices(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait devices {}

        #[automatically_derived]
        impl devices for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `drivers` is set twice",
            label = "`.drivers(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait drivers {}

        #[automatically_derived]
        impl drivers for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `layouts` is set twice",
            label = "`.layouts(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait layouts {}

        #[automatically_derived]
        impl layouts for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `ranks` is set twice",
            label = "`.ranks(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait ranks {}

        #[automatically_derived]
        impl ranks for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `sizes` is set twice",
            label = "`.sizes(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait sizes {}

        #[automatically_derived]
        impl sizes for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `steps` is set twice",
            label = "`.steps(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait steps {}

        #[automatically_derived]
        impl steps for super::__rt::Missing {}

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
        "KitDone\tsteps\tusage\tlist(max_items=10,of=label)\tevents/done.yaml:6\nKitDone\tdevices\tusage\tlist(max_items=2,of=enum(CPU,GPU))\tevents/done.yaml:7\nKitDone\tlayouts\tusage\tlist(max_items=2,of=enum(NCHW,NHWC))\tevents/done.yaml:8\nKitDone\ttook\tusage\tlist(max_items=10,of=duration(ms))\tevents/done.yaml:9\nKitDone\tsizes\tusage\tlist(max_items=10,of=bucket(10,100))\tevents/done.yaml:10\nKitDone\tdrivers\tusage\tlist(max_items=3,of=version)\tevents/done.yaml:11\nKitDone\tranks\tusage\tlist(max_items=10,of=uint)\tevents/done.yaml:12\n\tos_name\tsystem\t\tproduct.yaml:9\n"
    );

    static CLAIMS: __rt::Claims = __rt::claims! {
        [] |planter| KitDone::new()
            .steps([planter.label()])
            .devices([planter.choice(Device::ALL)])
            .layouts([planter.choice(Layouts::ALL)])
            .took([planter.duration()])
            .sizes([planter.bucket()])
            .drivers([planter.version()])
            .ranks([planter.uint()])
            .emit()
    };





    /// Where a command runs.
    ///
    /// Shared by fields, from types.yaml:2.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Device {
        /// `CPU` on the wire.
        Cpu,
        /// `GPU` on the wire.
        Gpu,
    }

    impl Device {
        /// Every value, in the order of the schema.
        pub const ALL: &'static [Self] = &[Self::Cpu, Self::Gpu];
        const SPELLINGS: &'static [&'static str] = &["CPU", "GPU"];
        /// The spelling on the wire.
        #[inline]
        pub const fn as_str(self) -> &'static str {
            Self::SPELLINGS[self as usize]
        }
    }

    #[automatically_derived]
    impl __rt::Display for Device {
        #[inline]
        fn fmt(&self, f: &mut __rt::fmt::Formatter<'_>) -> __rt::fmt::Result {
            f.pad(self.as_str())
        }
    }

    #[automatically_derived]
    impl __rt::FromStr for Device {
        type Err = ::candor::UnknownValue;
        #[inline]
        fn from_str(text: &str) -> __rt::Result<Self, Self::Err> {
            __rt::spelled(text, Self::ALL, Self::SPELLINGS)
        }
    }

    #[automatically_derived]
    impl __rt::Spelled for Device {}

    /// What they were.
    ///
    /// The values of `layouts`, from events/done.yaml:8.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Layouts {
        /// `NCHW` on the wire.
        Nchw,
        /// `NHWC` on the wire.
        Nhwc,
    }

    impl Layouts {
        /// Every value, in the order of the schema.
        pub const ALL: &'static [Self] = &[Self::Nchw, Self::Nhwc];
        const SPELLINGS: &'static [&'static str] = &["NCHW", "NHWC"];
        /// The spelling on the wire.
        #[inline]
        pub const fn as_str(self) -> &'static str {
            Self::SPELLINGS[self as usize]
        }
    }

    #[automatically_derived]
    impl __rt::Display for Layouts {
        #[inline]
        fn fmt(&self, f: &mut __rt::fmt::Formatter<'_>) -> __rt::fmt::Result {
            f.pad(self.as_str())
        }
    }

    #[automatically_derived]
    impl __rt::FromStr for Layouts {
        type Err = ::candor::UnknownValue;
        #[inline]
        fn from_str(text: &str) -> __rt::Result<Self, Self::Err> {
            __rt::spelled(text, Self::ALL, Self::SPELLINGS)
        }
    }

    #[automatically_derived]
    impl __rt::Spelled for Layouts {}

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
        __S6 = __rt::Missing,
    >(__rt::Event, __rt::PhantomData<(__S0, __S1, __S2, __S3, __S4, __S5, __S6,)>);
    impl KitDone {
        /// Begins the event `KitDone`.
        #[inline]
        pub fn new() -> Self {
            Self(__rt::Event::begin(&PRODUCT, &events::KitDone), __rt::PhantomData)
        }

        /// The field `steps`, for tests that read a recorded event.
        pub const STEPS: __rt::Key<Self, __rt::Vec<__rt::String>> = __rt::Key::new(0);
        /// The field `devices`, for tests that read a recorded event.
        pub const DEVICES: __rt::Key<Self, __rt::Vec<Device>> = __rt::Key::new(1);
        /// The field `layouts`, for tests that read a recorded event.
        pub const LAYOUTS: __rt::Key<Self, __rt::Vec<Layouts>> = __rt::Key::new(2);
        /// The field `took`, for tests that read a recorded event.
        pub const TOOK: __rt::Key<Self, __rt::Option<__rt::Vec<__rt::Duration>>> = __rt::Key::new(
            3
        );
        /// The field `sizes`, for tests that read a recorded event.
        pub const SIZES: __rt::Key<Self, __rt::Option<__rt::Vec<__rt::String>>> = __rt::Key::new(4);
        /// The field `drivers`, for tests that read a recorded event.
        pub const DRIVERS: __rt::Key<Self, __rt::Option<__rt::Vec<__rt::String>>> =
            __rt::Key::new(5);
        /// The field `ranks`, for tests that read a recorded event.
        pub const RANKS: __rt::Key<Self, __rt::Option<__rt::Vec<u64>>> = __rt::Key::new(6);
    }

    impl<__S0, __S1, __S2, __S3, __S4, __S5, __S6> KitDone<
        __S0,
        __S1,
        __S2,
        __S3,
        __S4,
        __S5,
        __S6,
    > {
        /// What they were.
        ///
        /// Type `list(max_items=10,of=label)`, class `usage`, required. Users are told: “How the command went”. From events/done.yaml:6.
        #[inline]
        pub fn steps(
            self,
            value: impl __rt::IntoIterator<Item: ::candor::IntoLabel>,
        ) -> KitDone<__rt::Present, __S1, __S2, __S3, __S4, __S5, __S6>
        where
            __S0: unset::steps,
        {
            KitDone(
                self.0.set_list(
                    0,
                    10,
                    &mut __rt::Iterator::map(
                        __rt::IntoIterator::into_iter(value),
                        __rt::Item::label,
                    ),
                ),
                __rt::PhantomData,
            )
        }

        /// What they were.
        ///
        /// Type `list(max_items=2,of=enum(CPU,GPU))`, class `usage`, required. Users are told: “How the command went”. From events/done.yaml:7.
        #[inline]
        pub fn devices(
            self,
            value: impl __rt::IntoIterator<Item = Device>,
        ) -> KitDone<__S0, __rt::Present, __S2, __S3, __S4, __S5, __S6>
        where
            __S1: unset::devices,
        {
            KitDone(
                self.0.set_list(
                    1,
                    2,
                    &mut __rt::Iterator::map(
                        __rt::IntoIterator::into_iter(value),
                        |value| __rt::Item::name(value.as_str()),
                    ),
                ),
                __rt::PhantomData,
            )
        }

        /// What they were.
        ///
        /// Type `list(max_items=2,of=enum(NCHW,NHWC))`, class `usage`, required. Users are told: “How the command went”. From events/done.yaml:8.
        #[inline]
        pub fn layouts(
            self,
            value: impl __rt::IntoIterator<Item = Layouts>,
        ) -> KitDone<__S0, __S1, __rt::Present, __S3, __S4, __S5, __S6>
        where
            __S2: unset::layouts,
        {
            KitDone(
                self.0.set_list(
                    2,
                    2,
                    &mut __rt::Iterator::map(
                        __rt::IntoIterator::into_iter(value),
                        |value| __rt::Item::name(value.as_str()),
                    ),
                ),
                __rt::PhantomData,
            )
        }

        /// What they were.
        ///
        /// Type `list(max_items=10,of=duration(ms))`, class `usage`, optional: `null` on the wire when it is not set. Users are told: “How the command went”. From events/done.yaml:9.
        #[inline]
        pub fn took<__Value: __rt::IntoIterator<Item = __rt::Duration>>(
            self,
            value: impl __rt::Into<__rt::Option<__Value>>,
        ) -> KitDone<__S0, __S1, __S2, __rt::Present, __S4, __S5, __S6>
        where
            __S3: unset::took,
        {
            KitDone(
                match value.into() {
                    __rt::Some(value) => self.0.set_list(
                        3,
                        10,
                        &mut __rt::Iterator::map(
                            __rt::IntoIterator::into_iter(value),
                            |value| __rt::Item::duration(value, __rt::DurationUnit::Milliseconds),
                        ),
                    ),
                    __rt::None => self.0,
                },
                __rt::PhantomData,
            )
        }

        /// What they were.
        ///
        /// Type `list(max_items=10,of=bucket(10,100))`, class `usage`, optional: `null` on the wire when it is not set. Users are told: “How the command went”. From events/done.yaml:10.
        #[inline]
        pub fn sizes<__Value: __rt::IntoIterator<Item: ::candor::Number>>(
            self,
            value: impl __rt::Into<__rt::Option<__Value>>,
        ) -> KitDone<__S0, __S1, __S2, __S3, __rt::Present, __S5, __S6>
        where
            __S4: unset::sizes,
        {
            KitDone(
                match value.into() {
                    __rt::Some(value) => self.0.set_list(
                        4,
                        10,
                        &mut __rt::Iterator::map(
                            __rt::IntoIterator::into_iter(value),
                            |value| __rt::Item::bucket(
                                ::candor::Number::to_f64(value),
                                &[10u64, 100u64],
                                &["<10", "10-100", "100+"],
                            ),
                        ),
                    ),
                    __rt::None => self.0,
                },
                __rt::PhantomData,
            )
        }

        /// What they were.
        ///
        /// Type `list(max_items=3,of=version)`, class `usage`, optional: `null` on the wire when it is not set. Users are told: “How the command went”. From events/done.yaml:11.
        #[inline]
        pub fn drivers<__Value: __rt::IntoIterator<Item: __rt::AsRef<str>>>(
            self,
            value: impl __rt::Into<__rt::Option<__Value>>,
        ) -> KitDone<__S0, __S1, __S2, __S3, __S4, __rt::Present, __S6>
        where
            __S5: unset::drivers,
        {
            KitDone(
                match value.into() {
                    __rt::Some(value) => self.0.set_list(
                        5,
                        3,
                        &mut __rt::Iterator::map(
                            __rt::IntoIterator::into_iter(value),
                            |value| __rt::Item::version(__rt::AsRef::as_ref(&value)),
                        ),
                    ),
                    __rt::None => self.0,
                },
                __rt::PhantomData,
            )
        }

        /// What they were.
        ///
        /// Type `list(max_items=10,of=uint)`, class `usage`, optional: `null` on the wire when it is not set. Users are told: “How the command went”. From events/done.yaml:12.
        #[inline]
        pub fn ranks<__Value: __rt::IntoIterator<Item = u64>>(
            self,
            value: impl __rt::Into<__rt::Option<__Value>>,
        ) -> KitDone<__S0, __S1, __S2, __S3, __S4, __S5, __rt::Present>
        where
            __S6: unset::ranks,
        {
            KitDone(
                match value.into() {
                    __rt::Some(value) => self.0.set_list(
                        6,
                        10,
                        &mut __rt::Iterator::map(
                            __rt::IntoIterator::into_iter(value),
                            __rt::Item::uint,
                        ),
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
            __S0: set::steps,
            __S1: set::devices,
            __S2: set::layouts,
        {
            self.0.emit();
        }
    }

    #[automatically_derived]
    impl __rt::EventType for KitDone {
        const SPEC: &'static __rt::EventSpec = &events::KitDone;
    }
}
