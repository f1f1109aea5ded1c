import { describe, expect, it } from 'vitest';
import { compile } from '../../../shared/engine/index.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { define } from './visitor.ts';

const facts = (parts: Partial<Definitions>) => [...compile(define(parts)).facts].toSorted();

describe('the facts that a plan reads', () => {
  it('are those of its conditions, formulas and exclusions, and of nothing else', () => {
    expect(
      facts({
        traits: { birthday: { type: 'date' }, unread: { type: 'string' } },
        metrics: {
          views: { count: 'view_item', within: '7d' },
          share: { formula: { divide: ['metric.views', 'session.pages'] } },
        },
        segments: {
          german: { when: { $or: [{ 'geo.country': 'DE' }, { $not: { 'geo.region': 'BE' } }] } },
          soon: { when: { 'until.birthday': { $lt: '7d' } }, exclude: { 'device.type': 'mobile' } },
          paid: { when: { 'source.first.medium': 'cpc' } },
          both: { when: { 'segment.german': true, 'metric.share': { $gt: 1 } } },
        },
      }),
    ).toEqual([
      'device.type',
      'geo.country',
      'geo.region',
      'metric.share',
      'metric.views',
      'segment.german',
      'session.pages',
      'source.first.medium',
      'until.birthday',
    ]);
  });

  it('are not names of events, properties, segments or groups, nor words of a description', () => {
    expect(
      facts({
        metrics: { geo: { count: 'geo.country', where: { 'source.first': 'page.path' } } },
        segments: {
          source: {
            name: 'geo.country',
            description: 'reads geo.country',
            when: { 'metric.geo': { $gte: 1 } },
          },
        },
        savedGroups: { geo: ['geo.city', 'source.last.medium'] },
      }),
    ).toEqual(['metric.geo']);
  });
});
