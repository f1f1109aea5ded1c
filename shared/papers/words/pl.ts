import type { PaperWords } from './types.ts';

/** Polski. */
export const pl: PaperWords = {
  cite: {
    article: 'art. {a} RODO',
    paragraph: 'art. {a} ust. {p} RODO',
    point: 'art. {a} ust. {p} lit. {q}) RODO',
    eprivacy: 'art. 5 ust. 3 dyrektywy 2002/58/WE',
  },
  titles: {
    record: 'Rejestr czynności przetwarzania: {site}',
    dpia: 'Ocena skutków dla ochrony danych, projekt: {site}',
    notice: 'Co {site} zapamiętuje z wizyty',
    retention: 'Co jest przechowywane, i jak długo: {site}',
    public: 'Co robią definicje segmentów {site}',
  },
  leads: {
    record:
      'Projekt rejestru zgodnie z §30.1, sporządzony z definicji segmentów {site}, wersja {version}, ważnych do {expires}. To, o czym może rozstrzygnąć tylko administrator, zapisano jako pytanie otwarte.',
    dpia: 'Projekt oceny zgodnie z §35.7, sporządzony z definicji segmentów {site}, wersja {version}, ważnych do {expires}. Jest pełny dopiero po udzieleniu odpowiedzi na pytania otwarte.',
    notice:
      'To przeglądarka sama rozstrzyga, do których grup odwiedzających ktoś należy. Żaden serwer nie otrzymuje w tym celu informacji o tym, co się tu działo.',
    retention:
      'Sporządzono z definicji segmentów {site}, wersja {version}, ważnych do {expires}. Zdarzenia i właściwości, których nie czyta żadna definicja, nie są przechowywane.',
    public:
      'Sporządzono z definicji podpisanych przez podmiot prowadzący {site}: wersja {version}, wydana {issued}, ważna do {expires}. Strony witryny odrzucają wszystkie inne.',
  },
  off: {
    children:
      'Według definicji witryna jest dla dzieci: nic nie jest zapisywane ani liczone. Poniżej podano, co robiłyby w innym razie.',
    stop: 'Definicje są zatrzymane: nic nie jest zapisywane ani liczone. Poniżej podano, co robiłyby w innym razie.',
  },
  heads: {
    controller: 'Administrator',
    purposes: 'Cele przetwarzania',
    subjects: 'Kategorie osób, których dane dotyczą, i kategorie danych osobowych',
    recipients: 'Odbiorcy',
    transfers: 'Przekazywanie do państw trzecich',
    limits: 'Terminy usunięcia',
    security: 'Techniczne i organizacyjne środki bezpieczeństwa',
    questions: 'Pytania otwarte',
    need: 'Czy ocena jest wymagana',
    description: 'Opis operacji przetwarzania',
    necessity: 'Niezbędność i proporcjonalność',
    risks: 'Ryzyko naruszenia praw lub wolności osób, których dane dotyczą',
    measures: 'Środki planowane w celu zaradzenia ryzyku',
    involved: 'Zalecenia, opinie i przegląd',
    who: 'Kto odpowiada',
    what: 'Co się dzieje, i po co',
    device: 'Na urządzeniu',
    edge: 'Na serwerze',
    basis: 'Podstawa prawna',
    rights: 'Prawa odwiedzających',
    voluntary: 'Czy trzeba się zgodzić',
    automated: 'Zautomatyzowane decyzje',
    segments: 'Segmenty',
    counts: 'Zliczenia',
    asked: 'Pytania do odwiedzających',
    document: 'Dokument',
    consent: 'Zgoda',
  },
  labels: {
    controller: 'Administrator',
    contact: 'Kontakt',
    officer: 'Inspektor ochrony danych',
    notice: 'Polityka prywatności',
    processor: 'Podmiot przetwarzający',
    data: 'Dane',
    properties: 'Właściwości',
    why: 'Po co',
    period: 'Przechowywane',
    removed: 'Usuwa je',
    segment: 'Segment',
    meaning: 'Znaczenie',
    stays: 'Odwiedzający pozostaje',
    used: 'Użycie',
    question: 'Pytanie',
    answers: 'Odpowiedzi',
    wrong: 'Celowo błędna',
    way: 'Droga',
    recipients: 'Odbiorcy',
    handed: 'Co otrzymują',
    risk: 'Ryzyko',
    answer: 'Co się robi',
    remains: 'Co pozostaje',
    version: 'Wersja',
    issued: 'Wydana',
    expires: 'Ważna do',
    hash: 'SHA-256 podpisanego tekstu',
    signers: 'Podpisana kluczem',
    open: 'Pytanie otwarte {n}',
    notStated: 'nie podano',
    category: 'Kategoria',
    number: 'Nr',
    said: 'Wskazanie',
  },
  purposes: {
    personalisation:
      'Personalizacja: zapamiętanie na urządzeniu odwiedzającego, co działo się w witrynie, i rozstrzyganie tam, w których segmentach on się znajduje, aby można było dostosować stronę.',
    measurement:
      'Pomiar: ustalenie, ilu odwiedzających jest w segmencie, za pomocą jednej losowo zniekształconej odpowiedzi na urządzenie i okres.',
    activation:
      'Przekazywanie: udostępnianie identyfikatorów segmentów innym skryptom tej samej strony. Podmiot prowadzący podaje cel: {purpose}',
    none: 'Definicje nie rozstrzygają o żadnym segmencie i niczego nie liczą.',
  },
  purposeNames: {
    personalisation: 'personalizacja',
    measurement: 'pomiar',
    activation: 'przekazywanie',
  },
  consent: {
    ask: 'Nic nie jest przechowywane ani odczytywane, zanim odwiedzający nie zgodzi się na cel, na każdy osobno. Przechowywanie na urządzeniu i odczyt opierają się na tej zgodzie (§e).',
    inform:
      'W tych państwach pomiar, i żaden inny cel, zaczyna się po poinformowaniu odwiedzającego, a kończy z jego sprzeciwem: {countries}.',
    others: 'wszystkie państwa bez własnej reguły',
    withdraw:
      'Wycofanie zgody jest równie łatwe jak jej wyrażenie i od razu usuwa to, co się na niej opiera, na każdej otwartej stronie witryny.',
    text: 'Wersja tekstu, na który odpowiadają odwiedzający: {n}.',
  },
  subjects: {
    who: 'Odwiedzający {site}, którzy zgodzili się na któryś cel.',
    informed:
      'Przy pomiarze także odwiedzający, których poinformowano i którzy się nie sprzeciwili: {countries}.',
    sensitive:
      'Sprawdzanie wskazuje segmenty, które nazywają lub sugerują szczególne kategorie danych osobowych (§9.1). Zna słowa, nie znaczenia.',
  },
  categories: {
    events: 'Co działo się w witrynie (zdarzenia)',
    traits: 'Co podała witryna lub odpowiedział odwiedzający (cechy)',
    place: 'Przybliżone miejsce',
    source: 'Skąd przyszła wizyta',
    device: 'Urządzenie i strona',
    visit: 'Przebieg wizyty',
    variants: 'Wylosowane warianty',
    answers: 'Zadane pytania',
    segments: 'Przynależność do segmentów',
    reports: 'Losowo zniekształcone odpowiedzi',
  },
  kept: {
    events: '{name}',
    eventsNamed: '{name} ({words})',
    everyEvent: 'każde zdarzenie',
    time: 'tylko nazwa i czas',
    whyMetrics: 'czytane przez {metrics}',
    whyHistory: 'dla przyszłych segmentów: {why}',
    trait: 'cecha {name} i kiedy ostatnio ją podano',
    traitWhy: 'podana przez witrynę lub w odpowiedzi odwiedzającego; czytana przez segmenty',
    variant: 'wylosowany wariant {name}',
    variantWhy: 'aby pokazać ten sam ponownie',
    fact: '{name} ({words})',
    factWhy: 'czytane przez segmenty',
    once: '{property} zdarzenia {name}, jako skrót, z ostatnich stu',
    onceWhy: 'aby zdarzenie zgłoszone dwa razy liczyło się raz',
    asked: 'kiedy pytanie {name} pokazano, kiedy na nie odpowiedziano, kiedy je zamknięto',
    askedWhy: 'aby nie pytać ponownie',
    numbers:
      'wartości metryk, przynależność do segmentów, segmenty, którym odwiedzający się sprzeciwił',
    numbersWhy: 'odpowiedzi, bez czytania wszystkich zdarzeń na każdej stronie',
    sessions: 'numer, początek i ostatnie zdarzenie sesji, pierwsze zdarzenie, liczba zdarzeń',
    sessionsWhy: 'aby rozróżniać sesje',
    answer:
      'odpowiedź na pytanie o zgodę: co, kiedy, na jaki tekst, oraz kiedy zaczęła się historia',
    answerWhy: 'aby jej przestrzegać i nie pytać ponownie',
    shown: 'segmenty, które strona może pokazać, z ich końcem',
    shownWhy: 'właściwa treść od początku',
    left: 'co działo się na stronie opuszczonej przed zapisem, o ile czytają to definicje',
    leftWhy: 'aby tego nie utracić',
    document: 'podpisane definicje i to, co skrypt z nich ustalił: nic o odwiedzającym',
    documentWhy: 'aby działać bez sieci i odrzucać starsze',
    seed: '16 losowych bajtów; odpowiedź do wysłania; o co pytano kiedy, z wartością ε',
    seedWhy: 'jedna odpowiedź na okres, ta sama przy każdym pytaniu',
    counted: 'koniec ostatniego zgłoszonego okresu, dla wszystkich witryn tego źródła (origin)',
    countedWhy: 'brak drugiego zgłoszenia w okresie',
  },
  periods: {
    history: 'tak długo jak historia, najwyżej {most}',
    session: 'do końca sesji, {time} po jej ostatnim zdarzeniu',
    window:
      'wartości tak długo jak ich okna, wszystko inne tak długo jak historia, najwyżej {most}',
    definitions: 'do wygaśnięcia definicji',
    nextPage: 'do następnej strony witryny',
    answer: '{most} od odpowiedzi',
    whole:
      'Żadne zdarzenie nie jest przechowywane dłużej niż podano. Wszystko jest usuwane {most} po początku historii, także gdy w międzyczasie udzielono nowej odpowiedzi.',
    browser:
      'Przeglądarka, która nigdy więcej nie otworzy witryny, nie wykonuje jej kodu: obowiązują w niej jej własne reguły.',
  },
  removed: {
    usual: 'upływ terminu; usunięcie; odmowa',
    answer: 'następna odpowiedź',
    measurement: 'upływ terminu; usunięcie; odmowa pomiaru',
    personalisation: 'usunięcie; odmowa personalizacji',
    counted: 'upływ terminu',
    alarm: 'zegar serwera',
    owner: 'operator, wraz z witryną',
  },
  edge: {
    counts: 'liczniki: pytanie, okres, odpowiedź, liczba',
    countsWhy: 'zliczenia',
    countsPeriod: '25 miesięcy po okresie',
    ids: 'skrót losowego identyfikatora każdego zgłoszenia, bez kolejności, daty i odpowiedzi',
    idsWhy: 'aby odrzucić powtórzenie',
    idsPeriod: '24 godziny po końcu okresu',
    documents: 'opublikowane definicje i klucze publiczne: nic o odwiedzających',
    documentsWhy: 'aby je udostępniać; każdy może je porównać',
    documentsPeriod: 'tak długo jak witryna',
    place:
      'Przybliżone miejsce ({parts}) jest odczytywane z żądania, przekazywane stronie i nieprzechowywane na serwerze.',
    none: 'Wraz z tym nie jest przechowywany adres, plik cookie, nazwa przeglądarki ani identyfikator odwiedzającego.',
  },
  segments: {
    none: 'Nie ma żadnych.',
    noStay: 'dopóki jest spełniony',
    stays: '{time} dłużej, niż jest spełniony',
    ever: 'tak długo jak historia',
    shown: 'pokazywany stronie',
    hidden: 'nigdy niepokazywany stronie',
    counted: 'liczony',
    handed: 'przekazywany',
  },
  counts: {
    none: 'Nic nie jest liczone.',
    how: 'Każde urządzenie odpowiada na jedno pytanie w każdym okresie ({period}), metodą odpowiedzi randomizowanych z ε = {epsilon}. Odpowiedź jest celowo błędna tak często, jak podaje tabela, więc o nikim nie mówi niczego pewnego. Zgłoszenie ma u wszystkich tę samą długość i żadnego identyfikatora, który by je przetrwał.',
    budget:
      'Przez 52 tygodnie ε sumuje się najwyżej do {yearly} (liczba okresów: {periods}), gdyby ktoś mógł powiązać wszystkie zgłoszenia urządzenia; żadne zgłoszenie nie daje na to sposobu. Cokolwiek zostanie podpisane, nigdy nie jest to więcej niż {most} w ciągu 365 dni.',
    back: 'Wysłanej odpowiedzi nie można cofnąć: jest liczbą w liczniku i do nikogo nie należy.',
    kinds: {
      segment: 'czy odwiedzający jest w segmencie {name}',
      group: 'w którym segmencie grupy {name} jest odwiedzający',
      experience: 'który wariant {name} pokazano odwiedzającemu',
      converted: 'który wariant {name} pokazano odwiedzającemu i czy osiągnięto cel',
      histogram: 'w którym przedziale jest wartość {name}',
    },
    shown: 'Liczby są pokazywane tylko powyżej progów, wraz z przedziałami.',
  },
  recipients: {
    none: 'Tego, co przechowuje urządzenie, nie wysyła się nikomu.',
    edge: 'Operator serwera: żądania definicji, takich samych dla wszystkich; żądania przybliżonego miejsca, jeśli czyta je definicja; oraz zniekształcone odpowiedzi, jeśli coś jest liczone.',
    activated:
      'Jeśli odwiedzający się na to zgodził, identyfikatory segmentów są przekazywane innym skryptom strony. Kto je otrzymuje, może je wysłać dalej, a tego, co wysłano, nie można cofnąć:',
    ways: {
      gpt: 'Google Publisher Tag',
      prebid: 'Prebid',
      dataLayer: 'warstwa danych (data layer)',
    },
  },
  transfers: {
    inside:
      'Wszystkie wymienione tu podmioty przetwarzające przetwarzają dane w Europejskim Obszarze Gospodarczym: {list}.',
    outside: 'Poza Europejskim Obszarem Gospodarczym: {list}.',
  },
  measures: [
    'O segmentach rozstrzyga urządzenie odwiedzającego; zdarzenia, cechy i przynależności nie są wysyłane na serwer.',
    'Przechowywane są tylko zdarzenia i właściwości, które czyta definicja, tak długo, jak je czyta, najwyżej 13 miesięcy (§5.1.c, §5.1.e, §25.1).',
    'Definicje są podpisane kluczem, którego serwer nie ma; strony odrzucają to, co niepodpisane, zmienione, starsze lub wygasłe.',
    'Zliczenia są zniekształcane na urządzeniu; jedna odpowiedź na urządzenie i okres, bez identyfikatora, który by ją przetrwał.',
    'Zliczenia są pokazywane tylko powyżej progów, najwyżej raz dziennie, skokowo.',
    'Przesyłanie jest szyfrowane; serwer nie przechowuje adresów, plików cookie ani nazw przeglądarek.',
    'Wycofanie zgody od razu usuwa dane; odwiedzający mogą zobaczyć, zabrać, sprostować i usunąć to, co jest przechowywane, oraz sprzeciwić się każdemu segmentowi.',
    'Sygnał przeglądarki przeciw śledzeniu (Global Privacy Control) jest uznawany za odmowę, chyba że odwiedzający potem zgodzi się w tej witrynie.',
    'Dostęp do zliczeń i publikowania wymaga tokenów, które można ograniczać, odnawiać i unieważniać; zapisuje się, co z nimi zrobiono.',
  ],
  necessity: {
    minimal:
      'Przechowywane są następujące liczby danych: rodzaje zdarzeń: {events}, ich właściwości: {properties}, inne dane: {facts}. Każdą z nich czyta definicja albo jest przechowywana z powodu, który definicje podają.',
    longest: 'Najdłuższy termin: {time}.',
    instead:
      'Zliczenia są szacunkami ze zniekształconych odpowiedzi zamiast dokładnych zliczeń zidentyfikowanych odwiedzających.',
  },
  risks: {
    narrow: [
      'Reguła pasuje do jednej osoby, która jest traktowana inaczej.',
      'Reguły są publiczne i podpisane; każdy może je przeczytać. Zliczenia niewielu osób nie są pokazywane.',
      'Stronę można mimo to zmienić dla jednej osoby, regułami, które każdy może przeczytać.',
    ],
    infer: [
      'Segment sugeruje zdrowie, przekonania, seksualność lub inne szczególne kategorie (§9.1).',
      'Sprawdzanie odrzuca słowa, które je nazywają, lub na nie wskazuje.',
      'Nazwy można dobrać tak, że nikt tego nie zauważy.',
    ],
    device: [
      'Inna osoba używa tego samego urządzenia i widzi, co pokazuje strona.',
      'Usuwanie w panelu dla odwiedzających; krótkie terminy.',
      'Widzi, co pokazuje strona, aż do usunięcia.',
    ],
    scripts: [
      'Inne skrypty strony czytają to, co jest przechowywane.',
      'Nie przechowuje się więcej, niż czytają definicje.',
      'W obrębie jednego źródła (origin) nie można temu zapobiec.',
    ],
    altered: [
      'Ktoś przejmuje serwer i udostępnia inne reguły.',
      'Strony odrzucają to, czego nie podpisał podmiot prowadzący; opublikowane wersje można porównać.',
      'Serwer może wstrzymać lub opóźnić nowe definicje do wygaśnięcia starych.',
    ],
    linked: [
      'Ktoś łączy zgłoszenia jednego urządzenia i wnioskuje o przynależności.',
      'Zniekształcone odpowiedzi z ε = {epsilon}, bez identyfikatora; w 52 tygodnie ε sumuje się najwyżej do {yearly}.',
      'Kto połączy wszystkie zgłoszenia, dowie się tyle, na ile pozwala to ε.',
    ],
    handed: [
      'Odbiorca łączy identyfikatory segmentów z tym, co wie o odwiedzającym.',
      'Tylko jeśli odwiedzający zgodził się dokładnie na to; odbiorcy są wymienieni wcześniej; najwyżej 20 identyfikatorów na jedną drogę.',
      'Tego, co wysłano, nie można cofnąć.',
    ],
  },
  rights: {
    panel:
      'W tej witrynie można zobaczyć, co jest przechowywane na urządzeniu i dlaczego ktoś jest w grupie, oraz zabrać to, sprostować lub usunąć (§15, §16, §17, §20). Można sprzeciwić się każdej grupie (§21).',
    withdraw:
      'Zgodę można wycofać w dowolnym momencie (§7.3). To, co zrobiono wcześniej, pozostaje zgodne z prawem.',
    more: 'Przysługuje prawo do ograniczenia przetwarzania (§18) oraz prawo wniesienia skargi do organu nadzorczego (§77.1).',
    unknown:
      'Nie możemy ustalić, które urządzenie należy do danej osoby (§11.2): prawa do tego, co jest na nim przechowywane, wykonuje się na tym urządzeniu.',
    voluntary:
      'Ani ustawa, ani umowa nie wymaga zgody. Bez niej strona jest pokazywana tak jak wszystkim, a przechowywana jest tylko odpowiedź.',
    voluntaryInformed: 'Pomiaru także nie trzeba przyjmować: kończy go sprzeciw.',
    automated:
      'Przeglądarka rozstrzyga według powyższych reguł, w których grupach ktoś się znajduje; strona może wtedy pokazać inną treść (§13.2.f).',
  },
  public: {
    draft:
      'Sporządzono z projektu definicji {site}, a nie z podpisanego tekstu: wersja {version}, wydana {issued}, ważna do {expires}. Strony witryny przyjmują tylko to, co podpisał podmiot prowadzący.',
    envelope: 'Sam podpisany tekst',
    verify:
      'Kto chce, może sprawdzić podpis kluczem publicznym witryny i porównać skrót z opublikowanymi.',
    published: 'Wszystkie opublikowane wersje',
    questions:
      'Odwiedzający w {segments} mogą zostać zapytani: {question} Odpowiedź pozostaje na urządzeniu.',
  },
  questions: {
    controller:
      'Kto jest administratorem i jak się z nim skontaktować? Definicje nikogo nie wymieniają („controller”).',
    joint: 'Czy są współadministratorzy (§26.1) albo przedstawiciel w Unii (§27.1)?',
    officer:
      'Czy należy wyznaczyć inspektora ochrony danych (§37.1)? Definicje żadnego nie wymieniają.',
    basis:
      'Na jakiej podstawie prawnej opiera się przetwarzanie w tym celu: {purpose} (§6.1)? Zgoda na przechowywanie na urządzeniu (§e) tego nie rozstrzyga.',
    interests:
      'Jeśli opiera się na prawnie uzasadnionych interesach (§6.1.f): na jakich i co wykazało ich wyważenie?',
    inform:
      'Na jakim przepisie krajowym opiera się pomiar bez zgody w: {countries}? Czy spełniono jego warunki?',
    processors:
      'Kto prowadzi serwer i kto jeszcze przetwarza dane w imieniu administratora (§28.3)? Definicje nikogo nie wymieniają.',
    contracts: 'Czy jest umowa (§28.3) z każdym podmiotem przetwarzającym: {list}?',
    logs: 'Co operator serwera zapisuje w dziennikach o żądaniach (adresy, czas) i jak długo?',
    recipients: 'Kto jeszcze otrzymuje dane od skryptów strony, które czytają segmenty?',
    country:
      'W jakich państwach przetwarzają dane: {list}? Poza Europejskim Obszarem Gospodarczym: na jakim zabezpieczeniu opiera się przekazanie (§44)?',
    transfer:
      'Na jakiej decyzji lub jakim zabezpieczeniu opiera się przekazywanie do: {list} (§45, §46)?',
    transferUnknown:
      'Czy dane są przekazywane do państwa trzeciego i na jakiej decyzji lub jakim zabezpieczeniu się to opiera (§45, §46)?',
    special:
      'Czy któryś segment sugeruje szczególne kategorie danych osobowych (§9.1), choć nie mówi tego jego nazwa?',
    freeText: 'Te cechy mogą zawierać dowolny tekst: {list}. Co wpisuje tam witryna?',
    children: 'Czy z witryny korzystają dzieci?',
    decisions:
      'Czy od segmentu zależy coś, co wywołuje skutki prawne lub w podobny sposób istotnie wpływa na osobę (§22.1)? Covey nie jest do tego przeznaczone.',
    authority: 'Który organ nadzorczy jest właściwy i jak się z nim skontaktować?',
    own: 'Jakie są własne środki: kto ma klucz do podpisywania, kto ma tokeny, kto może zmieniać stronę (§32.1)?',
    required:
      'Czy ocena jest wymagana (§35.1, §35.3), także według wykazów organu (§35.4)? Jeśli nie: dlaczego?',
    necessary:
      'Czy każdy segment jest niezbędny do swojego celu i czy nie ma sposobu, który wymaga mniej?',
    history: 'Czy niezbędne jest przechowywanie tych zdarzeń dla przyszłych segmentów: {list}?',
    likelihood:
      'Jak prawdopodobne i jak poważne jest w tej witrynie każde z tych ryzyk? Jakie są inne?',
    advice: 'Co zalecił inspektor ochrony danych (§35.2)?',
    views:
      'Jakie są opinie odwiedzających lub ich przedstawicieli, jeśli należy o nie zapytać (§35.9)?',
    residual:
      'Czy pozostaje wysokie ryzyko, tak że należy przeprowadzić konsultacje z organem (§36.1)? Kiedy ocena zostanie poddana przeglądowi (§35.11)?',
  },
  questionsLead: {
    owner: 'Na te pytania definicje nie mogą odpowiedzieć. Musi to zrobić ten, kto odpowiada.',
    notice:
      'To nie jest część informacji: należy odpowiedzieć na te pytania, wpisać odpowiedzi we właściwych miejscach i usunąć tę część.',
  },
};
