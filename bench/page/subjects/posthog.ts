import posthog from 'posthog-js';
import type { Send } from '../in-page.ts';

/** Events alone: no autocapture, replay, surveys or flags. In a headless browser it sends nothing unless told to. */
export function start(): Send {
  // As its script has it.
  Object.assign(window, { posthog });
  posthog.init('phc_bench', {
    api_host: location.origin,
    autocapture: false,
    capture_pageview: false,
    capture_pageleave: false,
    disable_session_recording: true,
    disable_surveys: true,
    opt_out_useragent_filter: true,
    capture_dead_clicks: false,
    capture_performance: false,
    capture_exceptions: false,
    person_profiles: 'always',
    disable_external_dependency_loading: true,
    advanced_disable_feature_flags: true,
  });
  return (name, props) => void posthog.capture(name, props);
}
