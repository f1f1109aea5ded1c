import { called } from '../../../shared/reading/called.ts';
import { Histogram } from './histogram.tsx';
import { amountsOf } from '../../../shared/analysis/index.ts';
import { thresholdsIn } from './metrics-in.ts';
import { definitions, result } from './state.ts';

/** Each threshold of the condition on the values of its metric. */
export function Metrics({ id }: { readonly id: string }) {
  const of = definitions.value;
  const when = of?.segments[id]?.when;
  const known = result.value?.segment === id ? result.value.values : {};
  if (!of || !when) return null;
  return (
    <>
      {thresholdsIn(when).map((threshold) => {
        const values = known[threshold.metric];
        const name = called('metrics', threshold.metric, of.metrics?.[threshold.metric]);
        const key = threshold.path.join('/');
        if (!values) return null;
        if (values.values.length === 0)
          return (
            <section key={key} aria-label={name}>
              <h2>{name}</h2>
              <p class="soft">The log gives nobody a number here.</p>
            </section>
          );
        return (
          <Histogram
            key={key}
            name={name}
            threshold={threshold}
            path={['segments', id, 'when', ...threshold.path]}
            values={values}
            amounts={amountsOf(threshold.metric, of)}
          />
        );
      })}
    </>
  );
}
