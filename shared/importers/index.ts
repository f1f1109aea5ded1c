/**
 * Importers: what other tools call an audience, segment, cohort or condition, as Covey's
 * definitions. What has no equal is reported by name and path, never dropped in silence. Never throws.
 */
export { importAdobe } from './adobe/index.ts';
export { importGa4 } from './ga4/index.ts';
export { importGrowthbook } from './growthbook/index.ts';
export { importLaunchDarkly } from './launchdarkly/index.ts';
export { importMatomo } from './matomo/index.ts';
export { importMixpanel } from './mixpanel/index.ts';
export { importPostHog } from './posthog/index.ts';
export { importStatsig } from './statsig/index.ts';
export { importUnleash } from './unleash/index.ts';
export type {
  DefinitionsFragment,
  ImportIssue,
  ImportMap,
  ImportNote,
  ImportOptions,
  ImportResult,
  MetricTarget,
  Severity,
} from './types.ts';
export { DIFFERENCES, REFUSALS } from './notes.ts';
export type { DifferenceCode, RefusalCode } from './notes.ts';
