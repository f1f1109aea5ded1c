// The form of each answer of the Worker that a command reads. What an edge sends is nobody's word before it has it.
import { z } from 'zod/mini';
import type { Around } from '../shared/counting/index.ts';
import type {
  Audit,
  CreatedToken,
  Published,
  PublishedList,
  Restored,
  Release,
  SiteHealth,
  Stats,
  TokenList,
} from '../shared/wire/index.ts';

/** A form, and the answer that has it. */
export interface Form<T> {
  readonly read: (body: unknown) => T | null;
}

// Loose: a newer Worker may say more.
const form = <T>(schema: z.ZodMiniType): Form<T> => ({
  read: (body) => (schema.safeParse(body).success ? (body as T) : null),
});

const text = z.string();
const number = z.number();
const count = z.int().check(z.minimum(0));
const instant = text.check(z.refine((value) => !Number.isNaN(Date.parse(value))));
const key = z.looseObject({ kid: text, x: text });

/** Only the status is read. */
export const ANYTHING = form<object>(z.looseObject({}));

/** Of a registration; a Worker of an earlier release does not say whether it replaced anything. */
export const REGISTERED = form<{ readonly replaced?: boolean }>(
  z.looseObject({ replaced: z.optional(z.boolean()) }),
);

export const AUDIT = form<Audit>(
  z.looseObject({
    registered: z.array(key),
    listed: z.nullable(z.looseObject({ version: number, keys: z.array(key) })),
    entries: z.array(
      z.looseObject({
        time: instant,
        action: text,
        keys: z.array(text),
        reason: z.nullable(text),
        // A Worker of an earlier release does not say.
        by: z.optional(z.nullable(text)),
        subject: z.optional(z.nullable(text)),
      }),
    ),
  }),
);

const token = {
  id: text,
  scope: text,
  label: text,
  created: instant,
  expires: z.nullable(instant),
};

/** A Worker of an earlier release says neither which keys there are nor that tokens end: there they go on. */
export const RESTORED = form<Omit<Restored, Later> & { readonly [K in Later]?: Restored[K] }>(
  z.looseObject({
    site: text,
    taken: instant,
    documents: count,
    counters: count,
    endedTokens: z.optional(count),
    keys: z.optional(z.array(text)),
  }),
);
type Later = 'endedTokens' | 'keys';

export const TOKENS = form<TokenList>(
  z.looseObject({ tokens: z.array(z.looseObject({ ...token, used: z.nullable(text) })) }),
);

export const CREATED_TOKEN = form<CreatedToken>(z.looseObject({ ...token, token: text }));

export const PUBLISHED = form<Published>(
  z.looseObject({
    version: count,
    hash: text,
    warnings: z.array(z.looseObject({ path: z.array(z.union([text, number])), message: text })),
  }),
);

const release: z.ZodMiniType<Release> = z.discriminatedUnion('state', [
  z.looseObject({
    state: z.literal('released'),
    share: number,
    low: number,
    high: number,
    standardError: number,
    median: number,
    people: z.looseObject({ about: number, low: number, high: number }),
  }),
  z.looseObject({ state: z.literal('too-few'), enoughAt: z.nullable(text) }),
  z.looseObject({ state: z.literal('disputed'), reasons: z.array(text) }),
]) as never;

const ratio = z.looseObject({ value: number, low: number, high: number });

const combined = z.looseObject({ periods: count, share: number, low: number, high: number });
const change = z.looseObject({
  verdict: z.enum(['rose', 'fell', 'none']),
  difference: number,
  low: number,
  high: number,
});

const point = z.discriminatedUnion('state', [
  z.looseObject({
    period: count,
    state: z.literal('released'),
    share: number,
    low: number,
    high: number,
  }),
  z.looseObject({ period: count, state: z.literal('disputed'), reasons: z.array(text) }),
  z.looseObject({ period: count, state: z.enum(['too-few', 'unreleased']) }),
]);

/** A Worker of an earlier release says nothing of the periods around. */
export const STATS = form<Omit<Stats, keyof Around> & Around>(
  z.looseObject({
    site: text,
    version: count,
    epsilon: number,
    period: z.looseObject({ number: count, from: instant, to: instant, open: z.boolean() }),
    released: z.nullable(text),
    step: count,
    reports: count,
    together: z.optional(count),
    elsewhere: z.optional(
      z.array(z.looseObject({ version: count, reports: count, same: z.array(text) })),
    ),
    baseline: z.optional(z.looseObject({ number, from: instant, compared: count })),
    simulated: z.optional(z.literal(true)),
    questions: z.array(
      z.looseObject({
        id: text,
        kind: z.enum(['segment', 'group', 'experience', 'histogram']),
        name: z.nullable(text),
        values: z.optional(z.enum(['whole', 'number', 'duration'])),
        reports: count,
        answers: z.array(
          z.intersection(
            z.looseObject({
              id: z.nullable(text),
              conversion: z.optional(z.nullable(ratio)),
              lift: z.optional(z.nullable(ratio)),
              from: z.optional(z.union([number, text, z.null()])),
              to: z.optional(z.union([number, text, z.null()])),
              consistent: z.optional(number),
              combined: z.optional(z.nullable(combined)),
              change: z.optional(z.nullable(change)),
              trend: z.optional(z.array(point)),
            }),
            release,
          ),
        ),
      }),
    ),
  }),
);

export const HEALTH = form<Pick<SiteHealth, 'definitions' | 'counters' | 'backup'>>(
  z.looseObject({
    definitions: z.looseObject({ state: text, expires: instant }),
    counters: z.optional(z.looseObject({ bytes: number, maxBytes: number, fullest: number })),
    backup: z.optional(
      z.looseObject({
        last: z.nullable(z.looseObject({ taken: instant, bytes: count })),
        maxBytes: count,
      }),
    ),
  }),
);

export const PUBLISHED_LIST = form<PublishedList>(
  z.looseObject({
    documents: z.array(
      z.looseObject({
        version: count,
        hash: text,
        published: z.nullable(instant),
        signers: z.optional(z.nullable(z.array(text))),
      }),
    ),
  }),
);

/** Of signed definitions, what a command says of them. */
export const DATED = form<unknown>(
  z.looseObject({ site: text, version: count, issued: instant, expires: instant }),
);
