/**
 * German nouns that other words are put in front of, as `foldGerman` writes them and in the singular or the plural as they
 * end a compound. They are whole words of their own, long enough that an ending that looks like one is one: no "art" (Bart)
 * and no "ort" (Wort).
 */
export const germanHeads: ReadonlySet<string> = new Set(
  // Not made of their last syllables.
  (
    'montage dienstage mittwoche donnerstage freitage samstage sonntage mittage vormittage nachmittage alltags ' +
    'abbau abfall abgabe abgaben ablauf ablaufe ablehnung abnahme abrechnung abrechnungen abschluss ' +
    'absicherung abstand abteil abteilung abteilungen abwesenheit abzug adresse adressen akte aktie aktien ' +
    'aktion alltag alter amt amter analyse analysen anbieter anderung anderungen anfrage anfragen angabe ' +
    'angaben angebot angebote anlage anlagen anleitung anleitungen anmeldung annahme anpassung anschluss ' +
    'anschlusse anspruch anspruche anteil anteile antrag antrage anweisung anweisungen anwendung anwendungen ' +
    'anzeige anzeigen apparat arbeit arbeiten arbeiter arbeitgeber arbeitnehmer artikel arzt ' +
    'arzte aufgabe aufgaben auflage auflagen aufsicht auftrag auftrage ausbildung ausgabe ausgaben ausgang ' +
    'ausgange ausgleich auskunft ausnahme ausnahmen ausschluss ausschuss ausstand ausstattung ausweis ' +
    'ausweise auszahlung bank banken batterie batterien bauteil bauteile bauwerk beamte bearbeitung ' +
    'beauftragte beauftragter bedarf bedingung bedingungen befugnis befugnisse begrenzung begriff begriffe ' +
    'behandlung behorde behorden beitrag beitrage bekampfung belastung beleg belege bemessung beratung ' +
    'bereich bereiche bericht berichte beruf berufe bescheid bescheide bescheinigung bescheinigungen ' +
    'beschluss beschlusse beschreibung beschwerde beschwerden besprechung besprechungen bestand bestande ' +
    'bestandteil bestatigung bestellung bestellungen bestimmung bestimmungen beteiligung betrag betrage ' +
    'betreuung betrieb betriebe bewertung bezahlung beziehung bezug bezuge bilanz bilanzen bildung blatt ' +
    'blatter boden bogen boni bonus bremse brief briefe buch bucher budget budgets bundel burger buro buros ' +
    'chef chefin datei dateien daten dauer decke deckung dienst dienstag dienste donnerstag druck durchsatz ' +
    'ebene einarbeitung eingang eingange einheit einheiten einkommen einkunfte einlage einnahme einnahmen ' +
    'einrichtung einrichtungen einsatz einsatze einstellung eltern empfang empfanger energie entgelt ' +
    'entgelte entlastung entlohnung entschadigung entscheidung entscheidungen entwicklung entwurf erfahrung ' +
    'erfassung ergebnis ergebnisse erhaltung erhebung erhohung erklarung erklarungen erlaubnis erlos erlose ' +
    'ermittlung ersatz erstattung erstattungen ertrag ertrage essen etikett fabrik fahigkeit fahrer fahrplan ' +
    'fahrt fahrten fahrzeug fahrzeuge faktor faktoren farbe farben fehler feiertag feiertage feld felder ' +
    'fenster ferien fertigung feuer firma firmen flache flachen flasche flug fluge forderung forderungen ' +
    'formen formular formulare forschung fortbildung frage fragen frau frauen freigabe freigaben freitag ' +
    'frist fristen fuhrer fuhrung funktion funktionen gang gange garantie garantien gas gebaude gebiet ' +
    'gebiete gebot gebuhr gebuhren geburt gefahr gefahren gegenstand gegenstande gehalt gehalter geld gelder ' +
    'gemeinde gemeinden genehmigung genehmigungen gerat gerate gericht gerichte geschaft geschafte geschenk ' +
    'geschenke gesellschaft gesellschaften gesetz gesetze gesprach gesprache gesuch gesundheit ' +
    'gewerbe gewicht gewichte gewinn gewinne glas grad grenze grenzen grosse grossen grund ' +
    'grunde gruppe gruppen gutachten gutschein gutscheine gutschrift haftung halle hallen halter haltung ' +
    'handel handler handlung haus hauser haushalt haushalte heft heizung heizungen helfer hersteller hilfe ' +
    'hilfen hinweis hinweise hochzeit hohe holz ingenieur inhaber inspektion instandhaltung institut ' +
    'interesse interessen intervall intervalle jahr jahre kabel kalender kammer kanal kapital karte karten ' +
    'kasse kassen katalog kauf kaufer keller kennwort kennworter kennzeichen kessel kette ketten kind kinder ' +
    'klasse klassen klausel klauseln kleidung klinik konferenz konten konto kontrolle kontrollen konzept ' +
    'kopie kopien korper kosten kraft krafte kraftwerk krankheit krankheiten kredit kredite kreis kreise ' +
    'kuche kunde kunden kundigung kundigungen kurs kurse lager lampe land lander lasten lauf leben lehre ' +
    'lehrer leistung leistungen leiter leiterin leitung leitungen licht lieferung lieferungen linie linien ' +
    'liste listen lizenz lizenzen logik lohn lohne lohnung loschung losung luft mangel markt markte maschine ' +
    'maschinen maschinist material materialien meister meldung meldungen menge mengen messung methode miete ' +
    'mieten mieter ministerium minute minuten mitarbeiter mitglied mitglieder mittag mittel modell modelle ' +
    'monat monate montag monteur monteure motor motoren muster mutter nachmittag nacht nachte nachweis ' +
    'nachweise name namen netz netze netzwerk norm normen note noten notiz nummer nummern nutzung ordner ' +
    'ordnung ordnungen organe papier partei parteien partner partnerin passwort pause pausen person personal ' +
    'personen pflege pflicht pflichten plan plane planung planungen platte platten platz platze position ' +
    'positionen post praktikant praktikum pramie pramien praxis preis preise presse probe proben problem ' +
    'probleme produkt produkte produktion programm programme projekt projekte protokoll protokolle prozess ' +
    'prozesse prufer prufung prufungen pumpe pumpen punkt punkte quelle quellen quote quoten rabatt rabatte ' +
    'rahmen rate raten raum raume rechner rechnung rechnungen recht rechte rechtsprechung regel regeln ' +
    'regelung regelungen register reise reisen reparatur reparaturen reserve reserven richtlinie richtlinien ' +
    'risiken risiko rohr rohre rolle rollen ruckgabe ruckgang ruhe rundgang sache sachen samstag satz satze ' +
    'schaden schalter schein scheine schicht schichten schiff schlussel schrank schreiben schrift schriften ' +
    'schuld schulden schule schulen schuler schulung schulungen schutz schwelle seite seiten sender sensor ' +
    'sensoren service sicherheit sicherung sitz sitzung sitzungen software sonntag speicher speicherung ' +
    'spende spenden sperre sperrung spesen spiel spiele sprache sprachen stadt stadte stand standort ' +
    'standorte stelle stellen steuer steuern steuerung stimme stimmen stoff stoffe stornierung storung ' +
    'storungen strafe strafen strasse strassen strom struktur stuck stucke studie studien stufe stufen ' +
    'stunde stunden summe summen system systeme tabelle tabellen tafel tag tage tarif tarife tasche taste ' +
    'tasten technik techniker teilnehmer telefon temperatur temperaturen termin termine test tests text ' +
    'texte thema themen tier tiere titel todesfall trager transport treffen trennung treppe typen ubersicht ' +
    'uberwachung umgang umsatz umsatze umstand umstande umwelt umzug unfall unfalle unterbrechung unterlage ' +
    'unterlagen unternehmen unterricht unterschrift untersuchung urkunde urkunden urlaub urteil urteile ' +
    'vater ventil ventile veranstaltung verarbeitung verbot verbote verbrauch verein vereinbarung ' +
    'vereinbarungen vereine verfahren vergabe vergleich vergutung vergutungen verhaltnis verhaltnisse ' +
    'verkauf verkaufer verkehr verlauf verlust verluste vermogen verordnung verordnungen verpackung ' +
    'verpflichtung versand versicherung versicherungen version versionen versorgung vertrag vertrage ' +
    'vertreter vertreterin vertretung verwaltung verwaltungen verwendung verzeichnis verzeichnisse volumen ' +
    'vorgang vorgange vormittag vorschrift vorschriften vorschuss vorstand vorteil wache wachstum waffe ' +
    'wagen wahl wahlen waren warme wartung wasser wechsel wege weiterbildung werbung werk werke werkstatt ' +
    'werktag werktage werkzeug werkzeuge wert werte wettbewerb widerstand wirtschaft wissen wissenschaft ' +
    'woche wochen wohnung wohnungen worter wunsch zahl zahlen zahler zahlung zahlungen zeichen zeichnung ' +
    'zeit zeiten zeitung zelle zellen zentrale zentrum zettel zeugnis zeugnisse ziel ziele zimmer zins ' +
    'zinsen zone zonen zugang zugange zuschlag zuschlage zuschuss zuschusse zustand zustellung zweck zwecke'
  ).split(' '),
);
