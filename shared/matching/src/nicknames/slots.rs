//! Where a name is looked for.

/// The slot that is looked at first of so many. Whatever is not there is in one of those after it, before one that is empty.
///
/// FNV-1a (Fowler, Noll and Vo): the names of the table are ours and short, and one decision asks for hundreds.
pub(crate) fn first_slot(name: &str, slots: usize) -> usize {
    let hash = name
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash as usize % slots
}
