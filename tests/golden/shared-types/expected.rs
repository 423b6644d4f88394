#[allow(unreachable_pub, unused_imports)]
pub use __candor::{telemetry, Device, KitBegun, KitDone};
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
            notice: "Kit can collect pseudonymous usage data to improve Kit.\n\nWhat is collected:\n  - The device on which commands run\n  - Operating system\n\nWhat is never collected:\n  - File paths\n\nEnable telemetry? [y/N]: ",
            notice_sha256: "1791d17331f60c3f5eacc6c2b40948a29418f29fad902b3c59c48ade29bf412b",
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
    static MANIFEST: [u8; 970usize] = *b"\0candor manifest {\nKit 281aa2b8b404abf29e631061f9cb6255a64dc62c57ec6ba5e6e78a0d8f5fe165\n# What Kit may collect, and on which terms. Written by `candor lock`; not to be edited by hand.\nlock format=1 sha256=6efa1fc644ac07d06dbddae14e329dce5422a346ccac6c09f0649a77b2584e27\nconsent version=1 ask=terminal default=decline purpose=\"improve Kit\"\ncontext os_name class=system notice=\"Operating system\"\ndestination onecollector endpoint=https://collector.example.com/\nevent KitBegun class=usage expires=never\nevent KitDone class=usage expires=never\nfield KitBegun.device class=usage type=enum(CPU,GPU) notice=\"The device on which commands run\"\nfield KitDone.fell_back_to class=usage type=enum(CPU,GPU) optional=true notice=\"The device on which commands run\"\nfield KitDone.ran_on class=usage type=enum(CPU,GPU) notice=\"The device on which commands run\"\nnever_collected \"file paths\"\nprompt sha256=1791d17331f60c3f5eacc6c2b40948a29418f29fad902b3c59c48ade29bf412b\n\n} candor manifest\0";
    const fn digest() -> &'static str {
        match ::core::str::from_utf8(MANIFEST.split_at(23usize).1.split_at(64).0) {
            __rt::Ok(digest) => digest,
            __rt::Err(_) => "",
        }
    }

    #[allow(non_upper_case_globals)]
    mod events {
        pub static KitBegun: super::__rt::EventSpec = super::__rt::EventSpec {
            name: "KitBegun",
            fields: &["device"],
        };
        pub static KitDone: super::__rt::EventSpec = super::__rt::EventSpec {
            name: "KitDone",
            fields: &["ran_on", "fell_back_to"],
        };
    }

    /// States in which a field is set.
    #[allow(non_camel_case_types)]
    pub mod set {
        #[diagnostic::on_unimplemented(
            message = "the required field `device` is not set",
            label = "call `.device(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait device {}

        #[automatically_derived]
        impl device for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `fell_back_to` is not set",
            label = "call `.fell_back_to(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait fell_back_to {}

        #[automatically_derived]
        impl fell_back_to for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `ran_on` is not set",
            label = "call `.ran_on(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait ran_on {}

        #[automatically_derived]
        impl ran_on for super::__rt::Present {}
    }

    /// States in which a field can be set.
    #[allow(non_camel_case_types)]
    pub mod unset {
        #[diagnostic::on_unimplemented(
            message = "the field `device` is set twice",
            label = "`.device(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait device {}

        #[automatically_derived]
        impl device for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `fell_back_to` is set twice",
            label = "`.fell_back_to(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait fell_back_to {}

        #[automatically_derived]
        impl fell_back_to for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `ran_on` is set twice",
            label = "`.ran_on(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait ran_on {}

        #[automatically_derived]
        impl ran_on for super::__rt::Missing {}
    }

    static ABOUT: __rt::About = __rt::About::new(
        "KitBegun\tdevice\tusage\tenum(CPU,GPU)\tevents/begun.yaml:6\nKitDone\tran_on\tusage\tenum(CPU,GPU)\tevents/done.yaml:6\nKitDone\tfell_back_to\tusage\tenum(CPU,GPU)\tevents/done.yaml:7\n\tos_name\tsystem\t\tproduct.yaml:9\n"
    );

    static CLAIMS: __rt::Claims = __rt::claims! {
        [] |planter| KitBegun::new().device(planter.choice(Device::ALL)).emit(),
        |planter| KitDone::new()
            .ran_on(planter.choice(Device::ALL))
            .fell_back_to(planter.choice(Device::ALL))
            .emit(),
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

    /// Sent when a command begins.
    ///
    /// Class `usage`, never expires. From events/begun.yaml:1.
    #[must_use = "an event is sent by `.emit()`"]
    pub struct KitBegun<__S0 = __rt::Missing>(__rt::Event, __rt::PhantomData<(__S0,)>);
    impl KitBegun {
        /// Begins the event `KitBegun`.
        #[inline]
        pub fn new() -> Self {
            Self(__rt::Event::begin(&PRODUCT, &events::KitBegun), __rt::PhantomData)
        }

        /// The field `device`, for tests that read a recorded event.
        pub const DEVICE: __rt::Key<Self, Device> = __rt::Key::new(0);
    }

    impl<__S0> KitBegun<__S0> {
        /// Where it begins.
        ///
        /// Type `enum(CPU,GPU)`, class `usage`, required. Users are told: “The device on which commands run”. From events/begun.yaml:6.
        #[inline]
        pub fn device(self, value: Device) -> KitBegun<__rt::Present>
        where
            __S0: unset::device,
        {
            KitBegun(self.0.set_enum(0, value.as_str()), __rt::PhantomData)
        }

        /// Hands the event over. Never fails, never panics and never waits for a network; with telemetry off it does
        /// nothing.
        #[inline]
        pub fn emit(self)
        where
            __S0: set::device,
        {
            self.0.emit();
        }
    }

    #[automatically_derived]
    impl __rt::EventType for KitBegun {
        const SPEC: &'static __rt::EventSpec = &events::KitBegun;
    }

    /// Sent when a command ends.
    ///
    /// Class `usage`, never expires. From events/done.yaml:1.
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

        /// The field `ran_on`, for tests that read a recorded event.
        pub const RAN_ON: __rt::Key<Self, Device> = __rt::Key::new(0);
        /// The field `fell_back_to`, for tests that read a recorded event.
        pub const FELL_BACK_TO: __rt::Key<Self, __rt::Option<Device>> = __rt::Key::new(1);
    }

    impl<__S0, __S1> KitDone<__S0, __S1> {
        /// Where it ran.
        ///
        /// Type `enum(CPU,GPU)`, class `usage`, required. Users are told: “The device on which commands run”. From events/done.yaml:6.
        #[inline]
        pub fn ran_on(self, value: Device) -> KitDone<__rt::Present, __S1>
        where
            __S0: unset::ran_on,
        {
            KitDone(self.0.set_enum(0, value.as_str()), __rt::PhantomData)
        }

        /// Where it ran in the end.
        ///
        /// Type `enum(CPU,GPU)`, class `usage`, optional: `null` on the wire when it is not set. Users are told: “The device on which commands run”. From events/done.yaml:7.
        #[inline]
        pub fn fell_back_to(
            self,
            value: impl __rt::Into<__rt::Option<Device>>,
        ) -> KitDone<__S0, __rt::Present>
        where
            __S1: unset::fell_back_to,
        {
            KitDone(
                match value.into() {
                    __rt::Some(value) => self.0.set_enum(1, value.as_str()),
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
            __S0: set::ran_on,
        {
            self.0.emit();
        }
    }

    #[automatically_derived]
    impl __rt::EventType for KitDone {
        const SPEC: &'static __rt::EventSpec = &events::KitDone;
    }
}
