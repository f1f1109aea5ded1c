/** What concerns the document as a whole: how much, how long, for whom. */
import { DAY_MS, parseDuration } from '../durations.ts';
import { endingDays, expiryOf, expiryText } from '../expiry.ts';
import { LIMITS } from '../limits.ts';
import type { Definitions } from '../types.ts';
import { notACountry } from './countries.ts';
import { checkExperiences } from './experiences.ts';
import { checkGroups } from './groups.ts';
import { checkHistograms } from './histograms.ts';
import { checkController } from './controller.ts';
import { instantIn } from './instants.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { checkQuestions } from './questions.ts';
import { visitorScope } from './scope.ts';
import { checkSegments } from './segments.ts';
import { checkSurveys } from './surveys.ts';
import { clauses, segmentConditions } from './walk.ts';
import { checkLength } from './windows.ts';

export const checkDocument = (
  definitions: Definitions,
  now: number | undefined,
  report: Reporter,
): void => {
  checkSizes(definitions, report);
  checkIds(definitions, report);
  checkValidity(definitions, now, report);
  checkKeys(definitions, report);
  checkConsent(definitions, report);
  checkController(definitions, report);
  const scope = visitorScope(definitions);
  checkGroups(definitions, scope, report);
  checkQuestions(definitions, report);
  checkSegments(definitions, scope, report);
  checkExperiences(definitions, now, report);
  checkHistograms(definitions, scope, report);
  checkTraits(definitions, report);
  checkSurveys(definitions, report);
  for (const [id, trait] of Object.entries(definitions.traits ?? {}))
    if (trait.type.startsWith('string') && trait.values === undefined)
      report.warn(
        'free-text',
        ['traits', id],
        'Without "values" this trait can hold any text, personal data included. List its values.',
      );
  for (const [i, kept] of (definitions.history ?? []).entries())
    checkLength(kept.for, ['history', i, 'for'], report);
  const timeout = definitions.session?.timeout;
  if (timeout !== undefined) {
    const ms = parseDuration(timeout) ?? 0;
    if (ms === 0 || ms > DAY_MS)
      report.error(
        'bad-value',
        ['session', 'timeout'],
        'A session ends after some time without an event: more than nothing, at most "1d".',
      );
  }
};

const SECTIONS = [
  'segments',
  'metrics',
  'traits',
  'groups',
  'surveys',
  'experiences',
  'histograms',
] as const;

const checkSizes = (definitions: Definitions, report: Reporter): void => {
  for (const key of [...SECTIONS, 'savedGroups'] as const) {
    const size = Object.keys(definitions[key] ?? {}).length;
    if (size > LIMITS[key])
      report.error('too-many', [key], `${size} ${key}; at most ${LIMITS[key]} are allowed.`);
  }
  const values = Object.values(definitions.savedGroups ?? {}).reduce(
    (sum, group) => sum + group.length,
    0,
  );
  if (values > LIMITS.savedGroupValues)
    report.error(
      'too-many',
      ['savedGroups'],
      `The saved groups hold ${values} values together; at most ${LIMITS.savedGroupValues} are allowed.`,
    );
  for (const [id, metric] of Object.entries(definitions.metrics ?? {})) {
    const size = 'each' in metric ? Object.keys(metric.each ?? {}).length : 0;
    if (size > LIMITS.sessionMetrics)
      report.error(
        'too-many',
        ['metrics', id, 'each'],
        `${size} metrics of one session; at most ${LIMITS.sessionMetrics} are allowed.`,
      );
  }
};

/** Names that the page's functions or the counts use for something else, and those of every object. */
const RESERVED = new Set(['default', 'none', ...Object.getOwnPropertyNames(Object.prototype)]);

const checkIds = (definitions: Definitions, report: Reporter): void => {
  const refuse = (path: IssuePath) =>
    report.error(
      'reserved-id',
      path,
      `"${path.at(-1)}" has a meaning of its own. Choose another id.`,
      'key',
    );
  for (const section of [...SECTIONS, 'savedGroups'] as const)
    for (const id of Object.keys(definitions[section] ?? {}))
      if (RESERVED.has(id)) refuse([section, id]);
  for (const [id, { variants }] of Object.entries(definitions.experiences ?? {}))
    for (const variant of Object.keys(variants))
      if (RESERVED.has(variant) || variant === 'holdout')
        refuse(['experiences', id, 'variants', variant]);
  const { segments, groups = {}, experiences = {}, histograms = {} } = definitions;
  for (const id of Object.keys(groups))
    if (Object.hasOwn(segments, id))
      report.error(
        'duplicate-id',
        ['groups', id],
        `"${id}" is a segment too. Choose another id for the group.`,
        'key',
      );
  for (const id of Object.keys(experiences))
    if (Object.hasOwn(segments, id) || Object.hasOwn(groups, id))
      report.error(
        'duplicate-id',
        ['experiences', id],
        `"${id}" is a ${Object.hasOwn(segments, id) ? 'segment' : 'group'} too. Choose another id for the experience.`,
        'key',
      );
  const others = [
    ['a segment', segments],
    ['a group', groups],
    ['an experience', experiences],
  ] as const;
  for (const id of Object.keys(histograms))
    for (const [what, of] of others)
      if (Object.hasOwn(of, id))
        report.error(
          'duplicate-id',
          ['histograms', id],
          `"${id}" is ${what} too. Choose another id for the histogram.`,
          'key',
        );
};

const checkValidity = (
  { issued, expires }: Definitions,
  now: number | undefined,
  report: Reporter,
): void => {
  const [from, to] = [instantIn(issued), instantIn(expires)];
  if (Number.isNaN(from))
    report.error('bad-validity', ['issued'], `"${issued}" is no date that exists.`);
  if (Number.isNaN(to))
    report.error('bad-validity', ['expires'], `"${expires}" is no date that exists.`);
  if (to <= from)
    return report.error(
      'bad-validity',
      ['expires'],
      'The document expires before it is issued. Move "expires" after "issued".',
    );
  const days = (to - from) / DAY_MS;
  if (days > LIMITS.validityDays)
    report.warn(
      'long-validity',
      ['expires'],
      `Valid for ${Math.floor(days)} days. Whoever takes over the edge can hold back new rules until a document expires: ${LIMITS.validityDays} days or less, renewed by a job, is safer.`,
    );
  if (now !== undefined && to <= now)
    report.warn(
      'expired',
      ['expires'],
      `Expired on ${expires.slice(0, 10)}: pages refuse it. Move "expires" ("covey renew" does), and sign again.`,
    );
  else if (now !== undefined && expiryOf(to, now, endingDays(from, to)).state === 'ending')
    report.warn(
      'ending',
      ['expires'],
      `The definitions ${expiryText(to, now)}; then pages decide nothing until a new version is published. "covey renew" moves version and dates.`,
    );
};

/** The values of a trait are of its type, and each stands there once. */
const checkTraits = ({ traits }: Definitions, report: Reporter): void => {
  for (const [id, { type, values }] of Object.entries(traits ?? {})) {
    if (values === undefined) continue;
    const path = ['traits', id, 'values'];
    if (type === 'boolean' || type === 'date') {
      report.error(
        'bad-value',
        path,
        `A trait of type "${type}" takes no list of values. Remove "values"${type === 'boolean' ? ': it is true or false' : ''}.`,
      );
      continue;
    }
    const before = new Set<string | number>();
    values.forEach((value, i) => {
      const isRepeated = before.has(value);
      before.add(value);
      const isNumber = typeof value === 'number';
      if (isNumber !== (type === 'number'))
        report.error(
          'bad-value',
          [...path, i],
          `${JSON.stringify(value)} is ${isNumber ? 'a number' : 'text'}, and the trait is of type "${type}". ${isNumber ? `Write "${value}", in quotes` : 'Write it without quotes'}, or change the type.`,
        );
      else if (isRepeated)
        report.warn(
          'meaningless',
          [...path, i],
          `${JSON.stringify(value)} stands there already. Remove one.`,
        );
    });
  }
};

const checkKeys = ({ keys }: Definitions, report: Reporter): void => {
  const kids = keys?.keys.map(({ kid }) => kid) ?? [];
  const before = new Set<string>();
  kids.forEach((kid, i) => {
    if (before.has(kid))
      report.error('bad-keys', ['keys', 'keys', i], `The key ${kid} is listed twice. Remove one.`);
    before.add(kid);
  });
  if (keys?.threshold !== undefined && keys.threshold > kids.length)
    report.error(
      'bad-keys',
      ['keys', 'threshold'],
      `${keys.threshold} keys must sign, and ${kids.length} are listed: no document could follow this one.`,
    );
};

const checkConsent = (definitions: Definitions, report: Reporter): void => {
  if (definitions.consent?.policies?.['*']?.measurement === 'inform')
    report.warn(
      'consent-policy',
      ['consent', 'policies', '*', 'measurement'],
      'Most countries want a question before measurement. Write "ask" here, and "inform" for the countries that allow it.',
    );
  for (const country of Object.keys(definitions.consent?.policies ?? {})) {
    const fault = country === '*' ? undefined : notACountry(country);
    if (fault !== undefined)
      report.error('unknown-value', ['consent', 'policies', country], fault, 'key');
  }
  if (!definitions.children) return;
  for (const [id, segment] of Object.entries(definitions.segments))
    for (const { condition, path } of segmentConditions(id, segment))
      for (const { fact, path: at } of clauses(condition, path))
        if (!/^(geo|device|page|now|segment)\./.test(fact)) {
          report.warn(
            'children-site',
            at,
            `On a site for children nothing is remembered, so ${fact} is never known. Only geo.*, device.*, page.* and now.* work.`,
            'key',
          );
          break;
        }
  const traits = Object.keys(definitions.traits ?? {});
  if (traits.length > 0)
    report.warn(
      'children-site',
      ['traits'],
      'On a site for children no trait is ever set. Remove them.',
      'key',
    );
};
