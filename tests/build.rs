//! The keys that the products of these tests are built with, and whether this compiler words its messages as `ui/` has them.

use std::process::Command;

/// The release of rustc that wrote `ui/**/*.stderr`.
const MESSAGES_OF: &str = "rustc 1.95.";

fn main() {
    // It belongs to nobody, and the schema of `greeter/` names a port of this machine at which nobody listens.
    println!(
        "cargo::rustc-env=GREETER_IKEY=00000000000000000000000000000000-00000000-0000-0000-0000-000000000000-0000"
    );
    // Whoever has a real one in the environment must not send tests.
    for key in ["MODELKIT_IKEY", "COMMANDER_IKEY"] {
        println!("cargo::rustc-env={key}=");
    }
    println!("cargo::rerun-if-changed=build.rs");

    println!("cargo::rustc-check-cfg=cfg(compares_messages)");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output().map(|output| output.stdout).unwrap_or_default();
    if version.starts_with(MESSAGES_OF.as_bytes()) {
        println!("cargo::rustc-cfg=compares_messages");
    }
}
