import type { ActiveClient } from '../active.ts';
import type { ConsentAnswer, Diagnostics } from '../api.ts';
import { NOTHING_SHOWN, saidIn } from '../consent/index.ts';
import { forgetCounted } from '../counted.ts';
import { nameOf } from '../names.ts';
import { deleteUnseen, eraseDatabase } from '../store/index.ts';
import type { ClientParts } from './parts.ts';
import { MAX_WAITING, OFF, SUSPENDED, type Call, type Phase } from './phase.ts';

/** Begins and ends what stands on the visitor's answer, and erases what must not stand. */
export interface Activation {
  _status(): Diagnostics['status'];
  _active(): ActiveClient | undefined;
  /** Settles when what has begun is decided, or clearly cannot be. */
  _settled(): Promise<void>;
  /** Brings this page into line with the visitor's answer, wherever it was given. */
  _check(backlog?: boolean): void;
  /** A new page is here. */
  _arrive(): void;
  /** A page is here again, or was left. */
  _back(): void;
  _leave(): void;
  /** It is turned to, or hidden. */
  _wake(): void;
  _sleep(): void;
  /**
   * Runs a call that records something; without consent it is dropped, and counted. So it is behind as many others as
   * `limit` that wait for the engine.
   */
  _record(call: (active: ActiveClient) => void, limit?: number): void;
  /** What the page before left for the first paint. */
  _showFirstPaint(): void;
  /** The visitor has answered on this page just now. False: the answer makes no sense. */
  _answer(answer: ConsentAnswer): boolean;
  /** Deletes what was remembered, here and in the other tabs; the answer stays, and the page is suspended. */
  _erase(): Promise<void>;
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
  let erasing = settled;
  /** The record's `erased` and `time`, of the answer that what is active rests on. */
  let erased: number | undefined;
  let answered: number | undefined;
  let channel: BroadcastChannel | undefined;
  let purposes = '';

  const active = () => phase._client;
  /** Something stands on the visitor's answer. */
  const isOn = () => phase._calls ?? phase._client;
  const isPersonal = () => consent.get().personalisation;
  /** While Global Privacy Control is on every request says so, and the Worker counts none: so none is made. */
  const isMeasured = () => consent.get().measurement === true && consent.get().signal !== 'gpc';
  /** What is answered in a preview is known to that page alone, and nothing comes of it. */
  const isGranted = () => (!host.channel ? false : isPersonal() || isMeasured());

  const showFirstPaint = () => {
    const { shown: kept = {}, until } = record.read();
    if (isPersonal() && (until as number) > now())
      shown._show(Object.keys(kept).filter((id) => kept[id] === 0 || (kept[id] as number) > now()));
  };
  /** Shows what the active client knows. Until its engine answers, what the page before knew stands. */
  const publish = () => {
    const members = active()?.members();
    if (members === undefined) return;
    const isChanged = shown._show(members);
    look();
    active()?.onShown(isChanged);
  };

  const end = (next: Phase) => {
    active()?.stop();
    phase = next;
    if (!host.channel) return;
    shown._show(null);
  };
  /** Deletes what is stored, and lets the other tabs know. */
  const wipe = (next: Phase = OFF) => {
    end(next);
    record.update({ erasing: true });
    const left = presence._here.signal;
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
      ...NOTHING_SHOWN,
      handed: undefined,
      erased: Math.max(now(), (record.read().erased ?? 0) + 1),
    });
    return wipe(next);
  };

  /** False once another tab has withdrawn or erased what the active client stands on. */
  const permitted = () => {
    const still = isGranted() && record.read().erased === erased && !consent._outlived();
    if (!still) void Promise.resolve().then(() => check());
    return still;
  };
  const begin = async (backlog?: boolean) => {
    const calls: Call[] = [];
    const starting: Phase = (phase = { _calls: calls });
    try {
      const { startActive } = await options.loadActive();
      await erasing;
      if (phase !== starting) return;
      const client = startActive({
        ...options,
        problems,
        record,
        since: erased,
        backlog,
        left: presence._here.signal.aborted,
        permitted,
        measured: isMeasured,
        personal: isPersonal,
        shown: shown._list,
        onAnswers: publish,
        // A hidden tab may have something to tell, too.
        onCommit: (told) => (channel ??= host.channel(name))?.postMessage(told),
        onDeleted() {
          end(SUSPENDED);
          check();
        },
        onText() {
          consent._lapse(true);
          void wipe();
          check();
        },
      });
      phase = { _client: client };
      client.measure();
      for (const call of calls) call(client);
      await client.ready;
      publish();
    } catch (error) {
      problems.add('engine-failed', error);
      // The next time the page is turned to, it is tried again.
      if (phase === starting) {
        phase = OFF;
        calls.forEach(() => problems.add('events-dropped'));
      }
    }
  };
  const checkGranted = (backlog?: boolean) => {
    const stored = record.read();
    // A grant after a withdrawal begins anew at once; after a mere erasure the page is suspended.
    if (isOn() && stored.erased !== erased) end(stored.time === answered ? SUSPENDED : OFF);
    if (consent._outlived()) void forget(phase === SUSPENDED ? phase : OFF);
    // The answer could not be kept: neither is anything else, beyond this page.
    if (active()?.storage() === 'indexeddb' && !record.kept()) void wipe();
    if (phase !== OFF) return;
    ({ erased, time: answered } = record.read());
    showFirstPaint();
    settled = begin(backlog);
  };
  const check = guard((backlog?: boolean) => {
    if (presence._isAway()) return;
    if (isGranted()) checkGranted(backlog);
    // The browser objects, the text is another, or it was long ago.
    else if (consent._lapse() || isOn()) void wipe();
    else phase = OFF;
    // A hidden tab looks into the store when it is shown, and into the record whenever that changes.
    if (isOn() && !host.window.document.hidden && (channel ??= host.channel(name)))
      channel.onmessage = ({ data }) => {
        if (data === 'erased') check();
        else active()?.onRemoteCommit(data);
      };
    active()?.measure();
    publish();
    const state = consent.get();
    const before = purposes;
    // Known before it is told: a listener may answer anew.
    purposes = saidIn(state);
    if (before && before !== purposes) listeners._emit('consent', state);
  });
  /** Other tabs are not heard any more: a message is work for a hidden page, and throws one that is left out of the back/forward cache. */
  const closeChannel = () => {
    channel?.close();
    channel = undefined;
  };
  /** What an earlier version left comes before anything else, also where an answer is given meanwhile. */
  const inherit = async (left: AbortSignal) => {
    try {
      const { takeOver } = await options.loadActive();
      await takeOver({ ...options, record, left, show: shown._show });
    } catch (error) {
      problems.add('engine-failed', error);
    }
  };
  const arrive = (backlog: boolean) => {
    // In a preview nothing else begins: the engine's file shows it.
    if (!host.channel || record._bare()) {
      erasing = inherit(presence._here.signal);
      settled = erasing.then(() => {
        settled = Promise.resolve();
        check(backlog);
        return settled;
      });
      return;
    }
    // An erasure that was not finished comes first.
    if (record.read().erasing) void wipe();
    check(backlog);
    forgetCounted(host);
    // What stands there without a record has lost its end; nothing looks into it.
    if (!record._raw()) deleteUnseen(host.indexedDB, name);
  };
  const wake = () => {
    if (presence._isAway()) return;
    check();
    active()?.wake();
  };

  return {
    _status: () =>
      phase._calls ? 'starting' : isGranted() && phase !== SUSPENDED ? 'waiting' : 'off',
    _active: active,
    _settled: () => settled,
    _check: check,
    _showFirstPaint: showFirstPaint,
    _arrive: () => arrive(true),
    _wake: wake,
    _back() {
      if (presence._here.signal.aborted) {
        presence._here = new AbortController();
        arrive(false);
      }
      wake();
    },
    _leave() {
      if (presence._here.signal.aborted) return;
      presence._here.abort();
      active()?.leave();
      closeChannel();
    },
    _sleep() {
      if (!presence._isAway()) active()?.sleep();
      closeChannel();
    },
    _record(call, limit = MAX_WAITING) {
      if (phase === SUSPENDED && !presence._isAway()) {
        phase = OFF;
        check();
      }
      const { _client: client, _calls: calls } = phase;
      if (client) call(client);
      else if (calls && calls.length < limit) calls.push(guard(call));
      else problems.add(isGranted() ? 'events-dropped' : 'no-consent');
    },
    _answer(answer) {
      const before = isGranted();
      const unasked = !consent.get().time;
      const hasChanged = consent.set(answer);
      if (hasChanged === undefined) return false;
      // What a denial finds is not to be there, whether this page knows of it or not.
      if (!isGranted() && (before || hasChanged || !record.kept())) void wipe();
      if (phase === SUSPENDED && !presence._life.signal.aborted) phase = OFF;
      if (hasChanged) active()?.measure(true);
      check(unasked && options.layerPast);
      return true;
    },
    async _erase() {
      if (isGranted()) await forget(SUSPENDED);
    },
    _destroy() {
      active()?.leave();
      presence._life.abort();
      end(SUSPENDED);
      closeChannel();
    },
  };
}
