//! The words of every page, one set for each language: the folder `words`, as the crate `catalogue` writes it out.

include!(concat!(env!("OUT_DIR"), "/words.rs"));
