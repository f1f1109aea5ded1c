import { pageCapability } from '../page.ts';
import type { Capability } from '../types.ts';

/** A negated operator, like all others, is asked of each hit; one without the property meets it too. */
export const text: readonly Capability[] = [
  pageCapability('equals', { $ini: ['/home'] }, ['/home', '/Home'], ['/homes']),
  pageCapability('does not equal', { $nini: ['/home'] }, ['/homes', null], ['/Home']),
  pageCapability('equals any of', { $ini: ['/a', '/b'] }, ['/B'], ['/c', null]),
  pageCapability('does not equal any of', { $nini: ['/a', '/b'] }, ['/c'], ['/A', '/b']),
  pageCapability('contains', { $regexi: 'sale' }, ['/big-Sale'], ['/sal', null]),
  pageCapability('does not contain', { $not: { $regexi: 'sale' } }, ['/sal', null], ['/big-Sale']),
  pageCapability(
    'contains all of',
    { $regexi: '^(?=.*big)(?=.*sale)' },
    ['/sale/big'],
    ['/big', '/sale'],
  ),
  pageCapability(
    'does not contain all of',
    { $not: { $regexi: '^(?=.*big)(?=.*sale)' } },
    ['/big'],
    ['/sale/big', '/big-sale'],
  ),
  pageCapability('contains any of', { $regexi: 'big|sale' }, ['/sale'], ['/small']),
  pageCapability(
    'does not contain any of',
    { $not: { $regexi: 'big|sale' } },
    ['/small'],
    ['/sale', '/big'],
  ),
  pageCapability('starts with', { $regexi: '^/shop' }, ['/Shop/a'], ['/a/shop']),
  pageCapability('does not start with', { $not: { $regexi: '^/shop' } }, ['/a/shop'], ['/shop/a']),
  pageCapability('ends with', { $regexi: 'shop$' }, ['/a/Shop'], ['/shop/a']),
  pageCapability('does not end with', { $not: { $regexi: 'shop$' } }, ['/shop/a'], ['/a/shop']),
  pageCapability(
    'matches (with *)',
    { $regexi: '^/shop/.*\\.html$' },
    ['/shop/a.html'],
    ['/shop/a'],
  ),
  pageCapability(
    'does not match (with *)',
    { $not: { $regexi: '^/shop/.*\\.html$' } },
    ['/shop/a'],
    ['/shop/a.html'],
  ),
  pageCapability('exists', { $exists: true }, ['/'], [null]),
  pageCapability('does not exist', { $exists: false }, [null], ['/']),
];
