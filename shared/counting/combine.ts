import { estimateSome, type Estimate } from './estimate.ts';
import { greatestCorrelation, type Asking, type Sample } from './repeats.ts';

/**
 * The share over several periods together, each report counting the same: what is estimated is the mean of the periods'
 * shares, weighted by their reports. The interval takes repeats to be as many and as alike as they can be: the reports
 * count as n / effect, where effect = 1 + Σ ρ √(nₛ nₜ) / n over all pairs of periods, both ways (Kish's design effect,
 * 1965). Within a cycle of one set that is all of them; with one question, where everybody repeats, the periods count as one.
 */
export function estimateTogether(samples: readonly Sample[], asking: Asking): Estimate {
  const { epsilon, answers, these } = asking;
  const [given, reports] = [
    samples.reduce((sum, sample) => sum + sample.given, 0),
    samples.reduce((sum, sample) => sum + sample.reports, 0),
  ];
  let shared = 0;
  for (const one of samples)
    for (const other of samples)
      if (one !== other)
        shared += greatestCorrelation(one, other) * Math.sqrt(one.reports * other.reports);
  const effect = reports > 0 ? 1 + shared / reports : 1;
  return estimateSome({
    given: given / effect,
    reports: reports / effect,
    these,
    epsilon,
    answers,
  });
}
