// IAB Europe's Transparency and Consent Framework 2.2 and 2.3, in the page and from inside a frame.
import type { Covey } from '../../api.ts';
import { follow } from './follow.ts';
import type { Heard, Line } from './contract.ts';
import { iabCall, type IabTarget, iabTarget } from './iab-api.ts';
import { lookAgain } from '../look-again.ts';
import { withdrawnIn } from './withdrawn.ts';

export interface TcfOptions {
  /** Purposes of the framework that must all be consented to; 1, 5 and 6 by default. None: not asked of it. */
  readonly personalisation?: readonly number[] | undefined;
  /** 1, 7, 8 and 9 by default. */
  readonly measurement?: readonly number[] | undefined;
  /** 1, 3 and 4 by default. */
  readonly activation?: readonly number[] | undefined;
  /**
   * Whose consents are read: `publisher` (by default), what the visitor allows the site itself; or `vendors`, what
   * the site's partners are allowed.
   */
  readonly consents?: 'publisher' | 'vendors' | undefined;
  /** Number in the Global Vendor List, for a site that is a vendor of its own: it must be consented to, too. */
  readonly vendor?: number | undefined;
}

type Flags = { readonly [id: number]: unknown } | undefined;

/** What is read of `TCData`; any of it may be missing. */
interface TcData {
  readonly eventStatus?: unknown;
  readonly gdprApplies?: unknown;
  readonly listenerId?: unknown;
  readonly tcString?: unknown;
  readonly purpose?: { readonly consents?: Flags };
  readonly publisher?: { readonly consents?: Flags };
  readonly vendor?: { readonly consents?: Flags; readonly disclosedVendors?: Flags };
}

const PERSONALISATION = [1, 5, 6];
const MEASUREMENT = [1, 7, 8, 9];
const ACTIVATION = [1, 3, 4];

/** Gives what ends it. */
export const connectTcf = (covey: Covey, options: TcfOptions = {}): (() => void) =>
  follow(covey, 'tcf', (line) => {
    let current: IabTarget | undefined;
    let again = () => {};
    const look = () => {
      const target = iabTarget('__tcfapi');
      // A second manager puts its own in the place of the first, and tells nobody.
      if (target && target !== current) {
        current = target;
        again = listen(covey, options, line, target, () => current === target);
      } else again();
    };
    lookAgain(line.signal, line.safely(look));
  });

/** Gives what listens anew. */
function listen(
  covey: Covey,
  options: TcfOptions,
  line: Line,
  target: IabTarget,
  isCurrent: () => boolean,
): () => void {
  const call = iabCall('__tcfapi', target, line.signal);
  /** The visitor has been asked on this page since the last answer. */
  let hasAsked = false;
  let listenerId: unknown;
  const hear = line.safely((value: unknown, success: unknown) => {
    const data = value as TcData | null;
    if (!data || success === false || !isCurrent()) return;
    listenerId = data.listenerId;
    if (data.gdprApplies === false) {
      line.hear(null);
      line.note('The GDPR does not apply to this visitor, says the manager: it has no answer.');
      return;
    }
    if (data.eventStatus === 'cmpuishown') {
      hasAsked = true;
      line.hear(withdrawnIn(covey, answerIn(data, options)));
    } else if (data.eventStatus === 'tcloaded' || data.eventStatus === 'useractioncomplete') {
      const acted = hasAsked && data.eventStatus === 'useractioncomplete';
      hasAsked = false;
      line.hear({ ...answerIn(data, options), acted });
      const about = noteOn(data, options);
      if (about) line.note(about);
    }
  });
  const add = () => call('addEventListener', hear);
  const remove = (id: unknown) => {
    try {
      if (id !== undefined) call('removeEventListener', () => {}, id);
    } catch {
      // It goes unheard, too.
    }
  };
  line.signal.addEventListener('abort', () => remove(listenerId));
  add();
  // A listener of somebody else that throws cuts off those after it, of one event or for good. A new one is told how
  // things stand; a stub would keep all of them.
  const again = line.safely((ping: unknown) => {
    if ((ping as { readonly cmpStatus?: unknown } | null)?.cmpStatus !== 'loaded') return;
    const before = listenerId;
    add();
    remove(before);
  });
  return () => call('ping', again);
}

const isPublishers = ({ consents, vendor }: TcfOptions) =>
  vendor === undefined && consents !== 'vendors';

function answerIn(data: TcData, options: TcfOptions): Heard {
  const { tcString, purpose, publisher, vendor } = data;
  const {
    personalisation = PERSONALISATION,
    measurement = MEASUREMENT,
    activation = ACTIVATION,
    vendor: id,
  } = options;
  const given = timesIn(tcString);
  // Without a string there is no answer; without its part the publisher's own purposes were not asked for.
  if (!tcString || (isPublishers(options) && !hasPublisherPart(tcString))) return {};
  const consents = (isPublishers(options) ? publisher : purpose)?.consents;
  const allows =
    id === undefined ||
    (vendor?.consents?.[id] === true &&
      // Not every manager writes whom it has disclosed.
      (vendor.disclosedVendors === undefined || vendor.disclosedVendors[id] === true));
  const all = (ids: readonly number[]) =>
    ids.length === 0 ? null : allows && ids.every((each) => consents?.[each] === true);
  return {
    personalisation: all(personalisation),
    measurement: all(measurement),
    activation: all(activation),
    ...(given && { given }),
  };
}

function noteOn(data: TcData, options: TcfOptions): string | undefined {
  if (!isPublishers(options) || !data.purpose?.consents?.[1]) return undefined;
  if (
    hasPublisherPart(data.tcString) &&
    Object.values(data.publisher?.consents ?? {}).some(Boolean)
  )
    return undefined;
  return 'The manager asks for its vendors, and not for the site itself: let it ask for publisher purposes, or read those of the vendors (consents: "vendors").';
}

/** A segment of type 3 in its first three bits. */
const hasPublisherPart = (tcString: unknown) => /\.[YZa-f]/.test(String(tcString));

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const DAY_MS = 864e5;

/** `LastUpdated`, 36 bits of tenths of a second after 42 others. Since 2.2 of the framework it is a day, in UTC. */
function timesIn(tcString: unknown): readonly [number, number] | undefined {
  const digits = Array.from(String(tcString).slice(7, 13), (digit) => BASE64URL.indexOf(digit));
  const time = digits.reduce((sum, digit) => sum * 64 + digit, 0) * 100;
  if (digits.length < 6 || digits.includes(-1) || time <= DAY_MS) return undefined;
  return [time, time % DAY_MS ? time : time + DAY_MS];
}
