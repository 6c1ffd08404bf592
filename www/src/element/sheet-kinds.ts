// Building each sheet over the page, for who opens it first.

import { built } from "./sheet.ts";
import { dressSheets } from "./sheet-look.ts";
import type { SheetGround, SheetName } from "./sheets.ts";
import { uncoveringSheet } from "./uncover.ts";

/** A sheet, where it belongs. */
export async function buildSheetOf(
  name: SheetName,
  ground: SheetGround,
): Promise<HTMLDialogElement> {
  const { desk, root, parts, client, seek, write } = ground;
  const { composer, foot } = parts;
  dressSheets(root);
  if (name === "order") {
    const { buildOrderSheet } = await import("./order/order-sheet.ts");
    const place = { root, composer, foot, reader: client, write, seek };
    return built(uncoveringSheet(buildOrderSheet(desk, place), desk));
  }
  const sheet = await simpleSheet(name, ground);
  composer.append(sheet);
  return built(uncoveringSheet(sheet, desk));
}

async function simpleSheet(
  name: Exclude<SheetName, "order">,
  { desk, root, parts, keeping }: SheetGround,
): Promise<HTMLDialogElement> {
  switch (name) {
    case "help":
      return (await import("./help.ts")).buildHelp(desk.signal, root, parts.composer);
    case "palette":
      return (await import("./palette/palette.ts")).buildPalette(desk, root, parts.composer);
    case "library": {
      const [{ buildLibrarySheet }, keeper] = await Promise.all([
        import("./keeping/library-sheet.ts"),
        keeping(),
      ]);
      return buildLibrarySheet(desk, keeper, root);
    }
    default:
      return name satisfies never;
  }
}
