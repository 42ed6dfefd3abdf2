import { defineTexts } from '@tenure/core/page'

/** The texts of the page about roles in German. */
export const german = defineTexts({
  id: 'tenure.administration/roles-german',
  language: 'de',
  texts: {
    'Object roles': 'Objektrollen',
    'Object roles saved': 'Objektrollen gespeichert',
    'What the words customer, service and revenue mean in this account.': 'Was Kunde, Service und Umsatz in diesem Konto bedeuten.',
    'Mapping is saved as a whole, or not at all.': 'Die Zuordnung wird als Ganzes gespeichert oder gar nicht.',
    'Keep my choices': 'Meine Auswahl behalten',
    'Discard your changes to see theirs, or keep your choices and save them over theirs.':
      'Verwerfen Sie Ihre Änderungen, um die neuen zu sehen, oder behalten Sie Ihre Auswahl und speichern Sie sie darüber.',
    'Who is looked after. One type.': 'Wer betreut wird. Ein Objekttyp.',
    'What is delivered to a customer. One type.': 'Was ein Kunde bekommt. Ein Objekttyp.',
    'What renews. One or two types; one is shown first.': 'Was sich verlängert. Ein oder zwei Objekttypen; einer wird zuerst gezeigt.',
    'custom object': 'eigenes Objekt',
    'until now': 'bisher',
    'Shown first': 'Zuerst gezeigt',
    'Show first': 'Zuerst zeigen',
    '1 record': '1 Datensatz',
    '{count} records': '{count} Datensätze',
    'Not activated in this account': 'In diesem Konto nicht aktiviert',
    Activate: 'Aktivieren',
    'When you save': 'Wenn Sie speichern',
    nothing: 'nichts',
    '{role} becomes {types}, in every workspace ({count}).': '{role} wird {types}, in allen Arbeitsbereichen ({count}).',
    'Workspaces that have to choose again: {count}. Until then their tab asks for it.':
      'Arbeitsbereiche, die neu wählen müssen: {count}. Bis dahin fragt ihr Tab danach.',
    '{type} is not activated in this account.': '{type} ist in diesem Konto nicht aktiviert.',
    'No longer used: {choice}': 'Nicht mehr benutzt: {choice}',
    'Pipelines of {type} are no longer used: {names}': 'Pipelines von {type} werden nicht mehr benutzt: {names}',
    'Nothing is deleted. Choosing the old type again brings it all back.':
      'Nichts wird gelöscht. Wählen Sie den alten Objekttyp wieder, ist alles wieder da.',
    'Settings to renew': 'Neu zu wählende Einstellungen',
    'More than the edition has': 'Mehr, als die Edition hat',
    'It is kept as it is.': 'Es bleibt, wie es ist.',
  },
})
