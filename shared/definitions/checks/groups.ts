/** Groups, and what is counted: segments, groups, experiences and histograms alike. */
import { countingOf } from '../../counting/budget.ts';
import { LIMITS } from '../limits.ts';
import type { Definitions } from '../types.ts';
import { type Ask, type Reading, follows, isGiven, readingOf } from './implied.ts';
import type { IssuePath, Reporter } from './issues.ts';
import type { Scope } from './scope.ts';
import { didYouMean } from './suggest.ts';

export const checkGroups = (definitions: Definitions, scope: Scope, report: Reporter): void => {
  const ids = Object.keys(definitions.segments);
  const placed = new Map<string, string>();
  const asked: IssuePath[] = [];
  const readings = new Map<string, Reading>();
  const read = (id: string): Reading => {
    const known = readings.get(id) ?? readingOf(definitions.segments[id]?.when, scope);
    readings.set(id, known);
    return known;
  };
  for (const [id, segment] of Object.entries(definitions.segments))
    if (segment.count) asked.push(['segments', id, 'count']);
  for (const [id, group] of Object.entries(definitions.groups ?? {})) {
    if (group.count) asked.push(['groups', id, 'count']);
    group.segments.forEach((segment, i) => {
      const path = ['groups', id, 'segments', i];
      if (!Object.hasOwn(definitions.segments, segment))
        return report.error(
          'unknown-segment',
          path,
          `There is no segment "${segment}".${didYouMean(segment, ids)}`,
        );
      const other = placed.get(segment);
      placed.set(segment, id);
      if (other !== undefined)
        return report.error(
          'in-two-groups',
          path,
          other === id
            ? `"${segment}" stands in this group twice. Remove one.`
            : `"${segment}" is in the group "${other}" already. A segment can be in one group only.`,
        );
      if (group.count && definitions.segments[segment]?.count)
        report.warn(
          'counted-twice',
          ['segments', segment, 'count'],
          `The group "${id}" counts this segment already. One question fewer makes all counts better: remove "count" here.`,
        );
    });
    checkOrder(definitions, id, read, report);
    if (group.count)
      checkAnswers(
        definitions,
        group.segments.length + 1,
        ['groups', id, 'segments'],
        'Make the group smaller, or count its most important segments alone.',
        report,
      );
  }
  for (const [id, experience] of Object.entries(definitions.experiences ?? {})) {
    if (!experience.count) continue;
    asked.push(['experiences', id, 'count']);
    const arms = Object.keys(experience.variants).length + Number((experience.holdout ?? 0) > 0);
    checkAnswers(
      definitions,
      arms * (experience.goal === undefined ? 1 : 2) + 1,
      ['experiences', id, 'variants'],
      'Compare fewer variants at a time.',
      report,
    );
  }
  for (const [id, { bins }] of Object.entries(definitions.histograms ?? {})) {
    asked.push(['histograms', id]);
    checkAnswers(
      definitions,
      bins.length + 2,
      ['histograms', id, 'bins'],
      'Take fewer thresholds.',
      report,
    );
  }
  if (asked.length > LIMITS.questions)
    report.error(
      'too-many-questions',
      asked[LIMITS.questions] ?? [],
      `${asked.length} counted questions; a report has room for ${LIMITS.questions}. Count less, or in groups.`,
    );
  else if (asked.length > LIMITS.goodQuestions)
    report.warn(
      'many-questions',
      asked[LIMITS.goodQuestions] ?? [],
      `${asked.length} counted questions: each device answers one a period, so every count rests on 1/${asked.length} of the reports. ${LIMITS.goodQuestions} or fewer answer well; a group or a histogram is one question.`,
    );
};

/** What stands before a segment in its group can leave nobody to it, or decide it without being shown. */
const checkOrder = (
  definitions: Definitions,
  id: string,
  read: (segment: string) => Reading,
  report: Reporter,
): void => {
  const before = new Taking();
  const seen = new Set<string>();
  let shadow: string | undefined;
  (definitions.groups?.[id]?.segments ?? []).forEach((name, i) => {
    const segment = definitions.segments[name];
    if (segment === undefined) return;
    const path = ['groups', id, 'segments', i];
    const taken = segment.keep === undefined ? before.find(name, read(name)) : undefined;
    if (taken !== undefined)
      report.error(
        'never-holds',
        path,
        `"${taken}" stands before it and takes everyone who meets "${name}", so nobody is ever in it. Put the narrower segment first.`,
      );
    if (shadow !== undefined && !segment.shadow)
      report.warn(
        'shadow-read',
        path,
        `"${shadow}" is a dry run, and takes visitors from "${name}", which is shown to the page. Put it last, or end the dry run.`,
      );
    if (segment.shadow) shadow ??= name;
    if (segment.exclude === undefined && segment.excludeEver === undefined && !seen.has(name))
      before.add(name, read(name));
    seen.add(name);
  });
};

/** Segments of a group so far, found by the first fact that they ask for: most others say nothing of it. */
class Taking {
  #size = 0;
  /** Under null those that ask for nothing. */
  readonly #byFact = new Map<string | null, Taker[]>();

  add(name: string, reading: Reading): void {
    if (reading.asks === null) return;
    const [first] = reading.asks;
    const fact = first?.fact ?? null;
    const known = this.#byFact.get(fact) ?? [];
    known.push({ name, place: this.#size, reading, first });
    this.#byFact.set(fact, known);
    this.#size += 1;
  }

  /** The first that takes everyone who meets `when`. */
  find(name: string, when: Reading): string | undefined {
    let found: Taker | undefined;
    for (const fact of [null, ...when.facts]) {
      const said = fact === null ? undefined : when.says(fact);
      for (const taker of this.#byFact.get(fact) ?? []) {
        const { place, reading, first } = taker;
        if (place > (found?.place ?? Infinity)) break;
        // Most fail at the first: it is looked at before all else.
        if (first !== undefined && !isGiven(first, said)) continue;
        if (taker.name === name || !follows(reading, when)) continue;
        found = taker;
        break;
      }
    }
    return found?.name;
  }
}
interface Taker {
  readonly name: string;
  readonly place: number;
  readonly reading: Reading;
  /** What it asks for first. */
  readonly first: Ask | undefined;
}

/** Generalised randomised response is the better mechanism for k < 3 e^ε + 2 answers (Wang et al., USENIX Security 2017). */
const checkAnswers = (
  definitions: Definitions,
  answers: number,
  path: IssuePath,
  mend: string,
  report: Reporter,
): void => {
  const { epsilon = 2 } = countingOf(definitions) ?? {};
  const most = Math.ceil(3 * Math.exp(epsilon) + 2) - 1;
  if (answers > most)
    report.warn(
      'too-many-answers',
      path,
      `${answers} answers with "none"; at ε = ${epsilon} more than ${most} drown in the noise. ${mend}`,
    );
};
