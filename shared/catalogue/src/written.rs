//! The Rust that a catalogue becomes.

use std::fmt::Write;

use crate::{
    language::{Language, Word, Words},
    sentence::{Kind, Piece, Place, Sentence},
};

/// What can be done with the words of a language, whatever they are.
const EVERY_LANGUAGE: &str = r#"
/// What everybody reads who asks for nothing else.
pub static ENGLISH: &Words = &EN;

impl Words {
    /// The words of the language with this tag (BCP 47), where there are any.
    pub fn in_language(tag: &str) -> Option<&'static Self> {
        ALL.iter().find(|words| words.lang.eq_ignore_ascii_case(tag)).copied()
    }

    /// The tag of the language (BCP 47), as the `lang` attribute says it.
    pub fn language(&self) -> &'static str {
        self.lang
    }
}

/// Says which language it is, rather than all its words.
impl std::fmt::Debug for Words {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Words").field(&self.lang).finish()
    }
}

/// There is one set of words for each language.
impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.lang == other.lang
    }
}

impl Eq for Words {}
"#;

/// A type for each group of words, as English has them, and a constant of the outermost one for each language.
pub(crate) fn code(english: &Language, languages: &[Language]) -> String {
    let mut code = String::new();
    types("Words", &english.words, &mut code);
    let mut names = Vec::new();
    for language in languages {
        let name = language.tag.to_uppercase().replace('-', "_");
        let _ = write!(
            code,
            "/// The words of the language `{tag}`.\nstatic {name}: Words = Words {{\n    lang: {tag:?},\n{fields}}};\n\n",
            tag = language.tag,
            fields = values("Words", &english.words, &language.words, 1),
        );
        names.push(format!("&{name}"));
    }
    if code.contains("Around<'_>") {
        code.push_str("/// Makes an element around words.\ntype Around<'a> = &'a dyn Fn(&str) -> maud::Markup;\n\n");
    }
    let _ = writeln!(
        code,
        "/// Every language, English first.\nstatic ALL: &[&Words] = &[{}];",
        names.join(", ")
    );
    code.push_str(EVERY_LANGUAGE);
    code
}

/// The type of a group, and those of the groups in it.
fn types(name: &str, words: &Words, code: &mut String) {
    let (what, visibility) = if name == "Words" {
        ("Every word there is, in one language.", "pub")
    } else {
        ("Words that stand together.", "pub(crate)")
    };
    let (mut fields, mut methods) = (String::new(), String::new());
    if name == "Words" {
        fields.push_str("    lang: &'static str,\n");
    }
    for (key, word) in words {
        match word {
            Word::One(sentence) if sentence.places().is_empty() => {
                let _ = writeln!(fields, "    pub(crate) {key}: &'static str,");
            }
            Word::One(sentence) => {
                let _ = writeln!(fields, "    {key}: {},", pointer(sentence));
                methods.push_str(&method(key, sentence));
            }
            Word::Several(_) => {
                let _ = writeln!(fields, "    pub(crate) {key}: &'static [&'static str],");
            }
            Word::Group(_) => {
                let _ = writeln!(fields, "    pub(crate) {key}: {},", below(name, key));
            }
        }
    }
    let _ = write!(code, "/// {what}\n{visibility} struct {name} {{\n{fields}}}\n\n");
    if !methods.is_empty() {
        let _ = write!(code, "impl {name} {{\n{methods}}}\n\n");
    }
    for (key, word) in words {
        if let Word::Group(group) = word {
            types(&below(name, key), group, code);
        }
    }
}

/// What is a field in a type is a value in a language.
fn values(name: &str, english: &Words, words: &Words, depth: usize) -> String {
    let indent = "    ".repeat(depth);
    let mut written = String::new();
    for (key, word) in english {
        // Both have the same keys and kinds, which was looked at before.
        let value = match (word, &words[key]) {
            (Word::One(english), Word::One(sentence)) => said(&english.places(), sentence),
            (Word::Several(_), Word::Several(sentences)) => {
                let sentences: Vec<String> =
                    sentences.iter().map(|sentence| literal(&sentence.0)).collect();
                format!("&[{}]", sentences.join(", "))
            }
            (Word::Group(english), Word::Group(group)) => {
                let name = below(name, key);
                format!("{name} {{\n{}{indent}}}", values(&name, english, group, depth + 1))
            }
            (Word::One(_) | Word::Several(_) | Word::Group(_), _) => continue,
        };
        let _ = writeln!(written, "{indent}{key}: {value},");
    }
    written
}

/// `Words` and `staff` make `StaffWords`; that and `task` make `StaffTaskWords`.
fn below(name: &str, key: &str) -> String {
    let mut camel = String::new();
    for part in key.split('_') {
        let (first, rest) = part.split_at(part.len().min(1));
        camel.push_str(&first.to_uppercase());
        camel.push_str(rest);
    }
    format!("{}{camel}Words", name.trim_end_matches("Words"))
}

fn is_plain(places: &[Place]) -> bool {
    places.iter().all(|place| place.kind == Kind::Plain)
}

fn gives(places: &[Place]) -> &'static str {
    if is_plain(places) { "String" } else { "maud::Markup" }
}

fn takes(kind: Kind) -> &'static str {
    match kind {
        Kind::Plain => "&str",
        Kind::Element => "&maud::Markup",
        Kind::Around => "Around<'_>",
    }
}

fn pointer(sentence: &Sentence) -> String {
    let places = sentence.places();
    let taken: Vec<&str> = places.iter().map(|place| takes(place.kind)).collect();
    format!("fn({}) -> {}", taken.join(", "), gives(&places))
}

fn parameters(places: &[Place]) -> String {
    let parameters: Vec<String> =
        places.iter().map(|place| format!("{}: {}", place.name, takes(place.kind))).collect();
    parameters.join(", ")
}

fn method(key: &str, sentence: &Sentence) -> String {
    let places = sentence.places();
    let names: Vec<&str> = places.iter().map(|place| place.name.as_str()).collect();
    format!(
        "    pub(crate) fn {key}(&self, {}) -> {} {{\n        (self.{key})({})\n    }}\n\n",
        parameters(&places),
        gives(&places),
        names.join(", "),
    )
}

/// A sentence of any language, as the English one is called.
fn said(english: &[Place], sentence: &Sentence) -> String {
    if english.is_empty() {
        return literal(&sentence.0);
    }
    let parameters = parameters(english);
    if is_plain(english) {
        return format!("|{parameters}| {}", text(&sentence.0));
    }
    let pieces: Vec<String> = sentence
        .0
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => format!("{text:?}"),
            Piece::Plain(name) | Piece::Element(name) => format!("({name})"),
            Piece::Around(name, inside) => format!("({name}(&{}))", text(inside)),
        })
        .collect();
    format!("|{parameters}| maud::html! {{ {} }}", pieces.join(" "))
}

/// Words and plain text as one `String`.
fn text(pieces: &[Piece]) -> String {
    let pieces: Vec<String> = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => format!("{text:?}"),
            Piece::Plain(name) => name.clone(),
            Piece::Element(_) | Piece::Around(_, _) => {
                unreachable!("nothing but words and plain text is read there")
            }
        })
        .collect();
    format!("[{}].concat()", pieces.join(", "))
}

/// Words alone.
fn literal(pieces: &[Piece]) -> String {
    let words: String = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.as_str(),
            Piece::Plain(_) | Piece::Element(_) | Piece::Around(_, _) => {
                unreachable!("a sentence without places")
            }
        })
        .collect();
    format!("{words:?}")
}
