//! English as another language: each letter with an accent, so that it can be read, and what is not in the catalogue can be seen.

use crate::{
    language::{Language, Word, Words},
    sentence::{Piece, Sentence},
};

/// The tag of CLDR for English with accents.
const TAG: &str = "en-XA";

const PLAIN: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ACCENTED: &str = "áƀçđéƒǧĥíĵķļɱñóƥɋŕšţúṽŵẋýžÁƁÇĐÉƑǦĤÍĴĶĻṀÑÓƤɊŔŠŢÚṼŴẊÝŽ";

/// The same words with accents, and their places as they were.
pub(crate) fn accented(english: &Language) -> Language {
    Language { tag: TAG.to_owned(), words: words(&english.words) }
}

fn words(words: &Words) -> Words {
    words.iter().map(|(name, each)| (name.clone(), word(each))).collect()
}

fn word(word: &Word) -> Word {
    match word {
        Word::One(sentence) => Word::One(said(sentence)),
        Word::Several(sentences) => Word::Several(sentences.iter().map(said).collect()),
        Word::Group(group) => Word::Group(words(group)),
    }
}

fn said(sentence: &Sentence) -> Sentence {
    Sentence(pieces(&sentence.0))
}

fn pieces(pieces: &[Piece]) -> Vec<Piece> {
    pieces.iter().map(piece).collect()
}

fn piece(piece: &Piece) -> Piece {
    match piece {
        Piece::Text(text) => Piece::Text(text.chars().map(letter).collect()),
        Piece::Around(name, inside) => Piece::Around(name.clone(), pieces(inside)),
        Piece::Plain(_) | Piece::Element(_) => piece.clone(),
    }
}

fn letter(letter: char) -> char {
    let accented = PLAIN.chars().zip(ACCENTED.chars()).find(|(plain, _)| *plain == letter);
    accented.map_or(letter, |(_, accented)| accented)
}
