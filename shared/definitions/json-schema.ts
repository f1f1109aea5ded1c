import * as z from 'zod/mini';
import { FIELD_OPERATORS } from '../conditions/index.ts';
import { FIXED_FACTS } from './facts.ts';
import { definitionsSchema } from './schema.ts';
import type { Json } from './types.ts';

/** What an operator takes, where that is one thing. */
const OPERANDS: { readonly [operator: string]: Json } = {
  $in: { type: 'array' },
  $nin: { type: 'array' },
  $ini: { type: 'array' },
  $nini: { type: 'array' },
  $all: { type: 'array' },
  $alli: { type: 'array' },
  $inGroup: { type: 'string' },
  $notInGroup: { type: 'string' },
  $exists: { type: 'boolean' },
  $type: { enum: ['string', 'number', 'boolean', 'array', 'object', 'null', 'undefined'] },
  $regex: { type: 'string' },
  $regexi: { type: 'string' },
  $not: { $ref: '#/definitions/Operand' },
};

/**
 * JSON Schema (draft 7, which editors read best) of a definitions document. What it accepts, the
 * checker looks at again: facts, types and times cannot be said in a schema.
 */
export const jsonSchema = (): { readonly [key: string]: Json } => {
  const { $schema, definitions, ...schema } = z.toJSONSchema(definitionsSchema, {
    target: 'draft-7',
  }) as unknown as {
    readonly [key: string]: Json;
    readonly definitions: { readonly [id: string]: Json };
  };
  // zod numbers the parts that have no name; none of them is left once conditions are spelled out.
  const named = Object.entries(definitions).filter(([id]) => !id.startsWith('__'));
  const conditions = { type: 'array', items: { $ref: '#/definitions/Condition' } };
  return {
    $schema: $schema ?? '',
    title: 'Covey definitions',
    ...schema,
    definitions: {
      ...Object.fromEntries(named),
      Condition: {
        description:
          'Facts and what must hold of them; $and, $or, $nor and $not combine conditions.',
        type: 'object',
        properties: {
          $and: conditions,
          $or: conditions,
          $nor: conditions,
          $not: { $ref: '#/definitions/Condition' },
          ...Object.fromEntries(
            [...FIXED_FACTS.keys()].map((fact) => [fact, { $ref: '#/definitions/Operand' }]),
          ),
        },
        additionalProperties: { $ref: '#/definitions/Operand' },
      },
      Operand: {
        description: 'A literal to equal, or operators that must all hold.',
        anyOf: [
          { type: ['string', 'number', 'boolean', 'null', 'array'] },
          {
            type: 'object',
            properties: Object.fromEntries(
              FIELD_OPERATORS.map((operator) => [operator, OPERANDS[operator] ?? {}]),
            ),
            additionalProperties: false,
          },
        ],
      },
    },
  };
};
