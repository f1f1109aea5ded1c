// The form of every answer, held against the types of shared/wire by the compiler, and against the Worker by a test.
import { z } from 'zod/mini';
import type {
  Audit,
  Context,
  CreatedToken,
  ErrorBody,
  Files,
  Health,
  Published,
  PublishedList,
  Registered,
  Restored,
  RevokedToken,
  SiteHealth,
  Stats,
  TokenEntry,
  TokenList,
} from '../../shared/wire/index.ts';
import { TOKEN_SCOPES } from '../../shared/wire/index.ts';

type Schema<T> = z.ZodMiniType<T>;

const text = z.string();
const textOrNull = z.nullable(text);
const count = z.int().check(z.minimum(0));
const key = z.strictObject({ kid: text, x: text });
const place = z.array(z.union([text, z.number()]));
const issue = z.strictObject({ path: place, message: text });

const error = z.strictObject({
  code: z.enum([
    'bad-request',
    'unauthorized',
    'forbidden',
    'not-found',
    'method-not-allowed',
    'exists',
    'conflict',
    'too-large',
    'unsupported-type',
    'invalid',
    'rate-limited',
    'full',
    'ended',
    'unavailable',
    'internal',
  ]),
  message: text,
  issues: z.optional(z.array(issue)),
});
export const errorBody: Schema<ErrorBody> = z.strictObject({ error }) as never;

export const context: Schema<Context> = z.strictObject({
  country: textOrNull,
  region: textOrNull,
  city: textOrNull,
  timezone: textOrNull,
});

export const published: Schema<Published> = z.strictObject({
  version: count,
  hash: text,
  warnings: z.array(issue),
});

export const publishedList: Schema<PublishedList> = z.strictObject({
  site: text,
  documents: z.array(
    z.strictObject({
      version: count,
      keySet: count,
      hash: text,
      published: textOrNull,
      expires: text,
      signers: z.nullable(z.array(text)),
    }),
  ),
});

export const registered: Schema<Registered> = z.strictObject({
  site: text,
  keys: z.array(text),
  replaced: z.boolean(),
});

export const audit: Schema<Audit> = z.strictObject({
  site: text,
  registered: z.array(key),
  listed: z.nullable(
    z.strictObject({ version: count, keys: z.array(key), threshold: z.optional(count) }),
  ),
  entries: z.array(
    z.strictObject({
      time: text,
      action: z.enum([
        'registered',
        'replaced',
        'published',
        'token-created',
        'token-rotated',
        'token-revoked',
        'restored',
        'backed-up',
      ]),
      by: textOrNull,
      keys: z.array(text),
      reason: textOrNull,
      subject: textOrNull,
    }),
  ),
}) as never;

const token = {
  id: text,
  scope: z.enum(TOKEN_SCOPES),
  label: text,
  created: text,
  expires: textOrNull,
  used: textOrNull,
};
const tokenEntry: Schema<TokenEntry> = z.strictObject(token);
export const tokenList: Schema<TokenList> = z.strictObject({
  site: text,
  tokens: z.array(tokenEntry),
});
export const createdToken: Schema<CreatedToken> = z.strictObject({ ...token, token: text });
export const revokedToken: Schema<RevokedToken> = z.strictObject({ id: text });

const restoredForm: Schema<Restored> = z.strictObject({
  site: text,
  taken: text,
  documents: count,
  counters: count,
  endedTokens: count,
  keys: z.array(text),
});
export const restored = restoredForm;

const ratio = z.optional(
  z.nullable(z.strictObject({ value: z.number(), low: z.number(), high: z.number() })),
);
const bound = z.optional(z.union([z.number(), z.string(), z.null()]));
const disputeReasons = z.array(z.enum(['question-frequency', 'answer-range', 'jump', 'median']));
const period = { period: count };
const trend = z.optional(
  z.array(
    z.discriminatedUnion('state', [
      z.strictObject({
        ...period,
        state: z.literal('released'),
        share: z.number(),
        low: z.number(),
        high: z.number(),
        standardError: z.number(),
      }),
      z.strictObject({ ...period, state: z.literal('too-few') }),
      z.strictObject({ ...period, state: z.literal('disputed'), reasons: disputeReasons }),
      z.strictObject({ ...period, state: z.literal('unreleased') }),
    ]),
  ),
);
const answer = {
  id: textOrNull,
  conversion: ratio,
  lift: ratio,
  isBaseline: z.optional(z.literal(true)),
  from: bound,
  to: bound,
  consistent: z.optional(z.number()),
  combined: z.optional(
    z.nullable(
      z.strictObject({
        periods: count,
        share: z.number(),
        low: z.number(),
        high: z.number(),
        standardError: z.number(),
      }),
    ),
  ),
  change: z.optional(
    z.nullable(
      z.strictObject({
        verdict: z.enum(['rose', 'fell', 'none']),
        difference: z.number(),
        low: z.number(),
        high: z.number(),
      }),
    ),
  ),
  trend,
};
export const stats: Schema<Stats> = z.strictObject({
  site: text,
  version: count,
  questionSet: text,
  epsilon: z.number(),
  period: z.strictObject({
    number: count,
    ms: count,
    from: text,
    to: text,
    open: z.boolean(),
  }),
  released: textOrNull,
  step: count,
  reports: count,
  together: count,
  elsewhere: z.optional(
    z.array(z.strictObject({ version: count, reports: count, same: z.array(text) })),
  ),
  baseline: z.strictObject({ number: z.int(), from: text, compared: count }),
  simulated: z.optional(z.literal(true)),
  questions: z.array(
    z.strictObject({
      id: text,
      kind: z.enum(['segment', 'group', 'experience', 'histogram']),
      name: textOrNull,
      values: z.optional(z.enum(['whole', 'number', 'duration'])),
      reports: count,
      answers: z.array(
        z.discriminatedUnion('state', [
          z.strictObject({
            ...answer,
            state: z.literal('released'),
            share: z.number(),
            low: z.number(),
            high: z.number(),
            standardError: z.number(),
            median: z.number(),
            people: z.strictObject({ about: z.number(), low: z.number(), high: z.number() }),
          }),
          z.strictObject({ ...answer, state: z.literal('too-few'), enoughAt: textOrNull }),
          z.strictObject({
            ...answer,
            state: z.literal('disputed'),
            reasons: disputeReasons,
          }),
        ]),
      ),
    }),
  ),
}) as never;

const file = z.strictObject({ path: text, bytes: count, integrity: text });
export const files: Schema<Files> = z.strictObject({
  files: z.array(file),
  earlier: z.optional(z.array(z.strictObject({ files: z.array(file) }))),
}) as never;

export const health: Schema<Health> = z.strictObject({ ok: z.literal(true), version: text });

const siteHealthForm = {
  ok: z.boolean(),
  site: text,
  definitions: z.strictObject({
    version: count,
    hash: text,
    expires: text,
    state: z.enum(['good', 'ending', 'ended']),
    daysLeft: z.int(),
  }),
  database: z.strictObject({ ok: z.literal(true) }),
  reports: z.strictObject({
    state: z.enum(['arriving', 'quiet', 'none', 'off']),
    last: z.optional(textOrNull),
  }),
  counters: z.optional(z.strictObject({ bytes: count, maxBytes: z.number(), fullest: z.number() })),
  backup: z.optional(
    z.strictObject({
      last: z.nullable(z.strictObject({ taken: text, bytes: count })),
      maxBytes: count,
    }),
  ),
};
export const siteHealth: Schema<SiteHealth> = z.strictObject(siteHealthForm) as never;
export const siteHealthEnded: Schema<SiteHealth & ErrorBody> = z.strictObject({
  ...siteHealthForm,
  error,
}) as never;
