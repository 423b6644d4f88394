//! The wrap around a command line: parse, install, heartbeat, run, tell.

use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::time::Instant;

use clap::{ArgMatches, Command, Parser};

use super::invocation::{Invocation, Plan};
use super::panics::{self, Panic};
use super::result::CommandResult;
use super::running::Running;
use super::signals;
use crate::commands::{CommandOrigin, Commands};
use crate::product::{Product, State};
use crate::telemetry::{Telemetry, is_recorded, quietly};

impl Telemetry {
    /// Reads the command line as `C`, installs telemetry, runs `body`, and tells how it ended, as `commands:` of product.yaml
    /// says: the heartbeat once a process, the action event at the end, the error event when an error or a panic ended it.
    ///
    /// What `body` returns is returned as it is. A usage error, `--help` and `--version` end the process as clap does, and
    /// start no telemetry; neither do commands that `silent:` lists. [`candor::exit`](crate::exit), SIGINT, SIGTERM and, on
    /// Windows, Ctrl-C are seen as well: the signals do afterwards what they would have done. A bare [`std::process::exit`]
    /// is not: the heartbeat was sent, and no action event is. Nor is a program that replaces this one, as `exec` does.
    ///
    /// Where product.yaml has no `commands:`, telemetry is installed for every command, and nothing is told by itself.
    ///
    /// ```no_run
    /// # fn telemetry() -> candor::Telemetry { unreachable!() } // candor::schema!("schema");
    /// #[derive(clap::Parser)]
    /// struct Cli {
    ///     file: std::path::PathBuf,
    /// }
    ///
    /// fn main() -> Result<(), std::io::Error> {
    ///     telemetry().run(|cli: Cli| std::fs::read(cli.file).map(|_| ()))
    /// }
    /// ```
    pub fn run<C, R, Via>(self, body: impl FnOnce(C) -> R) -> R
    where
        C: Parser,
        R: CommandResult<Via>,
    {
        self.try_run_from(std::env::args_os(), body).unwrap_or_else(|error| error.exit())
    }

    /// As [`Telemetry::run`], with a command line that is given, the program's name first.
    ///
    /// # Errors
    ///
    /// What clap would have printed: a usage error, the help or the version. Nothing was started then.
    pub fn try_run_from<C, R, Via>(
        self,
        args: impl IntoIterator<Item = impl Into<OsString> + Clone>,
        body: impl FnOnce(C) -> R,
    ) -> Result<R, clap::Error>
    where
        C: Parser,
        R: CommandResult<Via>,
    {
        let mut command = C::command();
        let mut matches = command.try_get_matches_from_mut(args)?;
        let plan = self.plan(&command, &matches);
        let cli = C::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut command))?;
        Ok(self.carry_out(plan, || body(cli)))
    }

    /// As [`Telemetry::run`], for a command line that is built and not derived.
    ///
    /// ```no_run
    /// # fn telemetry() -> candor::Telemetry { unreachable!() } // candor::schema!("schema");
    /// fn main() -> std::process::ExitCode {
    ///     let kit = clap::Command::new("kit").subcommand(clap::Command::new("build"));
    ///     telemetry().run_command(kit, |matches| match matches.subcommand_name() {
    ///         Some("build") => std::process::ExitCode::SUCCESS,
    ///         _ => std::process::ExitCode::FAILURE,
    ///     })
    /// }
    /// ```
    pub fn run_command<R, Via>(self, command: Command, body: impl FnOnce(ArgMatches) -> R) -> R
    where
        R: CommandResult<Via>,
    {
        self.try_run_command_from(command, std::env::args_os(), body).unwrap_or_else(|error| error.exit())
    }

    /// As [`Telemetry::run_command`], with a command line that is given, the program's name first.
    ///
    /// # Errors
    ///
    /// As those of [`Telemetry::try_run_from`].
    pub fn try_run_command_from<R, Via>(
        self,
        mut command: Command,
        args: impl IntoIterator<Item = impl Into<OsString> + Clone>,
        body: impl FnOnce(ArgMatches) -> R,
    ) -> Result<R, clap::Error>
    where
        R: CommandResult<Via>,
    {
        let matches = command.try_get_matches_from_mut(args)?;
        let plan = self.plan(&command, &matches);
        Ok(self.carry_out(plan, || body(matches)))
    }

    fn plan(&self, command: &Command, matches: &ArgMatches) -> Option<(&'static Product, &'static Commands, Plan)> {
        let product = self.product()?;
        let commands = product.its_commands()?;
        let plan = quietly(|| Plan::of(commands, command, matches)).unwrap_or(Plan::Unlisted);
        Some((product, commands, plan))
    }

    fn carry_out<R, Via>(self, plan: Option<(&'static Product, &'static Commands, Plan)>, body: impl FnOnce() -> R) -> R
    where
        R: CommandResult<Via>,
    {
        let Some((product, commands, plan)) = plan else {
            // A schema without `commands:` asks for nothing but the installation.
            let _guard = self.install();
            return body();
        };
        let invocation = match plan {
            Plan::Told(invocation) => invocation,
            Plan::Silent => return body(),
            Plan::Unlisted => {
                crate::troubles::remember("a command that product.yaml does not list ran without telemetry".to_owned());
                return body();
            }
        };
        let (start, has_own_signals) = (Instant::now(), self.has_own_signals());
        let _guard = self.install();
        match quietly(|| begin(product, commands, invocation, start, has_own_signals)).flatten() {
            Some(running) => observe(&running, body),
            None => body(),
        }
    }
}

/// The start of a command, when telemetry is on.
fn begin(
    product: &'static Product,
    commands: &'static Commands,
    invocation: Invocation,
    start: Instant,
    has_own_signals: bool,
) -> Option<Arc<Running>> {
    if product.state() != State::On && !is_recorded() {
        return None;
    }
    if let Some(emit) = commands.heartbeat {
        product.emit_heartbeat(emit);
    }
    let is_interactive = std::io::stdin().is_terminal();
    let origin = if is_interactive { CommandOrigin::Interactive } else { CommandOrigin::Script };
    let running = Running::begin(commands, invocation, origin, start);
    if !has_own_signals && !is_recorded() {
        signals::watch();
    }
    Some(running)
}

fn observe<R, Via>(running: &Arc<Running>, body: impl FnOnce() -> R) -> R
where
    R: CommandResult<Via>,
{
    match catch_unwind(AssertUnwindSafe(|| panics::watched(body))) {
        Ok(result) => {
            quietly(|| running.end(&result.ended()));
            result
        }
        Err(payload) => {
            quietly(|| running.end(&Panic::of(&*payload).ended()));
            resume_unwind(payload)
        }
    }
}
