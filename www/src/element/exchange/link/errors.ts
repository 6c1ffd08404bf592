// Why a link is refused.

/** A link that cannot be opened; the message is a sentence for people. */
export class LinkError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "LinkError";
  }
}
