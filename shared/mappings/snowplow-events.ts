import type { Fields } from './types.ts';

/** An event's data, and what stands beside it, each by its schema. */
export interface Described {
  readonly schema: string;
  readonly data: unknown;
}

/** `iglu:com.example/button_press/jsonschema/1-0-0` is `button_press`. */
export const nameIn = (schema: string): string => schema.split('/')[1] ?? '';

const ECOMMERCE = 'snowplow_ecommerce_action';

/** Of a checkout, the first step begins it; as in the data layer, others are `checkout_progress`. */
export const stepOf = (type: unknown, fields: Fields | undefined): unknown =>
  /^checkout_?step$/i.test(String(type)) && Number(fields?.['step'] ?? 1) > 1
    ? 'checkout_progress'
    : type;

/** A self-describing event: its name, and its properties with what stands beside it, products as a list. */
export function describedEvent(
  event: Described,
  context: readonly Described[] = [],
): readonly [name: unknown, fields: Fields] {
  const name = nameIn(event.schema);
  const data = event.data as Fields;
  const beside: { [name: string]: unknown } = {};
  const products: unknown[] = [];
  for (const { schema, data: entity } of Array.isArray(context) ? context : []) {
    if (nameIn(schema) === 'product') products.push(entity);
    else beside[nameIn(schema)] = entity;
  }
  const step = beside['checkout_step'] as Fields | undefined;
  return [
    name === ECOMMERCE ? stepOf(data['type'], step) : name,
    { ...beside, ...data, ...(products.length > 0 && { products }) },
  ];
}
