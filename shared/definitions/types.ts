/**
 * The language as TypeScript types: what an owner may write. The zod schema in
 * `schema.ts` accepts exactly these shapes; `docs/language.md` gives the meaning.
 */

import type { Mechanism } from '../counting/budget.ts';
import type { Kind, Specs } from '../metrics/specs.ts';

/** A whole number and a unit: `"90s"`, `"30m"`, `"36h"`, `"30d"`, `"2w"`. A day is 24 hours. */
export type Duration = `${number}${'s' | 'm' | 'h' | 'd' | 'w'}`;

/** ISO 8601 with a zone, to the second or millisecond: `"2026-11-24T00:00:00Z"`. */
export type Instant = string;

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * A condition in the MongoDB-like form of GrowthBook's targeting conditions: keys are
 * facts (`metric.orders`) or `$and`, `$or`, `$nor`, `$not`; values are literals or operator objects.
 */
export type Condition = { readonly [key: string]: Json | Condition | readonly Condition[] };

export type SegmentKind = 'demographic' | 'geographic' | 'behavioral' | 'psychographic';
export type SegmentStage = 'acquisition' | 'onboarding' | 'retention';

/** What the site declares about the visitor (`covey.identify`) or a survey answers. */
export interface TraitDefinition {
  readonly type: 'string' | 'number' | 'boolean' | 'date' | 'string[]';
  /** The allowed values; others are refused when the trait is set. */
  readonly values?: readonly (string | number)[];
  readonly kind?: SegmentKind;
  readonly description?: string;
}

/** One event name, several, or `"*"` for every event. `enter:ID` and `leave:ID` are a segment's transitions. */
export type EventSelector = string | readonly string[];

/** `event.property`; the event name ends at the first dot. A name starting `item_` also reads `items[]`; `event.items.price` names them outright. */
export type PropertySelector = string;

/** When an event counts. See `docs/language.md`, "Windows". */
export type Window =
  | Duration
  | 'session'
  | 'today'
  | 'week'
  | 'month'
  /** The current session and those before it, so many in all: 1 is the same as `"session"`. */
  | { readonly sessions: number }
  /** From the first instant, included, to the second, excluded. */
  | { readonly from: Instant; readonly to: Instant }
  /** The first part of a visitor's life, from the first event on. */
  | { readonly first: Duration }
  /** A sliding window that ends some time ago: `{ "length": "30d", "ago": "30d" }` is the 30 days before the last 30. */
  | { readonly length: Duration; readonly ago: Duration };

/** A step that must happen. */
export interface EventStep {
  readonly event: EventSelector;
  readonly where?: Condition;
  /** `"then"` (default): eventually after the step before; `"next"`: the very next event after it. */
  readonly after?: 'then' | 'next';
  /** At least this long after the step before. */
  readonly atLeast?: Duration;
  /** Less than this long after the step before. */
  readonly atMost?: Duration;
  /** How often the event must happen for the step to be met; 1 by default. */
  readonly times?: number;
}
/** A step that must not happen between the steps around it; as the first, ever before the next; as the last, with `for`, for that long after the step before. */
export interface NotStep {
  readonly not: EventSelector;
  readonly where?: Condition;
  readonly for?: Duration;
}
/** A block of steps in any order. */
export interface AnyOrderStep {
  readonly anyOrder: readonly EventStep[];
  readonly atLeast?: Duration;
  readonly atMost?: Duration;
}
export type SequenceStep = EventStep | NotStep | AnyOrderStep;

/** What every metric of events may say beside what it gathers. */
export interface MetricOptions {
  readonly name?: string;
  /** A condition on the event's own properties; `time.hour` and `time.weekday` are the event's local time, `session.number` the number of its session. */
  readonly where?: Condition;
  readonly within?: Window;
  /** Only events after the last completion of this sequence, or, with `before`, before its first start. */
  readonly after?: SequenceDefinition;
  /** Beside `after`: all events of who never completed its sequence. */
  readonly orEver?: true;
  readonly before?: SequenceDefinition;
}
/**
 * Arithmetic in prefix form: a number, a fact (`"metric.orders"`), or one operation. A duration
 * counts in whole days. Dividing by zero, or an absent operand, gives an absent value.
 */
export type Formula =
  | number
  | string
  | { readonly add: readonly Formula[] }
  | { readonly multiply: readonly Formula[] }
  | { readonly subtract: readonly [Formula, Formula] }
  | { readonly divide: readonly [Formula, Formula] }
  | { readonly min: readonly Formula[] }
  | { readonly max: readonly Formula[] }
  /** Natural logarithm of 1 + x. */
  | { readonly log1p: Formula }
  /** 1 / (1 + e^−(bias + Σ weight·fact)), between 0 and 1; an absent fact counts as 0. */
  | {
      readonly logistic: {
        readonly bias: number;
        readonly weights: { readonly [fact: string]: number };
      };
    };
/** What a kind's own key holds, by what the kind takes. */
export interface Operands {
  readonly events: EventSelector;
  readonly property: PropertySelector;
  readonly steps: readonly SequenceStep[];
  readonly condition: Condition;
  readonly formula: Formula;
}
/** What a further key holds, by the type of the parameter. */
export interface ParameterTypes {
  readonly duration: Duration;
  readonly name: string;
  readonly text: string;
  readonly whole: number;
  readonly number: number;
  readonly metrics: { readonly [id: string]: MetricDefinition };
}
type ValueOf<P> = P extends { readonly type: 'choice'; readonly of: readonly (infer V)[] }
  ? V
  : P extends { readonly type: infer T extends keyof ParameterTypes }
    ? ParameterTypes[T]
    : never;
type Parameters<P> = {
  readonly [key in keyof P as P[key] extends { readonly required: true } ? key : never]: ValueOf<
    P[key]
  >;
} & {
  readonly [key in keyof P as P[key] extends { readonly required: true } ? never : key]?: ValueOf<
    P[key]
  >;
};
type Flat<T> = { readonly [key in keyof T]: T[key] };
type OwnKeys<K extends Kind> = {
  readonly [key in K]: Operands[Specs[K]['takes']];
} & Parameters<Specs[K]['parameters']>;

/** A sequence where it bounds a metric: without a window or a name of its own. */
export type SequenceDefinition = Flat<OwnKeys<'sequence'>>;

/** The metrics of one kind, such as `MetricOf<'count'>`. */
export type MetricOf<K extends Kind> = {
  readonly [kind in K]: Flat<
    OwnKeys<kind> &
      (Specs[kind]['takes'] extends 'formula' ? Pick<MetricOptions, 'name'> : MetricOptions)
  >;
}[K];

export type MetricDefinition = MetricOf<Kind>;

/**
 * Ways out of Covey, to other scripts of the same page: Google Publisher Tag, Prebid, and the data layer of a tag manager.
 */
export type ActivationTarget = 'gpt' | 'prebid' | 'dataLayer';

/** Where ids may be handed: to all that `activation` names recipients for, or to some of them. */
export type Activate = true | readonly ActivationTarget[];

/** What visitors are told of who is handed ids of segments, before they are asked. */
export interface ActivationDefinition {
  /** What for, as a visitor reads it. */
  readonly purpose: Texts;
  /** By way out, everybody who receives what goes there. */
  readonly recipients: { readonly [target in ActivationTarget]?: readonly string[] };
}

export interface SegmentDefinition {
  readonly name?: string;
  readonly description?: string;
  readonly kind?: SegmentKind;
  readonly stage?: SegmentStage;
  readonly when: Condition;
  /** How long a visitor stays after `when` last held. */
  readonly keep?: Duration | 'forever';
  /** Out while this holds. */
  readonly exclude?: Condition;
  /** Out for ever once this held. */
  readonly excludeEver?: Condition;
  /** Evaluated and counted, never shown to the page. */
  readonly shadow?: boolean;
  /** Asked about in randomised counts. */
  readonly count?: boolean;
  /** Where its id may be handed while a visitor is in it and has agreed to that; nowhere by default. */
  readonly activate?: Activate;
}

/** Ordered and mutually exclusive: the first segment that holds takes the visitor. */
export interface GroupDefinition {
  readonly name?: string;
  readonly segments: readonly string[];
  /** Counted as one question with an answer per segment, and "none". */
  readonly count?: boolean;
}

/** A text, or one for each language: `{ "en": "…", "de": "…" }`, by BCP 47 tag. */
export type Texts = string | { readonly [language: string]: string };

export interface SurveyOption {
  /** What the trait becomes. */
  readonly value: string | number | boolean;
  readonly text: Texts;
}

/** One question to the visitor. The answer becomes a declared trait; nobody can write one of their own. */
export interface SurveyDefinition {
  readonly trait: string;
  readonly question: Texts;
  /** One of the options; a number from 1 to `steps`; a number from 0 to 10; the options in the visitor's order. */
  readonly type: 'choice' | 'scale' | 'nps' | 'order';
  readonly options?: readonly SurveyOption[];
  /** Of a scale; 5 by default. */
  readonly steps?: number;
  /** Words at the ends of a scale. */
  readonly low?: Texts;
  readonly high?: Texts;
  readonly show: SurveyRules;
  /** Words of the card, where they are not to be the English ones. */
  readonly words?: SurveyWords;
}

/** Who is asked, and how often. */
export interface SurveyRules {
  /** Whoever is in one of these. */
  readonly segments: readonly string[];
  /** Asked again so long after it was answered or closed; by default never. */
  readonly every?: Duration;
  /** How often it is shown to who neither answers nor closes it; 3 by default. */
  readonly cap?: number;
  /** Where the page has no place for it: in a corner (the default), or not at all. */
  readonly place?: 'corner' | 'slot';
}

export interface SurveyWords {
  readonly send?: Texts;
  readonly close?: Texts;
  /** What becomes of the answer. */
  readonly note?: Texts;
  readonly thanks?: Texts;
  /** On the buttons that move an option in an order. */
  readonly up?: Texts;
  readonly down?: Texts;
}

/** A local date, `"2026-12-01"`: the day begins at the visitor's own midnight. */
export type LocalDate = string;

/** One way to show the page. */
export interface VariantDefinition {
  readonly name?: string;
  /** How often it is drawn, beside the weights of the others; 1 by default. */
  readonly weight?: number;
}

/**
 * Variants of the page, one of which is drawn at random on the device of each visitor who is eligible. The page knows
 * them as `EXPERIENCE:VARIANT`, wherever a segment can stand.
 */
export interface ExperienceDefinition {
  readonly name?: string;
  readonly description?: string;
  /** Who is eligible: members of one of these. Everybody where it is left out. */
  readonly segments?: readonly string[];
  readonly variants: { readonly [id: string]: VariantDefinition };
  /** The share of the eligible that see the page as it is, to compare with: 0 to 0.9; none by default. */
  readonly holdout?: number;
  /** The first local day. */
  readonly start?: LocalDate;
  /** The local day from which on it is over. */
  readonly end?: LocalDate;
  /** The segment in which a visitor counts as converted, from the draw on. */
  readonly goal?: string;
  /** Counted as one question: which variant and, with a goal, whether converted. */
  readonly count?: boolean;
  /** Where `EXPERIENCE:VARIANT` may be handed while it is shown to a visitor who has agreed to that; nowhere by default. */
  readonly activate?: Activate;
}

/** How the values of a metric are spread: one question of the randomised counts, in which bin a visitor's value is. */
export interface HistogramDefinition {
  readonly name?: string;
  readonly description?: string;
  /** Id of the metric. */
  readonly metric: string;
  /** Thresholds, ascending: below the first, from each to below the next, from the last on. */
  readonly bins: readonly (number | Duration)[];
}

/** What is to be known of an event beyond its name. */
export interface EventDefinition {
  /** The property that tells one such event from another: of several with one id only the first happens. `false` where none does. */
  readonly id: string | false;
}

/** Events kept for segments still to come: an owner says so where a visitor can read it. */
export interface HistoryDefinition {
  readonly event: string;
  readonly properties?: readonly string[];
  readonly for: Duration;
  readonly why: string;
}

/** Ed25519 public key: `kid` is its RFC 7638 thumbprint, `x` the 32 bytes in base64url. */
export interface PublicKey {
  readonly kid: string;
  readonly x: string;
}

/** The keys that may sign from now on. `version` never goes back. */
export interface KeySet {
  readonly version: number;
  readonly keys: readonly PublicKey[];
  /** How many different keys must sign; 1 by default. */
  readonly threshold?: number;
}

/** Whoever receives data for the controller, to do something on its behalf. */
export interface ProcessorDefinition {
  readonly name: string;
  /** What it does for the controller, as a visitor reads it. */
  readonly for?: Texts;
  /** ISO 3166 country in which it handles the data. */
  readonly country?: string;
}

/** Who is responsible for what the definitions do. Read by the papers, never by a page's decisions or counts. */
export interface ControllerDefinition {
  readonly name: string;
  /** How a visitor reaches it: a postal address, an e-mail address, or both. */
  readonly contact: string;
  /** The data protection officer, and how to reach them. */
  readonly officer?: string;
  /** Address of the site's privacy notice. */
  readonly notice?: string;
  readonly processors?: readonly ProcessorDefinition[];
}

export interface ConsentPolicy {
  readonly personalisation: 'ask';
  /** `"inform"`: on until the visitor objects, where the law allows that for measurement. */
  readonly measurement: 'ask' | 'inform';
}

export interface Definitions {
  readonly covey: 1;
  /** Where the JSON Schema stands, for editors. Not read. */
  readonly $schema?: string;
  /** Host name the definitions are for. */
  readonly site: string;
  readonly version: number;
  readonly issued: Instant;
  readonly expires: Instant;
  readonly keys?: KeySet;
  /** SHA-256 of the document before this one, base64url. */
  readonly previous?: string;
  /** Ends evaluation and reports at once. */
  readonly stop?: boolean;
  /** The site is for children: everything but context is off. */
  readonly children?: boolean;
  /** Who is responsible; changes nothing of what is evaluated or counted. */
  readonly controller?: ControllerDefinition;
  readonly consent?: {
    /** Version of the text the visitor answers; a new one asks again. */
    readonly text?: number;
    /** By ISO 3166 country, `"*"` for all others; *ask* where nothing is said. */
    readonly policies?: { readonly [country: string]: ConsentPolicy };
  };
  /** Without it nothing is handed to anybody. */
  readonly activation?: ActivationDefinition;
  /** A session ends after this long without an event; 30 minutes by default. */
  readonly session?: { readonly timeout: Duration };
  /** Hosts that no visit comes from, beside the usual ones for signing in and paying; `"-paypal.com"` takes one off. */
  readonly sources?: { readonly ignore?: readonly string[] };
  /** Every amount that events carry is in this currency: the site converts, or has no other. Read by the checker alone. */
  readonly currency?: string;
  /** `purchase` and `refund` are told apart by `transaction_id`, unless it says otherwise here. */
  readonly events?: { readonly [event: string]: EventDefinition };
  readonly history?: readonly HistoryDefinition[];
  /**
   * ε and period of the randomised counts: up to 2 in 28 days (the default), 0.5 in 7; how answers are made wrong; and
   * further hosts whose pages may send them, beside the site and its subdomains.
   */
  readonly counting?: {
    readonly epsilon?: 0.5 | 1 | 1.5 | 2;
    readonly period?: '7d' | '28d';
    readonly mechanism?: Mechanism;
    readonly hosts?: readonly string[];
  };
  readonly traits?: { readonly [id: string]: TraitDefinition };
  /** Lists for `$inGroup` and `$notInGroup`. */
  readonly savedGroups?: { readonly [id: string]: readonly (string | number)[] };
  readonly metrics?: { readonly [id: string]: MetricDefinition };
  readonly segments: { readonly [id: string]: SegmentDefinition };
  readonly groups?: { readonly [id: string]: GroupDefinition };
  /** Questions to the visitor, the most important first. */
  readonly surveys?: { readonly [id: string]: SurveyDefinition };
  readonly experiences?: { readonly [id: string]: ExperienceDefinition };
  readonly histograms?: { readonly [id: string]: HistogramDefinition };
}
