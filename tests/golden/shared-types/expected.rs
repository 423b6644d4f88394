#[allow(unreachable_pub, unused_imports)]
pub use __candor::{telemetry, Device, KitBegun, KitDone};
#[allow(
    dead_code,
    missing_copy_implementations,
    missing_debug_implementations,
    unreachable_pub,
    clippy::doc_markdown,
    clippy::enum_variant_names,
    clippy::missing_const_for_fn,
    clippy::module_name_repetitions,
    clippy::must_use_candidate,
    clippy::needless_pass_by_value,
    clippy::new_without_default,
    clippy::return_self_not_must_use,
    clippy::too_many_lines,
    clippy::type_complexity,
    clippy::upper_case_acronyms
)]
mod __candor {
    ///The telemetry of Kit: `telemetry().install()` at the start of `main`, and keep what it returns.
    pub fn telemetry() -> ::candor::Telemetry {
        ::candor::Telemetry::new(&PRODUCT)
    }
    static PRODUCT: ::candor::__private::Product = ::candor::__private::Product::new(
            &SPEC,
        )
        .about(ABOUT)
        .claims(&CLAIMS);
    static SPEC: ::candor::__private::ProductSpec = ::candor::__private::ProductSpec {
        name: "Kit",
        app: "kit",
        version: ::core::env!("CARGO_PKG_VERSION"),
        consent: ::candor::__private::ConsentSpec {
            version: 1u32,
            ask: ::candor::__private::Ask::Terminal,
            default: ::candor::__private::Answer::Decline,
            notice: "Kit can collect pseudonymous usage data to improve Kit.\n\nWhat is collected:\n  - The device on which commands run\n  - Operating system\n\nWhat is never collected:\n  - File paths\n\nEnable telemetry? [y/N]: ",
            notice_sha256: "1791d17331f60c3f5eacc6c2b40948a29418f29fad902b3c59c48ade29bf412b",
        },
        storage: ".kit",
        context: &[::candor::__private::ContextKey::OsName],
        scrub_roots: &[],
        scrub_patterns: &[],
        destinations: &[
            ::candor::__private::DestinationSpec::OneCollector {
                endpoint: "https://collector.example.com/",
                key: ::core::option_env!("KIT_KEY"),
            },
        ],
        schema_digest: digest(),
    };
    #[used]
    static MANIFEST: [u8; 970usize] = *b"\0candor manifest {\nKit 281aa2b8b404abf29e631061f9cb6255a64dc62c57ec6ba5e6e78a0d8f5fe165\n# What Kit may collect, and on which terms. Written by `candor lock`; not to be edited by hand.\nlock format=1 sha256=6efa1fc644ac07d06dbddae14e329dce5422a346ccac6c09f0649a77b2584e27\nconsent version=1 ask=terminal default=decline purpose=\"improve Kit\"\ncontext os_name class=system notice=\"Operating system\"\ndestination onecollector endpoint=https://collector.example.com/\nevent KitBegun class=usage expires=never\nevent KitDone class=usage expires=never\nfield KitBegun.device class=usage type=enum(CPU,GPU) notice=\"The device on which commands run\"\nfield KitDone.fell_back_to class=usage type=enum(CPU,GPU) optional=true notice=\"The device on which commands run\"\nfield KitDone.ran_on class=usage type=enum(CPU,GPU) notice=\"The device on which commands run\"\nnever_collected \"file paths\"\nprompt sha256=1791d17331f60c3f5eacc6c2b40948a29418f29fad902b3c59c48ade29bf412b\n\n} candor manifest\0";
    const fn digest() -> &'static str {
        match ::core::str::from_utf8(MANIFEST.split_at(23usize).1.split_at(64).0) {
            ::core::result::Result::Ok(digest) => digest,
            ::core::result::Result::Err(_) => "",
        }
    }
    #[allow(non_upper_case_globals)]
    mod events {
        pub static KitBegun: ::candor::__private::EventSpec = ::candor::__private::EventSpec {
            name: "KitBegun",
            fields: &["device"],
        };
        pub static KitDone: ::candor::__private::EventSpec = ::candor::__private::EventSpec {
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
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait device {}
        #[automatically_derived]
        impl device for ::candor::__private::Present {}
        #[diagnostic::on_unimplemented(
            message = "the required field `fell_back_to` is not set",
            label = "call `.fell_back_to(…)` before `.emit()`",
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait fell_back_to {}
        #[automatically_derived]
        impl fell_back_to for ::candor::__private::Present {}
        #[diagnostic::on_unimplemented(
            message = "the required field `ran_on` is not set",
            label = "call `.ran_on(…)` before `.emit()`",
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait ran_on {}
        #[automatically_derived]
        impl ran_on for ::candor::__private::Present {}
    }
    /// States in which a field can be set.
    #[allow(non_camel_case_types)]
    pub mod unset {
        #[diagnostic::on_unimplemented(
            message = "the field `device` is set twice",
            label = "`.device(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait device {}
        #[automatically_derived]
        impl device for ::candor::__private::Missing {}
        #[diagnostic::on_unimplemented(
            message = "the field `fell_back_to` is set twice",
            label = "`.fell_back_to(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait fell_back_to {}
        #[automatically_derived]
        impl fell_back_to for ::candor::__private::Missing {}
        #[diagnostic::on_unimplemented(
            message = "the field `ran_on` is set twice",
            label = "`.ran_on(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait ran_on {}
        #[automatically_derived]
        impl ran_on for ::candor::__private::Missing {}
    }
    static ABOUT: ::candor::__private::About = ::candor::__private::About::new(
        "KitBegun\tdevice\tusage\tenum(CPU,GPU)\tevents/begun.yaml:6\nKitDone\tran_on\tusage\tenum(CPU,GPU)\tevents/done.yaml:6\nKitDone\tfell_back_to\tusage\tenum(CPU,GPU)\tevents/done.yaml:7\n\tos_name\tsystem\t\tproduct.yaml:9\n",
    );
    static CLAIMS: ::candor::__private::Claims = ::candor::__private::claims! {
        [] | planter | KitBegun::new().device(planter.choice(Device::ALL)).emit(), |
        planter | KitDone::new().ran_on(planter.choice(Device::ALL)).fell_back_to(planter
        .choice(Device::ALL)).emit()
    };
    /**Where a command runs.

Shared by fields, from types.yaml:2.*/
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Device {
        ///`CPU` on the wire.
        Cpu,
        ///`GPU` on the wire.
        Gpu,
    }
    impl Device {
        /// Every value, in the order of the schema.
        pub const ALL: &'static [Self] = &[Self::Cpu, Self::Gpu];
        /// The spelling on the wire.
        pub const fn as_str(self) -> &'static str {
            match self {
                Self::Cpu => "CPU",
                Self::Gpu => "GPU",
            }
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Display for Device {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }
    #[automatically_derived]
    impl ::core::str::FromStr for Device {
        type Err = ::candor::UnknownValue;
        fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
            match text {
                "CPU" => ::core::result::Result::Ok(Self::Cpu),
                "GPU" => ::core::result::Result::Ok(Self::Gpu),
                _ => {
                    ::core::result::Result::Err(
                        ::candor::UnknownValue::new(&["CPU", "GPU"]),
                    )
                }
            }
        }
    }
    #[automatically_derived]
    impl ::candor::__private::Spelled for Device {
        fn spelled(spelling: &str) -> ::core::option::Option<Self> {
            ::core::result::Result::ok(::core::str::FromStr::from_str(spelling))
        }
    }
    /**Sent when a command begins.

Class `usage`, never expires. From events/begun.yaml:1.*/
    #[must_use = "an event is sent by `.emit()`"]
    pub struct KitBegun<__S0 = ::candor::__private::Missing> {
        event: ::candor::__private::Event,
        states: ::core::marker::PhantomData<(__S0,)>,
    }
    impl KitBegun {
        ///Begins the event `KitBegun`.
        pub fn new() -> Self {
            Self {
                event: ::candor::__private::Event::begin(&PRODUCT, &events::KitBegun),
                states: ::core::marker::PhantomData,
            }
        }
        ///The field `device`, for tests that read a recorded event.
        pub const DEVICE: ::candor::__private::Key<Self, Device> = ::candor::__private::Key::new(
            0,
        );
    }
    impl<__S0> KitBegun<__S0> {
        /**Where it begins.

Type `enum(CPU,GPU)`, class `usage`, required. Users are told: “The device on which commands run”. From events/begun.yaml:6.*/
        pub fn device(mut self, value: Device) -> KitBegun<::candor::__private::Present>
        where
            __S0: unset::device,
        {
            ::candor::__private::set_enum(&mut self.event, 0usize, value.as_str());
            KitBegun {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /// Hands the event over. Never fails, never panics and never waits for a network; with telemetry off it does
        /// nothing.
        pub fn emit(self)
        where
            __S0: set::device,
        {
            self.event.emit();
        }
    }
    #[automatically_derived]
    impl ::candor::__private::EventType for KitBegun {
        const SPEC: &'static ::candor::__private::EventSpec = &events::KitBegun;
    }
    /**Sent when a command ends.

Class `usage`, never expires. From events/done.yaml:1.*/
    #[must_use = "an event is sent by `.emit()`"]
    pub struct KitDone<
        __S0 = ::candor::__private::Missing,
        __S1 = ::candor::__private::Missing,
    > {
        event: ::candor::__private::Event,
        states: ::core::marker::PhantomData<(__S0, __S1)>,
    }
    impl KitDone {
        ///Begins the event `KitDone`.
        pub fn new() -> Self {
            Self {
                event: ::candor::__private::Event::begin(&PRODUCT, &events::KitDone),
                states: ::core::marker::PhantomData,
            }
        }
        ///The field `ran_on`, for tests that read a recorded event.
        pub const RAN_ON: ::candor::__private::Key<Self, Device> = ::candor::__private::Key::new(
            0,
        );
        ///The field `fell_back_to`, for tests that read a recorded event.
        pub const FELL_BACK_TO: ::candor::__private::Key<
            Self,
            ::core::option::Option<Device>,
        > = ::candor::__private::Key::new(1);
    }
    impl<__S0, __S1> KitDone<__S0, __S1> {
        /**Where it ran.

Type `enum(CPU,GPU)`, class `usage`, required. Users are told: “The device on which commands run”. From events/done.yaml:6.*/
        pub fn ran_on(
            mut self,
            value: Device,
        ) -> KitDone<::candor::__private::Present, __S1>
        where
            __S0: unset::ran_on,
        {
            ::candor::__private::set_enum(&mut self.event, 0usize, value.as_str());
            KitDone {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**Where it ran in the end.

Type `enum(CPU,GPU)`, class `usage`, optional: `null` on the wire when it is not set. Users are told: “The device on which commands run”. From events/done.yaml:7.*/
        pub fn fell_back_to(
            mut self,
            value: impl ::core::convert::Into<::core::option::Option<Device>>,
        ) -> KitDone<__S0, ::candor::__private::Present>
        where
            __S1: unset::fell_back_to,
        {
            if let ::core::option::Option::Some(value) = value.into() {
                ::candor::__private::set_enum(&mut self.event, 1usize, value.as_str());
            }
            KitDone {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /// Hands the event over. Never fails, never panics and never waits for a network; with telemetry off it does
        /// nothing.
        pub fn emit(self)
        where
            __S0: set::ran_on,
        {
            self.event.emit();
        }
    }
    #[automatically_derived]
    impl ::candor::__private::EventType for KitDone {
        const SPEC: &'static ::candor::__private::EventSpec = &events::KitDone;
    }
}
