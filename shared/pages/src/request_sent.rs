//! *Request sent*: a person will look for the record.

use maud::{Markup, html};

use crate::{
    components::panel,
    frame::Frame,
    layout,
    parts::{self, bullets, contact, heading, link, paragraph, sentence},
};

/// What the person has to know about it.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// Its reference, such as `TR-7K4M-92`.
    pub reference: &'a str,
    /// The day we promise an answer by, such as `Friday 5 September`.
    pub by: &'a str,
    /// Where the answer goes, masked.
    pub masked_email: &'a str,
    /// Back to the calling service.
    pub return_to: &'a str,
}

/// The confirmation.
pub fn page(frame: &Frame<'_>, request: &Request<'_>) -> Markup {
    let (words, shared) = (&frame.words.request_sent, &frame.words.shared);
    let client = frame.client_name();
    let content = html! {
        (panel::confirmation(words.heading, &html! {
            (words.your_reference) br; (parts::reference(request.reference))
        }))
        (heading(words.next))
        (bullets(&[
            words.someone_looks,
            &words.we_email(request.masked_email, request.by),
            words.we_ask,
        ]))
        (paragraph(&words.after_the_email(client)))
        (heading(&words.sooner(client)))
        (sentence(&shared.quote_reference(&contact(frame))))
        (sentence(&link(&shared.return_to(client), request.return_to)))
    };
    layout::message(frame, words.heading, content)
}
