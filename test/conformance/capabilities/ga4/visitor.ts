import type { Capability } from '../types.ts';

export const visitor: readonly Capability[] = [
  {
    says: 'a dimension, at the most recent interaction (dynamic)',
    definitions: { segments: { german: { when: { 'geo.country': 'DE' } } } },
    visitors: {
      'in Germany, then in France': [
        { facts: { geo: { country: 'DE' } } },
        true,
        ['03-03 10:00', { facts: { geo: { country: 'FR' } } }],
        false,
      ],
      'in France': [{ facts: { geo: { country: 'FR' } } }, false],
    },
  },
  {
    says: 'a dimension, in any time period (static)',
    definitions: {
      segments: { german: { when: { 'geo.country': 'DE' }, keep: 'forever' } },
    },
    visitors: {
      'in Germany, then in France': [
        { facts: { geo: { country: 'DE' } } },
        true,
        ['03-03 10:00', { facts: { geo: { country: 'FR' } } }],
        true,
      ],
      'in France': [{ facts: { geo: { country: 'FR' } } }, false],
    },
  },
  {
    says: 'user property',
    definitions: {
      traits: { plan: { type: 'string', values: ['free', 'pro'] } },
      segments: { paying: { when: { 'trait.plan': 'pro' } } },
    },
    visitors: {
      'plan pro': [{ facts: { trait: { plan: 'pro' } } }, true],
      'plan free': [{ facts: { trait: { plan: 'free' } } }, false],
    },
  },
  {
    says: 'age and gender',
    note: 'Google infers them; Covey takes what the visitor says, and nothing else.',
    definitions: {
      traits: {
        ageBand: { type: 'string', values: ['18-24', '25-34', '35-44', '45-54', '55-64', '65+'] },
        gender: { type: 'string', values: ['female', 'male', 'other'] },
      },
      segments: {
        audience: {
          when: { 'trait.gender': 'female', 'trait.ageBand': { $in: ['25-34', '35-44'] } },
        },
      },
    },
    visitors: {
      'a woman of 25 to 34': [{ facts: { trait: { gender: 'female', ageBand: '25-34' } } }, true],
      'a woman who did not say her age': [{ facts: { trait: { gender: 'female' } } }, false],
    },
  },
  {
    says: 'device category, operating system, browser, language',
    definitions: {
      segments: {
        phones: {
          when: {
            'device.type': 'mobile',
            'device.os': { $in: ['iOS', 'Android'] },
            'device.browser': { $ne: 'Firefox' },
            'device.language': { $regex: '^de' },
          },
        },
      },
    },
    visitors: {
      'an Austrian iPhone': [
        { facts: { device: { type: 'mobile', os: 'iOS', browser: 'Safari', language: 'de-AT' } } },
        true,
      ],
      'a German laptop': [
        { facts: { device: { type: 'desktop', os: 'macOS', browser: 'Safari', language: 'de' } } },
        false,
      ],
    },
  },
  {
    says: 'first user source, medium, campaign',
    definitions: {
      segments: {
        fromNewsletter: {
          when: { 'source.first.medium': 'email', 'source.first.campaign': 'spring' },
        },
      },
    },
    visitors: {
      'came first by the newsletter, now directly': [
        {
          facts: {
            source: {
              first: { medium: 'email', campaign: 'spring' },
              session: { medium: '(none)' },
            },
          },
        },
        true,
      ],
      'came by the newsletter only now': [
        {
          facts: {
            source: {
              first: { medium: 'organic' },
              session: { medium: 'email', campaign: 'spring' },
            },
          },
        },
        false,
      ],
    },
  },
  {
    says: 'session source, medium, default channel group',
    definitions: {
      segments: {
        paid: {
          when: { 'source.session.channel': { $in: ['Paid Search', 'Paid Social'] } },
        },
      },
    },
    visitors: {
      'this session by an advertisement': [
        {
          facts: { source: { first: { channel: 'Direct' }, session: { channel: 'Paid Search' } } },
        },
        true,
      ],
      'the first session by one': [
        {
          facts: { source: { first: { channel: 'Paid Search' }, session: { channel: 'Direct' } } },
        },
        false,
      ],
    },
  },
];
