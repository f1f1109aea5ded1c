import type { Definitions } from '../../../shared/definitions/types.ts';

/** Definitions with one of everything that papers speak of. */
export const base: Definitions = {
  covey: 1,
  site: 'hazel.example',
  version: 1,
  issued: '2026-11-24T00:00:00Z',
  expires: '2027-01-24T00:00:00Z',
  controller: {
    name: 'Hazel Goods Ltd',
    contact: 'Kitchen Lane 1',
    notice: 'https://hazel.example/privacy',
    processors: [
      { name: 'Edge Hosting SA', for: 'Runs the edge', country: 'FR' },
      { name: 'Elsewhere Inc', country: 'US' },
      { name: 'Nowhere Ltd' },
    ],
  },
  consent: {
    text: 3,
    policies: {
      FR: { personalisation: 'ask', measurement: 'inform' },
      '*': { personalisation: 'ask', measurement: 'inform' },
    },
  },
  activation: { purpose: 'To choose advertisements', recipients: { gpt: ['Google'] } },
  history: [{ event: 'login', for: '30d', why: 'To find out who comes back.' }],
  traits: { likes: { type: 'string', values: ['a', 'b'] }, free: { type: 'string' } },
  metrics: { orders: { count: 'purchase', within: '90d' }, all: { count: '*', within: '7d' } },
  segments: {
    buyer: { when: { 'metric.orders': { $gte: 1 } }, count: true, keep: '3d', activate: true },
    here: {
      name: 'Here',
      when: { 'geo.country': 'DE', 'trait.likes': 'a', 'metric.all': { $gte: 1 } },
      keep: 'forever',
      shadow: true,
    },
    came: { when: { 'source.first.medium': 'cpc', 'device.type': 'mobile', 'page.path': '/' } },
    plain: { when: { 'trait.free': 'x', 'session.pages': 1 } },
  },
  groups: { both: { segments: ['came', 'plain'], count: true } },
  surveys: {
    why: { trait: 'likes', question: 'Which?', type: 'choice', show: { segments: ['buyer'] } },
  },
  experiences: { hero: { variants: { a: {}, b: {} }, count: true } },
  histograms: { spread: { metric: 'orders', bins: [1, 2] } },
};
