//! Which part of a long list is shown.

use crate::words::StaffListWords;

/// How many tasks a page holds.
pub const PER_PAGE: usize = 20;

/// One page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paging {
    page: usize,
    total: usize,
}

impl Paging {
    /// The page with this number, counted from 1, of `total` tasks. A number past the end is the last page.
    pub fn new(page: usize, total: usize) -> Self {
        let pages = total.div_ceil(PER_PAGE).max(1);
        Self { page: page.clamp(1, pages), total }
    }

    /// The number of the page, from 1.
    pub fn current(self) -> usize {
        self.page
    }

    /// How many pages there are: one at least.
    pub fn pages(self) -> usize {
        self.total.div_ceil(PER_PAGE).max(1)
    }

    /// How many tasks stand before this page.
    pub fn skipped(self) -> usize {
        (self.page - 1) * PER_PAGE
    }

    /// `Showing 21 to 40 of 271 tasks, oldest first`, for a page with `shown` tasks.
    pub(super) fn showing(self, words: &StaffListWords, shown: usize) -> String {
        let [first, last, total] =
            [self.skipped() + 1, self.skipped() + shown, self.total].map(|each| each.to_string());
        if self.total == 1 {
            words.showing_one(&first, &last, &total)
        } else {
            words.showing_many(&first, &last, &total)
        }
    }
}
