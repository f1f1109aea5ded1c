import { evalCondition } from '@growthbook/growthbook';
import jsonLogic from 'json-logic-js';
import { Engine as RulesEngine } from 'json-rules-engine';
import { Query } from 'mingo';
import sift from 'sift';
import type { Condition, Definitions, Json } from '../shared/definitions/types.ts';
import { parseDuration } from '../shared/definitions/durations.ts';

/** What the behavioural work would have produced, handed to the peers for nothing. */
export interface Attributes {
  readonly trait: { readonly [id: string]: Json };
  readonly metric: { readonly [id: string]: Json };
}

/** Evaluates every segment, and says how many hold. */
export interface Peer {
  readonly name: string;
  readonly evaluate: (attributes: Attributes) => number | Promise<number>;
}

type Clause = readonly [fact: string, operator: '$eq' | '$gte' | '$lt', operand: string | number];

/** The workload's conditions have one clause each, with durations as milliseconds for the peers. */
function clauses(definitions: Definitions): Clause[] {
  return Object.values(definitions.segments).map(({ when }) => {
    const [fact, operand] = Object.entries(when)[0] as [
      string,
      string | { [operator: string]: string | number },
    ];
    if (typeof operand === 'string') return [fact, '$eq', operand];
    const [operator, value] = Object.entries(operand)[0] as ['$gte' | '$lt', string | number];
    return [fact, operator, typeof value === 'string' ? (parseDuration(value) ?? value) : value];
  });
}

function asConditions(definitions: Definitions): Condition[] {
  return clauses(definitions).map(([fact, operator, operand]) =>
    operator === '$eq' ? { [fact]: operand } : { [fact]: { [operator]: operand } },
  );
}

function count(tests: readonly (() => unknown)[]): number {
  let holding = 0;
  for (const test of tests) if (test()) holding += 1;
  return holding;
}

function growthbook(definitions: Definitions): Peer {
  const conditions = asConditions(definitions) as Parameters<typeof evalCondition>[1][];
  return {
    name: 'GrowthBook evalCondition',
    evaluate: (attributes) =>
      count(conditions.map((condition) => () => evalCondition({ ...attributes }, condition))),
  };
}

function siftPeer(definitions: Definitions): Peer {
  const tests = asConditions(definitions).map((condition) => sift(condition as never));
  return {
    name: 'sift',
    evaluate: (attributes) =>
      tests.reduce((sum, test) => sum + (test(attributes as never) ? 1 : 0), 0),
  };
}

function mingo(definitions: Definitions): Peer {
  const queries = asConditions(definitions).map((condition) => new Query(condition as never));
  return {
    name: 'mingo',
    evaluate: (attributes) =>
      queries.reduce((sum, query) => sum + (query.test(attributes as never) ? 1 : 0), 0),
  };
}

const jsonLogicOperators = { $eq: '===', $gte: '>=', $lt: '<' } as const;

function jsonLogicPeer(definitions: Definitions): Peer {
  const rules = clauses(definitions).map(([fact, operator, operand]) => ({
    [jsonLogicOperators[operator]]: [{ var: fact }, operand],
  }));
  return {
    name: 'json-logic-js',
    evaluate: (attributes) =>
      rules.reduce((sum, rule) => sum + (jsonLogic.apply(rule as never, attributes) ? 1 : 0), 0),
  };
}

const rulesOperators = { $eq: 'equal', $gte: 'greaterThanInclusive', $lt: 'lessThan' } as const;

function jsonRulesEngine(definitions: Definitions): Peer {
  const engine = new RulesEngine([], { allowUndefinedFacts: true });
  for (const [fact, operator, value] of clauses(definitions)) {
    const [namespace = '', id = ''] = fact.split('.');
    engine.addRule({
      conditions: {
        all: [{ fact: namespace, path: `$.${id}`, operator: rulesOperators[operator], value }],
      },
      event: { type: 'holds' },
    });
  }
  return {
    name: 'json-rules-engine',
    evaluate: async (attributes) => (await engine.run({ ...attributes })).events.length,
  };
}

export function peers(definitions: Definitions): readonly Peer[] {
  return [growthbook, siftPeer, mingo, jsonLogicPeer, jsonRulesEngine].map((make) =>
    make(definitions),
  );
}
