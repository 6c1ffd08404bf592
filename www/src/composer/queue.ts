// Requests in the order they came: one runs, the others wait or leave.

/** First come, first served; one ticket at a time is running. */
export class RequestQueue<Ticket extends { readonly id: number }> {
  #running: Ticket | null = null;
  #waiting: Ticket[] = [];

  /** The ticket that runs now. */
  get running(): Ticket | null {
    return this.#running;
  }

  /** The tickets that wait, the next one first. */
  get waiting(): readonly Ticket[] {
    return this.#waiting;
  }

  /** Puts a ticket at the end. */
  add(ticket: Ticket): void {
    this.#waiting.push(ticket);
  }

  /** Takes a waiting ticket out; undefined if it does not wait (it runs, or is done). */
  remove(id: number): Ticket | undefined {
    const found = this.#waiting.find((ticket) => ticket.id === id);
    this.#waiting = this.#waiting.filter((ticket) => ticket !== found);
    return found;
  }

  /** Makes the next ticket the running one; undefined while one runs or none waits. */
  start(): Ticket | undefined {
    if (this.#running !== null) return undefined;
    const next = this.#waiting.shift();
    this.#running = next ?? null;
    return next;
  }

  /** Ends the running ticket, so that the next can start. */
  finish(): void {
    this.#running = null;
  }
}
