import type { EngineHost } from '../types.ts';
import { localTime, periodAt } from './calendar.ts';

/** 0–23. */
export const hourAt = (host: EngineHost, time: number): number =>
  ((periodAt(host, 'hour', time) % 24) + 24) % 24;

/** 1 (Monday) – 7. */
export const weekdayAt = (host: EngineHost, time: number): number =>
  ((((periodAt(host, 'day', time) + 3) % 7) + 7) % 7) + 1;

/** `2026-11-24`. */
export const dateAt = (host: EngineHost, time: number): string =>
  new Date(localTime(host, time)).toISOString().slice(0, 10);

/** 1–12. */
export const monthAt = (host: EngineHost, time: number): number =>
  new Date(localTime(host, time)).getUTCMonth() + 1;
