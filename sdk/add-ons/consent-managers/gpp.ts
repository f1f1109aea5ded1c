// IAB's Global Privacy Platform 1.1: the objections of the states of the USA. Europe's section in it is for the TCF.
import type { Covey } from '../../api.ts';
import { follow } from './follow.ts';
import type { Line } from './contract.ts';
import { iabCall, type IabTarget, iabTarget } from './iab-api.ts';
import { lookAgain } from '../look-again.ts';
import { ofEach } from './purposes.ts';

export interface GppOptions {
  /** Whether "did not opt out" is a yes; no by default, since nobody was asked for one. */
  readonly grants?: boolean | undefined;
  /** Fields in which 1 is an objection and 2 is none; those of sale, sharing and targeted advertising by default. */
  readonly fields?: readonly string[] | undefined;
}

/** What is read of `PingData`; any of it may be missing. */
interface PingData {
  readonly cmpStatus?: unknown;
  readonly signalStatus?: unknown;
  readonly cmpDisplayStatus?: unknown;
  readonly parsedSections?: { readonly [section: string]: unknown };
}

const FIELDS = ['SaleOptOut', 'SharingOptOut', 'TargetedAdvertisingOptOut'];

/** Gives what ends it. */
export const connectGpp = (covey: Covey, options: GppOptions = {}): (() => void) =>
  follow(covey, 'gpp', (line) => {
    let current: IabTarget | undefined;
    let ask = () => {};
    const look = () => {
      const target = iabTarget('__gpp');
      if (target && target !== current) {
        current = target;
        ask = listen(options, line, target, () => current === target);
      }
      // An objection may come without any event.
      ask();
    };
    lookAgain(line.signal, line.safely(look));
  });

/** Gives what asks again. */
function listen(
  options: GppOptions,
  line: Line,
  target: IabTarget,
  isCurrent: () => boolean,
): () => void {
  const call = iabCall('__gpp', target, line.signal);
  /** The visitor has been asked on this page since the last answer. */
  let hasAsked = false;
  let listenerId: unknown;
  const read = line.safely((value: unknown, success: unknown) => {
    const ping = value as PingData | null;
    // A stub answers, too, and it is not the manager.
    if (!ping || success === false || ping.cmpStatus === 'stub' || !isCurrent()) return;
    const isAsking = ping.cmpDisplayStatus === 'visible';
    hasAsked ||= isAsking;
    if (ping.signalStatus !== 'ready') return line.hear(null);
    const answer = answerIn(ping, options);
    line.hear({ ...ofEach(() => answer), acted: hasAsked && !isAsking });
    hasAsked = isAsking;
  });
  const ask = () => call('ping', read);
  call(
    'addEventListener',
    line.safely((event) => {
      listenerId = (event as { readonly listenerId?: unknown } | null)?.listenerId;
      // What an event brings along may be older than it.
      ask();
    }),
  );
  line.signal.addEventListener('abort', () => {
    try {
      call('removeEventListener', () => {}, listenerId);
    } catch {
      // It goes unheard, too.
    }
  });
  return ask;
}

/** An objection in any section is one. */
function answerIn(
  { parsedSections }: PingData,
  { grants = false, fields = FIELDS }: GppOptions,
): boolean | null {
  // A section is an object, or a list of its parts.
  const parts = Object.values(parsedSections ?? {}).flat() as readonly ({
    readonly [field: string]: unknown;
  } | null)[];
  if (parts.some((part) => part?.['Gpc'] === true || fields.some((field) => part?.[field] === 1)))
    return false;
  const isNoObjection = parts.some((part) => fields.some((field) => part?.[field] === 2));
  return grants && isNoObjection ? true : null;
}
