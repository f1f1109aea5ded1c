import type { WireIssue } from './definitions.ts';

/** Every code the Worker answers with. New ones may come: treat an unknown code as its status. */
export type ErrorCode =
  | 'bad-request'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'method-not-allowed'
  | 'exists'
  | 'conflict'
  | 'too-large'
  | 'unsupported-type'
  | 'invalid'
  | 'rate-limited'
  | 'full'
  | 'ended'
  | 'unavailable'
  | 'internal';

/** Body of every 4xx and 5xx. */
export interface ErrorBody {
  readonly error: {
    readonly code: ErrorCode;
    /** What is wrong and how to mend it. */
    readonly message: string;
    readonly issues?: readonly WireIssue[];
  };
}

/** The error in an answer's JSON, for the owner's tools; null when it is not one. */
export function parseError(value: unknown): ErrorBody['error'] | null {
  const error = member(value, 'error');
  const code = member(error, 'code');
  const message = member(error, 'message');
  if (typeof code !== 'string' || typeof message !== 'string') return null;
  const listed = member(error, 'issues');
  const issues = (Array.isArray(listed) ? listed : []).flatMap((issue: unknown): WireIssue[] => {
    const path = member(issue, 'path');
    const text = member(issue, 'message');
    return typeof text === 'string' && Array.isArray(path) && path.every(isPathPart)
      ? [{ path, message: text }]
      : [];
  });
  return { code: code as ErrorCode, message, ...(issues.length > 0 ? { issues } : {}) };
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as { readonly [key: string]: unknown })[name]
    : undefined;
}

function isPathPart(part: unknown): part is string | number {
  return typeof part === 'string' || typeof part === 'number';
}
