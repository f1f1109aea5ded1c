// Snowplow's trackers: a plugin for those of a package, the commands of the script's global.
import { snowplow } from '../../../shared/mappings/snowplow.ts';
import { describedEvent, stepOf } from '../../../shared/mappings/snowplow-events.ts';
import type { Described } from '../../../shared/mappings/snowplow-events.ts';
import type { Bridge, Fields, Line } from './contract.ts';
import { follow } from './follow.ts';

/** What is used of a tracker, or of the package with all its trackers. */
export interface SnowplowTracker {
  addPlugin?(configuration: { readonly plugin: object }): void;
}

/** Gives what ends it. `library`: a tracker as `newTracker` gives it. */
export const connectSnowplow: Bridge<SnowplowTracker> = (covey, options = {}) => {
  const { library: name = 'snowplow' } = options;
  const attach = (library: SnowplowTracker, line: Line) => {
    if (typeof name === 'string')
      return line.calls(window, name, ([command, given]) => hearCommand(line, command, given));
    // A plugin stays: once the bridge has ended it does nothing.
    if (line.isNew(library))
      library.addPlugin?.({
        plugin: { afterTrack: line.safely((sent: Fields) => hearSent(line, sent)) },
      });
  };
  return follow<SnowplowTracker>(covey, options, { mapping: snowplow, name: 'snowplow', attach });
};

/** `trackAddToCart`, or `trackAddToCart:tracker1;tracker2`. */
function hearCommand(line: Line, command: unknown, given: unknown): void {
  const [, what] = /^track([A-Z]\w*)(?::|$)/.exec(String(command)) ?? [];
  const fields = (given ?? {}) as Fields;
  if (what === 'SelfDescribingEvent')
    line.event(...describedEvent(fields['event'] as Described, fields['context'] as Described[]));
  else if (what === 'StructEvent') line.event(fields['action'], fields);
  else if (what) line.event(stepOf(what, fields), fields);
}

/** An event as it is sent. */
function hearSent(line: Line, payload: Fields): void {
  const { e, ue_pr: plain, ue_px: encoded, co, cx } = payload;
  if (e === 'pv') return line.event('page_view', payload);
  if (e === 'pp') return line.event('page_ping', payload);
  if (e === 'se')
    return line.event(payload['se_ac'], {
      category: payload['se_ca'],
      label: payload['se_la'],
      property: payload['se_pr'],
      value: payload['se_va'] === undefined ? undefined : Number(payload['se_va']),
    });
  if (e !== 'ue') return;
  const event = described(plain, encoded)?.data as Described;
  line.event(...describedEvent(event, (described(co, cx)?.data ?? []) as Described[]));
}

/** JSON as it stands, or in base64url. */
function described(plain: unknown, encoded: unknown): Described | undefined {
  if (typeof plain === 'string') return JSON.parse(plain) as Described;
  if (typeof encoded !== 'string') return undefined;
  const bytes = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'));
  const text = new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
  return JSON.parse(text) as Described;
}
