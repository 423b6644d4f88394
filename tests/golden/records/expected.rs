#[allow(unreachable_pub, unused_imports)]
pub use __candor::{telemetry, Layout, Bits, Tensor, Quantized, KitDone};
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
            notice: "Kit can collect pseudonymous usage data to improve Kit.\n\nWhat is collected:\n  - The shapes of tensors\n  - Whether a model was quantized\n  - Operating system\n\nWhat is never collected:\n  - File paths\n\nEnable telemetry? [y/N]: ",
            notice_sha256: "ebaf33ea6cdc479d9afb5bfb5e186943661125dbb5803d8b7f48b8c3cbb9bf07",
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
    static MANIFEST: [u8; 1641usize] = *b"\0candor manifest {\nKit 00fbe333c1d4d82a8c3f3a8278a1a5382cc8b72a8fb0b36b76e1f74d73703efb\n# What Kit may collect, and on which terms. Written by `candor lock`; not to be edited by hand.\nlock format=1 sha256=001e13a6ae6225e979aeedee7b5fef51eaac04b8e2e2f6607677142f2a723cfd\nconsent version=1 ask=terminal default=decline purpose=\"improve Kit\"\ncontext os_name class=system notice=\"Operating system\"\ndestination onecollector endpoint=https://collector.example.com/\nevent KitDone class=usage expires=never\nfield KitDone.input class=usage type=record notice=\"The shapes of tensors\"\nfield KitDone.input.layout class=usage type=enum(NCHW,NHWC) optional=true notice=\"The shapes of tensors\"\nfield KitDone.input.rank class=usage type=uint notice=\"The shapes of tensors\"\nfield KitDone.mask class=usage type=record optional=true notice=\"The shapes of tensors\"\nfield KitDone.mask.layout class=usage type=enum(NCHW,NHWC) optional=true notice=\"The shapes of tensors\"\nfield KitDone.mask.rank class=usage type=uint notice=\"The shapes of tensors\"\nfield KitDone.outputs class=usage type=list(max_items=3,of=record) notice=\"The shapes of tensors\"\nfield KitDone.outputs.layout class=usage type=enum(NCHW,NHWC) optional=true notice=\"The shapes of tensors\"\nfield KitDone.outputs.rank class=usage type=uint notice=\"The shapes of tensors\"\nfield KitDone.quantized class=usage type=record optional=true notice=\"Whether a model was quantized\"\nfield KitDone.quantized.bits class=usage type=enum(eight,four) notice=\"Whether a model was quantized\"\nnever_collected \"file paths\"\nprompt sha256=ebaf33ea6cdc479d9afb5bfb5e186943661125dbb5803d8b7f48b8c3cbb9bf07\n\n} candor manifest\0";
    const fn digest() -> &'static str {
        match ::core::str::from_utf8(MANIFEST.split_at(23usize).1.split_at(64).0) {
            ::core::result::Result::Ok(digest) => digest,
            ::core::result::Result::Err(_) => "",
        }
    }
    #[allow(non_upper_case_globals)]
    mod events {
        pub static KitDone: ::candor::__private::EventSpec = ::candor::__private::EventSpec {
            name: "KitDone",
            fields: &["input", "mask", "outputs", "quantized"],
        };
    }
    #[allow(non_upper_case_globals)]
    mod records {
        pub static Tensor: ::candor::__private::EventSpec = ::candor::__private::EventSpec {
            name: "Tensor",
            fields: &["rank", "layout"],
        };
        pub static Quantized: ::candor::__private::EventSpec = ::candor::__private::EventSpec {
            name: "Quantized",
            fields: &["bits"],
        };
    }
    /// States in which a field is set.
    #[allow(non_camel_case_types)]
    pub mod set {
        #[diagnostic::on_unimplemented(
            message = "the required field `bits` is not set",
            label = "call `.bits(…)` before the record is handed over",
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait bits {}
        #[automatically_derived]
        impl bits for ::candor::__private::Present {}
        #[diagnostic::on_unimplemented(
            message = "the required field `input` is not set",
            label = "call `.input(…)` before `.emit()`",
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait input {}
        #[automatically_derived]
        impl input for ::candor::__private::Present {}
        #[diagnostic::on_unimplemented(
            message = "the required field `layout` is not set",
            label = "call `.layout(…)` before the record is handed over",
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait layout {}
        #[automatically_derived]
        impl layout for ::candor::__private::Present {}
        #[diagnostic::on_unimplemented(
            message = "the required field `mask` is not set",
            label = "call `.mask(…)` before `.emit()`",
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait mask {}
        #[automatically_derived]
        impl mask for ::candor::__private::Present {}
        #[diagnostic::on_unimplemented(
            message = "the required field `outputs` is not set",
            label = "call `.outputs(…)` before `.emit()`",
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait outputs {}
        #[automatically_derived]
        impl outputs for ::candor::__private::Present {}
        #[diagnostic::on_unimplemented(
            message = "the required field `quantized` is not set",
            label = "call `.quantized(…)` before `.emit()`",
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait quantized {}
        #[automatically_derived]
        impl quantized for ::candor::__private::Present {}
        #[diagnostic::on_unimplemented(
            message = "the required field `rank` is not set",
            label = "call `.rank(…)` before the record is handed over",
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait rank {}
        #[automatically_derived]
        impl rank for ::candor::__private::Present {}
    }
    /// States in which a field can be set.
    #[allow(non_camel_case_types)]
    pub mod unset {
        #[diagnostic::on_unimplemented(
            message = "the field `bits` is set twice",
            label = "`.bits(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait bits {}
        #[automatically_derived]
        impl bits for ::candor::__private::Missing {}
        #[diagnostic::on_unimplemented(
            message = "the field `input` is set twice",
            label = "`.input(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait input {}
        #[automatically_derived]
        impl input for ::candor::__private::Missing {}
        #[diagnostic::on_unimplemented(
            message = "the field `layout` is set twice",
            label = "`.layout(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait layout {}
        #[automatically_derived]
        impl layout for ::candor::__private::Missing {}
        #[diagnostic::on_unimplemented(
            message = "the field `mask` is set twice",
            label = "`.mask(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait mask {}
        #[automatically_derived]
        impl mask for ::candor::__private::Missing {}
        #[diagnostic::on_unimplemented(
            message = "the field `outputs` is set twice",
            label = "`.outputs(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait outputs {}
        #[automatically_derived]
        impl outputs for ::candor::__private::Missing {}
        #[diagnostic::on_unimplemented(
            message = "the field `quantized` is set twice",
            label = "`.quantized(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait quantized {}
        #[automatically_derived]
        impl quantized for ::candor::__private::Missing {}
        #[diagnostic::on_unimplemented(
            message = "the field `rank` is set twice",
            label = "`.rank(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait rank {}
        #[automatically_derived]
        impl rank for ::candor::__private::Missing {}
    }
    static ABOUT: ::candor::__private::About = ::candor::__private::About::new(
        "KitDone\tinput\tusage\trecord\tevents/done.yaml:6\nKitDone\tmask\tusage\trecord\tevents/done.yaml:7\nKitDone\toutputs\tusage\tlist(max_items=3,of=record)\tevents/done.yaml:8\nKitDone\tquantized\tusage\trecord\tevents/done.yaml:9\n\tos_name\tsystem\t\tproduct.yaml:9\n",
    );
    static CLAIMS: ::candor::__private::Claims = ::candor::__private::claims! {
        [] | planter | KitDone::new().input(Tensor::new().rank(planter.uint())
        .layout(planter.choice(Layout::ALL))).mask(Tensor::new().rank(planter.uint())
        .layout(planter.choice(Layout::ALL))).outputs([Tensor::new().rank(planter.uint())
        .layout(planter.choice(Layout::ALL))]).quantized(Quantized::new().bits(planter
        .choice(Bits::ALL))).emit()
    };
    /**The order of the axes.

Shared by fields, from types.yaml:2.*/
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Layout {
        ///`NCHW` on the wire.
        Nchw,
        ///`NHWC` on the wire.
        Nhwc,
    }
    impl Layout {
        /// Every value, in the order of the schema.
        pub const ALL: &'static [Self] = &[Self::Nchw, Self::Nhwc];
        /// The spelling on the wire.
        pub const fn as_str(self) -> &'static str {
            match self {
                Self::Nchw => "NCHW",
                Self::Nhwc => "NHWC",
            }
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Display for Layout {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }
    #[automatically_derived]
    impl ::core::str::FromStr for Layout {
        type Err = ::candor::UnknownValue;
        fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
            match text {
                "NCHW" => ::core::result::Result::Ok(Self::Nchw),
                "NHWC" => ::core::result::Result::Ok(Self::Nhwc),
                _ => {
                    ::core::result::Result::Err(
                        ::candor::UnknownValue::new(&["NCHW", "NHWC"]),
                    )
                }
            }
        }
    }
    #[automatically_derived]
    impl ::candor::__private::Spelled for Layout {
        fn spelled(spelling: &str) -> ::core::option::Option<Self> {
            ::core::result::Result::ok(::core::str::FromStr::from_str(spelling))
        }
    }
    /**To how many bits.

The values of `bits`, from events/done.yaml:15.*/
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Bits {
        ///`four` on the wire.
        Four,
        ///`eight` on the wire.
        Eight,
    }
    impl Bits {
        /// Every value, in the order of the schema.
        pub const ALL: &'static [Self] = &[Self::Four, Self::Eight];
        /// The spelling on the wire.
        pub const fn as_str(self) -> &'static str {
            match self {
                Self::Four => "four",
                Self::Eight => "eight",
            }
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Display for Bits {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }
    #[automatically_derived]
    impl ::core::str::FromStr for Bits {
        type Err = ::candor::UnknownValue;
        fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
            match text {
                "four" => ::core::result::Result::Ok(Self::Four),
                "eight" => ::core::result::Result::Ok(Self::Eight),
                _ => {
                    ::core::result::Result::Err(
                        ::candor::UnknownValue::new(&["four", "eight"]),
                    )
                }
            }
        }
    }
    #[automatically_derived]
    impl ::candor::__private::Spelled for Bits {
        fn spelled(spelling: &str) -> ::core::option::Option<Self> {
            ::core::result::Result::ok(::core::str::FromStr::from_str(spelling))
        }
    }
    /**The shape of a tensor.

Shared by fields, from types.yaml:4.*/
    #[must_use = "a record is sent by the event that it is given to"]
    pub struct Tensor<
        __S0 = ::candor::__private::Missing,
        __S1 = ::candor::__private::Missing,
    > {
        event: ::candor::__private::Event,
        states: ::core::marker::PhantomData<(__S0, __S1)>,
    }
    impl Tensor {
        ///Begins a `Tensor`.
        pub fn new() -> Self {
            Self {
                event: ::candor::__private::Event::part(&PRODUCT, &records::Tensor),
                states: ::core::marker::PhantomData,
            }
        }
        ///The field `rank`, for tests that read a recorded event.
        pub const RANK: ::candor::__private::Key<Self, u64> = ::candor::__private::Key::new(
            0,
        );
        ///The field `layout`, for tests that read a recorded event.
        pub const LAYOUT: ::candor::__private::Key<
            Self,
            ::core::option::Option<Layout>,
        > = ::candor::__private::Key::new(1);
    }
    impl<__S0, __S1> Tensor<__S0, __S1> {
        /**How many axes it has.

Type `uint`, required. Users are told: “The shapes of tensors”. From types.yaml:7.*/
        pub fn rank(mut self, value: u64) -> Tensor<::candor::__private::Present, __S1>
        where
            __S0: unset::rank,
        {
            ::candor::__private::set_uint(&mut self.event, 0usize, value);
            Tensor {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**The order of its axes.

Type `enum(NCHW,NHWC)`, optional: `null` on the wire when it is not set. Users are told: “The shapes of tensors”. From types.yaml:8.*/
        pub fn layout(
            mut self,
            value: impl ::core::convert::Into<::core::option::Option<Layout>>,
        ) -> Tensor<__S0, ::candor::__private::Present>
        where
            __S1: unset::layout,
        {
            if let ::core::option::Option::Some(value) = value.into() {
                ::candor::__private::set_enum(&mut self.event, 1usize, value.as_str());
            }
            Tensor {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
    }
    #[automatically_derived]
    impl<__S0, __S1> ::candor::Filled<Tensor> for Tensor<__S0, __S1>
    where
        __S0: set::rank,
    {
        fn fill(self) -> ::candor::__private::Event {
            self.event
        }
    }
    /**How it was quantized.

A record of one field, from events/done.yaml:9.*/
    #[must_use = "a record is sent by the event that it is given to"]
    pub struct Quantized<__S0 = ::candor::__private::Missing> {
        event: ::candor::__private::Event,
        states: ::core::marker::PhantomData<(__S0,)>,
    }
    impl Quantized {
        ///Begins a `Quantized`.
        pub fn new() -> Self {
            Self {
                event: ::candor::__private::Event::part(&PRODUCT, &records::Quantized),
                states: ::core::marker::PhantomData,
            }
        }
        ///The field `bits`, for tests that read a recorded event.
        pub const BITS: ::candor::__private::Key<Self, Bits> = ::candor::__private::Key::new(
            0,
        );
    }
    impl<__S0> Quantized<__S0> {
        /**To how many bits.

Type `enum(eight,four)`, required. Users are told: “Whether a model was quantized”. From events/done.yaml:15.*/
        pub fn bits(mut self, value: Bits) -> Quantized<::candor::__private::Present>
        where
            __S0: unset::bits,
        {
            ::candor::__private::set_enum(&mut self.event, 0usize, value.as_str());
            Quantized {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
    }
    #[automatically_derived]
    impl<__S0> ::candor::Filled<Quantized> for Quantized<__S0>
    where
        __S0: set::bits,
    {
        fn fill(self) -> ::candor::__private::Event {
            self.event
        }
    }
    /**Sent when a command ends.

Class `usage`, never expires. From events/done.yaml:1.*/
    #[must_use = "an event is sent by `.emit()`"]
    pub struct KitDone<
        __S0 = ::candor::__private::Missing,
        __S1 = ::candor::__private::Missing,
        __S2 = ::candor::__private::Missing,
        __S3 = ::candor::__private::Missing,
    > {
        event: ::candor::__private::Event,
        states: ::core::marker::PhantomData<(__S0, __S1, __S2, __S3)>,
    }
    impl KitDone {
        ///Begins the event `KitDone`.
        pub fn new() -> Self {
            Self {
                event: ::candor::__private::Event::begin(&PRODUCT, &events::KitDone),
                states: ::core::marker::PhantomData,
            }
        }
        ///The field `input`, for tests that read a recorded event.
        pub const INPUT: ::candor::__private::Key<
            Self,
            ::candor::__private::RecordedRecord<Tensor>,
        > = ::candor::__private::Key::new(0);
        ///The field `mask`, for tests that read a recorded event.
        pub const MASK: ::candor::__private::Key<
            Self,
            ::core::option::Option<::candor::__private::RecordedRecord<Tensor>>,
        > = ::candor::__private::Key::new(1);
        ///The field `outputs`, for tests that read a recorded event.
        pub const OUTPUTS: ::candor::__private::Key<
            Self,
            ::std::vec::Vec<::candor::__private::RecordedRecord<Tensor>>,
        > = ::candor::__private::Key::new(2);
        ///The field `quantized`, for tests that read a recorded event.
        pub const QUANTIZED: ::candor::__private::Key<
            Self,
            ::core::option::Option<::candor::__private::RecordedRecord<Quantized>>,
        > = ::candor::__private::Key::new(3);
    }
    impl<__S0, __S1, __S2, __S3> KitDone<__S0, __S1, __S2, __S3> {
        /**What went in.

Type `record`, class `usage`, required. Users are told: “The shapes of tensors”. From events/done.yaml:6.*/
        pub fn input(
            mut self,
            value: impl ::candor::Filled<Tensor>,
        ) -> KitDone<::candor::__private::Present, __S1, __S2, __S3>
        where
            __S0: unset::input,
        {
            ::candor::__private::set_record(
                &mut self.event,
                0usize,
                ::candor::Filled::<Tensor>::fill(value),
            );
            KitDone {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**What was masked.

Type `record`, class `usage`, optional: `null` on the wire when it is not set. Users are told: “The shapes of tensors”. From events/done.yaml:7.*/
        pub fn mask<__Value: ::candor::Filled<Tensor>>(
            mut self,
            value: impl ::core::convert::Into<::core::option::Option<__Value>>,
        ) -> KitDone<__S0, ::candor::__private::Present, __S2, __S3>
        where
            __S1: unset::mask,
        {
            if let ::core::option::Option::Some(value) = value.into() {
                ::candor::__private::set_record(
                    &mut self.event,
                    1usize,
                    ::candor::Filled::<Tensor>::fill(value),
                );
            }
            KitDone {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**What came out.

Type `list(max_items=3,of=record)`, class `usage`, required. Users are told: “The shapes of tensors”. From events/done.yaml:8.*/
        pub fn outputs(
            mut self,
            value: impl ::core::iter::IntoIterator<Item: ::candor::Filled<Tensor>>,
        ) -> KitDone<__S0, __S1, ::candor::__private::Present, __S3>
        where
            __S2: unset::outputs,
        {
            ::candor::__private::set_list(
                &mut self.event,
                2usize,
                3usize,
                &mut ::core::iter::Iterator::map(
                    ::core::iter::IntoIterator::into_iter(value),
                    |value| ::candor::__private::Item::record(
                        ::candor::Filled::<Tensor>::fill(value),
                    ),
                ),
            );
            KitDone {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**How it was quantized.

Type `record`, class `usage`, optional: `null` on the wire when it is not set. Users are told: “Whether a model was quantized”. From events/done.yaml:9.*/
        pub fn quantized<__Value: ::candor::Filled<Quantized>>(
            mut self,
            value: impl ::core::convert::Into<::core::option::Option<__Value>>,
        ) -> KitDone<__S0, __S1, __S2, ::candor::__private::Present>
        where
            __S3: unset::quantized,
        {
            if let ::core::option::Option::Some(value) = value.into() {
                ::candor::__private::set_record(
                    &mut self.event,
                    3usize,
                    ::candor::Filled::<Quantized>::fill(value),
                );
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
            __S0: set::input,
            __S2: set::outputs,
        {
            self.event.emit();
        }
    }
    #[automatically_derived]
    impl ::candor::__private::EventType for KitDone {
        const SPEC: &'static ::candor::__private::EventSpec = &events::KitDone;
    }
}
