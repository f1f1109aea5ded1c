/**
 * A small pen for drawing things that stand on a table: rounded shading, turned bodies, leaves.
 * All drawings share one canvas of 400 × 400, with the table's edge at y = 292.
 */

type Point = readonly [x: number, y: number];

const channels = (hex: string) =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number, number];

/** The colour `part` of the way from one hex colour to another. */
export function mix(from: string, to: string, part: number): string {
  const [a, b] = [channels(from), channels(to)];
  const mixed = a.map((value, i) => Math.round(value + ((b[i] ?? 0) - value) * part));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** Light is warm and shade is brown: greys would look dirty beside clay and wood. */
export const lighter = (color: string, part = 0.2) => mix(color, '#fff8ec', part);
export const darker = (color: string, part = 0.2) => mix(color, '#33190c', part);

export const colors = {
  clay: '#c4683f',
  brick: '#a8492a',
  blush: '#e3a98f',
  sage: '#84967a',
  moss: '#5d7052',
  leaf: '#6b8a56',
  cream: '#f3e9d8',
  paper: '#faf4e8',
  walnut: '#7b5238',
  ash: '#d3ad7c',
  iron: '#47423f',
  steel: '#c3c6c2',
  copper: '#bf7748',
  brass: '#c79a4b',
  butter: '#e8bc5c',
  honey: '#d9902f',
  plum: '#7d4a5d',
  dusk: '#4c6373',
  soil: '#54392a',
  linen: '#dccfb9',
} as const;

const n = (value: number) => Number(value.toFixed(1)).toString();

/** A smooth line through all points (Catmull–Rom as cubic Béziers). */
export function curve(points: readonly Point[]): string {
  let d = '';
  for (let i = 0; i < points.length - 1; i++) {
    const p1 = points[i] as Point;
    const p2 = points[i + 1] as Point;
    const p0 = points[i - 1] ?? p1;
    const p3 = points[i + 2] ?? p2;
    const c1 = [p1[0] + (p2[0] - p0[0]) / 6, p1[1] + (p2[1] - p0[1]) / 6] as const;
    const c2 = [p2[0] - (p3[0] - p1[0]) / 6, p2[1] - (p3[1] - p1[1]) / 6] as const;
    d += `C${n(c1[0])} ${n(c1[1])} ${n(c2[0])} ${n(c2[1])} ${n(p2[0])} ${n(p2[1])}`;
  }
  return d;
}

/** Repeatable numbers between 0 and 1, so that a drawing is the same at every build. */
export function scatter(seed: number): () => number {
  let state = seed * 2654435761;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 374761393) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 4294967296;
  };
}

export class Pen {
  private readonly defs: string[] = [];
  private readonly made = new Map<string, string>();
  private readonly prefix: string;

  constructor(prefix: string) {
    this.prefix = prefix;
  }

  private define(key: string, body: (id: string) => string): string {
    const known = this.made.get(key);
    if (known) return known;
    const id = `${this.prefix}${this.made.size}`;
    this.made.set(key, `url(#${id})`);
    this.defs.push(body(id));
    return `url(#${id})`;
  }

  definitions(): string {
    return this.defs.length > 0 ? `<defs>${this.defs.join('')}</defs>` : '';
  }

  /** Paint for something round that is lit from the left. */
  round(color: string, depth = 1): string {
    return this.define(`round ${color} ${depth}`, (id) => {
      const stops = [
        [0, lighter(color, 0.1 * depth)],
        [0.28, lighter(color, 0.24 * depth)],
        [0.6, color],
        [1, darker(color, 0.3 * depth)],
      ];
      return `<linearGradient id="${id}">${stops.map(([o, c]) => `<stop offset="${o}" stop-color="${c}"/>`).join('')}</linearGradient>`;
    });
  }

  /** Paint that darkens from top to bottom. */
  fall(color: string, depth = 1): string {
    return this.define(
      `fall ${color} ${depth}`,
      (id) =>
        `<linearGradient id="${id}" x2="0" y2="1"><stop stop-color="${lighter(color, 0.18 * depth)}"/><stop offset="1" stop-color="${darker(color, 0.18 * depth)}"/></linearGradient>`,
    );
  }

  /** Keeps `content` inside the path `d`. */
  inside(d: string, content: string): string {
    const url = this.define(
      `inside ${d}`,
      (id) => `<clipPath id="${id}"><path d="${d}"/></clipPath>`,
    );
    return `<g clip-path="${url}">${content}</g>`;
  }

  /** A soft shadow on the table. */
  shadow(cx: number, cy: number, rx: number, ry = rx * 0.16): string {
    const paint = this.define(
      'shadow',
      (id) =>
        `<radialGradient id="${id}"><stop stop-color="#4a2c17" stop-opacity=".34"/><stop offset=".62" stop-color="#4a2c17" stop-opacity=".2"/><stop offset="1" stop-color="#4a2c17" stop-opacity="0"/></radialGradient>`,
    );
    return `<ellipse cx="${n(cx + rx * 0.08)}" cy="${n(cy)}" rx="${n(rx * 1.18)}" ry="${n(ry * 1.3)}" fill="${paint}"/>`;
  }
}

/** The outline of something turned on a wheel or lathe: radii from top to bottom. */
export function turned(cx: number, profile: readonly Point[], tilt = 0.13): string {
  const [top, bottom] = [profile[0] as Point, profile[profile.length - 1] as Point];
  const right = profile.map(([r, y]) => [cx + r, y] as const);
  const left = profile.map(([r, y]) => [cx - r, y] as const).toReversed();
  return (
    `M${n(cx + top[0])} ${n(top[1])}${curve(right)}` +
    `A${n(bottom[0])} ${n(bottom[0] * tilt)} 0 0 1 ${n(cx - bottom[0])} ${n(bottom[1])}${curve(left)}` +
    `A${n(top[0])} ${n(top[0] * tilt)} 0 0 1 ${n(cx + top[0])} ${n(top[1])}Z`
  );
}

export const path = (d: string, fill: string, more = '') =>
  `<path d="${d}" fill="${fill}"${more && ` ${more}`}/>`;
export const line = (d: string, color: string, width: number, more = '') =>
  `<path d="${d}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"${more && ` ${more}`}/>`;
export const ellipse = (cx: number, cy: number, rx: number, ry: number, fill: string, more = '') =>
  `<ellipse cx="${n(cx)}" cy="${n(cy)}" rx="${n(rx)}" ry="${n(ry)}" fill="${fill}"${more && ` ${more}`}/>`;
export const box = (
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
  fill: string,
  more = '',
) =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" rx="${radius}" fill="${fill}"${more && ` ${more}`}/>`;
export const at = (x: number, y: number, angle: number, content: string, scale = 1) =>
  `<g transform="translate(${n(x)} ${n(y)}) rotate(${n(angle)})${scale === 1 ? '' : ` scale(${scale})`}">${content}</g>`;

/** An opening seen a little from above: rim, wall and the dark inside. */
export function mouth(
  cx: number,
  cy: number,
  r: number,
  rim: string,
  inside: string,
  tilt = 0.13,
  thick = 5,
): string {
  return (
    ellipse(cx, cy, r, r * tilt, rim) +
    ellipse(cx, cy + 1, r - thick, (r - thick) * tilt * 0.92, inside)
  );
}

/** A leaf from its stalk outwards. `angle` 0 points up. */
export function leaf(
  x: number,
  y: number,
  length: number,
  width: number,
  angle: number,
  color: string,
): string {
  const half = width / 2;
  const blade = `M0 0C${n(-half * 1.25)} ${n(-length * 0.28)} ${n(-half)} ${n(-length * 0.78)} 0 ${n(-length)}C${n(half)} ${n(-length * 0.78)} ${n(half * 1.25)} ${n(-length * 0.28)} 0 0Z`;
  const shade = `M0 0C${n(half * 1.25)} ${n(-length * 0.28)} ${n(half)} ${n(-length * 0.78)} 0 ${n(-length)}Z`;
  return at(
    x,
    y,
    angle,
    path(blade, color) +
      path(shade, darker(color, 0.14)) +
      line(`M0 0V${n(-length * 0.82)}`, lighter(color, 0.35), 1.2),
  );
}

/** A stem with pairs of leaves, growing from (x, y), leaning by `lean` pixels. */
export function sprig(options: {
  x: number;
  y: number;
  height: number;
  lean?: number;
  pairs?: number;
  length?: number;
  width?: number;
  spread?: number;
  color?: string;
  stem?: string;
  tip?: boolean;
}): string {
  const { x, y, height, lean = 0, pairs = 5, length = 34, width = 15, spread = 58 } = options;
  const { color = colors.leaf, stem = darker(color, 0.25), tip = true } = options;
  const place = (part: number): Point => [x + lean * part * part, y - height * part];
  const [tx, ty] = place(1);
  let leaves = '';
  for (let i = 0; i < pairs; i++) {
    const part = 0.2 + (0.72 * i) / Math.max(1, pairs - 1);
    const [lx, ly] = place(part);
    const size = 1 - 0.42 * part;
    const turn = (Math.atan2(2 * lean * part, height) * 180) / Math.PI;
    const tint = i % 2 === 0 ? color : lighter(color, 0.12);
    leaves += leaf(lx, ly, length * size, width * size, turn - spread, tint);
    leaves += leaf(lx, ly, length * size, width * size, turn + spread, darker(tint, 0.08));
  }
  const turn = (Math.atan2(2 * lean, height) * 180) / Math.PI;
  return (
    line(`M${n(x)} ${n(y)}Q${n(x)} ${n(y - height * 0.55)} ${n(tx)} ${n(ty)}`, stem, 3) +
    leaves +
    (tip ? leaf(tx, ty + 2, length * 0.6, width * 0.6, turn, lighter(color, 0.1)) : '')
  );
}

/** A ring of petals. */
export function blossom(
  x: number,
  y: number,
  r: number,
  petals: number,
  color: string,
  heart: string,
  turn = 0,
): string {
  let out = '';
  for (let i = 0; i < petals; i++) {
    const shade = i % 2 === 0 ? color : darker(color, 0.07);
    out += `<ellipse cx="0" cy="${n(-r * 0.62)}" rx="${n((r * 1.9) / petals + r * 0.08)}" ry="${n(r * 0.5)}" fill="${shade}" transform="rotate(${n(turn + (360 / petals) * i)})"/>`;
  }
  return at(x, y, 0, out + ellipse(0, 0, r * 0.27, r * 0.27, heart));
}
