//! GOV.UK One Login, as its relying party: two trips, every check, cached keys.
