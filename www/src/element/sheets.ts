// The sheets over the page; each is loaded by who opens it first.

import type { PieceRequest, SharedClient } from "../composer/index.ts";
import type { Tick } from "../score/index.ts";
import type { Desk } from "./desk.ts";
import type { Keeping } from "./keeping/keeping.ts";
import type { Parts } from "./template.ts";

export type SheetName = "order" | "help" | "library" | "palette";

/** What the sheets stand on. */
export interface SheetGround {
  readonly desk: Desk;
  readonly root: ShadowRoot;
  readonly parts: Parts;
  readonly client: SharedClient["client"];
  keeping(): Promise<Keeping>;
  write(request: PieceRequest): void;
  seek(at: Tick): void;
}

/** Builds each sheet once. */
export class Sheets {
  readonly #ground: SheetGround;
  readonly #built = new Map<SheetName, Promise<HTMLDialogElement>>();

  constructor(ground: SheetGround) {
    this.#ground = ground;
  }

  /** A sheet; who asks again after a failure tries again. */
  get(name: SheetName): Promise<HTMLDialogElement> {
    const sheet = this.#built.get(name) ?? this.#build(name);
    this.#built.set(name, sheet);
    sheet.catch(() => this.#built.delete(name));
    return sheet;
  }

  async #build(name: SheetName): Promise<HTMLDialogElement> {
    return (await import("./sheet-kinds.ts")).buildSheetOf(name, this.#ground);
  }
}
