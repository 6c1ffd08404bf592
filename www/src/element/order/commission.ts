// Has a whole piece written: its plan at once, its notes as they come, one undo step at the end.

import type { PieceOptions, PieceOutcome, PiecePlan, PieceRequest } from "../../composer/index.ts";
import { Burst, orchestrated, styleOf } from "../../composer/index.ts";
import type { Draft, Note, Section } from "../../score/index.ts";
import {
  answered,
  barTicks,
  draftOf,
  EMPTY_SCORE,
  EMPTY_SELECTION,
  noteFrom,
  recorded,
  scoreFrom,
  tick,
} from "../../score/index.ts";
import { t } from "../../words/index.ts";
import type { Settings } from "../settings.ts";
import { stylePatch } from "../settings.ts";
import type { Answering, Store } from "../store.ts";
import { accountsOf } from "../takes.ts";

/** The part of the composer's client that writes pieces. */
export interface PieceWriter {
  piece(request: PieceRequest, options?: PieceOptions): Promise<PieceOutcome>;
}

/** What a commission tells its dialogue. */
export interface CommissionListener {
  noteStarted(note: Note): void;
  /** Whether anybody still wants the piece. */
  isWanted(): boolean;
}

/** Notes come in bursts of a phrase: they are shown together. */
const BURST_MS = 50;

/** Resolves when the piece is in the history, or was stopped before its first note. */
export async function writePiece(
  store: Store,
  client: PieceWriter,
  wish: PieceRequest,
  listener: CommissionListener,
  signal: AbortSignal,
): Promise<void> {
  const request = played(wish);
  begin(store, request);
  const fresh = new Burst<Note>(BURST_MS, (notes) => show(store, notes, listener));
  const outcome = await client
    .piece(request, {
      signal,
      onPlan: (plan) => listener.isWanted() && grow(store, { ground: groundOf(plan) }),
      onNote: (plain) => fresh.add(noteFrom(plain)),
      // All notes until now are void.
      onRestart: () => {
        fresh.clear();
        grow(store, { notes: [], pen: tick(0) });
      },
    })
    .finally(() => fresh.end());
  if (!listener.isWanted()) return;
  const { history, settings } = store.state;
  const { receipt } = outcome;
  if (outcome.added.length === 0) {
    const text = t("Stopped before the first note.");
    return store.update({ message: { kind: "remark", text }, receipt, answering: null });
  }
  const text = t("Stopped: what was written until then is kept.");
  store.update({
    history: recorded(history, { name: t("Whole piece"), draft: draftOfPiece(outcome) }),
    message: outcome.isComplete ? null : { kind: "remark", text },
    receipt,
    settings: { ...settings, ...styleChoice(settings.style, request.style), isHeaderChosen: true },
    answering: null,
  });
}

/** Where nobody has asked for instruments, a page's own style has its own. */
function played(request: PieceRequest): PieceRequest {
  const { instruments = [] } = styleOf(request.style);
  return request.instruments?.length || instruments.length === 0
    ? request
    : { ...request, instruments };
}

/** Sections as stretches of time. */
export function sectionsOf({ sections, timeSignature }: PiecePlan): readonly Section[] {
  const bar = barTicks(timeSignature);
  return sections.map(({ name, firstBar, bars }) => ({
    name,
    start: tick(firstBar * bar),
    end: tick((firstBar + bars) * bar),
  }));
}

/** Answers to the piece are in its style. */
function styleChoice(before: string, style: string): Partial<Settings> {
  return before === style ? {} : stylePatch(style);
}

function begin(store: Store, { style, instruments = [] }: PieceRequest): void {
  store.update({
    answering: {
      act: "piece",
      takes: 1,
      notes: [],
      pen: tick(0),
      replaced: EMPTY_SELECTION,
      parts: orchestrated(styleOf(style), instruments),
      isStopping: false,
      ground: draftOf(EMPTY_SCORE),
    },
    audition: null,
    selection: EMPTY_SELECTION,
    region: null,
    loop: null,
    isLooping: false,
    message: null,
    isHinting: false,
  });
}

function grow(store: Store, patch: Partial<Answering>): void {
  const { answering } = store.state;
  if (answering !== null) store.update({ answering: { ...answering, ...patch } });
}

/** Shows notes that have come, and tells of them. */
function show(store: Store, fresh: readonly Note[], listener: CommissionListener): void {
  const { answering } = store.state;
  if (answering === null || !listener.isWanted()) return;
  // Notes are told in the order of the score: all before the last one's onset is there.
  const pen = tick(Math.max(answering.pen, ...fresh.map(({ onset }) => onset)));
  grow(store, { notes: [...answering.notes, ...fresh], pen });
  for (const note of fresh) listener.noteStarted(note);
}

/** The page that a planned piece is written on. */
function groundOf(plan: PiecePlan): Draft {
  const { timeSignature, tempo, key } = plan;
  const timeSignatures = [{ ...timeSignature, tick: tick(0) }];
  return draftOf({ ...EMPTY_SCORE, timeSignatures, tempo, key }, sectionsOf(plan));
}

function draftOfPiece(outcome: PieceOutcome): Draft {
  const { score: plain, added, plan } = outcome;
  const score = scoreFrom(plain);
  const sections = plan === null ? [] : sectionsOf(plan);
  return answered(draftOf(score, sections), score, added.map(noteFrom), accountsOf(outcome));
}
