import type { PaperWords } from './types.ts';

/** Deutsch. */
export const de: PaperWords = {
  cite: {
    article: 'Art. {a} DSGVO',
    paragraph: 'Art. {a} Abs. {p} DSGVO',
    point: 'Art. {a} Abs. {p} Buchst. {q} DSGVO',
    eprivacy: 'Art. 5 Abs. 3 der Richtlinie 2002/58/EG',
  },
  titles: {
    record: 'Verzeichnis von Verarbeitungstätigkeiten: {site}',
    dpia: 'Datenschutz-Folgenabschätzung, Entwurf: {site}',
    notice: 'Was sich {site} über Ihren Besuch merkt',
    retention: 'Was gespeichert wird, und wie lange: {site}',
    public: 'Was die Segment-Definitionen von {site} tun',
  },
  leads: {
    record:
      'Ein Entwurf des Verzeichnisses nach §30.1, erstellt aus den Segment-Definitionen von {site}, Version {version}, gültig bis {expires}. Was nur der Verantwortliche entscheiden kann, steht als offene Frage da.',
    dpia: 'Ein Entwurf der Abschätzung nach §35.7, erstellt aus den Segment-Definitionen von {site}, Version {version}, gültig bis {expires}. Vollständig ist er erst, wenn die offenen Fragen beantwortet sind.',
    notice:
      'Ihr Browser entscheidet selbst, zu welchen Gruppen von Besuchern Sie gehören. Was Sie hier getan haben, erhält dafür kein Server.',
    retention:
      'Erstellt aus den Segment-Definitionen von {site}, Version {version}, gültig bis {expires}. Ereignisse und Eigenschaften, die keine Definition liest, werden nicht gespeichert.',
    public:
      'Erstellt aus den Definitionen, die der Betreiber von {site} signiert hat: Version {version}, ausgestellt am {issued}, gültig bis {expires}. Die Seiten der Website lehnen alle anderen ab.',
  },
  off: {
    children:
      'Laut den Definitionen ist die Website für Kinder: Nichts wird aufgezeichnet und nichts gezählt. Was folgt, täten sie sonst.',
    stop: 'Die Definitionen sind angehalten: Nichts wird aufgezeichnet und nichts gezählt. Was folgt, täten sie sonst.',
  },
  heads: {
    controller: 'Verantwortlicher',
    purposes: 'Zwecke der Verarbeitung',
    subjects: 'Kategorien betroffener Personen und personenbezogener Daten',
    recipients: 'Empfänger',
    transfers: 'Übermittlungen an Drittländer',
    limits: 'Fristen für die Löschung',
    security: 'Technische und organisatorische Maßnahmen',
    questions: 'Offene Fragen',
    need: 'Ob eine Abschätzung erforderlich ist',
    description: 'Beschreibung der Verarbeitungsvorgänge',
    necessity: 'Notwendigkeit und Verhältnismäßigkeit',
    risks: 'Risiken für die Rechte und Freiheiten der betroffenen Personen',
    measures: 'Abhilfemaßnahmen',
    involved: 'Rat, Standpunkte und Überprüfung',
    who: 'Wer verantwortlich ist',
    what: 'Was geschieht, und wozu',
    device: 'Auf dem Gerät',
    edge: 'Auf dem Server',
    basis: 'Rechtsgrundlage',
    rights: 'Ihre Rechte',
    voluntary: 'Ob Sie zustimmen müssen',
    automated: 'Automatisierte Entscheidungen',
    segments: 'Segmente',
    counts: 'Zählungen',
    asked: 'Fragen an Besucher',
    document: 'Das Dokument',
    consent: 'Einwilligung',
  },
  labels: {
    controller: 'Verantwortlicher',
    contact: 'Kontakt',
    officer: 'Datenschutzbeauftragter',
    notice: 'Datenschutzerklärung',
    processor: 'Auftragsverarbeiter',
    data: 'Daten',
    properties: 'Eigenschaften',
    why: 'Wozu',
    period: 'Aufbewahrt',
    removed: 'Gelöscht durch',
    segment: 'Segment',
    meaning: 'Bedeutung',
    stays: 'Ein Besucher bleibt',
    used: 'Verwendet für',
    question: 'Frage',
    answers: 'Antworten',
    wrong: 'Absichtlich falsch',
    way: 'Weg',
    recipients: 'Empfänger',
    handed: 'Weitergegeben',
    risk: 'Risiko',
    answer: 'Was dagegen getan wird',
    remains: 'Was bleibt',
    version: 'Version',
    issued: 'Ausgestellt',
    expires: 'Gültig bis',
    hash: 'SHA-256 des signierten Textes',
    signers: 'Signiert mit',
    open: 'Offene Frage {n}',
    notStated: 'nicht angegeben',
    category: 'Kategorie',
    number: 'Nr.',
    said: 'Angabe',
  },
  purposes: {
    personalisation:
      'Personalisierung: auf dem Gerät des Besuchers zu merken, was auf der Website geschah, und dort zu entscheiden, in welchen Segmenten der Besucher ist, damit die Seite angepasst werden kann.',
    measurement:
      'Messung: herauszufinden, wie viele Besucher in einem Segment sind, durch eine zufällig verfälschte Antwort je Gerät und Zeitraum.',
    activation:
      'Weitergabe: Kennungen von Segmenten anderen Skripten derselben Seite zu übergeben. Wozu, sagt der Betreiber: {purpose}',
    none: 'Die Definitionen entscheiden keine Segmente und zählen nichts.',
  },
  purposeNames: {
    personalisation: 'Personalisierung',
    measurement: 'Messung',
    activation: 'Weitergabe',
  },
  consent: {
    ask: 'Bevor der Besucher dem Zweck zugestimmt hat, jedem Zweck für sich, wird nichts gespeichert und nichts gelesen. Das Speichern auf dem Gerät und das Lesen davon beruhen auf dieser Einwilligung (§e).',
    inform:
      'In diesen Ländern beginnt die Messung, und kein anderer Zweck, sobald der Besucher informiert wurde, und endet mit einem Widerspruch: {countries}.',
    others: 'alle Länder ohne eigene Regel',
    withdraw:
      'Der Widerruf ist so einfach wie die Einwilligung und löscht sofort, was auf ihr beruht, auf jeder offenen Seite der Website.',
    text: 'Version des Textes, auf den Besucher antworten: {n}.',
  },
  subjects: {
    who: 'Besucher von {site}, die einem Zweck zugestimmt haben.',
    informed:
      'Für die Messung auch Besucher, die informiert wurden und nicht widersprochen haben: {countries}.',
    sensitive:
      'Die Prüfung weist auf Segmente hin, die besondere Kategorien personenbezogener Daten nennen oder nahelegen (§9.1). Sie kennt Wörter, nicht Bedeutungen.',
  },
  categories: {
    events: 'Was auf der Website geschah (Ereignisse)',
    traits: 'Was die Website angab oder der Besucher antwortete (Merkmale)',
    place: 'Ungefährer Ort',
    source: 'Woher ein Besuch kam',
    device: 'Gerät und Seite',
    visit: 'Verlauf des Besuchs',
    variants: 'Ausgeloste Varianten',
    answers: 'Gestellte Fragen',
    segments: 'Zugehörigkeit zu Segmenten',
    reports: 'Zufällig verfälschte Antworten',
  },
  kept: {
    events: '{name}',
    eventsNamed: '{name} ({words})',
    everyEvent: 'jedes Ereignis',
    time: 'nur Name und Zeitpunkt',
    whyMetrics: 'gelesen von {metrics}',
    whyHistory: 'für künftige Segmente: {why}',
    trait: 'Merkmal {name}, und wann es zuletzt angegeben wurde',
    traitWhy: 'von der Website angegeben oder vom Besucher beantwortet; von Segmenten gelesen',
    variant: 'ausgeloste Variante von {name}',
    variantWhy: 'um dieselbe wieder zu zeigen',
    fact: '{name} ({words})',
    factWhy: 'von Segmenten gelesen',
    once: '{property} von {name}, als Hash, der letzten hundert',
    onceWhy: 'damit ein doppelt gemeldetes Ereignis einmal zählt',
    asked: 'wann die Frage {name} gezeigt, beantwortet, geschlossen wurde',
    askedWhy: 'um nicht erneut zu fragen',
    numbers: 'Zahlen der Metriken, Zugehörigkeit zu Segmenten, Segmente, denen widersprochen wurde',
    numbersWhy: 'die Antworten, ohne auf jeder Seite alle Ereignisse zu lesen',
    sessions:
      'Nummer, Beginn und letztes Ereignis der Sitzung, erstes Ereignis, Zahl der Ereignisse',
    sessionsWhy: 'um Sitzungen zu unterscheiden',
    answer:
      'die Antwort auf die Frage nach der Einwilligung: was, wann, auf welchen Text, und wann der Verlauf begann',
    answerWhy: 'um danach zu handeln und nicht erneut zu fragen',
    shown: 'Segmente, die die Seite zeigen darf, mit ihrem Ende',
    shownWhy: 'der richtige Inhalt von Anfang an',
    left: 'was auf einer Seite geschah, die verlassen wurde, bevor es gespeichert war, soweit Definitionen es lesen',
    leftWhy: 'damit es nicht verloren geht',
    document:
      'die signierten Definitionen und was das Skript daraus ermittelt hat: nichts über den Besucher',
    documentWhy: 'um ohne Netz zu arbeiten und ältere abzulehnen',
    seed: '16 zufällige Bytes; die zu sendende Antwort; was wann gefragt wurde, mit seinem ε',
    seedWhy: 'eine Antwort je Zeitraum, dieselbe, sooft gefragt wird',
    counted: 'das Ende des letzten gemeldeten Zeitraums, für alle Websites dieses Ursprungs',
    countedWhy: 'keine zweite Meldung in einem Zeitraum',
  },
  periods: {
    history: 'so lange wie der Verlauf, höchstens {most}',
    session: 'bis die Sitzung endet, {time} nach ihrem letzten Ereignis',
    window:
      'Zahlen so lange wie ihre Zeitfenster, alles andere so lange wie der Verlauf, höchstens {most}',
    definitions: 'bis die Definitionen ablaufen',
    nextPage: 'bis zur nächsten Seite der Website',
    answer: '{most} ab der Antwort',
    whole:
      'Kein Ereignis wird über seine Frist hinaus aufbewahrt. Alles wird {most} nach Beginn des Verlaufs gelöscht, auch wenn inzwischen neu geantwortet wurde.',
    browser:
      'Ein Browser, der die Website nie wieder öffnet, führt ihren Code nicht aus: Dort gelten die Regeln des Browsers.',
  },
  removed: {
    usual: 'Fristablauf; Löschung; Ablehnung',
    answer: 'die nächste Antwort',
    measurement: 'Fristablauf; Löschung; Ablehnung der Messung',
    personalisation: 'Löschung; Ablehnung der Personalisierung',
    counted: 'Fristablauf',
    alarm: 'eine Zeitschaltung des Servers',
    owner: 'den Betreiber, mit der Website',
  },
  edge: {
    counts: 'Zähler: Frage, Zeitraum, Antwort, eine Zahl',
    countsWhy: 'die Zählungen',
    countsPeriod: '25 Monate nach dem Zeitraum',
    ids: 'Hash der zufälligen Kennung jeder Meldung, ohne Reihenfolge, Datum oder Antwort',
    idsWhy: 'um eine Wiederholung abzulehnen',
    idsPeriod: '24 Stunden nach dem Ende des Zeitraums',
    documents: 'die veröffentlichten Definitionen und öffentlichen Schlüssel: nichts über Besucher',
    documentsWhy: 'um sie auszuliefern; jeder kann sie vergleichen',
    documentsPeriod: 'so lange wie die Website',
    place:
      'Der ungefähre Ort ({parts}) wird der Anfrage entnommen, der Seite mitgeteilt und auf dem Server nicht gespeichert.',
    none: 'Mit nichts davon wird eine Adresse, ein Cookie, eine Browserkennung oder eine Kennung eines Besuchers gespeichert.',
  },
  segments: {
    none: 'Es gibt keine.',
    noStay: 'solange sie zutrifft',
    stays: '{time} länger, als sie zutrifft',
    ever: 'so lange wie der Verlauf',
    shown: 'der Seite gezeigt',
    hidden: 'der Seite nie gezeigt',
    counted: 'gezählt',
    handed: 'weitergegeben',
  },
  counts: {
    none: 'Nichts wird gezählt.',
    how: 'Jedes Gerät beantwortet eine Frage je Zeitraum ({period}), durch Randomised Response mit ε = {epsilon}. Die Antwort ist so oft absichtlich falsch, wie die Tabelle sagt, und verrät deshalb über niemanden etwas Sicheres. Die Meldung ist bei allen gleich lang und enthält keine Kennung, die sie überdauert.',
    budget:
      'In 52 Wochen summiert sich ε auf höchstens {yearly} ({periods} Zeiträume), falls jemand alle Meldungen eines Geräts verknüpfen könnte; keine Meldung bietet dafür ein Mittel. Was auch immer signiert wird: In 365 Tagen sind es nie mehr als {most}.',
    back: 'Eine gesendete Antwort kann nicht zurückgenommen werden: Sie ist eine Zahl in einem Zähler und gehört zu niemandem.',
    kinds: {
      segment: 'ob ein Besucher im Segment {name} ist',
      group: 'in welchem Segment der Gruppe {name} ein Besucher ist',
      experience: 'welche Variante von {name} einem Besucher gezeigt wurde',
      converted:
        'welche Variante von {name} einem Besucher gezeigt wurde, und ob das Ziel erreicht wurde',
      histogram: 'in welchem Bereich der Wert von {name} liegt',
    },
    shown: 'Zahlen werden nur oberhalb von Schwellen gezeigt, mit ihren Intervallen.',
  },
  recipients: {
    none: 'Was auf dem Gerät gespeichert ist, wird niemandem gesendet.',
    edge: 'Der Betreiber des Servers: Anfragen nach den Definitionen, die für alle gleich sind; Anfragen nach dem ungefähren Ort, wo eine Definition ihn liest; und die verfälschten Antworten, wo etwas gezählt wird.',
    activated:
      'Wo der Besucher dem zugestimmt hat, werden Kennungen von Segmenten anderen Skripten der Seite übergeben. Wer sie erhält, kann sie weitersenden, und Gesendetes kann nicht zurückgenommen werden:',
    ways: { gpt: 'Google Publisher Tag', prebid: 'Prebid', dataLayer: 'Datenschicht (data layer)' },
  },
  transfers: {
    inside:
      'Alle hier genannten Auftragsverarbeiter verarbeiten die Daten im Europäischen Wirtschaftsraum: {list}.',
    outside: 'Außerhalb des Europäischen Wirtschaftsraums: {list}.',
  },
  measures: [
    'Segmente werden auf dem Gerät des Besuchers entschieden; Ereignisse, Merkmale und Zugehörigkeiten werden dem Server nicht gesendet.',
    'Gespeichert werden nur Ereignisse und Eigenschaften, die eine Definition liest, und nur so lange, wie sie sie liest, höchstens 13 Monate (§5.1.c, §5.1.e, §25.1).',
    'Die Definitionen sind mit einem Schlüssel signiert, den der Server nicht hat; Seiten lehnen ab, was nicht signiert, verändert, älter oder abgelaufen ist.',
    'Zählungen werden auf dem Gerät zufällig verfälscht; eine Antwort je Gerät und Zeitraum, ohne Kennung, die sie überdauert.',
    'Zählungen werden nur oberhalb von Schwellen gezeigt, höchstens einmal am Tag, in Stufen.',
    'Die Übertragung ist verschlüsselt; der Server speichert keine Adressen, Cookies oder Browserkennungen.',
    'Der Widerruf der Einwilligung löscht sofort; Besucher können sehen, mitnehmen, berichtigen und löschen, was gespeichert ist, und jedem Segment widersprechen.',
    'Ein Signal des Browsers gegen Verfolgung (Global Privacy Control) gilt als Ablehnung, wenn der Besucher dieser Website nicht danach zustimmt.',
    'Zugang zu den Zählungen und zum Veröffentlichen haben nur Token, die begrenzt, erneuert und widerrufen werden können; was mit ihnen getan wurde, wird festgehalten.',
  ],
  necessity: {
    minimal:
      'Gespeichert werden {events} Arten von Ereignissen mit {properties} Eigenschaften, und {facts} weitere Angaben. Jede davon wird von einer Definition gelesen oder aus einem Grund aufbewahrt, den die Definitionen nennen.',
    longest: 'Die längste Frist ist {time}.',
    instead:
      'Zählungen sind Schätzungen aus verfälschten Antworten statt genauer Zählungen identifizierter Besucher.',
  },
  risks: {
    narrow: [
      'Eine Regel trifft auf eine einzige Person zu, die anders behandelt wird.',
      'Die Regeln sind öffentlich und signiert; jeder kann sie lesen. Zählungen weniger Personen werden nicht gezeigt.',
      'Die Seite kann dennoch für eine Person geändert werden, durch Regeln, die alle lesen können.',
    ],
    infer: [
      'Ein Segment legt Gesundheit, Glauben, Sexualleben oder andere besondere Kategorien nahe (§9.1).',
      'Die Prüfung lehnt Wörter ab, die sie nennen, oder weist auf sie hin.',
      'Namen können so gewählt werden, dass es niemand merkt.',
    ],
    device: [
      'Eine andere Person benutzt dasselbe Gerät und sieht, was die Seite zeigt.',
      'Löschen in der Übersicht für Besucher; kurze Fristen.',
      'Sie sieht, was die Seite zeigt, bis es gelöscht wird.',
    ],
    scripts: [
      'Andere Skripte der Seite lesen, was gespeichert ist.',
      'Es wird nicht mehr gespeichert, als Definitionen lesen.',
      'Innerhalb eines Ursprungs ist es nicht zu verhindern.',
    ],
    altered: [
      'Jemand übernimmt den Server und liefert andere Regeln aus.',
      'Seiten lehnen ab, was der Betreiber nicht signiert hat; veröffentlichte Versionen lassen sich vergleichen.',
      'Der Server kann neue Definitionen aufhalten oder verzögern, bis die alten ablaufen.',
    ],
    linked: [
      'Jemand verknüpft die Meldungen eines Geräts und schließt auf Zugehörigkeiten.',
      'Verfälschte Antworten mit ε = {epsilon}, keine Kennung; in 52 Wochen summiert sich ε auf höchstens {yearly}.',
      'Wer alle Meldungen verknüpft, erfährt so viel, wie dieses ε zulässt.',
    ],
    handed: [
      'Ein Empfänger verbindet Kennungen von Segmenten mit dem, was er über den Besucher weiß.',
      'Nur wo der Besucher genau dem zugestimmt hat; Empfänger werden vorher genannt; höchstens 20 Kennungen auf einem Weg.',
      'Gesendetes kann nicht zurückgenommen werden.',
    ],
  },
  rights: {
    panel:
      'Auf dieser Website können Sie sehen, was auf Ihrem Gerät gespeichert ist und warum Sie in einer Gruppe sind, und es mitnehmen, berichtigen oder löschen (§15, §16, §17, §20). Sie können jeder Gruppe widersprechen (§21).',
    withdraw:
      'Sie können Ihre Einwilligung jederzeit widerrufen (§7.3). Was davor geschah, bleibt rechtmäßig.',
    more: 'Sie haben das Recht auf Einschränkung der Verarbeitung (§18) und auf Beschwerde bei einer Aufsichtsbehörde (§77.1).',
    unknown:
      'Wir können nicht erkennen, welches Gerät Ihres ist (§11.2): Ihre Rechte an dem, was darauf gespeichert ist, üben Sie auf diesem Gerät aus.',
    voluntary:
      'Sie müssen nicht zustimmen, weder nach Gesetz noch nach Vertrag. Stimmen Sie nicht zu, wird die Seite gezeigt, wie sie für alle ist, und nichts gespeichert als Ihre Antwort.',
    voluntaryInformed: 'Auch die Messung müssen Sie nicht hinnehmen: Ein Widerspruch beendet sie.',
    automated:
      'Ihr Browser entscheidet nach den oben genannten Regeln, in welchen Gruppen Sie sind; die Seite kann dann andere Inhalte zeigen (§13.2.f).',
  },
  public: {
    draft:
      'Erstellt aus einem Entwurf der Definitionen von {site}, nicht aus einem signierten Text: Version {version}, ausgestellt am {issued}, gültig bis {expires}. Die Seiten der Website nehmen nur an, was der Betreiber signiert hat.',
    envelope: 'Der signierte Text selbst',
    verify:
      'Wer will, kann die Signatur mit dem öffentlichen Schlüssel der Website prüfen und den Hash mit den veröffentlichten vergleichen.',
    published: 'Alle veröffentlichten Versionen',
    questions:
      'Besucher in {segments} können gefragt werden: {question} Die Antwort bleibt auf dem Gerät.',
  },
  questions: {
    controller:
      'Wer ist der Verantwortliche, und wie ist er zu erreichen? Die Definitionen nennen niemanden („controller“).',
    joint: 'Gibt es gemeinsam Verantwortliche (§26.1) oder einen Vertreter in der Union (§27.1)?',
    officer: 'Ist ein Datenschutzbeauftragter zu benennen (§37.1)? Die Definitionen nennen keinen.',
    basis:
      'Auf welcher Rechtsgrundlage beruht die Verarbeitung für den Zweck {purpose} (§6.1)? Die Einwilligung nach §e in das Speichern auf dem Gerät beantwortet das nicht.',
    interests:
      'Falls sie auf berechtigten Interessen beruht (§6.1.f): auf welchen, und was ergab die Abwägung?',
    inform:
      'Auf welcher nationalen Regel beruht die Messung ohne Einwilligung in: {countries}? Sind ihre Bedingungen erfüllt?',
    processors:
      'Wer betreibt den Server, und wer verarbeitet sonst Daten im Auftrag des Verantwortlichen (§28.3)? Die Definitionen nennen niemanden.',
    contracts: 'Gibt es einen Vertrag nach §28.3 mit jedem Auftragsverarbeiter: {list}?',
    logs: 'Was protokolliert der Betreiber des Servers von Anfragen (Adressen, Zeiten), und wie lange?',
    recipients: 'Wer erhält sonst Daten, durch Skripte der Seite, die Segmente lesen?',
    country:
      'In welchen Ländern verarbeiten diese Daten: {list}? Außerhalb des Europäischen Wirtschaftsraums: Auf welcher Garantie beruht die Übermittlung (§44)?',
    transfer:
      'Auf welchem Beschluss oder welcher Garantie beruhen die Übermittlungen an {list} (§45, §46)?',
    transferUnknown:
      'Werden Daten an ein Drittland übermittelt, und auf welchem Beschluss oder welcher Garantie beruht das (§45, §46)?',
    special:
      'Legt ein Segment besondere Kategorien personenbezogener Daten nahe (§9.1), obwohl sein Name es nicht sagt?',
    freeText: 'Diese Merkmale können jeden Text enthalten: {list}. Was trägt die Website dort ein?',
    children: 'Benutzen Kinder die Website?',
    decisions:
      'Hängt etwas mit rechtlicher oder ähnlich erheblicher Wirkung von einem Segment ab (§22.1)? Dafür ist Covey nicht gedacht.',
    authority: 'Welche Aufsichtsbehörde ist zuständig, und wie ist sie zu erreichen?',
    own: 'Welche eigenen Maßnahmen gibt es: Wer hat den Signaturschlüssel, wer hat Token, wer darf die Seite ändern (§32.1)?',
    required:
      'Ist eine Abschätzung erforderlich (§35.1, §35.3), auch nach den Listen der Aufsichtsbehörde (§35.4)? Wenn nicht: warum nicht?',
    necessary:
      'Ist jedes Segment für seinen Zweck notwendig, und gibt es keinen Weg, der mit weniger auskommt?',
    history: 'Ist es notwendig, diese Ereignisse für künftige Segmente aufzubewahren: {list}?',
    likelihood:
      'Wie wahrscheinlich und wie schwer ist jedes dieser Risiken auf dieser Website? Welche weiteren gibt es?',
    advice: 'Was riet der Datenschutzbeauftragte (§35.2)?',
    views:
      'Welchen Standpunkt haben Besucher oder ihre Vertreter, wo es angebracht ist, ihn einzuholen (§35.9)?',
    residual:
      'Bleibt ein hohes Risiko, sodass die Aufsichtsbehörde zu konsultieren ist (§36.1)? Wann wird die Abschätzung überprüft (§35.11)?',
  },
  questionsLead: {
    owner: 'Diese können die Definitionen nicht beantworten. Wer verantwortlich ist, muss es tun.',
    notice:
      'Nicht Teil der Erklärung: Beantworten Sie diese Fragen, schreiben Sie die Antworten dorthin, wo sie hingehören, und entfernen Sie diesen Abschnitt.',
  },
};
