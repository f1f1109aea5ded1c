import type { HostFacts } from '../../shared/engine/index.ts';
import type { Context } from '../../shared/wire/index.ts';
import { decide, factsAsked, placeRead } from './decide.ts';
import { documentOf, type VerifiedDefinitions } from './definitions.ts';
import { addVary, privateHeaders } from './headers.ts';
import { writeInto } from './markup.ts';
import { rewrite } from './rewrite.ts';
import { findPlace, htmlOf, type ScriptTag } from './script-tag.ts';
import { headersOf, toldBy } from './told.ts';
import { askedBy, isForDocument, isForPage, isObjection, isPage, isPreview } from './whether.ts';

export interface PersonalizeOptions {
  /** Ids of the segments that may be decided here. Without any, nothing is. */
  readonly segments: readonly string[];
  /**
   * Also decides by the visitor's clock (`now.*`), by the time zone of the connection. The device may have another, and
   * then the page changes what it shows once it decides for itself.
   */
  readonly clock?: boolean;
  /** Coarse place of the visitor, where something else than Cloudflare knows it. */
  readonly place?: Context;
  /** Puts the tag of Covey's script into pages. */
  readonly script?: ScriptTag;
  /** Milliseconds since the epoch; now by default. */
  readonly now?: number;
}

/** Headers of a request by which a page is written into, or left, beside those of `askedBy`. */
const OBJECTIONS = ['Sec-GPC', 'DNT'];
const NONE: ReadonlySet<string> = new Set();

/**
 * The response with what its request alone decides: elements with `data-covey-show` and `data-covey-hide` come shown or
 * hidden. What is no page, what is not sure, and everything for a visitor whose browser objects stays as it is. Streams,
 * and never throws.
 *
 * @param response what the origin answered, its body unread
 * @param definitions what `openDefinitions` or `followDefinitions` gave; null: nothing is decided
 * @param request the visitor's, with the address that the visitor sees
 */
export function personalize(
  response: Response,
  definitions: VerifiedDefinitions | null,
  request: Request,
  options: PersonalizeOptions,
): Response {
  try {
    if (!isPage(response)) return response;
    if (!isForPage(request)) return varied(response, askedBy(request));
    // A preview is the page as it was written, with the script that shows it.
    if (!isPreview(request)) return written(response, definitions, request, options);
    return options.script
      ? written(response, null, request, options)
      : varied(response, askedBy(request));
  } catch (error) {
    console.error(error);
    return response;
  }
}

function written(
  response: Response,
  definitions: VerifiedDefinitions | null,
  request: Request,
  options: PersonalizeOptions,
): Response {
  const { script, place, clock, segments, now = Date.now() } = options;
  const document = definitions && definitions.expires > now && documentOf(definitions);
  const asked =
    document && !document.stop && !document.children
      ? { verified: definitions, document, segments }
      : null;
  const mayRead = asked ? factsAsked(asked, clock) : NONE;
  const tag = isForDocument(request) ? script : undefined;
  if (mayRead.size === 0 && !tag) return response;

  const varyBy = [...OBJECTIONS, ...askedBy(request), ...headersOf(mayRead)];
  const isLeft = isObjection(request) || mayRead.size === 0;
  if (isLeft && !tag) return varied(response, varyBy);
  const { status, statusText } = response;
  const headers = privateHeaders(response.headers, varyBy);
  if (!response.body) return new Response(null, { status, statusText, headers });
  const told = asked && !isLeft ? toldBy(request, { place, clock }) : null;
  const markup = asked &&
    told && {
      answers: decide({ ...asked, told, now }),
      place: placeIn(told.facts.geo, mayRead, placeRead(asked)),
    };
  const body = rewrite(response, {
    inserted: tag ? htmlOf(tag) : null,
    rewriter(marks) {
      const rewriter = new HTMLRewriter();
      if (tag) findPlace(rewriter, marks.here);
      return markup ? writeInto(rewriter, markup, marks.written) : rewriter;
    },
  });
  return new Response(body, { status, statusText, headers });
}

/** The same page, which this request got by these of its headers. */
function varied(response: Response, by: readonly string[]): Response {
  const same = new Response(response.body, response);
  addVary(same.headers, by);
  return same;
}

/**
 * The place, where segments may be decided by it: every part that the definitions read anywhere, since the page goes by
 * no place that lacks one.
 */
function placeIn(
  geo: HostFacts['geo'],
  mayRead: ReadonlySet<string>,
  read: ReadonlySet<string>,
): Partial<Context> | null {
  const parts = Object.entries(geo ?? {}).filter(([name]) => read.has(`geo.${name}`));
  return parts.some(([name]) => mayRead.has(`geo.${name}`)) ? Object.fromEntries(parts) : null;
}
