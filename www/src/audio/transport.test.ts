import { describe, expect, it } from "vitest";
import {
  duration,
  EMPTY_SCORE,
  noteFrom,
  partFrom,
  pitch,
  tick,
  velocity,
  voice,
  withNotes,
} from "../score/index.ts";
import { seconds } from "./seconds.ts";
import type { Sound } from "./sound.ts";
import { Transport } from "./transport.ts";
import type { TransportPorts } from "./transport-ports.ts";

const note = noteFrom({ id: 1, voice: 0, pitch: 60, onset: 0, duration: 480, velocity: 80 });
const SCORE = withNotes({ ...EMPTY_SCORE, tempo: 60 }, [note]);

/** A browser without sound, whose clock moves when a test says so. */
class FakeBrowser implements TransportPorts {
  clock = 0;
  isAway = false;
  readonly sounds: Sound[] = [];
  ended = 0;
  readonly open = new Set<string>();
  readonly #callbacks = new Set<() => void>();

  now = () => seconds(this.clock);
  latency = () => seconds(0);
  stamp = () => ({ at: seconds(this.clock), milliseconds: 1000 * this.clock });
  isHidden = () => this.isAway;
  wake = () => {};
  hold = () => this.#until("hold");
  every = (_milliseconds: number, callback: () => void) => this.#calling("timer", callback);
  onFrame = (callback: () => void) => this.#calling("frame", callback);
  onHide = (callback: () => void) => this.#calling("hide", callback);

  instrument = () => ({
    play: (sound: Sound) => {
      this.sounds.push(sound);
      return { endAt: () => void this.ended++, cancel: () => {} };
    },
    click: () => ({ endAt: () => {}, cancel: () => {} }),
    prepare: () => {},
    setVolume: () => {},
    setMix: () => {},
    dispose: () => {},
  });

  /** Lets time pass; timers and frames run once at its end. */
  pass(duration: number): void {
    this.clock += duration;
    for (const callback of [...this.#callbacks]) callback();
  }

  #calling(name: string, callback: () => void): () => void {
    this.#callbacks.add(callback);
    const close = this.#until(name);
    return () => {
      this.#callbacks.delete(callback);
      close();
    };
  }

  #until(name: string): () => void {
    this.open.add(name);
    return () => this.open.delete(name);
  }
}

describe("a transport", () => {
  it("counts in the tempo in which it is about to play", () => {
    const browser = new FakeBrowser();
    const tempoChanges = [
      { tick: tick(1920), tempo: 120 },
      { tick: tick(2400), tempo: 40 },
    ];
    const later = { ...note, onset: tick(1920) };
    const transport = new Transport(() => withNotes({ ...SCORE, tempoChanges }, [later]), browser);
    transport.play(tick(1920), 1);
    // Four beats of half a second and a moment for the sound card.
    expect(browser.sounds).toEqual([]);
    browser.pass(2);
    expect(browser.sounds[0]?.start).toBeCloseTo(2.04, 9);
    expect(browser.sounds[0]?.end).toBeCloseTo(2.54, 9);
    transport.stop();
  });

  it("plays, moves its playhead and stops by itself at the end", () => {
    const browser = new FakeBrowser();
    const transport = new Transport(() => SCORE, browser);
    const states: boolean[] = [];
    transport.onState((isPlaying) => states.push(isPlaying), new AbortController().signal);
    transport.play(tick(0));
    browser.pass(0.54);
    expect(transport.tick).toBe(240);
    expect(browser.sounds.map(({ pitch }) => pitch)).toEqual([60]);
    browser.pass(1);
    expect(transport.isPlaying).toBe(false);
    expect(states).toEqual([true, false]);
  });

  it("leaves nothing open when it has stopped", () => {
    const browser = new FakeBrowser();
    const transport = new Transport(() => SCORE, browser);
    transport.play(tick(0));
    transport.play(tick(0));
    expect(browser.open.size).toBe(4);
    transport.dispose();
    expect(browser.open.size).toBe(0);
    expect(transport.isPlaying).toBe(false);
  });

  it("schedules further ahead in a hidden tab, whose timers are slow", () => {
    const late = withNotes(SCORE, [{ ...note, onset: tick(960) }]);
    const browser = new FakeBrowser();
    const transport = new Transport(() => late, browser);
    transport.play(tick(0));
    expect(browser.sounds.length).toBe(0);
    browser.isAway = true;
    browser.pass(0.01);
    expect(browser.sounds.length).toBe(1);
  });

  it("sounds a touched note at once, playing or not", () => {
    const browser = new FakeBrowser();
    const transport = new Transport(() => SCORE, browser);
    transport.preview(pitch(67), velocity(90), voice(0));
    expect(browser.sounds[0]).toMatchObject({ pitch: 67, velocity: 90, start: 0 });
    expect(transport.isPlaying).toBe(false);
  });

  it("plays a note on what its part says", () => {
    const drums = partFrom({ name: "Drums", program: 0, isPercussion: true, voices: [4] });
    const score = withNotes({ ...SCORE, parts: [drums] }, [note, { ...note, voice: voice(4) }]);
    const browser = new FakeBrowser();
    const transport = new Transport(() => score, browser);
    transport.play(tick(0));
    expect(browser.sounds.map(({ part }) => part)).toEqual([null, drums]);
    transport.preview(pitch(38), velocity(90), voice(4));
    expect(browser.sounds.at(-1)).toMatchObject({ pitch: 38, part: drums });
  });

  it("lets ring what rings at the end, and silences it when it is stopped", () => {
    const short = withNotes(SCORE, [{ ...note, duration: duration(240) }]);
    const browser = new FakeBrowser();
    const transport = new Transport(() => short, browser);
    transport.play(tick(0));
    browser.pass(0.6);
    expect(transport.isPlaying).toBe(false);
    expect(browser.ended).toBe(0);
    transport.play(tick(0));
    browser.pass(0.3);
    transport.stop();
    expect(browser.ended).toBe(1);
  });

  it("stops telling a listener whose signal is aborted", () => {
    const browser = new FakeBrowser();
    const transport = new Transport(() => SCORE, browser);
    const listening = new AbortController();
    let count = 0;
    transport.onTick(() => (count += 1), listening.signal);
    transport.play(tick(0));
    browser.pass(0.1);
    listening.abort();
    browser.pass(0.1);
    expect(count).toBe(1);
  });
});
