import { periodAt, questionSet } from '../../../shared/counting/index.ts';
import { writeOut } from '../../../shared/experiences/index.ts';
import { countsUrl, definitionsUrl, encodeReport, siteUrl } from '../../../shared/wire/index.ts';
import { definitionsOf } from '../../cli/helpers.ts';
import { current, publicPart, send, type Stack, signed } from './stack.ts';

const IN_FLIGHT = 16;

/** A site of its own with a segment, a group and something that is not counted; `reports` answers of each question come. */
export async function countedSite({ edge, token, key }: Stack, site: string, reports: number) {
  const when = { 'session.number': { $gte: 1 } };
  const definitions = current(
    definitionsOf({
      site,
      segments: {
        buyers: { name: 'Buyers', when, count: true },
        gold: { name: 'Gold', when: { 'session.number': { $gte: 9 } } },
        silver: { name: 'Silver', when },
        plain: { name: 'Plain', when },
      },
      groups: { tier: { name: '+Tiers', segments: ['gold', 'silver'], count: true } },
    }) as never,
  );
  const keys = JSON.stringify({ keys: [publicPart(key)] });
  await send('PUT', siteUrl(edge, site), token, keys);
  await send('PUT', definitionsUrl(edge, site), token, await signed(definitions, [key]));
  const set = await questionSet(writeOut(definitions), (bytes) =>
    crypto.subtle.digest('SHA-256', bytes),
  );
  const period = periodAt(Date.now(), set.periodMs);
  const bodies = set.questions.flatMap(({ answers }, question) =>
    Array.from({ length: reports }, (_, at) =>
      encodeReport({
        questionSet: set.id,
        period,
        question,
        answer: at % answers,
        reportId: crypto.getRandomValues(new Uint8Array(16)),
      }),
    ),
  );
  const sender = async () => {
    for (let body = bodies.pop(); body; body = bodies.pop()) {
      const { status } = await fetch(countsUrl(edge, site), { method: 'POST', body });
      if (status !== 204) throw new Error(`a report was refused: ${status}`);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, sender));
}
