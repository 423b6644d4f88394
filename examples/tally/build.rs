//! Generates the events from `schema/`, to be read in `$OUT_DIR/telemetry.rs`.

fn main() -> std::process::ExitCode {
    // Of no collector in the world, and the schema names a port at which nobody listens. A real product gets its key from its release build.
    println!("cargo::rustc-env=TALLY_IKEY=00000000000000000000000000000000-00000000-0000-0000-0000-000000000000-0000");
    candor_codegen::build::schema("schema")
}
