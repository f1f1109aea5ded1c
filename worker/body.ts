import { failure, type Failure } from './failure.ts';

export type Body = { readonly ok: true; readonly bytes: Uint8Array } | Failure;

/** The request's bytes; refused by the announced length before a byte is read, and cut off where the sender announced none. */
export async function readBody(request: Request, maxBytes: number): Promise<Body> {
  const tooLarge = failure(
    'too-large',
    `The body is larger than ${maxBytes} bytes, the limit of this address.`,
  );
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return tooLarge;
  const bytes = new Uint8Array(maxBytes);
  let length = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    if (length + chunk.length > maxBytes) return tooLarge;
    bytes.set(chunk, length);
    length += chunk.length;
  }
  return { ok: true, bytes: bytes.slice(0, length) };
}

/** How JSON comes from the owner's tools: `fetch` calls a string text/plain where nothing else is said. */
export const JSON_TYPES = ['application/json', 'text/plain'];

/** Refuses a body of another media type. One that names none is taken at its word. */
export function refuseType(request: Request, ...allowed: string[]): Failure | null {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  return type === undefined || allowed.includes(type)
    ? null
    : failure('unsupported-type', `Send the body as ${allowed.join(' or ')}, not as ${type}.`);
}
