// The script of index.html alone: what the page's address says becomes attributes of its composer.

import "./index.ts";

/** Attributes that may be set by the address, as in "?device=cpu&theme=dark". */
const FROM_ADDRESS: readonly string[] = [
  "device",
  "theme",
  "src",
  "composer-style",
  "key-signature",
  "bars",
  "takes",
  "tempo",
  "model",
];

const address = new URLSearchParams(location.search);
const composer = document.querySelector("antiphon-composer");
for (const name of FROM_ADDRESS) {
  const value = address.get(name);
  if (value !== null) composer?.setAttribute(name, value);
}
composer?.focus({ preventScroll: true });
