// The door of the staves.

export type { ChoirStaves } from "./arrange.ts";
export { engravedSystems, type PaperSystem, type PaperWish, paintedSystems } from "./sheets.ts";
export type { Marks, NoteMark, StaffLayout, StaffListener } from "./staff-view.ts";
export { StaffView } from "./staff-view.ts";
