candor::schema!();

fn main() {}
