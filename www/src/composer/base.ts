// Where worker, weights and chains lie: beside the script, unless the page says otherwise.

let chosen: string | null = null;

/** Says where the files of the package lie; to be called before the first composer is in the page. */
export function setBase(url: string | URL): void {
  chosen = String(url);
}

/** An address among the files of the package; `script` is where the asking script lies. */
export function placeOf(path: string, script: string): URL {
  return new URL(path, baseOf() ?? script);
}

/** What the page says: by `setBase`, or in `<meta name="antiphon-base" content="...">`. */
export function baseOf(): URL | null {
  if (typeof document === "undefined") return null;
  const said =
    chosen ?? document.querySelector<HTMLMetaElement>('meta[name="antiphon-base"]')?.content;
  return said ? new URL(said.replace(/\/*$/, "/"), document.baseURI) : null;
}
