// A page in which the audio room's own sources render scores.

import { fileURLToPath } from "node:url";
import { createServer } from "vite";
import { launch } from "../stage.mjs";

const WWW = fileURLToPath(new URL("../..", import.meta.url));

/** Opens a browser with an empty page of the sources' origin; `bytesOf` asks it for bytes, `close` ends it. */
export async function openSoundRoom() {
  const server = await createServer({
    root: WWW,
    configFile: false,
    logLevel: "silent",
    server: { port: 0 },
  });
  await server.listen();
  const browser = await launch();
  const page = await browser.newPage();
  // An empty page of the same origin: the rooms are loaded from their sources.
  const address = server.resolvedUrls.local[0];
  await page.route(`${address}blank`, (route) =>
    route.fulfill({ contentType: "text/html", body: "" }),
  );
  await page.goto(`${address}blank`);
  const close = async () => {
    await browser.close();
    await server.close();
  };
  return { bytesOf: (make, argument) => bytesOf(page, make, argument), close };
}

/** The bytes that a function makes in the page. */
async function bytesOf(page, make, argument) {
  const made = await page.evaluateHandle(make, argument);
  const base64 = await made.evaluate(
    (bytes) =>
      new Promise((resolve) => {
        const reader = new FileReader();
        reader.onload = () => resolve(reader.result.split(",")[1]);
        reader.readAsDataURL(new Blob([bytes]));
      }),
  );
  await made.dispose();
  return Buffer.from(base64, "base64");
}
