use std::process::ExitCode;

use crate::schema::{Directory, TROUBLE, print};

/// Show an example of each event, as a collector would receive it
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    directory: Directory,
    /// Only this event, such as ModelKitAction
    event: Option<String>,
    /// One line an event, as on the wire
    #[arg(long)]
    lines: bool,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    let (_, model) = match args.directory.model() {
        Ok(read) => read,
        Err(code) => return code,
    };
    let wanted = |name: &&str| args.event.as_deref().is_none_or(|event| event == *name);
    let samples: Vec<String> =
        model.event_names().filter(wanted).filter_map(|name| model.sample(name, !args.lines)).collect();
    if let (Some(event), true) = (&args.event, samples.is_empty()) {
        let known: Vec<&str> = model.event_names().collect();
        eprintln!("error: the schema has no event `{event}`\nhelp: it has {}", known.join(", "));
        return ExitCode::from(TROUBLE);
    }
    print(&(samples.join("\n") + "\n"))
}
