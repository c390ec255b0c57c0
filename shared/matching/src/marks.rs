//! What tells most names apart at a glance, before anybody compares their letters.

/// The letters that tokens of a name begin and end with, a bit for each. There may be too many and never
/// too few: letters share bits, and tokens that are left out later leave their marks behind.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Marks {
    pub(crate) heads: u64,
    pub(crate) tails: u64,
}

impl Marks {
    /// Adds the token that ends `text` and begins at `from`. Its last two letters are those of the text,
    /// so that they are right for the tokens joined as well.
    pub(crate) fn add(&mut self, text: &str, from: usize) {
        let bytes = text.as_bytes();
        let (Some(head), Some(last)) = (bytes.get(from), bytes.last()) else { return };
        let before = bytes.iter().nth_back(1).map_or(0, |byte| byte.wrapping_mul(5));
        self.heads |= 1 << (head % 64);
        self.tails |= 1 << (last.wrapping_add(before) % 64);
    }

    /// The marks of both.
    pub(crate) fn joined(self, other: Self) -> Self {
        Self { heads: self.heads | other.heads, tails: self.tails | other.tails }
    }

    /// Whether some tokens of both may begin alike, as they do when they are the same, joined or not, or
    /// one is the other's initial.
    pub(crate) fn may_begin_alike(self, other: Self) -> bool {
        self.heads & other.heads != 0
    }

    /// Whether some tokens of both may begin or end alike, as they do when one is near the other: a slip
    /// in five letters leaves either the first letter or the last two.
    pub(crate) fn may_be_near(self, other: Self) -> bool {
        self.may_begin_alike(other) || self.tails & other.tails != 0
    }

    /// Whether some token of two letters or more may be in both.
    pub(crate) fn may_share(self, other: Self) -> bool {
        self.may_begin_alike(other) && self.tails & other.tails != 0
    }
}
