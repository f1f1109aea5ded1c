/**
 * Runs before everything else in the page. The clock belongs to the demonstration bar: it moves
 * `Date` forward, so that a person can watch time pass. Without a jump it changes nothing.
 */
const CLOCK = 'demo-clock';

export interface DemoClock {
  readonly offset: () => number;
  readonly jump: (ms: number) => void;
  readonly reset: () => void;
}

function readOffset(): number {
  try {
    const value = Number(sessionStorage.getItem(CLOCK));
    return Number.isFinite(value) && value > 0 ? value : 0;
  } catch {
    return 0;
  }
}

let offset = readOffset();
const RealDate = Date;
const now = () => RealDate.now() + offset;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: [], newTarget) =>
    Reflect.construct(target, args.length > 0 ? args : [now()], newTarget) as object,
  apply: () => new RealDate(now()).toString(),
  get: (target, key, receiver): unknown =>
    key === 'now' ? now : Reflect.get(target, key, receiver),
});

const page = window as Window & {
  dataLayer?: unknown[];
  demoClock?: DemoClock;
};
page.dataLayer = page.dataLayer ?? [];
page.demoClock = {
  offset: () => offset,
  jump(ms) {
    offset += ms;
    try {
      sessionStorage.setItem(CLOCK, String(offset));
    } catch {
      // Without storage the jump lasts until the page is left.
    }
  },
  reset() {
    offset = 0;
    try {
      sessionStorage.removeItem(CLOCK);
    } catch {
      // Nothing was kept.
    }
  },
};
