use std::path::{Path, PathBuf};
use std::process::ExitCode;

use candor_codegen::{Collection, Comparison, Manifest, Model, Sources};

use crate::program;
use crate::revision;
use crate::schema::{CLEAN, FINDINGS, TROUBLE, color, print};

/// Show what a change of a schema means for privacy, with a verdict
///
/// Compares two schemas, each a folder or a revision such as `v1.0` or `v1.0:schema`, a folder with a revision of itself
/// (`--base`), or what two programs say of themselves. Exits with 1 where more is collected and users would not be asked again, in new words.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// OLD and NEW, or with --base the folder of the schema
    #[arg(value_name = "OLD NEW | DIR", num_args = 0..=2)]
    sides: Vec<String>,
    /// Compare the folder with this revision of itself, such as origin/main
    #[arg(long, value_name = "GITREF")]
    base: Option<String>,
    /// The look of the report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Human,
    Markdown,
    Json,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    match compare(args) {
        Ok(code) => code,
        Err(Stop::Trouble(why)) => {
            eprintln!("error: {why}");
            ExitCode::from(TROUBLE)
        }
        Err(Stop::Findings(report)) => {
            eprint!("{report}");
            ExitCode::from(FINDINGS)
        }
    }
}

enum Stop {
    Trouble(String),
    Findings(String),
}

fn compare(args: &Args) -> Result<ExitCode, Stop> {
    let (old, new) = sides(args)?;
    let before = old.read()?;
    let Some(after) = new.read()? else { return Err(new.absent()) };
    if before.is_none() && args.base.is_none() {
        return Err(old.absent());
    }
    let comparison = Comparison::of(before.as_ref().map(Found::collection), after.collection());
    let report = match args.format {
        Format::Human => comparison.human(),
        Format::Markdown => comparison.markdown(),
        Format::Json => comparison.json(after.sources()),
    };
    let written = print(&report);
    eprint!("{}", comparison.problems().render(after.sources(), color()));
    match comparison.problems().is_empty() {
        true => Ok(written),
        false if written == ExitCode::from(CLEAN) => Ok(ExitCode::from(FINDINGS)),
        false => Ok(written),
    }
}

/// A schema or a program, with the texts in which its findings stand.
enum Found {
    Schema(Sources, Box<Model>),
    Program(Sources, Manifest),
}

impl Found {
    fn collection(&self) -> Collection<'_> {
        match self {
            Self::Schema(_, model) => Collection::Schema(model),
            Self::Program(_, manifest) => Collection::Program(manifest),
        }
    }

    fn sources(&self) -> &Sources {
        match self {
            Self::Schema(sources, _) | Self::Program(sources, _) => sources,
        }
    }

    fn schema(sources: Sources) -> Result<Self, Stop> {
        let checked = candor_codegen::check(&sources, candor_codegen::today());
        match checked.model {
            Some(model) => Ok(Self::Schema(sources, Box::new(model))),
            None => Err(Stop::Findings(checked.diagnostics.render(&sources, color()))),
        }
    }

    fn program(file: &Path) -> Result<Self, Stop> {
        let manifest = program::manifest(file).map_err(Stop::Trouble)?;
        let text = manifest.text().as_bytes().to_vec();
        let sources = Sources::from_bytes(&file.display().to_string(), [("consent.lock".to_owned(), text)]);
        Ok(Self::Program(sources, manifest))
    }
}

/// Where a schema is.
enum Side {
    Program(PathBuf),
    Folder(PathBuf),
    Revision(String, PathBuf),
}

impl Side {
    fn read(&self) -> Result<Option<Found>, Stop> {
        let sources = match self {
            Self::Program(file) => return Found::program(file).map(Some),
            Self::Folder(folder) => folder.join("product.yaml").exists().then(|| Sources::read(folder)),
            Self::Revision(revision, folder) => revision::read(revision, folder).map_err(Stop::Trouble)?,
        };
        sources.map(Found::schema).transpose()
    }

    fn absent(&self) -> Stop {
        let name = match self {
            Self::Program(path) | Self::Folder(path) => format!("`{}`", path.display()),
            Self::Revision(revision, folder) => format!("`{}` at `{revision}`", folder.display()),
        };
        Stop::Trouble(format!("there is no schema in {name}: it has no product.yaml"))
    }
}

fn sides(args: &Args) -> Result<(Side, Side), Stop> {
    match (&args.base, args.sides.as_slice()) {
        (Some(base), [] | [_]) => {
            let folder = args.sides.first().map_or("schema", String::as_str);
            Ok((Side::Revision(base.clone(), folder.into()), Side::Folder(folder.into())))
        }
        (None, [old, new]) => {
            let folder = [new, old].into_iter().find(|side| Path::new(side).is_dir());
            let folder = folder.map_or("schema", String::as_str);
            Ok((side(old, folder), side(new, folder)))
        }
        _ => Err(Stop::Trouble("name OLD and NEW, or one folder with `--base GITREF`".to_owned())),
    }
}

/// A folder, `REVISION:FOLDER`, or a revision of the folder that the other side names.
fn side(text: &str, folder: &str) -> Side {
    if Path::new(text).is_dir() {
        return Side::Folder(text.into());
    }
    if Path::new(text).is_file() {
        return Side::Program(text.into());
    }
    let (revision, folder) = text.split_once(':').unwrap_or((text, folder));
    Side::Revision(revision.to_owned(), folder.into())
}
