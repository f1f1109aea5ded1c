import { type Block, head as subhead, list, type Section, section, text } from '../paper.ts';
import { counts } from '../parts/counts.ts';
import { basisQuestions, consent, purposes } from '../parts/purposes.ts';
import { recipients, recipientQuestions } from '../parts/recipients.ts';
import { segmentsTable } from '../parts/segments.ts';
import { transfers, whoTable } from '../parts/who.ts';
import { headed, type Writer } from '../writer.ts';
import { onDevice, onServer } from './retention.ts';

/** Art. 13 GDPR, for the privacy page of the site; second person to the visitor. */
export function notice(writer: Writer): readonly Section[] {
  const { heads, rights } = writer.words;
  const head = (name: keyof typeof heads, place: string) => headed(writer, heads[name], place);
  const { informed, controller } = writer.account;
  return [
    section(
      'who',
      head('who', '13.1.a'),
      whoTable(writer),
      ...(controller ? [] : [writer.ask('controller')]),
      controller?.officer === undefined && writer.ask('officer'),
    ),
    section('what', head('what', '13.1.c'), purposes(writer), consent(writer)),
    section('basis', head('basis', '13.1.c'), ...basisQuestions(writer)),
    section('segments', heads.segments, segmentsTable(writer)),
    section('counts', heads.counts, ...counts(writer)),
    section(
      'recipients',
      head('recipients', '13.1.e'),
      ...recipients(writer),
      ...recipientQuestions(writer),
    ),
    section('transfers', head('transfers', '13.1.f'), ...transfers(writer)),
    section(
      'limits',
      head('limits', '13.2.a'),
      subhead(heads.device),
      ...onDevice(writer),
      subhead(heads.edge),
      ...onServer(writer),
    ),
    section(
      'rights',
      head('rights', '13.2.b'),
      list(
        [rights.panel, rights.withdraw, rights.more, rights.unknown].map((one) => writer.say(one)),
      ),
      writer.ask('authority'),
    ),
    section(
      'voluntary',
      head('voluntary', '13.2.e'),
      text(rights.voluntary, ...(informed.length > 0 ? [` ${rights.voluntaryInformed}`] : [])),
    ),
    section('automated', head('automated', '13.2.f'), automated(writer), writer.ask('decisions')),
  ];
}

const automated = (writer: Writer): Block => text(...writer.say(writer.words.rights.automated));
