//! A product of its own process whose commands end in every way that a process can.

use std::io;
use std::process::ExitCode;

use candor::{Answer, Telemetry};

candor::schema!("commander/schema");

/// Ends as it is told.
#[derive(clap::Parser)]
#[command(version)]
struct Cli {
    /// How to work
    #[arg(long, value_enum, global = true)]
    mode: Option<Speed>,
    /// A model of a public registry
    #[arg(long, global = true)]
    model: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Speed {
    Fast,
    #[value(alias = "careful")]
    Slow,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Return an exit code
    #[command(alias = "number")]
    Code { code: u8 },
    /// Return an error
    Error,
    /// Leave through Candor
    Exit { code: i32 },
    /// Leave past Candor
    BareExit { code: i32 },
    /// Panic
    Panic,
    /// Panic, and go on
    PanicCaught,
    /// Panic in another thread
    PanicElsewhere,
    /// Say `ready` and wait for a signal
    Wait,
    /// Run another command within this one
    Twice,
    /// Work with models
    #[command(subcommand)]
    Models(Models),
    /// Tell nothing
    Quiet,
    /// A command that the schema forgot
    Forgotten,
}

#[derive(clap::Subcommand)]
enum Models {
    #[command(alias = "ls")]
    List,
}

/// On a test's stage where there is one; without, in a build without a key, off.
fn staged() -> Telemetry {
    let stage = (std::env::var("COMMANDER_COLLECTOR").ok(), std::env::var_os("COMMANDER_HOME"));
    let (Some(collector), Some(home)) = stage else { return telemetry() };
    let Ok(collector) = collector.parse() else { return telemetry() };
    let telemetry = telemetry().loopback(collector, Answer::Decline).home(home);
    if std::env::var_os("COMMANDER_OWN_SIGNALS").is_some() { telemetry.own_signals() } else { telemetry }
}

fn main() -> Result<ExitCode, io::Error> {
    // The hook of a product, which must go on.
    std::panic::set_hook(Box::new(|info| eprintln!("commander: {info}")));
    staged().run(|cli: Cli| run(&cli))
}

#[allow(clippy::panic, reason = "what it is there for")]
fn run(cli: &Cli) -> Result<ExitCode, io::Error> {
    let _ = (cli.mode, &cli.model);
    match cli.command {
        Command::Code { code } => return Ok(ExitCode::from(code)),
        Command::Error => return Err(io::Error::other("cannot read /home/alice/diary.txt")),
        Command::Exit { code } => candor::exit(code),
        Command::BareExit { code } => std::process::exit(code),
        Command::Panic => panic!("lost /home/alice/diary.txt"),
        Command::PanicCaught => _ = std::panic::catch_unwind(|| panic!("caught")),
        Command::PanicElsewhere => _ = std::thread::spawn(|| panic!("elsewhere")).join(),
        Command::Wait => {
            println!("ready");
            std::thread::sleep(std::time::Duration::from_secs(60));
        }
        Command::Twice => {
            let within = staged().try_run_from(["commander", "code", "7"], |cli: Cli| run(&cli));
            return within.unwrap_or(Ok(ExitCode::FAILURE)).map(|_| ExitCode::SUCCESS);
        }
        Command::Models(Models::List) | Command::Quiet | Command::Forgotten => println!("done"),
    }
    Ok(ExitCode::SUCCESS)
}
