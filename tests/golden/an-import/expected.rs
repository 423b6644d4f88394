#[allow(unreachable_pub, unused_imports)]
pub use __candor::{telemetry, Target, KitDone, KitFailed, KitSeen};
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
        .import(&IMPORT);
    static SPEC: __rt::ProductSpec = __rt::ProductSpec {
        name: "Kit",
        app: "kit",
        version: ::core::env!("CARGO_PKG_VERSION"),
        consent: __rt::ConsentSpec {
            version: 1u32,
            ask: __rt::Ask::Terminal,
            default: __rt::Answer::Decline,
            notice: "Kit can collect pseudonymous usage data to improve Kit.\n\nWhat is collected:\n  - How the command went\n  - Why the command failed\n  - That it was run (in 10% of the runs)\n  - Operating system\n  - Events of these kinds that wait in ~/.oldkit/telemetry/kit.cache\n\nWhat is never collected:\n  - File paths\n\nEnable telemetry? [y/N]: ",
            notice_sha256: "bb14466430118796d2d9ac220ce299b599a00314fce4261859b7a0493eeff4fe",
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
    static MANIFEST: [u8; 1580usize] = *b"\0candor manifest {\nKit 461b0fd3d0c5853df4b51fd632f9f304854f81a0371ae64f712b258d8f043a4c\n# What Kit may collect, and on which terms. Written by `candor lock`; not to be edited by hand.\nlock format=1 sha256=f2b79c8dba8600069209cc12052da31ffa45cbc5fc8c88b455f7e07feece59a3\nconsent version=1 ask=terminal default=decline purpose=\"improve Kit\"\ncontext os_name class=system notice=\"Operating system\"\ndestination onecollector endpoint=https://collector.example.com/\nevent KitDone class=usage expires=never\nevent KitFailed class=diagnostic expires=never\nevent KitSeen class=usage expires=never sampling=\"10%\" notice=\"That it was run\"\nfield KitDone.command class=usage type=label notice=\"How the command went\"\nfield KitDone.files class=usage type=bucket(10,100) optional=true notice=\"How the command went\"\nfield KitDone.target class=usage type=enum(CPU,GPU) optional=true notice=\"How the command went\"\nfield KitDone.took_ms class=usage type=duration(ms) notice=\"How the command went\"\nfield KitFailed.frames class=diagnostic type=frames(paths-trimmed) optional=true notice=\"Why the command failed\"\nfield KitFailed.message class=diagnostic type=text(scrubbed,max_chars=80) notice=\"Why the command failed\"\nfield KitFailed.model class=diagnostic type=reference(.onnx) optional=true notice=\"Why the command failed\"\nfield KitFailed.steps class=diagnostic type=list(max_items=3,of=label) optional=true notice=\"Why the command failed\"\nimport .oldkit/telemetry/kit.cache\nnever_collected \"file paths\"\nprompt sha256=bb14466430118796d2d9ac220ce299b599a00314fce4261859b7a0493eeff4fe\n\n} candor manifest\0";
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
            fields: &["command", "target", "took_ms", "files"],
        };
        pub static KitFailed: super::__rt::EventSpec = super::__rt::EventSpec {
            name: "KitFailed",
            fields: &["message", "frames", "model", "steps"],
        };
        pub static KitSeen: super::__rt::EventSpec = super::__rt::EventSpec {
            name: "KitSeen",
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
            message = "the required field `files` is not set",
            label = "call `.files(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait files {}

        #[automatically_derived]
        impl files for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `frames` is not set",
            label = "call `.frames(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait frames {}

        #[automatically_derived]
        impl frames for super::__rt::Present {}

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
            message = "the required field `steps` is not set",
            label = "call `.steps(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait steps {}

        #[automatically_derived]
        impl steps for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `target` is not set",
            label = "call `.target(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait target {}

        #[automatically_derived]
        impl target for super::__rt::Present {}

        #[diagnostic::on_unimplemented(
            message = "the required field `took_ms` is not set",
            label = "call `.took_ms(…)` before `.emit()`",
            note =
                "fields with `optional: true` in the schema may be left unset; this one is required",
        )]
        pub trait took_ms {}

        #[automatically_derived]
        impl took_ms for super::__rt::Present {}
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
            message = "the field `files` is set twice",
            label = "`.files(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait files {}

        #[automatically_derived]
        impl files for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `frames` is set twice",
            label = "`.frames(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait frames {}

        #[automatically_derived]
        impl frames for super::__rt::Missing {}

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
            message = "the field `steps` is set twice",
            label = "`.steps(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait steps {}

        #[automatically_derived]
        impl steps for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `target` is set twice",
            label = "`.target(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait target {}

        #[automatically_derived]
        impl target for super::__rt::Missing {}

        #[diagnostic::on_unimplemented(
            message = "the field `took_ms` is set twice",
            label = "`.took_ms(…)` was called before",
            note = "keep one of the two calls",
        )]
        pub trait took_ms {}

        #[automatically_derived]
        impl took_ms for super::__rt::Missing {}
    }

    static ABOUT: __rt::About = __rt::About::new(
        "KitDone\tcommand\tusage\tlabel\tevents/done.yaml:6\nKitDone\ttarget\tusage\tenum(CPU,GPU)\tevents/done.yaml:7\nKitDone\ttook_ms\tusage\tduration(ms)\tevents/done.yaml:8\nKitDone\tfiles\tusage\tbucket(10,100)\tevents/done.yaml:9\nKitFailed\tmessage\tdiagnostic\ttext(scrubbed,max_chars=80)\tevents/failed.yaml:6\nKitFailed\tframes\tdiagnostic\tframes(paths-trimmed)\tevents/failed.yaml:7\nKitFailed\tmodel\tdiagnostic\treference(.onnx)\tevents/failed.yaml:8\nKitFailed\tsteps\tdiagnostic\tlist(max_items=3,of=label)\tevents/failed.yaml:9\n\tos_name\tsystem\t\tproduct.yaml:8\n"
    );

    static CLAIMS: __rt::Claims = __rt::claims! {
        [] |planter| KitDone::new()
            .command(planter.label())
            .target(planter.choice(Target::ALL))
            .took_ms(planter.duration())
            .files(planter.bucket())
            .emit(),
        |planter| KitFailed::new()
            .message(planter.text())
            .frames(planter.frames())
            .model(planter.reference())
            .steps([planter.label()])
            .emit(),
        |_| KitSeen::new().emit(),
    };



    static IMPORT: __rt::Import = __rt::Import {
        file: ".oldkit/telemetry/kit.cache",
        events: &[
            __rt::ImportedEvent {
                spec: &events::KitDone,
                fields: &[
                    __rt::ImportedField {
                        kind: __rt::ImportedKind::Label,
                        required: true,
                    },
                    __rt::ImportedField {
                        kind: __rt::ImportedKind::OneOf(&["CPU", "GPU"]),
                        required: false,
                    },
                    __rt::ImportedField {
                        kind: __rt::ImportedKind::Uint,
                        required: true,
                    },
                    __rt::ImportedField {
                        kind: __rt::ImportedKind::OneOf(&["<10", "10-100", "100+"]),
                        required: false,
                    },
                ],
            },
            __rt::ImportedEvent {
                spec: &events::KitFailed,
                fields: &[
                    __rt::ImportedField {
                        kind: __rt::ImportedKind::Text(80usize),
                        required: true,
                    },
                    __rt::ImportedField {
                        kind: __rt::ImportedKind::Frames,
                        required: false,
                    },
                    __rt::ImportedField {
                        kind: __rt::ImportedKind::Reference(&[".onnx"]),
                        required: false,
                    },
                    __rt::ImportedField {
                        kind: __rt::ImportedKind::Never,
                        required: false,
                    },
                ],
            },
        ],
    };

    /// What it was.
    ///
    /// The values of `target`, from events/done.yaml:7.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Target {
        /// `CPU` on the wire.
        Cpu,
        /// `GPU` on the wire.
        Gpu,
    }

    impl Target {
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
    impl __rt::Display for Target {
        #[inline]
        fn fmt(&self, f: &mut __rt::fmt::Formatter<'_>) -> __rt::fmt::Result {
            f.pad(self.as_str())
        }
    }

    #[automatically_derived]
    impl __rt::FromStr for Target {
        type Err = ::candor::UnknownValue;
        #[inline]
        fn from_str(text: &str) -> __rt::Result<Self, Self::Err> {
            __rt::spelled(text, Self::ALL, Self::SPELLINGS)
        }
    }

    #[automatically_derived]
    impl __rt::Spelled for Target {}

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

        /// The field `command`, for tests that read a recorded event.
        pub const COMMAND: __rt::Key<Self, __rt::String> = __rt::Key::new(0);
        /// The field `target`, for tests that read a recorded event.
        pub const TARGET: __rt::Key<Self, __rt::Option<Target>> = __rt::Key::new(1);
        /// The field `took_ms`, for tests that read a recorded event.
        pub const TOOK_MS: __rt::Key<Self, __rt::Duration> = __rt::Key::new(2);
        /// The field `files`, for tests that read a recorded event.
        pub const FILES: __rt::Key<Self, __rt::Option<__rt::String>> = __rt::Key::new(3);
    }

    impl<__S0, __S1, __S2, __S3> KitDone<__S0, __S1, __S2, __S3> {
        /// What it was.
        ///
        /// Type `label`, class `usage`, required. Users are told: “How the command went”. From events/done.yaml:6.
        #[inline]
        pub fn command(
            self,
            value: impl ::candor::IntoLabel,
        ) -> KitDone<__rt::Present, __S1, __S2, __S3>
        where
            __S0: unset::command,
        {
            KitDone(self.0.set_label(0, value), __rt::PhantomData)
        }

        /// What it was.
        ///
        /// Type `enum(CPU,GPU)`, class `usage`, optional: `null` on the wire when it is not set. Users are told: “How the command went”. From events/done.yaml:7.
        #[inline]
        pub fn target(
            self,
            value: impl __rt::Into<__rt::Option<Target>>,
        ) -> KitDone<__S0, __rt::Present, __S2, __S3>
        where
            __S1: unset::target,
        {
            KitDone(
                match value.into() {
                    __rt::Some(value) => self.0.set_enum(1, value.as_str()),
                    __rt::None => self.0,
                },
                __rt::PhantomData,
            )
        }

        /// What it was.
        ///
        /// Type `duration(ms)`, class `usage`, required. Users are told: “How the command went”. From events/done.yaml:8.
        #[inline]
        pub fn took_ms(self, value: __rt::Duration) -> KitDone<
            __S0,
            __S1,
            __rt::Present,
            __S3,
        >
        where
            __S2: unset::took_ms,
        {
            KitDone(
                self.0.set_duration(2, value, __rt::DurationUnit::Milliseconds),
                __rt::PhantomData,
            )
        }

        /// What it was.
        ///
        /// Type `bucket(10,100)`, class `usage`, optional: `null` on the wire when it is not set. Users are told: “How the command went”. From events/done.yaml:9.
        #[inline]
        pub fn files(
            self,
            value: impl ::candor::OptionalNumber,
        ) -> KitDone<__S0, __S1, __S2, __rt::Present>
        where
            __S3: unset::files,
        {
            KitDone(
                match ::candor::OptionalNumber::to_f64_or_none(value) {
                    __rt::Some(value) => self.0.set_bucket(
                        3,
                        ::candor::Number::to_f64(value),
                        &[10u64, 100u64],
                        &["<10", "10-100", "100+"],
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
            __S0: set::command,
            __S2: set::took_ms,
        {
            self.0.emit();
        }
    }

    #[automatically_derived]
    impl __rt::EventType for KitDone {
        const SPEC: &'static __rt::EventSpec = &events::KitDone;
    }

    /// Sent when a command fails.
    ///
    /// Class `diagnostic`, never expires. From events/failed.yaml:1.
    #[must_use = "an event is sent by `.emit()`"]
    pub struct KitFailed<
        __S0 = __rt::Missing,
        __S1 = __rt::Missing,
        __S2 = __rt::Missing,
        __S3 = __rt::Missing,
    >(__rt::Event, __rt::PhantomData<(__S0, __S1, __S2, __S3,)>);
    impl KitFailed {
        /// Begins the event `KitFailed`.
        #[inline]
        pub fn new() -> Self {
            Self(__rt::Event::begin(&PRODUCT, &events::KitFailed), __rt::PhantomData)
        }

        /// The field `message`, for tests that read a recorded event.
        pub const MESSAGE: __rt::Key<Self, __rt::String> = __rt::Key::new(0);
        /// The field `frames`, for tests that read a recorded event.
        pub const FRAMES: __rt::Key<Self, __rt::Option<__rt::Vec<__rt::RecordedFrame>>> =
            __rt::Key::new(1);
        /// The field `model`, for tests that read a recorded event.
        pub const MODEL: __rt::Key<Self, __rt::Option<__rt::String>> = __rt::Key::new(2);
        /// The field `steps`, for tests that read a recorded event.
        pub const STEPS: __rt::Key<Self, __rt::Option<__rt::Vec<__rt::String>>> = __rt::Key::new(3);
    }

    impl<__S0, __S1, __S2, __S3> KitFailed<__S0, __S1, __S2, __S3> {
        /// What it was.
        ///
        /// Type `text(scrubbed,max_chars=80)`, class `diagnostic`, required. Users are told: “Why the command failed”. From events/failed.yaml:6.
        #[inline]
        pub fn message(
            self,
            value: impl __rt::Display,
        ) -> KitFailed<__rt::Present, __S1, __S2, __S3>
        where
            __S0: unset::message,
        {
            KitFailed(self.0.set_text(0, &value, 80), __rt::PhantomData)
        }

        /// What it was.
        ///
        /// Type `frames(paths-trimmed)`, class `diagnostic`, optional: `null` on the wire when it is not set. Users are told: “Why the command failed”. From events/failed.yaml:7.
        #[inline]
        pub fn frames(
            self,
            value: impl __rt::Into<__rt::Option<::candor::Frames>>,
        ) -> KitFailed<__S0, __rt::Present, __S2, __S3>
        where
            __S1: unset::frames,
        {
            KitFailed(
                match value.into() {
                    __rt::Some(value) => self.0.set_frames(1, value),
                    __rt::None => self.0,
                },
                __rt::PhantomData,
            )
        }

        /// What it was.
        ///
        /// Type `reference(.onnx)`, class `diagnostic`, optional: `null` on the wire when it is not set. Users are told: “Why the command failed”. From events/failed.yaml:8.
        #[inline]
        pub fn model<'__value>(
            self,
            value: impl __rt::Into<__rt::Option<&'__value str>>,
        ) -> KitFailed<__S0, __S1, __rt::Present, __S3>
        where
            __S2: unset::model,
        {
            KitFailed(
                match value.into() {
                    __rt::Some(value) => self.0.set_reference(2, value, &[".onnx"]),
                    __rt::None => self.0,
                },
                __rt::PhantomData,
            )
        }

        /// What it was.
        ///
        /// Type `list(max_items=3,of=label)`, class `diagnostic`, optional: `null` on the wire when it is not set. Users are told: “Why the command failed”. From events/failed.yaml:9.
        #[inline]
        pub fn steps<__Value: __rt::IntoIterator<Item: ::candor::IntoLabel>>(
            self,
            value: impl __rt::Into<__rt::Option<__Value>>,
        ) -> KitFailed<__S0, __S1, __S2, __rt::Present>
        where
            __S3: unset::steps,
        {
            KitFailed(
                match value.into() {
                    __rt::Some(value) => self.0.set_list(
                        3,
                        3,
                        &mut __rt::Iterator::map(
                            __rt::IntoIterator::into_iter(value),
                            __rt::Item::label,
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
            __S0: set::message,
        {
            self.0.emit();
        }
    }

    #[automatically_derived]
    impl __rt::EventType for KitFailed {
        const SPEC: &'static __rt::EventSpec = &events::KitFailed;
    }

    /// Sent in some of the runs.
    ///
    /// Class `usage`, never expires, sent in 10% of the runs. From events/seen.yaml:1.
    #[must_use = "an event is sent by `.emit()`"]
    pub struct KitSeen<>(__rt::Event, __rt::PhantomData<()>);
    impl KitSeen {
        /// Begins the event `KitSeen`.
        #[inline]
        pub fn new() -> Self {
            Self(
                __rt::Event::begin_sampled(&PRODUCT, &events::KitSeen, 10000u32),
                __rt::PhantomData,
            )
        }
    }

    impl<> KitSeen<> {
        /// Hands the event over. Never fails, never panics and never waits for a network; with telemetry off it does
        /// nothing.
        #[inline]
        pub fn emit(self) {
            self.0.emit();
        }
    }

    #[automatically_derived]
    impl __rt::EventType for KitSeen {
        const SPEC: &'static __rt::EventSpec = &events::KitSeen;
    }
}
