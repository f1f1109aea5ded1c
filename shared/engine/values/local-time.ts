import type { EngineHost } from '../types.ts';
import { localTime } from './calendar.ts';

/** `2026-11-24`. */
export const dateAt = (host: EngineHost, time: number): string =>
  new Date(localTime(host, time)).toISOString().slice(0, 10);

/** 1–12. */
export const monthAt = (host: EngineHost, time: number): number =>
  new Date(localTime(host, time)).getUTCMonth() + 1;
