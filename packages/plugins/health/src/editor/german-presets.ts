/** Templates, presets and kinds of criteria in German. */
export const germanPresets: Readonly<Record<string, string>> = {
  'A property has a value': 'Eine Eigenschaft hat einen Wert',
  'Activities in a time frame': 'Aktivitäten in einem Zeitraum',
  'Associated records': 'Verknüpfte Datensätze',
  'Days since or until a date': 'Tage seit oder bis zu einem Datum',
  'Ranges of a number': 'Bereiche einer Zahl',
  Calls: 'Anrufe',
  'Calls of 5 minutes or more': 'Anrufe ab 5 Minuten',
  'CSM sentiment': 'Einschätzung des CSM',
  Emails: 'E-Mails',
  Engagement: 'Austausch',
  Meetings: 'Besprechungen',
  'NPS answer': 'NPS-Antwort',
  'Last survey answer': 'Letzte Umfrageantwort',
  'Open tickets': 'Offene Tickets',
  'Open urgent tickets': 'Offene dringende Tickets',
  'Pages visited': 'Besuchte Seiten',
  'Product usage': 'Produktnutzung',
  'Support tickets': 'Support-Tickets',
  'Survey score (NPS)': 'Umfragewert (NPS)',
  'Weekly logins': 'Anmeldungen pro Woche',
  '{signal}: {type} has no association {name}.': '{signal}: {type} hat keine Verknüpfung {name}.',
  '{signal}: {type} has no such property. It would be a choice with an option Good, with one of these names: {names}.':
    '{signal}: {type} hat keine solche Eigenschaft. Es wäre eine Auswahl mit einer Option Good und einem dieser Namen: {names}.',
  '{signal}: {type} has no such property. It would be a number with one of these names: {names}.':
    '{signal}: {type} hat keine solche Eigenschaft. Es wäre eine Zahl mit einem dieser Namen: {names}.',
  'Groups have maxima that sum to 100. Rules add or take points. A rule is held within its bounds first, then its group, then the total.':
    'Gruppen haben Maxima, die zusammen 100 ergeben. Regeln geben oder nehmen Punkte. Zuerst wird eine Regel in ihren Grenzen gehalten, dann ihre Gruppe, dann die Summe.',
  'Where the statuses begin is up to each account: 40 and 70 are ours.':
    'Wo die Status beginnen, legt jedes Konto fest: 40 und 70 sind unsere.',
  'The floor of the total is not published: 0 is ours.': 'Die Untergrenze der Summe ist nicht veröffentlicht: 0 ist unsere.',
  'Each input gives 0, 5 or 10. A score is the mean of its inputs, the whole the weighted mean of its scores. An input without a value is skipped; it can count as 0.':
    'Jede Eingabe gibt 0, 5 oder 10. Ein Wert ist das Mittel seiner Eingaben, das Ganze das gewichtete Mittel seiner Werte. Eine Eingabe ohne Wert wird übergangen; sie kann auch als 0 zählen.',
  'A customer in several segments has the score of the one that it joined last: make a profile for each segment.':
    'Ein Kunde in mehreren Segmenten hat den Wert dessen, in das er zuletzt kam: Legen Sie für jedes Segment ein Profil an.',
  'Where the statuses begin: 40 and 70 are ours.': 'Wo die Status beginnen: 40 und 70 sind unsere.',
  'A score begins at 5 of 10. Its factors add to it and take from it, and it stays within 0 and 10. The whole is the plain mean of its scores, rounded.':
    'Ein Wert beginnt bei 5 von 10. Seine Faktoren geben und nehmen Punkte, und er bleibt zwischen 0 und 10. Das Ganze ist das einfache Mittel seiner Werte, gerundet.',
  'How it rounds is not published: half up is ours.': 'Wie gerundet wird, ist nicht veröffentlicht: Kaufmännisch ist unsere Wahl.',
  'How many points a factor gives is up to each account: 2.5 is ours.':
    'Wie viele Punkte ein Faktor gibt, legt jedes Konto fest: 2,5 sind unsere.',
  'Measures are weighted into groups, and groups into the whole. A band ends with its upper bound and does not have its lower one: 50 is red, 51 is yellow.':
    'Maße werden mit Gewichten zu Gruppen und Gruppen zum Ganzen. Ein Band endet mit seiner oberen Grenze und hat seine untere nicht: 50 ist rot, 51 ist gelb.',
  'Where green begins is up to each account: above 75 is ours.': 'Wo Grün beginnt, legt jedes Konto fest: über 75 ist unsere Wahl.',
  'How a missing measure counts could not be found: it is skipped here.':
    'Wie ein fehlendes Maß zählt, ließ sich nicht finden: Hier wird es übergangen.',
  'An input gives 1 where it is at risk, 10 where it is healthy and 5 in between. Means by weight; what is missing gives its weight to the others in proportion, and so does an empty group. Nothing known is no score.':
    'Eine Eingabe gibt 1, wo sie gefährdet ist, 10, wo sie gesund ist, und dazwischen 5. Mittel nach Gewicht; was fehlt, gibt sein Gewicht anteilig an die anderen, ebenso eine leere Gruppe. Ist nichts bekannt, gibt es keinen Wert.',
  'Steps between 1 and 10 for numbers: an input has three ranges here, and can be given more.':
    'Stufen zwischen 1 und 10 für Zahlen: Eine Eingabe hat hier drei Bereiche und kann mehr bekommen.',
  'A group that is its highest or lowest input.': 'Eine Gruppe, die ihre höchste oder niedrigste Eingabe ist.',
  'Each factor has a total of points; all of them sum to 100. It gives a part of them by tiers of a value, and a value exactly between two tiers belongs to the lower one.':
    'Jeder Faktor hat eine Punktzahl; alle zusammen ergeben 100. Er gibt einen Teil davon nach Stufen eines Werts, und ein Wert genau zwischen zwei Stufen gehört zur unteren.',
  'The mean over the children of a parent.': 'Das Mittel über die Töchter eines Mutterunternehmens.',
  'Several scores by segment: make a profile for each.': 'Mehrere Werte nach Segment: Legen Sie für jedes ein Profil an.',
}
