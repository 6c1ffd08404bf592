// The composer of a program: opened once, asked often, closed at the end.

import type {
  Act,
  DeviceChoice,
  EditOutcome,
  EditRequest,
  EngineInfo,
  MidiFile,
  Outcome,
  PieceRequest,
  Progress,
  RateRequest,
  Rating,
  WireScore,
} from "../composer/index.ts";
import {
  ComposerClient,
  ComposerError,
  localPort,
  placeOf,
  spawnWorker,
} from "../composer/index.ts";
import { Answer } from "./answer.ts";
import { requestOf, type Wish } from "./wish.ts";

/** What a composer is opened with. */
export interface ComposerOptions {
  /** What computes; "cpu" where it is left out, and always outside of pages. */
  readonly device?: DeviceChoice;
  /** Address of a file of weights, or of a folder of them; those that ship where it is left out. */
  readonly model?: string | URL;
  /** Hears how far opening has come. */
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

/** How an answer can be stopped. */
export interface AskOptions {
  readonly signal?: AbortSignal;
}

type PieceAnswer = Awaited<ReturnType<ComposerClient["studio"]["piece"]>>;

/** An engine that answers: in a worker where there is a page, else in this thread. */
export class Composer {
  readonly #client: ComposerClient;
  readonly #lifetime = new AbortController();

  private constructor(options: ComposerOptions) {
    const model = options.model ?? placeOf(SHIPPED, import.meta.url);
    const isPage = typeof document !== "undefined" && typeof Worker !== "undefined";
    const modelUrl = new URL(model, isPage ? document.baseURI : import.meta.url).href;
    const device = isPage ? (options.device ?? "cpu") : "cpu";
    const cores = isPage ? navigator.hardwareConcurrency : 1;
    this.#client = new ComposerClient(
      { device, modelUrl },
      isPage ? spawnWorker : localPort,
      cores,
    );
    if (options.onProgress) this.#client.onProgress(options.onProgress, this.#lifetime.signal);
  }

  /** Loads engine and weights; rejects with a `ComposerError`. */
  static async open(options: ComposerOptions = {}): Promise<Composer> {
    const composer = new Composer(options);
    const { signal } = options;
    try {
      await composer.#client.open(signal === undefined ? {} : { signal });
      return composer;
    } catch (thrown) {
      composer.close();
      throw thrown;
    }
  }

  /** What answers. */
  get info(): EngineInfo {
    const { info } = this.#client.engine;
    if (info === null) throw new ComposerError("closed", "the composer was closed");
    return info;
  }

  /** Writes a new piece from nothing. */
  seed(wish: Wish<"seed"> = {}, options: AskOptions = {}): Answer {
    return this.#ask("seed", wish, options);
  }

  /** Writes more bars after the last one. */
  continue(wish: Wish<"continue">, options: AskOptions = {}): Answer {
    return this.#ask("continue", wish, options);
  }

  /** Writes the voices that have no notes. */
  harmonize(wish: Wish<"harmonize">, options: AskOptions = {}): Answer {
    return this.#ask("harmonize", wish, options);
  }

  /** Writes a region afresh. */
  infill(wish: Wish<"infill">, options: AskOptions = {}): Answer {
    return this.#ask("infill", wish, options);
  }

  /** Several answers to one request, the first with its `rngSeed`, each further one with the next. */
  async takes<A extends Act>(
    act: A,
    wish: Wish<A>,
    count: number,
    options: AskOptions = {},
  ): Promise<readonly Outcome[]> {
    return this.#client.takes(act, requestOf(act, wish), count, options);
  }

  /** Writes a whole piece to order. */
  piece(request: PieceRequest, { signal }: AskOptions = {}): Answer<PieceAnswer> {
    return new Answer((onNote, stop) => {
      return this.#client.studio.piece(request, { onNote, signal: stop });
    }, signal);
  }

  /** Says how good candidates are beside each other. */
  rate(request: RateRequest): Promise<readonly Rating[]> {
    return this.#client.studio.rate(request);
  }

  /** Quantises, humanises, repairs, revoices or simplifies notes. */
  edit(request: EditRequest): Promise<EditOutcome> {
    return this.#client.studio.edit(request);
  }

  /** Reads a MIDI file. */
  readMidi(bytes: Uint8Array): Promise<MidiFile> {
    return this.#client.readMidi(bytes);
  }

  /** Writes a MIDI file. */
  writeMidi(score: WireScore): Promise<Uint8Array> {
    return this.#client.writeMidi(score);
  }

  /** Gives everything back; what was asked is rejected with the code "closed". */
  close(): void {
    this.#lifetime.abort();
    this.#client.close();
  }

  #ask<A extends Act>(act: A, wish: Wish<A>, { signal }: AskOptions): Answer {
    const request = requestOf(act, wish);
    return new Answer(async (note, stop) => {
      const onNote = (written: Parameters<typeof note>[0]) => note(written);
      const [outcome] = await this.#client.takes(act, request, 1, { onNote, signal: stop });
      if (outcome === undefined) throw new ComposerError("internal", "no answer came");
      return outcome;
    }, signal);
  }
}

/** Beside the script; in the sources' own server at the root. */
const SHIPPED = import.meta.env.DEV ? "/model/nano.safetensors" : "./model/nano.safetensors";
