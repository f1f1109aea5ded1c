import { toJSONSchema } from 'zod/v4/core';
import { MOST_TOGETHER } from '../../shared/counting/index.ts';
import { PAPER_LANGUAGES } from '../../shared/papers/languages.ts';
import { STATUS } from '../failure.ts';
import { type Content, OPERATIONS, type Operation } from './operations.ts';
import { errorBody } from './schemas.ts';

const PLACES: { readonly [name: string]: object } = {
  site: { type: 'string', description: 'A host name in lower case, without port.' },
  version: { type: 'integer', minimum: 1 },
  id: { type: 'string', pattern: '^[0-9a-f]{12}$' },
};
/** Parameters that may be left out: whole numbers, unless another type stands here. */
const QUERIES: { readonly [name: string]: object } = {
  period: { minimum: 0, description: 'Number of a period; this one when left out.' },
  version: { minimum: 0, description: "An older version's questions; the newest when left out." },
  together: {
    minimum: 1,
    maximum: MOST_TOGETHER,
    description: 'How many periods are put together in `combined`; 6 when left out, 1 for none.',
  },
  baseline: {
    minimum: 0,
    description: 'The period that `change` compares with; the one before when left out.',
  },
  language: {
    type: 'string',
    enum: Object.keys(PAPER_LANGUAGES),
    description: 'The language of the page; by `Accept-Language` when left out.',
  },
};
const TOKENS = {
  counts: 'A token of the site with the scope counts or admin, or COVEY_TOKEN.',
  publish: 'A token of the site with the scope publish or admin, or COVEY_TOKEN.',
  admin: 'A token of the site with the scope admin, or COVEY_TOKEN.',
  operator: 'COVEY_TOKEN alone.',
  metrics: 'COVEY_METRICS_TOKEN.',
} as const;

const contentOf = (content: Content) =>
  typeof content === 'string'
    ? { [content]: {} }
    : { 'application/json': { schema: schemaOf(content) } };

function schemaOf(content: Exclude<Content, string>): object {
  const { $schema: _, ...schema } = toJSONSchema(content, { io: 'input' });
  return schema;
}

function operationOf(operation: Operation) {
  const { path, summary, token, query = [], conditional, body, answers } = operation;
  const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return {
    summary,
    ...(token && { security: [{ [token]: [] }] }),
    parameters: [
      ...places.map((name) => ({ name, in: 'path', required: true, schema: PLACES[name] })),
      ...query.map((name) => {
        const { description, ...schema } = QUERIES[name] as { readonly description: string };
        return { name, in: 'query', description, schema: { type: 'integer', ...schema } };
      }),
      ...(conditional ? [{ name: 'if-none-match', in: 'header', schema: { type: 'string' } }] : []),
    ],
    ...(body !== undefined && { requestBody: { required: true, content: contentOf(body) } }),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, content]) => [
          status,
          {
            description: Number(status) < 400 ? 'Done.' : 'See the error.',
            ...(content !== null && { content: contentOf(content) }),
          },
        ]),
      ),
      default: { $ref: '#/components/responses/refused' },
    },
  };
}

/** The Worker in OpenAPI 3.1. */
export function openApi(version: string): object {
  const paths: { [path: string]: { [method: string]: object } } = {};
  for (const operation of OPERATIONS)
    (paths[operation.path] ??= {})[operation.method] = operationOf(operation);
  const statuses = [...new Set<number>(Object.values(STATUS))].join(', ');
  return {
    openapi: '3.1.0',
    info: {
      title: 'Covey, the edge',
      version,
      description:
        'Pages ask for definitions and context and send count reports; the rest is for owners.',
    },
    paths,
    components: {
      responses: {
        refused: {
          description: `Refused, and nothing applied: ${statuses}.`,
          content: contentOf(errorBody),
        },
      },
      securitySchemes: Object.fromEntries(
        Object.entries(TOKENS).map(([name, description]) => [
          name,
          { type: 'http', scheme: 'bearer', description },
        ]),
      ),
    },
  };
}
