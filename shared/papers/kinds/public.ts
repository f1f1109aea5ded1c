import { type Block, list, type Row, type Section, section, table, text } from '../paper.ts';
import { counts } from '../parts/counts.ts';
import { consent, purposes } from '../parts/purposes.ts';
import { recipients } from '../parts/recipients.ts';
import { segmentsTable } from '../parts/segments.ts';
import { whoTable } from '../parts/who.ts';
import { codes } from '../voice.ts';
import { ofDocument, type Writer } from '../writer.ts';
import { onDevice, onServer } from './retention.ts';

/** What anybody may know of a site: who, what for, what is stored, counted and handed on, and how to check it. */
export function publicPage(writer: Writer): readonly Section[] {
  const { heads } = writer.words;
  const who = whoTable(writer);
  const surveys = Object.values(writer.account.definitions.surveys ?? {});
  return [
    ...(who ? [section('who', heads.who, who)] : []),
    section('what', heads.what, purposes(writer)),
    section('consent', heads.consent, consent(writer)),
    section('segments', heads.segments, segmentsTable(writer)),
    section('device', heads.device, ...onDevice(writer)),
    section('edge', heads.edge, ...onServer(writer)),
    section('counts', heads.counts, ...counts(writer)),
    section('recipients', heads.recipients, ...recipients(writer)),
    ...(surveys.length > 0
      ? [
          section(
            'asked',
            heads.asked,
            list(
              surveys.map(({ question, show }) =>
                writer.say(writer.words.public.questions, {
                  segments: codes(show.segments),
                  question: writer.ofOwner(question),
                }),
              ),
            ),
          ),
        ]
      : []),
    section('document', heads.document, ...documentTable(writer)),
  ];
}

function documentTable(writer: Writer): readonly Block[] {
  const { labels, public: words } = writer.words;
  const { published, definitions } = writer.account;
  const { version, issued, expires } = ofDocument(writer) as { readonly [key: string]: string };
  const site = `/v1/sites/${encodeURIComponent(definitions.site)}`;
  const rows: Row[] = [
    [[labels.version], [version ?? '']],
    [[labels.issued], [issued ?? '']],
    [[labels.expires], [expires ?? '']],
    ...(published
      ? [
          [[labels.hash], [{ code: published.hash }]],
          [[labels.signers], codes(published.signers)],
        ]
      : []),
  ];
  return [
    table([labels.data, labels.said], rows),
    ...(published
      ? [
          text(
            { href: `${site}/definitions/${definitions.version}`, text: words.envelope },
            ' · ',
            { href: `${site}/published`, text: words.published },
          ),
          text(words.verify),
        ]
      : []),
  ];
}
