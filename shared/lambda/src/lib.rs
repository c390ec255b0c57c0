//! Hosts a function on AWS Lambda: the only crate that knows Lambda exists.
