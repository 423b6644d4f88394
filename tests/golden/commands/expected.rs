#[allow(unreachable_pub, unused_imports)]
pub use __candor::{telemetry, Command, EndedBy, StartedBy, Device, KitEnded, KitFailed, KitStarted};
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

    static PRODUCT: __rt::Product = __rt::Product::new(&SPEC)
        .about(ABOUT)
        .claims(&CLAIMS)
        .commands(&COMMANDS);
    static SPEC: __rt::ProductSpec = __rt::ProductSpec {
        name: "Kit",
        app: "kit",
        version: ::core::env!("CARGO_PKG_VERSION"),
        consent: __rt::ConsentSpec {
            version: 1u32,
            ask: __rt::Ask::Terminal,
            default: __rt::Answer::Decline,
            notice: "Kit can collect pseudonymous usage data to improve Kit.\n\nWhat is collected:\n  - Which commands you use\n  - How long commands take\n  - How commands end\n  - Whether a person started a command\n  - Which device you name\n  - Which public model you name\n  - Types of errors\n  - Messages of errors, scrubbed\n  - Where in our code errors happen\n  - That Kit was started\n\nWhat is never collected:\n  - File paths\n\nEnable telemetry? [y/N]: ",
            notice_sha256: "7279546844bb32d0a2a7f6ef83e7091e57166323c3c69a2a3d75dbfa3fa7a5f9",
        },
        storage: ".kit",
        context: &[],
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
        "product.yaml:20: `onecollector` is reached over TLS, which the crate `candor` was built without; at its dependency in Cargo.toml write `features = [\"tls\"]`, or leave out `default-features = false`"
    }

    #[used]
    static MANIFEST: [u8; 1629usize] = *b"\0candor manifest {\nKit d1327990e0f26744f45fb78727b3513129cbb9cc01d2781a641d922e8cf6ae1d\n# What Kit may collect, and on which terms. Written by `candor lock`; not to be edited by hand.\nlock format=1 sha256=3becfa739705c2a000a20a37ec37a0c3b5a7d55700ae1fee034ec082fdb182ca\nconsent version=1 ask=terminal default=decline purpose=\"improve Kit\"\ndestination onecollector endpoint=https://collector.example.com/\nevent KitEnded class=usage expires=never\nevent KitFailed class=diagnostic expires=never\nevent KitStarted class=system expires=never notice=\"That Kit was started\"\nfield KitEnded.command class=usage type=enum(build,models.list) notice=\"Which commands you use\"\nfield KitEnded.device class=usage type=enum(CPU,NPU) optional=true notice=\"Which device you name\"\nfield KitEnded.ended_by class=usage type=enum(error,failure,interrupted,panic,success,terminated) notice=\"How commands end\"\nfield KitEnded.model class=usage type=reference optional=true notice=\"Which public model you name\"\nfield KitEnded.started_by class=usage type=enum(Interactive,Script) notice=\"Whether a person started a command\"\nfield KitEnded.took_ms class=usage type=duration(ms) notice=\"How long commands take\"\nfield KitFailed.kind class=diagnostic type=label notice=\"Types of errors\"\nfield KitFailed.message class=diagnostic type=text(scrubbed,max_chars=200) optional=true notice=\"Messages of errors, scrubbed\"\nfield KitFailed.stack class=diagnostic type=frames(paths-trimmed) optional=true notice=\"Where in our code errors happen\"\nnever_collected \"file paths\"\nprompt sha256=7279546844bb32d0a2a7f6ef83e7091e57166323c3c69a2a3d75dbfa3fa7a5f9\n\n} candor manifest\0";
    const fn digest() -> &'static str {
        match ::core::str::from_utf8(MANIFEST.split_at(23usize).1.split_at(64).0) {
            __rt::Ok(digest) => digest,
            __rt::Err(_) => "",
        }
    }

    #[allow(non_upper_case_globals)]
    mod events {
        pub static KitEnded: super::__rt::EventSpec = super::__rt::EventSpec {
            name: "KitEnded",
            fields: &["command", "took_ms", "ended_by", "started_by", "device", "model"],
        };
        pub static KitFailed: super::__rt::EventSpec = super::__rt::EventSpec {
            name: "KitFailed",
            fields: &["kind", "message", "stack"],
        };
        pub static KitStarted: super::__rt::EventSpec = super::__rt::EventSpec {
            name: "KitStarted",
            fields: &[],
        };
    }

    /// States in which a field is set.
    #[allow(non_camel_case_types)]
    pub mod set {
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
            message = "the required field `device` is not set",
            label = "call `.device(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait device {}

        #[automatically_derived]
        impl device for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `ended_by` is not set",
            label = "call `.ended_by(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait ended_by {}

        #[automatically_derived]
        impl ended_by for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `kind` is not set",
            label = "call `.kind(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait kind {}

        #[automatically_derived]
        impl kind for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `message` is not set",
            label = "call `.message(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait message {}

        #[automatically_derived]
        impl message for super::__rt::Present {}

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
            message = "the required field `stack` is not set",
            label = "call `.stack(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait stack {}

        #[automatically_derived]
        impl stack for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `started_by` is not set",
            label = "call `.started_by(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait started_by {}

        #[automatically_derived]
        impl started_by for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `took_ms` is not set",
            label = "call `.took_ms(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait took_ms {}

        #[automatically_derived]
        impl took_ms for super::__rt::Present {}

        #[automatically_derived]
        impl kind for super::__rt::Filled {}

        #[automatically_derived]
        impl message for super::__rt::Filled {}

        #[automatically_derived]
        impl stack for super::__rt::Filled {}
    }

    /// States in which a field can be set.
    #[allow(non_camel_case_types)]
    pub mod unset {
        #[diagnostic::on_unimplemented(
            message = "the field `command` is set twice",
            label = "`.command(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait command {}

        #[automatically_derived]
        impl command for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `device` is set twice",
            label = "`.device(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait device {}

        #[automatically_derived]
        impl device for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `ended_by` is set twice",
            label = "`.ended_by(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait ended_by {}

        #[automatically_derived]
        impl ended_by for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `kind` is set twice",
            label = "`.kind(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait kind {}

        #[automatically_derived]
        impl kind for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `message` is set twice",
            label = "`.message(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait message {}

        #[automatically_derived]
        impl message for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `model` is set twice",
            label = "`.model(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait model {}

        #[automatically_derived]
        impl model for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `stack` is set twice",
            label = "`.stack(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait stack {}

        #[automatically_derived]
        impl stack for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `started_by` is set twice",
            label = "`.started_by(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait started_by {}

        #[automatically_derived]
        impl started_by for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `took_ms` is set twice",
            label = "`.took_ms(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait took_ms {}

        #[automatically_derived]
        impl took_ms for super::__rt::Missing {}

        #[automatically_derived]
        impl kind for super::__rt::Filled {}

        #[automatically_derived]
        impl message for super::__rt::Filled {}

        #[automatically_derived]
        impl stack for super::__rt::Filled {}
    }

    static ABOUT: __rt::About = __rt::About::new(
        "KitEnded\tcommand\tusage\tenum(build,models.list)\tevents/ended.yaml:6\nKitEnded\ttook_ms\tusage\tduration(ms)\tevents/ended.yaml:7\nKitEnded\tended_by\tusage\tenum(error,failure,interrupted,panic,success,terminated)\tevents/ended.yaml:8\nKitEnded\tstarted_by\tusage\tenum(Interactive,Script)\tevents/ended.yaml:9\nKitEnded\tdevice\tusage\tenum(CPU,NPU)\tevents/ended.yaml:10\nKitEnded\tmodel\tusage\treference\tevents/ended.yaml:11\nKitFailed\tkind\tdiagnostic\tlabel\tevents/failed.yaml:6\nKitFailed\tmessage\tdiagnostic\ttext(scrubbed,max_chars=200)\tevents/failed.yaml:7\nKitFailed\tstack\tdiagnostic\tframes(paths-trimmed)\tevents/failed.yaml:8\n"
    );

    static CLAIMS: __rt::Claims = __rt::claims! {
        [] |planter| KitEnded::new()
            .command(planter.choice(Command::ALL))
            .took_ms(planter.duration())
            .ended_by(planter.choice(EndedBy::ALL))
            .started_by(planter.choice(StartedBy::ALL))
            .device(planter.choice(Device::ALL))
            .model(planter.reference())
            .emit(),
        |planter| KitFailed::new()
            .kind(planter.label())
            .message(planter.text())
            .stack(planter.frames())
            .emit(),
        |_| KitStarted::new().emit(),
    };

    static COMMANDS: __rt::Commands = __rt::Commands {
        names: &["build", "models.list"],
        silent: &["telemetry"],
        options: &[
            __rt::CommandOption {
                field: "KitEnded.model",
                id: "model",
                values: __rt::None,
            },
            __rt::CommandOption {
                field: "KitEnded.device",
                id: "target",
                values: __rt::Some(&["CPU", "NPU"]),
            },
        ],
        heartbeat: __rt::Some(commands::heartbeat),
        action: __rt::Some(commands::action),
        error: __rt::Some(commands::error),
    };
    mod commands {
        pub fn heartbeat() {
            super::KitStarted::new().emit();
        }

        pub fn action(ended: &super::__rt::EndedCommand) {
            let super::__rt::Some(name) =
                <super::Command as super::__rt::Spelled>::spelled(ended.name().as_str()) else {
                    return;
                };
            super::KitEnded::new()
                .command(name)
                .took_ms(ended.duration())
                .ended_by(
                    match ended.outcome() {
                        super::__rt::CommandOutcome::Success => super::EndedBy::Success,
                        super::__rt::CommandOutcome::Failure => super::EndedBy::Failure,
                        super::__rt::CommandOutcome::Error => super::EndedBy::Error,
                        super::__rt::CommandOutcome::Panic => super::EndedBy::Panic,
                        super::__rt::CommandOutcome::Interrupted => super::EndedBy::Interrupted,
                        super::__rt::CommandOutcome::Terminated => super::EndedBy::Terminated,
                    }
                )
                .started_by(
                    match ended.invoked_from() {
                        super::__rt::CommandOrigin::Interactive => super::StartedBy::Interactive,
                        super::__rt::CommandOrigin::Script => super::StartedBy::Script,
                    }
                )
                .device(
                    ended.option(1usize).and_then(<super::Device as super::__rt::Spelled>::spelled)
                )
                .model(ended.option(0usize))
                .emit();
        }

        pub fn error(error: &super::__rt::CommandError<'_>) {
            super::KitFailed::from_error(error).emit();
        }
    }



    /// Which command ran.
    ///
    /// The values of `command`, from events/ended.yaml:6.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Command {
        /// `build` on the wire.
        Build,
        /// `models.list` on the wire.
        ModelsList,
    }

    impl Command {
        /// Every value, in the order of the schema.
        pub const ALL: &'static [Self] = &[Self::Build, Self::ModelsList];
        const SPELLINGS: &'static [&'static str] = &["build", "models.list"];
        /// The spelling on the wire.
        #[inline]
        pub const fn as_str(self) -> &'static str {
            Self::SPELLINGS[self as usize]
        }
    }

    #[automatically_derived]
    impl __rt::Display for Command {
        #[inline]
        fn fmt(&self, f: &mut __rt::fmt::Formatter<'_>) -> __rt::fmt::Result {
            f.pad(self.as_str())
        }
    }

    #[automatically_derived]
    impl __rt::FromStr for Command {
        type Err = ::candor::UnknownValue;
        #[inline]
        fn from_str(text: &str) -> __rt::Result<Self, Self::Err> {
            __rt::spelled(text, Self::ALL, Self::SPELLINGS)
        }
    }

    #[automatically_derived]
    impl __rt::Spelled for Command {}

    /// How it ended.
    ///
    /// The values of `ended_by`, from events/ended.yaml:8.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum EndedBy {
        /// `success` on the wire.
        Success,
        /// `failure` on the wire.
        Failure,
        /// `error` on the wire.
        Error,
        /// `panic` on the wire.
        Panic,
        /// `interrupted` on the wire.
        Interrupted,
        /// `terminated` on the wire.
        Terminated,
    }

    impl EndedBy {
        /// Every value, in the order of the schema.
        pub const ALL: &'static [Self] = &[
            Self::Success,
            Self::Failure,
            Self::Error,
            Self::Panic,
            Self::Interrupted,
            Self::Terminated,
        ];
        const SPELLINGS: &'static [&'static str] =
            &["success", "failure", "error", "panic", "interrupted", "terminated"];
        /// The spelling on the wire.
        #[inline]
        pub const fn as_str(self) -> &'static str {
            Self::SPELLINGS[self as usize]
        }
    }

    #[automatically_derived]
    impl __rt::Display for EndedBy {
        #[inline]
        fn fmt(&self, f: &mut __rt::fmt::Formatter<'_>) -> __rt::fmt::Result {
            f.pad(self.as_str())
        }
    }

    #[automatically_derived]
    impl __rt::FromStr for EndedBy {
        type Err = ::candor::UnknownValue;
        #[inline]
        fn from_str(text: &str) -> __rt::Result<Self, Self::Err> {
            __rt::spelled(text, Self::ALL, Self::SPELLINGS)
        }
    }

    #[automatically_derived]
    impl __rt::Spelled for EndedBy {}

    /// Who started it.
    ///
    /// The values of `started_by`, from events/ended.yaml:9.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum StartedBy {
        /// `Interactive` on the wire.
        Interactive,
        /// `Script` on the wire.
        Script,
    }

    impl StartedBy {
        /// Every value, in the order of the schema.
        pub const ALL: &'static [Self] = &[Self::Interactive, Self::Script];
        const SPELLINGS: &'static [&'static str] = &["Interactive", "Script"];
        /// The spelling on the wire.
        #[inline]
        pub const fn as_str(self) -> &'static str {
            Self::SPELLINGS[self as usize]
        }
    }

    #[automatically_derived]
    impl __rt::Display for StartedBy {
        #[inline]
        fn fmt(&self, f: &mut __rt::fmt::Formatter<'_>) -> __rt::fmt::Result {
            f.pad(self.as_str())
        }
    }

    #[automatically_derived]
    impl __rt::FromStr for StartedBy {
        type Err = ::candor::UnknownValue;
        #[inline]
        fn from_str(text: &str) -> __rt::Result<Self, Self::Err> {
            __rt::spelled(text, Self::ALL, Self::SPELLINGS)
        }
    }

    #[automatically_derived]
    impl __rt::Spelled for StartedBy {}

    /// What it ran on.
    ///
    /// The values of `device`, from events/ended.yaml:10.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Device {
        /// `CPU` on the wire.
        Cpu,
        /// `NPU` on the wire.
        Npu,
    }

    impl Device {
        /// Every value, in the order of the schema.
        pub const ALL: &'static [Self] = &[Self::Cpu, Self::Npu];
        const SPELLINGS: &'static [&'static str] = &["CPU", "NPU"];
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

    /// Sent when a command ends.
    ///
    /// Class `usage`, never expires. From events/ended.yaml:1.
    #[must_use = "an event is sent by `.emit()`"]
    pub struct KitEnded<
        __S0 = __rt::Missing,
        __S1 = __rt::Missing,
        __S2 = __rt::Missing,
        __S3 = __rt::Missing,
        __S4 = __rt::Missing,
        __S5 = __rt::Missing,
    >(__rt::Event, __rt::PhantomData<(__S0, __S1, __S2, __S3, __S4, __S5,)>);
    impl KitEnded {
        /// Begins the event `KitEnded`.
        #[inline]
        pub fn new() -> Self {
            Self(__rt::Event::begin(&PRODUCT, &events::KitEnded), __rt::PhantomData)
        }

        /// The field `command`, for tests that read a recorded event.
        pub const COMMAND: __rt::Key<Self, Command> = __rt::Key::new(0);
        /// The field `took_ms`, for tests that read a recorded event.
        pub const TOOK_MS: __rt::Key<Self, __rt::Duration> = __rt::Key::new(1);
        /// The field `ended_by`, for tests that read a recorded event.
        pub const ENDED_BY: __rt::Key<Self, EndedBy> = __rt::Key::new(2);
        /// The field `started_by`, for tests that read a recorded event.
        pub const STARTED_BY: __rt::Key<Self, StartedBy> = __rt::Key::new(3);
        /// The field `device`, for tests that read a recorded event.
        pub const DEVICE: __rt::Key<Self, __rt::Option<Device>> = __rt::Key::new(4);
        /// The field `model`, for tests that read a recorded event.
        pub const MODEL: __rt::Key<Self, __rt::Option<__rt::String>> = __rt::Key::new(5);
    }

    impl<__S0, __S1, __S2, __S3, __S4, __S5> KitEnded<__S0, __S1, __S2, __S3, __S4, __S5> {
        /// Which command ran.
        ///
        /// Type `enum(build,models.list)`, class `usage`, required. Users are told: “Which commands you use”. From events/ended.yaml:6.
        #[inline]
        pub fn command(
            self,
            value: Command,
        ) -> KitEnded<__rt::Present, __S1, __S2, __S3, __S4, __S5>
        where
            __S0: unset::command,
        {
            KitEnded(self.0.set_enum(0, value.as_str()), __rt::PhantomData)
        }

        /// How long it took.
        ///
        /// Type `duration(ms)`, class `usage`, required. Users are told: “How long commands take”. From events/ended.yaml:7.
        #[inline]
        pub fn took_ms(
            self,
            value: __rt::Duration,
        ) -> KitEnded<__S0, __rt::Present, __S2, __S3, __S4, __S5>
        where
            __S1: unset::took_ms,
        {
            KitEnded(
                self.0.set_duration(1, value, __rt::DurationUnit::Milliseconds),
                __rt::PhantomData,
            )
        }

        /// How it ended.
        ///
        /// Type `enum(error,failure,interrupted,panic,success,terminated)`, class `usage`, required. Users are told: “How commands end”. From events/ended.yaml:8.
        #[inline]
        pub fn ended_by(
            self,
            value: EndedBy,
        ) -> KitEnded<__S0, __S1, __rt::Present, __S3, __S4, __S5>
        where
            __S2: unset::ended_by,
        {
            KitEnded(self.0.set_enum(2, value.as_str()), __rt::PhantomData)
        }

        /// Who started it.
        ///
        /// Type `enum(Interactive,Script)`, class `usage`, required. Users are told: “Whether a person started a command”. From events/ended.yaml:9.
        #[inline]
        pub fn started_by(
            self,
            value: StartedBy,
        ) -> KitEnded<__S0, __S1, __S2, __rt::Present, __S4, __S5>
        where
            __S3: unset::started_by,
        {
            KitEnded(self.0.set_enum(3, value.as_str()), __rt::PhantomData)
        }

        /// What it ran on.
        ///
        /// Type `enum(CPU,NPU)`, class `usage`, optional: `null` on the wire when it is not set. Users are told: “Which device you name”. From events/ended.yaml:10.
        #[inline]
        pub fn device(
            self,
            value: impl __rt::Into<__rt::Option<Device>>,
        ) -> KitEnded<__S0, __S1, __S2, __S3, __rt::Present, __S5>
        where
            __S4: unset::device,
        {
            KitEnded(
                match value.into() {
                    __rt::Some(value) => self.0.set_enum(4, value.as_str()),
                    __rt::None => self.0,
                },
                __rt::PhantomData,
            )
        }

        /// Public model.
        ///
        /// Type `reference`, class `usage`, optional: `null` on the wire when it is not set. Users are told: “Which public model you name”. From events/ended.yaml:11.
        #[inline]
        pub fn model<'__value>(
            self,
            value: impl __rt::Into<__rt::Option<&'__value str>>,
        ) -> KitEnded<__S0, __S1, __S2, __S3, __S4, __rt::Present>
        where
            __S5: unset::model,
        {
            KitEnded(
                match value.into() {
                    __rt::Some(value) => self.0.set_reference(5, value, &[]),
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
            __S0: set::command,
            __S1: set::took_ms,
            __S2: set::ended_by,
            __S3: set::started_by,
        {
            self.0.emit();
        }
    }

    #[automatically_derived]
    impl __rt::EventType for KitEnded {
        const SPEC: &'static __rt::EventSpec = &events::KitEnded;
    }

    /// Sent when an error ends a command.
    ///
    /// Class `diagnostic`, never expires. From events/failed.yaml:1.
    #[must_use = "an event is sent by `.emit()`"]
    pub struct KitFailed<__S0 = __rt::Missing, __S1 = __rt::Missing, __S2 = __rt::Missing>(
        __rt::Event,
        __rt::PhantomData<(__S0, __S1, __S2,)>,
    );
    impl KitFailed {
        /// Begins the event `KitFailed`.
        #[inline]
        pub fn new() -> Self {
            Self(__rt::Event::begin(&PRODUCT, &events::KitFailed), __rt::PhantomData)
        }

        /// Begins the event `KitFailed` with what an error says of itself: `kind`, `message`, `stack`. Each of them may still be set to what the product knows better.
        ///
        /// Takes what implements [`AsError`](::candor::AsError): a type of error, `dyn Error`, a report, a panic. With telemetry off the error is not looked at.
        #[track_caller]
        pub fn from_error<__Kind>(
            error: &(impl ::candor::AsError<__Kind> + ?__rt::Sized),
        ) -> KitFailed<__rt::Filled, __rt::Filled, __rt::Filled> {
            KitFailed(
                __rt::fill(
                    __rt::Event::begin(&PRODUCT, &events::KitFailed),
                    error,
                    &[
                        __rt::Fill::ErrorType(0),
                        __rt::Fill::ErrorMessage(1, 200),
                        __rt::Fill::ErrorFrames(2),
                    ],
                ),
                __rt::PhantomData,
            )
        }

        /// The field `kind`, for tests that read a recorded event.
        pub const KIND: __rt::Key<Self, __rt::String> = __rt::Key::new(0);
        /// The field `message`, for tests that read a recorded event.
        pub const MESSAGE: __rt::Key<Self, __rt::Option<__rt::String>> = __rt::Key::new(1);
        /// The field `stack`, for tests that read a recorded event.
        pub const STACK: __rt::Key<Self, __rt::Option<__rt::Vec<__rt::RecordedFrame>>> =
            __rt::Key::new(2);
    }

    impl<__S0, __S1, __S2> KitFailed<__S0, __S1, __S2> {
        /// Type of the error.
        ///
        /// Type `label`, class `diagnostic`, required. Users are told: “Types of errors”. From events/failed.yaml:6.
        #[inline]
        pub fn kind(self, value: impl ::candor::IntoLabel) -> KitFailed<
            __rt::Present,
            __S1,
            __S2,
        >
        where
            __S0: unset::kind,
        {
            KitFailed(self.0.set_label(0, value), __rt::PhantomData)
        }

        /// What it said.
        ///
        /// Type `text(scrubbed,max_chars=200)`, class `diagnostic`, optional: `null` on the wire when it is not set. Users are told: “Messages of errors, scrubbed”. From events/failed.yaml:7.
        #[inline]
        pub fn message<__Form>(
            self,
            value: impl ::candor::OptionalText::<__Form>,
        ) -> KitFailed<__S0, __rt::Present, __S2>
        where
            __S1: unset::message,
        {
            KitFailed(
                ::candor::OptionalText::<__Form>::fill(value, self.0, 1, 200),
                __rt::PhantomData,
            )
        }

        /// Where it was.
        ///
        /// Type `frames(paths-trimmed)`, class `diagnostic`, optional: `null` on the wire when it is not set. Users are told: “Where in our code errors happen”. From events/failed.yaml:8.
        #[inline]
        pub fn stack(
            self,
            value: impl __rt::Into<__rt::Option<::candor::Frames>>,
        ) -> KitFailed<__S0, __S1, __rt::Present>
        where
            __S2: unset::stack,
        {
            KitFailed(
                match value.into() {
                    __rt::Some(value) => self.0.set_frames(2, value),
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
            __S0: set::kind,
        {
            self.0.emit();
        }
    }

    #[automatically_derived]
    impl __rt::EventType for KitFailed {
        const SPEC: &'static __rt::EventSpec = &events::KitFailed;
    }

    /// Sent when a process starts.
    ///
    /// Class `system`, never expires. From events/started.yaml:1.
    #[must_use = "an event is sent by `.emit()`"]
    pub struct KitStarted<>(__rt::Event, __rt::PhantomData<()>);
    impl KitStarted {
        /// Begins the event `KitStarted`.
        #[inline]
        pub fn new() -> Self {
            Self(__rt::Event::begin(&PRODUCT, &events::KitStarted), __rt::PhantomData)
        }
    }

    impl<> KitStarted<> {
        /// Hands the event over. Never fails, never panics and never waits for a network; with telemetry off it does
        /// nothing.
        #[inline]
        pub fn emit(self) {
            self.0.emit();
        }
    }

    #[automatically_derived]
    impl __rt::EventType for KitStarted {
        const SPEC: &'static __rt::EventSpec = &events::KitStarted;
    }
}
