import { stripTypeScriptTypes } from 'node:module';
import { parseAst } from 'vitest/node';

type Node = Readonly<Record<string, unknown>> & { readonly type: string };
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value;

/** `it` of `it.each(…)`, of ``it.each`…` `` and of `it` itself. */
function rootOf(node: unknown): unknown {
  if (!isNode(node)) return null;
  if (node.type === 'Identifier') return node['name'];
  return rootOf(node['callee'] ?? node['tag'] ?? node['object']);
}

/** What a literal says; what a template puts in is written as `%s`. */
function textOf(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : null;
  if (node.type !== 'TemplateLiteral') return null;
  const quasis = node['quasis'] as readonly { readonly value: { readonly cooked: string } }[];
  return quasis.map(({ value }) => value.cooked).join('%s');
}

/** The titles of the tests and groups of a file, as they are written there: `each of %s`. */
export function titlesIn(source: string): string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (!isNode(value)) return;
    if (value.type === 'CallExpression' && /^(?:it|test|describe)$/.test(String(rootOf(value)))) {
      const title = textOf((value['arguments'] as readonly unknown[])[0]);
      if (title !== null) found.push(title);
    }
    Object.values(value).forEach(visit);
  };
  visit(parseAst(stripTypeScriptTypes(source)));
  return found;
}
