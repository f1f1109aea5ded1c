import type { Clause } from '../graph/clause.ts';
import type { VisitorState } from '../graph/visitor-state.ts';
import { isRecord } from '../values/values.ts';
import type { ProgramSegment } from './program.ts';

/** A segment of a plan. */
export interface CompiledSegment {
  readonly id: string;
  readonly name: string;
  /** Of the rules alone: what is remembered of membership goes with them. */
  readonly hash: string;
  /** Conditions, each compiled when it is first asked for. */
  readonly when: Clause<VisitorState>;
  readonly exclude: Clause<VisitorState> | null;
  readonly excludeEver: Clause<VisitorState> | null;
  /** How long a visitor stays; 0 without `keep`, Infinity for ever. */
  readonly keepMs: number;
  readonly shadow: boolean;
  /** The condition is all there is to it. */
  readonly isPlain: boolean;
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
}

type Condition = Clause<VisitorState>;

/** Of a segment that could not be compiled: unknown for ever. */
const UNANSWERED: Condition = { operator: '$and', parts: [], test: () => null };

const NONE: readonly number[] = Object.freeze([]);

/** `compile` compiles a condition of an analysed document. */
export const linkSegment = (
  written: ProgramSegment,
  index: number,
  definition: unknown,
  compile: (condition: unknown) => Condition,
): CompiledSegment => new LinkedSegment(written, index, definition, compile);

class LinkedSegment implements CompiledSegment {
  readonly id: string;
  readonly name: string;
  readonly hash: string;
  readonly keepMs: number;
  readonly shadow: boolean;
  readonly isPlain: boolean;
  readonly onlyFact: number;
  readonly index: number;
  readonly precedence: readonly number[];
  readonly dependents: readonly number[];
  readonly entryCounts: boolean;
  readonly exitCounts: boolean;
  private readonly _rules: { readonly [rule: string]: unknown };
  private readonly _compile: (condition: unknown) => Condition;
  private _when: Condition | undefined = undefined;
  private _exclude: Condition | null | undefined = undefined;
  private _excludeEver: Condition | null | undefined = undefined;

  constructor(
    { id, hash, keepMs = 0, onlyFact = -1, precedence = NONE, ...more }: ProgramSegment,
    index: number,
    definition: unknown,
    compile: (condition: unknown) => Condition,
  ) {
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
    this.dependents = more.dependents ?? NONE;
    this.entryCounts = more.entryCounts ?? false;
    this.exitCounts = more.exitCounts ?? false;
    this._rules = rules;
    this._compile = compile;
  }

  get when(): Condition {
    return (this._when ??= this.hash ? this._compile(this._rules['when']) : UNANSWERED);
  }

  get exclude(): Condition | null {
    const { exclude } = this._rules;
    if (this._exclude === undefined)
      this._exclude = exclude === undefined ? null : this._compile(exclude);
    return this._exclude;
  }

  get excludeEver(): Condition | null {
    const { excludeEver } = this._rules;
    if (this._excludeEver === undefined)
      this._excludeEver = excludeEver === undefined ? null : this._compile(excludeEver);
    return this._excludeEver;
  }
}
