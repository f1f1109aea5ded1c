import type { Definitions } from '../../../shared/definitions/types.ts';
import { binText, binValuesOf, writeOutBins } from '../../../shared/histograms/index.ts';
import { listed } from '../../../shared/reading/called.ts';

/** The bins of histograms as people call them, by the segments that they are written out as: "Orders in a year: 2 to 3". */
export function binNames(document: Definitions): ReadonlyMap<string, string> {
  const names = Object.entries(document.histograms ?? {}).flatMap(([id, histogram]) => {
    const values = binValuesOf(document, id);
    const { bins } = histogram;
    return Object.keys(writeOutBins(id, histogram)).map((segment, at) => {
      const bin = binText({ from: bins[at - 1] ?? null, to: bins[at] ?? null }, values);
      return [segment, `${listed(id, histogram)}: ${bin}`] as const;
    });
  });
  return new Map(names);
}
