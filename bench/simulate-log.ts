// node bench/simulate-log.ts [--events N] [--longest N] [--whole] [--out FILE]: a made-up shop's log as CSV, ordered by
// time as a server writes it, the same for the same options everywhere. With --longest, so many of the events are one
// visitor's. With --whole, it begins with a row of each event that a page adds, so that a simulation adds none. Without a
// file it goes to standard output.
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { randomFrom } from '../shared/random/index.ts';

const START = Date.UTC(2026, 0, 1);
const DAYS = 180;
/** Visitors who are on the site at the same time. */
const PRESENT = 2_000;
/** Events of a visit, on average. */
const VISIT = 8;
const EVENTS_PER_VISITOR = 10;
const CHUNK = 1 << 18;

/** Cumulative shares of the events of a shop. */
const EVENTS = [
  [0.5, 'page_view'],
  [0.8, 'view_item'],
  [0.88, 'search'],
  [0.95, 'add_to_cart'],
  [0.98, 'begin_checkout'],
  [1, 'purchase'],
] as const;
const CATEGORIES = ['pots', 'seeds', 'knives', 'books', 'linen', 'tools', 'lamps', 'tea'] as const;

/** The log of so many events, in pieces of text. A few visitors come often, most of them seldom. */
function* logOf(events: number, longest: number, isWhole: boolean): Generator<string> {
  const random = randomFrom(1);
  const visitors = Math.max(1, Math.round(events / EVENTS_PER_VISITOR));
  const someone = () => Math.floor(visitors * random() ** 1.5);
  const present = Array.from({ length: PRESENT }, someone);
  const between = (DAYS * 86_400_000) / events;
  let time = START;
  let text = 'visitor,time,event,category,value\n';
  const first = new Date(START).toISOString();
  if (isWhole) text += `v0,${first},first_visit,,\nv0,${first},session_start,,\n`;
  for (let event = 0; event < events; event += 1) {
    time += 2 * between * random();
    const place = Math.floor(PRESENT * random());
    if (random() < 1 / VISIT) present[place] = someone();
    const kind = random();
    const name = EVENTS.find(([share]) => kind < share)?.[1] ?? 'purchase';
    const category = name === 'view_item' ? CATEGORIES[Math.floor(8 * random())] : '';
    const value = name === 'purchase' ? (5 + 95 * random()).toFixed(2) : '';
    const isLongest = longest > 0 && random() < longest / events;
    text += `${isLongest ? 'longest' : `v${present[place]}`},${new Date(time).toISOString()},${name},${category},${value}\n`;
    if (text.length > CHUNK) {
      yield text;
      text = '';
    }
  }
  yield text;
}

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '10000000' },
    longest: { type: 'string', default: '0' },
    whole: { type: 'boolean', default: false },
    out: { type: 'string' },
  },
});
const events = Number(values.events);
if (!Number.isSafeInteger(events) || events < 1) throw new Error('--events takes a whole number');
const target = values.out === undefined ? process.stdout : createWriteStream(values.out);
try {
  await pipeline(logOf(events, Number(values.longest), values.whole), target);
} catch (error) {
  // A reader that has seen enough ("| head") is no failure.
  if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
}
