// What is made of sessions, or of other metrics.
import type { MetricKind } from '../engine/index.ts';
import * as sessions from './lists/kinds-sessions.ts';

export const sessionsKinds: readonly MetricKind[] = Object.values(sessions);
