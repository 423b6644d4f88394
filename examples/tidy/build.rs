//! Whoever has a real key in the environment must not send tests.

fn main() {
    println!("cargo::rustc-env=TIDY_IKEY=");
    println!("cargo::rerun-if-changed=build.rs");
}
