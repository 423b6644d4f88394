//! The procedural macro behind `candor::schema!`. It collects its arguments and calls `candor_codegen`.

use std::path::{Path, PathBuf};

use candor_codegen::Sources;
use proc_macro::TokenStream;
use quote::quote;
use syn::LitStr;

/// Generates the typed events of the schema in a folder: `candor::schema!("schema");`.
///
/// The folder is relative to the nearest `Cargo.toml` above the file of the call. An error in the schema becomes a
/// compile error with file, line and column of the YAML.
#[proc_macro]
pub fn schema(input: TokenStream) -> TokenStream {
    let Ok(literal) = syn::parse::<LitStr>(input) else {
        return error("schema! takes the folder of the schema: candor::schema!(\"schema\")").into();
    };
    let directory = package().join(literal.value());
    let sources = Sources::read_as(&directory, Path::new(&literal.value()));
    let generated = candor_codegen::generate(&sources, candor_codegen::today()).unwrap_or_else(|diagnostics| {
        let report = format!("the telemetry schema has errors\n\n{}", diagnostics.render(&sources, false));
        let (error, stubs) = (error(&report), candor_codegen::stubs(&sources));
        quote!(#error #stubs)
    });
    let files = sources.paths().filter_map(|path| Some(std::path::absolute(path).ok()?.to_str()?.to_owned()));
    // A stable macro cannot ask for a rebuild in another way: what is included is tracked.
    quote!(#(const _: &[u8] = ::core::include_bytes!(#files);)* #generated).into()
}

/// The folder of the package whose file calls the macro.
fn package() -> PathBuf {
    let calling = proc_macro::Span::call_site().local_file();
    let nearest = calling.as_deref().and_then(|file| {
        let absolute = std::path::absolute(file).ok()?;
        absolute.ancestors().skip(1).find(|folder| folder.join("Cargo.toml").is_file()).map(Path::to_owned)
    });
    nearest.or_else(|| std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from)).unwrap_or_default()
}

fn error(message: &str) -> proc_macro2::TokenStream {
    quote!(::core::compile_error!(#message);)
}
