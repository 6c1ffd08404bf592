//! Who plays in each style: parts, voices, ranges, and how many notes a voice may begin at once.

use crate::generate::{FaultCosts, VOICE_RANGES};
use crate::model::Rng;
use crate::music::{KeySignature, Mode, Part, Voice};
use crate::token::{ChordLane, DRUM_VOICE, N_VOICES, Style};

/// An instrument of an ensemble.
struct Player {
    name: &'static str,
    /// General MIDI instrument.
    program: u8,
    voices: &'static [u8],
}

/// The players of a style.
pub struct Ensemble {
    players: &'static [Player],
    /// Lowest and highest pitch of each line, as MIDI numbers.
    pub ranges: [(u8, u8); N_VOICES],
    /// Most notes each line may begin at one onset.
    pub chord_notes: [usize; N_VOICES],
    /// How much less likely faults of voice leading are made.
    pub fault_costs: FaultCosts,
    /// Whether chord symbols belong to the style.
    pub chords: ChordLane,
    /// Quarter notes a minute, where nobody says.
    pub usual_tempo: f64,
    /// Sampling temperature, where nobody says: what lies far from the likeliest is dull in some
    /// styles and wrong in others.
    pub usual_temperature: f64,
    /// Sharps (negative for flats) and modes of keys, where nobody says.
    usual_keys: &'static [(i8, Mode)],
}

const CHOIR: u8 = 52;
const PIANO: u8 = 0;
const FLUTE: u8 = 73;
const SAWTOOTH_LEAD: u8 = 81;
const OVERDRIVEN_GUITAR: u8 = 29;
const WARM_PAD: u8 = 89;
const FINGERED_BASS: u8 = 33;

const fn player(name: &'static str, program: u8, voices: &'static [u8]) -> Player {
    Player {
        name,
        program,
        voices,
    }
}

const FOUR_PARTS: [Player; 4] = [
    player("Soprano", CHOIR, &[0]),
    player("Alto", CHOIR, &[1]),
    player("Tenor", CHOIR, &[2]),
    player("Bass", CHOIR, &[3]),
];
const DANCE: [Player; 1] = [player("Flute", FLUTE, &[0])];
const KEYBOARD: [Player; 2] = [
    player("Right hand", PIANO, &[0, 1]),
    player("Left hand", PIANO, &[2, 3]),
];
const LEAD_SHEET: [Player; 1] = [player("Melody", PIANO, &[0])];
const BAND: [Player; 5] = [
    player("Melody", SAWTOOTH_LEAD, &[0]),
    player("Chords", OVERDRIVEN_GUITAR, &[1]),
    player("Second", WARM_PAD, &[2]),
    player("Bass", FINGERED_BASS, &[3]),
    player("Drums", 0, &[DRUM_VOICE.0]),
];

/// In four parts parallels are faults: this makes them as good as impossible and leaves
/// a way out where everything else is worse. Of leading tones Bach leaves one in fourteen hanging.
const CHOIR_FAULTS: FaultCosts = FaultCosts {
    parallels: 12.0,
    leading_tones: 5.0,
};
const NO_FAULTS: FaultCosts = FaultCosts {
    parallels: 0.0,
    leading_tones: 0.0,
};

/// The lines of a style that are not a choir's, by what its corpus plays.
const LINE_RANGE: (u8, u8) = (55, 93);
const UNUSED: (u8, u8) = (60, 60);

/// Keys that singers and keyboards are at home in.
const COMMON_KEYS: [(i8, Mode); 11] = [
    (0, Mode::Major),
    (1, Mode::Major),
    (2, Mode::Major),
    (3, Mode::Major),
    (-1, Mode::Major),
    (-2, Mode::Major),
    (-3, Mode::Major),
    (0, Mode::Minor),
    (1, Mode::Minor),
    (-1, Mode::Minor),
    (-2, Mode::Minor),
];
/// Keys of the flute, the fiddle and the pipes.
const DANCE_KEYS: [(i8, Mode); 6] = [
    (1, Mode::Major),
    (2, Mode::Major),
    (2, Mode::Major),
    (3, Mode::Major),
    (1, Mode::Minor),
    (0, Mode::Minor),
];

/// The ensemble of a style.
pub const fn ensemble_of(style: Style) -> Ensemble {
    match style {
        Style::BachChorale | Style::Hymn | Style::Carol | Style::Renaissance => Ensemble {
            players: &FOUR_PARTS,
            ranges: VOICE_RANGES,
            chord_notes: [1; N_VOICES],
            fault_costs: CHOIR_FAULTS,
            chords: ChordLane::Absent,
            usual_tempo: 88.0,
            usual_temperature: 0.82,
            usual_keys: &COMMON_KEYS,
        },
        Style::IrishDance => Ensemble {
            players: &DANCE,
            ranges: [LINE_RANGE, UNUSED, UNUSED, UNUSED],
            chord_notes: [1; N_VOICES],
            fault_costs: NO_FAULTS,
            chords: ChordLane::Absent,
            usual_tempo: 190.0,
            usual_temperature: 0.85,
            usual_keys: &DANCE_KEYS,
        },
        Style::Keyboard => Ensemble {
            players: &KEYBOARD,
            ranges: [(45, 103), (43, 96), (33, 84), (24, 74)],
            chord_notes: [4, 4, 4, 4],
            fault_costs: NO_FAULTS,
            chords: ChordLane::Absent,
            usual_tempo: 108.0,
            usual_temperature: 0.9,
            usual_keys: &COMMON_KEYS,
        },
        Style::LeadSheet => Ensemble {
            players: &LEAD_SHEET,
            ranges: [(53, 86), UNUSED, UNUSED, UNUSED],
            chord_notes: [1; N_VOICES],
            fault_costs: NO_FAULTS,
            chords: ChordLane::Free,
            usual_tempo: 120.0,
            usual_temperature: 0.85,
            usual_keys: &COMMON_KEYS,
        },
        Style::Band => Ensemble {
            players: &BAND,
            ranges: [(45, 96), (36, 88), (36, 96), (24, 60)],
            chord_notes: [2, 5, 4, 1],
            fault_costs: NO_FAULTS,
            chords: ChordLane::Absent,
            usual_tempo: 130.0,
            usual_temperature: 0.95,
            usual_keys: &COMMON_KEYS,
        },
    }
}

impl Ensemble {
    /// All voices, from the top, drums last.
    pub fn voices(&self) -> Vec<Voice> {
        let voices = self.players.iter().flat_map(|player| player.voices);
        voices.map(|voice| Voice(*voice)).collect()
    }

    /// Whether four singers stand over each other and should not cross.
    pub fn is_in_four_parts(&self) -> bool {
        self.players.len() == N_VOICES
    }

    /// One of the keys that are usual in the style, the same for the same seed.
    pub fn usual_key(&self, rng_seed: u64) -> Option<KeySignature> {
        let drawn = Rng::new(rng_seed).next_below(self.usual_keys.len());
        let (sharps, mode) = self.usual_keys[drawn];
        KeySignature::new(i64::from(sharps), mode).ok()
    }

    /// The parts that hold some of these voices.
    pub fn parts(&self, wanted: &[Voice]) -> Vec<Part> {
        let part = |player: &Player| {
            let voices = player.voices.iter().map(|voice| Voice(*voice));
            Part {
                name: player.name.to_owned(),
                program: player.program,
                is_percussion: player.voices.contains(&DRUM_VOICE.0),
                voices: voices.filter(|voice| wanted.contains(voice)).collect(),
            }
        };
        let parts = self.players.iter().map(part);
        parts.filter(|part| !part.voices.is_empty()).collect()
    }
}
