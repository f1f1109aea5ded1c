import { operandTest } from './operand.ts';
import type { PatternWatch } from './patterns.ts';
import { type Context, type Operators, type Test, never } from './tests.ts';

/** How the operand of one fact is compiled. */
export interface OperandOptions {
  readonly savedGroups?: { readonly [id: string]: unknown } | undefined;
  /** Operators beside those that nearly every document has. */
  readonly more?: Operators | undefined;
  /**
   * What an ordering comparison makes of an absent (null or undefined) value: `"zero"`, the
   * default, orders it as JavaScript does; `"false"`, the rule inside segments, lets no ordering hold.
   */
  readonly missing?: 'zero' | 'false' | undefined;
  /** Keeps patterns from taking long; without it they take what they take. */
  readonly watch?: PatternWatch | undefined;
  /**
   * What a number makes of a text: `"coerce"`, the default, converts it as JavaScript does, and not at all for `$eq` and
   * `$in`; `"read"`, the rule inside segments, takes it for the number that it stands for without doubt, or for none.
   */
  readonly numbers?: 'coerce' | 'read' | undefined;
}

/** As `compileTest`, with those of the operators that are given. */
export const compileOperand = (operand: unknown, options: OperandOptions): Test =>
  guarded(() => operandTest(operand, contextOf(options)));

export const contextOf = (options: OperandOptions): Context => ({
  groups: options.savedGroups ?? {},
  missingIsFalse: options.missing === 'false',
  watch: options.watch,
  readNumbers: options.numbers === 'read',
  within: [],
  more: options.more,
});

/** Values with hostile conversions, circular values and conditions nested beyond the stack hold for nobody. */
export const guarded = (compile: () => Test): Test => {
  try {
    const test = compile();
    return (value) => {
      try {
        return test(value);
      } catch {
        return false;
      }
    };
  } catch {
    return never;
  }
};
