/** The product file: everything Hazel sells. Pages, search and prices are made from it. */
import type { Drawing, Ground } from './pictures/index.ts';

export interface Category {
  readonly slug: string;
  readonly name: string;
  readonly line: string;
  readonly intro: string;
  readonly cover: string;
  readonly ground: Ground;
}

/** What a visitor may say matters most; each product has one honest line for each. */
export type Value = 'price' | 'quality' | 'sustainability' | 'novelty';

export interface Product {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly brand: string;
  readonly category: string;
  readonly drawing: Drawing;
  readonly ground: Ground;
  /** EUR. */
  readonly price: number;
  /** The price before, while it is on offer. */
  readonly was?: number;
  readonly fresh?: boolean;
  /** For things that grow, and the tools for them. */
  readonly level?: 'easy' | 'some' | 'keen';
  /** Enough for a long table. */
  readonly large?: boolean;
  readonly short: string;
  readonly story: string;
  readonly details: readonly (readonly [label: string, value: string])[];
  readonly facts: { readonly [value in Value]: string };
  readonly pairs: readonly string[];
}

export const currency = 'EUR';

export const categories: readonly Category[] = [
  {
    slug: 'cook',
    name: 'Cook',
    line: 'Pans, pots and a good knife',
    intro:
      'Few things, chosen to be used every day: iron that remembers, enamel that forgives, wood that is kind to a blade.',
    cover: 'ember-casserole',
    ground: 'sand',
  },
  {
    slug: 'table',
    name: 'Table',
    line: 'Stoneware, glass and linen',
    intro:
      'Stoneware thrown in small batches, glass with a little weight, linen that gets better with every wash.',
    cover: 'tide-bowls',
    ground: 'mist',
  },
  {
    slug: 'pantry',
    name: 'Pantry',
    line: 'Jars, mills and good provisions',
    intro:
      'A shelf that answers the question of what is for dinner. Jars that close, a mill that grinds, and a few things worth opening.',
    cover: 'ash-lid-jar',
    ground: 'butter',
  },
  {
    slug: 'garden',
    name: 'Garden',
    line: 'Tools for beds and balconies',
    intro:
      'Forged where it matters, light where it helps. Every tool comes apart, so that every part can be replaced.',
    cover: 'long-reach-can',
    ground: 'sage',
  },
  {
    slug: 'pots',
    name: 'Pots',
    line: 'Clay, stone and glass for plants',
    intro:
      'Pots that breathe, with a hole where a pot should have one. Most of them leave the workshop with a plant.',
    cover: 'long-tom-pot',
    ground: 'blush',
  },
  {
    slug: 'seeds',
    name: 'Seeds',
    line: 'Open-pollinated, tested this year',
    intro:
      'Varieties that come true from seed, grown and tested by three small farms. Save your own, and you need us only once.',
    cover: 'meadow-mix',
    ground: 'sage',
  },
];

export const products: readonly Product[] = [
  {
    id: 'HZ-101',
    slug: 'ember-casserole',
    name: 'Ember casserole',
    brand: 'Brandt & Daughter',
    category: 'cook',
    drawing: 'casserole',
    ground: 'sand',
    price: 139,
    large: true,
    short: 'Enamelled cast iron, 4.2 litres, for stews, bread and Sundays.',
    story:
      'Cast in sand, enamelled three times, and heavy for a good reason: the lid sits so well that a stew keeps its own rain. From hob to oven to table, on any stove.',
    details: [
      ['Holds', '4.2 l, for four to six'],
      ['Material', 'Cast iron, enamel'],
      ['Weight', '5.1 kg with the lid'],
      ['Care', 'Warm water and a brush'],
    ],
    facts: {
      price: 'About €4.60 a year over a thirty-year guarantee',
      quality: 'Three coats of enamel, thirty years of guarantee',
      sustainability: 'Cast from 85 % recycled iron, and enamelled anew when it chips',
      novelty: 'New colour this autumn: ember',
    },
    pairs: ['walnut-board', 'crate-of-apples', 'linen-napkins'],
  },
  {
    id: 'HZ-102',
    slug: 'forge-skillet',
    name: 'Forge skillet, 26 cm',
    brand: 'Mourne Forge',
    category: 'cook',
    drawing: 'skillet',
    ground: 'blush',
    price: 68,
    short: 'Carbon steel that seasons with use until eggs slide.',
    story:
      'Spun from one sheet of carbon steel, half the weight of cast iron. It arrives seasoned once; you do the rest by cooking in it.',
    details: [
      ['Size', '26 cm across, 4.5 cm deep'],
      ['Material', 'Carbon steel, 2.5 mm'],
      ['Stoves', 'All, induction too'],
      ['Care', 'Wipe, dry, a drop of oil'],
    ],
    facts: {
      price: 'Replaces a coated pan every three years',
      quality: 'One sheet, no rivets, nothing to come loose',
      sustainability: 'No coating, nothing to wear off, endlessly recyclable',
      novelty: 'Now seasoned with linseed at the forge',
    },
    pairs: ['field-knife', 'first-press-oil', 'pepper-mill'],
  },
  {
    id: 'HZ-103',
    slug: 'low-kettle',
    name: 'Low kettle',
    brand: 'Brandt & Daughter',
    category: 'cook',
    drawing: 'kettle',
    ground: 'sage',
    price: 74,
    was: 89,
    short: 'Enamel, 1.8 litres, with a spout that pours where you look.',
    story:
      'Low and wide, so that it boils quickly and does not tip. The walnut grip stays cool; the spout was drawn eleven times before it stopped dripping.',
    details: [
      ['Holds', '1.8 l'],
      ['Material', 'Enamelled steel, walnut'],
      ['Stoves', 'All, induction too'],
      ['Care', 'Descale with vinegar'],
    ],
    facts: {
      price: '€15 less until the end of the season',
      quality: 'Enamelled inside and out, fifteen years of guarantee',
      sustainability: 'Handle, knob and lid are sold singly, for ever',
      novelty: 'The eleventh spout, and the first that never drips',
    },
    pairs: ['evening-tea', 'round-teapot', 'wildflower-honey'],
  },
  {
    id: 'HZ-104',
    slug: 'walnut-board',
    name: 'Walnut board',
    brand: 'Hazel',
    category: 'cook',
    drawing: 'board',
    ground: 'butter',
    price: 58,
    short: 'End of a good plank: 44 by 24 cm, oiled, with a loop to hang it.',
    story:
      'Cut from planks that furniture makers pass over, because the knot is in the wrong place. We think it is in the right one.',
    details: [
      ['Size', '44 × 24 × 2.2 cm'],
      ['Material', 'European walnut, linseed oil'],
      ['Care', 'Wipe, stand upright, oil now and then'],
    ],
    facts: {
      price: 'A second side makes it two boards',
      quality: 'One piece, no glue line under the knife',
      sustainability: 'Offcuts from a joinery 30 km away',
      novelty: 'No two have the same grain',
    },
    pairs: ['field-knife', 'ember-casserole', 'first-press-oil'],
  },
  {
    id: 'HZ-105',
    slug: 'field-knife',
    name: 'Field knife, 20 cm',
    brand: 'Mourne Forge',
    category: 'cook',
    drawing: 'knife',
    ground: 'mist',
    price: 96,
    short: 'One knife for nearly everything, ground thin and easy to sharpen.',
    story:
      'A cook’s knife for people who own one. Thin behind the edge, a little belly for rocking, and a handle that fits in a pinch as well as in a fist.',
    details: [
      ['Blade', '20 cm, 14C28N steel'],
      ['Handle', 'Walnut, brass pins'],
      ['Weight', '182 g'],
      ['Care', 'By hand, and dry it'],
    ],
    facts: {
      price: 'Two sharpenings a year included, for good',
      quality: 'Ground by one smith, who signs it',
      sustainability: 'Sharpened and re-handled at the forge',
      novelty: 'Thinner at the tip than last year',
    },
    pairs: ['walnut-board', 'forge-skillet', 'kitchen-apron'],
  },
  {
    id: 'HZ-106',
    slug: 'kitchen-apron',
    name: 'Kitchen apron',
    brand: 'Linde',
    category: 'cook',
    drawing: 'apron',
    ground: 'sand',
    price: 46,
    fresh: true,
    short: 'Washed linen, two pockets, straps that cross and stay.',
    story:
      'Heavy linen, washed before it is sewn so that it never shrinks again. The straps cross at the back, which is kinder to the neck.',
    details: [
      ['Material', 'Linen, 280 g/m²'],
      ['Size', 'One, with long straps'],
      ['Care', '60 °C, no iron needed'],
    ],
    facts: {
      price: 'Washes at 60 °C for years',
      quality: 'Double seams, bar tacks on both pockets',
      sustainability: 'European flax, sewn in Görlitz',
      novelty: 'New this month, in sage',
    },
    pairs: ['linen-napkins', 'field-knife', 'garden-gloves'],
  },
  {
    id: 'HZ-201',
    slug: 'tide-bowls',
    name: 'Tide bowls, set of four',
    brand: 'Ostrea',
    category: 'table',
    drawing: 'bowls',
    ground: 'mist',
    price: 64,
    large: true,
    short: 'Four glazes from one kiln, for soup, noodles and everything else.',
    story:
      'Four colours that were never meant to match, and do. Thrown on the wheel, glazed by dipping: the line where two dips meet is different on each.',
    details: [
      ['Holds', '600 ml each'],
      ['Material', 'Stoneware, lead-free glaze'],
      ['Care', 'Dishwasher, microwave, oven'],
    ],
    facts: {
      price: '€16 a bowl, and single ones to replace',
      quality: 'Fired at 1,260 °C, hard to chip',
      sustainability: 'Kiln heated with its own solar roof',
      novelty: 'The blue is new',
    },
    pairs: ['moon-plate', 'linen-napkins', 'ribbed-carafe'],
  },
  {
    id: 'HZ-202',
    slug: 'moon-plate',
    name: 'Moon plate, 27 cm',
    brand: 'Ostrea',
    category: 'table',
    drawing: 'plate',
    ground: 'sage',
    price: 24,
    short: 'A speckled dinner plate with a brushed rim.',
    story:
      'Iron in the clay comes through as freckles; the rim is brushed by hand while the plate turns. Stack six, and no two rims are level.',
    details: [
      ['Size', '27 cm'],
      ['Material', 'Stoneware'],
      ['Care', 'Dishwasher'],
    ],
    facts: {
      price: 'Sixth plate free with five',
      quality: 'Thick foot, thin rim, does not warp',
      sustainability: 'Local clay, chips taken back and ground',
      novelty: 'Brushed rim, in clay red',
    },
    pairs: ['tide-bowls', 'linen-napkins', 'round-teapot'],
  },
  {
    id: 'HZ-203',
    slug: 'linen-napkins',
    name: 'Linen napkins, set of four',
    brand: 'Linde',
    category: 'table',
    drawing: 'napkins',
    ground: 'butter',
    price: 36,
    large: true,
    short: 'Four colours, washed soft, large enough to be useful.',
    story:
      'Forty-five centimetres on a side: a napkin, not a gesture. The stripe is woven, not printed, so it lasts as long as the cloth.',
    details: [
      ['Size', '45 × 45 cm'],
      ['Material', 'Linen'],
      ['Care', '60 °C, dry on the line'],
    ],
    facts: {
      price: '€9 each, and they outlast cotton',
      quality: 'Mitred corners, woven stripe',
      sustainability: 'European flax, undyed warp',
      novelty: 'New mixed set of four colours',
    },
    pairs: ['moon-plate', 'kitchen-apron', 'ribbed-carafe'],
  },
  {
    id: 'HZ-204',
    slug: 'ribbed-carafe',
    name: 'Ribbed carafe with tumbler',
    brand: 'Ostrea',
    category: 'table',
    drawing: 'carafe',
    ground: 'mist',
    price: 42,
    was: 49,
    short: 'Blown in a ribbed mould; the tumbler is its lid.',
    story:
      'For the bedside, the desk or the table. The ribs make it easy to hold with wet hands, and make plain water look like an occasion.',
    details: [
      ['Holds', '0.9 l, tumbler 180 ml'],
      ['Material', 'Recycled glass'],
      ['Care', 'Dishwasher, top rack'],
    ],
    facts: {
      price: '€7 less this season, tumbler included',
      quality: 'Mouth-blown, fire-polished rim',
      sustainability: 'Made from bottles collected in the town',
      novelty: 'Tumbler and lid in one',
    },
    pairs: ['tide-bowls', 'propagation-vase', 'linen-napkins'],
  },
  {
    id: 'HZ-205',
    slug: 'round-teapot',
    name: 'Round teapot',
    brand: 'Ostrea',
    category: 'table',
    drawing: 'teapot',
    ground: 'sand',
    price: 78,
    short: 'One litre, dipped in dusk blue, with a strainer that reaches down.',
    story:
      'The foot is left bare, so that you feel the clay. The lid has a small lug inside and stays on to the last cup.',
    details: [
      ['Holds', '1 l, four cups'],
      ['Material', 'Stoneware, steel strainer'],
      ['Care', 'Rinse; dishwasher now and then'],
    ],
    facts: {
      price: 'Lid and strainer are sold singly',
      quality: 'Lid ground to its own pot',
      sustainability: 'Half the glaze, half the firing',
      novelty: 'First pot of the dusk glaze',
    },
    pairs: ['evening-tea', 'low-kettle', 'wildflower-honey'],
  },
  {
    id: 'HZ-301',
    slug: 'ash-lid-jar',
    name: 'Ash-lid jar, 1.4 l',
    brand: 'Hazel',
    category: 'pantry',
    drawing: 'jar',
    ground: 'butter',
    price: 24,
    short: 'Glass, an ash lid and a ring that really seals.',
    story:
      'Beans, rice, coffee, biscuits. The lid is turned from ash and closes on a natural rubber ring that you can buy for a euro.',
    details: [
      ['Holds', '1.4 l'],
      ['Material', 'Glass, ash, rubber'],
      ['Care', 'Lid by hand'],
    ],
    facts: {
      price: '€20 each when you take six',
      quality: 'Keeps coffee fresh for four weeks',
      sustainability: 'Rings for a euro, lids for six',
      novelty: 'Fits the new 1.4 l shelf insert',
    },
    pairs: ['pepper-mill', 'first-press-oil', 'evening-tea'],
  },
  {
    id: 'HZ-302',
    slug: 'pepper-mill',
    name: 'Pepper mill',
    brand: 'Aldo & Finch',
    category: 'pantry',
    drawing: 'mill',
    ground: 'sage',
    price: 52,
    short: 'Turned walnut around a steel mechanism with six settings.',
    story:
      'From dust to cracked in six clicks, and the clicks stay where you leave them. Filled from the top, without a funnel.',
    details: [
      ['Height', '19 cm'],
      ['Material', 'Walnut, brass, hardened steel'],
      ['Care', 'Wipe'],
    ],
    facts: {
      price: 'Mechanism guaranteed for 25 years',
      quality: 'Hardened steel, six fixed settings',
      sustainability: 'Comes apart with one screw',
      novelty: 'Fills from the top now',
    },
    pairs: ['forge-skillet', 'ash-lid-jar', 'moon-plate'],
  },
  {
    id: 'HZ-303',
    slug: 'wildflower-honey',
    name: 'Wildflower honey, 500 g',
    brand: 'Three Farms',
    category: 'pantry',
    drawing: 'honey',
    ground: 'butter',
    price: 12.5,
    short: 'Late summer from forty hives, stirred until creamy.',
    story:
      'Linden first, then clover, then whatever the verge had to say. The jar goes back to the beekeeper and comes home full.',
    details: [
      ['Weight', '500 g'],
      ['Origin', 'Upper Lusatia'],
      ['Keeps', 'Longer than you will'],
    ],
    facts: {
      price: '€1 back for the jar',
      quality: 'Never heated above 38 °C',
      sustainability: 'Jars go round, nine times on average',
      novelty: 'The 2026 harvest',
    },
    pairs: ['evening-tea', 'round-teapot', 'meadow-mix'],
  },
  {
    id: 'HZ-304',
    slug: 'first-press-oil',
    name: 'First-press olive oil, 500 ml',
    brand: 'Three Farms',
    category: 'pantry',
    drawing: 'oil',
    ground: 'mist',
    price: 19,
    short: 'Green, peppery, pressed within a day of picking.',
    story:
      'Early olives give less oil and more of everything else. Best raw: on bread, on beans, on a tomato that deserves it.',
    details: [
      ['Holds', '500 ml'],
      ['Harvest', 'October, by hand'],
      ['Keeps', '18 months, dark and cool'],
    ],
    facts: {
      price: '€16 in a case of six',
      quality: 'Pressed within 24 hours, 0.2 % acidity',
      sustainability: 'Dry-farmed, no irrigation',
      novelty: 'First oil of the new season',
    },
    pairs: ['walnut-board', 'pepper-mill', 'tomato-seeds'],
  },
  {
    id: 'HZ-305',
    slug: 'evening-tea',
    name: 'Evening tea, 80 g',
    brand: 'Three Farms',
    category: 'pantry',
    drawing: 'tea',
    ground: 'sand',
    price: 16,
    short: 'Chamomile, lemon balm and apple mint, whole leaf.',
    story:
      'Three plants, one field, dried in the shade. It tastes of the end of a day on which enough was done.',
    details: [
      ['Weight', '80 g, about 40 cups'],
      ['Contains', 'Chamomile, lemon balm, apple mint'],
      ['Refill', 'In paper, €11'],
    ],
    facts: {
      price: '40 cents a cup, less with the refill',
      quality: 'Whole leaf, picked before noon',
      sustainability: 'Refills come in plain paper',
      novelty: 'Apple mint instead of peppermint',
    },
    pairs: ['round-teapot', 'low-kettle', 'wildflower-honey'],
  },
  {
    id: 'HZ-306',
    slug: 'crate-of-apples',
    name: 'Crate of keeping apples, 5 kg',
    brand: 'Three Farms',
    category: 'pantry',
    drawing: 'crate',
    ground: 'blush',
    price: 22,
    large: true,
    short: 'Four old varieties that are better in January.',
    story:
      'Boskoop, Glockenapfel, Ontario and one that nobody could name. Keep the crate somewhere cool, and turn them over on Sundays.',
    details: [
      ['Weight', '5 kg'],
      ['Sent', 'From October to February'],
      ['Crate', 'Yours, or back to us for €4'],
    ],
    facts: {
      price: '€4 back for the crate',
      quality: 'Picked ripe, sorted by hand',
      sustainability: 'Meadow orchards, never sprayed',
      novelty: 'With one variety we could not name',
    },
    pairs: ['ember-casserole', 'ash-lid-jar', 'walnut-board'],
  },
  {
    id: 'HZ-401',
    slug: 'hand-trowel',
    name: 'Hand trowel',
    brand: 'Mourne Forge',
    category: 'garden',
    drawing: 'trowel',
    ground: 'sage',
    price: 29,
    level: 'easy',
    short: 'Forged steel, ash handle, a depth mark at 5 and 10 cm.',
    story:
      'The first tool anyone needs. Forged in one piece to the end of the handle, so it does not bend at the neck when it meets a root.',
    details: [
      ['Length', '31 cm'],
      ['Material', 'Forged steel, ash'],
      ['Care', 'Brush off, hang up'],
    ],
    facts: {
      price: 'The one tool to begin with',
      quality: 'Full tang, does not bend',
      sustainability: 'New handle for €9',
      novelty: 'Depth marks on the blade',
    },
    pairs: ['garden-gloves', 'tulip-bulbs', 'garden-twine'],
  },
  {
    id: 'HZ-402',
    slug: 'bypass-secateurs',
    name: 'Bypass secateurs',
    brand: 'Mourne Forge',
    category: 'garden',
    drawing: 'secateurs',
    ground: 'butter',
    price: 58,
    level: 'keen',
    short: 'For a clean cut up to 22 mm; every part can be replaced.',
    story:
      'Two blades that pass like scissors, so the stem is cut and not crushed. For left or right hands, which are two different tools.',
    details: [
      ['Cuts', 'Up to 22 mm'],
      ['Hand', 'Right or left: choose when you order'],
      ['Care', 'Wipe, oil, sharpen each winter'],
    ],
    facts: {
      price: 'Blades for €14 instead of a new pair',
      quality: 'Hot-forged, hardened to 57 HRC',
      sustainability: 'Eleven parts, all sold singly',
      novelty: 'The first left-handed pair',
    },
    pairs: ['garden-gloves', 'garden-trug', 'sweet-pea-seeds'],
  },
  {
    id: 'HZ-403',
    slug: 'long-reach-can',
    name: 'Long-reach watering can',
    brand: 'Aldo & Finch',
    category: 'garden',
    drawing: 'can',
    ground: 'mist',
    price: 79,
    was: 95,
    level: 'easy',
    short: 'Five litres, balanced, with a rose as fine as rain.',
    story:
      'The handle runs from front to back, so you tip it with one hand. The brass rose makes a rain that seedlings do not mind.',
    details: [
      ['Holds', '5 l'],
      ['Material', 'Galvanised steel, brass'],
      ['Care', 'Empty before frost'],
    ],
    facts: {
      price: '€16 less until the end of the season',
      quality: 'Soldered seams, brass rose',
      sustainability: 'Steel and brass, nothing to crack',
      novelty: 'Finer rose: 240 holes',
    },
    pairs: ['herb-trough', 'basil-seeds', 'long-tom-pot'],
  },
  {
    id: 'HZ-404',
    slug: 'garden-trug',
    name: 'Garden trug',
    brand: 'Aldo & Finch',
    category: 'garden',
    drawing: 'trug',
    ground: 'sand',
    price: 62,
    level: 'some',
    large: true,
    short: 'Split ash on two runners, for carrying what the garden gives.',
    story:
      'Seven slats steamed into a boat. It carries a harvest in, tools out, and bread to the table in between.',
    details: [
      ['Size', '46 × 28 cm'],
      ['Material', 'Ash, copper nails'],
      ['Carries', 'Up to 12 kg'],
    ],
    facts: {
      price: 'Carries 12 kg for twenty years',
      quality: 'Steam-bent, copper-nailed',
      sustainability: 'Coppiced ash, cut in winter',
      novelty: 'A new, deeper boat',
    },
    pairs: ['bypass-secateurs', 'tomato-seeds', 'garden-gloves'],
  },
  {
    id: 'HZ-405',
    slug: 'garden-twine',
    name: 'Garden twine, 100 m',
    brand: 'Hazel',
    category: 'garden',
    drawing: 'twine',
    ground: 'blush',
    price: 8.5,
    level: 'easy',
    short: 'Jute that holds for a summer and rots by spring.',
    story:
      'Soft enough for a tomato, strong enough for a gate. It goes on the compost with the plant it held.',
    details: [
      ['Length', '100 m'],
      ['Material', 'Jute, untreated'],
      ['Holds', '12 kg'],
    ],
    facts: {
      price: '8 cents a metre',
      quality: 'Three-ply, even all the way',
      sustainability: 'Composts within a year',
      novelty: 'Now with a paper band instead of film',
    },
    pairs: ['tomato-seeds', 'sweet-pea-seeds', 'hand-trowel'],
  },
  {
    id: 'HZ-406',
    slug: 'garden-gloves',
    name: 'Garden gloves',
    brand: 'Linde',
    category: 'garden',
    drawing: 'gloves',
    ground: 'sage',
    price: 26,
    level: 'easy',
    short: 'Waxed cotton palms, linen backs, sizes that exist.',
    story:
      'Six sizes, because hands do not come in three. You can still feel a seed through the fingertips.',
    details: [
      ['Sizes', '6 to 11'],
      ['Material', 'Waxed cotton, linen'],
      ['Care', '40 °C, wax again'],
    ],
    facts: {
      price: 'A single glove replaced for half',
      quality: 'Double palms, no seam at the fingertip',
      sustainability: 'No plastic coating',
      novelty: 'Six sizes instead of three',
    },
    pairs: ['bypass-secateurs', 'hand-trowel', 'kitchen-apron'],
  },
  {
    id: 'HZ-501',
    slug: 'long-tom-pot',
    name: 'Long tom pot, with aloe',
    brand: 'Hazel',
    category: 'pots',
    drawing: 'longtom',
    ground: 'butter',
    price: 34,
    level: 'easy',
    short: 'Tall terracotta that breathes, with a plant that forgives.',
    story:
      'Tall pots suit plants with deep roots and people with small sills. This one comes with an aloe that asks for water twice a month.',
    details: [
      ['Size', '18 cm tall'],
      ['Material', 'Terracotta, unglazed'],
      ['Plant', 'Aloe, light, little water'],
    ],
    facts: {
      price: 'Pot and plant for the price of the pot',
      quality: 'Fired hard enough for frost',
      sustainability: 'Peat-free soil, clay from the valley',
      novelty: 'Now planted with aloe',
    },
    pairs: ['long-reach-can', 'herb-trough', 'propagation-vase'],
  },
  {
    id: 'HZ-502',
    slug: 'olive-planter',
    name: 'Fluted planter, with olive tree',
    brand: 'Aldo & Finch',
    category: 'pots',
    drawing: 'planter',
    ground: 'mist',
    price: 148,
    level: 'some',
    short: 'Limestone cast with flutes, and a tree to grow old with.',
    story:
      'The tree is four years old and will outlive the lease. The planter weighs enough to stay where the wind finds it.',
    details: [
      ['Size', '38 cm across'],
      ['Material', 'Cast limestone'],
      ['Plant', 'Olive, full sun, some frost'],
    ],
    facts: {
      price: 'Four years of growing included',
      quality: 'Cast in one piece, frost-proof',
      sustainability: 'Stone dust from a local quarry',
      novelty: 'First trees from our own nursery',
    },
    pairs: ['first-press-oil', 'bypass-secateurs', 'long-reach-can'],
  },
  {
    id: 'HZ-503',
    slug: 'hanging-bowl',
    name: 'Hanging bowl, with ivy',
    brand: 'Ostrea',
    category: 'pots',
    drawing: 'hanging',
    ground: 'sand',
    price: 54,
    was: 62,
    level: 'some',
    short: 'Dipped stoneware on three linen cords, 2.2 m of room to trail.',
    story:
      'A saucer is built in, so it does not rain on the table. The cords are knotted, not glued, and can be set to any length.',
    details: [
      ['Size', '22 cm across'],
      ['Material', 'Stoneware, linen, brass'],
      ['Plant', 'Ivy, half shade'],
    ],
    facts: {
      price: '€8 less this season',
      quality: 'Cords tested with 40 kg',
      sustainability: 'Linen cords, no nylon',
      novelty: 'With a saucer built in',
    },
    pairs: ['propagation-vase', 'long-reach-can', 'long-tom-pot'],
  },
  {
    id: 'HZ-504',
    slug: 'herb-trough',
    name: 'Herb trough, with three herbs',
    brand: 'Hazel',
    category: 'pots',
    drawing: 'trough',
    ground: 'blush',
    price: 48,
    level: 'easy',
    short: 'Basil, thyme and chives in clay, for a sill of 45 cm.',
    story:
      'Three herbs that agree about water, which most do not. Cut from the top and they come again; forget them for a week and they forgive you.',
    details: [
      ['Size', '45 × 16 cm'],
      ['Material', 'Terracotta, saucer included'],
      ['Plants', 'Basil, thyme, chives'],
    ],
    facts: {
      price: 'A summer of herbs for €48',
      quality: 'Thick walls, slow to dry out',
      sustainability: 'Herbs grown without peat',
      novelty: 'Chives instead of mint',
    },
    pairs: ['basil-seeds', 'long-reach-can', 'hand-trowel'],
  },
  {
    id: 'HZ-505',
    slug: 'propagation-vase',
    name: 'Propagation vase',
    brand: 'Ostrea',
    category: 'pots',
    drawing: 'vase',
    ground: 'sage',
    price: 22,
    fresh: true,
    level: 'easy',
    short: 'A narrow neck and a wide belly: a cutting, water, and patience.',
    story:
      'Any plant you like at a friend’s house starts here. Watching roots grow is most of the pleasure.',
    details: [
      ['Size', '15 cm tall'],
      ['Material', 'Recycled glass'],
      ['Care', 'Fresh water once a week'],
    ],
    facts: {
      price: 'New plants for the price of water',
      quality: 'Mouth-blown, heavy base',
      sustainability: 'Recycled glass, and no soil at all',
      novelty: 'New this month',
    },
    pairs: ['hanging-bowl', 'ribbed-carafe', 'long-tom-pot'],
  },
  {
    id: 'HZ-601',
    slug: 'basil-seeds',
    name: 'Basil ‘Broad Genovese’',
    brand: 'Three Farms',
    category: 'seeds',
    drawing: 'basil',
    ground: 'butter',
    price: 4.5,
    level: 'easy',
    short: 'The one for pesto. Up in a week on a warm sill.',
    story:
      'Sow ten, keep three, eat the other seven young. Pinch the top early and it will branch for you all summer.',
    details: [
      ['Contains', 'About 250 seeds'],
      ['Sow', 'March to July, indoors'],
      ['Harvest', 'After seven weeks'],
    ],
    facts: {
      price: 'A summer of basil for €4.50',
      quality: '93 % germination, tested this year',
      sustainability: 'Open-pollinated: save your own',
      novelty: 'A broader leaf than last year’s',
    },
    pairs: ['herb-trough', 'tomato-seeds', 'long-reach-can'],
  },
  {
    id: 'HZ-602',
    slug: 'tomato-seeds',
    name: 'Tomato ‘Harbour Light’',
    brand: 'Three Farms',
    category: 'seeds',
    drawing: 'tomato',
    ground: 'mist',
    price: 4.9,
    level: 'some',
    short: 'Cherry tomatoes that ripen outdoors, even in the north.',
    story:
      'Early, sweet, and not easily discouraged by rain. Give it a stake, and something to talk to.',
    details: [
      ['Contains', '20 seeds'],
      ['Sow', 'March, indoors'],
      ['Harvest', 'From July'],
    ],
    facts: {
      price: 'Twenty plants for the price of one',
      quality: '91 % germination, tested this year',
      sustainability: 'Open-pollinated: save your own',
      novelty: 'Bred by one of our farms, and new',
    },
    pairs: ['garden-twine', 'garden-trug', 'basil-seeds'],
  },
  {
    id: 'HZ-603',
    slug: 'meadow-mix',
    name: 'Meadow mix, 10 m²',
    brand: 'Three Farms',
    category: 'seeds',
    drawing: 'meadow',
    ground: 'sand',
    price: 9,
    level: 'easy',
    short: 'Thirty native flowers, no grass, flowering from May.',
    story:
      'Scratch the ground, scatter, walk over it, wait. It is better in its second year, like most things.',
    details: [
      ['Contains', '20 g, for 10 m²'],
      ['Sow', 'March to May, or September'],
      ['Flowers', 'May to October'],
    ],
    facts: {
      price: '90 cents a square metre',
      quality: 'Thirty species, no filler grass',
      sustainability: 'Native seed, feeds forty kinds of bee',
      novelty: 'Five species more than last year',
    },
    pairs: ['wildflower-honey', 'hand-trowel', 'sweet-pea-seeds'],
  },
  {
    id: 'HZ-604',
    slug: 'sweet-pea-seeds',
    name: 'Sweet pea ‘Old Spice’',
    brand: 'Three Farms',
    category: 'seeds',
    drawing: 'sweetpea',
    ground: 'blush',
    price: 4.5,
    fresh: true,
    level: 'some',
    short: 'An old mixture with the scent that newer ones have lost.',
    story:
      'Soak them overnight, sow them deep, pick them every other day. The more you pick, the more they flower.',
    details: [
      ['Contains', '30 seeds'],
      ['Sow', 'October, or February to April'],
      ['Flowers', 'June to September'],
    ],
    facts: {
      price: 'A vase a week for €4.50',
      quality: '88 % germination, tested this year',
      sustainability: 'Open-pollinated: save your own',
      novelty: 'Back after twenty years',
    },
    pairs: ['garden-twine', 'bypass-secateurs', 'meadow-mix'],
  },
  {
    id: 'HZ-605',
    slug: 'tulip-bulbs',
    name: 'Tulip bulbs, bag of 25',
    brand: 'Three Farms',
    category: 'seeds',
    drawing: 'tulips',
    ground: 'sage',
    price: 14,
    was: 18,
    level: 'easy',
    short: 'Clay, honey and plum: three tulips that flower together.',
    story:
      'Plant them late, in November, twice as deep as they are tall. Then forget them, and be surprised in April.',
    details: [
      ['Contains', '25 bulbs, three kinds'],
      ['Plant', 'October to December'],
      ['Flowers', 'April'],
    ],
    facts: {
      price: '€4 less until the ground freezes',
      quality: 'Size 12 and up, firm and dry',
      sustainability: 'Grown without neonicotinoids',
      novelty: 'This year with plum',
    },
    pairs: ['hand-trowel', 'garden-gloves', 'meadow-mix'],
  },
];

const bySlug = new Map(products.map((product) => [product.slug, product]));

export function productBySlug(slug: string): Product {
  const product = bySlug.get(slug);
  if (!product) throw new Error(`products.ts has no product "${slug}"`);
  return product;
}

export const productsIn = (category: string) =>
  products.filter((product) => product.category === category);

/** "€129", "€4.50". */
export const euros = (amount: number) =>
  `€${Number.isInteger(amount) ? amount.toString() : amount.toFixed(2)}`;
