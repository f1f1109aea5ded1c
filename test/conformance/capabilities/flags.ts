import type { Capability, Peer } from './types.ts';

const plan = { type: 'string', values: ['free', 'pro', 'team'] } as const;
const release = { type: 'string', values: ['1.9.0', '1.10.0', '2.0.0'] } as const;
const told = (trait: { readonly [id: string]: string | number | boolean }) => ({
  facts: { trait },
});

const launchDarklyRows: readonly Capability[] = [
  {
    says: 'keys included, else keys excluded, else any rule',
    warnings: ['free-text'],
    note: 'Lists of keys become part of the definitions, which are public.',
    definitions: {
      traits: { key: { type: 'string' }, plan },
      savedGroups: { testers: ['u1', 'u2'], left: ['u3'] },
      segments: {
        beta: {
          when: {
            $or: [
              { 'trait.key': { $inGroup: 'testers' } },
              { 'trait.plan': 'pro', $not: { 'trait.key': { $inGroup: 'left' } } },
            ],
          },
        },
      },
    },
    visitors: {
      'on the list': [told({ key: 'u1', plan: 'free' }), true],
      'pro, on no list': [told({ key: 'u9', plan: 'pro' }), true],
      'pro, excluded': [told({ key: 'u3', plan: 'pro' }), false],
      'free, on no list': [told({ key: 'u9', plan: 'free' }), false],
    },
  },
  {
    says: 'a clause negated: whoever has no such attribute meets none',
    definitions: {
      traits: { plan },
      segments: { paying: { when: { 'trait.plan': { $exists: true, $ne: 'free' } } } },
    },
    visitors: {
      pro: [told({ plan: 'pro' }), true],
      free: [told({ plan: 'free' }), false],
      'not told': [told({}), false],
    },
  },
  {
    says: 'semantic versions, numbers, dates, regular expressions',
    definitions: {
      traits: { release, seats: { type: 'number' }, since: { type: 'date' }, plan },
      segments: {
        target: {
          when: {
            'trait.release': { $vgt: '1.9.0' },
            'trait.seats': { $gte: 5 },
            'trait.since': { $lt: '2026-01-01' },
            'trait.plan': { $regex: '^(pro|team)$' },
          },
        },
      },
    },
    visitors: {
      'all four': [told({ release: '1.10.0', seats: 5, since: '2025-06-01', plan: 'team' }), true],
      'four seats': [
        told({ release: '1.10.0', seats: 4, since: '2025-06-01', plan: 'team' }),
        false,
      ],
    },
  },
  {
    says: 'segmentMatch: in another segment',
    definitions: {
      traits: { plan, beta: { type: 'boolean' } },
      segments: {
        paying: { when: { 'trait.plan': { $in: ['pro', 'team'] } } },
        early: { when: { 'segment.paying': true, 'trait.beta': true } },
      },
    },
    visitors: {
      'pro, of the beta': [told({ plan: 'pro', beta: true }), true],
      'free, of the beta': [told({ plan: 'free', beta: true }), false],
    },
  },
];

const unleashRows: readonly Capability[] = [
  {
    says: 'all constraints: IN, NUM_GTE, STR_STARTS_WITH without regard to case',
    warnings: ['free-text'],
    definitions: {
      traits: { plan, articles: { type: 'number' }, area: { type: 'string' } },
      segments: {
        readers: {
          when: {
            'trait.plan': { $in: ['pro', 'team'] },
            'trait.articles': { $gte: 10 },
            'trait.area': { $regexi: '^eu-' },
          },
        },
      },
    },
    visitors: {
      'all three': [told({ plan: 'pro', articles: 12, area: 'EU-north' }), true],
      'nine articles': [told({ plan: 'pro', articles: 9, area: 'EU-north' }), false],
    },
  },
  {
    says: 'NOT_IN and inverted constraints hold for whoever has no such field',
    definitions: {
      traits: { plan },
      segments: { others: { when: { $not: { 'trait.plan': 'free' } } } },
    },
    visitors: {
      'not told': [told({}), true],
      free: [told({ plan: 'free' }), false],
    },
  },
  {
    says: 'any strategy of a feature; segments of a strategy',
    definitions: {
      traits: { plan, staff: { type: 'boolean' } },
      segments: {
        paying: { when: { 'trait.plan': { $in: ['pro', 'team'] } } },
        feature: {
          when: { $or: [{ 'trait.staff': true }, { 'segment.paying': true, 'geo.country': 'DE' }] },
        },
      },
    },
    visitors: {
      'pays, in Germany': [{ facts: { trait: { plan: 'pro' }, geo: { country: 'DE' } } }, true],
      'pays, in France': [{ facts: { trait: { plan: 'pro' }, geo: { country: 'FR' } } }, false],
    },
  },
];

const statsigRows: readonly Capability[] = [
  {
    says: 'the first rule that holds decides: out by a rule for 0 %, else in by one for 100 %',
    definitions: {
      traits: { plan, partner: { type: 'boolean' } },
      segments: {
        dach: {
          when: {
            $not: { 'trait.partner': true },
            'geo.country': { $in: ['AT', 'CH', 'DE'] },
            'trait.plan': 'pro',
          },
        },
      },
    },
    visitors: {
      'pro, in Austria': [{ facts: { trait: { plan: 'pro' }, geo: { country: 'AT' } } }, true],
      'a partner': [
        { facts: { trait: { plan: 'pro', partner: true }, geo: { country: 'AT' } } },
        false,
      ],
    },
  },
  {
    says: 'any and none of texts, without regard to case; versions',
    definitions: {
      traits: { plan, release },
      segments: {
        target: {
          when: { 'trait.plan': { $ini: ['PRO', 'TEAM'] }, 'trait.release': { $vlt: '2.0.0' } },
        },
      },
    },
    visitors: {
      'pro, before 2.0.0': [told({ plan: 'pro', release: '1.10.0' }), true],
      'pro, 2.0.0': [told({ plan: 'pro', release: '2.0.0' }), false],
    },
  },
  {
    says: 'a list of IDs',
    warnings: ['free-text'],
    note: 'It becomes part of the definitions, which are public.',
    definitions: {
      traits: { userID: { type: 'string' } },
      savedGroups: { invited: ['u1', 'u2'] },
      segments: { invited: { when: { 'trait.userID': { $inGroup: 'invited' } } } },
    },
    visitors: {
      'on it': [told({ userID: 'u2' }), true],
      'not on it': [told({ userID: 'u3' }), false],
    },
  },
];

export const launchDarkly: Peer = {
  name: 'LaunchDarkly segments',
  groups: { 'Lists and rules': launchDarklyRows },
};
export const unleash: Peer = {
  name: 'Unleash segments',
  groups: { 'Constraints and strategies': unleashRows },
};
export const statsig: Peer = {
  name: 'Statsig segments',
  groups: { 'Rules and lists': statsigRows },
};
