use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use candor_codegen::Sources;

use crate::schema::{CLEAN, TROUBLE};

/// Write a schema to start from
///
/// It has no consent.lock yet: until `candor lock --init` writes one, everything may be changed without raising the version of the
/// consent, since no user was told anything.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Folder to make; it may exist, but holds no schema yet
    #[arg(value_name = "DIR")]
    directory: PathBuf,
    /// Name of the product in UpperCamelCase, such as ModelKit
    #[arg(long, value_name = "NAME")]
    product: String,
}

const PRODUCT: &str = include_str!("new/product.yaml");
const EVENT: &str = include_str!("new/command.yaml");

pub(crate) fn run(args: &Args) -> ExitCode {
    match make(&args.directory, &args.product) {
        Ok(()) => {
            eprintln!(
                "{0}/product.yaml and {0}/events/command.yaml are written\n\
                 next: say in product.yaml why you collect and where it goes, and read `candor notice {0}`;\n\
                 then `candor lock --init {0}` records what users are told, and `candor check {0}` finds no mistake",
                args.directory.display()
            );
            ExitCode::from(CLEAN)
        }
        Err(why) => {
            eprintln!("{}", why.trim_end());
            ExitCode::from(TROUBLE)
        }
    }
}

fn make(directory: &Path, product: &str) -> Result<(), String> {
    let app = product.to_ascii_lowercase();
    let fill = |line: &str| {
        line.replace("{PRODUCT}", product).replace("{app}", &app).replace("{APP}", &app.to_ascii_uppercase())
    };
    let filled = |template: &str| template.lines().map(|line| aligned(line, &fill(line)) + "\n").collect::<String>();
    let (product_yaml, event_yaml) = (filled(PRODUCT), filled(EVENT));
    let texts = [("product.yaml", product_yaml.as_str()), ("events/command.yaml", event_yaml.as_str())];
    let sources = Sources::from_texts(texts);
    let checked = candor_codegen::check(&sources, candor_codegen::today());
    if checked.model.is_none() {
        let first = checked.diagnostics.iter().next();
        let (message, help) =
            first.map_or(("the product's name cannot be used", ""), |one| (one.message(), one.help()));
        return Err(format!("error: {message}\nhelp: {help}"));
    }
    for (name, text) in texts {
        write(&directory.join(name), text)?;
    }
    Ok(())
}

/// The line with its comment where the template has it, as far as there is room.
fn aligned(template: &str, line: &str) -> String {
    let (Some(column), Some((text, comment))) = (template.find("  # "), line.split_once("  # ")) else {
        return line.to_owned();
    };
    format!("{:column$}  # {comment}", text.trim_end())
}

/// Never over a file that is there.
fn write(file: &Path, text: &str) -> Result<(), String> {
    let failed = |error: std::io::Error| {
        let help = match error.kind() {
            std::io::ErrorKind::AlreadyExists => "name a folder that holds no schema yet",
            _ => "name a folder that you may write to",
        };
        format!("error: {} cannot be written: {error}\nhelp: {help}", file.display())
    };
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut made = fs::File::create_new(file).map_err(failed)?;
    std::io::Write::write_all(&mut made, text.as_bytes()).map_err(failed)
}
