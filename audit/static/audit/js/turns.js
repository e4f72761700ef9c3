// What is done by key comes in the order of the keys, however slow the network is: each act waits for the one before it.

export class Turns {
  constructor() {
    this.last = Promise.resolve();
    this.held = null;
    this.waiting = 0;
    this.round = 0;
  }

  /** Whether something is going on that what comes now must wait for. */
  get isBusy() {
    return this.waiting > 0;
  }

  /** Do it once everything before is done. */
  take(act) {
    const { round } = this;
    this.last = this.during(
      this.last.then(() => this.held).then(() => (round === this.round ? act() : undefined)),
    ).catch(reportError);
  }

  /** Something began that even what is in line already must wait for. */
  hold(promise) {
    this.held = this.during(promise);
  }

  during(promise) {
    this.waiting += 1;
    return promise.finally(() => (this.waiting -= 1));
  }

  /** Let go what still waits: what it was meant to follow did not happen. */
  drop() {
    this.round += 1;
  }
}
