//! What a file name or a title says: the work, so that its arrangements stay in one split, and its kind.

use super::pack::Pack;

/// Movements of a mass, as their titles end.
const MASS_MOVEMENTS: [&str; 12] = [
    "kyrie",
    "gloria",
    "et in terra",
    "credo",
    "patrem",
    "sanctus",
    "benedictus",
    "hosanna",
    "osanna",
    "agnus dei",
    "agnus",
    "dona nobis",
];

/// Kinds of dances, as titles name them; the longer names first.
const DANCES: [&str; 13] = [
    "slip jig",
    "single jig",
    "double jig",
    "set dance",
    "reel",
    "jig",
    "hornpipe",
    "polka",
    "slide",
    "march",
    "waltz",
    "fling",
    "highland",
];

/// The work that a file holds, without what tells one source, arrangement or movement from another.
pub(super) fn work_of(pack: &Pack, file: &str, title: &str) -> String {
    let name = match pack.name {
        // 001-Goudimel_001_modern: the psalm.
        "goudimel" => file
            .split('-')
            .next()
            .map(|psalm| format!("goudimel psalm {psalm}")),
        // siglum--shelfmark--number_composer--title
        "nifc-four-voices" => file.split_once('_').map(|(_, work)| without_movement(work)),
        "nifc-keyboard" => file.split_once('_').map(|(_, work)| whole_opus(work)),
        // 025_1-6-1d-BH-001: opus, numbers, edition.
        "chopin" => {
            let opus = file.split(['-', '_']).next();
            opus.map(|opus| format!("chopin opus {opus}"))
        }
        // 012_Adeste_Fideles_4eae0161_0: page, title, digest, movement.
        "carols-and-songs" => {
            let words: Vec<&str> = file.split('_').collect();
            let is_page = words[0].bytes().all(|byte| byte.is_ascii_digit());
            let end = words.len().saturating_sub(2).max(1);
            let title = words
                .get(usize::from(is_page)..end)
                .map(|words| words.join(" "));
            title.filter(|title| !title.is_empty())
        }
        "irish-dances" => Some(dance_work(title)).filter(|work| !work.is_empty()),
        // 000-Title
        "lead-sheets" => file.split_once('-').map(|(_, work)| work.to_owned()),
        _ => None,
    };
    normalised(&name.unwrap_or_else(|| file.to_owned()))
}

/// Letters and digits in lower case, words apart by one space.
pub(super) fn normalised(title: &str) -> String {
    let lower = title.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    let words: Vec<String> = words
        .map(|word| word.replace('\'', ""))
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// The kind of dance that a title names, or else its compound metre.
pub(super) fn dance_kind(title: &str, beats: u32, beat_unit: u32) -> &'static str {
    let title = format!(" {} ", normalised(title));
    let named = DANCES
        .into_iter()
        .find(|dance| title.contains(&format!(" {dance} ")));
    named.unwrap_or(match (beats, beat_unit) {
        (6, 8) => "jig",
        (9, 8) => "slip jig",
        (12, 8) => "slide",
        _ => "",
    })
}

/// The last genre of a kern file, in lower case: `!!!AGN: Secular; Mazurka`.
pub(super) fn kern_kind(text: &str) -> String {
    let record = text.lines().find_map(|line| line.strip_prefix("!!!AGN:"));
    let genre = record.and_then(|genres| genres.rsplit(';').next());
    let genre = genre.unwrap_or_default().trim().to_lowercase();
    if matches!(genre.as_str(), "secular" | "sacred") {
        String::new()
    } else {
        genre
    }
}

/// The title of a dance without its kind, its article and the number of its version.
fn dance_work(title: &str) -> String {
    let title = normalised(title);
    let words = title.split(' ').filter(|word| {
        let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
        !is_number && !matches!(*word, "the" | "a") && !DANCES.contains(word)
    });
    words.collect::<Vec<&str>>().join(" ")
}

/// A mass without the name of its movement.
fn without_movement(work: &str) -> String {
    let work = normalised(work);
    let movement = MASS_MOVEMENTS
        .iter()
        .find_map(|movement| work.strip_suffix(movement)?.strip_suffix(' '));
    // "Anonim sanctus" is a work of its own.
    match movement.filter(|rest| rest.split(' ').count() > 2) {
        Some(mass) => mass.to_owned(),
        None => work,
    }
}

/// A piece's opus or set where its title names one: "sechs charakterstucke op 17".
fn whole_opus(work: &str) -> String {
    let work = normalised(work);
    let words: Vec<&str> = work.split(' ').collect();
    let is_number = |index: usize| {
        words
            .get(index)
            .is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let of_opus = (0..words.len()).find(|index| words[*index] == "op" && is_number(index + 1));
    let of_set = || (1..words.len()).find(|index| words[*index] == "no" && is_number(index + 1));
    match (of_opus, of_set()) {
        (Some(index), _) => words[..index + 2].join(" "),
        (None, Some(index)) => words[..index].join(" "),
        (None, None) => work,
    }
}

#[cfg(test)]
mod tests {
    use super::super::pack::PACKS;
    use super::*;

    #[test]
    fn a_work_is_named_without_its_source_or_arrangement() {
        let check = |pack: &str, file: &str, title: &str, work: &str| {
            let pack = PACKS.iter().find(|found| found.name == pack).unwrap();
            assert_eq!(work_of(pack, file, title), work);
        };
        let carols = "carols-and-songs";
        check(
            carols,
            "012_Adeste_Fideles_4eae0161_0",
            "",
            "adeste fideles",
        );
        check(carols, "Punchinello_beaafd43_0", "", "punchinello");
        check(carols, "114_a9dd392b_0", "", "114 a9dd392b 0");
        check(
            "goudimel",
            "001-Goudimel_001_modern",
            "",
            "goudimel psalm 001",
        );
        let voices = "nifc-four-voices";
        check(
            voices,
            "pl-kk--i-7--065_asola--in-nomine",
            "",
            "asola in nomine",
        );
        check(voices, "pl--1_anonim--sanctus", "", "anonim sanctus");
        check(
            voices,
            "pl--1_anonim--missa-prima-agnus-dei",
            "",
            "anonim missa prima",
        );
        check("chopin", "025_1-6-1d-BH-001", "", "chopin opus 025");
        let keyboard = "nifc-keyboard";
        check(
            keyboard,
            "pl--1_zelenski--sechs-stucke-op-17-no-1-tanz",
            "",
            "zelenski sechs stucke op 17",
        );
        check(
            keyboard,
            "pl--1_barcicki--polonaisso-no-1",
            "",
            "barcicki polonaisso",
        );
        let dances = "irish-dances";
        check(dances, "AghavasReel1The", "Aghavas Reel 1, The ", "aghavas");
        check(
            dances,
            "AghavasReel2The",
            "Aghavas (reel) 2, The",
            "aghavas",
        );
    }

    #[test]
    fn kinds_are_found_in_titles_metres_and_records() {
        assert_eq!(dance_kind("Basket of Eggs 2 (1666 jig) ", 6, 8), "jig");
        assert_eq!(dance_kind("Swallowtail, The", 4, 4), "");
        assert_eq!(dance_kind("Foxhunter's, The", 9, 8), "slip jig");
        assert_eq!(
            kern_kind("!!!COM: X\n!!!AGN: Secular; Mazurka\n"),
            "mazurka"
        );
        assert_eq!(kern_kind("!!!AGN: Secular\n"), "");
    }
}
