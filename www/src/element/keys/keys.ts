import type { Desk } from "../desk.ts";
import { make } from "../dom.ts";
import type { RowActors } from "../rows.ts";
export function build(_desk: Desk, _actors: RowActors): HTMLElement {
  return make("section", { class: "row-panel keys" });
}
