use std::time::Duration;

use candor_core::limits::{EXIT_BUDGET, EXPORT_FILE_BYTES, FRAMES_MAX, SPOOL_AGE, SPOOL_BYTES, SPOOL_EVENTS};
use candor_core::{
    CI_VALUES, CI_VARIABLES, CONFIG_FILE, ContextKey, FieldType, Kept, PrivacyClass, TELEMETRY_FOLDER, names,
};

use super::block::{Block, Text, anchor, code, plain, prose};
use crate::collected::treatment;
use crate::json::Json;
use crate::model::{ContextEntry, Destination, Event, Field, Member, Model, Promise};
use crate::sample::Forms;
use crate::{notice, sample, words};

/// The whole page, without its title.
pub(super) fn blocks(model: &Model, history: &[(String, String, String)]) -> Vec<Block> {
    let mut blocks = introduction(model);
    blocks.push(section("what-you-are-asked", "What you are asked", asked(model)));
    blocks.push(section("events", "What is collected", events(model)));
    blocks.push(section("context", "What goes out with every event", context(model)));
    blocks.push(section("never", "What is never collected", never(model)));
    blocks.push(section("treatment", "How values are treated before they are stored", treatments(model)));
    blocks.push(section("consent", "How you decide, and change your mind", consent(model)));
    blocks.push(section("off", "What switches collection off", switches(model)));
    blocks.push(section("files", "What is kept on your device", files(model)));
    blocks.push(section("destination", "Where events go", destination(model)));
    blocks.push(section("history", "What was added when", versions(history)));
    blocks
}

fn section(id: &'static str, title: &str, blocks: Vec<Block>) -> Block {
    Block::Section { id, title: title.to_owned(), blocks }
}

fn introduction(model: &Model) -> Vec<Block> {
    let product = &model.product;
    let name = &product.name.value;
    vec![
        Block::Paragraph(
            plain(format!("{name} can collect pseudonymous usage data to {}. ", product.consent.purpose.value))
                .then(prose("**Before you say yes, nothing is stored or sent, and after a no nothing is kept.**")),
        ),
        Block::Paragraph(plain(format!(
            "This page is made from the same files as the program itself: what is not on it cannot be sent. It describes \
             version {} of what users are asked.",
            product.consent.version.value
        ))),
    ]
}

fn asked(model: &Model) -> Vec<Block> {
    let consent = &model.product.consent;
    let who = if consent.ask_terminal {
        "The first time that you run the program at a terminal, it asks:"
    } else {
        "The program asks by itself, in its own way. What it must tell you is:"
    };
    vec![Block::Paragraph(plain(who)), Block::Verbatim { language: "text", text: notice::prompt(model) }]
}

fn events(model: &Model) -> Vec<Block> {
    model.events.iter().map(|one| event(model, one)).collect()
}

fn event(model: &Model, event: &Event) -> Block {
    let until = event.expires.map_or_else(
        || "It has no date on which it ends.".to_owned(),
        |date| format!("It is not sent after {}.", date.value),
    );
    let part = event.sampling.map_or_else(String::new, |part| {
        format!(
            " It is sent in {} of the runs: each run decides at random, once for everything that it sends.",
            part.value
        )
    });
    let mut blocks = vec![Block::Paragraph(plain(format!("{}{part} {until}", event.description.value)))];
    match &event.notice {
        Some(notice) => {
            blocks.push(Block::Paragraph(
                plain("It holds no values of its own. You are told: ").then(quoted(&notice.value)),
            ));
        }
        None => blocks.push(Block::Table {
            about: format!("The values of {}", event.name.value),
            head: &["Value", "What it means", "What it can be", "Class", "Example", "What you are told"],
            rows: event.fields.iter().flat_map(|one| field(model, one)).collect(),
        }),
    }
    let forms = sample::forms(model);
    let mut example = |how: &str, example: Json| {
        blocks.push(Block::Aside {
            summary: format!("An example of {}, {how}", event.name.value),
            blocks: vec![Block::Verbatim { language: "json", text: example.pretty() }],
        });
    };
    if forms.envelope {
        example("as it is sent", sample::envelope(model, event));
    }
    if forms.log {
        let how =
            if forms.envelope { "in the form of OpenTelemetry" } else { "as it is sent, in the form of OpenTelemetry" };
        example(how, sample::log(model, event));
    }
    Block::Item { id: anchor(&event.name.value), title: event.name.value.clone(), blocks }
}

/// A row for a field, and one for each field of the record that it holds.
fn field(model: &Model, field: &Field) -> Vec<Vec<Text>> {
    let class = field.class.value.name();
    let own = std::iter::once(member(model, &field.name.value, class, &field.member));
    let parts = field.parts().iter();
    own.chain(parts.map(|part| member(model, &format!("{}.{}", field.name.value, part.name.value), class, part)))
        .collect()
}

fn member(model: &Model, name: &str, class: &str, member: &Member) -> Vec<Text> {
    let mut can_be = words::of_type(&treatment(&member.kind));
    if member.optional {
        can_be.push_str("; may be missing");
    }
    vec![
        code(name),
        plain(&member.description.value),
        plain(can_be),
        plain(class),
        code(sample::value(model, &member.kind).line()),
        plain(&member.notice.value),
    ]
}

fn quoted(text: &str) -> Text {
    plain(format!("\u{201c}{text}\u{201d}."))
}

fn context(model: &Model) -> Vec<Block> {
    let entries = &model.product.context;
    let forms = sample::forms(model);
    let mut fixed = Text(Vec::new());
    if forms.envelope {
        fixed = fixed.then(prose(
            "Every event carries its name, the time (UTC, to the millisecond), the version of the format and the identifier of the \
             receiving account: `name`, `time`, `ver`, `iKey`.",
        ));
    }
    if forms.log {
        let begin = if forms.envelope { " In the form of OpenTelemetry it" } else { "Every event" };
        fixed = fixed.then(prose(&format!(
            "{begin} carries its name, the time (UTC, to the millisecond), the name of this program and that of the library that \
             made it: `eventName`, `timeUnixNano` and `observedTimeUnixNano`, `service.name`, `scope`."
        )));
    }
    if entries.is_empty() {
        return vec![Block::Paragraph(fixed.then(plain(" Nothing else goes with it.")))];
    }
    vec![
        Block::Paragraph(fixed.then(plain(" This goes with it too, and nothing else:"))),
        Block::Table {
            about: "The values that go out with every event".to_owned(),
            head: &["Value", "What it means", "Where it is sent", "Class", "What you are told"],
            rows: entries.iter().map(|entry| context_entry(entry, forms)).collect(),
        },
    ]
}

fn context_entry(entry: &ContextEntry, forms: Forms) -> Vec<Text> {
    let (meaning, slot) = match entry.key.value {
        ContextKey::DeviceId => (
            "A random identifier of this installation, made after your yes, and whether it is new. It is derived from nothing.",
            "ext.device.localId, ext.device.authId",
        ),
        ContextKey::SessionId => ("A random identifier of one run.", "ext.app.sesId"),
        ContextKey::OsName => ("Windows, Linux, Darwin or Other.", "ext.os.name"),
        ContextKey::OsVersion => ("The numbers of the operating system's version.", "ext.os.ver"),
        ContextKey::OsArch => ("The architecture of the processor.", "ext.device.deviceClass"),
        ContextKey::AppVersion => ("The version of this program.", "ext.app.ver"),
        ContextKey::SdkSequence => {
            ("A random identifier of one run, and a number that counts its events.", "ext.sdk.epoch, ext.sdk.seq")
        }
        ContextKey::EventId => ("A random identifier of one event.", "data.event.id"),
    };
    let attribute = entry.key.value.attributes().join(", ");
    let places = match forms {
        Forms { envelope: true, log: true } => code(slot).then(plain("; ")).then(code(attribute)),
        Forms { log: true, .. } => code(attribute),
        Forms { .. } => code(slot),
    };
    vec![
        code(entry.key.value.name()),
        plain(meaning),
        places,
        plain(entry.key.value.class().name()),
        plain(&entry.notice.value),
    ]
}

fn never(model: &Model) -> Vec<Block> {
    let never = &model.product.consent.never_collected;
    vec![Block::List(never.iter().map(promise).collect())]
}

/// With what is checked, and by whom.
fn promise(promise: &Promise) -> Text {
    let words = plain(crate::notice::raise_first(&promise.text.value));
    let Some(claim) = promise.claim.map(|claim| claim.value) else { return words };
    let how = if claim.is_scrubbed() {
        "The program cannot be built with a value for it, and texts are scrubbed of it."
    } else {
        "The program cannot be built with a value for it, and a person answers for each text."
    };
    words.then(prose(" **(checked)**")).then(plain(format!(": {} {how}", claim.about().replace('`', ""))))
}

fn treatments(model: &Model) -> Vec<Block> {
    let has = |kind| model.fields().any(|field| field.kind.field_type() == kind);
    let mut list = vec![prose(
        "**Everything** is of a type that was fixed when the program was built: there is no value into which the program could \
         put other things.",
    )];
    if has(FieldType::Text) {
        list.push(prose(
            "**Text**, such as the message of an error, is scrubbed and then cut to its length. Scrubbing takes out paths, \
             addresses, e-mail addresses, identifiers, keys and other secrets, long random words, and the names of you, your \
             home folder and your computer.",
        ));
    }
    let patterns = &model.product.scrub.patterns;
    if !patterns.is_empty() && (has(FieldType::Text) || has(FieldType::Frames)) {
        let own: Vec<&str> = patterns.iter().map(|pattern| pattern.description.value.as_str()).collect();
        let mut item =
            prose(&format!("**Rules of {}** take out of texts and code locations, too: ", model.product.name.value));
        item.0.extend(plain(format!("{}.", own.join("; "))).0);
        list.push(item);
    }
    if has(FieldType::Frames) {
        list.push(prose(&format!(
            "**Code locations** are at most {FRAMES_MAX} places in the program's own code and its libraries, without anything of \
             your machine in their paths.",
        )));
    }
    if has(FieldType::Digest) {
        list.push(prose(&format!(
            "**Digests** are made on your device with a random secret that stays on it, in `{}`: whoever receives one can tell that \
             two are equal, and not of what. Switching off and `telemetry reset-id` erase the secret, and later digests have \
             nothing in common with earlier ones.",
            home_of(model, Kept::DigestSecret)
        )));
    }
    if !model.product.scrub.roots.is_empty() {
        let roots: Vec<String> =
            model.product.scrub.roots.iter().map(|root| format!("`{}`", root.value.replace('`', "'"))).collect();
        list.push(prose(&format!(
            "**Paths** keep only what lies below {}, which is the program's own code, or else their last part.",
            roots.join(", ")
        )));
    }
    let classes: Vec<Vec<Text>> = PrivacyClass::ALL
        .into_iter()
        .filter(|class| class.may_be_collected())
        .map(|class| vec![plain(class.name()), plain(class.examples())])
        .collect();
    vec![
        Block::List(list),
        Block::Paragraph(plain(
            "Each value has a class. Classes for names of people and for the content of files exist only to be refused.",
        )),
        Block::Table {
            about: "Privacy classes, least sensitive first".to_owned(),
            head: &["Class", "For instance"],
            rows: classes,
        },
    ]
}

fn consent(model: &Model) -> Vec<Block> {
    let (product, consent) = (&model.product, &model.product.consent);
    let (app, name) = (&product.app.value, &product.name.value);
    let enter = if consent.default_accept.value { "yes" } else { "no" };
    let mut list = Vec::new();
    if consent.ask_terminal {
        list.push(prose(&format!(
            "You are asked once. Enter alone means **{enter}**. An answer that is neither yes nor no, or the end of input, means no for \
             this run, and you are asked again in the next.",
        )));
        list.push(plain("Nothing is asked or collected where there is no terminal, as in a script or a pipe."));
    } else {
        list.push(plain("As long as you have not answered, nothing is collected."));
    }
    list.push(plain("A no lasts. It is not asked again when more is collected."));
    list.push(prose("A yes covers what you read. When more is to be collected, you are asked again, in new words."));
    list.push(prose(&format!(
        "You can look, change your mind and erase at any time: `{app} telemetry status`, `{app} telemetry on`, `{app} telemetry \
         off`, `{app} telemetry show` (what waits and what was sent last), `{app} telemetry notice`, `{app} telemetry reset-id`.",
    )));
    list.push(prose(&format!(
        "Your answer is in `{}`, with the date, the version of the question and a checksum of its words.",
        home(model, CONFIG_FILE)
    )));
    list.push(plain(format!(
        "Switching off stops {name} from collecting and erases what waits on your device and its identifier."
    )));
    vec![Block::List(list)]
}

fn switches(model: &Model) -> Vec<Block> {
    let app = &model.product.app.value;
    let own = names::telemetry_variable(app);
    let named = CI_VARIABLES.iter().map(|name| format!("`{name}`"));
    let valued = CI_VALUES.iter().map(|(name, part)| format!("`{name}` with `{part}` in it"));
    let known: Vec<String> = named.chain(valued).collect();
    vec![
        Block::Paragraph(plain(
            "Each of these switches collection off, whatever was answered. None switches it on, and none touches your answer or \
             what waits.",
        )),
        Block::List(vec![
            prose("The variable `DO_NOT_TRACK`, when it is set to anything but nothing, `0` or `false`."),
            prose(&format!(
                "The variable `{own}`, when it is set to anything but nothing, `1`, `true`, `yes` or `on`: so `0`, `false`, `off` and `no` do."
            )),
            prose(&format!(
                "A policy of the administrator that says `{{\"telemetry\": \"off\"}}`: `/etc/{app}/telemetry.json`, on Windows \
                 `%ProgramData%\\{app}\\telemetry.json`."
            )),
            plain("A build service, which is known by its variables."),
        ]),
        Block::Aside {
            summary: format!("The {} variables by which build services are known", known.len()),
            blocks: vec![Block::Paragraph(prose(&known.join(", ")))],
        },
    ]
}

fn files(model: &Model) -> Vec<Block> {
    let row = |file: &str, what: &str, bound: String| vec![code(home(model, file)), plain(what), plain(bound)];
    let mut rows = vec![row(CONFIG_FILE, "Your answer.", "a few lines".to_owned())];
    for destination in &model.product.destinations {
        if let Destination::File { path } = destination {
            let bound =
                format!("at most {}, and as much again in a second file that ends in .1", bytes(EXPORT_FILE_BYTES));
            rows.push(row(&path.value, "Events, for whoever you let read your files.", bound));
        }
    }
    if let Some(import) = &model.product.import {
        let what = "Events that an earlier program could not send. Those of the kinds above are taken over to be sent, and then \
                    the file is deleted; switching off erases it. A file without any event is not touched.";
        rows.push(vec![code(format!("~/{}", import.value)), plain(what), plain("as that program left it")]);
    }
    for file in Kept::ALL.into_iter().filter(|file| is_kept_for(model, *file)) {
        let (what, bound) = kept(file);
        let name = match file {
            Kept::Spool => format!("{}/", file.name()),
            Kept::Import | Kept::Withdrawn | Kept::Erased => format!("{}*", file.name()),
            _ => file.name().to_owned(),
        };
        rows.push(row(&format!("{TELEMETRY_FOLDER}/{name}"), what, bound));
    }
    vec![
        Block::Paragraph(plain(
            "Nothing of this is there before you say yes, except your answer itself. Only your user can read it. Switching off \
             erases the identifier and what waits.",
        )),
        Block::Table { about: "Files".to_owned(), head: &["File", "What it holds", "How much"], rows },
        Block::Paragraph(plain(format!(
            "Leaving the program takes at most {} ms because of this.",
            EXIT_BUDGET.as_millis()
        ))),
    ]
}

fn is_kept_for(model: &Model, file: Kept) -> bool {
    match file {
        Kept::DeviceId => model.product.context.iter().any(|entry| entry.key.value == ContextKey::DeviceId),
        Kept::DigestSecret => model.fields().any(|field| field.kind.field_type() == FieldType::Digest),
        Kept::Import => model.product.import.is_some(),
        Kept::Spool | Kept::State | Kept::Withdrawn | Kept::Erased | Kept::SenderLock => true,
    }
}

/// What it holds, and how much.
fn kept(file: Kept) -> (&'static str, String) {
    let (what, bound) = match file {
        Kept::DeviceId => ("The random identifier of this installation.", "one line"),
        Kept::DigestSecret => ("The random secret with which digests are made. It is never sent.", "one line"),
        Kept::Spool => {
            let (most, events, age) = (bytes(SPOOL_BYTES), thousands(SPOOL_EVENTS), days(SPOOL_AGE));
            let bound = format!("at most {most}, {events} events and {age}; the oldest go first");
            return ("Events that wait to be sent.", bound);
        }
        Kept::State => ("When to try again, what was lost and why, and the receiver's last reply.", "a few lines"),
        Kept::Import => ("The file of the earlier program while it is taken over.", "for a moment"),
        Kept::Withdrawn => (
            "How many events were erased while another run was sending, until that is counted in state.json.",
            "a few lines, for a moment",
        ),
        Kept::Erased => ("Events that are being erased.", "for a moment"),
        Kept::SenderLock => ("Keeps two runs from sending at once. It is empty.", "empty"),
    };
    (what, bound.to_owned())
}

/// A file that the runtime keeps by itself.
fn home_of(model: &Model, file: Kept) -> String {
    home(model, &format!("{TELEMETRY_FOLDER}/{}", file.name()))
}

/// A file below the product's folder in the user's home.
fn home(model: &Model, file: &str) -> String {
    format!("~/{}/{file}", model.product.storage.value)
}

fn destination(model: &Model) -> Vec<Block> {
    let remote: Vec<_> = model.product.destinations.iter().filter(|one| one.endpoint().is_some()).collect();
    let endpoints: Vec<_> = remote.iter().filter(|one| one.is_over_tls()).filter_map(|one| one.endpoint()).collect();
    let locals: Vec<_> = model.product.destinations.iter().filter_map(|one| local(model, one)).collect();
    let mut blocks = Vec::new();
    if !endpoints.is_empty() {
        let mut told = plain("Events are sent over TLS to ");
        for (index, endpoint) in endpoints.iter().enumerate() {
            told = if index > 0 { told.then(plain(" and to ")) } else { told };
            told = told.then(code(&endpoint.value));
        }
        blocks.push(Block::Paragraph(
            told.then(plain(", and to nobody else. The receiver sees the network address from which they come, as every server does; no event holds it.")),
        ));
    }
    let has_local = model.product.destinations.len() > remote.len();
    blocks.extend(locals.into_iter().map(Block::Paragraph));
    if !remote.is_empty() {
        blocks.push(Block::Paragraph(plain(format!(
            "An event that could not be sent is dropped after {}. How long the receiver keeps events is up to the receiver.",
            days(SPOOL_AGE)
        ))));
        blocks.extend(without_key(model, has_local).map(Block::Paragraph));
    }
    blocks
}

/// What a program does that somebody else has built; nothing where no key is needed to send to the receivers.
fn without_key(model: &Model, has_local: bool) -> Option<Text> {
    let needs_key = |one: &&Destination| match one {
        Destination::OneCollector { .. } => true,
        Destination::Otlp { headers_env, .. } => headers_env.is_some(),
        Destination::File { .. } | Destination::Stdout { .. } => false,
    };
    let remote: Vec<_> = model.product.destinations.iter().filter(|one| one.endpoint().is_some()).collect();
    let keyed: Vec<_> = remote.iter().copied().filter(needs_key).filter_map(Destination::endpoint).collect();
    if keyed.is_empty() {
        return None;
    }
    if keyed.len() < remote.len() {
        let endpoints = keyed.iter().map(|endpoint| format!("`{}`", endpoint.value)).collect::<Vec<_>>().join(" and ");
        return Some(prose(&format!(
            "A program that was built without a key for {endpoints}, as everyone may build it, sends nothing there."
        )));
    }
    Some(plain(if has_local {
        "A program that was built without a key for the receiver, as everyone may build it, sends nothing over a network."
    } else {
        "A program that was built without a key for the receiver, as everyone may build it, collects nothing at all."
    }))
}

/// A destination that is on the user's machine.
fn local(model: &Model, destination: &Destination) -> Option<Text> {
    match destination {
        Destination::OneCollector { .. } => None,
        Destination::Otlp { endpoint, .. } => (!destination.is_over_tls()).then(|| {
            plain("Events are handed to the program that listens at ").then(code(&endpoint.value)).then(plain(
                " on your machine, and pass no network on their way there. What it does with them is up to whoever runs it.",
            ))
        }),
        Destination::File { path } => {
            Some(plain("Events are written to the file ").then(code(home(model, &path.value))).then(plain(
                " on your machine. It is there for whoever you let read your files; switching off erases it.",
            )))
        }
        Destination::Stdout { .. } => Some(plain(format!(
            "Events are written to the standard output of {}. Who reads it is up to whoever runs the program.",
            model.product.name.value
        ))),
    }
}

fn versions(history: &[(String, String, String)]) -> Vec<Block> {
    let rows = history.iter().rev().map(|(version, date, adds)| vec![plain(version), plain(date), prose(adds)]);
    vec![
        Block::Paragraph(plain(
            "Each version is a question of its own: whoever agreed to an older one is asked again, and until then nothing is collected.",
        )),
        Block::Table {
            about: "Versions of consent".to_owned(),
            head: &["Version", "Since", "What it adds"],
            rows: rows.collect(),
        },
    ]
}

fn bytes(bytes: u64) -> String {
    format!("{} MiB", bytes / (1024 * 1024))
}

fn days(age: Duration) -> String {
    format!("{} days", age.as_secs() / (24 * 60 * 60))
}

fn thousands(number: u64) -> String {
    if number < 1_000 { number.to_string() } else { format!("{},{:03}", number / 1_000, number % 1_000) }
}
