import { evalCondition } from '@growthbook/growthbook';
import { describe, expect, it } from 'vitest';
import { compileCondition } from '../../../shared/conditions/index.ts';
import type { Condition } from '../../../shared/definitions/types.ts';
import { type ImportOptions, importGrowthbook } from '../../../shared/importers/index.ts';
import { definitionsOf, imported, notesOf } from './helpers.ts';

const said = (json: unknown, options: ImportOptions = {}) => {
  const definitions = definitionsOf(importGrowthbook(json, { id: 'a', ...options }));
  return { when: definitions.segments['a']?.when, traits: definitions.traits ?? {} };
};
const refusal = (json: unknown) => {
  const result = importGrowthbook(json);
  expect(imported(result).definitions.segments).toEqual({});
  return notesOf(result, 'error');
};

describe('GrowthBook conditions', () => {
  it('attributes that the SDK sets are facts, others are traits of the type they are compared as', () => {
    expect(
      said({
        country: 'DE',
        deviceType: { $in: ['mobile', 'tablet'] },
        browser: { $ne: 'chrome' },
        utmSource: 'news',
        path: { $regex: '^/shop' },
        plan: 'pro',
        seats: { $gt: 5 },
        admin: true,
        tags: { $all: ['a', 'b'] },
        'company.size': { $lte: -1 },
      }),
    ).toEqual({
      when: {
        'geo.country': 'DE',
        'device.type': { $in: ['mobile', 'tablet'] },
        'device.browser': { $ne: 'Google Chrome' },
        'source.session.source': 'news',
        'page.path': { $regex: '^/shop' },
        'trait.plan': 'pro',
        'trait.seats': { $gt: 5 },
        'trait.admin': true,
        'trait.tags': { $all: ['a', 'b'] },
        'trait.company_size': { $lte: -1 },
      },
      traits: {
        plan: { type: 'string' },
        seats: { type: 'number' },
        admin: { type: 'boolean' },
        tags: { type: 'string[]' },
        company_size: { type: 'number' },
      },
    });
  });

  it.each([
    { $eq: 'x' },
    { $ne: 'x' },
    { $lt: 5, $gte: 1 },
    { $in: ['x', 'y'] },
    { $nin: ['x'] },
    { $ini: ['X'] },
    { $nini: ['X'] },
    { $all: ['x'] },
    { $alli: ['X'] },
    { $size: { $gt: 1 } },
    { $elemMatch: { $eq: 'x' } },
    { $exists: true },
    { $type: 'string' },
    { $regex: '^x' },
    { $regexi: '^x' },
    { $not: { $in: ['x'] } },
    { $veq: '1.2.3' },
    { $vne: '1.2.3' },
    { $vlt: '1.2.3' },
    { $vlte: '1.2.3' },
    { $vgt: '1.2.3' },
    { $vgte: '1.2.3' },
    null,
    7,
  ])('the operand %j stays as it is', (operand) => {
    expect(said({ thing: operand }).when).toEqual({ 'trait.thing': operand });
  });

  it('conditions are combined as they were', () => {
    expect(
      said({
        $or: [{ country: 'DE' }, { $not: { plan: 'pro' } }],
        $and: [{ $nor: [{ a: 1 }, { b: 2 }] }, {}],
      }).when,
    ).toEqual({
      $or: [{ 'geo.country': 'DE' }, { $not: { 'trait.plan': 'pro' } }],
      $and: [{ $nor: [{ 'trait.a': 1 }, { 'trait.b': 2 }] }, {}],
    });
    expect(said({ $or: [], plan: 'pro' }).when).toEqual({ 'trait.plan': 'pro' });
    expect(said({}).when).toEqual({});
  });

  it('what is read means the same to GrowthBook, but for absent values in orderings', () => {
    const condition = {
      $or: [{ country: { $in: ['DE', 'AT'] } }, { $not: { age: { $lt: 25 } } }],
      plan: { $ne: 'free' },
    };
    const test = compileCondition(said(condition).when as Condition, { missing: 'false' });
    const nested = ({ country, ...trait }: { readonly [key: string]: unknown }) => ({
      geo: { country },
      trait,
    });
    const cases = [
      { country: 'DE', plan: 'pro', age: 20 },
      { country: 'FR', plan: 'pro', age: 20 },
      { country: 'FR', plan: 'pro', age: 30 },
      { country: 'AT', plan: 'free', age: 30 },
    ];
    for (const attributes of cases)
      expect(test(nested(attributes)), JSON.stringify(attributes)).toBe(
        evalCondition(attributes, condition),
      );
    const ageless = { country: 'FR', plan: 'pro' };
    expect(evalCondition(ageless, condition)).toBe(false);
    expect(test(nested(ageless))).toBe(true);
    expect(notesOf(importGrowthbook(condition))).toContain('missing-value age $lt');
  });

  it.each([
    [{ age: { $lt: 25 } }, true],
    [{ age: { $lte: 0 } }, true],
    [{ age: { $gt: -1 } }, true],
    [{ age: { $gte: 0 } }, true],
    [{ age: 0 }, true],
    [{ age: { $not: { $lt: 25 } } }, true],
    [{ age: { $gt: 25 } }, false],
    [{ age: { $lt: 0 } }, false],
    [{ name: { $lt: 'm' } }, false],
    [{ age: 5 }, false],
  ])('in %j an absent value orders like zero: %j', (condition, isNoted) => {
    expect(
      notesOf(importGrowthbook(condition)).some((note) => note.startsWith('missing-value')),
    ).toBe(isNoted);
    // The same as the tool itself finds.
    const positive =
      'age' in condition && typeof condition.age === 'object' && '$not' in condition.age;
    expect(evalCondition({}, positive ? { age: { $lt: 25 } } : condition)).toBe(isNoted);
  });

  it('a mapping goes before the table', () => {
    const map = {
      fields: { loggedIn: 'trait.member', country: 'trait.home', viewport: 'device.viewport' },
    };
    expect(said({ loggedIn: true, country: 'DE', viewport: 'small' }, { map })).toEqual({
      when: { 'trait.member': true, 'trait.home': 'DE', 'device.viewport': 'small' },
      traits: { member: { type: 'boolean' }, home: { type: 'string' } },
    });
  });

  it('says that identifiers in definitions are public', () => {
    expect(notesOf(importGrowthbook({ userId: { $in: ['1', '2'] } }))).toContain(
      'public-list userId',
    );
  });

  it.each([
    [{ a: { $near: 3 } }, 'unsupported $near'],
    [{ $where: 'x' }, 'unsupported $where'],
    [{ a: { $in: 'x' } }, 'invalid $in'],
    [{ a: { $regex: '(' } }, 'invalid $regex'],
    [{ $or: { a: 1 } }, 'invalid $or'],
    [{ $not: 3 }, 'invalid $not'],
    [{ company: { size: 3 } }, 'unsupported company'],
    [{ items: { $elemMatch: { price: 3 } } }, 'unsupported $elemMatch'],
    [{ url: { $regex: 'x' } }, 'unmapped-name url'],
    [{ constructor: 'x' }, 'invalid constructor'],
    [{ a: { $inGroup: 'vip' } }, 'unmapped-name $inGroup'],
  ])('refuses %j', (condition, note) => {
    expect(refusal(condition)).toEqual([note]);
  });
});

describe('GrowthBook rules and saved groups', () => {
  it('reads a condition written as text, with its name', () => {
    expect(
      definitionsOf(
        importGrowthbook({ name: 'Germans', condition: '{"country": "DE"}', savedGroups: {} }),
      ),
    ).toEqual({
      metrics: {},
      segments: { germans: { name: 'Germans', when: { 'geo.country': 'DE' } } },
    });
    expect(refusal({ condition: '{"country":', savedGroups: {} })).toEqual(['invalid condition']);
  });

  it('lists stay lists, under an id that definitions allow', () => {
    const result = importGrowthbook({
      id: 'rule',
      condition: { plan: { $inGroup: 'Good Plans' }, tier: { $notInGroup: 'old' } },
      savedGroups: {
        'Good Plans': ['pro', 'team'],
        old: { type: 'list', attributeKey: 'tier', values: [1, 2] },
      },
    });
    expect(definitionsOf(result)).toMatchObject({
      savedGroups: { Good_Plans: ['pro', 'team'], old: [1, 2] },
      segments: {
        imported: {
          when: { 'trait.plan': { $inGroup: 'Good_Plans' }, 'trait.tier': { $notInGroup: 'old' } },
        },
      },
    });
    expect(notesOf(result)).toContain('public-list Good Plans');
  });

  const page = {
    savedGroups: [
      {
        id: 'grp_1',
        type: 'list',
        name: 'Good plans',
        attributeKey: 'plan',
        values: ['pro', 'team'],
        owner: '',
        dateCreated: '2026-01-01T00:00:00Z',
      },
      {
        id: 'grp_2',
        type: 'condition',
        name: 'Germans',
        condition: '{"country": "DE", "$savedGroups": ["grp_1"]}',
      },
    ],
    limit: 10,
    offset: 0,
    count: 2,
    total: 12,
    hasMore: true,
    nextOffset: 10,
  };

  it('a page of saved groups is a segment for each, and never everyone', () => {
    const result = importGrowthbook(page);
    expect(definitionsOf(result)).toMatchObject({
      traits: { plan: { type: 'string' } },
      savedGroups: { grp_1: ['pro', 'team'] },
      segments: {
        'good-plans': { name: 'Good plans', when: { 'trait.plan': { $inGroup: 'grp_1' } } },
        germans: {
          name: 'Germans',
          when: { 'geo.country': 'DE', 'trait.plan': { $inGroup: 'grp_1' } },
        },
      },
    });
    expect(imported(result).notes.map(({ code }) => code)).toContain('more-pages');
    const [list] = page.savedGroups;
    expect(definitionsOf(importGrowthbook({ savedGroup: list })).segments).toEqual({
      'good-plans': { name: 'Good plans', when: { 'trait.plan': { $inGroup: 'grp_1' } } },
    });
    expect(Object.keys(definitionsOf(importGrowthbook([list])).segments)).toEqual(['good-plans']);
  });

  it('a group whose condition names one that is not there is refused, the others are not', () => {
    const { savedGroups, ...rest } = page;
    const result = importGrowthbook({ savedGroups: savedGroups.slice(1), ...rest });
    expect(imported(result).definitions.segments).toEqual({});
    expect(notesOf(result, 'error')).toEqual(['unmapped-name grp_1']);
  });

  it.each([
    { features: [{ id: 'f' }], limit: 10, offset: 0, count: 1, total: 1, hasMore: false },
    { experiments: [], limit: 10, offset: 0, count: 0, total: 0, hasMore: false },
    { feature: { id: 'f', rules: [] } },
    { status: 200, features: { f: { rules: [] } }, savedGroups: { g: ['a'] }, dateUpdated: '' },
    { savedGroups: { g: ['a'] } },
    { name: 'Rule', savedGroups: [{ id: 'g', type: 'list', attributeKey: 'plan', values: ['a'] }] },
  ])('%j asks for nobody, and is no segment', (answer) => {
    expect(refusal(answer)).toEqual([expect.stringMatching(/^(unsupported|invalid) /)]);
  });

  it('$savedGroup is its list with its attribute, or its condition', () => {
    const savedGroups = [
      { id: 'g1', type: 'list', attributeKey: 'plan', values: ['pro'] },
      { id: 'g2', type: 'condition', condition: '{"country": "DE", "$savedGroup": {"id": "g1"}}' },
    ];
    expect(said({ condition: { $savedGroup: { id: 'g1' } }, savedGroups }).when).toEqual({
      'trait.plan': { $inGroup: 'g1' },
    });
    expect(
      said({ condition: { $savedGroup: { id: 'g1', attributeKey: 'team' } }, savedGroups }).when,
    ).toEqual({
      'trait.team': { $inGroup: 'g1' },
    });
    expect(said({ condition: { $savedGroup: { id: 'g2' } }, savedGroups }).when).toEqual({
      'geo.country': 'DE',
      'trait.plan': { $inGroup: 'g1' },
    });
  });

  it('groups that name each other end', () => {
    const savedGroups = {
      a: { type: 'condition', condition: { $savedGroup: { id: 'b' } } },
      b: { type: 'condition', condition: { $savedGroup: { id: 'a' } } },
    };
    expect(refusal({ condition: { $savedGroup: { id: 'a' } }, savedGroups })).toEqual([
      'invalid $savedGroup',
    ]);
  });

  it.each([
    ['all', { $and: [{ 'trait.plan': { $inGroup: 'a' } }, { 'geo.country': { $inGroup: 'b' } }] }],
    ['any', { $or: [{ 'trait.plan': { $inGroup: 'a' } }, { 'geo.country': { $inGroup: 'b' } }] }],
    ['none', { $nor: [{ 'trait.plan': { $inGroup: 'a' } }, { 'geo.country': { $inGroup: 'b' } }] }],
  ])('targeting of %s saved groups', (matchType, when) => {
    const savedGroups = {
      a: { type: 'list', attributeKey: 'plan', values: ['pro'] },
      b: { type: 'list', attributeKey: 'country', values: ['DE'] },
    };
    expect(
      said({ savedGroups, savedGroupTargeting: [{ matchType, savedGroups: ['a', 'b'] }] }).when,
    ).toEqual(when);
  });

  it.each([
    [{ coverage: 0.5 }, 'unsupported coverage'],
    [{ prerequisites: [{ id: 'x', condition: '{}' }] }, 'unsupported prerequisites'],
    [{ scheduleRules: [{ timestamp: null }] }, 'unsupported scheduleRules'],
    [{ audience: 'x' }, 'unknown-field audience'],
    [
      { savedGroupTargeting: [{ matchType: 'most', savedGroups: ['a'] }] },
      'invalid savedGroupTargeting',
    ],
    [{ savedGroups: { a: 'x' } }, 'invalid a'],
    [{ savedGroups: 7 }, 'invalid savedGroups'],
    [{ savedGroups: { a: { type: 'list', values: [], weight: 3 } } }, 'unknown-field weight'],
    [{ experimentId: 'exp_1' }, 'unsupported experimentId'],
    [{ rampScheduleId: 'ramp_1' }, 'unsupported rampScheduleId'],
    [{ namespace: { enabled: true, name: 'x', range: [0, 1] } }, 'unsupported namespace'],
    [{ enabled: 'no' }, 'invalid enabled'],
  ])('refuses a rule with %j', (more, note) => {
    expect(refusal({ condition: '{"country":"DE"}', ...more })).toContain(note);
  });

  it('$savedGroups are all of them, as conditions stored in GrowthBook name them', () => {
    const savedGroups = [
      { id: 'g1', type: 'list', attributeKey: 'plan', values: ['pro'] },
      { id: 'g2', type: 'condition', condition: '{"country":"DE","$savedGroups":["g1"]}' },
    ];
    expect(said({ condition: { $savedGroups: ['g2'] }, savedGroups }).when).toEqual({
      'geo.country': 'DE',
      'trait.plan': { $inGroup: 'g1' },
    });
    expect(said({ condition: { $savedGroups: ['g1', 'g2'] }, savedGroups }).when).toEqual({
      $and: [
        { 'trait.plan': { $inGroup: 'g1' } },
        { 'geo.country': 'DE', 'trait.plan': { $inGroup: 'g1' } },
      ],
    });
    expect(refusal({ condition: { $savedGroups: ['g9'] }, savedGroups })).toContain(
      'unmapped-name g9',
    );
  });

  it('a rule as it is stored says under savedGroups which ones it asks for', () => {
    const result = importGrowthbook({
      condition: '{"country":"DE"}',
      savedGroups: [{ match: 'all', ids: ['g1'] }],
    });
    expect(notesOf(result, 'error')).toEqual(['unmapped-name $savedGroup']);
  });

  it('says where a rule is not in force, and which groups nothing names', () => {
    const result = importGrowthbook({
      condition: '{"country":"DE"}',
      savedGroups: [{ id: 'g1', type: 'list', attributeKey: 'plan', values: [], archived: true }],
      enabled: false,
      allEnvironments: false,
      environments: ['dev'],
      allProjects: true,
      projects: ['p'],
    });
    definitionsOf(result);
    expect(notesOf(result)).toEqual([
      'not-in-force archived',
      'not-in-force enabled',
      'not-in-force environments',
      'ignored-by-source g1',
    ]);
  });

  it('passes over empty groups in targeting as GrowthBook does, unless the empty list is meant', () => {
    const rule = (more: object) => ({
      condition: '{"country":"DE"}',
      savedGroups: [
        { id: 'none', type: 'list', attributeKey: 'plan', values: [], ...more },
        { id: 'all', type: 'condition', condition: '{}' },
      ],
      savedGroupTargeting: [{ matchType: 'any', savedGroups: ['none', 'all'] }],
    });
    expect(said(rule({})).when).toEqual({ 'geo.country': 'DE' });
    expect(notesOf(importGrowthbook(rule({})))).toContain('ignored-by-source none');
    expect(said(rule({ useEmptyListGroup: true })).when).toEqual({
      'geo.country': 'DE',
      'trait.plan': { $inGroup: 'group_none' },
    });
  });

  it('what is left out with a clause leaves nothing behind', () => {
    const result = importGrowthbook(
      { country: 'DE', plan: { $near: 3 } },
      { partial: true, id: 'a' },
    );
    expect(imported(result).definitions).toEqual({
      metrics: {},
      segments: { a: { when: { 'geo.country': 'DE' } } },
    });
  });

  it('a share of all, and no prerequisites, say nothing', () => {
    expect(
      said({ condition: '{"country":"DE"}', coverage: 1, prerequisites: [], enabled: true }).when,
    ).toEqual({
      'geo.country': 'DE',
    });
  });
});
