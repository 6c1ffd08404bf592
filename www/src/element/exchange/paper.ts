// The piece on paper: printed, or saved as one picture. It is engraved anew, at the width of a page.

import { styleOf } from "../../composer/index.ts";
import type { PaperSystem, PaperWish } from "../../notation/index.ts";
import { t } from "../../words/index.ts";
import { make } from "../dom.ts";
import { adoptSheet } from "../styles/adopt.ts";
import print from "../styles/print.css?inline";
import staves from "../styles/staves.css?inline";
import type { ExchangeActors } from "./exchange.ts";
import { download, FORMATS } from "./formats.ts";

/** Pixels of what can be printed on A4 and on Letter paper, and a staff's share of 40 pixels there. */
const PAPER_WIDTH = 690;
const PAPER_ZOOM = 0.62;
/** The room around a picture, and that of its title, in pixels of paper. */
const MARGIN = 36;
const TITLE = 70;
/** Dots of a PNG for each pixel of paper: about 250 an inch. */
const DOTS = 2.6;
/** Browsers draw no larger picture. */
const MAX_DOTS = 32_000;

/** Prints the piece alone, whatever page it lies in: from a frame of its own. */
export async function printStaves(actors: ExchangeActors): Promise<void> {
  const systems = await engraved(actors);
  const { title, line } = headOf(actors);
  const frame = make("iframe", {
    class: "print-frame",
    title: t("What is printed"),
    "aria-hidden": "true",
  });
  actors.composer.append(frame);
  const { contentDocument, contentWindow } = frame;
  if (contentDocument === null || contentWindow === null) throw new Error("no frame to print from");
  const sheet = new (contentWindow as Window & typeof globalThis).CSSStyleSheet();
  sheet.replaceSync(print);
  contentDocument.adoptedStyleSheets = [sheet];
  contentDocument.title = title;
  contentDocument.documentElement.lang = document.documentElement.lang;
  contentDocument.body.append(
    make("h1", { dir: "auto" }, title),
    make("p", { class: "line" }, line),
    ...systems.map(({ picture }) => make("div", { class: "system" }, picture)),
  );
  contentWindow.addEventListener("afterprint", () => frame.remove(), { once: true });
  contentWindow.focus();
  contentWindow.print();
}

/** Saves the piece as one picture of lines. */
export async function saveSvg(actors: ExchangeActors): Promise<void> {
  const systems = await engraved(actors);
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const width = PAPER_WIDTH + 2 * MARGIN;
  const height = heightOf(systems, 1) + 2 * MARGIN + TITLE;
  const place = { xmlns: space, width, height, viewBox: `0 0 ${width} ${height}`, color: "#000" };
  for (const [name, value] of Object.entries(place)) svg.setAttribute(name, String(value));
  const ground = document.createElementNS(space, "rect");
  for (const [name, value] of Object.entries({ width: "100%", height: "100%", fill: "#fff" })) {
    ground.setAttribute(name, value);
  }
  const { title, line } = headOf(actors);
  svg.append(
    ground,
    lettering(title, width / 2, MARGIN + 26, 26),
    lettering(line, width / 2, MARGIN + 48, 13),
  );
  let y = MARGIN + TITLE;
  for (const { picture, height } of systems) {
    picture.setAttribute("x", String(MARGIN));
    picture.setAttribute("y", String(y));
    svg.append(picture);
    y += height;
  }
  const text = new XMLSerializer().serializeToString(svg);
  download(actors.desk.signal, new TextEncoder().encode(text), title, FORMATS.svg);
}

/** Saves the piece as one picture of dots. */
export async function savePng(actors: ExchangeActors): Promise<void> {
  const { paintedSystems } = await import("../../notation/index.ts");
  const systems = await paintedSystems({
    ...(await wishOf(actors)),
    width: PAPER_WIDTH * DOTS,
    zoom: PAPER_ZOOM * DOTS,
  });
  const { title, line } = headOf(actors);
  const canvas = make("canvas");
  canvas.width = Math.round((PAPER_WIDTH + 2 * MARGIN) * DOTS);
  canvas.height = Math.round(heightOf(systems, 1) + (2 * MARGIN + TITLE) * DOTS);
  const found = canvas.height;
  if (found > MAX_DOTS) {
    throw new Error(
      t("a picture of {found} dots in height found, {allowed} are allowed: save it as SVG", {
        found,
        allowed: MAX_DOTS,
      }),
    );
  }
  const context = canvas.getContext("2d");
  if (context === null) throw new Error(t("no canvas to draw on"));
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = "#000";
  context.textAlign = "center";
  context.font = `${26 * DOTS}px serif`;
  context.fillText(title, canvas.width / 2, (MARGIN + 26) * DOTS, PAPER_WIDTH * DOTS);
  context.font = `${13 * DOTS}px serif`;
  context.fillText(line, canvas.width / 2, (MARGIN + 48) * DOTS, PAPER_WIDTH * DOTS);
  let y = (MARGIN + TITLE) * DOTS;
  for (const { picture, height } of systems) {
    context.drawImage(picture, MARGIN * DOTS, y);
    y += height;
  }
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob === null) throw new Error(t("the picture could not be made"));
  download(actors.desk.signal, blob, title, FORMATS.png);
}

async function engraved(actors: ExchangeActors): Promise<readonly PaperSystem<SVGSVGElement>[]> {
  const { engravedSystems } = await import("../../notation/index.ts");
  return engravedSystems(await wishOf(actors));
}

async function wishOf({ desk, root, composer, client }: ExchangeActors): Promise<PaperWish> {
  adoptSheet(root, staves);
  const { history, staffLayout } = desk.store.state;
  const bytes = await client.studio.writeScore(history.present.score, "musicxml", desk.signal);
  return {
    musicXml: new TextDecoder().decode(bytes),
    choir: staffLayout.choir,
    zoom: PAPER_ZOOM,
    width: PAPER_WIDTH,
    host: composer,
  };
}

/** What stands above the first system. */
function headOf({ desk }: ExchangeActors): { readonly title: string; readonly line: string } {
  const { history, settings } = desk.store.state;
  const { title } = history.present.score;
  return { title: title === "" ? t("Untitled") : title, line: t(styleOf(settings.style).name) };
}

function heightOf(systems: readonly PaperSystem<unknown>[], scale: number): number {
  return systems.reduce((sum, { height }) => sum + height * scale, 0);
}

/** A line of text in the middle; whatever it says stays text. */
function lettering(words: string, x: number, y: number, size: number): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", "text");
  const place = {
    x,
    y,
    "font-size": size,
    "font-family": "serif",
    "text-anchor": "middle",
    "unicode-bidi": "plaintext",
  };
  for (const [name, value] of Object.entries(place)) made.setAttribute(name, String(value));
  made.textContent = words;
  return made;
}
