// The shape of what each command prints with --json. The list is API: docs/cli-json.md is made from it, and a test holds
// every command to it.
import { z } from 'zod/mini';
import type { Audit, CreatedToken, Stats, TokenList } from '../../shared/wire/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import type { Around } from '../../shared/counting/index.ts';
import type { DefinitionsFragment } from '../../shared/importers/index.ts';
import type { Reading } from '../../shared/reading/index.ts';
import type { ReadyDefinitions, ReadySegment } from '../../shared/ready-segments/index.ts';
import type { RESTORED } from '../answers.ts';
import type { Form } from '../answers.ts';
import { ERROR_CODES, type ErrorCode } from '../failure.ts';

/** Where a shape that is described elsewhere stands: its name, and the page. */
export const elsewhere = z.registry<{ readonly name: string; readonly page: string }>();

const text = z.string();
const number = z.number();
const flag = z.boolean();
const list = <T extends z.ZodMiniType>(of: T) => z.readonly(z.array(of));
const records = <T extends z.ZodMiniType>(of: T) => z.readonly(z.record(text, of));
const known = <T>(name: string, page: string) =>
  z
    .custom<T>((value) => typeof value === 'object' && value !== null)
    .register(elsewhere, {
      name,
      page,
    });

const object = z.strictObject;
const nullable = z.nullable;
const optional = z.optional;

const path = list(z.union([text, number]));
const ids = list(text);
const warning = object({ path, message: text });
/** Of a file: its name, or null where it went elsewhere. */
const file = nullable(text);
const publicKey = { kid: text, x: text };
const finding = object({
  code: text,
  path,
  line: optional(number),
  column: optional(number),
  message: text,
});
const token = known<CreatedToken>('CreatedToken', 'openapi.json');

const choices = nullable(list(text));
const task = object({
  name: text,
  title: text,
  says: text,
  commands: list(object({ name: text, summary: text })),
  steps: list(text),
});
const command = object({
  name: text,
  description: text,
  usage: text,
  commands: list(text),
  arguments: list(
    object({ name: text, description: text, required: flag, variadic: flag, choices }),
  ),
  options: list(object({ flags: text, description: text, required: flag, choices })),
});

/** How a log was read: what was left out, and what of another tool's export was taken. */
const asRead = {
  badRows: optional(number),
  repeatedRows: optional(number),
  longHistories: optional(number),
  missing: optional(
    list(
      object({
        kind: z.enum(['event', 'property']),
        names: ids,
        readBy: ids,
        near: nullable(text),
      }),
    ),
  ),
  source: optional(
    object({
      name: text,
      files: optional(number),
      /** Of a database instead of files; rows are events there. */
      table: optional(text),
      rows: number,
      taken: number,
      notTaken: records(number),
      persons: optional(number),
      unplaced: optional(number),
      notMapped: optional(list(object({ name: text, events: number, taken: flag }))),
      timeZone: text,
    }),
  ),
};

/** What asking a database would take. */
const cost = {
  rows: nullable(number),
  bytes: nullable(number),
  readings: number,
  most: nullable(number),
};
const estimate = object({ estimate: object(cost) });
/** The same of a table, and of another one beside it. */
const estimates = object({
  estimate: object({
    ...cost,
    with: optional(object(cost)),
    together: optional(nullable(number)),
  }),
});

/** What tells two groups of visitors apart. */
const differences = object({
  groups: list(text),
  sizes: list(number),
  both: number,
  unknown: number,
  overlap: optional(object({ share: number, lift: number })),
  metrics: list(
    object({
      metric: text,
      strength: number,
      /** Null: never. */
      least: nullable(number),
      shares: list(number),
      medians: list(nullable(number)),
      bins: object({ from: number, width: number, counts: list(list(number)) }),
      chance: flag,
      readBy: list(text),
    }),
  ),
  /** Metrics that were not compared. */
  noNumbers: list(text),
  segments: list(
    object({
      segment: text,
      shares: list(nullable(number)),
      difference: nullable(number),
      within: nullable(number),
      chance: flag,
    }),
  ),
});

/** By the words after `covey`. */
export const SHAPES = {
  init: object({ file: text, site: text, version: number, expires: text }),
  add: z.union([
    object({ ready: list(known<ReadySegment>('ReadySegment', 'ready-segments.json')) }),
    object({
      chosen: list(known<ReadySegment>('ReadySegment', 'ready-segments.json')),
      definitions: known<ReadyDefinitions>('Definitions', 'definitions.schema.json'),
      file,
      written: flag,
    }),
  ]),
  import: object({
    definitions: known<DefinitionsFragment>('Definitions', 'definitions.schema.json'),
    notes: list(
      object({
        code: text,
        severity: z.enum(['error', 'warning', 'info']),
        path: text,
        construct: text,
        message: text,
      }),
    ),
    findings: list(
      object({ severity: z.enum(['error', 'warning']), code: text, path, message: text }),
    ),
    mapped: ids,
    file,
    written: flag,
  }),
  check: object({
    ok: flag,
    file: text,
    errors: list(finding),
    warnings: list(finding),
    /** With --explain. */
    reading: optional(known<Reading>('Reading', 'cli.md#covey-check-file---explain---json')),
  }),
  analyse: z.union([
    object({
      at: text,
      visitors: number,
      events: number,
      ...asRead,
      /** Of the other log. */
      with: optional(object({ at: text, visitors: number, events: number, ...asRead })),
      metrics: optional(
        list(
          object({
            metric: text,
            name: text,
            visitors: object({ any: number, none: number, unknown: number, other: number }),
            quantiles: list(object({ part: number, value: number })),
            tops: list(object({ part: number, from: number, visitors: number })),
            bins: object({ from: number, width: number, counts: list(number) }),
          }),
        ),
      ),
      compare: optional(differences),
      drift: optional(differences),
      rfm: optional(
        object({
          tiers: list(
            object({
              role: z.enum(['recency', 'frequency', 'money']),
              metric: text,
              visitors: number,
              tiers: list(object({ score: number, cut: nullable(number), members: number })),
            }),
          ),
          definitions: known<Definitions>('Definitions', 'definitions.schema.json'),
        }),
      ),
      clusters: optional(
        object({
          metrics: list(
            object({ metric: text, logarithm: flag, whole: flag, none: number, unknown: number }),
          ),
          same: ids,
          visitors: number,
          sample: object({ fitted: number, studied: number }),
          seed: number,
          tried: list(
            object({
              clusters: number,
              silhouette: number,
              evenly: number,
              together: number,
              smallest: number,
            }),
          ),
          chosen: nullable(number),
          worthHaving: flag,
          segments: list(
            object({
              segment: text,
              name: text,
              rule: text,
              cluster: number,
              members: number,
              share: number,
              /** With --with, of the other log. */
              other: optional(object({ members: number, share: number })),
              purity: number,
              coverage: number,
              medians: records(object({ value: number, above: number })),
            }),
          ),
          definitions: optional(known<Definitions>('Definitions', 'definitions.schema.json')),
        }),
      ),
    }),
    /** With --estimate. */
    estimates,
  ]),
  simulate: z.union([
    object({
      at: text,
      visitors: number,
      events: number,
      ...asRead,
      segments: records(object({ members: nullable(number), unknown: number })),
      overlaps: list(
        object({
          segments: list(text),
          both: number,
          share: nullable(number),
          lift: nullable(number),
        }),
      ),
      overTime: optional(
        object({
          step: text,
          times: list(text),
          visitors: list(number),
          segments: records(nullable(list(number))),
        }),
      ),
    }),
    /** With --estimate. */
    estimate,
  ]),
  sql: object({
    site: optional(text),
    version: optional(number),
    at: optional(text),
    sql: text,
    unsupported: list(object({ id: text, construct: text, why: text })),
  }),
  types: object({ site: text, version: number, file, declarations: nullable(text) }),
  plan: object({
    recommendedEpsilon: number,
    reachesTarget: flag,
    epsilon: number,
    participants: number,
    reportsPerQuestion: number,
    questionsThatFit: number,
    questions: list(
      object({
        id: text,
        answers: number,
        share: nullable(number),
        error: number,
        errors: object({ 1: number, 5: number, 20: number }),
        refused: flag,
        tooManyAnswers: flag,
      }),
    ),
  }),
  record: object({
    language: text,
    format: z.enum(['md', 'html']),
    papers: list(object({ paper: text, questions: list(text), file, text: nullable(text) })),
  }),
  keygen: object({ file, ...publicKey }),
  sign: object({
    site: text,
    version: number,
    expires: text,
    hash: text,
    signers: ids,
    complete: flag,
    file,
    envelope: nullable(text),
  }),
  snippet: object({ site: text, script: text, html: text, hash: text, css: nullable(text) }),
  diff: object({
    from: number,
    to: number,
    changes: list(
      object({
        path: ids,
        before: optional(z.unknown()),
        after: optional(z.unknown()),
      }),
    ),
    otherRules: ids,
    gone: records(ids),
    isAroundOther: flag,
    counted: object({ on: ids, restarted: ids, anew: ids, begun: ids, ended: ids }),
  }),
  publish: object({
    site: text,
    version: number,
    hash: text,
    registered: flag,
    replaced: flag,
    warnings: list(warning),
  }),
  status: object({
    site: text,
    version: number,
    hash: nullable(text),
    expires: text,
    state: z.enum(['good', 'ending', 'ended']),
    daysLeft: number,
    counters: optional(object({ bytes: number, maxBytes: number, fullest: number })),
    backup: optional(
      object({ last: nullable(object({ taken: text, bytes: number })), maxBytes: number }),
    ),
  }),
  renew: object({
    file: text,
    version: number,
    issued: text,
    expires: text,
    previous: optional(text),
  }),
  get: object({
    site: text,
    version: number,
    issued: text,
    expires: text,
    hash: text,
    signers: nullable(ids),
    file,
    text: nullable(text),
  }),
  monitor: object({
    site: text,
    same: flag,
    seen: list(
      object({
        place: text,
        visitor: text,
        version: nullable(number),
        hash: nullable(text),
        bytes: nullable(text),
      }),
    ),
    differences: list(text),
  }),
  audit: known<Audit>('Audit', 'openapi.json'),
  'token create': token,
  'token rotate': token,
  'token list': known<TokenList>('TokenList', 'openapi.json'),
  'token revoke': object({ id: text }),
  backup: object({
    file: text,
    site: text,
    taken: text,
    worker: text,
    documents: number,
    rows: number,
    bytes: number,
  }),
  restore: known<typeof RESTORED extends Form<infer T> ? T : never>('Restored', 'openapi.json'),
  stats: known<Omit<Stats, keyof Around> & Around>('Stats', 'openapi.json'),
  deploy: object({ command: list(text), exitCode: number }),
  help: object({ tasks: optional(list(task)), command: optional(command) }),
  completion: object({ shell: z.enum(['bash', 'zsh', 'fish']), script: text }),
  doctor: object({
    url: text,
    browser: text,
    findings: list(
      object({
        level: z.enum(['broken', 'doubtful', 'good', 'note']),
        code: text,
        message: text,
        mend: optional(text),
      }),
    ),
  }),
};

/** Names of commands, by the words after `covey`. */
export type CommandName = keyof typeof SHAPES;
/** What each answers. */
export type Answers = { readonly [name in CommandName]: z.infer<(typeof SHAPES)[name]> };

/** What is said of a log that was analysed, and not only what that would take. */
export type Analysis = Extract<Answers['analyse'], { readonly visitors: number }>;

/** What every command answers instead where it fails. */
export const FAILURE = object({
  error: object({
    code: z.enum(Object.keys(ERROR_CODES) as ErrorCode[]),
    message: text,
    hints: list(text),
    issues: optional(
      list(
        object({
          message: text,
          path: optional(path),
          code: optional(text),
          file: optional(text),
          line: optional(number),
          column: optional(number),
        }),
      ),
    ),
    worker: optional(object({ status: number, code: text })),
  }),
});
export type FailureAnswer = z.infer<typeof FAILURE>;
