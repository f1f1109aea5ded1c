import type { PaperWords } from './types.ts';

/** Português. */
export const pt: PaperWords = {
  cite: {
    article: 'art. {a}.º do RGPD',
    paragraph: 'art. {a}.º, n.º {p}, do RGPD',
    point: 'art. {a}.º, n.º {p}, al. {q}), do RGPD',
    eprivacy: 'art. 5.º, n.º 3, da Diretiva 2002/58/CE',
  },
  titles: {
    record: 'Registo das atividades de tratamento: {site}',
    dpia: 'Avaliação de impacto sobre a proteção de dados, projeto: {site}',
    notice: 'O que {site} recorda da sua visita',
    retention: 'O que é guardado, e durante quanto tempo: {site}',
    public: 'O que fazem as definições de segmentos de {site}',
  },
  leads: {
    record:
      'Um projeto do registo nos termos de §30.1, feito a partir das definições de segmentos de {site}, versão {version}, válidas até {expires}. O que só o responsável pode decidir figura como questão em aberto.',
    dpia: 'Um projeto da avaliação nos termos de §35.7, feito a partir das definições de segmentos de {site}, versão {version}, válidas até {expires}. Só está completo quando as questões em aberto tiverem resposta.',
    notice:
      'É o seu navegador que decide a que grupos de visitantes pertence. Nenhum servidor recebe para isso o que fez aqui.',
    retention:
      'Feito a partir das definições de segmentos de {site}, versão {version}, válidas até {expires}. Eventos e propriedades que nenhuma definição lê não são guardados.',
    public:
      'Feito a partir das definições assinadas por quem gere {site}: versão {version}, emitida em {issued}, válida até {expires}. As páginas do site recusam todas as outras.',
  },
  off: {
    children:
      'Segundo as definições, o site é para crianças: nada é registado e nada é contado. O que se segue é o que fariam de outro modo.',
    stop: 'As definições estão paradas: nada é registado e nada é contado. O que se segue é o que fariam de outro modo.',
  },
  heads: {
    controller: 'Responsável pelo tratamento',
    purposes: 'Finalidades do tratamento',
    subjects: 'Categorias de titulares de dados e de dados pessoais',
    recipients: 'Destinatários',
    transfers: 'Transferências para países terceiros',
    limits: 'Prazos para o apagamento',
    security: 'Medidas técnicas e organizativas',
    questions: 'Questões em aberto',
    need: 'Necessidade de uma avaliação',
    description: 'Descrição das operações de tratamento',
    necessity: 'Necessidade e proporcionalidade',
    risks: 'Riscos para os direitos e liberdades dos titulares dos dados',
    measures: 'Medidas para fazer face aos riscos',
    involved: 'Parecer, opiniões e reavaliação',
    who: 'Quem é responsável',
    what: 'O que acontece, e para quê',
    device: 'No dispositivo',
    edge: 'No servidor',
    basis: 'Fundamento jurídico',
    rights: 'Os seus direitos',
    voluntary: 'Caráter facultativo',
    automated: 'Decisões automatizadas',
    segments: 'Segmentos',
    counts: 'Contagens',
    asked: 'Perguntas aos visitantes',
    document: 'O documento',
    consent: 'Consentimento',
  },
  labels: {
    controller: 'Responsável pelo tratamento',
    contact: 'Contacto',
    officer: 'Encarregado da proteção de dados',
    notice: 'Política de privacidade',
    processor: 'Subcontratante',
    data: 'Dados',
    properties: 'Propriedades',
    why: 'Para quê',
    period: 'Conservação',
    removed: 'Apagado por',
    segment: 'Segmento',
    meaning: 'Significado',
    stays: 'Um visitante permanece',
    used: 'Utilização',
    question: 'Pergunta',
    answers: 'Respostas',
    wrong: 'Falsa de propósito',
    way: 'Via',
    recipients: 'Destinatários',
    handed: 'O que lhes é entregue',
    risk: 'Risco',
    answer: 'O que se faz',
    remains: 'O que resta',
    version: 'Versão',
    issued: 'Emitida em',
    expires: 'Válida até',
    hash: 'SHA-256 do texto assinado',
    signers: 'Assinada com',
    open: 'Questão em aberto {n}',
    notStated: 'não indicado',
    category: 'Categoria',
    number: 'N.º',
    said: 'Indicação',
  },
  purposes: {
    personalisation:
      'Personalização: recordar no próprio dispositivo do visitante o que aconteceu no site, e decidir aí em que segmentos está, para que a página possa ser adaptada.',
    measurement:
      'Medição: saber quantos visitantes estão num segmento, por uma resposta aleatorizada por dispositivo e período.',
    activation:
      'Entrega: passar identificadores de segmentos a outros scripts da mesma página. Quem gere o site diz para quê: {purpose}',
    none: 'As definições não decidem nenhum segmento e não contam nada.',
  },
  purposeNames: {
    personalisation: 'personalização',
    measurement: 'medição',
    activation: 'entrega',
  },
  consent: {
    ask: 'Nada é guardado nem lido antes de o visitante aceitar a finalidade, cada uma em separado. Guardar no dispositivo e ler dele assentam nesse consentimento (§e).',
    inform:
      'Nestes países a medição, e nenhuma outra finalidade, começa depois de o visitante ter sido informado, e termina com uma oposição: {countries}.',
    others: 'todos os países sem regra própria',
    withdraw:
      'Retirar o consentimento é tão fácil como dá-lo, e apaga de imediato o que nele assenta, em cada página aberta do site.',
    text: 'Versão do texto a que os visitantes respondem: {n}.',
  },
  subjects: {
    who: 'Visitantes de {site} que aceitaram uma finalidade.',
    informed:
      'Para a medição, também visitantes que foram informados e não se opuseram: {countries}.',
    sensitive:
      'A verificação assinala os segmentos que nomeiam ou deixam supor categorias especiais de dados pessoais (§9.1). Conhece palavras, e não significados.',
  },
  categories: {
    events: 'O que aconteceu no site (eventos)',
    traits: 'O que o site indicou ou o visitante respondeu (atributos)',
    place: 'Lugar aproximado',
    source: 'De onde veio uma visita',
    device: 'Dispositivo e página',
    visit: 'Decurso da visita',
    variants: 'Variantes sorteadas',
    answers: 'Perguntas feitas',
    segments: 'Pertença a segmentos',
    reports: 'Respostas aleatorizadas',
  },
  kept: {
    events: '{name}',
    eventsNamed: '{name} ({words})',
    everyEvent: 'qualquer evento',
    time: 'só nome e hora',
    whyMetrics: 'lido por {metrics}',
    whyHistory: 'para segmentos futuros: {why}',
    trait: 'atributo {name}, e quando foi indicado pela última vez',
    traitWhy: 'indicado pelo site ou respondido pelo visitante; lido por segmentos',
    variant: 'variante sorteada de {name}',
    variantWhy: 'para mostrar de novo a mesma',
    fact: '{name} ({words})',
    factWhy: 'lido por segmentos',
    once: '{property} de {name}, como hash, dos últimos cem',
    onceWhy: 'para que um evento comunicado duas vezes conte uma vez',
    asked: 'quando a pergunta {name} foi mostrada, respondida, fechada',
    askedWhy: 'para não perguntar de novo',
    numbers: 'números das métricas, pertença a segmentos, segmentos a que o visitante se opôs',
    numbersWhy: 'as respostas, sem ler todos os eventos em cada página',
    sessions: 'número, início e último evento da sessão, primeiro evento, número de eventos',
    sessionsWhy: 'para distinguir as sessões',
    answer:
      'a resposta à pergunta de consentimento: o quê, quando, a que texto, e quando começou o histórico',
    answerWhy: 'para a cumprir, e não perguntar de novo',
    shown: 'segmentos que a página pode mostrar, com o seu fim',
    shownWhy: 'o conteúdo certo desde o início',
    left: 'o que aconteceu numa página deixada antes de ser guardado, na medida em que as definições o leem',
    leftWhy: 'para não o perder',
    document: 'as definições assinadas e o que o script delas apurou: nada sobre o visitante',
    documentWhy: 'para funcionar sem rede, e recusar mais antigas',
    seed: '16 bytes aleatórios; a resposta a enviar; o que foi perguntado quando, com o seu ε',
    seedWhy: 'uma resposta por período, a mesma sempre que perguntada',
    counted: 'o fim do último período comunicado, para todos os sites da origem',
    countedWhy: 'nenhum segundo relatório num período',
  },
  periods: {
    history: 'tanto tempo como o histórico, no máximo {most}',
    session: 'até a sessão terminar, {time} depois do seu último evento',
    window:
      'os números tanto tempo como as suas janelas, tudo o resto tanto tempo como o histórico, no máximo {most}',
    definitions: 'até as definições expirarem',
    nextPage: 'até à página seguinte do site',
    answer: '{most} desde a resposta',
    whole:
      'Nenhum evento é conservado para além do seu prazo. Tudo é apagado {most} depois de o histórico começar, mesmo que entretanto tenha havido nova resposta.',
    browser:
      'Um navegador que nunca mais abra o site não executa o seu código: aí valem as regras do navegador.',
  },
  removed: {
    usual: 'o seu prazo; apagamento; recusa',
    answer: 'a resposta seguinte',
    measurement: 'o seu prazo; apagamento; recusa da medição',
    personalisation: 'apagamento; recusa da personalização',
    counted: 'o seu prazo',
    alarm: 'um temporizador do servidor',
    owner: 'quem gere o servidor, com o site',
  },
  edge: {
    counts: 'contadores: pergunta, período, resposta, um número',
    countsWhy: 'as contagens',
    countsPeriod: '25 meses depois do período',
    ids: 'hash do identificador aleatório de cada relatório, sem ordem, data nem resposta',
    idsWhy: 'para recusar uma repetição',
    idsPeriod: '24 horas depois do fim do período',
    documents: 'as definições e chaves públicas publicadas: nada sobre visitantes',
    documentsWhy: 'para as entregar; qualquer pessoa as pode comparar',
    documentsPeriod: 'tanto tempo como o site',
    place:
      'O lugar aproximado ({parts}) é retirado do pedido, comunicado à página e não guardado no servidor.',
    none: 'Com nada disto é guardado um endereço, um cookie, um agente de utilizador ou um identificador de um visitante.',
  },
  segments: {
    none: 'Não há nenhum.',
    noStay: 'enquanto se verifica',
    stays: '{time} mais do que se verifica',
    ever: 'tanto tempo como o histórico',
    shown: 'mostrado à página',
    hidden: 'nunca mostrado à página',
    counted: 'contado',
    handed: 'entregue',
  },
  counts: {
    none: 'Nada é contado.',
    how: 'Cada dispositivo responde a uma pergunta em cada período de {period}, por resposta aleatorizada com ε = {epsilon}. A resposta é falsa de propósito tantas vezes como diz a tabela, pelo que não diz nada certo sobre ninguém. O relatório tem o mesmo comprimento para todos, e nenhum identificador que lhe sobreviva.',
    budget:
      'Em 52 semanas a soma de ε é no máximo {yearly} ({periods} períodos), se alguém pudesse ligar todos os relatórios de um dispositivo; nenhum relatório dá um meio para isso. Seja o que for assinado, nunca é mais de {most} em 365 dias.',
    back: 'Uma resposta enviada não pode ser retirada: é um número num contador, e não pertence a ninguém.',
    kinds: {
      segment: 'se um visitante está no segmento {name}',
      group: 'em que segmento do grupo {name} está um visitante',
      experience: 'que variante de {name} foi mostrada a um visitante',
      converted: 'que variante de {name} foi mostrada a um visitante, e se o objetivo foi atingido',
      histogram: 'em que intervalo está o valor de {name}',
    },
    shown: 'Os números só são mostrados acima de limiares, com os seus intervalos.',
  },
  recipients: {
    none: 'O que está guardado no dispositivo não é enviado a ninguém.',
    edge: 'Quem gere o servidor: pedidos das definições, as mesmas para todos; pedidos do lugar aproximado, onde uma definição o lê; e as respostas aleatorizadas, onde algo é contado.',
    activated:
      'Onde o visitante o aceitou, são entregues identificadores de segmentos a outros scripts da página. Quem os recebe pode reenviá-los, e o que foi enviado não pode ser retirado:',
    ways: {
      gpt: 'Google Publisher Tag',
      prebid: 'Prebid',
      dataLayer: 'camada de dados (data layer)',
    },
  },
  transfers: {
    inside:
      'Todos os subcontratantes aqui nomeados tratam os dados no Espaço Económico Europeu: {list}.',
    outside: 'Fora do Espaço Económico Europeu: {list}.',
  },
  measures: [
    'Os segmentos são decididos no próprio dispositivo do visitante; eventos, atributos e pertenças não são enviados ao servidor.',
    'Só são guardados eventos e propriedades que uma definição lê, enquanto os lê, no máximo 13 meses (§5.1.c, §5.1.e, §25.1).',
    'As definições estão assinadas com uma chave que o servidor não tem; as páginas recusam o que não está assinado, foi alterado, é mais antigo ou expirou.',
    'As contagens são aleatorizadas no dispositivo; uma resposta por dispositivo e período, sem identificador que lhe sobreviva.',
    'As contagens só são mostradas acima de limiares, no máximo uma vez por dia, por escalões.',
    'O transporte é cifrado; o servidor não guarda endereços, cookies nem agentes de utilizador.',
    'Retirar o consentimento apaga de imediato; os visitantes podem ver, levar, retificar e apagar o que está guardado, e opor-se a cada segmento.',
    'Um sinal do navegador contra o rastreio (Global Privacy Control) vale como recusa, salvo se o visitante aceitar depois neste site.',
    'O acesso às contagens e à publicação exige tokens, que podem ser limitados, renovados e revogados; o que se fez com eles fica anotado.',
  ],
  necessity: {
    minimal:
      'São guardados {events} tipos de eventos com {properties} propriedades, e {facts} outros dados. Cada um é lido por uma definição, ou conservado por uma razão que as definições indicam.',
    longest: 'O prazo mais longo é de {time}.',
    instead:
      'As contagens são estimativas de respostas aleatorizadas em vez de contagens exatas de visitantes identificados.',
  },
  risks: {
    narrow: [
      'Uma regra aplica-se a uma única pessoa, que é tratada de modo diferente.',
      'As regras são públicas e assinadas; qualquer pessoa as pode ler. Contagens de poucas pessoas não são mostradas.',
      'A página pode mesmo assim ser mudada para uma pessoa, por regras que todos podem ler.',
    ],
    infer: [
      'Um segmento deixa supor saúde, convicções, vida sexual ou outras categorias especiais (§9.1).',
      'A verificação recusa ou assinala as palavras que as nomeiam.',
      'Podem escolher-se nomes de modo que ninguém repare.',
    ],
    device: [
      'Outra pessoa usa o mesmo dispositivo e vê o que a página mostra.',
      'Apagamento no painel para visitantes; prazos curtos.',
      'Vê o que a página mostra até ser apagado.',
    ],
    scripts: [
      'Outros scripts da página leem o que está guardado.',
      'Não é guardado mais do que as definições leem.',
      'Dentro de uma mesma origem não se pode impedir.',
    ],
    altered: [
      'Alguém toma conta do servidor e entrega outras regras.',
      'As páginas recusam o que quem gere o site não assinou; as versões publicadas podem ser comparadas.',
      'O servidor pode reter ou atrasar novas definições até as antigas expirarem.',
    ],
    linked: [
      'Alguém liga os relatórios de um dispositivo e deduz pertenças.',
      'Respostas aleatorizadas com ε = {epsilon}, nenhum identificador; em 52 semanas a soma de ε é no máximo {yearly}.',
      'Quem ligar todos os relatórios fica a saber tanto quanto este ε permite.',
    ],
    handed: [
      'Um destinatário junta identificadores de segmentos ao que sabe do visitante.',
      'Só onde o visitante aceitou exatamente isso; os destinatários são nomeados antes; no máximo 20 identificadores por via.',
      'O que foi enviado não pode ser retirado.',
    ],
  },
  rights: {
    panel:
      'Neste site pode ver o que está guardado no seu dispositivo e porque está num grupo, e levá-lo, retificá-lo ou apagá-lo (§15, §16, §17, §20). Pode opor-se a cada grupo (§21).',
    withdraw:
      'Pode retirar o seu consentimento a qualquer momento (§7.3). O que foi feito antes continua lícito.',
    more: 'Tem direito à limitação do tratamento (§18), e a apresentar reclamação a uma autoridade de controlo (§77.1).',
    unknown:
      'Não podemos saber que dispositivo é o seu (§11.2): os seus direitos sobre o que nele está guardado exercem-se nesse dispositivo.',
    voluntary:
      'Nem a lei nem um contrato o obrigam a aceitar. Se não aceitar, a página é mostrada como é para todos, e nada é guardado além da sua resposta.',
    voluntaryInformed: 'Também não tem de aceitar a medição: uma oposição termina-a.',
    automated:
      'O seu navegador decide segundo as regras acima em que grupos está; a página pode então mostrar outros conteúdos (§13.2.f).',
  },
  public: {
    draft:
      'Feito a partir de um rascunho das definições de {site}, e não de um texto assinado: versão {version}, emitida em {issued}, válida até {expires}. As páginas do site só aceitam o que foi assinado por quem o gere.',
    envelope: 'O próprio texto assinado',
    verify:
      'Quem quiser pode verificar a assinatura com a chave pública do site, e comparar o hash com os publicados.',
    published: 'Todas as versões publicadas',
    questions:
      'Aos visitantes em {segments} pode ser perguntado: {question} A resposta fica no dispositivo.',
  },
  questions: {
    controller:
      'Quem é o responsável pelo tratamento, e como pode ser contactado? As definições não nomeiam ninguém («controller»).',
    joint:
      'Há responsáveis conjuntos pelo tratamento (§26.1), ou um representante na União (§27.1)?',
    officer:
      'Deve ser designado um encarregado da proteção de dados (§37.1)? As definições não nomeiam nenhum.',
    basis:
      'Em que fundamento jurídico assenta o tratamento para esta finalidade: {purpose} (§6.1)? O consentimento nos termos de §e para guardar no dispositivo não o resolve.',
    interests:
      'Se assenta em interesses legítimos (§6.1.f): quais, e o que resultou da ponderação?',
    inform:
      'Em que norma nacional assenta a medição sem consentimento em: {countries}? Estão reunidas as suas condições?',
    processors:
      'Quem gere o servidor, e quem mais trata dados por conta do responsável pelo tratamento (§28.3)? As definições não nomeiam ninguém.',
    contracts: 'Há um contrato nos termos de §28.3 com cada subcontratante: {list}?',
    logs: 'O que regista dos pedidos quem gere o servidor (endereços, horas), e durante quanto tempo?',
    recipients: 'Quem mais recebe dados, de scripts da página que leem segmentos?',
    country:
      'Em que países tratam dados: {list}? Fora do Espaço Económico Europeu: em que garantia assenta a transferência (§44)?',
    transfer: 'Em que decisão ou garantia assentam as transferências para {list} (§45, §46)?',
    transferUnknown:
      'São transferidos dados para um país terceiro, e com que decisão ou garantia (§45, §46)?',
    special:
      'Algum segmento deixa supor categorias especiais de dados pessoais (§9.1), embora o seu nome não o diga?',
    freeText: 'Estes atributos podem conter qualquer texto: {list}. O que põe lá o site?',
    children: 'O site é usado por crianças?',
    decisions:
      'Depende de um segmento algo que produza efeitos jurídicos ou afete significativamente de forma similar (§22.1)? O Covey não foi feito para isso.',
    authority: 'Que autoridade de controlo é competente, e como pode ser contactada?',
    own: 'Que medidas próprias há: quem tem a chave de assinatura, quem tem tokens, quem pode mudar a página (§32.1)?',
    required:
      'É exigida uma avaliação (§35.1, §35.3), também segundo as listas da autoridade (§35.4)? Se não: porquê?',
    necessary:
      'Cada segmento é necessário para a sua finalidade, e não há um modo que exija menos?',
    history: 'É necessário conservar estes eventos para segmentos futuros: {list}?',
    likelihood:
      'Qual é, neste site, a probabilidade e a gravidade de cada um destes riscos? Que outros há?',
    advice: 'O que aconselhou o encarregado da proteção de dados (§35.2)?',
    views:
      'Qual é a opinião dos visitantes ou dos seus representantes, se for adequado pedi-la (§35.9)?',
    residual:
      'Resta um risco elevado, de modo que a autoridade deva ser consultada (§36.1)? Quando é reavaliada a avaliação (§35.11)?',
  },
  questionsLead: {
    owner: 'A estas as definições não podem responder. Quem é responsável tem de o fazer.',
    notice:
      'Não faz parte do aviso: responda a estas questões, escreva as respostas onde pertencem, e retire esta secção.',
  },
};
