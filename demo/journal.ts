/** The journal: articles by topic. */
import type { Drawing, Ground } from './pictures/index.ts';

export interface Topic {
  readonly slug: string;
  readonly name: string;
  readonly line: string;
}

export interface Article {
  readonly slug: string;
  readonly topic: string;
  readonly title: string;
  readonly standfirst: string;
  readonly author: string;
  /** ISO date. */
  readonly date: string;
  readonly minutes: number;
  readonly drawing: Drawing;
  readonly ground: Ground;
  /** For someone who says that they are new to gardening. */
  readonly beginner?: boolean;
  readonly body: readonly (string | { readonly heading: string })[];
  readonly products: readonly string[];
}

export const topics: readonly Topic[] = [
  { slug: 'growing', name: 'Growing', line: 'From the first seed to the last leaf' },
  { slug: 'cooking', name: 'Cooking', line: 'Few ingredients, enough time' },
  { slug: 'mending', name: 'Mending', line: 'Keeping good things going' },
];

export const articles: readonly Article[] = [
  {
    slug: 'a-first-windowsill',
    topic: 'growing',
    title: 'A first windowsill',
    standfirst:
      'Three herbs, one trough, ten minutes a week. Where to begin when you have never begun.',
    author: 'Ines Halbach',
    date: '2026-11-18',
    minutes: 3,
    drawing: 'trough',
    ground: 'blush',
    beginner: true,
    body: [
      'Every gardener has killed a basil. It is the plant that most people begin with and the one that forgives least, because it is sold as a bunch: thirty seedlings in a thimble of soil, all of them thirsty. Buy it, eat it, and sow your own.',
      { heading: 'Light first' },
      'Put your hand on the sill at noon. If it throws a shadow with an edge, most herbs will be happy there. If the shadow is soft, choose mint, parsley and chives, and be content. No fertiliser makes up for a north window in November.',
      { heading: 'Water from below' },
      'Push a finger into the soil up to the first joint. Dry: water into the saucer, wait twenty minutes, pour away what is left. Damp: do nothing. More plants drown indoors than die of thirst, and they look the same while they are at it.',
      { heading: 'Cut to grow' },
      'A herb that is never cut grows long, flowers and is done. Take the top, just above a pair of leaves, and two new tips will come from that place. Cut a little, often, and always with something in mind for dinner.',
      'That is nearly all of it. A trough with basil, thyme and chives asks for ten minutes a week, and answers every evening.',
    ],
    products: ['herb-trough', 'basil-seeds', 'long-reach-can'],
  },
  {
    slug: 'bulbs-before-the-frost',
    topic: 'growing',
    title: 'Bulbs before the frost',
    standfirst: 'Late November is not too late. It is, for tulips, exactly on time.',
    author: 'Jonas Reet',
    date: '2026-11-11',
    minutes: 3,
    drawing: 'tulips',
    ground: 'sage',
    body: [
      'Daffodils want to be in the ground by September, because they root early. Tulips do not. Planted into cold soil they escape the diseases of a warm autumn, and they have all the time they need: a bulb is a flower that is already finished, folded up and waiting.',
      { heading: 'Deep, and then deeper' },
      'The rule is twice as deep as the bulb is tall. In light soil go to three times: fifteen centimetres is not too much. Deep bulbs stay upright in April and come back for longer.',
      { heading: 'In layers' },
      'In a pot, plant in three floors. The latest at the bottom, then soil, then the next, with crocuses on top. They find their way around each other, and the pot flowers from February to May.',
      'Set them close, nearly touching, an odd number, and not in rows. A tulip in a row is a soldier; seven in a handful are a conversation.',
      { heading: 'Then leave them' },
      'Water once, and forget where they are. Mice are the only ones who will remember: a piece of wire mesh over the pot until the tips show is worth more than any spray.',
    ],
    products: ['tulip-bulbs', 'hand-trowel', 'garden-gloves'],
  },
  {
    slug: 'what-to-prune-in-winter',
    topic: 'growing',
    title: 'What to prune in winter, and what to leave alone',
    standfirst:
      'A short list for a dry day in January, and a shorter one of things to keep your hands off.',
    author: 'Jonas Reet',
    date: '2026-10-30',
    minutes: 4,
    drawing: 'secateurs',
    ground: 'butter',
    body: [
      'Pruning is mostly looking. Walk around the tree twice before the first cut, and ask what it has been trying to do since you last met.',
      { heading: 'Now' },
      'Apples and pears, on a dry day above freezing: first what is dead, then what crosses, then what grows straight up like a broom. Stop when a hat thrown into the crown would fall through.',
      'Autumn raspberries, all canes to the ground. Vines, before the sap rises. Roses wait until the forsythia flowers, which they have agreed between themselves.',
      { heading: 'Not now' },
      'Plums and cherries: in summer, after the harvest, when wounds close before silver leaf finds them. Hydrangeas with round heads: leave the old flowers as a hat against frost. Lilac, forsythia, anything that flowers in spring, carries next year’s flowers already. Cut it now and you cut them off.',
      { heading: 'The cut' },
      'Just above a bud that points outwards, slanting away from it, with a blade that would cut paper. A clean cut heals in weeks; a crushed one is an open door. Wipe the blade between trees with a drop of spirit. It takes four seconds, and saves orchards.',
    ],
    products: ['bypass-secateurs', 'garden-gloves', 'garden-trug'],
  },
  {
    slug: 'a-pot-of-beans',
    topic: 'cooking',
    title: 'A pot of beans',
    standfirst: 'The cheapest dinner is also one of the best, if you start it the night before.',
    author: 'Marta Oliveri',
    date: '2026-11-15',
    minutes: 3,
    drawing: 'jar',
    ground: 'blush',
    body: [
      'Beans from a tin are a convenience. Beans from a pot are a dish. The difference is the broth, and the broth is the reason to have bread in the house.',
      { heading: 'The night before' },
      'Five hundred grams of dried beans, a large bowl, twice as much water as seems reasonable, a heaped spoon of salt. Salt makes skins tender; the advice against it is older than the evidence.',
      { heading: 'The day' },
      'Drain. Into a heavy pot with an onion cut in half, a head of garlic cut across, two bay leaves, a carrot nobody will miss. Cover with fresh water by three fingers, add a good pour of oil, bring to the boil for ten minutes and then down to where a bubble comes up now and then.',
      'Lid ajar. An hour and a half, perhaps two. Taste five, not one: the slowest bean decides. Salt again at the end, and leave them in their broth until tomorrow if you can bear it.',
      { heading: 'Then' },
      'On toast with oil. With sausages. Mashed with the last of the broth, under a fried egg. Blended into the soup you did not know you were making. They keep five days, and there will be no fifth day.',
    ],
    products: ['ember-casserole', 'ash-lid-jar', 'first-press-oil'],
  },
  {
    slug: 'one-pan-many-dinners',
    topic: 'cooking',
    title: 'One pan, many dinners',
    standfirst: 'How a steel pan becomes non-stick, and why you should cook potatoes in it first.',
    author: 'Marta Oliveri',
    date: '2026-11-04',
    minutes: 4,
    drawing: 'skillet',
    ground: 'sand',
    body: [
      'A carbon steel pan is grey on the first day, brown in the first month and black for the next forty years. The black is oil that has turned into something harder, a layer a few thousandths of a millimetre thin. You do not buy it. You cook it.',
      { heading: 'The first evening' },
      'Wash off the wax with hot water. Dry on the stove. A teaspoon of oil with a high smoke point, wiped over everything, then wiped off again as though it had been a mistake. Heat until it smokes, let it cool, and do it twice more. Then fry potato peel with salt until it is nearly burnt, and throw it away.',
      { heading: 'The first month' },
      'Potatoes, onions, anything with fat. No tomatoes, no wine, no lemon: acid takes the layer off again. Eggs in the third week, in more butter than you would admit.',
      { heading: 'For ever' },
      'Hot water and a brush while it is still warm. Dry it on the flame. A little soap is fine, whatever your uncle says. If it ever rusts because a guest was helpful, scrub it, smile, and begin again: nothing can go wrong with it that an evening does not mend.',
    ],
    products: ['forge-skillet', 'field-knife', 'first-press-oil'],
  },
  {
    slug: 'supper-for-eight',
    topic: 'cooking',
    title: 'Supper for eight, without leaving the table',
    standfirst: 'A plan for a long evening in which the cook is one of the guests.',
    author: 'Ines Halbach',
    date: '2026-10-22',
    minutes: 3,
    drawing: 'casserole',
    ground: 'butter',
    body: [
      'The mistake is to cook at eight o’clock. Everything that can be ruined should be done by six, and what is left should be a matter of lifting lids.',
      { heading: 'At noon' },
      'One large pot: beans, or a stew, or a ragù. It improves while you look for the tablecloth. Wash the leaves, dry them properly, put them in a cloth in the fridge. Make the dressing in the bowl it will be served in, cross the servers over it and lay the leaves on top: it waits for hours.',
      { heading: 'At six' },
      'Bread, butter that is soft, water in carafes down the middle so that nobody has to ask. Set the table with what you have; four colours of bowls look like a decision.',
      { heading: 'At eight' },
      'Lift the lid at the table, because the steam is half of it. Put the ladle into somebody else’s hand. Toss the leaves. Sit down.',
      'Apples afterwards, with a knife each, and whatever cheese is left. People remember who was there and whether you were.',
    ],
    products: ['ember-casserole', 'tide-bowls', 'linen-napkins'],
  },
  {
    slug: 'sharp-in-five-minutes',
    topic: 'mending',
    title: 'Sharp in five minutes',
    standfirst: 'One stone, one angle, and a sheet of paper to tell you when to stop.',
    author: 'Finn Mourne',
    date: '2026-11-08',
    minutes: 3,
    drawing: 'knife',
    ground: 'mist',
    body: [
      'A blunt knife is the most dangerous thing in a kitchen, because you push. A sharp one only has to be led.',
      { heading: 'The stone' },
      'One with two sides will do: 1000 for the edge, 3000 for the finish. Lay it in water until it stops bubbling, set it on a wet cloth so that it does not walk.',
      { heading: 'The angle' },
      'Two coins under the back of the blade. That is about fifteen degrees, and your hands will remember it after the third time. Draw the blade towards you, heel to tip, as though taking a thin slice off the stone. Ten strokes, then feel the other side with the ball of your thumb, across the edge and never along it. When there is a burr the whole way, turn the knife.',
      { heading: 'The finish' },
      'Same again on the fine side, lighter each time, left and right in turn, until the burr is gone. Then hold up a sheet of newspaper and let the blade fall through it.',
      'Once a month at home. In between, ten strokes on the unglazed foot of an upturned mug: it is a stone too, only nobody calls it that.',
    ],
    products: ['field-knife', 'walnut-board', 'bypass-secateurs'],
  },
  {
    slug: 'oil-for-wood-and-wax-for-cotton',
    topic: 'mending',
    title: 'Oil for wood, wax for cotton',
    standfirst: 'Two tins, one rag and an afternoon that makes everything you own look loved.',
    author: 'Finn Mourne',
    date: '2026-10-12',
    minutes: 3,
    drawing: 'board',
    ground: 'butter',
    body: [
      'Wood dries out the way hands do: slowly, and then it cracks. When water no longer beads on a board, it is asking.',
      { heading: 'Wood' },
      'Wash it, stand it up overnight. Warm a little linseed oil until it is as thin as water and rub it in with a cloth, along the grain, more on the ends than on the face. Wait half an hour. Wipe off everything that wants to come off. Again tomorrow, and once more next week.',
      'Hang the oily rag outside, spread flat. Crumpled in a bin it can heat up by itself and set fire to the shed, which is how most people learn this.',
      { heading: 'Handles' },
      'Tools first get a rub with fine steel wool, then the same oil. An ash handle that is fed once a winter will outlive its blade.',
      { heading: 'Cotton' },
      'Rub beeswax over dry gloves like a crayon until they are dull, then go over them with a hair dryer until the wax disappears. They will keep water off for a season, and smell of honey while they do.',
    ],
    products: ['walnut-board', 'garden-gloves', 'hand-trowel'],
  },
];

export const articlesOn = (topic: string) => articles.filter((article) => article.topic === topic);

export function articleBySlug(slug: string): Article {
  const article = articles.find((one) => one.slug === slug);
  if (!article) throw new Error(`journal.ts has no article "${slug}"`);
  return article;
}
