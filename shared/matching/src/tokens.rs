//! Names as they are compared: lower case, without accents, apostrophes or separators, in tokens.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::{marks::Marks, nicknames::marks_of_forms};

/// The tokens of one part of a name, in order. They stand in one buffer without anything between
/// them, so that the joined form costs nothing, and the buffer can be filled again and again.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tokens {
    text: String,
    /// Where each token ends in `text`.
    ends: Vec<usize>,
    /// How many tokens at the head are left out.
    skipped: usize,
    marks: Marks,
    /// The marks of every other form of these names, once they have been looked up.
    forms: Option<Marks>,
}

impl Tokens {
    /// The tokens of `raw`.
    pub(crate) fn of(raw: &str) -> Self {
        let mut tokens = Self::default();
        tokens.add(raw);
        tokens
    }

    /// Without any token.
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.skipped = 0;
        self.marks = Marks::default();
        self.forms = None;
    }

    /// Adds the tokens of `raw`. Its first token does not go on from the last one that is there.
    pub(crate) fn add(&mut self, raw: &str) {
        if raw.is_ascii() {
            self.add_ascii(raw);
        } else {
            self.add_any(raw);
        }
        self.end_token();
    }

    /// Most names are of letters that decompose into themselves.
    fn add_ascii(&mut self, raw: &str) {
        let mut rest = raw;
        loop {
            let letters = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
            let from = self.text.len();
            self.text.push_str(&rest[..letters]);
            self.text[from..].make_ascii_lowercase();
            let Some(between) = rest[letters..].chars().next() else { return };
            if !is_apostrophe(between) {
                self.end_token();
            }
            rest = &rest[letters + 1..];
        }
    }

    fn add_any(&mut self, raw: &str) {
        for c in raw.chars().filter(|c| !is_apostrophe(*c)).nfkd() {
            if is_combining_mark(c) || is_invisible(c) || is_apostrophe(c) {
                continue;
            }
            if c.is_ascii_alphanumeric() {
                self.text.push(c.to_ascii_lowercase());
            } else if c.is_alphanumeric() {
                c.to_lowercase().for_each(|c| self.add_letter(c));
            } else {
                self.end_token();
            }
        }
    }

    /// Adds the tokens of `other`.
    pub(crate) fn append(&mut self, other: &Self) {
        for token in other.iter() {
            self.text.push_str(token);
            self.end_token();
        }
    }

    fn add_letter(&mut self, c: char) {
        match plain(c) {
            Some(letters) => self.text.push_str(letters),
            None if is_combining_mark(c) || is_apostrophe(c) => {}
            None => self.text.push(c),
        }
    }

    fn end_token(&mut self) {
        let from = self.ends.last().copied().unwrap_or(0);
        if from < self.text.len() {
            self.ends.push(self.text.len());
            self.marks.add(&self.text, from);
            self.forms = None;
        }
    }

    /// What tells these tokens from most others.
    pub(crate) fn marks(&self) -> Marks {
        self.marks
    }

    /// Looks up which other forms these names have. Worth it where they are compared with many others.
    pub(crate) fn look_up_forms(&mut self) {
        let forms = self.iter().map(marks_of_forms);
        self.forms = Some(forms.fold(marks_of_forms(self.joined()), Marks::joined));
    }

    /// Whether a nickname of one of these may be among the others.
    pub(crate) fn may_be_forms_of(&self, others: &Self) -> bool {
        self.forms.is_none_or(|forms| forms.may_share(others.marks))
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len() - self.skipped
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &str> + Clone + '_ {
        (0..self.len()).map(|at| self.run(at, at))
    }

    pub(crate) fn first(&self) -> Option<&str> {
        self.iter().next()
    }

    pub(crate) fn contains(&self, token: &str) -> bool {
        self.iter().any(|own| own == token)
    }

    /// All tokens, nothing between them.
    pub(crate) fn joined(&self) -> &str {
        &self.text[self.start(0)..]
    }

    /// The tokens from one to another, both included, nothing between them.
    pub(crate) fn run(&self, from: usize, to: usize) -> &str {
        &self.text[self.start(from)..self.ends[self.skipped + to]]
    }

    fn start(&self, at: usize) -> usize {
        match self.skipped + at {
            0 => 0,
            before => self.ends[before - 1],
        }
    }

    /// Leaves out tokens at the head that are so, as long as another is left.
    pub(crate) fn drop_head(&mut self, is_so: fn(&str) -> bool) {
        while self.len() > 1 && self.first().is_some_and(is_so) {
            self.skipped += 1;
        }
    }

    /// Leaves out tokens at the tail that are so, as long as another is left.
    pub(crate) fn drop_tail(&mut self, is_so: fn(&str) -> bool) {
        while self.len() > 1 && self.iter().next_back().is_some_and(is_so) {
            self.ends.pop();
            self.text.truncate(self.ends.last().copied().unwrap_or(0));
        }
    }

    /// Moves the first token of `other` to the end of these.
    pub(crate) fn take_first(&mut self, other: &mut Self) {
        if let Some(token) = other.first() {
            self.text.push_str(token);
            self.end_token();
            other.skipped += 1;
        }
    }
}

/// A name or a part of one as it is compared: its tokens, a space between them.
pub fn normalised(name: &str) -> String {
    Tokens::of(name).iter().collect::<Vec<_>>().join(" ")
}

/// A single letter, which stands for many names and is nobody's evidence. One character of a script
/// that writes syllables or words with each (from U+1100: Chinese, Japanese, Korean) is a name.
pub(crate) fn is_initial(token: &str) -> bool {
    let mut letters = token.chars();
    letters.next().is_some_and(|letter| letter < '\u{1100}') && letters.next().is_none()
}

/// Letters that compatibility decomposition leaves alone.
fn plain(c: char) -> Option<&'static str> {
    match c {
        'ß' => Some("ss"),
        'æ' => Some("ae"),
        'œ' => Some("oe"),
        'ø' => Some("o"),
        'đ' | 'ð' => Some("d"),
        'þ' => Some("th"),
        'ł' => Some("l"),
        'ı' => Some("i"),
        'ς' => Some("σ"),
        _ => None,
    }
}

/// They vanish. Some of them would decompose into a space, so they go before decomposing; others
/// come out of it.
fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`'
            | '´'
            | '‘'
            | '’'
            | '‛'
            | '′'
            | '‵'
            | 'ʹ'
            | 'ʻ'
            | 'ʼ'
            | 'ʽ'
            | 'ʾ'
            | 'ʿ'
            | 'ˈ'
            | '՚'
            | 'ꞌ'
    )
}

/// Pasted text brings these along unseen: they do not separate. The Arabic tatweel (U+0640) is seen, but
/// is a longer stroke and no letter.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{061C}' | '\u{0640}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}
