//! Everything this service remembers, in DynamoDB: stored shapes, keys and transactions.
//!
//! A [`Store`] plays every role of `ports` that keeps something. What is kept, and under which key:
//!
//! | table | item | pk | sk |
//! | --- | --- | --- | --- |
//! | journeys | a journey | `JOURNEY#id` | `JOURNEY` |
//! | | a browser's session, or that it has ended | `SESSION#digest` | `SESSION` |
//! | | a session of a sign-in | `SIGN_IN#sid` | `SESSION#digest` |
//! | | a session of a subject, and its sign-in | `SUBJECT#subject` | `SESSION#digest` |
//! | | when a subject was signed out everywhere | `SUBJECT#subject` | `ENDED` |
//! | | that a notice of GOV.UK One Login's was followed | `NOTICE#digest` | `NOTICE` |
//! | | a sign-out under way | `SIGN_OUT#digest` | `SIGN_OUT` |
//! | | the guesses of a user, and those with a number | `GUESSES#USER#subject`, `GUESSES#NUMBER#digest` | `GUESSES` |
//! | | what a user answered lately | `ANSWERS#USER#subject` | `ANSWERS` |
//! | users | a One Login user | `USER#subject` | `USER` |
//! | | who was joined to a record | `RECORD#trn` | the subject |
//! | records | a teaching record | `TRN#trn` | `RECORD` |
//! | | a copy of it under each index key | `BORN#…`, `NINO#…`, `EMAIL#…`, `NAMES#…` | the TRN |
//! | | what is filed under a key, and how often anything was | the same | `SUM` |
//! | | whom a TRN was issued to | `CLAIM#USER#…`, `CLAIM#NINO#…`, `CLAIM#IDENTITY#…` | `CLAIM` |
//! | | what was merged into a record | `INTO#trn` | the TRN |
//! | | the numbers new TRNs are drawn from | `RANGES` | `from` |
//! | | how often any were added | `RANGES` | `ADDED` |
//! | clients | a calling service | `CLIENT#id` | `CLIENT` |
//! | grants | a code, an access token, a used client assertion | `CODE#digest`, `TOKEN#digest`, `ASSERTION#digest` | `CODE`, `TOKEN`, `ASSERTION` |
//! | | a client's own token | `CLIENT_TOKEN#digest` | `CLIENT_TOKEN` |
//! | | a family of refresh tokens | `FAMILY#digest` | `FAMILY` |
//! | | what a sign-in was granted | `SIGN_IN#sid` | `CODE#digest`, `TOKEN#digest`, `FAMILY#digest` |
//! | | the clients that were granted something in it | `SIGN_IN#sid` | `CLIENTS` |
//! | | the services that were told of a user | `USER#subject` | `SERVICES` |
//! | | that a sign-in has ended | `SIGN_IN#sid` | `ENDED` |
//! | tasks | a review task, a TRN request | `TASK#id`, `REQUEST#id` | `TASK`, `REQUEST` |
//! | | a line of support staff's list | `LIST` | time, task |
//! | | which task has a reference | `REFERENCE#TRN-…` | `REFERENCE` |
//! | audit | what happened to a One Login user | `USER#subject` | time, cause, version |
//! | | that a number was left to support staff | the same | time, guess |
//! | | what happened to a review task | `TASK#id` | time, version |
//! | outbox | a message | `MESSAGE#id` | `MESSAGE` |
//! | | that it waits for the relay | `WAITING#00` to `WAITING#15` | the message's id |
//! | | that it was put off and is due, and until when it was last | `LATER`, `PUT_OFF#id` | time, the message's id; `PUT_OFF` |
//! | | that the calling service it is for was told | `TOLD#id` | `TOLD` |
//! | | what became of it as an email | `DELIVERY#id` | `DELIVERY` |
//! | | that nothing may be sent to an address | `SUPPRESSED#digest` | `SUPPRESSED` |
//! | staff | that a browser sets out for the staff sign-in | `ATTEMPT#digest` | `ATTEMPT` |
//! | | a session of support staff | `SESSION#digest` | `SESSION` |
//! | documents | a document of GOV.UK One Login's | `DOCUMENT#url` | `DOCUMENT` |
//! | | a document of a calling service | `CLIENT_DOCUMENT#url` | `CLIENT_DOCUMENT` |
//! | | the public halves of our signing keys | `SIGNING_KEYS` | `SIGNING_KEYS` |
//!
//! Secrets are kept as digests. Two are kept as they are, because they have to be sent on: GOV.UK One
//! Login's ID token in a session, for its sign-out, and the PKCE verifier of a trip under way. Both
//! are gone within hours, and the tables are encrypted with a key of AWS KMS.
//!
//! DynamoDB deletes expired items days late, so every read filters them itself. Items that are read at the same time are read in one call, but
//! for those that a policy grants for some keys alone.

mod answers;
mod audience;
mod backlog;
mod candidates;
mod client_tokens;
mod clients;
mod commit;
mod connect;
mod created;
mod deliveries;
mod documents;
mod effects;
mod faults;
mod filed;
mod grants;
mod guesses;
mod item;
mod journeys;
mod outbox;
mod put_off;
mod ranges;
mod records;
mod refresh_tokens;
mod reviews;
pub mod schema;
mod sessions;
mod sign_out_notices;
mod signing_keys;
mod staff_sessions;
mod store;
mod stored;
mod table_names;
mod tasks;
mod together;
mod told;
mod transaction;
mod trn_requests;
mod users;

pub use ranges::{RangeError, TrnRange};
pub use records::{Kept, KeptRecords, MOST_INDEX_KEYS};
pub use signing_keys::ReadKeySet;
pub use store::Store;
pub use table_names::{Table, TableNames};
