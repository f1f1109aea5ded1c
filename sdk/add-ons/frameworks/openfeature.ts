// A provider for OpenFeature's web SDK: flags by the visitor's segments.
import {
  ErrorCode,
  type EvaluationContext,
  type JsonValue,
  OpenFeatureEventEmitter,
  type Provider,
  ProviderEvents,
  type ResolutionDetails,
  StandardResolutionReasons,
  type TrackingEventDetails,
} from '@openfeature/web-sdk';
import type { Covey } from '../../api.ts';
import type { Choices, ExperienceId, SegmentId } from '../../known.ts';
import { chosenOf, DEFAULT, type Live, liveOf } from './live.ts';

/** Without the script by then, initialising has failed; should it come later, the provider becomes ready. */
const ABSENT_MS = 10_000;

export interface CoveyProviderOptions {
  /** What `createCovey` gave; by default the page's own, `window.covey`, whenever it comes. */
  readonly covey?: Covey | undefined;
  /** The values of each flag by segment, as for `covey.choose`. */
  readonly flags?: { readonly [flag: string]: Choices<JsonValue> } | undefined;
  /** Segments that are boolean flags by their own id; by default every name is one. */
  readonly segments?: readonly SegmentId[] | undefined;
  /** Experiences that are string flags by their own id: the variant that the page shows. */
  readonly experiences?: readonly ExperienceId[] | undefined;
}

/**
 * A boolean flag is a segment's id, and true for whoever is in it; other flags stand in `flags` and `experiences`. What a site says of the
 * user in an evaluation context is not looked at: what the device knows decides.
 *
 * @example
 * await OpenFeature.setProviderAndWait(new CoveyProvider({
 *   covey, flags: { hero: { champion: 'gold', default: 'plain' } },
 * }));
 */
export class CoveyProvider implements Provider {
  readonly metadata = { name: 'covey' } as const;
  readonly runsOn = 'client';
  readonly events = new OpenFeatureEventEmitter();
  readonly #live: Live;
  readonly #flags: NonNullable<CoveyProviderOptions['flags']>;
  readonly #segments: readonly string[] | undefined;
  readonly #experiences: readonly string[];
  #stop = () => {};
  #isReady = false;
  /** Flags that were asked for too early: to a second domain the SDK calls it ready while the first one waits. */
  readonly #askedEarly = new Set<string>();

  constructor({ covey, flags = {}, segments, experiences = [] }: CoveyProviderOptions = {}) {
    this.#live = liveOf(covey);
    this.#flags = flags;
    this.#segments = segments;
    this.#experiences = experiences;
  }

  /** Settles when segments are decided, or when it is clear that they cannot be; rejects where there is no Covey. */
  async initialize(): Promise<void> {
    this.#stop();
    // A server has no visitor: the values there are the defaults.
    this.#isReady = typeof document === 'undefined';
    if (this.#isReady) return;
    const ended = new AbortController();
    this.#stop = () => ended.abort();
    const covey = await arrival(this.#live, ABSENT_MS, ended.signal);
    if (!covey) {
      void arrival(this.#live, Infinity, ended.signal).then(async (late) => {
        await late?.ready;
        this.#follow(ended.signal);
        if (!ended.signal.aborted) this.events.emit(ProviderEvents.Ready);
      });
      throw new Error('There is no window.covey: the script was blocked, or its tag is missing.');
    }
    await covey.ready;
    this.#follow(ended.signal);
  }

  async onClose(): Promise<void> {
    this.#stop();
    this.#isReady = false;
  }

  resolveBooleanEvaluation(flag: string, fallback: boolean): ResolutionDetails<boolean> {
    const isOfItself =
      !Object.hasOwn(this.#flags, flag) && (this.#segments?.includes(flag) ?? true);
    const choices = isOfItself ? { [flag]: true, [DEFAULT]: false } : this.#choicesOf(flag);
    return this.#resolve(flag, choices, fallback, 'boolean');
  }

  resolveStringEvaluation(flag: string, fallback: string): ResolutionDetails<string> {
    const isExperience = this.#isExperience(flag);
    const variant = isExperience && this.#isReady ? this.#live.variant(flag) : null;
    if (variant !== null)
      return { value: variant, variant, reason: StandardResolutionReasons.SPLIT };
    // Who sees the page as it is gets the caller's.
    return this.#resolve(flag, isExperience ? {} : this.#choicesOf(flag), fallback, 'string');
  }

  resolveNumberEvaluation(flag: string, fallback: number): ResolutionDetails<number> {
    return this.#resolve(flag, this.#choicesOf(flag), fallback, 'number');
  }

  resolveObjectEvaluation<T extends JsonValue>(flag: string, fallback: T): ResolutionDetails<T> {
    return this.#resolve(flag, this.#choicesOf(flag), fallback, 'object');
  }

  /** An event of the page; what the context says of the user does not come along. */
  track(name: string, _context: EvaluationContext, details: TrackingEventDetails): void {
    this.#live.covey()?.track(name as never, details as never);
  }

  #choicesOf(flag: string): Choices<JsonValue> | undefined {
    return Object.hasOwn(this.#flags, flag) ? this.#flags[flag] : undefined;
  }

  #isExperience(flag: string): boolean {
    return !Object.hasOwn(this.#flags, flag) && this.#experiences.includes(flag);
  }

  #resolve<T extends JsonValue>(
    flag: string,
    choices: object | undefined,
    fallback: T,
    type: 'boolean' | 'string' | 'number' | 'object',
  ): ResolutionDetails<T> {
    const failed = (errorCode: ErrorCode, errorMessage: string): ResolutionDetails<T> => ({
      value: fallback,
      reason: StandardResolutionReasons.ERROR,
      errorCode,
      errorMessage,
    });
    if (!choices) return failed(ErrorCode.FLAG_NOT_FOUND, 'not among the flags of CoveyProvider');
    if (!this.#isReady) {
      this.#askedEarly.add(flag);
      return failed(ErrorCode.PROVIDER_NOT_READY, 'segments are not decided, or there is no Covey');
    }
    const variant = chosenOf(choices, this.#live.has);
    const reason =
      variant === DEFAULT
        ? StandardResolutionReasons.DEFAULT
        : StandardResolutionReasons.TARGETING_MATCH;
    const value = (choices as { readonly [id: string]: JsonValue | undefined })[variant];
    // Where the site names no default, it is the caller's.
    if (value === undefined) return { value: fallback, reason };
    // oxlint-disable-next-line valid-typeof -- one of the four
    if (typeof value !== type)
      return failed(ErrorCode.TYPE_MISMATCH, `the value for ${variant} is no ${type}`);
    return { value: value as T, variant, reason };
  }

  /** Answers from now on, and tells which flags are others. */
  #follow(signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#isReady = true;
    this.#tell([...this.#askedEarly]);
    this.#askedEarly.clear();
    let before = this.#live.segments();
    const off = this.#live.subscribe(() => {
      const now = this.#live.segments();
      const flags = now === before ? [] : this.#changed(before, now);
      before = now;
      this.#tell(flags);
    });
    signal.addEventListener('abort', off);
  }

  /** To those who listen an empty list would say that nothing has changed, not that anything may have. */
  #tell(flagsChanged: string[]): void {
    if (flagsChanged.length > 0)
      this.events.emit(ProviderEvents.ConfigurationChanged, { flagsChanged });
  }

  #changed(before: readonly string[], now: readonly string[]): string[] {
    const chosen = (choices: object, ids: readonly string[]) =>
      chosenOf(choices, (id) => ids.includes(id));
    const mapped = Object.entries(this.#flags)
      .filter(([, choices]) => chosen(choices, before) !== chosen(choices, now))
      .map(([flag]) => flag);
    const differing = [...now, ...before].filter((id) => now.includes(id) !== before.includes(id));
    const own = differing.filter(
      (id) => !Object.hasOwn(this.#flags, id) && (this.#segments?.includes(id) ?? true),
    );
    // The variant that is shown is among the segments, as `EXPERIENCE:VARIANT`.
    const experiences = differing
      .map((id) => id.split(':')[0] ?? id)
      .filter((id) => this.#isExperience(id));
    return [...new Set([...mapped, ...own, ...experiences])];
  }
}

/** Covey, once there is one; undefined where there is none by then, or it is no longer waited for. */
function arrival(live: Live, ms: number, signal: AbortSignal): Promise<Covey | undefined> {
  return new Promise((resolve) => {
    const end = () => {
      off();
      clearTimeout(timer);
      resolve(signal.aborted ? undefined : live.covey());
    };
    const timer = ms < Infinity ? setTimeout(end, ms) : undefined;
    const off = live.subscribe(() => void (live.covey() && end()));
    signal.addEventListener('abort', end);
    if (live.covey()) end();
  });
}
