//! From a score to a standard MIDI file of format 1: a track for the whole piece, then one a voice.

use midly::num::{u4, u7, u15, u24, u28};
use midly::{Format, Header, MetaMessage, MidiMessage, Smf, Timing, TrackEvent, TrackEventKind};

use super::own::{Own, PHRASE_END, chord_marker};
use super::track::DRUMS;
use crate::music::{Meter, Mode, Note, Part, Score, TICKS_PER_QUARTER, Tick, TimeSignature, Voice};

/// Writes a standard MIDI file that [`read_midi`](super::read_midi) reads back as the same score, up
/// to the names of the notes; two notes of one voice and pitch must not overlap.
pub fn write_midi(score: &Score) -> Vec<u8> {
    let tracks = tracks_of(score);
    let own: Vec<Vec<u8>> = tracks
        .iter()
        .map(|track| {
            let own = Own::Track {
                part: track.part.map(|(index, _)| index),
                voice: track.voice,
            };
            own.bytes()
        })
        .collect();
    let pickup = Own::Pickup(score.meter().pickup()).bytes();
    let chords = score.header().chords.iter();
    let chords: Vec<(Tick, String)> = chords
        .map(|change| (change.tick, chord_marker(change.chord)))
        .collect();
    let ticks_per_quarter = u15::new(TICKS_PER_QUARTER as u16);
    let mut smf = Smf::new(Header::new(
        Format::Parallel,
        Timing::Metrical(ticks_per_quarter),
    ));
    smf.tracks.push(conductor(score, &pickup, &chords));
    smf.tracks.extend(
        tracks
            .iter()
            .zip(&own)
            .map(|(track, own)| voice_track(score, track, own)),
    );
    let mut bytes = Vec::new();
    // Writing to memory fails only when memory does.
    let _ = smf.write_std(&mut bytes);
    bytes
}

/// What one track after the first holds.
struct VoiceTrack<'a> {
    part: Option<(u16, &'a Part)>,
    voice: Option<Voice>,
}

/// Every voice of every part once, then the voices that no part names.
fn tracks_of(score: &Score) -> Vec<VoiceTrack<'_>> {
    let mut tracks: Vec<VoiceTrack> = Vec::new();
    for (index, part) in (0..u16::MAX).zip(&score.header().parts) {
        let part_of = Some((index, part));
        if part.voices.is_empty() {
            tracks.push(VoiceTrack {
                part: part_of,
                voice: None,
            });
        }
        for (place, voice) in part.voices.iter().enumerate() {
            if part.voices[..place].contains(voice) {
                continue;
            }
            tracks.push(VoiceTrack {
                part: part_of,
                voice: Some(*voice),
            });
        }
    }
    for voice in score.voices() {
        if tracks.iter().all(|track| track.voice != Some(voice)) {
            tracks.push(VoiceTrack {
                part: None,
                voice: Some(voice),
            });
        }
    }
    // A file without any track of ours would be read as another program's.
    if tracks.is_empty() {
        tracks.push(VoiceTrack {
            part: None,
            voice: None,
        });
    }
    tracks
}

/// An event at a tick. At one tick, events stand in the order of their rank.
type Timed<'a> = (Tick, u8, TrackEventKind<'a>);

fn conductor<'a>(
    score: &'a Score,
    pickup: &'a [u8],
    chords: &'a [(Tick, String)],
) -> Vec<TrackEvent<'a>> {
    let header = score.header();
    let meta = |tick, message| (tick, 0, TrackEventKind::Meta(message));
    let mut events: Vec<Timed> = vec![
        meta(Tick::ZERO, MetaMessage::TrackName(header.title.as_bytes())),
        meta(Tick::ZERO, MetaMessage::SequencerSpecific(pickup)),
        meta(
            Tick::ZERO,
            MetaMessage::Tempo(u24::new(header.tempo.microseconds_per_quarter())),
        ),
    ];
    events.extend(header.tempo_changes.iter().map(|change| {
        let microseconds = u24::new(change.tempo.microseconds_per_quarter());
        meta(change.tick, MetaMessage::Tempo(microseconds))
    }));
    if let Some(key) = header.key {
        let message = MetaMessage::KeySignature(key.sharps(), key.mode() == Mode::Minor);
        events.push(meta(Tick::ZERO, message));
    }
    for (tick, time_signature) in written_metre(&header.meter) {
        /// A click every quarter note, and eight thirty-seconds in a quarter, as nearly all files say.
        const CLICK: (u8, u8) = (24, 8);
        let power = time_signature.beat_unit().trailing_zeros() as u8;
        let beats = time_signature.beats() as u8;
        events.push(meta(
            tick,
            MetaMessage::TimeSignature(beats, power, CLICK.0, CLICK.1),
        ));
    }
    events.extend(
        header
            .phrase_ends
            .iter()
            .map(|end| meta(*end, MetaMessage::Marker(PHRASE_END))),
    );
    let marker = |text: &'a String| MetaMessage::Marker(text.as_bytes());
    events.extend(chords.iter().map(|(tick, text)| meta(*tick, marker(text))));
    in_order(events, score.end())
}

/// The metre as other programs count it: a pick-up is a first bar in a metre of its own.
fn written_metre(meter: &Meter) -> Vec<(Tick, TimeSignature)> {
    let mut changes = meter.changes().to_vec();
    let pickup = meter.pickup();
    let whole = 4 * TICKS_PER_QUARTER;
    let shown = [4, 8, 16, 32].into_iter().find_map(|beat_unit| {
        let beat = whole / beat_unit;
        let beats = pickup.get() / beat;
        let signature = TimeSignature::new(beats, beat_unit).ok()?;
        (signature.bar() == pickup).then_some(signature)
    });
    let start = Tick::ZERO + pickup;
    // A metre that changes right after the pick-up leaves its first no bar to be counted by.
    let has_bars = changes.get(1).is_none_or(|(tick, _)| *tick > start);
    if let Some(shown) = shown.filter(|_| has_bars) {
        changes[0].0 = start;
        changes.insert(0, (Tick::ZERO, shown));
    }
    changes
}

fn voice_track<'a>(score: &'a Score, track: &VoiceTrack<'a>, own: &'a [u8]) -> Vec<TrackEvent<'a>> {
    let channel = u4::new(channel_of(track.part));
    let midi = |message| TrackEventKind::Midi { channel, message };
    let name = track.part.map_or("", |(_, part)| part.name.as_str());
    let program = u7::new(track.part.map_or(0, |(_, part)| part.program).min(127));
    let mut events: Vec<Timed> = vec![
        (
            Tick::ZERO,
            0,
            TrackEventKind::Meta(MetaMessage::TrackName(name.as_bytes())),
        ),
        (
            Tick::ZERO,
            0,
            TrackEventKind::Meta(MetaMessage::SequencerSpecific(own)),
        ),
        (Tick::ZERO, 0, midi(MidiMessage::ProgramChange { program })),
    ];
    let is_ours = |note: &&Note| {
        Some(note.voice) == track.voice && is_first_track_of(score, track, note.voice)
    };
    for note in score.notes().iter().filter(is_ours) {
        let key = u7::new(note.pitch.midi());
        let vel = u7::new(note.velocity.get());
        events.push((note.onset, 2, midi(MidiMessage::NoteOn { key, vel })));
        events.push((
            note.end(),
            1,
            midi(MidiMessage::NoteOff {
                key,
                vel: u7::new(64),
            }),
        ));
    }
    in_order(events, score.end())
}

/// A voice that two parts name is written for the first.
fn is_first_track_of(score: &Score, track: &VoiceTrack, voice: Voice) -> bool {
    let first = score
        .header()
        .parts
        .iter()
        .position(|part| part.voices.contains(&voice));
    track.part.map(|(index, _)| usize::from(index)) == first
}

/// Drum kits have a channel of their own; other parts take the rest in turn.
fn channel_of(part: Option<(u16, &Part)>) -> u8 {
    match part {
        Some((_, part)) if part.is_percussion => DRUMS,
        _ => {
            let turn = (part.map_or(0, |(index, _)| index) % 15) as u8;
            if turn < DRUMS { turn } else { turn + 1 }
        }
    }
}

/// Events by tick and rank, with the distances MIDI wants, and an end of track.
fn in_order(mut events: Vec<Timed<'_>>, end: Tick) -> Vec<TrackEvent<'_>> {
    events.sort_by_key(|(tick, rank, _)| (*tick, *rank));
    let last = events.last().map_or(end, |(tick, ..)| end.max(*tick));
    events.push((last, 3, TrackEventKind::Meta(MetaMessage::EndOfTrack)));
    let mut before = Tick::ZERO;
    events
        .into_iter()
        .map(|(tick, _, kind)| {
            let delta = u28::new(tick.since(before).get());
            before = tick;
            TrackEvent { delta, kind }
        })
        .collect()
}
