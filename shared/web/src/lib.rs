//! The journey over HTTP: paths, sessions, forms, headers, error pages, one step and its redirect.
