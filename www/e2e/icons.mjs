// Draws the icons of the installed page from public/favicon.svg: `node www/e2e/icons.mjs`.

import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { launch } from "./stage.mjs";

const PUBLIC = fileURLToPath(new URL("../public/", import.meta.url));

/** Name, pixels, and how much of the square the picture takes: launchers cut the corners of a maskable one. */
const ICONS = [
  ["icon-192.png", 192, 0.8],
  ["icon-512.png", 512, 0.8],
  ["icon-maskable-512.png", 512, 0.56],
  ["apple-touch-icon.png", 180, 0.72],
];

const svg = await readFile(`${PUBLIC}favicon.svg`, "utf8");
const browser = await launch();
try {
  for (const [name, size, share] of ICONS) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(
      `<body style="margin: 0; display: grid; place-items: center; block-size: ${size}px; background: #fbf8f1">
        <div style="inline-size: ${size * share}px; block-size: ${size * share}px">${svg}</div></body>`,
    );
    await writeFile(`${PUBLIC}${name}`, await page.screenshot());
    await page.close();
  }
} finally {
  await browser.close();
}
