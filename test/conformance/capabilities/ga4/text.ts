import type { Capability } from '../types.ts';
import { pageCapability } from '../page.ts';

export const text: readonly Capability[] = [
  pageCapability('text matches exactly', '/pricing', ['/pricing'], ['/pricing/teams', '/Pricing']),
  pageCapability(
    'text matches exactly, capital letters or not',
    { $ini: ['/pricing'] },
    ['/Pricing'],
    ['/pricing/teams'],
  ),
  pageCapability('text begins with', { $regex: '^/shop/' }, ['/shop/chairs'], ['/old/shop/chairs']),
  pageCapability('text ends with', { $regex: '\\.pdf$' }, ['/files/plan.pdf'], ['/plan.pdf/view']),
  pageCapability('text contains', { $regex: 'journal' }, ['/de/journal/7'], ['/de/Journal/7']),
  pageCapability(
    'text contains, capital letters or not',
    { $regexi: 'journal' },
    ['/de/Journal/7'],
    ['/de/news/7'],
  ),
  pageCapability(
    'text matches a whole regular expression',
    { $regex: '^(?:/(de|fr)/shop)$' },
    ['/fr/shop'],
    ['/fr/shop/chairs', '/it/shop'],
  ),
  pageCapability(
    'a part of the text matches a regular expression',
    { $regex: '/(de|fr)/shop' },
    ['/x/fr/shop/chairs'],
    ['/it/shop'],
  ),
  pageCapability('text is one of a list', { $in: ['/a', '/b'] }, ['/b'], ['/c', '/a/b']),
  pageCapability(
    'text is one of a list, capital letters or not',
    { $ini: ['/a', '/b'] },
    ['/B'],
    ['/c', '/a/b'],
  ),
];
