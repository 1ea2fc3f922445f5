import type { Language } from '../../text/language.ts';
import { stemOf } from './words.ts';

/**
 * Words that mean the same, and words that exclude each other. Kept by hand: vectors of words do not tell them apart, as
 * buyer and seller, Monday and Tuesday, up and down stand in the same places and are nearer than most synonyms.
 */

/** A line a group of words of one meaning. */
const synonyms: Record<Language, string> = {
  en: `get receive obtain gain
    employee worker staff personnel
    buy purchase acquire
    vacation leave holiday
    begin start commence launch
    end finish conclude terminate
    send submit deliver dispatch transmit
    cost price charge fee amount
    cost charge price
    doctor physician
    car vehicle automobile
    company firm enterprise business corporation
    answer reply respond response
    help assist support aid
    show display present
    use employ utilize utilise usage
    fix repair mend
    big large great
    small little
    quick fast rapid
    need require requirement necessary
    build construct erect make
    found establish create set
    located situated lie stand
    pay paid payment remunerate
    inform notify tell report
    keep retain store save
    delete remove erase
    change modify alter amend
    choose select pick
    verify check examine inspect review
    approve authorise authorize approval sign
    cancel revoke withdraw
    ask request apply
    consist comprise contain include
    colleague coworker
    boss supervisor manager superior
    supervisor manager
    money fund
    deadline limit
    yearly annual annually year
    monthly month
    weekly week
    daily day
    free complimentary
    mail email
    phone telephone call
    illness sickness sick ill
    home house
    invoice bill
    client customer
    vendor supplier
    return refund reimburse reimbursement
    written writing write
    duration length last
    reach achieve attain
    win victory defeat beat
    die death
    receive given give grant award
    responsible charge
    lead head run direct
    amount total sum
    place location site
    person people
    work job
    count regard consider treat deem
    take occupy
    notice notification
    travel trip journey
    contain hold
    valid effective
    team group
    complete finish
    early ahead`,
  de: `bekommen erhalten kriegen beziehen
    mitarbeiter mitarbeiterin mitarbeitende angestellte arbeitnehmer beschaftigte beschaftigter personal
    kaufen erwerben anschaffen
    urlaub ferien
    beginnen anfangen starten beginn start
    enden aufhoren ende endet
    senden schicken einreichen ubermitteln abgeben
    kosten preis gebuhr betrag
    betragt belauft betragen
    arzt arztin mediziner
    auto wagen fahrzeug pkw
    firma unternehmen betrieb gesellschaft
    antworten antwort erwidern
    helfen unterstutzen
    benutzen verwenden nutzen
    reparieren instandsetzen
    notig erforderlich notwendig brauchen benotigen
    zahlen bezahlen vergutet entlohnen
    informieren mitteilen melden benachrichtigen
    loschen entfernen
    andern verandern
    wahlen auswahlen
    prufen kontrollieren uberprufen
    genehmigen bewilligen freigeben zustimmen genehmigung zustimmung
    kundigen kundigung
    jahrlich jahr
    monatlich monat
    wochentlich woche
    taglich tag
    kostenlos gratis unentgeltlich
    rechnung faktura
    vorgesetzter vorgesetzte fuhrungskraft chef
    schriftlich schriftform
    krank krankheit erkrankt erkrankung
    dauert dauer lange
    reise dienstreise fahrt
    ruckgabe rucksendung zuruckgeben zurucksenden
    stehen zustehen haben`,
  fr: `recevoir obtenir
    employe salarie collaborateur
    acheter acquerir
    conge vacances
    commencer debuter
    finir terminer
    envoyer transmettre soumettre
    prix cout tarif frais
    medecin docteur
    voiture vehicule
    entreprise societe compagnie
    verifier controler
    supprimer effacer
    gratuit offert
    approuver valider autoriser`,
  es: `recibir obtener
    empleado trabajador
    comprar adquirir
    vacaciones permiso
    empezar comenzar iniciar
    terminar finalizar acabar
    enviar remitir mandar
    precio coste costo tarifa
    medico doctor
    coche vehiculo auto
    empresa compania sociedad
    comprobar verificar revisar
    eliminar borrar
    gratis gratuito
    aprobar autorizar`,
};

/** A line two or more sides that exclude each other; `!` where to deny the one is to say the other. */
const exclusions: Record<Language, string> = {
  en: `more greater higher larger bigger exceed | less lower fewer smaller
    above over | below under beneath
    before prior earlier until preceding | after later following subsequent
    increase rise grow raise rose grew gain climb | decrease fall drop decline reduce sink fell shrink cut
    maximum most highest largest | minimum least lowest smallest
    longer longest | shorter shortest
    faster fastest | slower slowest
    older oldest | younger youngest newest newer
    best better improve improvement | worst worse worsen
    first | last final
    buyer purchaser customer client buy | seller vendor supplier sell
    employer | employee
    lender lend | borrower borrow
    landlord lessor | tenant lessee
    sender send | recipient receiver
    import | export
    enable activate | disable deactivate
    ! open | closed close
    ! include included | exclude excluded exempt
    ! accept approve | reject refuse decline deny
    ! valid | invalid void
    ! succeed success | fail failure
    ! paid | unpaid
    ! lawful legal | unlawful illegal
    ! same equal | different unequal
    ! possible | impossible
    ! mandatory compulsory obligatory required | optional voluntary
    begin start opening | end finish expire
    internal | external
    inbound incoming | outbound outgoing
    input | output
    gross | net
    left | right
    upper top | bottom
    up | down
    day | night
    win won victory | lose lost defeat
    profit | loss
    credit | debit
    parent | subsidiary
    public | private
    male man men | female woman women
    north northern | south southern | east eastern | west western
    monday | tuesday | wednesday | thursday | friday | saturday | sunday
    january | february | march | april | june | july | august | september | october | november | december
    spring | summer | autumn fall | winter
    red | blue | green | yellow | black | white | orange | grey gray | brown | purple | pink
    always | never | sometimes rarely occasionally
    daily | weekly | monthly | quarterly | yearly annually annual
    morning | afternoon | evening
    hot warm | cold cool
    add | remove delete
    temporary | permanent
    domestic | foreign international
    within | after
    since | until before
    full | part partial
    part | whole entire
    ! present | absent
    everyone everybody | nobody
    all every each | most | some few several
    written writing | oral orally verbal verbally
    online | offline
    manual manually | automatic automatically`,
  de: `mehr grosser hoher uber oberhalb | weniger kleiner niedriger geringer unter unterhalb
    vor bevor fruher vorher | nach nachdem spater danach
    steigen erhohen zunehmen gestiegen steigt erhoht wachsen anstieg erhohung | sinken senken abnehmen gesunken sinkt fallen ruckgang verringern reduzieren
    maximal hochstens hochste | mindestens minimal niedrigste
    langer | kurzer
    alter | junger
    besser beste | schlechter schlechteste
    erste | letzte
    kaufer | verkaufer
    arbeitgeber | arbeitnehmer mitarbeiter
    vermieter | mieter
    absender | empfanger
    einfuhr import | ausfuhr export
    aktivieren einschalten | deaktivieren ausschalten
    ! offen geoffnet | geschlossen
    ! gultig | ungultig
    ! enthalten eingeschlossen inbegriffen | ausgeschlossen ausgenommen
    ! annehmen genehmigt | ablehnen abgelehnt
    ! bezahlt | unbezahlt
    ! verpflichtend pflicht | freiwillig optional
    beginn beginnt | ende endet
    intern | extern
    eingang | ausgang
    brutto | netto
    links | rechts
    oben | unten
    tag | nacht
    gewinn gewonnen | verlust verloren
    nord norden | sud suden | ost osten | west westen
    montag | dienstag | mittwoch | donnerstag | freitag | samstag sonnabend | sonntag
    januar | februar | marz | april | mai | juni | juli | august | september | oktober | november | dezember
    fruhling | sommer | herbst | winter
    rot | blau | grun | gelb | schwarz | weiss | orange | grau | braun
    immer | nie | manchmal selten gelegentlich
    taglich | wochentlich | monatlich | vierteljahrlich | jahrlich
    morgens vormittags | nachmittags | abends
    ab | bis
    alle jeder jede jedes samtliche | meisten | einige manche
    schriftlich | mundlich
    manuell | automatisch
    voll ganz | teilweise
    sofort | spater`,
  fr: `plus superieur | moins inferieur
    avant | apres
    augmenter augmente hausse | diminuer diminue baisse
    maximum | minimum
    acheteur client | vendeur fournisseur
    employeur | employe salarie
    ! ouvert | ferme
    ! inclus compris | exclu
    ! obligatoire | facultatif
    debut | fin
    interne | externe
    lundi | mardi | mercredi | jeudi | vendredi | samedi | dimanche
    nord | sud | est | ouest
    rouge | bleu | vert | jaune | noir | blanc
    toujours | jamais | parfois
    tous chaque toutes | certains quelques plupart
    ecrit | oral`,
  es: `mas superior mayor | menos inferior menor
    antes | despues
    aumentar aumenta subir sube | disminuir disminuye bajar baja
    maximo | minimo
    comprador cliente | vendedor proveedor
    empleador | empleado trabajador
    ! abierto | cerrado
    ! incluido | excluido
    ! obligatorio | opcional voluntario
    inicio | fin final
    interno | externo
    lunes | martes | miercoles | jueves | viernes | sabado | domingo
    norte | sur | este | oeste
    rojo | azul | verde | amarillo | negro | blanco
    siempre | nunca
    todos cada todas | algunos algunas varios
    escrito | oral verbal`,
};

export interface Side {
  /** Which line of the list, and which side of it. */
  line: number;
  side: number;
  /** To deny the one is to say the other. */
  isComplement: boolean;
}

interface Lexicon {
  groups: Map<string, number[]>;
  sides: Map<string, Side[]>;
}

const loaded = new Map<Language, Lexicon>();

function lexiconOf(language: Language): Lexicon {
  const before = loaded.get(language);
  if (before !== undefined) return before;
  const lexicon: Lexicon = { groups: new Map(), sides: new Map() };
  for (const [group, line] of synonyms[language].split('\n').entries())
    for (const word of line.trim().split(' ')) push(lexicon.groups, stemOf(word, language), group);
  for (const [line, text] of exclusions[language].split('\n').entries()) {
    const isComplement = text.trim().startsWith('!');
    for (const [side, words] of text.trim().replace('! ', '').split(' | ').entries())
      for (const word of words.split(' ')) push(lexicon.sides, stemOf(word, language), { line, side, isComplement });
  }
  loaded.set(language, lexicon);
  return lexicon;
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}

/** Whether two stems stand in one group of synonyms, or on one side of an exclusion. */
export function meansTheSame(a: string, b: string, language: Language): boolean {
  const { groups, sides } = lexiconOf(language);
  if (groups.get(a)?.some((group) => groups.get(b)?.includes(group)) === true) return true;
  return (
    sides.get(a)?.some((one) => sides.get(b)?.some(({ line, side }) => line === one.line && side === one.side)) === true
  );
}

/** The exclusions that a stem is a side of. */
export function sidesOf(stem: string, language: Language): readonly Side[] {
  return lexiconOf(language).sides.get(stem) ?? [];
}
