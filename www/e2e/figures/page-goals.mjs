// What is promised of the page, each goal beside its figure; what was not measured is left out.

import { atMost } from "../bench/goals.mjs";

/** Cumulative layout shift that counts as good (web.dev/articles/cls). */
const STEADY = 0.1;
/** From one frame to the next at 60 a second: 16.7 ms, and what clocks round. */
const ONE_FRAME = 17;

/** The goals with what was found, and how far apart the measurements were. */
export function pageGoals({ cold, onsets, frames, minute, unwatched, axe }) {
  return [
    ...(cold === undefined ? [] : coldGoals(cold)),
    ...(onsets === undefined ? [] : onsetGoals(onsets)),
    ...(frames === undefined ? [] : frameGoals(frames)),
    ...(minute === undefined ? [] : minuteGoals(minute)),
    ...(unwatched === undefined ? [] : [unwatchedGoal(unwatched)]),
    ...(axe === undefined
      ? []
      : [atMost(`axe violations in ${axe.views} views`, axe.violations, 0)]),
  ];
}

function coldGoals(cold) {
  const kilobytes = ({ median }) => median / 1e3;
  return [
    between("first paint, ms", cold.firstPaint, 500),
    between("first paint of the composer, ms", cold.contentfulPaint, 500),
    between("the roll is painted, ms", cold.rollShown),
    between("work of the main thread until then, ms", cold.work),
    between("first sound of Play, ms since the visit began", cold.soundFromVisit, 1_000),
    between("first sound of Play, ms since the click", cold.soundFromClick),
    between("first note of Continue, ms since the visit began", cold.noteFromVisit),
    between("first note of Continue, ms since the click", cold.noteFromClick),
    atMost("scripts before the first paint, KB in brotli", kilobytes(cold.firstScriptBytes), 150),
    atMost("scripts until the first note, KB in brotli", kilobytes(cold.allScriptBytes), 150),
    between("layout shift of a first visit", cold.layoutShift, STEADY),
  ];
}

function onsetGoals({ renderedMs, playedMs }) {
  return [
    atMost("notes off their place in a file, ms", renderedMs, 1),
    atMost("notes off their place when played, ms", playedMs, 1),
  ];
}

function frameGoals(frames) {
  return frames.flatMap(({ name, deltas, work }) => [
    atMost(`frames, ${name}: p95 between, ms`, deltas[1], ONE_FRAME),
    atMost(`frames, ${name}: p95 of work, ms`, work[1], 16.7),
  ]);
}

function minuteGoals(minute) {
  return [
    atMost("longest task in use by its work, ms", minute.longestWorkMs, 50),
    atMost("longest task in use by the clock, ms", minute.longestWallMs, 50),
    plain("a script's first run under a debugger, ms", minute.firstRunMs),
    plain("tasks over 50 ms of work", minute.longByWork),
    plain("tasks over 50 ms by the clock", minute.longByWall),
    atMost("layout shift in use", minute.shift, STEADY),
    plain("held after the minute, MB", minute.heldBytes / 1e6),
    plain("wasm after the minute, MB", minute.wasmBytes / 1e6),
    plain("elements after the minute", minute.elements),
    plain("listeners after the minute", minute.listeners),
    plain("nodes of sound after the minute", minute.audioNodes),
  ];
}

/** The middle of several runs: the least would be that of a lucky one. Browsers tell of tasks from 50 ms on; 0 is none. */
function unwatchedGoal({ longest: { median, most } }) {
  return { ...atMost("longest task in use without a debugger, ms", median, 50), median, most };
}

/**
 * A figure of several runs, and its goal where there is one. As in the bench beside others, the least counts: what
 * else a machine does can only lengthen a time.
 */
function between(name, { median, least, most }, goal = null) {
  const row = goal === null ? plain(name, least) : atMost(name, least, goal);
  return { ...row, median, most };
}

function plain(name, figure) {
  return { name, figure, goal: null, isMet: null };
}
