//! One MIDI file, sorted: its tracks' notes and what it says about the whole piece.

use std::collections::{BTreeMap, HashMap, VecDeque};

use midly::{MetaMessage, MidiMessage, Smf, Timing, TrackEventKind};

use super::super::draft::{MAX_BYTES, MAX_NOTES, MAX_TEMPO_CHANGES};
use super::super::{FormatError, Warning};
use super::lines::TrackNote;
use super::own::{Own, PHRASE_END, read_chord_marker};
use crate::music::{
    ChordChange, Duration, KeySignature, MAX_TICK, Mode, Pitch, TICKS_PER_QUARTER, Tempo,
    TempoChange, Tick, TimeSignature, Velocity, Voice,
};

/// The notes of one channel of one track.
#[derive(Debug, Clone, Default)]
pub(super) struct Track {
    pub(super) name: String,
    /// `None` where the track itself names no instrument.
    pub(super) program: Option<u8>,
    /// Whether it is on the percussion channel.
    pub(super) is_percussion: bool,
    pub(super) notes: Vec<TrackNote>,
    /// Part and voice, where one of our own files tells them.
    pub(super) own: Option<(Option<u16>, Option<Voice>)>,
}

/// A MIDI file, read but not yet told apart into voices.
#[derive(Debug, Clone, Default)]
pub(super) struct Song {
    pub(super) title: String,
    /// At the beginning, and wherever it changes.
    pub(super) tempos: Vec<TempoChange>,
    pub(super) key: Option<KeySignature>,
    pub(super) time_signatures: BTreeMap<Tick, TimeSignature>,
    pub(super) phrase_ends: Vec<Tick>,
    pub(super) chords: Vec<ChordChange>,
    pub(super) pickup: Option<Duration>,
    pub(super) tracks: Vec<Track>,
    pub(super) warnings: Vec<Warning>,
}

/// The percussion channel of General MIDI, counted from 0.
pub(super) const DRUMS: u8 = 9;

/// Most time signatures of a file; a metre with more is no metre.
const MAX_CHANGES: usize = 4_096;

/// Sorts the events of a MIDI file.
pub(super) fn read_song(bytes: &[u8]) -> Result<Song, FormatError> {
    if bytes.len() > MAX_BYTES {
        return Err(FormatError::FileTooLarge {
            found: bytes.len(),
            allowed: MAX_BYTES,
        });
    }
    let not_midi = |reason: String| FormatError::NotMidi { reason };
    let smf = Smf::parse(bytes).map_err(|error| not_midi(error.to_string()))?;
    let ticks_per_quarter = match smf.header.timing {
        Timing::Metrical(ticks) if ticks.as_int() > 0 => u32::from(ticks.as_int()),
        Timing::Metrical(_) => return Err(not_midi("0 ticks a quarter note found".to_owned())),
        Timing::Timecode(..) => return Err(FormatError::SmpteTime),
    };
    let mut reader = SongReader {
        ticks_per_quarter,
        ..SongReader::default()
    };
    for (index, events) in smf.tracks.iter().enumerate() {
        reader.read_track(events, index == 0 && smf.tracks.len() > 1)?;
    }
    reader.finish()
}

#[derive(Default)]
struct SongReader {
    song: Song,
    ticks_per_quarter: u32,
    keys: BTreeMap<Tick, (i8, bool)>,
    n_notes: usize,
    n_empty: usize,
    n_unmatched: usize,
    /// The first program of every channel, in whichever track it stands.
    programs: BTreeMap<u8, u8>,
    /// The channel of every track of the song.
    channels: Vec<u8>,
}

/// An empty track on a channel.
fn on(channel: u8) -> Track {
    Track {
        is_percussion: channel == DRUMS,
        ..Track::default()
    }
}

/// Starts of notes that wait for their end, by channel and MIDI number.
type Waiting = HashMap<(u8, u8), VecDeque<(Tick, u8)>>;

impl SongReader {
    fn read_track(
        &mut self,
        events: &[midly::TrackEvent],
        is_first: bool,
    ) -> Result<(), FormatError> {
        let mut file_tick = 0_u64;
        let mut name = String::new();
        let mut own = None;
        let mut channels: BTreeMap<u8, Track> = BTreeMap::new();
        let mut waiting = Waiting::new();
        for event in events {
            file_tick += u64::from(event.delta.as_int());
            let tick = self.tick(file_tick);
            match event.kind {
                TrackEventKind::Meta(MetaMessage::TrackName(bytes)) if name.is_empty() => {
                    name = text(bytes)
                }
                TrackEventKind::Meta(MetaMessage::SequencerSpecific(bytes)) => {
                    match Own::read(bytes) {
                        Some(Own::Pickup(pickup)) => self.song.pickup = Some(pickup),
                        Some(Own::Track { part, voice }) => own = Some((part, voice)),
                        None => {}
                    }
                }
                TrackEventKind::Meta(message) => self.read_meta(tick, message),
                TrackEventKind::Midi { channel, message } => {
                    let channel = channel.as_int();
                    let track = channels.entry(channel).or_insert_with(|| on(channel));
                    self.read_message(tick, channel, message, track, &mut waiting)?;
                }
                _ => {}
            }
        }
        let end = self.tick(file_tick);
        for ((channel, key), starts) in waiting {
            for (onset, velocity) in starts {
                self.n_unmatched += 1;
                let track = channels.entry(channel).or_insert_with(|| on(channel));
                self.push(track, key, (onset, end), velocity)?;
            }
        }
        if is_first
            && channels.values().all(|track| track.notes.is_empty())
            && name != LILYPOND_CONTROL
        {
            self.song.title = name.clone();
        }
        if channels.is_empty() && own.is_some() {
            channels.insert(0, Track::default());
        }
        for (channel, mut track) in channels {
            track
                .notes
                .sort_by_key(|note| (note.onset, std::cmp::Reverse(note.pitch)));
            track.name.clone_from(&name);
            track.own = own;
            if !track.notes.is_empty() || own.is_some() {
                self.song.tracks.push(track);
                self.channels.push(channel);
            }
        }
        Ok(())
    }

    /// A place in the file as a place in a score.
    fn tick(&self, file_tick: u64) -> Tick {
        let per_quarter = u64::from(self.ticks_per_quarter.max(1));
        let scaled = file_tick
            .saturating_mul(u64::from(TICKS_PER_QUARTER))
            .saturating_add(per_quarter / 2);
        Tick::new((scaled / per_quarter).min(u64::from(MAX_TICK)) as u32).unwrap_or_default()
    }

    fn read_meta(&mut self, tick: Tick, message: MetaMessage) {
        match message {
            MetaMessage::Tempo(microseconds) => {
                let microseconds = microseconds.as_int();
                match Tempo::from_qpm(60_000_000.0 / f64::from(microseconds)) {
                    Ok(tempo) if self.song.tempos.len() < MAX_TEMPO_CHANGES => {
                        self.song.tempos.push(TempoChange { tick, tempo });
                    }
                    Ok(_) => self.ignore(format!("tempi after the first {MAX_TEMPO_CHANGES}")),
                    Err(_) => self.ignore(format!(
                        "tempo of {microseconds} microseconds a quarter note"
                    )),
                }
            }
            MetaMessage::KeySignature(sharps, is_minor) => {
                self.keys.insert(tick, (sharps, is_minor));
            }
            MetaMessage::TimeSignature(beats, power, ..) => {
                let beat_unit = 1_u32.checked_shl(u32::from(power)).unwrap_or(0);
                match TimeSignature::new(u32::from(beats), beat_unit) {
                    Ok(time_signature) if self.song.time_signatures.len() < MAX_CHANGES => {
                        self.song.time_signatures.insert(tick, time_signature);
                    }
                    _ => self.ignore(format!("time signature {beats}/2^{power}")),
                }
            }
            MetaMessage::Marker(PHRASE_END) => self.song.phrase_ends.push(tick),
            MetaMessage::Marker(text) => {
                let chord = read_chord_marker(text);
                let change = chord.map(|chord| ChordChange { tick, chord });
                self.song.chords.extend(change);
            }
            _ => {}
        }
    }

    fn ignore(&mut self, what: String) {
        let warning = Warning::Ignored { what };
        if !self.song.warnings.contains(&warning) && self.song.warnings.len() < 16 {
            self.song.warnings.push(warning);
        }
    }

    fn read_message(
        &mut self,
        tick: Tick,
        channel: u8,
        message: MidiMessage,
        track: &mut Track,
        waiting: &mut Waiting,
    ) -> Result<(), FormatError> {
        match message {
            MidiMessage::NoteOn { key, vel } if vel > 0 => {
                waiting
                    .entry((channel, key.as_int()))
                    .or_default()
                    .push_back((tick, vel.as_int()));
            }
            MidiMessage::NoteOn { key, .. } | MidiMessage::NoteOff { key, .. } => {
                let starts = waiting.get_mut(&(channel, key.as_int()));
                match starts.and_then(VecDeque::pop_front) {
                    Some((onset, velocity)) => {
                        self.push(track, key.as_int(), (onset, tick), velocity)?;
                    }
                    None => self.n_unmatched += 1,
                }
            }
            MidiMessage::ProgramChange { program } => {
                let program = program.as_int();
                self.programs.entry(channel).or_insert(program);
                if track.notes.is_empty() {
                    track.program = Some(program);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn push(
        &mut self,
        track: &mut Track,
        key: u8,
        (onset, end): (Tick, Tick),
        velocity: u8,
    ) -> Result<(), FormatError> {
        // Drum pads report strokes without length.
        let end = if track.is_percussion && end == onset {
            onset + Duration::TICK
        } else {
            end
        };
        if end <= onset {
            self.n_empty += 1;
        } else if self.n_notes >= MAX_NOTES {
            return Err(FormatError::TooManyNotes { allowed: MAX_NOTES });
        } else {
            self.n_notes += 1;
            track.notes.push(TrackNote {
                pitch: Pitch::new(i64::from(key))?,
                onset,
                end,
                velocity: Velocity::clamped(i64::from(velocity)),
            });
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Song, FormatError> {
        if let Some((sharps, is_minor)) = self.keys.values().next().copied() {
            let mode = if is_minor { Mode::Minor } else { Mode::Major };
            self.song.key = KeySignature::new(i64::from(sharps), mode).ok();
            if self.song.key.is_none() {
                self.ignore(format!("key of {sharps} sharps"));
            }
        }
        // Some files name all instruments in their first track.
        for (track, channel) in self.song.tracks.iter_mut().zip(&self.channels) {
            track.program = track.program.or(self.programs.get(channel).copied());
        }
        let changes =
            |count: usize, warning: fn(usize) -> Warning| (count > 0).then(|| warning(count));
        let found = [
            changes(n_changes(self.keys.values()), |count| Warning::KeyChanges {
                count,
            }),
            changes(self.n_empty, |count| Warning::EmptyNotes { count }),
            changes(self.n_unmatched, |count| Warning::UnmatchedNotes { count }),
        ];
        self.song.warnings.extend(found.into_iter().flatten());
        Ok(self.song)
    }
}

/// What LilyPond calls the track without notes.
const LILYPOND_CONTROL: &str = "control track";

fn n_changes<T: PartialEq>(values: impl Iterator<Item = T>) -> usize {
    let values: Vec<T> = values.collect();
    values.windows(2).filter(|pair| pair[0] != pair[1]).count()
}

/// Text as UTF-8, or as Latin-1 where it is not; old files know nothing else.
fn text(bytes: &[u8]) -> String {
    let text = std::str::from_utf8(bytes).map(str::to_owned);
    text.unwrap_or_else(|_| bytes.iter().map(|byte| char::from(*byte)).collect())
}
