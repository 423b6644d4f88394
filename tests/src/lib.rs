//! The product that the tests which cross the crates of Candor run as: ModelKit, on the schema of the repository.

candor::schema!("../schema");
