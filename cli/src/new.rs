use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use candor_codegen::{Locking, Sources};

use crate::schema::{CLEAN, TROUBLE, color};

/// Write a schema to start from, which checks clean
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
                "{0}/product.yaml, {0}/events/command.yaml and {0}/consent.lock are written\n\
                 next: say in product.yaml why you collect and where it goes, then `candor check {0}`",
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
    let fill = |template: &str| {
        template.replace("{PRODUCT}", product).replace("{app}", &app).replace("{APP}", &app.to_ascii_uppercase())
    };
    let (product_yaml, event_yaml) = (fill(PRODUCT), fill(EVENT));
    let texts = [("product.yaml", product_yaml.as_str()), ("events/command.yaml", event_yaml.as_str())];
    let sources = Sources::from_texts(texts);
    let checked = candor_codegen::check(&sources, candor_codegen::today());
    let Some(model) = checked.model else {
        let first = checked.diagnostics.iter().next();
        let (message, help) =
            first.map_or(("the product's name cannot be used", ""), |one| (one.message(), one.help()));
        return Err(format!("error: {message}\nhelp: {help}"));
    };
    let lock = match model.lock(&sources, true, candor_codegen::today()) {
        Locking::Write(text) => text,
        Locking::Unchanged => String::new(),
        Locking::Refused(found) => return Err(found.render(&sources, color())),
    };
    for (name, text) in texts.into_iter().chain([("consent.lock", lock.as_str())]) {
        write(&directory.join(name), text)?;
    }
    Ok(())
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
