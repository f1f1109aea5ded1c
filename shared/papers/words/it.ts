import type { PaperWords } from './types.ts';

/** Italiano. */
export const it: PaperWords = {
  cite: {
    article: 'art. {a} GDPR',
    paragraph: 'art. {a}, par. {p}, GDPR',
    point: 'art. {a}, par. {p}, lett. {q}), GDPR',
    eprivacy: 'art. 5, par. 3, della direttiva 2002/58/CE',
  },
  titles: {
    record: 'Registro delle attività di trattamento: {site}',
    dpia: 'Valutazione d’impatto sulla protezione dei dati, bozza: {site}',
    notice: 'Che cosa {site} ricorda della Sua visita',
    retention: 'Che cosa è conservato, e per quanto tempo: {site}',
    public: 'Che cosa fanno le definizioni di segmenti di {site}',
  },
  leads: {
    record:
      'Una bozza del registro ai sensi di §30.1, tratta dalle definizioni di segmenti di {site}, versione {version}, valide fino a: {expires}. Ciò che solo il titolare può decidere figura come domanda aperta.',
    dpia: 'Una bozza della valutazione ai sensi di §35.7, tratta dalle definizioni di segmenti di {site}, versione {version}, valide fino a: {expires}. È completa solo quando le domande aperte hanno una risposta.',
    notice:
      'È il Suo browser a decidere di quali gruppi di visitatori fa parte. Nessun server riceve per questo ciò che ha fatto qui.',
    retention:
      'Tratto dalle definizioni di segmenti di {site}, versione {version}, valide fino a: {expires}. Eventi e proprietà che nessuna definizione legge non sono conservati.',
    public:
      'Tratto dalle definizioni firmate da chi gestisce {site}: versione {version}, emessa: {issued}, valida fino a: {expires}. Le pagine del sito rifiutano tutte le altre.',
  },
  off: {
    children:
      'Secondo le definizioni il sito è per bambini: nulla è registrato e nulla è contato. Quanto segue è ciò che farebbero altrimenti.',
    stop: 'Le definizioni sono ferme: nulla è registrato e nulla è contato. Quanto segue è ciò che farebbero altrimenti.',
  },
  heads: {
    controller: 'Titolare del trattamento',
    purposes: 'Finalità del trattamento',
    subjects: 'Categorie di interessati e di dati personali',
    recipients: 'Destinatari',
    transfers: 'Trasferimenti verso paesi terzi',
    limits: 'Termini per la cancellazione',
    security: 'Misure tecniche e organizzative',
    questions: 'Domande aperte',
    need: 'Necessità di una valutazione',
    description: 'Descrizione dei trattamenti',
    necessity: 'Necessità e proporzionalità',
    risks: 'Rischi per i diritti e le libertà degli interessati',
    measures: 'Misure per affrontare i rischi',
    involved: 'Parere, opinioni e riesame',
    who: 'Chi è responsabile',
    what: 'Che cosa accade, e perché',
    device: 'Sul dispositivo',
    edge: 'Sul server',
    basis: 'Base giuridica',
    rights: 'I Suoi diritti',
    voluntary: 'Carattere facoltativo',
    automated: 'Decisioni automatizzate',
    segments: 'Segmenti',
    counts: 'Conteggi',
    asked: 'Domande ai visitatori',
    document: 'Il documento',
    consent: 'Consenso',
  },
  labels: {
    controller: 'Titolare del trattamento',
    contact: 'Contatto',
    officer: 'Responsabile della protezione dei dati',
    notice: 'Informativa sulla privacy',
    processor: 'Responsabile del trattamento',
    data: 'Dati',
    properties: 'Proprietà',
    why: 'Perché',
    period: 'Conservazione',
    removed: 'Cancellato da',
    segment: 'Segmento',
    meaning: 'Significato',
    stays: 'Un visitatore vi resta',
    used: 'Uso',
    question: 'Domanda',
    answers: 'Risposte',
    wrong: 'Volutamente falsa',
    way: 'Via',
    recipients: 'Destinatari',
    handed: 'Ciò che ricevono',
    risk: 'Rischio',
    answer: 'Che cosa si fa',
    remains: 'Che cosa resta',
    version: 'Versione',
    issued: 'Emessa',
    expires: 'Valida fino a',
    hash: 'SHA-256 del testo firmato',
    signers: 'Firmata con',
    open: 'Domanda aperta {n}',
    notStated: 'non indicato',
    category: 'Categoria',
    number: 'N.',
    said: 'Indicazione',
  },
  purposes: {
    personalisation:
      'Personalizzazione: ricordare sul dispositivo del visitatore ciò che è accaduto sul sito, e decidere lì in quali segmenti si trova, perché la pagina possa essere adattata.',
    measurement:
      'Misurazione: sapere quanti visitatori sono in un segmento, con una risposta alterata a caso per dispositivo e periodo.',
    activation:
      'Consegna: passare identificativi di segmenti ad altri script della stessa pagina. Chi gestisce il sito dice a quale scopo: {purpose}',
    none: 'Le definizioni non decidono alcun segmento e non contano nulla.',
  },
  purposeNames: {
    personalisation: 'personalizzazione',
    measurement: 'misurazione',
    activation: 'consegna',
  },
  consent: {
    ask: 'Nulla è conservato o letto prima che il visitatore abbia acconsentito alla finalità, ciascuna separatamente. La conservazione sul dispositivo e la lettura si fondano su quel consenso (§e).',
    inform:
      'In questi paesi la misurazione, e nessun’altra finalità, inizia quando il visitatore è stato informato, e termina con un’opposizione: {countries}.',
    others: 'tutti i paesi senza una regola propria',
    withdraw:
      'Revocare il consenso è facile quanto darlo, e cancella subito ciò che si fonda su di esso, su ogni pagina aperta del sito.',
    text: 'Versione del testo a cui rispondono i visitatori: {n}.',
  },
  subjects: {
    who: 'Visitatori di {site} che hanno acconsentito a una finalità.',
    informed:
      'Per la misurazione anche visitatori che sono stati informati e non si sono opposti: {countries}.',
    sensitive:
      'Il controllo segnala i segmenti che nominano o lasciano intendere categorie particolari di dati personali (§9.1). Conosce parole, non significati.',
  },
  categories: {
    events: 'Ciò che è accaduto sul sito (eventi)',
    traits: 'Ciò che il sito ha indicato o il visitatore ha risposto (attributi)',
    place: 'Luogo approssimativo',
    source: 'Da dove è venuta una visita',
    device: 'Dispositivo e pagina',
    visit: 'Andamento della visita',
    variants: 'Varianti sorteggiate',
    answers: 'Domande poste',
    segments: 'Appartenenza a segmenti',
    reports: 'Risposte alterate a caso',
  },
  kept: {
    events: '{name}',
    eventsNamed: '{name} ({words})',
    everyEvent: 'ogni evento',
    time: 'solo nome e ora',
    whyMetrics: 'letto da {metrics}',
    whyHistory: 'per segmenti futuri: {why}',
    trait: 'attributo {name}, e quando è stato indicato l’ultima volta',
    traitWhy: 'indicato dal sito o dalla risposta del visitatore; letto da segmenti',
    variant: 'variante sorteggiata di {name}',
    variantWhy: 'per mostrare di nuovo la stessa',
    fact: '{name} ({words})',
    factWhy: 'letto da segmenti',
    once: '{property} di {name}, come hash, degli ultimi cento',
    onceWhy: 'perché un evento comunicato due volte conti una volta',
    asked: 'quando la domanda {name} è stata mostrata, ha avuto risposta, è stata chiusa',
    askedWhy: 'per non chiedere di nuovo',
    numbers:
      'numeri delle metriche, appartenenza a segmenti, segmenti a cui il visitatore si è opposto',
    numbersWhy: 'le risposte, senza leggere tutti gli eventi a ogni pagina',
    sessions: 'numero, inizio e ultimo evento della sessione, primo evento, numero di eventi',
    sessionsWhy: 'per distinguere le sessioni',
    answer:
      'la risposta alla richiesta di consenso: che cosa, quando, a quale testo, e quando è iniziata la cronologia',
    answerWhy: 'per rispettarla, e non chiedere di nuovo',
    shown: 'segmenti che la pagina può mostrare, con la loro fine',
    shownWhy: 'il contenuto giusto fin dall’inizio',
    left: 'ciò che è accaduto su una pagina lasciata prima che fosse conservato, per quanto le definizioni lo leggono',
    leftWhy: 'per non perderlo',
    document: 'le definizioni firmate e ciò che lo script ne ha ricavato: nulla sul visitatore',
    documentWhy: 'per funzionare senza rete, e rifiutare quelle più vecchie',
    seed: '16 byte casuali; la risposta da inviare; che cosa è stato chiesto quando, con il suo ε',
    seedWhy: 'una risposta per periodo, la stessa ogni volta che è chiesta',
    counted: 'la fine dell’ultimo periodo comunicato, per tutti i siti dell’origine',
    countedWhy: 'nessun secondo rapporto in un periodo',
  },
  periods: {
    history: 'quanto la cronologia, al massimo {most}',
    session: 'fino alla fine della sessione, {time} dopo il suo ultimo evento',
    window:
      'i numeri quanto le loro finestre, tutto il resto quanto la cronologia, al massimo {most}',
    definitions: 'fino alla scadenza delle definizioni',
    nextPage: 'fino alla pagina successiva del sito',
    answer: '{most} dalla risposta',
    whole:
      'Nessun evento è conservato oltre il suo termine. Tutto è cancellato {most} dopo l’inizio della cronologia, anche se nel frattempo è stata data una nuova risposta.',
    browser:
      'Un browser che non apre mai più il sito non ne esegue il codice: lì valgono le regole del browser.',
  },
  removed: {
    usual: 'il suo termine; cancellazione; rifiuto',
    answer: 'la risposta successiva',
    measurement: 'il suo termine; cancellazione; rifiuto della misurazione',
    personalisation: 'cancellazione; rifiuto della personalizzazione',
    counted: 'il suo termine',
    alarm: 'un timer del server',
    owner: 'chi gestisce il server, con il sito',
  },
  edge: {
    counts: 'contatori: domanda, periodo, risposta, un numero',
    countsWhy: 'i conteggi',
    countsPeriod: '25 mesi dopo il periodo',
    ids: 'hash dell’identificativo casuale di ogni rapporto, senza ordine, data o risposta',
    idsWhy: 'per rifiutare una ripetizione',
    idsPeriod: '24 ore dopo la fine del periodo',
    documents: 'le definizioni e le chiavi pubbliche pubblicate: nulla sui visitatori',
    documentsWhy: 'per consegnarle; chiunque può confrontarle',
    documentsPeriod: 'quanto il sito',
    place:
      'Il luogo approssimativo ({parts}) è tratto dalla richiesta, comunicato alla pagina e non conservato sul server.',
    none: 'Con nulla di ciò sono conservati un indirizzo, un cookie, uno user agent o un identificativo di un visitatore.',
  },
  segments: {
    none: 'Non ce ne sono.',
    noStay: 'finché vale',
    stays: '{time} più di quanto vale',
    ever: 'quanto la cronologia',
    shown: 'mostrato alla pagina',
    hidden: 'mai mostrato alla pagina',
    counted: 'contato',
    handed: 'consegnato',
  },
  counts: {
    none: 'Nulla è contato.',
    how: 'Ogni dispositivo risponde a una domanda in ogni periodo di {period}, con risposta randomizzata a ε = {epsilon}. La risposta è volutamente falsa tanto spesso quanto dice la tabella, così che non dice nulla di certo su nessuno. Il rapporto ha la stessa lunghezza per tutti, e nessun identificativo che gli sopravviva.',
    budget:
      'In 52 settimane la somma di ε è al massimo {yearly} ({periods} periodi), se qualcuno potesse collegare tutti i rapporti di un dispositivo; nessun rapporto ne dà il mezzo. Qualunque cosa sia firmata, non è mai più di {most} in 365 giorni.',
    back: 'Una risposta inviata non può essere ritirata: è un numero in un contatore, e non appartiene a nessuno.',
    kinds: {
      segment: 'se un visitatore è nel segmento {name}',
      group: 'in quale segmento del gruppo {name} è un visitatore',
      experience: 'quale variante di {name} è stata mostrata a un visitatore',
      converted:
        'quale variante di {name} è stata mostrata a un visitatore, e se l’obiettivo è stato raggiunto',
      histogram: 'in quale intervallo si trova il valore di {name}',
    },
    shown: 'I numeri sono mostrati solo al di sopra di soglie, con i loro intervalli.',
  },
  recipients: {
    none: 'Ciò che è conservato sul dispositivo non è inviato a nessuno.',
    edge: 'Chi gestisce il server: richieste delle definizioni, le stesse per tutti; richieste del luogo approssimativo, dove una definizione lo legge; e le risposte alterate a caso, dove qualcosa è contato.',
    activated:
      'Dove il visitatore vi ha acconsentito, identificativi di segmenti sono consegnati ad altri script della pagina. Chi li riceve può inoltrarli, e ciò che è stato inviato non può essere ritirato:',
    ways: { gpt: 'Google Publisher Tag', prebid: 'Prebid', dataLayer: 'livello dati (data layer)' },
  },
  transfers: {
    inside:
      'Tutti i responsabili del trattamento qui nominati trattano i dati nello Spazio economico europeo: {list}.',
    outside: 'Fuori dello Spazio economico europeo: {list}.',
  },
  measures: [
    'I segmenti sono decisi sul dispositivo del visitatore; eventi, attributi e appartenenze non sono inviati al server.',
    'Sono conservati solo eventi e proprietà che una definizione legge, per il tempo in cui li legge, al massimo 13 mesi (§5.1.c, §5.1.e, §25.1).',
    'Le definizioni sono firmate con una chiave che il server non ha; le pagine rifiutano ciò che non è firmato, è alterato, più vecchio o scaduto.',
    'I conteggi sono alterati a caso sul dispositivo; una risposta per dispositivo e periodo, senza identificativo che le sopravviva.',
    'I conteggi sono mostrati solo al di sopra di soglie, al massimo una volta al giorno, a scatti.',
    'Il trasporto è cifrato; il server non conserva indirizzi, cookie o user agent.',
    'La revoca del consenso cancella subito; i visitatori possono vedere, portare con sé, rettificare e cancellare ciò che è conservato, e opporsi a ogni segmento.',
    'Un segnale del browser contro il tracciamento (Global Privacy Control) vale come rifiuto, salvo che il visitatore acconsenta poi per questo sito.',
    'L’accesso ai conteggi e alla pubblicazione richiede token, che si possono limitare, rinnovare e revocare; ciò che se ne è fatto è annotato.',
  ],
  necessity: {
    minimal:
      'Sono conservati {events} tipi di eventi con {properties} proprietà, e {facts} altri dati. Ciascuno è letto da una definizione, o conservato per un motivo che le definizioni indicano.',
    longest: 'Il termine più lungo è di {time}.',
    instead:
      'I conteggi sono stime da risposte alterate a caso invece di conteggi esatti di visitatori identificati.',
  },
  risks: {
    narrow: [
      'Una regola vale per una sola persona, che è trattata in modo diverso.',
      'Le regole sono pubbliche e firmate; chiunque può leggerle. I conteggi di poche persone non sono mostrati.',
      'La pagina può comunque essere cambiata per una persona, con regole che tutti possono leggere.',
    ],
    infer: [
      'Un segmento lascia intendere salute, convinzioni, vita sessuale o altre categorie particolari (§9.1).',
      'Il controllo rifiuta o segnala le parole che le nominano.',
      'I nomi possono essere scelti in modo che nessuno se ne accorga.',
    ],
    device: [
      'Un’altra persona usa lo stesso dispositivo e vede ciò che la pagina mostra.',
      'Cancellazione nel riquadro per i visitatori; termini brevi.',
      'Vede ciò che la pagina mostra fino alla cancellazione.',
    ],
    scripts: [
      'Altri script della pagina leggono ciò che è conservato.',
      'Non è conservato più di quanto le definizioni leggono.',
      'All’interno di una stessa origine non si può impedire.',
    ],
    altered: [
      'Qualcuno si impossessa del server e consegna altre regole.',
      'Le pagine rifiutano ciò che chi gestisce il sito non ha firmato; le versioni pubblicate si possono confrontare.',
      'Il server può trattenere o ritardare nuove definizioni fino alla scadenza delle vecchie.',
    ],
    linked: [
      'Qualcuno collega i rapporti di un dispositivo e ne deduce appartenenze.',
      'Risposte alterate a caso con ε = {epsilon}, nessun identificativo; in 52 settimane la somma di ε è al massimo {yearly}.',
      'Chi collega tutti i rapporti apprende quanto questo ε consente.',
    ],
    handed: [
      'Un destinatario unisce identificativi di segmenti a ciò che sa del visitatore.',
      'Solo dove il visitatore ha acconsentito proprio a questo; i destinatari sono nominati prima; al massimo 20 identificativi per via.',
      'Ciò che è stato inviato non può essere ritirato.',
    ],
  },
  rights: {
    panel:
      'Su questo sito può vedere che cosa è conservato sul Suo dispositivo e perché è in un gruppo, e portarlo con sé, rettificarlo o cancellarlo (§15, §16, §17, §20). Può opporsi a ogni gruppo (§21).',
    withdraw:
      'Può revocare il Suo consenso in qualsiasi momento (§7.3). Ciò che è stato fatto prima resta lecito.',
    more: 'Ha il diritto di limitazione di trattamento (§18), e di proporre reclamo a un’autorità di controllo (§77.1).',
    unknown:
      'Non possiamo sapere quale dispositivo è il Suo (§11.2): i Suoi diritti su ciò che vi è conservato si esercitano su quel dispositivo.',
    voluntary:
      'Né la legge né un contratto La obbligano ad acconsentire. Se non acconsente, la pagina è mostrata com’è per tutti, e non è conservato altro che la Sua risposta.',
    voluntaryInformed: 'Non deve accettare neppure la misurazione: un’opposizione la termina.',
    automated:
      'Il Suo browser decide secondo le regole qui sopra in quali gruppi si trova; la pagina può allora mostrare altri contenuti (§13.2.f).',
  },
  public: {
    draft:
      'Tratto da una bozza delle definizioni di {site}, e non da un testo firmato: versione {version}, emessa: {issued}, valida fino a: {expires}. Le pagine del sito accettano solo ciò che ha firmato chi lo gestisce.',
    envelope: 'Il testo firmato',
    verify:
      'Chi vuole può verificare la firma con la chiave pubblica del sito, e confrontare l’hash con quelli pubblicati.',
    published: 'Tutte le versioni pubblicate',
    questions:
      'Ai visitatori in {segments} può essere chiesto: {question} La risposta resta sul dispositivo.',
  },
  questions: {
    controller:
      'Chi è il titolare del trattamento, e come lo si contatta? Le definizioni non nominano nessuno («controller»).',
    joint: 'Ci sono contitolari (§26.1), o un rappresentante nell’Unione (§27.1)?',
    officer:
      'Va designato un responsabile della protezione dei dati (§37.1)? Le definizioni non ne nominano.',
    basis:
      'Su quale base giuridica si fonda il trattamento per questa finalità: {purpose} (§6.1)? Il consenso ai sensi di §e alla conservazione sul dispositivo non lo decide.',
    interests:
      'Se si fonda su legittimi interessi (§6.1.f): quali, e che esito ha avuto il bilanciamento?',
    inform:
      'Su quale norma nazionale si fonda la misurazione senza consenso in: {countries}? Le sue condizioni sono soddisfatte?',
    processors:
      'Chi gestisce il server, e chi altro tratta dati per conto del titolare del trattamento (§28.3)? Le definizioni non nominano nessuno.',
    contracts: 'C’è un contratto ai sensi di §28.3 con ogni responsabile del trattamento: {list}?',
    logs: 'Che cosa registra delle richieste chi gestisce il server (indirizzi, orari), e per quanto tempo?',
    recipients: 'Chi altro riceve dati, da script della pagina che leggono segmenti?',
    country:
      'In quali paesi trattano dati: {list}? Fuori dello Spazio economico europeo: su quale garanzia si fonda il trasferimento (§44)?',
    transfer: 'Su quale decisione o garanzia si fondano i trasferimenti verso {list} (§45, §46)?',
    transferUnknown:
      'I dati sono trasferiti verso un paese terzo, e con quale decisione o garanzia (§45, §46)?',
    special:
      'Un segmento lascia intendere categorie particolari di dati personali (§9.1), anche se il suo nome non lo dice?',
    freeText:
      'Questi attributi possono contenere qualsiasi testo: {list}. Che cosa vi mette il sito?',
    children: 'Il sito è usato da bambini?',
    decisions:
      'Dipende da un segmento qualcosa che produce effetti giuridici o che incide in modo analogo significativamente (§22.1)? Covey non è fatto per questo.',
    authority: 'Quale autorità di controllo è competente, e come la si contatta?',
    own: 'Quali misure proprie ci sono: chi ha la chiave di firma, chi ha token, chi può cambiare la pagina (§32.1)?',
    required:
      'È richiesta una valutazione (§35.1, §35.3), anche secondo gli elenchi dell’autorità (§35.4)? Se no: perché no?',
    necessary: 'Ogni segmento è necessario alla sua finalità, e non c’è un modo che richieda meno?',
    history: 'È necessario conservare questi eventi per segmenti futuri: {list}?',
    likelihood:
      'Quanto è probabile, e quanto grave, ciascuno di questi rischi su questo sito? Quali altri ci sono?',
    advice: 'Che cosa ha consigliato il responsabile della protezione dei dati (§35.2)?',
    views:
      'Quali sono le opinioni dei visitatori o dei loro rappresentanti, se del caso raccolte (§35.9)?',
    residual:
      'Resta un rischio elevato, così che va consultata l’autorità (§36.1)? Quando è riesaminata la valutazione (§35.11)?',
  },
  questionsLead: {
    owner: 'A queste le definizioni non possono rispondere. Deve farlo chi è responsabile.',
    notice:
      'Non fa parte dell’informativa: risponda a queste domande, scriva le risposte dove vanno, e tolga questa sezione.',
  },
};
