/** What is handed to other scripts of the page: to whom, how much, and whether it may be at all. */
import { LIMITS } from '../limits.ts';
import type { ActivationTarget, Definitions } from '../types.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { dependenciesOf } from './references.ts';

/** A segment, or a variant of an experience, that asks to be handed on. */
interface Activated {
  /** What others get. */
  readonly id: string;
  /** Of the segment or experience. */
  readonly path: IssuePath;
  readonly targets: readonly ActivationTarget[];
}

const activatedIn = (definitions: Definitions): readonly Activated[] => {
  const { segments, experiences = {}, activation } = definitions;
  const all = Object.keys(activation?.recipients ?? {}) as ActivationTarget[];
  return [
    ...Object.entries(segments).map(([id, { activate }]) => ({
      ids: [id],
      path: ['segments', id],
      activate,
    })),
    ...Object.entries(experiences).map(([id, { activate, variants }]) => ({
      ids: Object.keys(variants).map((variant) => `${id}:${variant}`),
      path: ['experiences', id],
      activate,
    })),
  ].flatMap(({ ids, path, activate }) =>
    activate === undefined
      ? []
      : ids.map((id) => ({ id, path, targets: activate === true ? all : [...new Set(activate)] })),
  );
};

export const checkActivation = (definitions: Definitions, report: Reporter): void => {
  const { activation, children } = definitions;
  const activated = activatedIn(definitions);
  for (const each of activated) {
    checkRecipients(each, definitions, report);
    if (each.targets.includes('gpt') && each.id.length > LIMITS.gptValue)
      report.error(
        'bad-value',
        [...each.path, 'activate'],
        `Google Ad Manager takes values of ${LIMITS.gptValue} characters, and "${each.id}" has ${each.id.length}. Choose a shorter id, or leave out "gpt".`,
      );
    checkSegment(each, definitions, report);
  }
  if (activation === undefined) return;
  if (children)
    report.error(
      'children-site',
      ['activation'],
      'On a site for children nothing is handed to anybody. Remove "activation", and "activate" with it.',
      'key',
    );
  if (typeof activation.purpose === 'object' && Object.keys(activation.purpose).length === 0)
    report.error(
      'bad-value',
      ['activation', 'purpose'],
      'There is no text in any language. Say what for, as a visitor reads it.',
    );
  for (const target of Object.keys(activation.recipients) as ActivationTarget[]) {
    const path = ['activation', 'recipients', target];
    const count = activated.filter(({ targets }) => targets.includes(target)).length;
    if (count === 0)
      report.warn(
        'unused',
        path,
        `Nothing is handed to "${target}", and visitors would be asked for it. Remove it, or add "activate" to a segment.`,
        'key',
      );
    if (count > LIMITS.activated)
      report.error(
        'too-many',
        path,
        `${count} segments and variants are handed to "${target}"; at most ${LIMITS.activated} are allowed: more of them together mark a visitor. Hand on fewer.`,
      );
  }
};

const checkRecipients = (
  { path, targets }: Activated,
  { activation }: Definitions,
  report: Reporter,
): void => {
  const unnamed = targets.filter((target) => activation?.recipients[target] === undefined);
  if (targets.length > 0 && unnamed.length === 0) return;
  const [target = 'gpt'] = unnamed;
  report.error(
    'unnamed-recipient',
    [...path, 'activate'],
    `Nobody is named who receives it${targets.length > 0 ? ` by "${target}"` : ''}, and visitors are told before they are asked. Write "activation": { "purpose": "…", "recipients": { "${target}": ["…"] } }, or remove "activate".`,
  );
};

const checkSegment = (
  { id, path }: Activated,
  { segments, groups = {} }: Definitions,
  report: Reporter,
): void => {
  const segment = path[0] === 'segments' ? segments[id] : undefined;
  if (segment?.shadow)
    report.warn(
      'meaningless',
      [...path, 'activate'],
      'A dry run is never shown to the page, so nobody is handed it. End the dry run, or remove "activate".',
    );
  const isCounted =
    segment?.count ||
    (segment && Object.values(groups).some((group) => group.count && group.segments.includes(id)));
  if (isCounted)
    report.warn(
      'counted-and-activated',
      [...path, 'activate'],
      'Its count is blurred so that nothing sure is known of anyone, and whoever is handed it knows it for sure of those who agree. Count it there instead, or keep both if your text for visitors says so.',
    );
};

/**
 * What the answer to something activated hangs on, by `SECTION/ID`, and what it is: whoever learns that a visitor is in
 * it learns of this, too.
 */
export const givenAway = (definitions: Definitions): ReadonlyMap<string, string> => {
  const given = new Map<string, string>();
  const activated = activatedIn(definitions);
  if (activated.length === 0) return given;
  const dependencies = dependenciesOf(definitions);
  const visit = (node: string, by: string): void => {
    const [kind = '', id = ''] = node.split(/:(.*)/s);
    const place = `${SECTION_OF[kind]}/${id}`;
    if (given.has(place)) return;
    given.set(place, by);
    for (const { on } of dependencies.get(node) ?? []) visit(on, by);
  };
  for (const { path } of activated) {
    const [section, id] = path.map(String) as [string, string];
    if (section === 'segments') visit(`segment:${id}`, id);
    else {
      given.set(path.join('/'), id);
      for (const segment of definitions.experiences?.[id]?.segments ?? [])
        visit(`segment:${segment}`, id);
    }
  }
  for (const [id, { trait }] of Object.entries(definitions.surveys ?? {})) {
    const by = given.get(`traits/${trait}`);
    if (by !== undefined) given.set(`surveys/${id}`, by);
  }
  return given;
};

/** Sections of a document by what `dependenciesOf` calls their members. */
const SECTION_OF: { readonly [kind: string]: string } = {
  segment: 'segments',
  metric: 'metrics',
  trait: 'traits',
  group: 'savedGroups',
};
