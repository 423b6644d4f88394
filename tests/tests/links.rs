//! What a product does not ask for is not in its program.
#![cfg(target_os = "linux")]

use candor_tests::ModelKitError;

/// Of the engine, for those who write a pattern; backwards, so that it does not stand here.
const MESSAGE: &str = "detroppus ton si ,dniheb-kool dna daeha-kool gnidulcni ,dnuora-kool";

#[test]
fn a_product_without_scrub_patterns_has_no_engine_for_them() {
    let guard = candor_tests::telemetry().install();
    ModelKitError::new().exception_type("io").exception_message("no pattern reads this").emit();
    drop(guard);
    let message: Vec<u8> = MESSAGE.bytes().rev().collect();
    let program = std::env::current_exe().and_then(std::fs::read).unwrap();
    assert!(!program.windows(message.len()).any(|window| window == message));
}
