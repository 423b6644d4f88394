use candor::known_errors;

static KNOWN: &[candor::KnownError] = known_errors![std::io::Error => |error: &std::io::Error| error.to_string()];

fn main() {
    println!("{}", KNOWN.len());
}
