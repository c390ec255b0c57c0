//! Serves the provider's documents on AWS Lambda.

fn main() {}
