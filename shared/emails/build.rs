//! Turns the catalogue of words into Rust.

fn main() {
    catalogue::build(cfg!(feature = "pseudo-language"));
}
