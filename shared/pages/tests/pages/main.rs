//! What holds for the pages, their components and the files they load.

#![expect(clippy::unwrap_used, reason = "tests")]

mod assets;
mod brands;
mod built;
mod dom;
mod escaping;
mod fixtures;
mod languages;
mod laws;
mod outlines;
mod weight;
mod words;
