import { DAY_MS, MAX_RETENTION_MS } from '../../definitions/durations.ts';
import type { Condition, SegmentDefinition } from '../../definitions/types.ts';
import { type Answer, answerCondition } from '../answers.ts';
import type { Context } from '../context.ts';
import { enumName } from './dimensions.ts';
import { type JsonObject, own } from '../json.ts';
import { type Reader, asNumber, read } from '../reading.ts';
import { labels } from '../names.ts';
import { importSegments } from '../segments.ts';
import { allOf, someOf } from '../tree.ts';
import type { ImportOptions, ImportResult } from '../types.ts';
import { readClause } from './clauses.ts';

/**
 * A Google Analytics 4 audience as the Admin API gives it (`properties.audiences`, v1alpha), or a
 * list of them as `{ "audiences": […] }`. Never throws.
 */
export const importGa4 = (json: unknown, options: ImportOptions = {}): ImportResult =>
  importSegments(json, options, {
    list: ['audiences'],
    more: (list) => Boolean(own(list, 'nextPageToken') ?? own(list, 'next_page_token')),
    name: (audience) => text(own(audience, 'displayName') ?? own(audience, 'display_name')),
    general: [
      [
        'identity',
        'user',
        'Google Analytics joins devices of one user ID. Here a visitor is one browser profile on one device.',
      ],
      [
        'history',
        'lifetime',
        'Without a time window Google Analytics looks at all it has. Here history begins with the first visit after publishing, and events are kept for 13 months at most.',
      ],
    ],
    convert,
  });

const EXCLUSIONS = ['', 'EXCLUDE_TEMPORARILY', 'EXCLUDE_PERMANENTLY'];
const UNSPECIFIED = ['', 'AUDIENCE_EXCLUSION_DURATION_MODE_UNSPECIFIED'];
const LOG_CONDITIONS = ['', 'AUDIENCE_JOINED', 'AUDIENCE_MEMBERSHIP_RENEWED'];
const CLAUSE_TYPES = ['', 'INCLUDE', 'EXCLUDE'];

const convert = (ctx: Context, json: JsonObject, path: string): SegmentDefinition | null => {
  const audience = read(ctx, json, path, { alike: true });
  const name = audience.string('displayName');
  const description = audience.string('description');
  const clauses = (audience.objects('filterClauses') ?? []).map((clause) => ({
    type: clauseType(ctx, clause),
    answer: readClause(ctx, clause),
  }));
  const including = allOf(
    clauses.flatMap(({ type, answer }) => (type === 'INCLUDE' ? [answer] : [])),
  );
  const excluding = clauses.flatMap(({ type, answer }) => (type === 'EXCLUDE' ? [answer] : []));
  const excluded = excluding.length > 0 ? someOf(excluding) : null;
  const mode = exclusionMode(ctx, audience, excluding.length > 0);
  const keep = membership(ctx, audience);
  eventTrigger(ctx, audience);
  audience.done('Audience', ['name', 'adsPersonalizationEnabled', 'createTime']);
  if (clauses.length === 0)
    return ctx.refuse(
      'invalid',
      { path: audience.pathOf('filterClauses'), construct: 'filterClauses' },
      'An audience needs filterClauses.',
    );
  if (mode === null) return null;
  const when = including === null ? null : conditionOf(ctx, including);
  if (when === null) return null;
  return {
    ...labels(name, description),
    when,
    ...(keep !== undefined && { keep }),
    ...(excluded !== null &&
      excluded !== false && {
        [mode === 'EXCLUDE_PERMANENTLY' ? 'excludeEver' : 'exclude']: answerCondition(excluded),
      }),
  };
};

const conditionOf = (ctx: Context, answer: Answer): Condition | null => {
  const at = { path: '', construct: 'Audience' };
  if (answer === false) return ctx.refuse('invalid', at, 'Nobody can meet this audience.');
  return answerCondition(answer);
};

/** How long an exclusion lasts; null where it has to be said and is not. */
const exclusionMode = (ctx: Context, audience: Reader, isAsked: boolean): string | null => {
  const given = audience.get('exclusionDurationMode');
  const mode = enumName(given, EXCLUSIONS);
  const at = { path: audience.pathOf('exclusionDurationMode'), construct: 'exclusionDurationMode' };
  const isNone =
    given === undefined ||
    given === 0 ||
    (typeof given === 'string' && UNSPECIFIED.includes(given));
  if ((isAsked && isNone) || !(isNone || EXCLUSIONS.includes(mode || '?')))
    return ctx.refuse(
      'invalid',
      at,
      'An audience with an EXCLUDE clause says EXCLUDE_TEMPORARILY or EXCLUDE_PERMANENTLY.',
    );
  if (!isAsked && !isNone)
    ctx.differs(
      'ignored-by-source',
      at,
      'Without an EXCLUDE clause Google Analytics ignores it.',
      'info',
    );
  return mode;
};

const clauseType = (ctx: Context, clause: Reader): string => {
  const type = enumName(clause.get('clauseType'), CLAUSE_TYPES);
  if (type !== 'INCLUDE' && type !== 'EXCLUDE')
    ctx.refuse(
      'invalid',
      { path: clause.pathOf('clauseType'), construct: 'clauseType' },
      'A clause is INCLUDE or EXCLUDE.',
    );
  return type;
};

const membership = (ctx: Context, audience: Reader): `${number}d` | undefined => {
  const value = audience.get('membershipDurationDays');
  const at = {
    path: audience.pathOf('membershipDurationDays'),
    construct: 'membershipDurationDays',
  };
  const days = asNumber(value);
  if (days === undefined || !Number.isInteger(days) || days < 1 || days > 540) {
    ctx.refuse('invalid', at, 'membershipDurationDays is a number of days from 1 to 540.');
    return;
  }
  const kept = Math.min(days, MAX_RETENTION_MS / DAY_MS);
  ctx.differs(
    'membership',
    at,
    `A visitor stays for ${kept} days after the condition last held ("keep"). While it holds nobody leaves; Google Analytics starts the days anew only when an event meets the condition again.${
      kept < days ? ` Nothing is kept for longer than ${kept} days, so ${days} became ${kept}.` : ''
    }`,
  );
  return `${kept}d`;
};

/** No part of who is in: the page can do the same. */
const eventTrigger = (ctx: Context, audience: Reader): void => {
  const trigger = audience.object('eventTrigger');
  if (!trigger) return;
  const name = trigger.string('eventName');
  const condition = enumName(trigger.get('logCondition'), LOG_CONDITIONS);
  trigger.done('AudienceEventTrigger');
  const at = { path: trigger.path, construct: 'eventTrigger' };
  if (!name || !LOG_CONDITIONS.includes(condition || '?'))
    ctx.refuse(
      'invalid',
      at,
      'An eventTrigger has an eventName, and AUDIENCE_JOINED or AUDIENCE_MEMBERSHIP_RENEWED as its logCondition.',
    );
  else if (condition === 'AUDIENCE_MEMBERSHIP_RENEWED')
    ctx.differs(
      'event-trigger',
      at,
      `"${name}" is not logged when a member meets the condition again, since no event tells of that. covey.on('enter:${ctx.id}', …) tells of joining only.`,
    );
  else
    ctx.differs(
      'event-trigger',
      at,
      `Log "${name}" from the page: covey.on('enter:${ctx.id}', () => gtag('event', '${name.replace(/[\\']/g, '\\$&')}')).`,
    );
};

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;
