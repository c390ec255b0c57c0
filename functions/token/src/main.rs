//! Serves the token endpoint on AWS Lambda.

fn main() {}
