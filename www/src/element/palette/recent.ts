// What was chosen last, so that it comes first the next time.

const PLACE = "antiphon-recent";
const MOST = 6;

let recent: readonly string[] | null = null;

/** What was chosen last, the newest first; `isKept` looks among what the browser keeps. */
export function recentOf(isKept: boolean): readonly string[] {
  recent ??= isKept ? stored() : [];
  return recent;
}

/** Remembers a choice; where nothing may be kept, as long as the page is there. */
export function remember(id: string, isKept: boolean): void {
  recent = [id, ...recentOf(isKept).filter((other) => other !== id)].slice(0, MOST);
  if (!isKept) return;
  try {
    localStorage.setItem(PLACE, JSON.stringify(recent));
  } catch {
    // Then it lasts as long as the page.
  }
}

function stored(): readonly string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(PLACE) ?? "[]");
    return Array.isArray(value) ? value.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}
