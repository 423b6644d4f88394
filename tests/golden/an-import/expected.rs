#[allow(unreachable_pub, unused_imports)]
pub use __candor::{telemetry, Target, KitDone, KitFailed, KitSeen};
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
        .claims(&CLAIMS)
        .import(&IMPORT);
    static SPEC: ::candor::__private::ProductSpec = ::candor::__private::ProductSpec {
        name: "Kit",
        app: "kit",
        version: ::core::env!("CARGO_PKG_VERSION"),
        consent: ::candor::__private::ConsentSpec {
            version: 1u32,
            ask: ::candor::__private::Ask::Terminal,
            default: ::candor::__private::Answer::Decline,
            notice: "Kit can collect pseudonymous usage data to improve Kit.\n\nWhat is collected:\n  - How the command went\n  - Why the command failed\n  - That it was run (in 10% of the runs)\n  - Operating system\n  - Events of these kinds that wait in ~/.oldkit/telemetry/kit.cache\n\nWhat is never collected:\n  - File paths\n\nEnable telemetry? [y/N]: ",
            notice_sha256: "bb14466430118796d2d9ac220ce299b599a00314fce4261859b7a0493eeff4fe",
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
    static MANIFEST: [u8; 1580usize] = *b"\0candor manifest {\nKit 461b0fd3d0c5853df4b51fd632f9f304854f81a0371ae64f712b258d8f043a4c\n# What Kit may collect, and on which terms. Written by `candor lock`; not to be edited by hand.\nlock format=1 sha256=f2b79c8dba8600069209cc12052da31ffa45cbc5fc8c88b455f7e07feece59a3\nconsent version=1 ask=terminal default=decline purpose=\"improve Kit\"\ncontext os_name class=system notice=\"Operating system\"\ndestination onecollector endpoint=https://collector.example.com/\nevent KitDone class=usage expires=never\nevent KitFailed class=diagnostic expires=never\nevent KitSeen class=usage expires=never sampling=\"10%\" notice=\"That it was run\"\nfield KitDone.command class=usage type=label notice=\"How the command went\"\nfield KitDone.files class=usage type=bucket(10,100) optional=true notice=\"How the command went\"\nfield KitDone.target class=usage type=enum(CPU,GPU) optional=true notice=\"How the command went\"\nfield KitDone.took_ms class=usage type=duration(ms) notice=\"How the command went\"\nfield KitFailed.frames class=diagnostic type=frames(paths-trimmed) optional=true notice=\"Why the command failed\"\nfield KitFailed.message class=diagnostic type=text(scrubbed,max_chars=80) notice=\"Why the command failed\"\nfield KitFailed.model class=diagnostic type=reference(.onnx) optional=true notice=\"Why the command failed\"\nfield KitFailed.steps class=diagnostic type=list(max_items=3,of=label) optional=true notice=\"Why the command failed\"\nimport .oldkit/telemetry/kit.cache\nnever_collected \"file paths\"\nprompt sha256=bb14466430118796d2d9ac220ce299b599a00314fce4261859b7a0493eeff4fe\n\n} candor manifest\0";
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
            fields: &["command", "target", "took_ms", "files"],
        };
        pub static KitFailed: ::candor::__private::EventSpec = ::candor::__private::EventSpec {
            name: "KitFailed",
            fields: &["message", "frames", "model", "steps"],
        };
        pub static KitSeen: ::candor::__private::EventSpec = ::candor::__private::EventSpec {
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
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait command {}
        #[automatically_derived]
        impl command for ::candor::__private::Present {}
        #[diagnostic::on_unimplemented(
            message = "the required field `files` is not set",
            label = "call `.files(…)` before `.emit()`",
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait files {}
        #[automatically_derived]
        impl files for ::candor::__private::Present {}
        #[diagnostic::on_unimplemented(
            message = "the required field `frames` is not set",
            label = "call `.frames(…)` before `.emit()`",
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait frames {}
        #[automatically_derived]
        impl frames for ::candor::__private::Present {}
        #[diagnostic::on_unimplemented(
            message = "the required field `message` is not set",
            label = "call `.message(…)` before `.emit()`",
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait message {}
        #[automatically_derived]
        impl message for ::candor::__private::Present {}
        #[diagnostic::on_unimplemented(
            message = "the required field `model` is not set",
            label = "call `.model(…)` before `.emit()`",
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait model {}
        #[automatically_derived]
        impl model for ::candor::__private::Present {}
        #[diagnostic::on_unimplemented(
            message = "the required field `steps` is not set",
            label = "call `.steps(…)` before `.emit()`",
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait steps {}
        #[automatically_derived]
        impl steps for ::candor::__private::Present {}
        #[diagnostic::on_unimplemented(
            message = "the required field `target` is not set",
            label = "call `.target(…)` before `.emit()`",
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait target {}
        #[automatically_derived]
        impl target for ::candor::__private::Present {}
        #[diagnostic::on_unimplemented(
            message = "the required field `took_ms` is not set",
            label = "call `.took_ms(…)` before `.emit()`",
            note = "fields with `optional: true` in the schema may be left unset; this one is required"
        )]
        pub trait took_ms {}
        #[automatically_derived]
        impl took_ms for ::candor::__private::Present {}
    }
    /// States in which a field can be set.
    #[allow(non_camel_case_types)]
    pub mod unset {
        #[diagnostic::on_unimplemented(
            message = "the field `command` is set twice",
            label = "`.command(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait command {}
        #[automatically_derived]
        impl command for ::candor::__private::Missing {}
        #[diagnostic::on_unimplemented(
            message = "the field `files` is set twice",
            label = "`.files(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait files {}
        #[automatically_derived]
        impl files for ::candor::__private::Missing {}
        #[diagnostic::on_unimplemented(
            message = "the field `frames` is set twice",
            label = "`.frames(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait frames {}
        #[automatically_derived]
        impl frames for ::candor::__private::Missing {}
        #[diagnostic::on_unimplemented(
            message = "the field `message` is set twice",
            label = "`.message(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait message {}
        #[automatically_derived]
        impl message for ::candor::__private::Missing {}
        #[diagnostic::on_unimplemented(
            message = "the field `model` is set twice",
            label = "`.model(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait model {}
        #[automatically_derived]
        impl model for ::candor::__private::Missing {}
        #[diagnostic::on_unimplemented(
            message = "the field `steps` is set twice",
            label = "`.steps(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait steps {}
        #[automatically_derived]
        impl steps for ::candor::__private::Missing {}
        #[diagnostic::on_unimplemented(
            message = "the field `target` is set twice",
            label = "`.target(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait target {}
        #[automatically_derived]
        impl target for ::candor::__private::Missing {}
        #[diagnostic::on_unimplemented(
            message = "the field `took_ms` is set twice",
            label = "`.took_ms(…)` was called before",
            note = "keep one of the two calls"
        )]
        pub trait took_ms {}
        #[automatically_derived]
        impl took_ms for ::candor::__private::Missing {}
    }
    static ABOUT: ::candor::__private::About = ::candor::__private::About::new(
        "KitDone\tcommand\tusage\tlabel\tevents/done.yaml:6\nKitDone\ttarget\tusage\tenum(CPU,GPU)\tevents/done.yaml:7\nKitDone\ttook_ms\tusage\tduration(ms)\tevents/done.yaml:8\nKitDone\tfiles\tusage\tbucket(10,100)\tevents/done.yaml:9\nKitFailed\tmessage\tdiagnostic\ttext(scrubbed,max_chars=80)\tevents/failed.yaml:6\nKitFailed\tframes\tdiagnostic\tframes(paths-trimmed)\tevents/failed.yaml:7\nKitFailed\tmodel\tdiagnostic\treference(.onnx)\tevents/failed.yaml:8\nKitFailed\tsteps\tdiagnostic\tlist(max_items=3,of=label)\tevents/failed.yaml:9\n\tos_name\tsystem\t\tproduct.yaml:8\n",
    );
    static CLAIMS: ::candor::__private::Claims = ::candor::__private::claims! {
        [] | planter | KitDone::new().command(planter.label()).target(planter
        .choice(Target::ALL)).took_ms(planter.duration()).files(planter.bucket()).emit(),
        | planter | KitFailed::new().message(planter.text()).frames(planter.frames())
        .model(planter.reference()).steps([planter.label()]).emit(), | _ | KitSeen::new()
        .emit()
    };
    static IMPORT: ::candor::__private::Import = ::candor::__private::Import {
        file: ".oldkit/telemetry/kit.cache",
        events: &[
            ::candor::__private::ImportedEvent {
                spec: &events::KitDone,
                fields: &[
                    ::candor::__private::ImportedField {
                        kind: ::candor::__private::ImportedKind::Label,
                        required: true,
                    },
                    ::candor::__private::ImportedField {
                        kind: ::candor::__private::ImportedKind::OneOf(&["CPU", "GPU"]),
                        required: false,
                    },
                    ::candor::__private::ImportedField {
                        kind: ::candor::__private::ImportedKind::Uint,
                        required: true,
                    },
                    ::candor::__private::ImportedField {
                        kind: ::candor::__private::ImportedKind::OneOf(
                            &["<10", "10-100", "100+"],
                        ),
                        required: false,
                    },
                ],
            },
            ::candor::__private::ImportedEvent {
                spec: &events::KitFailed,
                fields: &[
                    ::candor::__private::ImportedField {
                        kind: ::candor::__private::ImportedKind::Text(80usize),
                        required: true,
                    },
                    ::candor::__private::ImportedField {
                        kind: ::candor::__private::ImportedKind::Frames,
                        required: false,
                    },
                    ::candor::__private::ImportedField {
                        kind: ::candor::__private::ImportedKind::Reference(&[".onnx"]),
                        required: false,
                    },
                    ::candor::__private::ImportedField {
                        kind: ::candor::__private::ImportedKind::Never,
                        required: false,
                    },
                ],
            },
        ],
    };
    /**What it was.

The values of `target`, from events/done.yaml:7.*/
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Target {
        ///`CPU` on the wire.
        Cpu,
        ///`GPU` on the wire.
        Gpu,
    }
    impl Target {
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
    impl ::core::fmt::Display for Target {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.as_str())
        }
    }
    #[automatically_derived]
    impl ::core::str::FromStr for Target {
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
    impl ::candor::__private::Spelled for Target {
        fn spelled(spelling: &str) -> ::core::option::Option<Self> {
            ::core::result::Result::ok(::core::str::FromStr::from_str(spelling))
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
        ///The field `command`, for tests that read a recorded event.
        pub const COMMAND: ::candor::__private::Key<Self, ::std::string::String> = ::candor::__private::Key::new(
            0,
        );
        ///The field `target`, for tests that read a recorded event.
        pub const TARGET: ::candor::__private::Key<
            Self,
            ::core::option::Option<Target>,
        > = ::candor::__private::Key::new(1);
        ///The field `took_ms`, for tests that read a recorded event.
        pub const TOOK_MS: ::candor::__private::Key<Self, ::core::time::Duration> = ::candor::__private::Key::new(
            2,
        );
        ///The field `files`, for tests that read a recorded event.
        pub const FILES: ::candor::__private::Key<
            Self,
            ::core::option::Option<::std::string::String>,
        > = ::candor::__private::Key::new(3);
    }
    impl<__S0, __S1, __S2, __S3> KitDone<__S0, __S1, __S2, __S3> {
        /**What it was.

Type `label`, class `usage`, required. Users are told: “How the command went”. From events/done.yaml:6.*/
        pub fn command(
            mut self,
            value: impl ::candor::IntoLabel,
        ) -> KitDone<::candor::__private::Present, __S1, __S2, __S3>
        where
            __S0: unset::command,
        {
            ::candor::__private::set_label(&mut self.event, 0usize, value);
            KitDone {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**What it was.

Type `enum(CPU,GPU)`, class `usage`, optional: `null` on the wire when it is not set. Users are told: “How the command went”. From events/done.yaml:7.*/
        pub fn target(
            mut self,
            value: impl ::core::convert::Into<::core::option::Option<Target>>,
        ) -> KitDone<__S0, ::candor::__private::Present, __S2, __S3>
        where
            __S1: unset::target,
        {
            if let ::core::option::Option::Some(value) = value.into() {
                ::candor::__private::set_enum(&mut self.event, 1usize, value.as_str());
            }
            KitDone {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**What it was.

Type `duration(ms)`, class `usage`, required. Users are told: “How the command went”. From events/done.yaml:8.*/
        pub fn took_ms(
            mut self,
            value: ::core::time::Duration,
        ) -> KitDone<__S0, __S1, ::candor::__private::Present, __S3>
        where
            __S2: unset::took_ms,
        {
            ::candor::__private::set_duration(
                &mut self.event,
                2usize,
                value,
                ::candor::__private::DurationUnit::Milliseconds,
            );
            KitDone {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**What it was.

Type `bucket(10,100)`, class `usage`, optional: `null` on the wire when it is not set. Users are told: “How the command went”. From events/done.yaml:9.*/
        pub fn files<__Value: ::candor::Number>(
            mut self,
            value: impl ::core::convert::Into<::core::option::Option<__Value>>,
        ) -> KitDone<__S0, __S1, __S2, ::candor::__private::Present>
        where
            __S3: unset::files,
        {
            if let ::core::option::Option::Some(value) = value.into() {
                ::candor::__private::set_bucket(
                    &mut self.event,
                    3usize,
                    ::candor::Number::to_f64(value),
                    &[10u64, 100u64],
                    &["<10", "10-100", "100+"],
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
            __S0: set::command,
            __S2: set::took_ms,
        {
            self.event.emit();
        }
    }
    #[automatically_derived]
    impl ::candor::__private::EventType for KitDone {
        const SPEC: &'static ::candor::__private::EventSpec = &events::KitDone;
    }
    /**Sent when a command fails.

Class `diagnostic`, never expires. From events/failed.yaml:1.*/
    #[must_use = "an event is sent by `.emit()`"]
    pub struct KitFailed<
        __S0 = ::candor::__private::Missing,
        __S1 = ::candor::__private::Missing,
        __S2 = ::candor::__private::Missing,
        __S3 = ::candor::__private::Missing,
    > {
        event: ::candor::__private::Event,
        states: ::core::marker::PhantomData<(__S0, __S1, __S2, __S3)>,
    }
    impl KitFailed {
        ///Begins the event `KitFailed`.
        pub fn new() -> Self {
            Self {
                event: ::candor::__private::Event::begin(&PRODUCT, &events::KitFailed),
                states: ::core::marker::PhantomData,
            }
        }
        ///The field `message`, for tests that read a recorded event.
        pub const MESSAGE: ::candor::__private::Key<Self, ::std::string::String> = ::candor::__private::Key::new(
            0,
        );
        ///The field `frames`, for tests that read a recorded event.
        pub const FRAMES: ::candor::__private::Key<
            Self,
            ::core::option::Option<::std::vec::Vec<::candor::__private::RecordedFrame>>,
        > = ::candor::__private::Key::new(1);
        ///The field `model`, for tests that read a recorded event.
        pub const MODEL: ::candor::__private::Key<
            Self,
            ::core::option::Option<::std::string::String>,
        > = ::candor::__private::Key::new(2);
        ///The field `steps`, for tests that read a recorded event.
        pub const STEPS: ::candor::__private::Key<
            Self,
            ::core::option::Option<::std::vec::Vec<::std::string::String>>,
        > = ::candor::__private::Key::new(3);
    }
    impl<__S0, __S1, __S2, __S3> KitFailed<__S0, __S1, __S2, __S3> {
        /**What it was.

Type `text(scrubbed,max_chars=80)`, class `diagnostic`, required. Users are told: “Why the command failed”. From events/failed.yaml:6.*/
        pub fn message(
            mut self,
            value: impl ::core::fmt::Display,
        ) -> KitFailed<::candor::__private::Present, __S1, __S2, __S3>
        where
            __S0: unset::message,
        {
            ::candor::__private::set_text(&mut self.event, 0usize, &value, 80usize);
            KitFailed {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**What it was.

Type `frames(paths-trimmed)`, class `diagnostic`, optional: `null` on the wire when it is not set. Users are told: “Why the command failed”. From events/failed.yaml:7.*/
        pub fn frames(
            mut self,
            value: impl ::core::convert::Into<::core::option::Option<::candor::Frames>>,
        ) -> KitFailed<__S0, ::candor::__private::Present, __S2, __S3>
        where
            __S1: unset::frames,
        {
            if let ::core::option::Option::Some(value) = value.into() {
                ::candor::__private::set_frames(&mut self.event, 1usize, value);
            }
            KitFailed {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**What it was.

Type `reference(.onnx)`, class `diagnostic`, optional: `null` on the wire when it is not set. Users are told: “Why the command failed”. From events/failed.yaml:8.*/
        pub fn model<'__value>(
            mut self,
            value: impl ::core::convert::Into<::core::option::Option<&'__value str>>,
        ) -> KitFailed<__S0, __S1, ::candor::__private::Present, __S3>
        where
            __S2: unset::model,
        {
            if let ::core::option::Option::Some(value) = value.into() {
                ::candor::__private::set_reference(
                    &mut self.event,
                    2usize,
                    value,
                    &[".onnx"],
                );
            }
            KitFailed {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /**What it was.

Type `list(max_items=3,of=label)`, class `diagnostic`, optional: `null` on the wire when it is not set. Users are told: “Why the command failed”. From events/failed.yaml:9.*/
        pub fn steps<__Value: ::core::iter::IntoIterator<Item: ::candor::IntoLabel>>(
            mut self,
            value: impl ::core::convert::Into<::core::option::Option<__Value>>,
        ) -> KitFailed<__S0, __S1, __S2, ::candor::__private::Present>
        where
            __S3: unset::steps,
        {
            if let ::core::option::Option::Some(value) = value.into() {
                ::candor::__private::set_list(
                    &mut self.event,
                    3usize,
                    3usize,
                    &mut ::core::iter::Iterator::map(
                        ::core::iter::IntoIterator::into_iter(value),
                        ::candor::__private::Item::label,
                    ),
                );
            }
            KitFailed {
                event: self.event,
                states: ::core::marker::PhantomData,
            }
        }
        /// Hands the event over. Never fails, never panics and never waits for a network; with telemetry off it does
        /// nothing.
        pub fn emit(self)
        where
            __S0: set::message,
        {
            self.event.emit();
        }
    }
    #[automatically_derived]
    impl ::candor::__private::EventType for KitFailed {
        const SPEC: &'static ::candor::__private::EventSpec = &events::KitFailed;
    }
    /**Sent in some of the runs.

Class `usage`, never expires, sent in 10% of the runs. From events/seen.yaml:1.*/
    #[must_use = "an event is sent by `.emit()`"]
    pub struct KitSeen {
        event: ::candor::__private::Event,
        states: ::core::marker::PhantomData<()>,
    }
    impl KitSeen {
        ///Begins the event `KitSeen`.
        pub fn new() -> Self {
            Self {
                event: ::candor::__private::Event::begin_sampled(
                    &PRODUCT,
                    &events::KitSeen,
                    10000u32,
                ),
                states: ::core::marker::PhantomData,
            }
        }
    }
    impl KitSeen {
        /// Hands the event over. Never fails, never panics and never waits for a network; with telemetry off it does
        /// nothing.
        pub fn emit(self) {
            self.event.emit();
        }
    }
    #[automatically_derived]
    impl ::candor::__private::EventType for KitSeen {
        const SPEC: &'static ::candor::__private::EventSpec = &events::KitSeen;
    }
}
