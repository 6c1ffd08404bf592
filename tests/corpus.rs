//! The corpus as a newcomer meets it: packs that are damaged, hostile or missing, and lists that hold.
#![cfg(feature = "train")]

use std::fs;
use std::path::{Path, PathBuf};

use antiphon::corpus::{CorpusError, HeldOut, Split, collect, load_pieces, save_pieces};

/// A folder that goes away with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let name = format!("antiphon-corpus-{test}-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Puts a file into a pack.
    fn put(&self, path: &str, content: &[u8]) -> &Self {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new("tests/fixtures").join(name)).unwrap()
}

/// The first lines of a text file.
fn start_of(bytes: &[u8], n_lines: usize) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.split_inclusive('\n').take(n_lines).collect()
}

const PSALM: &str = "goudimel/081-Goudimel_081_modern.krn";

#[test]
fn bad_files_are_refused_by_name_with_a_reason_and_the_rest_is_kept() {
    let folder = Folder::new("hostile");
    let psalm = fixture("psalm-081.krn");
    folder
        .put(PSALM, &psalm)
        .put("goudimel/empty.krn", b"")
        .put("goudimel/binary.krn", &[0xff; 64])
        .put("goudimel/cut.krn", &psalm[..psalm.len() / 2])
        .put("goudimel/short.krn", start_of(&psalm, 15).as_bytes())
        .put("goudimel/enormous.krn", &vec![b'.'; 17 << 20])
        .put("goudimel/README.md", b"no music")
        .put("irish-dances/midi/Broken.mid", b"MThd\0\0\0\x06\0\x01")
        .put("irish-dances/midi/Text.mid", b"this is no music")
        .put("freedoom.tar.xz", b"this is no archive")
        .put("groove/info.csv", b"no,table\n\"\n,,,,,\n")
        .put("groove/Stray.mid", b"");
    let (pieces, report) = collect(&folder.0, &HeldOut::default()).unwrap();
    let ids: Vec<&str> = pieces.iter().map(|piece| piece.id.as_str()).collect();
    assert_eq!(ids, ["goudimel/081-Goudimel_081_modern"]);
    let refused: Vec<&String> = report
        .packs
        .iter()
        .flat_map(|pack| pack.refused.values().flatten())
        .collect();
    let check = |name: &str, reason: &str| {
        let found = refused.iter().find(|line| line.contains(name));
        let found = found.unwrap_or_else(|| panic!("{name} is not among {refused:?}"));
        assert!(found.contains(reason), "{found}");
    };
    check("goudimel/empty", "no notes");
    check("goudimel/binary", "not readable");
    check("goudimel/cut", "3 cells found");
    check("goudimel/short", "2 bars");
    check("goudimel/enormous", "bytes found");
    check("midi/Broken", "not readable");
    check("midi/Text", "no readable MIDI");
    check("freedoom.tar.xz", "damaged");
    check("groove/Stray", "not readable");
    let goudimel = report.packs.iter().find(|pack| pack.name == "goudimel");
    assert_eq!(goudimel.unwrap().n_other_files, 1);
    assert!(report.missing.contains(&"bach-chorales"));
}

#[test]
fn a_folder_without_packs_is_an_error_that_says_what_is_needed() {
    let folder = Folder::new("nothing");
    let error = collect(&folder.0, &HeldOut::default()).unwrap_err();
    assert!(matches!(error, CorpusError::NoPacks { .. }));
    assert!(error.to_string().contains("bach-chorales.tar.xz"));
}

#[test]
fn a_piece_on_the_list_judges_and_its_arrangements_with_it() {
    let folder = Folder::new("list");
    let psalm = fixture("psalm-081.krn");
    folder
        .put(PSALM, &psalm)
        .put("goudimel/081-Goudimel_081_original.krn", &psalm);
    let split_with = |list: &str| {
        let (pieces, report) = collect(&folder.0, &HeldOut::from_text(list)).unwrap();
        assert_eq!((pieces.len(), report.repeated.len()), (1, 1));
        (pieces[0].split, report.held_out)
    };
    let (split, _) = split_with("");
    assert_eq!(split, Split::Train);
    let (split, held_out) = split_with("goudimel/081-Goudimel_081_original\n");
    assert_eq!(split, Split::Valid);
    assert_eq!(held_out.not_listed, ["goudimel/081-Goudimel_081_modern"]);
    assert_eq!(held_out.not_found, ["goudimel/081-Goudimel_081_original"]);
}

#[test]
fn the_projects_own_list_names_judges_of_every_style() {
    let list = HeldOut::committed();
    for pack in antiphon::corpus::PACKS {
        let of_pack = list.ids().filter(|id| id.starts_with(pack.name));
        assert!(of_pack.count() > 0, "{}", pack.name);
    }
    assert!(list.ids().all(|id| !id.starts_with("bach-chorales/train/")));
}

#[test]
fn a_collected_piece_loads_as_it_was_saved() {
    let folder = Folder::new("store");
    folder.put(PSALM, &fixture("psalm-081.krn"));
    let (pieces, _) = collect(&folder.0, &HeldOut::default()).unwrap();
    let path = folder.0.join("pieces.jsonl");
    save_pieces(&path, &pieces).unwrap();
    assert_eq!(load_pieces(&path).unwrap(), pieces);
}
