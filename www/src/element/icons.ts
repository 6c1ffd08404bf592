// Our own small set of icons: 20 by 20, one stroke width, the colour of the text.

const PATHS = {
  play: '<path d="M6 4.2v11.6L15.6 10z" fill="currentColor"/>',
  stop: '<rect x="5" y="5" width="10" height="10" rx="1.5" fill="currentColor"/>',
  start: '<path d="M5 4.5v11M15 5l-7 5 7 5z"/>',
  loop: '<path d="M4 9.5V9a3.5 3.5 0 0 1 3.5-3.5H15M12.5 3 15 5.5 12.5 8M16 10.5v.5a3.5 3.5 0 0 1-3.5 3.5H5M7.5 17 5 14.5 7.5 12"/>',
  metronome: '<path d="M7.5 3.5h5l3 13h-11zM10 12l5.5-7.5M6 13h8"/>',
  volume: '<path d="M3.5 8v4H6l4 3.5v-11L6 8zM13 7.5a3.5 3.5 0 0 1 0 5M15 5a7 7 0 0 1 0 10"/>',
  mixer:
    '<path d="M5 3.5v6M5 13.5v3M10 3.5v2M10 9.5v7M15 3.5v7M15 14.5v2M3 11.5h4M8 7.5h4M13 12.5h4"/>',
  keys: '<rect x="3" y="4.5" width="14" height="11" rx="1.5"/><path d="M7.7 10v5.5M12.3 10v5.5"/><path fill="currentColor" d="M6.5 4.5h2.4V10H6.5zM11.1 4.5h2.4V10h-2.4z"/>',
  undo: '<path d="M7.5 4 4 7.5 7.5 11M4.5 7.5H12a4 4 0 0 1 0 8H8.5"/>',
  redo: '<path d="M12.5 4 16 7.5 12.5 11M15.5 7.5H8a4 4 0 0 0 0 8h3.5"/>',
  open: '<path d="M3.5 15.5v-11h4.5l1.5 2h7v9zM10 14v-4.5M8 11.5l2-2 2 2"/>',
  save: '<path d="M10 3.5v9M6.5 9.5 10 13l3.5-3.5M4 16.5h12"/>',
  draw: '<path d="m4 16 .8-3.2L13 4.5l2.5 2.5-8.3 8.2zM11.5 6l2.5 2.5"/>',
  select:
    '<path d="M4 6.5V4h2.5M9 4h2M13.5 4H16v2.5M16 9v2M16 13.5V16h-2.5M11 16H9M6.5 16H4v-2.5M4 11V9"/>',
  bin: '<path d="M4 6h12M8 6V4h4v2M5.5 6l.8 10.5h7.4L14.5 6M8.5 9v4.5M11.5 9v4.5"/>',
  lock: '<rect x="4.5" y="9" width="11" height="7.5" rx="1.5"/><path d="M7 9V6.5a3 3 0 0 1 6 0V9"/>',
  "lock-rhythm":
    '<rect x="4.5" y="9" width="11" height="7.5" rx="1.5"/><path d="M7 9V6.5a3 3 0 0 1 6 0V9M7.5 12.750h5" stroke-linecap="butt"/>',
  "lock-pitch":
    '<rect x="4.5" y="9" width="11" height="7.5" rx="1.5"/><path d="M7 9V6.5a3 3 0 0 1 6 0V9M10 10.8v4"/>',
  duplicate:
    '<rect x="3.5" y="6.5" width="9" height="10" rx="1.5"/><path d="M7 6.5v-3h9.5v10h-4"/>',
  fit: '<path d="M3.5 10h13M6 7l-3 3 3 3M14 7l3 3-3 3M3 4v12M17 4v12"/>',
  "zoom-in": '<circle cx="8.5" cy="8.5" r="5"/><path d="m12.5 12.5 4 4M6.5 8.5h4M8.5 6.5v4"/>',
  "zoom-out": '<circle cx="8.5" cy="8.5" r="5"/><path d="m12.5 12.5 4 4M6.5 8.5h4"/>',
  panel:
    '<path d="M4 6h7M15 6h1M4 14h1M9 14h7"/><circle cx="13" cy="6" r="2"/><circle cx="7" cy="14" r="2"/>',
  help: '<path d="M7 7.5a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M10 15.5v.5"/>',
  close: '<path d="m5 5 10 10M15 5 5 15"/>',
  previous: '<path d="M12 5 7 10l5 5"/>',
  next: '<path d="m8 5 5 5-5 5"/>',
  dice: '<rect x="3.5" y="3.5" width="13" height="13" rx="2.5"/><g fill="currentColor" stroke="none"><circle cx="7" cy="7" r="1.2"/><circle cx="13" cy="7" r="1.2"/><circle cx="10" cy="10" r="1.2"/><circle cx="7" cy="13" r="1.2"/><circle cx="13" cy="13" r="1.2"/></g>',
  staves:
    '<path d="M3 5.5h14M3 9h14M3 12.5h14M3 16h14M11 13V3"/><circle cx="9" cy="13" r="2" fill="currentColor"/>',
  piece: '<path d="M5 3.5h10v13H5zM8 7h4M8 10h4M8 13h2"/>',
  motif:
    '<path d="M3.5 3.5h13v13h-13zM3.5 10h13M10 3.5v13"/><circle cx="13" cy="7" r="2" fill="currentColor"/>',
  library: '<path d="M4.5 4.5v11M8.5 4.5v11M11.8 5l3.7 10.3"/>',
  continue: '<path d="M3.5 10h12M11 5.5l4.5 4.5-4.5 4.5"/>',
  harmonize:
    '<path stroke-width="2.2" d="M3.5 4.5h6M12 4.5h4.5M6 8.2h7.5M3.5 11.8h4.5M10.5 11.8h6M5 15.5h9"/>',
  infill: '<path d="M6 4H3.5v12H6M14 4h2.5v12H14M7 10h1M9.5 10h1M12 10h1"/>',
  seed: '<path d="M10 16.5v-7M10 11C10 7.5 7.5 6 4 6c0 3.5 2 5 6 5zM10 9c0-3 2-5 6-5 0 3.5-2 5-6 5z"/>',
} as const;

/** The icons there are. */
export type IconName = keyof typeof PATHS;

const drawn = new Map<string, Node>();

/** A new icon; it says nothing to screen readers, its button does. */
export function icon(name: IconName): Node {
  return drawnIcon(name, PATHS[name]);
}

/** An icon of somebody else's set, by a name of its own. */
export function drawnIcon(name: string, path: string): Node {
  return copied(
    name,
    `<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">${path}</svg>`,
  );
}

/** The wordmark's picture: two opposing note heads, one filled, one open. */
export function noteHeads(): Node {
  return copied(
    "note-heads",
    `<svg class="note-heads" viewBox="0 0 32 24" aria-hidden="true"><path d="M14.6 3.5v12.2" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"/><ellipse cx="9.2" cy="16.2" rx="5.9" ry="4.3" transform="rotate(-22 9.2 16.2)" fill="currentColor"/><path d="M17.4 20.5V8.3" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"/><ellipse cx="22.8" cy="7.8" rx="5.1" ry="3.5" transform="rotate(-22 22.8 7.8)" fill="none" stroke="currentColor" stroke-width="1.8"/></svg>`,
  );
}

function copied(name: string, markup: string): Node {
  const node = drawn.get(name) ?? fromMarkup(markup);
  drawn.set(name, node);
  return node.cloneNode(true);
}

/** Tags one by one: pages that require Trusted Types let nobody set `innerHTML`. */
function fromMarkup(markup: string): Node {
  const root = document.createDocumentFragment();
  let parent: Node = root;
  for (const [, isEnd, name = "", attributes = "", isEmpty] of markup.matchAll(
    /<(\/?)(\w+)([^>]*?)(\/?)>/g,
  )) {
    if (isEnd) {
      parent = parent.parentNode ?? root;
      continue;
    }
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [, key = "", value = ""] of attributes.matchAll(/([\w-]+)="([^"]*)"/gi)) {
      element.setAttribute(key, value);
    }
    parent.appendChild(element);
    if (!isEmpty) parent = element;
  }
  return root;
}
