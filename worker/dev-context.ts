import { type Context, parseContext } from '../shared/wire/index.ts';

const NOWHERE: Context = { country: null, region: null, city: null, timezone: null };

/** The place that `COVEY_DEV_CONTEXT` says, where it is set and says one; what it leaves out is null. */
export function devContext(json: string | undefined): Context | null {
  if (!json) return null;
  try {
    return parseContext({ ...NOWHERE, ...(JSON.parse(json) as object) });
  } catch {
    return null;
  }
}
