//! Serves userinfo on AWS Lambda.

fn main() {}
