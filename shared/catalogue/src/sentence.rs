//! One sentence of a catalogue and the places in it.

/// A sentence, piece by piece.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sentence(pub(crate) Vec<Piece>);

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Words.
    Text(String),
    /// `{name}`
    Plain(String),
    /// `<name/>`
    Element(String),
    /// `<name>words</name>`, with nothing but words and plain text inside.
    Around(String, Vec<Piece>),
}

/// A place in a sentence, as whoever fills it sees it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) name: String,
    pub(crate) kind: Kind,
}

/// What goes into a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Plain,
    Element,
    Around,
}

impl Sentence {
    /// Reads a sentence; the error says what is wrong with it.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let (pieces, rest) = pieces(text, None)?;
        debug_assert!(rest.is_empty(), "without an end tag to stop at, all is read");
        let sentence = Self(pieces);
        let places = sentence.places();
        let twice = places
            .iter()
            .enumerate()
            .find(|(index, place)| places[..*index].iter().any(|before| before.name == place.name));
        match twice {
            Some((_, Place { name, .. })) => {
                Err(format!("two places of different kinds called \u{2018}{name}\u{2019}"))
            }
            None => Ok(sentence),
        }
    }

    /// Its places, each once, in the order in which they first come.
    pub(crate) fn places(&self) -> Vec<Place> {
        let mut places = Vec::new();
        note(&self.0, &mut places);
        places
    }
}

fn note(pieces: &[Piece], places: &mut Vec<Place>) {
    for piece in pieces {
        let (name, kind) = match piece {
            Piece::Text(_) => continue,
            Piece::Plain(name) => (name, Kind::Plain),
            Piece::Element(name) => (name, Kind::Element),
            Piece::Around(name, _) => (name, Kind::Around),
        };
        let place = Place { name: name.clone(), kind };
        if !places.contains(&place) {
            places.push(place);
        }
        if let Piece::Around(_, inside) = piece {
            note(inside, places);
        }
    }
}

/// The pieces of `text` up to the end tag of `within`, or to its end, and what follows.
fn pieces<'a>(mut text: &'a str, within: Option<&str>) -> Result<(Vec<Piece>, &'a str), String> {
    let mut pieces = Vec::new();
    while let Some(at) = text.find(['{', '}', '<', '>']) {
        if at > 0 {
            pieces.push(Piece::Text(text[..at].to_owned()));
        }
        let (opening, inside) = text[at..].split_at(1);
        let close = match opening {
            "{" => '}',
            "<" => '>',
            other => return Err(format!("a {other} that nothing opens")),
        };
        let (tag, rest) =
            inside.split_once(close).ok_or_else(|| format!("a {opening} that nothing closes"))?;
        text = rest;
        if opening == "{" {
            pieces.push(Piece::Plain(name(tag)?));
        } else if let Some(tag) = tag.strip_prefix('/') {
            return if within == Some(tag) {
                Ok((pieces, text))
            } else {
                Err(format!("</{tag}> that nothing opens"))
            };
        } else if let Some(outer) = within {
            return Err(format!("an element within <{outer}>"));
        } else if let Some(tag) = tag.strip_suffix('/') {
            pieces.push(Piece::Element(name(tag)?));
        } else {
            let tag = name(tag)?;
            let (inside, rest) = self::pieces(text, Some(&tag))?;
            text = rest;
            pieces.push(Piece::Around(tag, inside));
        }
    }
    if let Some(tag) = within {
        return Err(format!("<{tag}> that nothing closes"));
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text.to_owned()));
    }
    Ok((pieces, ""))
}

/// A name that can be that of a parameter.
pub(crate) fn name(text: &str) -> Result<String, String> {
    let starts = text.starts_with(|letter: char| letter.is_ascii_lowercase());
    let goes_on =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    if starts && text.chars().all(goes_on) {
        Ok(text.to_owned())
    } else {
        Err(format!(
            "\u{2018}{text}\u{2019} cannot be a name: lower case letters, digits and _ alone"
        ))
    }
}
