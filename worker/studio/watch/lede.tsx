import { count, periodAt, SIMULATED } from '../../../shared/counting/index.ts';
import type { Stats } from '../../../shared/wire/index.ts';
import { Notice } from '../components/index.ts';
import { day } from './day.ts';
import { show, type View } from './view.ts';

/** ε as what it does: how often an answer is wrong on purpose. */
function coin(epsilon: number): string {
  return `${Math.round(100 / (1 + Math.exp(epsilon)))} %`;
}

/** Whose counts these are, of which period, and on how much they rest. */
export function Lede({ stats, view }: { readonly stats: Stats; readonly view: View }) {
  const { from, to, open, number, ms } = stats.period;
  const goTo = (period: number) =>
    show({ ...view, query: { ...withoutBaseline(view.query), period } }, true);
  // Reports are taken for a day after the period; its last day is the one before `to`.
  const lastDay = new Date(Date.parse(to) - 1).toISOString();
  return (
    <>
      <div class="lede">
        <div>
          <h1>{stats.site}</h1>
          <p>
            {day(from)} to {day(lastDay)}
            {open ? '. Reports are still coming in.' : '. Closed.'}
          </p>
        </div>
        <div class="pager" role="group" aria-label="Period">
          <button
            class="button"
            type="button"
            disabled={number === 0}
            onClick={() => goTo(number - 1)}
          >
            Earlier
          </button>
          <button
            class="button"
            type="button"
            disabled={number >= periodAt(Date.now(), ms)}
            onClick={() => goTo(number + 1)}
          >
            Later
          </button>
        </div>
      </div>
      {stats.simulated && <Notice amber>{SIMULATED}</Notice>}
      <dl class="facts">
        <div>
          <dt>Devices taking part</dt>
          <dd>{count(stats.reports)}</dd>
        </div>
        <div>
          <dt>Questions, one a device</dt>
          <dd>{stats.questions.length}</dd>
        </div>
        <div>
          <dt>Yes or no, wrong on purpose</dt>
          <dd>
            {coin(stats.epsilon)}
            <small> at ε = {stats.epsilon}</small>
          </dd>
        </div>
        <div>
          <dt>As released on</dt>
          <dd>{stats.released ? day(stats.released) : 'Nothing yet'}</dd>
        </div>
        <div>
          <dt>Definitions</dt>
          <dd>version {stats.version}</dd>
        </div>
      </dl>
    </>
  );
}

/** Another period is compared with the one before it. */
function withoutBaseline({ together }: View['query']): View['query'] {
  return together === undefined ? {} : { together };
}
