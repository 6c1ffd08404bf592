// The drums of a kit by their pitches.
// Source: MIDI Manufacturers Association, General MIDI System Level 1, percussion key map.

const LOWEST = 35;

const NAMES: readonly string[] = (
  "Kick 2,Kick,Side stick,Snare,Clap,Snare 2,Floor tom 2,Closed hat,Floor tom,Pedal hat,Low tom," +
  "Open hat,Mid tom 2,Mid tom,Crash,High tom,Ride,China,Ride bell,Tambourine,Splash,Cowbell," +
  "Crash 2,Vibraslap,Ride 2,High bongo,Low bongo,Mute conga,High conga,Low conga,High timbale," +
  "Low timbale,High agogo,Low agogo,Cabasa,Maracas,Whistle,Long whistle,Guiro,Long guiro,Claves," +
  "High block,Low block,Mute cuica,Cuica,Mute triangle,Triangle"
).split(",");

/** "Snare"; null for a pitch that is no drum. */
export function drumName(pitch: number): string | null {
  return NAMES[pitch - LOWEST] ?? null;
}
