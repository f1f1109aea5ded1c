import type { PaperWords } from './types.ts';

/** Español. */
export const es: PaperWords = {
  cite: {
    article: 'art. {a} RGPD',
    paragraph: 'art. {a}, apdo. {p}, RGPD',
    point: 'art. {a}, apdo. {p}, letra {q}), RGPD',
    eprivacy: 'art. 5, apdo. 3, de la Directiva 2002/58/CE',
  },
  titles: {
    record: 'Registro de las actividades de tratamiento: {site}',
    dpia: 'Evaluación de impacto relativa a la protección de datos, borrador: {site}',
    notice: 'Lo que {site} recuerda de su visita',
    retention: 'Qué se almacena, y durante cuánto tiempo: {site}',
    public: 'Qué hacen las definiciones de segmentos de {site}',
  },
  leads: {
    record:
      'Un borrador del registro según §30.1, elaborado a partir de las definiciones de segmentos de {site}, versión {version}, válidas hasta el {expires}. Lo que solo el responsable puede decidir figura como cuestión abierta.',
    dpia: 'Un borrador de la evaluación según §35.7, elaborado a partir de las definiciones de segmentos de {site}, versión {version}, válidas hasta el {expires}. Solo está completo cuando se hayan respondido las cuestiones abiertas.',
    notice:
      'Su propio navegador decide a qué grupos de visitantes pertenece. Ningún servidor recibe para ello lo que ha hecho aquí.',
    retention:
      'Elaborado a partir de las definiciones de segmentos de {site}, versión {version}, válidas hasta el {expires}. No se almacenan eventos ni propiedades que ninguna definición lea.',
    public:
      'Elaborado a partir de las definiciones que firmó quien gestiona {site}: versión {version}, emitida el {issued}, válida hasta el {expires}. Las páginas del sitio rechazan todas las demás.',
  },
  off: {
    children:
      'Según las definiciones, el sitio es para niños: no se registra ni se cuenta nada. Lo que sigue es lo que harían de otro modo.',
    stop: 'Las definiciones están detenidas: no se registra ni se cuenta nada. Lo que sigue es lo que harían de otro modo.',
  },
  heads: {
    controller: 'Responsable del tratamiento',
    purposes: 'Fines del tratamiento',
    subjects: 'Categorías de interesados y de datos personales',
    recipients: 'Destinatarios',
    transfers: 'Transferencias a terceros países',
    limits: 'Plazos de supresión',
    security: 'Medidas técnicas y organizativas',
    questions: 'Cuestiones abiertas',
    need: 'Necesidad de una evaluación',
    description: 'Descripción de las operaciones de tratamiento',
    necessity: 'Necesidad y proporcionalidad',
    risks: 'Riesgos para los derechos y libertades de los interesados',
    measures: 'Medidas para afrontar los riesgos',
    involved: 'Asesoramiento, opiniones y revisión',
    who: 'Quién es responsable',
    what: 'Qué ocurre, y para qué',
    device: 'En el dispositivo',
    edge: 'En el servidor',
    basis: 'Base jurídica',
    rights: 'Sus derechos',
    voluntary: 'Carácter voluntario',
    automated: 'Decisiones automatizadas',
    segments: 'Segmentos',
    counts: 'Recuentos',
    asked: 'Preguntas a los visitantes',
    document: 'El documento',
    consent: 'Consentimiento',
  },
  labels: {
    controller: 'Responsable del tratamiento',
    contact: 'Contacto',
    officer: 'Delegado de protección de datos',
    notice: 'Política de privacidad',
    processor: 'Encargado del tratamiento',
    data: 'Datos',
    properties: 'Propiedades',
    why: 'Para qué',
    period: 'Se conserva',
    removed: 'Se borra por',
    segment: 'Segmento',
    meaning: 'Significado',
    stays: 'Un visitante permanece',
    used: 'Se usa para',
    question: 'Pregunta',
    answers: 'Respuestas',
    wrong: 'Falsa a propósito',
    way: 'Vía',
    recipients: 'Destinatarios',
    handed: 'Lo que se les entrega',
    risk: 'Riesgo',
    answer: 'Qué se hace',
    remains: 'Qué queda',
    version: 'Versión',
    issued: 'Emitida el',
    expires: 'Válida hasta el',
    hash: 'SHA-256 del texto firmado',
    signers: 'Firmada con',
    open: 'Cuestión abierta {n}',
    notStated: 'no indicado',
    category: 'Categoría',
    number: 'N.º',
    said: 'Indicación',
  },
  purposes: {
    personalisation:
      'Personalización: recordar en el propio dispositivo del visitante lo que ocurrió en el sitio, y decidir allí en qué segmentos está, para poder adaptar la página.',
    measurement:
      'Medición: saber cuántos visitantes están en un segmento, mediante una respuesta aleatorizada por dispositivo y período.',
    activation:
      'Entrega: pasar identificadores de segmentos a otros scripts de la misma página. Quien gestiona el sitio indica para qué: {purpose}',
    none: 'Las definiciones no deciden ningún segmento ni cuentan nada.',
  },
  purposeNames: {
    personalisation: 'personalización',
    measurement: 'medición',
    activation: 'entrega',
  },
  consent: {
    ask: 'No se almacena ni se lee nada antes de que el visitante haya aceptado el fin, cada uno por separado. Almacenar en el dispositivo y leer de él se basan en ese consentimiento (§e).',
    inform:
      'En estos países la medición, y ningún otro fin, empieza una vez informado el visitante, y termina con una oposición: {countries}.',
    others: 'todos los países sin regla propia',
    withdraw:
      'Retirar el consentimiento es tan fácil como darlo, y borra de inmediato lo que se basa en él, en todas las páginas abiertas del sitio.',
    text: 'Versión del texto al que responden los visitantes: {n}.',
  },
  subjects: {
    who: 'Visitantes de {site} que aceptaron un fin.',
    informed:
      'Para la medición, también visitantes que fueron informados y no se opusieron: {countries}.',
    sensitive:
      'La comprobación señala los segmentos que nombran o insinúan categorías especiales de datos personales (§9.1). Conoce palabras, no significados.',
  },
  categories: {
    events: 'Lo que ocurrió en el sitio (eventos)',
    traits: 'Lo que indicó el sitio o respondió el visitante (atributos)',
    place: 'Lugar aproximado',
    source: 'De dónde vino una visita',
    device: 'Dispositivo y página',
    visit: 'Curso de la visita',
    variants: 'Variantes sorteadas',
    answers: 'Preguntas hechas',
    segments: 'Pertenencia a segmentos',
    reports: 'Respuestas aleatorizadas',
  },
  kept: {
    events: '{name}',
    eventsNamed: '{name} ({words})',
    everyEvent: 'todo evento',
    time: 'solo nombre y hora',
    whyMetrics: 'leído por {metrics}',
    whyHistory: 'para segmentos futuros: {why}',
    trait: 'atributo {name}, y cuándo se indicó por última vez',
    traitWhy: 'indicado por el sitio o respondido por el visitante; leído por segmentos',
    variant: 'variante sorteada de {name}',
    variantWhy: 'para volver a mostrar la misma',
    fact: '{name} ({words})',
    factWhy: 'leído por segmentos',
    once: '{property} de {name}, como hash, de los últimos cien',
    onceWhy: 'para que un evento comunicado dos veces cuente una',
    asked: 'cuándo se mostró, respondió, cerró la pregunta {name}',
    askedWhy: 'para no volver a preguntar',
    numbers:
      'números de las métricas, pertenencia a segmentos, segmentos a los que se opuso el visitante',
    numbersWhy: 'las respuestas, sin leer todos los eventos en cada página',
    sessions: 'número, inicio y último evento de la sesión, primer evento, número de eventos',
    sessionsWhy: 'para distinguir las sesiones',
    answer:
      'la respuesta a la pregunta de consentimiento: qué, cuándo, a qué texto, y cuándo empezó el historial',
    answerWhy: 'para cumplirla, y no volver a preguntar',
    shown: 'segmentos que la página puede mostrar, con su final',
    shownWhy: 'el contenido correcto desde el principio',
    left: 'lo que ocurrió en una página que se dejó antes de almacenarlo, en la medida en que las definiciones lo leen',
    leftWhy: 'para no perderlo',
    document:
      'las definiciones firmadas y lo que el script dedujo de ellas: nada sobre el visitante',
    documentWhy: 'para funcionar sin conexión, y rechazar otras más antiguas',
    seed: '16 bytes aleatorios; la respuesta por enviar; qué se preguntó cuándo, con su ε',
    seedWhy: 'una respuesta por período, la misma siempre que se pregunte',
    counted: 'el final del último período comunicado, para todos los sitios del origen',
    countedWhy: 'ningún segundo informe en un período',
  },
  periods: {
    history: 'tanto como el historial, como máximo {most}',
    session: 'hasta que termine la sesión, {time} después de su último evento',
    window:
      'los números tanto como sus ventanas, todo lo demás tanto como el historial, como máximo {most}',
    definitions: 'hasta que caduquen las definiciones',
    nextPage: 'hasta la siguiente página del sitio',
    answer: '{most} desde la respuesta',
    whole:
      'Ningún evento se conserva más allá de su plazo. Todo se borra {most} después de empezar el historial, también si entretanto se respondió de nuevo.',
    browser:
      'Un navegador que no vuelve a abrir el sitio no ejecuta su código: allí rigen las reglas del navegador.',
  },
  removed: {
    usual: 'su plazo; borrado; rechazo',
    answer: 'la siguiente respuesta',
    measurement: 'su plazo; borrado; rechazo de la medición',
    personalisation: 'borrado; rechazo de la personalización',
    counted: 'su plazo',
    alarm: 'un temporizador del servidor',
    owner: 'quien gestiona el servidor, con el sitio',
  },
  edge: {
    counts: 'contadores: pregunta, período, respuesta, un número',
    countsWhy: 'los recuentos',
    countsPeriod: '25 meses después del período',
    ids: 'hash del identificador aleatorio de cada informe, sin orden, fecha ni respuesta',
    idsWhy: 'para rechazar una repetición',
    idsPeriod: '24 horas después del final del período',
    documents: 'las definiciones y claves públicas publicadas: nada sobre visitantes',
    documentsWhy: 'para entregarlas; cualquiera puede compararlas',
    documentsPeriod: 'tanto como el sitio',
    place:
      'El lugar aproximado ({parts}) se deduce de la petición, se comunica a la página y no se almacena en el servidor.',
    none: 'Con nada de ello se almacena una dirección, una cookie, un agente de usuario o un identificador de un visitante.',
  },
  segments: {
    none: 'No hay ninguno.',
    noStay: 'mientras se cumpla',
    stays: '{time} más de lo que se cumple',
    ever: 'tanto como el historial',
    shown: 'se muestra a la página',
    hidden: 'nunca se muestra a la página',
    counted: 'se cuenta',
    handed: 'se entrega',
  },
  counts: {
    none: 'No se cuenta nada.',
    how: 'Cada dispositivo responde a una pregunta en cada período de {period}, por respuesta aleatorizada con ε = {epsilon}. La respuesta es falsa a propósito tan a menudo como dice la tabla, de modo que no dice nada seguro de nadie. El informe tiene la misma longitud para todos, y ningún identificador que le sobreviva.',
    budget:
      'En 52 semanas la suma de ε es como máximo {yearly} ({periods} períodos), si alguien pudiera vincular todos los informes de un dispositivo; ningún informe da un medio para ello. Se firme lo que se firme, nunca son más de {most} en 365 días.',
    back: 'Una respuesta enviada no puede retirarse: es un número en un contador, y no pertenece a nadie.',
    kinds: {
      segment: 'si un visitante está en el segmento {name}',
      group: 'en qué segmento del grupo {name} está un visitante',
      experience: 'qué variante de {name} se mostró a un visitante',
      converted: 'qué variante de {name} se mostró a un visitante, y si se alcanzó el objetivo',
      histogram: 'en qué intervalo está el valor de {name}',
    },
    shown: 'Los números solo se muestran por encima de umbrales, con sus intervalos.',
  },
  recipients: {
    none: 'Lo que está almacenado en el dispositivo no se envía a nadie.',
    edge: 'Quien gestiona el servidor: peticiones de las definiciones, las mismas para todos; peticiones del lugar aproximado, donde una definición lo lee; y las respuestas aleatorizadas, donde se cuenta algo.',
    activated:
      'Donde el visitante lo aceptó, se entregan identificadores de segmentos a otros scripts de la página. Quien los recibe puede reenviarlos, y lo enviado no puede retirarse:',
    ways: {
      gpt: 'Google Publisher Tag',
      prebid: 'Prebid',
      dataLayer: 'capa de datos (data layer)',
    },
  },
  transfers: {
    inside:
      'Todos los encargados nombrados aquí tratan los datos en el Espacio Económico Europeo: {list}.',
    outside: 'Fuera del Espacio Económico Europeo: {list}.',
  },
  measures: [
    'Los segmentos se deciden en el dispositivo del visitante; eventos, atributos y pertenencias no se envían al servidor.',
    'Solo se almacenan eventos y propiedades que una definición lee, durante el tiempo que los lee, 13 meses como máximo (§5.1.c, §5.1.e, §25.1).',
    'Las definiciones están firmadas con una clave que el servidor no tiene; las páginas rechazan lo no firmado, alterado, más antiguo o caducado.',
    'Los recuentos se aleatorizan en el dispositivo; una respuesta por dispositivo y período, sin identificador que le sobreviva.',
    'Los recuentos solo se muestran por encima de umbrales, como máximo una vez al día, por tramos.',
    'El transporte está cifrado; el servidor no almacena direcciones, cookies ni agentes de usuario.',
    'Retirar el consentimiento borra de inmediato; los visitantes pueden ver, llevarse, rectificar y suprimir lo almacenado, y oponerse a cada segmento.',
    'Una señal del navegador contra el seguimiento (Global Privacy Control) vale como rechazo, salvo que el visitante acepte después en este sitio.',
    'El acceso a los recuentos y a la publicación exige tokens, que pueden limitarse, renovarse y revocarse; lo que se hizo con ellos queda anotado.',
  ],
  necessity: {
    minimal:
      'Se almacenan {events} tipos de eventos con {properties} propiedades, y {facts} datos más. Cada uno lo lee una definición, o se conserva por un motivo que las definiciones indican.',
    longest: 'El plazo más largo es de {time}.',
    instead:
      'Los recuentos son estimaciones de respuestas aleatorizadas en lugar de recuentos exactos de visitantes identificados.',
  },
  risks: {
    narrow: [
      'Una regla se ajusta a una sola persona, que recibe un trato distinto.',
      'Las reglas son públicas y están firmadas; cualquiera puede leerlas. No se muestran recuentos de pocas personas.',
      'Aun así la página puede cambiarse para una persona, con reglas que todos pueden leer.',
    ],
    infer: [
      'Un segmento insinúa salud, creencias, vida sexual u otras categorías especiales (§9.1).',
      'La comprobación rechaza o señala las palabras que las nombran.',
      'Pueden elegirse nombres de modo que nadie lo note.',
    ],
    device: [
      'Otra persona usa el mismo dispositivo y ve lo que muestra la página.',
      'Borrado en el panel para visitantes; plazos cortos.',
      'Ve lo que muestra la página hasta que se borre.',
    ],
    scripts: [
      'Otros scripts de la página leen lo almacenado.',
      'No se almacena más de lo que leen las definiciones.',
      'Dentro de un mismo origen no puede impedirse.',
    ],
    altered: [
      'Alguien se hace con el servidor y entrega otras reglas.',
      'Las páginas rechazan lo que no firmó quien gestiona el sitio; las versiones publicadas pueden compararse.',
      'El servidor puede retener o retrasar definiciones nuevas hasta que caduquen las antiguas.',
    ],
    linked: [
      'Alguien vincula los informes de un dispositivo y deduce pertenencias.',
      'Respuestas aleatorizadas con ε = {epsilon}, sin identificador; en 52 semanas la suma de ε es como máximo {yearly}.',
      'Quien vincule todos los informes sabrá tanto como permite este ε.',
    ],
    handed: [
      'Un destinatario une identificadores de segmentos con lo que sabe del visitante.',
      'Solo donde el visitante aceptó exactamente eso; los destinatarios se nombran antes; 20 identificadores por vía como máximo.',
      'Lo enviado no puede retirarse.',
    ],
  },
  rights: {
    panel:
      'En este sitio puede ver qué está almacenado en su dispositivo y por qué está en un grupo, y llevárselo, rectificarlo o suprimirlo (§15, §16, §17, §20). Puede oponerse a cada grupo (§21).',
    withdraw:
      'Puede retirar su consentimiento en cualquier momento (§7.3). Lo que se hizo antes sigue siendo lícito.',
    more: 'Tiene derecho a la limitación del tratamiento (§18), y a presentar una reclamación ante una autoridad de control (§77.1).',
    unknown:
      'No podemos saber qué dispositivo es el suyo (§11.2): sus derechos sobre lo que está almacenado en él se ejercen en ese dispositivo.',
    voluntary:
      'Ni la ley ni un contrato le obligan a aceptar. Si no acepta, la página se muestra como es para todos, y no se almacena más que su respuesta.',
    voluntaryInformed: 'Tampoco tiene que aceptar la medición: una oposición la termina.',
    automated:
      'Su navegador decide según las reglas indicadas arriba en qué grupos está; la página puede mostrar entonces otros contenidos (§13.2.f).',
  },
  public: {
    draft:
      'Elaborado a partir de un borrador de las definiciones de {site}, y no de un texto firmado: versión {version}, emitida el {issued}, válida hasta el {expires}. Las páginas del sitio solo aceptan lo que ha firmado quien lo gestiona.',
    envelope: 'El propio texto firmado',
    verify:
      'Quien quiera puede comprobar la firma con la clave pública del sitio, y comparar el hash con los publicados.',
    published: 'Todas las versiones publicadas',
    questions:
      'A los visitantes en {segments} se les puede preguntar: {question} La respuesta queda en el dispositivo.',
  },
  questions: {
    controller:
      '¿Quién es el responsable del tratamiento, y cómo se le puede contactar? Las definiciones no nombran a nadie («controller»).',
    joint: '¿Hay corresponsables (§26.1), o un representante en la Unión (§27.1)?',
    officer:
      '¿Hay que designar un delegado de protección de datos (§37.1)? Las definiciones no nombran ninguno.',
    basis:
      '¿En qué base jurídica se apoya el tratamiento para este fin: {purpose} (§6.1)? El consentimiento según §e para almacenar en el dispositivo no lo resuelve.',
    interests:
      'Si se apoya en intereses legítimos (§6.1.f): ¿en cuáles, y qué resultó de la ponderación?',
    inform:
      '¿En qué norma nacional se apoya la medición sin consentimiento en: {countries}? ¿Se cumplen sus condiciones?',
    processors:
      '¿Quién gestiona el servidor, y quién más trata datos por cuenta del responsable del tratamiento (§28.3)? Las definiciones no nombran a nadie.',
    contracts: '¿Hay un contrato según §28.3 con cada encargado: {list}?',
    logs: '¿Qué registra de las peticiones quien gestiona el servidor (direcciones, horas), y durante cuánto tiempo?',
    recipients: '¿Quién más recibe datos, de scripts de la página que leen segmentos?',
    country:
      '¿En qué países tratan datos: {list}? Fuera del Espacio Económico Europeo: ¿en qué garantía se apoya la transferencia (§44)?',
    transfer: '¿En qué decisión o garantía se apoyan las transferencias a {list} (§45, §46)?',
    transferUnknown:
      '¿Se transfieren datos a un tercer país, y con qué decisión o garantía (§45, §46)?',
    special:
      '¿Insinúa algún segmento categorías especiales de datos personales (§9.1), aunque su nombre no lo diga?',
    freeText: 'Estos atributos pueden contener cualquier texto: {list}. ¿Qué pone allí el sitio?',
    children: '¿Usan niños el sitio?',
    decisions:
      '¿Depende de un segmento algo con efectos jurídicos o que afecte significativamente de modo similar (§22.1)? Covey no está hecho para eso.',
    authority: '¿Qué autoridad de control es competente, y cómo se la puede contactar?',
    own: '¿Qué medidas propias hay: quién tiene la clave de firma, quién tiene tokens, quién puede cambiar la página (§32.1)?',
    required:
      '¿Es necesaria una evaluación (§35.1, §35.3), también según las listas de la autoridad (§35.4)? Si no: ¿por qué no?',
    necessary: '¿Es necesario cada segmento para su fin, y no hay un modo que requiera menos?',
    history: '¿Es necesario conservar estos eventos para segmentos futuros: {list}?',
    likelihood:
      '¿Qué probabilidad y qué gravedad tiene cada uno de estos riesgos en este sitio? ¿Qué otros hay?',
    advice: '¿Qué aconsejó el delegado de protección de datos (§35.2)?',
    views: '¿Qué opinan los visitantes o sus representantes, cuando proceda preguntarles (§35.9)?',
    residual:
      '¿Queda un alto riesgo, de modo que haya que consultar a la autoridad (§36.1)? ¿Cuándo se revisa la evaluación (§35.11)?',
  },
  questionsLead: {
    owner: 'Las definiciones no pueden responderlas. Debe hacerlo quien es responsable.',
    notice:
      'No forma parte del aviso: responda a estas cuestiones, escriba las respuestas donde corresponda, y quite esta sección.',
  },
};
