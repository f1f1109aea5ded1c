import type { Clause } from '../graph/clause.ts';
import type { VisitorState } from '../graph/visitor-state.ts';
import { isRecord } from '../values/values.ts';
import type { ProgramSegment } from './program.ts';

type Condition = Clause<VisitorState>;

/** Of a segment that could not be compiled: unknown for ever. */
const UNANSWERED: Condition = { operator: '$and', parts: [], test: () => null };

const NONE: readonly number[] = Object.freeze([]);

/** A segment of a plan. */
export class CompiledSegment {
  readonly id: string;
  readonly name: string;
  /** Of the rules alone: what is remembered of membership goes with them. */
  readonly hash: string;
  /** How long a visitor stays; 0 without `keep`, Infinity for ever. */
  readonly keepMs: number;
  readonly shadow: boolean;
  /** The condition is all there is to it. */
  readonly isPlain: boolean;
  /** And nothing hangs on it. */
  readonly isAlone: boolean;
  /** Index of the one fact that its condition asks about; -1 where there are more. */
  readonly onlyFact: number;
  /** Its own index in the order of evaluation. */
  readonly index: number;
  /** Indexes of the segments that come before it in a group. */
  readonly precedence: readonly number[];
  /** Indexes of the segments that read it. */
  readonly dependents: readonly number[];
  /** Some metric counts who enters it, or who leaves it. */
  readonly entryCounts: boolean;
  readonly exitCounts: boolean;
  private readonly _rules: { readonly [rule: string]: unknown };
  private readonly _compile: (condition: unknown) => Condition;
  private _when: Condition | undefined = undefined;
  private _exclude: Condition | null | undefined = undefined;
  private _excludeEver: Condition | null | undefined = undefined;

  /** `compile` compiles a condition of an analysed document: each when it is first asked for. */
  constructor(
    written: ProgramSegment,
    index: number,
    definition: unknown,
    compile: (condition: unknown) => Condition,
  ) {
    const { id, hash, keepMs = 0, onlyFact = -1, precedence = NONE } = written;
    const rules = hash && isRecord(definition) ? definition : {};
    const { name, shadow, exclude, excludeEver } = rules;
    this.id = id;
    this.name = typeof name === 'string' ? name : id;
    this.hash = hash;
    this.keepMs = keepMs ?? Infinity;
    this.shadow = shadow === true;
    this.isPlain =
      keepMs === 0 && exclude === undefined && excludeEver === undefined && precedence.length === 0;
    this.onlyFact = onlyFact;
    this.index = index;
    this.precedence = precedence;
    this.dependents = written.dependents ?? NONE;
    this.entryCounts = written.entryCounts ?? false;
    this.exitCounts = written.exitCounts ?? false;
    this.isAlone =
      this.isPlain && this.dependents.length === 0 && !this.entryCounts && !this.exitCounts;
    this._rules = rules;
    this._compile = compile;
  }

  get when(): Condition {
    return (this._when ??= this.hash ? this._compile(this._rules['when']) : UNANSWERED);
  }

  get exclude(): Condition | null {
    if (this._exclude === undefined) this._exclude = this._optional('exclude');
    return this._exclude;
  }

  get excludeEver(): Condition | null {
    if (this._excludeEver === undefined) this._excludeEver = this._optional('excludeEver');
    return this._excludeEver;
  }

  private _optional(rule: string): Condition | null {
    const condition = this._rules[rule];
    return condition === undefined ? null : this._compile(condition);
  }
}
