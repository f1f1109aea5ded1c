import type { Json, SegmentDefinition } from '../definitions/types.ts';
import { type Answer, answerCondition } from './answers.ts';
import type { At, Context, TraitType } from './context.ts';
import { factFits, targetOf, textFor } from './fields.ts';
import { type labels, properName } from './names.ts';
import type { Tool } from './segments.ts';
import type { TextTest } from './text.ts';
import { leaf } from './tree.ts';

/** What a tool calls the attributes of a visitor. */
export interface Attributes {
  /** Those that mean the same on every site. Others become traits. */
  readonly fields: { readonly [name: string]: string };
  /** Those that name one person or browser. */
  readonly identifiers: ReadonlySet<string>;
  /** Those that no fact holds, and why. */
  readonly withoutEqual: { readonly [name: string]: string };
}

/** The fact that an attribute is: as mapped, as the tool's table has it, else a trait of that name. */
export const attributeFact = (
  ctx: Context,
  at: At,
  { fields, identifiers, withoutEqual }: Attributes,
  type: TraitType | undefined,
): string | null => {
  const name = at.construct;
  const why = Object.hasOwn(withoutEqual, name) ? withoutEqual[name] : undefined;
  if (why !== undefined && !Object.hasOwn(ctx.map.fields ?? {}, name))
    return ctx.refuse('unmapped-name', at, `"${name}" ${why}`);
  if (identifiers.has(name)) isPublic(ctx, at, name);
  const target = targetOf(ctx, at, name, fields, type);
  if (target === null) return null;
  if (target?.kind === 'property')
    return ctx.refuse(
      'invalid',
      at,
      `"${name}" is mapped to a property of an event. A condition is about the visitor: map it to a fact.`,
    );
  return target?.fact ?? ctx.trait(name, type, at);
};

/** What is true of every tool that knows visitors by their attributes, and good to know. */
export const ofAttributes = (tool: string, called: string, decidesFor: string): Tool['general'] => [
  [
    'identity',
    decidesFor,
    `${tool} decides for the ${decidesFor} that it is told of. Here a visitor is one browser profile on one device.`,
  ],
  [
    'history',
    called,
    `What it calls ${called} are facts of the visitor here. Those that become traits are told by covey.identify.`,
  ],
];

/** The fact compared; null, and a note, where it can never be so. */
export const factIs = (ctx: Context, at: At, fact: string, operand: Json): Answer | null =>
  factFits(ctx, at, fact, operand) ? leaf({ fact: { [fact]: operand } }) : null;

export const factIsSet = (fact: string): Answer => leaf({ fact: { [fact]: { $exists: true } } });

/** A text asked of a fact. The tools that ask for attributes name countries by their codes. */
export const factMeets = (ctx: Context, at: At, fact: string, test: TextTest): Answer | null => {
  const operand = textFor(ctx, at, { kind: 'fact', fact }, test, true);
  return operand === null ? null : factIs(ctx, at, fact, operand);
};

/** Whether the fact is one of these, however many: a list of its own in the definitions. */
export const factInList = (
  ctx: Context,
  at: At,
  fact: string,
  values: readonly (string | number)[],
  hint: string,
): Answer | null => {
  if (!factFits(ctx, at, fact, { $in: values })) return null;
  const list = ctx.savedGroup(properName(`${ctx.id}_${hint}`, 'list'), values);
  return leaf({ fact: { [fact]: { $inGroup: list } } });
};

/** Said where values name people: definitions are public. */
export const isPublic = (ctx: Context, at: At, name: string): void =>
  ctx.differs(
    'public-list',
    { ...at, construct: name },
    `"${name}" names one browser or person, and definitions are public: whoever reads them reads the values.`,
  );

/** The segment of those for whom the answer holds. */
export const segmentOf = (
  ctx: Context,
  at: At,
  answer: Answer | null,
  said: ReturnType<typeof labels>,
): SegmentDefinition | null => {
  if (answer === null) return null;
  if (answer === false) return ctx.refuse('invalid', at, `Nobody can be in this ${at.construct}.`);
  return { ...said, when: answerCondition(answer) };
};

/** What all of these values are, if they are of one type. */
export const typeOfAll = (values: readonly Json[]): 'string' | 'number' | 'boolean' | undefined => {
  const [type, ...others] = new Set(values.map((value) => typeof value));
  return others.length === 0 && (type === 'string' || type === 'number' || type === 'boolean')
    ? type
    : undefined;
};

/** A time without its zone is another in each. */
const INSTANT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?$/;

/** A date of the source (ISO 8601, or milliseconds since the epoch) as dates are written here: days without their time. */
export const dateText = (value: Json): string | null => {
  const isTime = typeof value === 'number' || (typeof value === 'string' && INSTANT.test(value));
  const date = new Date(isTime ? (value as string | number) : NaN);
  if (!Number.isFinite(date.getTime()) || date.getUTCFullYear() < 0 || date.getUTCFullYear() > 9999)
    return null;
  return date.toISOString().replace('.000Z', 'Z').replace('T00:00:00Z', '');
};

/** The numbers of a version, the missing ones as zero. */
export const threeNumbers = (numbers: string): string =>
  [...numbers.split('.'), '0', '0'].slice(0, 3).join('.');

/** Said of versions that are compared: here as GrowthBook does. */
export const versionsDiffer = (ctx: Context, at: At, there: string): void =>
  ctx.differs(
    'versions',
    at,
    `There ${there}. Here "2", "2.0" and "2.0.0-beta" come before 2.0.0: tell "${at.construct}" in three numbers.`,
  );

/** Said of instants that are compared: here as text. */
export const datesAreTexts = (ctx: Context, at: At): void =>
  ctx.differs(
    'time-zone',
    at,
    `"${at.construct}" is compared as text here: tell the trait as a day ("2026-11-24") or as an instant in UTC ("2026-11-24T08:00:00Z").`,
    'info',
  );

/** This moment before or after another: here by the days of the visitor's own calendar. */
export const nowIs = (
  ctx: Context,
  at: At,
  side: 'before' | 'after',
  than: Json,
): Answer | null => {
  const date = dateText(than);
  if (date === null)
    return ctx.refuse('invalid', at, 'A moment is written "2026-11-24T00:00:00Z".');
  if (date.includes('T'))
    return ctx.refuse(
      'unsupported',
      at,
      `The moment ${date}: segments go by whole days. Publish and withdraw the segment instead.`,
    );
  ctx.differs(
    'time-zone',
    at,
    'The day begins at midnight where the visitor is, and at midnight in UTC there.',
  );
  return factIs(ctx, at, 'now.date', side === 'before' ? { $lt: date } : { $gte: date });
};

/** Said of a part of the visitors that is drawn by chance. */
export const BY_CHANCE =
  'A share of visitors by chance is an experience, no segment. Import it without the share, and let an experience choose among those who are in.';
