#[allow(unreachable_pub, unused_imports)]
pub use __candor::{telemetry, AChoice, SamplerRequired, SamplerOptional};
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
    ///The telemetry of Sampler: `telemetry().install()` at the start of `main`, and keep what it returns.
    pub fn telemetry() -> ::candor::Telemetry {
        ::candor::Telemetry::new(&PRODUCT)
    }
    static PRODUCT: ::candor::__private::Product = ::candor::__private::Product::new(
        &SPEC,
    );
    static SPEC: ::candor::__private::ProductSpec = ::candor::__private::ProductSpec {
        name: "Sampler",
        app: "sampler",
        version: ::core::env!("CARGO_PKG_VERSION"),
        consent: ::candor::__private::ConsentSpec {
            version: 3u32,
            ask: ::candor::__private::Ask::App,
            default: ::candor::__private::Answer::Decline,
            notice: "Sampler can collect pseudonymous usage data to show each type once.\n\nWhat is collected:\n  - Values of each type\n\nWhat is never collected:\n  - Anything else\n\nEnable telemetry? [y/N]: ",
            notice_sha256: "9e6cc337c43a844dc00c563422d35178757b917b139e5a56b51f4b0e90e511a3",
        },
        storage: ".config/sampler",
        context: &[],
        scrub_roots: &[],
        onecollector: ::candor::__private::OneCollectorSpec {
            endpoint: "https://collector.example.com/OneCollector/1.0/",
            key: ::core::option_env!("SAMPLER_IKEY"),
        },
        schema_digest: "55474d625112e9e1ccd295f651dfcf6efa6ba1c54958005d153584030f823a29",
    };
    #[allow(non_upper_case_globals)]
    mod events {
        pub static SamplerRequired: ::candor::__private::EventSpec = ::candor::__private::EventSpec {
            name: "SamplerRequired",
            fields: &[
                "a_yes",
                "a_int",
                "a_uint",
                "a_float",
                "a_duration",
                "a_choice",
                "a_label",
                "a_text",
                "a_frames",
            ],
        };
        pub static SamplerOptional: ::candor::__private::EventSpec = ::candor::__private::EventSpec {
            name: "SamplerOptional",
            fields: &[
                "a_yes",
                "a_int",
                "a_uint",
                "a_float",
                "a_duration",
                "a_choice",
                "a_label",
                "a_text",
                "a_frames",
            ],
        };
    }
    /// States in which a field is set.
    #[allow(non_camel_case_types)]
    pub mod set {
        #[diagnostic::on_unimplemented(
            message = "the required field `a_choice` is not set",
            label = "call `.a_choice(…)` before `.emit()`",
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait a_choice {}
        #[automatically_derived]
        impl a_choice for ::candor::__private::Present {}
        #[diagnostic::on_unimplemented(
            message = "the required field `a_duration` is not set",
            label = "call `.a_duration(…)` before `.emit()`",
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait a_duration {}
        #[automatically_derived]
        impl a_duration for ::candor::__private::Present {}
        #[diagnostic::on_unimplemented(
            message = "the required field `a_float` is not set",
            label = "call `.a_float(…)` before `.emit()`",
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait a_float {}
        #[automatically_derived]
        impl a_float for ::candor::__private::Present {}
        #[diagnostic::on_unimplemented(
            message = "the required field `a_frames` is not set",
            label = "call `.a_frames(…)` before `.emit()`",
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait a_frames {}
        #[automatically_derived]
        impl a_frames for ::candor::__private::Present {}
        #[diagnostic::on_unimplemented(
            message = "the required field `a_int` is not set",
            label = "call `.a_int(…)` before `.emit()`",
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait a_int {}
        #[automatically_derived]
        impl a_int for ::candor::__private::Present {}
        #[diagnostic::on_unimplemented(
            message = "the required field `a_label` is not set",
            label = "call `.a_label(…)` before `.emit()`",
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait a_label {}
        #[automatically_derived]
        impl a_label for ::candor::__private::Present {}
        #[diagnostic::on_unimplemented(
            message = "the required field `a_text` is not set",
            label = "call `.a_text(…)` before `.emit()`",
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait a_text {}
        #[automatically_derived]
        impl a_text for ::candor::__private::Present {}
        #[diagnostic::on_unimplemented(
            message = "the required field `a_uint` is not set",
            label = "call `.a_uint(…)` before `.emit()`",
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait a_uint {}
        #[automatically_derived]
        impl a_uint for ::candor::__private::Present {}
        #[diagnostic::on_unimplemented(
            message = "the required field `a_yes` is not set",
            label = "call `.a_yes(…)` before `.emit()`",
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait a_yes {}
        #[automatically_derived]
        impl a_yes for ::candor::__private::Present {}
    }
    /// States in which a field can be set.
    #[allow(non_camel_case_types)]
    pub mod unset {
        #[diagnostic::on_unimplemented(
            message = "the field `a_choice` is set twice",
            label = "`.a_choice(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait a_choice {}
        #[automatically_derived]
        impl a_choice for ::candor::__private::Missing {}
        #[diagnostic::on_unimplemented(
            message = "the field `a_duration` is set twice",
            label = "`.a_duration(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait a_duration {}
        #[automatically_derived]
        impl a_duration for ::candor::__private::Missing {}
        #[diagnostic::on_unimplemented(
            message = "the field `a_float` is set twice",
            label = "`.a_float(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait a_float {}
        #[automatically_derived]
        impl a_float for ::candor::__private::Missing {}
        #[diagnostic::on_unimplemented(
            message = "the field `a_frames` is set twice",
            label = "`.a_frames(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait a_frames {}
        #[automatically_derived]
        impl a_frames for ::candor::__private::Missing {}
        #[diagnostic::on_unimplemented(
            message = "the field `a_int` is set twice",
            label = "`.a_int(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait a_int {}
        #[automatically_derived]
        impl a_int for ::candor::__private::Missing {}
        #[diagnostic::on_unimplemented(
            message = "the field `a_label` is set twice",
            label = "`.a_label(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait a_label {}
        #[automatically_derived]
        impl a_label for ::candor::__private::Missing {}
        #[diagnostic::on_unimplemented(
            message = "the field `a_text` is set twice",
            label = "`.a_text(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait a_text {}
        #[automatically_derived]
        impl a_text for ::candor::__private::Missing {}
        #[diagnostic::on_unimplemented(
            message = "the field `a_uint` is set twice",
            label = "`.a_uint(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait a_uint {}
        #[automatically_derived]
        impl a_uint for ::candor::__private::Missing {}
        #[diagnostic::on_unimplemented(
            message = "the field `a_yes` is set twice",
            label = "`.a_yes(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait a_yes {}
        #[automatically_derived]
        impl a_yes for ::candor::__private::Missing {}
    }
    /**A value of the type enum.

The values of `a_choice`, from events/required.yaml:27.*/
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum AChoice {
        ///`First` on the wire.
        First,
        ///`second-best` on the wire.
        SecondBest,
        ///`3rd` on the wire.
        _3rd,
    }
    impl AChoice {
        /// Every value, in the order of the schema.
        pub const ALL: &'static [Self] = &[Self::First, Self::SecondBest, Self::_3rd];
        /// The spelling on the wire.
        pub const fn as_str(self) -> &'static str {
            match self {
                Self::First => "First",
                Self::SecondBest => "second-best",
                Self::_3rd => "3rd",
            }
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Display for AChoice {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }
    #[automatically_derived]
    impl ::core::str::FromStr for AChoice {
        type Err = ::candor::UnknownValue;
        fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
            match text {
                "First" => ::core::result::Result::Ok(Self::First),
                "second-best" => ::core::result::Result::Ok(Self::SecondBest),
                "3rd" => ::core::result::Result::Ok(Self::_3rd),
                _ => {
                    ::core::result::Result::Err(
                        ::candor::UnknownValue::new(&["First", "second-best", "3rd"]),
                    )
                }
            }
        }
    }
    /**Holds a field of each type, all required.

Class `diagnostic`, never expires. From events/required.yaml:1.*/
    #[must_use = "an event is sent by `.emit()`"]
    pub struct SamplerRequired<
        __S0 = ::candor::__private::Missing,
        __S1 = ::candor::__private::Missing,
        __S2 = ::candor::__private::Missing,
        __S3 = ::candor::__private::Missing,
        __S4 = ::candor::__private::Missing,
        __S5 = ::candor::__private::Missing,
        __S6 = ::candor::__private::Missing,
        __S7 = ::candor::__private::Missing,
        __S8 = ::candor::__private::Missing,
    > {
        event: ::candor::__private::Event,
        states: ::core::marker::PhantomData<
            (__S0, __S1, __S2, __S3, __S4, __S5, __S6, __S7, __S8),
        >,
    }
    impl SamplerRequired<
        ::candor::__private::Missing,
        ::candor::__private::Missing,
        ::candor::__private::Missing,
        ::candor::__private::Missing,
        ::candor::__private::Missing,
        ::candor::__private::Missing,
        ::candor::__private::Missing,
        ::candor::__private::Missing,
        ::candor::__private::Missing,
    > {
        ///Begins the event `SamplerRequired`.
        pub fn new() -> Self {
            Self {
                event: ::candor::__private::Event::begin(
                    &PRODUCT,
                    &events::SamplerRequired,
                ),
                states: ::core::marker::PhantomData,
            }
        }
    }
    impl<
        __S0,
        __S1,
        __S2,
        __S3,
        __S4,
        __S5,
        __S6,
        __S7,
        __S8,
    > SamplerRequired<__S0, __S1, __S2, __S3, __S4, __S5, __S6, __S7, __S8> {
        /**A value of the type bool.

Type `bool`, class `diagnostic`, required. Users are told: “Values of each type”. From events/required.yaml:6.*/
        pub fn a_yes(
            mut self,
            value: bool,
        ) -> SamplerRequired<
            ::candor::__private::Present,
            __S1,
            __S2,
            __S3,
            __S4,
            __S5,
            __S6,
            __S7,
            __S8,
        >
        where
            __S0: unset::a_yes,
        {
            ::candor::__private::set_bool(&mut self.event, 0usize, value);
            SamplerRequired {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**A value of the type int.

Type `int`, class `diagnostic`, required. Users are told: “Values of each type”. From events/required.yaml:10.*/
        pub fn a_int(
            mut self,
            value: i64,
        ) -> SamplerRequired<
            __S0,
            ::candor::__private::Present,
            __S2,
            __S3,
            __S4,
            __S5,
            __S6,
            __S7,
            __S8,
        >
        where
            __S1: unset::a_int,
        {
            ::candor::__private::set_int(&mut self.event, 1usize, value);
            SamplerRequired {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**A value of the type uint.

Type `uint`, class `diagnostic`, required. Users are told: “Values of each type”. From events/required.yaml:14.*/
        pub fn a_uint(
            mut self,
            value: u64,
        ) -> SamplerRequired<
            __S0,
            __S1,
            ::candor::__private::Present,
            __S3,
            __S4,
            __S5,
            __S6,
            __S7,
            __S8,
        >
        where
            __S2: unset::a_uint,
        {
            ::candor::__private::set_uint(&mut self.event, 2usize, value);
            SamplerRequired {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**A value of the type float.

Type `float`, class `diagnostic`, required. Users are told: “Values of each type”. From events/required.yaml:18.*/
        pub fn a_float(
            mut self,
            value: f64,
        ) -> SamplerRequired<
            __S0,
            __S1,
            __S2,
            ::candor::__private::Present,
            __S4,
            __S5,
            __S6,
            __S7,
            __S8,
        >
        where
            __S3: unset::a_float,
        {
            ::candor::__private::set_float(&mut self.event, 3usize, value);
            SamplerRequired {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**A value of the type duration.

Type `duration(us)`, class `diagnostic`, required. Users are told: “Values of each type”. From events/required.yaml:22.*/
        pub fn a_duration(
            mut self,
            value: ::core::time::Duration,
        ) -> SamplerRequired<
            __S0,
            __S1,
            __S2,
            __S3,
            ::candor::__private::Present,
            __S5,
            __S6,
            __S7,
            __S8,
        >
        where
            __S4: unset::a_duration,
        {
            ::candor::__private::set_duration(
                &mut self.event,
                4usize,
                value,
                ::candor::__private::DurationUnit::Microseconds,
            );
            SamplerRequired {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**A value of the type enum.

Type `enum(First,second-best,3rd)`, class `diagnostic`, required. Users are told: “Values of each type”. From events/required.yaml:27.*/
        pub fn a_choice(
            mut self,
            value: AChoice,
        ) -> SamplerRequired<
            __S0,
            __S1,
            __S2,
            __S3,
            __S4,
            ::candor::__private::Present,
            __S6,
            __S7,
            __S8,
        >
        where
            __S5: unset::a_choice,
        {
            ::candor::__private::set_enum(&mut self.event, 5usize, value.as_str());
            SamplerRequired {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**A value of the type label.

Type `label`, class `diagnostic`, required. Users are told: “Values of each type”. From events/required.yaml:32.*/
        pub fn a_label(
            mut self,
            value: impl ::candor::IntoLabel,
        ) -> SamplerRequired<
            __S0,
            __S1,
            __S2,
            __S3,
            __S4,
            __S5,
            ::candor::__private::Present,
            __S7,
            __S8,
        >
        where
            __S6: unset::a_label,
        {
            ::candor::__private::set_label(
                &mut self.event,
                6usize,
                ::candor::IntoLabel::into_label(value),
            );
            SamplerRequired {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**A value of the type text.

Type `text(scrubbed,max_chars=120)`, class `diagnostic`, required. Users are told: “Values of each type”. From events/required.yaml:36.*/
        pub fn a_text(
            mut self,
            value: impl ::core::fmt::Display,
        ) -> SamplerRequired<
            __S0,
            __S1,
            __S2,
            __S3,
            __S4,
            __S5,
            __S6,
            ::candor::__private::Present,
            __S8,
        >
        where
            __S7: unset::a_text,
        {
            ::candor::__private::set_text(&mut self.event, 7usize, &value, 120usize);
            SamplerRequired {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**A value of the type frames.

Type `frames(paths-trimmed)`, class `diagnostic`, required. Users are told: “Values of each type”. From events/required.yaml:41.*/
        pub fn a_frames(
            mut self,
            value: ::candor::Frames,
        ) -> SamplerRequired<
            __S0,
            __S1,
            __S2,
            __S3,
            __S4,
            __S5,
            __S6,
            __S7,
            ::candor::__private::Present,
        >
        where
            __S8: unset::a_frames,
        {
            ::candor::__private::set_frames(&mut self.event, 8usize, value);
            SamplerRequired {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /// Hands the event over. Never fails, never panics and never waits for a network; with telemetry off it does
        /// nothing.
        pub fn emit(self)
        where
            __S0: set::a_yes,
            __S1: set::a_int,
            __S2: set::a_uint,
            __S3: set::a_float,
            __S4: set::a_duration,
            __S5: set::a_choice,
            __S6: set::a_label,
            __S7: set::a_text,
            __S8: set::a_frames,
        {
            self.event.emit();
        }
    }
    /**Holds a field of each type, all optional.

Class `diagnostic`, never expires. From events/optional.yaml:1.*/
    #[must_use = "an event is sent by `.emit()`"]
    pub struct SamplerOptional<
        __S0 = ::candor::__private::Missing,
        __S1 = ::candor::__private::Missing,
        __S2 = ::candor::__private::Missing,
        __S3 = ::candor::__private::Missing,
        __S4 = ::candor::__private::Missing,
        __S5 = ::candor::__private::Missing,
        __S6 = ::candor::__private::Missing,
        __S7 = ::candor::__private::Missing,
        __S8 = ::candor::__private::Missing,
    > {
        event: ::candor::__private::Event,
        states: ::core::marker::PhantomData<
            (__S0, __S1, __S2, __S3, __S4, __S5, __S6, __S7, __S8),
        >,
    }
    impl SamplerOptional<
        ::candor::__private::Missing,
        ::candor::__private::Missing,
        ::candor::__private::Missing,
        ::candor::__private::Missing,
        ::candor::__private::Missing,
        ::candor::__private::Missing,
        ::candor::__private::Missing,
        ::candor::__private::Missing,
        ::candor::__private::Missing,
    > {
        ///Begins the event `SamplerOptional`.
        pub fn new() -> Self {
            Self {
                event: ::candor::__private::Event::begin(
                    &PRODUCT,
                    &events::SamplerOptional,
                ),
                states: ::core::marker::PhantomData,
            }
        }
    }
    impl<
        __S0,
        __S1,
        __S2,
        __S3,
        __S4,
        __S5,
        __S6,
        __S7,
        __S8,
    > SamplerOptional<__S0, __S1, __S2, __S3, __S4, __S5, __S6, __S7, __S8> {
        /**A value of the type bool.

Type `bool`, class `diagnostic`, optional: `null` on the wire when it is not set. Users are told: “Values of each type”. From events/optional.yaml:6.*/
        pub fn a_yes(
            mut self,
            value: impl ::core::convert::Into<::core::option::Option<bool>>,
        ) -> SamplerOptional<
            ::candor::__private::Present,
            __S1,
            __S2,
            __S3,
            __S4,
            __S5,
            __S6,
            __S7,
            __S8,
        >
        where
            __S0: unset::a_yes,
        {
            if let ::core::option::Option::Some(value) = value.into() {
                ::candor::__private::set_bool(&mut self.event, 0usize, value);
            }
            SamplerOptional {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**A value of the type int.

Type `int`, class `diagnostic`, optional: `null` on the wire when it is not set. Users are told: “Values of each type”. From events/optional.yaml:11.*/
        pub fn a_int(
            mut self,
            value: impl ::core::convert::Into<::core::option::Option<i64>>,
        ) -> SamplerOptional<
            __S0,
            ::candor::__private::Present,
            __S2,
            __S3,
            __S4,
            __S5,
            __S6,
            __S7,
            __S8,
        >
        where
            __S1: unset::a_int,
        {
            if let ::core::option::Option::Some(value) = value.into() {
                ::candor::__private::set_int(&mut self.event, 1usize, value);
            }
            SamplerOptional {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**A value of the type uint.

Type `uint`, class `diagnostic`, optional: `null` on the wire when it is not set. Users are told: “Values of each type”. From events/optional.yaml:16.*/
        pub fn a_uint(
            mut self,
            value: impl ::core::convert::Into<::core::option::Option<u64>>,
        ) -> SamplerOptional<
            __S0,
            __S1,
            ::candor::__private::Present,
            __S3,
            __S4,
            __S5,
            __S6,
            __S7,
            __S8,
        >
        where
            __S2: unset::a_uint,
        {
            if let ::core::option::Option::Some(value) = value.into() {
                ::candor::__private::set_uint(&mut self.event, 2usize, value);
            }
            SamplerOptional {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**A value of the type float.

Type `float`, class `diagnostic`, optional: `null` on the wire when it is not set. Users are told: “Values of each type”. From events/optional.yaml:21.*/
        pub fn a_float(
            mut self,
            value: impl ::core::convert::Into<::core::option::Option<f64>>,
        ) -> SamplerOptional<
            __S0,
            __S1,
            __S2,
            ::candor::__private::Present,
            __S4,
            __S5,
            __S6,
            __S7,
            __S8,
        >
        where
            __S3: unset::a_float,
        {
            if let ::core::option::Option::Some(value) = value.into() {
                ::candor::__private::set_float(&mut self.event, 3usize, value);
            }
            SamplerOptional {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**A value of the type duration.

Type `duration(us)`, class `diagnostic`, optional: `null` on the wire when it is not set. Users are told: “Values of each type”. From events/optional.yaml:26.*/
        pub fn a_duration(
            mut self,
            value: impl ::core::convert::Into<
                ::core::option::Option<::core::time::Duration>,
            >,
        ) -> SamplerOptional<
            __S0,
            __S1,
            __S2,
            __S3,
            ::candor::__private::Present,
            __S5,
            __S6,
            __S7,
            __S8,
        >
        where
            __S4: unset::a_duration,
        {
            if let ::core::option::Option::Some(value) = value.into() {
                ::candor::__private::set_duration(
                    &mut self.event,
                    4usize,
                    value,
                    ::candor::__private::DurationUnit::Microseconds,
                );
            }
            SamplerOptional {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**A value of the type enum.

Type `enum(First,second-best,3rd)`, class `diagnostic`, optional: `null` on the wire when it is not set. Users are told: “Values of each type”. From events/optional.yaml:32.*/
        pub fn a_choice(
            mut self,
            value: impl ::core::convert::Into<::core::option::Option<AChoice>>,
        ) -> SamplerOptional<
            __S0,
            __S1,
            __S2,
            __S3,
            __S4,
            ::candor::__private::Present,
            __S6,
            __S7,
            __S8,
        >
        where
            __S5: unset::a_choice,
        {
            if let ::core::option::Option::Some(value) = value.into() {
                ::candor::__private::set_enum(&mut self.event, 5usize, value.as_str());
            }
            SamplerOptional {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**A value of the type label.

Type `label`, class `diagnostic`, optional: `null` on the wire when it is not set. Users are told: “Values of each type”. From events/optional.yaml:38.*/
        pub fn a_label<__Value: ::candor::IntoLabel>(
            mut self,
            value: impl ::core::convert::Into<::core::option::Option<__Value>>,
        ) -> SamplerOptional<
            __S0,
            __S1,
            __S2,
            __S3,
            __S4,
            __S5,
            ::candor::__private::Present,
            __S7,
            __S8,
        >
        where
            __S6: unset::a_label,
        {
            if let ::core::option::Option::Some(value) = value.into() {
                ::candor::__private::set_label(
                    &mut self.event,
                    6usize,
                    ::candor::IntoLabel::into_label(value),
                );
            }
            SamplerOptional {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**A value of the type text.

Type `text(scrubbed,max_chars=120)`, class `diagnostic`, optional: `null` on the wire when it is not set. Users are told: “Values of each type”. From events/optional.yaml:43.*/
        pub fn a_text<__Value: ::core::fmt::Display>(
            mut self,
            value: impl ::core::convert::Into<::core::option::Option<__Value>>,
        ) -> SamplerOptional<
            __S0,
            __S1,
            __S2,
            __S3,
            __S4,
            __S5,
            __S6,
            ::candor::__private::Present,
            __S8,
        >
        where
            __S7: unset::a_text,
        {
            if let ::core::option::Option::Some(value) = value.into() {
                ::candor::__private::set_text(&mut self.event, 7usize, &value, 120usize);
            }
            SamplerOptional {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**A value of the type frames.

Type `frames(paths-trimmed)`, class `diagnostic`, optional: `null` on the wire when it is not set. Users are told: “Values of each type”. From events/optional.yaml:49.*/
        pub fn a_frames(
            mut self,
            value: impl ::core::convert::Into<::core::option::Option<::candor::Frames>>,
        ) -> SamplerOptional<
            __S0,
            __S1,
            __S2,
            __S3,
            __S4,
            __S5,
            __S6,
            __S7,
            ::candor::__private::Present,
        >
        where
            __S8: unset::a_frames,
        {
            if let ::core::option::Option::Some(value) = value.into() {
                ::candor::__private::set_frames(&mut self.event, 8usize, value);
            }
            SamplerOptional {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /// Hands the event over. Never fails, never panics and never waits for a network; with telemetry off it does
        /// nothing.
        pub fn emit(self) {
            self.event.emit();
        }
    }
}
