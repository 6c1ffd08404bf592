// The colours of the roll, read from the stylesheet so that a page's theme reaches the canvas.

/** The colours of one voice. */
export interface VoiceInk {
  /** The body of a generated note and the cap of every note. */
  readonly fill: string;
  /** Outlines; darker than `fill` on paper, lighter in the dark. */
  readonly deep: string;
}

/** Every colour a painter uses. */
export interface Palette {
  readonly paper: string;
  readonly beyond: string;
  readonly blackRow: string;
  readonly scaleRow: string;
  readonly division: string;
  readonly beat: string;
  readonly bar: string;
  readonly ink: string;
  readonly body: string;
  readonly onBody: string;
  readonly onVoice: string;
  readonly faint: string;
  readonly accent: string;
  readonly accentWash: string;
  readonly select: string;
  readonly whiteKey: string;
  readonly blackKey: string;
  readonly font: string;
  readonly voices: readonly VoiceInk[];
  /** For voices past the fifth. */
  readonly otherVoice: VoiceInk;
}

/** Reads the palette from the computed style of an element inside the shadow tree. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(`--_${name}`).trim() || "gray";
  const ink = (name: string): VoiceInk => ({ fill: read(name), deep: read(`${name}-deep`) });
  return {
    paper: read("paper"),
    beyond: read("beyond"),
    blackRow: read("black-row"),
    scaleRow: read("scale-row"),
    division: read("division"),
    beat: read("beat"),
    bar: read("bar"),
    ink: read("ink"),
    body: read("note-body"),
    onBody: read("on-note-body"),
    onVoice: read("on-voice"),
    faint: read("faint"),
    accent: read("accent"),
    accentWash: read("accent-wash"),
    select: read("select"),
    whiteKey: read("white-key"),
    blackKey: read("black-key"),
    font: style.fontFamily || "system-ui, sans-serif",
    voices: [ink("soprano"), ink("alto"), ink("tenor"), ink("bass"), ink("fifth")],
    otherVoice: ink("other"),
  };
}

/** The ink of a voice. */
export function voiceInk(palette: Palette, voice: number): VoiceInk {
  return palette.voices[voice] ?? palette.otherVoice;
}
