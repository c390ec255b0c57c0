//! What only hosts that may look like GOV.UK may have, and whether a program has it.

use std::{fs, path::Path};

use crate::workshop::variable;

/// The name of the font, and the first jewel of the crown: they give away what was embedded under another name, or in part.
const SIGNS: [&str; 2] = ["GDS Transport", r#"<circle cx="20" cy="17.6" r="3.7"/>"#];

/// Whether programs are built with the brand of GOV.UK.
pub(crate) fn has_govuk() -> bool {
    variable("BRAND").is_some_and(|brand| brand == "govuk")
}

/// Everything of the GOV.UK brand that can be embedded: what it is called, and its bytes.
pub(crate) fn of_govuk(root: &Path) -> Result<Vec<(String, Vec<u8>)>, String> {
    let folder = root.join("shared/pages/assets/govuk");
    let mut all: Vec<(String, Vec<u8>)> =
        SIGNS.map(|sign| (sign.to_owned(), sign.as_bytes().to_vec())).into();
    for folder in [folder.join("inline"), folder] {
        let unreadable = |error| format!("{}: {error}", folder.display());
        for entry in fs::read_dir(&folder).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            if entry.path().is_file() {
                let name = entry.file_name().to_string_lossy().into_owned();
                all.push((name, fs::read(entry.path()).map_err(unreadable)?));
            }
        }
    }
    Ok(all)
}

/// What of it is in this program, by its name.
pub(crate) fn found<'a>(program: &[u8], all: &'a [(String, Vec<u8>)]) -> Option<&'a str> {
    let there = all.iter().find(|(_, bytes)| contains(program, bytes));
    there.map(|(name, _)| name.as_str())
}

fn contains(program: &[u8], part: &[u8]) -> bool {
    // Most places are told apart by one byte: programs have millions of them.
    let first = part.first();
    program.windows(part.len().max(1)).any(|place| place.first() == first && place == part)
}

#[cfg(test)]
mod tests {
    use super::found;

    #[test]
    fn what_a_program_has_of_a_brand_is_found_wherever_it_is() {
        let all = [("font".to_owned(), b"wOF2 x".to_vec()), ("crown".to_owned(), b"<svg".to_vec())];

        assert_eq!(found(b"ELF .. <svg", &all), Some("crown"));
        assert_eq!(found(b"wOF2 x .. ELF", &all), Some("font"));
        assert_eq!(found(b"ELF wOF2 <sv", &all), None);
        assert_eq!(found(b"", &all), None);
    }
}
