//! Walks through the whole product as a person would.
