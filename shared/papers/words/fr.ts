import type { PaperWords } from './types.ts';

/** Français. */
export const fr: PaperWords = {
  cite: {
    article: 'art. {a} RGPD',
    paragraph: 'art. {a}, § {p}, RGPD',
    point: 'art. {a}, § {p}, point {q}), RGPD',
    eprivacy: 'art. 5, § 3, de la directive 2002/58/CE',
  },
  titles: {
    record: 'Registre des activités de traitement : {site}',
    dpia: 'Analyse d’impact relative à la protection des données, projet : {site}',
    notice: 'Ce que {site} retient de votre visite',
    retention: 'Ce qui est enregistré, et pour combien de temps : {site}',
    public: 'Ce que font les définitions de segments de {site}',
  },
  leads: {
    record:
      'Un projet de registre selon §30.1, établi à partir des définitions de segments de {site}, version {version}, valables jusqu’au {expires}. Ce que seul le responsable du traitement peut décider figure comme question ouverte.',
    dpia: 'Un projet d’analyse selon §35.7, établi à partir des définitions de segments de {site}, version {version}, valables jusqu’au {expires}. Il n’est complet qu’une fois les questions ouvertes résolues.',
    notice:
      'Votre navigateur décide lui-même de quels groupes de visiteurs vous faites partie. Aucun serveur ne reçoit pour cela ce que vous avez fait ici.',
    retention:
      'Établi à partir des définitions de segments de {site}, version {version}, valables jusqu’au {expires}. Les événements et propriétés qu’aucune définition ne lit ne sont pas enregistrés.',
    public:
      'Établi à partir des définitions que l’exploitant de {site} a signées : version {version}, émise le {issued}, valable jusqu’au {expires}. Les pages du site refusent toutes les autres.',
  },
  off: {
    children:
      'Selon les définitions, le site est destiné aux enfants : rien n’est enregistré et rien n’est compté. Ce qui suit est ce qu’elles feraient sinon.',
    stop: 'Les définitions sont arrêtées : rien n’est enregistré et rien n’est compté. Ce qui suit est ce qu’elles feraient sinon.',
  },
  heads: {
    controller: 'Responsable du traitement',
    purposes: 'Finalités du traitement',
    subjects: 'Catégories de personnes concernées et de données à caractère personnel',
    recipients: 'Destinataires',
    transfers: 'Transferts vers des pays tiers',
    limits: 'Délais d’effacement',
    security: 'Mesures techniques et organisationnelles',
    questions: 'Questions ouvertes',
    need: 'Nécessité d’une analyse',
    description: 'Description des opérations de traitement',
    necessity: 'Nécessité et proportionnalité',
    risks: 'Risques pour les droits et libertés des personnes concernées',
    measures: 'Mesures pour faire face aux risques',
    involved: 'Conseil, avis et réexamen',
    who: 'Qui est responsable',
    what: 'Ce qui se passe, et dans quel but',
    device: 'Sur l’appareil',
    edge: 'Sur le serveur',
    basis: 'Base juridique',
    rights: 'Vos droits',
    voluntary: 'Caractère facultatif',
    automated: 'Décisions automatisées',
    segments: 'Segments',
    counts: 'Comptages',
    asked: 'Questions aux visiteurs',
    document: 'Le document',
    consent: 'Consentement',
  },
  labels: {
    controller: 'Responsable du traitement',
    contact: 'Contact',
    officer: 'Délégué à la protection des données',
    notice: 'Politique de confidentialité',
    processor: 'Sous-traitant',
    data: 'Données',
    properties: 'Propriétés',
    why: 'Pourquoi',
    period: 'Conservation',
    removed: 'Effacé par',
    segment: 'Segment',
    meaning: 'Signification',
    stays: 'Un visiteur y reste',
    used: 'Utilisation',
    question: 'Question',
    answers: 'Réponses',
    wrong: 'Volontairement fausse',
    way: 'Voie',
    recipients: 'Destinataires',
    handed: 'Ce qui leur est transmis',
    risk: 'Risque',
    answer: 'Ce qui est fait',
    remains: 'Ce qui reste',
    version: 'Version',
    issued: 'Émise le',
    expires: 'Valable jusqu’au',
    hash: 'SHA-256 du texte signé',
    signers: 'Signée avec',
    open: 'Question ouverte {n}',
    notStated: 'non indiqué',
    category: 'Catégorie',
    number: 'Nº',
    said: 'Indication',
  },
  purposes: {
    personalisation:
      'Personnalisation : retenir sur l’appareil du visiteur ce qui s’est passé sur le site, et y décider de quels segments il fait partie, afin que la page puisse être adaptée.',
    measurement:
      'Mesure : savoir combien de visiteurs font partie d’un segment, par une réponse brouillée au hasard par appareil et par période.',
    activation:
      'Transmission : remettre des identifiants de segments à d’autres scripts de la même page. L’exploitant indique dans quel but : {purpose}',
    none: 'Les définitions ne décident d’aucun segment et ne comptent rien.',
  },
  purposeNames: {
    personalisation: 'personnalisation',
    measurement: 'mesure',
    activation: 'transmission',
  },
  consent: {
    ask: 'Rien n’est enregistré ni lu avant que le visiteur ait accepté la finalité, chacune séparément. L’enregistrement sur l’appareil et la lecture reposent sur ce consentement (§e).',
    inform:
      'Dans ces pays, la mesure, et aucune autre finalité, commence dès que le visiteur a été informé, et cesse avec une opposition : {countries}.',
    others: 'tous les pays sans règle propre',
    withdraw:
      'Retirer son consentement est aussi simple que le donner, et efface aussitôt ce qui repose sur lui, sur chaque page ouverte du site.',
    text: 'Version du texte auquel répondent les visiteurs : {n}.',
  },
  subjects: {
    who: 'Les visiteurs de {site} qui ont accepté une finalité.',
    informed:
      'Pour la mesure, aussi les visiteurs qui ont été informés et ne se sont pas opposés : {countries}.',
    sensitive:
      'Le contrôle signale les segments qui nomment ou laissent supposer des catégories particulières de données à caractère personnel (§9.1). Il connaît des mots, et non des sens.',
  },
  categories: {
    events: 'Ce qui s’est passé sur le site (événements)',
    traits: 'Ce que le site a indiqué ou le visiteur répondu (attributs)',
    place: 'Lieu approximatif',
    source: 'Provenance d’une visite',
    device: 'Appareil et page',
    visit: 'Déroulement de la visite',
    variants: 'Variantes tirées au sort',
    answers: 'Questions posées',
    segments: 'Appartenance à des segments',
    reports: 'Réponses brouillées',
  },
  kept: {
    events: '{name}',
    eventsNamed: '{name} ({words})',
    everyEvent: 'tout événement',
    time: 'nom et heure seulement',
    whyMetrics: 'lu par {metrics}',
    whyHistory: 'pour des segments à venir : {why}',
    trait: 'attribut {name}, et quand il a été indiqué pour la dernière fois',
    traitWhy: 'indiqué par le site ou répondu par le visiteur ; lu par des segments',
    variant: 'variante tirée au sort de {name}',
    variantWhy: 'pour montrer la même à nouveau',
    fact: '{name} ({words})',
    factWhy: 'lu par des segments',
    once: '{property} de {name}, sous forme de hachage, des cent derniers',
    onceWhy: 'pour qu’un événement signalé deux fois compte une fois',
    asked: 'quand la question {name} a été montrée, répondue, fermée',
    askedWhy: 'pour ne pas demander à nouveau',
    numbers:
      'nombres des métriques, appartenance à des segments, segments auxquels le visiteur s’est opposé',
    numbersWhy: 'les réponses, sans lire tous les événements à chaque page',
    sessions:
      'numéro, début et dernier événement de la session, premier événement, nombre d’événements',
    sessionsWhy: 'pour distinguer les sessions',
    answer:
      'la réponse à la demande de consentement : quoi, quand, à quel texte, et quand l’historique a commencé',
    answerWhy: 'pour la respecter, et ne pas demander à nouveau',
    shown: 'segments que la page peut montrer, avec leur fin',
    shownWhy: 'le bon contenu dès le premier affichage',
    left: 'ce qui s’est passé sur une page quittée avant l’enregistrement, dans la mesure où les définitions le lisent',
    leftWhy: 'pour ne pas le perdre',
    document: 'les définitions signées et ce que le script en a tiré : rien sur le visiteur',
    documentWhy: 'pour fonctionner hors ligne, et refuser les plus anciennes',
    seed: '16 octets aléatoires ; la réponse à envoyer ; ce qui a été demandé quand, avec son ε',
    seedWhy: 'une réponse par période, la même à chaque demande',
    counted: 'la fin de la dernière période rapportée, pour tous les sites de l’origine',
    countedWhy: 'pas de second rapport dans une période',
  },
  periods: {
    history: 'aussi longtemps que l’historique, au plus {most}',
    session: 'jusqu’à la fin de la session, {time} après son dernier événement',
    window:
      'les nombres aussi longtemps que leurs fenêtres, tout le reste aussi longtemps que l’historique, au plus {most}',
    definitions: 'jusqu’à l’expiration des définitions',
    nextPage: 'jusqu’à la page suivante du site',
    answer: '{most} à compter de la réponse',
    whole:
      'Aucun événement n’est conservé au-delà de sa durée. Tout est effacé {most} après le début de l’historique, même si une nouvelle réponse a été donnée entre-temps.',
    browser:
      'Un navigateur qui n’ouvre plus jamais le site n’en exécute pas le code : ce sont alors ses propres règles qui s’appliquent.',
  },
  removed: {
    usual: 'fin de la durée ; effacement ; refus',
    answer: 'la réponse suivante',
    measurement: 'fin de la durée ; effacement ; refus de la mesure',
    personalisation: 'effacement ; refus de la personnalisation',
    counted: 'fin de la durée',
    alarm: 'une minuterie du serveur',
    owner: 'l’exploitant, avec le site',
  },
  edge: {
    counts: 'compteurs : question, période, réponse, un nombre',
    countsWhy: 'les comptages',
    countsPeriod: '25 mois après la période',
    ids: 'hachage de l’identifiant aléatoire de chaque rapport, sans ordre, date ni réponse',
    idsWhy: 'pour refuser une répétition',
    idsPeriod: '24 heures après la fin de la période',
    documents: 'les définitions et clés publiques publiées : rien sur les visiteurs',
    documentsWhy: 'pour les distribuer ; chacun peut les comparer',
    documentsPeriod: 'aussi longtemps que le site',
    place:
      'Le lieu approximatif ({parts}) est déduit de la requête, communiqué à la page et non enregistré sur le serveur.',
    none: 'Avec rien de cela ne sont enregistrés une adresse, un cookie, un agent utilisateur ou un identifiant d’un visiteur.',
  },
  segments: {
    none: 'Il n’y en a pas.',
    noStay: 'tant qu’elle s’applique',
    stays: '{time} de plus qu’elle ne s’applique',
    ever: 'aussi longtemps que l’historique',
    shown: 'montré à la page',
    hidden: 'jamais montré à la page',
    counted: 'compté',
    handed: 'transmis',
  },
  counts: {
    none: 'Rien n’est compté.',
    how: 'Chaque appareil répond à une question par période de {period}, par réponse aléatoire avec ε = {epsilon}. La réponse est volontairement fausse aussi souvent que l’indique le tableau, de sorte qu’elle ne dit rien de sûr de personne. Le rapport a la même longueur pour tous, et aucun identifiant qui lui survive.',
    budget:
      'Sur 52 semaines, ε totalise au plus {yearly} ({periods} périodes), si quelqu’un pouvait relier tous les rapports d’un appareil ; aucun rapport n’en donne le moyen. Quoi qu’il soit signé, ce n’est jamais plus de {most} sur 365 jours.',
    back: 'Une réponse envoyée ne peut pas être reprise : elle est un nombre dans un compteur, et n’appartient à personne.',
    kinds: {
      segment: 'si un visiteur fait partie du segment {name}',
      group: 'de quel segment du groupe {name} un visiteur fait partie',
      experience: 'quelle variante de {name} a été montrée à un visiteur',
      converted:
        'quelle variante de {name} a été montrée à un visiteur, et si l’objectif a été atteint',
      histogram: 'dans quel intervalle se trouve la valeur de {name}',
    },
    shown: 'Les nombres ne sont montrés qu’au-dessus de seuils, avec leurs intervalles.',
  },
  recipients: {
    none: 'Ce qui est enregistré sur l’appareil n’est envoyé à personne.',
    edge: 'L’exploitant du serveur : les demandes des définitions, les mêmes pour tous ; les demandes du lieu approximatif, lorsqu’une définition le lit ; et les réponses brouillées, lorsque quelque chose est compté.',
    activated:
      'Lorsque le visiteur l’a accepté, des identifiants de segments sont remis à d’autres scripts de la page. Qui les reçoit peut les envoyer plus loin, et ce qui a été envoyé ne peut pas être repris :',
    ways: {
      gpt: 'Google Publisher Tag',
      prebid: 'Prebid',
      dataLayer: 'couche de données (data layer)',
    },
  },
  transfers: {
    inside:
      'Tous les sous-traitants nommés ici traitent les données dans l’Espace économique européen : {list}.',
    outside: 'Hors de l’Espace économique européen : {list}.',
  },
  measures: [
    'Les segments sont décidés sur l’appareil du visiteur ; événements, attributs et appartenances ne sont pas envoyés au serveur.',
    'Seuls sont enregistrés les événements et propriétés qu’une définition lit, aussi longtemps qu’elle les lit, 13 mois au plus (§5.1.c, §5.1.e, §25.1).',
    'Les définitions sont signées avec une clé que le serveur ne détient pas ; les pages refusent ce qui est non signé, modifié, plus ancien ou expiré.',
    'Les comptages sont brouillés sur l’appareil ; une réponse par appareil et par période, sans identifiant qui lui survive.',
    'Les comptages ne sont montrés qu’au-dessus de seuils, au plus une fois par jour, par paliers.',
    'Le transport est chiffré ; le serveur n’enregistre ni adresses, ni cookies, ni agents utilisateurs.',
    'Le retrait du consentement efface aussitôt ; les visiteurs peuvent voir, emporter, rectifier et effacer ce qui est enregistré, et s’opposer à chaque segment.',
    'Un signal du navigateur contre le suivi (Global Privacy Control) vaut refus, sauf si le visiteur accepte ensuite pour ce site.',
    'L’accès aux comptages et à la publication exige des jetons, qui peuvent être limités, renouvelés et révoqués ; ce qui en a été fait est consigné.',
  ],
  necessity: {
    minimal:
      'Sont enregistrés {events} types d’événements avec {properties} propriétés, et {facts} autres données. Chacune est lue par une définition, ou conservée pour une raison que les définitions indiquent.',
    longest: 'La durée la plus longue est de {time}.',
    instead:
      'Les comptages sont des estimations tirées de réponses brouillées au lieu de comptages exacts de visiteurs identifiés.',
  },
  risks: {
    narrow: [
      'Une règle convient à une seule personne, qui est traitée différemment.',
      'Les règles sont publiques et signées ; chacun peut les lire. Les comptages de peu de personnes ne sont pas montrés.',
      'La page peut quand même être changée pour une personne, par des règles que tous peuvent lire.',
    ],
    infer: [
      'Un segment laisse supposer la santé, les convictions, la vie sexuelle ou d’autres catégories particulières (§9.1).',
      'Le contrôle refuse ou signale les mots qui les nomment.',
      'Des noms peuvent être choisis de sorte que personne ne le remarque.',
    ],
    device: [
      'Une autre personne utilise le même appareil et voit ce que montre la page.',
      'Effacement dans l’aperçu pour visiteurs ; durées courtes.',
      'Elle voit ce que montre la page jusqu’à l’effacement.',
    ],
    scripts: [
      'D’autres scripts de la page lisent ce qui est enregistré.',
      'Il n’est rien enregistré de plus que ce que lisent les définitions.',
      'Cela ne peut être empêché au sein d’une même origine.',
    ],
    altered: [
      'Quelqu’un prend le contrôle du serveur et distribue d’autres règles.',
      'Les pages refusent ce que l’exploitant n’a pas signé ; les versions publiées peuvent être comparées.',
      'Le serveur peut retenir ou retarder de nouvelles définitions jusqu’à l’expiration des anciennes.',
    ],
    linked: [
      'Quelqu’un relie les rapports d’un appareil et en déduit des appartenances.',
      'Réponses brouillées avec ε = {epsilon}, aucun identifiant ; ε totalise au plus {yearly} en 52 semaines.',
      'Qui relie tous les rapports apprend autant que le permet cet ε.',
    ],
    handed: [
      'Un destinataire rapproche des identifiants de segments de ce qu’il sait du visiteur.',
      'Seulement si le visiteur a accepté exactement cela ; les destinataires sont nommés avant ; 20 identifiants par voie au plus.',
      'Ce qui a été envoyé ne peut pas être repris.',
    ],
  },
  rights: {
    panel:
      'Sur ce site, vous pouvez voir ce qui est enregistré sur votre appareil et pourquoi vous faites partie d’un groupe, et l’emporter, le rectifier ou l’effacer (§15, §16, §17, §20). Vous pouvez vous opposer à chaque groupe (§21).',
    withdraw:
      'Vous pouvez retirer votre consentement à tout moment (§7.3). Ce qui a été fait avant reste licite.',
    more: 'Vous avez le droit à la limitation du traitement (§18), et celui d’introduire une réclamation auprès d’une autorité de contrôle (§77.1).',
    unknown:
      'Nous ne pouvons pas savoir quel appareil est le vôtre (§11.2) : vos droits sur ce qui y est enregistré s’exercent sur cet appareil.',
    voluntary:
      'Ni la loi ni un contrat ne vous obligent à accepter. Si vous n’acceptez pas, la page est montrée comme elle l’est à tous, et rien n’est enregistré que votre réponse.',
    voluntaryInformed: 'Vous n’avez pas non plus à accepter la mesure : une opposition y met fin.',
    automated:
      'Votre navigateur décide selon les règles ci-dessus de quels groupes vous faites partie ; la page peut alors montrer d’autres contenus (§13.2.f).',
  },
  public: {
    draft:
      'Établi à partir d’un projet des définitions de {site}, et non d’un texte signé : version {version}, émise le {issued}, valable jusqu’au {expires}. Les pages du site n’acceptent que ce que l’exploitant a signé.',
    envelope: 'Le texte signé lui-même',
    verify:
      'Qui le souhaite peut vérifier la signature avec la clé publique du site, et comparer le hachage avec ceux qui sont publiés.',
    published: 'Toutes les versions publiées',
    questions:
      'Il peut être demandé aux visiteurs dans {segments} : {question} La réponse reste sur l’appareil.',
  },
  questions: {
    controller:
      'Qui est le responsable du traitement, et comment le joindre ? Les définitions ne nomment personne (« controller »).',
    joint:
      'Y a-t-il des responsables conjoints du traitement (§26.1), ou un représentant dans l’Union (§27.1) ?',
    officer:
      'Un délégué à la protection des données doit-il être désigné (§37.1) ? Les définitions n’en nomment pas.',
    basis:
      'Sur quelle base juridique repose le traitement pour cette finalité : {purpose} (§6.1) ? Le consentement selon §e à l’enregistrement sur l’appareil n’y répond pas.',
    interests:
      'S’il repose sur des intérêts légitimes (§6.1.f) : lesquels, et qu’a donné la mise en balance ?',
    inform:
      'Sur quelle règle nationale repose la mesure sans consentement dans : {countries} ? Ses conditions sont-elles remplies ?',
    processors:
      'Qui exploite le serveur, et qui d’autre traite des données pour le compte du responsable du traitement (§28.3) ? Les définitions ne nomment personne.',
    contracts: 'Y a-t-il un contrat selon §28.3 avec chaque sous-traitant : {list} ?',
    logs: 'Que journalise l’exploitant du serveur des requêtes (adresses, heures), et pendant combien de temps ?',
    recipients:
      'Qui d’autre reçoit des données, par des scripts de la page qui lisent des segments ?',
    country:
      'Dans quels pays ceux-ci traitent-ils des données : {list} ? Hors de l’Espace économique européen : sur quelle garantie repose le transfert (§44) ?',
    transfer: 'Sur quelle décision ou garantie reposent les transferts vers {list} (§45, §46) ?',
    transferUnknown:
      'Des données sont-elles transférées vers un pays tiers, et sur quelle décision ou garantie (§45, §46) ?',
    special:
      'Un segment laisse-t-il supposer des catégories particulières de données à caractère personnel (§9.1), bien que son nom ne le dise pas ?',
    freeText: 'Ces attributs peuvent contenir n’importe quel texte : {list}. Qu’y met le site ?',
    children: 'Des enfants utilisent-ils le site ?',
    decisions:
      'Une décision produisant des effets juridiques ou affectant de manière significative de façon similaire dépend-elle d’un segment (§22.1) ? Covey n’est pas fait pour cela.',
    authority: 'Quelle autorité de contrôle est compétente, et comment la joindre ?',
    own: 'Quelles mesures propres y a-t-il : qui détient la clé de signature, qui a des jetons, qui peut modifier la page (§32.1) ?',
    required:
      'Une analyse est-elle requise (§35.1, §35.3), aussi selon les listes de l’autorité (§35.4) ? Sinon : pourquoi pas ?',
    necessary:
      'Chaque segment est-il nécessaire à sa finalité, et n’y a-t-il pas de moyen qui en prenne moins ?',
    history: 'Est-il nécessaire de conserver ces événements pour des segments à venir : {list} ?',
    likelihood:
      'Quelle est, sur ce site, la probabilité et la gravité de chacun de ces risques ? Y en a-t-il d’autres ?',
    advice: 'Qu’a conseillé le délégué à la protection des données (§35.2) ?',
    views:
      'Quel est l’avis des visiteurs ou de leurs représentants, lorsqu’il y a lieu de le demander (§35.9) ?',
    residual:
      'Reste-t-il un risque élevé, de sorte que l’autorité doit être consultée (§36.1) ? Quand l’analyse est-elle réexaminée (§35.11) ?',
  },
  questionsLead: {
    owner: 'Les définitions ne peuvent pas y répondre. Le responsable doit le faire.',
    notice:
      'Ne fait pas partie de la notice : répondez à ces questions, écrivez les réponses là où elles ont leur place, et retirez cette section.',
  },
};
