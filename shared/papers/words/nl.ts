import type { PaperWords } from './types.ts';

/** Nederlands. */
export const nl: PaperWords = {
  cite: {
    article: 'art. {a} AVG',
    paragraph: 'art. {a}, lid {p}, AVG',
    point: 'art. {a}, lid {p}, onder {q}, AVG',
    eprivacy: 'art. 5, lid 3, van Richtlijn 2002/58/EG',
  },
  titles: {
    record: 'Register van de verwerkingsactiviteiten: {site}',
    dpia: 'Gegevensbeschermingseffectbeoordeling, concept: {site}',
    notice: 'Wat {site} van uw bezoek onthoudt',
    retention: 'Wat wordt opgeslagen, en hoelang: {site}',
    public: 'Wat de segmentdefinities van {site} doen',
  },
  leads: {
    record:
      'Een concept van het register volgens §30.1, gemaakt uit de segmentdefinities van {site}, versie {version}, geldig tot {expires}. Wat alleen de verwerkingsverantwoordelijke kan beslissen, staat er als open vraag.',
    dpia: 'Een concept van de beoordeling volgens §35.7, gemaakt uit de segmentdefinities van {site}, versie {version}, geldig tot {expires}. Het is pas volledig als de open vragen zijn beantwoord.',
    notice:
      'Uw browser beslist zelf bij welke groepen bezoekers u hoort. Geen server ontvangt daarvoor wat u hier hebt gedaan.',
    retention:
      'Gemaakt uit de segmentdefinities van {site}, versie {version}, geldig tot {expires}. Gebeurtenissen en eigenschappen die geen definitie leest, worden niet opgeslagen.',
    public:
      'Gemaakt uit de definities die de eigenaar van {site} heeft ondertekend: versie {version}, uitgegeven op {issued}, geldig tot {expires}. Pagina’s van de site weigeren alle andere.',
  },
  off: {
    children:
      'Volgens de definities is de site voor kinderen: er wordt niets vastgelegd en niets geteld. Wat volgt, zouden ze anders doen.',
    stop: 'De definities zijn stopgezet: er wordt niets vastgelegd en niets geteld. Wat volgt, zouden ze anders doen.',
  },
  heads: {
    controller: 'Verwerkingsverantwoordelijke',
    purposes: 'Doeleinden van de verwerking',
    subjects: 'Categorieën van betrokkenen en van persoonsgegevens',
    recipients: 'Ontvangers',
    transfers: 'Doorgiften aan derde landen',
    limits: 'Termijnen voor het wissen',
    security: 'Technische en organisatorische maatregelen',
    questions: 'Open vragen',
    need: 'Of een beoordeling vereist is',
    description: 'Beschrijving van de verwerkingen',
    necessity: 'Noodzaak en evenredigheid',
    risks: 'Risico’s voor de rechten en vrijheden van betrokkenen',
    measures: 'Maatregelen om de risico’s aan te pakken',
    involved: 'Advies, meningen en toetsing',
    who: 'Wie verantwoordelijk is',
    what: 'Wat er gebeurt, en waarvoor',
    device: 'Op het apparaat',
    edge: 'Op de server',
    basis: 'Rechtsgrond',
    rights: 'Uw rechten',
    voluntary: 'Of u moet instemmen',
    automated: 'Geautomatiseerde besluiten',
    segments: 'Segmenten',
    counts: 'Tellingen',
    asked: 'Vragen aan bezoekers',
    document: 'Het document',
    consent: 'Toestemming',
  },
  labels: {
    controller: 'Verwerkingsverantwoordelijke',
    contact: 'Contact',
    officer: 'Functionaris voor gegevensbescherming',
    notice: 'Privacyverklaring',
    processor: 'Verwerker',
    data: 'Gegevens',
    properties: 'Eigenschappen',
    why: 'Waarvoor',
    period: 'Bewaard',
    removed: 'Gewist door',
    segment: 'Segment',
    meaning: 'Betekenis',
    stays: 'Een bezoeker blijft',
    used: 'Gebruikt voor',
    question: 'Vraag',
    answers: 'Antwoorden',
    wrong: 'Met opzet onjuist',
    way: 'Weg',
    recipients: 'Ontvangers',
    handed: 'Wat zij krijgen',
    risk: 'Risico',
    answer: 'Wat eraan wordt gedaan',
    remains: 'Wat overblijft',
    version: 'Versie',
    issued: 'Uitgegeven op',
    expires: 'Geldig tot',
    hash: 'SHA-256 van de ondertekende tekst',
    signers: 'Ondertekend met',
    open: 'Open vraag {n}',
    notStated: 'niet vermeld',
    category: 'Categorie',
    number: 'Nr.',
    said: 'Opgave',
  },
  purposes: {
    personalisation:
      'Personalisatie: op het eigen apparaat van de bezoeker onthouden wat er op de site gebeurde, en daar bepalen in welke segmenten de bezoeker zit, zodat de pagina kan worden aangepast.',
    measurement:
      'Meting: te weten komen hoeveel bezoekers in een segment zitten, met één willekeurig vertekend antwoord per apparaat en periode.',
    activation:
      'Doorgeven: id’s van segmenten aan andere scripts van dezelfde pagina geven. De eigenaar zegt waarvoor: {purpose}',
    none: 'De definities bepalen geen segmenten en tellen niets.',
  },
  purposeNames: {
    personalisation: 'personalisatie',
    measurement: 'meting',
    activation: 'doorgeven',
  },
  consent: {
    ask: 'Er wordt niets opgeslagen of gelezen voordat de bezoeker met het doel heeft ingestemd, elk doel apart. Opslaan op het apparaat en lezen daarvan berusten op die toestemming (§e).',
    inform:
      'In deze landen begint de meting, en geen ander doel, zodra de bezoeker is geïnformeerd, en eindigt met een bezwaar: {countries}.',
    others: 'alle landen zonder eigen regel',
    withdraw:
      'Intrekken is zo eenvoudig als instemmen, en wist meteen wat op de toestemming berust, op elke open pagina van de site.',
    text: 'Versie van de tekst waarop bezoekers antwoorden: {n}.',
  },
  subjects: {
    who: 'Bezoekers van {site} die met een doel hebben ingestemd.',
    informed:
      'Voor de meting ook bezoekers die zijn geïnformeerd en geen bezwaar hebben gemaakt: {countries}.',
    sensitive:
      'De controle wijst op segmenten die bijzondere categorieën van persoonsgegevens noemen of doen vermoeden (§9.1). Ze kent woorden, geen betekenissen.',
  },
  categories: {
    events: 'Wat er op de site gebeurde (gebeurtenissen)',
    traits: 'Wat de site opgaf of de bezoeker antwoordde (kenmerken)',
    place: 'Globale plaats',
    source: 'Waar een bezoek vandaan kwam',
    device: 'Apparaat en pagina',
    visit: 'Verloop van het bezoek',
    variants: 'Gelote varianten',
    answers: 'Gestelde vragen',
    segments: 'Lidmaatschap van segmenten',
    reports: 'Willekeurig vertekende antwoorden',
  },
  kept: {
    events: '{name}',
    eventsNamed: '{name} ({words})',
    everyEvent: 'elke gebeurtenis',
    time: 'alleen naam en tijd',
    whyMetrics: 'gelezen door {metrics}',
    whyHistory: 'voor toekomstige segmenten: {why}',
    trait: 'kenmerk {name}, en wanneer het voor het laatst is opgegeven',
    traitWhy: 'opgegeven door de site of beantwoord door de bezoeker; gelezen door segmenten',
    variant: 'gelote variant van {name}',
    variantWhy: 'om dezelfde weer te tonen',
    fact: '{name} ({words})',
    factWhy: 'gelezen door segmenten',
    once: '{property} van {name}, als hash, van de laatste honderd',
    onceWhy: 'zodat een dubbel gemelde gebeurtenis één keer telt',
    asked: 'wanneer de vraag {name} werd getoond, beantwoord, gesloten',
    askedWhy: 'om niet opnieuw te vragen',
    numbers:
      'getallen van de metrieken, lidmaatschap van segmenten, segmenten waartegen bezwaar is gemaakt',
    numbersWhy: 'de antwoorden, zonder op elke pagina alle gebeurtenissen te lezen',
    sessions:
      'nummer, begin en laatste gebeurtenis van de sessie, eerste gebeurtenis, aantal gebeurtenissen',
    sessionsWhy: 'om sessies te onderscheiden',
    answer:
      'het antwoord op de vraag om toestemming: wat, wanneer, op welke tekst, en wanneer de geschiedenis begon',
    answerWhy: 'om ernaar te handelen, en niet opnieuw te vragen',
    shown: 'segmenten die de pagina mag tonen, met hun einde',
    shownWhy: 'meteen de juiste inhoud',
    left: 'wat er gebeurde op een pagina die werd verlaten voordat het was opgeslagen, voor zover definities het lezen',
    leftWhy: 'om het niet te verliezen',
    document: 'de ondertekende definities en wat het script eruit afleidde: niets over de bezoeker',
    documentWhy: 'om zonder netwerk te werken, en oudere te weigeren',
    seed: '16 willekeurige bytes; het te verzenden antwoord; wat wanneer werd gevraagd, met zijn ε',
    seedWhy: 'één antwoord per periode, hetzelfde hoe vaak ook gevraagd',
    counted: 'het einde van de laatste gemelde periode, voor alle sites van de origin',
    countedWhy: 'geen tweede melding in een periode',
  },
  periods: {
    history: 'zo lang als de geschiedenis, hoogstens {most}',
    session: 'tot de sessie eindigt, {time} na haar laatste gebeurtenis',
    window:
      'getallen zo lang als hun vensters, al het andere zo lang als de geschiedenis, hoogstens {most}',
    definitions: 'tot de definities verlopen',
    nextPage: 'tot de volgende pagina van de site',
    answer: '{most} vanaf het antwoord',
    whole:
      'Geen gebeurtenis wordt langer dan haar termijn bewaard. Alles wordt {most} na het begin van de geschiedenis gewist, ook als intussen opnieuw is geantwoord.',
    browser:
      'Een browser die de site nooit meer opent, voert haar code niet uit: daar gelden de regels van de browser.',
  },
  removed: {
    usual: 'haar termijn; wissen; weigering',
    answer: 'het volgende antwoord',
    measurement: 'de termijn; wissen; weigering van de meting',
    personalisation: 'wissen; weigering van de personalisatie',
    counted: 'de termijn',
    alarm: 'een timer van de server',
    owner: 'de beheerder, met de site',
  },
  edge: {
    counts: 'tellers: vraag, periode, antwoord, een getal',
    countsWhy: 'de tellingen',
    countsPeriod: '25 maanden na de periode',
    ids: 'hash van de willekeurige id van elke melding, zonder volgorde, datum of antwoord',
    idsWhy: 'om een herhaling te weigeren',
    idsPeriod: '24 uur na het einde van de periode',
    documents: 'de gepubliceerde definities en openbare sleutels: niets over bezoekers',
    documentsWhy: 'om ze uit te geven; iedereen kan ze vergelijken',
    documentsPeriod: 'zo lang als de site',
    place:
      'De globale plaats ({parts}) wordt uit het verzoek afgeleid, aan de pagina gegeven en niet op de server opgeslagen.',
    none: 'Bij niets daarvan wordt een adres, een cookie, een user agent of een id van een bezoeker opgeslagen.',
  },
  segments: {
    none: 'Er zijn er geen.',
    noStay: 'zolang ze geldt',
    stays: '{time} langer dan ze geldt',
    ever: 'zo lang als de geschiedenis',
    shown: 'getoond aan de pagina',
    hidden: 'nooit getoond aan de pagina',
    counted: 'geteld',
    handed: 'doorgegeven',
  },
  counts: {
    none: 'Er wordt niets geteld.',
    how: 'Elk apparaat beantwoordt in elke periode van {period} één vraag, met randomised response met ε = {epsilon}. Het antwoord is zo vaak met opzet onjuist als de tabel zegt, zodat het over niemand iets zekers zegt. De melding is bij iedereen even lang, en heeft geen id die haar overleeft.',
    budget:
      'In 52 weken telt ε op tot hoogstens {yearly} ({periods} perioden), als iemand alle meldingen van een apparaat zou kunnen koppelen; geen melding biedt daarvoor een middel. Wat er ook wordt ondertekend, het is nooit meer dan {most} in 365 dagen.',
    back: 'Een verzonden antwoord kan niet worden teruggenomen: het is een getal in een teller, en hoort bij niemand.',
    kinds: {
      segment: 'of een bezoeker in het segment {name} zit',
      group: 'in welk segment van de groep {name} een bezoeker zit',
      experience: 'welke variant van {name} een bezoeker te zien kreeg',
      converted: 'welke variant van {name} een bezoeker te zien kreeg, en of het doel werd bereikt',
      histogram: 'in welk bereik de waarde van {name} ligt',
    },
    shown: 'Getallen worden alleen boven drempels getoond, met hun intervallen.',
  },
  recipients: {
    none: 'Wat op het apparaat is opgeslagen, wordt aan niemand verzonden.',
    edge: 'De beheerder van de server: verzoeken om de definities, voor iedereen dezelfde; verzoeken om de globale plaats, waar een definitie die leest; en de vertekende antwoorden, waar iets wordt geteld.',
    activated:
      'Waar de bezoeker daarmee heeft ingestemd, worden id’s van segmenten aan andere scripts van de pagina gegeven. Wie ze ontvangt, kan ze doorsturen, en wat is verzonden, kan niet worden teruggenomen:',
    ways: { gpt: 'Google Publisher Tag', prebid: 'Prebid', dataLayer: 'gegevenslaag (data layer)' },
  },
  transfers: {
    inside:
      'Alle hier genoemde verwerkers verwerken de gegevens in de Europese Economische Ruimte: {list}.',
    outside: 'Buiten de Europese Economische Ruimte: {list}.',
  },
  measures: [
    'Segmenten worden op het eigen apparaat van de bezoeker bepaald; gebeurtenissen, kenmerken en lidmaatschappen worden niet naar de server gezonden.',
    'Alleen gebeurtenissen en eigenschappen die een definitie leest worden opgeslagen, zolang zij ze leest, hoogstens 13 maanden (§5.1.c, §5.1.e, §25.1).',
    'De definities zijn ondertekend met een sleutel die de server niet heeft; pagina’s weigeren wat niet ondertekend, gewijzigd, ouder of verlopen is.',
    'Tellingen worden op het apparaat vertekend; één antwoord per apparaat en periode, zonder id die het overleeft.',
    'Tellingen worden alleen boven drempels getoond, hoogstens eenmaal per dag, in stappen.',
    'Het transport is versleuteld; de server slaat geen adressen, cookies of user agents op.',
    'Intrekken van de toestemming wist meteen; bezoekers kunnen zien, meenemen, rectificeren en wissen wat is opgeslagen, en tegen elk segment bezwaar maken.',
    'Een signaal van de browser tegen volgen (Global Privacy Control) geldt als weigering, tenzij de bezoeker daarna voor deze site instemt.',
    'Toegang tot de tellingen en tot publiceren vereist tokens, die kunnen worden beperkt, vernieuwd en ingetrokken; wat ermee is gedaan, wordt vastgelegd.',
  ],
  necessity: {
    minimal:
      'Opgeslagen worden {events} soorten gebeurtenissen met {properties} eigenschappen, en {facts} verdere gegevens. Elk ervan wordt door een definitie gelezen, of bewaard om een reden die de definities geven.',
    longest: 'De langste termijn is {time}.',
    instead:
      'Tellingen zijn schattingen uit vertekende antwoorden in plaats van exacte tellingen van geïdentificeerde bezoekers.',
  },
  risks: {
    narrow: [
      'Een regel past op één enkele persoon, die anders wordt behandeld.',
      'De regels zijn openbaar en ondertekend; iedereen kan ze lezen. Tellingen van weinig personen worden niet getoond.',
      'De pagina kan toch voor één persoon worden veranderd, met regels die iedereen kan lezen.',
    ],
    infer: [
      'Een segment doet gezondheid, geloof, seksleven of andere bijzondere categorieën vermoeden (§9.1).',
      'De controle weigert woorden die ze noemen, of wijst erop.',
      'Namen kunnen zo worden gekozen dat niemand het merkt.',
    ],
    device: [
      'Iemand anders gebruikt hetzelfde apparaat en ziet wat de pagina toont.',
      'Wissen in het overzicht voor bezoekers; korte termijnen.',
      'Die persoon ziet wat de pagina toont tot het is gewist.',
    ],
    scripts: [
      'Andere scripts van de pagina lezen wat is opgeslagen.',
      'Er wordt niet meer opgeslagen dan definities lezen.',
      'Binnen één origin is het niet te voorkomen.',
    ],
    altered: [
      'Iemand neemt de server over en geeft andere regels uit.',
      'Pagina’s weigeren wat de eigenaar niet heeft ondertekend; gepubliceerde versies zijn te vergelijken.',
      'De server kan nieuwe definities tegenhouden of vertragen tot de oude verlopen.',
    ],
    linked: [
      'Iemand koppelt de meldingen van één apparaat en leidt er lidmaatschappen uit af.',
      'Vertekende antwoorden met ε = {epsilon}, geen id; in 52 weken telt ε op tot hoogstens {yearly}.',
      'Wie alle meldingen koppelt, leert zoveel als deze ε toelaat.',
    ],
    handed: [
      'Een ontvanger verbindt id’s van segmenten met wat hij van de bezoeker weet.',
      'Alleen waar de bezoeker precies daarmee heeft ingestemd; ontvangers worden vooraf genoemd; hoogstens 20 id’s per weg.',
      'Wat is verzonden, kan niet worden teruggenomen.',
    ],
  },
  rights: {
    panel:
      'Op deze site kunt u zien wat op uw apparaat is opgeslagen en waarom u in een groep zit, en het meenemen, rectificeren of wissen (§15, §16, §17, §20). U kunt tegen elke groep bezwaar maken (§21).',
    withdraw:
      'U kunt uw toestemming op elk moment intrekken (§7.3). Wat daarvoor gebeurde, blijft rechtmatig.',
    more: 'U hebt recht op beperking van de verwerking (§18), en het recht een klacht in te dienen bij een toezichthoudende autoriteit (§77.1).',
    unknown:
      'Wij kunnen niet weten welk apparaat van u is (§11.2): uw rechten op wat erop is opgeslagen, oefent u op dat apparaat uit.',
    voluntary:
      'U hoeft niet in te stemmen, niet volgens de wet en niet volgens een overeenkomst. Doet u het niet, dan wordt de pagina getoond zoals ze voor iedereen is, en wordt niets opgeslagen dan uw antwoord.',
    voluntaryInformed: 'Ook de meting hoeft u niet te aanvaarden: een bezwaar beëindigt haar.',
    automated:
      'Uw browser beslist volgens de regels hierboven in welke groepen u zit; de pagina kan dan andere inhoud tonen (§13.2.f).',
  },
  public: {
    draft:
      'Gemaakt uit een concept van de definities van {site}, en niet uit een ondertekende tekst: versie {version}, uitgegeven op {issued}, geldig tot {expires}. Pagina’s van de site aanvaarden alleen wat de eigenaar heeft ondertekend.',
    envelope: 'De ondertekende tekst zelf',
    verify:
      'Wie wil, kan de handtekening met de openbare sleutel van de site controleren, en de hash met de gepubliceerde vergelijken.',
    published: 'Alle gepubliceerde versies',
    questions:
      'Bezoekers in {segments} kan worden gevraagd: {question} Het antwoord blijft op het apparaat.',
  },
  questions: {
    controller:
      'Wie is de verwerkingsverantwoordelijke, en hoe is die te bereiken? De definities noemen niemand (“controller”).',
    joint:
      'Zijn er gezamenlijke verwerkingsverantwoordelijken (§26.1), of een vertegenwoordiger in de Unie (§27.1)?',
    officer:
      'Moet een functionaris voor gegevensbescherming worden aangewezen (§37.1)? De definities noemen er geen.',
    basis:
      'Op welke rechtsgrond berust de verwerking voor dit doel: {purpose} (§6.1)? Toestemming volgens §e voor het opslaan op het apparaat beantwoordt dat niet.',
    interests:
      'Als ze op gerechtvaardigde belangen berust (§6.1.f): welke, en wat leverde de afweging op?',
    inform:
      'Op welke nationale regel berust de meting zonder toestemming in: {countries}? Is aan de voorwaarden voldaan?',
    processors:
      'Wie beheert de server, en wie verwerkt verder gegevens ten behoeve van de verwerkingsverantwoordelijke (§28.3)? De definities noemen niemand.',
    contracts: 'Is er een overeenkomst volgens §28.3 met elke verwerker: {list}?',
    logs: 'Wat legt de beheerder van de server van verzoeken vast (adressen, tijden), en hoelang?',
    recipients: 'Wie ontvangt verder gegevens, van scripts van de pagina die segmenten lezen?',
    country:
      'In welke landen verwerken zij gegevens: {list}? Buiten de Europese Economische Ruimte: op welke waarborg berust de doorgifte (§44)?',
    transfer: 'Op welk besluit of welke waarborg berusten de doorgiften aan {list} (§45, §46)?',
    transferUnknown:
      'Worden gegevens aan een derde land doorgegeven, en op welk besluit of welke waarborg (§45, §46)?',
    special:
      'Doet een segment bijzondere categorieën van persoonsgegevens vermoeden (§9.1), ook al zegt zijn naam het niet?',
    freeText: 'Deze kenmerken kunnen elke tekst bevatten: {list}. Wat zet de site erin?',
    children: 'Gebruiken kinderen de site?',
    decisions:
      'Hangt iets met rechtsgevolgen of een vergelijkbaar aanmerkelijk effect van een segment af (§22.1)? Daarvoor is Covey niet bedoeld.',
    authority: 'Welke toezichthoudende autoriteit is bevoegd, en hoe is die te bereiken?',
    own: 'Welke eigen maatregelen zijn er: wie heeft de sleutel om te ondertekenen, wie heeft tokens, wie mag de pagina veranderen (§32.1)?',
    required:
      'Is een beoordeling vereist (§35.1, §35.3), ook volgens de lijsten van de autoriteit (§35.4)? Zo niet: waarom niet?',
    necessary: 'Is elk segment nodig voor zijn doel, en is er geen manier die met minder toe kan?',
    history: 'Is het nodig deze gebeurtenissen voor toekomstige segmenten te bewaren: {list}?',
    likelihood:
      'Hoe waarschijnlijk, en hoe ernstig, is elk van deze risico’s op deze site? Welke andere zijn er?',
    advice: 'Wat adviseerde de functionaris voor gegevensbescherming (§35.2)?',
    views:
      'Wat is de mening van bezoekers of hun vertegenwoordigers, waar het passend is die te vragen (§35.9)?',
    residual:
      'Blijft er een hoog risico, zodat de autoriteit moet worden geraadpleegd (§36.1)? Wanneer wordt de beoordeling getoetst (§35.11)?',
  },
  questionsLead: {
    owner: 'Deze kunnen de definities niet beantwoorden. Wie verantwoordelijk is, moet dat doen.',
    notice:
      'Geen deel van de verklaring: beantwoord deze vragen, schrijf de antwoorden waar ze horen, en verwijder dit gedeelte.',
  },
};
