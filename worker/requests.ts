// The form of each JSON body that the Worker takes.
import { z } from 'zod/mini';
import { MAX_SIGNATURES } from '../shared/signing/index.ts';
import {
  MAX_LABEL,
  MAX_OVERLAP_HOURS,
  MAX_REASON,
  MAX_TOKEN_DAYS,
  TOKEN_SCOPES,
} from '../shared/wire/index.ts';

/** Printable text of one line. */
const line = (most: number) =>
  z.string().check(z.maxLength(most), z.regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u));

export const registration = z.strictObject({
  keys: z
    .array(z.strictObject({ kid: z.string(), x: z.string() }))
    .check(z.minLength(1), z.maxLength(MAX_SIGNATURES)),
  replace: z.optional(z.boolean()),
  reason: z.optional(line(MAX_REASON)),
});

export const newToken = z.strictObject({
  scope: z.enum(TOKEN_SCOPES),
  label: z.optional(line(MAX_LABEL)),
  days: z.optional(z.int().check(z.minimum(1), z.maximum(MAX_TOKEN_DAYS))),
});

export const rotation = z.strictObject({
  overlapHours: z.optional(z.int().check(z.minimum(0), z.maximum(MAX_OVERLAP_HOURS))),
});
