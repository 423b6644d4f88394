//! Tidy lists what lies in a folder, and removes what is empty. It is the product of the developer's guide.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fs, io};

candor::schema!("schema");

/// Look after a folder.
#[derive(clap::Parser)]
#[command(version)]
enum Cli {
    /// Count the files of a folder in groups
    List {
        folder: PathBuf,
        #[arg(long, value_enum, default_value = "kind")]
        by: Group,
    },
    /// Remove the empty files of a folder
    Remove { folder: PathBuf },
    /// Show, switch and erase telemetry
    Telemetry(candor::clap::TelemetryCommand),
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Group {
    Kind,
    Age,
}

fn main() -> Result<ExitCode, io::Error> {
    telemetry().run(|cli: Cli| run(&cli))
}

fn run(cli: &Cli) -> Result<ExitCode, io::Error> {
    match cli {
        Cli::List { folder, by } => list(folder, *by)?,
        Cli::Remove { folder } => remove(folder)?,
        Cli::Telemetry(command) => return Ok(command.run(&telemetry())),
    }
    Ok(ExitCode::SUCCESS)
}

fn list(folder: &Path, by: Group) -> Result<(), io::Error> {
    let files = files(folder)?;
    TidyListed::new().files(files.len()).emit();
    let mut groups = BTreeMap::<String, usize>::new();
    for file in &files {
        *groups.entry(group(file, by)?).or_default() += 1;
    }
    groups.iter().for_each(|(name, count)| println!("{count:>6} {name}"));
    Ok(())
}

fn group(file: &Path, by: Group) -> Result<String, io::Error> {
    Ok(match by {
        Group::Kind => file.extension().map_or_else(|| "none".to_owned(), |kind| kind.to_string_lossy().into_owned()),
        Group::Age => match fs::metadata(file)?.modified()?.elapsed().map_or(0, |age| age.as_secs() / 86_400) {
            0 => "today".to_owned(),
            days => format!("{days} days"),
        },
    })
}

fn remove(folder: &Path) -> Result<(), io::Error> {
    for file in files(folder)? {
        if fs::metadata(&file)?.len() == 0 {
            fs::remove_file(&file)?;
            println!("removed {}", file.display());
        }
    }
    Ok(())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, io::Error> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() {
            files.push(path);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests;
