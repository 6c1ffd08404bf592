// What page and workers say to each other; what they speak of is in `protocol.ts`.

import type {
  DeviceChoice,
  EngineState,
  MidiFile,
  Order,
  Outcome,
  Progress,
  WireError,
  WireNote,
  WireScore,
} from "./protocol.ts";
import type { PiecePlan, StudioAnswer, StudioOrder } from "./studio-protocol.ts";

/** What a second worker needs in order to answer on the CPU, note for note, as the first one does. */
export interface Kit {
  /** Another number for other weights; the numbers of one worker never return. */
  readonly id: number;
  /** Null where the worker fetches the build with the feature "studio" by itself. */
  readonly module: WebAssembly.Module | null;
  /** Null where only chains are to write. */
  readonly weights: Uint8Array | null;
}

/** What the first worker lends for the studio's worker. */
export interface Loan {
  /** The id of the kit that the weights belong to. */
  readonly kitId: number;
  /** Null where that worker holds them already. */
  readonly weights: Uint8Array | null;
}

/** The workers that may answer some of the takes of a request. */
export interface Sharing {
  readonly helpers: number;
  /** The id of the kit that all of them hold; null where it has to be sent. */
  readonly kitId: number | null;
}

/** A request for one or more takes; take i has the order's `rngSeed` + i. */
export interface ComposeMessage {
  readonly kind: "compose";
  readonly id: number;
  readonly order: Order;
  readonly takes: number;
  /** Null where the worker shall answer all by itself. */
  readonly sharing: Sharing | null;
}

/** A note of one of the takes that a message asks for. */
export interface TakeNote {
  readonly take: number;
  readonly note: WireNote;
}

/** What the page says to the worker. */
export type ToWorker =
  | { readonly kind: "open"; readonly device: DeviceChoice; readonly modelUrl: string }
  /** In place of "open": answers with what another worker has fetched. */
  | { readonly kind: "join"; readonly kit: Kit }
  | ComposeMessage
  /** Asks for the weights that answer now; `held` is the id of the kit that need not be sent again. */
  | { readonly kind: "lend"; readonly id: number; readonly held: number | null }
  | { readonly kind: "studio"; readonly id: number; readonly order: StudioOrder }
  /** Brings the Markov chains of a style. */
  | { readonly kind: "chains"; readonly style: string; readonly bytes: Uint8Array }
  /** Has chains learn somebody's own music, in whose manner they write then; none ends that. */
  | { readonly kind: "learn"; readonly scores: readonly WireScore[] }
  | { readonly kind: "cancel"; readonly id: number }
  | { readonly kind: "readMidi"; readonly id: number; readonly bytes: Uint8Array }
  | { readonly kind: "writeMidi"; readonly id: number; readonly score: WireScore };

/** The takes from `first` on are left to others, who get the kit unless they hold it already. */
export interface SharedMessage {
  readonly kind: "shared";
  readonly id: number;
  readonly first: number;
  readonly kitId: number;
  readonly kit: Kit | null;
}

/** What the worker says to the page. */
export type FromWorker =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "engine"; readonly engine: EngineState }
  | { readonly kind: "opened" }
  | { readonly kind: "openFailed"; readonly error: WireError }
  /** Null where this worker has everything: it computes on a GPU, whose build is a whole one. */
  | { readonly kind: "lent"; readonly id: number; readonly loan: Loan | null }
  /** What a piece will be, before its first note. */
  | { readonly kind: "plan"; readonly id: number; readonly plan: PiecePlan }
  | { readonly kind: "notes"; readonly id: number; readonly notes: readonly TakeNote[] }
  /** The request begins again on another device; its notes until now are void. */
  | { readonly kind: "restarted"; readonly id: number }
  | SharedMessage
  /** An outcome a take, all but those that were left to others. */
  | { readonly kind: "done"; readonly id: number; readonly outcomes: readonly Outcome[] }
  | { readonly kind: "studioDone"; readonly id: number; readonly answer: StudioAnswer }
  | { readonly kind: "midiRead"; readonly id: number; readonly file: MidiFile }
  | { readonly kind: "midiWritten"; readonly id: number; readonly bytes: Uint8Array }
  | { readonly kind: "failed"; readonly id: number; readonly error: WireError }
  /** The wasm of the CPU has panicked: this worker cannot go on. `id` is what it was doing. */
  | { readonly kind: "crashed"; readonly id: number | null; readonly error: WireError };
