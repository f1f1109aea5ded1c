import type { ActiveClient } from '../active.ts';
import { nameOf } from '../names.ts';
import { eraseDatabase } from '../store/index.ts';
import { isObject } from './guarded.ts';
import type { ClientParts } from './parts.ts';
import { activeIn, isOn, MAX_WAITING, OFF, SUSPENDED, type Phase } from './phase.ts';

/** What the next page shows first is noted when nothing has changed for so long. */
const FIRST_PAINT_AFTER_MS = 1000;
/** Of what happens in a burst, this much may be lost in a crash; a write costs as much as many events. */
const WRITE_EVERY_MS = 500;

/** Begins and ends what stands on the visitor's answer, and erases what must not stand. */
export interface Activation {
  _phase(): Phase;
  _active(): ActiveClient | null;
  _isPersonal(): boolean;
  _isMeasured(): boolean;
  _isGranted(): boolean;
  /** Settles when what has begun is decided, or clearly cannot be. */
  _settled(): Promise<void>;
  /** Brings this page into line with the visitor's answer, wherever it was given. */
  _check(backlog?: boolean): void;
  /**
   * A page is here: new, or out of the browser's cache. True where what an earlier version left under the bare name is
   * to be taken over first.
   */
  _arrive(backlog: boolean): boolean;
  /** Runs a call that records something; without consent or engine it is dropped, and counted. */
  _record(call: (active: ActiveClient) => void): void;
  /** What the page before left for the first paint. */
  _showFirstPaint(): void;
  /** Leaves that for the next page; `quick` where this one is left, and there is no time to look far ahead. */
  _cacheFirstPaint(quick: boolean): void;
  /** The same, when nothing has changed for a while. */
  _cacheFirstPaintLater(): void;
  /** The visitor has answered on this page just now. */
  _answer(isErased: boolean, hasChanged: boolean, backlog: boolean | undefined): void;
  /** Deletes what was remembered, here and in the other tabs; the answer stays, and the page is suspended. */
  _erase(): Promise<void>;
  /** Other tabs are not heard any more: a message would throw a page out of the back/forward cache. */
  _closeChannel(): void;
  /** This copy is over. */
  _destroy(): void;
}

export function createActivation({
  _options: options,
  _record: record,
  _consent: consent,
  _presence: presence,
  _shown: shown,
  _listeners: listeners,
  _problems: problems,
  _guard: guard,
  _look: look,
}: ClientParts): Activation {
  const { host } = options;
  const { now } = host;
  const name = nameOf(options.site);
  let phase: Phase = OFF;
  let settled: Promise<void> = Promise.resolve();
  let erasing: Promise<void> = Promise.resolve();
  /** The record's `erased` and `time`, of the answer that what is active rests on. */
  let erased: number | undefined;
  let answered: number | undefined;
  let channel: BroadcastChannel | undefined;
  let purposes = '';
  let cachingFirstPaint: ReturnType<typeof setTimeout> | undefined;
  let isCached = false;

  const active = () => activeIn(phase);
  const isPersonal = () => consent.get().personalisation === true;
  /** While Global Privacy Control is on every request says so, and the Worker counts none: so none is made. */
  const isMeasured = () => consent.get().measurement === true && consent.get().signal !== 'gpc';
  const isGranted = () => isPersonal() || isMeasured();

  const cacheFirstPaint = (quick: boolean) => {
    clearTimeout(cachingFirstPaint);
    active()?.keepFirstPaint(isPersonal() ? shown._list() : null, quick);
  };
  const cacheFirstPaintLater = () => {
    isCached = true;
    clearTimeout(cachingFirstPaint);
    cachingFirstPaint = setTimeout(guard(cacheFirstPaint), FIRST_PAINT_AFTER_MS, false);
  };
  const showFirstPaint = () => {
    const { shown: kept = {}, until = 0 } = record.read();
    if (until <= now()) return;
    shown._show(Object.keys(kept).filter((id) => kept[id] === 0 || Number(kept[id]) > now()));
  };
  /** Shows what the active client knows. Until its engine answers, what the page before knew stands. */
  const publish = () => {
    const client = active();
    if (!client || client.status() === 'starting') return;
    const isChanged = shown._show(isPersonal() ? client.members() : null);
    look();
    if (isChanged || !isCached) cacheFirstPaintLater();
  };

  const end = (next: Phase) => {
    active()?.stop();
    phase = next;
    shown._show(null);
  };
  /** Deletes what is stored, and lets the other tabs know. */
  const wipe = (next: Phase = OFF) => {
    end(next);
    record.update({ erasing: true });
    const left = presence._here();
    erasing = erasing.then(async () => {
      // A page that is left begins nothing: this one or the next takes it up.
      if (left.aborted || !(await eraseDatabase(host.indexedDB, name, left))) return;
      record.update({ erasing: undefined });
    });
    channel?.postMessage('erased');
    return erasing;
  };
  /** What was remembered goes; the answer stays. */
  const forget = (next: Phase) => {
    record.update({
      shown: undefined,
      until: undefined,
      handed: undefined,
      erased: Math.max(now(), (record.read().erased ?? 0) + 1),
    });
    return wipe(next);
  };

  /** False once another tab has withdrawn or erased what the active client stands on. */
  const isPermitted = () => isGranted() && record.read().erased === erased && !consent.outlived();
  const permitted = () => {
    const still = isPermitted();
    if (!still) void Promise.resolve().then(check as () => void);
    return still;
  };
  const start = async (starting: Phase & { readonly name: 'starting' }, backlog: boolean) => {
    const { startActive } = await options.loadActive();
    await erasing;
    if (phase !== starting) return;
    const client = startActive({
      host,
      settings: options,
      loadPart: options.loadPart,
      problems,
      record,
      since: erased,
      backlog,
      left: presence._here().aborted,
      writeEveryMs: options.writeEveryMs ?? WRITE_EVERY_MS,
      permitted,
      measured: isMeasured,
      onAnswers: publish,
      onCommit: (told) => channel?.postMessage(told),
      onDeleted() {
        end(SUSPENDED);
        check();
      },
      onText() {
        consent.lapse(true);
        void wipe();
        check();
      },
    });
    phase = { name: 'active', client };
    client.measure(isMeasured());
    for (const call of starting.calls) call(client);
    await client.ready;
    publish();
  };
  const begin = (backlog: boolean) => {
    ({ erased, time: answered } = record.read());
    if (isPersonal()) showFirstPaint();
    const starting: Phase = { name: 'starting', calls: [] };
    phase = starting;
    settled = start(starting, backlog).catch((error: unknown) => {
      problems.add('engine-failed', error);
      if (phase !== starting) return;
      // The next time the page is turned to, it is tried again.
      phase = OFF;
      starting.calls.forEach(() => problems.add('events-dropped'));
    });
  };
  const checkGranted = (backlog: boolean) => {
    const stored = record.read();
    // A grant after a withdrawal begins anew at once; after a mere erasure the page is suspended.
    if (isOn(phase) && stored.erased !== erased) end(stored.time === answered ? SUSPENDED : OFF);
    if (consent.outlived()) void forget(phase.name === 'suspended' ? phase : OFF);
    // The answer could not be kept: neither is anything else, beyond this page.
    if (active()?.storage() === 'indexeddb' && !record.kept()) void wipe();
    if (phase.name === 'off') begin(backlog);
  };
  const check = guard((backlog: boolean = false) => {
    if (presence._isAway()) return;
    if (isGranted()) checkGranted(backlog);
    // The browser objects, the text is another, or it was long ago.
    else if (consent.lapse() || isOn(phase)) void wipe();
    else phase = OFF;
    if (isOn(phase)) channel ??= openChannel();
    active()?.measure(isMeasured());
    publish();
    const answer = `${consent.get().personalisation} ${consent.get().measurement}`;
    if (purposes && purposes !== answer) listeners.emit('consent', consent.get());
    purposes = answer;
  });
  const openChannel = () => {
    const opened = host.channel(name);
    opened?.addEventListener('message', ({ data }) => {
      if (data === 'stored' || isObject(data)) active()?.onRemoteCommit(data);
      else check();
    });
    return opened;
  };
  const closeChannel = () => {
    channel?.close();
    channel = undefined;
  };
  /** What an earlier version left comes before anything else, also where an answer is given meanwhile. */
  const inherit = (backlog: boolean) => {
    const { site } = options;
    const left = presence._here();
    const take = async () =>
      (await options.loadActive()).takeOver({ host, site, record, left }, options.loadPart);
    erasing = take().catch((error: unknown) => problems.add('engine-failed', error));
    settled = erasing.then(() => {
      settled = Promise.resolve();
      check(backlog);
      return settled;
    });
  };

  return {
    _phase: () => phase,
    _active: active,
    _isPersonal: isPersonal,
    _isMeasured: isMeasured,
    _isGranted: isGranted,
    _settled: () => settled,
    _check: check,
    _showFirstPaint: showFirstPaint,
    _cacheFirstPaint: cacheFirstPaint,
    _cacheFirstPaintLater: cacheFirstPaintLater,
    _closeChannel: closeChannel,
    _arrive(backlog) {
      if (record.bare()) {
        inherit(backlog);
        return true;
      }
      // An erasure that was not finished comes first.
      if (record.read().erasing) void wipe();
      check(backlog);
      return false;
    },
    _record(call) {
      if (phase.name === 'suspended' && !presence._isAway()) {
        phase = OFF;
        check();
      }
      if (phase.name === 'active') call(phase.client);
      else if (phase.name === 'starting' && phase.calls.length < MAX_WAITING)
        phase.calls.push(guard(call));
      else problems.add(isGranted() ? 'events-dropped' : 'no-consent');
    },
    _answer(isErased, hasChanged, backlog) {
      if (isErased) void wipe();
      if (phase.name === 'suspended' && !presence._life.signal.aborted) phase = OFF;
      if (hasChanged && !isMeasured()) active()?.measure(false, true);
      check(backlog);
    },
    _erase: () => forget(SUSPENDED),
    _destroy() {
      cacheFirstPaint(true);
      active()?.leave();
      presence._life.abort();
      end(SUSPENDED);
      closeChannel();
    },
  };
}
