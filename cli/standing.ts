// How a site stands at its Worker, for whoever may read its counts.
import { isSendable, type SiteHealth, siteHealthUrl } from '../shared/wire/index.ts';
import { HEALTH } from './answers.ts';
import { NEARS_BOUND, nearsBound, sizeText } from './backup-size.ts';
import { ask, edgeOf, UNSENDABLE } from './edge.ts';
import { Failure } from './failure.ts';
import { plural } from './plural.ts';
import type { Terminal } from './terminal.ts';

/** Nothing, where no token was given, or the Worker does not say. */
export type Standing = Partial<Pick<SiteHealth, 'counters' | 'backup'>>;

const MIB = 1024 * 1024;
const DAY_MS = 86_400_000;
/** From here on there is a time to give counters more room before reports are lost. */
const NEARLY_FULL = 0.8;

/** Asks with the token that is there; that it is refused is said, and no failure: the status is for anyone. */
export async function standingOf(
  {
    edge: origin,
    site,
    token,
  }: { readonly edge?: string; readonly site?: string; readonly token?: string },
  terminal: Terminal,
): Promise<Standing> {
  const given = token ?? process.env['COVEY_TOKEN'];
  if (!origin || !site || !given) return {};
  const { note, noteStyle } = terminal;
  if (!isSendable(given)) {
    note(`${noteStyle.yellow('warning')}  No more with this token: ${UNSENDABLE}.`);
    return {};
  }
  const edge = edgeOf(origin, given, terminal);
  const answer = await ask(edge, siteHealthUrl(origin, site), HEALTH).catch((error: unknown) => {
    // The end was told without it, by another request.
    if (error instanceof Failure) return null;
    throw error;
  });
  if (answer === null) return {};
  if (answer.ok) {
    const { counters, backup } = answer.body;
    return { ...(counters && { counters }), ...(backup && { backup }) };
  }
  // Definitions that ended are said by the status itself.
  if (answer.error.code !== 'ended')
    edge.note?.(`No more with this token: ${answer.error.message}`);
  return {};
}

/** A sentence each. `now`: milliseconds since the epoch. */
export function standingLines({ counters, backup }: Standing, now: number): readonly string[] {
  const lines: string[] = [];
  if (counters) {
    const part = `${Math.ceil(counters.fullest * 100)} %`;
    lines.push(
      `Counters: ${(counters.bytes / MIB).toFixed(1)} of ${Math.round(counters.maxBytes / MIB)} MiB, the fullest part to ${part}.`,
    );
    if (counters.fullest >= NEARLY_FULL)
      lines.push(
        'Counters are nearly full: then reports are not counted. Raise COVEY_MEGABYTES_PER_SITE in wrangler.toml and deploy, or find out whether these are visitors.',
      );
  }
  if (backup?.last) {
    const days = Math.max(0, Math.floor((now - Date.parse(backup.last.taken)) / DAY_MS));
    const when = days === 0 ? 'less than a day ago' : `${plural(days, 'day')} ago`;
    lines.push(
      `Last backup: ${backup.last.taken.slice(0, 10)}, ${when}; ${sizeText(backup.last.bytes)}.`,
      ...(nearsBound(backup.last.bytes) ? [NEARS_BOUND] : []),
    );
  } else if (backup) lines.push('Last backup: none was taken yet.');
  return lines;
}
