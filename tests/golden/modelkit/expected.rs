#[allow(unreachable_pub, unused_imports)]
pub use __candor::{telemetry, Device, Ep, ModelKitAction, ModelKitHeartbeat};
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
    ///The telemetry of ModelKit: `telemetry().install()` at the start of `main`, and keep what it returns.
    pub fn telemetry() -> ::candor::Telemetry {
        ::candor::Telemetry::new(&PRODUCT)
    }
    static PRODUCT: ::candor::__private::Product = ::candor::__private::Product::new(
        &SPEC,
    );
    static SPEC: ::candor::__private::ProductSpec = ::candor::__private::ProductSpec {
        name: "ModelKit",
        app: "modelkit",
        version: ::core::env!("CARGO_PKG_VERSION"),
        consent: ::candor::__private::ConsentSpec {
            version: 1u32,
            ask: ::candor::__private::Ask::Terminal,
            default: ::candor::__private::Answer::Accept,
            notice: "ModelKit can collect pseudonymous usage data to help improve the\n    product.\n\nWhat is collected:\n  - Command name, duration, success/failure\n  - Target device/EP (when the command specifies them)\n  - That ModelKit was started\n  - A random identifier of this installation, which you can reset\n  - OS, architecture, ModelKit version\n\nWhat is never collected:\n  - File paths, model contents, credentials\n\nEnable telemetry? [Y/n]: ",
            notice_sha256: "636eaf9a904468f57454b55ac3079c8fac952667a371de4ab6dcb8d15d4c801a",
        },
        storage: ".modelkit",
        context: &[
            ::candor::__private::ContextKey::DeviceId,
            ::candor::__private::ContextKey::OsName,
            ::candor::__private::ContextKey::AppVersion,
        ],
        scrub_roots: &["winml/modelkit"],
        onecollector: ::candor::__private::OneCollectorSpec {
            endpoint: "https://collector.example.com/OneCollector/1.0/",
            key: ::core::option_env!("MODELKIT_IKEY"),
        },
        schema_digest: "181b32d28bb105a0cff66ed7ee617f43e77df982e07eab9f56e3fdbd66863c17",
    };
    #[allow(non_upper_case_globals)]
    mod events {
        pub static ModelKitAction: ::candor::__private::EventSpec = ::candor::__private::EventSpec {
            name: "ModelKitAction",
            fields: &["action_name", "device", "ep"],
        };
        pub static ModelKitHeartbeat: ::candor::__private::EventSpec = ::candor::__private::EventSpec {
            name: "ModelKitHeartbeat",
            fields: &[],
        };
    }
    /// States in which a field is set.
    #[allow(non_camel_case_types)]
    pub mod set {
        #[diagnostic::on_unimplemented(
            message = "the required field `action_name` is not set",
            label = "call `.action_name(…)` before `.emit()`",
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait action_name {}
        #[automatically_derived]
        impl action_name for ::candor::__private::Present {}
        #[diagnostic::on_unimplemented(
            message = "the required field `device` is not set",
            label = "call `.device(…)` before `.emit()`",
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait device {}
        #[automatically_derived]
        impl device for ::candor::__private::Present {}
        #[diagnostic::on_unimplemented(
            message = "the required field `ep` is not set",
            label = "call `.ep(…)` before `.emit()`",
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait ep {}
        #[automatically_derived]
        impl ep for ::candor::__private::Present {}
    }
    /// States in which a field can be set.
    #[allow(non_camel_case_types)]
    pub mod unset {
        #[diagnostic::on_unimplemented(
            message = "the field `action_name` is set twice",
            label = "`.action_name(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait action_name {}
        #[automatically_derived]
        impl action_name for ::candor::__private::Missing {}
        #[diagnostic::on_unimplemented(
            message = "the field `device` is set twice",
            label = "`.device(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait device {}
        #[automatically_derived]
        impl device for ::candor::__private::Missing {}
        #[diagnostic::on_unimplemented(
            message = "the field `ep` is set twice",
            label = "`.ep(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait ep {}
        #[automatically_derived]
        impl ep for ::candor::__private::Missing {}
    }
    /**Target device.

The values of `device`, from events/action.yaml:12.*/
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Device {
        ///`CPU` on the wire.
        Cpu,
        ///`GPU` on the wire.
        Gpu,
        ///`NPU` on the wire.
        Npu,
    }
    impl Device {
        /// Every value, in the order of the schema.
        pub const ALL: &'static [Self] = &[Self::Cpu, Self::Gpu, Self::Npu];
        /// The spelling on the wire.
        pub const fn as_str(self) -> &'static str {
            match self {
                Self::Cpu => "CPU",
                Self::Gpu => "GPU",
                Self::Npu => "NPU",
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
                "NPU" => ::core::result::Result::Ok(Self::Npu),
                _ => {
                    ::core::result::Result::Err(
                        ::candor::UnknownValue::new(&["CPU", "GPU", "NPU"]),
                    )
                }
            }
        }
    }
    /**Execution provider.

The values of `ep`, from events/action.yaml:18.*/
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Ep {
        ///`CPUExecutionProvider` on the wire.
        CpuExecutionProvider,
        ///`DmlExecutionProvider` on the wire.
        DmlExecutionProvider,
        ///`QNNExecutionProvider` on the wire.
        QnnExecutionProvider,
    }
    impl Ep {
        /// Every value, in the order of the schema.
        pub const ALL: &'static [Self] = &[
            Self::CpuExecutionProvider,
            Self::DmlExecutionProvider,
            Self::QnnExecutionProvider,
        ];
        /// The spelling on the wire.
        pub const fn as_str(self) -> &'static str {
            match self {
                Self::CpuExecutionProvider => "CPUExecutionProvider",
                Self::DmlExecutionProvider => "DmlExecutionProvider",
                Self::QnnExecutionProvider => "QNNExecutionProvider",
            }
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Display for Ep {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }
    #[automatically_derived]
    impl ::core::str::FromStr for Ep {
        type Err = ::candor::UnknownValue;
        fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
            match text {
                "CPUExecutionProvider" => {
                    ::core::result::Result::Ok(Self::CpuExecutionProvider)
                }
                "DmlExecutionProvider" => {
                    ::core::result::Result::Ok(Self::DmlExecutionProvider)
                }
                "QNNExecutionProvider" => {
                    ::core::result::Result::Ok(Self::QnnExecutionProvider)
                }
                _ => {
                    ::core::result::Result::Err(
                        ::candor::UnknownValue::new(
                            &[
                                "CPUExecutionProvider",
                                "DmlExecutionProvider",
                                "QNNExecutionProvider",
                            ],
                        ),
                    )
                }
            }
        }
    }
    /**Sent once when a command ends.

Class `usage`, sent until 2028-04-21, reviewed in PRIV-371 on 2026-04-21, owned by cli-team@example.com. From events/action.yaml:1.*/
    #[must_use = "an event is sent by `.emit()`"]
    pub struct ModelKitAction<
        __S0 = ::candor::__private::Missing,
        __S1 = ::candor::__private::Missing,
        __S2 = ::candor::__private::Missing,
    > {
        event: ::candor::__private::Event,
        states: ::core::marker::PhantomData<(__S0, __S1, __S2)>,
    }
    impl ModelKitAction<
        ::candor::__private::Missing,
        ::candor::__private::Missing,
        ::candor::__private::Missing,
    > {
        ///Begins the event `ModelKitAction`.
        pub fn new() -> Self {
            Self {
                event: ::candor::__private::Event::begin(
                    &PRODUCT,
                    &events::ModelKitAction,
                ),
                states: ::core::marker::PhantomData,
            }
        }
    }
    impl<__S0, __S1, __S2> ModelKitAction<__S0, __S1, __S2> {
        /**Subcommand name.

Type `label`, class `usage`, required. Users are told: “Command name, duration, success/failure”. From events/action.yaml:8.*/
        pub fn action_name(
            mut self,
            value: impl ::candor::IntoLabel,
        ) -> ModelKitAction<::candor::__private::Present, __S1, __S2>
        where
            __S0: unset::action_name,
        {
            ::candor::__private::set_label(
                &mut self.event,
                0usize,
                ::candor::IntoLabel::into_label(value),
            );
            ModelKitAction {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**Target device.

Type `enum(CPU,GPU,NPU)`, class `usage`, optional: `null` on the wire when it is not set. Users are told: “Target device/EP (when the command specifies them)”. From events/action.yaml:12.*/
        pub fn device(
            mut self,
            value: impl ::core::convert::Into<::core::option::Option<Device>>,
        ) -> ModelKitAction<__S0, ::candor::__private::Present, __S2>
        where
            __S1: unset::device,
        {
            if let ::core::option::Option::Some(value) = value.into() {
                ::candor::__private::set_enum(&mut self.event, 1usize, value.as_str());
            }
            ModelKitAction {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**Execution provider.

Type `enum(CPUExecutionProvider,DmlExecutionProvider,QNNExecutionProvider)`, class `usage`, optional: `null` on the wire when it is not set. Users are told: “Target device/EP (when the command specifies them)”. From events/action.yaml:18.*/
        pub fn ep(
            mut self,
            value: impl ::core::convert::Into<::core::option::Option<Ep>>,
        ) -> ModelKitAction<__S0, __S1, ::candor::__private::Present>
        where
            __S2: unset::ep,
        {
            if let ::core::option::Option::Some(value) = value.into() {
                ::candor::__private::set_enum(&mut self.event, 2usize, value.as_str());
            }
            ModelKitAction {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /// Hands the event over. Never fails, never panics and never waits for a network; with telemetry off it does
        /// nothing.
        pub fn emit(self)
        where
            __S0: set::action_name,
        {
            self.event.emit();
        }
    }
    /**Sent once when a process starts work.

Class `system`, sent until 2026-04-20. From events/heartbeat.yaml:1.*/
    #[must_use = "an event is sent by `.emit()`"]
    pub struct ModelKitHeartbeat {
        event: ::candor::__private::Event,
        states: ::core::marker::PhantomData<()>,
    }
    impl ModelKitHeartbeat {
        ///Begins the event `ModelKitHeartbeat`.
        #[deprecated(
            note = "the schema lets this event be sent until 2026-04-20: it sends nothing; review it in events/heartbeat.yaml, or delete the call"
        )]
        pub fn new() -> Self {
            Self {
                event: ::candor::__private::Event::expired(),
                states: ::core::marker::PhantomData,
            }
        }
    }
    impl ModelKitHeartbeat {
        /// Hands the event over. Never fails, never panics and never waits for a network; with telemetry off it does
        /// nothing.
        pub fn emit(self) {
            self.event.emit();
        }
    }
}
