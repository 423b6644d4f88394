#[allow(unreachable_pub, unused_imports)]
pub use __candor::{telemetry, Layout, Bits, Tensor, Quantized, KitDone};
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
            notice: "Kit can collect pseudonymous usage data to improve Kit.\n\nWhat is collected:\n  - The shapes of tensors\n  - Whether a model was quantized\n  - Operating system\n\nWhat is never collected:\n  - File paths\n\nEnable telemetry? [y/N]: ",
            notice_sha256: "ebaf33ea6cdc479d9afb5bfb5e186943661125dbb5803d8b7f48b8c3cbb9bf07",
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
    static MANIFEST: [u8; 1641usize] = *b"\0candor manifest {\nKit 00fbe333c1d4d82a8c3f3a8278a1a5382cc8b72a8fb0b36b76e1f74d73703efb\n# What Kit may collect, and on which terms. Written by `candor lock`; not to be edited by hand.\nlock format=1 sha256=001e13a6ae6225e979aeedee7b5fef51eaac04b8e2e2f6607677142f2a723cfd\nconsent version=1 ask=terminal default=decline purpose=\"improve Kit\"\ncontext os_name class=system notice=\"Operating system\"\ndestination onecollector endpoint=https://collector.example.com/\nevent KitDone class=usage expires=never\nfield KitDone.input class=usage type=record notice=\"The shapes of tensors\"\nfield KitDone.input.layout class=usage type=enum(NCHW,NHWC) optional=true notice=\"The shapes of tensors\"\nfield KitDone.input.rank class=usage type=uint notice=\"The shapes of tensors\"\nfield KitDone.mask class=usage type=record optional=true notice=\"The shapes of tensors\"\nfield KitDone.mask.layout class=usage type=enum(NCHW,NHWC) optional=true notice=\"The shapes of tensors\"\nfield KitDone.mask.rank class=usage type=uint notice=\"The shapes of tensors\"\nfield KitDone.outputs class=usage type=list(max_items=3,of=record) notice=\"The shapes of tensors\"\nfield KitDone.outputs.layout class=usage type=enum(NCHW,NHWC) optional=true notice=\"The shapes of tensors\"\nfield KitDone.outputs.rank class=usage type=uint notice=\"The shapes of tensors\"\nfield KitDone.quantized class=usage type=record optional=true notice=\"Whether a model was quantized\"\nfield KitDone.quantized.bits class=usage type=enum(eight,four) notice=\"Whether a model was quantized\"\nnever_collected \"file paths\"\nprompt sha256=ebaf33ea6cdc479d9afb5bfb5e186943661125dbb5803d8b7f48b8c3cbb9bf07\n\n} candor manifest\0";
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
            fields: &["input", "mask", "outputs", "quantized"],
        };
    }

    #[allow(non_upper_case_globals)]
    mod records {
        pub static Tensor: super::__rt::EventSpec = super::__rt::EventSpec {
            name: "Tensor",
            fields: &["rank", "layout"],
        };
        pub static Quantized: super::__rt::EventSpec = super::__rt::EventSpec {
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
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait bits {}

        #[automatically_derived]
        impl bits for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `input` is not set",
            label = "call `.input(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait input {}

        #[automatically_derived]
        impl input for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `layout` is not set",
            label = "call `.layout(…)` before the record is handed over",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait layout {}

        #[automatically_derived]
        impl layout for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `mask` is not set",
            label = "call `.mask(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait mask {}

        #[automatically_derived]
        impl mask for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `outputs` is not set",
            label = "call `.outputs(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait outputs {}

        #[automatically_derived]
        impl outputs for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `quantized` is not set",
            label = "call `.quantized(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait quantized {}

        #[automatically_derived]
        impl quantized for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `rank` is not set",
            label = "call `.rank(…)` before the record is handed over",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait rank {}

        #[automatically_derived]
        impl rank for super::__rt::Present {}
    }

    /// States in which a field can be set.
    #[allow(non_camel_case_types)]
    pub mod unset {
        #[diagnostic::on_unimplemented(
            message = "the field `bits` is set twice",
            label = "`.bits(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait bits {}

        #[automatically_derived]
        impl bits for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `input` is set twice",
            label = "`.input(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait input {}

        #[automatically_derived]
        impl input for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `layout` is set twice",
            label = "`.layout(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait layout {}

        #[automatically_derived]
        impl layout for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `mask` is set twice",
            label = "`.mask(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait mask {}

        #[automatically_derived]
        impl mask for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `outputs` is set twice",
            label = "`.outputs(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait outputs {}

        #[automatically_derived]
        impl outputs for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `quantized` is set twice",
            label = "`.quantized(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait quantized {}

        #[automatically_derived]
        impl quantized for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `rank` is set twice",
            label = "`.rank(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait rank {}

        #[automatically_derived]
        impl rank for super::__rt::Missing {}
    }

    static ABOUT: __rt::About = __rt::About::new(
        "KitDone\tinput\tusage\trecord\tevents/done.yaml:6\nKitDone\tmask\tusage\trecord\tevents/done.yaml:7\nKitDone\toutputs\tusage\tlist(max_items=3,of=record)\tevents/done.yaml:8\nKitDone\tquantized\tusage\trecord\tevents/done.yaml:9\n\tos_name\tsystem\t\tproduct.yaml:9\n"
    );

    static CLAIMS: __rt::Claims = __rt::claims! {
        [] |planter| KitDone::new()
            .input(Tensor::new().rank(planter.uint()).layout(planter.choice(Layout::ALL)))
            .mask(Tensor::new().rank(planter.uint()).layout(planter.choice(Layout::ALL)))
            .outputs([Tensor::new().rank(planter.uint()).layout(planter.choice(Layout::ALL))])
            .quantized(Quantized::new().bits(planter.choice(Bits::ALL)))
            .emit()
    };





    /// The order of the axes.
    ///
    /// Shared by fields, from types.yaml:2.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Layout {
        /// `NCHW` on the wire.
        Nchw,
        /// `NHWC` on the wire.
        Nhwc,
    }

    impl Layout {
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
    impl __rt::Display for Layout {
        #[inline]
        fn fmt(&self, f: &mut __rt::fmt::Formatter<'_>) -> __rt::fmt::Result {
            f.pad(self.as_str())
        }
    }

    #[automatically_derived]
    impl __rt::FromStr for Layout {
        type Err = ::candor::UnknownValue;
        #[inline]
        fn from_str(text: &str) -> __rt::Result<Self, Self::Err> {
            __rt::spelled(text, Self::ALL, Self::SPELLINGS)
        }
    }

    #[automatically_derived]
    impl __rt::Spelled for Layout {}

    /// To how many bits.
    ///
    /// The values of `bits`, from events/done.yaml:15.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Bits {
        /// `four` on the wire.
        Four,
        /// `eight` on the wire.
        Eight,
    }

    impl Bits {
        /// Every value, in the order of the schema.
        pub const ALL: &'static [Self] = &[Self::Four, Self::Eight];
        const SPELLINGS: &'static [&'static str] = &["four", "eight"];
        /// The spelling on the wire.
        #[inline]
        pub const fn as_str(self) -> &'static str {
            Self::SPELLINGS[self as usize]
        }
    }

    #[automatically_derived]
    impl __rt::Display for Bits {
        #[inline]
        fn fmt(&self, f: &mut __rt::fmt::Formatter<'_>) -> __rt::fmt::Result {
            f.pad(self.as_str())
        }
    }

    #[automatically_derived]
    impl __rt::FromStr for Bits {
        type Err = ::candor::UnknownValue;
        #[inline]
        fn from_str(text: &str) -> __rt::Result<Self, Self::Err> {
            __rt::spelled(text, Self::ALL, Self::SPELLINGS)
        }
    }

    #[automatically_derived]
    impl __rt::Spelled for Bits {}

    /// The shape of a tensor.
    ///
    /// Shared by fields, from types.yaml:4.
    #[must_use = "a record is sent by the event that it is given to"]
    pub struct Tensor<__S0 = __rt::Missing, __S1 = __rt::Missing>(
        __rt::Event,
        __rt::PhantomData<(__S0, __S1,)>,
    );
    impl Tensor {
        /// Begins a `Tensor`.
        #[inline]
        pub fn new() -> Self {
            Self(__rt::Event::part(&PRODUCT, &records::Tensor), __rt::PhantomData)
        }

        /// The field `rank`, for tests that read a recorded event.
        pub const RANK: __rt::Key<Self, u64> = __rt::Key::new(0);
        /// The field `layout`, for tests that read a recorded event.
        pub const LAYOUT: __rt::Key<Self, __rt::Option<Layout>> = __rt::Key::new(1);
    }

    impl<__S0, __S1> Tensor<__S0, __S1> {
        /// How many axes it has.
        ///
        /// Type `uint`, required. Users are told: “The shapes of tensors”. From types.yaml:7.
        #[inline]
        pub fn rank(self, value: u64) -> Tensor<__rt::Present, __S1>
        where
            __S0: unset::rank,
        {
            Tensor(self.0.set_uint(0, value), __rt::PhantomData)
        }

        /// The order of its axes.
        ///
        /// Type `enum(NCHW,NHWC)`, optional: `null` on the wire when it is not set. Users are told: “The shapes of tensors”. From types.yaml:8.
        #[inline]
        pub fn layout(
            self,
            value: impl __rt::Into<__rt::Option<Layout>>,
        ) -> Tensor<__S0, __rt::Present>
        where
            __S1: unset::layout,
        {
            Tensor(
                match value.into() {
                    __rt::Some(value) => self.0.set_enum(1, value.as_str()),
                    __rt::None => self.0,
                },
                __rt::PhantomData,
            )
        }
    }

    #[automatically_derived]
    impl<__S0, __S1>::candor::Filled<Tensor> for Tensor<__S0, __S1>
    where
        __S0: set::rank,
    {
        #[inline]
        fn fill(self) -> __rt::Event {
            self.0
        }
    }

    /// How it was quantized.
    ///
    /// A record of one field, from events/done.yaml:9.
    #[must_use = "a record is sent by the event that it is given to"]
    pub struct Quantized<__S0 = __rt::Missing>(__rt::Event, __rt::PhantomData<(__S0,)>);
    impl Quantized {
        /// Begins a `Quantized`.
        #[inline]
        pub fn new() -> Self {
            Self(__rt::Event::part(&PRODUCT, &records::Quantized), __rt::PhantomData)
        }

        /// The field `bits`, for tests that read a recorded event.
        pub const BITS: __rt::Key<Self, Bits> = __rt::Key::new(0);
    }

    impl<__S0> Quantized<__S0> {
        /// To how many bits.
        ///
        /// Type `enum(eight,four)`, required. Users are told: “Whether a model was quantized”. From events/done.yaml:15.
        #[inline]
        pub fn bits(self, value: Bits) -> Quantized<__rt::Present>
        where
            __S0: unset::bits,
        {
            Quantized(self.0.set_enum(0, value.as_str()), __rt::PhantomData)
        }
    }

    #[automatically_derived]
    impl<__S0>::candor::Filled<Quantized> for Quantized<__S0>
    where
        __S0: set::bits,
    {
        #[inline]
        fn fill(self) -> __rt::Event {
            self.0
        }
    }

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

        /// The field `input`, for tests that read a recorded event.
        pub const INPUT: __rt::Key<Self, __rt::RecordedRecord<Tensor>> = __rt::Key::new(0);
        /// The field `mask`, for tests that read a recorded event.
        pub const MASK: __rt::Key<Self, __rt::Option<__rt::RecordedRecord<Tensor>>> =
            __rt::Key::new(1);
        /// The field `outputs`, for tests that read a recorded event.
        pub const OUTPUTS: __rt::Key<Self, __rt::Vec<__rt::RecordedRecord<Tensor>>> =
            __rt::Key::new(2);
        /// The field `quantized`, for tests that read a recorded event.
        pub const QUANTIZED: __rt::Key<Self, __rt::Option<__rt::RecordedRecord<Quantized>>> =
            __rt::Key::new(3);
    }

    impl<__S0, __S1, __S2, __S3> KitDone<__S0, __S1, __S2, __S3> {
        /// What went in.
        ///
        /// Type `record`, class `usage`, required. Users are told: “The shapes of tensors”. From events/done.yaml:6.
        #[inline]
        pub fn input(
            self,
            value: impl ::candor::Filled::<Tensor>,
        ) -> KitDone<__rt::Present, __S1, __S2, __S3>
        where
            __S0: unset::input,
        {
            KitDone(
                self.0.set_record(0, ::candor::Filled::<Tensor>::fill(value)),
                __rt::PhantomData,
            )
        }

        /// What was masked.
        ///
        /// Type `record`, class `usage`, optional: `null` on the wire when it is not set. Users are told: “The shapes of tensors”. From events/done.yaml:7.
        #[inline]
        pub fn mask<__Value: ::candor::Filled::<Tensor>>(
            self,
            value: impl __rt::Into<__rt::Option<__Value>>,
        ) -> KitDone<__S0, __rt::Present, __S2, __S3>
        where
            __S1: unset::mask,
        {
            KitDone(
                match value.into() {
                    __rt::Some(value) => self.0.set_record(
                        1,
                        ::candor::Filled::<Tensor>::fill(value),
                    ),
                    __rt::None => self.0,
                },
                __rt::PhantomData,
            )
        }

        /// What came out.
        ///
        /// Type `list(max_items=3,of=record)`, class `usage`, required. Users are told: “The shapes of tensors”. From events/done.yaml:8.
        #[inline]
        pub fn outputs(
            self,
            value: impl __rt::IntoIterator<Item: ::candor::Filled::<Tensor>>,
        ) -> KitDone<__S0, __S1, __rt::Present, __S3>
        where
            __S2: unset::outputs,
        {
            KitDone(
                self.0.set_list(
                    2,
                    3,
                    &mut __rt::Iterator::map(
                        __rt::IntoIterator::into_iter(value),
                        |value| __rt::Item::record(::candor::Filled::<Tensor>::fill(value)),
                    ),
                ),
                __rt::PhantomData,
            )
        }

        /// How it was quantized.
        ///
        /// Type `record`, class `usage`, optional: `null` on the wire when it is not set. Users are told: “Whether a model was quantized”. From events/done.yaml:9.
        #[inline]
        pub fn quantized<__Value: ::candor::Filled::<Quantized>>(
            self,
            value: impl __rt::Into<__rt::Option<__Value>>,
        ) -> KitDone<__S0, __S1, __S2, __rt::Present>
        where
            __S3: unset::quantized,
        {
            KitDone(
                match value.into() {
                    __rt::Some(value) => self.0.set_record(
                        3,
                        ::candor::Filled::<Quantized>::fill(value),
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
            __S0: set::input,
            __S2: set::outputs,
        {
            self.0.emit();
        }
    }

    #[automatically_derived]
    impl __rt::EventType for KitDone {
        const SPEC: &'static __rt::EventSpec = &events::KitDone;
    }
}
