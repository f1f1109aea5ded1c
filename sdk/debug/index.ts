// Debug: for the developer, each problem as one sentence with the way out, and slips that nothing else
// would show. Loaded where debug is on, never by visitors.
import type { Say } from '../problems.ts';
import { type EngineAtHand, openDevtools } from './open-devtools.ts';
import { watchShortcut } from './shortcut.ts';
import { createVoice } from './voice.ts';
import type { DebugSource } from './source.ts';
import { watchCalls } from './watch-calls.ts';
import { watchEvents } from './watch-events.ts';
import { watchMarkup } from './watch-markup.ts';
import { watchSurveys } from './watch-surveys.ts';
import { checkSettings } from './settings.ts';

/** Looks for slips from now on; what it gives says a problem aloud. */
export function startDebug(source: DebugSource, engine: EngineAtHand): Say {
  checkSettings(source);
  const { heard, look } = watchEvents(source);
  const checkSurvey = watchSurveys(source);
  const onKnown = () => {
    look();
    checkSurvey();
  };
  watchMarkup(source, watchCalls(source, onKnown), checkSurvey);
  watchShortcut(source, (onClosed) => openDevtools(source, engine, heard, onClosed));
  return createVoice(source.options);
}
